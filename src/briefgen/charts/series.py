"""What an office program can draw by itself: panels of plain numbers with their labels, to be edited there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal, TypeAlias

Side: TypeAlias = Literal["left", "right", "above", "below", "center"]


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Frame:
    """A place as shares of what holds it."""

    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True, slots=True)
class Point:
    """A place at `x`, and `up` from the foot of the panel, with the label that stands at its side."""

    name: str
    x: Decimal
    up: Decimal
    label: Label = ()
    side: Side = "right"


@dataclass(frozen=True, slots=True)
class Series:
    """Points of one look: a marker of a size in points, and a line that joins the points of each run ("" and 0 for
    none)."""

    name: str
    color: str
    runs: tuple[tuple[Point, ...], ...]
    marker: Literal["", "circle", "diamond", "square"] = ""
    size: float = 0.0
    hollow: bool = False
    line: float = 0.0
    dashed: bool = False

    @property
    def points(self) -> tuple[Point | None, ...]:
        """Every point in a row, None where a run ends and another begins."""
        rows: list[Point | None] = []
        for run in self.runs:
            rows += [*([None] if rows else []), *run]
        return tuple(rows)


@dataclass(frozen=True, slots=True)
class Axis:
    """The axis of values: where it begins and ends, the distance of its ticks, and whether it counts in powers."""

    low: Decimal
    high: Decimal
    step: Decimal
    log: bool = False
    size: float = 9.0


@dataclass(frozen=True, slots=True)
class Points:
    """Marks over an axis: dots, ranges, intervals, forests and curves. `rise` is where its upright scale ends."""

    title: Label
    plot: Frame
    axis: Axis
    rise: Decimal
    series: tuple[Series, ...]
    zero: str = "steel"


@dataclass(frozen=True, slots=True)
class Bar:
    """Lengths of one look, one for each category, None where there is no bar; its labels stand at their ends."""

    name: str
    color: str
    values: tuple[Decimal | None, ...]
    labels: tuple[Label, ...]
    outline: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """Lying bars from zero, later ones in front of earlier ones; `end` is where the axis ends."""

    title: Label
    plot: Frame
    categories: tuple[str, ...]
    bars: tuple[Bar, ...]
    end: Decimal
    size: float = 9.0
    gap: int = 90


@dataclass(frozen=True, slots=True)
class Panel:
    """One chart of a figure, and its place in it."""

    place: Frame
    chart: Points | Bars
    said: str

    def described(self, alt: str) -> Panel:
        """The same panel with another alternative text."""
        return replace(self, said=alt)
