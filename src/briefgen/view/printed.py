"""How a view prints the fields of records: as its kind of value, by the list of words behind it, within a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from briefgen.lexicon import spelling
from briefgen.records import Points, To
from briefgen.records.controlled import Vocabulary
from briefgen.values.dates import PartialDate
from briefgen.values.facts import DATE, MISSING, NAME, TERRITORY, TEXT, VALUE, Fact, Role, Traced
from briefgen.values.numbers import curled, dashed
from briefgen.values.quantity import Quantity
from briefgen.values.territory import Territory

NAMES = frozenset({"name", "short", "code", "id"})


def placed(territory: Traced) -> Traced:
    """A territory within a sentence."""
    known = isinstance(territory.value, Territory)
    return replace(territory, text=territory.value.place if known else f"in a territory {territory.text}")


def placed_in_short(territory: Traced) -> Traced:
    """A territory where there is little room, with a capital; one that is not stated as it is."""
    known = isinstance(territory.value, Territory)
    return replace(territory, text=spelling.large(territory.value.short)) if known else territory


def printed(model: type[BaseModel], name: str, value: Any, fact: Fact) -> Traced:
    """A value of a field of a model, as that field prints it."""
    return Traced(*_printed(name, value, marker_of(model, name), fact))


def _printed(name: str, value: Any, marker: Any, fact: Fact) -> tuple[str, Fact, Role, Any]:
    match value:
        case Points():
            return value.text, fact, VALUE, value
        case Quantity():
            return value.text, fact, MISSING if value.sentinel == "not_disclosed" else VALUE, value
        case PartialDate():
            return value.long(), fact, MISSING if value.grain == "unknown" else DATE, value
        case Territory():
            return value.long, fact, Role(TERRITORY, value.group), value
        case _ if isinstance(marker, Vocabulary):
            return marker.print(value), fact, Role(marker.name.split()[0], str(value)), value
        case _:
            return curled(dashed(str(value))), fact, NAME if name in NAMES else TEXT, None


@cache
def marker_of(model: type[BaseModel], field: str) -> To | Vocabulary | None:
    """The reference or vocabulary behind a field, wherever it stands in the annotation."""
    info = model.model_fields.get(field)
    if info is None:
        return None
    return _search([*info.metadata, info.annotation])


@cache
def is_dated(model: type[BaseModel], field: str) -> bool:
    """Whether a field holds a date."""
    info = model.model_fields.get(field)
    return info is not None and info.annotation in (PartialDate, PartialDate | None)


def _search(items: Iterable[Any]) -> To | Vocabulary | None:
    for item in items:
        if isinstance(item, (To, Vocabulary)):
            return item
        found = _search([*getattr(item, "__metadata__", ()), *get_args(item)])
        if found:
            return found
    return None
