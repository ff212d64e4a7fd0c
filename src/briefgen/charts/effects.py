"""Charts of effects: a line of no effect, intervals around it, the values of both arms, what either side favours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import groupby
from typing import Any

from briefgen.charts.effect_rows import EffectRow, Effects, Scale, prepare
from briefgen.charts.effect_words import (
    arm_name,
    cell_lines,
    cell_words,
    effect_lines,
    favoured,
    head_of_arm,
    head_of_effect,
    margin_words,
    name_lines,
)
from briefgen.charts.engine.axis import Axis, across_zero, grid, of_ratios, tick_labels, to_hundred
from briefgen.charts.engine.banner import banner
from briefgen.charts.engine.canvas import Band, Canvas
from briefgen.charts.engine.chart import Chart, alt_text
from briefgen.charts.engine.marks import Shape
from briefgen.charts.engine.series import Phrase

NO_INTERVAL = "CI not reported"
AXES: dict[Scale, Callable[..., Axis]] = {"ratio": of_ratios, "difference": across_zero, "reduction": to_hundred}
ORIGIN: dict[Scale, Decimal] = {"ratio": Decimal(1), "difference": Decimal(0), "reduction": Decimal(0)}
NAMES = {"wide": 0.27, "narrow": 0.29}
"""Share of the width that names take when the arms have no columns; the values of the arms stand below them then."""
AXIS_LEAST = 0.25
"""Share of the width that the axis takes at least when the arms have columns."""
WORD_MOST = 0.16
"""Share of the width that the longest word of an arm's name takes at most in the head of a column."""
GAP = 0.13
"""Inches between columns."""


@dataclass(frozen=True, slots=True)
class EffectColumns:
    """Where columns end and the axis stands, in inches; the names of the arms' columns, none without room for them."""

    names: float
    arms: tuple[float, ...]
    left: float
    right: float

    @property
    def effect(self) -> float:
        """Where the words of the effect begin."""
        return self.right + GAP


# --- layout --------------------------------------------------------------------------------------------------


def lay_out(numbers: Effects, canvas: Canvas) -> None:
    """A block for each trial and axis: its endpoints and populations, then the axis with what either side favours."""
    columns = _columns(numbers, canvas)
    y, before = 0.0, ""
    for _, group in groupby(numbers.rows, key=lambda row: row.block):
        rows = tuple(group)
        if before and before != str(rows[0].group):
            canvas.line(0, y + 0.08, canvas.width, y + 0.08, "steel", 1.0, "dashed")
        named = before != str(rows[0].group)
        y = _block(rows, numbers, canvas, columns, y + (0.16 if before else 0.0), named=named)
        before = str(rows[0].group)
    if numbers.several:
        y = banner(canvas, y + 0.08)
    canvas.height = y + 0.02


def _columns(numbers: Effects, canvas: Canvas) -> EffectColumns:
    """The same columns for all blocks, so that their axes stand below each other."""
    sizes, width = canvas.sizes, canvas.width
    blocks = [tuple(rows) for _, rows in groupby(numbers.rows, key=lambda row: row.block)]
    said = [line for rows in blocks for row in rows for line in effect_lines(row, rows, canvas)]
    heads = [canvas.measure(head_of_effect(rows), sizes.text, bold=True) for rows in blocks]
    widest = max((_width(line, canvas) for line in said), default=0.0)
    effect = min(max(widest, min(max(heads), 0.17 * width)), 0.24 * width)
    right = width - effect - GAP - 0.05
    arms = [_arm_width(blocks, index, canvas) for index in range(2)]
    for share in (0.2,) if canvas.room == "wide" else (0.24, 0.22):
        least = share * width
        left = least + sum(arms) + 2 * GAP
        if all(arms) and right - left >= AXIS_LEAST * width:
            return EffectColumns(least, (least + arms[0], least + sum(arms) + GAP), left + GAP, right)
    names = NAMES[canvas.room] * width
    return EffectColumns(names, (), names + 0.05, right)


def _arm_width(blocks: Sequence[Sequence[EffectRow]], index: int, canvas: Canvas) -> float:
    """What the column of an arm needs; nothing when no row has its value."""
    most = 0.12 * canvas.width
    lines = [line for rows in blocks for row in rows for line in cell_lines(row, rows, index, canvas, most)]
    if not lines:
        return 0.0
    lines += [line for rows in blocks for line in head_of_arm(rows, index, canvas, most)]
    words = [word for rows in blocks for word in arm_name(rows, index).split()]
    longest = max(canvas.measure(word, canvas.sizes.text, bold=True) for word in words) + 0.05
    if longest > WORD_MOST * canvas.width:
        return 0.0  # a name broken within a word cannot be read
    return max(min(max(_width(line, canvas) for line in lines) + 0.05, 1.2 * most), longest)


