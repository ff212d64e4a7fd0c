"""Results of trials as panels an office program can draw: efficacy by trial, survival curves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby

from briefgen.charts import efficacy, kaplan_meier
from briefgen.charts.engine.axis import from_zero, plain
from briefgen.charts.engine.banner import CROSS_TRIAL
from briefgen.charts.engine.canvas import Canvas
from briefgen.charts.engine.chart import capital
from briefgen.charts.engine.rows import Block, RowEntry, Style, height_of, name_label, stack, value_label, width_of
from briefgen.charts.engine.series import ChartPanel, Inset, Label, NativeAxis, Phrase, Point, PointsChart, Series
from briefgen.lexicon.en import NO_INTERVAL
from briefgen.values.numbers import NBSP


def banner_label(canvas: Canvas, several: bool) -> Label:
    """The words that travel with values of different trials."""
    return ((Phrase(CROSS_TRIAL, canvas.sizes.text, "amber", bold=True),),) if several else ()


# --- efficacy ----------------------------------------------------------------------------------------------


def efficacy_panels(numbers: efficacy.Efficacy, canvas: Canvas, height: float) -> tuple[ChartPanel, ...]:
    """A panel for each measure, dots on axes from zero; none in a part of a slide, where names stand above marks."""
    if canvas.is_close:
        return ()
    left = canvas.width * efficacy.LEFT[canvas.room]
    groups = [(group, list(rows)) for group, rows in groupby(numbers.rows, lambda row: row.group)]
    blocks = []
    for index, (group, rows) in enumerate(groups):
        scale, known = numbers.axis(group, 0.0, 1.0), any(dict(numbers.spans)[group])
        axis = NativeAxis(scale.low, scale.high, scale.ticks[1] - scale.low, size=canvas.sizes.tick if known else 0.0)
        title = name_label(canvas.wrap(group, canvas.sizes.name, canvas.width - left, bold=True), [], canvas)
        foot = banner_label(canvas, numbers.several and index == len(groups) - 1)
        entries = [_result(row, rows[at - 1] if at else None, left - 0.12, canvas) for at, row in enumerate(rows)]
        blocks.append(Block(title, entries, axis, Style(foot=foot, origin=Decimal(0))))
    return stack(blocks, left, canvas, height)


def _result(row: efficacy.EfficacyRow, before: efficacy.EfficacyRow | None, room: float, canvas: Canvas) -> RowEntry:
    """A value; a further arm of the same trial does not repeat its name."""
    other = before is None or str(before.trial) != str(row.trial)
    named = other or not row.under
    lines = canvas.wrap(capital(str(row.trial)), canvas.sizes.name, room, bold=True) if named else []
    name = name_label(lines, canvas.wrap(row.under, canvas.sizes.small, room) if row.under else [], canvas)
    quantity = row.quantity
    label = value_label(quantity, canvas, quantity.estimate, canvas.sizes.value, beside=True)
    if quantity.number is not None and quantity.interval is None:
        label = ((*label[0], Phrase(f"  {NO_INTERVAL}", canvas.sizes.text, "slate", italic=True)),)
    marker = "real_world" if row.real_world else "control" if row.control else "subgroup" if row.subgroup else "dot"
    return RowEntry(name, quantity, label, marker, ruled=other and before is not None)


# --- survival curves ---------------------------------------------------------------------------------------


def curve_panels(numbers: kaplan_meier.KaplanMeier, canvas: Canvas, height: float) -> tuple[ChartPanel, ...]:
    """For each endpoint the curves, and below them the numbers at risk on the same times."""
    found: list[ChartPanel] = []
    each = height / len(numbers.rows)
    for index, row in enumerate(numbers.rows):
        risk = (len(row.curves) + 1) * canvas.leading(canvas.sizes.text) + 0.1
        left = max(width_of(_arm(curve, canvas), canvas) for curve in row.curves) + 0.4
        last = max(point.time for curve in row.curves for point in (*curve.points, *curve.at_risk))
        scale = from_zero(last, 0.0, 1.0, row.unit)
        axis = NativeAxis(Decimal(0), scale.high, scale.ticks[1], size=canvas.sizes.tick)
        curves = _curves(row, axis, left, each - risk, canvas)
        counts = _at_risk(row, axis, curves.plot, risk, canvas)
        top, cut = index * each / height, (each - risk) / height
        said = f"{row.title}. Curves through the supplied points."
        found.append(ChartPanel(Inset(0.0, top, 1.0, cut), curves, said))
        found.append(
            ChartPanel(Inset(0.0, top + cut, 1.0, risk / height), counts, f"{kaplan_meier.AT_RISK}: {row.title}")
        )
    return tuple(found)


def _arm(curve: kaplan_meier.ArmCurve, canvas: Canvas) -> Label:
    room = 0.2 * canvas.width
    lines = canvas.wrap(capital(str(curve.arm)), canvas.sizes.text, room, bold=True)
    return tuple((Phrase(line, canvas.sizes.text, canvas.strong, bold=True),) for line in lines)


def _curves(
    row: kaplan_meier.KaplanMeierRow, axis: NativeAxis, left: float, height: float, canvas: Canvas
) -> PointsChart:
    sizes = canvas.sizes
    title = name_label(canvas.wrap(row.title, sizes.name, canvas.width - left, bold=True), [], canvas)
    top, foot = height_of(title, canvas) + 0.12, canvas.leading(sizes.tick) + canvas.leading(sizes.small) + 0.16
    ends, series = [], []
    for index, curve in enumerate(row.curves):
        color, dash = kaplan_meier.LOOKS[index % len(kaplan_meier.LOOKS)]
        name = capital(str(curve.arm))
        path: list[Point] = []
        for point in curve.points:
            if path:
                path.append(Point(name, point.time, path[-1].up))
            path.append(Point(name, point.time, point.number))
        series.append(Series(name, color or canvas.accent, (tuple(path),), line=2.0, dash=dash))
        told = f"{curve.points[-1].value} at {plain(curve.points[-1].time)} {row.unit}"
        ends.append(replace(path[-1], label=(*_arm(curve, canvas), (Phrase(told, sizes.small, "slate"),))))
    room = max(width_of(end.label, canvas) for end in ends) + 0.2
    inner = canvas.width - left - room
    plot = Inset(left / canvas.width, top / height, inner / canvas.width, (height - top - foot) / height)
    step = Decimal(str(round(100 * max(height_of(end.label, canvas) for end in ends) / (height - top - foot), 1)))
    series.append(Series("Labels", "", (_apart(ends, step),)))
    upright = NativeAxis(Decimal(0), Decimal(100), Decimal(25), size=sizes.tick)
    unit = ((Phrase(capital(row.unit), sizes.small, "slate"),),)
    return PointsChart(title, plot, axis, upright, tuple(series), "ink", unit)


def _apart(ends: Sequence[Point], step: Decimal) -> tuple[Point, ...]:
    """The labels at the ends of curves, moved up where they would cover each other."""
    placed: list[Point] = []
    for end in sorted(ends, key=lambda end: end.up):
        least = placed[-1].up + step if placed else step / 2
        placed.append(replace(end, up=max(end.up, least)))
    return tuple(placed)


def _at_risk(
    row: kaplan_meier.KaplanMeierRow, axis: NativeAxis, plot: Inset, height: float, canvas: Canvas
) -> PointsChart:
    """The counts as labels at their times, row by row."""
    sizes = canvas.sizes
    rows, counts, names = Decimal(len(row.curves)), [], []
    for index, curve in enumerate(row.curves):
        up = rows - index - Decimal("0.5")
        name = _arm(curve, canvas)
        apart = tuple((*line[:-1], replace(line[-1], text=line[-1].text + NBSP * 6)) for line in name)
        names.append(Point(capital(str(curve.arm)), axis.low, up, apart, "left"))
        counts += [
            Point(f"{capital(str(curve.arm))}, {point.value}", point.time, up, _count(point, canvas), "center")
            for point in curve.at_risk
        ]
    title = ((Phrase(kaplan_meier.AT_RISK, sizes.small, "slate"),),)
    top = (canvas.leading(sizes.text) + 0.04) / height
    inner = replace(plot, y=top, h=1.0 - top)
    hidden, upright = replace(axis, size=0.0), NativeAxis(Decimal(0), rows, rows)
    series = (Series("Numbers at risk", "", (tuple(counts),)), Series("Arms", "", (tuple(names),)))
    return PointsChart(title, inner, hidden, upright, series, "")


def _count(point: kaplan_meier.CurvePoint, canvas: Canvas) -> Label:
    return ((Phrase(str(point.value), canvas.sizes.tick, "ink"),),)
