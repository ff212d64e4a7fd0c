"""Agreement: nouns and verbs behind a count are typed for one and for many, and follow the number; words before a value
follow the value.

    {events} event(s) is/are expected in {filings|count} filing(s) or study/studies

is `two events are expected`, `one event is expected`. Several things directly before such a noun are counted. What
stands behind a count agrees with it up to the next count.
A pair of words is one and many of a noun or verb, so that *and/or* and *G/GEJ* stay as they are.

    a/an {type} signed on/in {signed}

is `an option signed on 3 March 2025`, `a licence signed in March 2025`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from jinja2 import nodes

from briefgen.briefs.filters import several_of
from briefgen.values.counting import plural

AGREED = "agreed"
"""The filter that gives the one word or the other."""
COUNTED = "counted"
"""The filter that several things before a noun are read as: how many they are."""
HINT = "count first, {asset.trials} trial(s), or write the one word"
HINT_BEFORE = "write it directly before the value: signed on/in {deal.signed}, a/an {deal.type}"
_NOUN = re.compile(r"\s(?:[a-z-]+ ){0,2}[a-z]+\(s\)")
_WORDS = r"(?<![\w/])(?P<words>on/in|a/an)"
_BEFORE = re.compile(rf"{_WORDS}\s+\Z")
_ASTRAY = re.compile(rf"{_WORDS}(?![\w/])")
BEFORE = {"on/in": "when", "a/an": "with_article"}
"""Words that follow the value behind them, by the filter that says it with the right one."""
_PICKING = frozenset({"with", "without", "but", "among", "of"})
_PAIR = re.compile(r"(?P<noun>[A-Za-z]+)\(s\)|(?<![\w/])(?P<one>[a-z]+)/(?P<many>[a-z]+)(?![\w/])")


def with_agreement(tree: nodes.Template) -> nodes.Template:
    """The tree of a template in which words behind a count agree with it."""
    _Reader().read(tree)
    return tree


def uncounted(tree: nodes.Template) -> list[tuple[int, str]]:
    """Each pair of words in a template that follows no count, or stands before no value, with its line; the tree is
    read, and changed, by it."""
    reader = _Reader()
    reader.read(tree)
    return reader.uncounted


class _Reader:
    """One reading of a template from its top: what was counted last, and the pairs that nothing was counted before."""

    def __init__(self) -> None:
        self.counted: nodes.Expr | None = None
        self.uncounted: list[tuple[int, str]] = []

    def read(self, node: nodes.Node) -> None:
        """Read the parts of a node in their order."""
        if isinstance(node, nodes.Macro):
            self.counted = None
        if isinstance(node, nodes.Output):
            node.nodes = list(_with_words(node.nodes))
            behind = [*node.nodes[1:], None]
            read = [_with_count(each, text) for each, text in zip(node.nodes, behind, strict=True)]
            node.nodes = [part for each in read for part in self._printed(each)]
            return
        for child in node.iter_child_nodes():
            if isinstance(child, nodes.Stmt):
                self.read(child)

    def _printed(self, node: nodes.Expr) -> Iterator[nodes.Expr]:
        if not isinstance(node, nodes.TemplateData):
            self.counted = _counted(node) or self.counted
            yield node
            return
        self.uncounted += ((_line(node, found), found[0]) for found in _ASTRAY.finditer(node.data))
        if self.counted is None:
            self.uncounted += ((_line(node, found), found[0]) for found, _, _ in _pairs(node.data))
            yield node
        else:
            yield from self._agreed(node, self.counted)

    def _agreed(self, node: nodes.TemplateData, things: nodes.Expr) -> Iterator[nodes.Expr]:
        """The text with a choice in the place of each pair of words."""
        at: dict[str, Any] = {"lineno": node.lineno, "environment": node.environment}
        begin = 0
        for found, one, many in _pairs(node.data):
            yield nodes.TemplateData(node.data[begin : found.start()], **at)
            yield nodes.Filter(things, AGREED, [nodes.Const(one), nodes.Const(many)], [], None, None, **at)
            begin = found.end()
        yield nodes.TemplateData(node.data[begin:], **at)


def _pairs(text: str) -> Iterator[tuple[re.Match[str], str, str]]:
    """Each pair of words in a text, with the word for one and that for many."""
    for found in _PAIR.finditer(text):
        one = found["noun"] or found["one"]
        many = plural(one) if found["noun"] else found["many"]
        if many in (plural(one), several_of(one)):
            yield found, one, many


def _with_words(parts: list[nodes.Expr]) -> Iterator[nodes.Expr]:
    """What is printed, where words before a value follow it: the value is said with the right one of them."""
    words = ""
    for part, behind in zip(parts, [*parts[1:], None], strict=True):
        at: dict[str, Any] = {"lineno": part.lineno, "environment": part.environment}
        found = _BEFORE.search(part.data) if isinstance(part, nodes.TemplateData) and behind else None
        if found and isinstance(part, nodes.TemplateData):
            yield nodes.TemplateData(part.data[: found.start()], **at)
        else:
            yield nodes.Filter(part, BEFORE[words], [], [], None, None, **at) if words else part
        words = found["words"] if found else ""


def _line(node: nodes.TemplateData, found: re.Match[str]) -> int:
    return node.lineno + node.data.count("\n", 0, found.start())


def _counted(node: nodes.Expr) -> nodes.Expr | None:
    """What an expression counts: of several things their number, also in figures, or a number that it prints."""
    counted = figured = None
    while isinstance(node, nodes.Filter) and isinstance(node.node, nodes.Expr):
        counted = node.node if node.name in ("count", COUNTED) else counted
        figured = node.node if node.name == "figure" else figured
        node = node.node
    return counted or figured


def _with_count(node: nodes.Expr, behind: nodes.Expr | None) -> nodes.Expr:
    """A value with a noun for one and for many directly behind it, as a count."""
    things = isinstance(node, nodes.Name | nodes.Getattr | nodes.Getitem) or (
        isinstance(node, nodes.Filter) and node.name in _PICKING
    )
    if not things or not isinstance(behind, nodes.TemplateData) or not _NOUN.match(behind.data):
        return node
    return nodes.Filter(node, COUNTED, [], [], None, None, lineno=node.lineno, environment=node.environment)
