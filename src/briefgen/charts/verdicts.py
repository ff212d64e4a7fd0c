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
from briefgen.lexicon.en import INTERIM, NO_INTERVAL
from briefgen.values.facts import Traced
from briefgen.view.result import ResultView

NAMES, EFFECT, BESIDE = 0.46, 0.1, 0.05
"""Share of the width that trials with their diseases take at most, inches between the axis and what is beside it, and
between words on one line."""
PAGE_TEXT = 8.5
"""Points of the rows on a page, below those of its text: what names leave, the axis has."""
EDGE = 0.03
"""Inches that effects keep from the right edge."""
AIR = 0.04
"""Inches more that a row and the head of a group take, and that the first keeps from the rule above it."""
SIGNIFICANT, BELOW, MISSED = "Statistically significant", "Interval below one", "Endpoint not met"
LOOK, OPEN = "Interim look, boundary not crossed", "No verdict in the sources"
CAME_TO = (SIGNIFICANT, BELOW, MISSED, LOOK, OPEN)
"""What tests came to, as the sources say it or the intervals show it."""
SHOWN, UNSHOWN = "Significant, or interval below one", "Not significant"
HEADS = {SIGNIFICANT: SHOWN, BELOW: SHOWN, MISSED: UNSHOWN, LOOK: UNSHOWN, OPEN: OPEN}
"""Heads of groups whose tests came to different things; those of one thing stand under its own words."""
NOT_MET = "not met"
"""What stands behind a trial that missed its endpoint where its head does not say so; an interim look is called one."""
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
    if canvas.medium == "page":
        canvas.sizes = replace(canvas.sizes, text=PAGE_TEXT)
    sizes = canvas.sizes
    groups = [tuple(rows) for _, rows in groupby(numbers.rows, key=lambda row: HEADS[row.came_to])]
    alike = [len({row.came_to for row in rows}) == 1 for rows in groups]
    said = [tuple(_Named(row, says=not same) for row in rows) for rows, same in zip(groups, alike, strict=True)]
    every = [named for group in said for named in group]
    widest = max(_across(row, canvas) for row in numbers.rows)
    names = min(max(named.width(canvas) for named in every), NAMES * canvas.width)
    axis = around(numbers.span, names + EFFECT, canvas.width - widest - EFFECT)
    lines = max(len(named.below(canvas, names)) for named in every)
    height = canvas.leading(sizes.text) + lines * canvas.leading(sizes.small) + canvas.pad + AIR
    top = 0.02
    canvas.line(0, top, canvas.width, top, canvas.strong, 1.25)
    y = top + AIR
    right, middle = canvas.width - EDGE, y + (canvas.leading(sizes.text) + canvas.pad) / 2
    head = f"HR ({kind_of(row.effect.quantity for row in numbers.rows)})"
    canvas.text(right, middle, head, sizes.text, "slate", bold=True, align="right")
    for group, same in zip(said, alike, strict=True):
        first = group[0].row.came_to
        y = _group(first if same else HEADS[first], canvas, y)
        for named in group:
            y = _trial(named, canvas, axis, names, y, height, ruled=named is group[-1] and named is not every[-1])
    grid(canvas, axis, top, y, Decimal(1))
    canvas.line(axis.left, y, axis.right, y, "rule", 0.75)
    canvas.height = foot((row.effect for row in numbers.rows), (axis,), canvas, y)


@frozen
class _Named:
    """A trial with what stands behind its name: what it is in, that the look is an early one, that it was missed."""

    row: VerdictRow
    says: bool
    """Whether it says that it was missed, as the head of its group does not."""

    @property
    def name(self) -> str:
        return str(self.row.effect.group)

    @property
    def notes(self) -> tuple[tuple[str, str], ...]:
        """Words in small letters with their colours."""
        interim = self.row.came_to == LOOK or INTERIM in self.row.effect.quantity.limits
        slate = ", ".join([str(self.row.disease)] * bool(self.row.disease) + [INTERIM] * interim)
        missed = self.says and self.row.came_to == MISSED
        comma = "," if slate and missed else ""
        return tuple(note for note in ((slate + comma, "slate"), (NOT_MET if missed else "", "brick")) if note[0])

    def width(self, canvas: Canvas) -> float:
        """The width of name and notes on one line, in inches."""
        name = canvas.measure(self.name, canvas.sizes.text, bold=True)
        return name + sum(BESIDE + _wide(*note, canvas) for note in self.notes)

    def below(self, canvas: Canvas, room: float) -> list[tuple[str, str]]:
        """The lines that the notes take below the name, where both have no room on one."""
        if self.width(canvas) <= room:
            return []
        points = canvas.sizes.small
        return [
            (line, color)
            for words, color in self.notes
            for line in canvas.wrap(words, points, room, bold=color == "brick")
        ]


def _wide(words: str, color: str, canvas: Canvas) -> float:
    return canvas.measure(words, canvas.sizes.small, bold=color == "brick")


def _group(name: str, canvas: Canvas, y: float) -> float:
    sizes, color = canvas.sizes, canvas.accent if name in (SIGNIFICANT, BELOW, SHOWN) else "slate"
    height = canvas.leading(sizes.text) + canvas.pad + AIR
    canvas.text(0, y + height / 2, name, sizes.text, color, bold=True)
    return canvas.end_row(y, height, "none")


def _trial(named: _Named, canvas: Canvas, axis: Axis, names: float, y: float, height: float, *, ruled: bool) -> float:
    """The name with its notes, which stand below where both have no room; the mark; the effect at the right; a rule
    where another group follows."""
    sizes, row, below = canvas.sizes, named.row, named.below(canvas, names)
    line, small = canvas.leading(sizes.text), canvas.leading(sizes.small)
    middle, bare = y + height / 2, row.effect.quantity.interval is None
    first = middle - small * len(below) / 2
    canvas.text(0, first, named.name, sizes.text, canvas.strong, bold=True)
    x = canvas.measure(named.name, sizes.text, bold=True)
    for words, color in () if below else named.notes:
        canvas.text(x + BESIDE, first, words, sizes.small, color, bold=color == "brick")
        x += BESIDE + _wide(words, color, canvas)
    for at, (words, color) in enumerate(below):
        place = first + line / 2 + (at + 0.5) * small
        canvas.text(0, place, words, sizes.small, color, bold=color == "brick")
    mark_effect(row.effect, canvas, axis, middle)
    color = "slate" if bare or row.came_to in (MISSED, LOOK) else canvas.strong
    said = _said(row.effect)
    canvas.text(canvas.width - EDGE, middle, said, sizes.text, color, bold=not bare, italic=bare, align="right")
    return canvas.end_row(y, height, "fog" if ruled else "none")


def _across(row: VerdictRow, canvas: Canvas) -> float:
    """The width of an effect as it is printed."""
    return canvas.measure(_said(row.effect), canvas.sizes.text, bold=row.effect.quantity.interval is not None)


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
