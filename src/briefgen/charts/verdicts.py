"""One endpoint over several trials, for a first page: hazard ratios by what their tests came to, one a row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from itertools import groupby

from briefgen.charts.effect_marks import CAVEAT, foot, is_derived, mark_effect, numbers_of
from briefgen.charts.effect_rows import EffectRow, among_trials, effect_row
from briefgen.charts.effect_words import bounds_of, figure_of, kind_of
from briefgen.charts.engine.axis import Axis, around, grid
from briefgen.charts.engine.canvas import Canvas
from briefgen.charts.engine.chart import Chart, alt_text, capital, traced
from briefgen.frozen import frozen
from briefgen.lexicon.en import NO_INTERVAL
from briefgen.values.facts import Traced
from briefgen.view.result import ResultView

NAMES, EFFECT = 0.46, 0.1
"""Share of the width that trials with their diseases take at most, inches between the axis and what is beside it."""
EDGE = 0.03
"""Inches that effects keep from the right edge."""
SIGNIFICANT, BELOW, MISSED = "Statistically significant", "Interval below one", "Endpoint not met"
LOOK, OPEN = "Interim look, boundary not crossed", "No verdict in the sources"
CAME_TO = (SIGNIFICANT, BELOW, MISSED, LOOK, OPEN)
"""What tests came to, as the sources say it or the intervals show it."""
SHOWN, UNSHOWN = "Significant, or interval below one", "Not significant"
HEADS = {SIGNIFICANT: SHOWN, BELOW: SHOWN, MISSED: UNSHOWN, LOOK: UNSHOWN, OPEN: OPEN}
"""Heads of groups whose tests came to different things; those of one thing stand under its own words."""
WORDS = {MISSED: "endpoint not met", LOOK: "boundary not crossed"}
"""What stands below an effect whose head does not say what its test came to."""
NO_CI = "no CI"


@frozen
class VerdictRow:
    """A trial with what it is in, its effect and what its test came to."""

    disease: Traced | None
    effect: EffectRow
    came_to: str


@frozen
class Verdicts:
    """The rows in the order of their groups, and every number of the axis."""

    rows: tuple[VerdictRow, ...]
    span: tuple[Decimal, ...]


def prepare(results: Iterable[ResultView]) -> Verdicts | None:
    """Effects of several trials on one endpoint, hazard ratios and reductions of a risk, in the order in which they are
    handed over; nothing without two hazard ratios."""
    rows = tuple(sorted(map(_row, results), key=lambda row: CAME_TO.index(row.came_to)))
    span = tuple(sorted({number for row in rows for number in numbers_of(row.effect)}))
    return Verdicts(rows, span) if sum(not is_derived(row.effect) for row in rows) > 1 else None


def _row(result: ResultView) -> VerdictRow:
    diseases = result.trial.indications
    effect = among_trials(effect_row(result, "ratio" if result.measure == "hazard_ratio" else "reduction"))
    effect = replace(effect, treatment=None, control=None)
    came_to = MISSED if effect.missed else LOOK if effect.undecided else OPEN
    if result.is_favourable:
        came_to = SIGNIFICANT if result.significant else BELOW
    return VerdictRow(traced(diseases[0].short) if len(diseases) == 1 else None, effect, came_to)


# --- layout --------------------------------------------------------------------------------------------------


def lay_out(numbers: Verdicts, canvas: Canvas) -> None:
    """The groups with their trials under their heads, and the axis below them all."""
    sizes = canvas.sizes
    widest = max(_across(row, canvas) for row in numbers.rows)
    names = min(max(_wide(row, canvas) for row in numbers.rows), NAMES * canvas.width)
    axis = around(numbers.span, names + EFFECT, canvas.width - widest - EFFECT)
    y = top = 0.02
    canvas.line(0, y, canvas.width, y, canvas.strong, 1.25)
    right, middle = canvas.width - EDGE, y + (canvas.leading(sizes.text) + canvas.pad) / 2
    head = f"HR ({kind_of(row.effect.quantity for row in numbers.rows)})"
    canvas.text(right, middle, head, sizes.text, "slate", bold=True, align="right")
    for head, group in groupby(numbers.rows, key=lambda row: HEADS[row.came_to]):
        rows = list(group)
        alike = len({row.came_to for row in rows}) == 1
        y = _group(rows[0].came_to if alike else head, canvas, y)
        for row in rows:
            y = _trial(row, canvas, axis, names, y, "" if alike else WORDS.get(row.came_to, ""))
    grid(canvas, axis, top, y, Decimal(1))
    canvas.line(axis.left, y, axis.right, y, "rule", 0.75)
    canvas.height = foot((row.effect for row in numbers.rows), (axis,), canvas, y)


def _group(name: str, canvas: Canvas, y: float) -> float:
    sizes, color = canvas.sizes, canvas.accent if name in (SIGNIFICANT, BELOW, SHOWN) else "slate"
    height = canvas.leading(sizes.text) + canvas.pad
    canvas.text(0, y + height / 2, name, sizes.text, color, bold=True)
    return canvas.end_row(y, height, "none")


def _trial(row: VerdictRow, canvas: Canvas, axis: Axis, names: float, y: float, verdict: str) -> float:
    """The name with its disease, which stands below where both have no room; the mark; the effect at the right, and
    below it what its test came to, where the head of the group does not say it."""
    sizes, name, note = canvas.sizes, str(row.effect.group), _note(row)
    beside = _wide(row, canvas) <= names
    lines = [] if beside or not note else canvas.wrap(note, sizes.small, names)
    line, small = canvas.leading(sizes.text), canvas.leading(sizes.small)
    height = line + small * max(len(lines), bool(verdict)) + canvas.pad
    middle, bare = y + height / 2, row.effect.quantity.interval is None
    first = middle - small * len(lines) / 2
    canvas.text(0, first, name, sizes.text, canvas.strong, bold=True)
    if beside and note:
        canvas.text(canvas.measure(name, sizes.text, bold=True) + 0.05, first, note, sizes.small, "slate")
    canvas.lines(0, first + line / 2, lines, sizes.small, "slate")
    mark_effect(row.effect, canvas, axis, middle)
    color = "slate" if bare or row.came_to in WORDS else canvas.strong
    right, effect = canvas.width - EDGE, _said(row.effect)
    above = middle - small / 2 if verdict else middle
    canvas.text(right, above, effect, sizes.text, color, bold=not bare, italic=bare, align="right")
    if verdict:
        missed = row.came_to == MISSED
        look, below = "brick" if missed else "slate", above + (line + small) / 2
        canvas.text(right, below, verdict, sizes.small, look, bold=missed, align="right")
    return canvas.end_row(y, height, "fog")


def _wide(row: VerdictRow, canvas: Canvas) -> float:
    sizes, note = canvas.sizes, _note(row)
    beside = canvas.measure(note, sizes.small) + 0.05 if note else 0.0
    return canvas.measure(str(row.effect.group), sizes.text, bold=True) + beside


def _across(row: VerdictRow, canvas: Canvas) -> float:
    """The width of an effect as it is printed, or of the words below it."""
    effect, below = row.effect, canvas.measure(WORDS.get(row.came_to, ""), canvas.sizes.small, bold=True)
    return max(canvas.measure(_said(effect), canvas.sizes.text, bold=effect.quantity.interval is not None), below)


def _note(row: VerdictRow) -> str:
    """What it is in, and that the look is an early one."""
    interim = [limit for limit in row.effect.quantity.limits if limit == "interim"]
    return ", ".join([str(row.disease)] * bool(row.disease) + interim)


def _said(effect: EffectRow) -> str:
    """0.61 (0.51–0.73), or 26% lower risk; no CI: the effect as its source states it."""
    figure, quantity = figure_of(effect.quantity), effect.quantity
    if is_derived(effect):
        figure = f"{figure} lower risk"
    return f"{figure} ({bounds_of(quantity.interval)})" if quantity.interval else f"{figure}; {NO_CI}"


# --- words ---------------------------------------------------------------------------------------------------


def describe(numbers: Verdicts) -> str:
    """Trial by trial, under what their tests came to."""
    clauses = []
    for row in numbers.rows:
        interval = "" if row.effect.quantity.interval else f", {NO_INTERVAL}"
        clauses.append(f"{row.effect.group} ({row.came_to.lower()}): {row.effect.measure} {row.effect.value}{interval}")
    endpoint = capital(str(numbers.rows[0].effect.endpoint))
    return alt_text(f"{endpoint} over trials, hazard ratios on a logarithmic axis", clauses, CAVEAT)


CHART = Chart(
    name="verdicts",
    summary="One endpoint over several trials, grouped by what its test came to; for a first page",
    needs="results of at least two trials with a hazard ratio; a reduction of a risk stands in words",
    prepare=prepare,
    lay_out=lay_out,
    describe=describe,
    splits=False,
)
