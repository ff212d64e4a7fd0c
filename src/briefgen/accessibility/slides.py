"""Accessibility of a presentation: titles, alternative texts, reading order, tables, language, links, legibility."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import floor

from lxml import etree

from briefgen.accessibility.slide_look import UNKNOWN, SlideLook
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
from briefgen.brand.colour import TEXT, contrast
from briefgen.office.package import Package, elements, language

LONGEST_ALT = 500
SMALLEST, TALL = 9.0, 7.5
"""Points that letters have at least on a slide so many inches high; a lower one is shown larger."""
LINE = 14.0
"""Points of a line that says no height of its own."""
TOUCH = 0.03
"""Inches that neighbours may share without one standing before the other."""


def check_slides(package: Package) -> Iterator[Violation]:
    """Every violation of a presentation, slide by slide."""
    parts = slides_of(package)
    shapes = [items_of(package, part) for part in parts]
    if not language(package):
        yield Violation("language", "properties", "the presentation does not say its language", "set dc:language")
    titles = Counter(title for items in shapes if (title := _title(items)))
    for number, (part, items) in enumerate(zip(parts, shapes, strict=True), start=1):
        yield from _Slide(package, number, part, items, titles).check()


def _title(items: list[Item]) -> str:
    return next((item.words for item in items if item.is_title), "")


class _Slide:
    """The checks of one slide."""

    def __init__(self, package: Package, number: int, part: str, items: list[Item], titles: Counter[str]) -> None:
        self.number, self.items, self.titles = number, items, titles
        self.look = SlideLook(package, part)
        self.smallest = floor(10 * SMALLEST * min(1.0, slide_size(package)[1] / TALL)) / 10

    def say(self, code: str, message: str, hint: str = "", shape: str = "") -> Violation:
        """A violation of this slide."""
        named = f"'{shape}'" if shape else ""
        return Violation(code, f"slide {self.number}", message, hint, named, self.number)

    def check(self) -> Iterator[Violation]:
        """Everything wrong with the slide."""
        yield from self._title()
        yield from self._order()
        for index, item in enumerate(self.items):
            yield from self._alt(item)
            yield from self._table(item)
            yield from self._links(item)
            yield from self._colour_alone(item)
            yield from self._legible(item, self.items[:index])

    def _title(self) -> Iterator[Violation]:
        title = _title(self.items)
        if not title:
            yield self.say("slide-title", "has no title", "give the slide a heading of its own")
        elif self.titles[title] > 1:
            yield self.say("slide-title", f"shares its title '{title}' with another slide", "make titles unique")

    # alternative text

    def _alt(self, item: Item) -> Iterator[Violation]:
        pictured = item.kind == "pic" or (item.kind == "graphicFrame" and item.table is None)
        for message, hint in wrong_alt(item.alt, pictured=pictured, decorative=item.decorative):
            yield self.say("alt-text", message, hint, item.name)

    # order

    def _order(self) -> Iterator[Violation]:
        """The title is read first; then nothing before what stands above it or at its left."""
        read = [item for item in self.items if self._is_read(item)]
        for title in [item for item in read if item.is_title][:1]:
            if read[0] is not title:
                hint = "the order of shapes is the order of reading"
                yield self.say("reading-order", f"is read after '{read[0].name}'", hint, title.name)
            read.remove(title)
        for index, later in enumerate(read):
            for earlier in read[:index]:
                if how := _stands_before(later.box, earlier.box):
                    message = f"stands {how} '{earlier.name}' but is read after it"
                    yield self.say("reading-order", message, "the order of shapes is the order of reading", later.name)
                    break

    def _is_read(self, item: Item) -> bool:
        if item.decorative or item.holder in FURNITURE or item.kind == "cxnSp":
            return False
        return bool(item.alt or item.words or item.kind in ("pic", "graphicFrame"))

    # tables and links

    def _table(self, item: Item) -> Iterator[Violation]:
        if item.table is None:
            return
        rows = elements(item.table, "a:tr", NAMES)
        flags = elements(item.table, "a:tblPr[@firstRow='1' or @firstCol='1' or @firstRow='true']", NAMES)
        if len(rows) > 1 and not flags:
            yield self.say("table-header", "the table has no header row or column", "set firstRow", item.name)

    def _links(self, item: Item) -> Iterator[Violation]:
        runs = elements(item.element, ".//a:r[a:rPr/a:hlinkClick]", NAMES)
        clicked = elements(item.element, "./*/p:cNvPr/a:hlinkClick", NAMES)
        if any(not text_of(run).strip() for run in runs) or (clicked and not (item.words or item.alt)):
            yield self.say("link-text", "a link has no text", "print where the link leads", item.name)

    def _colour_alone(self, item: Item) -> Iterator[Violation]:
        hint = "write the meaning into it, or mark it decorative"
        mute = item.kind == "sp" and not (item.held or item.words or item.alt or item.decorative)
        if mute and self.look.own_fill(item):
            yield self.say("colour-alone", "is coloured but says nothing", hint, item.name)
        if item.table is not None:
            for number, row in enumerate(elements(item.table, "a:tr", NAMES), start=1):
                fills = [(self._cell_fill(cell), text_of(cell).strip()) for cell in elements(row, "a:tc", NAMES)]
                if len({fill for fill, _ in fills}) > 1 and any(fill and not text for fill, text in fills):
                    yield self.say("colour-alone", f"row {number} has a coloured cell without text", hint, item.name)

    # legibility

    def _cell_fill(self, cell: etree._Element) -> str:
        fills = elements(cell, "a:tcPr/a:solidFill", NAMES)
        return self.look.colour(fills[0]) if fills and cell.get("hMerge") != "1" else ""

    def _legible(self, item: Item, before: list[Item]) -> Iterator[Violation]:
        """Language, size and contrast of every run; each complaint once for a shape."""
        if not item.words:
            return
        grounds = self.look.grounds(item, before)
        found: dict[tuple[str, str], Violation] = {}
        for paragraph in elements(item.element, ".//a:p", NAMES):
            level = _level(paragraph)
            for run in elements(paragraph, "a:r | a:fld", NAMES):
                if text_of(run).strip():
                    here = self._cell_grounds(run, item, before) if item.in_table else grounds
                    for violation in self._run(item, level, run, here):
                        found.setdefault((violation.code, violation.message.partition(":")[0]), violation)
        yield from found.values()

    def _cell_grounds(self, run: etree._Element, item: Item, before: list[Item]) -> list[str]:
        """The fill of a cell, else what lies behind the table where the line of some of its words begins: of the places
        where it may begin the one on which its words read best, for what stands below may take more than one line."""
        cell = elements(run, "ancestor::a:tc[1]", NAMES)[0]
        if own := self._cell_fill(cell):
            return [own]
        x, y = _place_of(cell, item)
        ink = self.look.text_colour(item, 0, run.find("a:rPr", NAMES))
        found = [self.look.seen(item, before, x, y + down) for down in _from_middle(run)]
        return [max(found, key=lambda ground: contrast(ink, ground))] if UNKNOWN not in {ink, *found} else found

    def _run(self, item: Item, level: int, run: etree._Element, grounds: list[str]) -> Iterator[Violation]:
        properties = run.find("a:rPr", NAMES)
        sample = text_of(run).strip()[:30]
        if not self.look.language(properties):
            yield self.say("language", f"text without a language: '{sample}'", "set lang on every run", item.name)
        points = self.look.points(item, level, properties)
        if points < self.smallest:
            message = f"text of {points:g} pt, smaller than {self.smallest:g} pt: '{sample}'"
            yield self.say("small-text", message, "shorten it or split it over slides", item.name)
        ink = self.look.text_colour(item, level, properties)
        known = [] if ink == UNKNOWN else [(contrast(ink, ground), ground) for ground in grounds if ground != UNKNOWN]
        ratio, ground = min(known, default=(TEXT, ""))
        if ratio < TEXT:
            message = f"#{ink} on #{ground} has a contrast of {ratio:.1f}, less than {TEXT}: '{sample}'"
            yield self.say("contrast", message, "change the colour in _brand.yml or in the template", item.name)


def wrong_alt(alt: str, *, pictured: bool, decorative: bool) -> Iterator[tuple[str, str]]:
    """What is wrong with an alternative text, each with its remedy."""
    if pictured and not decorative and not alt.strip():
        yield "has no alternative text", "describe its values, or mark it decorative"
    if len(alt) > LONGEST_ALT:
        message = f"its alternative text has {len(alt)} characters, more than {LONGEST_ALT}"
        yield message, "say the kind, the subject and the values; leave the rest out"
    if decorative and alt.strip():
        yield "is marked decorative and has alternative text", "choose one"


def _from_middle(run: etree._Element) -> list[float]:
    """How many inches below the middle of its paragraph the line of a run may be, of the lines that breaks make and, of
    what stands first, of those into which the words below it may be broken."""
    above, below = (len(elements(run, f"{side}-sibling::a:br", NAMES)) for side in ("preceding", "following"))
    said = elements(run, "../a:pPr/a:lnSpc/a:spcPts", NAMES)
    line = (sum(int(one.get("val", "0")) / 100 for one in said) or LINE) / 72
    tall = sum(int(row.get("h", "0")) / EMU for row in elements(run, "ancestor::a:tr[1]", NAMES))
    most = max(below, int(tall / line) - 1) if below and not above else below
    return [(above - lines) / 2 * line for lines in range(below, most + 1)]


def _place_of(cell: etree._Element, item: Item) -> tuple[float, float]:
    """Where the words of a cell begin, half way down its row, as its table is drawn."""
    (row,), (table,) = (elements(cell, f"ancestor::a:{name}[1]", NAMES) for name in ("tr", "tbl"))
    wide = [float(column.get("w", "0")) for column in elements(table, "a:tblGrid/a:gridCol", NAMES)]
    rows = elements(table, "a:tr", NAMES)
    tall = [float(one.get("h", "0")) for one in rows]
    at, down = elements(row, "a:tc", NAMES).index(cell), rows.index(row)
    across = (sum(wide[:at]) + wide[at] / 4) / (sum(wide) or 1)
    below = (sum(tall[:down]) + tall[down] / 2) / (sum(tall) or 1)
    return item.box.x + item.box.w * across, item.box.y + item.box.h * below


def _level(paragraph: etree._Element) -> int:
    properties = paragraph.find("a:pPr", NAMES)
    return int(properties.get("lvl", "0")) if properties is not None else 0


def _stands_before(one: Extent, other: Extent) -> str:
    """How one box comes before another on the page: "above" it, "left of" it, or not at all."""
    across, down = one.shared(other)
    if across > TOUCH and one.bottom <= other.y + TOUCH:
        return "above"
    if down > TOUCH and one.right <= other.x + TOUCH:
        return "left of"
    return ""
