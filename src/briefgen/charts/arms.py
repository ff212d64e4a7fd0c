"""Arms: rates of both arms of a trial on one axis from zero, joined by a line, the values beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from briefgen.charts import close
from briefgen.charts.effect_words import figure_of
from briefgen.charts.engine.axis import Axis, from_zero, grid, tick_labels
from briefgen.charts.engine.canvas import Canvas, Medium
from briefgen.charts.engine.chart import Chart, alt_text, capital, quantity_of, traced
from briefgen.frozen import frozen
from briefgen.lexicon.en import NO_INTERVAL
from briefgen.values.facts import Traced
from briefgen.view.result import ResultView

NARROW = 1.0
"""Inches of an axis below which it has few ticks."""
SHARES = {"wide": (0.48, 0.8, 0.9), "narrow": (0.32, 0.6, 0.8)}
"""Where the axis begins and the values of both arms stand, as shares of the width."""
ARMS = 0.22
"""Where the arms stand on a whole slide, as a share of the width; in less room below the name of the trial."""

FIGURES: dict[Medium, float] = {"slide": 14.0, "page": 9.5}
"""Points of the values."""
KEY = 0.14
"""Inches from the mark in the head of a column to its words."""
DOT = 1.2
"""Dots are so much larger than those of intervals."""


@frozen
class ArmValue:
    """The rate of one arm."""

    arm: Traced | None
    value: Traced
    patients: Traced | None

    @property
    def number(self) -> Decimal | None:
        """Where it stands on the axis."""
        return quantity_of(self.value).number

    @property
    def figure(self) -> str:
        """The value without what stands in brackets behind it."""
        return str(self.value).partition(" (")[0]

    @property
    def aside(self) -> str:
        """What stands in brackets behind it: the interval, that it is interim."""
        return str(self.value)[len(self.figure) :].strip()

    def __str__(self) -> str:
        return f"{self.value} with {self.arm}" if self.arm else str(self.value)


@frozen
class ArmsRow:
    """One comparison: what is counted (the group), the trial, its population, and the rate of each arm."""

    group: str
    endpoint: Traced
    at: Traced | None
    trial: Traced
    use: Traced | None
    enrolled: Traced | None
    population: Traced | None
    own: ArmValue | None
    control: ArmValue | None

    @property
    def values(self) -> tuple[ArmValue, ...]:
        """Both arms, as far as they are known."""
        return tuple(value for value in (self.own, self.control) if value)

    @property
    def arms(self) -> str:
        """The arms, the medicine's first."""
        return " vs ".join(str(value.arm) for value in self.values if value.arm)

    @property
    def aside(self) -> str:
        """What stands in brackets behind the values of both arms, where it is the same: that they are interim."""
        asides = {value.aside for value in self.values}
        return asides.pop() if len(asides) == 1 and len(self.values) > 1 else ""

    @property
    def under(self) -> str:
        """What stands under the name of the trial: of whom it is, how many, whose events are counted."""
        said = (self.use, self.enrolled, self.population, self.aside.strip("()"))
        return ", ".join(str(part) for part in said if part)


@frozen
class Arms:
    """The comparisons by what is counted."""

    rows: tuple[ArmsRow, ...]


def prepare(results: Iterable[ResultView]) -> Arms | None:
    """The rates in per cent among some results, each comparison once, what several trials report first."""
    rows: list[ArmsRow] = []
    told: list[ResultView] = []
    for found in results:
        if found in told or found.measure != "rate" or quantity_of(found.value).unit != "%":
            continue
        arms = [one for one in found.together if one.measure == "rate"] if found.arm else [found]
        told += arms
        rows += _rows(found, arms)
    counts = {row.group: sum(other.group == row.group for other in rows) for row in rows}
    rows.sort(key=lambda row: (-counts[row.group], row.group))
    return Arms(tuple(rows)) if any(value.number is not None for row in rows for value in row.values) else None


