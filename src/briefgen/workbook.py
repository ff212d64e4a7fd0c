"""The ledger as a workbook for reviewers: one row for each value, with filters and a column to sign."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from briefgen.trace import Row

COLUMNS: tuple[tuple[str, float], ...] = (
    ("File", 34), ("Value", 24), ("Place", 34), ("Sentence", 60), ("Number", 12), ("Unit", 12), ("Qualifier", 14),
    ("Record", 28), ("Field", 18), ("Data", 26), ("Sources", 60), ("Said by", 18), ("Formula", 24), ("From", 40),
    ("Reviewed by", 16), ("Remark", 30),
)  # fmt: skip
_LONGEST = 32_000


def workbook(rows: Sequence[Row]) -> bytes:
    """The rows as .xlsx; the same rows give the same bytes."""
    import xlsxwriter

    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False})
    book.set_properties({"title": "Ledger", "author": "briefgen", "created": datetime(1980, 1, 1)})
    sheet = book.add_worksheet("Ledger")
    head = book.add_format({"bold": True, "font_color": "#FFFFFF", "bg_color": "#12304F", "valign": "vcenter"})
    cell = book.add_format({"text_wrap": True, "valign": "top"})
    for column, (name, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, head)
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(_cells(row)):
            sheet.write_string(number, column, text[:_LONGEST], cell)
    sheet.autofilter(0, 0, max(len(rows), 1), len(COLUMNS) - 1)
    sheet.freeze_panes(1, 2)
    _for_printing(sheet)
    book.close()
    return out.getvalue()


def _cells(row: Row) -> tuple[str, ...]:
    return (
        row.file, row.text, row.place, row.sentence, row.value, row.unit, row.qualifier, row.record, row.field,
        row.origin, "\n".join(row.sources), row.attributed_to, row.formula, "\n".join(row.inputs),
    )  # fmt: skip


def _for_printing(sheet: Any) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&L&F&RPage &P of &N")
