"""Arms: rates of both arms of a trial on one axis from zero, joined by a line, the values beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from briefgen.charts import close
from briefgen.charts.effect_words import figure_of
from briefgen.charts.engine.axis import Axis, from_zero, grid, tick_labels
from briefgen.charts.engine.canvas import Canvas, Medium
from briefgen.charts.engine.chart import Chart, alt_text, capital, quantity_of, traced, traced_in
from briefgen.frozen import frozen
from briefgen.lexicon.en import NO_INTERVAL, REFERENCES
from briefgen.values.facts import Traced
from briefgen.view.result import ResultView

NARROW = 1.0
"""Inches of an axis below which it has few ticks."""
SHARES = {"wide": (0.48, 0.77, 0.88, 0.99), "narrow": (0.32, 0.56, 0.77, 0.98)}
"""Where the axis begins and ends, and where the values of each arm end, as shares of the width that references leave.
"""
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
    refs: str = ""
    """The reference numbers of what is said of it, where they are printed."""

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

    def under(self, told: str = "") -> str:
        """What stands under the name of the trial: of whom it is, how many, and whose events are counted, where that is
        not `told` of all rows."""
        said = (self.use, self.enrolled, self.population, self.aside.strip("()"))
        return ", ".join(str(part) for part in said if part and str(part) != told)


@frozen
class Arms:
    """The comparisons by what is counted. When `cited`, each has its references in a column."""

    rows: tuple[ArmsRow, ...]
    cited: bool = False

    @property
    def population(self) -> str:
        """Whose events are counted, where that is the same in each of several rows."""
        found = {str(row.population or "") for row in self.rows}
        return found.pop() if len(found) == 1 and len(self.rows) > 1 else ""


def prepare(results: Iterable[ResultView], *, cited: bool = False) -> Arms | None:
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
    return Arms(tuple(rows), cited) if any(value.number is not None for row in rows for value in row.values) else None


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


def fewer(numbers: Arms) -> Arms | None:
    """The same without its last comparison; None where all are of one trial, whose values tell of each other."""
    several = len({str(row.trial) for row in numbers.rows}) > 1
    return replace(numbers, rows=numbers.rows[:-1]) if several else None


def numbered(numbers: Arms, number: Callable[[Sequence[Traced]], str]) -> Arms:
    """The same with the reference numbers of each row, where it has a column for them."""
    if not numbers.cited:
        return numbers
    return replace(numbers, rows=tuple(replace(row, refs=number(tuple(traced_in(row)))) for row in numbers.rows))


# --- layout --------------------------------------------------------------------------------------------------


def lay_out(numbers: Arms, canvas: Canvas) -> None:
    """A head, then for each measure its trials; one axis for all of them."""
    if canvas.is_close:
        return _close(numbers, canvas)
    refs = _refs_width(numbers, canvas)
    left, right, own, control = (share * (canvas.width - refs) for share in SHARES[canvas.room])
    largest = max((v.number for row in numbers.rows for v in row.values if v.number is not None), default=Decimal(1))
    axis = from_zero(largest, left, right, "%")
    told = numbers.population if canvas.room == "wide" else ""
    y = _head(canvas, axis, (own, control), told, refs=refs > 0)
    for row in numbers.rows:
        y = canvas.group(y, row.group)
        y = _row(row, canvas, axis, (own, control), y, told)
    canvas.height = tick_labels(canvas, axis, y) + 0.02


def _refs_width(numbers: Arms, canvas: Canvas) -> float:
    """The width of the column of reference numbers: none where no row has one."""
    wide = max(canvas.measure(row.refs, canvas.sizes.text) for row in numbers.rows)
    return max(wide, canvas.measure(REFERENCES, canvas.sizes.text, bold=True)) + 0.2 if wide else 0.0


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
        canvas.dot(x, middle, color=canvas.accent if mine else "steel")
        y = middle - close.MARKS / 2 - canvas.leading(points) / 2 + 0.02
        canvas.text(place, y, figure, points, canvas.strong if mine else "slate", bold=mine, align="center", knock=True)


def _head(canvas: Canvas, axis: Axis, ends: tuple[float, float], told: str, *, refs: bool) -> float:
    sizes = canvas.sizes
    y = canvas.leading(sizes.text) / 2
    wide = canvas.room == "wide"
    canvas.text(sizes.inset, y, "Trial" if wide else "Trial and arms", sizes.text, "slate", bold=True)
    if wide:
        canvas.text(ARMS * canvas.width, y, "Medicine vs comparator", sizes.text, "slate", bold=True)
    counted = f"% of patients, {told}" if told else "% of patients"
    canvas.text(axis.left, y, counted, sizes.text, "slate", bold=True)
    arms = (("Medicine", canvas.accent, canvas.own), ("Comparator", "steel", "slate"))
    for end, (words, color, ink) in zip(ends, arms, strict=True):
        name = canvas.text(end, y, words, sizes.text, ink, bold=True, align="right")
        canvas.dot(name.left - KEY + canvas.sizes.dot, y, color=color)
    if refs:
        canvas.text(canvas.width - sizes.inset, y, REFERENCES, sizes.text, "slate", bold=True, align="right")
    bottom = canvas.leading(sizes.text) + 0.07
    canvas.line(0, bottom, canvas.width, bottom, canvas.strong, 1.25)
    return bottom


def _row(row: ArmsRow, canvas: Canvas, axis: Axis, ends: tuple[float, float], y: float, told: str) -> float:
    sizes, inset = canvas.sizes, canvas.sizes.inset
    wide = canvas.room == "wide"
    arms_at = ARMS * canvas.width if wide else inset
    room = (arms_at if wide else axis.left) - inset - 0.2
    name = canvas.wrap(str(row.trial), sizes.name, room, bold=True)
    under = row.under(told) if wide else "; ".join(filter(None, (row.arms, row.under())))
    below = canvas.wrap(under, sizes.text, room)
    arms = canvas.wrap(capital(row.arms), sizes.text, axis.left - arms_at - 0.2) if wide else []
    rooms = (ends[0] - axis.right - 0.1, ends[1] - ends[0] - 0.1)
    asides = [
        canvas.wrap(value.aside, sizes.text, space) if value and value.aside and not row.aside else []
        for value, space in zip((row.own, row.control), rooms, strict=True)
    ]
    words = canvas.leading(sizes.name, len(name)) + canvas.leading(sizes.text, len(below))
    large = FIGURES[canvas.medium]
    figures = canvas.leading(large) + canvas.leading(sizes.text, max(map(len, asides)))
    height = max(words, figures, canvas.leading(sizes.text, len(arms))) + 2 * canvas.pad
    middle = y + height / 2
    after = canvas.lines(inset, middle - words / 2, name, sizes.name, bold=True)
    canvas.lines(inset, after, below, sizes.text, "slate")
    canvas.lines(arms_at, middle - canvas.leading(sizes.text, len(arms)) / 2, arms, sizes.text)
    grid(canvas, axis, y, y + height, Decimal(0))
    places = [axis.x(value.number) for value in row.values if value.number is not None]
    if len(places) == 2:
        canvas.line(min(places), middle, max(places), middle, "rule", 2.0, layer=3)
    for value, aside, end in zip((row.own, row.control), asides, ends, strict=True):
        color, ink = (canvas.accent, canvas.own) if value is row.own else ("steel", "slate")
        if value and value.number is not None:
            canvas.dot(axis.x(value.number), middle, color=color, scale=DOT)
        if value:
            top = middle - (canvas.leading(large) + canvas.leading(sizes.text, len(aside))) / 2
            top = canvas.lines(end, top, [value.figure], large, ink, bold=value is row.own, align="right")
            canvas.lines(end, top, aside, sizes.text, "slate", align="right")
    if row.refs:
        canvas.text(canvas.width - inset, middle, row.refs, sizes.text, canvas.accent, align="right")
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
    fewer=fewer,
    numbered=numbered,
)
