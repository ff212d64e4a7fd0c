"""Catalyst calendar: expected events by quarter, half or year, hatched over the whole window they may fall in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

from briefgen.charts.engine.canvas import Canvas
from briefgen.charts.engine.chart import Chart, alt_text, capital, traced
from briefgen.charts.timeline import as_day, widest_date
from briefgen.frozen import frozen
from briefgen.values.dates import UNKNOWN, PartialDate
from briefgen.values.facts import Traced
from briefgen.view.event import EventView

SHARES = {"wide": (0.0, 0.125, 0.255, 0.51), "narrow": (0.0, 0.15, 0.29, 0.52)}
"""Where date, asset, event and calendar begin, as shares of the width."""
NARROWEST = 0.48
"""Inches of a column at least."""
NEAR = 0.7
"""Quarters are told while they hold this share of the events; what lies beyond the last goes to a column of its own."""
LETTERS = {3: "Q", 6: "H"}
UNDATED = "No date"
UNPLACED = "no window of the calendar is stated"


@frozen
class CatalystsRow:
    """One expected event."""

    when: Traced
    assets: tuple[Traced, ...]
    company: Traced | None
    title: Traced
    day: PartialDate
    past_due: bool


@frozen
class Catalysts:
    """Expected events, earliest window first; the first day of the calendar and the last day each may fall on."""

    rows: tuple[CatalystsRow, ...]
    start: date
    ends: tuple[date, ...]


def prepare(events: Iterable[EventView], as_of: Traced | PartialDate | date | None = None) -> Catalysts | None:
    """The expected ones among some events; past due first, undated last."""
    rows = [_row(event) for event in events if event.expected]
    if not rows:
        return None
    rows.sort(key=lambda row: (row.day.start or row.day.end or date.max, row.day.end or date.max))
    days = [day for row in rows for day in (row.day.start, row.day.end) if day and not row.past_due]
    start = _opening(as_day(as_of), days)
    ends = sorted(row.day.end for row in rows if row.day.end and not row.past_due)
    return Catalysts(tuple(rows), start, tuple(ends))


def _opening(as_of: date | None, days: list[date]) -> date:
    """The day after the as-of day, unless something may still happen on it; else the first day known."""
    if as_of is None:
        return min(days, default=date(2000, 1, 1))
    return as_of if as_of in days else as_of + timedelta(days=1)


def _row(event: EventView) -> CatalystsRow:
    day = event.when.value if isinstance(event.when.value, PartialDate) else UNKNOWN
    return CatalystsRow(
        when=event.when,
        assets=tuple(asset.name for asset in event.assets),
        company=traced(event.company.name) if event.company else None,
        title=event.title,
        day=day,
        past_due=bool(event.past_due),
    )


# --- layout --------------------------------------------------------------------------------------------------


@frozen
class Calendar:
    """Equal columns of some months from a first month; a column of its own before them for what is past due."""

    left: float
    step: float
    first: int
    months: int
    columns: int
    due: float
    open: bool

    def span(self, day: PartialDate) -> tuple[float, float] | None:
        """Left and right edge of the columns a date may fall in."""
        if day.end is None:
            return None
        last = min(self.columns - 1, max(0, (_month(day.end) - self.first) // self.months))
        first = 0 if day.start is None else max(0, (_month(day.start) - self.first) // self.months)
        return self.left + min(first, last) * self.step, self.left + (last + 1) * self.step


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def lay_out(numbers: Catalysts, canvas: Canvas) -> None:
    """Head with periods, one row per expected event."""
    lefts = [share * canvas.width for share in SHARES[canvas.room]]
    lefts[1] = max(lefts[1], widest_date([row.when for row in numbers.rows], canvas))
    lefts[2] = max(lefts[2], lefts[1] + max(0.12 * canvas.width, _widest_name(numbers, canvas)))
    calendar = _calendar(numbers, canvas, lefts[3])
    subject = "Asset" if all(row.assets for row in numbers.rows) else "Subject"
    y = top = _head(canvas, calendar, lefts, subject)
    for row in numbers.rows:
        y = _event(row, canvas, calendar, lefts, y)
    for index in range(calendar.columns + 1):
        x = min(calendar.left + index * calendar.step, canvas.width - 0.005)
        canvas.line(x, top, x, y)
    if calendar.due:
        canvas.box(lefts[3], top, calendar.due - 0.03, y - top, "amber_tint", layer=0)
    canvas.height = y + 0.02


def _widest_name(numbers: Catalysts, canvas: Canvas) -> float:
    """Width of a column that breaks no word of an asset's name, up to a fifth of the chart."""
    sizes = canvas.sizes
    words = [word for row in numbers.rows for name in row.assets for word in capital(str(name)).split()]
    widest = max((canvas.measure(word, sizes.text, bold=True) for word in words), default=0.0)
    return min(widest + 1.7 * sizes.inset, 0.2 * canvas.width)


def _calendar(numbers: Catalysts, canvas: Canvas, left: float) -> Calendar:
    due = 0.0
    if any(row.past_due for row in numbers.rows):
        due = max(canvas.measure(word, canvas.sizes.text, bold=True) for word in ("Past", "due")) + 0.3
    most = max(4, int((canvas.width - left - due) / NARROWEST))
    months = 3 if _near(numbers, most) else 6
    columns = max(4, _columns(numbers, months))
    step = (canvas.width - left - due) / min(columns, most)
    first = _month(numbers.start) // months * months
    return Calendar(left + due, step, first, months, min(columns, most), due, columns > most)


