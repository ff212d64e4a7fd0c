"""Where the foot of a template's slides stands: in its placeholders, else in free room clear of what it draws."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefgen.deck.grid import RIGHT_SLOT
from briefgen.deck.scale import SMALL, line_height
from briefgen.deck.shapes import Align, Box
from briefgen.frozen import frozen
from briefgen.reference.slide_layouts import FOOTER_SLOT, PAGE_SLOT
from briefgen.reference.slide_match import Layout, Placeholder

_TITLE, _DAY = 90, 60
"""Characters that the two texts of the foot may have."""
_LINE = line_height(SMALL) / 72
_WIDE, _PAGE, _CLEAR, _LEAST = 5.0, 0.5, 0.1, 4.0
"""Inches: a footer for both texts side by side, a slide number, the distance to others, the least free row."""
_FOOT = 0.42


@frozen
class Foot:
    """The boxes of the footer's left and right text and of the slide number, where each begins, and the placeholders
    that they fill by our slots."""

    left: Box
    right: Box
    number: Box
    sides: tuple[Align, Align] = ("left", "right")
    held: tuple[tuple[int, Placeholder], ...] = ()

    @property
    def top(self) -> float:
        """Where it begins."""
        return min(self.left.y, self.right.y, self.number.y)


def foot_of(offer: Layout, drawn: Sequence[Box], area: Box, size: tuple[float, float]) -> Foot:
    """The foot of a layout whose body has an area; `drawn` are the logos and other shapes it keeps clear of."""
    footer, day, page = (offer.first((kind,)) for kind in ("ftr", "dt", "sldNum"))
    held = ((PAGE_SLOT, page),) if page else ()
    if footer and day and _holds(footer.box, _TITLE) and _holds(day.box, _DAY):
        number = page.box if page else _last(_row(footer, area, size), [*drawn, footer.box, day.box])
        sides = (_side(footer.box, size), _side(day.box, size))
        return Foot(footer.box, day.box, number, sides, ((FOOTER_SLOT, footer), (RIGHT_SLOT, day), *held))
    if footer and footer.box.w >= _WIDE:
        return _halved(footer, page, held)
    if footer and _holds(footer.box, _TITLE) and footer.box.h >= 2 * _LINE and footer.box.w >= 2.9:
        return _stacked(footer, page, held, drawn, area, size)
    anchor = footer or day or page
    row = _row(anchor, area, size)
    taken = [*drawn, *((page.box,) if page else ())]
    if day and _holds(day.box, _DAY):
        row, (begin, end) = _free_row(row, [*taken, day.box], size)
        end, number = (end, page.box) if page else _with_number(row, begin, end)
        left = Box(begin, row.y, round(end - begin, 4), row.h)
        return Foot(left, day.box, number, ("left", _side(day.box, size)), ((RIGHT_SLOT, day), *held))
    row, (begin, end) = _free_row(row, taken, size)
    end, number = (end, page.box) if page else _with_number(row, begin, end)
    left, right = _split(Box(begin, row.y, round(end - begin, 4), row.h))
    return Foot(left, right, number, held=(*(((FOOTER_SLOT, footer),) if footer else ()), *held))


def _holds(box: Box, characters: int) -> bool:
    """Whether so many characters stand in a box at the size of the foot."""
    return int(box.h / _LINE + 0.1) * int(box.w * 72 / SMALL / 0.5) >= characters


def _side(box: Box, size: tuple[float, float]) -> Align:
    middle = (box.x + box.w / 2) / size[0]
    return "left" if middle < 0.4 else "right" if middle > 0.6 else "center"


def _row(anchor: Placeholder | None, area: Box, size: tuple[float, float]) -> Box:
    if anchor is None:
        return Box(area.x, size[1] - _FOOT, area.w, round(2 * _LINE, 3))
    return Box(area.x, anchor.box.y, area.w, max(anchor.box.h, round(2 * _LINE, 3)))


def _split(box: Box) -> tuple[Box, Box]:
    part = round(box.w * 0.56, 3)
    return (
        Box(box.x, box.y, part, box.h),
        Box(round(box.x + part + 0.15, 3), box.y, round(box.w - part - 0.15, 3), box.h),
    )


def _with_number(row: Box, begin: float, end: float) -> tuple[float, Box]:
    """A row that ends before a slide number of its own."""
    page = min(_PAGE, (end - begin) / 4)
    return round(end - page - _CLEAR, 4), Box(round(end - page, 4), row.y, page, row.h)


def _halved(footer: Placeholder, page: Placeholder | None, held: tuple[tuple[int, Placeholder], ...]) -> Foot:
    box = footer.box
    end, number = (box.right, page.box) if page else _with_number(box, box.x, box.right)
    if page and abs(page.box.y - box.y) < 0.3 and box.x < page.box.x < end:
        end = page.box.x - _CLEAR
    left, right = _split(Box(box.x, box.y, round(end - box.x, 4), box.h))
    return Foot(left, right, number, held=((FOOTER_SLOT, footer), *held))


def _stacked(
    footer: Placeholder,
    page: Placeholder | None,
    held: tuple[tuple[int, Placeholder], ...],
    drawn: Sequence[Box],
    area: Box,
    size: tuple[float, float],
) -> Foot:
    """One text above the other in a footer too narrow for both."""
    box, side = footer.box, _side(footer.box, size)
    upper = Box(box.x, box.y, box.w, round(box.h / 2, 4))
    lower = Box(box.x, round(box.y + box.h / 2, 4), box.w, round(box.h / 2, 4))
    number = page.box if page else _last(_row(footer, area, size), [*drawn, box])
    return Foot(upper, lower, number, (side, side), ((FOOTER_SLOT, footer), *held))


def _last(row: Box, taken: Iterable[Box]) -> Box:
    """A slide number at the end of the last free room of a row."""
    gaps = [gap for gap in _gaps(row, taken) if gap[1] - gap[0] >= _PAGE] or [(row.x, row.right)]
    end = gaps[-1][1]
    return Box(round(end - _PAGE, 4), row.y, _PAGE, row.h)


def _free_row(row: Box, taken: Sequence[Box], size: tuple[float, float]) -> tuple[Box, tuple[float, float]]:
    """The row itself where it is free enough, else one above what is in its way; and its widest free room."""
    above = sorted((round(box.y - row.h - 0.05, 4) for box in taken if _crosses(box, row)), reverse=True)
    rows = [row, *(Box(row.x, y, row.w, row.h) for y in above if y > size[1] * 0.78)]
    widest = [(one, _widest(one, taken)) for one in rows]
    enough = [(one, gap) for one, gap in widest if gap[1] - gap[0] >= min(_LEAST, row.w * 0.8)]
    return enough[0] if enough else max(widest, key=lambda found: found[1][1] - found[1][0])


def _widest(row: Box, taken: Sequence[Box]) -> tuple[float, float]:
    return max(_gaps(row, taken), key=lambda gap: gap[1] - gap[0], default=(row.x, row.right))


def _crosses(box: Box, row: Box) -> bool:
    return box.y < row.bottom and box.bottom > row.y


def _gaps(row: Box, taken: Iterable[Box]) -> list[tuple[float, float]]:
    """The free parts of a row from left to right."""
    found, at = [], row.x
    for begin, end in (*sorted((box.x, box.right) for box in taken if _crosses(box, row)), (row.right + 1, 0.0)):
        if (stop := min(begin - _CLEAR, row.right)) > at:
            found.append((round(at, 4), round(stop, 4)))
        at = max(at, end + _CLEAR)
    return found
