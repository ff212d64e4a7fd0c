"""Cutting a chart that is too high for its place into parts of whole rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from briefgen.charts.engine.canvas import Band


def parts(numbers: Any, bands: Sequence[Band], height: float, max_height: float) -> tuple[Any, ...]:
    """Slices of `numbers.rows`, as few as fit and about equally high; each repeats the head of its first group."""
    fixed = height - _height(bands, 0, len(bands))
    limit = max_height - fixed
    bands, firsts = _joined(bands, limit)
    cuts = _cuts(bands, limit)
    low, high = 0.0, limit
    for _ in range(12):
        middle = (low + high) / 2
        tried = _cuts(bands, middle)
        if len(tried) == len(cuts) and not _overfull(bands, tried, middle):
            cuts, high = tried, middle
        else:
            low = middle
    return tuple(replace(numbers, rows=numbers.rows[firsts[start] : firsts[end]]) for start, end in cuts)


def _joined(bands: Sequence[Band], limit: float) -> tuple[list[Band], list[int]]:
    """The bands with those that stay together as one, where that fits, and the number of the first row of each."""
    found: list[Band] = []
    firsts: list[int] = []
    for index, band in enumerate(bands):
        if band.joined and found and found[-1].height + band.height + band.head <= limit:
            found[-1] = replace(found[-1], height=found[-1].height + band.height)
        else:
            found.append(band)
            firsts.append(index)
    return found, [*firsts, len(bands)]


def _cuts(bands: Sequence[Band], limit: float) -> list[tuple[int, int]]:
    """Fill part after part; a row higher than a part stands alone."""
    cuts: list[tuple[int, int]] = []
    start, used, group = 0, 0.0, ""
    for index, band in enumerate(bands):
        need = band.height + (band.head if index == start or band.group != group else 0.0)
        if index > start and used + need > limit:
            cuts.append((start, index))
            start, used, need = index, 0.0, band.height + band.head
        used, group = used + need, band.group
    return [*cuts, (start, len(bands))]


def _overfull(bands: Sequence[Band], cuts: Sequence[tuple[int, int]], limit: float) -> bool:
    return any(end - start > 1 and _height(bands, start, end) > limit for start, end in cuts)


def _height(bands: Sequence[Band], start: int, end: int) -> float:
    total, group = 0.0, ""
    for index in range(start, end):
        band = bands[index]
        total += band.height + (band.head if index == start or band.group != group else 0.0)
        group = band.group
    return total
