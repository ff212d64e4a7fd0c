"""Effects as panels an office program can draw: points with their intervals around the line of no effect."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby

from briefgen.charts import effects
from briefgen.charts.editable_trials import banner_label
from briefgen.charts.effect_drawing import ORIGIN, looks, weights
from briefgen.charts.effect_rows import EffectRow, Effects
from briefgen.charts.effect_words import (
    cell_words,
    favoured,
    figure_of,
    head_of_effect,
    head_of_names,
    is_of_one,
    margin_words,
    name_of,
    p_words,
)
from briefgen.charts.engine.canvas import Canvas
from briefgen.charts.engine.chart import capital
from briefgen.charts.engine.rows import Block, RowEntry, Style, name_label, stack
from briefgen.charts.engine.series import ChartPanel, Label, NativeAxis, Phrase
from briefgen.lexicon.en import NO_INTERVAL
from briefgen.lexicon.spelling import small

_SPAN = [Decimal(2) ** power for power in range(-4, 5)]
"""Ends of an axis of ratios: each is twice the one before, for that is what the programs can draw."""


def effect_panels(numbers: Effects, canvas: Canvas, height: float) -> tuple[ChartPanel, ...]:
    """A panel for each trial and axis; axes of ratios double from tick to tick."""
    left = canvas.width * effects.NAMES[canvas.room]
    groups = [list(rows) for _, rows in groupby(numbers.rows, lambda row: row.block)]
    blocks = []
    for index, rows in enumerate(groups):
        words = f"{rows[0].group} (real-world study)" if rows[0].real_world else str(rows[0].group)
        head = f"{head_of_names(rows)}, {small(head_of_effect(rows))}" if is_of_one(rows) else head_of_effect(rows)
        title = ((Phrase(f"{words}: ", canvas.sizes.name, bold=True), _small(head, canvas)),)
        foot = (*_foot(rows, numbers, canvas), *banner_label(canvas, numbers.several and index == len(groups) - 1))
        entries = [_entry(row, rows, numbers, left - 0.12, canvas) for row in rows]
        lines = {row.margin_at for row in rows if row.margin_at is not None}
        origin = ORIGIN[numbers.scale]
        style = Style(forest=True, foot=foot, origin=origin, limit=lines.pop() if len(lines) == 1 else None,
                      marker="square" if any(weights(rows, numbers.scale)) else "circle")  # fmt: skip
        blocks.append(Block(title, entries, _axis(rows[0], numbers, canvas), style))
    return stack(blocks, left, canvas, height)


def _axis(row: EffectRow, numbers: Effects, canvas: Canvas) -> NativeAxis:
    span = numbers.span(row)
    size = canvas.sizes.tick if span else 0.0
    if numbers.scale == "ratio":
        return NativeAxis(*_ends(span), Decimal(2), doubling=True, size=size)
    scale = effects.AXES[numbers.scale](span, 0.0, 1.0)
    return NativeAxis(scale.low, scale.high, scale.ticks[1] - scale.ticks[0], size=size)


def _ends(span: Sequence[Decimal]) -> tuple[Decimal, Decimal]:
    """The ends of an axis that holds the ratios, with 1 inside."""
    least, most = (span[0], span[-1]) if span else (Decimal(1), Decimal(1))
    low = max((end for end in _SPAN if end < 1 and end <= least), default=_SPAN[0])
    return low, min((end for end in _SPAN if end > 1 and end >= most), default=_SPAN[-1])


def _small(words: str, canvas: Canvas, color: str = "slate") -> Phrase:
    return Phrase(words, canvas.sizes.text, color)


def _foot(rows: Sequence[EffectRow], numbers: Effects, canvas: Canvas) -> Label:
    """What either side of the line favours, and what the dashed line is."""
    sides = favoured(rows) if numbers.scale != "reduction" and numbers.span(rows[0]) else None
    places = zip(("left", "right"), sides or (), strict=False)
    said = [", ".join(f"{place} {small(side.text)}" for place, side in places)]
    said += sorted({f"dashed line: {margin_words(row)}" for row in rows if row.margin_at is not None})
    words = "; ".join(part for part in said if part)
    return ((_small(capital(words), canvas),),) if words else ()


def _entry(row: EffectRow, rows: Sequence[EffectRow], numbers: Effects, room: float, canvas: Canvas) -> RowEntry:
    first, under = name_of(row, rows)
    sizes = canvas.sizes
    lines = canvas.wrap(capital(first), sizes.name, room, bold=not row.subgroup)
    said = [under, *(cell_words(cell) for cell in row.cells)]
    notes = [line for part in said if part for line in canvas.wrap(part, sizes.small, room)]
    name = name_label(lines, notes, canvas, bold=not row.subgroup)
    color, hollow = looks(row, numbers.scale)
    marker = {"moss": "real_world", "brick": "missed"}.get(color, "subgroup" if hollow else "dot")
    return RowEntry(name, row.quantity, _label(row, canvas), marker)


def _label(row: EffectRow, canvas: Canvas) -> Label:
    """The effect, its interval or that none is reported, what limits it, and its p-value."""
    quantity, sizes = row.quantity, canvas.sizes
    if quantity.number is None:
        return ((Phrase(quantity.text, sizes.text - 0.5, "slate", italic=True),),)
    figure = Phrase(figure_of(quantity), sizes.name, canvas.strong, bold=True)
    aside = quantity.interval.text if quantity.interval else NO_INTERVAL
    line = (figure, Phrase(f"  {aside}", sizes.small, "slate", italic=not quantity.interval))
    color = "brick" if row.missed else "slate"
    below = [Phrase("; ".join(row.limits), sizes.small, color, bold=row.missed)]
    below.append(Phrase(p_words(row), sizes.small, "slate"))
    return (line, *((phrase,) for phrase in below if phrase.text))
