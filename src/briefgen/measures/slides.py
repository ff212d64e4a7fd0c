"""Measures of a presentation: sizes of the scale, boxes that hold their words and keep apart, titles, tokens."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise

from lxml import etree

from briefgen.accessibility.slide_shapes import (
    EMU,
    FURNITURE,
    NAMES,
    Extent,
    Item,
    items_of,
    slide_size,
    slides_of,
    text_of,
)
from briefgen.accessibility.violation import Violation
from briefgen.brand.brand import Brand
from briefgen.deck.grid import BODY_BOTTOM, LEFT, LOWEST, NOTE_BOTTOM, RIGHT_SLOT, SMALL_SLOT, SUBTITLE_SLOT, WIDTH
from briefgen.deck.scale import SCALE
from briefgen.deck.shapes import Para, Run
from briefgen.deck.stack import RAIL, RAIL_GUTTER
from briefgen.deck.text import line_count
from briefgen.measures.parts import colours_of_the_brand, one_of, sizes_in, text_of_charts
from briefgen.office.package import Package, elements
from briefgen.reference.typefaces import stretched

TITLE_LINES = 2
"""Lines of a title."""
TOUCH = 0.03
"""Inches that two boxes may share, and by which words may reach past their box: less than is seen."""
CHART_TEXT = 9.0
"""The smallest letters of a chart."""
NOTE_LINES = 3
"""Lines of notes and sources below a body."""
EMPTY = 0.9
"""Share of a body that one empty rectangle may take. The design asks for a fifth; short slides that stand alone are not
there yet."""
LEVEL = 0.85
"""Inches by which a rail may end above or below what stands beside it. The design asks for 0.15; panels of results
beside a longer rail are not there yet."""
HERO, BESIDE = 54.0, 0.6
"""Points of the largest figures, and inches within which their interval stands, or that none is reported."""
INTERVAL = re.compile(r"\bCI\b|interval|not reported|not estimable|\bSE\b|\bSD\b|range|immature", re.IGNORECASE)
MISSED = re.compile(r"did not meet|endpoint not met|not significant", re.IGNORECASE)
"""What a title says of an endpoint that was missed."""
NOTICE = "Statement"
"""The layout of the slide with the important notice."""
_COLOURED = re.compile(r"ppt/(slides/slide|charts/chart)\d+\.xml")


def measure_slides(package: Package, brand: Brand) -> Iterator[Violation]:
    """Everything in a presentation that breaks the design, slide by slide, then what holds for all of it."""
    fitted = stretched(brand, (brand.family, brand.heading_family))
    slides = [Measured(package, number, part, fitted) for number, part in enumerate(slides_of(package), start=1)]
    for slide in slides:
        for measure in MEASURES:
            yield from measure(slide)
    yield from notice_once(slides)
    yield from text_of_charts(package, CHART_TEXT)
    yield from colours_of_the_brand(package, _COLOURED, brand)


@dataclass(frozen=True)
class Measured:
    """A slide with its shapes."""

    package: Package
    number: int
    part: str
    brand: Brand

    @cached_property
    def items(self) -> list[Item]:
        """Its shapes from back to front."""
        return items_of(self.package, self.part)

    @cached_property
    def layout(self) -> str:
        """The name of its layout."""
        part = next(self.package.related(self.part, "slideLayout"), "")
        return next((str(one.get("name", "")) for one in elements(self.package.xml(part), "/*/p:cSld", NAMES)), "")

    def breach(self, code: str, message: str, hint: str, shape: str = "") -> Violation:
        """A violation of the slide."""
        return Violation(code, f"slide {self.number}", message, hint, f"'{shape}'" if shape else "", self.number)


# --- a slide -----------------------------------------------------------------------------------------------


def sizes_of_the_scale(slide: Measured) -> Iterator[Violation]:
    """Every size that is written is one of the closed scale."""
    for item in slide.items:
        for points in sorted(set(sizes_in(item.element, ".//a:rPr[@sz]")) - set(SCALE)):
            yield slide.breach("off-scale", f"text of {points:g} pt is not of the scale", one_of(SCALE), item.name)


def boxes_on_the_slide(slide: Measured) -> Iterator[Violation]:
    """Nothing that is read reaches past the edge of the slide."""
    wide, tall = slide_size(slide.package)
    for item in _read(slide.items):
        box = item.box
        over = max(-box.x, -box.y, box.right - wide, box.bottom - tall)
        if over > TOUCH:
            hint = "move it, or make it smaller"
            yield slide.breach("off-slide", f"reaches {over:.2f} in past the edge of the slide", hint, item.name)


def boxes_apart(slide: Measured) -> Iterator[Violation]:
    """No two things that are read cover each other."""
    for one, other in combinations(_read(slide.items), 2):
        across, down = one.box.shared(other.box)
        if min(across, down) > TOUCH:
            message = f"covers '{other.name}' by {across:.2f} x {down:.2f} in"
            yield slide.breach("overlap", message, "give each its own room", one.name)


def words_in_boxes(slide: Measured) -> Iterator[Violation]:
    """Words, broken into lines with the brand's typeface, end inside their box or table row."""
    for item in slide.items:
        if item.table is not None:
            yield from _rows(slide, item, item.table)
        elif item.words and item.holder not in FURNITURE and item.slot != RIGHT_SLOT:
            over = _height(item, slide.brand) - item.box.h
            if over > TOUCH:
                hint = "shorten it, or make its box larger"
                yield slide.breach("text-overflow", f"its text is {over:.2f} in taller than its box", hint, item.name)


