"""Colours of a file held against the tokens of its brand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from briefgen.brand.brand import Brand
from briefgen.office.package import Package

_DIGITS = re.compile(r"[0-9A-Fa-f]{6}")
_SAID = {"srgbClr": ("val",), "color": ("val",), "shd": ("fill", "color")}
_EDGES = ("top", "bottom", "left", "right", "insideH", "insideV")
"""Elements of DrawingML and Word with the attributes that say a colour, and the borders of Word, which do alike."""


def foreign_colours(package: Package, parts: re.Pattern[str], brand: Brand) -> Iterator[tuple[str, str]]:
    """Colours written in parts of a package that the brand does not know, each once, with the part."""
    known = {digits.upper() for _, digits in brand.colors}
    for part in filter(parts.fullmatch, package.parts):
        found = {color for node in package.xml(part).iter(etree.Element) for color in _colours(node)}
        yield from ((part, color) for color in sorted(found - known))


def _colours(node: etree._Element) -> Iterator[str]:
    name = etree.QName(node).localname
    says = ("color",) if name in _EDGES else _SAID.get(name, ())
    for key, value in node.attrib.items() if says else ():
        if etree.QName(str(key)).localname in says and _DIGITS.fullmatch(str(value)):
            yield str(value).upper()
