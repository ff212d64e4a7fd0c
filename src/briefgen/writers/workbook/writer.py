"""Writes a document as a workbook: a sheet for each section, days as days, exact numbers as numbers, texts as texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from briefgen.brand.brand import Brand
from briefgen.document.document import Document
from briefgen.document.inlines import Inlines, plain
from briefgen.ooxml.archive import unpacked
from briefgen.ooxml.marks import Marks
from briefgen.problems import Origin, Problem, require
from briefgen.writers.ledgering import UNSIGNED, Marked, Written, finish
from briefgen.writers.properties import in_property
from briefgen.writers.workbook.cells import Cell, Sheet, sheets_of

LONGEST = 32_767
"""Characters that Excel takes in a cell."""
DAY = "d mmmm yyyy"
_SIZE, _TITLE_SIZE = 10, 14
_NARROWEST, _WIDEST = 8, 46
_LABELS, _WORDS = 30, 110
"""Widths of the columns of a sheet that is no table: labels, then text."""
_A4 = 9
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What makes a formula of a text when somebody edits its cell; such a text is marked as one."""
_NUMBER = re.compile(rb'(<c r="([A-Z]+\d+)"[^>]*><v>)([^<]*)(</v>)')
_END_OF_CORE = b"</cp:coreProperties>"


def write_workbook(document: Document, brand: Brand) -> bytes:
    """The document as .xlsx; the same document gives the same bytes."""
    return trace_workbook(document, brand).data


def trace_workbook(document: Document, brand: Brand) -> Written:
    """The document as .xlsx with its ledger."""
    return finish(mark_workbook(document, brand))


def mark_workbook(document: Document, brand: Brand) -> Marked:
    """The document as .xlsx, its values marked."""
    marks = Marks()
    sheets = sheets_of(document, marks)
    require(_too_long(sheets, document.template))
    return Marked(_marked(_written(document, sheets, brand, marks), sheets, document), marks, document)


def _too_long(sheets: list[Sheet], template: str) -> Iterator[Problem]:
    for sheet in sheets:
        for cell in (cell for row in sheet.rows for cell in row):
            if len(cell.plain) > LONGEST:
                length = f"{len(cell.plain):,} characters, and Excel takes {LONGEST:,}"
                message = f"a cell of the sheet '{sheet.name}' has {length}"
                hint = f"shorten it: it begins with '{' '.join(cell.plain[:60].split())}'"
                yield Problem(Origin(template), "too-large", message, hint)


def _written(document: Document, sheets: list[Sheet], brand: Brand, marks: Marks) -> bytes:
    """The package; the marks of its numbers are put in later."""
    import xlsxwriter

    out = BytesIO()
    looks = {"font_name": brand.family, "font_size": _SIZE}
    options = {"constant_memory": True, "default_format_properties": looks}
    with xlsxwriter.Workbook(out, options) as book:  # texts stand in their cells
        book.set_properties(_properties(document))
        styles = _Styles(book, brand, document.variant == "medical")
        pages = [(book.add_worksheet(sheet.name), sheet) for sheet in sheets]
        for page, sheet in pages:
            page.xls_strmax = LONGEST + max((len(cell.text) for row in sheet.rows for cell in row), default=0)
            _set_up(page, sheet)
            page.set_header(f"&L{_coded(document.title)}&R{_code(marks.plain(document.header[1]))}")
            page.set_footer(f"&L{_coded(document.footer[0])}&C&A&RPage &P of &N")
            _fill(page, sheet, styles)
            if sheet is sheets[0]:
                _link(page, sheet, sheets[1:], styles)
    return out.getvalue()


def _properties(document: Document) -> dict[str, Any]:
    return {
        "title": in_property(plain(document.title)),
        "subject": in_property(document.subject),
        "author": "briefgen",
        "keywords": in_property(", ".join(document.keywords)),
        "created": datetime.fromisoformat(document.as_of or "1980-01-01"),
    }


class _Styles:
    """The looks of cells in the brand's colours, each made once."""

    def __init__(self, book: Any, brand: Brand, medical: bool) -> None:
        self.book, self.brand = book, brand
        self.ground = brand.hex("slate" if medical else "navy")
        self.made: dict[tuple[str, str, bool], Any] = {}

    def of(self, cell: Cell) -> Any:
        """The look of a cell."""
        key = (cell.look, _number_format(cell), cell.exact is None and cell.plain.startswith(_FORMULA))
        if key not in self.made:
            look, number, quoted = key
            self.made[key] = self.book.add_format(
                {"valign": "top", "text_wrap": look != "title", "font_color": self.brand.hex("ink")}
                | self._look(look)
                | ({"num_format": number, "align": "left" if number == DAY else "right"} if number else {})
                | ({"quote_prefix": True} if quoted else {})
            )
        return self.made[key]

    def link(self) -> Any:
        """The look of a link to another sheet."""
        return self.book.add_format({"font_color": self.brand.hex("blue"), "underline": True, "valign": "top"})

    def _look(self, look: str) -> dict[str, Any]:
        match look:
            case "title":
                face = {"font_name": self.brand.headings} if self.brand.headings else {}
                return {"bold": True, "font_size": _TITLE_SIZE, "font_color": self.ground} | face
            case "head":
                ink = self.brand.hex("white")
                return {"bold": True, "font_color": ink, "bg_color": self.ground, "valign": "vcenter"}
            case "label":
                return {"bold": True, "font_color": self.ground}
            case "missing":
                return {"italic": True, "font_color": self.brand.hex("slate")}
            case _:
                return {}


