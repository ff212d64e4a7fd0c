"""Editable charts: panels of points and of bars as DrawingML charts, each with the workbook it is edited by."""

from __future__ import annotations

from decimal import Decimal
from typing import assert_never

from briefgen.charts.engine.series import Bar, Bars, ChartPanel, NativeAxis, Phrase, PointsChart, Series, words
from briefgen.writers.charts.text import (
    CATEGORY_AXIS,
    NO_FILL,
    NO_LINE,
    VALUE_AXIS,
    ChartLook,
    chart_space,
    layout,
    number_reference,
    text_reference,
)
from briefgen.writers.charts.workbook import ChartSheet, Same, name_of

_INVISIBLE = '<a:ln w="19050"><a:noFill/></a:ln>'
_DOUBLING = "[&lt;0.2]0.0###;[&lt;0.9]0.0#;0"
"""Ticks from a sixteenth to sixteen: 0.0625, 0.125, 0.25, 0.5, 1, 2."""
WORKBOOK_RELATION = "rId1"
"""How a chart part names its workbook, its only relation."""


def native_chart(panel: ChartPanel, look: ChartLook) -> tuple[bytes, bytes]:
    """The chart part of a panel and its workbook."""
    sheet = ChartSheet()
    match panel.chart:
        case PointsChart():
            inner = _points(panel.chart, look, sheet)
        case Bars():
            inner = _bars(panel.chart, look, sheet)
        case _:
            assert_never(panel.chart)
    return chart_space(inner, look, WORKBOOK_RELATION), sheet.workbook()


# --- points ------------------------------------------------------------------------------------------------


def _points(chart: PointsChart, look: ChartLook, sheet: ChartSheet) -> str:
    known: dict[tuple[Decimal, Decimal], int] = {}
    longest, last = max(len(one.points) for one in chart.series), len(chart.series) - 1
    series = "".join(
        reversed(
            [
                _series(number, one, look, sheet, known, longest if number == last else 0)
                for number, one in enumerate(chart.series)
            ]
        )
    )
    return (
        f"{look.title(chart.title, chart.plot.x)}<c:plotArea>{layout(chart.plot)}"
        f'<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>{series}'
        f'<c:axId val="{VALUE_AXIS}"/><c:axId val="{CATEGORY_AXIS}"/></c:scatterChart>'
        f"{_value_axis(chart, look)}{_upright_axis(chart.upright, look, chart.zero)}{look.shape()}</c:plotArea>"
    )


def _series(
    number: int,
    series: Series,
    look: ChartLook,
    sheet: ChartSheet,
    known: dict[tuple[Decimal, Decimal], int],
    least: int,
) -> str:
    """A series and its rows of the sheet. A row at a place `known` already follows the cell that has it.

    Series are written from front to back, for LibreOffice draws the first on top; Office draws by their order numbers.
    The first written gets as many rows as the longest: LibreOffice forgets the numbers of series before a longer one.
    """
    points = [*series.points, *[None] * (least - len(series.points))]
    head = sheet.add(series.name, "Value", "Height", "As printed")
    for point in points:
        if point is None:
            sheet.add()
            continue
        row = known.setdefault((point.x, point.up), len(sheet.rows) + 1)
        value = point.x if row > len(sheet.rows) else Same(name_of(1, row), point.x)
        sheet.add(point.name, value, point.up, words(point.label) or None)
    first, last = head + 1, len(sheet.rows)
    across = [point.x if point else None for point in points]
    up = [point.up if point else None for point in points]
    labels = [(point.label, point.side) if point else ((), None) for point in points]
    line = look.line(series.color, series.line, series.dash) if series.line else _INVISIBLE
    name = text_reference("tx", sheet.range(0, head, head), [series.name])
    values = number_reference("xVal", sheet.range(1, first, last), across)
    values += number_reference("yVal", sheet.range(2, first, last), up) + '<c:smooth val="0"/>'
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/>{name}<c:spPr>{line}</c:spPr>'
        f"{_marker(series, look)}{look.labels(labels)}{values}</c:ser>"
    )


def _marker(series: Series, look: ChartLook) -> str:
    if not series.marker:
        return '<c:marker><c:symbol val="none"/></c:marker>'
    line = look.line(series.color, 2.0 if series.hollow else 0.75)
    return (
        f'<c:marker><c:symbol val="{series.marker}"/><c:size val="{min(max(round(series.size), 2), 72)}"/>'
        f"{look.shape(NO_FILL if series.hollow else look.fill(series.color), line)}</c:marker>"
    )


def _scale(axis: NativeAxis) -> str:
    base = '<c:logBase val="2"/>' if axis.doubling else ""
    return (
        f'<c:scaling>{base}<c:orientation val="minMax"/><c:max val="{axis.high:f}"/><c:min val="{axis.low:f}"/>'
        "</c:scaling>"
    )


