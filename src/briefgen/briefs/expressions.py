"""Expressions of templates: what each can be, and what is wrong in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, get_args

from jinja2 import nodes

from briefgen import charts
from briefgen.briefs import agreement
from briefgen.briefs.bare_names import SAID_OF, asked_of_subject, asked_of_told
from briefgen.briefs.brief import SubjectKind
from briefgen.briefs.codes import codes_of, compared
from briefgen.briefs.columns import BEYOND, columns_of
from briefgen.briefs.learnt import Learnt, Scope
from briefgen.briefs.picking import BY, HOW_MANY, ONE_OF_SEVERAL, WITH, WITHOUT, fields_for
from briefgen.briefs.reach import lacking
from briefgen.briefs.shapes import (
    NOTHING,
    NUMBER,
    TEXT,
    TRUTH,
    Function,
    Lacks,
    LoopShape,
    MacroShape,
    Many,
    ModuleShape,
    NamespaceShape,
    Plain,
    Shapes,
    Shown,
    TracedShape,
    TupleShape,
    ask,
    element,
    gives,
    join,
    may_be_counted,
    name_of,
    shown_as,
)
from briefgen.briefs.wording import entry_of, is_wording
from briefgen.briefs.written import Template
from briefgen.problems import Origin, Problem, did_you_mean
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
BY_ATTRIBUTE = frozenset({"map", "max", "min", "sort", "sum"})
"""Filters with a field of each item under the word `attribute`."""


class Expressions:
    """The expressions of one template."""

    def __init__(self, learnt: Learnt, template: Template, context: Scope) -> None:
        self.learnt = learnt
        self.template = template
        self.context = context
        self.line = 0
        """The line of all problems, where the template is a line of another file."""

    # --- what is told ------------------------------------------------------------------------------------------

    def tell(self, node: nodes.Node, code: str, message: str, hint: str = "") -> None:
        """Say what is wrong, once everything is learnt."""
        if self.learnt.found is not None:
            origin = Origin(f"{self.learnt.shown}/{self.template.file}", self.line or node.lineno)
            self.learnt.found.append(Problem(origin, code, message, hint))

    # --- expressions -------------------------------------------------------------------------------------------

    def shape(self, node: nodes.Node, scope: Scope) -> Shapes:
        """What an expression can be; what is wrong in it is told."""
        match node:
            case nodes.Const(value=value):
                return NOTHING if value is None else frozenset({Plain(type(value))})
            case nodes.TemplateData():
                return TEXT
            case nodes.Name():
                return self.name(node, scope)
            case nodes.Tuple(items=items):
                return frozenset({TupleShape(tuple(self.shape(item, scope) for item in items))})
            case nodes.List(items=items):
                return frozenset({Many(join(*[self.shape(item, scope) for item in items]))})
            case nodes.CondExpr(test=test, expr1=one, expr2=other):
                self.shape(test, scope)
                return join(self.shape(one, scope), self.shape(other, scope) if other else NOTHING)
            case nodes.Getattr(node=of, attr=name):
                return self.attribute(node, self.shape(of, scope), name)
            case nodes.Getitem(node=of, arg=argument):
                return self.item(node, self.shape(of, scope), argument, scope)
            case nodes.Filter():
                return self.filter(node, scope)
            case nodes.Test():
                return self.test(node, scope)
            case nodes.Call():
                return self.call(node, scope)
            case nodes.And(left=left, right=right) | nodes.Or(left=left, right=right):
                return join(self.shape(left, scope), self.shape(right, scope))
            case nodes.Add(left=left, right=right):
                return join(self.shape(left, scope), self.shape(right, scope))
            case nodes.Compare() | nodes.Not():
                self.parts(node, scope)
                self.codes(node, scope)
                return TRUTH
            case nodes.Concat():
                self.parts(node, scope)
                return TEXT
            case _:
                self.parts(node, scope)
                return None

    def codes(self, node: nodes.Expr, scope: Scope) -> None:
        """Tell a code that the field which is compared with it never is."""
        for field, code in compared(node) if isinstance(node, nodes.Compare) else ():
            known = codes_of(self.shape(field.node, scope), field.attr)
            if known and code not in known:
                self.tell(node, "undefined", f"'{field.attr}' is never '{code}'", did_you_mean(code, known))

    def parts(self, node: nodes.Node, scope: Scope) -> None:
        """Look at every part of an expression."""
        for child in node.iter_child_nodes():
            self.shape(child, scope)

    def name(self, node: nodes.Name, scope: Scope) -> Shapes:
        """What a name can be."""
        if node.name in self.learnt.book:
            return self.entry(node)
        if node.name in scope:
            return scope[node.name]
        if node.name in self.template.within or node.name in self.template.top:
            return self.context.get(node.name)
        if node.name in self.context:
            if not self.template.guards(node):
                self.learnt.asked.setdefault(self.template.file, set()).add(node.name)
            return self.context[node.name]
        if node.name in self.learnt.environment.globals or node.name in ("self", "super"):
            return frozenset({Function(node.name, frozenset({Many(NUMBER)}) if node.name == "range" else None)})
        in_book = is_wording(self.template.file)
        if not self.template.guards(node) and (in_book or not self.learnt.in_part):
            own = () if in_book else asked_of_subject() | asked_of_told()
            known = [*self.context, *scope, *self.learnt.environment.globals, *self.learnt.book, *own]
            self.tell(node, "undefined", f"'{node.name}' is undefined", did_you_mean(node.name, known))
        return None

    def entry(self, node: nodes.Name) -> Shapes:
        """The entry of the wording book that a name leads to."""
        self.learnt.called.add(node.name)
        self.learnt.asked.setdefault(self.template.file, set()).add(node.name)
        return frozenset({MacroShape(self.learnt.book[node.name], node.name)})

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
        return one if name in ONE_OF_SEVERAL else frozenset({Many(_flat(self.attribute(node, one, name)))})

    def export(self, node: nodes.Node, file: str, name: str) -> Shapes:
        """What a template exports under a name."""
        template = self.learnt.templates[file]
        names = {known for known in template.top if not known.startswith("_")}
        if name not in names:
            self.tell(node, "undefined", f"'{file}' has no '{name}'", did_you_mean(name, names))
            return None
        return self.learnt.tops.get(file, {}).get(name, None if name not in template.macros else NOTHING)

    def item(self, node: nodes.Node, of: Shapes, argument: nodes.Node, scope: Scope) -> Shapes:
        """What an item or a slice of a thing can be."""
        if isinstance(argument, nodes.Slice):
            self.parts(argument, scope)
            return None if of is None else join(*(frozenset({Many(element(frozenset({one})))}) for one in of))
        self.shape(argument, scope)
        match argument:
            case nodes.Const(value=str(name)):
                return self.attribute(node, of, name)
            case nodes.Const(value=int(place)) if of is not None:
                return place_of(of, place)
            case _:
                return element(of)

    def path(self, node: nodes.Node, things: Shapes, path: object) -> Shapes:
        """What a dotted path of fields is for each of some things."""
        found = element(things)
        for part in str(path).split("."):
            found = place_of(found, int(part)) if part.isdigit() else self.attribute(node, found, part)
        return found

    # --- filters, tests, calls ---------------------------------------------------------------------------------

    def filter(self, node: nodes.Filter, scope: Scope) -> Shapes:
        """What a filtered expression can be."""
        of = TEXT if node.node is None else self.shape(node.node, scope)
        arguments = [self.shape(argument, scope) for argument in node.args]
        keywords = {str(pair.key): pair.value for pair in node.kwargs}
        for value in keywords.values():
            self.shape(value, scope)
        if node.name == SAID_OF:
            return self.said_of(node, of, arguments)
        if node.name == "each" and len(arguments) == 1:
            for entry in arguments[0] or ():
                call = nodes.Call(node.args[0], [], [], None, None, lineno=node.lineno)
                self.given(call, entry, [element(of)], {}, calling=False)
            return frozenset({Many(TEXT)})
        constants = [argument.value if isinstance(argument, nodes.Const) else None for argument in node.args]
        attribute = keywords.get("attribute") if node.name in BY_ATTRIBUTE else None
        by = self.path(node, of, attribute.value) if isinstance(attribute, nodes.Const) else None
        match node.name:
            case agreement.COUNTED if of and not any(map(may_be_counted, of)):
                message = "the noun behind this follows a count, and it is neither several things nor a number"
                self.tell(node, "number-agreement", message, agreement.HINT)
            case "selectattr" | "rejectattr" if constants and constants[0] is not None:
                self.path(node, of, constants[0])
                self.known_test(node, constants[1] if len(constants) > 1 else None)
            case "with" | "without" if constants and constants[0] is not None:
                self.path(node, of, constants[0])
            case "of" if arguments:
                self.of_one(node, of, arguments[0])
            case "every" if constants and constants[0] is not None:
                return frozenset({Many(_flat(self.path(node, of, constants[0])))})
            case "select" | "reject":
                self.known_test(node, constants[0] if constants else None)
        match node.name:
            case "map" if attribute is not None:
                return frozenset({Many(by)})
            case "map" if constants and isinstance(constants[0], str):
                return frozenset({Many(self.filtered(node, constants[0], element(of), []))})
        return self.filtered(node, node.name, of, arguments)

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

    def test(self, node: nodes.Test, scope: Scope) -> Shapes:
        """A test is true or false."""
        self.parts(node, scope)
        self.known_test(node, node.name)
        return TRUTH

    def known_test(self, node: nodes.Node, name: object) -> None:
        """Tell a test that there is not."""
        tests = self.learnt.environment.tests
        if name is not None and name not in tests:
            self.tell(node, "template-syntax", f"No test named '{name}'.", did_you_mean(str(name), tests))

    def call(self, node: nodes.Call, scope: Scope, *, calling: bool = False) -> Shapes:
        """What is given by a call to each thing that can be called."""
        called = self.shape(node.node, scope)
        arguments = [self.shape(argument, scope) for argument in node.args]
        keywords = {str(pair.key): self.shape(pair.value, scope) for pair in node.kwargs}
        for more in (node.dyn_args, node.dyn_kwargs):
            if more is not None:
                self.shape(more, scope)
        if not called:
            return called
        return join(*(self.given(node, one, arguments, keywords, calling) for one in sorted(called, key=str)))

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


def place_of(shapes: Shapes, place: int) -> Shapes:
    """What stands at a place of a tuple or list."""
    if shapes is None:
        return None
    rows = (one.items[place] if isinstance(one, TupleShape) and -len(one.items) <= place < len(one.items)
            else element(frozenset({one})) for one in shapes)  # fmt: skip
    return join(*rows)


def _flat(shapes: Shapes) -> Shapes:
    """What things are of which some stand in lists."""
    return None if shapes is None else join(*(_one(shape) for shape in shapes))


def _one(shape: Any) -> Shapes:
    return element(frozenset({shape})) if isinstance(shape, Many | TupleShape) else frozenset({shape})


def _either(things: list[str]) -> str:
    """What things are; empty where they are too many to be named."""
    return f"{', '.join(things[:-1])}{' or ' * (len(things) > 1)}{things[-1]}" if len(things) <= 4 else ""


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
