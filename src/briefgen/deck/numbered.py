"""Slides of fitted parts in their order: cover, openings of chapters, numbers, titles told apart, standing texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, partial

from briefgen.brand.brand import Brand
from briefgen.deck.chapters import Tracker, nameplate, tracker
from briefgen.deck.drafts import Draft
from briefgen.deck.footnotes import Footnotes, source_notes
from briefgen.deck.front import cover, fitted, named, section
from briefgen.deck.geometry import Frame, Geometry, Opening
from briefgen.deck.grid import SUBTITLE_SLOT, TITLE_SLOT
from briefgen.deck.layouts import MEDICAL, in_slots
from briefgen.deck.marks import marked
from briefgen.deck.opening import corporate_cover, corporate_section
from briefgen.deck.scale import DENSE, SMALL
from briefgen.deck.shapes import Box, Para, Placed, Shape, Slide, TextShape
from briefgen.deck.text import Look, Runs, joined, stated
from briefgen.document.blocks import Block, Blocks, Front, Paragraph
from briefgen.document.document import Document
from briefgen.document.inlines import Inlines, Strong
from briefgen.document.walk import inlines_of
from briefgen.frozen import frozen


@frozen
class FittedSlide:
    """One fitted slide of a draft, without its number; `left` are the words of rows that it has no room for."""

    title: Para
    subtitle: Para | None
    blocks: Blocks
    placed: Placed
    top: float
    small: Footnotes
    layout: str
    frame: Frame
    ragged: float = 0.0
    left: Blocks = ()


def numbered(
    drafts: Sequence[Draft],
    parts: Sequence[Sequence[FittedSlide]],
    document: Document,
    brand: Brand,
    geometry: Geometry,
) -> Iterator[Slide]:
    """Every slide in order, cover first, with chapter openings that name what follows."""
    suffix = MEDICAL if document.variant == "medical" else ""
    notice = bool(drafts) and drafts[0].notice
    feet = cache(partial(_footer, document, brand))
    framed = feet(_feet(geometry, geometry.section)) if document.variant == "medical" else None
    fronts = [block for block in document.blocks if isinstance(block, Front)]
    opening = _cover(document, brand, f"Cover{suffix}", notice, geometry)
    yield replace(opening, footer=framed, spoken=source_notes(fronts, document))
    starts, number = [], 2
    for draft, some in zip(drafts, parts, strict=True):
        starts.append(number)
        number += 1 if draft.chapter else len(some)
    titles: dict[str, int] = {}
    track = Tracker() if geometry.corporate else tracker(drafts, starts, number - 1, document, brand)
    for index, (draft, some) in enumerate(zip(drafts, parts, strict=True)):
        if draft.chapter:
            entries = _entries(drafts, starts, index)
            slide = _chapter(draft, starts[index], f"Section{suffix}", entries, document, brand, geometry)
            yield replace(slide, footer=framed)
            continue
        for offset, part in enumerate(some):
            standing = feet(_feet(geometry, part.frame))
            slide = _slide(starts[index] + offset, draft, part, document, suffix, titles)
            head = () if geometry.corporate else _head(slide.number, track, document, brand)
            body = (marked(shape, brand) for shape in slide.shapes)
            yield replace(slide, shapes=(*head, *body), footer=standing)


def _head(number: int, track: Tracker, document: Document, brand: Brand) -> tuple[Shape, ...]:
    """The tracker and, where the logo would stand, the name of whom the deck is about."""
    name, _ = named(document.title)
    return (*track.shapes(number, document, brand), *nameplate(name, document, brand))


def _cover(document: Document, brand: Brand, layout: str, notice: bool, geometry: Geometry) -> Slide:
    if geometry.cover is None:
        return cover(document, brand, layout, notice)
    return corporate_cover(document, brand, layout, notice, geometry.cover)


def _chapter(
    draft: Draft,
    number: int,
    layout: str,
    entries: list[tuple[Inlines, int]],
    document: Document,
    brand: Brand,
    geometry: Geometry,
) -> Slide:
    text = next((b.inlines for b in draft.blocks if isinstance(b, Paragraph)), draft.heading.subtitle)
    title = draft.heading.inlines
    if geometry.section is None:
        slide = section(number, draft.chapter, title, text, document, brand, layout, entries)
    else:
        slide = corporate_section(number, title, text, document, brand, layout, entries, geometry.section)
    return replace(slide, spoken=_speaker(draft.notes, document, [draft.heading, *draft.blocks], ()))


def _entries(drafts: Sequence[Draft], starts: Sequence[int], index: int) -> list[tuple[Inlines, int]]:
    found = []
    for draft, start in zip(drafts[index + 1 :], starts[index + 1 :], strict=True):
        if draft.chapter:
            break
        found.append((draft.heading.inlines, start))
    return found


def _slide(
    number: int, draft: Draft, part: FittedSlide, document: Document, suffix: str, titles: dict[str, int]
) -> Slide:
    layout, frame = part.layout, part.frame
    shapes: list[Shape] = []
    if part.subtitle:
        box = replace(frame.subtitle, h=round(frame.subtitle.h + part.top - frame.top, 3))
        shapes.append(TextShape("Subtitle", box, (part.subtitle,), slot=SUBTITLE_SLOT))
    shapes += in_slots(part.placed.shapes, layout)
    shapes += part.small.words(frame)
    title = _unique(part.title, titles)
    return Slide(
        number,
        layout + suffix,
        TextShape("Title", frame.title, (title,), frame.anchor, slot=TITLE_SLOT, ragged=part.ragged),
        tuple(shapes),
        spoken=_speaker((*draft.notes, *part.left), document, (draft.heading, *part.blocks), part.small.moved),
    )


def _unique(title: Para, titles: dict[str, int]) -> Para:
    """A title used before is counted, so that a screen reader can tell the slides apart."""
    count = titles[title.text] = titles.get(title.text, 0) + 1
    more = replace(title.runs[-1], text=f" ({count})", fact=None)
    return title if count == 1 else replace(title, runs=(*title.runs, more))


def _feet(geometry: Geometry, place: Frame | Opening | None) -> tuple[Box, Box] | None:
    """The boxes of a company's template for the foot of a slide."""
    return place.feet if geometry.corporate and place is not None else None


def _footer(document: Document, brand: Brand, feet: tuple[Box, Box] | None) -> tuple[Para, Para]:
    """Left and right of the foot of every slide, each on one line, or in the boxes of a company's template."""
    medical = document.variant == "medical"
    color, points = ("white", DENSE) if medical and feet is None else ("slate", SMALL)
    left, right = document.footer
    strong = medical and not any(isinstance(inline, Strong) for inline in left)
    widths = (7.0, 4.43) if medical else (6.0, 5.33)
    boxes = feet or (Box(0, 0, widths[0], 0.24), Box(0, 0, widths[1], 0.24))
    looks = (Look(color, bold=strong), Look(color))
    first = fitted(left, looks[0], (points, SMALL), boxes[0], "footer", document, brand)
    second = fitted(right, looks[1], (SMALL,), boxes[1], "footer", document, brand)
    return first, replace(second, align="right")


def _speaker(notes: Sequence[Block], document: Document, blocks: Sequence[Block], moved: Sequence[Runs]) -> Runs:
    spoken = joined((stated(inlines) for inlines in inlines_of(notes)), "\n")
    return joined((spoken, joined(moved, " "), source_notes(blocks, document)), "\n\n")
