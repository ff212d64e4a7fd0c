"""Columns that end level: rows as high as their neighbours, strips and rails that reach as far as what is beside."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import TypeGuard, TypeVar

from briefgen.deck.shapes import Backdrop, Grid, Placed, Shape, TextShape, moved

MOST_BETWEEN = 14
"""The most points that are added between two parts of a rail: they keep about one distance, its air is at its foot."""
MOST_GROWN = 0.85
"""The most inches that panels are higher than what they hold."""
Grown = TypeVar("Grown", Backdrop, TextShape)


def levelled(placed: list[Placed]) -> list[Placed]:
    """Fact lists of equal length that end their columns side by side: every row as high as its neighbour's."""
    grids = [one.shapes[-1] for one in placed if one.shapes and isinstance(one.shapes[-1], Grid)]
    alike = {(grid.headed, grid.box.y, len(grid.rows)) for grid in grids}
    if len(grids) < len(placed) or len(alike) != 1 or grids[0].headed:
        return placed
    tall = [max(row.height for row in rows) for rows in zip(*(grid.rows for grid in grids), strict=True)]
    return [_set_rows(one, grid, tall) for one, grid in zip(placed, grids, strict=True)]


def _set_rows(placed: Placed, grid: Grid, tall: Sequence[float]) -> Placed:
    rows = tuple(replace(row, height=high) for row, high in zip(grid.rows, tall, strict=True))
    box = replace(grid.box, h=round(sum(tall), 4))
    return Placed((*placed.shapes[:-1], replace(grid, rows=rows, box=box)), box.bottom)


def grown(placed: Placed, bottom: float) -> Placed:
    """A filled strip that ends a column, else the rows of its table, else the lowest row of outlined panels in it, are
    so much higher that the column reaches as far down as the rail beside it; what stands below stands lower."""
    last = placed.shapes[-1] if placed.shapes else None
    more = round(bottom - placed.bottom, 4)
    if last is None or more <= 0:
        return placed
    if isinstance(last, TextShape) and last.fill:
        return Placed((*placed.shapes[:-1], _taller(last, more)), bottom)
    if more > MOST_GROWN:
        return placed
    grids = [shape for shape in placed.shapes if isinstance(shape, Grid) and shape.headed]
    if len(grids) == 1:
        return Placed(tuple(_aired(placed.shapes, grids[0], more)), bottom)
    end = max((shape.box.bottom for shape in placed.shapes if _is_panel(shape)), default=bottom)
    if end >= bottom:
        return placed
    return Placed(tuple(_lowered(shape, end, more) for shape in placed.shapes), bottom)


def _aired(shapes: Sequence[Shape], grid: Grid, more: float) -> Iterator[Shape]:
    """A table whose rows below its head share some inches, the lowest first, with the pills behind them and what stands
    below it."""
    heights = raised(
        [row.height for row in grid.rows], [not (row.merged or not at) for at, row in enumerate(grid.rows)], more
    )
    grew = [high - row.height for row, high in zip(grid.rows, heights, strict=True)]
    before = list(accumulate(grew, initial=0.0))
    ends = list(accumulate((row.height for row in grid.rows), initial=grid.box.y))[1:]
    for shape in shapes:
        if shape is grid:
            rows = tuple(replace(row, height=round(high, 4)) for row, high in zip(grid.rows, heights, strict=True))
            yield replace(grid, rows=rows, box=replace(grid.box, h=round(grid.box.h + more, 4)))
        elif shape.box.y >= grid.box.bottom:
            yield moved(shape, more)
        elif shape.box.y > grid.box.y:
            at = bisect(ends, (shape.box.y + shape.box.bottom) / 2)
            yield moved(shape, before[at] + grew[at] / 2)
        else:
            yield shape


def raised(heights: Sequence[float], grows: Sequence[bool], more: float) -> list[float]:
    """Heights of which those that grow share some inches, the lowest first, so that they become as even as they can."""
    rising = sorted(high for high, grow in zip(heights, grows, strict=True) if grow)
    if not rising:
        return list(heights)
    levels = ((more + sum(rising[:count])) / count for count in range(1, len(rising) + 1))
    level = min(levels)
    return [max(high, level) if grow else high for high, grow in zip(heights, grows, strict=True)]


def _is_panel(shape: Shape) -> TypeGuard[Backdrop]:
    return isinstance(shape, Backdrop) and shape.stroke is not None and not shape.rounded


def _lowered(shape: Shape, end: float, more: float) -> Shape:
    """A panel that ends there as much higher, what begins below it as much lower."""
    if _is_panel(shape) and shape.box.bottom == end:
        return _taller(shape, more)
    return moved(shape, more) if shape.box.y >= end else shape


def _taller(shape: Grown, more: float) -> Grown:
    return replace(shape, box=replace(shape.box, h=round(shape.box.h + more, 4)))


def spread(placed: Placed, bottom: float) -> Placed:
    """The texts of a rail with more space between their headed parts, so that they end where the chart does."""
    if len(placed.shapes) != 1 or not isinstance(placed.shapes[0], TextShape) or placed.bottom >= bottom:
        return placed
    words = placed.shapes[0]
    heads = [at for at, para in enumerate(words.paras) if at and para.heading]
    spare = min((bottom - placed.bottom) * 72, MOST_BETWEEN * len(heads))
    more = {at: round(spare / len(heads), 2) for at in heads}
    paras = tuple(replace(p, before=p.before + more.get(at, 0.0)) for at, p in enumerate(words.paras))
    box = replace(words.box, h=round(words.box.h + sum(more.values()) / 72, 4))
    return Placed((replace(words, box=box, paras=paras),), bottom)
