"""A dense table gives its columns the widths at which its rows are low."""

from __future__ import annotations

import pytest

from briefgen.deck.column_widths import _lowest


def test_both_columns_that_hold_up_rows_grow_and_one_long_cell_does_not() -> None:
    long, short = [3.0, 1.0, 1.0, 1.0], [0.5, 2.0, 2.0, 2.0]
    widths = _lowest([long, short, short], [1.0, 1.0, 1.0], 6.0)
    rows = list(zip(long, short, short, strict=True))[1:]
    assert all(cell <= width for row in rows for cell, width in zip(row, widths, strict=True)), "one line each"
    assert sum(widths) <= 6.0


def test_where_nothing_can_be_saved_the_least_stays() -> None:
    assert _lowest([[9.0], [1.0]], [1.0, 1.0], 2.05) == [1.0, 1.0]
    assert _lowest([[1.0], [1.0]], [1.0, 1.0], 9.0) == pytest.approx([1.0, 1.0])
