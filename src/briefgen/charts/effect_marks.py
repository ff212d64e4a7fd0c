"""Effects on one short axis over several trials: the mark of each, the numbers below, what a hollow mark means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from briefgen.charts.effect_rows import EffectRow
from briefgen.charts.engine.axis import Axis, tick_labels
from briefgen.charts.engine.canvas import Canvas

CAVEAT = "Different trials, not a comparison."
HOLLOW = "Hollow: derived from reduction"


def is_derived(effect: EffectRow) -> bool:
    """Whether its source states a reduction of the risk and no ratio."""
    return effect.measure != "hazard_ratio"


def ratio_of(effect: EffectRow) -> Decimal | None:
    """The hazard ratio, of a reduction of the risk the one that it comes to."""
    number = effect.quantity.number
    return 1 - number / 100 if number is not None and is_derived(effect) else number


def numbers_of(row: EffectRow) -> list[Decimal]:
    """The effect and the bounds of its interval, as far as they are numbers."""
    interval = None if is_derived(row) else row.quantity.interval
    bounds = [interval.low, interval.high] if interval else []
    return [number for number in (ratio_of(row), *bounds) if number is not None]


def mark_effect(effect: EffectRow | None, canvas: Canvas, axis: Axis, y: float) -> None:
    """A dot with its whisker: steel where the endpoint was missed or is undecided, hollow where of a reduction."""
    number = ratio_of(effect) if effect else None
    if effect is None or number is None or not axis.holds(number):
        return
    color = "steel" if effect.missed or effect.undecided else canvas.accent
    interval, derived = effect.quantity.interval, is_derived(effect)
    if interval and interval.low is not None and not derived:
        high = interval.high
        right = axis.x(high) if high is not None and axis.holds(high) else axis.right
        canvas.whisker(axis.x(interval.low), right, y, color, open_right=high is None or high > axis.high)
    canvas.dot(axis.x(number), y, color=color, hollow=derived)


def key_width(effects: Iterable[EffectRow | None], canvas: Canvas) -> float:
    """The room at the left of the axes for what hollow means; 0 where nothing is derived."""
    derived = any(effect and is_derived(effect) and ratio_of(effect) is not None for effect in effects)
    return canvas.measure(HOLLOW, canvas.sizes.small) + 0.12 if derived else 0.0


def foot(effects: Iterable[EffectRow | None], axes: Sequence[Axis], canvas: Canvas, y: float) -> float:
    """The numbers below the axes, and what hollow means where something is derived: at their left, else below.
    Returns where the picture ends."""
    points = canvas.sizes.small
    for axis in axes:
        tick_labels(canvas, axis, y)
    below = y + 0.06 + canvas.leading(canvas.sizes.tick)
    key = key_width(effects, canvas)
    if not key:
        return below
    beside = key <= axes[0].left
    middle = y + 0.04 + canvas.leading(canvas.sizes.tick) / 2
    canvas.text(0, middle if beside else below + canvas.leading(points) / 2, HOLLOW, points, "slate")
    return below if beside else below + canvas.leading(points)