def _number_format(cell: Cell) -> str:
    """How a day or a number is shown: as it was printed."""
    match cell.exact:
        case date():
            return DAY
        case Decimal() as number:
            exponent = number.as_tuple().exponent
            places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
            return ("#,##0" if "," in cell.plain else "0") + (f".{'0' * places}" if places else "")
        case _:
            return ""


# --- sheets ------------------------------------------------------------------------------------------------


def _set_up(page: Any, sheet: Sheet) -> None:
    """Columns, what stays in view, and how it is printed."""
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.hide_gridlines(2 if not sheet.table else 1)
    if sheet.table:
        for column, width in enumerate(_widths(sheet)):
            page.set_column(column, column, width)
        page.freeze_panes(1, 1)
        page.repeat_rows(0)
        page.autofilter(0, 0, len(sheet.rows) - 1, len(sheet.rows[0]) - 1)
    else:
        page.set_column(0, 0, _LABELS)
        page.set_column(1, 1, _WORDS)


def _widths(sheet: Sheet) -> Iterator[float]:
    """Widths by the longest line of each column, as far as there is room, and by its head, which keeps a button."""
    for column, head in enumerate(sheet.rows[0]):
        lines = (line for row in sheet.rows[1:] for line in row[column].plain.splitlines())
        longest = max(map(len, lines), default=0)
        words = max(map(len, head.plain.split()), default=0)
        yield min(max(longest * 0.95 + 2, words + 4, _NARROWEST), _WIDEST)


_MOST_CODED = 110


def _coded(inlines: Inlines) -> str:
    """A line of a header or footer, which together take no more than 255 characters."""
    text = plain(inlines)
    return _code(text if len(text) <= _MOST_CODED else f"{text[: _MOST_CODED - 1].rstrip()}\N{HORIZONTAL ELLIPSIS}")


def _code(text: str) -> str:
    """A text in a header or footer, where the sign & begins a code and digits after a code are a size."""
    return " " * text[:1].isdigit() + text.replace("&", "&&")


def _fill(page: Any, sheet: Sheet, styles: _Styles) -> None:
    for row, cells in enumerate(sheet.rows):
        for column, cell in enumerate(cells):
            match cell.exact:
                case None if cell.text:
                    page.write_string(row, column, cell.text, styles.of(cell))
                case date() as day:
                    page.write_datetime(row, column, datetime(day.year, day.month, day.day), styles.of(cell))
                case Decimal() as number:
                    page.write_number(row, column, number, styles.of(cell))


def _link(page: Any, sheet: Sheet, others: list[Sheet], styles: _Styles) -> None:
    """A list of the other sheets, each a link."""
    look, link = styles.of(Cell("Sheets", "Sheets", look="label")), styles.link()
    for number, other in enumerate(others):
        row = len(sheet.rows) + 1 + number
        if number == 0:
            page.write_string(row, 0, "Sheets", look)
        page.write_url(row, 1, f"internal:'{other.name}'!A1", link, other.name)


# --- the package -------------------------------------------------------------------------------------------


def _marked(package: bytes, sheets: list[Sheet], document: Document) -> dict[str, bytes]:
    """The parts of the package with the marks of its numbers, its identity and its language."""
    parts = unpacked(package)
    for name, data in parts.items():
        if found := re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", name):
            parts[name] = _with_marks(data, sheets[int(found[1]) - 1])
        elif name == "docProps/core.xml":
            more = f"<dc:identifier>{UNSIGNED}</dc:identifier>"
            more += f"<dc:language>{escape(document.language)}</dc:language>"
            parts[name] = data.replace(_END_OF_CORE, more.encode() + _END_OF_CORE)
    return parts


def _with_marks(data: bytes, sheet: Sheet) -> bytes:
    """A sheet whose numbers stand between the marks of their values."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    exact = {
        xl_rowcol_to_cell(row, column).encode(): cell
        for row, cells in enumerate(sheet.rows)
        for column, cell in enumerate(cells)
        if cell.exact is not None
    }

    def between_marks(found: re.Match[bytes]) -> bytes:
        cell = exact[found[2]]
        before, _, after = cell.text.partition(cell.plain)
        return found[1] + before.encode() + found[3] + after.encode() + found[4]

    return _NUMBER.sub(between_marks, data)
