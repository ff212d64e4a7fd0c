"""Events: one row each, the date as stated at the left and on the axis as wide as it is uncertain."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from briefgen.charts.engine.canvas import Canvas
from briefgen.charts.engine.chart import Chart, alt_text, capital, group_names, traced
from briefgen.charts.engine.window import Window, window_of
from briefgen.frozen import frozen
from briefgen.values.dates import UNKNOWN, PartialDate
from briefgen.values.facts import Traced
from briefgen.view.event import EventView

SHARES = {"wide": (0.0, 0.111, 0.47), "narrow": (0.0, 0.165, 0.5)}
"""Where date, event and axis begin, as shares of the width."""
MOST = {"wide": 0.56, "narrow": 0.5}
"""The share of the width that titles on one line may end at."""
PAGE_TEXT, PAGE_AIR, PAGE_MOST = 8.5, 0.03, 0.7
"""Points of the rows of a page, inches above and below their text, and the share that its titles end at; longer ones
take several lines."""
LEGEND = 0.15
"""Inches between the rows and the legend."""
MARKS = {"dot": 0.12, "span": 0.18, "by": 0.36}
"""Widths of the marks in the legend."""
SPANS = ("month", "quarter", "half", "year", "part", "span", "fiscal")
ON_OR_BEFORE = 0.62
NARROWEST = 0.13
APART, CLOSE = 0.6, 0.04
"""The words of the data date keep so far from a mark at their left, or they would seem to be its label; at least."""


@frozen
class TimelineRow:
    """One event; `day` is its date for the axis."""

    group: Traced | None
    when: Traced
    title: Traced
    day: PartialDate
    expected: bool = False
    past_due: bool = False


@frozen
class Timeline:
    """The rows, the window of time they share on every part, and the day the data are as of."""

    rows: tuple[TimelineRow, ...]
    window: Window
    as_of: Traced | PartialDate | date | None = None
    as_of_day: date | None = None


def prepare(events: Iterable[EventView], as_of: Traced | PartialDate | date | None = None) -> Timeline | None:
    """Rows of some events, companies in the order they appear."""
    rows = [event_row(event) for event in events]
    if not rows:
        return None
    groups = group_names(rows)
    rows.sort(key=lambda row: groups.index(str(row.group or "")))
    day = as_day(as_of)
    return Timeline(tuple(rows), window_of([(row.day, row.expected) for row in rows], day), _short_day(as_of), day)


def _short_day(as_of: Traced | PartialDate | date | None) -> Traced | None:
    """The as-of date as charts print dates."""
    day = traced(as_of)
    return replace(day, text=day.value.short()) if day and isinstance(day.value, PartialDate) else day


def event_row(event: EventView) -> TimelineRow:
    """The row of one event of the view."""
    company = event.company
    day = event.when.value if isinstance(event.when.value, PartialDate) else UNKNOWN
    return TimelineRow(
        group=traced(company.name) if company else None,
        when=event.when,
        title=event.title,
        day=day,
        expected=bool(event.expected),
        past_due=bool(event.past_due),
    )


def as_day(as_of: Traced | PartialDate | date | None) -> date | None:
    """The day behind an as-of date given as traced value, partial date or date."""
    value = as_of.value if isinstance(as_of, Traced) else as_of
    return value.end if isinstance(value, PartialDate) else value if isinstance(value, date) else None


# --- layout --------------------------------------------------------------------------------------------------


@frozen
class TimeAxis:
    """Where days lie on the canvas, and the columns for what is earlier or later than the window."""

    window: Window
    left: float
    right: float
    earlier: tuple[float, float] | None
    later: tuple[float, float] | None

    def x(self, day: date) -> float:
        """The place of a day."""
        whole = (self.window.end - self.window.start).days
        return self.left + (self.right - self.left) * (day - self.window.start).days / whole


def lay_out(numbers: Timeline, canvas: Canvas) -> None:
    """Head with years, group rows, event rows, data date, legend."""
    if canvas.medium == "page":
        canvas.sizes = replace(canvas.sizes, text=PAGE_TEXT, pad=PAGE_AIR)
    lefts = [share * canvas.width for share in SHARES[canvas.room]]
    lefts[1] = max(lefts[1], widest_date([row.when for row in numbers.rows], canvas))
    lefts[2] = max(lefts[2], _end_of_titles(numbers, canvas, lefts[1]))
    axis = _axis(numbers, canvas, lefts[2])
    top = canvas.leading(canvas.sizes.text) + 0.1
    y = _head(canvas, axis, lefts, top)
    grouped = len(group_names(numbers.rows)) > 1
    middles: list[tuple[float, TimelineRow]] = []
    for row in numbers.rows:
        y = canvas.group(y, str(row.group or "") if grouped else "")
        after = _row(row, numbers, canvas, axis, lefts, y)
        middles.append(((y + after) / 2, row))
        y = after
    _grid(canvas, axis, top, y)
    y = _data_date(numbers, canvas, axis, middles, top, y)
    canvas.height = _legend(numbers, canvas, y)


def _end_of_titles(numbers: Timeline, canvas: Canvas, left: float) -> float:
    """Where the axis may begin so that every title stands on one line; zero where that takes it too much, on a page
    as far as it may."""
    widest = max(canvas.measure(capital(str(row.title)), canvas.sizes.text) for row in numbers.rows)
    end = left + widest + 2 * canvas.sizes.inset + 0.02
    if canvas.medium == "page":
        return min(end, PAGE_MOST * canvas.width)
    return end if end <= MOST[canvas.room] * canvas.width else 0.0


def widest_date(days: Iterable[Traced], canvas: Canvas) -> float:
    """Width of a column that holds its head and every date in one line, up to a quarter of the chart."""
    sizes = canvas.sizes
    words = {capital(str(day)) for day in days if day} | {"Date as stated"}
    widest = max(canvas.measure(word, sizes.text, bold=True) for word in words)
    return min(widest + 2 * sizes.inset, canvas.width / 4)


def _axis(numbers: Timeline, canvas: Canvas, left: float) -> TimeAxis:
    width = canvas.measure("Earlier", canvas.sizes.text, bold=True) + 0.16
    right = canvas.width - 0.05
    earlier = later = None
    if any(numbers.window.before(row.day) for row in numbers.rows):
        earlier, left = (left, left + width), left + width + 0.1
    if any(numbers.window.after(row.day) for row in numbers.rows):
        later, right = (right - width, right), right - width - 0.05
    return TimeAxis(numbers.window, left, right, earlier, later)


def _head(canvas: Canvas, axis: TimeAxis, lefts: list[float], top: float) -> float:
    sizes = canvas.sizes
    middle = top / 2
    canvas.text(lefts[0] + sizes.inset, middle, "Date as stated", sizes.text, "slate", bold=True)
    canvas.text(lefts[1] + sizes.inset, middle, "Event", sizes.text, "slate", bold=True)
    for column, name in ((axis.earlier, "Earlier"), (axis.later, "Later")):
        if column:
            canvas.text(sum(column) / 2, middle, name, sizes.text, "slate", bold=True, align="center")
    for year in range(axis.window.start.year, axis.window.end.year + 1):
        first = axis.x(max(date(year, 1, 1), axis.window.start))
        last = axis.x(min(date(year + 1, 1, 1), axis.window.end))
        if canvas.measure(str(year), sizes.text, bold=True) + 0.1 < last - first:
            canvas.text((first + last) / 2, middle, str(year), sizes.text, "slate", bold=True, align="center")
    return top + 0.08


def _grid(canvas: Canvas, axis: TimeAxis, top: float, bottom: float) -> None:
    for column in (axis.earlier, axis.later):
        if column:
            canvas.box(column[0], 0.01, column[1] - column[0], bottom - 0.01, "mist", layer=0)
    years = axis.window.end.year - axis.window.start.year + 1
    for year in range(axis.window.start.year, axis.window.end.year + 2):
        for month in (1, 4, 7, 10) if years <= 5 else (1,):
            day = date(year, month, 1)
            if axis.window.start <= day <= axis.window.end:
                color, weight = ("rule", 1.25) if month == 1 else ("fog", 0.75)
                canvas.line(axis.x(day), top + (0.0 if month == 1 else 0.04), axis.x(day), bottom, color, weight)


def _row(row: TimelineRow, numbers: Timeline, canvas: Canvas, axis: TimeAxis, lefts: list[float], y: float) -> float:
    sizes = canvas.sizes
    missing = not row.when
    words = str(row.when)
    dates = canvas.wrap(capital(words), sizes.text, lefts[1] - sizes.inset, bold=not missing, italic=missing)
    title = canvas.wrap(capital(str(row.title)), sizes.text, lefts[2] - lefts[1] - 2 * sizes.inset)
    content = max(canvas.leading(sizes.text, max(len(dates), len(title))), 0.24 if canvas.medium == "slide" else 0.13)
    air = 0.0 if canvas.medium == "page" else 0.04 * canvas.stretch
    height = content + 2 * canvas.pad + air
    middle = y + height / 2
    canvas.lines(
        sizes.inset,
        middle - canvas.leading(sizes.text, len(dates)) / 2,
        dates,
        sizes.text,
        "slate" if missing else "ink",
        bold=not missing,
        italic=missing,
    )
    canvas.lines(lefts[1] + sizes.inset, middle - canvas.leading(sizes.text, len(title)) / 2, title, sizes.text)
    _mark(row, numbers, canvas, axis, middle)
    return canvas.end_row(y, height)


# --- marks ---------------------------------------------------------------------------------------------------


def _span(row: TimelineRow, numbers: Timeline, axis: TimeAxis) -> tuple[float, float] | None:
    """Left and right end of the row's mark on the axis; None when it has no place there."""
    day, window = row.day, axis.window
    if day.end is None:  # undated, in words, or of a fiscal year nobody places: in the column of dates only
        return None
    if window.before(day) or window.after(day):
        return None
    if day.start is None:
        if row.expected and numbers.as_of_day and day.end > numbers.as_of_day:
            return axis.x(numbers.as_of_day), axis.x(day.end)
        return axis.x(day.end) - ON_OR_BEFORE, axis.x(day.end)
    left, right = axis.x(max(day.start, window.start)), axis.x(min(day.end + timedelta(days=1), window.end))
    if day.grain == "day" and not row.expected:
        return left, left
    short = max(0.0, NARROWEST - (right - left))
    return left - short / 2, right + short / 2


