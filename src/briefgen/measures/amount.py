"""Measures of how much a slide says: its words, and what it leaves out uncounted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.accessibility.violation import Violation
from briefgen.measures.slide import Measured, body_of

MOST_WORDS = 310
"""Words that the body of a slide has at most: those of an executive summary."""
WORDS = {"Cover": 90, "Statement": 260, "Table": 220, "Chart and Text": 260}
"""The most of slides that say less, by the names of their layouts."""
UNCOUNTED = re.compile(
    r"\b(?:and|with|plus) (?:(?:many|some|several) )?(?:more|others)\b(?=[.,;)]|$)|\betc\b|\band so on\b"
)
"""What is said of things left out without their number."""


def words_of_a_slide(slide: Measured) -> Iterator[Violation]:
    """The body of a slide says no more than the design's slide of its kind; words of pictures are not counted."""
    most = WORDS.get(slide.ours, MOST_WORDS) * slide.limits.words
    said = sum(len(item.words.split()) for item in body_of(slide))
    if said > most:
        message = f"its body has {said} words, more than {most:.0f}"
        yield slide.breach("many-words", message, "keep what is most material; the rest stands in the annex")


def cuts_that_are_counted(slide: Measured) -> Iterator[Violation]:
    """What a slide leaves out is counted."""
    for item in slide.items:
        for found in UNCOUNTED.finditer(item.words):
            message = f"leaves out what it does not count: '{found[0]}'"
            yield slide.breach("uncounted-cut", message, "say how many, and where they stand", item.name)
