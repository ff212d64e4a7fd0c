"""How text in a Word file looks in the end: its colour, its size and what it stands on, through its styles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from lxml import etree

from briefgen.office.package import Package, elements

NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}
W = f"{{{NAMES['w']}}}"
WHITE = "FFFFFF"
_KEPT = "w:pPr/w:keepNext"
_DIGITS = re.compile(r"[0-9A-Fa-f]{6}")


class PageLook:
    """The styles of a Word file, inherited as Word does."""

    def __init__(self, package: Package) -> None:
        self._package = package

    @cached_property
    def _styles(self) -> dict[str, etree._Element]:
        root = self._package.find("word/styles.xml")
        found = [] if root is None else elements(root, "/*/w:style", NAMES)
        return {style.get(f"{W}styleId", ""): style for style in found}

    @cached_property
    def defaults(self) -> list[etree._Element]:
        """The run properties that hold for the whole document."""
        root = self._package.find("word/styles.xml")
        return [] if root is None else elements(root, "/*/w:docDefaults/w:rPrDefault/w:rPr", NAMES)

    def style(self, paragraph: etree._Element) -> str:
        """The id of a paragraph's style; that of the default style when it names none."""
        named = value(paragraph, "w:pPr/w:pStyle")
        usual = (id for id, s in self._styles.items() if s.get(f"{W}default") and s.get(f"{W}type") == "paragraph")
        return named or next(usual, "")

    def style_name(self, style: str) -> str:
        """The name of a style in lower case."""
        found = self._styles.get(style)
        return value(found, "w:name").lower() if found is not None else ""

    def outline(self, paragraph: etree._Element) -> int:
        """The level of a heading, counted from 1; 0 for text."""
        own = value(paragraph, "w:pPr/w:outlineLvl")
        styled = (value(style, "w:pPr/w:outlineLvl") for style in self._family(self.style(paragraph)))
        level = own or next(filter(None, styled), "")
        return int(level) + 1 if level.isdigit() and int(level) < 9 else 0

    def keeps_with_next(self, paragraph: etree._Element) -> bool:
        """Whether a paragraph stays on the page of what follows it."""
        own = elements(paragraph, "w:pPr/w:keepNext", NAMES)
        styled = (found for style in self._family(self.style(paragraph)) for found in elements(style, _KEPT, NAMES))
        said = next(iter((*own, *styled)), None)
        return said is not None and said.get(f"{W}val", "1") not in ("0", "false", "off")

    def _family(self, style: str) -> Iterator[etree._Element]:
        """A style and what it is based on."""
        seen: set[str] = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            yield self._styles[style]
            style = value(self._styles[style], "w:basedOn")

    def _properties(self, run: etree._Element) -> Iterator[etree._Element]:
        """Run properties from the nearest to the farthest."""
        own = elements(run, "w:rPr", NAMES)
        yield from own
        for properties in own:
            for style in self._family(value(properties, "w:rStyle")):
                yield from elements(style, "w:rPr", NAMES)
        for paragraph in elements(run, "ancestor::w:p[1]", NAMES):
            for style in self._family(self.style(paragraph)):
                yield from elements(style, "w:rPr", NAMES)
        for table in elements(run, "ancestor::w:tbl[1]", NAMES):
            for style in self._family(value(table, "w:tblPr/w:tblStyle")):
                yield from elements(style, "w:rPr", NAMES)
        yield from self.defaults

    def colour(self, run: etree._Element) -> str:
        """The colour of a run as six hex digits; empty for Word's automatic colour."""
        found = (value(properties, "w:color") for properties in self._properties(run))
        colour = next(filter(None, found), "auto")
        return colour.upper() if _DIGITS.fullmatch(colour) else ""

    def points(self, run: etree._Element) -> float:
        """The size of a run."""
        found = (value(properties, "w:sz") for properties in self._properties(run))
        return int(next(filter(None, found), "20")) / 2

    def ground(self, run: etree._Element) -> str:
        """What a run stands on: shading of run, paragraph or cells, else white; empty when it is no plain colour."""
        for shading in self._shadings(run):
            fill = shading.get(f"{W}fill", "")
            if shading.get(f"{W}val", "clear") not in ("clear", "nil"):
                return ""
            if _DIGITS.fullmatch(fill):
                return fill.upper()
        return WHITE

    def _shadings(self, run: etree._Element) -> Iterator[etree._Element]:
        for properties in elements(run, "w:rPr", NAMES):
            yield from elements(properties, "w:shd", NAMES)
            for style in self._family(value(properties, "w:rStyle")):
                yield from elements(style, "w:rPr/w:shd", NAMES)
        for paragraph in elements(run, "ancestor::w:p[1]", NAMES):
            yield from elements(paragraph, "w:pPr/w:shd", NAMES)
            for style in self._family(self.style(paragraph)):
                yield from elements(style, "w:rPr/w:shd | w:pPr/w:shd", NAMES)
        for cell in reversed(elements(run, "ancestor::w:tc", NAMES)):
            yield from elements(cell, "w:tcPr/w:shd", NAMES)


def value(element: etree._Element, path: str) -> str:
    """The value of a property, empty when it is not given."""
    found = element.find(path, NAMES)
    return found.get(f"{W}val", "") if found is not None else ""


def words(element: etree._Element) -> str:
    """The text of an element, fields as they print; a line break becomes one."""
    kept = (f"{W}t", f"{W}br", f"{W}tab", f"{W}noBreakHyphen")
    signs = {kept[1]: "\n", kept[2]: "\t", kept[3]: "\u2011"}
    return "".join(signs.get(str(node.tag)) or node.text or "" for node in element.iter(*kept))
