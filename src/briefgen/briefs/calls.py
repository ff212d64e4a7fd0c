"""Calls and filters of templates: what each gives, and whether it is handed what it takes."""

from __future__ import annotations

from typing import Any, get_args

from jinja2 import nodes

from briefgen import charts
from briefgen.briefs.attributes import Attributes
from briefgen.briefs.brief import SubjectKind
from briefgen.briefs.columns import BEYOND, columns_of
from briefgen.briefs.picking import fields_for
from briefgen.briefs.shapes import (
    NOTHING,
    TEXT,
    Function,
    Lacks,
    LoopShape,
    MacroShape,
    Many,
    NamespaceShape,
    Shapes,
    Shown,
    TracedShape,
    TupleShape,
    element,
    gives,
    join,
    name_of,
    shown_as,
)
from briefgen.briefs.wording import entry_of
from briefgen.problems import did_you_mean
from briefgen.records import BY_KIND

SAME_ITEMS = frozenset(
    {
        "among", "but", "list", "of", "reject", "rejectattr", "reverse", "select", "selectattr", "sort", "unique",
        "with", "without",
    }
)  # fmt: skip
ONE_ITEM = frozenset({"first", "last", "max", "min"})
WORDS = frozenset(
    {"capitalize", "join", "listed", "lower", "replace", "string", "title", "trim", "truncate", "upper"}
)  # fmt: skip


