"""Sizes of type with their floors, and the slide grid (DESIGN: 13.333 x 7.5 in)."""

from __future__ import annotations

from briefgen.deck.shapes import Box

STEP = 0.5
SIZES = {
    "title": (26.0, 22.0),
    "subtitle": (14.0, 12.0),
    "subhead": (14.0, 13.0),
    "bullets": (14.5, 12.0),
    "column": (12.5, 11.5),
    "statement": (12.0, 11.0),
    "aside": (12.0, 11.0),
    "reading": (11.0, 10.5),
    "label": (12.0, 11.0),
    "figure": (28.0, 22.0),
    "rank": (36.0, 28.0),
    "qualifier": (10.5, 10.0),
    "cell": (12.0, 10.0),
    "head": (11.0, 10.0),
    "fact": (12.5, 11.0),
    "chip": (12.0, 11.0),
    "strip": (12.5, 11.5),
}
STEPS = 5
"""After so many steps of half a point every text of a body stands at its floor."""

SMALL = 9.0
LEFT, WIDTH, GUTTER = 0.6, 12.133, 0.2
RIGHT = LEFT + WIDTH
SLIDE = (13.333, 7.5)
TITLE = Box(LEFT, 0.28, WIDTH, 0.88)
SUBTITLE = Box(LEFT, 1.25, WIDTH, 0.32)
BODY_TOP, BODY_TOP_PLAIN = 1.72, 1.5
TABLE_BOTTOM = 6.0
MAX_ROWS = 10
MAX_CARDS = 4
NOTE_BOTTOM = 6.92
NOTE_LEADING = 1.25

# Placeholders of the layouts by their idx.
TITLE_SLOT, SUBTITLE_SLOT, SMALL_SLOT, RIGHT_SLOT = 0, 13, 14, 15
MAIN_SLOT, TEXT_SLOTS, LINES_SLOT, NUMBER_SLOT = 20, (21, 22, 23), 24, 25


GROWTH = 0.04
"""What a step of growth adds to every size."""


def size(role: str, shrink: int) -> float:
    """The size of a kind of text after `shrink` steps, never below its floor; below zero they are steps of growth."""
    nominal, floor = SIZES[role]
    if shrink < 0:
        return round(nominal * magnified(shrink) / STEP) * STEP
    return max(floor, nominal - STEP * shrink)


def magnified(shrink: int) -> float:
    """How much larger charts and the least heights of rows, cards and chips are after steps of growth."""
    return 1 + GROWTH * max(0, -shrink)


def note_top(lines: int) -> float:
    """Where the small print begins: a fixed box for two lines, growing upward with each more."""
    return 6.42 if lines <= 2 else round(6.26 - 0.156 * (lines - 3), 3)


def body_bottom(lines: int) -> float:
    """Where the body must end above so many lines of small print."""
    return 6.3 if lines <= 2 else round(note_top(lines) - 0.11, 3)
