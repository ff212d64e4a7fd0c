"""The marks of charts of effects: what stands for an effect on its axis, and what is said of both sides below it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from math import log
from typing import Any, Literal

from briefgen.charts.effect_rows import EffectRow, Scale
from briefgen.charts.effect_words import favoured
from briefgen.charts.engine.axis import Axis
from briefgen.charts.engine.canvas import Canvas
from briefgen.charts.engine.chart import capital
from briefgen.charts.engine.marks import Shape
from briefgen.frozen import frozen
from briefgen.lexicon.en import NO_INTERVAL
from briefgen.values.brackets import USUAL_KIND

ORIGIN: dict[Scale, Decimal] = {"ratio": Decimal(1), "difference": Decimal(0), "reduction": Decimal(0)}
BY_EVENTS = "square area: events"
BY_PRECISION = "square area: precision (derived)"
"""By what squares are sized: the more precise, the narrower the interval."""
HOLLOW = {"ratio": "interval includes 1", "difference": "interval includes 0",
          "reduction": "interval includes 0"}  # fmt: skip
"""What a hollow mark means, where nothing else is said of it."""


@frozen
class Place:
    """On what a row is drawn: the axis and its kind; the area of its square, none for a dot; whether its subgroups
    follow."""

    axis: Axis
    scale: Scale
    weight: float
    pooled: bool


def is_pooled(row: EffectRow, rows: Sequence[EffectRow]) -> bool:
    """Whether it is the whole whose subgroups stand in the same block."""
    mine = [other for other in rows if str(other.endpoint) == str(row.endpoint)]
    return not row.subgroup and row is mine[0] and any(other.subgroup for other in mine)


def pooled_at(row: EffectRow, rows: Sequence[EffectRow], axis: Axis) -> float | None:
    """Where the effect in the whole lies, which a dotted line carries down to the subgroups."""
    whole = next((r for r in rows if is_pooled(r, rows) and str(r.endpoint) == str(row.endpoint)), None)
    number = whole.quantity.number if whole and whole.quantity.interval else None
    return axis.x(number) if number is not None and axis.holds(number) else None


def weights(rows: Sequence[EffectRow], scale: Scale) -> list[float]:
    """How large the squares of ratios are beside each other, their area being their events, or their precision where a
    source leaves events out; zero for a dot, where neither is known of all."""
    if scale != "ratio":
        return [0.0 for _ in rows]
    if by_events(rows):
        counts = [float(sum(_count(cell.events) for cell in row.cells)) if row.subgroup else 0.0 for row in rows]
    elif sum(row.subgroup for row in rows) > 1 and all(precision(row) for row in rows if row.subgroup):
        counts = [precision(row) if row.subgroup else 0.0 for row in rows]
    else:
        return [0.0 for _ in rows]
    return [max((count / (max(counts) or 1.0)) ** 0.5 * 1.25, 0.5) if count else 1.0 for count in counts]


def by_events(rows: Sequence[EffectRow]) -> bool:
    """Whether the events of both arms are known in every row with an interval."""
    known = [row for row in rows if row.quantity.interval]
    return all(len(row.cells) == 2 and all(_count(cell.events) for cell in row.cells) for row in known)


def precision(row: EffectRow) -> float:
    """How precise a ratio is, beside others with an interval of its kind: one over the square of its standard error,
    which is as wide as the interval on a logarithmic scale. Zero where a bound is not known."""
    interval = row.quantity.interval
    low, high = (interval.low, interval.high) if interval and interval.kind == USUAL_KIND else (None, None)
    return log(high / low) ** -2 if low and high and 0 < low < high else 0.0


def _count(events: Any) -> Decimal:
    quantity = events.value if events else None
    return getattr(quantity, "number", None) or Decimal(0)


def looks(row: EffectRow, scale: Scale) -> tuple[str, bool]:
    """Colour of a mark ("" for that of the subject) and whether it is hollow: what was missed is brick, what is not
    significant hollow, save where a margin and not the line decides."""
    color = "moss" if row.real_world else "brick" if row.missed else ""
    return color, row.real_world or row.missed or _is_open(row, scale)


def _is_open(row: EffectRow, scale: Scale) -> bool:
    """Whether its interval holds the line of no effect, and the line decides."""
    interval, origin = row.quantity.interval, ORIGIN[scale]
    if interval is None or row.margin_at is not None:
        return False
    low, high = interval.low, interval.high
    return not ((low is not None and low > origin) or (high is not None and high < origin))


def draw_mark(row: EffectRow, canvas: Canvas, place: Place, y: float) -> None:
    """A whisker with its mark; without an interval the words and no mark."""
    quantity, axis = row.quantity, place.axis
    number, interval = quantity.number, quantity.interval
    if number is None or interval is None or (axis.logarithmic and number <= 0):
        canvas.missing(axis.left + 0.06, y, str(row.value) if number is None else NO_INTERVAL, knock=True)
        return
    color, hollow = looks(row, place.scale)
    color = color or canvas.accent
    low, high = interval.low, interval.high
    inside = low is not None and high is not None and axis.holds(low) and axis.holds(high)
    if place.pooled and not hollow and inside:
        _diamond(canvas, (axis.x(low or number), axis.x(number), axis.x(high or number)), y, color, color)
        return
    right = axis.x(high) if high is not None and axis.holds(high) else axis.right
    beyond = high is None or high > axis.high
    if low is None or low < axis.low:
        canvas.whisker(axis.x(number), right, y, color, open_right=beyond, capped=False)
        canvas.arrow(axis.x(number), axis.left, y, color, 1.5)
    else:
        canvas.whisker(axis.x(low), right, y, color, open_right=beyond)
    if not axis.holds(number):
        return
    x, fill, dot = axis.x(number), "white" if hollow else color, canvas.sizes.dot
    wide = axis.x(high) - axis.x(low) if low is not None and high is not None else axis.right
    if place.weight:
        half = dot * 1.15 * place.weight
        canvas.box(x - half, y - half, 2 * half, 2 * half, fill, color, weight=1.75, layer=5)
    elif place.pooled:
        _diamond(canvas, (x - 1.35 * dot, x, x + 1.35 * dot), y, fill, color)
    else:
        canvas.dot(x, y, hollow=hollow, scale=1.0 if wide > 2.6 * dot else 0.6, color=color)


def _diamond(canvas: Canvas, at: tuple[float, float, float], y: float, fill: str, color: str) -> None:
    """A diamond from its left over its middle to its right corner."""
    left, middle, right = at
    half = canvas.sizes.dot * 1.35
    corners = ((left, y), (middle, y - half), (right, y), (middle, y + half))
    canvas.marks.append(Shape(corners, fill, color, 0.75 if fill == color else 1.75))


def feet(rows: Sequence[EffectRow], scale: Scale, canvas: Canvas, axis: Axis, y: float) -> float:
    """What either side of the line favours, below the ticks, what a hollow mark means, by what squares are sized."""
    sizes, line = canvas.sizes, axis.x(ORIGIN[scale])
    bottom = y
    low = line
    sides = favoured(rows) if scale != "reduction" else None
    if sides:
        reach = 0.55 * canvas.width
        rooms = (line - 0.25, min(reach, canvas.width - line - 0.25))
        for side, said, room in zip((-1, 1), sides, rooms, strict=True):
            color = canvas.accent if said.of_treatment else "slate"
            lines = canvas.wrap(said.text, sizes.small, room, bold=True)
            align: Any = "right" if side < 0 else "left"
            canvas.lines(line + side * 0.1, y + 0.03, lines, sizes.small, color, bold=True, align=align)
            wide = canvas.measure(lines[0], sizes.small, bold=True)
            _pointer(canvas, line + side * (0.1 + wide + 0.04), y + 0.03 + canvas.leading(sizes.small) / 2, side, color)
            bottom = max(bottom, y + 0.05 + canvas.leading(sizes.small, len(lines)))
            low = min(low, line + side * (0.2 + wide))
    weighed = any(weights(rows, scale))
    key = [HOLLOW[scale]] if any(_is_open(row, scale) and not (row.missed or row.real_world) for row in rows) else []
    area = [BY_EVENTS if by_events(rows) else BY_PRECISION] if weighed and any(row.subgroup for row in rows) else []
    mark: Literal["square", "dot", "none"] = "none" if not key else "square" if weighed else "dot"
    return _key("; ".join((*key, *area)), canvas, low, (y, bottom), mark) if key or area else bottom


def _key(
    said: str, canvas: Canvas, room: float, line: tuple[float, float], mark: Literal["square", "dot", "none"]
) -> float:
    """What a hollow mark means and what the size of squares, at the left of the line below the ticks, else below it;
    returns the bottom."""
    sizes, (top, bottom) = canvas.sizes, line
    high = canvas.leading(sizes.small)
    beside = 0.3 + canvas.measure(said, sizes.small) < room and bottom > top
    middle = (top + 0.03 if beside else bottom + 0.02) + high / 2
    if mark == "square":
        canvas.box(
            0.4 * sizes.dot,
            middle - 0.6 * sizes.dot,
            1.2 * sizes.dot,
            1.2 * sizes.dot,
            "white",
            canvas.accent,
            weight=1.75,
        )
    elif mark == "dot":
        canvas.dot(sizes.dot, middle, hollow=True, scale=0.7)
    start = 0.0 if mark == "none" else 2 * sizes.dot + 0.06
    canvas.text(start, middle, said if mark != "none" else capital(said), sizes.small, "slate")
    return bottom if beside else bottom + high + 0.04


def _pointer(canvas: Canvas, x: float, y: float, side: int, color: str) -> None:
    half = canvas.sizes.small / 72 * 0.28
    points = ((x + side * 2 * half, y), (x, y - half), (x, y + half))
    canvas.marks.append(Shape(points, color, color, 0.0))
