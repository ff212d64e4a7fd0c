"""How wide a company's typeface is: measured if its file is in the brand's fonts, else known from experience."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from briefgen.brand.brand import Brand

TWINS = {
    "calibri": "Carlito", "calibri light": "Carlito", "cambria": "Caladea",
    "times new roman": "Liberation Serif", "arial": "Liberation Sans",
    "helvetica": "Liberation Sans", "arimo": "Liberation Sans", "liberation sans": "Liberation Sans",
}  # fmt: skip
"""Free faces of the same widths."""
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
UNKNOWN = 1.12


def stretched(brand: Brand, families: Iterable[str]) -> Brand:
    """The brand measured as wide as the widest of the template's families."""
    wide = [factor_of(brand, family) for family in families if family]
    return replace(brand, stretch=max(wide, default=1.0))


def drawn_with(brand: Brand, family: str) -> Brand:
    """The brand whose charts are set in a company's family, drawn with its file or its twin's where there is one."""
    from briefgen.brand.fonts import has_face

    there = tuple(face for face in (family, TWINS.get(family.casefold(), "")) if face and has_face(brand, face))
    return replace(brand, family=family or brand.family, measured_with=(*there, *brand.measured_with))


def factor_of(brand: Brand, family: str) -> float:
    """How much wider a family is than what texts are measured with."""
    name = family.casefold()
    if name in {known.casefold() for known in brand.measured_with} or name == brand.family.casefold():
        return 1.0
    measured = _measured(brand, family) or _measured(brand, TWINS.get(name, ""))
    return measured or WIDTHS.get(name, UNKNOWN)


def is_known(brand: Brand, family: str) -> bool:
    """Whether the width of a family is measured or known."""
    name = family.casefold()
    usual = {brand.family.casefold(), *(known.casefold() for known in brand.measured_with)}
    return name in WIDTHS or name in usual or bool(_measured(brand, family))


def _measured(brand: Brand, family: str) -> float:
    """The width of a sentence in the family against the brand's own face; 0 if its file is not there."""
    from briefgen.brand.fonts import has_face, width

    if not family or not has_face(brand, family):
        return 0.0
    sample = "The quick brown fox jumps over 0123456789 lazy dogs of HS-20089, phase III, objective response rate"
    factors = []
    for bold in (False, True):
        own = width(replace(brand, stretch=1.0), sample, 10, bold=bold)
        factors.append(width(replace(brand, measured_with=(family,), stretch=1.0), sample, 10, bold=bold) / own)
    return max(factors) * 1.01
