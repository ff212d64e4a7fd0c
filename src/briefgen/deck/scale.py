"""The closed scale of type on slides: its sizes, their line heights, and the sizes that each kind of text takes."""

from __future__ import annotations

from functools import lru_cache

SCALE = (9.0, 10.5, 12.0, 14.0, 18.0, 24.0, 36.0, 54.0)
"""Every size in points that a slide may have."""
_LINES = {9.0: 11.0, 10.5: 12.8, 12.0: 14.6, 14.0: 16.1, 18.0: 22.0, 24.0: 26.4, 36.0: 36.0, 54.0: 54.0}
SMALL, DENSE, BODY, LARGE, DISPLAY, TITLE, FIGURE, HERO = SCALE

SIZES = {
    "subhead": (LARGE, BODY),
    "bullets": (LARGE, BODY),
    "column": (BODY, DENSE),
    "statement": (LARGE, BODY),
    "aside": (BODY, DENSE),
    "reading": (DENSE, DENSE),
    "label": (BODY, DENSE),
    "figure": (TITLE, DISPLAY),
    "rank": (FIGURE, TITLE),
    "qualifier": (DENSE, DENSE),
    "cell": (BODY, DENSE),
    "head": (DENSE, DENSE),
    "fact": (BODY, DENSE),
    "chip": (DENSE, DENSE),
    "strip": (BODY, DENSE),
    "comment": (LARGE, BODY),
}
"""The size of each kind of text, and the one it has on a full slide."""
FULL, CLOSE, TIGHT = range(3)
"""How a body is set: as designed, with less space between, and with all its text one size smaller."""


def size(role: str, shrink: int) -> float:
    """The size of a kind of text on a slide that is set so tightly."""
    return SIZES[role][shrink >= TIGHT]


@lru_cache(maxsize=512)
def line_height(points: float) -> float:
    """The exact line height of a size in points."""
    return _LINES.get(points, round(points * 1.2, 2))


def between(largest: float, least: float = SMALL) -> tuple[float, ...]:
    """The sizes of the scale from the largest down to the least, each the next smaller one where it is none of them."""
    floor = max((points for points in SCALE if points <= least), default=SMALL)
    return tuple(points for points in reversed(SCALE) if floor <= points <= largest) or (SMALL,)
