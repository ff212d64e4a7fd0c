"""Bare names: what a name alone means, an entry of the wording book or a field of what an entry takes.

    ## rights_of(program)
    when owner:
    {held_by}[[ {territory|place}]]

means `program.owner`, `held_by(program)` and `program.territory`. An entry by its name alone takes each thing by the
name that it has for it, as that name is read there; what it need not take it is not given. What a template or entry
takes or sets itself, and what every document knows, keeps its name. A section, and an entry that takes nothing, asks
the subject of the document, and what the document tells of it: `programs` is `subject.programs` there, `happened` is
`told.happened`. A section that says what it is of asks that, as an entry does; what has a default there is an option.
What an entry takes is named after its kind, so that the names are known which it has: `asset` in an entry that takes a
program is the asset of the program, and what it does not have is asked of what the document tells.

An entry is asked like a field: `deal.deal_terms` is `deal_terms(deal)`, and of several things it is what the entry says
of each, unless it takes several itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import cache
from inspect import get_annotations
from typing import Any, get_args

from jinja2 import nodes

from briefgen.briefs.brief import SubjectKind
from briefgen.briefs.reach import CONTEXT, GLOBALS, REACH, names_of_record, question_of
from briefgen.briefs.shapes import Many, Shown, named_after
from briefgen.briefs.wording import is_wording
from briefgen.editor.reason import OfRecord
from briefgen.editor.told import Told
from briefgen.records import BY_KIND
from briefgen.view import VIEWS

Takes = Mapping[str, tuple[str, ...]]
"""What each entry of the wording book must be given, by its name."""

KNOWN = frozenset({*CONTEXT, *GLOBALS, "loop"})
"""Names that mean the same in every document."""
ASKED = "asked"
"""The name that a section sets to what it is of."""
SAID_OF = "said_of"
"""The filter that an entry asked like a field is read as: what it says of a thing, or of each of several."""


def takes_of(trees: Iterable[nodes.Template]) -> Takes:
    """What the entries of some files of the book must be given."""
    macros = (macro for tree in trees for macro in tree.find_all(nodes.Macro))
    return {one.name: tuple(arg.name for arg in one.args[: len(one.args) - len(one.defaults)]) for one in macros}


def with_bare_names(tree: nodes.Template, file: str | None, takes: Takes) -> nodes.Template:
    """The tree of a template, given by its path below the folder, in which each name says what it means."""
    in_book = bool(file) and is_wording(str(file))
    for part in (one for one in tree.body if isinstance(one, nodes.Macro)) if in_book else (tree,):
        of = part.args[0].name if isinstance(part, nodes.Macro) and part.args else _taken_out(part.body)
        reading = _Reading(of, _given(part) | {of}, takes)
        part.body = [reading.read(node) for node in part.body]
    return tree


def _taken_out(body: list[nodes.Node]) -> str:
    """What a section says that it is of; the line that says so is no part of it any more."""
    for node in body:
        match node:
            case nodes.Assign(target=nodes.Name(name=name), node=nodes.Name(name=of)) if name == ASKED:
                body.remove(node)
                return str(of)
    return ""


def takes_several(name: str) -> bool:
    """Whether what an entry takes under a name is several things: programs, rows; not an analysis."""
    return name.endswith("s") and not name.endswith(("is", "ss", "us"))


@cache
def asked_of_told() -> frozenset[str]:
    """What a document tells, beside what its subject has under the same name and the words that say what it is."""
    words = {field.name for field in fields(Told) if field.type in (bool, "bool")}
    words |= {name for kind in Told.__mro__ for name, value in vars(kind).items() if _is_word(value)}
    return REACH[Told] - asked_of_subject() - KNOWN - words


def _is_word(value: object) -> bool:
    """Whether a question of a class is answered with yes or no."""
    getter = getattr(value, "fget", None) or getattr(value, "func", None)
    return getter is not None and get_annotations(getter).get("return") in (bool, "bool")


@cache
def asked_of_subject() -> frozenset[str]:
    """What a subject of some kind has, beside what every document knows."""
    shown: Mapping[str, Any] = VIEWS
    kinds = get_args(SubjectKind)
    return frozenset().union(*(names_of_record(shown[kind], BY_KIND[kind]) for kind in kinds)) - KNOWN


@cache
def names_of_taken(name: str) -> frozenset[str]:
    """What can be asked of what an entry takes under a name, which says its kind; nothing where it does not, or
    where that is asked of a record of any kind. The subject is that of the document everywhere."""
    if name == "subject":
        return asked_of_subject()
    others = {kind.__name__.lower(): names for kind, names in REACH.items() if not issubclass(kind, OfRecord)}
    shapes = named_after(name) or frozenset()
    found = (one for shape in shapes for one in (shape.of if isinstance(shape, Many) else (shape,)) or ())
    of_records = (names_of_record(one.view, one.part) for one in found if isinstance(one, Shown))
    return frozenset().union(*of_records, others.get(name, ())) - {"subject"}


def _given(tree: nodes.Node) -> frozenset[str]:
    """The names that a template or an entry takes, sets or imports."""
    found: Iterable[Any] = tree.find_all((nodes.Name, nodes.Import))
    names = (one.target if isinstance(one, nodes.Import) else one.ctx != "load" and one.name for one in found)
    return frozenset(filter(None, names))


_ASKED = {"subject": asked_of_subject, "told": asked_of_told}
"""What a name alone is asked of where nothing else is known to be asked."""


class _Reading:
    """How names are read in one template or entry: the thing that it asks, the names it has itself, the book."""

    def __init__(self, of: str, given: frozenset[str], takes: Takes) -> None:
        self.of = of
        self.asked = names_of_taken(of)
        self.given = given | (KNOWN - self.asked)
        self.takes = takes

    def read(self, node: Any) -> Any:
        """A node in which names alone are fields or entries; the names of entries that are called stay."""
        if isinstance(node, nodes.Name):
            return self._name(node)
        if isinstance(node, nodes.Getattr) and self.takes.get(node.attr):
            return self._said_of(node)
        for field, value in node.iter_fields() if isinstance(node, nodes.Node) else ():
            names_entry = (
                (isinstance(node, nodes.Call) and field == "node" and isinstance(value, nodes.Name))
                or (isinstance(node, nodes.Filter) and node.name in ("each", SAID_OF) and field == "args")
                or (isinstance(node, nodes.Filter) and node.name == "default" and isinstance(value, nodes.Name))
            )
            if names_entry or not isinstance(value, (list, nodes.Node)):
                continue
            setattr(node, field, [self.read(one) for one in value] if isinstance(value, list) else self.read(value))
        return node

    def _said_of(self, node: nodes.Getattr) -> nodes.Expr:
        """An entry that is asked like a field; what else it takes it is given by its name."""
        at = {"lineno": node.lineno, "environment": node.environment}
        first, *others = self.takes[node.attr]
        given = [self._field(nodes.Name(name, "load", **at)) for name in others]
        arguments = [nodes.Name(node.attr, "load", **at), nodes.Const(takes_several(first), **at), *given]
        return nodes.Filter(self.read(node.node), SAID_OF, arguments, [], None, None, **at)

    def _name(self, node: nodes.Name) -> nodes.Expr:
        if node.name in self.given or node.name not in self.takes:
            return self._field(node)
        at = {"lineno": node.lineno, "environment": node.environment}
        things = [self._field(nodes.Name(name, "load", **at)) for name in self.takes[node.name]]
        return nodes.Call(node, things, [], None, None, **at)

    def _field(self, node: nodes.Name) -> nodes.Expr:
        if node.name in self.given or not (of := self._asked_for(node.name)):
            return node
        at = {"lineno": node.lineno, "environment": node.environment}
        return nodes.Getattr(nodes.Name(of, "load", **at), node.name, "load", **at)

    def _asked_for(self, name: str) -> str:
        """What a name alone is asked of: what is taken; what the document tells where that is known not to have it."""
        if not self.of:
            return next((of for of, names in _ASKED.items() if name in names()), "")
        lacks = self.asked and question_of(name, self.asked) not in self.asked
        return "told" if lacks and name in asked_of_told() else self.of
