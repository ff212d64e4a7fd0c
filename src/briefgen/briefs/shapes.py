"""Shapes: what an expression of a template can be, and what can be asked of it, read from the types of the view.

A shape is known from annotations, so that templates are checked where no document comes by. `None` stands for what is
not known: everything may be asked of it. Which names answer is said by `reach` alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cache, cached_property
from types import FunctionType, NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from jinja2.runtime import LoopContext
from markupsafe import Markup

from briefgen.briefs.reach import REACH, asked_of_record, names_of_record, question_of
from briefgen.frozen import frozen
from briefgen.records import BY_KIND, KINDS, Part, To, parts_in
from briefgen.values.counting import plural
from briefgen.values.facts import Role, Traced
from briefgen.values.quantity import Quantity
from briefgen.view import VIEWS, Missing, RecordView, Subject, marker_of
from briefgen.view.view import View


@frozen
class Shown:
    """A record or a part of one, by the class that shows it."""

    view: type
    part: type[Part]


@frozen
class TracedShape:
    """A traced value, with the type of what it compares as where that is known."""

    of: type | None = None


@frozen
class Plain:
    """A value of a type, text and numbers among them."""

    of: type


@frozen
class Many:
    """A list whose items have these shapes."""

    of: Shapes


@frozen
class TupleShape:
    """A tuple whose places have each its own shape."""

    items: tuple[Shapes, ...]


@frozen
class Function:
    """What can be called, and what it gives."""

    name: str
    gives: Shapes


@frozen
class MacroShape:
    """A macro of a template."""

    file: str
    name: str


@frozen
class ModuleShape:
    """An imported template."""

    file: str


@frozen
class LoopShape:
    """The `loop` of a loop over things."""

    over: Shapes


@frozen
class NamespaceShape:
    """A namespace, by the place that makes it."""

    file: str
    line: int


Shape = (
    Shown | TracedShape | Plain | Many | TupleShape | Function | MacroShape | ModuleShape
    | LoopShape | NamespaceShape
)  # fmt: skip
Shapes = frozenset[Any] | None
"""The shapes that an expression can have; None: not known; none at all: it gives nothing."""

NOTHING: Shapes = frozenset()
TEXT: Shapes = frozenset({Plain(str)})
NUMBER: Shapes = frozenset({Plain(int)})
TRUTH: Shapes = frozenset({Plain(bool)})
SUBJECTS = ("company", "area", "asset")
_WORDS: dict[str, Shapes] = {"endswith": TRUTH, "find": NUMBER, "startswith": TRUTH}
_SCALARS = (str, int, float, bool)
_SEQUENCES = (tuple, list, Sequence, Iterable)


def join(*several: Shapes) -> Shapes:
    """What one of several expressions can be."""
    found: frozenset[Any] = frozenset()
    for shapes in several:
        if shapes is None:
            return None
        found |= shapes
    return found


def element(shapes: Shapes) -> Shapes:
    """What the items of a thing can be."""
    return None if shapes is None else join(*map(_items, shapes))


def _items(shape: Shape) -> Shapes:
    match shape:
        case Many(of):
            return of
        case TupleShape(items):
            return join(*items)
        case Plain(of) if of in (str, Markup):
            return TEXT
        case Shown() | TracedShape():
            return NOTHING
        case _:
            return None


def may_be_counted(shape: Shape) -> bool:
    """Whether a thing can stand before a noun for one and for many: several things, or a number."""
    return isinstance(shape, Many | TupleShape) or getattr(shape, "of", None) in (Quantity, int)


def shown_as(kind: str) -> Shapes:
    """The shape of records of a kind."""
    return frozenset({Shown(VIEWS.get(kind, RecordView), BY_KIND[kind])})


@cache
def named_after(name: str) -> Shapes:
    """What a parameter of the wording book is by its name: `trial` is a trial, `results` are results."""
    kinds = {shown.part: name_of(shown.part) for shown in shown_by(RecordView) or ()}
    one = frozenset(shown for shown in shown_by(RecordView) or () if kinds[shown.part] == name)
    many = frozenset(shown for shown in shown_by(RecordView) or () if plural(kinds[shown.part]) == name)
    return one or (frozenset({Many(many)}) if many else NOTHING)


@cache
def having_field(name: str) -> tuple[str, ...]:
    """The kinds of records, and of their parts, that have a field of this name."""
    shown = shown_by(RecordView) or ()
    return tuple(sorted({name_of(one.part) for one in shown if name in names_of_record(one.view, one.part)}))


@cache
def _parts() -> tuple[type[Part], ...]:
    """Every kind of record and every part of one."""
    found: dict[type[Part], None] = dict.fromkeys(KINDS)
    waiting: list[type[Part]] = list(KINDS)
    while waiting:
        model = waiting.pop()
        inner = {part for info in model.model_fields.values() for part in parts_in(info.annotation)} - set(found)
        found |= dict.fromkeys(sorted(inner, key=lambda part: part.__name__))
        waiting += inner
    return tuple(found)


@cache
def shown_by(view: Any) -> Shapes:
    """The records that a class of the view, or one below it, shows."""
    every = (Shown(VIEWS.get(name_of(part), RecordView), part) for part in _parts())
    return frozenset(shown for shown in every if issubclass(shown.view, view))


def name_of(part: type[Part]) -> str:
    """The kind of a record, the name of a part."""
    return str(getattr(part, "kind", "")) if part in KINDS else part.__name__.lower()


# --- annotations -------------------------------------------------------------------------------------------------


def of_annotation(annotation: Any) -> Shapes:
    """What an annotation of Python promises."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if annotation is Any:
        return None
    if isinstance(annotation, TypeVar):
        return of_annotation(annotation.__bound__ or Any)
    if origin in (Union, UnionType):
        return join(*(of_annotation(part) for part in arguments if part not in (NoneType, Missing)))
    if origin is Literal:
        return TEXT
    if origin in _SEQUENCES or annotation in _SEQUENCES:
        if origin is tuple and arguments and arguments[-1] is not Ellipsis:
            return frozenset({TupleShape(tuple(map(of_annotation, arguments)))})
        return frozenset({Many(of_annotation(arguments[0]) if arguments else None)})
    if not isinstance(annotation, type):
        return None
    kind: Any = annotation
    if issubclass(annotation, RecordView):
        return shown_by(kind)
    if annotation is Traced:
        return frozenset({TracedShape()})
    if annotation in REACH or annotation in _SCALARS:
        return frozenset({Plain(str if annotation is Markup else annotation)})
    return NOTHING if annotation in (Missing, NoneType) else None


