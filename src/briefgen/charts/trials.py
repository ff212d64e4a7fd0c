"""Hazard ratios of several trials: one row per trial, a panel per endpoint, all on one axis; dashed lines between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TypeAlias

from briefgen.charts.effect_marks import CAVEAT, foot, is_derived, key_width, mark_effect, numbers_of
from briefgen.charts.effect_rows import MEASURES, EffectRow, among_trials, effect_row
from briefgen.charts.effect_words import bounds_of, cell_words, figure_of, of_patients
from briefgen.charts.engine.axis import Axis, around, grid, numbered
from briefgen.charts.engine.canvas import LINE, Canvas
from briefgen.charts.engine.chart import Chart, alt_text, capital, traced
from briefgen.charts.engine.series import Phrase
from briefgen.frozen import frozen
from briefgen.lexicon.en import INTERIM, NO_INTERVAL, tight_regimen
from briefgen.records.endpoints import TIMES_TO_EVENT
from briefgen.values.facts import Traced
from briefgen.view.trial import TrialView

NAMES = 0.25
"""Share of the width that trials with their comparators take at most."""
AXIS = 0.345
"""Share of a panel that its axis takes at least; the values stand at its right."""
BESIDE = 0.06
"""Inches between an axis and the values at its right."""
BEFORE = 0.03
"""Inches before an axis."""
BETWEEN = 0.05
"""Inches between phrases of one line."""
APART = 0.12
"""Inches between the trials, or the values of a panel, and what stands at their right."""
WRAPPED = 0.01
"""Inches beside the longest line, so that it is not parted when its lines are set again."""
AIR = 1.6
"""Distances of the canvas above and below the words of a trial together, so that none touches a line."""
MOST = 2
"""Endpoints that have a panel."""
NOTHING = "no value in the sources"


Line: TypeAlias = tuple[Phrase, ...]
"""Phrases that stand on one line."""


@frozen
class TrialRow:
    """A trial: how many patients against what, and its effect on each endpoint, None where the sources give none."""

    name: Traced
    patients: Traced | None
    comparator: Traced | None
    effects: tuple[EffectRow | None, ...]


@frozen
class Trials:
    """Endpoints side by side, trials below each other, and every number of the axis that all share."""

    endpoints: tuple[Traced, ...]
    rows: tuple[TrialRow, ...]
    span: tuple[Decimal, ...]


def prepare(trials: Iterable[TrialView]) -> Trials | None:
    """Hazard ratios of all patients on times to an event, of the endpoints that most trials report; where a trial gives
    none, what its reduction of the risk comes to. Nothing where fewer than two trials give a ratio with its interval;
    beside these a trial without an interval has a mark without a whisker."""
    found = [(trial, effects) for trial in trials if not trial.is_real_world and (effects := _effects(trial))]
    counted = Counter(str(e.endpoint) for _, effects in found for e in effects if e.measure == "hazard_ratio")
    most = [name for name, _ in counted.most_common(MOST)]
    heads = {str(e.endpoint): e.endpoint for _, effects in found for e in effects if str(e.endpoint) in most}
    names = sorted(heads, key=lambda name: TIMES_TO_EVENT.index(str(heads[name].value)))
    rows = [_row(trial, effects, names) for trial, effects in found]
    rows = [row for row in rows if any(row.effects)]
    drawn = [effect for row in rows for effect in row.effects if effect]
    if len({str(e.group) for e in drawn if e.quantity.interval and not is_derived(e)}) < 2:
        return None
    span = tuple(sorted({number for effect in drawn for number in numbers_of(effect)}))
    return Trials(tuple(heads[name] for name in names), tuple(rows), span)


def _effects(trial: TrialView) -> list[EffectRow]:
    """Its effects on times to an event in all patients, ratios before reductions."""
    whole = [r for r in trial.efficacy if not r.subgroup and str(r.endpoint.value) in TIMES_TO_EVENT]
    ratios = [effect_row(r, "ratio") for r in whole if r.measure == "hazard_ratio"]
    risks = [effect_row(r, "reduction") for r in whole if r.measure in MEASURES["reduction"]]
    return [among_trials(effect) for effect in (*ratios, *risks)]


def _row(trial: TrialView, effects: Sequence[EffectRow], names: Sequence[str]) -> TrialRow:
    first = {name: next((e for e in effects if str(e.endpoint) == name), None) for name in names}
    return TrialRow(trial.name, traced(trial.enrolled), traced(trial.against), tuple(first.values()))


# --- layout --------------------------------------------------------------------------------------------------


def lay_out(numbers: Trials, canvas: Canvas) -> None:
    """Heads, then a row for each trial with dashed lines between, and the axis below every panel."""
    sizes, panels = canvas.sizes, len(numbers.endpoints)
    effects = [effect for row in numbers.rows for effect in row.effects]
    named = (_wide(_name(row, canvas, NAMES * canvas.width - APART), canvas) for row in numbers.rows)
    names = max(*(wide + APART for wide in named), min(key_width(effects, canvas), NAMES * canvas.width))
    wide = (canvas.width - names) / panels
    room = wide * (1 - AXIS) - BESIDE
    labels = [[_label(effect, canvas, room) for effect in row.effects] for row in numbers.rows]
    valued = [max(_wide(one, canvas) for one in column) for column in zip(*labels, strict=True)]
    taken = sum(valued) + panels * (BEFORE + BESIDE) + (panels - 1) * APART
    long = (canvas.width - names - taken) / panels
    lefts = [names + sum(valued[:index]) + index * (BEFORE + long + BESIDE + APART) for index in range(panels)]
    axes = [numbered(canvas, around(numbers.span, left + BEFORE, left + BEFORE + long)) for left in lefts]
    heads = [canvas.wrap(_head(endpoint), sizes.text, wide - 0.1, bold=True) for endpoint in numbers.endpoints]
    deepest = max(map(len, heads))
    for axis, lines in zip(axes, heads, strict=True):
        canvas.lines(axis.left, canvas.leading(sizes.text, deepest - len(lines)), lines, sizes.text, "slate", bold=True)
    y = canvas.leading(sizes.text, deepest) + 0.05
    canvas.line(0, y, canvas.width, y, canvas.strong, 1.25)
    top = y
    for index, (row, said) in enumerate(zip(numbers.rows, labels, strict=True)):
        if index:
            canvas.line(0, y, canvas.width, y, "steel", 0.75, "dashed", layer=2)
        y = _trial(row, canvas, axes, [_name(row, canvas, names - APART), *said], y)
    for axis in axes:
        grid(canvas, axis, top, y, Decimal(1))
        canvas.line(axis.left, y, axis.right, y, "rule", 0.75)
    canvas.height = foot(effects, axes, canvas, y)


def _head(endpoint: Traced) -> str:
    return f"{capital(str(endpoint))}, HR (95%\u00a0CI)"


def _trial(row: TrialRow, canvas: Canvas, axes: Sequence[Axis], lines: Sequence[Sequence[Line]], y: float) -> float:
    """A trial with its marks, its name and the words beside each axis."""
    height = max(map(_high, lines)) + AIR * canvas.pad
    middle = y + height / 2
    for effect, axis in zip(row.effects, axes, strict=True):
        mark_effect(effect, canvas, axis, middle)
    for x, block in zip((0.0, *(axis.right + BESIDE for axis in axes)), lines, strict=True):
        _write(canvas, x, middle - _high(block) / 2, block)
    return canvas.end_row(y, height, "none")


def _name(row: TrialRow, canvas: Canvas, room: float) -> list[Line]:
    """The trial with its patients, and what it compares with."""
    sizes = canvas.sizes
    lines = _lines(str(row.name), canvas, sizes.text, room, canvas.strong, bold=True)
    lines = _beside(lines, of_patients(row.patients), canvas, room)
    against = tight_regimen(f"vs {row.comparator}") if row.comparator else ""
    return lines + _lines(against, canvas, sizes.small, room, "slate")


def _beside(lines: Sequence[Line], note: str, canvas: Canvas, room: float) -> list[Line]:
    """Lines with a note in small letters at their end, on a line of its own where it has no room."""
    sizes = canvas.sizes
    end = canvas.measure(lines[-1][0].text, sizes.text, bold=True) + BETWEEN
    if note and end + canvas.measure(note, sizes.small) <= room:
        return [*lines[:-1], (*lines[-1], Phrase(note, sizes.small, "slate"))]
    return [*lines, *_lines(note, canvas, sizes.small, room, "slate")]


def _label(effect: EffectRow | None, canvas: Canvas, room: float) -> list[Line]:
    """The effect with its interval, then the values of both arms and what limits it."""
    sizes = canvas.sizes
    if effect is None:
        return [(Phrase(NOTHING, sizes.small, "slate", italic=True),)]
    quantity = effect.quantity
    risk = " lower risk" if is_derived(effect) else ""
    bounds = f" ({bounds_of(quantity.interval)})" if quantity.interval else ", no CI"
    color = "slate" if effect.missed or effect.undecided else canvas.strong
    lines = _lines(f"{figure_of(quantity)}{risk}{bounds}", canvas, sizes.text, room, color, bold=True)
    beside = ", ".join(part for part in (_arms(effect), _said(effect)) if part)
    look = "brick" if effect.missed else "slate"
    return lines + _lines(beside, canvas, sizes.small, room, look, bold=effect.missed)


def _said(effect: EffectRow) -> str:
    """What limits an effect, in few words where it missed."""
    limits = effect.quantity.limits
    if not effect.missed:
        return ", ".join(limits)
    return f"not met, {INTERIM}" if INTERIM in limits else "not met"


def _lines(text: str, canvas: Canvas, points: float, room: float, color: str, *, bold: bool = False) -> list[Line]:
    wrapped = canvas.wrap(text, points, room, bold=bold) if text else []
    return [(Phrase(line, points, color, bold),) for line in wrapped]


def _arms(effect: EffectRow) -> str:
    """16.8 vs 14.1 months: the values of both arms, the unit once where they share it."""
    if len(effect.cells) < 2:
        return ""
    unit = effect.cells[1].quantity.unit
    first = figure_of(effect.cells[0].quantity, unit if effect.cells[0].quantity.unit == unit else "")
    return f"{first} vs {figure_of(effect.cells[1].quantity)}"


def _wide(lines: Sequence[Line], canvas: Canvas) -> float:
    """Inches that the longest of some lines takes, so that they can be set again in as much."""
    return WRAPPED + max(
        sum(canvas.measure(one.text, one.points, bold=one.bold, italic=one.italic) for one in line)
        + BETWEEN * (len(line) - 1)
        for line in lines
    )


def _high(lines: Sequence[Line]) -> float:
    return sum(max(phrase.points for phrase in line) * LINE / 72 for line in lines)


def _write(canvas: Canvas, x: float, top: float, lines: Sequence[Line]) -> None:
    for line in lines:
        step, at = _high([line]), x
        for phrase in line:
            canvas.text(
                at, top + step / 2, phrase.text, phrase.points, phrase.color, bold=phrase.bold, italic=phrase.italic
            )
            at += canvas.measure(phrase.text, phrase.points, bold=phrase.bold) + BETWEEN
        top += step


# --- words ---------------------------------------------------------------------------------------------------


def describe(numbers: Trials) -> str:
    """Trial by trial, endpoint by endpoint."""
    clauses = []
    for row in numbers.rows:
        for endpoint, effect in zip(numbers.endpoints, row.effects, strict=True):
            if effect is None:
                continue
            interval = "" if effect.quantity.interval or effect.quantity.sentinel else f", {NO_INTERVAL}"
            arms = "".join(f", {cell_words(cell)}" for cell in effect.cells)
            clauses.append(f"{row.name}, {endpoint}: {effect.measure} {effect.value}{interval}{arms}")
    return alt_text("Hazard ratios of several trials, logarithmic axis", clauses, CAVEAT)


CHART = Chart(
    name="trials",
    summary="Hazard ratios of several trials, one row per trial and a panel for each of two endpoints",
    needs="at least two trials with hazard ratios on times to an event; a hollow dot is derived from a reduction",
    prepare=prepare,
    lay_out=lay_out,
    describe=describe,
)