def _mark(row: TimelineRow, numbers: Timeline, canvas: Canvas, axis: TimeAxis, y: float) -> None:
    span = _span(row, numbers, axis)
    column = axis.earlier if axis.window.before(row.day) else axis.later if axis.window.after(row.day) else None
    high = 0.17 if canvas.medium == "slide" else 0.13
    color = "amber" if row.past_due else canvas.accent
    if column:
        center = sum(column) / 2
        half = 0.09 if row.day.grain in SPANS or row.expected else 0.0
        span = (center - ON_OR_BEFORE / 2.4, center + 0.1) if row.day.grain == "by" else (center - half, center + half)
    if span is None:
        return
    left, right = span
    if row.expected:
        canvas.hatched(left, y - high / 2, right - left, high, color)
    elif row.day.grain == "by":
        canvas.line(left, y, right, y, color, 2.0, "dotted", layer=4)
        canvas.box(right - 0.018, y - high * 0.65, 0.036, high * 1.3, color, layer=4)
    elif row.day.grain == "day":
        canvas.dot(left, y)
    else:
        canvas.box(left, y - high / 2, right - left, high, color, layer=4)


def _data_date(
    numbers: Timeline, canvas: Canvas, axis: TimeAxis, rows: list[tuple[float, TimelineRow]], top: float, bottom: float
) -> float:
    """The amber line and its words: beside it in a row where nothing stands, well away from any mark; else beside the
    legend, close to a mark, or below the rows."""
    if numbers.as_of is None or numbers.as_of_day is None:
        return bottom
    day, points = numbers.as_of_day, canvas.sizes.small
    words, x = f"Data as of {numbers.as_of}", axis.x(day)
    width = canvas.measure(words, points, bold=True)
    places = ((x - 0.08 - width, "right"), (x + 0.08, "left"))
    sides = [(left, align) for left, align in places if left >= axis.left and left + width <= axis.right]
    spans = [(y, _span(row, numbers, axis)) for y, row in reversed(rows)]
    far, near = (
        next(((y, at) for y, span in spans for at in sides if _clear(span, at[0], width, apart)), None)
        for apart in (APART, CLOSE)
    )
    under = min(max(0.0, x - width / 2), canvas.width - width)
    beside = under > _legend_width(numbers, canvas)
    found = far or (None if beside else near)
    if found:
        y, (_, align) = found
        canvas.text(x + (0.08 if align == "left" else -0.08), y, words, points, "amber", bold=True,
                    align="left" if align == "left" else "right", knock=True)  # fmt: skip
        canvas.line(x, top - 0.02, x, bottom, "amber", 1.5, layer=3)
        return bottom
    gap = LEGEND if beside else 0.05
    canvas.text(under, bottom + canvas.leading(points) / 2 + gap, words, points, "amber", bold=True)
    canvas.line(x, top - 0.02, x, bottom + gap - 0.02, "amber", 1.5, layer=3)
    return bottom if beside else bottom + canvas.leading(points) + 0.06