def _value_axis(chart: PointsChart, look: ChartLook) -> str:
    """The axis below, with grid lines; without numbers it is not seen at all."""
    axis = chart.axis
    line = look.line("rule", 1.0) if axis.size else NO_LINE
    return (
        f'<c:valAx><c:axId val="{VALUE_AXIS}"/>{_scale(axis)}<c:delete val="0"/><c:axPos val="b"/>'
        f"{_grid(look) if axis.size and not chart.upright.size else ''}{look.below(chart.foot)}{_numbers(axis)}"
        f'{look.shape(NO_FILL, line)}{_written(axis, look)}<c:crossAx val="{CATEGORY_AXIS}"/><c:crosses val="min"/>'
        f'<c:crossBetween val="midCat"/><c:majorUnit val="{axis.step:f}"/></c:valAx>'
    )


def _upright_axis(axis: NativeAxis, look: ChartLook, zero: str) -> str:
    """The axis of heights; without numbers only its line is seen, which is the zero line."""
    line = look.line(zero, 1.25) if zero else NO_LINE
    return (
        f'<c:valAx><c:axId val="{CATEGORY_AXIS}"/>{_scale(axis)}<c:delete val="0"/><c:axPos val="l"/>'
        f"{_grid(look) if axis.size else ''}{_numbers(axis)}"
        f'{look.shape(NO_FILL, line)}{_written(axis, look)}<c:crossAx val="{VALUE_AXIS}"/><c:crosses val="min"/>'
        f'<c:crossBetween val="midCat"/><c:majorUnit val="{axis.step:f}"/></c:valAx>'
    )


def _grid(look: ChartLook) -> str:
    return f"<c:majorGridlines><c:spPr>{look.line('fog', 0.75)}</c:spPr></c:majorGridlines>"


def _numbers(axis: NativeAxis) -> str:
    """Doubling ticks are computed by the program and are rounded, or 1 may print as 0.9999; each has its own digits."""
    form = _DOUBLING if axis.doubling else "General"
    return (
        f'<c:numFmt formatCode="{form}" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="{"low" if axis.size else "none"}"/>'
    )


def _written(axis: NativeAxis, look: ChartLook) -> str:
    return look.plain(Phrase("", axis.size, "slate")) if axis.size else ""


# --- bars --------------------------------------------------------------------------------------------------


def _bars(chart: Bars, look: ChartLook, sheet: ChartSheet) -> str:
    head = sheet.add("", *(bar.name for bar in chart.bars), *(f"{bar.name}, as printed" for bar in chart.bars))
    for index, category in enumerate(chart.categories):
        values = [bar.values[index] for bar in chart.bars]
        sheet.add(category, *values, *(words(bar.labels[index]) or None for bar in chart.bars))
    last = head + len(chart.categories)
    names = text_reference("cat", sheet.range(0, head + 1, last), chart.categories)
    series = "".join(_bar(number, bar, names, look, sheet, last) for number, bar in enumerate(chart.bars))
    axis = NativeAxis(Decimal(0), chart.end, chart.end)
    return (
        f"{look.title(chart.title, chart.plot.x)}<c:plotArea>{layout(chart.plot)}"
        f'<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>{series}'
        f'<c:gapWidth val="{chart.gap}"/><c:overlap val="100"/><c:axId val="{CATEGORY_AXIS}"/>'
        f'<c:axId val="{VALUE_AXIS}"/></c:barChart>'
        f'<c:catAx><c:axId val="{CATEGORY_AXIS}"/><c:scaling><c:orientation val="maxMin"/></c:scaling>'
        '<c:delete val="0"/><c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f"{look.shape(NO_FILL, look.line('ink', 1.25))}{look.plain(Phrase('', chart.size, 'ink', bold=True))}"
        f'<c:crossAx val="{VALUE_AXIS}"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        '<c:lblOffset val="100"/><c:noMultiLvlLbl val="0"/></c:catAx>'
        f'<c:valAx><c:axId val="{VALUE_AXIS}"/>{_scale(axis)}<c:delete val="1"/><c:axPos val="t"/>'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="none"/><c:crossAx val="{CATEGORY_AXIS}"/><c:crosses val="autoZero"/>'
        f'<c:crossBetween val="between"/></c:valAx>{look.shape()}</c:plotArea>'
    )


def _bar(number: int, bar: Bar, names: str, look: ChartLook, sheet: ChartSheet, last: int) -> str:
    column = number + 1
    shape = look.shape(look.fill(bar.color), look.line(bar.outline, 0.75) if bar.outline else NO_LINE)
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/>'
        f"{text_reference('tx', sheet.range(column, 1, 1), [bar.name])}{shape}"
        f'<c:invertIfNegative val="0"/>{look.labels([(label, None) for label in bar.labels])}'
        f"{names}{number_reference('val', sheet.range(column, 2, last), bar.values)}</c:ser>"
    )
