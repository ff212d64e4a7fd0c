"""Cover and section slides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefgen.brand.brand import Brand
from briefgen.deck.abridge import abridged
from briefgen.deck.overflow import TooLongError
from briefgen.deck.scale import LINES_SLOT, NUMBER_SLOT, STEP, SUBTITLE_SLOT, TITLE_SLOT
from briefgen.deck.shapes import Box, Para, Rule, Run, Shape, Slide, Stroke, Words
from briefgen.deck.text import SHORT_ON_COVER, Look, height, line_width, ragged, to_runs, words
from briefgen.document.blocks import Document, Inlines

PALE = Look("phase_1", strong="white")
COVER_TITLE, COVER_LINES = Box(0.6, 1.62, 7.6, 1.7), Box(0.6, 3.5, 7.6, 0.85)
COVER_POINTER = Box(0.6, 6.72, 7.6, 0.3)
META_AT = (0.6, 2.75, 4.9, 6.75, 8.5)
META_TOP, META_STEP = 5.62, 0.6
SECTION_NUMBER, SECTION_TITLE = Box(0.6, 2.1, 2.0, 0.9), Box(0.6, 3.1, 9.5, 0.8)
SECTION_TEXT, SECTION_ROOM = Box(0.6, 3.95, 9.5, 0.9), Box(0.6, 3.95, 9.5, 1.5)
ENTRY_TOP, ENTRIES, ENTRY_GAP, ENTRY_HEIGHT = 5.65, 4, 0.3, 0.82
ENTRY_ROOM, ENTRY_WIDEST = 11.2, 3.5
"""The width that the entries share, and how wide each may be."""
POINTERS = {
    "investor": "Please read the important notice on the next page.",
    "medical": "Please read the important information on the next page.",
}


def fitted(
    inlines: Inlines,
    look: Look,
    sizes: tuple[float, float],
    leading: float,
    box: Box,
    what: str,
    document: Document,
    brand: Brand,
) -> Para:
    """The text at the largest size at which it fits the box; TooLongError below the floor."""
    points, floor = sizes
    runs = to_runs(inlines, document, look)
    while points >= floor:
        para = Para(runs, points, leading)
        if height((para,), brand, box.w) <= box.h + 0.001:
            return para
        points -= STEP
    text = "".join(run.text for run in runs)
    raise TooLongError(what, text, f"{box.w:g} x {box.h:g} in at {floor:g} pt")


def in_one_line(para: Para, brand: Brand, wide: float, most: float = 2.0) -> Para:
    """The text up to so many points smaller if it then stands on one line, else as it is."""
    sizes = (para.size - STEP * step for step in range(round(most / STEP) + 1))
    return replace(para, size=next((s for s in sizes if line_width(replace(para, size=s), brand) <= wide), para.size))


def cover(document: Document, brand: Brand, layout: str, notice: bool) -> Slide:
    """The first slide: title, subject lines, the label and value pairs, and where the notice stands."""
    title = fitted(
        document.title, Look("white", bold=True), (44.0, 32.0), 1.12, COVER_TITLE, "cover title", document, brand
    )
    title = in_one_line(title, brand, COVER_TITLE.w, 5.0)
    shapes: list[Shape] = []
    if document.subtitle:
        lines = _cover_lines(document, brand)
        shapes.append(Words("Subtitle", COVER_LINES, lines, slot=SUBTITLE_SLOT))
    shapes += _meta(document, brand)
    if notice:
        pointer = words(POINTERS[document.variant], 11, "phase_1")
        shapes.append(Words("Notice", COVER_POINTER, (pointer,), slot=LINES_SLOT))
    free = ragged(title, brand, COVER_TITLE.w, SHORT_ON_COVER)
    return Slide(
        1, layout, Words("Title", COVER_TITLE, (title,), "bottom", slot=TITLE_SLOT, ragged=free), tuple(shapes)
    )


def _cover_lines(document: Document, brand: Brand) -> tuple[Para, ...]:
    points = 20.0
    while points >= 14:
        paras = tuple(Para(to_runs(line, document, PALE), points, 1.45) for line in document.subtitle)
        if height(paras, brand, COVER_LINES.w) <= COVER_LINES.h + 0.02:
            return paras
        points -= STEP
    raise TooLongError("cover subtitle", paras[0].text, "two lines")


def _meta(document: Document, brand: Brand) -> list[Shape]:
    """Label and value pairs in rows of four, all values of one size."""
    shapes: list[Shape] = []
    for start in range(0, len(document.meta), ENTRIES):
        pairs = document.meta[start : start + ENTRIES]
        y = META_TOP + META_STEP * (start // ENTRIES)
        points, columns = _meta_columns(pairs, document, brand)
        for (label, value), (x, w) in zip(pairs, columns, strict=True):
            name, text = _label(label, document), _value(value, document, points)
            tall = max(0.3, round(height((text,), brand, w), 3))
            shapes += [
                Words("Label", Box(x, y, w, 0.22), (name,)),
                Words("Value", Box(x, round(y + 0.24, 3), w, tall), (text,)),
            ]
    return shapes


def _label(label: Inlines, document: Document) -> Para:
    return Para(to_runs(label, document, Look("phase_2")), 11, 1.2)


def _value(value: Inlines, document: Document, points: float) -> Para:
    return Para(to_runs(value, document, Look("white", bold=True)), points, 1.2)


def _meta_columns(
    pairs: Sequence[tuple[Inlines, Inlines]], document: Document, brand: Brand
) -> tuple[float, list[tuple[float, float]]]:
    """The largest size at which every value stands on one line: in the usual columns, else side by side."""
    usual = [(x, META_AT[index + 1] - x - 0.15) for index, x in enumerate(META_AT[: len(pairs)])]
    for points in (14.0, 13.0, 12.0, 11.0, 10.0):
        paras = [(_label(label, document), _value(value, document, points)) for label, value in pairs]
        needed = [round(max(line_width(para, brand) for para in pair) + 0.02, 3) for pair in paras]
        if all(need <= w for need, (_, w) in zip(needed, usual, strict=True)):
            return points, usual
        gap = (COVER_TITLE.w - sum(needed)) / max(len(needed) - 1, 1)
        if gap >= 0.25:
            gap = min(gap, 0.6)
            return points, [
                (round(COVER_TITLE.x + sum(needed[:i]) + gap * i, 3), need) for i, need in enumerate(needed)
            ]
    return 10.0, usual


def section(
    number: int,
    chapter: int,
    title: Inlines,
    text: Inlines,
    document: Document,
    brand: Brand,
    layout: str,
    entries: Sequence[tuple[Inlines, int]],
) -> Slide:
    """A chapter's opening: its number, title and text, and the slides that follow."""
    heading = fitted(
        title, Look("white", bold=True), (36.0, 28.0), 1.12, SECTION_TITLE, "section title", document, brand
    )
    count = words(str(chapter), 60, "phase_2", bold=True, leading=1.05)
    shapes: list[Shape] = [Words("Number", SECTION_NUMBER, (count,), "bottom", slot=NUMBER_SLOT)]
    if text:
        lead = fitted(text, PALE, (18.0, 14.0), 1.3, SECTION_ROOM, "section text", document, brand)
        tall = max(SECTION_TEXT.h, round(height((lead,), brand, SECTION_TEXT.w), 3))
        shapes.append(Words("Lead", replace(SECTION_TEXT, h=tall), (lead,), slot=LINES_SLOT))
    shown = entries[:ENTRIES]
    width = min(ENTRY_WIDEST, (ENTRY_ROOM + ENTRY_GAP) / max(len(shown), 1) - ENTRY_GAP)
    for index, (name, (_, target)) in enumerate(zip(_entry_names(shown, width, document, brand), shown, strict=True)):
        shapes += _entry(name, target, round(SECTION_NUMBER.x + (width + ENTRY_GAP) * index, 3), width, brand)
    return Slide(number, layout, Words("Title", SECTION_TITLE, (heading,), "top", slot=TITLE_SLOT), tuple(shapes))


