"""Workbooks for reviewers: one row for each value, source or passage, with filters and columns to sign."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from briefgen.frozen import frozen
from briefgen.trace.trace import TraceRow


@frozen
class TraceSheet:
    """A sheet: its name, its columns with their widths in signs, and its rows as text; rows may be shorter than the
    columns. The first `kept` columns stay in view."""

    name: str
    columns: tuple[tuple[str, float], ...]
    rows: tuple[tuple[str, ...], ...]
    kept: int = 1


_VALUES: tuple[tuple[str, float], ...] = (
    ("File", 34), ("Value", 24), ("Place", 34), ("Sentence", 60), ("Number", 12), ("Unit", 12), ("Qualifier", 14),
    ("Record", 28), ("Field", 18), ("Data", 26), ("Sources", 60), ("Said by", 18), ("Formula", 24), ("From", 40),
    ("Reviewed by", 16), ("Remark", 30),
)  # fmt: skip
_LONGEST = 32_000


def values_sheet(rows: Sequence[TraceRow]) -> TraceSheet:
    """The values of a ledger, each with its place, record and sources."""
    return TraceSheet("Ledger", _VALUES, tuple(map(_cells, rows)), kept=2)


def workbook(sheets: Sequence[TraceSheet]) -> bytes:
    """The sheets as .xlsx; the same sheets give the same bytes."""
    import xlsxwriter

    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False})
    book.set_properties({"title": sheets[0].name, "author": "briefgen", "created": datetime(1980, 1, 1)})
    head = book.add_format({"bold": True, "font_color": "#FFFFFF", "bg_color": "#12304F", "valign": "vcenter"})
    cell = book.add_format({"text_wrap": True, "valign": "top"})
    for sheet in sheets:
        _write(book.add_worksheet(sheet.name), sheet, head, cell)
    book.close()
    return out.getvalue()


def _write(page: Any, sheet: TraceSheet, head: Any, cell: Any) -> None:
    for column, (name, width) in enumerate(sheet.columns):
        page.set_column(column, column, width)
        page.write_string(0, column, name, head)
    for number, row in enumerate(sheet.rows, 1):
        for column, text in enumerate(row):
            page.write_string(number, column, text[:_LONGEST], cell)
    page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.columns) - 1)
    page.freeze_panes(1, sheet.kept)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_footer("&L&F, &A&RPage &P of &N")


def _cells(row: TraceRow) -> tuple[str, ...]:
    return (
        row.file, row.text, row.place, row.sentence, row.value, row.unit, row.qualifier, row.record, row.field,
        row.origin, "\n".join(row.sources), row.attributed_to, row.formula, "\n".join(row.inputs),
    )  # fmt: skip
