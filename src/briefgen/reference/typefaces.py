"""How wide a company's typeface is: measured if its file is in the brand's fonts, else known from experience."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from briefgen.brand.brand import ARIAL_LINE, Brand, Face
from briefgen.brand.fonts import TWINS, face_used, has_face, line_height

WIDTHS = {
    "calibri": 0.92, "cambria": 0.98, "times new roman": 0.94, "garamond": 0.92, "gill sans mt": 0.97,
    "corbel": 0.97, "candara": 0.98, "constantia": 1.0, "source sans pro": 0.96, "franklin gothic book": 0.98,
    "arial": 1.0, "helvetica": 1.0, "helvetica neue": 1.0, "liberation sans": 1.0, "arimo": 1.0, "roboto": 1.0,
    "lato": 1.0, "aptos": 1.03, "aptos display": 1.03, "calibri light": 0.92,
    "segoe ui": 1.03, "georgia": 1.1, "tahoma": 1.06, "trebuchet ms": 1.04,
    "open sans": 1.08, "noto sans": 1.08, "inter": 1.07, "century gothic": 1.12, "verdana": 1.18,
    "montserrat": 1.18, "poppins": 1.17,
}  # fmt: skip
"""Widths of text against Arial, a little on the safe side."""
BOLD_DIGITS = {
    "georgia": 1.28, "verdana": 1.28, "montserrat": 1.28, "poppins": 1.28, "inter": 1.2, "tahoma": 1.15,
    "trebuchet ms": 1.06, "aptos": 1.06, "aptos display": 1.06, "cambria": 1.06, "constantia": 1.06, "lato": 1.06,
    "roboto": 1.05, "segoe ui": 1.05,
}  # fmt: skip
"""Widths of bold digits against those of Arial, of families where they are wider than the text is."""
LINES = {
    **dict.fromkeys(("arial", "helvetica", "liberation sans", "arimo", "times new roman"), ARIAL_LINE),
    "calibri": 1.221, "calibri light": 1.221, "cambria": 1.172, "candara": 1.221, "constantia": 1.221, "corbel": 1.221,
    "georgia": 1.136, "montserrat": 1.219, "noto sans": 1.362, "open sans": 1.362, "poppins": 1.5, "roboto": 1.172,
    "segoe ui": 1.33, "source sans pro": 1.257, "tahoma": 1.207, "trebuchet ms": 1.161, "verdana": 1.215,
}  # fmt: skip
"""Heights of a single line of the usual families, in sizes."""
SAMPLE = "The quick brown fox jumps over 0123456789 lazy dogs of HS-20089, phase III, objective response rate"
UNKNOWN, UNKNOWN_DIGITS = 1.12, 1.28


def own_faces(brand: Brand) -> Brand:
    """The brand as its own typefaces are set."""
    return set_in(brand, (brand.family,), (brand.heading_family,))


def set_in(brand: Brand, families: Iterable[str], headings: Iterable[str] = ()) -> Brand:
    """The brand as text is set in the widest of these families, and titles and headings in that of theirs; the brand
    itself where it is set so, for measures are found again by it."""
    face = _widest(brand, families)
    heads = _widest(brand, headings) if headings else face
    return brand if (face, heads) == (brand.face, brand.heads) else replace(brand, face=face, heads=heads)


def _widest(brand: Brand, families: Iterable[str]) -> Face:
    """How text is set that has room in each of these families."""
    named = [family for family in families if family]
    return Face(
        max((factor_of(brand, family) for family in named), default=1.0),
        max((digits_of(brand, family) for family in named), default=1.0),
        max((line_of(brand, family) for family in named), default=ARIAL_LINE),
    )


def drawn_with(brand: Brand, family: str) -> Brand:
    """The brand whose charts are set in a company's family, drawn with its file or its twin's where there is one."""
    there = _faces(brand, family)
    return replace(brand, family=family or brand.family, measured_with=(*there, *brand.measured_with))


def factor_of(brand: Brand, family: str) -> float:
    """How much wider a family is than what texts are measured with."""
    name = family.casefold()
    if _is_measured_with(brand, family):
        return 1.0
    return _measured(brand, family, SAMPLE, (False, True)) or WIDTHS.get(name, _unknown(brand, name, UNKNOWN))


def digits_of(brand: Brand, family: str) -> float:
    """How much wider the bold digits of a family are, of which large figures consist: often wider than its text."""
    name = family.casefold()
    if _is_measured_with(brand, family):
        return 1.0
    measured = max(_measured(brand, family, digit, (True,)) for digit in "0123456789")
    return measured or BOLD_DIGITS.get(name) or WIDTHS.get(name, _unknown(brand, name, UNKNOWN_DIGITS))


def line_of(brand: Brand, family: str) -> float:
    """How high a single line of a family is, in sizes."""
    if known := LINES.get(family.casefold()):
        return known
    faces = _faces(brand, family)
    return line_height(brand, faces[0]) if faces else ARIAL_LINE


def is_known(brand: Brand, family: str) -> bool:
    """Whether the width of a family is measured or known."""
    name = family.casefold()
    return name in WIDTHS or _is_own(brand, name) or bool(_faces(brand, family))


def _is_own(brand: Brand, name: str) -> bool:
    return name in {brand.family.casefold(), *(known.casefold() for known in brand.measured_with)}


def _is_measured_with(brand: Brand, family: str) -> bool:
    """Whether texts are measured with the family itself, or with a twin of it."""
    return face_used(brand).casefold() in {family.casefold(), TWINS.get(family.casefold(), "").casefold()}


def _unknown(brand: Brand, name: str, wide: float) -> float:
    """The width of a family that nobody knows: that of what the brand lets stand for it, else a wide one."""
    return 1.0 if _is_own(brand, name) else wide


def _faces(brand: Brand, family: str) -> list[str]:
    """The family and its twin, those whose files are there."""
    return [face for face in (family, TWINS.get(family.casefold(), "")) if face and has_face(brand, face)]


def _measured(brand: Brand, family: str, sample: str, weights: Iterable[bool]) -> float:
    """The width of a sample in the family against the brand's own face; 0 if there is no file of it."""
    from briefgen.brand.fonts import width

    faces = _faces(brand, family)
    if not faces:
        return 0.0
    plain = replace(brand, face=Face())
    theirs = replace(plain, measured_with=(faces[0],))
    return max(width(theirs, sample, 10, bold=bold) / width(plain, sample, 10, bold=bold) for bold in weights) * 1.01
