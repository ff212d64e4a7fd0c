"""The workbook inside an editable chart: one sheet of plain cells, the same bytes for the same numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any, TypeAlias

from briefgen.frozen import frozen
from briefgen.ooxml.archive import normalise

SHEET = "Chart"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CREATED = datetime(1980, 1, 1)
_NAMES_WIDTH = 44


@frozen
class Same:
    """A cell that repeats another, and what that holds."""

    formula: str
    result: Decimal


Cell: TypeAlias = str | Decimal | Same | None


def name_of(column: int, row: int) -> str:
    """The address of a cell: column 0 of row 1 is $A$1."""
    return f"${chr(ord('A') + column)}${row}"


@dataclass(slots=True)
class ChartSheet:
    """Rows of cells as they are added; each range is asked for by its column and rows."""

    rows: list[Sequence[Cell]] = field(default_factory=list)

    def add(self, *cells: Cell) -> int:
        """Add a row; returns its number."""
        self.rows.append(cells)
        return len(self.rows)

    def range(self, column: int, first: int, last: int) -> str:
        """A range of one column, as a chart names it."""
        ends = [name_of(column, first), *([name_of(column, last)] if last > first else [])]
        return f"{SHEET}!{':'.join(ends)}"

    def workbook(self) -> bytes:
        """The sheet as an .xlsx file."""
        import xlsxwriter

        out = BytesIO()
        with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:  # texts stand in their cells
            book.set_properties({"created": _CREATED})
            page = book.add_worksheet(SHEET)
            page.set_column(0, 0, _NAMES_WIDTH)
            for row, cells in enumerate(self.rows):
                for column, cell in enumerate(cells):
                    _write(page, row, column, cell)
        return normalise(out.getvalue())


def _write(page: Any, row: int, column: int, cell: Cell) -> None:
    match cell:
        case None:
            return
        case str():
            page.write_string(row, column, cell)
        case Decimal():
            page.write_number(row, column, _spelled(cell))
        case _:
            page.write_formula(row, column, f"={cell.formula}", value=_spelled(cell.result))


def _spelled(number: Decimal) -> Decimal:
    """The number without an exponent."""
    return Decimal(f"{number:f}")