def _rows(found: ResultView, arms: Sequence[ResultView]) -> list[ArmsRow]:
    """A row for each arm of the medicine, beside that of the control; arms without a control stand alone."""
    own = [one for one in arms if not one.is_control]
    control = next((one for one in arms if one.is_control), None)
    at = f" at {found.at}" if found.at else ""
    group, beside = f"{capital(str(found.endpoint))}{at}", _value(control)
    return [
        ArmsRow(
            group=group,
            endpoint=found.endpoint,
            at=traced(found.at),
            trial=found.trial.name,
            use=found.trial.indications[0].label if len(found.trial.indications) == 1 else None,
            enrolled=traced(found.trial.enrolled),
            population=traced(found.population),
            own=_value(one),
            control=beside,
        )
        for one in own or (None,)
    ]


def _value(found: ResultView | None) -> ArmValue | None:
    if found is None:
        return None
    return ArmValue(traced(found.arm_label), found.value, traced(found.patients))


# --- layout --------------------------------------------------------------------------------------------------


def lay_out(numbers: Arms, canvas: Canvas) -> None:
    """A head, then for each measure its trials; one axis for all of them."""
    if canvas.is_close:
        return _close(numbers, canvas)
    left, own, control = (share * canvas.width for share in SHARES[canvas.room])
    largest = max((v.number for row in numbers.rows for v in row.values if v.number is not None), default=Decimal(1))
    axis = from_zero(largest, left, own - 0.35, "%")
    y = _head(canvas, axis, own, control)
    for row in numbers.rows:
        y = canvas.group(y, row.group)
        y = _row(row, canvas, axis, (own, control), y)
    canvas.height = tick_labels(canvas, axis, y) + 0.02


def _close(numbers: Arms, canvas: Canvas) -> None:
    """The rates of one trial, each named by its time: both arms joined, the values above them. A single one without a
    time is named by the words above it."""
    sizes, first = canvas.sizes, numbers.rows[0]
    alone = len(numbers.rows) == 1 and not first.at
    alike = len({str(row.endpoint) for row in numbers.rows}) == 1
    known = all(quantity_of(value.value).interval for row in numbers.rows for value in row.values)
    title = f"{close.short(first.endpoint)} rate" if alike else "Rates"
    y = top = 0.0 if alone else close.head(canvas, 0.0, f"{title}, % of patients", "" if known else NO_INTERVAL)
    rows = sorted(numbers.rows, key=lambda row: (len(str(row.at)), str(row.at)))
    names = [str(row.at or "") if alike else f"{close.short(row.endpoint)} {row.at or ''}" for row in rows]
    left = close.AXIS if alone else max(canvas.measure(name, sizes.text) for name in names) + 0.1
    numeric = [v.number for row in numbers.rows for v in row.values if v.number is not None]
    right = canvas.width - 0.15
    axis = from_zero(max(numeric), left, right, most=4 if right - left > NARROW else 2)
    for row, name in zip(rows, names, strict=True):
        above, middle = y, y + 0.5 * canvas.pad + canvas.leading(sizes.text) + close.MARKS / 2
        if not alone:
            canvas.text(0, middle, capital(name), sizes.text)
        _pair(row, canvas, axis, middle)
        y = canvas.end_row(above, middle + close.MARKS / 2 + 1.5 * canvas.pad - above, "none")
    canvas.height = close.foot(canvas, axis, top, y)


def _pair(row: ArmsRow, canvas: Canvas, axis: Axis, middle: float) -> None:
    """Both arms on the axis, each value above its dot, moved apart where they would touch."""
    points, known = canvas.sizes.text, [v for v in (row.own, row.control) if v and v.number is not None]
    places = [axis.x(value.number or Decimal(0)) for value in known]
    figures = [figure_of(quantity_of(value.value), "%") for value in known]
    wide = [canvas.measure(figure, points, bold=value is row.own) for value, figure in zip(known, figures, strict=True)]
    at = list(places)
    if len(places) == 2:
        canvas.line(min(places), middle, max(places), middle, "rule", 2.0, layer=3)
        need, apart = sum(wide) / 2 + 0.06, abs(places[0] - places[1])
        for index in range(2 if apart < need else 0):
            at[index] += (need - apart) / 2 * (1 if places[index] >= places[1 - index] else -1)
    for value, x, place, figure in zip(known, places, at, figures, strict=True):
        mine = value is row.own
        canvas.dot(x, middle, color="" if mine else "steel")
        y = middle - close.MARKS / 2 - canvas.leading(points) / 2 + 0.02
        canvas.text(place, y, figure, points, canvas.strong if mine else "slate", bold=mine, align="center", knock=True)


