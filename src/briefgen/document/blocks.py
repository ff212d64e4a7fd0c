"""Blocks of a document: headings, paragraphs, tables, figures and panels; the same for Word and PowerPoint.

Names follow pandoc where pandoc has one. Everything here is frozen data; writers `match` on it and end with
`assert_never`, so that a new block is a type error in each writer until it is handled.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypeAlias

from briefgen.document.inlines import Inlines, Value
from briefgen.frozen import frozen


@frozen
class Heading:
    """Level 1 opens a chapter (Word: new page; deck: a section slide), level 2 a section (deck: a slide),
    level 3 a subhead. `subtitle` is printed under a slide's title, `chapter` is the word of a deck's tracker that the
    slide stands under. `joins` names the slide in the title of one that it shares with its neighbours, where all are
    short, or where `little` only where one is nearly empty; a slide without it always stands alone. A heading of the
    `annex` stands behind the main part; `section` is the section that printed it, where that may give way to the annex.
    A page says `behind` a heading what stands on it too, where that costs no line."""

    level: int
    inlines: Inlines
    subtitle: Inlines = ()
    chapter: str = ""
    joins: str = ""
    annex: bool = False
    section: str = ""
    behind: str = ""
    little: bool = False


@frozen
class Paragraph:
    """A paragraph; a "note" is small print under a slide, figure or table, "lead" opens a chapter, a "label" says the
    order of what follows, "side" is a remark that stands in the margin of a page beside the paragraph that follows, a
    "figure" has its first line large."""

    inlines: Inlines
    style: Literal["body", "lead", "note", "label", "side", "figure"] = "body"


@frozen
class BulletList:
    """A bulleted list of one level."""

    items: tuple[Inlines, ...]


@frozen
class NumberedList:
    """A numbered list of one level; a "ranked" one holds the points of a first page, each opened by a bold clause."""

    items: tuple[Inlines, ...]
    style: Literal["plain", "ranked"] = "plain"


@frozen
class Row:
    """A table row; a group row has one cell that spans the table."""

    cells: tuple[Inlines, ...]
    group: bool = False


@frozen
class Table:
    """A table. When `referenced`, the last column holds only Cite inlines, printed as plain numbers.
    `note` is small print; `sources` the ids of every source behind its values. A "register" is set densely on slides,
    as an annex is; a "strip" holds the facts of one thing in a row, each under its name;
    a "marked" one cites in its cells, as running text does."""

    head: tuple[Inlines, ...]
    rows: tuple[Row, ...]
    align: tuple[Literal["left", "right", "center"], ...]
    caption: Inlines = ()
    note: Inlines = ()
    sources: tuple[str, ...] = ()
    referenced: bool = False
    style: Literal["plain", "register", "strip", "marked"] = "plain"


@frozen
class Figure:
    """A chart by name with the numbers it draws, never pixels; the writer draws it at its final size. One that is
    `referenced` prints the numbers of its sources itself."""

    chart: str
    numbers: Any
    alt: str
    caption: Inlines = ()
    note: Inlines = ()
    sources: tuple[str, ...] = ()
    facts: tuple[Value, ...] = ()
    referenced: bool = False


@frozen
class Card:
    """One key figure: label, the figure, what it is, and its qualifier."""

    label: Inlines
    figure: Inlines
    text: Inlines = ()
    qualifier: Inlines = ()


@frozen
class Cards:
    """Up to four key figures side by side."""

    cards: tuple[Card, ...]


CalloutKind = Literal["caution", "attribution", "real-world", "notice", "comment", "use"]


@frozen
class Callout:
    """A filled strip: "caution" (amber), "attribution" (mist), "real-world" (moss panel), "notice" (mist box),
    "comment" (mist panel: the house's own words), "use" (outlined: whether a use is approved)."""

    kind: CalloutKind
    blocks: tuple[Block, ...]


@frozen
class DefinitionList:
    """Facts as term and definition; definitions may hold several lines."""

    items: tuple[tuple[Inlines, Inlines], ...]


@frozen
class Panel:
    """Status in one territory: head strip (title, aside), chips, one note line. `tint`: "china", "outside", ""."""

    title: Inlines
    aside: Inlines = ()
    chips: tuple[Inlines, ...] = ()
    note: Inlines = ()
    tint: str = ""


@frozen
class Panels:
    """Status panels stacked in one column."""

    panels: tuple[Panel, ...]


@frozen
class Chips:
    """A row of chips; a missing value is a dashed chip."""

    chips: tuple[Inlines, ...]


@frozen
class Metrics:
    """Large figures and what they count: in "rows" (the real-world panel, ranks), or side by side in a "strip" at the
    head of a slide, the first line of the words bold."""

    items: tuple[tuple[Inlines, Inlines], ...]
    style: Literal["rows", "strip"] = "rows"


@frozen
class Story:
    """One piece of news: its name, what kind it is and of when, its figure and what that is, what is new, why it
    matters and what comes next."""

    name: Inlines
    kind: Inlines = ()
    figure: Inlines = ()
    measure: Inlines = ()
    new: Inlines = ()
    why: Inlines = ()
    following: Inlines = ()

    @property
    def cells(self) -> tuple[Inlines, ...]:
        """Its parts as they are read."""
        return (self.name, self.kind, self.figure, self.measure, self.new, self.why, self.following)


@frozen
class Stories:
    """The news of a period, the most material first."""

    stories: tuple[Story, ...]


@frozen
class Outcome:
    """What came out for one endpoint: its name, its state in a chip, the figure and what that is, then further values
    and what they are."""

    name: Inlines
    state: Inlines = ()
    figure: Inlines = ()
    measure: Inlines = ()
    values: tuple[tuple[Inlines, Inlines], ...] = ()

    @property
    def cells(self) -> tuple[Inlines, ...]:
        """Its parts as they are read."""
        beside = (inlines for value in self.values for inlines in value)
        return (self.name, self.state, self.figure, self.measure, *beside)

    def map(self, change: Callable[[Inlines], Inlines]) -> Outcome:
        """The outcome with each of its parts changed."""
        values = tuple((change(figure), change(words)) for figure, words in self.values)
        return Outcome(change(self.name), change(self.state), change(self.figure), change(self.measure), values)


@frozen
class Outcomes:
    """What came out of a trial, endpoint by endpoint, side by side."""

    outcomes: tuple[Outcome, ...]


@frozen
class Front:
    """What the cover of a deck says beside its title: a headline and a chart; in Word the headline of the first page,
    in place of the title."""

    blocks: tuple[Block, ...]

    @property
    def headline(self) -> Inlines:
        """Its first paragraph."""
        return next(iter(self.headlines), ())

    @property
    def headlines(self) -> tuple[Inlines, ...]:
        """Its paragraphs: the headline, then shorter ones for where it takes too many lines."""
        return tuple(block.inlines for block in self.blocks if isinstance(block, Paragraph))


@frozen
class Rail:
    """Facts beside the first page of a Word document, each group under its heading, the first the most wanted: what
    the page has no height for is left out, as it stands elsewhere too. On slides they are told in place."""

    blocks: tuple[Block, ...]


RAIL_BLOCKS = (Heading, DefinitionList, BulletList, Paragraph, Metrics)
"""What may stand in a rail; figures and what they count are the segments of a bar there."""


@frozen
class Column:
    """One column; `width` is its share of the row (0: equal shares)."""

    blocks: tuple[Block, ...]
    width: float = 0.0


@frozen
class Columns:
    """Columns side by side on a slide; in Word they follow each other. The second column of a "railed" row is a panel
    that ends where the first one does, in a "weighed" row it weighs as much as the first, each under a rule; between
    "halved" ones runs a dashed line, a "banded" row lies on a ground."""

    columns: tuple[Column, ...]
    style: Literal["plain", "ruled", "railed", "parted", "halved", "banded", "weighed"] = "plain"


@frozen
class Statement:
    """A statement the audience must see; its id is the file it came from."""

    id: str
    blocks: tuple[Block, ...]


@frozen
class SpeakerNotes:
    """What the speaker reads; slides only."""

    blocks: tuple[Block, ...]


@frozen
class ReferenceList:
    """Where the numbered references are printed: one below the other, or in Word `run_in`, one behind the other in
    small print and in short."""

    run_in: bool = False


@frozen
class AbbreviationList:
    """Where the abbreviations used are spelled out, one below the other or in one paragraph."""

    run_in: bool = False


@frozen
class PageBreak:
    """A new page in Word; nothing on slides."""


Block: TypeAlias = (
    Heading
    | Paragraph
    | BulletList
    | NumberedList
    | Table
    | Figure
    | Cards
    | Callout
    | DefinitionList
    | Panels
    | Chips
    | Metrics
    | Stories
    | Outcomes
    | Front
    | Rail
    | Columns
    | Statement
    | SpeakerNotes
    | ReferenceList
    | AbbreviationList
    | PageBreak
)
Blocks: TypeAlias = tuple[Block, ...]
