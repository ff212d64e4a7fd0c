"""The shapes of a slide as a reader meets them: box in inches, name, alternative text, words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from briefgen.frozen import frozen
from briefgen.office.package import Package, elements

NAMES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
KINDS = ("sp", "pic", "graphicFrame", "cxnSp", "grpSp")
FURNITURE = ("ftr", "sldNum", "dt")
EMU = 914_400


@frozen
class Extent:
    """A box in inches."""

    x: float = 0.0
    y: float = 0.0
    w: float = 0.0
    h: float = 0.0

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.h

    @property
    def centre(self) -> tuple[float, float]:
        """The middle."""
        return self.x + self.w / 2, self.y + self.h / 2

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in the box."""
        return self.x <= x <= self.right and self.y <= y <= self.bottom

    def shared(self, other: Extent) -> tuple[float, float]:
        """Width and height of what two boxes share; negative when they are apart."""
        across = min(self.right, other.right) - max(self.x, other.x)
        return across, min(self.bottom, other.bottom) - max(self.y, other.y)


@frozen
class Item:
    """A shape of a slide, layout or master. `holder` and `slot` are type and index of a placeholder."""

    element: etree._Element
    kind: str
    name: str
    box: Extent
    alt: str = ""
    decorative: bool = False
    held: bool = False
    holder: str = ""
    slot: int = 0

    @property
    def in_table(self) -> bool:
        """Whether its words stand in table cells."""
        return self.table is not None

    @property
    def table(self) -> etree._Element | None:
        """The table it holds."""
        return self.element.find("a:graphic/a:graphicData/a:tbl", NAMES) if self.kind == "graphicFrame" else None

    @property
    def is_title(self) -> bool:
        """Whether it is the slide's title."""
        return self.holder in ("title", "ctrTitle")

    @property
    def words(self) -> str:
        """Its text, one paragraph per line."""
        paragraphs = elements(self.element, ".//a:p", NAMES)
        return "\n".join(text_of(paragraph) for paragraph in paragraphs).strip()


def text_of(element: etree._Element) -> str:
    """The text of an element; a line break becomes one."""
    return "".join("\n" if node.tag == f"{{{NAMES['a']}}}br" else node.text or "" for node in _texts(element))


def _texts(element: etree._Element) -> Iterator[etree._Element]:
    yield from element.iter(f"{{{NAMES['a']}}}t", f"{{{NAMES['a']}}}br")


def slides_of(package: Package) -> list[str]:
    """The parts of the slides, in the order shown."""
    presentation = "ppt/presentation.xml"
    parts = dict(package.links(presentation, "slide"))
    key = f"{{{NAMES['r']}}}id"
    entries = elements(package.xml(presentation), "/*/p:sldIdLst/p:sldId", NAMES)
    return [parts[entry.get(key, "")] for entry in entries if entry.get(key, "") in parts]


def slide_size(package: Package) -> tuple[float, float]:
    """Width and height of the slides in inches."""
    for size in elements(package.xml("ppt/presentation.xml"), "/*/p:sldSz", NAMES):
        return int(size.get("cx", "0")) / EMU, int(size.get("cy", "0")) / EMU
    return 13.333, 7.5


def items_of(package: Package, part: str) -> list[Item]:
    """The shapes of a part from back to front, members of groups included; boxes inherited where they are not said."""
    trees = elements(package.xml(part), "/*/p:cSld/p:spTree", NAMES)
    return [item for tree in trees for item in _items(package, part, tree)]


Place = tuple[float, float, float, float]
"""Where the coordinates of a group begin on the slide, and how long one inch of them is there, both ways."""


def _items(
    package: Package, part: str, tree: etree._Element, alt: str = "", place: Place = (0.0, 0.0, 1.0, 1.0)
) -> Iterator[Item]:
    for element in tree:
        kind = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if kind not in KINDS:
            continue
        item = _item(package, part, element, kind)
        item = replace(item, box=_placed(item.box, place))
        if kind == "grpSp":
            yield from _items(package, part, element, item.alt or alt, _within(element, place))
        else:
            yield item if item.alt or not alt else replace(item, alt=alt)


def _placed(box: Extent, place: Place) -> Extent:
    x, y, wide, tall = place
    return Extent(x + box.x * wide, y + box.y * tall, box.w * wide, box.h * tall)


def _within(group: etree._Element, place: Place) -> Place:
    """The place of what a group holds."""
    said = []
    for name in ("off", "ext", "chOff", "chExt"):
        found = elements(group, f"./p:grpSpPr/a:xfrm/a:{name}", NAMES)
        values = [int(value) / EMU for value in found[0].attrib.values()] if found else []
        if len(values) != 2:
            return place
        said.append(values)
    (x, y), (w, h), (inner_x, inner_y), (inner_w, inner_h) = said
    if not inner_w or not inner_h:
        return place
    box = _placed(Extent(x, y, w, h), place)
    wide, tall = box.w / inner_w, box.h / inner_h
    return box.x - inner_x * wide, box.y - inner_y * tall, wide, tall


def _item(package: Package, part: str, element: etree._Element, kind: str) -> Item:
    said = elements(element, "./*/p:cNvPr", NAMES)
    name, alt = (said[0].get("name", ""), said[0].get("descr", "")) if said else ("", "")
    marked = elements(element, "./*/p:cNvPr//*[local-name()='decorative'][@val='1' or @val='true']", NAMES)
    holders = elements(element, "./*/p:nvPr/p:ph", NAMES)
    holder, slot = (holders[0].get("type", ""), int(holders[0].get("idx", "0"))) if holders else ("", 0)
    box = _box(element) or _inherited(package, part, holder, slot, bool(holders))
    return Item(element, kind, name, box, alt, bool(marked), bool(holders), holder, slot)


def _box(element: etree._Element) -> Extent | None:
    for place in elements(element, "./p:spPr/a:xfrm | ./p:xfrm | ./p:grpSpPr/a:xfrm", NAMES):
        offset, extent = place.find("a:off", NAMES), place.find("a:ext", NAMES)
        if offset is not None and extent is not None:
            edges = (offset.get("x"), offset.get("y"), extent.get("cx"), extent.get("cy"))
            return Extent(*(int(edge or 0) / EMU for edge in edges))
    return None


def _inherited(package: Package, part: str, holder: str, slot: int, held: bool) -> Extent:
    """The box of the placeholder that a shape fills, from the layout or the master."""
    if held:
        for kind in ("slideLayout", "slideMaster"):
            for above in package.related(part, kind):
                found = [item for item in items_of(package, above) if item.held]
                same = [item for item in found if item.slot == slot] or [i for i in found if i.holder == holder]
                if same:
                    return same[0].box
    return Extent()
