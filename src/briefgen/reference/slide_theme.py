"""What a PowerPoint template looks like where text will stand: its colours, titles and typefaces."""

from __future__ import annotations

from typing import Any

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn

from briefgen.deck.shapes import Align, Anchor
from briefgen.frozen import frozen
from briefgen.ooxml.painting import tint_of

_MAPPED = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
_SIDES: dict[str, Align] = {"ctr": "center", "r": "right"}
_ANCHORS: dict[str, Anchor] = {"b": "bottom", "ctr": "middle"}


@frozen
class TitleLook:
    """How a layout's title is set: size in points, weight, colour, alignment, anchor, inner margins in inches, face."""

    points: float
    bold: bool
    color: str
    align: Align
    anchor: Anchor
    inset: tuple[float, float]
    face: str


@frozen
class Theme:
    """Colours by their names in the theme, and the typefaces of headings and text."""

    colors: tuple[tuple[str, str], ...]
    major: str
    minor: str


def read_theme(master: Any) -> Theme:
    """The theme of a slide master."""
    root = etree.fromstring(master.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob)
    scheme = root.find(f".//{qn('a:clrScheme')}")
    colors: dict[str, str] = {}
    for entry in scheme if scheme is not None else ():
        value = entry[0].get("lastClr") or entry[0].get("val") if len(entry) else None
        if value and len(value) == 6:
            colors[etree.QName(entry).localname] = value.upper()
    faces = [root.find(f".//{qn(f'a:{kind}')}/{qn('a:latin')}") for kind in ("majorFont", "minorFont")]
    major, minor = ("" if face is None else face.get("typeface", "") for face in faces)
    return Theme(tuple(colors.items()), major, minor)


@frozen
class Colors:
    """Resolves colours of one layout: its theme, and what "text" and "background" mean there."""

    theme: Theme
    names: tuple[tuple[str, str], ...]

    def of(self, holder: Any) -> str:
        """The colour below an element such as a solid fill; empty if it has none."""
        return tint_of(holder, self.digits)[0]

    def digits(self, name: str) -> str:
        """The digits of a colour's name."""
        slot = dict(self.names).get(name, _MAPPED.get(name, name))
        return dict(self.theme.colors).get(slot, "000000" if slot.startswith("dk") else "FFFFFF")


def colors_of(layout: Any) -> Colors:
    """The colours of a layout: its master's map, unless it has one of its own."""
    master = layout.slide_master
    found = layout._element.find(f".//{qn('a:overrideClrMapping')}")
    if found is None:
        found = master._element.find(qn("p:clrMap"))
    names = tuple(found.attrib.items()) if found is not None else ()
    return Colors(read_theme(master), names)


# --- titles ------------------------------------------------------------------------------------------------


def title_look(layout: Any, holder: Any) -> TitleLook:
    """How the title of a layout is set, inherited from its master where it does not say."""
    colors = colors_of(layout)
    master = layout.slide_master
    above = next((shape._element for shape in master.placeholders if _is_title(shape._element)), None)
    bodies = [element.find(f".//{qn('a:bodyPr')}") for element in (holder._element, above) if element is not None]
    levels = _levels((holder._element, above), master, "titleStyle")
    runs = [None if level is None else level.find(qn("a:defRPr")) for level in levels]
    fills = [run.find(qn("a:solidFill")) for run in runs if run is not None and run.find(qn("a:solidFill")) is not None]
    return TitleLook(
        points=int(_first(runs, "sz", "3200")) / 100,
        bold=_first(runs, "b", "0") in {"1", "true"},
        color=colors.of(fills[0]) if fills else "",
        align=_side(levels),
        anchor=_ANCHORS.get(_first(bodies, "anchor", "t"), "top"),
        inset=(int(_first(bodies, "lIns", "91440")) / 914_400, int(_first(bodies, "tIns", "45720")) / 914_400),
        face=_face(runs, "+mj-lt"),
    )


def text_face(layout: Any, holder: Any) -> str:
    """The typeface of a layout's text, as its placeholder, the master's or the master's style names it."""
    master = layout.slide_master
    above = next((shape._element for shape in master.placeholders if _kind(shape._element) == "body"), None)
    own = None if holder is None else holder._element
    levels = _levels((own, above), master, "bodyStyle")
    return _face([None if level is None else level.find(qn("a:defRPr")) for level in levels], "+mn-lt")


def _levels(elements: tuple[Any, Any], master: Any, style: str) -> list[Any]:
    """The first level of the list styles that hold for a placeholder, the nearest first."""
    found = [e.find(f".//{qn('a:lstStyle')}/{qn('a:lvl1pPr')}") for e in elements if e is not None]
    return [*found, master._element.find(f"{qn('p:txStyles')}/{qn(f'p:{style}')}/{qn('a:lvl1pPr')}")]


def _face(runs: list[Any], usual: str) -> str:
    named = (run.find(qn("a:latin")) for run in runs if run is not None)
    return next((str(face.get("typeface")) for face in named if face is not None and face.get("typeface")), usual)


def _side(levels: list[Any]) -> Align:
    """The side where a title begins; one written from right to left that begins there begins at the left for us."""
    side = _SIDES.get(_first(levels, "algn", "l"), "left")
    turned = _first(levels, "rtl", "0") in {"1", "true"}
    return "left" if turned and side == "right" else side


def _kind(element: Any) -> str:
    mark = element.find(f".//{qn('p:ph')}")
    return "" if mark is None else str(mark.get("type", ""))


def _is_title(element: Any) -> bool:
    return _kind(element) in {"title", "ctrTitle"}


def _first(elements: list[Any], name: str, default: str) -> str:
    found = (element.get(name) for element in elements if element is not None)
    return next((value for value in found if value is not None), default)
