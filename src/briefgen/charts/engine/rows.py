"""Rows of values on one axis as points an office program can draw: ranges, dots, intervals and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from math import ceil
from typing import TypeAlias

from briefgen.charts.engine.canvas import CAP, Canvas
from briefgen.charts.engine.chart import alt_text
from briefgen.charts.engine.series import (
    ChartPanel,
    Dash,
    Inset,
    Label,
    Marker,
    NativeAxis,
    Phrase,
    Point,
    PointsChart,
    Series,
    words,
)
from briefgen.frozen import frozen
from briefgen.values.numbers import NBSP
from briefgen.values.quantity import Quantity

Run: TypeAlias = tuple[Point, ...]
_HAIR = Decimal("0.001")
"""Share of an axis by which labels stand inside its ends: on the very end of a doubling axis they may be lost."""
GAP = 0.06
"""Inches between a mark and its label."""


@frozen
class RowEntry:
    """One row: its name and notes, its value, words beside it, how the value is marked, and whether a line divides it
    from the row before. A head has no value."""

    name: Label
    value: Quantity | None = None
    label: Label = ()
    marker: str = "dot"
    ruled: bool = False

    @property
    def said(self) -> str:
        """The name as text."""
        return words(self.name)


@frozen
class RowsArea:
    """Where rows are drawn, in inches: the whole panel, what names take on the left and titles at the top."""

    width: float
    height: float
    left: float = 0.0
    top: float = 0.0


@frozen
class Style:
    """How rows are drawn: with names on the left; or as a forest, whose labels stand in a column, and whose markers
    need an interval: around a line of no effect at `origin`, beside a `limit` that is dashed. `foot` is written below
    the axis."""

    named: bool = True
    forest: bool = False
    foot: Label = ()
    origin: Decimal = Decimal(1)
    limit: Decimal | None = None
    marker: Marker = "square"


_NAMED = Style()


@dataclass(slots=True)
class _Marks:
    """The marks of a panel as they are found, by what they are."""

    axis: NativeAxis
    cap: Decimal
    """Half the height of the ends of an interval, in the units of the upright scale."""
    thick: float
    """Points a bar is high: less where rows are low."""
    runs: dict[str, list[Run]] = field(default_factory=dict)
    labels: list[Point] = field(default_factory=list)
    tail: str = ""
    """What is added to the kinds of the marks of a row: those of an effect that missed are of another colour."""

    def add(self, kind: str, name: str, *places: tuple[Decimal, Decimal]) -> None:
        """Add places that a line joins, or one place that a marker shows."""
        self.runs.setdefault(kind, []).append(tuple(Point(name, x, up) for x, up in places))

    def arrow(self, name: str, start: Decimal, end: Decimal, up: Decimal, *, leftwards: bool = False) -> None:
        """A line whose end is open."""
        kind = f"{'Open to the left' if leftwards else 'Open to the right'}{self.tail}"
        back = self.axis.before(end, Decimal("-0.025" if leftwards else "0.025"))
        self.add(kind, name, (start, up), (end, up))
        self.add(kind, name, (back, up + self.cap), (end, up), (back, up - self.cap))

    def interval(self, name: str, low: Decimal, high: Decimal, up: Decimal) -> None:
        """A line with a cap at each end."""
        self.add(f"Interval{self.tail}", name, (low, up), (high, up))
        for end in (low, high):
            self.add(f"Ends of intervals{self.tail}", name, (end, up - self.cap), (end, up + self.cap))

    def half(self, name: str, start: Decimal, end: Decimal, up: Decimal) -> None:
        """The right half of an interval whose left end is off the axis: a cap at its right end only."""
        self.add(f"Interval{self.tail}", name, (start, up), (end, up))
        self.add(f"Ends of intervals{self.tail}", name, (end, up - self.cap), (end, up + self.cap))


@frozen
class Block:
    """Rows that share an axis and a title, and stand below other rows."""

    title: Label
    entries: Sequence[RowEntry]
    axis: NativeAxis
    style: Style = Style()


def stack(blocks: Sequence[Block], left: float, canvas: Canvas, height: float) -> tuple[ChartPanel, ...]:
    """A panel for each block, one below the other; their rows share the height that titles and axes leave. None where
    the words of the rows are higher than that: a picture has columns for them."""
    tops = [height_of(block.title, canvas) + 0.1 for block in blocks]
    feet = [canvas.leading(canvas.sizes.tick) + 0.14 + height_of(block.style.foot, canvas) for block in blocks]
    wanted = [sum(_wanted([[entry] for entry in block.entries], canvas)) for block in blocks]
    spare = max(height - sum(tops) - sum(feet), height * 0.2)
    if sum(wanted) - 2 * canvas.pad * sum(len(block.entries) for block in blocks) > spare:
        return ()
    found, y = [], 0.0
    whole = max(height, sum(tops) + sum(feet) + spare)
    for block, top, foot, need in zip(blocks, tops, feet, wanted, strict=True):
        room = spare * need / sum(wanted)
        heights = row_heights([block.entries], canvas, room)
        area = RowsArea(canvas.width, top + room + foot, left, top)
        drawn = points(block.entries, heights, block.axis, block.title, area, canvas, block.style)
        share = Inset(0.0, y / whole, 1.0, area.height / whole)
        found.append(ChartPanel(share, drawn, said_of(block.title, block.entries)))
        y += area.height
    return tuple(found)


def name_label(lines: Sequence[str], notes: Sequence[str], canvas: Canvas, *, bold: bool = True) -> Label:
    """A name in large lines with its notes in small ones."""
    sizes = canvas.sizes
    large = tuple((Phrase(line, sizes.name, "ink", bold=bold),) for line in lines)
    return (*large, *((Phrase(line, sizes.small, "slate"),) for line in notes))


def said_of(title: Label, entries: Sequence[RowEntry]) -> str:
    """What a panel shows, for those who cannot see it."""
    return alt_text(words(title), [f"{entry.said}, {words(entry.label)}" for entry in entries if entry.value])


def height_of(label: Label, canvas: Canvas) -> float:
    """Inches the lines of a label take."""
    return sum(canvas.leading(max(phrase.points for phrase in line)) for line in label)


def width_of(label: Label, canvas: Canvas) -> float:
    """Inches the longest line of a label takes."""
    lines = [sum(canvas.measure(p.text, p.points, bold=p.bold, italic=p.italic) for p in line) for line in label]
    return max(lines, default=0.0)


def row_heights(columns: Sequence[Sequence[RowEntry]], canvas: Canvas, room: float) -> list[float]:
    """The heights of rows that stand side by side in several panels; together they fill the room."""
    wanted = _wanted(list(zip(*columns, strict=True)), canvas)
    spare = (room - sum(wanted)) / len(wanted)
    return [height + spare for height in wanted] if spare > 0 else [h * room / sum(wanted) for h in wanted]


def _wanted(rows: Sequence[Sequence[RowEntry]], canvas: Canvas) -> list[float]:
    found = []
    for entries in rows:
        heights = [max(height_of(entry.name, canvas), height_of(entry.label, canvas)) for entry in entries]
        least = 0.0 if entries[0].value is None else canvas.sizes.bar
        found.append(max(*heights, least) + (0.04 if entries[0].value is None else 2 * canvas.pad))
    return found


def points(
    entries: Sequence[RowEntry],
    heights: Sequence[float],
    axis: NativeAxis,
    title: Label,
    area: RowsArea,
    canvas: Canvas,
    style: Style = _NAMED,
) -> PointsChart:
    """The rows of one panel."""
    rise = sum(heights)
    lowest = min((high for entry, high in zip(entries, heights, strict=True) if entry.value), default=1.0)
    thick = min(canvas.sizes.bar, 0.62 * lowest) * 72
    marks, names = _Marks(axis, _rounded(min(canvas.sizes.dot * CAP, 0.4 * lowest)), thick), list[Point]()
    y, start = rise, axis.before(axis.low, -_HAIR) if axis.doubling else axis.low
    for entry, height in zip(entries, heights, strict=True):
        middle = _rounded(y - height / 2)
        if entry.ruled:
            marks.add("Lines between rows", "", (axis.low, _rounded(y)), (axis.high, _rounded(y)))
        y -= height
        if entry.value is None:
            marks.labels.append(Point(entry.said, axis.low, middle, entry.name))
            continue
        if style.named:
            names.append(Point(entry.said, start, middle, entry.name, "left"))
        _mark(entry, entry.value, middle, marks, style)
    inner = area.width - area.left - _label_room(marks.labels, axis, area.width - area.left, canvas)
    plot = Inset(area.left / area.width, area.top / area.height, inner / area.width, rise / area.height)
    if style.forest or axis.low < 0:
        marks.add("Line of no effect", "", (style.origin, Decimal(0)), (style.origin, _rounded(rise)))
        if style.limit is not None and axis.low <= style.limit <= axis.high:
            marks.add("Margin", "", (style.limit, Decimal(0)), (style.limit, _rounded(rise)))
    upright = NativeAxis(Decimal(0), _rounded(rise), _rounded(rise))
    zero = "fog" if style.forest else "steel"
    return PointsChart(title, plot, axis, upright, _series(marks, names, canvas, style), zero, style.foot)


def _label_room(labels: Sequence[Point], axis: NativeAxis, room: float, canvas: Canvas) -> float:
    """Inches to be left free on the right, so that every label ends inside the panel."""
    inner = room - 0.12
    for point in labels:
        share = axis.share(point.x)
        free = room - width_of(point.label, canvas) - GAP - canvas.sizes.dot - 0.12
        if share > 0:
            inner = min(inner, free / share)
    return room - max(inner, room * 0.4)


def _rounded(number: float) -> Decimal:
    return Decimal(ceil(number * 1000)) / 1000


def _mark(entry: RowEntry, quantity: Quantity, up: Decimal, marks: _Marks, style: Style) -> None:
    """A value as the marks that show it; its label stands to the right of all of them."""
    name, axis = entry.said, marks.axis
    marks.tail = TAILS.get(entry.marker, "")
    reach = axis.low
    if quantity.sentinel == "not_reached":
        reach = axis.before(axis.high, Decimal("0.2"))
        marks.arrow(name, axis.low, reach, up)
    elif quantity.low is not None and quantity.high is not None and quantity.low >= axis.low:
        reach = quantity.high
        marks.add("Range", name, (quantity.low, up), (quantity.high, up))
    elif quantity.number is not None and (style.forest or quantity.number >= axis.low):
        reach = max(quantity.number, _interval(name, quantity, up, marks))
        held = axis.low <= quantity.number <= axis.high
        if held and (quantity.interval or not style.forest):
            marks.add(entry.marker, name, (quantity.number, up))
    reach = axis.before(axis.high, _HAIR) if style.forest else min(reach, axis.high)
    room = 2 if reach == quantity.number else 1 if reach > axis.low else 0
    marks.labels.append(Point(name, reach, up, _apart(entry.label, room)))


def _interval(name: str, quantity: Quantity, up: Decimal, marks: _Marks) -> Decimal:
    """The whisker of a value, an arrow where its end is open or off the axis; returns how far it reaches."""
    interval, axis, number = quantity.interval, marks.axis, quantity.number
    if interval is None or number is None:
        return axis.low
    low = number if interval.low is None else interval.low
    if low < axis.low <= number:
        edge = axis.before(axis.low, -_HAIR) if axis.doubling else axis.low
        marks.arrow(name, number, edge, up, leftwards=True)
        if interval.high is not None and interval.high <= axis.high:
            marks.half(name, number, interval.high, up)
            return interval.high
        low = number
    low = max(low, axis.low)
    if interval.high is None or interval.high > axis.high:
        marks.arrow(name, low, axis.high, up)
        return axis.high
    marks.interval(name, low, interval.high, up)
    return interval.high


def _apart(label: Label, spaces: int) -> Label:
    """The label moved away from the mark it stands beside."""
    return tuple((replace(line[0], text=NBSP * spaces + line[0].text), *line[1:]) for line in label)


MARKERS: dict[str, str] = {
    "dot": "Value", "subgroup": "Subgroup", "real_world": "Real-world value", "missed": "Value, not met",
    "control": "Comparator",
}  # fmt: skip
TAILS = {"missed": ", not met", "control": ", comparator"}
"""What the names of marks of another colour end in."""
COLORS = {"missed": "brick", "control": "steel"}
INTERVALS = ("Interval", "Ends of intervals", "Open to the right", "Open to the left")
"""The marks of an interval."""


def _dash(name: str) -> Dash:
    return "dashed" if name in ("Lines between rows", "Margin") else "solid"


def _series(marks: _Marks, names: list[Point], canvas: Canvas, style: Style) -> tuple[Series, ...]:
    """The series of a panel from back to front, those without marks left out."""
    sizes, accent = canvas.sizes, "moss" if set(marks.runs) & {"real_world"} else canvas.accent
    dot = round(sizes.dot * 2.5 * 72)
    lines: list[tuple[str, str, float]] = [
        ("Lines between rows", "steel", 1.0), ("Line of no effect", "steel", 1.25), ("Margin", "amber", 1.5),
        ("Range", accent, marks.thick),
        *((f"{kind}{TAILS.get(of, '')}", COLORS.get(of, accent), 1.75) for of in ("", *TAILS) for kind in INTERVALS),
    ]  # fmt: skip
    found = [
        Series(name, color, tuple(marks.runs[name]), line=round(weight, 2), dash=_dash(name))
        for name, color, weight in lines
        if name in marks.runs
    ]
    for kind, name in MARKERS.items():
        marker: Marker = style.marker if style.forest else "diamond" if kind == "real_world" else "circle"
        if kind in marks.runs:
            points = tuple(point for run in marks.runs[kind] for point in run)
            color = COLORS.get(kind, accent)
            found.append(Series(name, color, (points,), marker, dot, hollow=kind not in ("dot", "control")))
    written = (("Labels", marks.labels), ("Rows", names))
    return (*found, *(Series(name, "", (tuple(points),), size=dot) for name, points in written if points))


def value_label(quantity: Quantity, canvas: Canvas, figure: str, size: float, *, beside: bool = False) -> Label:
    """What stands beside a value: the figure as printed and its interval, or the words for what is missing."""
    sizes = canvas.sizes
    first = Phrase(quantity.core if quantity.sentinel else figure, size, canvas.strong, bold=True)
    if quantity.sentinel != "not_reached" and quantity.number is None and not quantity.is_range:
        return ((Phrase(quantity.text, sizes.text - 0.5, "slate", italic=True),),)
    if not quantity.is_range and quantity.interval is None:
        return ((first,),)
    more = Phrase("range" if quantity.interval is None else quantity.interval.text, sizes.small, "slate")
    return ((first, replace(more, text=f"  {more.text}")),) if beside else ((first,), (more,))
