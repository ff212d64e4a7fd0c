"""What the words of a chart are set in: the brand's own font files, and other fonts for signs that they lack."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from typing import Any
from unicodedata import bidirectional, east_asian_width

from briefgen.brand import fonts
from briefgen.brand.brand import Brand
from briefgen.charts.engine.drawing import DPI
from briefgen.charts.engine.marks import TextLine
from briefgen.values.cjk import east_asian_language
from briefgen.values.signs import reads_rightwards

BASELINE = 0.358
"""How far below the middle of its capitals a line of text stands, in its size."""
ALPHABETS = "DejaVu Sans"
"""The font for Arabic and other alphabets, which comes with matplotlib."""
_LETTERS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_RIGHTWARDS = re.compile(f"([{_LETTERS}]+(?: +[{_LETTERS}]+)*)")
"""Words of Arabic or Hebrew, which are set as one piece from right to left."""
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
SETTINGS: Any = {
    "text.hinting": "no_hinting", "text.antialiased": True, "text.usetex": False, "text.parse_math": False,
    "text.kerning_factor": None, "path.snap": True, "path.simplify": True, "path.sketch": None, "path.effects": [],
    "lines.antialiased": True, "patch.antialiased": True, "lines.scale_dashes": True,
    "svg.hashsalt": "briefgen", "svg.fonttype": "path",
}  # fmt: skip
"""Settings of the reader's own matplotlib that would change pixels."""


@contextmanager
def drawing_with(brand: Brand) -> Iterator[None]:
    """While something is drawn: our settings, and a letter that cannot be drawn is a fault of the font's file."""
    import matplotlib

    try:
        with matplotlib.rc_context(SETTINGS), warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="Glyph .* missing from font")
            yield
    except RuntimeError as error:
        if not re.search(r"glyph|FT_", str(error)):
            raise
        raise fonts.bad_font(str(fonts.font_file(brand)), error) from None


def fallback_faces(words: TextLine, brand: Brand) -> Iterator[str]:
    """The files of the fonts for signs that the brand's font lacks."""
    from matplotlib.font_manager import findfont

    for foreign, text in runs_of(words, brand):
        if foreign:
            yield findfont(font_of(words, brand, foreign, text))


def runs_of(words: TextLine, brand: Brand) -> Iterator[tuple[bool, str]]:
    """Pieces of the text from left to right: whether the brand's font lacks their signs, and the piece."""
    face = str(fonts.font_file(brand, bold=words.bold, italic=words.italic))
    known = fonts.signs(face)
    pieces = _RIGHTWARDS.split(fonts.in_signs_of(face, words.text))
    rightwards = reads_rightwards(words.text) if words.rightwards is None else words.rightwards
    for piece in map(_turned, reversed(pieces)) if rightwards else pieces:
        if _RIGHTWARDS.fullmatch(piece):
            yield True, piece
        else:
            for foreign, signs in groupby(piece, key=lambda sign: ord(sign) not in known):
                yield foreign, "".join(signs)


def _turned(piece: str) -> str:
    """A piece as it stands in a text that is read from the right: what leads its Latin words and numbers is right of
    them."""
    if _RIGHTWARDS.fullmatch(piece):
        return piece
    kept = [at for at, sign in enumerate(piece) if bidirectional(sign) in ("L", "EN", "ET", "NSM")]
    if not kept:
        return piece[::-1].translate(_MIRRORED)
    start, end = kept[0], kept[-1] + 1
    inner = piece[start:end]
    start -= piece[:start].endswith("(") and inner.count(")") > inner.count("(")
    end += piece[end:].startswith(")") and inner.count("(") > inner.count(")")
    return piece[end:][::-1].translate(_MIRRORED) + piece[start:end] + piece[:start][::-1].translate(_MIRRORED)


def placed(words: TextLine, brand: Brand, scale: float) -> Iterator[tuple[float, Any, str]]:
    """Pieces of the text from left to right: where each begins in inches, its font and the piece; what stands behind
    other words begins where those end when they are drawn at this scale."""
    if words.behind:
        words = replace(words, x=_end(words.behind, brand, scale) + words.gap * words.points / 72, behind=None)
    pieces = [(foreign, text, font_of(words, brand, foreign, text)) for foreign, text in runs_of(words, brand)]
    wide = [_advance(words, brand, foreign, text, font) for foreign, text, font in pieces]
    x = words.x - sum(wide) * {"left": 0.0, "center": 0.5, "right": 1.0}[words.align]
    for (_, text, font), more in zip(pieces, wide, strict=True):
        yield x, font, text
        x += more


def _end(words: TextLine, brand: Brand, scale: float) -> float:
    """Where words that begin at their left end when they are drawn, in inches."""
    from briefgen.charts.engine.lettering import width_of

    end = words.x
    for x, font, text in placed(words, brand, scale):
        end = x + width_of(text, font, words.points * scale) / DPI / scale
    return end


def _advance(words: TextLine, brand: Brand, foreign: bool, text: str, font: Any) -> float:
    """Inches that a piece takes: as the brand's fonts measure it, or as the other font sets it."""
    if foreign:
        from briefgen.charts.engine.lettering import width_of

        return width_of(text, font, words.points) / DPI
    return fonts.width(brand, text, words.points, bold=words.bold, italic=words.italic)


def font_of(words: TextLine, brand: Brand, foreign: bool, text: str) -> Any:
    """The font of a piece."""
    return _font(brand, words.bold, words.italic, _language(foreign, text))


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
