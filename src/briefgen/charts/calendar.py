"""Calendar: by kind of event, what happened, what is expected in the next quarters, and what has no date."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from operator import attrgetter

from briefgen.charts.calendar_entries import (
    CalendarOfEvents,
    Entry,
    Lane,
    Whole,
    in_lanes,
    of_usual,
    quarter_of,
    quarters_ahead,
    usual_whom,
    without_least,
)
from briefgen.charts.calendar_grid import BAR, INSET, Columns, columns_of, draw_foot, draw_grid, draw_heads
from briefgen.charts.engine.canvas import Canvas
from briefgen.charts.engine.chart import Chart, alt_text, changed_in, traced_in
from briefgen.charts.engine.marks import Shape
from briefgen.charts.timeline import as_day
from briefgen.frozen import frozen
from briefgen.lexicon.en import MONTHS
from briefgen.values.dates import NBSP, PartialDate
from briefgen.values.facts import Traced
from briefgen.view.event import EventView
from briefgen.view.program import ProgramView
from briefgen.view.trial import TrialView

LABEL = 1.9
"""Inches of the words of an expected event at least, where the calendar has them."""
GAP = 0.12
"""Inches of air between two events of a lane."""
PARTS = (attrgetter("happened"), attrgetter("ahead"), attrgetter("undated"))
"""What parts the entries of a lane into its columns."""
FEW, LONG = 2, 160
"""Events of each column in a row of a lane that is divided; one where the words of some event have more characters."""


MARKS = {
    "readout": ("dot", ""), "regulatory": ("square", "navy"), "deal": ("diamond", "navy"), "trial": ("ring", "slate"),
    "other": ("bar", "slate"),
}  # fmt: skip
"""What marks the events of a lane, and its colour: none is the one of the subject."""


def prepare(
    events: Iterable[EventView],
    as_of: Traced | PartialDate | date | None = None,
    awaited: Iterable[ProgramView | TrialView] = (),
) -> CalendarOfEvents | None:
    """The events by kind, and what is open without one; ValueError without an as-of day."""
    lanes = in_lanes(events, awaited)
    if not lanes:
        return None
    if (day := as_day(as_of)) is None:
        raise ValueError("a calendar needs as_of, the day that parts what happened from what is expected")
    held = [entry for lane in lanes for entry in lane.entries]
    past = [entry.day for entry in held if entry.happened]
    usual = usual_whom(held)
    lanes = tuple(replace(lane, entries=tuple(of_usual(entry, usual) for entry in lane.entries)) for lane in lanes)
    whole = Whole(
        tuple(lane.name for lane in lanes),
        happened=bool(past),
        recent=all(d.start and d.end and quarter_of(d.start) == quarter_of(d.end) == quarter_of(day) for d in past),
        later=any((entry.day.end or date.min) >= quarters_ahead(day)[1] and entry.ahead for entry in held),
        undated=any(entry.undated for entry in held),
        usual=usual,
    )
    return CalendarOfEvents(lanes, as_of, day, whole)


def finer(numbers: CalendarOfEvents) -> CalendarOfEvents:
    """The same lanes in rows of few events, between which they may be divided."""
    return replace(numbers, rows=tuple(part for lane in numbers.rows for part in _in_rows(lane)))


def _in_rows(lane: Lane) -> Iterator[Lane]:
    held = [list(filter(stands, lane.entries)) for stands in PARTS]
    few = 1 if any(len(entry.shown) > LONG for entry in lane.entries) else FEW
    for first in range(0, max(map(len, held)), few):
        some = [entry for column in held for entry in column[first : first + few]]
        yield replace(lane, entries=tuple(some), continued=lane.continued or first > 0)


def fewer(numbers: CalendarOfEvents) -> CalendarOfEvents | None:
    """The same without the event that weighs least; None where it is the only one."""
    lanes = without_least(numbers.rows)
    return None if lanes is None else replace(numbers, rows=lanes)


def numbered(numbers: CalendarOfEvents, number: Callable[[Sequence[Traced]], str]) -> CalendarOfEvents:
    """The same with the reference numbers of each event."""
    found: CalendarOfEvents = changed_in(
        numbers, Entry, lambda entry: replace(entry, refs=number(tuple(traced_in(entry))))
    )
    return found


# --- layout --------------------------------------------------------------------------------------------------


def lay_out(numbers: CalendarOfEvents, canvas: Canvas) -> None:
    """Heads, one lane per kind of event, the data date."""
    columns = columns_of(numbers, canvas)
    y = top = draw_heads(numbers, columns, canvas)
    for lane, after in zip(numbers.rows, (*numbers.rows[1:], None), strict=True):
        y = _lane(
            lane,
            numbers,
            columns,
            canvas,
            y,
            named=not lane.continued or y == top,
            ends=not (after and after.continued),
        )
    draw_grid(columns, canvas, top, y)
    canvas.height = draw_foot(numbers, columns, canvas, top, y)


def _lane(
    lane: Lane, numbers: CalendarOfEvents, columns: Columns, canvas: Canvas, y: float, *, named: bool, ends: bool
) -> float:
    """One kind of event: stacks of what happened and of what has no date, windows packed between them."""
    air = GAP * canvas.stretch
    top, whole = y + air, numbers.whole
    past, ahead, undated = (list(filter(stands, lane.entries)) for stands in PARTS)
    bottoms = [top + canvas.leading(canvas.sizes.text)]
    bottoms.append(_stack(lane, past, canvas, (columns.past, columns.ahead), top, recent=whole.recent))
    bottoms.append(_stack(lane, undated, canvas, (columns.undated, columns.end), top))
    bottoms.append(_windows(lane, ahead, columns, canvas, top))
    if named:
        middle = top + canvas.leading(canvas.sizes.text) / 2
        _mark(lane.kind, canvas, 0.08, middle, scale=0.75)
        canvas.text(0.24, middle, lane.name, canvas.sizes.name, canvas.strong, bold=True)
    return canvas.end_row(y, max(bottoms) - y + air, "fog" if ends else "none")


def _stack(
    lane: Lane, entries: list[Entry], canvas: Canvas, room: tuple[float, float], y: float, *, recent: bool = False
) -> float:
    """Entries below each other, each with its mark."""
    line = canvas.leading(canvas.sizes.text)
    for index, entry in enumerate(entries):
        y += GAP * canvas.stretch if index else 0.0
        color = "amber" if entry.past_due else ""
        _mark(lane.kind, canvas, room[0] + 0.14, y + line / 2, hollow=entry.expected, color=color)
        y = _words(entry, canvas, room[0] + 0.29, room[1] - room[0] - 0.36, y, _when(entry, recent=recent))
    return y


def _when(entry: Entry, *, recent: bool) -> str:
    """Its date, without the year where the head of its column says that."""
    if entry.past_due:
        return f"{entry.when}, past due"
    day = entry.day
    if recent and day.end and day.grain in ("day", "month"):
        month = MONTHS[day.end.month - 1][:3]
        return f"{day.end.day}{NBSP}{month}" if day.grain == "day" else month
    return str(entry.when) if day.end else ""


def _windows(lane: Lane, entries: list[Entry], columns: Columns, canvas: Canvas, top: float) -> float:
    """Expected events at the width of their windows, in as few lines as their words allow."""
    bottom, waiting = top, [_placed(entry, columns) for entry in entries]
    while waiting:
        reach, y, rest = columns.ahead, top if bottom == top else bottom + GAP * canvas.stretch, []
        for place in waiting:
            if place.start < reach:
                rest.append(place)
                continue
            shown = columns.shows(place.entry.day)
            is_next = lane.kind == "readout" and place.entry is entries[0]
            bottom = max(bottom, _window(lane, place, canvas, y, dated=not shown, accented=is_next))
            reach = max(place.end, place.right) + 0.02
        waiting = rest
    return bottom


@frozen
class Place:
    """Where an expected event stands: its words from start to end, its window from left to right."""

    entry: Entry
    start: float
    end: float
    left: float
    right: float


def _placed(entry: Entry, columns: Columns) -> Place:
    left, right = columns.span(entry.day)
    room = min(max(right - left - INSET - 0.06, LABEL), columns.undated - columns.ahead - INSET - 0.06)
    start = max(columns.ahead + INSET, min(left + INSET, columns.undated - 0.06 - room))
    return Place(entry, start, start + room, left, right)


def _window(lane: Lane, place: Place, canvas: Canvas, y: float, *, dated: bool, accented: bool) -> float:
    """The words of an expected event above its window, with its date where the heads do not say it; an exact day is a
    hollow mark beside them. What is read out next stands out."""
    start, room = place.start, place.end - place.start
    when, color = _when(place.entry, recent=False) if dated else "", canvas.accent if accented else ""
    if place.entry.day.grain == "day":
        _mark(lane.kind, canvas, place.left + 0.08, y + canvas.leading(canvas.sizes.text) / 2, hollow=True)
        return _words(place.entry, canvas, max(start, place.left + 0.22), room - 0.22, y, when, color, knock=True)
    bottom = _words(place.entry, canvas, start, room, y, when, color, knock=True)
    canvas.hatched(
        place.left + INSET, bottom + 0.03, place.right - place.left - INSET - 0.06, BAR, _color(lane.kind, canvas)
    )
    return bottom + 0.03 + BAR


def _words(
    entry: Entry, canvas: Canvas, x: float, room: float, y: float, when: str, accent: str = "", *, knock: bool = False
) -> float:
    """Whose event it is and when, below it what it tells, over cleared lines of the grid where there are some; returns
    where the next begins."""
    sizes, late = canvas.sizes, entry.past_due
    color, aside = ("amber", "amber") if late else (accent or canvas.strong, "slate")
    name, told = entry.name, entry.told
    for line in canvas.wrap(f"{name} {when}".strip(), sizes.text, room, bold=True):
        bold, name = line[: len(name)].rstrip(), name[len(line) :].lstrip()
        plain, middle = line[len(bold) :].strip(), y + canvas.leading(sizes.text) / 2
        if bold:
            named = canvas.text(x, middle, bold, sizes.text, color, bold=True, knock=knock)
            if plain:
                canvas.beside(named, plain, aside)
        else:
            canvas.text(x, middle, plain, sizes.text, aside)
        y += canvas.leading(sizes.text)
    color = "brick" if told and told.missed else "ink"
    lines = canvas.wrap(entry.shown, sizes.text, room - canvas.measure(entry.refs, sizes.raised))
    return canvas.lines(x, y, lines, sizes.text, color, knock=knock, refs=entry.refs)


def _color(kind: str, canvas: Canvas) -> str:
    return MARKS[kind][1] or canvas.accent


def _mark(
    kind: str, canvas: Canvas, x: float, y: float, *, hollow: bool = False, color: str = "", scale: float = 1.0
) -> None:
    shape, r = MARKS[kind][0], canvas.sizes.dot * scale * 0.9
    color = color or _color(kind, canvas)
    fill = "white" if hollow else color
    if shape in ("dot", "ring"):
        canvas.dot(x, y, hollow=hollow or shape == "ring", color=color, scale=scale)
    elif shape == "square":
        canvas.box(x - r, y - r, 2 * r, 2 * r, fill, color, weight=1.5, layer=5)
    elif shape == "diamond":
        canvas.marks.append(
            Shape(((x - 1.3 * r, y), (x, y - 1.3 * r), (x + 1.3 * r, y), (x, y + 1.3 * r)), fill, color, 1.5)
        )
    else:
        canvas.box(x - r, y - r / 2, 2 * r, r, fill, color, weight=1.5, layer=5)


# --- words ---------------------------------------------------------------------------------------------------


def describe(numbers: CalendarOfEvents) -> str:
    """Kind by kind, each event with its date and state."""
    clauses = [
        f"{entry.when if entry.day.end else 'no date'}, {entry.name}: {entry.gist}"
        + (" (expected, past due)" if entry.past_due else " (expected)" if entry.ahead or entry.undated else "")
        for lane in numbers.rows
        for entry in lane.entries
    ]
    caveat = f"Data as of {numbers.as_of}." if isinstance(numbers.as_of, Traced) else ""
    return alt_text("Calendar of events by kind", clauses, caveat)


CHART = Chart(
    name="calendar",
    summary="What happened, what is expected in four quarters and what has no date, by kind of event",
    needs="events, the as-of date, and optionally what is awaited without an event",
    prepare=prepare,
    lay_out=lay_out,
    describe=describe,
    finer=finer,
    fewer=fewer,
    numbered=numbered,
)
