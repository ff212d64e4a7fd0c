"""A dense table gives its columns the widths at which its rows are low."""

from __future__ import annotations

from math import ceil
from types import SimpleNamespace
from typing import Any, cast

import pytest

from briefgen.deck import column_widths
from briefgen.deck.column_widths import _lowest, _traded


def test_both_columns_that_hold_up_rows_grow_and_one_long_cell_does_not() -> None:
    long, short = [3.0, 1.0, 1.0, 1.0], [0.5, 2.0, 2.0, 2.0]
    widths = _lowest([long, short, short], [1.0, 1.0, 1.0], 6.0)
    rows = list(zip(long, short, short, strict=True))[1:]
    assert all(cell <= width for row in rows for cell, width in zip(row, widths, strict=True)), "one line each"
    assert sum(widths) <= 6.0


def test_where_nothing_can_be_saved_the_least_stays() -> None:
    assert _lowest([[9.0], [1.0]], [1.0, 1.0], 2.05) == [1.0, 1.0]
    assert _lowest([[1.0], [1.0]], [1.0, 1.0], 9.0) == pytest.approx([1.0, 1.0])


def test_of_rows_as_low_those_with_fewer_cells_in_several_lines_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(column_widths, "line_count", lambda cell, brand, width: ceil(round(cell / width, 6)))
    long: Any = [[9.0, 1.0], [2.1, 1.0]]  # the first row takes two lines whatever the second column has
    widths = _traded(long, [5.5, 2.0], [4.5, 1.0], 0.0, cast("Any", SimpleNamespace(brand=None)))
    assert widths[1] >= 2.1
    assert widths[0] >= 4.5


def test_what_all_columns_can_spare_goes_to_one_that_needs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(column_widths, "line_count", lambda cell, brand, width: ceil(round(cell / width, 6)))
    long: Any = [[1.0, 1.0], [1.0, 1.0], [1.0, 1.0], [9.0, 1.0], [1.6, 1.6]]  # each has a little, none has enough
    widths = _traded(long, [1.15, 1.15, 1.15, 4.6, 1.1], [0.5] * 5, 0.0, cast("Any", SimpleNamespace(brand=None)))
    assert widths[4] >= 1.6
    assert widths[3] >= 4.5
    assert min(widths[:3]) >= 1.0
    assert sum(widths) == pytest.approx(9.15)
