"""Rows and columns made level: what becomes higher, and by how much."""

from __future__ import annotations

import pytest

from briefgen.deck.levels import raised


@pytest.mark.parametrize(
    ("heights", "grows", "more", "level"),
    [
        ([0.2, 0.3, 0.5, 0.4], [False, True, True, True], 0.2, [0.2, 0.45, 0.5, 0.45]),
        ([0.2, 0.3, 0.5, 0.4], [False, True, True, True], 0.6, [0.2, 0.6, 0.6, 0.6]),
        ([0.2, 0.3, 0.5, 0.4], [False, True, True, True], 0.05, [0.2, 0.35, 0.5, 0.4]),
        ([0.2, 0.3], [False, False], 0.4, [0.2, 0.3]),
    ],
)
def test_the_lowest_rows_grow_first(heights: list[float], grows: list[bool], more: float, level: list[float]) -> None:
    assert raised(heights, grows, more) == pytest.approx(level)
