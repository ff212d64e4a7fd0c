"""Accessibility of a Word file: headings, alternative texts, tables, language, links, legibility."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from briefgen.accessibility.page_look import NAMES, PageLook, W, value, words
from briefgen.accessibility.slides import wrong_alt
from briefgen.accessibility.violation import Violation
from briefgen.brand.colour import TEXT, contrast
from briefgen.office.package import Package, elements, language

SMALLEST = 8.0
BODY = "word/document.xml"
_MARGINAL = re.compile(r"word/(header|footer)\d*\.xml$")
_FIRST_ROW, _FIRST_COLUMN = 0x20, 0x80


def check_pages(package: Package) -> Iterator[Violation]:
    """Every violation of a Word file, in reading order; headers and footers last."""
    look = PageLook(package)
    if not language(package) or not any(value(properties, "w:lang") for properties in look.defaults):
        yield Violation("language", "properties", "the document does not say its language", "set it in the styles")
    marginal = sorted(name for name in package.parts if _MARGINAL.fullmatch(name))
    for part in (BODY, *marginal):
        yield from _Part(package, part, look).check()


class _Part:
    """The checks of one part: the body, a header or a footer."""

    def __init__(self, package: Package, part: str, look: PageLook) -> None:
        self.root, self.look = package.xml(part), look
        self.is_body = part == BODY
        self.section = "" if self.is_body else part.removeprefix("word/").removesuffix(".xml")
        self.level = 0
        self.tables = self.figures = 0
        self.said: set[tuple[str, str, str]] = set()

    def say(self, code: str, message: str, hint: str = "", shape: str = "") -> Violation:
        """A violation under the nearest heading above."""
        place = f"under '{self.section}'" if self.is_body and self.section else self.section or "at the beginning"
        return Violation(code, place, message, hint, shape)

    def check(self) -> Iterator[Violation]:
        """Everything wrong with the part, in the order of its text."""
        handlers = {f"{W}p": self._paragraph, f"{W}tbl": self._table, f"{W}hyperlink": self._link, f"{W}r": self._run}
        drawn = {f"{{{NAMES['wp']}}}{kind}" for kind in ("inline", "anchor")}
        for node in self.root.iter(etree.Element):
            if handler := handlers.get(str(node.tag)):
                yield from handler(node)
            elif node.tag in drawn:
                yield from self._figure(node)
        if self.is_body and not self.level:
            yield self.say("heading-level", "the document has no headings", "use the styles Heading 1 to Heading 3")

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Violation]:
        level = self.look.outline(paragraph)
        if not level or not self.is_body:
            return
        text = words(paragraph).strip()
        if not text:
            yield self.say("heading-level", "has an empty heading", "remove it")
            return
        if level > self.level + 1:
            message = f"heading '{text}' of level {level} follows level {self.level}" if self.level else (
                f"the first heading '{text}' is of level {level}"
            )  # fmt: skip
            yield self.say("heading-level", message, "skip no level")
        self.level, self.section = level, text

    def _figure(self, drawing: etree._Element) -> Iterator[Violation]:
        self.figures += 1
        shape = f"figure {self.figures}"
        said = drawing.find("wp:docPr", NAMES)
        alt = said.get("descr", "") if said is not None else ""
        decorative = bool(elements(drawing, ".//*[local-name()='decorative'][@val='1']", NAMES))
        for message, hint in wrong_alt(alt, pictured=True, decorative=decorative):
            yield self.say("alt-text", message, hint, shape)
        if drawing.tag.endswith("}anchor") and not decorative:
            yield self.say("reading-order", "floats, its place in the text is not clear", "set it inline", shape)

    def _table(self, table: etree._Element) -> Iterator[Violation]:
        self.tables += 1
        shape = f"table {self.tables}"
        rows = elements(table, "w:tr", NAMES)
        headed = bool(rows) and rows[0].find("w:trPr/w:tblHeader", NAMES) is not None
        first_row, first_column = _flags(table)
        if first_row and not headed:
            yield self.say("table-header", "its header row does not repeat", "set tblHeader on the first row", shape)
        if headed and not first_row:
            yield self.say("table-header", "its header row is not marked", "set firstRow in tblLook", shape)
        if value(table, "w:tblPr/w:tblStyle") and len(rows) > 1 and not (first_row or first_column):
            yield self.say("table-header", "has no header row or column", "set firstRow or firstColumn", shape)
        yield from self._cells(rows, shape)

    def _cells(self, rows: list[etree._Element], shape: str) -> Iterator[Violation]:
        """Cells that differ by their colour say in words what it means."""
        for number, row in enumerate(rows, start=1):
            cells = elements(row, "w:tc", NAMES)
            fills = [_fill(cell) for cell in cells]
            blank = [
                fill and not words(cell).strip() and not elements(cell, ".//w:drawing", NAMES)
                for cell, fill in zip(cells, fills, strict=True)
            ]
            if len(set(fills)) > 1 and any(blank):
                message = f"row {number} has a coloured cell without text"
                yield self.say("colour-alone", message, "write the meaning into it", shape)

    def _link(self, link: etree._Element) -> Iterator[Violation]:
        if not words(link).strip() and not elements(link, ".//w:drawing", NAMES):
            yield self.say("link-text", "a link has no text", "print where the link leads")

    def _run(self, run: etree._Element) -> Iterator[Violation]:
        text = words(run).strip()
        if not text:
            return
        sample = text[:30]
        points = self.look.points(run)
        if points < SMALLEST:
            message = f"text of {points:g} pt, smaller than {SMALLEST:g} pt: '{sample}'"
            yield from self._once(self.say("small-text", message, "use a style of the template"))
        ink, ground = self.look.colour(run), self.look.ground(run)
        if ink and ground and (ratio := contrast(ink, ground)) < TEXT:
            message = f"#{ink} on #{ground} has a contrast of {ratio:.1f}, less than {TEXT}: '{sample}'"
            yield from self._once(self.say("contrast", message, "change the colour in _brand.yml or in the template"))

    def _once(self, violation: Violation) -> Iterator[Violation]:
        """A complaint about text once under each heading."""
        key = (violation.code, violation.place, violation.message.partition(":")[0])
        if key not in self.said:
            self.said.add(key)
            yield violation


def _flags(table: etree._Element) -> tuple[bool, bool]:
    """Whether a table's look marks its first row and its first column."""
    look = table.find("w:tblPr/w:tblLook", NAMES)
    if look is None:
        return False, False
    bits = int(look.get(f"{W}val", "0"), 16)
    marked = [look.get(f"{W}{name}", "0") in ("1", "true", "on") for name in ("firstRow", "firstColumn")]
    return marked[0] or bool(bits & _FIRST_ROW), marked[1] or bool(bits & _FIRST_COLUMN)


def _fill(cell: etree._Element) -> str:
    shading = cell.find("w:tcPr/w:shd", NAMES)
    fill = shading.get(f"{W}fill", "") if shading is not None else ""
    return "" if fill in ("auto", "FFFFFF") else fill