def _columns(numbers: Catalysts, months: int) -> int:
    return max((_column(numbers, day, months) for day in numbers.ends), default=0) + 1


def _column(numbers: Catalysts, day: date, months: int) -> int:
    return _month(day) // months - _month(numbers.start) // months


def _near(numbers: Catalysts, most: int) -> bool:
    """Whether quarters tell nearly all: what is later than the last of them stays the exception."""
    held = [day for day in numbers.ends if _column(numbers, day, 3) < most - 1]
    return _columns(numbers, 3) <= most or len(held) >= NEAR * len(numbers.ends)


def _period(calendar: Calendar, index: int) -> list[str]:
    """The two lines of a column head: Q4 over 2025."""
    if calendar.open and index == calendar.columns - 1:
        return ["Later"]
    month = calendar.first + index * calendar.months
    return [f"{LETTERS[calendar.months]}{month % 12 // calendar.months + 1}", str(month // 12)]


def _head(canvas: Canvas, calendar: Calendar, lefts: list[float], subject: str) -> float:
    sizes = canvas.sizes
    high = canvas.leading(sizes.text, 2) + 0.1
    for left, name in zip(lefts, ("Expected", subject, "Event"), strict=False):
        canvas.text(left + sizes.inset, high / 2, name, sizes.text, "slate", bold=True)
    if calendar.due:
        x = lefts[3] + (calendar.due - 0.03) / 2
        canvas.box(lefts[3], 0.0, calendar.due - 0.03, high, "amber_tint")
        canvas.lines(x, 0.05, ["Past", "due"], sizes.text, "amber", bold=True, align="center")
    for index in range(calendar.columns):
        x = calendar.left + index * calendar.step
        canvas.box(x + 0.0125, 0.0, calendar.step - 0.025, high, "mist")
        lines = _period(calendar, index)
        top = (high - canvas.leading(sizes.text, len(lines))) / 2
        canvas.lines(x + calendar.step / 2, top, lines[:1], sizes.text, canvas.strong, bold=True, align="center")
        canvas.lines(
            x + calendar.step / 2, top + canvas.leading(sizes.text), lines[1:], sizes.small, "slate", align="center"
        )
    return high + 0.05


def _event(row: CatalystsRow, canvas: Canvas, calendar: Calendar, lefts: list[float], y: float) -> float:
    sizes = canvas.sizes
    rooms = [right - left - 1.6 * sizes.inset for left, right in pairwise(lefts)]
    missing = not row.when
    when = UNDATED if missing else capital(str(row.when))
    subject = capital(", ".join(map(str, row.assets)) or str(row.company or ""))
    columns = (
        canvas.wrap(when, sizes.text, rooms[0], bold=not missing, italic=missing),
        canvas.wrap(subject, sizes.text, rooms[1], bold=True),
        canvas.wrap(str(row.title), sizes.text, rooms[2]),
    )
    height = max(canvas.leading(sizes.text, max(map(len, columns))), sizes.bar) + 2 * canvas.pad + 0.04 * canvas.stretch
    middle = y + height / 2
    tops = [middle - canvas.leading(sizes.text, len(lines)) / 2 for lines in columns]
    color = "slate" if missing else "ink"
    canvas.lines(sizes.inset, tops[0], columns[0], sizes.text, color, bold=not missing, italic=missing)
    canvas.lines(lefts[1] + sizes.inset, tops[1], columns[1], sizes.text, bold=True)
    canvas.lines(lefts[2] + sizes.inset, tops[2], columns[2], sizes.text)
    _mark(row, canvas, calendar, lefts[3], middle)
    return canvas.end_row(y, height)


def _mark(row: CatalystsRow, canvas: Canvas, calendar: Calendar, left: float, y: float) -> None:
    high = canvas.sizes.bar * 0.85
    if row.past_due:
        canvas.hatched(left + 0.06, y - high / 2, calendar.due - 0.15, high, "amber")
        return
    span = calendar.span(row.day)
    if span:
        canvas.hatched(span[0] + 0.03, y - high / 2, span[1] - span[0] - 0.06, high)
        return
    words = canvas.wrap(UNPLACED, canvas.sizes.small, canvas.width - calendar.left - 0.06, italic=True)
    top = y - canvas.leading(canvas.sizes.small, len(words)) / 2
    canvas.lines(calendar.left + 0.06, top, words, canvas.sizes.small, "slate", italic=True)


def describe(numbers: Catalysts) -> str:
    """Event by event."""
    clauses = [
        f"{row.when if row.when else 'no date'}: {row.title}{' (past due)' if row.past_due else ''}"
        for row in numbers.rows
    ]
    return alt_text("Calendar of expected events", clauses, "Expected, not certain.")


CHART = Chart(
    name="catalysts",
    summary="Expected events by quarter, half or year",
    needs="events, of which the expected ones are drawn, and optionally the as-of date",
    prepare=prepare,
    lay_out=lay_out,
    describe=describe,
)
