"""Landmark rates: one dot per stated time on an axis from 0 to 100%, never joined to a curve."""

from __future__ import annotations

from collections.abc import Iterable

from briefgen.brand.lines import RESERVE
from briefgen.charts.engine.canvas import ASIDE, Canvas
from briefgen.charts.engine.chart import Chart, alt_text, capital, traced
from briefgen.frozen import frozen
from briefgen.lexicon.en import NO_INTERVAL
from briefgen.values.facts import Traced
from briefgen.values.quantity import UNDISCLOSED, Quantity
from briefgen.view.result import ResultView

LEFT = {"slide": 1.55, "page": 1.3}
TICKS = (0, 25, 50, 75, 100)


@frozen
class LandmarkRow:
    """One rate. `group` is what is measured and when; rows of a real-world study stand on an axis of their own."""

    group: str
    trial: Traced
    endpoint: Traced
    at: Traced
    population: Traced | None
    subgroup: bool
    value: Traced
    real_world: bool = False

    @property
    def quantity(self) -> Quantity:
        """The value as a number."""
        return self.value.value if isinstance(self.value.value, Quantity) else UNDISCLOSED


@frozen
class Landmark:
    """The rates in reading order; `several` says that they come from more than one trial."""

    rows: tuple[LandmarkRow, ...]
    several: bool = False


def prepare(results: Iterable[ResultView]) -> Landmark | None:
    """Those of some results that are rates at a stated time."""
    rows = [
        LandmarkRow(
            group=f"{capital(str(found.endpoint))} rate at {found.at}, % of patients",
            trial=found.trial.name,
            endpoint=found.endpoint,
            at=found.at,
            population=traced(found.population),
            subgroup=bool(found.subgroup),
            value=found.value,
            real_world=bool(found.trial.is_real_world),
        )
        for found in results
        if found.measure == "rate" and found.at and found.value.value.unit in {"%", ""}
    ]
    rows.sort(key=lambda row: row.real_world)
    return Landmark(tuple(rows), len({str(row.trial) for row in rows}) > 1) if rows else None


# --- layout --------------------------------------------------------------------------------------------------


def lay_out(numbers: Landmark, canvas: Canvas) -> None:
    """For each trial a block with its own axis; in it the measures, and below each its rows."""
    y = 0.0
    blocks: dict[str, list[LandmarkRow]] = {}
    for row in numbers.rows:
        blocks.setdefault(str(row.trial), []).append(row)
    for index, rows in enumerate(blocks.values()):
        if index:
            canvas.line(0, y + 0.09, canvas.width, y + 0.09, "steel", 1.0, "dashed")
            y += 0.18
        y = _block(rows, numbers.several, canvas, y)
    canvas.height = y


def _block(rows: list[LandmarkRow], several: bool, canvas: Canvas, y: float) -> float:
    sizes = canvas.sizes
    left, right = _ends(canvas)
    title = ""
    panels: list[list[float]] = []
    for row in rows:
        if row.group != title:
            title = row.group
            y += 0.06 if panels else 0.0
            words = f"{row.trial}: {title[:1].lower()}{title[1:]}" if several else title
            lines = canvas.wrap(words, sizes.name, canvas.width - left, bold=True)
            y = canvas.lines(left, y, lines, sizes.name, bold=True) + 0.06 + 0.1 * canvas.stretch
            panels.append([y, y])
        else:
            canvas.line(0, y, canvas.width, y, "fog", 1.0)
        y = panels[-1][1] = _row(row, canvas, left, right, y)
    for tick in TICKS:
        x = left + (right - left) * tick / 100
        for top, bottom in panels:
            canvas.line(x, top, x, bottom, "steel" if tick == 0 else "fog", 1.25 if tick == 0 else 0.75)
        canvas.text(x, y + canvas.leading(sizes.tick) / 2 + 0.04, str(tick), sizes.tick, "slate", align="center")
    return y + canvas.leading(sizes.tick) + 0.05


