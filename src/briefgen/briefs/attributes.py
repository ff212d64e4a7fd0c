"""Attributes of what templates name: what each can be, and which nothing has."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jinja2 import nodes

from briefgen.briefs.learnt import Learnt, Scope
from briefgen.briefs.picking import BY, HOW_MANY, ONE_OF_SEVERAL, WITH, WITHOUT
from briefgen.briefs.reach import lacking
from briefgen.briefs.shapes import (
    NOTHING,
    TRUTH,
    Lacks,
    Many,
    ModuleShape,
    NamespaceShape,
    Shapes,
    Shown,
    TupleShape,
    ask,
    element,
    join,
)
from briefgen.briefs.written import Template
from briefgen.problems import Origin, Problem, did_you_mean


class Attributes:
    """What is asked of things in one template."""

    def __init__(self, learnt: Learnt, template: Template, context: Scope) -> None:
        self.learnt = learnt
        self.template = template
        self.context = context
        self.line = 0
        """The line of all problems, where the template is a line of another file."""

    def tell(self, node: nodes.Node, code: str, message: str, hint: str = "") -> None:
        """Say what is wrong, once everything is learnt."""
        if self.learnt.found is not None:
            origin = Origin(f"{self.learnt.shown}/{self.template.file}", self.line or node.lineno)
            self.learnt.found.append(Problem(origin, code, message, hint))

    def attribute(self, node: nodes.Node, of: Shapes, name: str) -> Shapes:
        """What an attribute can be; it is told where nothing that the thing can be has it."""
        if not of:
            return of
        answers = [self.ask(node, shape, name) for shape in sorted(of, key=str)]
        known = [answer for answer in answers if not isinstance(answer, Lacks)]
        lacks = [answer for answer in answers if isinstance(answer, Lacks)]
        if known:
            return join(*known)
        if name.startswith("_"):
            self.tell(node, "forbidden", f"'{name}' is not for templates", "ask the records for what you need")
        elif not self.template.guards(node):
            things = _either(list(dict.fromkeys(lack.thing for lack in lacks)))
            fields = [field for lack in lacks for field in lack.names]
            message, hint = lacking(things, name, fields, self.asked_entries(of) - {name})
            self.tell(node, "undefined", message if things else f"no record has a field '{name}'", hint)
        return None

    def asked_entries(self, of: Iterable[Any]) -> set[str]:
        """The entries of the wording book that can be asked of a record like a field."""
        if not any(isinstance(shape, Shown) for shape in of):
            return set()
        book = ((name, self.learnt.templates[file].macros[name]) for name, file in self.learnt.book.items())
        return {name for name, macro in book if macro.required}

    def ask(self, node: nodes.Node, shape: Any, name: str) -> Shapes | Lacks:
        """What an attribute of one thing is."""
        match shape:
            case ModuleShape(file):
                template = self.learnt.templates[file]
                names = frozenset(known for known in template.top if not known.startswith("_"))
                return self.export(node, file, name) if name in names else Lacks(f"'{file}'", names)
            case NamespaceShape():
                kept = self.learnt.spaces.get(shape, {})
                return kept[name] if name in kept else Lacks("the namespace", frozenset(kept))
            case Many() | TupleShape():
                return self.of_several(node, element(frozenset({shape})), name)
            case _:
                return ask(shape, name)

    def of_several(self, node: nodes.Node, one: Shapes, name: str) -> Shapes:
        """What several things have under a name, which is a field of each of them."""
        if name in HOW_MANY:
            return TRUTH
        if name.startswith(BY):
            self.attribute(node, one, name.removeprefix(BY))
            return frozenset({Many(frozenset({Many(one)}))})
        for begins in (WITH, WITHOUT):
            if name.startswith(begins):
                self.attribute(node, one, name.removeprefix(begins))
                return frozenset({Many(one)})
        return one if name in ONE_OF_SEVERAL else frozenset({Many(flat(self.attribute(node, one, name)))})

    def export(self, node: nodes.Node, file: str, name: str) -> Shapes:
        """What a template exports under a name."""
        template = self.learnt.templates[file]
        names = {known for known in template.top if not known.startswith("_")}
        if name not in names:
            self.tell(node, "undefined", f"'{file}' has no '{name}'", did_you_mean(name, names))
            return None
        return self.learnt.tops.get(file, {}).get(name, None if name not in template.macros else NOTHING)

    def path(self, node: nodes.Node, things: Shapes, path: object) -> Shapes:
        """What a dotted path of fields is for each of some things."""
        found = element(things)
        for part in str(path).split("."):
            found = place_of(found, int(part)) if part.isdigit() else self.attribute(node, found, part)
        return found


def place_of(shapes: Shapes, place: int) -> Shapes:
    """What stands at a place of a tuple or list."""
    if shapes is None:
        return None
    rows = (one.items[place] if isinstance(one, TupleShape) and -len(one.items) <= place < len(one.items)
            else element(frozenset({one})) for one in shapes)  # fmt: skip
    return join(*rows)


def flat(shapes: Shapes) -> Shapes:
    """What things are of which some stand in lists."""
    return None if shapes is None else join(*(_one(shape) for shape in shapes))


def _one(shape: Any) -> Shapes:
    return element(frozenset({shape})) if isinstance(shape, Many | TupleShape) else frozenset({shape})


def _either(things: list[str]) -> str:
    """What things are; empty where they are too many to be named."""
    return f"{', '.join(things[:-1])}{' or ' * (len(things) > 1)}{things[-1]}" if len(things) <= 4 else ""
