"""Kaplan-Meier: curves through the points a source supplies, the numbers at risk below; without them no curve."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, Literal

from briefgen.charts.engine.axis import Axis, from_zero, plain
from briefgen.charts.engine.canvas import Canvas
from briefgen.charts.engine.chart import Chart, alt_text, capital, traced
from briefgen.frozen import frozen
from briefgen.records.curve import LEAST_POINTS, Points
from briefgen.values.facts import VALUE, Traced, count
from briefgen.values.quantity import Quantity
from briefgen.view.curve import CurveView
from briefgen.view.trial import TrialView

Style = Literal["solid", "dashed", "dotted"]
LOOKS: tuple[tuple[str, Style], ...] = (
    ("", "solid"), ("ink", "dashed"), ("plum", "dotted"), ("teal", "solid"), ("moss", "dashed"), ("steel", "dotted"),
)  # fmt: skip
"""Colour and line of each arm; lines differ as well as colours, and each curve carries its name."""
HIGH = {"slide": 2.4, "page": 1.9}
LEVELS = (0, 25, 50, 75, 100)
AT_RISK = "Number at risk"


@frozen
class CurvePoint:
    """One supplied point: a time, how it is printed, and what is printed for it."""

    time: Decimal
    at: Traced
    value: Traced
    number: Decimal


@frozen
class ArmCurve:
    """One arm: its points, how many they are, and its numbers at risk."""

    arm: Traced
    count: Traced
    points: tuple[CurvePoint, ...]
    at_risk: tuple[CurvePoint, ...]


@frozen
class KaplanMeierRow:
    """One panel: the curves of one endpoint and population of one trial, on an axis of their own."""

    trial: Traced
    endpoint: Traced
    population: Traced | None
    unit: str
    curves: tuple[ArmCurve, ...]

    @property
    def title(self) -> str:
        """SUMMIT-1: overall survival, ITT, % of patients."""
        population = f", {self.population}" if self.population else ""
        return f"{capital(str(self.trial))}: {self.endpoint}{population}, % of patients"


@frozen
class KaplanMeier:
    """The panels below each other."""

    rows: tuple[KaplanMeierRow, ...]


def prepare(trials: TrialView | Iterable[TrialView]) -> KaplanMeier | None:
    """The curves of a trial or of several; a curve without numbers at risk or with too few points is left out."""
    groups: dict[tuple[str, ...], list[tuple[TrialView, CurveView]]] = {}
    for trial in trials if isinstance(trials, Iterable) else (trials,):
        for curve in trial.curves:
            if _drawable(curve):
                key = (str(trial.name), str(curve.endpoint), str(curve.population or ""), str(curve.unit))
                groups.setdefault(key, []).append((trial, curve))
    rows = tuple(_row(found) for found in groups.values())
    return KaplanMeier(rows) if rows else None


def _drawable(curve: CurveView) -> bool:
    points, at_risk = curve.points.value, curve.at_risk.value
    return isinstance(points, Points) and isinstance(at_risk, Points) and len(points.pairs) >= LEAST_POINTS


def _row(found: list[tuple[TrialView, CurveView]]) -> KaplanMeierRow:
    trial, first = found[0]
    curves = tuple(_curve(curve, trial.name) for _, curve in found)
    return KaplanMeierRow(trial.name, first.endpoint, traced(first.population), str(first.unit), curves)


def _curve(curve: Any, trial: Traced) -> ArmCurve:
    points = _points(curve.points, "%", str(curve.unit))
    at_risk = _points(curve.at_risk, "", str(curve.unit))
    return ArmCurve(traced(curve.arm) or trial, count([point.value for point in points], "point"), points, at_risk)


def _points(series: Traced, sign: str, unit: str) -> tuple[CurvePoint, ...]:
    """Each pair of a series as traced values of its own."""
    return tuple(
        CurvePoint(
            time,
            _part(series, Quantity(f"{plain(time)} {unit}", time, unit=unit)),
            _part(series, Quantity(f"{value}{sign}", value, unit=sign)),
            value,
        )
        for time, value in series.value.numbers()
    )


def _part(series: Traced, known: Quantity) -> Traced:
    """A number of a series, printed by itself."""
    return Traced(known.text, series.fact, VALUE, known.number, known)


# --- layout --------------------------------------------------------------------------------------------------


def lay_out(numbers: KaplanMeier, canvas: Canvas) -> None:
    """Panel below panel."""
    y = 0.0
    for index, row in enumerate(numbers.rows):
        bottom = _panel(row, canvas, y + (0.2 if index else 0.0))
        y = canvas.end_row(y, bottom - y, "none")
    canvas.height = y


def _panel(row: KaplanMeierRow, canvas: Canvas, y: float) -> float:
    sizes = canvas.sizes
    lines = canvas.wrap(row.title, sizes.name, canvas.width, bold=True)
    top = canvas.lines(0, y, lines, sizes.name, canvas.strong, bold=True) + 0.12
    names = [canvas.wrap(capital(str(curve.arm)), sizes.text, 0.2 * canvas.width, bold=True) for curve in row.curves]
    left = max(_widest(names, canvas) + 0.3, canvas.measure("100", sizes.tick) + 0.3)
    right = canvas.width - 0.28 * canvas.width
    last = max(point.time for curve in row.curves for point in (*curve.points, *curve.at_risk))
    axis = from_zero(last, left, right, row.unit)
    bottom = top + _plot_height(names, canvas)
    _frame(axis, canvas, top, bottom)
    _curves(row, canvas, axis, top, bottom)
    y = _times(row, axis, canvas, bottom)
    return _at_risk(row, names, canvas, axis, y)


def _plot_height(names: Sequence[Sequence[str]], canvas: Canvas) -> float:
    """Many lines of numbers at risk take from the height of the curves, down to two thirds of it."""
    most = HIGH[canvas.medium]
    extra = canvas.leading(canvas.sizes.text, max(0, sum(map(len, names)) - 2))
    return max(most - extra, most * 0.65) * max(canvas.stretch, 0.6)


def _widest(names: Sequence[Sequence[str]], canvas: Canvas) -> float:
    texts = [line for name in names for line in name]
    risk = canvas.measure(AT_RISK, canvas.sizes.small)
    return max(risk, *(canvas.measure(line, canvas.sizes.text, bold=True) for line in texts))


def _frame(axis: Axis, canvas: Canvas, top: float, bottom: float) -> None:
    sizes = canvas.sizes
    for level in LEVELS:
        y = bottom - (bottom - top) * level / 100
        canvas.line(axis.left, y, axis.right, y, "ink" if level == 0 else "fog", 1.0 if level == 0 else 0.75)
        canvas.text(axis.left - 0.08, y, str(level), sizes.tick, "slate", align="right")
    canvas.line(axis.left, top, axis.left, bottom, "ink", 1.0)


def _curves(row: KaplanMeierRow, canvas: Canvas, axis: Axis, top: float, bottom: float) -> None:
    """Steps through every supplied point, and the name of each arm at the end of its curve."""
    ends = []
    for index, curve in enumerate(row.curves):
        color, style = LOOKS[index % len(LOOKS)]
        path: list[tuple[float, float]] = []
        for point in curve.points:
            x, y = axis.x(point.time), bottom - (bottom - top) * float(point.number) / 100
            if path:
                path.append((x, path[-1][1]))
            path.append((x, y))
        canvas.path(tuple(path), color, style)
        ends.append((path[-1], curve, color, style))
    _names(ends, canvas, axis, top, bottom)


def _names(ends: list[Any], canvas: Canvas, axis: Axis, top: float, bottom: float) -> None:
    """Arm and last value right of the plot, moved apart where curves end close to each other."""
    sizes = canvas.sizes
    room = canvas.width - axis.right - 0.42
    blocks = []
    for (x, y), curve, color, style in sorted(ends, key=lambda end: end[0][1]):
        told = f"{curve.points[-1].value} at {curve.points[-1].at}"
        arm = canvas.wrap(capital(str(curve.arm)), sizes.text, room, bold=True)
        blocks.append((x, y, color, style, arm, canvas.wrap(told, sizes.small, room)))
    heights = [canvas.leading(sizes.text, len(b[4])) + canvas.leading(sizes.small, len(b[5])) + 0.05 for b in blocks]
    tops = _apart([b[1] - h / 2 for b, h in zip(blocks, heights, strict=True)], heights, top - 0.1, bottom)
    for (x, y, color, style, name, last), height, at in zip(blocks, heights, tops, strict=True):
        middle = at + height / 2 - 0.025
        canvas.line(x, y, axis.right + 0.05, y, "rule", 0.5, "dotted")
        canvas.line(axis.right + 0.05, y, axis.right + 0.12, middle, "rule", 0.5)
        sample = ((axis.right + 0.12, middle), (axis.right + 0.34, middle))
        canvas.path(sample, color, style)
        after = canvas.lines(axis.right + 0.4, at, name, sizes.text, canvas.strong, bold=True)
        canvas.lines(axis.right + 0.4, after, last, sizes.small, "slate")


def _apart(wanted: Sequence[float], heights: Sequence[float], top: float, bottom: float) -> list[float]:
    """Places from the top down that do not overlap, as near to those wanted as they can be."""
    places: list[float] = []
    for want, _ in zip(wanted, heights, strict=True):
        least = places[-1] + heights[len(places) - 1] if places else top
        places.append(max(want, least))
    over = places[-1] + heights[-1] - bottom
    for index in range(len(places) - 1, -1, -1):
        limit = places[index + 1] - heights[index] if index + 1 < len(places) else places[index] - max(over, 0.0)
        places[index] = min(places[index], limit)
    lift = max(0.0, top - places[0])
    return [place + lift for place in places] if sum(heights) > bottom - top else places


def _times(row: KaplanMeierRow, axis: Axis, canvas: Canvas, y: float) -> float:
    """Ticks at the times of the numbers at risk, as many as stand apart."""
    sizes = canvas.sizes
    for time in _shown(row, axis, canvas):
        canvas.line(axis.x(time), y, axis.x(time), y + 0.05, "ink", 0.75)
        middle = y + 0.08 + canvas.leading(sizes.tick) / 2
        canvas.text(axis.x(time), middle, plain(time), sizes.tick, "slate", align="center")
    after = y + 0.08 + canvas.leading(sizes.tick)
    center, middle = (axis.left + axis.right) / 2, after + canvas.leading(sizes.small) / 2
    canvas.text(center, middle, capital(row.unit), sizes.small, "slate", align="center")
    return after + canvas.leading(sizes.small) + 0.06


def _shown(row: KaplanMeierRow, axis: Axis, canvas: Canvas) -> list[Decimal]:
    """Times of the numbers at risk of all arms; every second, third ... where their digits stand too close."""
    times = _times_at_risk(row)
    texts = [plain(time) for time in times] + [str(p.value) for curve in row.curves for p in curve.at_risk]
    widest = max(canvas.measure(text, canvas.sizes.tick) for text in texts) + 0.06
    step = 1
    while step < len(times) and any(
        axis.x(after) - axis.x(before) < widest for before, after in zip(times[::step], times[::step][1:], strict=False)
    ):
        step += 1
    return times[::step]


def _times_at_risk(row: KaplanMeierRow) -> list[Decimal]:
    """Times at which every arm has a number; where they share fewer than three, the times of any arm."""
    arms = [{point.time for point in curve.at_risk} for curve in row.curves]
    shared = set.intersection(*arms)
    return sorted(shared if len(shared) >= 3 else set.union(*arms))


def _at_risk(row: KaplanMeierRow, names: Sequence[Sequence[str]], canvas: Canvas, axis: Axis, y: float) -> float:
    sizes = canvas.sizes
    times = _shown(row, axis, canvas)
    canvas.line(0, y, canvas.width, y, "rule", 0.75)
    y = canvas.lines(0, y + 0.04, [AT_RISK], sizes.small, "slate")
    for curve, name in zip(row.curves, names, strict=True):
        middle = y + canvas.leading(sizes.text) / 2
        counts = {point.time: point.value for point in curve.at_risk}
        for time in times:
            if time in counts:
                canvas.text(axis.x(time), middle, str(counts[time]), sizes.tick, "ink", align="center")
        y = canvas.lines(0, y, name, sizes.text, bold=True) + 0.02
    return y + 0.03


# --- words ---------------------------------------------------------------------------------------------------


def describe(numbers: KaplanMeier) -> str:
    """Panel by panel, arm by arm: the last point and the numbers at risk at the start and at the end."""
    clauses = [
        f"{row.trial}, {row.endpoint}, {curve.arm}: {curve.count} to {curve.points[-1].value} at "
        f"{curve.points[-1].at}, at risk {curve.at_risk[0].value} to {curve.at_risk[-1].value}"
        for row in numbers.rows
        for curve in row.curves
    ]
    return alt_text("Kaplan-Meier curves through the supplied points", clauses, "Nothing between them is estimated.")


CHART = Chart(
    name="kaplan-meier",
    summary="Survival curves through the published points, with numbers at risk",
    needs=f"trials with curves: at least {LEAST_POINTS} points and the numbers at risk",
    prepare=prepare,
    lay_out=lay_out,
    describe=describe,
)