class Calls(Attributes):
    """What calls and filters of one template give."""

    def of_one(self, node: nodes.Node, things: Shapes, one: Shapes) -> None:
        """Tell things of which none can be of a record: they have no field of its kind, nor one of several of it."""
        kinds = sorted({name_of(shape.part) for shape in one or () if isinstance(shape, Shown)})
        fields = [field for kind in kinds for field in fields_for(kind)]
        answers = [self.ask(node, thing, field) for thing in element(things) or () for field in fields]
        if answers and all(isinstance(answer, Lacks) for answer in answers):
            self.tell(node, "undefined", f"none of these has a field '{fields[0]}' or '{fields[1]}'")

    def said_of(self, node: nodes.Filter, of: Shapes, arguments: list[Shapes]) -> Shapes:
        """What an entry says that is asked like a field, of one thing or of each of several."""
        entry, _, *others = arguments
        call = nodes.Call(node.args[0], [], [], None, None, lineno=node.lineno)
        found: Shapes = NOTHING
        for shape in sorted(of or (), key=str) if of is not None else (None,):
            whole = None if shape is None else frozenset({shape})
            of_each = shape.of if isinstance(shape, Many) and _is_true(node.args[1]) else whole
            is_each = any(isinstance(one, Many | TupleShape) for one in of_each or ())
            thing = element(whole) if is_each else whole
            for one in entry or ():
                self.given(call, one, [thing, *others], {}, calling=False)
            found = join(found, frozenset({Many(TEXT)}) if is_each else TEXT)
        return found

    def filtered(self, node: nodes.Node, name: str, of: Shapes, arguments: list[Shapes]) -> Shapes:
        """What a filter gives."""
        filters = self.learnt.environment.filters
        if name not in filters:
            self.tell(node, "template-syntax", f"No filter named '{name}'.", did_you_mean(name, filters))
            return None
        if name in WORDS:
            return TEXT
        if name in SAME_ITEMS:
            return frozenset({Many(element(of))})
        if name in ONE_ITEM:
            return element(of)
        if name in ("batch", "slice"):
            return frozenset({Many(frozenset({Many(element(of))}))})
        if name in ("d", "default"):
            return join(of, *arguments[:1])
        found = filters[name]
        return gives(found) if str(getattr(found, "__module__", "")).startswith("briefgen.") else None

    def known_test(self, node: nodes.Node, name: object) -> None:
        """Tell a test that there is not."""
        tests = self.learnt.environment.tests
        if name is not None and name not in tests:
            self.tell(node, "template-syntax", f"No test named '{name}'.", did_you_mean(str(name), tests))

    def given(
        self, node: nodes.Call, called: Any, arguments: list[Shapes], keywords: dict[str, Shapes], calling: bool
    ) -> Shapes:
        """What a call gives."""
        first = node.args[0].value if node.args and isinstance(node.args[0], nodes.Const) else None
        match called:
            case MacroShape():
                self.bind(node, called, arguments, keywords, calling)
                return TEXT
            case Function("chart", gives) if isinstance(first, str) and first not in charts.CHARTS:
                self.tell(node, "undefined", f"no chart is called '{first}'", did_you_mean(first, charts.CHARTS))
                return gives
            case Function("statement", gives) if isinstance(first, str):
                entry = entry_of(first)
                if entry not in self.learnt.book:
                    begins = entry_of("")
                    known = [name.removeprefix(begins).replace("_", "-") for name in self.learnt.book
                             if name.startswith(begins)]  # fmt: skip
                    self.tell(node, "undefined", f"no statement is called '{first}'", did_you_mean(first, known))
                self.learnt.called.add(entry)
                return gives
            case Function("table", gives) if len(node.args) > 1 and (wanted := _typed(node.args[1])) is not None:
                self.learnt.called.add(BEYOND)
                for said in (wanted, *(_typed(k.value) for k in node.kwargs if k.key == "group")):
                    self.columns(node, element(arguments[0]), said or wanted)
                return gives
            case Function("facts", gives) if len(node.args) > 1 and (wanted := _typed(node.args[1])) is not None:
                self.columns(node, arguments[0], wanted)
                return gives
            case Function("all" | "find" | "subjects" as query, gives) if isinstance(first, str):
                kinds = get_args(SubjectKind) if query == "subjects" else tuple(BY_KIND)
                if first not in kinds:
                    self.tell(node, "undefined", f"no records are called '{first}'", did_you_mean(first, kinds))
                    return gives
                return shown_as(first) if query == "find" else frozenset({Many(shown_as(first))})
            case Function("namespace"):
                space = NamespaceShape(self.template.file, node.lineno)
                names = self.learnt.spaces.setdefault(space, {})
                for name, shapes in keywords.items():
                    names[name] = join(names.get(name, NOTHING), shapes)
                return frozenset({space})
            case Function(gives=found):
                return found
            case LoopShape():
                return TEXT
            case _:
                self.tell(node, "undefined", f"{_what(called)} cannot be called", "leave the () out")
                return None

    def columns(self, node: nodes.Call, of: Shapes, wanted: str) -> None:
        """The columns of a table or list of facts: fields of its records, or entries of the wording book."""
        try:
            columns = columns_of(wanted)
        except ValueError as error:
            self.tell(node, "undefined", str(error))
            return
        for path in (path for column in columns for path in (column.path, column.named) if path):
            if path in self.learnt.book:
                self.learnt.called.add(path)
                entry = nodes.Call(node.node, [], [], None, None, lineno=node.lineno)
                self.bind(entry, MacroShape(self.learnt.book[path], path), [of], {}, calling=False)
            else:
                self.path(node, frozenset({Many(of)}), path)

    def bind(
        self, node: nodes.Call, macro: MacroShape, arguments: list[Shapes], keywords: dict[str, Shapes], calling: bool
    ) -> None:
        """Hand a macro what a call gives it; what it does not take, or lacks, is told."""
        found = self.learnt.templates[macro.file].macros[macro.name]
        names = [arg.name for arg in found.node.args]
        for name, shapes in (*zip(names, arguments, strict=False), *keywords.items()):
            key = (macro.file, macro.name, name)
            self.learnt.given[key] = join(self.learnt.given.get(key, NOTHING), shapes)
        if node.dyn_args is not None or node.dyn_kwargs is not None:
            self.learnt.given |= {(macro.file, macro.name, name): None for name in names}
            return
        if len(arguments) > len(names) and "varargs" not in found.uses:
            message = f"macro '{macro.name}' takes {_number(len(names))} and is given {len(arguments)}"
            self.tell(node, "macro-arguments", message, _signature(found.node))
        for name in keywords:
            if name not in names and name != "caller" and "kwargs" not in found.uses:
                self.tell(node, "macro-arguments", f"macro '{macro.name}' takes no '{name}'", did_you_mean(name, names))
            elif name in names[: len(arguments)]:
                self.tell(node, "macro-arguments", f"macro '{macro.name}' is given '{name}' twice")
        lacking = [name for name in names[len(arguments) :] if name in found.required - set(keywords)]
        if lacking:
            message = f"macro '{macro.name}' is not given '{lacking[0]}'"
            self.tell(node, "macro-arguments", message, _signature(found.node))
        if calling and "caller" not in found.uses:
            self.tell(node, "macro-arguments", f"macro '{macro.name}' takes no body", "call it without `call`")


def _number(arguments: int) -> str:
    return f"{arguments or 'no'} argument{'s' * (arguments != 1)}"


def _signature(macro: nodes.Macro) -> str:
    return f"it is called {macro.name}({', '.join(arg.name for arg in macro.args)})"


def _typed(node: nodes.Expr) -> str | None:
    """A text as it is typed, also where it holds unless an option is given: columns|default("name, stage")."""
    match node:
        case nodes.Const(value=str(text)) | nodes.Filter(name="default", args=[nodes.Const(value=str(text)), *_]):
            return text
        case _:
            return None


def _is_true(node: nodes.Expr) -> bool:
    return isinstance(node, nodes.Const) and bool(node.value)


def _what(called: Any) -> str:
    if isinstance(called, Shown):
        return name_of(called.part)
    return {TracedShape: "a printed value", Many: "a list", TupleShape: "a list"}.get(type(called), "a plain value")
