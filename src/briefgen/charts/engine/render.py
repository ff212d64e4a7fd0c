"""Marks to a PNG of exact size: the one place where charts meet matplotlib."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from itertools import groupby
from typing import Any, assert_never
from unicodedata import east_asian_width

from briefgen.brand import fonts
from briefgen.brand.brand import Brand
from briefgen.charts.engine.marks import Disc, Line, Mark, Path, Rectangle, Shape, TextLine
from briefgen.values.cjk import east_asian_language

DPI = 200
ALPHABETS = "DejaVu Sans"
"""The font for Arabic and other alphabets, which comes with matplotlib."""
_LETTERS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_RIGHTWARDS = re.compile(f"([{_LETTERS}]+(?: +[{_LETTERS}]+)*)")
"""Words of Arabic or Hebrew, which are set as one piece from right to left."""
SETTINGS: Any = {
    "text.hinting": "default", "text.antialiased": True, "text.usetex": False, "text.parse_math": False,
    "text.kerning_factor": None, "path.snap": True, "path.simplify": True, "path.sketch": None, "path.effects": [],
    "lines.antialiased": True, "patch.antialiased": True, "lines.scale_dashes": True,
    "svg.hashsalt": "briefgen", "svg.fonttype": "path",
}  # fmt: skip
"""Settings of the reader's own matplotlib that would change pixels."""


def png(marks: Iterable[Mark], width: float, height: float, scale: float, brand: Brand) -> bytes:
    """Draw marks `scale` times as large on the brand's white, `width` by `height` inches."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from PIL import Image

    with _settings(), _glyphs(brand):
        canvas: Any = FigureCanvasAgg(_figure(marks, width, height, scale, brand))
        canvas.draw()
        image = Image.frombytes("RGBA", canvas.get_width_height(), bytes(canvas.buffer_rgba()))
    file = io.BytesIO()
    image.convert("RGB").save(file, "PNG", dpi=(DPI, DPI))
    return file.getvalue()


def svg(marks: Iterable[Mark], width: float, height: float, scale: float, brand: Brand) -> bytes:
    """The same drawing as SVG, its letters as outlines, so that it needs no fonts."""
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    file = io.BytesIO()
    with _settings(), _glyphs(brand):
        canvas: Any = FigureCanvasSVG(_figure(marks, width, height, scale, brand))
        canvas.print_svg(file, metadata={"Date": None, "Creator": None})
    return file.getvalue()


@contextmanager
def _glyphs(brand: Brand) -> Iterator[None]:
    """A letter that cannot be drawn is a fault of the font's file."""
    try:
        yield
    except RuntimeError as error:
        if not re.search(r"glyph|FT_", str(error)):
            raise
        raise fonts.bad_font(str(fonts.font_file(brand)), error) from None


@contextmanager
def _settings() -> Iterator[None]:
    import matplotlib

    with matplotlib.rc_context(SETTINGS), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        yield


def _figure(marks: Iterable[Mark], width: float, height: float, scale: float, brand: Brand) -> Any:
    from matplotlib.figure import Figure

    pixels = (round(width * DPI), round(height * DPI))
    figure = Figure(figsize=(pixels[0] / DPI, pixels[1] / DPI), dpi=DPI, facecolor=brand.hex("white"))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, pixels[0] / DPI / scale)
    axes.set_ylim(pixels[1] / DPI / scale, 0)
    for mark in sorted(marks, key=lambda mark: mark.layer):
        _add(axes, mark, brand, scale)
    return figure


def _add(axes: Any, mark: Mark, brand: Brand, scale: float) -> None:
    match mark:
        case Rectangle():
            axes.add_patch(_box(mark, brand, scale))
        case Line() | Path():
            axes.add_line(_line(mark, brand, scale))
        case Disc() | Shape():
            axes.add_patch(_patch(mark, brand, scale))
        case TextLine():
            _write(axes, mark, brand, scale)
        case _:
            assert_never(mark)


def _color(brand: Brand, token: str) -> str:
    return brand.hex(token) if token else "none"


def _box(box: Rectangle, brand: Brand, scale: float) -> Any:
    from matplotlib.patches import FancyBboxPatch, Rectangle

    look: dict[str, Any] = {
        "facecolor": _color(brand, box.fill),
        "edgecolor": _color(brand, box.line),
        "linewidth": box.weight * scale if box.line else 0,
        "linestyle": (0, (3.2, 2.2)) if box.dashed else "solid",
        "zorder": box.layer,
    }
    if not box.radius:
        return Rectangle((box.x, box.y), box.w, box.h, joinstyle="miter", **look)
    style = f"round,pad=0,rounding_size={min(box.radius, box.h / 2, box.w / 2):.4f}"
    return FancyBboxPatch((box.x, box.y), box.w, box.h, boxstyle=style, **look)