def _width(line: Phrase, canvas: Canvas) -> float:
    return canvas.measure(line.text, line.points, bold=line.bold)


def _high(lines: Sequence[Phrase], canvas: Canvas) -> float:
    return sum(canvas.leading(line.points) for line in lines)


def _write(canvas: Canvas, x: float, top: float, lines: Sequence[Phrase], align: Any = "left") -> None:
    for line in lines:
        middle = top + canvas.leading(line.points) / 2
        canvas.text(x, middle, line.text, line.points, line.color, bold=line.bold, italic=line.italic, align=align)
        top += canvas.leading(line.points)


def _block(
    rows: Sequence[EffectRow], numbers: Effects, canvas: Canvas, columns: EffectColumns, y: float, *, named: bool
) -> float:
    began = y
    axis = AXES[numbers.scale](numbers.span(rows[0]), columns.left + 0.05, columns.right - 0.05)
    drawn = any(row.quantity.interval for row in rows)
    y = _heads(rows, canvas, columns, y, named=named)
    y = top = _margins(rows, canvas, axis, y) if drawn else y
    first, weights = len(canvas.bands), _weights(rows, numbers.scale)
    pooled = [_is_pooled(row, rows) for row in rows]
    for row, weight, whole in zip(rows, weights, pooled, strict=True):
        place = _Place(axis, numbers.scale, weight, whole)
        after = _line(row, rows, canvas, columns, place, y)
        if row.subgroup and (x := _pooled_at(row, rows, axis)):
            canvas.line(x, y, x, after, canvas.accent, 1.0, "dotted", layer=2)
        y = after
    canvas.line(0, y, canvas.width, y, "rule", 1.25)
    bottom = y
    if drawn:
        grid(canvas, axis, top, y, ORIGIN[numbers.scale])
        bottom = _feet(rows, numbers.scale, canvas, axis, tick_labels(canvas, axis, y))
    around = bottom - began - sum(band.height for band in canvas.bands[first:])
    name = " ".join(map(str, (rows[0].group, *rows[0].axis, rows[0].better)))
    canvas.bands[first:] = [Band(band.height, name, around) for band in canvas.bands[first:]]
    return bottom


def _heads(rows: Sequence[EffectRow], canvas: Canvas, columns: EffectColumns, y: float, *, named: bool) -> float:
    """The trial unless the block above is of the same, the arms, and how the effect is stated."""
    sizes, row = canvas.sizes, rows[0]
    words = (f"{row.group} (real-world study)" if row.real_world else str(row.group)) if named else ""
    name = [
        Phrase(line, sizes.name, canvas.strong, bold=True)
        for line in canvas.wrap(words, sizes.name, (columns.names if columns.arms else columns.left) - GAP, bold=True)
    ]
    room = canvas.width - columns.effect
    effect = [
        Phrase(line, sizes.text, "slate", bold=True)
        for line in canvas.wrap(head_of_effect(rows), sizes.text, room, bold=True)
    ]
    starts = (columns.names, *(end + GAP for end in columns.arms))
    arms = [head_of_arm(rows, index, canvas, end - starts[index]) for index, end in enumerate(columns.arms)]
    high = max(_high(lines, canvas) for lines in (name, effect, *arms))
    _write(canvas, 0, y + high - _high(name, canvas), name)
    _write(canvas, columns.effect, y + high - _high(effect, canvas), effect)
    for end, lines in zip(columns.arms, arms, strict=True):
        _write(canvas, end, y + high - _high(lines, canvas), lines, "right")
    canvas.line(0, y + high + 0.05, canvas.width, y + high + 0.05, canvas.strong, 1.25)
    return y + high + 0.07


def _margins(rows: Sequence[EffectRow], canvas: Canvas, axis: Axis, y: float) -> float:
    """The name of a margin that all rows share, above its line."""
    drawn = {row.margin_at for row in rows if row.margin_at is not None}
    if len(drawn) != 1 or not axis.holds(place := drawn.pop()):
        return y
    points = canvas.sizes.small
    said = next(margin_words(row) for row in rows if row.margin_at is not None)
    half = canvas.measure(said, points, bold=True) / 2
    x = min(max(axis.x(place), half), canvas.width - half)
    canvas.text(x, y + canvas.leading(points) / 2, said, points, "amber", bold=True, align="center")
    return y + canvas.leading(points)


@dataclass(frozen=True, slots=True)
class _Place:
    """On what a row is drawn: the axis and its kind, how large its mark is, whether its subgroups follow."""

    axis: Axis
    scale: Scale
    weight: float
    pooled: bool


