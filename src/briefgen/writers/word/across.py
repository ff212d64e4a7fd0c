"""A heading across both columns: the columns before it end, and its own begin below it."""

from __future__ import annotations

from typing import Any

from docx.oxml import parse_xml

from briefgen.ooxml.wordml import DECLARED, paragraph, qn
from briefgen.writers.word.looks import Ruler
from briefgen.writers.word.pieces import Page, Piece, paragraph_piece
from briefgen.writers.word.text import WordDraft

SECTION = "<w:sectPr/>"
"""Of an empty paragraph: the text below it runs in two columns, below the next such paragraph in one, and so on."""


def part_xml(draft: WordDraft, *, keep_next: bool) -> str:
    """The paragraph at which the text changes between one column and two."""
    return paragraph(draft.styles["Table Gap"], "", keep_next=keep_next, extra=SECTION)


def set_across(heading: Any, draft: WordDraft, page: Page, rule: Ruler) -> tuple[Piece, Piece, Piece]:
    """Make a heading within columns one of the first level as wide as the page: it stands between two pieces, of which
    the first ends the columns above it and the other begins those below."""
    heading.pPr.find(qn("w:pStyle")).set(qn("w:val"), draft.styles["Heading 1"])
    parts = "".join(part_xml(draft, keep_next=keep_next) for keep_next in (False, True))
    ends, opens = parse_xml(f"<w:body {DECLARED}>{parts}</w:body>")
    heading.addprevious(ends)
    heading.addnext(opens)
    return (
        paragraph_piece(ends, page.column, rule),
        paragraph_piece(heading, page.width, rule),
        paragraph_piece(opens, page.width, rule),
    )
