"""The slide grid: 13.333 x 7.5 inches in twelve columns, and the placeholders of the layouts."""

from __future__ import annotations

from briefgen.deck.scale import SMALL, line_height
from briefgen.deck.shapes import Box

LEFT, WIDTH, GUTTER = 0.6, 12.133, 0.2
SLIDE = (13.333, 7.5)
TITLE = Box(LEFT, 0.5, WIDTH, 0.75)
TITLE_LINE = 0.366
"""What a title of one line takes less than one of two; what follows it stands so much higher."""
SUBTITLE = Box(LEFT, 1.283, WIDTH, 0.28)
BODY_TOP, BODY_TOP_PLAIN = 1.72, 1.5
REGISTER_TITLE, REGISTER_SUBTITLE = Box(LEFT, 0.48, WIDTH, 0.31), Box(LEFT, 0.8, WIDTH, 0.18)
REGISTER_TOP, REGISTER_TOP_PLAIN = 1.08, 0.9
"""Where the table of a slide that holds nothing but a register begins, below a subtitle and without one."""
BODY_RISE = 0.22
"""How much higher the body begins below a title of one line."""
BODY_BOTTOM, LOWEST = 6.36, 6.84
"""Where the body ends above small print, and where there is none."""
BAR = Box(LEFT, 0.0, 1.2, 0.07)
"""The brand's bar at the top; where a tracker stands, its mark takes the place of it."""
TRACKER = Box(LEFT, 0.15, 9.2, 0.17)
TRACKER_GAP, TRACKER_MARK = 0.26, 0.07
LOGO, NAME_WIDTH, NAME_RISE = Box(11.533, 0.08, 1.2, 0.32), 2.6, 0.025
MAX_ROWS, MAX_DENSE_ROWS = 12, 24
MAX_CARDS = 4
NOTE_LINES = 3
NOTE_TOP, NOTE_BOTTOM, NOTE_GAP = 6.44, 6.94, 0.08

# Placeholders of the layouts by their idx.
TITLE_SLOT, SUBTITLE_SLOT, SMALL_SLOT, RIGHT_SLOT = 0, 13, 14, 15
TRACKER_SLOT, LOGO_SLOT = 16, 17
MAIN_SLOT, TEXT_SLOTS, LINES_SLOT, NUMBER_SLOT = 20, (21, 22, 23), 24, 25


def note_top(lines: int) -> float:
    """Where the small print begins: a fixed box for three lines, growing upward with each more."""
    more = max(0, lines - NOTE_LINES)
    return round(NOTE_TOP - more * line_height(SMALL) / 72, 3)


def body_bottom(lines: int) -> float:
    """Where the body must end above so many lines of small print."""
    if lines == 0:
        return LOWEST
    return BODY_BOTTOM if lines <= NOTE_LINES else round(note_top(lines) - NOTE_GAP, 3)
