"""Charts an office program can draw by itself, as panels of numbers; the other kinds stay pictures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from briefgen.charts import benchmarks, epidemiology, landmark
from briefgen.charts.editable_effects import effect_panels
from briefgen.charts.editable_trials import curve_panels, efficacy_panels
from briefgen.charts.engine.canvas import Canvas
from briefgen.charts.engine.chart import capital, quantity_of
from briefgen.charts.engine.rows import (
    Block,
    RowEntry,
    RowsArea,
    Style,
    height_of,
    name_label,
    points,
    row_heights,
    said_of,
    stack,
    value_label,
    width_of,
)
from briefgen.charts.engine.series import Bar, Bars, ChartPanel, Inset, Label, NativeAxis, Phrase
from briefgen.lexicon.en import APPROXIMATE, NO_INTERVAL
from briefgen.values.facts import Traced
from briefgen.values.quantity import Quantity

WHOLE = Inset(0.0, 0.0, 1.0, 1.0)


def _printed(quantity: Quantity) -> str:
    """The figure with its qualifier: approximately 324,603."""
    glue = " " if quantity.qualifier[-1:].isalpha() or quantity.qualifier.endswith(".") else ""
    return f"{quantity.qualifier}{glue}{epidemiology.figure_of(quantity)}"


# --- benchmarks --------------------------------------------------------------------------------------------


def _benchmarks(numbers: benchmarks.Benchmarks, canvas: Canvas, height: float) -> tuple[ChartPanel, ...]:
    """A panel for each measure; the first one carries the regimens."""
    sizes = canvas.sizes
    left = canvas.width * benchmarks.SHARES[canvas.medium]
    wide = (canvas.width - left) / len(numbers.panels)
    titles = [_head(panel, wide * 0.78, canvas) for panel in numbers.panels]
    columns = [_column(numbers, index, left - 0.12, canvas, beside=wide > 3.2) for index in range(len(numbers.panels))]
    top = max(height_of(title, canvas) for title in titles) + 0.1
    foot = canvas.leading(sizes.tick) + 0.1
    heights = row_heights(columns, canvas, max(height - top - foot, 0.5))
    found = []
    for index, (title, entries) in enumerate(zip(titles, columns, strict=True)):
        scale = benchmarks.axis_of(numbers, index, 0.0, wide)
        axis = NativeAxis(Decimal(0), scale.step * scale.ticks, scale.step, size=sizes.tick)
        area = RowsArea(wide if index else left + wide, height, 0.08 if index else left + 0.08, top)
        drawn = points(entries, heights, axis, title, area, canvas, Style(named=not index))
        begins = left + index * wide if index else 0.0
        place = Inset(begins / canvas.width, 0.0, area.width / canvas.width, 1.0)
        found.append(ChartPanel(place, drawn, said_of(title, entries)))
    return tuple(found)


def _head(panel: benchmarks.MeasurePanel, room: float, canvas: Canvas) -> Label:
    """The title of a measure, its unit beside it where there is room, else below."""
    sizes, words = canvas.sizes, panel.title(room, canvas)
    unit = Phrase(f"  {panel.unit}", sizes.text, "slate")
    line = (Phrase(words, sizes.name, "ink", bold=True), unit)
    if width_of((line,), canvas) <= room:
        return (line,)
    return name_label(canvas.wrap(words, sizes.name, room, bold=True), [panel.unit] if panel.unit else [], canvas)


def _column(numbers: benchmarks.Benchmarks, index: int, room: float, canvas: Canvas, *, beside: bool) -> list[RowEntry]:
    sizes, found = canvas.sizes, list[RowEntry]()
    for row in numbers.rows:
        lines = canvas.balanced(capital(str(row.regimen)), sizes.name, room, bold=True)
        notes = [line for note in row.notes for line in canvas.wrap(str(note), sizes.small, room)]
        quantity = quantity_of(row.cells[index])
        label = value_label(quantity, canvas, _printed(quantity), sizes.value, beside=beside)
        found.append(RowEntry(name_label(lines, notes, canvas), quantity, label, ruled=bool(found)))
    return found


# --- landmark rates ----------------------------------------------------------------------------------------


def _landmark(numbers: landmark.Landmark, canvas: Canvas, height: float) -> tuple[ChartPanel, ...]:
    """A panel for each trial, one below the other."""
    blocks = [_block(list(rows), numbers.several, canvas) for _, rows in groupby(numbers.rows, lambda r: str(r.trial))]
    axis = NativeAxis(Decimal(0), Decimal(100), Decimal(25), size=canvas.sizes.tick)
    left = landmark.LEFT[canvas.medium]
    return stack([Block(title, entries, axis) for title, entries in blocks], left, canvas, height)


def _block(rows: list[landmark.LandmarkRow], several: bool, canvas: Canvas) -> tuple[Label, list[RowEntry]]:
    groups = list(dict.fromkeys(row.group for row in rows))
    lines = [str(rows[0].trial)] if several else []
    lines += groups if len(groups) == 1 else []
    room = canvas.width - landmark.LEFT[canvas.medium]
    wrapped = [part for line in lines for part in canvas.wrap(line, canvas.sizes.name, room, bold=True)]
    title = name_label(wrapped, [], canvas)
    entries: list[RowEntry] = []
    for group, members in groupby(rows, lambda row: row.group):
        if len(groups) > 1:
            entries.append(RowEntry(name_label([group], [], canvas)))
        entries += [_rate(row, canvas) for row in members]
    return title, entries


def _rate(row: landmark.LandmarkRow, canvas: Canvas) -> RowEntry:
    sizes, quantity = canvas.sizes, row.quantity
    room = landmark.LEFT[canvas.medium] - 0.12
    lines = canvas.wrap(capital(str(row.population or "All patients")), sizes.name, room, bold=True)
    under = landmark.standing(row)
    name = name_label(lines, canvas.wrap(under, sizes.small, room) if under else [], canvas)
    label = value_label(quantity, canvas, quantity.estimate, sizes.value + 2, beside=True)
    if quantity.number is not None and quantity.interval is None:
        aside = Phrase(f"   {NO_INTERVAL}", sizes.small + 0.5, "slate", italic=True)
        label = ((*label[0], aside),)
    marker = "real_world" if row.real_world else "subgroup" if row.subgroup else "dot"
    return RowEntry(name, quantity, label, marker)


# --- epidemiology ------------------------------------------------------------------------------------------


def _epidemiology(numbers: epidemiology.DiseaseNumbers, canvas: Canvas, height: float) -> tuple[ChartPanel, ...]:
    """One bar for each measure, the first territory inside it; further territories have bars of their own."""
    names: list[str] = []
    wholes: list[tuple[Decimal | None, Label]] = []
    parts: list[tuple[Decimal | None, Label]] = []
    for row in numbers.rows:
        inside = row.parts[:1] if row.whole else ()
        if row.whole:
            names.append(row.title)
            wholes.append((epidemiology.number_of(row.whole), _whole_label(row.whole, inside, canvas)))
            parts.append((epidemiology.number_of(inside[0].value) if inside else None, ()))
        for part in row.parts[len(inside) :]:
            names.append(f"{row.title}, {part.place}")
            wholes.append((None, ()))
            parts.append((epidemiology.number_of(part.value), _part_label(part, canvas)))
    left = canvas.width * 0.29
    room = canvas.width - left
    labels = [label for _, label in (*wholes, *parts)]
    free = max(room - max(width_of(label, canvas) for label in labels) - 0.25, room * 0.3)
    end = (numbers.largest * Decimal(str(round(room / free, 3)))).to_integral_value()
    bars = [
        Bar(name, color, tuple(value for value, _ in found), tuple(label for _, label in found), outline)
        for name, color, outline, found in (
            ("World", canvas.pale, "steel", wholes), (_place(numbers), canvas.accent, "", parts),
        )
        if any(value is not None for value, _ in found)
    ]  # fmt: skip
    plot = Inset(left / canvas.width, 0.01, room / canvas.width, 0.98)
    drawn = Bars((), plot, tuple(names), tuple(bars), end, canvas.sizes.text)
    return (ChartPanel(WHOLE, drawn, ""),)


def _place(numbers: epidemiology.DiseaseNumbers) -> str:
    places = {str(part.place) for row in numbers.rows for part in row.parts}
    return capital(places.pop()) if len(places) == 1 else "Territory"


def _whole_label(value: Traced, inside: Sequence[epidemiology.TerritoryShare], canvas: Canvas) -> Label:
    sizes = canvas.sizes
    quantity = quantity_of(value)
    vague = quantity.qualifier in APPROXIMATE
    figure = epidemiology.figure_of(quantity) if vague else _printed(quantity)
    under = "  World (approximate)" if vague else "  World"
    lines: Label = ((Phrase(figure, sizes.value + 2, "ink", bold=True), Phrase(under, sizes.small, "slate")),)
    for part in inside:
        lines += _part_label(part, canvas)
    return lines


def _part_label(part: epidemiology.TerritoryShare, canvas: Canvas) -> Label:
    sizes = canvas.sizes
    figure = f"{capital(str(part.place))} {_printed(quantity_of(part.value))}"
    lines: Label = ((Phrase(figure, sizes.name, canvas.accent, bold=True),),)
    if part.share:
        lines += ((Phrase(f"{part.share} of world (derived)", sizes.small + 0.5, "slate"),),)
    return lines


EDITABLE: dict[str, Callable[[Any, Canvas, float], tuple[ChartPanel, ...]]] = {
    "benchmarks": _benchmarks,
    "landmark": _landmark,
    "epidemiology": _epidemiology,
    "forest": effect_panels,
    "differences": effect_panels,
    "reductions": effect_panels,
    "efficacy": efficacy_panels,
    "kaplan-meier": curve_panels,
}
"""How the numbers of a chart become panels of a width and height, for the charts that can be edited."""
