"""Floating pictures of headers and footers: where they stand on the page, and the room that they leave for text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

from briefgen.deck.shapes import Box
from briefgen.frozen import frozen

_EMU = 914_400
_LINE = 0.2
"""Inches that a line of a header takes, more or less."""
_CLEAR = 0.1
_WIDE = 0.6
"""A float over this share of the text's width leaves no room beside it."""
TALL = 0.35
"""A float over this share of the page's height lies under the whole page."""
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_POINTS = {"pt": 72.0, "in": 1.0, "cm": 2.54, "mm": 25.4, "px": 96.0, "": 914_400.0}
_LENGTH = re.compile(r"(-?[\d.]+)(pt|in|cm|mm|px|)")


@frozen
class Room:
    """What a line needs to keep clear of floats, in inches: at its left, its right, and above or (a footer's) below."""

    left: float = 0.0
    right: float = 0.0
    away: float = 0.0


NOTHING = Room()


def room_beside(margin: Any, section: Any, *, foot: bool) -> Room:
    """The room that floats take from the line we add below what a template's header or footer has."""
    left, right = section.left_margin / _EMU, (section.page_width - section.right_margin) / _EMU
    taken = sum(_height(child) for child in margin if _prints(child))
    top = (section.page_height - section.footer_distance) / _EMU - 2 * _LINE if foot else _top(section) + taken
    around = [box for box in floats_of(margin, section, foot=foot) if box.y < top + 2 * _LINE and box.bottom > top]
    beside = sorted((box.x, box.right) for box in around if box.w < _WIDE * (right - left))
    gaps, at = [], left
    for begin, end in (*beside, (right + _CLEAR, right + _CLEAR)):
        gaps.append((at, min(begin - _CLEAR, right)))
        at = max(at, end + _CLEAR)
    begin, end = max(gaps, key=lambda gap: gap[1] - gap[0])
    wide = [box for box in around if box.w >= _WIDE * (right - left)]
    away = [top + 2 * _LINE - box.y if foot else box.bottom - top for box in wide]
    return Room(max(0.0, begin - left), max(0.0, right - end), max([0.0, *away]))


def place_of(anchor: Any, section: Any) -> Box:
    """Where a floating picture of a header or footer stands on the page."""
    return _anchored(anchor, section, _top(section))


def clear_text(section: Any, header: Any, footer: Any) -> None:
    """Margins of the page as large as its header needs with the line that we add to it, and as the floats of header and
    footer need that reach into the text."""
    printed = [child for child in header if _prints(child)]
    if printed:
        end = _top(section) + sum(map(_height, printed)) + _LINE + _CLEAR
        section.top_margin = max(section.top_margin, round(end * _EMU))
    left, right = section.left_margin / _EMU, (section.page_width - section.right_margin) / _EMU
    tall = section.page_height / _EMU
    for margin, foot in ((header, False), (footer, True)):
        boxes = floats_of(margin, section, foot=foot)
        over = [box for box in boxes if box.right > left and box.x < right and box.y >= 0 and box.bottom <= tall]
        if not foot and (low := [box.bottom for box in over if box.y < tall / 4]):
            section.top_margin = max(section.top_margin, round((max(low) + _CLEAR) * _EMU))
        if foot and (high := [box.y for box in over if box.bottom > tall * 3 / 4]):
            section.bottom_margin = max(section.bottom_margin, round((tall - min(high) + _CLEAR) * _EMU))


def floats_of(margin: Any, section: Any, *, foot: bool) -> list[Box]:
    """The boxes of floating pictures and text boxes on the page, without those that lie under all of it."""
    tall = section.page_height / _EMU
    bottom = tall - section.footer_distance / _EMU
    at = bottom - sum(_height(child) for child in margin) if foot else _top(section)
    found = []
    for child in margin:
        for anchor in child.iter(f"{_PICTURE}anchor"):
            found.append(_anchored(anchor, section, at))
        for shape in _drawn(child):
            found += _styled(shape.get("style", ""), section, at)
        at += _height(child)
    return [box for box in found if 0 < box.h < TALL * tall]


def _top(section: Any) -> float:
    return float(section.header_distance / _EMU)


def _prints(child: Any) -> bool:
    tags = (qn("w:t"), qn("w:drawing"), qn("w:pict"), qn("w:instrText"))
    return any(node.tag != qn("w:t") or (node.text or "").strip() for node in child.iter(*tags))


