"""The marks a chart is made of: boxes, lines, discs, shapes, paths and words, in inches with y downward."""

from __future__ import annotations

from typing import Literal, TypeAlias

from briefgen.frozen import frozen

Align: TypeAlias = Literal["left", "center", "right"]
Point: TypeAlias = tuple[float, float]


@frozen
class Rectangle:
    """A rectangle; `radius` rounds its corners, `dashed` breaks its outline. Colours are brand tokens, "" for none."""

    x: float
    y: float
    w: float
    h: float
    fill: str = ""
    line: str = ""
    weight: float = 0.75
    radius: float = 0.0
    dashed: bool = False
    layer: int = 2


@frozen
class Line:
    """A straight line: solid, dashed or dotted; its weight in points."""

    start: Point
    end: Point
    color: str = "fog"
    weight: float = 0.75
    style: Literal["solid", "dashed", "dotted"] = "solid"
    layer: int = 1


@frozen
class Disc:
    """A dot; hollow when its fill is white."""

    x: float
    y: float
    radius: float
    fill: str
    line: str
    weight: float = 1.5
    layer: int = 4


@frozen
class Shape:
    """A closed polygon: arrow heads and diamonds."""

    points: tuple[Point, ...]
    fill: str
    line: str
    weight: float = 1.5
    layer: int = 4


@frozen
class Path:
    """An open line through points: a curve as published."""

    points: tuple[Point, ...]
    color: str
    weight: float = 2.0
    style: Literal["solid", "dashed", "dotted"] = "solid"
    layer: int = 4


@frozen
class TextLine:
    """One line of text; `x` is its left, centre or right by `align`, `y` the middle of its capitals.
    `width` is what it was measured to need; `rightwards` says whether the text that it is a line of is read from the
    right, where it is one of several. Words `behind` others begin where those end as they are drawn, `gap` sizes of
    their own further on; `x` is about where that is."""

    x: float
    y: float
    text: str
    points: float
    width: float
    color: str = "ink"
    bold: bool = False
    italic: bool = False
    align: Align = "left"
    layer: int = 6
    rightwards: bool | None = None
    behind: TextLine | None = None
    gap: float = 0.0

    @property
    def left(self) -> float:
        """Where the first letter begins."""
        return self.x - {"left": 0.0, "center": self.width / 2, "right": self.width}[self.align]

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of the ink of capitals and descenders."""
        half = self.points / 72 * 0.36
        return self.left, self.y - half, self.left + self.width, self.y + half + self.points / 72 * 0.21


Mark: TypeAlias = Rectangle | Line | Disc | Shape | Path | TextLine
