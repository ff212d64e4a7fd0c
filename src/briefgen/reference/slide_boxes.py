"""Where titles, bodies, covers and chapters stand in a template's layouts, and what has too little room there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from pptx.oxml.ns import qn

from briefgen.deck import grid as s
from briefgen.deck.geometry import Frame, Opening
from briefgen.deck.scale import between
from briefgen.deck.shapes import Box
from briefgen.reference.slide_match import FEET, Layout, Placeholder
from briefgen.reference.slide_theme import TitleLook

_EMU = 914_400
LEAST_BODY = (5.0, 2.6)
SMALLEST_TITLE = 12.0
_TITLE, _COVER = 100, 60
"""Characters that titles of slides, and of covers and chapters, must have room for at the smallest size."""
_TALL_TITLE, _TALL_FRONT = 0.62, 0.72
_TITLED, _APART = 0.04, 0.1
"""Inches between a title and the subtitle under it, and between that and the body."""
_COVER_TEXT, _SECTION_TEXT = (3.5, 1.4), (3.0, 0.5)
"""The least width and height of the texts of a cover and of a chapter."""


def frame_of(
    layout: Any, offer: Layout, look: TitleLook, slots: dict[int, Placeholder], drawn: Sequence[Box],
    size: tuple[float, float], scale: float,
) -> Frame:  # fmt: skip
    """The boxes of a content layout; `drawn` is what it paints beside its placeholders."""
    title = _inside(slots[s.TITLE_SLOT].box, look)
    area = area_of(layout, offer, title, size, scale)
    beside = title.bottom < area.y + 1 or title.y > area.bottom
    if title.h < _TALL_TITLE and beside:
        title = replace(title, h=_TALL_TITLE)
    top = max(area.y, round(title.bottom + 0.1, 3)) if title.y < area.y else area.y
    subtitle = slots.get(s.SUBTITLE_SLOT)
    held = _inside(subtitle.box, look) if subtitle else Box(area.x, _under(title, top, drawn), area.w, s.SUBTITLE.h)
    below = max(top, held.y + max(held.h, s.SUBTITLE.h) + (0.1 if subtitle else _APART))
    largest = min(look.points / scale, 32.0)
    usual = 20.0 if title.w > 10 else 17.0
    return Frame(
        title=title,
        anchor=look.anchor,
        align=look.align,
        title_sizes=between(largest, min(largest, usual, _least(title, _TITLE))),
        bold=look.bold,
        subtitle=held,
        left=area.x,
        width=area.w,
        top=round(below, 3),
        plain=top,
        note_bottom=round(area.bottom, 3),
        rises=False,
        snug=True,
    )


def _under(title: Box, top: float, drawn: Sequence[Box]) -> float:
    """Where a subtitle begins that has no placeholder: under the title, unless something is drawn between title and
    body."""
    parted = any(title.bottom - 0.05 < edge < top + 0.05 for box in drawn for edge in (box.y, box.bottom))
    return top if parted or title.y > top else min(top, round(title.bottom + _TITLED, 3))


def opening_of(
    name: str, offer: Layout, look: TitleLook, slots: dict[int, Placeholder], drawn: Sequence[Box],
    size: tuple[float, float], scale: float,
) -> Opening:  # fmt: skip
    """The boxes of a cover or chapter: the title, grown where it is low, and the text where there is room for it."""
    holder = slots.get(s.SUBTITLE_SLOT)
    foot = min([size[1] - 0.35, *(h.box.y - 0.05 for h in offer.holders if h.kind in FEET and h.box.y > size[1] / 2)])
    title = _grown(_inside(slots[s.TITLE_SLOT].box, look), holder.box if holder else None, foot)
    wide, tall = _COVER_TEXT if name == "Cover" else _SECTION_TEXT
    places = list(_text_places(title, holder, look, drawn, foot))
    text = next((box for box in places if box.w >= wide and box.h >= tall), None)
    largest = min(look.points / scale, 48.0)
    return Opening(
        title=title,
        text=text or max(places, key=lambda box: box.w * box.h),
        title_sizes=between(largest, min(largest, 20.0, _least(title, _COVER))),
        anchor=look.anchor,
        bold=look.bold,
        align=look.align,
    )


def too_small(name: str, place: Frame | Opening) -> Iterator[tuple[str, str]]:
    """What has too little room in a layout that stands for one of ours, and what it takes."""
    characters = _TITLE if isinstance(place, Frame) else _COVER
    if _capacity(place.title, SMALLEST_TITLE) < characters:
        takes = f"{characters} characters of {SMALLEST_TITLE:g} points must find room"
        yield f"titles: {_sized(place.title)}", takes
    if isinstance(place, Frame):
        body = Box(place.left, place.plain, place.width, max(0.0, place.note_bottom - place.plain))
        least = LEAST_BODY
    else:
        body, least = place.text, _COVER_TEXT if name == "Cover" else _SECTION_TEXT
    if body.w < least[0] or body.h < least[1]:
        yield f"{name}: {_sized(body)}", f"it takes {least[0]:g} x {least[1]:g} in"


def shrinks(place: Frame | Opening, holder: Placeholder) -> str:
    """How titles are set in a placeholder that is small for them; empty in one of the usual size."""
    usual = min(place.title_sizes[0], 17.0)
    if place.title_sizes[-1] >= usual and place.title.h <= holder.box.h:
        return ""
    grown = f", its box grown to {place.title.h:.2f} in" if place.title.h > holder.box.h else ""
    sizes = " or ".join(f"{points:g}" for points in reversed(place.title_sizes))
    return f"the title's placeholder is {_sized(holder.box)}: set in {sizes} points{grown}"


def _sized(box: Box) -> str:
    return f"{box.w:.1f} in wide, {box.h:.1f} in high"


def _capacity(box: Box, points: float) -> int:
    """How many characters of a size stand in a box, more or less."""
    return int(box.h * 72 / points / 1.15) * int(box.w * 72 / points / 0.5)


def _least(box: Box, characters: int) -> float:
    """The size at which so many characters find room, in two lines or more."""
    sizes = (points / 2 for points in range(64, int(SMALLEST_TITLE * 2), -1))
    fits = (p for p in sizes if _capacity(box, p) >= characters and (box.h * 72 >= 2 * 1.2 * p or box.h < 0.4))
    return next(fits, SMALLEST_TITLE)


def _grown(title: Box, text: Box | None, foot: float) -> Box:
    """A low title of a cover made higher: downwards to the text below it, else upwards."""
    if title.h >= _TALL_FRONT:
        return title
    floor = text.y if text and text.y > title.y else foot
    tall = max(title.h, min(_TALL_FRONT, floor - 0.05 - title.y))
    lift = max(0.0, min(_TALL_FRONT - tall, title.y - 0.3))
    return Box(title.x, round(title.y - lift, 4), title.w, round(tall + lift, 4))


def _text_places(
    title: Box, holder: Placeholder | None, look: TitleLook, drawn: Sequence[Box], foot: float
) -> Iterator[Box]:
    """Where the text of a cover may stand, the best place first."""
    if holder:
        box = _inside(holder.box, look)
        if holder.box.y >= title.bottom - 0.3:
            bottom = _clear_below(box, drawn, min(foot, box.y + 3.2))
            box = replace(box, h=round(max(box.h, bottom - box.y), 3))
        yield box
    top = round(title.bottom + 0.2, 3)
    below = Box(title.x, top, title.w, 0.3)
    yield replace(below, h=round(max(0.3, _clear_below(below, drawn, foot) - top), 3))
    yield Box(title.x, 0.4, title.w, round(max(0.3, title.y - 0.6), 3))


def _clear_below(box: Box, drawn: Sequence[Box], foot: float) -> float:
    """How far a box may grow downwards before it meets something drawn."""
    met = [one.y - 0.1 for one in drawn if one.y >= box.bottom and one.x < box.right and one.right > box.x]
    return min([foot, *met])


def area_of(layout: Any, offer: Layout, title: Box, size: tuple[float, float], scale: float) -> Box:
    """Where the body may stand: the content placeholders together, else the master's, else below the title."""
    boxes = [holder.box for holder in offer.body if holder.kind not in {"subTitle"} and holder.box.h > 0.9]
    if not boxes:
        bodies = (shape for shape in layout.slide_master.placeholders if _kind(shape) in {"body", "obj", ""})
        boxes = [Box(*(round(e / _EMU / scale, 4) for e in (b.left, b.top, b.width, b.height))) for b in bodies][:1]
    foot = min([size[1] - 0.4, *(h.box.y for h in offer.holders if h.kind in FEET and h.box.y > size[1] / 2)])
    if not boxes:
        return Box(title.x, round(title.bottom + 0.2, 3), title.w, round(foot - 0.1 - title.bottom - 0.2, 3))
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.right for box in boxes), min(max(box.bottom for box in boxes), foot - 0.06)
    inset = min(0.1, max(0.0, title.x - left))
    return Box(round(left + inset, 4), top, round(right - left - 2 * inset, 4), round(bottom - top, 4))


def _kind(shape: Any) -> str:
    mark = shape._element.find(f".//{qn('p:ph')}")
    return "" if mark is None else str(mark.get("type", ""))


def _inside(box: Box, look: TitleLook) -> Box:
    """A placeholder's box without its inner margins."""
    x, y = look.inset
    return Box(round(box.x + x, 4), round(box.y + y, 4), round(box.w - 2 * x, 4), round(box.h - 2 * y, 4))