def _clear(span: tuple[float, float] | None, left: float, width: float, apart: float) -> bool:
    """Whether words of this width keep away from the mark of a row."""
    return span is None or span[1] + apart < left or span[0] - CLOSE > left + width


# --- legend --------------------------------------------------------------------------------------------------


def _legend(numbers: Timeline, canvas: Canvas, y: float) -> float:
    """The marks that occur, each with its words, in as many lines as they need."""
    sizes = canvas.sizes
    high = 0.15 if canvas.medium == "slide" else 0.12
    x, y = sizes.inset, y + LEGEND + canvas.leading(sizes.small) / 2
    for kind, words in _kinds(numbers):
        mark = MARKS.get(kind, 0.4)
        width = mark + 0.1 + canvas.measure(words, sizes.small)
        if x > sizes.inset and x + width > canvas.width:
            x, y = sizes.inset, y + canvas.leading(sizes.small) + 0.06
        _legend_mark(canvas, kind, x, y, mark, high)
        canvas.text(x + mark + 0.1, y, words, sizes.small, "slate")
        x += width + (0.45 if canvas.medium == "slide" else 0.25)
    return y + canvas.leading(sizes.small) / 2 + 0.06


def _legend_width(numbers: Timeline, canvas: Canvas) -> float:
    """How far the legend reaches in one line, with a gap after it."""
    gap = 0.45 if canvas.medium == "slide" else 0.25
    kinds = _kinds(numbers)
    return canvas.sizes.inset + sum(
        MARKS.get(kind, 0.4) + 0.1 + canvas.measure(words, canvas.sizes.small) + gap for kind, words in kinds
    )


