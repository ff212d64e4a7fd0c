"""Cover and chapter slides in the boxes of a company's own template."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefgen.brand.brand import Brand
from briefgen.deck.abridge import abridged
from briefgen.deck.footnotes import source_line
from briefgen.deck.front import POINTERS, fitted, front_of
from briefgen.deck.geometry import Opening
from briefgen.deck.grid import SUBTITLE_SLOT, TITLE_SLOT
from briefgen.deck.overflow import TooLongError
from briefgen.deck.scale import BODY, DENSE, DISPLAY, SMALL, between
from briefgen.deck.shapes import Box, Para, Run, Shape, Slide, TextShape
from briefgen.deck.text import Look, Runs, height, to_runs, words
from briefgen.document.blocks import Paragraph
from briefgen.document.document import Document
from briefgen.document.inlines import Inlines

PALE = Look("phase_1", strong="white")
GAP = 0.12


def corporate_cover(document: Document, brand: Brand, layout: str, notice: bool, place: Opening) -> Slide:
    """The title, and below it in the subtitle's box every line of the cover, with the headline of the period in the
    fullest words that fit."""
    title = _title(document.title, document, brand, place, "cover title")
    headlines = (_told(headline, document, brand, place) for headline in front_of(document).headlines)
    tried = [_cover_lines(document, notice, points, told) for told in headlines for points in between(DISPLAY, BODY)]
    tried += [_cover_lines(document, notice, points) for points in between(DISPLAY)]
    lines = next((some for some in tried if height(some, brand, place.text.w) <= place.text.h), None)
    if lines is None:
        raise TooLongError("cover subtitle", " ".join(line.text for line in tried[-1]), _size(place.text))
    shapes: tuple[Shape, ...] = ()
    if lines:
        aligned = tuple(replace(line, align=place.align) for line in lines)
        shapes = (TextShape("Subtitle", place.text, aligned, slot=SUBTITLE_SLOT),)
    return Slide(1, layout, TextShape("Title", place.title, (title,), place.anchor, slot=TITLE_SLOT), shapes)


def _told(headline: Inlines, document: Document, brand: Brand, place: Opening) -> tuple[Runs, Runs]:
    """The headline and its sources."""
    sources = source_line([Paragraph(headline)], document, brand, place.text.w, 2)
    return to_runs(headline, document, Look("white")), tuple(replace(run, color="phase_2") for run in sources)


def _cover_lines(
    document: Document, notice: bool, points: float, told: tuple[Runs, Runs] | None = None
) -> tuple[Para, ...]:
    small = between(points * 0.72)[0]
    lines = [Para(to_runs(line, document, PALE), points) for line in document.subtitle]
    if told:
        lines.append(Para(told[0], max(small, BODY), before=small))
    for index, (label, value) in enumerate(document.meta):
        runs = (*to_runs(label, document, Look("phase_2")), Run(": ", "phase_2"))
        runs += to_runs(value, document, Look("white", bold=True))
        lines.append(Para(runs, small, before=small * 0.8 if index == 0 else 2))
    if notice:
        pointer = words(POINTERS[document.variant], small, "phase_1")
        lines.append(replace(pointer, before=small * 0.8))
    if told and told[1]:
        lines.append(Para(told[1], SMALL, before=small * 0.4))
    return tuple(lines)


def corporate_section(
    number: int,
    title: Inlines,
    text: Inlines,
    document: Document,
    brand: Brand,
    layout: str,
    entries: Sequence[tuple[Inlines, int]],
    place: Opening,
) -> Slide:
    """A chapter's title and text, and below it the slides that follow, as many as its box holds."""
    heading = _title(title, document, brand, place, "section title")
    shapes: list[Shape] = []
    top, bottom = place.text.y, place.text.bottom
    if text:
        box = place.text
        lead = fitted(text, PALE, between(DISPLAY, DENSE), box, "section text", document, brand)
        tall = round(height((lead,), brand, box.w), 3)
        shapes.append(TextShape("Lead", replace(box, h=tall), (replace(lead, align=place.align),), slot=SUBTITLE_SLOT))
        top += tall + GAP
    for name, target in entries:
        entry = _entry(name, target, document, place)
        tall = round(height((entry,), brand, place.text.w), 3)
        if top + tall > bottom:
            break
        shapes.append(
            TextShape("Entry", Box(place.text.x, round(top, 3), place.text.w, tall), (entry,), leads_to=target)
        )
        top += tall + GAP / 2
    return Slide(
        number, layout, TextShape("Title", place.title, (heading,), place.anchor, slot=TITLE_SLOT), tuple(shapes)
    )


def _title(inlines: Inlines, document: Document, brand: Brand, place: Opening, what: str) -> Para:
    look = Look("white", bold=place.bold)
    para = fitted(inlines, look, place.title_sizes, place.title, what, document, brand.headed)
    return replace(para, align=place.align)


def _entry(name: Inlines, target: int, document: Document, place: Opening) -> Para:
    runs = tuple(run for run in to_runs(abridged(name), document, Look("white", bold=True)) if not run.superscript)
    return Para((*runs, Run(f"  Slide {target}", "phase_2")), DENSE, place.align)


def _size(box: Box) -> str:
    return f"{box.w:g} x {box.h:g} in at {SMALL:g} pt"
