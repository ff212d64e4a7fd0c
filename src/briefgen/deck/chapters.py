"""The chapters of a deck: which of them open with a slide of their own, and the tracker at the top of the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefgen.brand.brand import Brand
from briefgen.deck.drafts import Draft
from briefgen.deck.grid import BAR, LOGO, NAME_RISE, NAME_WIDTH, TRACKER, TRACKER_GAP, TRACKER_MARK
from briefgen.deck.scale import DENSE, SMALL
from briefgen.deck.shapes import Backdrop, Box, Para, Shape, TextShape
from briefgen.deck.text import Look, line_width, to_runs
from briefgen.document.allowance import Chapter
from briefgen.document.blocks import Paragraph
from briefgen.document.document import Document
from briefgen.document.inlines import Inlines, Text, plain
from briefgen.frozen import frozen

LEAST_SLIDES = 8
"""A shorter deck has no tracker."""
DIVIDED = (3, 5)
"""Chapters open with a slide of their own when so many of them have so many slides."""


@frozen
class Tracker:
    """The words of the chapters with the first slide of each."""

    chapters: tuple[tuple[Inlines, int], ...] = ()

    def shapes(self, current: int, document: Document, brand: Brand) -> list[Shape]:
        """The words in a row, that of the current slide's chapter marked; the brand's bar where there are none."""
        color = "slate" if document.variant == "medical" else "blue"
        if not self.chapters:
            return [Backdrop(BAR, color)]
        starts = [start for _, start in self.chapters]
        here = max((index for index, start in enumerate(starts) if start <= current), default=-1)
        marks: list[Shape] = []
        words: list[Shape] = []
        x = TRACKER.x
        for index, (word, start) in enumerate(self.chapters):
            para = _word(word, document, color if index == here else "slate", bold=index == here)
            wide = _width(word, document, brand)
            if index == here:
                marks.append(Backdrop(Box(x, 0.0, wide, TRACKER_MARK), color))
            box = Box(x, TRACKER.y, round(wide + TRACKER_GAP / 2, 3), TRACKER.h)
            words.append(TextShape("Chapter", box, (para,), leads_to=start if start != current else 0))
            x = round(x + wide + TRACKER_GAP, 3)
        return [*marks, *words]


def tracker(drafts: Sequence[Draft], starts: Sequence[int], slides: int, document: Document, brand: Brand) -> Tracker:
    """The chapters that the tracker names; none for a short deck, for one chapter, or where they find no room."""
    found: list[tuple[Inlines, int]] = []
    for draft, start in zip(drafts, starts, strict=True):
        word = _bare(draft.heading.inlines) if draft.chapter else draft.opened
        if word and (not found or plain(found[-1][0]) != plain(word)):
            found.append((word, start))
    wide = sum(_width(word, document, brand) for word, _ in found) + TRACKER_GAP * (len(found) - 1)
    if slides < LEAST_SLIDES or len(found) < 2 or wide > TRACKER.w:
        return Tracker()
    return Tracker(tuple(found))


def undivided(drafts: Sequence[Draft], counts: Sequence[int]) -> list[Draft]:
    """The drafts without chapter openings, unless there are long chapters enough; what an opening says is spoken at
    the slide behind it."""
    sizes: list[int] = []
    for draft, count in zip(drafts, counts, strict=True):
        if draft.chapter:
            sizes.append(0)
        elif sizes:
            sizes[-1] += count
    chapters, slides = DIVIDED
    if sum(size >= slides for size in sizes) >= chapters:
        return list(drafts)
    return list(_folded(drafts))


def sized(drafts: Sequence[Draft], counts: Sequence[int]) -> Iterator[Chapter]:
    """How many slides each chapter takes; where a deck has no chapters, each slide with its parts is named by its
    title."""
    divided = any(draft.chapter or draft.opened for draft in drafts)
    name = ""
    for draft, count in zip(drafts, counts, strict=True):
        if divided:
            name = plain(_bare(draft.heading.inlines) if draft.chapter else draft.opened) or name
        yield Chapter(name if divided else plain(draft.heading.inlines), count, draft.heading.annex)


def _folded(drafts: Sequence[Draft]) -> Iterator[Draft]:
    opened: Draft | None = None
    chapter: Inlines = ()
    for draft in drafts:
        if draft.chapter:
            opened, chapter = draft, _bare(draft.heading.inlines)
            continue
        if opened:
            said = [block for block in opened.blocks if isinstance(block, Paragraph)]
            draft = replace(draft, notes=[*said, *opened.notes, *draft.notes])
            opened = None
        chapter = () if draft.heading.chapter else chapter
        yield replace(draft, folded=chapter)


def nameplate(name: Inlines, document: Document, brand: Brand) -> list[Shape]:
    """Whom the deck is about, in the place of a logo the brand lacks, on the line of the tracker, where it stands on
    one."""
    if brand.logo:
        return []
    color = "ink" if document.variant == "medical" else "navy"
    para = Para(to_runs(name, document, Look(color, bold=True)), DENSE, "right")
    wide = round(line_width(para, brand) + 0.02, 3)
    if not name or wide > NAME_WIDTH:
        return []
    box = Box(round(LOGO.right - wide, 3), round(LOGO.y - NAME_RISE, 3), wide, LOGO.h)
    return [TextShape("Name", box, (para,), "middle")]


def _word(word: Inlines, document: Document, color: str, *, bold: bool = False) -> Para:
    return Para(to_runs(word, document, Look(color, bold=bold)), SMALL)


def _width(word: Inlines, document: Document, brand: Brand) -> float:
    """The width of a word when it is bold, so that no word moves from slide to slide."""
    return round(line_width(_word(word, document, "slate", bold=True), brand), 3)


def _bare(title: Inlines) -> Inlines:
    """A chapter's title up to its first colon."""
    for index, inline in enumerate(title):
        if isinstance(inline, Text) and ": " in inline.text:
            return (*title[:index], Text(inline.text.partition(": ")[0]))
    return title
