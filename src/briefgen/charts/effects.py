"""Charts of effects: a line of no effect, intervals around it, the values of both arms, what either side favours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby, pairwise
from typing import Any

from briefgen.charts.effect_drawing import ORIGIN, Place, draw_mark, feet, is_pooled, pooled_at, weights
from briefgen.charts.effect_rows import EffectRow, Effects, Scale, prepare
from briefgen.charts.effect_words import (
    Line,
    arm_heads,
    cell_lines,
    cell_words,
    effect_lines,
    gap_of,
    head_of_arm,
    head_of_axis,
    head_of_effect,
    head_of_names,
    head_over_arms,
    margin_words,
    name_lines,
    short_head_of_names,
    wrapped,
)
from briefgen.charts.engine.axis import Axis, across_zero, grid, of_ratios, tick_labels, to_hundred
from briefgen.charts.engine.banner import banner
from briefgen.charts.engine.canvas import Band, Canvas
from briefgen.charts.engine.chart import Chart, alt_text, capital
from briefgen.charts.subgroups import depth, stems
from briefgen.frozen import frozen
from briefgen.lexicon.en import NO_INTERVAL

AXES: dict[Scale, Callable[..., Axis]] = {"ratio": of_ratios, "difference": across_zero, "reduction": to_hundred}
NAMES = {"wide": 0.27, "narrow": 0.29}
"""Share of the width that names take when the arms have no columns; the values of the arms stand below them then."""
NAMED = {"wide": (0.2, 0.28), "narrow": (0.21, 0.28)}
"""Shares of the width that names take at least and at most beside columns of the arms."""
AXIS_LEAST = 0.25
"""Share of the width that the axis takes at least when the arms have columns."""
WORD_MOST = 0.16
"""Share of the width that the longest word of an arm's name takes at most in the head of a column."""
PAGE_TEXT, PAGE_AIR = 8.5, 0.03
"""Points of the rows of a page, and inches above and below their text."""
LOWEST = {"slide": 0.185, "page": 0.145}
"""Inches that the content of a row takes at least."""
ARM = {"slide": 0.14, "page": 0.135}
"""Share of the width that the column of an arm takes where its lines may be broken."""
HEAD_MOST = 0.2
"""Share of the width that the head of the effect takes at most in one line."""
GAP, INDENT, OVER, CLEAR = 0.13, 0.12, 0.03, 0.03
"""Inches between columns, before the names of subgroups, once more for each that one is a part of, around the rule
between what the values of both arms are and whose they are, and above and below the name of a margin."""


@frozen
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


def fewer(numbers: Effects) -> Effects | None:
    """The same without the subgroups of the last endpoint that has some, all of them, for none may be chosen among
    them, or without its last row of the whole; None where one row is left."""
    last = next((row for row in reversed(numbers.rows) if row.subgroup), None)
    if last is not None:
        kept = [
            row for row in numbers.rows if not row.subgroup or (row.block, row.endpoint) != (last.block, last.endpoint)
        ]
        return replace(numbers, rows=tuple(kept)) if kept else None
    return replace(numbers, rows=numbers.rows[:-1]) if len(numbers.rows) > 1 else None


# --- layout --------------------------------------------------------------------------------------------------


def lay_out(numbers: Effects, canvas: Canvas) -> None:
    """A block for each trial and axis: its endpoints and populations, then the axis with what either side favours."""
    if canvas.medium == "page":
        canvas.sizes = replace(canvas.sizes, text=PAGE_TEXT, pad=PAGE_AIR)
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
    heads = [canvas.measure(head_of_effect(rows, short=True), sizes.text, bold=True) for rows in blocks]
    widest = max((_width(line, canvas) for line in said), default=0.0)
    effect = min(max(widest, min(max(heads), HEAD_MOST * width)), 0.24 * width)
    right = width - effect - GAP - 0.05
    arms = [_arm_width(blocks, index, canvas) for index in range(2)]
    least, most = (share * width for share in NAMED[canvas.room])
    room = right - AXIS_LEAST * width - sum(arms) - 2 * GAP
    if all(arms) and room >= least:
        names = min(max(_names_width(blocks, numbers, canvas, most), least), most, room)
        return EffectColumns(names, (names + arms[0], names + sum(arms) + GAP), names + sum(arms) + 2 * GAP, right)
    names = NAMES[canvas.room] * width
    return EffectColumns(names, (), names + 0.05, right)


