"""Waterfall plot: best change of the tumour patient by patient, from the largest growth to the largest shrinkage."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from briefgen.charts.engine.canvas import Canvas
from briefgen.charts.engine.chart import Chart, alt_text, capital, traced
from briefgen.frozen import frozen
from briefgen.values.facts import Traced, count
from briefgen.values.quantity import Quantity
from briefgen.view.curve import PatientView
from briefgen.view.trial import TrialView

LINES = ((Decimal(20), "+20%"), (Decimal(-30), "−30%"))
"""Where the size criteria of progression and of partial response stand."""
MOST = 60
"""Patients of one panel; more go to a panel of their own."""
HIGH = {"slide": 2.6, "page": 2.1}
LEFT = 0.62
ROOM = {"wide": 0.95, "narrow": 0.72}
"""Right of the bars, for what the two lines mean."""


@frozen
class PatientBar:
    """One patient."""

    change: Traced
    number: Decimal
    response: Traced | None


@frozen
class WaterfallRow:
    """One panel: patients of one trial and arm, the largest growth first; how many they are, and how many of them
    reached the lower and the upper line; `missing` is how many have no change supplied."""

    trial: Traced
    arm: Traced | None
    patients: Traced
    shrank: Traced
    grew: Traced
    bars: tuple[PatientBar, ...]
    low: Decimal
    high: Decimal
    missing: int = 0
    part: str = ""

    @property
    def title(self) -> str:
        """TRIAL-1, arm: best change of target lesions, 24 patients."""
        arm = f", {self.arm}" if self.arm else ""
        return f"{capital(str(self.trial))}{arm}: best change from baseline, % ({_patients(len(self.bars))}{self.part})"


@frozen
class Waterfall:
    """The panels below each other."""

    rows: tuple[WaterfallRow, ...]


def prepare(trials: TrialView | Iterable[TrialView]) -> Waterfall | None:
    """Patients of a trial or of several whose best change is supplied."""
    groups: dict[tuple[str, str], list[tuple[TrialView, PatientView]]] = {}
    for trial in trials if isinstance(trials, Iterable) else (trials,):
        for patient in trial.patients:
            groups.setdefault((str(trial.name), str(patient.arm or "")), []).append((trial, patient))
    rows = tuple(row for found in groups.values() for row in _rows(found))
    return Waterfall(rows) if rows else None


def _rows(found: list[tuple[TrialView, PatientView]]) -> list[WaterfallRow]:
    bars = [_bar(patient) for _, patient in found if _number(patient) is not None]
    bars.sort(key=lambda bar: -bar.number)
    if not bars:
        return []
    trial, arm = found[0][0].name, traced(found[0][1].arm)
    low = min(Decimal(-100), *(bar.number for bar in bars))
    high = max(Decimal(40), *(bar.number for bar in bars))
    missing = len(found) - len(bars)
    cuts = range(0, len(bars), MOST)
    return [
        WaterfallRow(
            trial, arm, *_counts(bars[cut : cut + MOST]), tuple(bars[cut : cut + MOST]), low, high,
            missing if cut == cuts[-1] else 0, f" of {len(bars)}" if len(cuts) > 1 else "",
        )
        for cut in cuts
    ]  # fmt: skip


def _counts(bars: Sequence[PatientBar]) -> tuple[Traced, Traced, Traced]:
    """How many there are, and how many of them reached the lower and the upper line."""
    upper, lower = (limit for limit, _ in LINES)
    found = (bars, [bar for bar in bars if bar.number <= lower], [bar for bar in bars if bar.number >= upper])
    every, shrank, grew = (count([bar.change for bar in some], "patient") for some in found)
    return every, shrank, grew


def _number(patient: PatientView) -> Decimal | None:
    quantity = patient.best_change.value
    return quantity.number if isinstance(quantity, Quantity) else None


def _bar(patient: PatientView) -> PatientBar:
    return PatientBar(patient.best_change, _number(patient) or Decimal(0), traced(patient.response))


def _patients(count: int) -> str:
    return "1 patient" if count == 1 else f"{count} patients"


# --- layout --------------------------------------------------------------------------------------------------


def lay_out(numbers: Waterfall, canvas: Canvas) -> None:
    """Panel below panel."""
    y = 0.0
    for index, row in enumerate(numbers.rows):
        bottom = _panel(row, canvas, y + (0.18 if index else 0.0))
        y = canvas.end_row(y, bottom - y, "none")
    canvas.height = y


@frozen
class ChangeAxis:
    """Where zero and the ends of the axis of one panel stand."""

    top: float
    bottom: float
    low: Decimal
    high: Decimal
    left: float
    right: float

    def y(self, number: Decimal) -> float:
        """The height of a change."""
        share = float((self.high - number) / (self.high - self.low))
        return self.top + share * (self.bottom - self.top)


def _panel(row: WaterfallRow, canvas: Canvas, y: float) -> float:
    sizes = canvas.sizes
    lines = canvas.wrap(row.title, sizes.name, canvas.width, bold=True)
    top = canvas.lines(0, y, lines, sizes.name, canvas.strong, bold=True) + 0.12 + canvas.leading(sizes.small)
    high = HIGH[canvas.medium] * max(canvas.stretch, 0.7)
    frame = ChangeAxis(top, top + high, row.low, row.high, LEFT, canvas.width - ROOM[canvas.room])
    _axis(canvas, frame)
    step = (frame.right - frame.left) / len(row.bars)
    wide = min(step * 0.78, 0.6)
    for index, bar in enumerate(row.bars):
        _draw(bar, canvas, frame, frame.left + (index + 0.5) * step, wide, step)
    y = _key(row, canvas, frame.bottom + canvas.leading(sizes.small) + 0.1)
    if row.missing:
        words = f"Change not reported: {_patients(row.missing)}"
        lines = canvas.wrap(words, sizes.small, canvas.width, italic=True)
        y = canvas.lines(0, y, lines, sizes.small, "slate", italic=True) + 0.02
    return y


def _axis(canvas: Canvas, frame: ChangeAxis) -> None:
    """Grid, zero line, and the two lines of the size criteria with their words."""
    sizes = canvas.sizes
    for level in range(-100, int(frame.high) + 1, 25 if frame.high <= 100 else 50):
        if level == 0 or Decimal(level) < frame.low:
            continue
        y = frame.y(Decimal(level))
        canvas.line(frame.left, y, frame.right, y)
        words = f"+{level}" if level > 0 else f"−{-level}"
        canvas.text(frame.left - 0.08, y, words, sizes.tick, "slate", align="right")
    canvas.text(frame.left - 0.08, frame.y(Decimal(0)), "0", sizes.tick, "slate", align="right")
    canvas.line(frame.left, frame.y(Decimal(0)), frame.right, frame.y(Decimal(0)), "ink", 1.0, layer=5)
    for limit, name in LINES:
        y, color = frame.y(limit), "brick" if limit > 0 else "ink"
        canvas.line(frame.left, y, frame.right, y, color, 1.0, "dashed", layer=4)
        canvas.text(frame.right + 0.08, y, name, sizes.small, color, bold=True)


def _draw(bar: PatientBar, canvas: Canvas, frame: ChangeAxis, x: float, wide: float, step: float) -> None:
    """A bar from zero, and beyond its end the value where its digits have room."""
    zero, end = frame.y(Decimal(0)), frame.y(bar.number)
    kind = str(bar.response.value) if bar.response else ""
    fill = canvas.responses.get(kind, "white")
    top, high = min(zero, end), max(abs(end - zero), 0.02)
    canvas.box(x - wide / 2, top, wide, high, fill, "steel", weight=0.6, dashed=not kind, layer=3)
    points = canvas.sizes.small
    words = str(bar.change).removesuffix("%").replace("-", "−")
    if canvas.measure(words, points, bold=True) + 0.02 <= step:
        away = canvas.leading(points) / 2 + 0.02
        middle = end - away if bar.number > 0 else end + away
        width = canvas.measure(words, points, bold=True)
        canvas.box(x - width / 2 - 0.01, middle - 0.06, width + 0.02, 0.12, "white", layer=5)
        canvas.text(x, middle, words, points, canvas.strong, bold=True, align="center")


def _key(row: WaterfallRow, canvas: Canvas, y: float) -> float:
    """What the fills mean, with how many patients each has."""
    sizes = canvas.sizes
    counted: dict[str, tuple[str, int]] = {}
    for bar in row.bars:
        kind = str(bar.response.value) if bar.response else ""
        words = str(bar.response) if bar.response else "response not reported"
        counted[kind] = (words, counted.get(kind, ("", 0))[1] + 1)
    x, high = 0.0, canvas.leading(sizes.small) + 0.04
    for kind in [*canvas.responses, ""]:
        if kind not in counted:
            continue
        words = f"{capital(counted[kind][0])} ({counted[kind][1]})"
        width = 0.26 + canvas.measure(words, sizes.small)
        if x and x + width > canvas.width:
            x, y = 0.0, y + high
        fill = canvas.responses.get(kind, "white")
        canvas.box(x, y + high / 2 - 0.06, 0.18, 0.12, fill, "steel", weight=0.6, dashed=not kind, layer=3)
        canvas.text(x + 0.26, y + high / 2, words, sizes.small, "ink")
        x += width + 0.25
    return y + high + 0.03


# --- words ---------------------------------------------------------------------------------------------------


def describe(numbers: Waterfall) -> str:
    """Panel by panel: how many patients, the extremes, how many reached the lines of the size criteria."""
    clauses = []
    for row in numbers.rows:
        arm = f", {row.arm}" if row.arm else ""
        clauses.append(
            f"{row.trial}{arm}, {row.patients}, from {row.bars[0].change} to {row.bars[-1].change}; "
            f"{row.shrank} at or below the lower line, {row.grew} at or above the upper"
        )
    subject = "Waterfall plot of best change from baseline, lines at -30% and +20%"
    return alt_text(subject, clauses, "Single patients, no treatment effect.")


CHART = Chart(
    name="waterfall",
    summary="Best change of the tumour patient by patient, with lines at -30% and +20%",
    needs="trials with patients, each with its best change in per cent",
    prepare=prepare,
    lay_out=lay_out,
    describe=describe,
)
