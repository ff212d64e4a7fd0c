"""The budget of a brief: how much of each thing the main part of a document tells, and how much room it takes."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

AtLeastOne = Annotated[int, Field(ge=1)]


class Size(BaseModel):
    """How many slides or pages the main part of a document may take, all that stands before its annex."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    slides: AtLeastOne | None = None
    """Slides of a deck."""
    pages: AtLeastOne | None = None
    """Pages of a Word document."""

    def most(self, kind: str) -> int:
        """The figure for a kind of format; 0 when there is none."""
        return {"slides": self.slides, "pages": self.pages}.get(kind) or 0


class Budget(Size):
    """How much of each thing the main part of a document tells, and how much room it takes."""

    quiet: Size = Size()
    """The room for a period in which nothing became known, where it is less."""

    assets: AtLeastOne = 2
    """Assets with a page or slide of their own; those with news first."""
    readouts: AtLeastOne = 3
    """Trials whose results are shown in full; those with news first."""
    changes: AtLeastOne = 8
    """Rows of what changed."""
    points: AtLeastOne = 5
    """Key points of the first page of a Word document."""
    events: AtLeastOne = 16
    """Events of a timeline: those of the period, then those expected."""
    deals: AtLeastOne = 1
    """Deals with a page or slide of their own; the newest first."""
    positions: AtLeastOne = 6
    """Assets whose position the summary of a Word document tells, a paragraph each; those with news first."""
    diseases: AtLeastOne = 2
    """Diseases of a Word document with a section of their own; those of the trials told first."""
    rows: AtLeastOne = 5
    """Comparisons that a Word document tells of a trial; those that were missed always."""
    gives_way: tuple[str, ...] = ()
    """Sections whose slides go to the annex, one by one, where the main part would take more than its room: those of
    the first section first, of each the last slide."""
    stays_whole: tuple[str, ...] = ()
    """Sections whose slides are never cut in two: rows of their table, news or calendar go that weigh least, counted.
    The annex tells them."""
    comments: AtLeastOne = 2
    """Comments of the house beside the summary; the annex has the others."""
    programs: AtLeastOne = 45
    """Programmes that a figure of the pipeline draws: those with news, then the furthest."""
    expected: AtLeastOne = 30
    """Events that a calendar of expected ones draws, the next first."""
    table: AtLeastOne | None = None
    """Rows of a table, of the annex too; where a workbook goes with the document, it has the others."""

    def room(self, kind: str, *, quiet: bool) -> int:
        """How many slides or pages the main part may take; 0 when nobody said."""
        return (quiet and self.quiet.most(kind)) or self.most(kind)