@cache
def _names() -> dict[str, Any]:
    """The classes of the view by name, for annotations that name one of another module."""
    return {view.__name__: view for view in (*VIEWS.values(), RecordView, Subject, Missing, View)}


def hints(thing: Any) -> dict[str, Any]:
    """The annotations of a function or class."""
    return get_type_hints(thing, localns=_names())


def gives(function: Callable[..., Any]) -> Shapes:
    """What a function gives."""
    return of_annotation(hints(function).get("return", Any))


# --- asking ------------------------------------------------------------------------------------------------------


@frozen
class Lacks:
    """That a thing has no such name: what it is, and the names it has."""

    thing: str
    names: frozenset[str]


@cache
def ask(shape: Shown | TracedShape | Plain | LoopShape | Function | MacroShape, name: str) -> Shapes | Lacks:
    """What an attribute of a record, a value or another thing of the view is."""
    match shape:
        case Shown(view, part):
            names = names_of_record(view, part)
            name = question_of(name, names)
            return _field(view, part, name) if name in names else Lacks(name_of(part), names)
        case TracedShape(of):
            if name == "value":
                return frozenset({Plain(of)}) if of else None
            if name == "role":
                return frozenset({Plain(Role)})
            return TEXT if name in REACH[Traced] else Lacks("a printed value", REACH[Traced])
        case Plain(of) if asked_of_record(of, name):
            answers = [ask(one, name) for one in of_record(of)]
            lacks = [answer.names for answer in answers if isinstance(answer, Lacks)]
            known = [answer for answer in answers if not isinstance(answer, Lacks)]
            return join(*known) if known else Lacks(_called(of), REACH[of].union(*lacks))
        case Plain(of):
            reach = REACH.get(of, frozenset())
            name = question_of(name, reach)
            return _attribute(of, name) if name in reach else Lacks(_called(of), reach)
        case LoopShape(over):
            if name not in REACH[LoopContext]:
                return Lacks("loop", REACH[LoopContext])
            return over if name in ("nextitem", "previtem") else None
        case _:
            return Lacks(f"'{shape.name}', which must be called with (),", frozenset())


def of_record(kind: type) -> frozenset[Shown]:
    """The records that a thing of a kind may tell of."""
    return of_annotation(hints(kind)["record"]) or frozenset()


def _called(of: type) -> str:
    names = {str: "a text", int: "a number", float: "a number", bool: "a yes or no", Decimal: "a number"}
    return names.get(of, of.__name__)


def _field(view: type, part: type[Part], name: str) -> Shapes:
    """The shape of a field: of the class that shows the record, else of the record."""
    if isinstance(getattr(view, name, None), (property, cached_property)):
        return _attribute(view, name)
    info = part.model_fields[name]
    many = tuple in (get_origin(info.annotation), *map(get_origin, get_args(info.annotation)))
    one = _one(part, name, info.annotation)
    return frozenset({Many(one)}) if many else one


def _one(part: type[Part], name: str, annotation: Any) -> Shapes:
    marker = marker_of(part, name)
    if isinstance(marker, To):
        return shown_as(marker.kind)
    left_out: Shapes = frozenset({TracedShape()}) if NoneType in get_args(annotation) else NOTHING
    inner = [*parts_in(annotation)]
    if inner:
        return join(left_out, frozenset(Shown(VIEWS.get(name_of(one), RecordView), one) for one in inner))
    types = {kind for kind in _types_in(annotation) if kind is not NoneType}
    if types == {bool}:
        return join(left_out, TRUTH)
    return frozenset({TracedShape(kind if kind in REACH and kind is not str else None) for kind in types})


def _types_in(annotation: Any) -> Iterable[type]:
    arguments = [argument for argument in get_args(annotation) if argument is not Ellipsis]
    if isinstance(annotation, type) and not arguments:
        yield annotation
    for argument in arguments:
        yield from _types_in(argument)


def _attribute(of: type, name: str) -> Shapes:
    """The shape of an attribute of a class, from its annotations."""
    if of in (str, Markup):
        return frozenset({Function(name, _WORDS.get(name, TEXT))})
    if of in (date, timedelta):
        return NUMBER
    match found := getattr(of, name, None):
        case property(fget=getter) if getter:
            return gives(getter)
        case cached_property(func=getter):
            return gives(getter)
        case FunctionType():
            return frozenset({Function(name, gives(found))})
        case _:
            return of_annotation(hints(of)[name])
