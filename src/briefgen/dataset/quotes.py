"""Quotes: the values that a commentary names in its text, each an id in braces, found in the dataset."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from briefgen.dataset.facts import NOT_FACTS
from briefgen.dataset.store import Dataset
from briefgen.frozen import frozen
from briefgen.problems import did_you_mean
from briefgen.records import BY_KIND, Commentary, Comparison, Part, Record
from briefgen.values.quantity import Quantity

LEADS = {
    **dict.fromkeys(("area", "indication", "company", "target", "asset", "trial", "person"), "name"),
    **dict.fromkeys(("result", "benchmark", "epidemiology", "metric"), "value"),
    **dict.fromkeys(("event", "source"), "title"),
    "comparison": "effect", "claim": "text", "abbreviation": "short",
}  # fmt: skip
"""The field that is printed of a record of each kind where the quote names none; other kinds have none."""
_BRACES = re.compile(r"\{([^{}\n]*)\}")


@frozen
class Quote:
    """What stands in braces, and where in the text."""

    start: int
    end: int
    name: str


@frozen
class Quoted:
    """A field of a record that a quote names; of a comparison also the id of an arm."""

    kind: str
    id: str
    field: str

    def __str__(self) -> str:
        return f"{self.kind} '{self.id}'"


class UnknownQuoteError(Exception):
    """A quote that names no value of the dataset; what is wrong and a hint, in the words of its writer."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


def quotes(text: str) -> Iterator[Quote]:
    """The quotes of a text, in order."""
    return (Quote(found.start(), found.end(), found[1].strip()) for found in _BRACES.finditer(text))


def find_quoted(dataset: Dataset, name: str) -> Quoted:
    """What a quote names: `ID`, `ID.FIELD`, or either behind `KIND/`; UnknownQuoteError when that is nothing, or two
    things."""
    kind, slash, rest = name.rpartition("/")
    kinds = [each for each in BY_KIND if each != Commentary.kind and (not slash or each == kind)]
    if slash and not kinds:
        raise UnknownQuoteError(f"'{kind}' is no kind of record", did_you_mean(kind, BY_KIND))
    id, _, field = rest.rpartition(".")
    whole = [record for each in kinds if (record := dataset.find(each, rest))]
    parts = [record for each in kinds if id and (record := dataset.find(each, id))]
    found = [(record, LEADS.get(record.kind, "")) for record in whole] or [(record, field) for record in parts]
    if not found:
        ids = [each for one in kinds for each in dataset.ids(one)]
        raise UnknownQuoteError(f"there is no record '{rest}'", did_you_mean(rest, ids) or did_you_mean(id, ids))
    told = [(record, field) for record, field in found if field in printable(record)]
    if len(told) > 1:
        named = " or ".join(f"{{{record.kind}/{rest}}}" for record, _ in told)
        raise UnknownQuoteError(f"'{rest}' names records of {len(told)} kinds", f"write {named}")
    if not told:
        raise _no_field(*found[0])
    record, field = told[0]
    return Quoted(record.kind, record.id, field)


def _no_field(record: Record, field: str) -> UnknownQuoteError:
    fields = printable(record)
    if not field:
        hint = f"write one of: {', '.join(f'{{{record.id}.{name}}}' for name in fields[:8])}" if fields else ""
        return UnknownQuoteError(f"{record.kind} '{record.id}' has several values", hint)
    if field in type(record).model_fields:
        hint = f"it states: {', '.join(fields)}" if fields else ""
        return UnknownQuoteError(f"{record.kind} '{record.id}' states no '{field}' that can be printed", hint)
    return UnknownQuoteError(f"{record.kind} '{record.id}' has no '{field}'", did_you_mean(field, fields))


def printable(record: Record) -> tuple[str, ...]:
    """The fields of a record that state one value; of a comparison also the arms that it has values of."""
    beside = ("note", "announced", *NOT_FACTS)
    stated = ((name, getattr(record, name)) for name in type(record).model_fields if name not in beside)
    single = tuple(n for n, v in stated if v not in (None, "") and not isinstance(v, (bool, tuple, Part)))
    if not isinstance(record, Comparison):
        return single
    arms = tuple(value.arm for value in record.values)
    return (*single, *(("effect",) if record.effect else ()), *(("p",) if record.p else ()), *arms)


def quotable(dataset: Dataset) -> Iterator[tuple[str, Any]]:
    """Every quote of a kind of record that has a leading value, without its braces, with what it prints."""
    for record in dataset:
        for field in printable(record) if record.kind in LEADS else ():
            value = _number(record, field) if isinstance(record, Comparison) else getattr(record, field)
            yield record.id if field == LEADS[record.kind] else f"{record.id}.{field}", value


def hints_for(dataset: Dataset, word: str) -> Iterator[str]:
    """The quotes that would print a word: records of that name, and values whose number it is."""
    for name, value in quotable(dataset):
        shown = (value.estimate, value.figure) if isinstance(value, Quantity) else (str(value),)
        if word.casefold() in (each.casefold() for each in shown):
            yield f"{{{name}}}"


def _number(comparison: Comparison, field: str) -> object:
    if field == "effect":
        return comparison.effect[0].value
    if field == "p":
        return comparison.p.value if comparison.p else None
    numbers = (value.value for value in comparison.values if value.arm == field)
    return next(numbers, getattr(comparison, field, None))
