"""Forest plot: hazard ratios with their confidence intervals on a logarithmic axis, subgroups below the whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from briefgen.charts.engine.axis import Axis, grid, of_ratios, tick_labels
from briefgen.charts.engine.banner import banner
from briefgen.charts.engine.canvas import Band, Canvas
from briefgen.charts.engine.chart import Chart, alt_text, capital, traced
from briefgen.lexicon import en
from briefgen.values.facts import Traced
from briefgen.values.quantity import UNDISCLOSED, Quantity
from briefgen.view.result import ResultView

NO_INTERVAL = "CI not reported"
SHARES = {"wide": (0.27, 0.8), "narrow": (0.29, 0.71)}
"""Where the axis begins and ends, as shares of the width; the value stands right of it."""


@dataclass(frozen=True, slots=True)
class ForestRow:
    """One hazard ratio. `group` is the trial; the arms say which side of 1 favours which of them."""

    group: Traced
    endpoint: Traced
    population: Traced | None
    subgroup: bool
    patients: Traced | None
    value: Traced
    assessor: Traced | None = None
    treatment: Traced | None = None
    control: Traced | None = None
    real_world: bool = False

    @property
    def quantity(self) -> Quantity:
        """The value as a number."""
        return self.value.value if isinstance(self.value.value, Quantity) else UNDISCLOSED


@dataclass(frozen=True, slots=True)
class Forest:
    """The rows trial by trial, and every number of the axis that all parts share."""

    rows: tuple[ForestRow, ...]
    span: tuple[Decimal, ...]

    @property
    def several(self) -> bool:
        """Whether the values come from more than one trial."""
        return len({str(row.group) for row in self.rows}) > 1


def prepare(results: Iterable[ResultView]) -> Forest | None:
    """Those of some results that are hazard ratios, trials and endpoints in the order they appear."""
    rows = [_row(found) for found in results if found.measure == "hazard_ratio"]
    trials = list(dict.fromkeys(str(row.group) for row in rows))
    ends = list(dict.fromkeys((str(row.group), str(row.endpoint)) for row in rows))
    rows.sort(key=lambda row: (trials.index(str(row.group)), ends.index((str(row.group), str(row.endpoint)))))
    span = sorted({number for row in rows for number in _numbers(row.quantity)})
    return Forest(tuple(rows), tuple(span)) if rows else None


def _row(found: ResultView) -> ForestRow:
    return ForestRow(
        group=found.trial.name,
        endpoint=found.endpoint,
        population=traced(found.population),
        subgroup=bool(found.subgroup),
        patients=traced(found.patients),
        value=found.value,
        assessor=traced(found.assessor),
        treatment=traced(found.trial.regimen),
        control=traced(found.trial.comparator),
        real_world=bool(found.trial.is_real_world),
    )


def _numbers(quantity: Quantity) -> list[Decimal]:
    interval = quantity.interval
    found = [quantity.number, interval.low if interval else None, interval.high if interval else None]
    return [number for number in found if number is not None]


# --- layout --------------------------------------------------------------------------------------------------


def lay_out(numbers: Forest, canvas: Canvas) -> None:
    """A block for each trial: its endpoints and populations, then the axis with what either side favours."""
    first, last = (share * canvas.width for share in SHARES[canvas.room])
    axis = of_ratios(numbers.span, first + 0.05, last - 0.05)
    y = 0.0
    for index, (_, group) in enumerate(groupby(numbers.rows, key=lambda row: str(row.group))):
        y = _block(tuple(group), canvas, axis, y, divided=index > 0)
    if numbers.several:
        y = banner(canvas, y + 0.08)
    canvas.height = y + 0.02


def _block(rows: Sequence[ForestRow], canvas: Canvas, axis: Axis, y: float, *, divided: bool) -> float:
    began = y
    if divided:
        canvas.line(0, y + 0.08, canvas.width, y + 0.08, "steel", 1.0, "dashed")
    y = top = _heads(rows[0], canvas, axis, y + (0.16 if divided else 0.0))
    first = len(canvas.bands)
    for index, row in enumerate(rows):
        alike = row.subgroup and index > 0 and str(rows[index - 1].endpoint) == str(row.endpoint)
        y = _line(row, canvas, axis, y, named=not alike)
    grid(canvas, axis, top, y, Decimal(1))
    canvas.line(0, y, canvas.width, y, "rule", 1.25)
    bottom = _feet(rows[0], canvas, axis, tick_labels(canvas, axis, y))
    around = bottom - began - sum(band.height for band in canvas.bands[first:])
    canvas.bands[first:] = [Band(band.height, str(rows[0].group), around) for band in canvas.bands[first:]]
    return bottom


def _heads(row: ForestRow, canvas: Canvas, axis: Axis, y: float) -> float:
    sizes = canvas.sizes
    words = f"{row.group} (real-world study)" if row.real_world else str(row.group)
    name = canvas.wrap(words, sizes.name, axis.left - 0.15, bold=True)
    unit = canvas.wrap("Hazard ratio (95% CI)", sizes.text, canvas.width - axis.right - 0.13, bold=True)
    high = max(canvas.leading(sizes.name, len(name)), canvas.leading(sizes.text, len(unit)))
    canvas.lines(0, y + high - canvas.leading(sizes.name, len(name)), name, sizes.name, canvas.strong, bold=True)
    top = y + high - canvas.leading(sizes.text, len(unit))
    canvas.lines(axis.right + 0.13, top, unit, sizes.text, "slate", bold=True)
    canvas.line(0, y + high + 0.05, canvas.width, y + high + 0.05, canvas.strong, 1.25)
    return y + high + 0.07


def _names(row: ForestRow, canvas: Canvas, room: float, *, named: bool) -> tuple[list[str], list[str]]:
    """Endpoint and population; a subgroup below its endpoint is named by its population alone."""
    sizes = canvas.sizes
    population = str(row.population or "")
    first = str(row.endpoint) if named else population or "population not disclosed"
    parts = [population if named else "", "subgroup" if row.subgroup else ""]
    if row.patients:
        unit = isinstance(row.patients.value, Quantity) and row.patients.value.unit
        parts.append(str(row.patients) if unit else f"n\u00a0=\u00a0{row.patients}")
    parts.append(str(row.assessor or ""))
    under = ", ".join(part for part in parts if part)
    name = canvas.wrap(capital(first), sizes.text, room, bold=not row.subgroup)
    under = under if under.startswith("n\u00a0") else capital(under)
    return name, canvas.wrap(under, sizes.small, room) if under else []


def _line(row: ForestRow, canvas: Canvas, axis: Axis, y: float, *, named: bool) -> float:
    sizes = canvas.sizes
    indent = sizes.inset + (0.12 if row.subgroup else 0.0)
    name, under = _names(row, canvas, axis.left - indent - 0.12, named=named)
    room = canvas.width - axis.right - 0.13
    figure = "" if row.quantity.sentinel else row.quantity.estimate
    aside = _aside(row.quantity)
    whole = f"{figure} ({aside})" if aside else figure
    lines = [whole] if canvas.measure(whole, sizes.text, bold=True) <= room else [figure, *([aside] if aside else [])]
    wrapped = [part for line in lines for part in canvas.wrap(line, sizes.text, room, bold=True)]
    words = canvas.leading(sizes.text, len(name)) + canvas.leading(sizes.small, len(under))
    full = _names(row, canvas, axis.left - indent - 0.12, named=True)
    most = canvas.leading(sizes.text, len(full[0])) + canvas.leading(sizes.small, len(full[1]))
    height = max(words, most, canvas.leading(sizes.text, len(wrapped)), 0.2) + 2 * canvas.pad
    middle = y + height / 2
    after = canvas.lines(indent, middle - words / 2, name, sizes.text, bold=not row.subgroup)
    canvas.lines(indent, after, under, sizes.small, "slate")
    top = middle - canvas.leading(sizes.text, len(wrapped)) / 2
    canvas.lines(axis.right + 0.13, top, wrapped, sizes.text, canvas.strong, bold=True)
    _mark(row, canvas, axis, middle)
    return canvas.end_row(y, height)


def _aside(quantity: Quantity) -> str:
    """0.51–0.86, nothing without an interval, or 90% CI 0.51–0.86 when the level is another than the head's."""
    if quantity.interval is None:
        return ""
    text = quantity.interval.text.replace("\u00a0", " ")
    return text.removeprefix("95% CI ") if quantity.interval.level == "95" else text


