"""Rules on units: what counts people is no share, time or amount of money, and a unit is spelled as it is known."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from briefgen.checks.values import TIMES
from briefgen.checks.walk import parts
from briefgen.dataset.store import Dataset
from briefgen.dataset.tree import Path_
from briefgen.problems import Problem, nearest
from briefgen.records import Part, Record
from briefgen.values.quantity import Quantity

COUNTS = {
    "enrolled": "patients", "enrolment_planned": "patients", "patients": "patients", "population_patients": "patients",
    "events": "events", "sites": "sites",
}  # fmt: skip
"""Fields that count something, and what."""
KNOWN = ("patients", "participants", "subjects", "people", "adults", "children", "volunteers", "centres", "countries",
         "deaths", "months", "weeks", "million", "billion", "thousand", "percentage")  # fmt: skip
"""Words of units that are long enough to be misspelt."""
SHORT = {"pts": "patients", "pt": "patients", "pats": "patients", "mo": "months", "mos": "months", "mths": "months",
         "yrs": "years", "yr": "years", "wks": "weeks"}  # fmt: skip
"""Units as a table shortens them, and in full."""


def check(dataset: Dataset) -> Iterator[Problem]:
    """Counts that are none, and units that no reader knows."""
    for record in dataset:
        for path, part in parts(record):
            for name in _quantities(type(part)):
                if isinstance(value := getattr(part, name), Quantity):
                    yield from _unit(dataset, record, (*path, name), value)


def _unit(dataset: Dataset, record: Record, path: Path_, value: Quantity) -> Iterator[Problem]:
    field, unit = str(path[-1]), value.unit
    counted = COUNTS.get(field)
    if counted and (unit == "%" or value.currency or unit.startswith(TIMES)):
        said = f"{field}: {value.text} is no number of {counted}"
        yield Problem(dataset.origin(record, path), "impossible-value", said, f"write the number: {field}: 142")
    elif meant := next(filter(None, map(_meant, unit.split())), ""):
        said = f"{field}: the unit of {value.text} is printed as it stands here"
        yield Problem(dataset.origin(record, path), "unknown-unit", said, f"did you mean '{meant}'?", "warning")


@cache
def _meant(word: str) -> str:
    """The unit that a word is likely to mean, when it is none itself."""
    known = {*KNOWN, *(one.removesuffix("s") for one in KNOWN)}
    if word.lower() in SHORT or word.lower() in known:
        return SHORT.get(word.lower(), "")
    return nearest(word.lower(), KNOWN, 0.85)


@cache
def _quantities(model: type[Part]) -> tuple[str, ...]:
    """Fields that may hold a quantity."""
    return tuple(name for name, field in model.model_fields.items() if "Quantity" in str(field.annotation))
