"""Measures of a presentation: each slide's words, room and results, then what holds for the whole deck."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from briefgen.accessibility.slide_shapes import slides_of
from briefgen.accessibility.violation import Violation
from briefgen.brand.brand import Brand
from briefgen.deck.grid import BODY_BOTTOM
from briefgen.measures.amount import cuts_that_are_counted, words_of_a_slide
from briefgen.measures.company import at_design_size, colours_of
from briefgen.measures.limits import TODAY, Limits
from briefgen.measures.lines import lines_of_notes, sizes_of_the_scale, title_lines, whole_titles, words_in_boxes
from briefgen.measures.parts import colours_of_the_brand, text_of_charts
from briefgen.measures.room import (
    boxes_apart,
    boxes_in_margins,
    charts_at_their_size,
    columns_that_end_level,
    room_that_is_used,
)
from briefgen.measures.slide import Measured, body_of, main_part
from briefgen.measures.told import intervals_of_heroes, misses_in_brick, one_axis_for_a_measure
from briefgen.office.package import Package
from briefgen.reference.slide_template import slide_template
from briefgen.reference.typefaces import own_faces

CHART_TEXT = 9.0
"""The smallest letters of a chart."""
NOTICE = "Statement"
"""The layout of the slide with the important notice."""
DIVIDED = ("Table", "References")
"""Layouts of lists, which may go on from slide to slide."""
SHORT_LIST = 0.25
"""The share of its room that the last slide of a list takes at least."""
_LAST = re.compile(r"\((\d+)\s+of\s+\1\)")
_FIRST = re.compile(r"\(1\s+of\s+\d+\)\s*$")
_COLOURED = re.compile(r"ppt/(slides/slide|charts/chart)\d+\.xml")
MEASURES: tuple[Callable[[Measured], Iterator[Violation]], ...] = (
    sizes_of_the_scale,
    boxes_in_margins,
    boxes_apart,
    words_in_boxes,
    title_lines,
    whole_titles,
    lines_of_notes,
    columns_that_end_level,
    intervals_of_heroes,
    misses_in_brick,
    one_axis_for_a_measure,
    cuts_that_are_counted,
    charts_at_their_size,
)
"""What is measured on each slide."""
OF_THE_MAIN_PART: tuple[Callable[[Measured], Iterator[Violation]], ...] = (room_that_is_used, words_of_a_slide)
"""What is measured on the slides before the annex."""


def measure_slides(package: Package, brand: Brand, limits: Limits = TODAY) -> Iterator[Violation]:
    """Everything in a presentation that breaks the design, slide by slide, then what holds for all of it."""
    slides = measured_slides(package, brand, limits)
    template = slides[0].template if slides else None
    main = main_part(slides)
    for slide in slides:
        for measure in (*MEASURES, *(OF_THE_MAIN_PART if slide in main else ())):
            yield from measure(slide)
    yield from notice_once(slides)
    yield from slides_undivided(main)
    yield from lists_shared_out(slides)
    yield from little_small_print(main, limits.small)
    yield from text_of_charts(package, CHART_TEXT)
    yield from colours_of_the_brand(package, _COLOURED, brand, colours_of(template) if template else ())


def measured_slides(package: Package, brand: Brand, limits: Limits = TODAY) -> list[Measured]:
    """The slides of a deck in their order, those of a company's template at the size of the design."""
    template = slide_template(brand)
    fitted = template.brand if template else own_faces(brand)
    shown = at_design_size(package, template) if template else package
    return [
        Measured(shown, number, part, fitted, limits, template) for number, part in enumerate(slides_of(shown), start=1)
    ]


def notice_once(slides: Sequence[Measured]) -> Iterator[Violation]:
    """The important notice stands on one slide."""
    for slide in [slide for slide in slides if slide.ours == NOTICE][1:]:
        hint = "print it once, and point to it"
        yield slide.breach("notice-repeated", "the important notice stands on an earlier slide already", hint)


def slides_undivided(main: Sequence[Measured]) -> Iterator[Violation]:
    """In the main part no slide but a list is continued on another: what does not fit is ranked and cut."""
    for slide in main:
        if _FIRST.search(slide.title) and slide.ours not in DIVIDED:
            hint = "show the most material of it; the rest stands in the annex"
            yield slide.breach("split-slide", f"is continued on another slide: '{slide.title}'", hint)


def lists_shared_out(slides: Sequence[Measured]) -> Iterator[Violation]:
    """The last slide of a list is not left with a few of its rows."""
    for slide in slides:
        boxes = [item.box for item in body_of(slide)]
        if boxes and slide.ours in DIVIDED and _LAST.search(slide.title):
            top = min(box.y for box in boxes)
            share = (max(box.bottom for box in boxes) - top) / (BODY_BOTTOM - top)
            if share < SHORT_LIST:
                hint = "share its rows out over its slides, or let what follows stand below"
                yield slide.breach("short-last-slide", f"is the last of a list and {share:.0%} full", hint)


def little_small_print(main: Sequence[Measured], most: float) -> Iterator[Violation]:
    """Notes and sources are a small share of the words of the main part; the words of pictures are not counted."""
    small = sum(slide.small_words for slide in main)
    share = small / max(1, small + sum(slide.words for slide in main))
    if share > most:
        message = f"{share:.0%} of the words of the main part are notes and sources"
        yield Violation(
            "much-small-print", "all slides", message, "name sources by their numbers, explain in the notes"
        )
