"""What a PowerPoint template looks like where text will stand: its colours, grounds and titles."""

from __future__ import annotations

import colorsys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn

from briefgen.brand.colour import TEXT, contrast, mixed, readable
from briefgen.deck.shapes import Align, Anchor, Box

_PRESETS = {"black": "000000", "white": "FFFFFF", "red": "FF0000", "blue": "0000FF", "green": "008000"}
_MAPPED = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
_COLORS = ("srgbClr", "schemeClr", "sysClr", "prstClr", "scrgbClr", "hslClr")
_SIDES: dict[str, Align] = {"ctr": "center", "r": "right"}
_ANCHORS: dict[str, Anchor] = {"b": "bottom", "ctr": "middle"}
COVERS = 0.9
"""A shape over this share of a slide is its ground."""


@dataclass(frozen=True, slots=True)
class TitleLook:
    """How a layout's title is set: size in points, weight, colour, alignment, anchor and inner margins in inches."""

    points: float
    bold: bool
    color: str
    align: Align
    anchor: Anchor
    inset: tuple[float, float]


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Colors:
    """Resolves colours of one layout: its theme, and what "text" and "background" mean there."""

    theme: Theme
    names: tuple[tuple[str, str], ...]

    def of(self, holder: Any, within: str = "FFFFFF") -> str:
        """The colour below an element such as a solid fill; empty if it has none. `within` stands for phClr."""
        for child in holder if holder is not None else ():
            kind = etree.QName(child).localname
            if kind in _COLORS:
                return _modified(child, self._base(child, kind, within))
        return ""

    def _base(self, element: Any, kind: str, within: str) -> str:
        value = element.get("val", "")
        if kind == "schemeClr":
            if value == "phClr":
                return within
            slot = dict(self.names).get(value, _MAPPED.get(value, value))
            return dict(self.theme.colors).get(slot, "000000" if slot.startswith("dk") else "FFFFFF")
        if kind == "srgbClr":
            return str(value).upper()
        if kind == "sysClr":
            return str(element.get("lastClr", "000000" if "Text" in value else "FFFFFF")).upper()
        return _PRESETS.get(value, "808080")


def colors_of(layout: Any) -> Colors:
    """The colours of a layout: its master's map, unless it has one of its own."""
    master = layout.slide_master
    found = layout._element.find(f".//{qn('a:overrideClrMapping')}")
    if found is None:
        found = master._element.find(qn("p:clrMap"))
    names = tuple(found.attrib.items()) if found is not None else ()
    return Colors(read_theme(master), names)


