"""What DrawingML paints: colours as they look in the end, and fills as the colours of their parts."""

from __future__ import annotations

import colorsys
import math
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

from lxml import etree

from briefgen.frozen import frozen

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
GRID = 8
"""Into so many rows and columns a picture or gradient is divided to know its colours."""
_PRESETS = {"black": "000000", "white": "FFFFFF", "red": "FF0000", "blue": "0000FF", "green": "008000"}
_COLORS = ("srgbClr", "schemeClr", "sysClr", "prstClr", "scrgbClr", "hslClr")
_FILLS = ("noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill")
Tint = tuple[str, float]
"""Six hex digits and how much they cover, from 0 to 1; no digits where the colour cannot be known."""
Scheme = Callable[[str], str]
"""The digits of a colour's name in the theme, empty for a name that it has not."""
Parts = Callable[[str], bytes | None]
"""The bytes of a related part by the id of its relation."""


@frozen
class Paint:
    """A fill: one tint, or those of its rows and columns."""

    tints: tuple[Tint, ...]

    def at(self, across: float, down: float) -> Tint:
        """The tint at a place given as shares of width and height."""
        if len(self.tints) == 1:
            return self.tints[0]
        column, row = (min(GRID - 1, max(0, int(share * GRID))) for share in (across, down))
        return self.tints[row * GRID + column]


NOTHING = Paint((("", 0.0),))
UNKNOWN = Paint((("", 1.0),))


def tint_of(holder: Any, scheme: Scheme, within: str = "FFFFFF") -> Tint:
    """The colour below an element such as a solid fill; `within` stands for that of the style's user."""
    named = ((etree.QName(child).localname, child) for child in (() if holder is None else holder))
    kind, child = next(((kind, child) for kind, child in named if kind in _COLORS), ("", None))
    base = _base(child, kind, scheme, within) if kind else ""
    return (_modified(child, base), _opacity(child)) if len(base) == 6 else ("", 1.0)


def paint_of(properties: Any, scheme: Scheme, parts: Parts) -> Paint | None:
    """The fill that the properties of a shape or background name; None where they name none."""
    for fill in properties if properties is not None else ():
        kind = etree.QName(fill).localname
        if kind not in _FILLS:
            continue
        if kind == "noFill":
            return NOTHING
        if kind == "solidFill":
            return Paint((tint_of(fill, scheme),))
        if kind == "gradFill":
            return _gradient(fill, scheme)
        if kind == "blipFill":
            return picture(fill, parts)
        return Paint((tint_of(fill.find(f"{A}bgClr"), scheme),)) if kind == "pattFill" else UNKNOWN
    return None


def styled(style: Any, scheme: Scheme) -> Paint | None:
    """The fill that a shape's style refers to."""
    reference = style.find(f"{A}fillRef") if style is not None else None
    if reference is None:
        return None
    return NOTHING if reference.get("idx", "0") == "0" else Paint((tint_of(reference, scheme),))


def blended(ground: str, tint: Tint) -> str:
    """A ground seen through a tint."""
    digits, share = tint
    if not digits or share <= 0:
        return ground
    pairs = ((int(ground[at : at + 2], 16), int(digits[at : at + 2], 16)) for at in (0, 2, 4))
    return "".join(f"{round(below + (above - below) * min(1.0, share)):02X}" for below, above in pairs)


def picture(fill: Any, parts: Parts) -> Paint:
    """A picture as the colours of its parts, cut as it is shown."""
    from PIL import Image, UnidentifiedImageError

    blip = fill.find(f"{A}blip")
    data = parts(blip.get(f"{R}embed", "")) if blip is not None else None
    try:
        image = Image.open(BytesIO(data or b"")).convert("RGBA")
        image = image.crop(_cut(fill.find(f"{A}srcRect"), image.size))
        found = image.resize((GRID, GRID), Image.Resampling.BOX).tobytes()
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return UNKNOWN
    share = math.prod(int(node.get("amt", "100000")) / 100_000 for node in fill.iter(f"{A}alphaModFix"))
    return Paint(tuple((found[at : at + 3].hex().upper(), found[at + 3] / 255 * share)
                       for at in range(0, len(found), 4)))  # fmt: skip


