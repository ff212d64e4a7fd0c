"""How text on a slide looks in the end: its colour, its size and what it stands on, through layout and master."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from briefgen.accessibility.slide_shapes import NAMES, Item, items_of, slide_size
from briefgen.office.package import Package, elements
from briefgen.ooxml.painting import NOTHING, Paint, blended, paint_of, picture, styled, tint_of

UNKNOWN = "?"
"""A fill whose colour cannot be known."""
THIN = 0.08
"""Lines thinner than this, in inches, are no ground of text."""
_DIGITS = re.compile(r"[0-9A-Fa-f]{6}")
_STYLES = {"title": "titleStyle", "ctrTitle": "titleStyle", "body": "bodyStyle", "subTitle": "bodyStyle"}


@dataclass(frozen=True)
class SlideLook:
    """Colours and sizes of one slide, inherited as PowerPoint does."""

    package: Package
    slide: str

    @cached_property
    def layout(self) -> str:
        """The part of the slide's layout."""
        return next(self.package.related(self.slide, "slideLayout"), "")

    @cached_property
    def master(self) -> str:
        """The part of the layout's master."""
        return next(self.package.related(self.layout, "slideMaster"), "") if self.layout else ""

    @cached_property
    def _above(self) -> tuple[tuple[str, list[Item]], ...]:
        """Layout and master, each with its shapes."""
        return tuple((part, items_of(self.package, part)) for part in (self.layout, self.master) if part)

    @cached_property
    def _palette(self) -> dict[str, str]:
        theme = next(self.package.related(self.master, "theme"), "") if self.master else ""
        colours: dict[str, str] = {}
        for scheme in elements(self.package.xml(theme), "//a:clrScheme/*", NAMES) if theme else []:
            for colour in scheme:
                colours[str(etree.QName(scheme).localname)] = str(colour.get("lastClr") or colour.get("val", ""))
        mapped = elements(self.package.xml(self.master), "/*/p:clrMap", NAMES) if self.master else []
        for part in (self.layout, self.slide):
            mapped += elements(self.package.xml(part), "/*/p:clrMapOvr/a:overrideClrMapping", NAMES) if part else []
        for names in mapped:
            colours.update({str(name): colours.get(str(target), "") for name, target in names.attrib.items()})
        return colours

    def colour(self, fill: etree._Element | None) -> str:
        """The digits of a solid fill; UNKNOWN when it has no colour that can be computed."""
        digits = tint_of(fill, self._named)[0]
        return digits if _DIGITS.fullmatch(digits) else UNKNOWN

    def _named(self, name: str) -> str:
        return self._palette.get(name, "")

    def link_colour(self) -> str:
        """The colour in which PowerPoint draws links, whatever their run says."""
        return self._palette.get("hlink", UNKNOWN) or UNKNOWN

    # text

    def text_colour(self, item: Item, level: int, run: etree._Element | None) -> str:
        """The colour of a run."""
        if run is not None and run.find("a:hlinkClick", NAMES) is not None:
            kept = elements(run, "a:hlinkClick//*[local-name()='hlinkClr'][@val='tx']", NAMES)
            if not kept:
                return self.link_colour()
        for properties in self._chain(item, level, run):
            for tag in ("solidFill", "gradFill", "noFill", "pattFill", "blipFill"):
                fill = properties.find(f"a:{tag}", NAMES)
                if fill is not None:
                    return self.colour(fill) if tag == "solidFill" else UNKNOWN
        return self._palette.get("tx1", UNKNOWN) or UNKNOWN

    def points(self, item: Item, level: int, run: etree._Element | None) -> float:
        """The size of a run."""
        sizes = (properties.get("sz") for properties in self._chain(item, level, run))
        return int(next(filter(None, sizes), "1800")) / 100

    def language(self, run: etree._Element | None) -> str:
        """The language that a run says it is in."""
        return run.get("lang", "") if run is not None else ""

    def _chain(self, item: Item, level: int, run: etree._Element | None) -> Iterator[etree._Element]:
        """Run properties from the nearest to the farthest."""
        if run is not None:
            yield run
        where = f"a:lvl{level + 1}pPr/a:defRPr"
        lists = elements(item.element, ".//p:txBody/a:lstStyle", NAMES) if not item.in_table else []
        for holder in self._holders(item):
            lists += elements(holder.element, ".//p:txBody/a:lstStyle", NAMES)
        style = _STYLES.get(item.holder, "bodyStyle" if item.held else "otherStyle")
        lists += elements(self.package.xml(self.master), f"/*/p:txStyles/p:{style}", NAMES) if self.master else []
        lists += elements(self.package.xml("ppt/presentation.xml"), "/*/p:defaultTextStyle", NAMES)
        for look in lists:
            yield from elements(look, where, NAMES)

    def _holders(self, item: Item) -> Iterator[Item]:
        """The placeholder of the layout and of the master that the item fills."""
        if not item.held:
            return
        for part, shapes in self._above:
            found = [shape for shape in shapes if shape.held]
            same = [shape for shape in found if shape.slot == item.slot] if part == self.layout else []
            same = same or [shape for shape in found if _kind(shape) == _kind(item)]
            yield from same[:1]

    # ground

    def own_fill(self, item: Item) -> str:
        """The fill of a shape itself: digits, UNKNOWN, or empty for none."""
        digits, share = self._paint(item, self.slide).at(0.5, 0.5)
        return "" if share == 0 else digits or UNKNOWN

    def _paint(self, item: Item, part: str) -> Paint:
        """What fills a shape of a part, or the placeholder that it stands in."""
        picture_fill = item.element.find("p:blipFill", NAMES)
        if picture_fill is not None:
            return picture(picture_fill, self._parts(part))
        for shape, place in ((item, part), *zip(self._holders(item), (self.layout, self.master), strict=False)):
            said = paint_of(shape.element.find("p:spPr", NAMES), self._named, self._parts(place))
            if said is None:
                said = styled(shape.element.find("p:style", NAMES), self._named)
            if said is not None:
                return said
        return NOTHING

    def _parts(self, part: str) -> Callable[[str], bytes | None]:
        def blob(key: str) -> bytes | None:
            target = dict(self.package.links(part, "image")).get(key, "")
            return self.package.parts.get(target)

        return blob

    def grounds(self, item: Item, before: list[Item]) -> list[str]:
        """What the text of a shape stands on, in its middle and where its lines begin; `before` are the slide's shapes
        below it."""
        middle = item.box.centre
        inset = min(0.1, item.box.w / 4)
        sides = {"ctr": (middle[0],), "r": (item.box.right - inset,)}
        begins = {side for found in elements(item.element, ".//a:p/a:pPr", NAMES) for side in (found.get("algn", "l"),)}
        across = {middle[0], *(x for side in begins or {"l"} for x in sides.get(side, (item.box.x + inset,)))}
        return [self.seen(item, before, x, middle[1]) for x in sorted(across)]

    def seen(self, item: Item, before: list[Item], x: float, y: float) -> str:
        """The colour at a place under a shape's text."""
        found: list[tuple[str, float]] = []
        for shape, part in [(item, self.slide), *((shape, self.slide) for shape in reversed(before)), *self._drawn]:
            if shape is item or shape.box.holds(x, y):
                box = shape.box
                tint = self._paint(shape, part).at((x - box.x) / (box.w or 1), (y - box.y) / (box.h or 1))
                if tint[1] and not tint[0]:
                    return UNKNOWN
                found.append(tint)
                if tint[1] >= 1:
                    break
        else:
            paper = self._paper(x, y)
            if paper == UNKNOWN:
                return UNKNOWN
            found.append((paper, 1.0))
        color = found.pop()[0]
        for tint in reversed(found):
            color = blended(color, tint)
        return color

    @cached_property
    def _drawn(self) -> list[tuple[Item, str]]:
        """What layout and master draw, the uppermost first."""
        shown = self.package.xml(self.layout).get("showMasterSp", "1") if self.layout else "1"
        return [
            (shape, part) for part, shapes in self._above[: 1 if shown in {"0", "false"} else 2]
            for shape in reversed(shapes) if not shape.held and min(shape.box.w, shape.box.h) >= THIN
        ]  # fmt: skip

    def _paper(self, x: float, y: float) -> str:
        """The background of slide, layout or master at a place."""
        wide, tall = slide_size(self.package)
        for part in filter(None, (self.slide, self.layout, self.master)):
            for ground in elements(self.package.xml(part), "/*/p:cSld/p:bg", NAMES):
                said = paint_of(ground.find("p:bgPr", NAMES), self._named, self._parts(part))
                if said is not None:
                    return said.at(x / wide, y / tall)[0] or UNKNOWN
                referred = elements(ground, "p:bgRef[number(@idx) = 1001 or number(@idx) = 0]", NAMES)
                return self.colour(next(iter(referred), None))
        return UNKNOWN


def _kind(item: Item) -> str:
    return {"ctrTitle": "title", "subTitle": "body", "": "body", "obj": "body"}.get(item.holder, item.holder)
