"""A chart laid out and ready to be drawn, and its picture: drawn once, then kept by all that it shows."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal, TypeAlias

from briefgen.brand import fonts
from briefgen.brand.brand import Brand
from briefgen.cache import code_of, kept, key_of, versions_of
from briefgen.charts.engine.marks import Mark, TextLine
from briefgen.files import UnreadableError, read_file
from briefgen.frozen import frozen

DPI = 300
"""Dots an inch of a picture: letters stay sharp where a slide fills a screen, or a page is enlarged."""
DASHES = {"dashed": (4.5, 2.8), "dotted": (1.3, 1.3), "outline": (3.2, 2.2)}
"""Strokes and gaps of broken lines, in their weight."""
Ending: TypeAlias = Literal["png", "svg"]


@frozen
class Drawing:
    """Marks drawn `scale` times as large on the brand's white, `width` by `height` inches."""

    marks: tuple[Mark, ...]
    width: float
    height: float
    scale: float
    brand: Brand

    @property
    def pixels(self) -> tuple[int, int]:
        """Its size in dots."""
        return round(self.width * DPI), round(self.height * DPI)


def picture(drawing: Drawing, ending: Ending) -> bytes:
    """The drawing as a file. What draws is loaded only when nobody has drawn the same before."""

    def draw() -> bytes:
        if ending == "svg":
            from briefgen.charts.engine.figure import svg

            return svg(drawing)
        from briefgen.charts.engine.raster import png

        return png(drawing)

    return kept("charts", _key(drawing, ending), draw)


def _key(drawing: Drawing, ending: Ending) -> str:
    """All that the picture shows, the fonts it is set in, and what draws it."""
    measures = (drawing.width, drawing.height, drawing.scale)
    set_in = tuple(dict.fromkeys(_set_in(drawing)))
    return key_of(ending, measures, drawing.brand.colors, set_in, _drawn_by(), drawing.marks)


def _set_in(drawing: Drawing) -> Iterator[str]:
    """The content of the font files that the words are drawn with."""
    brand = drawing.brand
    for words in drawing.marks:
        if isinstance(words, TextLine):
            face = str(fonts.font_file(brand, bold=words.bold, italic=words.italic))
            yield _content(face)
            if not fonts.signs(face).issuperset(map(ord, fonts.in_signs_of(face, words.text))):
                from briefgen.charts.engine.faces import fallback_faces

                yield from map(_content, fallback_faces(words, brand))


@cache
def _content(path: str) -> str:
    try:
        return hashlib.sha256(read_file(Path(path), fonts.MOST_FONT)).hexdigest()
    except UnreadableError:
        return path


@cache
def _drawn_by() -> tuple[str, ...]:
    """What stands for the code that draws."""
    return code_of("brand/fonts.py", "charts/engine"), versions_of("matplotlib"), zlib.ZLIB_RUNTIME_VERSION