def _names_width(blocks: Sequence[Sequence[EffectRow]], numbers: Effects, canvas: Canvas, most: float) -> float:
    """What the longest name needs in the room there is."""
    wide = [
        _width(line, canvas) + _start(row, rows, canvas, stem)
        for rows in blocks
        for row, stem in zip(rows, _stems(rows, canvas, most, arms=False), strict=True)
        for line in name_lines(row, rows, canvas, most - _start(row, rows, canvas, stem), arms=False, stem=stem)
    ]
    wide += [_width(line, canvas) for rows in blocks for line in _name_head(rows, numbers, canvas, most - 0.1)]
    return max(wide) + 0.1


def _stems(rows: Sequence[EffectRow], canvas: Canvas, room: float, *, arms: bool) -> Sequence[str]:
    """The words that stand once beside the names of neighbours; none where what is left would break within a word."""
    found = stems(rows)
    for row, stem in zip(rows, found, strict=True):
        whole = name_lines(row, rows, canvas, canvas.width, arms=arms, stem=stem) if stem else []
        words = (
            canvas.measure(word, p.points, bold=p.bold) for line in whole for p in line for word in p.text.split(" ")
        )
        if max(words, default=0.0) > room - 0.099 - _start(row, rows, canvas, stem):
            return [""] * len(rows)
    return found


def _start(row: EffectRow, rows: Sequence[EffectRow], canvas: Canvas, stem: str) -> float:
    """Where the name of a row begins: behind the words that it has in common with its neighbours, which stand once."""
    behind = canvas.measure(capital(stem), canvas.sizes.text, bold=True) if stem else 0.0
    return _inset(rows, canvas) + INDENT * depth(row, rows) + behind


def _inset(rows: Sequence[EffectRow], canvas: Canvas) -> float:
    """What is left before names where a row is tinted."""
    return canvas.sizes.inset if any(is_pooled(row, rows) for row in rows) else 0.0


def _arm_width(blocks: Sequence[Sequence[EffectRow]], index: int, canvas: Canvas) -> float:
    """What the column of an arm needs; nothing when no row has its value."""
    most = ARM[canvas.medium] * canvas.width
    lines = [line for rows in blocks for row in rows for line in cell_lines(row, rows, index, canvas, most)]
    if not lines:
        return 0.0
    lines += [line for rows in blocks for line in head_of_arm(rows, index, canvas, most)]
    words = [word for rows in blocks for word in arm_heads(rows)[index].split()]
    longest = max(canvas.measure(word, canvas.sizes.text, bold=True) for word in words) + 0.05
    if longest > WORD_MOST * canvas.width:
        return 0.0  # a name broken within a word cannot be read
    return max(max(_width(line, canvas) for line in lines) + 0.05, longest)


def _width(line: Line, canvas: Canvas) -> float:
    return sum(canvas.measure(part.text, part.points, bold=part.bold) for part in line)


def _high(lines: Sequence[Line], canvas: Canvas) -> float:
    return sum(canvas.leading(line[0].points) for line in lines)


def _write(canvas: Canvas, x: float, top: float, lines: Sequence[Line], align: Any = "left") -> None:
    for line in lines:
        middle, at = top + canvas.leading(line[0].points) / 2, x
        for part in line:
            canvas.text(at, middle, part.text, part.points, part.color, bold=part.bold, italic=part.italic, align=align)
            at += _width((part,), canvas)
        top += canvas.leading(line[0].points)


