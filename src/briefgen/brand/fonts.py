"""How wide a text is: advance widths of the brand's own font files, so that every machine fits text alike."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from briefgen.brand.brand import Brand
from briefgen.files import UnreadableError, read_file
from briefgen.problems import Origin, Problem, ProblemsFoundError

NEVER_FIRST = frozenset(
    "、。，．・；：！？）」』】〉》〕］｝”’％‰℃…‥ー々ゝヽ〜～ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
    ".,;:!?)]}%°'\"-–—/\u00a0"
)
NEVER_LAST = frozenset("（「『【〈《〔［｛“‘￥＄$([{#")
"""Signs that no line of Chinese or Japanese text begins or ends with."""
RESERVE = 1.03
"""Kerning and renderer reserve on every measured width."""
MOST_FONT = 100_000_000
"""Bytes of a font file."""

_FILES = {(False, False): "Regular", (True, False): "Bold", (False, True): "Italic", (True, True): "BoldItalic"}


def width(brand: Brand, text: str, points: float, *, bold: bool = False, italic: bool = False) -> float:
    """Width of one line of text in inches at a size in points, without reserve."""
    advances = _advances(str(font_file(brand, bold=bold, italic=italic)))
    return sum(advances.get(ord(character)) or _unknown(character) for character in text) * points * brand.stretch / 72


@cache
def font_file(brand: Brand, *, bold: bool = False, italic: bool = False) -> Path:
    """The font file that text of this weight and slope is measured and drawn with: `fonts/` of the brand. Where no
    family has it, the upright face stands for the italic one, and the regular for the bold. ProblemsFoundError when
    there is none."""
    folder = Path(brand.folder) / "fonts"
    files = _font_files(folder)
    for face in dict.fromkeys(((bold, italic), (bold, False), (False, False))):
        for family in brand.measured_with:
            found = files.get(f"{family.replace(' ', '')}-{_FILES[face]}".lower())
            if found:
                return found
    there = ", ".join(sorted(path.name for path in files.values())[:12])
    message = f"holds no {_FILES[False, False]} face of {', '.join(brand.measured_with)}"
    hint = f"put one of them there, or name under typography.measured-with what is there: {there or 'nothing'}"
    raise ProblemsFoundError([Problem(Origin(str(folder)), "bad-font", message, hint)])


def has_face(brand: Brand, family: str) -> bool:
    """Whether the brand's fonts hold a regular face of a family."""
    return f"{family.replace(' ', '')}-{_FILES[False, False]}".lower() in _font_files(Path(brand.folder) / "fonts")


def _font_files(folder: Path) -> dict[str, Path]:
    return {path.stem.lower(): path for path in sorted(folder.glob("*.[to]tf"), reverse=True)}


def bad_font(path: str, error: Exception) -> ProblemsFoundError:
    """What to raise when a font file cannot be read."""
    try:
        empty = not read_file(Path(path), MOST_FONT)
    except UnreadableError as unread:
        return ProblemsFoundError([Problem(Origin(path), "bad-font", unread.message, unread.hint)])
    reason = "is empty" if empty else f"is damaged or no font file ({str(error)[:80]})"
    hint = "put the file there again"
    return ProblemsFoundError([Problem(Origin(path), "bad-font", reason, hint)])


def wrap(
    brand: Brand, text: str, points: float, inches: float, *, bold: bool = False, italic: bool = False
) -> list[str]:
    """Break text into lines no wider than `inches` (reserve included); a longer word stands alone in its line."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for piece in pieces(paragraph):
            if line and width(brand, (line + piece).rstrip(" "), points, bold=bold, italic=italic) * RESERVE > inches:
                lines.append(line.rstrip(" "))
                line = piece.lstrip(" ")
            else:
                line += piece
        lines.append(line.rstrip(" "))
    return lines


def pieces(text: str) -> Sequence[str]:
    """Split text where a line may break: after spaces, after hyphens and dashes inside words, between CJK signs."""
    parts: list[str] = []
    current = ""
    for index, character in enumerate(text):
        current += character
        following = text[index + 1] if index + 1 < len(text) else ""
        if following and _breaks_between(text[index - 1] if index else "", character, following):
            parts.append(current)
            current = ""
    return [*parts, current] if current else parts


def _breaks_between(before: str, character: str, following: str) -> bool:
    if character == " ":
        return following != " "
    if character in "-–—/":
        return before.isalnum() and following.isalpha() if character in "-/" else following != " "
    if not (_wide(character) or _wide(following)) or following.isspace() or character == "\u00a0":
        return False
    return character not in NEVER_LAST and following not in NEVER_FIRST and not unicodedata.combining(following)


def _wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def _unknown(character: str) -> float:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Cf", "Mn"}:
        return 0.0
    if "\u0600" <= character <= "\u08ff":
        return 0.5
    return 1.0 if _wide(character) or ord(character) > 0xFFFF else 0.62


@cache
def _advances(path: str) -> dict[int, float]:
    from fontTools.ttLib import TTFont

    try:
        with TTFont(path, lazy=True) as font:
            size = Path(path).stat().st_size
            if any(table.offset + table.length > size for table in font.reader.tables.values()):
                raise ValueError("it ends too early")
            units = font["head"].unitsPerEm
            metrics = font["hmtx"].metrics
            return {code: metrics[name][0] / units for code, name in font.getBestCmap().items()}
    except Exception as error:
        raise bad_font(path, error) from None
