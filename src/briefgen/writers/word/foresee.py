"""How full the pages of a finished Word file will be, foreseen from its own breaks, styles and distances."""

from __future__ import annotations

from typing import Any

from docx.oxml import parse_xml

from briefgen.brand.brand import Brand
from briefgen.ooxml.wordml import qn
from briefgen.writers.word.flow import foreseen
from briefgen.writers.word.looks import ruler
from briefgen.writers.word.pieces import Page

_TWIP = 20


def page_fills(document: bytes, styles: bytes, brand: Brand) -> tuple[float, ...]:
    """The share of each page that is filled, by the parts of a file that hold its body and its styles."""
    body, rule = parse_xml(document)[0], ruler(brand, parse_xml(styles))
    page = _page(body)
    return tuple(filled / page.height for filled in foreseen(body, page, rule))


def _page(body: Any) -> Page:
    """The room for text that the last section leaves between its margins."""
    section = body.sectPr
    size, margins, columns = (section.find(qn(f"w:{name}")) for name in ("pgSz", "pgMar", "cols"))

    def points(element: Any, *names: str) -> float:
        return sum(int(element.get(qn(f"w:{name}"))) for name in names) / _TWIP

    width = points(size, "w") - points(margins, "left", "right")
    gap = points(columns, "space") if columns is not None and columns.get(qn("w:space")) else 0.0
    return Page(width, points(size, "h") - points(margins, "top", "bottom"), (width - gap) / 2)
