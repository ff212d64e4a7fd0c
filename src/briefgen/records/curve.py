"""Curves and patients of a trial as a source supplies them: points, numbers at risk, one row for each patient."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Any

from pydantic import field_validator
from pydantic_core import core_schema

from briefgen.frozen import frozen
from briefgen.records.base import Part, Text
from briefgen.records.endpoints import ENDPOINTS, RESPONSES, TIME_UNITS
from briefgen.values.quantity import Quantity

HINT = "write time and value, then a comma: 0 100, 3 95.2, 6 88.1"
LEAST_POINTS = 4
"""Fewer points are rates at stated times, not a curve."""
_PAIR = re.compile(r"^(\d+(?:\.\d+)?)\s+(\d+(?:\.\d+)?)%?$")


@frozen
class Points:
    """Times with a value each, as the source prints them; times never go back. `text` is what was written."""

    text: str
    pairs: tuple[tuple[str, str], ...]

    @classmethod
    def parse(cls, written: str) -> Points:
        """Read `0 100, 3 95.2`; ValueError when it is anything else."""
        text = " ".join(written.split())
        pairs = []
        for part in text.split(","):
            match = _PAIR.match(part.strip())
            if match is None:
                raise ValueError(f"'{part.strip()[:40]}' is not a time with a value; {HINT}")
            pairs.append((match[1], match[2]))
        times = [Decimal(time) for time, _ in pairs]
        for before, after in pairwise(pairs):
            if Decimal(after[0]) < Decimal(before[0]):
                raise ValueError(f"time {after[0]} stands after {before[0]}; write the times in their order")
        if times[0] != 0:
            raise ValueError(f"begins at time {pairs[0][0]}; a curve begins at time 0")
        return cls(text, tuple(pairs))

    def numbers(self) -> tuple[tuple[Decimal, Decimal], ...]:
        """The pairs as numbers."""
        return tuple((Decimal(time), Decimal(value)) for time, value in self.pairs)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(_validate)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        return {"type": "string", "description": HINT}


def _validate(value: Any) -> Points:
    return value if isinstance(value, Points) else Points.parse(str(value))


class Curve(Part):
    """A published survival curve of one arm, point by point. Without its numbers at risk it is not drawn."""

    endpoint: Annotated[str, ENDPOINTS]
    """What it is a curve of."""
    arm: Text | None = None
    """The arm it is of."""
    population: Text | None = None
    """Whom it is of."""
    unit: Annotated[str, TIME_UNITS] = "months"
    """Unit of the times."""
    points: Points
    """Time and per cent free of the event, as published: 0 100, 3 95.2, 6 88.1."""
    at_risk: Points | None = None
    """Time and number of patients at risk: 0 120, 3 110, 6 97."""

    @field_validator("points")
    @classmethod
    def _falls(cls, points: Points) -> Points:
        numbers = points.numbers()
        if numbers[0][1] != 100:
            raise ValueError(f"begins at {points.pairs[0][1]}%; a survival curve begins at 100%")
        _never_rises(points)
        return points

    @field_validator("at_risk")
    @classmethod
    def _counts(cls, points: Points | None) -> Points | None:
        if points is None:
            return None
        for _, count in points.pairs:
            if "." in count:
                raise ValueError(f"{count} is not a number of patients")
        _never_rises(points)
        times = [time for time, _ in points.numbers()]
        if len(set(times)) < len(times):
            raise ValueError("gives two numbers of patients for one time")
        return points


def _never_rises(points: Points) -> None:
    for (_, before), (time, after) in pairwise(points.pairs):
        if Decimal(after) > Decimal(before):
            raise ValueError(f"rises from {before} to {after} at time {time}; it can only fall")


class Patient(Part):
    """One patient as the source shows them. Never a name, initials or a hospital number."""

    code: Text
    """As printed: P01."""
    arm: Text | None = None
    """The arm they are in."""
    months: Quantity | None = None
    """Time on treatment in months: 8.4."""
    best_change: Quantity | None = None
    """Best change of the sum of target lesions from baseline: -45%."""
    response: Annotated[str, RESPONSES] | None = None
    """Best response."""
    ongoing: bool = False
    """True when treatment went on at the data cut-off."""

    @field_validator("months")
    @classmethod
    def _time(cls, months: Quantity | None) -> Quantity | None:
        if months and (months.number is None or months.number < 0 or months.unit not in {"", "month", "months"}):
            raise ValueError(f"'{months}' is not a number of months")
        return months

    @field_validator("best_change")
    @classmethod
    def _change(cls, change: Quantity | None) -> Quantity | None:
        if change and (change.number is None or change.unit != "%" or change.number < -100):
            raise ValueError(f"'{change}' is not a change in per cent of at least -100%")
        return change
