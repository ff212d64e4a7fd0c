"""How text on a slide looks in the end: its colour, its size and what it stands on, through layout and master."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from briefgen.accessibility.slide_shapes import NAMES, Item, items_of
from briefgen.office.package import Package, elements

UNKNOWN = "?"
"""A fill that is no plain colour: a picture, a gradient."""
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
        """The digits of a solid fill; UNKNOWN when it is changed in a way not computed here."""
        colour = fill[0] if fill is not None and len(fill) else None
        if colour is None or len(colour):
            return UNKNOWN
        kind, value = etree.QName(colour).localname, colour.get("val", "")
        digits = self._palette.get(value, "") if kind == "schemeClr" else colour.get("lastClr") or value
        return digits.upper() if _DIGITS.fullmatch(digits) else UNKNOWN

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
        for part in (self.layout, self.master):
            found = [shape for shape in (items_of(self.package, part) if part else []) if shape.held]
            same = [shape for shape in found if shape.slot == item.slot] if part == self.layout else []
            same = same or [shape for shape in found if _kind(shape) == _kind(item)]
            yield from same[:1]

    # ground

    def own_fill(self, item: Item) -> str:
        """The fill of a shape itself: digits, UNKNOWN, or empty for none."""
        for shape in (item, *self._holders(item)):
            properties = shape.element.find("p:spPr", NAMES)
            for fill in properties if properties is not None else ():
                match etree.QName(fill).localname:
                    case "solidFill":
                        return self.colour(fill)
                    case "noFill":
                        return ""
                    case "gradFill" | "blipFill" | "pattFill" | "grpFill":
                        return UNKNOWN
        return UNKNOWN if item.element.find("p:style", NAMES) is not None else ""

    def ground(self, item: Item, before: list[Item]) -> str:
        """What the text of a shape stands on; `before` are the slide's shapes below it."""
        if own := self.own_fill(item):
            return own
        below = list(reversed(before))
        for part in (self.layout, self.master):
            below += [shape for shape in reversed(items_of(self.package, part)) if not shape.held] if part else []
        for shape in below:
            if shape.box.holds(*item.box.centre):
                if shape.kind == "pic":
                    return UNKNOWN
                if fill := self.own_fill(shape):
                    return fill
        return self._paper()

    def _paper(self) -> str:
        """The background of slide, layout or master."""
        for part in filter(None, (self.slide, self.layout, self.master)):
            for ground in elements(self.package.xml(part), "/*/p:cSld/p:bg", NAMES):
                plain = elements(ground, "p:bgPr/a:solidFill", NAMES)
                referred = elements(ground, "p:bgRef[number(@idx) = 1001 or number(@idx) = 0]", NAMES)
                return self.colour(next(iter(plain or referred), None))
        return UNKNOWN


def _kind(item: Item) -> str:
    return {"ctrTitle": "title", "subTitle": "body", "": "body", "obj": "body"}.get(item.holder, item.holder)
