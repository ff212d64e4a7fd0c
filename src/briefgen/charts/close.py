"""Charts in a part of a slide: one measure of both arms, the names above the marks and the values at their right."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from briefgen.brand.lines import RESERVE
from briefgen.charts.engine.axis import Axis, grid, tick_labels
from briefgen.charts.engine.canvas import Canvas
from briefgen.lexicon.en import tight_regimen
from briefgen.records.endpoints import ENDPOINT_SHORT
from briefgen.values.facts import Traced

AXIS, INSET, MARKS, EDGE, CLEAR = 0.05, 0.14, 0.2, 0.03, 0.03
"""Inches before an axis and before the names beside it, what the marks of a row take below its words, what is left
behind an open interval, and what keeps marks off the words above them."""


def head(canvas: Canvas, y: float, words: str, aside: str = "") -> float:
    """The measure over its axis, in small what is true of all its values."""
    sizes = canvas.sizes
    lines = canvas.wrap(words, sizes.name, canvas.width, bold=True)
    y = canvas.lines(0, y, lines, sizes.name, canvas.strong, bold=True)
    below = canvas.wrap(aside, sizes.small, canvas.width) if aside else []
    return canvas.lines(0, y, below, sizes.small, "slate") + 0.08


def foot(canvas: Canvas, axis: Axis, top: float, y: float) -> float:
    """The axis below its rows; returns the bottom."""
    grid(canvas, axis, top, y, Decimal(0))
    return tick_labels(canvas, axis, y) + 0.02


def short(endpoint: Traced) -> str:
    """An endpoint as it is abbreviated, where it is."""
    code = str(endpoint.value or "")
    said = ENDPOINT_SHORT.get(code, code)
    return said if said and "_" not in said else str(endpoint)


def words_of_row(canvas: Canvas, y: float, name: tuple[str, str], value: tuple[str, str], *, bold: bool) -> float:
    """A name in its colour at the left, and the value with what stands in brackets at the right of its last line, or
    below it where both are long even with the name in short; returns where the marks lie."""
    said, color = name
    points, (figure, aside) = canvas.sizes.text, value
    spaced = f" {aside}" if aside else ""
    wide, behind = canvas.measure(figure, points, bold=bold), canvas.measure(spaced, points)
    if INSET + canvas.measure(said, points, bold=True) + 0.12 + wide + behind > canvas.width:
        said = tight_regimen(said)
    lines: Sequence[str] = canvas.wrap(said, points, canvas.width - INSET, bold=True)
    last = canvas.measure(lines[-1], points, bold=True)
    if INSET + last + 0.12 + wide + behind > canvas.width:
        lines = [*lines, ""]
    for line in lines:
        y += canvas.leading(points)
        canvas.text(INSET, y - canvas.leading(points) / 2, line, points, color, bold=True, knock=bool(line))
    middle = y - canvas.leading(points) / 2
    ink, end = canvas.strong if bold else "ink", canvas.width - behind / RESERVE
    canvas.text(end, middle, figure, points, ink, bold=bold, align="right", knock=True)
    if aside:
        canvas.text(canvas.width, middle, aside, points, "slate", align="right", knock=True)
    return y + CLEAR + MARKS / 2
