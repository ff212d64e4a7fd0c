"""Subgroups within subgroups: which ranges of one measure lie within another, as far as their names say so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import TypeAlias

from briefgen.charts.effect_rows import EffectRow
from briefgen.frozen import frozen

Bound: TypeAlias = tuple[Decimal, int]
"""A number, and 1 where the range goes on behind it: below 50 ends before 50, up to 50 behind it."""
_N, _UPWARDS = r"\d+(?:\.\d+)?", r"\s(?:or|and)\s(?:more|higher|older|above|over)"
_RANGE = re.compile(
    rf"(?P<stem>.*?)\s*\b(?:(?P<low>{_N})\s?[-–]\s?(?P<high>{_N})|(?P<least>{_N})(?=.*{_UPWARDS}$)"
    rf"|(?:below|under|less\sthan|younger\sthan)\s(?P<below>{_N}))\s?(?P<unit>\D*?)(?:{_UPWARDS})?",
    re.IGNORECASE,
)
_LEAST, _MOST = Decimal("-Infinity"), Decimal("Infinity")


@frozen
class Range:
    """What a name says of whom: PD-L1 TPS, from 1 to 49, per cent."""

    measure: tuple[str, str]
    low: Bound
    high: Bound

    def holds(self, other: Range) -> bool:
        """Whether another range of its measure is a part of it."""
        inside = self.low <= other.low and other.high <= self.high
        return inside and self.measure == other.measure and self != other


def stems(rows: Sequence[EffectRow]) -> list[str]:
    """The words that neighbouring subgroups begin with in common, for each row: PD-L1 TPS of below 1% and 1% or more.
    What two of them share holds for those that follow, and of each some words are left."""
    names = [str(row.population or "").split() if row.subgroup else [] for row in rows]
    found, start = [""] * len(rows), 0
    while start < len(rows) - 1:
        shared = _shared(names[start], names[start + 1])
        end = start + 1
        while shared and end < len(rows) and len(names[end]) > len(shared) and names[end][: len(shared)] == shared:
            end += 1
        if end - start > 1:
            found[start:end] = [" ".join(shared)] * (end - start)
        start = end
    return found


def _shared(one: Sequence[str], other: Sequence[str]) -> list[str]:
    most = min(len(one), len(other)) - 1
    alike = (i for i in range(max(most, 0)) if one[i] != other[i])
    return list(one[: next(alike, max(most, 0))])


def range_of(name: str) -> Range | None:
    """The range that a name states: 1–49%, 50% or more, below 1%; None where it states none."""
    found = _RANGE.fullmatch(name)
    if found is None:
        return None
    low, high = found["low"] or found["least"] or _LEAST, found["high"] or found["below"] or _MOST
    ends = 0 if found["below"] else 1
    return Range((found["stem"], found["unit"]), (Decimal(low), 0), (Decimal(high), ends))


def depth(row: EffectRow, rows: Sequence[EffectRow]) -> int:
    """How deep a row stands below the whole: 1 for a subgroup, one more for each that it is a part of, which stands
    above it with none but its parts between."""
    if not row.subgroup:
        return 0
    mine = range_of(str(row.population or ""))
    index = next(i for i, other in enumerate(rows) if other is row)
    between, deep = [mine], 1
    for other in reversed(rows[:index]):
        beside = other.subgroup and str(other.endpoint) == str(row.endpoint)
        outer = range_of(str(other.population or "")) if beside else None
        deep += bool(outer and all(one and outer.holds(one) for one in between))
        between.append(outer)
    return deep
