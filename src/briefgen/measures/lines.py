"""Measures of the words on a slide: inside their boxes, so many lines of titles and small print, sizes of the scale."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from briefgen.accessibility.slide_shapes import EMU, FURNITURE, NAMES, Item, text_of
from briefgen.accessibility.violation import Violation
from briefgen.brand.brand import Brand
from briefgen.deck.scale import SCALE
from briefgen.deck.shapes import Para, Run
from briefgen.deck.text import line_count
from briefgen.measures.parts import one_of, sizes_in
from briefgen.measures.slide import FOOT, SMALL, TOUCH, Measured
from briefgen.office.package import elements

TITLE_LINES = 2
"""Lines of a title."""
NOTE_LINES = 3
"""Lines of notes and sources below a body."""
ROUNDED = 0.2
"""Points that a size loses in a template of smaller slides."""


def sizes_of_the_scale(slide: Measured) -> Iterator[Violation]:
    """Every size that is written is one of the closed scale, but that of titles in a company's template."""
    for item in slide.items:
        if slide.template and item.is_title:
            continue
        for points in sorted(set(sizes_in(item.element, ".//a:rPr[@sz]"))):
            if min(abs(points - size) for size in SCALE) <= (ROUNDED if slide.template else 0.0):
                continue
            yield slide.breach("off-scale", f"text of {points:g} pt is not of the scale", one_of(SCALE), item.name)


def words_in_boxes(slide: Measured) -> Iterator[Violation]:
    """Words, broken into lines with the brand's typeface, end inside their box or table row."""
    for item in slide.items:
        if item.table is not None:
            yield from _rows(slide, item, item.table)
        elif item.words and item.holder not in FURNITURE and not item.name.startswith(FOOT):
            over = _height(item, slide.brand) - item.box.h
            if over > TOUCH:
                hint = "shorten it, or make its box larger"
                yield slide.breach("text-overflow", f"its text is {over:.2f} in taller than its box", hint, item.name)


def title_lines(slide: Measured) -> Iterator[Violation]:
    """A title has two lines at most."""
    for item in slide.items:
        if item.is_title and slide.ours != "Cover":
            lines = _lines(item, slide.brand)
            if lines > TITLE_LINES:
                message = f"its title has {lines} lines, more than {TITLE_LINES}"
                yield slide.breach("long-title", message, "say the rest in the subtitle or body", item.name)


def whole_titles(slide: Measured) -> Iterator[Violation]:
    """No title breaks off."""
    if re.search(r"\u2026|\.\.\.", slide.title):
        yield slide.breach("cut-title", f"its title breaks off: '{slide.title}'", "say less, in a whole clause")


def lines_of_notes(slide: Measured) -> Iterator[Violation]:
    """Notes and sources take so few lines that they stay small print."""
    for item in slide.items:
        if item.name.startswith(SMALL):
            lines = _lines(item, slide.brand)
            if lines > NOTE_LINES:
                message = f"notes and sources take {lines} lines, more than {NOTE_LINES}"
                yield slide.breach("small-print", message, "say it in the notes page or on a slide", item.name)


# --- words and their room ---


def _insets(item: Item) -> tuple[float, float]:
    """Inches that the margins of a text take from its width and height."""
    body = _look(item.element, "p:txBody/a:bodyPr")
    left, right, top, bottom = (int(body.get(name, "0")) / EMU for name in ("lIns", "rIns", "tIns", "bIns"))
    return left + right, top + bottom


def _room(item: Item) -> float:
    return item.box.w - _insets(item)[0]


def _lines(item: Item, brand: Brand) -> int:
    brand = brand.headed if item.is_title else brand
    return sum(line_count(para, brand, _room(item)) for para, _ in _paras(item.element))


def _height(item: Item, brand: Brand) -> float:
    """Inches that the words of a shape take, its margins included; nothing stands above the first paragraph."""
    brand = brand.headed if item.is_title else brand
    lines = [(line_count(para, brand, _room(item)), leading, para.before) for para, leading in _paras(item.element)]
    points = sum(count * leading + before for count, leading, before in lines)
    return points / 72 - (lines[0][2] / 72 if lines else 0.0) + _insets(item)[1]


def _paras(element: etree._Element) -> Iterator[tuple[Para, float]]:
    """The paragraphs of a text with words, each with the height of its lines in points."""
    for node in elements(element, ".//a:p[a:r]", NAMES):
        sizes = list(sizes_in(node, "./a:r/a:rPr[@sz]"))
        leading = _points(node, "lnSpc") or max(sizes, default=0.0) * 1.2
        bullet = "" if not elements(node, "./a:pPr/a:buChar | ./a:pPr/a:buAutoNum", NAMES) else "•"
        spare = int(_look(node, "a:pPr").get("marR", "0")) / EMU
        before, heading = _points(node, "spcBef"), bool(elements(node, ".//a:latin[@typeface='+mj-lt']", NAMES))
        size = max(sizes, default=18.0)
        yield Para(tuple(_runs(node)), size, bullet=bullet, before=before, spare=spare, heading=heading), leading


def _points(paragraph: etree._Element, name: str) -> float:
    return sum(int(found.get("val", "0")) / 100 for found in elements(paragraph, f"./a:pPr/a:{name}/a:spcPts", NAMES))


def _runs(paragraph: etree._Element) -> Iterator[Run]:
    for node in elements(paragraph, "./a:r | ./a:br | ./a:fld", NAMES):
        look = _look(node, "a:rPr")
        raised = int(look.get("baseline", "0")) > 0
        text = "\n" if node.tag.endswith("}br") else text_of(node)
        linked = raised and look.find("a:hlinkClick", NAMES) is not None
        yield Run(text, bold=look.get("b") == "1", italic=look.get("i") == "1", superscript=raised, cites=linked)


def _look(element: etree._Element, name: str) -> etree._Element:
    """The properties of an element, empty where it has none."""
    found = element.find(name, NAMES)
    return etree.Element("none") if found is None else found


def _rows(slide: Measured, item: Item, table: etree._Element) -> Iterator[Violation]:
    widths = [int(column.get("w", "0")) / EMU for column in elements(table, "./a:tblGrid/a:gridCol", NAMES)]
    for number, row in enumerate(elements(table, "./a:tr", NAMES), start=1):
        room = int(row.get("h", "0")) / EMU
        tallest = max(_cell(cell, widths[at:], slide.brand) for at, cell in enumerate(row.findall("a:tc", NAMES)))
        if tallest - room > TOUCH:
            message = f"the text of row {number} is {tallest - room:.2f} in taller than the row"
            yield slide.breach("text-overflow", message, "shorten it, or make the row higher", item.name)


def _cell(cell: etree._Element, widths: Sequence[float], brand: Brand) -> float:
    """Inches that a cell takes of the height of its row."""
    look = _look(cell, "a:tcPr")
    left, right, top, bottom = (int(look.get(name, "0")) / EMU for name in ("marL", "marR", "marT", "marB"))
    room = sum(widths[: int(cell.get("gridSpan", "1"))]) - left - right
    points = sum(line_count(para, brand, room) * leading + para.before for para, leading in _paras(cell))
    return points / 72 + top + bottom
