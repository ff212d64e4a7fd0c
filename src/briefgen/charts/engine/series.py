"""What an office program can draw by itself: panels of plain numbers with their labels, to be edited there."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from math import log
from typing import Literal, TypeAlias

from briefgen.frozen import frozen

Dash: TypeAlias = Literal["solid", "dashed", "dotted"]
Marker: TypeAlias = Literal["", "circle", "diamond", "square"]
Side: TypeAlias = Literal["left", "right", "above", "below", "center"]


@frozen
class Phrase:
    """Words in one look; the colour is a token of the brand, the size in points."""

    text: str
    points: float
    color: str = "ink"
    bold: bool = False
    italic: bool = False


Label: TypeAlias = tuple[tuple[Phrase, ...], ...]
"""The lines of a label."""


def words(label: Label) -> str:
    """A label as one line of text."""
    return " ".join("".join(phrase.text for phrase in line).strip() for line in label)


@frozen
class Inset:
    """A place as shares of what holds it."""

    x: float
    y: float
    w: float
    h: float


@frozen
class Point:
    """A place at `x`, and `up` from the foot of the panel, with the label that stands at its side."""

    name: str
    x: Decimal
    up: Decimal
    label: Label = ()
    side: Side = "right"


@frozen
class Series:
    """Points of one look: a marker of a size in points, and a line that joins the points of each run ("" and 0 for
    none)."""

    name: str
    color: str
    runs: tuple[tuple[Point, ...], ...]
    marker: Marker = ""
    size: float = 0.0
    hollow: bool = False
    line: float = 0.0
    dash: Dash = "solid"

    @property
    def points(self) -> tuple[Point | None, ...]:
        """Every point in a row, None where a run ends and another begins."""
        rows: list[Point | None] = []
        for run in self.runs:
            rows += [*([None] if rows else []), *run]
        return tuple(rows)


@frozen
class NativeAxis:
    """An axis: where it begins and ends, the distance of its ticks, or that each is twice the one before; its numbers
    are written in a size, zero for none."""

    low: Decimal
    high: Decimal
    step: Decimal
    doubling: bool = False
    size: float = 0.0

    def share(self, number: Decimal) -> float:
        """How far along the axis a number lies."""
        if self.doubling:
            return log(float(number / self.low)) / log(float(self.high / self.low))
        return float((number - self.low) / (self.high - self.low))

    def before(self, number: Decimal, share: Decimal) -> Decimal:
        """The number that lies so much of the axis before another."""
        if self.doubling:
            return number * round(Decimal(float(self.low / self.high) ** float(share)), 4)
        return number - (self.high - self.low) * share


@frozen
class PointsChart:
    """Marks over an axis: dots, ranges, intervals, forests and curves. `upright` is the scale of heights, `zero` the
    colour of the line at its left, `foot` what is written below the numbers of the axis."""

    title: Label
    plot: Inset
    axis: NativeAxis
    upright: NativeAxis
    series: tuple[Series, ...]
    zero: str = "steel"
    foot: Label = ()


@frozen
class Bar:
    """Lengths of one look, one for each category, None where there is no bar; its labels stand at their ends."""

    name: str
    color: str
    values: tuple[Decimal | None, ...]
    labels: tuple[Label, ...]
    outline: str = ""


@frozen
class Bars:
    """Lying bars from zero, later ones in front of earlier ones; `end` is where the axis ends."""

    title: Label
    plot: Inset
    categories: tuple[str, ...]
    bars: tuple[Bar, ...]
    end: Decimal
    size: float = 9.0
    gap: int = 90


@frozen
class ChartPanel:
    """One chart of a figure, and its place in it."""

    place: Inset
    chart: PointsChart | Bars
    said: str

    def described(self, alt: str) -> ChartPanel:
        """The same panel with another alternative text."""
        return replace(self, said=alt)