def _block(
    rows: Sequence[EffectRow], numbers: Effects, canvas: Canvas, columns: EffectColumns, y: float, *, named: bool
) -> float:
    began = y
    axis = AXES[numbers.scale](numbers.span(rows[0]), columns.left + 0.05, columns.right - 0.05)
    drawn = any(row.quantity.interval for row in rows)
    y = _heads(rows, numbers, canvas, columns, y, named=named, axis=axis if drawn else None)
    y = top = _margins(rows, canvas, axis, y) if drawn else y
    first = len(canvas.bands)
    said = ""
    shared = _stems(rows, canvas, columns.names, arms=not columns.arms)
    for row, weight, stem in zip(rows, weights(rows, numbers.scale), shared, strict=True):
        place = Place(axis, numbers.scale, weight, is_pooled(row, rows))
        after = _line(row, rows, canvas, columns, place, y, (stem, stem != said))
        said = stem
        if row.subgroup and (x := pooled_at(row, rows, axis)):
            canvas.line(x, y, x, after, canvas.accent, 1.0, "dotted", layer=2)
        y = after
    canvas.line(0, y, canvas.width, y, "rule", 1.25)
    bottom = y
    if drawn:
        grid(canvas, axis, top, y, ORIGIN[numbers.scale])
        bottom = feet(rows, numbers.scale, canvas, axis, tick_labels(canvas, axis, y))
    around = bottom - began - sum(band.height for band in canvas.bands[first:])
    name = " ".join(map(str, (rows[0].group, *rows[0].axis, rows[0].better)))
    canvas.bands[first:] = [Band(band.height, name, around) for band in canvas.bands[first:]]
    return bottom


def _heads(
    rows: Sequence[EffectRow],
    numbers: Effects,
    canvas: Canvas,
    columns: EffectColumns,
    y: float,
    *,
    named: bool,
    axis: Axis | None,
) -> float:
    """What the names are of, the arms, what lies on the axis, and how the effect is stated."""
    points = canvas.sizes.text
    name = _name_head(rows, numbers, canvas, (columns.names if columns.arms else columns.left) - GAP) if named else []
    room = canvas.width - columns.effect
    effect = wrapped(head_of_effect(rows, short=axis is not None), canvas, points, room, "slate", bold=True)
    scale: list[Line] = []
    if axis:
        words = head_of_axis(rows, logarithmic=axis.logarithmic)
        scale = wrapped(words, canvas, points, axis.right - axis.left, "slate", bold=True)
    starts = (columns.names, *(end + GAP for end in columns.arms))
    arms = [head_of_arm(rows, index, canvas, end - starts[index]) for index, end in enumerate(columns.arms)]
    over = _over_arms(rows, canvas, columns)
    around = _high(over, canvas) + 2 * OVER if over else 0.0
    under = max((_high(lines, canvas) for lines in arms), default=0.0)
    high = max(*(_high(lines, canvas) for lines in (name, effect, scale)), under + around)
    if over:
        left, middle = _reach(rows, columns, canvas), y + high - under - OVER
        _write(canvas, (left + columns.arms[-1]) / 2, middle - OVER - _high(over, canvas), over, "center")
        canvas.line(left, middle, columns.arms[-1], middle, "rule", 0.75)
    _write(canvas, 0, y + high - _high(name, canvas), name)
    _write(canvas, columns.effect, y + high - _high(effect, canvas), effect)
    if axis:
        _write(canvas, (axis.left + axis.right) / 2, y + high - _high(scale, canvas), scale, "center")
    for end, lines in zip(columns.arms, arms, strict=True):
        _write(canvas, end, y + high - _high(lines, canvas), lines, "right")
    canvas.line(0, y + high + 0.05, canvas.width, y + high + 0.05, canvas.strong, 1.25)
    return y + high + 0.07


def _over_arms(rows: Sequence[EffectRow], canvas: Canvas, columns: EffectColumns) -> list[Line]:
    """What the values of both arms are, over their columns."""
    if not columns.arms or not any(row.cells for row in rows):
        return []
    room = columns.arms[-1] - columns.names
    return wrapped(head_over_arms(rows), canvas, canvas.sizes.text, room, "slate", bold=True)


def _reach(rows: Sequence[EffectRow], columns: EffectColumns, canvas: Canvas) -> float:
    """Where what stands in the columns of the arms begins at the left, or what stands over them."""
    first = columns.arms[0] - columns.names
    cells = [line for row in rows for line in cell_lines(row, rows, 0, canvas, first)]
    lines = [*cells, *head_of_arm(rows, 0, canvas, first)]
    starts = columns.arms[0] - max(_width(line, canvas) for line in lines) if lines else columns.arms[-1]
    over = max(_width(line, canvas) for line in _over_arms(rows, canvas, columns))
    return min(starts, columns.arms[-1] - over)


