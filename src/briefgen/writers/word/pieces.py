"""What pages of a Word document are made of: paragraphs and table rows with their heights, which no break cuts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from briefgen.frozen import frozen
from briefgen.ooxml.wordml import qn
from briefgen.writers.word.looks import TWIP, ParagraphLook, Ruler, look_of, style_of
from briefgen.writers.word.measure import Measured, MeasuredRows, row_height, set_paragraph, set_rows

RAIL_RESERVE = 1.04
"""What a rail may be higher than foreseen: its lines are short."""
_PARAGRAPH, _TABLE, _ROW = qn("w:p"), qn("w:tbl"), qn("w:tr")


@frozen
class Page:
    """The room for text on a page in points; `column` is the width of each of the two columns at its end, `rail` what
    a rail takes of the width, with the room beside it."""

    width: float
    height: float
    column: float
    rail: float = 0.0


@frozen
class Form:
    """What a piece is and what it measures, whatever share of the distances is kept: of a table row the look is that of
    its first paragraph, and it has no style. Below a paragraph that `parts` the page the text runs in two columns,
    below the next one in one."""

    size: Measured | MeasuredRows
    look: ParagraphLook
    style: str = ""
    is_row: bool = False
    is_head: bool = False
    is_group: bool = False
    is_figure: bool = False
    parts: bool = False

    def measured(self, air: float) -> Measured:
        """Its measures with so much of the distances."""
        return replace(self.size.at(air), look=self.look) if self.is_row else self.size.at(air)


@dataclass(slots=True)
class Piece:
    """What a page break does not cut: a table row, or a paragraph with its lines. `head` is the height of the table
    head that is repeated above a row on a new page, `beside` that of a rail which begins level with it. `narrow` and
    `above` are the right indent and the distance that it takes on where it stands beside or below a rail."""

    element: Any
    form: Form
    measured: Measured
    whole: bool
    keep_next: bool
    head: float = 0.0
    beside: float = 0.0
    narrow: float = 0.0
    above: float = 0.0

    @property
    def least(self) -> Measured:
        """What of it must find room where it begins."""
        size = self.measured
        return size if self.whole or size.lines <= 3 else replace(size, lines=2)

    @property
    def style(self) -> str:
        """The id of its style, nothing for a row."""
        return self.form.style

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table."""
        return self.form.is_row

    @property
    def is_figure(self) -> bool:
        """Whether it is a paragraph that holds a picture."""
        return self.form.is_figure


def forms_of(root: Any, page: Page, rule: Ruler) -> Iterator[Form]:
    """The forms of the pieces of a body in reading order, whatever share of distances the ruler keeps."""
    width = page.width
    for child in root:
        if child.tag == _PARAGRAPH and not is_framed(child):
            form = form_of(child, width, rule)
            if form.parts:
                width = page.column if width == page.width else page.width
            yield form
        elif child.tag == _TABLE and not is_beside(child):
            rows = list(child.iterchildren(_ROW))
            for row, size in zip(rows, set_rows(child, rows, rule).apart, strict=True):
                look = look_of(row.find(f".//{_PARAGRAPH}"), rule)
                is_head = row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
                is_group = row.find(f".//{qn('w:gridSpan')}") is not None
                yield Form(size, look, is_row=True, is_head=is_head, is_group=is_group)


def form_of(paragraph: Any, width: float, rule: Ruler) -> Form:
    """The form of a paragraph between margins so many points apart."""
    size = set_paragraph(paragraph, width, rule)
    parts = paragraph.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None
    is_figure = paragraph.find(f".//{qn('w:drawing')}") is not None
    return Form(size, size.look, style_of(paragraph), is_figure=is_figure, parts=parts)


def pieces_of(root: Any, rule: Ruler, forms: Iterable[Form]) -> Iterator[Piece]:
    """The pieces of a body in reading order, by their forms, which may be those of the body that it is a copy of: only
    figures may be drawn lower in it, and its rail cut."""
    beside, known = 0.0, iter(forms)
    for child in root:
        if child.tag == _PARAGRAPH and not is_framed(child):
            form = next(known)
            yield replace(_piece(child, form_of(child, 0.0, rule) if form.is_figure else form, rule), beside=beside)
            beside = 0.0
        elif child.tag == _TABLE and is_beside(child):
            beside = sum(row_height(row, rule) for row in child.iterchildren(_ROW)) * RAIL_RESERVE
        elif child.tag == _TABLE:
            head = 0.0
            for row in child.iterchildren(_ROW):
                piece = _piece(row, next(known), rule, head)
                yield piece
                head += piece.measured.height if piece.form.is_head else 0.0


def is_framed(element: Any) -> bool:
    """Whether a paragraph stands in the margin, beside the text."""
    return element is not None and element.find(f"{qn('w:pPr')}/{qn('w:framePr')}") is not None


def lower(note: Any, points: float) -> None:
    """Let a paragraph in the margin begin so many points below the top of the one beside it."""
    note.pPr.find(qn("w:framePr")).set(qn("w:y"), str(round(points * TWIP)))


def lowered(note: Any) -> float:
    """Points by which a paragraph in the margin begins lower than the one beside it."""
    return int(note.pPr.find(qn("w:framePr")).get(qn("w:y"))) / TWIP


def is_beside(table: Any) -> bool:
    """Whether a table stands beside the text."""
    return table.find(f"{qn('w:tblPr')}/{qn('w:tblpPr')}") is not None


def paragraph_piece(element: Any, width: float, rule: Ruler) -> Piece:
    """A paragraph set between margins so many points apart."""
    return _piece(element, form_of(element, width, rule), rule)


def _piece(element: Any, form: Form, rule: Ruler, head: float = 0.0) -> Piece:
    whole = form.is_row or form.is_figure or form.look.keep_lines
    return Piece(element, form, form.measured(rule.air), whole, form.look.keep_next, head)
