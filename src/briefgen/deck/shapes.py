"""What a slide is made of: fitted boxes in inches, runs of text with sizes, tables, pictures and lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from typing import Any, Literal, TypeAlias

from briefgen.deck.scale import line_height
from briefgen.document.allowance import Chapter
from briefgen.frozen import frozen
from briefgen.values.facts import VALUE, Content, Fact, Role

Align = Literal["left", "right", "center"]
Anchor = Literal["top", "middle", "bottom"]


@frozen
class Box:
    """A place on a slide in inches."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.h


@frozen
class Run:
    """Text of one look. `color` is a token of the brand; `cites` marks a citation that leads to the references.
    `fact` is what the text states, `role` and `content` as in facts.Traced; none has a part in its look."""

    text: str
    color: str = "ink"
    bold: bool = False
    italic: bool = False
    superscript: bool = False
    url: str = ""
    cites: bool = False
    fact: Fact | None = field(default=None, compare=False)
    role: Role = field(default=VALUE, compare=False)
    content: Content | None = field(default=None, compare=False)


@frozen
class Para:
    """A paragraph at one size of the scale, which has its line height; `before` are points, `spare` inches that its
    lines leave free at the right, or half of them at each side where it is centred, `apart` points that they stand
    further from each other than usual. A `heading` is set in the typeface of headings."""

    runs: tuple[Run, ...]
    size: float
    align: Align = "left"
    bullet: str = ""
    before: float = 0.0
    heading: bool = False
    spare: float = 0.0
    apart: float = 0.0

    @property
    def text(self) -> str:
        """The words without their look."""
        return "".join(run.text for run in self.runs)

    @property
    def line(self) -> float:
        """The height of a line in points."""
        return line_height(self.size) + self.apart


@frozen
class Stroke:
    """A line's colour token, width in points and dash."""

    color: str
    points: float = 0.75
    dashed: bool = False


@frozen
class TextShape:
    """A text box, card, strip or chip. `slot` is the placeholder of the layout that it fills (0: an own shape);
    `leads_to` the slide that a click opens; `ragged` are inches kept free at the right, so that lines are even."""

    name: str
    box: Box
    paras: tuple[Para, ...]
    anchor: Anchor = "top"
    fill: str = ""
    stroke: Stroke | None = None
    inset: tuple[float, float] = (0.0, 0.0)
    rounded: bool = False
    slot: int = 0
    leads_to: int = 0
    ragged: float = 0.0


@frozen
class Backdrop:
    """A filled or outlined rectangle without text that other shapes may lie on."""

    box: Box
    fill: str = ""
    stroke: Stroke | None = None
    rounded: bool = False


@frozen
class Rule:
    """A straight line from the box's upper left to its lower right corner."""

    box: Box
    stroke: Stroke


@frozen
class Picture:
    """A chart, drawn by the writer at exactly this size."""

    box: Box
    chart: str
    numbers: Any
    alt: str
    slot: int = 0


@frozen
class GridCell:
    """A table cell with its fill and the line below it."""

    para: Para
    fill: str = ""
    below: Stroke | None = None


@frozen
class GridRow:
    """A table row; a merged row has one cell over all columns."""

    cells: tuple[GridCell, ...]
    height: float
    merged: bool = False


@frozen
class Grid:
    """A table with fixed column widths and row heights; `headed` when its first row is the head, `inset` is the space
    inside its cells at the sides and above and below."""

    name: str
    box: Box
    widths: tuple[float, ...]
    rows: tuple[GridRow, ...]
    headed: bool = True
    slot: int = 0
    inset: tuple[float, float] = (0.1, 0.04)


Shape: TypeAlias = TextShape | Backdrop | Rule | Picture | Grid


@frozen
class Slide:
    """One slide: a named layout, its standing texts, its shapes from back to front, and what the speaker reads."""

    number: int
    layout: str
    title: TextShape
    shapes: tuple[Shape, ...] = ()
    footer: tuple[Para, Para] | None = None
    spoken: tuple[Run, ...] = ()

    @property
    def notes(self) -> str:
        """The words of the speaker notes."""
        return "".join(run.text for run in self.spoken)


@frozen
class Deck:
    """Slides ready to be written, with the properties of the file; citations lead to the slide `references`, links to
    anchors to the slides of `anchors`, and all but the cover belong to `chapters`."""

    title: str
    subject: str
    keywords: tuple[str, ...]
    language: str
    as_of: str
    variant: Literal["investor", "medical"]
    slides: tuple[Slide, ...]
    references: int = 0
    anchors: Mapping[str, int] = field(default_factory=dict)
    chapters: tuple[Chapter, ...] = ()

    @property
    def main(self) -> int:
        """How many slides stand before the annex, the cover among them."""
        return len(self.slides) - sum(int(chapter.takes) for chapter in self.chapters if chapter.annex)


@frozen
class Placed:
    """Shapes laid out from the top of an area and the height where they end."""

    shapes: tuple[Shape, ...]
    bottom: float


def moved(shape: Shape, dy: float) -> Shape:
    """The shape `dy` inches lower."""
    box = shape.box
    return replace(shape, box=Box(box.x, box.y + dy, box.w, box.h))
