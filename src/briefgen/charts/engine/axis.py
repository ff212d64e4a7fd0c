"""Axes: from zero in even steps, or logarithmic around one; ticks at round numbers only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from math import ceil, floor, log

from briefgen.charts.engine.canvas import Canvas
from briefgen.frozen import frozen

STEPS = [Decimal(step).scaleb(power) for power in range(-3, 9) for step in (1, 2, 5)]
MONTHS = [Decimal(step) for step in (1, 2, 3, 6, 12, 24, 36, 60, 120)]
"""Distances of ticks: for times in months they make whole parts of years."""
RATIOS = [Decimal(ratio) for ratio in ("0.05", "0.1", "0.25", "0.5", "1", "2", "4", "10", "20")]
"""Ticks of an axis of ratios; what lies beyond its ends is drawn as an arrow."""
NEAR_ONE = [Decimal(ratio) for ratio in ("0.3", "0.5", "0.7", "1", "1.4", "2", "3")]
CLOSE_TO_ONE = [Decimal(ratio) for ratio in ("0.4", "0.6", "0.8", "1", "1.2", "1.5", "2")]
"""Ticks of shorter axes of ratios, which hold few of the others."""
TWICE = Decimal(2)
"""How far apart the ends of such an axis are at least."""
BEYOND = Decimal("1.06")
"""How far beyond its values a short one ends."""
APART, CLOSE = 0.1, 0.055
"""Inches between the numbers below an axis at least, and below a short one."""


@frozen
class Axis:
    """A horizontal axis from `low` at its left to `high` at its right."""

    left: float
    right: float
    low: Decimal
    high: Decimal
    ticks: tuple[Decimal, ...]
    logarithmic: bool = False
    apart: float = APART
    """Inches between its numbers at least."""

    def x(self, number: Decimal) -> float:
        """The place of a number; beyond the ends it is the end."""
        held = min(max(number, self.low), self.high)
        if self.logarithmic:
            share = log(float(held / self.low)) / log(float(self.high / self.low))
        else:
            share = float((held - self.low) / (self.high - self.low))
        return self.left + share * (self.right - self.left)

    def holds(self, number: Decimal) -> bool:
        """Whether a number lies on the axis."""
        return self.low <= number <= self.high


def from_zero(largest: Decimal, left: float, right: float, unit: str = "", most: int = 5) -> Axis:
    """From zero to the first tick at or beyond the largest value."""
    months = unit.startswith("month") and 1 < largest <= MONTHS[-1] * most
    largest = largest or Decimal(1)
    step = next(step for step in (MONTHS if months else STEPS) if largest <= step * most)
    count = max(1, ceil(largest / step))
    return Axis(left, right, Decimal(0), step * count, tuple(step * index for index in range(count + 1)))


def of_ratios(values: Iterable[Decimal], left: float, right: float) -> Axis:
    """Logarithmic, the shortest that ends at ticks beyond the values on both sides of 1; its ends lie far enough apart
    that little does not look like much."""
    inside = [min(max(value, RATIOS[0]), RATIOS[-1]) for value in (*values, Decimal(1)) if value > 0]
    found = [
        every[start : end + 1]
        for every in (RATIOS, NEAR_ONE, CLOSE_TO_ONE)
        for start, low in enumerate(every)
        for end, high in enumerate(every)
        if low <= min(inside) and max(inside) <= high and low < 1 < high and high >= low * TWICE
    ]
    ticks = min(found, key=lambda ticks: ticks[-1] / ticks[0])
    return Axis(left, right, ticks[0], ticks[-1], tuple(ticks), logarithmic=True)


def around(values: Iterable[Decimal], left: float, right: float) -> Axis:
    """Logarithmic as well, but ending just beyond the values, with the ticks of which it holds most: for an axis so
    short that each part of it counts."""
    held = [min(max(value, RATIOS[0]), RATIOS[-1]) for value in (*values, Decimal(1)) if value > 0]
    whole = of_ratios(held, left, right)
    low, high = min(held) / BEYOND, max(held) * BEYOND
    if high < low * TWICE:
        return whole
    held_of = [tuple(tick for tick in every if low <= tick <= high) for every in (whole.ticks, NEAR_ONE, CLOSE_TO_ONE)]
    return replace(whole, low=low, high=high, ticks=max(held_of, key=len), apart=CLOSE)


def across_zero(values: Iterable[Decimal], left: float, right: float, most: int = 6) -> Axis:
    """Even steps with zero inside and a tick at either end, so that both sides of zero are seen."""
    least, largest = min(known := [Decimal(0), *values]), max(known)
    step = next(step for step in STEPS if ((largest - least) or 1) <= step * (most - 1))
    low, high = min(floor(least / step), -1), max(ceil(largest / step), 1)
    ticks = tuple(step * index for index in range(low, high + 1))
    return Axis(left, right, ticks[0], ticks[-1], ticks)


def to_hundred(values: Iterable[Decimal], left: float, right: float) -> Axis:
    """Per cent of which no more than the whole can be: ends at 100, begins at zero or at the tick below the least."""
    least = max(min([Decimal(0), *values]), Decimal(-100))
    step = 25 if least > -50 else 50
    ticks = tuple(Decimal(step * index) for index in range(floor(least / step), 100 // step + 1))
    return Axis(left, right, ticks[0], ticks[-1], ticks)


def grid(canvas: Canvas, axis: Axis, top: float, bottom: float, origin: Decimal) -> None:
    """Vertical grid lines, the line at the origin stronger."""
    for tick in axis.ticks:
        strong = tick == origin
        x = axis.x(tick)
        canvas.line(x, top, x, bottom, "ink" if strong else "fog", 1.0 if strong else 0.75)


def tick_labels(canvas: Canvas, axis: Axis, y: float) -> float:
    """The numbers below an axis, as many as stand apart, none beyond the edge of the drawing; returns the bottom."""
    points = canvas.sizes.tick
    middle = y + 0.04 + canvas.leading(points) / 2
    for tick in _apart(canvas, axis):
        canvas.text(_place(canvas, axis, tick), middle, plain(tick), points, "slate", align="center")
    return y + 0.04 + canvas.leading(points)


def numbered(canvas: Canvas, axis: Axis) -> Axis:
    """The axis with those of its ticks whose numbers have room, so that no line of its grid goes without one."""
    return replace(axis, ticks=tuple(_apart(canvas, axis)))


def _place(canvas: Canvas, axis: Axis, tick: Decimal) -> float:
    """The middle of the number of a tick: below it, or as near as the edge of the drawing lets it."""
    half = canvas.measure(plain(tick), canvas.sizes.tick) / 2
    return min(max(axis.x(tick), half), canvas.width - half)


def _apart(canvas: Canvas, axis: Axis) -> list[Decimal]:
    """The ticks whose numbers have room: that of the origin, then every second from it, then those between."""
    origin = Decimal(1) if axis.logarithmic else Decimal(0)
    first = axis.ticks.index(origin) if origin in axis.ticks else 0
    taken: dict[Decimal, tuple[float, float]] = {}
    for index in sorted(range(len(axis.ticks)), key=lambda index: ((index - first) % 2, abs(index - first))):
        tick = axis.ticks[index]
        half = (canvas.measure(plain(tick), canvas.sizes.tick) + axis.apart) / 2
        x = _place(canvas, axis, tick)
        if all(x + half <= left or x - half >= right for left, right in taken.values()):
            taken[tick] = x - half, x + half
    return sorted(taken)


def plain(number: Decimal) -> str:
    """A round number as an axis prints it: 1,500, 0.25, −0.5."""
    if number < 0:
        return f"−{plain(-number)}"
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    whole, _, rest = text.partition(".")
    return f"{int(whole):,}" + (f".{rest}" if rest else "")
