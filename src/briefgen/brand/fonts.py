"""How wide a text is: advance widths of the brand's own font files, so that every machine fits text alike."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache
from itertools import pairwise, zip_longest
from pathlib import Path

from briefgen.brand.brand import Brand
from briefgen.brand.lines import HIDDEN, SOFT_HYPHEN, Strip, strip
from briefgen.files import UnreadableError, read_file
from briefgen.problems import Origin, Problem, ProblemsFoundError

MOST_FONT = 100_000_000
"""Bytes of a font file."""

TWINS = {
    "calibri": "Carlito", "calibri light": "Carlito", "cambria": "Caladea",
    "times new roman": "Liberation Serif", "arial": "Liberation Sans",
    "helvetica": "Liberation Sans", "arimo": "Liberation Sans", "liberation sans": "Liberation Sans",
}  # fmt: skip
"""Free faces of the same widths."""

ALIKE = {0xA0: 0x20, 0x202F: 0x20, 0x2011: 0x2D}
"""Signs that only forbid a break, and the sign that they are drawn as where a font lacks them."""

SCRIPTS_APART = 0.28
"""Sizes of the space that some programs set between East Asian signs and Latin ones, spaces among these."""

DIGITS = frozenset("0123456789")
_OF_BOTH = frozenset(map(chr, range(0x2010, 0x2028)))
"""Dashes, quotation marks and dots, which stand with the signs of any script."""

_JOINED = {
    0.3: "\u0622\u0623\u0625\u0626\u0627\u0628\u062a\u062b\u0644\u0646\u0649\u064a",
    0.6: "\u062c\u062d\u062e\u0631\u0632\u0639\u0643\u0645",
    0.8: "\u0637\u0638",
    0.9: "\u0633\u0634\u0635\u0636",
}
"""Widths of Arabic letters before another, in their size, as they are commonly drawn; of others half of it."""
_ENDING = {
    0.3: "\u0622\u0623\u0625\u0627",
    0.5: "\u0621\u0624\u0629\u062f\u0630\u0647\u0648",
    0.6: "\u062c\u062d\u062e\u0631\u0632\u0639\u063a",
    0.7: "\u0645",
    0.8: "\u0626\u0642\u0643\u0644\u0646\u0649\u064a",
    0.9: "\u0637\u0638",
    1.0: "\u0628\u062a\u062b\u0641",
    1.2: "\u0635\u0636",
    1.3: "\u0633\u0634",
}
"""Widths of Arabic letters that end a word, or stand alone."""
_BOLDER = 1.25
"""How much wider they are in bold."""
_LETTERS = tuple({ord(sign): wide for wide, signs in table.items() for sign in signs} for table in (_JOINED, _ENDING))

_FILES = {(False, False): "Regular", (True, False): "Bold", (False, True): "Italic", (True, True): "BoldItalic"}


@lru_cache(maxsize=2_048)
def width(brand: Brand, text: str, points: float, *, bold: bool = False, italic: bool = False) -> float:
    """Width of one line of text in inches at a size in points, without reserve."""
    return sum(_scaled(brand, text, points, bold=bold, italic=italic))


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


def face_used(brand: Brand) -> str:
    """The family whose files texts are measured with; "" where the brand has none."""
    return next((family for family in brand.measured_with if has_face(brand, family)), "")


def line_height(brand: Brand, family: str) -> float:
    """How high a single line of a family is whose file is there, in sizes."""
    return _line_height(str(font_file(replace(brand, measured_with=(family,)))))


def stand_in(brand: Brand) -> str:
    """The family that charts are drawn with in the place of the brand's own, which has no file, nor one of the same
    widths; "" where none stands in."""
    own = brand.family.casefold()
    used = face_used(brand)
    return "" if used.casefold() in (own, TWINS.get(own, "").casefold()) else used


def font_problems(brand: Brand) -> Iterator[Problem]:
    """Another family that stands in for the brand's own."""
    used = stand_in(brand)
    if used:
        place = Origin(f"{brand.folder}/_brand.yml")
        message = f"charts are drawn, and texts measured, with {used}: fonts/ holds no file of {brand.family}"
        file = f"{brand.family.replace(' ', '')}-{_FILES[False, False]}.ttf"
        hint = f"put {file} and its other faces there"
        yield Problem(place, "font-stands-in", message, hint, "warning")


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
    """Text as lines no wider than `inches`."""
    return [
        line
        for part in text.split("\n")
        for line in measured(brand, part, points, bold=bold, italic=italic).lines(inches)
    ]


@lru_cache(maxsize=2_048)
def measured(brand: Brand, text: str, points: float, *, bold: bool = False, italic: bool = False) -> Strip:
    """Text of one look, without forced line ends, measured in inches."""
    return strip(text, sign_widths(brand, text, points, bold=bold, italic=italic))


