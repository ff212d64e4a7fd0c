"""Swimmer plot: one bar per patient as long as its treatment, the best response in words, an arrow if ongoing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from itertools import groupby

from briefgen.charts.engine.axis import Axis, from_zero, grid, tick_labels
from briefgen.charts.engine.canvas import Canvas
from briefgen.charts.engine.chart import Chart, alt_text, capital, traced
from briefgen.charts.engine.marks import Shape
from briefgen.frozen import frozen
from briefgen.values.facts import Traced
from briefgen.values.quantity import Quantity
from briefgen.view.curve import PatientView
from briefgen.view.trial import TrialView

ARROW = 0.14
"""Inches by which the bar of an ongoing treatment is pointed."""
NOTE = "Patients by time on treatment; the numbers are positions, not identifiers."


@frozen
class SwimmerRow:
    """One patient, by the position in the group and never by an identifier. `group` is the trial, and the arm when the
    rows name one."""

    group: str
    trial: Traced
    arm: Traced | None
    position: int
    months: Traced | None
    response: Traced | None
    ongoing: bool

    @property
    def number(self) -> Decimal | None:
        """The time as a number of months."""
        quantity = self.months.value if self.months else None
        return quantity.number if isinstance(quantity, Quantity) else None


@frozen
class Swimmer:
    """The patients, longest first in each group, and the longest time."""

    rows: tuple[SwimmerRow, ...]
    longest: Decimal


def prepare(trials: TrialView | Iterable[TrialView]) -> Swimmer | None:
    """The patients of a trial or of several; nothing unless a patient's time is supplied."""
    found = trials if isinstance(trials, Iterable) else (trials,)
    rows = [_row(trial, patient) for trial in found for patient in trial.patients]
    if not any(row.number is not None for row in rows):
        return None
    groups = list(dict.fromkeys(row.group for row in rows))
    rows.sort(key=lambda row: (groups.index(row.group), -(row.number if row.number is not None else Decimal(-1))))
    placed = (
        replace(row, position=position)
        for _, mine in groupby(rows, key=lambda row: row.group)
        for position, row in enumerate(mine, start=1)
    )
    return Swimmer(tuple(placed), max(row.number for row in rows if row.number is not None))


def _row(trial: TrialView, patient: PatientView) -> SwimmerRow:
    arm = traced(patient.arm)
    return SwimmerRow(
        group=f"{capital(str(trial.name))}{f', {arm}' if arm else ''}",
        trial=trial.name,
        arm=arm,
        position=0,
        months=traced(patient.months),
        response=traced(patient.response),
        ongoing=bool(patient.ongoing),
    )


# --- layout --------------------------------------------------------------------------------------------------


def lay_out(numbers: Swimmer, canvas: Canvas) -> None:
    """Group heads, a bar per patient, one axis of months."""
    sizes = canvas.sizes
    left = canvas.measure("Patient", sizes.text, bold=True) + 0.25
    room = max(canvas.measure(_words(row), sizes.small) for row in numbers.rows)
    axis = from_zero(numbers.longest, left, canvas.width - min(room, 0.4 * canvas.width) - 0.35, "months")
    canvas.text(0, canvas.leading(sizes.text) / 2, "Patient", sizes.text, "slate", bold=True)
    canvas.text(left, canvas.leading(sizes.text) / 2, "Months on treatment", sizes.text, "slate", bold=True)
    y = top = canvas.leading(sizes.text) + 0.06
    canvas.line(0, y, canvas.width, y, canvas.strong, 1.25)
    for row in numbers.rows:
        y = _patient(row, canvas, axis, canvas.group(y, row.group))
    grid(canvas, axis, top, y, Decimal(0))
    y = tick_labels(canvas, axis, y)
    canvas.height = canvas.lines(0, y + 0.05, canvas.wrap(NOTE, sizes.small, canvas.width), sizes.small, "slate") + 0.02


def _words(row: SwimmerRow) -> str:
    """8.4, partial response, ongoing."""
    response = str(row.response) if row.response else "response not reported"
    parts = [str(row.months).removesuffix("months").removesuffix("month").strip() if row.months else "", response]
    return ", ".join(part for part in [*parts, "ongoing" if row.ongoing else ""] if part)


def _patient(row: SwimmerRow, canvas: Canvas, axis: Axis, y: float) -> float:
    sizes = canvas.sizes
    room = 0.4 * canvas.width
    words = canvas.wrap(_words(row), sizes.small, room)
    height = max(canvas.leading(sizes.text), canvas.leading(sizes.small, len(words)), sizes.bar * 0.75)
    height += canvas.pad * 0.8
    middle = y + height / 2
    canvas.text(axis.left - 0.2, middle, str(row.position), sizes.text, "slate", align="right")
    number = row.number
    if number is None:
        canvas.missing(axis.left + 0.08, middle, f"Time not reported; {_words(row)}", knock=True)
        return canvas.end_row(y, height, "none")
    x = axis.x(number)
    kind = str(row.response.value) if row.response else ""
    high = sizes.bar * 0.7
    fill = canvas.responses.get(kind, "white")
    line = "steel" if fill in {"phase_0", "fog", "white"} else ""
    canvas.box(axis.left, middle - high / 2, max(x - axis.left, 0.02), high, fill, line, dashed=not kind, layer=3)
    if row.ongoing:
        tip = ((x, middle - high / 2), (x + ARROW, middle), (x, middle + high / 2))
        canvas.marks.append(Shape(tip, fill, line or fill, 0.75))
        x += ARROW
    top = middle - canvas.leading(sizes.small, len(words)) / 2
    for index, line in enumerate(words):
        at = top + canvas.leading(sizes.small) * (index + 0.5)
        canvas.text(x + 0.08, at, line, sizes.small, canvas.strong, knock=True)
    return canvas.end_row(y, height, "none")


# --- words ---------------------------------------------------------------------------------------------------


def describe(numbers: Swimmer) -> str:
    """Patient by patient."""
    clauses = [
        (f"{row.group}: " if row.position == 1 else "")
        + (f"{row.months} months" if row.months else "time not reported").replace("months months", "months")
        + f", {row.response or 'response not reported'}{', ongoing' if row.ongoing else ''}"
        for row in numbers.rows
    ]
    return alt_text("Swimmer plot, time on treatment by patient", clauses, "Single patients, no treatment effect.")


CHART = Chart(
    name="swimmer",
    summary="Time on treatment patient by patient, with best response",
    needs="trials with patients, each with its months on treatment",
    prepare=prepare,
    lay_out=lay_out,
    describe=describe,
)
