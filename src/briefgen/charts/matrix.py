"""A matrix of rows and columns whose cells hold chips: designations by agency, stages by territory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from briefgen.charts.canvas import Canvas


@dataclass(frozen=True, slots=True)
class Head:
    """The words at the left of a row: what it is, and a second line."""

    name: str
    under: str = ""


Cell: TypeAlias = Callable[[Canvas, float, float, float], float]
"""Draws a cell at x, with its top at y, no wider than room, and returns its height; a y below 0 only measures."""

FIRST = {"slide": 0.3, "page": 0.32}
"""Share of the width that the first column takes."""


def matrix(canvas: Canvas, title: str, columns: Sequence[str], rows: Sequence[tuple[Head, Sequence[Cell]]]) -> float:
    """Draw head and rows; returns the bottom."""
    sizes = canvas.sizes
    left = canvas.width * FIRST[canvas.medium]
    step = (canvas.width - left) / len(columns)
    heads = [canvas.wrap(name, sizes.text, step - 0.15, bold=True) for name in columns]
    high = canvas.leading(sizes.text, max(len(head) for head in heads)) + 0.1
    canvas.text(sizes.inset, high / 2, title, sizes.text, "slate", bold=True)
    for index, head in enumerate(heads):
        top = (high - canvas.leading(sizes.text, len(head))) / 2
        canvas.lines(left + index * step + 0.05, top, head, sizes.text, "slate", bold=True)
    y = high
    canvas.line(0, y, canvas.width, y, "navy", 1.25)
    for name, cells in rows:
        y = _row(canvas, name, cells, left, step, y)
    return y


def _row(canvas: Canvas, head: Head, cells: Sequence[Cell], left: float, step: float, y: float) -> float:
    sizes = canvas.sizes
    room = left - 2 * sizes.inset
    name = canvas.wrap(head.name, sizes.name, room, bold=True)
    under = canvas.wrap(head.under, sizes.small, room) if head.under else []
    words = canvas.leading(sizes.name, len(name)) + canvas.leading(sizes.small, len(under))
    heights = [cell(canvas, 0.0, -1.0, step - 0.15) for cell in cells]
    height = max(words, *heights) + 2 * canvas.pad + 0.04 * canvas.stretch
    middle = y + height / 2
    after = canvas.lines(sizes.inset, middle - words / 2, name, sizes.name, bold=True)
    canvas.lines(sizes.inset, after, under, sizes.small, "slate")
    for index, (cell, high) in enumerate(zip(cells, heights, strict=True)):
        cell(canvas, left + index * step + 0.05, middle - high / 2, step - 0.15)
    return canvas.end_row(y, height)


def nothing(words: str) -> Cell:
    """A cell that says in slate italics that nothing is known."""

    def draw(canvas: Canvas, x: float, y: float, room: float) -> float:
        lines = canvas.wrap(words, canvas.sizes.small, room, italic=True)
        if y >= 0:
            canvas.lines(x, y, lines, canvas.sizes.small, "slate", italic=True)
        return canvas.leading(canvas.sizes.small, len(lines))

    return draw