def _is_pooled(row: EffectRow, rows: Sequence[EffectRow]) -> bool:
    """Whether it is the whole whose subgroups stand in the same block."""
    mine = [other for other in rows if str(other.endpoint) == str(row.endpoint)]
    return not row.subgroup and row is mine[0] and any(other.subgroup for other in mine)


def _pooled_at(row: EffectRow, rows: Sequence[EffectRow], axis: Axis) -> float | None:
    """Where the effect in the whole lies, which a dotted line carries down to the subgroups."""
    whole = next((r for r in rows if _is_pooled(r, rows) and str(r.endpoint) == str(row.endpoint)), None)
    number = whole.quantity.number if whole and whole.quantity.interval else None
    return axis.x(number) if number is not None and axis.holds(number) else None


def _weights(rows: Sequence[EffectRow], scale: Scale) -> list[float]:
    """How large the squares of subgroups are beside each other, their area being their events, else their precision;
    zero for a mark of the usual size."""
    areas = [_area(row, rows, scale) if row.subgroup else 0.0 for row in rows]
    if sum(area > 0 for area in areas) < 2:
        return [0.0 for _ in rows]
    return [max((area / max(areas)) ** 0.5 * 1.25, 0.5) if area else 0.0 for area in areas]


def _area(row: EffectRow, rows: Sequence[EffectRow], scale: Scale) -> float:
    if by_events(rows):
        return float(sum(_count(cell.events) for cell in row.cells))
    interval = row.quantity.interval
    if interval is None or interval.low is None or interval.high is None or interval.low == interval.high:
        return 0.0
    if scale == "ratio":
        return float((interval.high.ln() - interval.low.ln()) ** -2) if interval.low > 0 else 0.0
    return float((interval.high - interval.low) ** -2)


def by_events(rows: Sequence[EffectRow]) -> bool:
    """Whether the events of both arms are known in every row with an interval."""
    known = [row for row in rows if row.quantity.interval]
    return all(len(row.cells) == 2 and all(_count(cell.events) for cell in row.cells) for row in known)


def _count(events: Any) -> Decimal:
    quantity = events.value if events else None
    return getattr(quantity, "number", None) or Decimal(0)


def _line(
    row: EffectRow, rows: Sequence[EffectRow], canvas: Canvas, columns: EffectColumns, place: _Place, y: float
) -> float:
    sizes = canvas.sizes
    indent = sizes.inset + (0.12 if row.subgroup else 0.0)
    name = name_lines(row, rows, canvas, columns.names - indent - 0.1, arms=not columns.arms)
    said = effect_lines(row, rows, canvas, canvas.width - columns.effect)
    starts = (columns.names, *(end + GAP for end in columns.arms))
    cells = [cell_lines(row, rows, i, canvas, end - starts[i]) for i, end in enumerate(columns.arms)]
    height = max(0.2, *(_high(lines, canvas) for lines in (name, said, *cells))) + 2 * canvas.pad
    middle = y + height / 2
    if place.pooled:
        canvas.box(0, y, canvas.width, height, "mist", layer=0)
    _write(canvas, indent, middle - _high(name, canvas) / 2, name)
    _write(canvas, columns.effect, middle - _high(said, canvas) / 2, said)
    for end, lines in zip(columns.arms, cells, strict=True):
        _write(canvas, end, middle - _high(lines, canvas) / 2, lines, "right")
    if row.margin_at is not None and place.axis.holds(row.margin_at):
        x = place.axis.x(row.margin_at)
        canvas.line(x, y, x, y + height, "amber", 1.5, "dashed", layer=2)
    _mark(row, canvas, place, middle)
    return canvas.end_row(y, height)


def looks(row: EffectRow, scale: Scale) -> tuple[str, bool]:
    """Colour of a mark ("" for that of the subject) and whether it is hollow: what was missed is steel, what is not
    significant hollow, save where a margin and not the line decides."""
    color = "moss" if row.real_world else "steel" if row.missed else ""
    interval, origin = row.quantity.interval, ORIGIN[scale]
    includes = interval is not None and not (
        (interval.low is not None and interval.low > origin) or (interval.high is not None and interval.high < origin)
    )
    return color, row.real_world or row.missed or (includes and row.margin_at is None)