def _cut(rect: Any, size: tuple[int, int]) -> tuple[int, int, int, int]:
    left, top, right, bottom = (
        int(rect.get(side, "0")) / 100_000 if rect is not None else 0.0 for side in ("l", "t", "r", "b")
    )
    wide, tall = size
    box = (max(0.0, left) * wide, max(0.0, top) * tall, (1 - max(0.0, right)) * wide, (1 - max(0.0, bottom)) * tall)
    x, y = min(int(box[0]), wide - 1), min(int(box[1]), tall - 1)
    return x, y, max(x + 1, int(box[2])), max(y + 1, int(box[3]))


def _gradient(fill: Any, scheme: Scheme) -> Paint:
    """A gradient along its angle, or from its middle outwards."""
    stops = sorted(
        (int(stop.get("pos", "0")) / 100_000, tint_of(stop, scheme)) for stop in fill.iterfind(f"{A}gsLst/{A}gs")
    )
    if not stops or any(not tint[0] for _, tint in stops):
        return UNKNOWN
    line = fill.find(f"{A}lin")
    angle = math.radians(int(line.get("ang", "0")) / 60_000) if line is not None else None
    return Paint(tuple(_between(stops, _along(angle, at % GRID, at // GRID)) for at in range(GRID * GRID)))


def _along(angle: float | None, column: int, row: int) -> float:
    x, y = (column + 0.5) / GRID - 0.5, (row + 0.5) / GRID - 0.5
    if angle is None:
        return min(1.0, 2 * max(abs(x), abs(y)))
    across, down = math.cos(angle), math.sin(angle)
    return (x * across + y * down) / (abs(across) + abs(down)) + 0.5


def _between(stops: list[tuple[float, Tint]], place: float) -> Tint:
    before = max((stop for stop in stops if stop[0] <= place), default=stops[0])
    after = min((stop for stop in stops if stop[0] >= place), default=stops[-1])
    share = (place - before[0]) / (after[0] - before[0]) if after[0] > before[0] else 0.0
    (one, cover), (other, more) = before[1], after[1]
    return blended(one, (other, share)), cover + (more - cover) * share


def _base(element: Any, kind: str, scheme: Scheme, within: str) -> str:
    value = element.get("val", "")
    if kind == "schemeClr":
        return within if value == "phClr" else scheme(value).upper()
    if kind == "srgbClr":
        return str(value).upper()
    if kind == "sysClr":
        return str(element.get("lastClr", "000000" if "Text" in value else "FFFFFF")).upper()
    return _PRESETS.get(value, "808080")


def _opacity(element: Any) -> float:
    share = 1.0
    for change in element:
        if change.tag in {f"{A}alpha", f"{A}alphaMod"}:
            share *= int(change.get("val", "100000")) / 100_000
    return share


def _modified(element: Any, color: str) -> str:
    """A colour with the lightness its element asks for."""
    hue, light, full = colorsys.rgb_to_hls(*(int(color[at : at + 2], 16) / 255 for at in (0, 2, 4)))
    for kind, value in _changes(element):
        if kind in {"lumMod", "shade"}:
            light *= value
        elif kind == "lumOff":
            light += value
        elif kind == "tint":
            light = 1 - (1 - light) * value
        elif kind == "satMod":
            full = min(1.0, full * value)
        light = min(1.0, max(0.0, light))
    return "".join(f"{round(255 * part):02X}" for part in colorsys.hls_to_rgb(hue, light, full))


def _changes(element: Any) -> Iterator[tuple[str, float]]:
    for change in element:
        yield etree.QName(change).localname, int(change.get("val", "0") or 0) / 100_000