def title_lines(slide: Measured) -> Iterator[Violation]:
    """A title has two lines at most."""
    for item in slide.items:
        if item.is_title and not slide.layout.startswith("Cover"):
            lines = _lines(item, slide.brand)
            if lines > TITLE_LINES:
                message = f"its title has {lines} lines, more than {TITLE_LINES}"
                yield slide.breach("long-title", message, "say the rest in the subtitle or body", item.name)


def lines_of_notes(slide: Measured) -> Iterator[Violation]:
    """Notes and sources take so few lines that they stay small print."""
    for item in slide.items:
        if item.slot == SMALL_SLOT:
            lines = _lines(item, slide.brand)
            if lines > NOTE_LINES:
                message = f"notes and sources take {lines} lines, more than {NOTE_LINES}"
                yield slide.breach("small-print", message, "say it in the notes page or on a slide", item.name)


def room_that_is_used(slide: Measured) -> Iterator[Violation]:
    """No empty rectangle takes nearly all of the body."""
    found = _body(slide)
    if found and not slide.layout.startswith(("Cover", "Section")):
        top = min(item.box.y for item in found)
        noted = any(item.slot == SMALL_SLOT for item in slide.items)
        area = Extent(LEFT, top, WIDTH, (BODY_BOTTOM if noted else LOWEST) - top)
        share = largest_gap([item.box for item in found], area) / (area.w * area.h)
        if share > EMPTY:
            hint = "join it with its neighbour, or tell it elsewhere"
            yield slide.breach("empty-area", f"{share:.0%} of its body is one empty area", hint)


def columns_that_end_level(slide: Measured) -> Iterator[Violation]:
    """A rail and what stands beside it end at about the same height."""
    begins = LEFT + RAIL[0] + RAIL_GUTTER
    rails = [item.box for item in slide.items if item.decorative and abs(item.box.x - begins) < TOUCH]
    ends = [box.bottom for box in rails if abs(box.w - RAIL[1]) < TOUCH]
    beside = [item.box.bottom for item in _body(slide) if item.box.right < begins]
    if ends and beside and (apart := abs(max(ends) - max(beside))) > LEVEL:
        message = f"the rail ends {apart:.2f} in from where the text beside it ends"
        yield slide.breach("uneven-columns", message, "move a part from the longer to the shorter")


def intervals_of_heroes(slide: Measured) -> Iterator[Violation]:
    """The largest figures of results have their interval beside them, or the words that none is reported."""
    if slide.layout.startswith("Cover"):
        return
    for item in slide.items:
        if HERO in set(sizes_in(item.element, ".//a:rPr[@sz]")) and any(sign.isdigit() for sign in item.words):
            box = item.box
            near = Extent(box.x - BESIDE, box.y - BESIDE, box.w + 2 * BESIDE, box.h + 2 * BESIDE)
            if not any(INTERVAL.search(one.words) and min(near.shared(one.box)) > 0 for one in slide.items):
                hint = "print the interval beside it, or that none is reported"
                yield slide.breach("bare-figure", f"no interval stands beside {item.words.strip()}", hint, item.name)