def _mark(row: EffectRow, canvas: Canvas, place: _Place, y: float) -> None:
    """A whisker with its mark; without an interval the words and no mark."""
    quantity, axis = row.quantity, place.axis
    number, interval = quantity.number, quantity.interval
    if number is None or interval is None or (axis.logarithmic and number <= 0):
        canvas.missing(axis.left + 0.06, y, str(row.value) if number is None else NO_INTERVAL, knock=True)
        return
    color, hollow = looks(row, place.scale)
    color = color or canvas.accent
    low, high = interval.low, interval.high
    if place.pooled and not hollow and low is not None and high is not None and axis.holds(low) and axis.holds(high):
        half = canvas.sizes.dot * 1.5
        corners = ((axis.x(low), y), (axis.x(number), y - half), (axis.x(high), y), (axis.x(number), y + half))
        canvas.marks.append(Shape(corners, color, color, 0.75))
        return
    right = axis.x(high) if high is not None and axis.holds(high) else axis.right
    beyond = high is None or high > axis.high
    if low is None or low < axis.low:
        canvas.whisker(axis.x(number), right, y, color, open_right=beyond, capped=False)
        canvas.arrow(axis.x(number), axis.left, y, color, 1.75)
    else:
        canvas.whisker(axis.x(low), right, y, color, open_right=beyond)
    if not axis.holds(number):
        return
    wide = axis.x(high) - axis.x(low) if low is not None and high is not None else axis.right
    size = 1.15 * (place.weight or (1.0 if wide > 2.6 * canvas.sizes.dot else 0.6))
    fill, half = "white" if hollow else color, canvas.sizes.dot * size
    if place.scale == "ratio":
        canvas.box(axis.x(number) - half, y - half, 2 * half, 2 * half, fill, color, weight=1.75, layer=5)
    else:
        canvas.dot(axis.x(number), y, hollow=hollow, scale=size, color=color)


def _feet(rows: Sequence[EffectRow], scale: Scale, canvas: Canvas, axis: Axis, y: float) -> float:
    """What either side of the line favours, below the ticks, and by what the squares are sized."""
    sizes, line = canvas.sizes, axis.x(ORIGIN[scale])
    bottom = y
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
    if scale == "ratio" and any(_weights(rows, scale)):
        words = f"Square area: {'events' if by_events(rows) else 'precision of the estimate (derived)'}."
        canvas.lines(0, bottom, [words], sizes.small, "slate")
        bottom += canvas.leading(sizes.small) + 0.02
    return bottom


def _pointer(canvas: Canvas, x: float, y: float, side: int, color: str) -> None:
    half = canvas.sizes.small / 72 * 0.28
    points = ((x + side * 2 * half, y), (x, y - half), (x, y + half))
    canvas.marks.append(Shape(points, color, color, 0.0))


# --- words ---------------------------------------------------------------------------------------------------


def describe(numbers: Effects) -> str:
    """Row by row: the effect, the values of the arms, the margin."""
    clauses = []
    for row in numbers.rows:
        where = [str(row.group), str(row.endpoint), *(str(part) for part in (row.at, row.population) if part)]
        said = [f"{row.measure} {row.value}", *(cell_words(cell) for cell in row.cells)]
        said[0] += "" if row.quantity.interval or row.quantity.sentinel else f", {NO_INTERVAL}"
        said += [margin_words(row)] if row.margin else []
        clauses.append(f"{', '.join(where)}{' (subgroup)' if row.subgroup else ''}: {', '.join(said)}")
    sides = {row.better for row in numbers.rows}
    caveat = ""
    if numbers.several:
        caveat = "Different trials, not a comparison."
    elif numbers.scale != "reduction" and sides <= {"low", "high"} and len(sides) == 1:
        caveat = f"{'Left' if sides == {'low'} else 'Right'} of the line favours the treatment."
    return alt_text(SUBJECTS[numbers.scale], clauses, caveat)


SUBJECTS: dict[Scale, str] = {
    "ratio": "Forest plot, logarithmic axis",
    "difference": "Chart of differences, axis through zero",
    "reduction": "Chart of reductions, per cent axis",
}


def _chart(scale: Scale, name: str, summary: str, needs: str) -> Chart:
    return Chart(name, summary, needs, partial(prepare, scale=scale), lay_out, describe)


CHARTS = (
    _chart(
        "ratio",
        "forest",
        "Hazard, odds, risk, rate and titre ratios with their intervals on a logarithmic axis, both arms beside them",
        "results with a ratio as their measure; a square is drawn only with its interval",
    ),
    _chart(
        "difference",
        "differences",
        "Differences with their intervals around zero, both arms beside them, and the margin of non-inferiority",
        "results with measure difference, ls_mean_difference or risk_reduction; a dot is drawn only with its interval",
    ),
    _chart(
        "reduction",
        "reductions",
        "Vaccine efficacy and relative reductions of risk with their intervals on an axis that ends at 100%",
        "results with measure vaccine_efficacy or relative_reduction; a dot is drawn only with its interval",
    ),
)
