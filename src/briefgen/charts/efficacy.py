"""Efficacy: one measure per axis from zero, one dot per trial and arm with its confidence interval."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import groupby

from briefgen.brand.lines import RESERVE
from briefgen.charts import close
from briefgen.charts.effect_words import bounds_of, figure_of, kind_of
from briefgen.charts.engine.axis import Axis, across_zero, from_zero, grid, tick_labels
from briefgen.charts.engine.banner import banner
from briefgen.charts.engine.canvas import ASIDE, Band, Canvas
from briefgen.charts.engine.chart import Chart, alt_text, capital, traced
from briefgen.frozen import frozen
from briefgen.lexicon.en import NO_INTERVAL
from briefgen.values.facts import Traced
from briefgen.values.quantity import UNDISCLOSED, Quantity
from briefgen.view.result import ResultView

MEASURES = (
    "rate", "median", "mean", "change", "ls_mean_change", "percent_change", "annualised_rate", "incidence_rate",
    "event_rate", "gmt",
)  # fmt: skip
"""Values of an arm that lie on an axis; rates share one, and medians of one unit do."""
LEFT = {"wide": 0.22, "narrow": 0.26}
"""Share of the width that the words left of the axis take."""
OPEN = Decimal("1.25")
"""How far an axis reaches beyond a value whose interval is open."""
OPEN_END = 1.0
"""Inches that an open interval is drawn beyond its value; in a part of a slide it ends behind the axis."""
STEM = 2.5
"""Points of the line from zero to a value without an interval: thicker than an interval, and without its ends."""
NOT_A_TRIAL = "real-world study, on an axis of its own"


@frozen
class EfficacyRow:
    """One value. `group` is the measure and its unit: what shares an axis."""

    group: str
    trial: Traced
    endpoint: Traced
    arm: Traced | None
    population: Traced | None
    subgroup: bool
    patients: Traced | None
    value: Traced
    assessor: Traced | None = None
    at: Traced | None = None
    baseline: Traced | None = None
    control: bool = False
    real_world: bool = False

    @property
    def quantity(self) -> Quantity:
        """The value as a number."""
        return self.value.value if isinstance(self.value.value, Quantity) else UNDISCLOSED

    def beside(self, other: EfficacyRow) -> bool:
        """Whether both are arms of one comparison, which stand together."""
        mine, yours = ((r.group, r.trial, r.population, r.subgroup, r.at, r.assessor) for r in (self, other))
        return bool(self.arm and other.arm) and mine == yours

    @property
    def under(self) -> str:
        """Acmetinib, ITT (subgroup), n = 171, baseline 8.2%, BICR."""
        arm, assessor = str(self.arm or ""), str(self.assessor or "")
        population = f"{self.population or ''}" + (" (subgroup)" if self.subgroup else "")
        patients = f"n\u00a0=\u00a0{self.patients}" if self.patients else ""
        if self.patients and isinstance(self.patients.value, Quantity) and self.patients.value.unit:
            patients = str(self.patients)
        baseline = f"baseline {self.baseline}" if self.baseline else ""
        return ", ".join(part for part in (arm, population.strip(), patients, baseline, assessor) if part)

    @property
    def look(self) -> str:
        """Colour of its mark, "" for that of the subject: a comparator is steel."""
        return "moss" if self.real_world else "steel" if self.control else ""


@frozen
class Efficacy:
    """The rows measure by measure, the least and the largest number on the axis of each measure, which is that of all
    rates or medians of its unit, and whether the trials differ."""

    rows: tuple[EfficacyRow, ...]
    spans: tuple[tuple[str, tuple[Decimal, Decimal]], ...]
    several: bool = False

    def axis(self, group: str, left: float, right: float) -> Axis:
        """The axis of a measure: from zero, and through it when a value lies below."""
        least, largest = dict(self.spans)[group]
        unit = next((row.quantity.unit for row in self.rows if row.group == group and row.quantity.unit), "")
        return across_zero((least, largest), left, right) if least < 0 else from_zero(largest, left, right, unit)


def prepare(results: Iterable[ResultView]) -> Efficacy | None:
    """Values of arms among some results; measures in the order they appear, real-world studies last."""
    told = [found for found in results if found.measure in MEASURES]
    rows = [_row(found) for found in told]
    shared = {row.group for row, found in zip(rows, told, strict=True) if found.measure in ("rate", "median")}
    groups = list(dict.fromkeys(row.group for row in rows))
    trials = list(dict.fromkeys(str(row.trial) for row in rows))
    rows.sort(key=lambda row: (row.real_world, groups.index(row.group), trials.index(str(row.trial))))
    spans = tuple((group, _span(group, rows, shared)) for group in groups)
    return Efficacy(tuple(rows), spans, _several(rows)) if rows else None


def fewer(numbers: Efficacy) -> Efficacy | None:
    """The same without its last measure, whose values tell of each other; None where it has one."""
    kept = tuple(row for row in numbers.rows if row.group != numbers.rows[-1].group)
    left = {row.group for row in kept}
    spans = tuple((group, span) for group, span in numbers.spans if group in left)
    return Efficacy(kept, spans, _several(kept)) if kept else None


def _span(group: str, rows: Sequence[EfficacyRow], shared: set[str]) -> tuple[Decimal, Decimal]:
    """The least and the largest number of a measure and of those that share its axis."""
    units = {row.quantity.unit for row in rows if row.group == group}
    beside = [r for r in rows if r.group == group or ({group, r.group} <= shared and r.quantity.unit in units)]
    numbers = [Decimal(0), *(bound for row in beside for bound in _bounds(row.quantity))]
    return min(numbers), max(numbers)


def _row(found: ResultView) -> EfficacyRow:
    real_world = bool(found.trial.is_real_world)
    return EfficacyRow(
        group=_measure(found) + (f" ({NOT_A_TRIAL})" if real_world else ""),
        trial=found.trial.name,
        endpoint=found.endpoint,
        arm=traced(found.arm),
        population=traced(found.population),
        subgroup=bool(found.subgroup),
        patients=traced(found.patients),
        value=found.value,
        assessor=traced(found.assessor),
        at=traced(found.at),
        baseline=traced(found.baseline),
        control=found.is_control,
        real_world=real_world,
    )


def _measure(found: ResultView) -> str:
    """Median progression-free survival, months."""
    if found.measure == "median":
        return f"Median {found.endpoint}, {_unit(found, 'months')}"
    at = f" at {found.at}" if found.at else ""
    if found.measure != "rate":
        unit = _unit(found, "")
        return f"{capital(str(found.endpoint))}, {found.measure}{at}{f', {unit}' if unit else ''}"
    word = " rate" if at and not str(found.endpoint).endswith("rate") else ""
    return f"{capital(str(found.endpoint))}{word}{at}, % of patients"


def _unit(found: ResultView, default: str) -> str:
    quantity = found.value.value
    unit = quantity.unit if isinstance(quantity, Quantity) else ""
    return f"{unit}s" if unit in {"day", "week", "month", "year"} else unit or default


def _several(rows: Sequence[EfficacyRow]) -> bool:
    """Whether one axis holds more than one trial."""
    trials: dict[str, set[str]] = {}
    for row in rows:
        trials.setdefault(row.group, set()).add(str(row.trial))
    return any(len(names) > 1 for names in trials.values())


def _bounds(quantity: Quantity) -> list[Decimal]:
    interval = quantity.interval
    ends = [quantity.number, quantity.low, quantity.high]
    ends += [interval.low, interval.high] if interval else []
    if interval and interval.high is None and quantity.number is not None and quantity.unit != "%":
        ends.append(quantity.number * OPEN)
    return [end for end in ends if end is not None]


# --- layout --------------------------------------------------------------------------------------------------


def lay_out(numbers: Efficacy, canvas: Canvas) -> None:
    """A block for each measure with its own axis, and the banner when its trials differ."""
    y, block = 0.0, _close if canvas.is_close else _block
    for index, (_, rows) in enumerate(groupby(numbers.rows, key=lambda row: row.group)):
        y = block(tuple(rows), canvas, numbers, y + (0.12 if index else 0.0))
    if numbers.several:
        y = banner(canvas, y + 0.1)
    canvas.height = y + 0.02


def _block(rows: Sequence[EfficacyRow], canvas: Canvas, numbers: Efficacy, y: float) -> float:
    began, sizes = y, canvas.sizes
    left = LEFT[canvas.room] * canvas.width
    axis = numbers.axis(rows[0].group, left, canvas.width - _label_room(numbers.rows, canvas))
    lines = canvas.wrap(rows[0].group, sizes.name, canvas.width, bold=True)
    y = top = canvas.lines(0, y, lines, sizes.name, canvas.strong, bold=True) + 0.06
    canvas.line(0, y, canvas.width, y, "rule", 1.25)
    first = len(canvas.bands)
    for index, row in enumerate(rows):
        named = index == 0 or str(row.trial) != str(rows[index - 1].trial)
        if index and named:
            canvas.line(0, y, canvas.width, y, "steel", 1.0, "dashed", layer=2)
        y = _line(row, canvas, axis, y, named=named)
    bottom = y
    if any(dict(numbers.spans)[rows[0].group]):
        grid(canvas, axis, top, y, Decimal(0))
        bottom = tick_labels(canvas, axis, y)
    heights = [band.height for band in canvas.bands[first:]]
    around = bottom - began - sum(heights)
    joined = (index > 0 and rows[index - 1].beside(row) for index, row in enumerate(rows))
    canvas.bands[first:] = [Band(high, rows[0].group, around, kept) for high, kept in zip(heights, joined, strict=True)]
    return bottom


def _line(row: EfficacyRow, canvas: Canvas, axis: Axis, y: float, *, named: bool) -> float:
    sizes = canvas.sizes
    room = axis.left - 0.12
    name = canvas.wrap(capital(str(row.trial)), sizes.text, room, bold=True) if named or not row.under else []
    under = canvas.wrap(_capital(row.under), sizes.small, room) if row.under else []
    words = canvas.leading(sizes.text, len(name)) + canvas.leading(sizes.small, len(under))
    full = canvas.wrap(capital(str(row.trial)), sizes.text, room, bold=True)
    most = canvas.leading(sizes.text, len(full)) + canvas.leading(sizes.small, len(under))
    label = canvas.leading(sizes.value) + canvas.leading(sizes.small) if canvas.room == "narrow" else 0.0
    height = max(most, sizes.bar + 0.06, label) + 2 * canvas.pad
    middle = y + height / 2
    after = canvas.lines(0, middle - words / 2, name, sizes.text, bold=True)
    canvas.lines(0, after, under, sizes.small, "slate")
    _mark(row, canvas, axis, middle)
    return canvas.end_row(y, height, "none")


def _close(rows: Sequence[EfficacyRow], canvas: Canvas, numbers: Efficacy, y: float) -> float:
    """Arms one below the other, each with its value over its marks, what both get left out of their names."""
    began, first = y, rows[0]
    told = kind_of((row.quantity for row in rows), NO_INTERVAL)
    title = first.group.replace(str(first.endpoint), close.short(first.endpoint))
    y = top = close.head(canvas, y, f"{title} ({told})")
    names = [str(row.arm or row.trial).replace(" plus ", " + ") for row in rows]
    axis = numbers.axis(first.group, close.AXIS, canvas.width - 0.12)
    for row, name in zip(rows, names, strict=True):
        above = y
        color = row.look.replace("steel", "slate") or canvas.own
        quantity = row.quantity
        interval = f"({bounds_of(quantity.interval, told)})" if quantity.interval else ""
        figure = figure_of(quantity, quantity.unit)
        y += 0.5 * canvas.pad
        middle = close.words_of_row(canvas, y, (capital(name), color), (figure, interval), bold=not row.control)
        if quantity.is_range:
            _range(quantity, canvas, axis, middle, row.look or canvas.accent)
        elif quantity.number is not None:
            _dot(row, canvas, axis, middle, row.look or canvas.accent)
        elif quantity.interval and quantity.interval.low is not None:
            end = canvas.width - close.EDGE
            canvas.whisker(axis.x(quantity.interval.low), end, middle, row.look or canvas.accent, open_right=True)
        y = canvas.end_row(above, middle + close.MARKS / 2 + 1.5 * canvas.pad - above, "none")
    bottom = close.foot(canvas, axis, top, y)
    around = bottom - began - sum(band.height for band in canvas.bands[-len(rows) :])
    canvas.bands[-len(rows) :] = [Band(band.height, first.group, around) for band in canvas.bands[-len(rows) :]]
    return bottom


def _capital(words: str) -> str:
    """A first letter, but not that of n = 512."""
    return words if words.startswith("n\u00a0") else capital(words)


def _mark(row: EfficacyRow, canvas: Canvas, axis: Axis, y: float) -> None:
    sizes, quantity = canvas.sizes, row.quantity
    color = row.look or canvas.accent
    if quantity.number is None and not quantity.is_range:
        if quantity.sentinel == "not_reached":
            canvas.arrow(axis.left + 0.05, axis.left + 0.75, y, color)
            if quantity.interval:
                _label(row, canvas, axis.left + 0.75, y)
            else:
                canvas.text(axis.left + 0.85, y, quantity.text, sizes.text, canvas.strong, bold=True, knock=True)
        else:
            canvas.missing(axis.left + 0.1, y, str(row.value), knock=True)
        return
    reach = _range(quantity, canvas, axis, y, color) if quantity.is_range else _dot(row, canvas, axis, y, color)
    _label(row, canvas, reach, y)


def _range(quantity: Quantity, canvas: Canvas, axis: Axis, y: float, color: str) -> float:
    start, end = axis.x(quantity.low or Decimal(0)), axis.x(quantity.high or Decimal(0))
    canvas.whisker(start, end, y, color)
    return end


def _dot(row: EfficacyRow, canvas: Canvas, axis: Axis, y: float, color: str) -> float:
    """A dot on its whisker, hollow for a subgroup; at the end of a line from zero where no interval is known. Returns
    how far the marks reach."""
    x, interval = axis.x(row.quantity.number or Decimal(0)), row.quantity.interval
    wide = True
    reach = x + canvas.sizes.dot
    if not interval:
        zero = axis.x(Decimal(0))
        canvas.line(zero, y, x, y, color, STEM, layer=3)
        reach = max(reach, zero)
    else:
        low = axis.x(interval.low) if interval.low is not None else axis.left
        beyond = canvas.width - close.EDGE if canvas.is_close else min(axis.right, x + OPEN_END)
        high = axis.x(interval.high) if interval.high is not None else beyond
        canvas.whisker(low, high, y, color, open_right=interval.high is None)
        wide, reach = high - low > 2.6 * canvas.sizes.dot, max(high, reach)
    canvas.dot(x, y, hollow=row.subgroup or row.real_world, scale=1.15 if wide else 0.6, color=color)
    return reach


def _words(row: EfficacyRow) -> tuple[str, str]:
    """The value, and its interval, that it is a range, or that no interval is reported."""
    interval, quantity = row.quantity.interval, row.quantity
    aside = interval.text if interval else "range" if quantity.is_range else NO_INTERVAL
    return quantity.estimate, aside


def _label_room(rows: Sequence[EfficacyRow], canvas: Canvas) -> float:
    """What the widest label needs: in one line where there is room, else the interval below the value."""
    sizes = canvas.sizes
    widths = [
        (canvas.measure(value, sizes.value, bold=True), canvas.measure(aside, sizes.small, italic=True))
        for value, aside in map(_words, rows)
    ]
    return max(value + ASIDE + aside if canvas.room == "wide" else max(value, aside) for value, aside in widths) + 0.14


def _label(row: EfficacyRow, canvas: Canvas, reach: float, y: float) -> None:
    """The value and its interval right of the marks."""
    sizes, (value, aside) = canvas.sizes, _words(row)
    italic = aside == NO_INTERVAL
    start = reach + 0.1
    if canvas.room == "wide":
        width = canvas.measure(value, sizes.value, bold=True)
        canvas.text(start, y, value, sizes.value, canvas.strong, bold=True, knock=True)
        canvas.text(start + width / RESERVE + ASIDE, y, aside, sizes.small, "slate", italic=italic, knock=True)
        return
    high, low = canvas.leading(sizes.value), canvas.leading(sizes.small)
    top = y - (high + low) / 2
    canvas.text(start, top + high / 2, value, sizes.value, canvas.strong, bold=True, knock=True)
    canvas.text(start, top + high + low / 2, aside, sizes.small, "slate", italic=italic, knock=True)


# --- words ---------------------------------------------------------------------------------------------------


def describe(numbers: Efficacy) -> str:
    """Measure by measure, value by value."""
    clauses = []
    for group, rows in groupby(numbers.rows, key=lambda row: row.group):
        told = [
            f"{row.trial}{f' ({row.under})' if row.under else ''} {row.value}"
            + ("" if row.quantity.interval or row.quantity.sentinel or row.quantity.is_range else f", {NO_INTERVAL}")
            for row in rows
        ]
        clauses += [f"{group}: {told[0]}", *told[1:]]
    caveat = "Different trials, not a comparison." if numbers.several else ""
    return alt_text("Dot chart of efficacy, axes from zero", clauses, caveat)


CHART = Chart(
    name="efficacy",
    summary="Values by trial and arm with their confidence intervals, axes from zero, comparators in grey",
    needs="results with a value of an arm: rate, median, change, annualised rate; its interval is drawn when reported",
    prepare=prepare,
    lay_out=lay_out,
    describe=describe,
    fewer=fewer,
)
