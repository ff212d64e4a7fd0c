"""Measures of what a slide tells of results: an interval beside the largest figure, brick for a miss."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from briefgen.accessibility.slide_shapes import NAMES, Extent
from briefgen.accessibility.violation import Violation
from briefgen.measures.parts import sizes_in
from briefgen.measures.slide import Measured, body_of
from briefgen.office.package import elements

HERO, BESIDE = 54.0, 0.6
"""Points of the largest figures, and inches within which their interval stands, or that none is reported."""
INTERVAL = re.compile(r"\bCI\b|interval|not reported|not estimable|\bSE\b|\bSD\b|range|immature", re.IGNORECASE)
MISSED = re.compile(r"did not meet|endpoint (?:was )?not met|not significant\b", re.IGNORECASE)
"""What is said of an endpoint that was missed."""
MEASURE = re.compile(r"[^:]*axes? from zero: [^:]+:")
"""How the alternative text of a chart begins that has an axis: its kind and what it measures."""


def intervals_of_heroes(slide: Measured) -> Iterator[Violation]:
    """The largest figures of results have their interval beside them, or the words that none is reported."""
    if slide.ours == "Cover":
        return
    for item in slide.items:
        if HERO in set(sizes_in(item.element, ".//a:rPr[@sz]")) and any(sign.isdigit() for sign in item.words):
            box = item.box
            near = Extent(box.x - BESIDE, box.y - BESIDE, box.w + 2 * BESIDE, box.h + 2 * BESIDE)
            if not any(INTERVAL.search(one.words) and min(near.shared(one.box)) > 0 for one in slide.items):
                hint = "print the interval beside it, or that none is reported"
                yield slide.breach("bare-figure", f"no interval stands beside {item.words.strip()}", hint, item.name)


def misses_in_brick(slide: Measured) -> Iterator[Violation]:
    """A slide whose title or body says that an endpoint was missed shows it in the colour of a miss; a chart may do so,
    whose picture draws in that colour what its alternative text calls missed. On the dark cover words do."""
    if slide.ours == "Cover":
        return
    words = [item.words for item in body_of(slide)]
    if not any(MISSED.search(text) for text in (slide.title, *words)):
        return
    brick = slide.palette.hex("brick").lstrip("#").upper()
    drawn = any(MISSED.search(item.alt) for item in slide.items)
    if not drawn and brick not in {str(one.get("val", "")).upper() for one in _colours(slide)}:
        yield slide.breach("unmarked-miss", "tells a miss that nothing on it shows in brick", BRICK)


def one_axis_for_a_measure(slide: Measured) -> Iterator[Violation]:
    """One measure is drawn once on a slide, on one axis: no two of its charts are of one kind and one measure."""
    drawn = Counter(found[0] for item in slide.items if (found := MEASURE.match(item.alt)))
    for measure, times in drawn.items():
        if times > 1:
            hint = "draw it in one chart, whose axis all of its values share"
            yield slide.breach("unlike-axes", f"draws one measure in {times} charts: '{measure}'", hint)


BRICK = "give the endpoint its state, or draw it as missed"


def _colours(slide: Measured) -> Iterator[etree._Element]:
    for item in slide.items:
        yield from elements(item.element, ".//a:srgbClr", NAMES)