def _name_head(rows: Sequence[EffectRow], numbers: Effects, canvas: Canvas, room: float) -> list[Line]:
    """The trial where there are several, else what the rows are of."""
    row = rows[0]
    if not (numbers.several or row.real_world):
        lines = wrapped(head_of_names(rows), canvas, canvas.sizes.text, room, "slate", bold=True)
        if len(lines) == 1:
            return lines
        return wrapped(short_head_of_names(rows), canvas, canvas.sizes.text, room, "slate", bold=True)
    words = f"{row.group} (real-world study)" if row.real_world else str(row.group)
    return wrapped(words, canvas, canvas.sizes.name, room, canvas.strong, bold=True)


def _margins(rows: Sequence[EffectRow], canvas: Canvas, axis: Axis, y: float) -> float:
    """The name of a margin that all rows share, above its line."""
    drawn = {row.margin_at for row in rows if row.margin_at is not None}
    if len(drawn) != 1 or not axis.holds(place := drawn.pop()):
        return y
    points = canvas.sizes.small
    said = next(margin_words(row) for row in rows if row.margin_at is not None)
    half = canvas.measure(said, points, bold=True) / 2
    x = min(max(axis.x(place), half), canvas.width - half)
    y += CLEAR
    canvas.text(x, y + canvas.leading(points) / 2, said, points, "amber", bold=True, align="center")
    return y + canvas.leading(points) + CLEAR


def _line(
    row: EffectRow,
    rows: Sequence[EffectRow],
    canvas: Canvas,
    columns: EffectColumns,
    place: Place,
    y: float,
    stem: tuple[str, bool],
) -> float:
    sizes, (shared, first) = canvas.sizes, stem
    indent = _start(row, rows, canvas, shared)
    name = name_lines(row, rows, canvas, columns.names - indent - 0.1, arms=not columns.arms, stem=shared)
    said = effect_lines(row, rows, canvas, canvas.width - columns.effect)
    starts = (columns.names, *(end + GAP for end in columns.arms))
    cells = [cell_lines(row, rows, i, canvas, end - starts[i]) for i, end in enumerate(columns.arms)]
    height = max(LOWEST[canvas.medium], *(_high(lines, canvas) for lines in (name, said, *cells))) + 2 * canvas.pad
    middle = y + height / 2
    if place.pooled:
        canvas.box(0, y, canvas.width, height, "mist", layer=0)
    top = middle - _high(name, canvas) / 2
    _write(canvas, indent, top, name)
    if shared and first:
        canvas.text(_inset(rows, canvas), top + canvas.leading(sizes.text) / 2, capital(shared), sizes.text, bold=True)
    _write(canvas, columns.effect, middle - _high(said, canvas) / 2, said)
    for end, lines in zip(columns.arms, cells, strict=True):
        _write(canvas, end, middle - _high(lines, canvas) / 2, lines, "right")
    if columns.arms and not row.cells:
        canvas.text(columns.arms[-1], middle, gap_of(rows), sizes.small, "slate", italic=True, align="right")
    if row.margin_at is not None and place.axis.holds(row.margin_at):
        x = place.axis.x(row.margin_at)
        canvas.line(x, y, x, y + height, "amber", 1.5, "dashed", layer=2)
    draw_mark(row, canvas, place, middle)
    following = next((below for above, below in pairwise(rows) if above is row), None)
    return canvas.end_row(y, height, "none" if row.subgroup and following and following.subgroup else "fog")


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
    return Chart(name, summary, needs, partial(prepare, scale=scale), lay_out, describe, fewer=fewer)


CHARTS = (
    _chart(
        "ratio",
        "forest",
        "Hazard, odds, risk, rate and titre ratios with their intervals on a logarithmic axis, both arms beside them",
        "results with a ratio as their measure; a mark is drawn only with its interval",
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