def _entry_names(
    entries: Sequence[tuple[Inlines, int]], width: float, document: Document, brand: Brand
) -> list[Para]:
    """The names of the entries, all of one size; whole where they fit, else with their long values cut."""
    whole = [_entry_name(entry, document) for entry, _ in entries]
    cut = [_entry_name(abridged(entry), document) for entry, _ in entries]
    for names, points in ((whole, 12.0), (whole, 11.0), (cut, 12.0)):
        sized = [replace(name, size=points) for name in names]
        if all(height((name,), brand, width) <= ENTRY_HEIGHT for name in sized):
            return sized
    return [replace(name, size=10.5) for name in cut]


def _entry_name(entry: Inlines, document: Document) -> Para:
    runs = to_runs(entry, document, Look("white", bold=True))
    return Para(tuple(run for run in runs if not run.superscript), 12.0, 1.2)


def _entry(name: Para, target: int, x: float, width: float, brand: Brand) -> list[Shape]:
    """A slide that follows, with the link to it."""
    where = Para((Run(f"Slide {target}", "phase_2"),), 11, 1.2, before=3)
    tall = round(height((name, where), brand, width), 3)
    return [
        Rule(Box(x, ENTRY_TOP - 0.1, width, 0.0), Stroke("slate")),
        Words("Entry", Box(x, ENTRY_TOP, width, tall), (name, where), leads_to=target),
    ]
