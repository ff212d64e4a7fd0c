"""Lines of text as greys, put together from letters, each drawn once in each of its places within a pixel.

It reaches below the public face of matplotlib's fonts, whose version is therefore held to one minor release.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.font_manager import findfont, get_font
from matplotlib.ft2font import LoadFlags, RenderMode

from briefgen.charts.engine.drawing import DPI
from briefgen.frozen import frozen

PLACES = 4
"""In how many places within a pixel a letter may begin. Its line stands on whole pixels."""
_AS_DESIGNED = LoadFlags.NO_HINTING
"""Letters keep their shape and the distances of their font: moved onto pixels, they would stand unevenly."""
_UPRIGHT = (0x10000 * np.eye(2)).astype(int)


@frozen
class Greys:
    """How much of each pixel is inked, of 255; how far right of the origin that begins, and how far above the line."""

    ink: Any
    left: int
    top: int


@lru_cache(maxsize=1024)
def greys_of(text: str, font: Any, size: float, place: int = 0) -> Greys:
    """A line of text in a font of matplotlib, its origin at one of the places of a pixel."""
    letters = []
    for face, index, x, y in _set(text, font, size):
        column, within = divmod(round(x * PLACES) + place, PLACES)
        letter = _letter(face, size, index, within)
        if letter.ink.size:
            letters.append((letter.ink, letter.left + column, letter.top + round(y)))
    if not letters:
        return Greys(np.zeros((0, 0), np.uint8), 0, 0)
    left, top = min(left for _, left, _ in letters), max(top for _, _, top in letters)
    right = max(left + ink.shape[1] for ink, left, _ in letters)
    bottom = min(top - ink.shape[0] for ink, _, top in letters)
    line = np.zeros((top - bottom, right - left), np.uint16)
    for ink, at, above in letters:
        line[top - above : top - above + ink.shape[0], at - left : at - left + ink.shape[1]] += ink
    return Greys(np.minimum(line, 255).astype(np.uint8), left, top)


@lru_cache(maxsize=1024)
def width_of(text: str, font: Any, size: float) -> float:
    """How far a line of text reaches, in pixels."""
    *_, (face, index, x, _) = _set(text, font, size)
    face.set_size(size, DPI)
    return float(x + face.load_glyph(index, _AS_DESIGNED).horiAdvance / 64)


@lru_cache(maxsize=1024)
def _set(text: str, font: Any, size: float) -> tuple[tuple[Any, int, float, float], ...]:
    """Each letter of a line: its face, its number there, and where it stands in pixels."""
    face = get_font(_file(font))
    face.clear()
    face.set_size(size, DPI)
    items = face._layout(text, flags=_AS_DESIGNED, features=None, language=None)
    return tuple((item.ft_object, item.glyph_index, item.x, item.y) for item in items)


@lru_cache(maxsize=64)
def _file(font: Any) -> str:
    return findfont(font)


@lru_cache(maxsize=8192)
def _letter(face: Any, size: float, index: int, place: int) -> Greys:
    face.set_size(size, DPI)
    face._set_transform(_UPRIGHT, [place * 64 // PLACES, 0])
    drawn = face._render_glyph(index, _AS_DESIGNED, RenderMode.NORMAL)
    return Greys(np.array(drawn.buffer), drawn.left, drawn.top)
