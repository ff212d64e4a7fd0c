"""What is measured alike in the parts of every format: sizes against a scale, letters of charts, colours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from briefgen.accessibility.slide_shapes import NAMES
from briefgen.accessibility.violation import Violation
from briefgen.brand.brand import Brand
from briefgen.office.package import Package, elements

_CHARTS = re.compile(r"(word|ppt)/charts/chart\d+\.xml")
_DIGITS = re.compile(r"[0-9A-Fa-f]{6}")
_SAID = {"srgbClr": ("val",), "color": ("val",), "shd": ("fill", "color")}
_EDGES = ("top", "bottom", "left", "right", "insideH", "insideV")
"""Elements of DrawingML and Word with the attributes that say a colour, and the borders of Word, which do alike."""


def sizes_in(element: etree._Element, path: str) -> Iterator[float]:
    """The sizes that run properties say, in points."""
    return (int(found.get("sz", "0")) / 100 for found in elements(element, path, NAMES))


def one_of(scale: Sequence[float]) -> str:
    """The hint to take a size of a scale."""
    return f"take {', '.join(f'{size:g}' for size in scale)}"


def text_of_charts(package: Package, least: float) -> Iterator[Violation]:
    """Letters of charts that Office draws are no smaller than the scale's smallest; those of pictures are drawn so."""
    for part in filter(_CHARTS.fullmatch, package.parts):
        sizes = set(sizes_in(package.xml(part), "//a:defRPr[@sz] | //a:rPr[@sz]"))
        for points in sorted(size for size in sizes if size < least):
            message = f"letters of {points:g} pt, smaller than {least:g} pt"
            yield Violation("chart-text", part.rpartition("/")[2], message, "show less in the chart")


def colours_of_the_brand(
    package: Package, parts: re.Pattern[str], brand: Brand, more: Iterable[str] = ()
) -> Iterator[Violation]:
    """Colours written in parts of a package are tokens of the brand, or others that a company's template allows; each
    other one is told once in a part."""
    known = {digits.upper() for digits in (*more, *(digits for _, digits in brand.colors))}
    for part in filter(parts.fullmatch, package.parts):
        for color in sorted(colours_in(package.xml(part)) - known):
            message = f"#{color} is no colour of the brand"
            yield Violation("foreign-colour", part.rpartition("/")[2], message, "use a token")


def colours_in(root: etree._Element) -> set[str]:
    """The colours that a part says, as six digits."""
    return {color for node in root.iter(etree.Element) for color in _colours(node)}


def _colours(node: etree._Element) -> Iterator[str]:
    name = etree.QName(node).localname
    says = ("color",) if name in _EDGES else _SAID.get(name, ())
    for key, value in node.attrib.items() if says else ():
        if etree.QName(str(key)).localname in says and _DIGITS.fullmatch(str(value)):
            yield str(value).upper()
