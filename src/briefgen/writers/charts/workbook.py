"""The workbook inside an editable chart: one sheet of plain cells, the same bytes for the same numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from io import BytesIO
from typing import TypeAlias
from xml.sax.saxutils import escape
from zipfile import ZipFile

from briefgen.ooxml.archive import CONTENT_TYPES, normalise
from briefgen.ooxml.drawingml import clean

SHEET = "Chart"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True, slots=True)
class Same:
    """A cell that repeats another, and what that holds."""

    formula: str
    result: Decimal


Cell: TypeAlias = str | Decimal | Same | None


def name_of(column: int, row: int) -> str:
    """The address of a cell: column 0 of row 1 is $A$1."""
    return f"${chr(ord('A') + column)}${row}"


@dataclass(slots=True)
class Sheet:
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
        out = BytesIO()
        with ZipFile(out, "w") as package:
            for name, content in _parts(self.rows).items():
                package.writestr(name, _HEAD + content)
        return normalise(out.getvalue())


def _parts(rows: Sequence[Sequence[Cell]]) -> dict[str, str]:
    data = "".join(f'<row r="{number}">{_cells(cells, number)}</row>' for number, cells in enumerate(rows, 1))
    return {
        CONTENT_TYPES: (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPES}.worksheet+xml"/></Types>'
        ),
        "_rels/.rels": _relation(f"{_OFFICE}/officeDocument", "xl/workbook.xml"),
        "xl/_rels/workbook.xml.rels": _relation(f"{_OFFICE}/worksheet", "worksheets/sheet1.xml"),
        "xl/workbook.xml": (
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="{SHEET}" sheetId="1" r:id="rId1"/>'
            "</sheets></workbook>"
        ),
        "xl/worksheets/sheet1.xml": (
            f'<worksheet xmlns="{_MAIN}"><cols><col min="1" max="1" width="44" customWidth="1"/></cols>'
            f"<sheetData>{data}</sheetData></worksheet>"
        ),
    }


def _relation(kind: str, target: str) -> str:
    return (
        f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{kind}" Target="{target}"/></Relationships>'
    )


def _cells(cells: Sequence[Cell], row: int) -> str:
    parts = []
    for column, cell in enumerate(cells):
        address = name_of(column, row).replace("$", "")
        match cell:
            case None:
                continue
            case str():
                text = f'<is><t xml:space="preserve">{clean(cell)}</t></is>'
                parts.append(f'<c r="{address}" t="inlineStr">{text}</c>')
            case Decimal():
                parts.append(f'<c r="{address}"><v>{cell:f}</v></c>')
            case Same(formula, result):
                parts.append(f'<c r="{address}"><f>{escape(formula)}</f><v>{result:f}</v></c>')
    return "".join(parts)