def misses_in_brick(slide: Measured) -> Iterator[Violation]:
    """A slide whose title says that an endpoint was missed shows it in the colour of a miss."""
    titles = [item.words for item in slide.items if item.is_title and MISSED.search(item.words)]
    brick = slide.brand.hex("brick").lstrip("#").upper()
    if titles and brick not in {str(one.get("val", "")).upper() for one in _colours(slide)}:
        yield slide.breach("unmarked-miss", "its title tells a miss that nothing on it shows in brick", BRICK)


BRICK = "give the endpoint its state, or draw it as missed"


def _colours(slide: Measured) -> Iterator[etree._Element]:
    for item in slide.items:
        yield from elements(item.element, ".//a:srgbClr", NAMES)


MEASURES: tuple[Callable[[Measured], Iterator[Violation]], ...] = (
    sizes_of_the_scale,
    boxes_on_the_slide,
    boxes_apart,
    words_in_boxes,
    title_lines,
    lines_of_notes,
    room_that_is_used,
    columns_that_end_level,
    intervals_of_heroes,
    misses_in_brick,
)
"""What is measured on each slide."""


# --- the deck ----------------------------------------------------------------------------------------------


def notice_once(slides: Sequence[Measured]) -> Iterator[Violation]:
    """The important notice stands on one slide."""
    for slide in [slide for slide in slides if slide.layout.startswith(NOTICE)][1:]:
        hint = "print it once, and point to it"
        yield slide.breach("notice-repeated", "the important notice stands on an earlier slide already", hint)


# --- room --------------------------------------------------------------------------------------------------


def _body(slide: Measured) -> list[Item]:
    """What stands between title and small print."""
    title = max((item.box.bottom for item in slide.items if item.is_title), default=0.0)
    found = [item for item in _read(slide.items) if item.slot not in (SUBTITLE_SLOT, SMALL_SLOT)]
    return [item for item in found if title - TOUCH <= item.box.y < NOTE_BOTTOM]


def largest_gap(boxes: Sequence[Extent], area: Extent) -> float:
    """The largest rectangle of an area that no box reaches into, in square inches."""
    across = sorted({area.x, area.right, *(_within(x, area.x, area.right) for b in boxes for x in (b.x, b.right))})
    down = sorted({area.y, area.bottom, *(_within(y, area.y, area.bottom) for b in boxes for y in (b.y, b.bottom))})
    most, free = 0.0, [0.0] * (len(across) - 1)
    for top, bottom in pairwise(down):
        spans = (any(_reaches(box, left, right, top, bottom) for box in boxes) for left, right in pairwise(across))
        free = [0.0 if taken else tall + bottom - top for taken, tall in zip(spans, free, strict=True)]
        for first in range(len(free)):
            lowest = free[first]
            for last in range(first, len(free)):
                lowest = min(lowest, free[last])
                most = max(most, lowest * (across[last + 1] - across[first]))
    return most


def _within(value: float, low: float, high: float) -> float:
    return min(max(value, low), high)


def _reaches(box: Extent, left: float, right: float, top: float, bottom: float) -> bool:
    return box.holds((left + right) / 2, (top + bottom) / 2)


# --- words and their room ----------------------------------------------------------------------------------


def _read(items: Sequence[Item]) -> list[Item]:
    """What a reader sees as words, table, picture or chart."""
    shown = [item for item in items if not item.decorative]
    return [item for item in shown if item.words or item.kind in ("pic", "graphicFrame")]


def _insets(item: Item) -> tuple[float, float]:
    """Inches that the margins of a text take from its width and height."""
    body = _look(item.element, "p:txBody/a:bodyPr")
    left, right, top, bottom = (int(body.get(name, "0")) / EMU for name in ("lIns", "rIns", "tIns", "bIns"))
    return left + right, top + bottom


def _room(item: Item) -> float:
    return item.box.w - _insets(item)[0]


def _lines(item: Item, brand: Brand) -> int:
    return sum(line_count(para, brand, _room(item)) for para, _ in _paras(item.element))


def _height(item: Item, brand: Brand) -> float:
    """Inches that the words of a shape take, its margins included; nothing stands above the first paragraph."""
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
        before = _points(node, "spcBef")
        yield Para(tuple(_runs(node)), max(sizes, default=18.0), bullet=bullet, before=before, spare=spare), leading


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
