"""The columns of a calendar: what happened, the quarters ahead, what is later and what has no date; heads and foot."""

from __future__ import annotations

from datetime import date, timedelta

from briefgen.charts.calendar_entries import QUARTERS, CalendarOfEvents, quarter_of, quarters_ahead
from briefgen.charts.engine.canvas import Canvas, Medium
from briefgen.frozen import frozen
from briefgen.values.dates import PartialDate
from briefgen.values.facts import Traced

PAST: dict[Medium, float] = {"slide": 0.24, "page": 0.26}
UNDATED, LATER = 0.21, 0.085
"""Shares of the width: what happened, what has no date, what comes after the last quarter."""
BAR, INSET = 0.09, 0.09
"""Inches: height of a window, and what is left between a line and the words behind it."""


@frozen
class Columns:
    """Edges of the columns from left to right; columns that would be empty have no width."""

    past: float
    ahead: float
    later: float
    undated: float
    end: float
    start: date
    until: date

    def x(self, day: date) -> float:
        """The place of a day among the quarters; what is later lies in the column behind them."""
        if day >= self.until:
            return (self.later + self.undated) / 2
        whole = (self.until - self.start).days
        return self.ahead + (self.later - self.ahead) * max(0, (day - self.start).days) / whole

    def shows(self, day: PartialDate) -> bool:
        """Whether a quarter, half-year or year lies wholly in columns that have its name."""
        inside = day.start and day.end and self.start <= day.start and day.end < self.until
        return bool(inside) and day.grain in ("quarter", "half", "year")

    def span(self, day: PartialDate) -> tuple[float, float]:
        """Left and right edge of the window of an expected event."""
        assert day.end is not None
        left = self.ahead if day.start is None else self.x(max(day.start, self.start))
        if day.start is not None and day.start >= self.until:
            return self.later + 0.06, self.undated - 0.06
        right = self.undated - 0.06 if day.end >= self.until else self.x(day.end + timedelta(days=1))
        return left, max(right, left + 0.12)


def columns_of(numbers: CalendarOfEvents, canvas: Canvas) -> Columns:
    """The columns at the width of a canvas."""
    width, whole = canvas.width, numbers.whole
    past = max(canvas.measure(name, canvas.sizes.name, bold=True) for name in whole.names) + 0.36
    ahead = past + (PAST[canvas.medium] * width if whole.happened else 0.0)
    undated = width - (UNDATED * width if whole.undated else 0.0)
    later = undated - (LATER * width if whole.later else 0.0)
    return Columns(past, ahead, later, undated, width, *quarters_ahead(numbers.as_of_day))


