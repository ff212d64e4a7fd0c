"""What pages of a Word document are made of: paragraphs and table rows with their heights, which no break cuts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from briefgen.ooxml.wordml import qn
from briefgen.writers.word.looks import Ruler
from briefgen.writers.word.measure import Measured, measure, row_height

RAIL_RESERVE = 1.04
"""What a rail may be higher than foreseen: its lines are short."""


@dataclass(frozen=True, slots=True)
class Page:
    """The room for text on a page in points; `column` is the width of each of the two columns at its end, `rail` what
    a rail takes of the width, with the room beside it."""

    width: float
    height: float
    column: float
    rail: float = 0.0


@dataclass(slots=True)
class Piece:
    """What a page break does not cut: a table row, or a paragraph with its lines. `head` is the height of the table
    head that is repeated above a row on a new page, `beside` that of a rail which begins level with it; below a piece
    that `parts` the page the text runs in two columns. `narrow` and `above` are the right indent and the distance
    that it takes on where it stands beside or below a rail."""

    element: Any
    measured: Measured
    whole: bool
    keep_next: bool
    head: float = 0.0
    beside: float = 0.0
    parts: bool = False
    narrow: float = 0.0
    above: float = 0.0

    @property
    def least(self) -> Measured:
        """What of it must find room where it begins."""
        size = self.measured
        return size if self.whole or size.lines <= 3 else replace(size, lines=2)

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table."""
        return bool(self.element.tag == qn("w:tr"))

    @property
    def is_figure(self) -> bool:
        """Whether it is a paragraph that holds a picture."""
        return not self.is_row and self.element.find(f".//{qn('w:drawing')}") is not None

    @property
    def is_group(self) -> bool:
        """Whether it is a row that names the rows below it."""
        return self.element.find(f".//{qn('w:gridSpan')}") is not None

    @property
    def is_head(self) -> bool:
        """Whether it is the row of heads of a table."""
        return self.element.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None


def pieces_of(root: Any, page: Page, rule: Ruler) -> list[Piece]:
    """The pieces of a body in reading order."""
    found: list[Piece] = []
    beside = 0.0
    for child in root:
        if is_framed(child):
            continue
        if child.tag == qn("w:p"):
            parts = child.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None
            found.append(replace(paragraph_piece(child, page.width, rule), beside=beside, parts=parts))
            page, beside = replace(page, width=page.column) if parts else page, 0.0
        elif is_beside(child):
            beside = sum(row_height(row, rule) for row in child.iterchildren(qn("w:tr"))) * RAIL_RESERVE
        elif child.tag == qn("w:tbl"):
            found += _rows(child, rule)
    return found


def is_framed(element: Any) -> bool:
    """Whether a paragraph stands in the margin, beside the text."""
    return element is not None and element.find(f"{qn('w:pPr')}/{qn('w:framePr')}") is not None


def is_beside(table: Any) -> bool:
    """Whether a table stands beside the text."""
    return table.find(f"{qn('w:tblPr')}/{qn('w:tblpPr')}") is not None


def paragraph_piece(element: Any, width: float, rule: Ruler) -> Piece:
    """A paragraph set between margins so many points apart."""
    size = measure(element, width, rule)
    piece = Piece(element, size, size.look.keep_lines, size.look.keep_next)
    piece.whole = piece.whole or piece.is_figure
    return piece


def _rows(table: Any, rule: Ruler) -> Iterator[Piece]:
    head = 0.0
    for row in table.iterchildren(qn("w:tr")):
        first = row.find(f".//{qn('w:p')}")
        size = measure(first, 1000.0, rule)
        height = row_height(row, rule)
        piece = Piece(row, Measured(size.look, 1, height), True, size.look.keep_next, head)
        yield piece
        head += height if piece.is_head else 0.0