def _head(canvas: Canvas, axis: Axis, own: float, control: float) -> float:
    sizes = canvas.sizes
    y = canvas.leading(sizes.text) / 2
    wide = canvas.room == "wide"
    canvas.text(sizes.inset, y, "Trial" if wide else "Trial and arms", sizes.text, "slate", bold=True)
    if wide:
        canvas.text(ARMS * canvas.width, y, "Medicine vs comparator", sizes.text, "slate", bold=True)
    canvas.text(axis.left, y, "% of patients", sizes.text, "slate", bold=True)
    for x, color, words, ink in ((own, "", "Medicine", canvas.accent), (control, "steel", "Comparator", "slate")):
        canvas.dot(x + canvas.sizes.dot / 2, y, color=color)
        canvas.text(x + KEY, y, words, sizes.text, ink, bold=True)
    bottom = canvas.leading(sizes.text) + 0.07
    canvas.line(0, bottom, canvas.width, bottom, canvas.strong, 1.25)
    return bottom


def _row(row: ArmsRow, canvas: Canvas, axis: Axis, columns: tuple[float, float], y: float) -> float:
    sizes, inset = canvas.sizes, canvas.sizes.inset
    wide = canvas.room == "wide"
    arms_at = ARMS * canvas.width if wide else inset
    room = (arms_at if wide else axis.left) - inset - 0.2
    name = canvas.wrap(str(row.trial), sizes.name, room, bold=True)
    under = canvas.wrap(row.under if wide else "; ".join(filter(None, (row.arms, row.under))), sizes.text, room)
    arms = canvas.wrap(capital(row.arms), sizes.text, axis.left - arms_at - 0.2) if wide else []
    rooms = (columns[1] - columns[0] - 0.1, canvas.width - columns[1] - 0.05)
    asides = [
        canvas.wrap(value.aside, sizes.text, space) if value and value.aside and not row.aside else []
        for value, space in zip((row.own, row.control), rooms, strict=True)
    ]
    words = canvas.leading(sizes.name, len(name)) + canvas.leading(sizes.text, len(under))
    large = FIGURES[canvas.medium]
    told = canvas.leading(large) + canvas.leading(sizes.text, max(map(len, asides)))
    height = max(words, told, canvas.leading(sizes.text, len(arms))) + 2 * canvas.pad
    middle = y + height / 2
    after = canvas.lines(inset, middle - words / 2, name, sizes.name, bold=True)
    canvas.lines(inset, after, under, sizes.text, "slate")
    canvas.lines(arms_at, middle - canvas.leading(sizes.text, len(arms)) / 2, arms, sizes.text)
    grid(canvas, axis, y, y + height, Decimal(0))
    ends = [axis.x(value.number) for value in row.values if value.number is not None]
    if len(ends) == 2:
        canvas.line(min(ends), middle, max(ends), middle, "rule", 2.0, layer=3)
    for value, aside, x in zip((row.own, row.control), asides, columns, strict=True):
        mine = value is row.own
        if value and value.number is not None:
            canvas.dot(axis.x(value.number), middle, color="" if mine else "steel", scale=DOT)
        if value:
            top = middle - (canvas.leading(large) + canvas.leading(sizes.text, len(aside))) / 2
            top = canvas.lines(x, top, [value.figure], large, canvas.accent if mine else "slate", bold=mine)
            canvas.lines(x, top, aside, sizes.text, "slate")
    return canvas.end_row(y, height)


def describe(numbers: Arms) -> str:
    """Trial by trial, both arms."""
    clauses = [
        f"{row.group}, {row.trial}{f', {row.population}' if row.population else ''}: {', '.join(map(str, row.values))}"
        for row in numbers.rows
    ]
    return alt_text("Rates of both arms on one axis from zero", clauses, "Different trials are not compared.")


CHART = Chart(
    name="arms",
    summary="Rates of both arms of trials, such as adverse events, on one axis from zero",
    needs="results with measure rate in %, by arm",
    prepare=prepare,
    lay_out=lay_out,
    describe=describe,
)
