"""Benchmarks: one panel per endpoint, ranges as bars without midpoint, single values as dots, axes from zero."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from math import ceil

from briefgen.charts.engine.canvas import Canvas
from briefgen.charts.engine.chart import Chart, alt_text, capital, quantity_of, traced
from briefgen.frozen import frozen
from briefgen.values.facts import Traced
from briefgen.values.quantity import Quantity
from briefgen.view.benchmark import BenchmarkView

SHARES = {"slide": 0.278, "page": 0.325}
"""Share of the width that the regimens take."""
STEPS = [Decimal(step).scaleb(power) for power in range(-3, 9) for step in (1, 2, 5)]
MONTHS = [Decimal(step) for step in (1, 2, 3, 6, 12, 24, 36, 60, 120)]
"""Distances of ticks: for times in months they make whole parts of years."""
BOTH_ENDS = 0.8
"""From this width in inches a range carries a label at each end."""
OTHERS, TICK = "steel", 0.1
"""The colour of what other treatments reached; inches of the ticks at the ends of a range."""
WORDS = {
    "ORR": "Response rate", "PFS": "PFS", "OS": "OS", "rwPFS": "real-world PFS", "DOR": "duration of response",
}  # fmt: skip


@frozen
class MeasurePanel:
    """One measure with its own axis."""

    endpoint: Traced
    measure: Traced
    unit: str

    @property
    def short(self) -> str:
        """median PFS."""
        words = WORDS.get(str(self.endpoint.value), str(self.endpoint))
        return words if self.measure == "rate" else f"{self.measure} {words}"

    def title(self, room: float, canvas: Canvas) -> str:
        """Median PFS; Objective response rate where it fits, else Response rate."""
        code = str(self.endpoint.value or self.endpoint.text)
        short = WORDS.get(code, str(self.endpoint))
        if self.measure == "median":
            return f"Median {short}"
        if self.measure != "rate":
            return f"{capital(str(self.measure))}, {short}"
        full = capital("objective response rate" if code == "ORR" else str(self.endpoint))
        fits = canvas.measure(full, canvas.sizes.name, bold=True) <= room
        return full if fits or code not in WORDS else capital(short)


@frozen
class BenchmarksRow:
    """One regimen: what is known of it in each panel, None where its source gives no value."""

    regimen: Traced
    notes: tuple[Traced, ...]
    cells: tuple[Traced | None, ...]


@frozen
class Benchmarks:
    """Panels side by side, regimens below each other."""

    panels: tuple[MeasurePanel, ...]
    rows: tuple[BenchmarksRow, ...]


def prepare(benchmarks: Iterable[BenchmarkView]) -> Benchmarks | None:
    """Benchmarks of one setting; values whose measure is not a rate, median or ratio included as they are."""
    found = list(benchmarks)
    panels: dict[tuple[str, str], MeasurePanel] = {}
    regimens: dict[tuple[str, str], list[BenchmarkView]] = {}
    for item in found:
        key = (str(item.endpoint.value or item.endpoint), str(item.measure.value or item.measure))
        unit = quantity_of(item.value).unit
        if key not in panels or (unit and not panels[key].unit):
            panels[key] = MeasurePanel(item.endpoint, item.measure, unit)
        regimens.setdefault((str(item.regimen), str(item.population or "")), []).append(item)
    rows = tuple(_row(items, list(panels)) for items in regimens.values())
    return Benchmarks(tuple(panels.values()), rows) if rows else None


def _row(items: list[BenchmarkView], keys: list[tuple[str, str]]) -> BenchmarksRow:
    cells: dict[tuple[str, str], Traced] = {}
    notes: dict[str, Traced] = {}
    for item in items:
        cells[str(item.endpoint.value or item.endpoint), str(item.measure.value or item.measure)] = item.value
        for note in (traced(item.trials), traced(item.population)):
            if note:
                notes[note.text] = note
    return BenchmarksRow(items[0].regimen, tuple(notes.values()), tuple(cells.get(key) for key in keys))


# --- layout --------------------------------------------------------------------------------------------------


@frozen
class MeasureAxis:
    """A zero-based axis of one panel."""

    left: float
    right: float
    step: Decimal
    inches: float
    ticks: int

    def x(self, number: Decimal) -> float:
        """The place of a number."""
        return self.left + float(number / self.step) * self.inches


def lay_out(numbers: Benchmarks, canvas: Canvas) -> None:
    """Panel heads, regimen rows divided by dashed lines, axes below."""
    sizes = canvas.sizes
    left = canvas.width * SHARES[canvas.medium]
    wide = (canvas.width - left) / len(numbers.panels)
    axes = [axis_of(numbers, index, left + index * wide, wide) for index in range(len(numbers.panels))]
    top = y = _heads(numbers, canvas, axes)
    canvas.line(0, y, canvas.width, y, "rule", 1.25)
    for index, row in enumerate(numbers.rows):
        if index:
            canvas.line(0, y, canvas.width, y, "steel", 1.0, "dashed", layer=2)
        y = _regimen(row, canvas, axes, left, y)
    canvas.line(0, y, canvas.width, y, "rule", 1.25)
    for axis in axes:
        for tick in range(axis.ticks + 1):
            x = axis.left + tick * axis.inches
            canvas.line(x, top, x, y, *(("steel", 1.25) if tick == 0 else ("fog", 0.75)))
            words = f"{tick * axis.step:f}"
            canvas.text(x, y + canvas.leading(sizes.tick) / 2 + 0.06, words, sizes.tick, "slate", align="center")
    canvas.height = y + canvas.leading(sizes.tick) + 0.09


def axis_of(numbers: Benchmarks, index: int, left: float, wide: float) -> MeasureAxis:
    """The axis of a panel that begins at `left`: a few round steps that hold its largest number."""
    largest = max((_largest(quantity_of(row.cells[index])) for row in numbers.rows), default=Decimal(0)) or Decimal(1)
    most = 3 if wide < 4.5 else 4
    months = numbers.panels[index].unit.startswith("month") and 1 < largest <= MONTHS[-1] * most
    step = next(step for step in (MONTHS if months else STEPS) if largest <= step * most)
    ticks = max(1, ceil(largest / step))
    inches = wide * 0.8 / ticks if ticks < most else wide * (0.265 if most == 3 else 0.21)
    return MeasureAxis(left, left + wide, step, inches, ticks)


def _largest(quantity: Quantity) -> Decimal:
    interval = quantity.interval
    bounds = [quantity.number, quantity.high, interval.high if interval else None]
    return max((bound for bound in bounds if bound is not None), default=Decimal(0))


def _heads(numbers: Benchmarks, canvas: Canvas, axes: list[MeasureAxis]) -> float:
    sizes = canvas.sizes
    room = axes[0].right - axes[0].left - 0.08
    titles = [canvas.wrap(panel.title(room, canvas), sizes.name, room, bold=True) for panel in numbers.panels]
    deepest = max(len(title) for title in titles)
    foot = 0.02
    for panel, axis, title in zip(numbers.panels, axes, titles, strict=True):
        top = canvas.leading(sizes.name, deepest - len(title)) + 0.02
        foot = canvas.lines(axis.left, top, title, sizes.name, bold=True)
        if panel.unit:
            canvas.lines(axis.left, foot + 0.02, [panel.unit], sizes.text, "slate")
    return foot + 0.02 + canvas.leading(sizes.text) + 0.07


def _regimen(row: BenchmarksRow, canvas: Canvas, axes: list[MeasureAxis], left: float, y: float) -> float:
    sizes = canvas.sizes
    room = left - 0.12
    name = canvas.balanced(capital(str(row.regimen)), sizes.name, room, bold=True)
    notes = [line for note in row.notes for line in canvas.wrap(str(note), sizes.small, room)]
    words = canvas.leading(sizes.name, len(name)) + (canvas.leading(sizes.small, len(notes)) + 0.05 if notes else 0)
    mark = canvas.leading(sizes.value) + sizes.bar + canvas.leading(sizes.small)
    height = max(words, mark) + 2 * canvas.pad + 0.06 * canvas.stretch
    middle = y + height / 2
    after = canvas.lines(0, middle - words / 2, name, sizes.name, bold=True)
    canvas.lines(0, after + 0.05, notes, sizes.small, "slate")
    for axis, cell in zip(axes, row.cells, strict=True):
        _cell(cell, canvas, axis, middle)
    return canvas.end_row(y, height, "none")


def _cell(cell: Traced | None, canvas: Canvas, axis: MeasureAxis, y: float) -> None:
    sizes, quantity = canvas.sizes, quantity_of(cell)
    if quantity.sentinel == "not_reached":
        x = max(axis.right - canvas.measure(quantity.text, sizes.text, bold=True) - 0.15, axis.left + 0.3)
        canvas.arrow(axis.left + 0.12, x, y, OTHERS)
        canvas.text(x + 0.07, y, quantity.text, sizes.text, canvas.strong, bold=True, knock=True)
    elif quantity.low is not None and quantity.high is not None and quantity.low >= 0:
        _range(quantity, quantity.low, quantity.high, canvas, axis, y)
    elif quantity.number is not None and quantity.number >= 0:
        _single(quantity, quantity.number, canvas, axis, y)
    else:
        canvas.missing(axis.left + 0.1, y, quantity.text, knock=True)


def _range(quantity: Quantity, low: Decimal, high: Decimal, canvas: Canvas, axis: MeasureAxis, y: float) -> None:
    sizes = canvas.sizes
    start, end = axis.x(low), axis.x(high)
    canvas.line(start, y, end, y, OTHERS, 2.0, layer=4)
    for x in (start, end):
        canvas.line(x, y - TICK / 2, x, y + TICK / 2, OTHERS, 2.0, layer=4)
    above = y - TICK / 2 - canvas.leading(sizes.value) / 2 - 0.03
    first, last = quantity.ends
    if end - start >= BOTH_ENDS and not quantity.qualifier:
        _value(canvas, axis, start, above, first)
        _value(canvas, axis, end, above, last)
    else:
        _value(canvas, axis, (start + end) / 2, above, f"{_qualifier(quantity)}{quantity.figure}")
    below = y + TICK / 2 + canvas.leading(sizes.small) / 2 + 0.03
    half = canvas.measure("range", sizes.small) / 2
    center = max((start + end) / 2, axis.left + half + 0.05)
    canvas.text(center, below, "range", sizes.small, "slate", align="center", knock=True)


def _single(quantity: Quantity, number: Decimal, canvas: Canvas, axis: MeasureAxis, y: float) -> None:
    sizes, interval = canvas.sizes, quantity.interval
    x, y = axis.x(number), y + 0.05
    if interval:
        low = axis.x(interval.low) if interval.low is not None else x
        high = axis.x(interval.high) if interval.high is not None else axis.right - 0.05
        canvas.whisker(low, high, y, OTHERS, open_right=interval.high is None)
        width = canvas.measure(interval.text, sizes.small)
        center = min(max((low + high) / 2, axis.left + width / 2 + 0.05), axis.right - width / 2 - 0.05)
        below = y + sizes.dot + canvas.leading(sizes.small) / 2 + 0.03
        canvas.text(center, below, interval.text, sizes.small, "slate", align="center", knock=True)
    canvas.dot(x, y, scale=1.2, color=OTHERS)
    above = y - sizes.dot - canvas.leading(sizes.value) / 2 - 0.05
    _value(canvas, axis, x, above, f"{_qualifier(quantity)}{quantity.figure}")


def _qualifier(quantity: Quantity) -> str:
    if not quantity.qualifier:
        return ""
    apart = quantity.qualifier[-1].isalpha() or quantity.qualifier.endswith(".")
    return f"{quantity.qualifier} " if apart else quantity.qualifier


def _value(canvas: Canvas, axis: MeasureAxis, x: float, y: float, words: str) -> None:
    """A value centred on its mark, kept inside its panel."""
    half = canvas.measure(words, canvas.sizes.value, bold=True) / 2
    x = min(max(x, axis.left + half + 0.05), axis.right - half - 0.03)
    canvas.text(x, y, words, canvas.sizes.value, canvas.strong, bold=True, align="center", knock=True)


# --- words ---------------------------------------------------------------------------------------------------


def describe(numbers: Benchmarks) -> str:
    """Regimen by regimen, panel by panel."""
    clauses = []
    for row in numbers.rows:
        notes = f" ({', '.join(map(str, row.notes))})" if row.notes else ""
        cells = [
            f"{panel.short} {cell if cell else 'not reported'}"
            for panel, cell in zip(numbers.panels, row.cells, strict=True)
        ]
        clauses.append(f"{row.regimen}{notes}, {', '.join(cells)}")
    caveat = "Different trials, not a comparison." if len(numbers.rows) > 1 else ""
    return alt_text("Range and dot chart", clauses, caveat)


CHART = Chart(
    name="benchmarks",
    summary="Published values of other treatments, one panel per endpoint",
    needs="benchmarks of one indication",
    prepare=prepare,
    lay_out=lay_out,
    describe=describe,
)
