"""Calendar: by kind of event, what happened, what is expected in the next quarters, and what has no date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from briefgen.charts.engine.canvas import Canvas
from briefgen.charts.engine.chart import Chart, alt_text, capital
from briefgen.charts.engine.marks import Shape
from briefgen.charts.timeline import TimelineRow, as_day, event_row
from briefgen.values.dates import PartialDate
from briefgen.values.facts import Traced
from briefgen.view.event import EventView

QUARTERS = 4
"""Quarters ahead of the data date that have a column each."""
PAST, UNDATED, LATER = 0.26, 0.17, 0.085
"""Shares of the width: what happened, what has no date, what comes after the last quarter."""
LABEL = 1.9
"""Inches of the words of an expected event at least, where the calendar has them."""
BAR, GAP = 0.09, 0.12
"""Inches: height of a window, air between two events of a lane."""
FEW = 2
"""Events of each column in a row of a lane that is divided."""


@dataclass(frozen=True, slots=True)
class Lane:
    """The events of one kind, earliest first; a `continued` lane goes on below the one before it."""

    name: str
    mark: str
    entries: tuple[TimelineRow, ...]
    continued: bool = False


@dataclass(frozen=True, slots=True)
class Whole:
    """What every part of a divided calendar has of the whole: its lanes by name, and which columns it has."""

    names: tuple[str, ...]
    happened: bool
    later: bool
    undated: bool


@dataclass(frozen=True, slots=True)
class CalendarOfEvents:
    """The lanes, and the day the data are as of."""

    rows: tuple[Lane, ...]
    as_of: Traced | PartialDate | date | None
    as_of_day: date
    whole: Whole


LANES = (("readout", "Readouts", "dot"), ("regulatory", "Regulatory", "square"), ("deal", "Deals", "diamond"),
         ("trial", "Trials", "ring"), ("other", "Other", "bar"))  # fmt: skip
"""Kinds of events from the top down, with what marks them."""


def prepare(events: Iterable[EventView], as_of: Traced | PartialDate | date | None = None) -> CalendarOfEvents | None:
    """The events by kind; ValueError without an as-of day."""
    every = list(events)
    if not every:
        return None
    if (day := as_day(as_of)) is None:
        raise ValueError("a calendar needs as_of, the day that parts what happened from what is expected")
    lanes = [Lane(name, mark, entries) for kind, name, mark in LANES if (entries := _in_lane(every, kind))]
    held = [entry for lane in lanes for entry in lane.entries]
    whole = Whole(
        tuple(lane.name for lane in lanes),
        happened=any(_has_happened(entry) for entry in held),
        later=any((entry.day.end or date.min) >= _quarters(day)[1] and _is_ahead(entry) for entry in held),
        undated=any(_is_undated(entry) for entry in held),
    )
    return CalendarOfEvents(tuple(lanes), as_of, day, whole)


def finer(numbers: CalendarOfEvents) -> CalendarOfEvents:
    """The same lanes in rows of few events, between which they may be divided."""
    return replace(numbers, rows=tuple(part for lane in numbers.rows for part in _in_rows(lane)))


def _in_rows(lane: Lane) -> Iterator[Lane]:
    held = [[entry for entry in lane.entries if stands(entry)] for stands in (_has_happened, _is_ahead, _is_undated)]
    for first in range(0, max(map(len, held)), FEW):
        some = [entry for column in held for entry in column[first : first + FEW]]
        yield replace(lane, entries=tuple(some), continued=lane.continued or first > 0)


def _in_lane(events: list[EventView], kind: str) -> tuple[TimelineRow, ...]:
    found = [_entry(event) for event in events if event.group == kind]
    ends = {entry: (entry.day.start or entry.day.end or date.max, entry.day.end or date.max) for entry in found}
    return tuple(sorted(found, key=ends.__getitem__))


def _entry(event: EventView) -> TimelineRow:
    """An event, its group whose it is where the title does not say that."""
    assets, title = event.assets, str(event.title).lower()
    names = [
        *(asset.name for asset in assets),
        *(trial.name for trial in event.trials),
        *(company.name for company in event.companies if not assets),
    ]
    row = event_row(event)
    if any(str(name).lower() in title for name in names):
        return replace(row, group=None)
    return replace(row, group=assets[0].name) if len(assets) == 1 else row


# --- layout --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
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

    def span(self, day: PartialDate) -> tuple[float, float]:
        """Left and right edge of the window of an expected event."""
        assert day.end is not None
        left = self.ahead if day.start is None else self.x(max(day.start, self.start))
        if day.start is not None and day.start >= self.until:
            return self.later + 0.06, self.undated - 0.06
        right = self.undated - 0.06 if day.end >= self.until else self.x(day.end + timedelta(days=1))
        return left, max(right, left + 0.12)


def lay_out(numbers: CalendarOfEvents, canvas: Canvas) -> None:
    """Heads, one lane per kind of event, the data date."""
    columns = _columns(numbers, canvas)
    y = top = _head(numbers, columns, canvas)
    for lane, after in zip(numbers.rows, (*numbers.rows[1:], None), strict=True):
        y = _lane(lane, columns, canvas, y, named=not lane.continued or y == top, ends=not (after and after.continued))
    _grid(columns, canvas, top, y)
    canvas.height = _foot(numbers, columns, canvas, top, y)


def _columns(numbers: CalendarOfEvents, canvas: Canvas) -> Columns:
    width, whole = canvas.width, numbers.whole
    past = max(canvas.measure(name, canvas.sizes.text, bold=True) for name in whole.names) + 0.42
    ahead = past + (PAST * width if whole.happened else 0.0)
    undated = width - (UNDATED * width if whole.undated else 0.0)
    later = undated - (LATER * width if whole.later else 0.0)
    return Columns(past, ahead, later, undated, width, *_quarters(numbers.as_of_day))


def _quarters(as_of: date) -> tuple[date, date]:
    """The first day of the quarters that have columns, and the first after them."""
    first = as_of + timedelta(days=1)
    start = date(first.year, 3 * ((first.month - 1) // 3) + 1, 1)
    return start, date(start.year + QUARTERS // 4, start.month, 1)


def _has_happened(entry: TimelineRow) -> bool:
    """Whether it stands in the column of the past: what happened, and what is past due."""
    return not entry.expected or entry.past_due


def _is_ahead(entry: TimelineRow) -> bool:
    return not _has_happened(entry) and entry.day.end is not None


def _is_undated(entry: TimelineRow) -> bool:
    return not _has_happened(entry) and entry.day.end is None


def _head(numbers: CalendarOfEvents, columns: Columns, canvas: Canvas) -> float:
    sizes = canvas.sizes
    step = canvas.leading(sizes.text)
    bottom = 2 * step + 0.08
    years: dict[int, float] = {}
    for quarter in range(QUARTERS):
        month = columns.start.month - 1 + 3 * quarter
        day = date(columns.start.year + month // 12, month % 12 + 1, 1)
        x = columns.x(day)
        years.setdefault(day.year, x)
        canvas.text(x + 0.06, 1.5 * step, f"Q{(day.month - 1) // 3 + 1}", sizes.text, "slate", bold=True)
    ends = [*years.values(), columns.later][1:]
    for (year, x), end in zip(years.items(), ends, strict=True):
        words = (f"{year}, expected", str(year))
        fitting = [word for word in words if canvas.measure(word, sizes.text, bold=True) <= end - x - 0.1]
        canvas.lines(x + 0.06, 0.0, fitting[:1], sizes.text, canvas.strong, bold=True)
    if columns.later < columns.undated:
        canvas.text(columns.later + 0.06, 1.5 * step, "Later", sizes.text, "slate", bold=True)
    if columns.past < columns.ahead:
        late = any(entry.past_due for lane in numbers.rows for entry in lane.entries)
        past = "Occurred or past due" if late else "Occurred"
        canvas.text(columns.past + 0.08, 0.5 * step, past, sizes.text, canvas.strong, bold=True)
    if columns.undated < columns.end:
        undated = canvas.wrap("No date given", sizes.text, columns.end - columns.undated - 0.1, bold=True)
        canvas.lines(columns.undated + 0.08, 0.0, undated[:2], sizes.text, canvas.strong, bold=True)
    canvas.line(0, bottom, columns.end, bottom, canvas.strong, 1.25)
    return bottom


def _grid(columns: Columns, canvas: Canvas, top: float, bottom: float) -> None:
    if columns.past < columns.ahead:
        canvas.box(columns.past, 0.0, columns.ahead - columns.past, bottom, "mist", layer=0)
    inner = [columns.ahead + (columns.later - columns.ahead) * part / QUARTERS for part in range(1, QUARTERS)]
    for x in (*inner, columns.later, columns.undated):
        if columns.ahead < x < columns.end:
            canvas.line(x, top, x, bottom, "fog")


def _lane(lane: Lane, columns: Columns, canvas: Canvas, y: float, *, named: bool, ends: bool) -> float:
    """One kind of event: stacks of what happened and of what has no date, windows packed between them."""
    air = GAP * canvas.stretch
    top = y + air
    past = [entry for entry in lane.entries if _has_happened(entry)]
    undated = [entry for entry in lane.entries if _is_undated(entry)]
    ahead = [entry for entry in lane.entries if _is_ahead(entry)]
    bottoms = [top + canvas.leading(canvas.sizes.text)]
    bottoms.append(_stack(lane, past, canvas, (columns.past, columns.ahead), top))
    bottoms.append(_stack(lane, undated, canvas, (columns.undated, columns.end), top))
    bottoms.append(_windows(lane, ahead, columns, canvas, top))
    if named:
        middle = top + canvas.leading(canvas.sizes.text) / 2
        _mark(lane.mark, canvas, 0.12, middle)
        canvas.text(0.3, middle, lane.name, canvas.sizes.text, canvas.strong, bold=True)
    return canvas.end_row(y, max(bottoms) - y + air, "fog" if ends else "none")


def _stack(lane: Lane, entries: list[TimelineRow], canvas: Canvas, room: tuple[float, float], y: float) -> float:
    """Events below each other, each with its mark."""
    line = canvas.leading(canvas.sizes.text)
    for index, entry in enumerate(entries):
        y += GAP * canvas.stretch if index else 0.0
        color = "amber" if entry.past_due else ""
        _mark(lane.mark, canvas, room[0] + 0.14, y + line / 2, hollow=entry.expected, color=color)
        y = _words(entry, canvas, room[0] + 0.29, room[1] - room[0] - 0.36, y)
    return y


def _windows(lane: Lane, entries: list[TimelineRow], columns: Columns, canvas: Canvas, top: float) -> float:
    """Expected events at the width of their windows, in as few lines as their words allow."""
    tracks: list[tuple[float, float]] = []
    places = []
    for entry in entries:
        left, right = columns.span(entry.day)
        room = min(max(right - left - 0.08, LABEL), columns.undated - columns.ahead - 0.12)
        start = max(columns.ahead + 0.06, min(left + 0.04, columns.undated - 0.06 - room))
        places.append((start, start + room, left, right, entry))
    while places:
        reach, bottom, rest = columns.ahead, top, []
        for place in places:
            if place[0] < reach:
                rest.append(place)
                continue
            bottom = max(bottom, _window(lane, place, canvas, top))
            reach = max(place[1], place[3]) + 0.02
        tracks.append((top, bottom))
        places, top = rest, bottom + GAP * canvas.stretch
    return tracks[-1][1] if tracks else top


def _window(lane: Lane, place: tuple[float, float, float, float, TimelineRow], canvas: Canvas, y: float) -> float:
    """The words of an expected event above its window; an exact day is a hollow mark beside them."""
    start, end, left, right, entry = place
    if entry.day.grain == "day":
        _mark(lane.mark, canvas, left + 0.08, y + canvas.leading(canvas.sizes.text) / 2, hollow=True)
        return _words(entry, canvas, max(start, left + 0.22), end - start - 0.22, y)
    bottom = _words(entry, canvas, start, end - start, y)
    canvas.hatched(left, bottom + 0.02, right - left, BAR)
    return bottom + 0.02 + BAR


def _words(entry: TimelineRow, canvas: Canvas, x: float, room: float, y: float) -> float:
    """Date and title, before them whose event it is where the title does not say it; returns where the next begins."""
    sizes, color = canvas.sizes, "amber" if entry.past_due else canvas.strong
    when = f"{entry.when}, past due" if entry.past_due else str(entry.when) if entry.day.end else ""
    lead = capital(", ".join(filter(None, (str(entry.group or ""), when))))
    title = str(entry.title) if lead and not entry.group else capital(str(entry.title))
    for line in canvas.wrap(f"{lead} {title}".strip(), sizes.text, room, bold=True):
        bold, lead = line[: len(lead)], lead[len(line) :].lstrip()
        plain = line[len(bold) :]
        canvas.lines(x, y, [bold], sizes.text, color, bold=True)
        width = canvas.measure(bold, sizes.text, bold=True) if bold else 0.0
        y = canvas.lines(x + width + (0.04 if bold and plain else 0.0), y, [plain.lstrip()], sizes.text)
    return y


def _mark(kind: str, canvas: Canvas, x: float, y: float, *, hollow: bool = False, color: str = "") -> None:
    color, r = color or canvas.accent, canvas.sizes.dot
    fill = "white" if hollow else color
    if kind in ("dot", "ring"):
        canvas.dot(x, y, hollow=hollow or kind == "ring", color=color)
    elif kind == "square":
        canvas.box(x - r, y - r, 2 * r, 2 * r, fill, color, weight=1.5, layer=5)
    elif kind == "diamond":
        canvas.marks.append(
            Shape(((x - 1.3 * r, y), (x, y - 1.3 * r), (x + 1.3 * r, y), (x, y + 1.3 * r)), fill, color, 1.5)
        )
    else:
        canvas.box(x - r, y - r / 2, 2 * r, r, fill, color, weight=1.5, layer=5)


def _foot(numbers: CalendarOfEvents, columns: Columns, canvas: Canvas, top: float, bottom: float) -> float:
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
    entries = [entry for lane in numbers.rows for entry in lane.entries if not _has_happened(entry)]
    bars = "expected within this time" if any(e.day.end and e.day.grain != "day" for e in entries) else ""
    hollow = "expected: hollow mark" if any(_is_undated(e) or e.day.grain == "day" for e in entries) else ""
    if x + sum(canvas.measure(words, sizes.small) + 0.6 for words in (bars, hollow) if words) > canvas.width:
        x, y = 0.0, y + canvas.leading(sizes.small) + 0.03
    if bars:
        canvas.hatched(x, y - BAR / 2, 0.3, BAR)
        x += canvas.text(x + 0.38, y, bars, sizes.small, "slate").width + 0.6
    if hollow:
        canvas.dot(x + 0.06, y, hollow=True)
        canvas.text(x + 0.2, y, hollow, sizes.small, "slate")
    return y + canvas.leading(sizes.small) / 2 + 0.02


# --- words ---------------------------------------------------------------------------------------------------


def describe(numbers: CalendarOfEvents) -> str:
    """Kind by kind, each event with its date and state."""
    clauses = [
        f"{entry.when if entry.day.end else 'no date'}, {f'{entry.group}, ' if entry.group else ''}{entry.title}"
        + (" (expected, past due)" if entry.past_due else " (expected)" if entry.expected else "")
        for lane in numbers.rows
        for entry in lane.entries
    ]
    caveat = f"Data as of {numbers.as_of}." if isinstance(numbers.as_of, Traced) else ""
    return alt_text("Calendar of events by kind", clauses, caveat)


CHART = Chart(
    name="calendar",
    summary="What happened, what is expected in four quarters and what has no date, by kind of event",
    needs="events, and the as-of date",
    prepare=prepare,
    lay_out=lay_out,
    describe=describe,
    finer=finer,
)