def _height(child: Any) -> float:
    """How much room a paragraph or table takes: its lines, or its tallest picture."""
    rows = sum(1 for _ in child.iter(qn("w:tr"))) or 1
    inline = [int(e.get("cy", "0")) / _EMU for e in child.iterfind(f".//{_PICTURE}inline/{_PICTURE}extent")]
    return max([_LINE * rows, *inline])


def _anchored(anchor: Any, section: Any, line: float) -> Box:
    extent = anchor.find(f"{_PICTURE}extent")
    w, h = (int(extent.get(name, "0")) / _EMU for name in ("cx", "cy")) if extent is not None else (0.0, 0.0)
    across, down = (anchor.find(f"{_PICTURE}position{way}") for way in "HV")
    return Box(_place(across, _across(section), w), _place(down, _down(section, line), h), w, h)


def _place(position: Any, references: dict[str, tuple[float, float]], size: float) -> float:
    """Where a float begins: aligned in what it refers to, or at a distance from its beginning."""
    if position is None:
        return 0.0
    begin, end = references.get(position.get("relativeFrom", ""), references["margin"])
    for child in position:
        said = (child.text or "").strip()
        if child.tag == f"{_PICTURE}align":
            return _aligned(said, begin, end, size)
        if child.tag == f"{_PICTURE}posOffset" and said.lstrip("-").isdigit():
            return begin + int(said) / _EMU
        if child.tag.endswith("Offset") and said.lstrip("-").isdigit():
            return begin + int(said) / 100_000 * (end - begin)
    return begin


def _aligned(how: str, begin: float, end: float, size: float) -> float:
    if how in {"right", "bottom", "outside"}:
        return end - size
    return begin + (end - begin - size) / 2 if how == "center" else begin


def _across(section: Any) -> dict[str, tuple[float, float]]:
    wide, left = section.page_width / _EMU, section.left_margin / _EMU
    right = wide - section.right_margin / _EMU
    text = (left, right)
    return {"page": (0.0, wide), "margin": text, "column": text, "character": text, "text": text, "char": text,
            "leftMargin": (0.0, left), "insideMargin": (0.0, left), "rightMargin": (right, wide),
            "outsideMargin": (right, wide)}  # fmt: skip


def _down(section: Any, line: float) -> dict[str, tuple[float, float]]:
    tall, top = section.page_height / _EMU, section.top_margin / _EMU
    bottom = tall - section.bottom_margin / _EMU
    here = (line, line + _LINE)
    return {"page": (0.0, tall), "margin": (top, bottom), "paragraph": here, "line": here, "text": here,
            "topMargin": (0.0, top), "insideMargin": (0.0, top), "bottomMargin": (bottom, tall),
            "outsideMargin": (bottom, tall)}  # fmt: skip


def _drawn(child: Any) -> Iterator[Any]:
    """Shapes in the older drawing language, outside of what stands in for a newer one."""
    for pict in child.iter(qn("w:pict")):
        if not any(above.tag.endswith("}Fallback") for above in pict.iterancestors()):
            yield from (shape for shape in pict if "position:absolute" in shape.get("style", "").replace(" ", ""))


def _styled(style: str, section: Any, line: float) -> Iterator[Box]:
    """The box that the style of an older shape names; those of a group's parts are left to the group."""
    said = dict(part.split(":", 1) for part in style.replace(" ", "").split(";") if ":" in part)
    w, h, x, y = (_inches(said.get(name, "0")) for name in ("width", "height", "margin-left", "margin-top"))
    edges = []
    ways = (("horizontal", _across(section), w, x), ("vertical", _down(section, line), h, y))
    for way, references, size, offset in ways:
        begin, end = references.get(_spelled(said.get(f"mso-position-{way}-relative", "text")), references["text"])
        how = said.get(f"mso-position-{way}", "absolute")
        edges.append(begin + offset if how == "absolute" else _aligned(how, begin, end, size))
    yield Box(edges[0], edges[1], w, h)


def _spelled(reference: str) -> str:
    """An area as the newer language spells it."""
    head, *rest = reference.removesuffix("-area").split("-")
    return head + "".join(part.title() for part in rest)


def _inches(length: str) -> float:
    found = _LENGTH.fullmatch(length)
    return float(found[1]) / _POINTS[found[2]] if found else 0.0