def _line(line: Line | Path, brand: Brand, scale: float) -> Any:
    from matplotlib.lines import Line2D

    points = line.points if isinstance(line, Path) else (line.start, line.end)
    styles: dict[str, Any] = {"solid": "solid", "dashed": (0, (4.5, 2.8)), "dotted": (0, (1.3, 1.3))}
    return Line2D(
        [x for x, _ in points],
        [y for _, y in points],
        color=brand.hex(line.color),
        linewidth=line.weight * scale,
        linestyle=styles[line.style],
        solid_capstyle="butt",
        dash_capstyle="butt",
        zorder=line.layer,
    )


def _patch(mark: Disc | Shape, brand: Brand, scale: float) -> Any:
    from matplotlib.patches import Circle, Polygon

    look: dict[str, Any] = {
        "facecolor": _color(brand, mark.fill),
        "edgecolor": _color(brand, mark.line),
        "linewidth": mark.weight * scale,
        "zorder": mark.layer,
    }
    if isinstance(mark, Disc):
        return Circle((mark.x, mark.y), mark.radius, **look)
    return Polygon(mark.points, closed=True, joinstyle="miter", **look)


# --- text: the brand's own font files, another font glyph by glyph where they have none ----------------------


def _write(axes: Any, words: TextLine, brand: Brand, scale: float) -> None:
    runs = list(_runs(words, brand))
    baseline = words.y + words.points / 72 * 0.358
    look: dict[str, Any] = {
        "color": brand.hex(words.color),
        "fontsize": words.points * scale,
        "va": "baseline",
        "zorder": words.layer,
        "parse_math": False,
    }
    if len(runs) == 1:
        font = _font(brand, words.bold, words.italic, _language(*runs[0]))
        axes.text(words.x, baseline, runs[0][1], ha=words.align, fontproperties=font, **look)
        return
    x = words.left
    for foreign, text in runs:
        font = _font(brand, words.bold, words.italic, _language(foreign, text))
        axes.text(x, baseline, text, ha="left", fontproperties=font, **look)
        x += fonts.width(brand, text, words.points, bold=words.bold, italic=words.italic)


def fallback_faces(words: TextLine, brand: Brand) -> Iterator[str]:
    """The files of the fonts for signs that the brand's font lacks."""
    from matplotlib.font_manager import findfont

    for foreign, text in _runs(words, brand):
        if foreign:
            yield findfont(_font(brand, words.bold, words.italic, _language(foreign, text)))


def _runs(words: TextLine, brand: Brand) -> Iterator[tuple[bool, str]]:
    """Pieces of the text: whether the brand's font lacks their signs, and the piece."""
    known = fonts.signs(str(fonts.font_file(brand, bold=words.bold, italic=words.italic)))
    lacked = {code: drawn for code, drawn in fonts.ALIKE.items() if code not in known}
    for piece in _RIGHTWARDS.split(words.text.translate(lacked)):
        if _RIGHTWARDS.fullmatch(piece):
            yield True, piece
        else:
            for foreign, signs in groupby(piece, key=lambda sign: ord(sign) not in known):
                yield foreign, "".join(signs)


def _language(foreign: bool, text: str) -> str:
    """What a piece is set in: nothing for the brand's own signs, else its language, "wide" or "other"."""
    if not foreign:
        return ""
    return east_asian_language(text) or ("wide" if all(east_asian_width(sign) in "WF" for sign in text) else "other")


@lru_cache(64)
def _font(brand: Brand, bold: bool, italic: bool, language: str) -> Any:
    from matplotlib.font_manager import FontProperties

    family = _fallback_family(brand, language) if language else ""
    if family:
        return FontProperties(family=family, weight="bold" if bold else "normal")
    return FontProperties(fname=str(fonts.font_file(brand, bold=bold, italic=italic)))


@lru_cache(32)
def _fallback_family(brand: Brand, language: str) -> str:
    """The installed font for signs the brand's font lacks: the East Asian face of their language, else any."""
    from matplotlib.font_manager import fontManager

    installed = sorted({entry.name for entry in fontManager.ttflist})
    own = brand.east_asian_for(language) if language not in ("wide", "other") else brand.east_asian
    wanted = [own, brand.east_asian, *(name for name in installed if name.startswith("Noto Sans CJK"))]
    if language == "other":
        wanted.insert(0, ALPHABETS)
    return next((name for name in wanted if name in installed), "")
