"""What a Word body keeps together and apart: leads with their tables, cautions with what they limit, small print whole,
tables from what follows."""

from __future__ import annotations

from typing import Any

from docx.oxml import parse_xml

from briefgen.ooxml.wordml import DECLARED, paragraph, qn
from briefgen.writers.word.looks import style_of
from briefgen.writers.word.pieces import is_beside, is_framed, lower
from briefgen.writers.word.text import WordDraft

_AFTER_TABLE = 8.0
STRIP = 2
"""Rows of a table that is a strip of facts."""
SHORT = 120
"""Characters of a first paragraph that moves on with the table of its heading."""
LONG = 420
"""Characters from which on a paragraph, of some six lines, may part from the figure or list that it leads to."""


def keep_leads(root: Any, draft: WordDraft) -> None:
    """A paragraph that leads to a table, figure or list stays with it, to a figure or list one that is not long; so
    does a short one between a heading and the lead to a table. A strip of a head and one row stays with its figure."""
    body, named = draft.styles["Body Text"], draft.styles["Caption"]
    lists = {draft.styles["List Bullet"], draft.styles["List Number"]}
    headings = {draft.styles["Heading 2"], draft.styles["Heading 3"]}
    leads_to_table: set[Any] = set()
    for lead in reversed(list(root.iterchildren(qn("w:p")))):
        following, before = lead.getnext(), lead.getprevious()
        if following is None or style_of(lead) != body:
            continue
        is_table = following.tag == qn("w:tbl") and not is_beside(following)
        headed = before is not None and style_of(before) in headings
        letters = sum(len(words.text or "") for words in lead.iter(qn("w:t")))
        is_first = following in leads_to_table and headed and letters <= SHORT
        if is_table or is_first:
            leads_to_table.add(lead)
        if is_table or is_first or (letters < LONG and style_of(following) in {named, *lists}):
            lead.get_or_add_pPr().get_or_add_keepNext()
    for strip in root.iterchildren(qn("w:tbl")):
        following, rows = strip.getnext(), strip.findall(qn("w:tr"))
        if len(rows) == STRIP and following is not None and style_of(following) == named:
            for cell_paragraph in strip.iter(qn("w:p")):
                cell_paragraph.get_or_add_pPr().get_or_add_keepNext()


def keep_cautions(root: Any, draft: WordDraft) -> None:
    """A caution stays with the figure or table above it, and with the sources of that."""
    caution = draft.styles["Caution"]
    below = {draft.styles["Figure"], draft.styles["Source"]}
    for text in root.iterchildren(qn("w:p")):
        if style_of(text) != caution:
            continue
        before = text.getprevious()
        while style_of(before) in below:
            before.get_or_add_pPr().get_or_add_keepNext()
            before = before.getprevious()
        if before is not None and before.tag == qn("w:tbl"):
            for cell_paragraph in before.findall(qn("w:tr"))[-1].iter(qn("w:p")):
                cell_paragraph.get_or_add_pPr().get_or_add_keepNext()


_LONG = 700
"""Signs of small print that is kept whole."""


def keep_statements(root: Any, draft: WordDraft) -> None:
    """Small print is not torn from its head: the paragraph with it stays whole and with the one that follows, where it
    is not long."""
    small = draft.styles["Statement"]
    for text in root.iterchildren(qn("w:p")):
        if style_of(text) != small or not _is_headed(text):
            continue
        properties, following = text.get_or_add_pPr(), text.getnext()
        if len("".join(part.text or "" for part in text.iter(qn("w:t")))) > _LONG:
            continue
        properties.get_or_add_keepLines()
        if style_of(following) == small and not _is_headed(following):
            properties.get_or_add_keepNext()


def _is_headed(text: Any) -> bool:
    """Whether its first words are bold."""
    return text.find(f"{qn('w:r')}/{qn('w:rPr')}/{qn('w:b')}") is not None


def separate_tables(root: Any, draft: WordDraft) -> None:
    """Give what follows a table, and the remarks beside it, their distance; part tables that Word would join; end cells
    with a paragraph."""
    tight = _styles_without_distance(draft)
    for table in list(root.iter(qn("w:tbl"))):
        if is_beside(table):
            continue
        following, notes = table.getnext(), []
        while is_framed(following):
            notes.append(following)
            following = following.getnext()
        if following is None or following.tag != qn("w:p"):
            nested = table.getparent().tag == qn("w:tc")
            points = 0 if nested and following is None else _AFTER_TABLE
            table.addnext(_gap(draft, points))
        elif following.pPr.pStyle.val in tight and following.pPr.find(qn("w:spacing")) is None:
            following.pPr.get_or_add_spacing().set(qn("w:before"), str(round(_AFTER_TABLE * 20)))
            for note in notes:
                lower(note, _AFTER_TABLE)


def _gap(draft: WordDraft, points: float) -> Any:
    extra = f'<w:spacing w:after="{round(points * 20)}"/>'
    text = paragraph(draft.styles["Table Gap"], "", extra=extra)
    return parse_xml(text.replace("<w:p>", f"<w:p {DECLARED}>", 1))


def _styles_without_distance(draft: WordDraft) -> set[str]:
    spaced = {
        style.get(qn("w:styleId"))
        for style in draft.part.styles.element.style_lst
        for before in style.xpath("./w:pPr/w:spacing/@w:before")
        if int(before) > 0
    }
    return set(draft.styles.values()) - spaced


def merge_page_breaks(root: Any, draft: WordDraft) -> None:
    """A page break belongs to the paragraph that follows it, if one does."""
    for gap in list(root.iter(qn("w:pageBreakBefore"))):
        holder = gap.getparent().getparent()
        following = holder.getnext()
        if holder.pPr.pStyle.val == draft.styles["Table Gap"] and following is not None and following.tag == qn("w:p"):
            following.pPr.get_or_add_pageBreakBefore().val = True
            holder.getparent().remove(holder)
