"""A template as it is written: its tree, its macros, the names it sets, what it guards with `is defined`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from jinja2 import nodes

from briefgen.briefs.wording import is_wording

Tag = nodes.Import | nodes.FromImport | nodes.Include
"""What reads another template, with or without the names around it."""


class Macro(NamedTuple):
    """A macro: its node and what it asks of its caller."""

    node: nodes.Macro
    required: frozenset[str]
    uses: frozenset[str]
    """The special names of macros among those it uses: caller, kwargs, varargs."""


class Template:
    """A template as it is written: its tree, the macros it has, what it guards with `is defined`."""

    def __init__(self, file: str, tree: nodes.Template) -> None:
        self.file = file
        self.tree = tree
        self.guarded = tuple(_guarded(tree))
        self.macros = {node.name: self._macro(node) for node in tree.find_all(nodes.Macro)}
        self.top = frozenset(_assigned(tree))
        self.within: frozenset[str] = frozenset()
        """Names that templates hand it which import or include it."""
        self.handed = tuple(self._handed())

    def guards(self, node: nodes.Node) -> bool:
        """Whether it asks somewhere if a name or field is defined."""
        return any(node == guarded for guarded in self.guarded)

    def names_given(self) -> Iterator[tuple[str, int]]:
        """Each name that it gives to something, with the line: what it sets, repeats over, takes and imports, and where
        it is no file of the wording book, its macros."""
        for node in self.tree.find_all((nodes.Name, nodes.Import, nodes.Macro)):
            match node:
                case nodes.Name(name=name, ctx="store" | "param") | nodes.Import(target=name):
                    yield name, node.lineno
                case nodes.Macro(name=name) if not is_wording(self.file):
                    yield name, node.lineno
                case _:
                    pass

    def _handed(self) -> Iterator[tuple[Tag, frozenset[str]]]:
        """Each tag that reads another template, with the names around it."""
        for part in (self.tree, *(macro.node for macro in self.macros.values())):
            tags = [node for node in _own(part) if isinstance(node, Tag)]
            names = self.top | frozenset(_assigned(part)) if tags else self.top
            yield from ((tag, names) for tag in tags)

    def _macro(self, node: nodes.Macro) -> Macro:
        names = {name.name for name in node.find_all(nodes.Name) if name.ctx == "load"}
        given = [arg.name for arg in node.args]
        required = given[: len(given) - len(node.defaults)]
        asked = {guarded.name for guarded in _guarded(node) if isinstance(guarded, nodes.Name)}
        return Macro(node, frozenset(required) - asked, frozenset(names & {"caller", "kwargs", "varargs"}))


def _guarded(tree: nodes.Node) -> Iterator[nodes.Node]:
    for test in tree.find_all(nodes.Test):
        if test.name in ("defined", "undefined"):
            yield test.node
    for filter in tree.find_all(nodes.Filter):
        if filter.name in ("d", "default") and filter.node is not None:
            yield filter.node


def _own(node: nodes.Node) -> Iterator[nodes.Node]:
    """Every node in a part of a template; of its macros only the nodes themselves."""
    for child in node.iter_child_nodes():
        yield child
        if not isinstance(child, nodes.Macro):
            yield from _own(child)


def _assigned(node: nodes.Node) -> Iterator[str]:
    """Names that a part of a template sets, those in its macros apart."""
    for child in _own(node):
        match child:
            case nodes.Name(name=name, ctx="store" | "param") | nodes.Macro(name=name) | nodes.Import(target=name):
                yield name
            case nodes.FromImport(names=names):
                yield from (name if isinstance(name, str) else name[1] for name in names)
