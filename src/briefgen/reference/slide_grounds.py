"""What a template's masters and layouts paint under the text of a slide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from pptx.oxml.ns import qn

from briefgen.brand.colour import TEXT, contrast, readable
from briefgen.deck.shapes import Box
from briefgen.frozen import frozen
from briefgen.ooxml.painting import NOTHING, UNKNOWN, Paint, blended, paint_of, picture, styled
from briefgen.reference.slide_theme import Colors, colors_of

_EMU = 914_400
_THIN = 0.08
"""Lines thinner than this, in inches, are no ground of text."""
_ACROSS, _DOWN = 12, 6


@frozen
class Patch:
    """A shape that the master or layout draws beside its placeholders: its box in inches and its fill."""

    box: Box
    paint: Paint

    @property
    def is_ground(self) -> bool:
        """Whether text may stand on it."""
        return self.paint != NOTHING and min(self.box.w, self.box.h) >= _THIN


def patches_of(layout: Any, size: tuple[float, float], scale: float) -> tuple[Patch, ...]:
    """What the master and the layout draw, the lowest first; the first is the background."""
    colors, master = colors_of(layout), layout.slide_master
    found = [Patch(Box(0, 0, *size), Paint((("FFFFFF", 1.0),)))]
    for owner in (master, layout):
        background = owner._element.find(f"{qn('p:cSld')}/{qn('p:bg')}")
        if background is not None:
            found.append(Patch(Box(0, 0, *size), _background(background, colors, owner.part)))
    shown = layout._element.get("showMasterSp", "1") not in {"0", "false"}
    for owner in (master, layout) if shown else (layout,):
        found += _drawn(owner.shapes._spTree, colors, owner.part, (0.0, 0.0, 1 / _EMU / scale, 1 / _EMU / scale))
    return tuple(found)


def _background(background: Any, colors: Colors, part: Any) -> Paint:
    reference = background.find(qn("p:bgRef"))
    if reference is not None:
        digits = colors.of(reference)
        return Paint(((digits, 1.0),)) if digits else NOTHING
    return paint_of(background.find(qn("p:bgPr")), colors.digits, blobs_of(part)) or NOTHING


def _drawn(tree: Any, colors: Colors, part: Any, place: tuple[float, float, float, float]) -> Iterator[Patch]:
    """The shapes of a tree or group; `place` is where its own coordinates begin and how long one of them is."""
    for element in tree:
        box = _box(element, place)
        if box is None:
            continue
        if element.tag == qn("p:grpSp"):
            yield from _drawn(element, colors, part, _within(element, place))
        elif element.find(f".//{qn('p:nvPr')}/{qn('p:ph')}") is None:
            yield Patch(box, _paint(element, colors, part))


def _paint(element: Any, colors: Colors, part: Any) -> Paint:
    if element.tag == qn("p:cxnSp"):
        return NOTHING
    fill = element.find(qn("p:blipFill"))
    if fill is not None:
        return picture(fill, blobs_of(part))
    said = paint_of(element.find(qn("p:spPr")), colors.digits, blobs_of(part))
    if said is None:
        said = styled(element.find(qn("p:style")), colors.digits)
    return said if said is not None else UNKNOWN if element.tag == qn("p:graphicFrame") else NOTHING


def blobs_of(part: Any) -> Any:
    """Related parts by the id of their relation."""

    def blob(key: str) -> bytes | None:
        try:
            return bytes(part.related_part(key).blob)
        except KeyError:
            return None

    return blob


def _box(element: Any, place: tuple[float, float, float, float]) -> Box | None:
    frame = element.find(f"{qn('p:spPr')}/{qn('a:xfrm')}")
    for path in (f"{qn('p:grpSpPr')}/{qn('a:xfrm')}", qn("p:xfrm")):
        frame = element.find(path) if frame is None else frame
    offset, extent = (frame.find(qn(name)) if frame is not None else None for name in ("a:off", "a:ext"))
    if offset is None or extent is None:
        return None
    x, y, wide, tall = place
    return Box(
        x + int(offset.get("x")) * wide, y + int(offset.get("y")) * tall,
        int(extent.get("cx")) * wide, int(extent.get("cy")) * tall,
    )  # fmt: skip


def _within(group: Any, place: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    frame = group.find(f"{qn('p:grpSpPr')}/{qn('a:xfrm')}")
    box = _box(group, place)
    offset, extent = frame.find(qn("a:chOff")), frame.find(qn("a:chExt"))
    if box is None or offset is None or extent is None or not int(extent.get("cx")) * int(extent.get("cy")):
        return place
    wide, tall = box.w / int(extent.get("cx")), box.h / int(extent.get("cy"))
    return box.x - int(offset.get("x")) * wide, box.y - int(offset.get("y")) * tall, wide, tall


# --- reading ---------------------------------------------------------------------------------------------


@lru_cache(512)
def grounds_at(box: Box, patches: tuple[Patch, ...]) -> tuple[str, ...]:
    """The colours that lie under a box, the most frequent first; black and white where one cannot be known."""
    found: Counter[str] = Counter()
    grounds = [patch for patch in patches if patch.is_ground]
    for step in range(_ACROSS * _DOWN):
        x = box.x + (step % _ACROSS + 0.5) * box.w / _ACROSS
        y = box.y + (step // _ACROSS + 0.5) * box.h / _DOWN
        found.update(_seen(x, y, grounds))
    return tuple(color for color, _ in found.most_common())


def _seen(x: float, y: float, patches: Sequence[Patch]) -> tuple[str, ...]:
    color, known = "FFFFFF", True
    for patch in patches:
        box = patch.box
        if box.x <= x <= box.right and box.y <= y <= box.bottom:
            tint = patch.paint.at((x - box.x) / box.w, (y - box.y) / box.h)
            known = bool(tint[0]) or (known and tint[1] == 0)
            color = blended(color, tint)
    return (color,) if known else ("FFFFFF", "000000")


def worst(color: str, grounds: Sequence[str]) -> float:
    """The least contrast of a colour with any of the grounds."""
    return min(contrast(color, ground) for ground in grounds)


def readable_on(color: str, grounds: Sequence[str]) -> str:
    """The colour itself if it reads on all the grounds, else the one of its hue, white or black that reads best."""
    choices = (color, *(readable(color, ground) for ground in grounds), "FFFFFF", "000000")
    best = max(choices, key=lambda one: worst(one, grounds))
    return next((one for one in choices if worst(one, grounds) >= TEXT), best)


def fill_of(holder: Any, layout: Any, kinds: Sequence[str]) -> str:
    """The colour that fills a placeholder, from the layout or else its like in the master; empty if nothing does."""
    alike = (shape for shape in layout.slide_master.placeholders if _kind(shape._element) in kinds)
    above = next((shape._element for shape in alike), None)
    colors = colors_of(layout)
    for element, part in ((holder._element, layout.part), (above, layout.slide_master.part)):
        paint = paint_of(element.find(qn("p:spPr")), colors.digits, blobs_of(part)) if element is not None else None
        if paint is None and element is not None:
            paint = styled(element.find(qn("p:style")), colors.digits)
        if paint is not None:
            digits, share = paint.at(0.5, 0.5)
            return digits if share > 0.5 else ""
    return ""


def _kind(element: Any) -> str:
    mark = element.find(f".//{qn('p:ph')}")
    return "-" if mark is None else str(mark.get("type", ""))