def _ends(canvas: Canvas) -> tuple[float, float]:
    return min(LEFT[canvas.medium], canvas.width * 0.28), canvas.width - 0.25


def _row(row: LandmarkRow, canvas: Canvas, left: float, right: float, y: float) -> float:
    sizes = canvas.sizes
    name = canvas.wrap(capital(str(row.population or "All patients")), sizes.name, left - 0.1, bold=True)
    under = canvas.wrap(standing(row), sizes.small, left - 0.1) if standing(row) else []
    words = canvas.leading(sizes.name, len(name)) + canvas.leading(sizes.small, len(under))
    height = max(words, 0.3) + 2 * canvas.pad + 0.06 * canvas.stretch
    middle = y + height / 2
    after = canvas.lines(0, middle - words / 2, name, sizes.name, bold=True)
    canvas.lines(0, after, under, sizes.small, "slate")
    _mark(row, canvas, left, right, middle)
    canvas.end_row(y, height, "none")
    return y + height


def standing(row: LandmarkRow) -> str:
    """What stands below the name of a row: whom the rate speaks of."""
    if row.real_world:
        return "real-world study"
    if row.subgroup:
        return "subgroup"
    return "all patients" if str(row.population or "").lower() == "overall" else ""


def _mark(row: LandmarkRow, canvas: Canvas, left: float, right: float, y: float) -> None:
    sizes, quantity = canvas.sizes, row.quantity
    if quantity.number is None:
        canvas.missing(left + 0.1, y, str(row.value), knock=True)
        return
    x = left + (right - left) * min(float(quantity.number), 100.0) / 100
    canvas.line(left, y, x, y, "rule", 1.5, layer=2)
    color = "moss" if row.real_world else canvas.accent
    interval = quantity.interval
    near, reach = x - 1.3 * sizes.dot, x + 1.3 * sizes.dot
    if interval and interval.low is not None and interval.high is not None:
        low, high = (left + (right - left) * float(bound) / 100 for bound in (interval.low, interval.high))
        canvas.whisker(low, high, y, color)
        near, reach = min(near, low), max(reach, high)
    if row.real_world:
        canvas.diamond(x, y, color="moss", scale=1.25)
    else:
        canvas.dot(x, y, hollow=row.subgroup, scale=1.25)
    _label(row, canvas, left, near, reach, y)


def _label(row: LandmarkRow, canvas: Canvas, left: float, near: float, reach: float, y: float) -> None:
    sizes, interval = canvas.sizes, row.quantity.interval
    value = row.quantity.estimate
    aside = interval.text if interval else NO_INTERVAL
    width = canvas.measure(value, sizes.value + 2, bold=True)
    aside_width = canvas.measure(aside, sizes.small + 0.5, italic=not interval)
    start = reach + 0.07
    if start + width + ASIDE + aside_width > canvas.width:
        start = max(left + 0.05, near - 0.1 - aside_width - ASIDE - width)
        canvas.box(start, y - 0.08, width + ASIDE + aside_width, 0.16, "white", layer=3)
    canvas.text(start, y, value, sizes.value + 2, canvas.strong, bold=True, knock=True)
    canvas.text(start + width / RESERVE + ASIDE, y, aside, sizes.small + 0.5, "slate", italic=not interval, knock=True)


def describe(numbers: Landmark) -> str:
    """Rate by rate."""
    clauses = [
        f"{row.trial}, {row.endpoint} at {row.at}, {row.population or 'all patients'}"
        + f"{' (subgroup)' if row.subgroup else ''}: {row.value}"
        + ("" if row.quantity.interval else f", {NO_INTERVAL}")
        for row in numbers.rows
    ]
    caveat = "Different trials, not a comparison." if numbers.several else "No curve is drawn."
    return alt_text("Dot chart of landmark rates, axis 0 to 100%", clauses, caveat)


CHART = Chart(
    name="landmark",
    summary="Rates at stated times, one dot each, subgroups hollow",
    needs="results with measure rate and a time",
    prepare=prepare,
    lay_out=lay_out,
    describe=describe,
)
