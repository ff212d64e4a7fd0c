"""Picking: which of several things a sentence is about, in words that a writer reads.

`programs.with_stage`, `programs.without_stage`, `rows|with("measure", "incidence")`, `programs|of(asset)`,
`programs.by_territory`, `filings.agency`, `programs.first`, `trials|but(told.readouts)`,
`result.together|among(trial.safety)`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from typing import Any

from jinja2 import Environment, Undefined, pass_environment

from briefgen.values.counting import plural
from briefgen.view.base import RecordView, record_of
from briefgen.view.several import alike

Things = Iterable[Any]


def _field(environment: Environment, path: str) -> Callable[[Any], Any]:
    """What asks a thing for a field, which may be a dotted path."""
    names = path.split(".")
    return lambda thing: reduce(environment.getattr, names, thing)


def _answer(environment: Environment, field: str, wanted: tuple[Any, ...]) -> Callable[[Any], bool]:
    ask = _field(environment, field)
    if not wanted:
        return lambda thing: bool(ask(thing))
    return lambda thing: any(found == one or (isinstance(found, tuple) and one in found)
                             for found in (ask(thing),) for one in wanted)  # fmt: skip


@pass_environment
def having(environment: Environment, things: Things, field: str, *wanted: Any) -> tuple[Any, ...]:
    """Those of which a field is known, or is one of some values; a field of several may have it among them."""
    return tuple(filter(_answer(environment, field, wanted), things))


@pass_environment
def without(environment: Environment, things: Things, field: str, *unwanted: Any) -> tuple[Any, ...]:
    """Those of which a field is not known, or is none of some values."""
    answer = _answer(environment, field, unwanted)
    return tuple(thing for thing in things if not answer(thing))


@pass_environment
def every(environment: Environment, things: Things, field: str) -> tuple[Any, ...]:
    """What things have in a field, each once, as far as it is known; all of it where the field has several."""
    found: dict[Any, None] = {}
    for value in map(_field(environment, field), things):
        found |= dict.fromkeys(value if isinstance(value, tuple) else (value,) if value else ())
    return tuple(found)


@pass_environment
def of_one(environment: Environment, things: Things, one: RecordView) -> tuple[Any, ...]:
    """Those of one record: in whose field of its kind it stands, by itself or among several."""
    fields = fields_for(record_of(one).kind)
    found = ((thing, [environment.getattr(thing, field) for field in fields]) for thing in things)
    return tuple(thing for thing, held in found
                 if any(not isinstance(each, Undefined) and (each == one or (isinstance(each, tuple) and one in each))
                        for each in held))  # fmt: skip


def fields_for(kind: str) -> tuple[str, str]:
    """The names of fields that hold one record of a kind, or several."""
    return kind, plural(kind)


def among(things: Things, others: Things) -> tuple[Any, ...]:
    """Those that are among others."""
    known = tuple(others)
    return tuple(thing for thing in things if thing in known)


def but(things: Things, others: Things) -> tuple[Any, ...]:
    """Those that are not among others."""
    known = tuple(others)
    return tuple(thing for thing in things if thing not in known)


def of_several(environment: Environment, things: tuple[Any, ...] | list[Any], name: str) -> Any:
    """What several things have under a name: `first` and `last` are one of them, `single` and `several` tell whether
    they are one or more, `by_territory` are groups of those alike in a field, `with_territory` and `without_territory`
    those of which it is known or not, any other name is what they have in that field, each once."""
    if name in HOW_MANY:
        return HOW_MANY[name](len(things))
    if name.startswith(BY):
        return alike(things, name.removeprefix(BY))
    for begins, picked in ((WITH, having), (WITHOUT, without)):
        if name.startswith(begins):
            return picked(environment, things, name.removeprefix(begins))
    if name not in ONE_OF_SEVERAL:
        return every(environment, things, name)
    return things[ONE_OF_SEVERAL[name]] if things else environment.undefined(f"there is no {name}: the list is empty")


HOW_MANY: Mapping[str, Callable[[int], bool]] = {"single": lambda n: n == 1, "several": lambda n: n > 1}
"""What tells how many several things are, by its name."""
WITH, WITHOUT = "with_", "without_"
"""What begins the name of a field that those picked have, or have not."""
BY = "by_"
"""What begins the name of a field by which several things are grouped."""
ONE_OF_SEVERAL = {"first": 0, "last": -1}
"""Where one of several things stands, by its name."""

PICKING = {"with": having, "without": without, "every": every, "of": of_one, "among": among, "but": but}
"""The filters by the names that templates have for them."""
