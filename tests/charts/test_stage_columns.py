"""Columns that share the width of a map of stages."""

from __future__ import annotations

import pytest

from briefgen.charts.engine.stage_columns import shared_widths


@pytest.mark.parametrize(
    ("needs", "leasts", "room", "widths"),
    [
        ([2, 1], [0.5, 0.5], 6, [4, 2]),
        ([9, 1], [1, 2], 6, [4, 2]),
        ([5, 1], [4, 4], 6, [3, 3]),
    ],
    ids=["by what they need", "none below its least", "too little room for the least of all"],
)
def test_columns_share_the_room_by_what_they_need(
    needs: list[float], leasts: list[float], room: float, widths: list[float]
) -> None:
    assert shared_widths(needs, leasts, room) == pytest.approx(widths)