def _mark(row: ForestRow, canvas: Canvas, axis: Axis, y: float) -> None:
    """A whisker with a square, hollow for a subgroup; without an interval the words and no square."""
    quantity = row.quantity
    number, interval = quantity.number, quantity.interval
    if number is None or number <= 0 or interval is None:
        canvas.missing(axis.left + 0.06, y, str(row.value) if number is None else NO_INTERVAL, knock=True)
        return
    color = "moss" if row.real_world else canvas.accent
    low, high = interval.low, interval.high
    right = axis.x(high) if high is not None and axis.holds(high) else axis.right
    beyond = high is None or high > axis.high
    if low is None or low < axis.low:
        canvas.whisker(axis.x(number), right, y, color, open_right=beyond, capped=False)
        canvas.arrow(axis.x(number), axis.left, y, color, 1.75)
    else:
        canvas.whisker(axis.x(low), right, y, color, open_right=beyond)
    if axis.holds(number):
        half = canvas.sizes.dot * 1.15
        fill = "white" if row.subgroup or row.real_world else color
        canvas.box(axis.x(number) - half, y - half, 2 * half, 2 * half, fill, color, weight=1.75, layer=5)


def _feet(row: ForestRow, canvas: Canvas, axis: Axis, y: float) -> float:
    """What either side of 1 favours, below the ticks."""
    sizes, one = canvas.sizes, axis.x(Decimal(1))
    reach = 0.55 * canvas.width
    left_room, right_room = one - 0.12, min(reach, canvas.width - one - 0.12)
    treatment = canvas.wrap(f"Favours {row.treatment or 'treatment'}", sizes.small, left_room)
    control = canvas.wrap(f"Favours {row.control or 'control'}", sizes.small, right_room)
    middle = y + 0.03 + canvas.leading(sizes.small) / 2
    for x0, lines, side in ((one - 0.1, treatment, "right"), (one + 0.1, control, "left")):
        align: Any = side
        canvas.lines(x0, middle - canvas.leading(sizes.small) / 2, lines, sizes.small, "slate", align=align)
    return y + 0.05 + canvas.leading(sizes.small, max(len(treatment), len(control)))


# --- words ---------------------------------------------------------------------------------------------------


def describe(numbers: Forest) -> str:
    """Row by row."""
    clauses = [
        f"{row.group}, {row.endpoint}, {row.population or 'all patients'}"
        + f"{' (subgroup)' if row.subgroup else ''}: {row.value}"
        + ("" if row.quantity.interval or row.quantity.sentinel else f", {NO_INTERVAL}")
        for row in numbers.rows
    ]
    caveat = "Different trials, not a comparison." if numbers.several else f"{en.FAVOURS_BELOW} the treatment."
    return alt_text("Forest plot of hazard ratios, logarithmic axis", clauses, caveat)


CHART = Chart(
    name="forest",
    summary="Hazard ratios with confidence intervals, subgroups hollow",
    needs="results with measure hazard_ratio; a square is drawn only with its interval",
    prepare=prepare,
    lay_out=lay_out,
    describe=describe,
)
