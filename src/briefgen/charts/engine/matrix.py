"""A matrix of rows and columns whose cells hold chips: designations by agency, stages by territory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from briefgen.charts.engine.canvas import Canvas
from briefgen.frozen import frozen


@frozen
class Head:
    """The words at the left of a row: what it is, and a second line."""

    name: str
    under: str = ""


Cell: TypeAlias = Callable[[Canvas, float, float, float], float]
"""Draws a cell at x, with its top at y, no wider than room, and returns its height; a y below 0 only measures."""

NARROWEST = {"slide": 1.2, "page": 0.85}
"""Inches of a column at least; with less, each row tells its cells below each other, each under the column's name."""
FIRST = {"slide": 0.3, "page": 0.32}
"""Share of the width that the first column takes."""


def matrix(canvas: Canvas, title: str, columns: Sequence[str], rows: Sequence[tuple[Head, Sequence[Cell]]]) -> float:
    """Draw head and rows; returns the bottom."""
    sizes = canvas.sizes
    left = canvas.width * FIRST[canvas.medium]
    step = (canvas.width - left) / len(columns)
    if step < NARROWEST[canvas.medium]:
        return _folded(canvas, title, columns, rows, left)
    heads = [canvas.wrap(name, sizes.text, step - 0.15, bold=True) for name in columns]
    high = canvas.leading(sizes.text, max(len(head) for head in heads)) + 0.1
    canvas.text(sizes.inset, high / 2, title, sizes.text, "slate", bold=True)
    for index, head in enumerate(heads):
        top = (high - canvas.leading(sizes.text, len(head))) / 2
        canvas.lines(left + index * step + 0.05, top, head, sizes.text, "slate", bold=True)
    y = high
    canvas.line(0, y, canvas.width, y, canvas.strong, 1.25)
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


# --- more columns than fit -----------------------------------------------------------------------------------


def _folded(
    canvas: Canvas, title: str, columns: Sequence[str], rows: Sequence[tuple[Head, Sequence[Cell]]], left: float
) -> float:
    """Rows whose cells stand in as many columns as fit, each with its name above it; empty ones in one line."""
    sizes = canvas.sizes
    high = canvas.leading(sizes.text) + 0.1
    canvas.text(sizes.inset, high / 2, title, sizes.text, "slate", bold=True)
    canvas.line(0, high, canvas.width, high, canvas.strong, 1.25)
    y = high
    across = max(1, int((canvas.width - left) / (NARROWEST[canvas.medium] * 1.25)))
    step = (canvas.width - left) / across
    for head, cells in rows:
        full = [_named(name, cell) for name, cell in zip(columns, cells, strict=True) if not isinstance(cell, Nothing)]
        lines = [full[at : at + across] for at in range(0, len(full), across)]
        y = _folded_row(canvas, head, lines, _empty(columns, cells), (left, step), y)
    return y


def _named(name: str, cell: Cell) -> Cell:
    """A cell under the name of its column."""

    def draw(canvas: Canvas, x: float, y: float, room: float) -> float:
        lines = canvas.wrap(name, canvas.sizes.small, room, bold=True)
        high = canvas.leading(canvas.sizes.small, len(lines)) + 0.02
        if y >= 0:
            canvas.lines(x, y, lines, canvas.sizes.small, "slate", bold=True)
        return high + cell(canvas, x, y + high if y >= 0 else y, room)

    return draw


def _empty(columns: Sequence[str], cells: Sequence[Cell]) -> str:
    """Not in the sources: Japan, South Korea."""
    named = [(name, cell.words) for name, cell in zip(columns, cells, strict=True) if isinstance(cell, Nothing)]
    return f"{named[0][1][:1].upper()}{named[0][1][1:]}: {', '.join(name for name, _ in named)}" if named else ""


def _folded_row(
    canvas: Canvas, head: Head, lines: Sequence[Sequence[Cell]], empty: str, grid: tuple[float, float], y: float
) -> float:
    sizes, (left, step) = canvas.sizes, grid
    room = left - 2 * sizes.inset
    name = canvas.wrap(head.name, sizes.name, room, bold=True)
    under = canvas.wrap(head.under, sizes.small, room) if head.under else []
    words = canvas.leading(sizes.name, len(name)) + canvas.leading(sizes.small, len(under))
    heights = [max(cell(canvas, 0.0, -1.0, step - 0.15) for cell in line) + 0.06 for line in lines]
    rest = canvas.wrap(empty, sizes.small, canvas.width - left - 0.1, italic=True) if empty else []
    inner = sum(heights) + canvas.leading(sizes.small, len(rest))
    height = max(words, inner) + 2 * canvas.pad + 0.04 * canvas.stretch
    after = canvas.lines(sizes.inset, y + (height - words) / 2, name, sizes.name, bold=True)
    canvas.lines(sizes.inset, after, under, sizes.small, "slate")
    top = y + (height - inner) / 2
    for line, high in zip(lines, heights, strict=True):
        for index, cell in enumerate(line):
            cell(canvas, left + index * step + 0.05, top, step - 0.15)
        top += high
    canvas.lines(left + 0.05, top, rest, sizes.small, "slate", italic=True)
    return canvas.end_row(y, height)


@frozen
class Nothing:
    """A cell that says in slate italics that nothing is known."""

    words: str

    def __call__(self, canvas: Canvas, x: float, y: float, room: float) -> float:
        """Draw the words, or measure them."""
        lines = canvas.wrap(self.words, canvas.sizes.small, room, italic=True)
        if y >= 0:
            canvas.lines(x, y, lines, canvas.sizes.small, "slate", italic=True)
        return canvas.leading(canvas.sizes.small, len(lines))


def nothing(words: str) -> Cell:
    """A cell that says in slate italics that nothing is known."""
    return Nothing(words)