def _modified(element: Any, color: str) -> str:
    """A colour with the lightness its element asks for."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    hue, light, full = colorsys.rgb_to_hls(*parts)
    for change in element:
        kind, value = etree.QName(change).localname, int(change.get("val", "0") or 0) / 100_000
        if kind == "lumMod":
            light *= value
        elif kind == "lumOff":
            light += value
        elif kind == "shade":
            light *= value
        elif kind == "tint":
            light = 1 - (1 - light) * value
        elif kind == "satMod":
            full = min(1.0, full * value)
    return "".join(f"{round(255 * part):02X}" for part in colorsys.hls_to_rgb(hue, min(1.0, max(0.0, light)), full))


# --- grounds -----------------------------------------------------------------------------------------------


def ground_of(layout: Any, width: int, height: int) -> str:
    """The colour text stands on: the background of the layout or master, or a shape that covers the slide."""
    colors, master = colors_of(layout), layout.slide_master
    ground = "FFFFFF"
    for owner in (master, layout):
        background = owner._element.find(f"{qn('p:cSld')}/{qn('p:bg')}")
        if background is not None:
            ground = _background(background, colors, owner.part, ground)
    shown = layout._element.get("showMasterSp", "1") not in {"0", "false"}
    for owner in (master, layout) if shown else (layout,):
        for shape in owner.shapes:
            if not shape.is_placeholder and _covers(shape, width, height):
                ground = _painted(shape._element, colors, owner.part) or ground
    return ground


def _covers(shape: Any, width: int, height: int) -> bool:
    try:
        across = min(shape.left + shape.width, width) - max(shape.left, 0)
        down = min(shape.top + shape.height, height) - max(shape.top, 0)
    except TypeError:
        return False
    return bool(across > 0 and down > 0 and across * down >= COVERS * width * height)


@dataclass(frozen=True, slots=True)
class Patch:
    """A part of a slide that the master or layout paints: its box in inches and its colour."""

    box: Box
    color: str


_GRID = 8
"""Into so many rows and columns a picture is divided to know its colours."""
_EMU = 914_400


def patches_of(layout: Any, scale: float) -> tuple[Patch, ...]:
    """What the master and the layout paint beside their placeholders, the lowest first."""
    colors, master = colors_of(layout), layout.slide_master
    shown = layout._element.get("showMasterSp", "1") not in {"0", "false"}
    owners = (master, layout) if shown else (layout,)
    return tuple(patch for owner in owners for shape in owner.shapes for patch in _patches(shape, colors, owner, scale))


def _patches(shape: Any, colors: Colors, owner: Any, scale: float) -> Iterator[Patch]:
    edges = (shape.left, shape.top, shape.width, shape.height)
    if shape.is_placeholder or any(edge is None for edge in edges):
        return
    x, y, w, h = (edge / _EMU / scale for edge in edges)
    picture = shape._element.find(qn("p:blipFill"))
    tiles = _tiles(picture, owner.part) if picture is not None else ()
    for at, color in enumerate(tiles):
        yield Patch(Box(x + at % _GRID * w / _GRID, y + at // _GRID * h / _GRID, w / _GRID, h / _GRID), color)
    if not tiles and (color := _painted(shape._element, colors, owner.part)):
        yield Patch(Box(x, y, w, h), color)


def _tiles(fill: Any, part: Any) -> tuple[str, ...]:
    """The colours of a picture in rows and columns, on white where it is transparent."""
    from PIL import Image, UnidentifiedImageError

    blip = fill.find(qn("a:blip"))
    key = blip.get(qn("r:embed")) if blip is not None else None
    try:
        image = Image.open(BytesIO(part.related_part(key).blob)).convert("RGBA")
        ground = Image.new("RGBA", image.size, "white")
        ground.alpha_composite(image)
        found = ground.convert("RGB").resize((_GRID, _GRID), Image.Resampling.BOX).tobytes()
    except (KeyError, UnidentifiedImageError, OSError, Image.DecompressionBombError):
        return ()
    return tuple(found[at : at + 3].hex().upper() for at in range(0, len(found), 3))


_ACROSS, _DOWN = 12, 4


def grounds_at(box: Box, ground: str, patches: Sequence[Patch]) -> tuple[str, ...]:
    """The colours that lie under a box, each once."""
    found: dict[str, None] = {}
    for step in range(_ACROSS * _DOWN):
        x = box.x + (step % _ACROSS + 0.5) * box.w / _ACROSS
        y = box.y + (step // _ACROSS + 0.5) * box.h / _DOWN
        over = [p.color for p in patches if p.box.x <= x <= p.box.right and p.box.y <= y <= p.box.bottom]
        found[over[-1] if over else ground] = None
    return tuple(found)


def readable_on(color: str, grounds: Sequence[str]) -> str:
    """The colour itself if it reads on all the grounds, else the one of its hue, white or black that reads best."""

    def worst(one: str) -> float:
        return min(contrast(one, ground) for ground in grounds)

    choices = (color, *(readable(color, ground) for ground in grounds), "FFFFFF", "000000")
    return next((one for one in choices if worst(one) >= TEXT), max(choices, key=worst))


def fill_of(holder: Any, layout: Any) -> str:
    """The colour that fills a title placeholder, from the layout or else the master; empty if nothing fills it."""
    above = next((shape._element for shape in layout.slide_master.placeholders if _is_title(shape._element)), None)
    for element, owner in ((holder._element, layout), (above, layout.slide_master)):
        properties = element.find(qn("p:spPr")) if element is not None else None
        if properties is None:
            continue
        if properties.find(qn("a:noFill")) is not None:
            return ""
        if color := _filled(properties, colors_of(layout), owner.part):
            return color
    return ""


def _background(background: Any, colors: Colors, part: Any, before: str) -> str:
    reference = background.find(qn("p:bgRef"))
    if reference is not None:
        return colors.of(reference) or before
    properties = background.find(qn("p:bgPr"))
    return _filled(properties, colors, part) or before if properties is not None else before


def _painted(element: Any, colors: Colors, part: Any) -> str:
    picture = element.find(qn("p:blipFill"))
    if picture is not None:
        return _average(picture, part)
    properties = element.find(qn("p:spPr"))
    return _filled(properties, colors, part) if properties is not None else ""


def _filled(properties: Any, colors: Colors, part: Any) -> str:
    """The colour of a solid fill, the middle of a gradient, the average of a picture."""
    solid = properties.find(qn("a:solidFill"))
    if solid is not None:
        return colors.of(solid)
    stops = [colors.of(stop) for stop in properties.iterfind(f"{qn('a:gradFill')}/{qn('a:gsLst')}/{qn('a:gs')}")]
    if stops:
        return mixed(stops[0], stops[-1], 0.5)
    picture = properties.find(qn("a:blipFill"))
    return _average(picture, part) if picture is not None else ""


def _average(fill: Any, part: Any) -> str:
    from PIL import Image, UnidentifiedImageError

    blip = fill.find(qn("a:blip"))
    key = blip.get(qn("r:embed")) if blip is not None else None
    try:
        image = Image.open(BytesIO(part.related_part(key).blob)).convert("RGB").resize((1, 1))
        red, green, blue = image.tobytes()[:3]
    except (KeyError, UnidentifiedImageError, OSError, Image.DecompressionBombError):
        return ""
    return f"{red:02X}{green:02X}{blue:02X}"


# --- titles ------------------------------------------------------------------------------------------------


def title_look(layout: Any, holder: Any, ground: str) -> TitleLook:
    """How the title of a layout is set, inherited from its master where it does not say."""
    colors = colors_of(layout)
    master = layout.slide_master
    above = next((shape._element for shape in master.placeholders if _is_title(shape._element)), None)
    bodies = [element.find(f".//{qn('a:bodyPr')}") for element in (holder._element, above) if element is not None]
    levels = [
        element.find(f".//{qn('a:lstStyle')}/{qn('a:lvl1pPr')}")
        for element in (holder._element, above)
        if element is not None
    ]
    levels.append(master._element.find(f"{qn('p:txStyles')}/{qn('p:titleStyle')}/{qn('a:lvl1pPr')}"))
    runs = [None if level is None else level.find(qn("a:defRPr")) for level in levels]
    fills = [run.find(qn("a:solidFill")) for run in runs if run is not None and run.find(qn("a:solidFill")) is not None]
    return TitleLook(
        points=int(_first(runs, "sz", "3200")) / 100,
        bold=_first(runs, "b", "0") in {"1", "true"},
        color=colors.of(fills[0]) if fills else "",
        align=_SIDES.get(_first(levels, "algn", "l"), "left"),
        anchor=_ANCHORS.get(_first(bodies, "anchor", "t"), "top"),
        inset=(int(_first(bodies, "lIns", "91440")) / 914_400, int(_first(bodies, "tIns", "45720")) / 914_400),
    )


def _is_title(element: Any) -> bool:
    mark = element.find(f".//{qn('p:ph')}")
    return mark is not None and mark.get("type") in {"title", "ctrTitle"}


def _first(elements: list[Any], name: str, default: str) -> str:
    found = (element.get(name) for element in elements if element is not None)
    return next((value for value in found if value is not None), default)