def draw_heads(numbers: CalendarOfEvents, columns: Columns, canvas: Canvas) -> float:
    """The heads of the columns above their rule; returns where the lanes begin."""
    sizes = canvas.sizes
    step = canvas.leading(sizes.text)
    bottom = 2 * step + 0.08
    years: dict[int, float] = {}
    for quarter in range(QUARTERS):
        month = columns.start.month - 1 + 3 * quarter
        day = date(columns.start.year + month // 12, month % 12 + 1, 1)
        x = columns.x(day)
        years.setdefault(day.year, x)
        canvas.text(x + INSET, 1.5 * step, f"Q{(day.month - 1) // 3 + 1}", sizes.text, "slate", bold=True)
    ends = [*years.values(), columns.later][1:]
    for (year, x), end in zip(years.items(), ends, strict=True):
        words = (f"{year}, expected", str(year))
        fitting = [word for word in words if canvas.measure(word, sizes.text, bold=True) <= end - x - 0.1]
        canvas.lines(x + INSET, 0.0, fitting[:1], sizes.text, canvas.strong, bold=True)
    if columns.later < columns.undated:
        later = f"{columns.until.year}+" if columns.until.month == 1 else "Later"
        canvas.text(columns.later + INSET, 1.5 * step, later, sizes.text, "slate", bold=True)
    if columns.past < columns.ahead:
        room = columns.ahead - columns.past - 0.1
        past = canvas.wrap(_head_of_the_past(numbers), sizes.text, room, bold=True)
        canvas.lines(columns.past + 0.08, 0.0, past[:2], sizes.text, canvas.strong, bold=True)
    if columns.undated < columns.end:
        undated = canvas.wrap("No date given", sizes.text, columns.end - columns.undated - 0.1, bold=True)
        canvas.lines(columns.undated + 0.08, 0.0, undated[:2], sizes.text, canvas.strong, bold=True)
    canvas.line(0, bottom, columns.end, bottom, canvas.strong, 1.25)
    return bottom


def _head_of_the_past(numbers: CalendarOfEvents) -> str:
    """Q4 2025, occurred: the quarter where all that happened did so in it."""
    year, quarter = quarter_of(numbers.as_of_day)
    late = any(entry.past_due for lane in numbers.rows for entry in lane.entries)
    return "Occurred or past due" if late else f"Q{quarter} {year}, occurred" if numbers.whole.recent else "Occurred"


def draw_grid(columns: Columns, canvas: Canvas, top: float, bottom: float) -> None:
    """The ground of what happened, and lines between the quarters."""
    if columns.past < columns.ahead:
        canvas.box(columns.past, 0.0, columns.ahead - columns.past, bottom, "mist", layer=0)
    inner = [columns.ahead + (columns.later - columns.ahead) * part / QUARTERS for part in range(1, QUARTERS)]
    for x in {*inner, columns.later, columns.undated}:
        if columns.ahead < x < columns.end:
            canvas.line(x, top, x, bottom, "fog")


def draw_foot(numbers: CalendarOfEvents, columns: Columns, canvas: Canvas, top: float, bottom: float) -> float:
    """The data date on its line, and what the marks of the calendar mean."""
    sizes = canvas.sizes
    y = bottom + 0.06 + canvas.leading(sizes.small) / 2
    as_of = (
        numbers.as_of.value.short()
        if isinstance(numbers.as_of, Traced) and isinstance(numbers.as_of.value, PartialDate)
        else ""
    )
    words = f"Data as of {as_of}" if as_of else "Data date"
    canvas.line(columns.ahead, 0.0, columns.ahead, bottom + 0.03, "amber", 1.5, layer=3)
    x = max(canvas.measure(words, sizes.small, bold=True) + 0.05, columns.ahead - 0.08)
    canvas.text(x, y, words, sizes.small, "amber", bold=True, align="right")
    return _legend(numbers, canvas, max(x, columns.ahead) + 0.12, y)


def _legend(numbers: CalendarOfEvents, canvas: Canvas, x: float, y: float) -> float:
    """What hatched bars and hollow marks mean, beside the data date or on the next line; returns its bottom."""
    sizes = canvas.sizes
    entries = [entry for lane in numbers.rows for entry in lane.entries if not entry.happened]
    bars = "expected within this time" if any(e.day.end and e.day.grain != "day" for e in entries) else ""
    marks = [e for e in entries if e.undated or e.day.grain == "day"]
    hollow = "" if not marks else "expected, no date" if all(e.undated for e in marks) else "expected"
    told = [entry.told for lane in numbers.rows for entry in lane.entries if entry.told]
    level = next((f"in brackets: {one.level}" for one in told if one.level), "")
    usual = f"{numbers.whole.usual} unless stated" if any(one.of_usual for one in told) else ""
    values = "; ".join(filter(None, (level, usual)))
    said = (bars, hollow, values)
    if x + sum(canvas.measure(words, sizes.small) + 0.6 for words in said if words) > canvas.width:
        x, y = 0.0, y + canvas.leading(sizes.small) + 0.03
    if bars:
        canvas.hatched(x, y - BAR / 2, 0.3, BAR)
        x += canvas.text(x + 0.38, y, bars, sizes.small, "slate").width + 0.6
    if hollow:
        canvas.dot(x + 0.06, y, hollow=True)
        x += canvas.text(x + 0.2, y, hollow, sizes.small, "slate").width + 0.42
    if values:
        canvas.text(x, y, values, sizes.small, "slate")
    return y + canvas.leading(sizes.small) / 2 + 0.02
