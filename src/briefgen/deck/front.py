"""Cover and section slides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefgen.brand.brand import Brand
from briefgen.deck.abridge import abridged
from briefgen.deck.footnotes import source_line, spelled_on_cover
from briefgen.deck.grid import LINES_SLOT, NUMBER_SLOT, SUBTITLE_SLOT, TITLE_SLOT
from briefgen.deck.overflow import TooLongError
from briefgen.deck.scale import BODY, DENSE, DISPLAY, FIGURE, HERO, LARGE, SMALL, TITLE, between
from briefgen.deck.shapes import Backdrop, Box, Para, Picture, Rule, Run, Shape, Slide, Stroke, TextShape
from briefgen.deck.text import SHORT_ON_COVER, Look, evened, height, line_count, line_width, ragged, to_runs, words
from briefgen.document.blocks import Figure, Front, Paragraph
from briefgen.document.citations import sentences
from briefgen.document.document import Document
from briefgen.document.inlines import Cite, Inlines, Text, plain

PALE = Look("phase_1", strong="white")
PALE_HEADLINE = Look("white")
PANEL = 7.9
"""The width of the cover's dark panel; beside it stand the stages or the ramp's stripes."""
COVER_TITLE, COVER_LINES = Box(0.6, 0.78, 6.9, 1.25), Box(0.6, 2.08, 6.9, 0.9)
COVER_RULE = Rule(Box(0.6, 3.1, 1.6, 0.0), Stroke("phase_2", 1.5))
COVER_HEADLINE = Box(0.6, 3.3, 7.0, 1.23)
HEADLINE_ROOM, BESIDE_HEADLINE, BELOW_HEADLINE = 2.0, LARGE, 8.0
"""Inches down to the facts of the cover; the size of what stands below the first sentence of the headline, and the
points above it."""
COVER_POINTER = Box(0.6, 6.74, 6.7, 0.18)
COVER_CHART = Box(8.35, 0.6, 4.383, 6.3)
META_RULE = Rule(Box(0.6, 5.6, 6.7, 0.0), Stroke("phase_4", 0.75))
META_LEFT, META_TOP, META_STEP, META_WIDTH = 0.6, 5.74, 0.48, 6.7
META_GAP = (0.25, 0.55)
"""The least and the most space between the facts of the cover."""
STRIPES = (("phase_4", 1.45), ("phase_3", 1.23), ("phase_2", 1.03), ("phase_1", 0.92), ("phase_0", 0.803))
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
    inlines: Inlines, look: Look, sizes: Sequence[float], box: Box, what: str, document: Document, brand: Brand
) -> Para:
    """The text at the largest of the sizes at which it fits the box; TooLongError where it fits at none."""
    runs = to_runs(inlines, document, look)
    for points in sizes:
        para = Para(runs, points)
        if height((para,), brand, box.w) <= box.h + 0.001:
            return para
    text = "".join(run.text for run in runs)
    raise TooLongError(what, text, f"{box.w:g} x {box.h:g} in at {sizes[-1]:g} pt")


def front_of(document: Document) -> Front:
    """What the cover says beside the title; empty where the document has nothing for it."""
    return next((block for block in document.blocks if isinstance(block, Front)), Front(()))


def cover(document: Document, brand: Brand, layout: str, notice: bool) -> Slide:
    """The first slide: name, series and subject lines, the headline of the period, the label and value pairs, where the
    notice stands, and at the right the chart of the cover or the stripes of the ramp."""
    name, series = named(document.title)
    sizes = between(HERO, TITLE)
    title = fitted(name, Look("white", bold=True), sizes, COVER_TITLE, "cover title", document, brand.headed)
    shapes: list[Shape] = []
    front = front_of(document)
    chart = next((block for block in front.blocks if isinstance(block, Figure)), None)
    if chart is None:
        shapes += _stripes(7.0 if document.variant == "medical" else 7.5)
    lines, again = _parted(name, document)
    if series or lines:
        shapes.append(
            TextShape("Subtitle", COVER_LINES, _cover_lines(series, lines, document, brand), slot=SUBTITLE_SLOT)
        )
    headline = _headline(front, document, brand)
    if headline:
        tall = max(COVER_HEADLINE.h, round(height(headline[1], brand, COVER_HEADLINE.w), 3))
        shapes.append(TextShape("Headline", replace(COVER_HEADLINE, h=tall), headline[1]))
    shapes += [META_RULE, *_meta(document, brand)]
    if foot := _foot(again, headline[0] if headline else (), document, brand, notice=notice):
        tall = round(height(foot, brand, COVER_POINTER.w), 3)
        box = replace(COVER_POINTER, y=round(COVER_POINTER.bottom - tall, 3), h=tall)
        shapes.append(TextShape("Notice", box, foot, slot=LINES_SLOT))
    if chart is not None:
        shapes.append(Picture(COVER_CHART, chart.chart, chart.numbers, chart.alt))
    free = ragged(title, brand.headed, COVER_TITLE.w, SHORT_ON_COVER)
    return Slide(
        1, layout, TextShape("Title", COVER_TITLE, (title,), "bottom", slot=TITLE_SLOT, ragged=free), tuple(shapes)
    )


def _stripes(tall: float) -> list[Shape]:
    """The ramp of stages in its colours, down to the foot."""
    lefts = (round(PANEL + sum(wide for _, wide in STRIPES[:at]), 3) for at in range(len(STRIPES)))
    return [Backdrop(Box(left, 0.0, wide, tall), token) for left, (token, wide) in zip(lefts, STRIPES, strict=True)]


def _headline(front: Front, document: Document, brand: Brand) -> tuple[Inlines, tuple[Para, ...]] | None:
    """What the period brought, in the fullest words that fit; nothing where none do, as the summary tells it. What its
    further sentences tell stands smaller below the first."""
    for points in (DISPLAY, LARGE):
        for inlines in front.headlines:
            first, *others = _told(inlines)
            lead = evened(Para(to_runs(first, document, PALE_HEADLINE), points), brand, COVER_HEADLINE.w)
            rest = [Para(to_runs(one, document, PALE), BESIDE_HEADLINE, before=BELOW_HEADLINE) for one in others]
            fits = height((lead,), brand, COVER_HEADLINE.w) <= COVER_HEADLINE.h + 0.001
            if fits and height((lead, *rest), brand, COVER_HEADLINE.w) <= HEADLINE_ROOM:
                return inlines, (lead, *rest)
    return None


def _told(inlines: Inlines) -> list[Inlines]:
    """The sentences of a headline, each with its citations."""
    told: list[Inlines] = []
    for sentence in sentences(inlines):
        at = next((at for at, one in enumerate(sentence) if not isinstance(one, Cite)), len(sentence))
        if told:
            told[-1] += sentence[:at]
        told += [_from_its_words(sentence[at:])] if sentence[at:] or not told else []
    return told


def _from_its_words(sentence: Inlines) -> Inlines:
    """A sentence without the space before it."""
    first = sentence[0] if sentence else None
    return (Text(first.text.lstrip()), *sentence[1:]) if isinstance(first, Text) else sentence


def _foot(
    again: Sequence[Inlines], headline: Inlines, document: Document, brand: Brand, *, notice: bool
) -> tuple[Para, ...]:
    """At the foot of the cover: the name in full, where the notice stands, as many short forms of the headline as the
    line has room for, and the sources of the headline."""
    runs: list[Run] = []
    for line in again:
        runs += [*to_runs(line, document, Look("phase_1")), Run(". ", "phase_1")]
    runs += [Run(POINTERS[document.variant], "phase_1")] if notice else []
    said = [Paragraph(headline)] if headline else []
    for one in spelled_on_cover(said, document):
        more = [*runs, *([Run(" ", "phase_1")] if runs else []), *(replace(run, color="phase_1") for run in one)]
        runs = more if line_count(Para(tuple(more), SMALL), brand, COVER_POINTER.w) == 1 else runs
    told = source_line(said, document, brand, COVER_POINTER.w, 1) if said else ()
    pale = tuple(replace(run, color="phase_1", bold=False) for run in told)
    return tuple(Para(tuple(some), SMALL) for some in (runs, pale) if some)


def _parted(name: Inlines, document: Document) -> tuple[Sequence[Inlines], Sequence[Inlines]]:
    """The lines of the cover, and apart from them those that begin with the name that stands large above them."""
    again = [line for line in document.subtitle if plain(line).startswith(plain(name))]
    return [line for line in document.subtitle if line not in again], again


def named(title: Inlines) -> tuple[Inlines, Inlines]:
    """A title as the name before its colon and the series behind it."""
    for index, inline in enumerate(title):
        if isinstance(inline, Text) and ": " in inline.text:
            before, _, after = inline.text.partition(": ")
            name = (*title[:index], Text(before)) if before else title[:index]
            series = Text(after[:1].upper() + after[1:])
            return name, (series, *title[index + 1 :])
    return title, ()


def _cover_lines(series: Inlines, lines: Sequence[Inlines], document: Document, brand: Brand) -> tuple[Para, ...]:
    """The series, in the line that begins with it where one does, and smaller the lines that say what it is about."""
    fuller = next((line for line in lines if series and plain(line).startswith(plain(series))), None)
    if fuller is not None:
        series, lines = fuller, [line for line in lines if line is not fuller]
    for large, small in ((TITLE, LARGE), (DISPLAY, LARGE), (DISPLAY, BODY), (LARGE, DENSE)):
        first = (Para(to_runs(series, document, PALE), large),) if series else ()
        rest = tuple(
            Para(to_runs(line, document, PALE), small if series else large, before=3 if first or index else 0)
            for index, line in enumerate(lines)
        )
        paras = (*first, *rest)
        if height(paras, brand, COVER_LINES.w) <= COVER_LINES.h + 0.02:
            return paras
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
            tall = max(0.22, round(height((text,), brand, w), 3))
            shapes += [
                TextShape("Label", Box(x, y, w, 0.2), (name,)),
                TextShape("Value", Box(x, round(y + 0.2, 3), w, tall), (text,)),
            ]
    return shapes


def _label(label: Inlines, document: Document) -> Para:
    return Para(to_runs(label, document, Look("phase_1")), DENSE)


def _value(value: Inlines, document: Document, points: float) -> Para:
    return Para(to_runs(value, document, Look("white", bold=True)), points)


def _meta_columns(
    pairs: Sequence[tuple[Inlines, Inlines]], document: Document, brand: Brand
) -> tuple[float, list[tuple[float, float]]]:
    """The largest size at which the values stand side by side on one line, and their places; else equal columns."""
    least, most = META_GAP
    for points in between(BODY):
        paras = [(_label(label, document), _value(value, document, points)) for label, value in pairs]
        needed = [round(max(line_width(para, brand) for para in pair) + 0.02, 3) for pair in paras]
        gap = (META_WIDTH - sum(needed)) / max(len(needed) - 1, 1)
        if gap >= least:
            gap = min(gap, most)
            return points, [(round(META_LEFT + sum(needed[:i]) + gap * i, 3), need) for i, need in enumerate(needed)]
    wide = round((META_WIDTH - least * (len(pairs) - 1)) / len(pairs), 3)
    return SMALL, [(round(META_LEFT + (wide + least) * index, 3), wide) for index in range(len(pairs))]


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
    sizes = between(FIGURE, TITLE)
    heading = fitted(title, Look("white", bold=True), sizes, SECTION_TITLE, "section title", document, brand.headed)
    count = words(str(chapter), HERO, "phase_2", bold=True)
    shapes: list[Shape] = [TextShape("Number", SECTION_NUMBER, (count,), "bottom", slot=NUMBER_SLOT)]
    if text:
        lead = fitted(text, PALE, between(DISPLAY, LARGE), SECTION_ROOM, "section text", document, brand)
        tall = max(SECTION_TEXT.h, round(height((lead,), brand, SECTION_TEXT.w), 3))
        shapes.append(TextShape("Lead", replace(SECTION_TEXT, h=tall), (lead,), slot=LINES_SLOT))
    shown = entries[:ENTRIES]
    width = min(ENTRY_WIDEST, (ENTRY_ROOM + ENTRY_GAP) / max(len(shown), 1) - ENTRY_GAP)
    for index, (name, (_, target)) in enumerate(zip(_entry_names(shown, width, document, brand), shown, strict=True)):
        shapes += _entry(name, target, round(SECTION_NUMBER.x + (width + ENTRY_GAP) * index, 3), width, brand)
    return Slide(number, layout, TextShape("Title", SECTION_TITLE, (heading,), "top", slot=TITLE_SLOT), tuple(shapes))


def _entry_names(entries: Sequence[tuple[Inlines, int]], width: float, document: Document, brand: Brand) -> list[Para]:
    """The names of the entries, all of one size; whole where they fit, else with their long values cut."""
    whole = [_entry_name(entry, document) for entry, _ in entries]
    cut = [_entry_name(abridged(entry), document) for entry, _ in entries]
    for names, points in ((whole, BODY), (whole, DENSE), (cut, BODY)):
        sized = [replace(name, size=points) for name in names]
        if all(height((name,), brand, width) <= ENTRY_HEIGHT for name in sized):
            return sized
    return [replace(name, size=DENSE) for name in cut]


def _entry_name(entry: Inlines, document: Document) -> Para:
    runs = to_runs(entry, document, Look("white", bold=True))
    return Para(tuple(run for run in runs if not run.superscript), BODY)


def _entry(name: Para, target: int, x: float, width: float, brand: Brand) -> list[Shape]:
    """A slide that follows, with the link to it."""
    where = Para((Run(f"Slide {target}", "phase_2"),), DENSE, before=3)
    tall = round(height((name, where), brand, width), 3)
    return [
        Rule(Box(x, ENTRY_TOP - 0.1, width, 0.0), Stroke("slate")),
        TextShape("Entry", Box(x, ENTRY_TOP, width, tall), (name, where), leads_to=target),
    ]
