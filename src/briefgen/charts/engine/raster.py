"""Marks straight to pixels: on the renderer of matplotlib, without its figures, axes and artists.

What draws is loaded alone, with our own pen: the modules around it take longer to load than all charts of a deck to
draw. It reaches below matplotlib's public face, whose version is therefore held to one minor release.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias, assert_never

import numpy as np
from matplotlib.backends._backend_agg import RendererAgg  # type: ignore[attr-defined]
from matplotlib.colors import to_rgba
from matplotlib.path import Path as Outline
from matplotlib.transforms import Affine2D, Transform

from briefgen.brand.brand import Brand
from briefgen.charts.engine.drawing import DASHES, DPI, Drawing
from briefgen.charts.engine.faces import BASELINE, drawing_with, placed
from briefgen.charts.engine.lettering import PLACES, Greys, greys_of, width_of
from briefgen.charts.engine.marks import Disc, Line, Mark, Path, Rectangle, Shape, TextLine

Color: TypeAlias = tuple[float, float, float, float]
_LEVEL = 3
"""Of zlib: for drawings nearly as small as the highest, at a quarter of the time."""


def png(drawing: Drawing) -> bytes:
    """The drawing as a PNG of exactly its size."""
    with drawing_with(drawing.brand):
        return encoded(pixels(drawing))


def pixels(drawing: Drawing) -> Any:
    """The drawing as rows of red, green and blue."""
    board = _Board(drawing)
    for mark in sorted(drawing.marks, key=lambda mark: mark.layer):
        board.add(mark)
    return board.image[:, :, :3]


def encoded(image: Any) -> bytes:
    """Rows of red, green and blue as a PNG, without filters, which pay for photographs only."""
    height, width, _ = image.shape
    rows = np.zeros((height, 1 + width * 3), np.uint8)
    for part in range(3):
        rows[:, 1 + part :: 3] = image[:, :, part]
    per_metre = round(DPI / 0.0254)
    return b"\x89PNG\r\n\x1a\n" + b"".join((
        _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        _chunk(b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1)),
        _chunk(b"IDAT", zlib.compress(rows.data, _LEVEL)),
        _chunk(b"IEND", b""),
    ))  # fmt: skip


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


@dataclass(slots=True)
class _Pen:
    """What the renderer asks of a pen: its colour, its width in points, how lines meet and end, and their dashes."""

    _rgb: Color
    _linewidth: float
    _joinstyle: str = "round"
    _dashes: tuple[float, list[float] | None] = (0, None)
    _capstyle: str = "butt"
    _alpha: float = 1.0
    _forced_alpha: bool = False
    _antialiased: int = 1
    _cliprect: None = None

    def dashed(self, pattern: tuple[float, float]) -> None:
        """Draw broken lines: strokes and gaps in the width of the pen."""
        self._dashes = 0, [part * self._linewidth for part in pattern]

    def get_dashes(self) -> tuple[float, list[float] | None]:
        return self._dashes

    def get_clip_path(self) -> tuple[None, None]:
        return None, None

    def nothing(self) -> None:
        return None

    get_snap = get_hatch_path = get_hatch_color = get_sketch_params = nothing
    get_hatch_linewidth = lambda self: 1.0  # noqa: E731


class _Board:
    """A white ground that marks are drawn on, one over the other."""

    def __init__(self, drawing: Drawing) -> None:
        width, self.height = drawing.pixels
        self.brand, self.scale = drawing.brand, drawing.scale
        self.step = DPI * drawing.scale
        self.renderer: Any = RendererAgg(width, self.height, DPI)
        self.place = Affine2D.from_values(self.step, 0, 0, -self.step, 0, self.height)
        self.image: Any = np.asarray(self.renderer)
        ground = Affine2D.from_values(width, 0, 0, self.height, 0, 0)
        self.renderer.draw_path(self._pen("", 0), Outline.unit_rectangle(), ground, _color(self.brand, "white"))

    def add(self, mark: Mark) -> None:
        match mark:
            case Rectangle():
                self._rectangle(mark)
            case Line():
                self._line(Outline([mark.start, mark.end]), mark)
            case Path():
                self._line(Outline(mark.points), mark)
            case Disc():
                circle = Affine2D.from_values(mark.radius, 0, 0, mark.radius, mark.x, mark.y)
                self._filled(Outline.unit_circle(), circle + self.place, mark)
            case Shape():
                self._filled(Outline([*mark.points, mark.points[0]], closed=True), self.place, mark)
            case TextLine():
                self._write(mark)
            case _:
                assert_never(mark)

    def _rectangle(self, mark: Rectangle) -> None:
        if not mark.radius:
            box = Affine2D.from_values(mark.w, 0, 0, mark.h, mark.x, mark.y)
            self._filled(Outline.unit_rectangle(), box + self.place, mark)
            return
        self._filled(_rounded(mark, round(min(mark.radius, mark.h / 2, mark.w / 2), 4)), self.place, mark)

    def _filled(self, outline: Outline, place: Transform, mark: Rectangle | Disc | Shape) -> None:
        pen = self._pen(mark.line, mark.weight if mark.line else 0, "miter")
        if isinstance(mark, Rectangle) and mark.dashed:
            pen.dashed(DASHES["outline"])
        self.renderer.draw_path(pen, outline, place, _color(self.brand, mark.fill) if mark.fill else None)

    def _line(self, outline: Outline, mark: Line | Path) -> None:
        pen = self._pen(mark.color, mark.weight)
        if mark.style != "solid":
            pen.dashed(DASHES[mark.style])
        self.renderer.draw_path(pen, outline, self.place, None)

    def _pen(self, color: str, weight: float, joined: str = "round") -> _Pen:
        return _Pen(_color(self.brand, color) if color else (0.0, 0.0, 0.0, 0.0), float(weight * self.scale), joined)

    def _write(self, words: TextLine) -> None:
        """Words, each line of them on whole pixels."""
        size, line = words.points * self.scale, round((words.y + words.points / 72 * BASELINE) * self.step)
        parts = [(x * self.step, font, text) for x, font, text in placed(words, self.brand, self.scale)]
        if len(parts) == 1 and not words.behind:
            _, font, text = parts[0]
            share = {"left": 0.0, "center": 0.5, "right": 1.0}[words.align]
            parts = [(words.x * self.step - width_of(text, font, size) * share, font, text)]
        for start, font, text in parts:
            column, place = divmod(round(start * PLACES), PLACES)
            self._ink(greys_of(text, font, size, place), column, line, _color(self.brand, words.color))

    def _ink(self, greys: Greys, column: int, line: int, color: Color) -> None:
        """Lay the ink of a line over what is there, as far as it is on the board."""
        top, left = line - greys.top, column + greys.left
        ink = greys.ink[max(-top, 0) :, max(-left, 0) :, None].astype(np.uint16)
        ground = self.image[max(top, 0) :, max(left, 0) :, :3][: ink.shape[0], : ink.shape[1]]
        ink = ink[: ground.shape[0], : ground.shape[1]]
        paint = np.array([round(part * 255) for part in color[:3]], np.uint16)
        ground[:] = (ground * (255 - ink) + paint * ink + 127) // 255


def _rounded(mark: Rectangle, radius: float) -> Outline:
    """The outline of a rectangle whose corners are quarters of a curve."""
    left, top, right, bottom = mark.x, mark.y, mark.x + mark.w, mark.y + mark.h
    points = [
        (left + radius, top), (right - radius, top), (right, top), (right, top + radius),
        (right, bottom - radius), (right, bottom), (right - radius, bottom),
        (left + radius, bottom), (left, bottom), (left, bottom - radius),
        (left, top + radius), (left, top), (left + radius, top), (left + radius, top),
    ]  # fmt: skip
    return Outline(points, _CORNERS)


_CORNERS = [Outline.MOVETO, *4 * (Outline.LINETO, Outline.CURVE3, Outline.CURVE3), Outline.CLOSEPOLY]


@lru_cache(256)
def _color(brand: Brand, token: str) -> Color:
    return to_rgba(brand.hex(token))