@lru_cache(maxsize=2_048)
def strips(brand: Brand, runs: tuple[tuple[str, float, bool, bool], ...]) -> tuple[Strip, ...]:
    """Text of several looks, each line between forced ends, measured in inches; runs are text, points and whether bold
    and italic."""
    text, widths = "".join([text for text, *_ in runs]), list[float]()
    for own, points, bold, italic in runs:
        widths += sign_widths(brand, own, points, bold=bold, italic=italic)
    ends = [at for at, sign in enumerate(text) if sign == "\n"]
    return tuple(
        strip(text[start + 1 : end], widths[start + 1 : end]) for start, end in pairwise((-1, *ends, len(text)))
    )


def sign_widths(brand: Brand, text: str, points: float, *, bold: bool = False, italic: bool = False) -> Iterator[float]:
    """The width of each sign in inches; of a soft hyphen that of the hyphen it becomes, which parts no scripts."""
    if SOFT_HYPHEN not in text:
        return _scaled(brand, text, points, bold=bold, italic=italic)
    drawn = _scaled(brand, text.replace(SOFT_HYPHEN, ""), points, bold=bold, italic=italic)
    (hyphen,) = _scaled(brand, "-", points, bold=bold, italic=italic)
    return (hyphen if sign == SOFT_HYPHEN else next(drawn) for sign in text)


def _scaled(brand: Brand, text: str, points: float, *, bold: bool, italic: bool) -> Iterator[float]:
    """The width of each sign in inches, as wide as the typeface of the company's template sets it."""
    advances = _advances(str(font_file(brand, bold=bold, italic=italic)))
    scale, digits = points * brand.face.stretch / 72, points * max(brand.face.stretch, brand.face.bold_digits) / 72
    own = digits if bold else scale
    widths = (
        (advances.get(ord(sign)) or _unknown(sign, following, bold)) * (own if sign in DIGITS else scale)
        for sign, following in zip_longest(text, text[1:], fillvalue=" ")
    )
    if text.isascii() or not any(map(_is_wide, text)):
        return widths
    meeting = (_meet(sign, following) for sign, following in pairwise(text + text[-1]))
    return (wide + meet * SCRIPTS_APART * scale for wide, meet in zip(widths, meeting, strict=True))


def _meet(sign: str, following: str) -> bool:
    """Whether an East Asian sign and one of another script, or a space, stand side by side; dashes are of both."""
    return _is_wide(sign) != _is_wide(following) and not {sign, following} & _OF_BOTH


def _is_wide(sign: str) -> bool:
    """Whether it is a sign of Chinese, Japanese or Korean, which take a square each."""
    return sign > "\u10ff" and unicodedata.east_asian_width(sign) in "WF"


def _unknown(character: str, following: str, bold: bool) -> float:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Cf", "Mn"}:
        return 0.0
    if "\u0600" <= character <= "\u08ff":
        regular = _LETTERS[not "\u0620" <= following <= "\u08ff"].get(ord(character), 0.5)
        return regular * _BOLDER if bold else regular
    return 1.0 if _is_wide(character) or ord(character) > 0xFFFF else 0.62


@cache
def signs(path: str) -> frozenset[int]:
    """The signs that a font file has."""
    return frozenset(_widths(path))


def in_signs_of(path: str, text: str) -> str:
    """The text with signs that only forbid a break as the font draws them."""
    return text.translate({code: drawn for code, drawn in ALIKE.items() if code not in signs(path)})


@cache
def _advances(path: str) -> dict[int, float]:
    known = _widths(path)
    known = {code: known[drawn] for code, drawn in ALIKE.items() if drawn in known} | known
    return {code: width for code, width in known.items() if chr(code) not in HIDDEN}


@cache
def _line_height(path: str) -> float:
    from fontTools.ttLib import TTFont

    _widths(path)  # which says what is wrong with a file
    with TTFont(path, lazy=True) as font:
        lines = font["hhea"]
        units = 1000 * (lines.ascent - lines.descent + lines.lineGap)
        return int(units / font["head"].unitsPerEm) / 1000


@cache
def _widths(path: str) -> dict[int, float]:
    from fontTools.ttLib import TTFont

    try:
        with TTFont(path, lazy=True) as font:
            size = Path(path).stat().st_size
            if any(table.offset + table.length > size for table in font.reader.tables.values()):
                raise ValueError("it ends too early")
            units = font["head"].unitsPerEm
            font.setGlyphOrder([str(number) for number in range(font["maxp"].numGlyphs)])  # nobody asks for their names
            metrics = font["hmtx"].metrics
            return {code: metrics[name][0] / units for code, name in font.getBestCmap().items()}
    except Exception as error:
        raise bad_font(path, error) from None