def _legend_mark(canvas: Canvas, kind: str, x: float, y: float, width: float, high: float) -> None:
    if kind == "dot":
        canvas.dot(x + width / 2, y)
    elif kind == "span":
        canvas.box(x, y - high / 2, width, high, canvas.accent, layer=4)
    elif kind == "by":
        canvas.line(x, y, x + width, y, canvas.accent, 2.0, "dotted", layer=4)
        canvas.box(x + width - 0.018, y - high * 0.6, 0.036, high * 1.2, canvas.accent, layer=4)
    else:
        color = "amber" if kind == "past due" else canvas.accent
        canvas.hatched(x, y - high / 2, width, high, color)


def _kinds(numbers: Timeline) -> list[tuple[str, str]]:
    rows = numbers.rows
    grains: list[str] = [grain for grain in SPANS if any(row.day.grain == grain and not row.expected for row in rows)]
    grains = list(dict.fromkeys("period" if grain in ("part", "span", "fiscal") else grain for grain in grains))
    spans = " or ".join([", ".join(grains[:-1]), grains[-1]] if len(grains) > 1 else grains)
    found = {
        ("dot", "Exact day"): any(row.day.grain == "day" and not row.expected for row in rows),
        ("span", f"Whole {spans}"): bool(grains),
        ("by", "On or before (start unknown)"): any(row.day.grain == "by" and not row.expected for row in rows),
        ("expected", "Expected"): any(row.expected and row.day.end and not row.past_due for row in rows),
        ("past due", "Expected, past due"): any(row.past_due for row in rows),
    }
    return [kind for kind, present in found.items() if present]


def describe(numbers: Timeline) -> str:
    """Date, event, and what is expected, row by row."""
    clauses = [
        f"{row.when if row.when else 'no date'}, {row.title}"
        + (" (expected, past due)" if row.past_due else " (expected)" if row.expected else "")
        for row in numbers.rows
    ]
    caveat = f"Data as of {numbers.as_of}." if numbers.as_of else ""
    return alt_text("Timeline of events", clauses, caveat)


CHART = Chart(
    name="timeline",
    summary="Events by company at the precision their source gives",
    needs="events, and optionally the as-of date",
    prepare=prepare,
    lay_out=lay_out,
    describe=describe,
)
