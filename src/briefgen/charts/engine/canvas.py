"""The surface charts are laid out on: text, chips, bars and rules in inches, y downward, without matplotlib."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal, TypeAlias

from briefgen.brand import fonts
from briefgen.brand.brand import Brand
from briefgen.brand.lines import RESERVE
from briefgen.charts.engine.marks import Align, Disc, Line, Mark, Path, Rectangle, Shape, TextLine
from briefgen.frozen import frozen
from briefgen.values.signs import reads_rightwards

Medium: TypeAlias = Literal["slide", "page"]
Variant: TypeAlias = Literal["investor", "medical"]

CLOSE = 4.9
"""Narrower charts of slides have no column for names."""
LINE = 1.17
"""Line height of wrapped chart text."""
CAP = 0.8
"""How far the caps of an interval reach above and below it, in radii of a dot."""
ASIDE = 0.06
"""Inches between a value and what stands behind it in smaller letters."""
RAISED = 0.66
"""How large a raised number is beside the text that it stands behind."""
HEAD: dict[Medium, float] = {"slide": 0.07, "page": 0.055}
"""How long the head of an arrow is, in inches for each point of its line."""
OPEN = 0.75
"""How large the head of an open interval is beside those of other arrows: it is no mark of a value."""
HUES = {"CR": "phase_5", "PR": "phase_3", "SD": "phase_2", "PD": "phase_0", "NE": "white"}
GREYS = {"CR": "ink", "PR": "slate", "SD": "steel", "PD": "fog", "NE": "white"}
"""Best responses from dark to light, so that they sort in grey-scale; words beside the marks say the same."""


@frozen
class Sizes:
    """Type sizes in points and the mark sizes that go with them in inches."""

    name: float
    text: float
    small: float
    tick: float
    value: float
    bar: float
    dot: float
    pad: float
    inset: float

    @property
    def raised(self) -> float:
        """Points of raised reference numbers."""
        return round(self.text * RAISED, 2)


SIZES: dict[Medium, Sizes] = {
    "slide": Sizes(12, 10.5, 9, 9, 12, bar=0.27, dot=0.065, pad=0.07, inset=0.08),
    "page": Sizes(9.5, 9, 8, 8, 9.5, bar=0.2, dot=0.05, pad=0.055, inset=0.05),
}


@frozen
class Band:
    """The height one row takes, its group, the height of the group's head row, and whether it stays with the row
    before it: an arm with the other arms of its comparison."""

    height: float
    group: str = ""
    head: float = 0.0
    joined: bool = False


class Canvas:
    """Collects the marks of one chart. `stretch` scales the air around rows so that a chart can fill its box."""

    def __init__(
        self, brand: Brand, width: float, medium: Medium, variant: Variant = "investor", stretch: float = 1.0
    ) -> None:
        self.brand = brand
        self.width = width
        self.medium: Medium = medium
        self.sizes = SIZES[medium]
        self.stretch = stretch
        self.accent = "slate" if variant == "medical" else "blue"
        self.own = "ink" if variant == "medical" else "blue"
        self.strong = "ink" if variant == "medical" else "navy"
        self.pale = "rule" if variant == "medical" else "phase_1"
        self.responses = GREYS if variant == "medical" else HUES
        self.marks: list[Mark] = []
        self.bands: list[Band] = []
        self.height = 0.0
        self._group = ""
        self._head = 0.0

    # --- measures ------------------------------------------------------------------------------------------

    def measure(self, text: str, points: float, *, bold: bool = False, italic: bool = False) -> float:
        """Width of one line in inches, reserve included."""
        return fonts.width(self.brand, text, points, bold=bold, italic=italic) * RESERVE

    def widest(self, text: str, points: float, *, bold: bool = False) -> float:
        """Width of the widest word in inches, reserve included."""
        return fonts.measured(self.brand, text, points, bold=bold).widest

    def wrap(self, text: str, points: float, inches: float, *, bold: bool = False, italic: bool = False) -> list[str]:
        """Lines no wider than `inches`; a word that is wider is broken where it must be."""
        return fonts.wrap(self.brand, text, points, inches, bold=bold, italic=italic)

    def balanced(self, text: str, points: float, inches: float, *, bold: bool = False) -> list[str]:
        """Wrapped into as few lines as fit, of about equal length."""
        lines = self.wrap(text, points, inches, bold=bold)
        low, high = 0.0, inches
        for _ in range(6 if len(lines) > 1 else 0):
            middle = (low + high) / 2
            tried = self.wrap(text, points, middle, bold=bold)
            if len(tried) == len(lines) and " ".join(tried) == " ".join(lines):
                lines, high = tried, middle
            else:
                low = middle
        return lines

    def leading(self, points: float, lines: int = 1) -> float:
        """Height of some lines of text."""
        return lines * points * LINE / 72

    @property
    def room(self) -> Literal["wide", "narrow"]:
        """Whether columns have the room of a whole slide, or of a page or half a slide."""
        return "wide" if self.width >= 9 else "narrow"

    @property
    def is_close(self) -> bool:
        """Whether a part of a slide has no room for names at the left of an axis: they stand above their marks."""
        return self.medium == "slide" and self.width < CLOSE

    @property
    def pad(self) -> float:
        """Air above and below the content of a row."""
        return self.sizes.pad * self.stretch

    # --- text ----------------------------------------------------------------------------------------------

    def text(
        self,
        x: float,
        y: float,
        text: str,
        points: float,
        color: str = "ink",
        *,
        bold: bool = False,
        italic: bool = False,
        align: Align = "left",
        knock: bool = False,
        rightwards: bool | None = None,
    ) -> TextLine:
        """One line of text with its capitals centred on y; `knock` clears the grid lines behind it."""
        width = self.measure(text, points, bold=bold, italic=italic)
        words = TextLine(x, y, text, points, width, color, bold, italic, align, rightwards=rightwards)
        if knock:
            height = points / 72 * 1.05
            self.marks.append(Rectangle(words.left - 0.03, y - height / 2, width + 0.06, height, fill="white", layer=3))
        self.marks.append(words)
        return words

    def raised(self, words: TextLine, numbers: str) -> None:
        """Reference numbers right behind the words that they are of."""
        self._behind(words, numbers, words.points * RAISED, self.accent, 0.05, 0.12 * self.leading(words.points))

    def beside(self, words: TextLine, text: str, color: str) -> None:
        """Text behind words on their line, in another look."""
        self._behind(words, text, words.points, color, 0.28)

    def _behind(self, words: TextLine, text: str, points: float, color: str, gap: float, rise: float = 0.0) -> None:
        x, width = words.left + words.width / RESERVE + gap * points / 72, self.measure(text, points)
        self.marks.append(TextLine(x, words.y - rise, text, points, width, color, behind=words, gap=gap))

    def lines(
        self,
        x: float,
        top: float,
        lines: Sequence[str],
        points: float,
        color: str = "ink",
        *,
        bold: bool = False,
        italic: bool = False,
        align: Align = "left",
        knock: bool = False,
        refs: str = "",
    ) -> float:
        """The lines of a text from `top` down, all read to the side that it is read as a whole, reference numbers
        behind the last; returns where the next thing may begin."""
        step = self.leading(points)
        turned = reads_rightwards(" ".join(lines)) if len(lines) > 1 else None
        for index, line in enumerate(lines):
            y = top + step * (index + 0.5)
            look = {"bold": bold, "italic": italic, "knock": knock}
            words = self.text(x, y, line, points, color, align=align, rightwards=turned, **look)
            if refs and index == len(lines) - 1:
                self.raised(words, refs)
        return top + step * len(lines)

    def missing(self, x: float, y: float, text: str, *, knock: bool = False) -> TextLine:
        """The words that stand where a value is missing."""
        return self.text(x, y, text, self.sizes.text, "slate", italic=True, knock=knock)

    # --- marks ---------------------------------------------------------------------------------------------

    def box(
        self,
        x: float,
        y: float,
        w: float,
        h: float,
        fill: str = "",
        line: str = "",
        *,
        weight: float = 0.75,
        radius: float = 0.0,
        dashed: bool = False,
        layer: int = 2,
    ) -> None:
        """A rectangle."""
        self.marks.append(Rectangle(x, y, w, h, fill, line, weight, radius, dashed, layer))

    def line(
        self,
        x0: float,
        y0: float,
        x1: float,
        y1: float,
        color: str = "fog",
        weight: float = 0.75,
        style: Literal["solid", "dashed", "dotted"] = "solid",
        layer: int = 1,
    ) -> None:
        """A straight line."""
        self.marks.append(Line((x0, y0), (x1, y1), color, weight, style, layer))

    def path(
        self,
        points: tuple[tuple[float, float], ...],
        color: str = "",
        style: Literal["solid", "dashed", "dotted"] = "solid",
        weight: float = 2.0,
    ) -> None:
        """An open line through points."""
        self.marks.append(Path(points, color or self.accent, weight, style))

    def dot(self, x: float, y: float, *, hollow: bool = False, scale: float = 1.0, color: str = "") -> None:
        """A dot: a single value or an exact day; hollow for a subgroup."""
        color = color or self.accent
        radius = self.sizes.dot * scale
        self.marks.append(Disc(x, y, radius, "white" if hollow else color, color, 2.0 if hollow else 0.75))

    def diamond(self, x: float, y: float, *, color: str = "", scale: float = 1.0) -> None:
        """A hollow diamond: a designation, or with moss a real-world value."""
        r = self.sizes.dot * 1.2 * scale
        points = ((x - r, y), (x, y - r), (x + r, y), (x, y + r))
        self.marks.append(Shape(points, "white", color or self.accent, 1.75))

    def arrow(
        self,
        x0: float,
        x1: float,
        y: float,
        color: str,
        weight: float = 2.0,
        *,
        dashed: bool = False,
        head: float = 1.0,
    ) -> None:
        """A horizontal arrow from x0 to x1, to either side; `head` says how large its head is beside others."""
        length = head * weight * HEAD[self.medium]
        back = x1 - length if x1 > x0 else x1 + length
        self.line(x0, y, back, y, color, weight, "dashed" if dashed else "solid", layer=4)
        half = length / 2
        self.marks.append(Shape(((x1, y), (back, y - half), (back, y + half)), color, color, 0.0))

    def whisker(
        self, low: float, high: float, y: float, color: str = "", *, open_right: bool = False, capped: bool = True
    ) -> None:
        """A confidence interval with caps; an arrow where its upper bound is not reached or not estimable."""
        color, cap = color or self.accent, self.sizes.dot * CAP
        if capped:
            self.line(low, y - cap, low, y + cap, color, 1.5, layer=4)
        if open_right:
            self.arrow(low, high, y, color, 1.5, head=OPEN)
            return
        self.line(low, y, high, y, color, 1.5, layer=4)
        self.line(high, y - cap, high, y + cap, color, 1.5, layer=4)

    def hatched(self, x: float, y: float, w: float, h: float, color: str = "", within: str = "") -> None:
        """A hatched box: something expected or estimated; its lines `within` in another colour."""
        color = color or self.accent
        self.box(x, y, w, h, fill="white", layer=3)
        step = 0.075
        for index in range(1, int((w + h) / step) + 1):
            across = index * step
            low, high = max(0.0, across - w), min(h, across)
            self.line(x + across - low, y + low, x + across - high, y + high, within or color, 0.75, layer=4)
        corners = ((x + w, y), (x, y), (x, y + h), (x + w, y + h), (x + w, y))
        for start, end in pairwise(corners):
            self.marks.append(Line(start, end, color, 1.1, "solid", 4))

    def chip(self, x: float, y: float, text: str, room: float) -> None:
        """Words of what is missing in a dashed outline with its left edge at x, centred on y, no wider than `room`."""
        points, inset = self.sizes.small, 0.045
        lines = self.wrap(text, points, room - 2 * inset, italic=True)
        width = max(self.measure(row, points, italic=True) for row in lines) + 2 * inset
        height = self.chip_height(text, room)
        self.box(x, y - height / 2, width, height, "white", "steel", weight=0.9, radius=0.035, dashed=True, layer=5)
        self.lines(x + width / 2, y - height / 2 + 0.0225, lines, points, "slate", italic=True, align="center")

    def chip_height(self, text: str, room: float) -> float:
        """How high that chip will be."""
        lines = self.wrap(text, self.sizes.small, room - 0.09, italic=True)
        return self.leading(self.sizes.small, len(lines)) + 0.045

    # --- rows ----------------------------------------------------------------------------------------------

    def group(self, y: float, name: str) -> float:
        """The head of a group over the whole width when a new one begins; returns where its rows begin."""
        if name == self._group:
            return y
        self._group, self._head = name, 0.0
        if not name:
            return y
        lines = self.wrap(name, self.sizes.text, self.width - 2 * self.sizes.inset, bold=True)
        gap = 0.03 if self.bands else 0.0
        height = self.leading(self.sizes.text, len(lines)) + 0.06
        self.box(0, y + gap, self.width, height, "mist", layer=3)
        self.lines(self.sizes.inset, y + gap + 0.03, lines, self.sizes.text, self.strong, bold=True)
        self._head = height + 0.03
        return y + gap + height

    def end_row(self, y: float, height: float, rule: Literal["fog", "none"] = "fog") -> float:
        """Close a row of some height with its rule; returns where the next begins."""
        if rule == "fog":
            self.line(0, y + height, self.width, y + height, "fog", 1.0)
        self.bands.append(Band(height, self._group, self._head))
        return y + height
