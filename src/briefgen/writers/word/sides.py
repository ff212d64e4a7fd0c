"""Remarks in the margin of a page: a frame beside the paragraph that follows, or small print where there is no room."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile
from typing import Any

from briefgen.document.blocks import Paragraph
from briefgen.document.inlines import plain
from briefgen.ooxml.wordml import paragraph, qn, twips
from briefgen.writers.word.looks import Ruler, look_of, style_of
from briefgen.writers.word.measure import Measured, measure, row_height, stacked
from briefgen.writers.word.pieces import RAIL_RESERVE, Page, is_beside, is_framed, lower, lowered
from briefgen.writers.word.text import TextSetting, WordDraft, inlines_xml

WIDE = 4.2 / 2.54
"""Inches of a remark; the text beside it keeps a little away."""
MOST = 2
"""So many remarks stand beside one paragraph; a further one is small print."""
RISE, GIVEN = 3.0, 0.5
"""Points by which a remark begins higher than the text beside it at most, and the share of the distance above that it
takes for this: distances may be set closer later."""
AIR = 4.0
"""Points that a remark keeps from what is as wide as the page."""


def side_note_xml(draft: WordDraft, block: Paragraph, setting: TextSetting) -> list[str]:
    """A remark as a framed paragraph at the right of the page; small print where text takes the whole width."""
    inner = TextSetting(WIDE, style="Side Note", muted=True)
    if not setting.aside or setting.nested or setting.rail:
        return [paragraph(draft.styles["Source"], inlines_xml(draft, block.inlines, inner), text=plain(block.inlines))]
    ink = inlines_xml(draft, block.inlines, replace(inner, strong=draft.brand.color("ink")))
    frame = (setting.width - WIDE, WIDE)
    return [paragraph(draft.styles["Side Note"], ink, text=plain(block.inlines), frame=frame)]


def settle_sides(root: Any, draft: WordDraft, page: Page, rule: Ruler) -> None:
    """Make small print of each remark that is higher than the narrow text it stands beside, behind that text, and of
    each that the rail of the first page may leave no margin for."""
    railed = list(_beside_rail(root, page, rule))
    for first in [child for child in root if is_framed(child) and not is_framed(child.getprevious())]:
        notes = [first, *_framed_after(first)]
        beside = list(_narrow_after(notes[-1], draft, page, rule))
        height = 0.0 if first in railed else stacked(measure(one, page.width, rule) for one in beside)[0]
        behind = [notes[-1], *takewhile(lambda one: style_of(one) not in draft.heads, beside)][-1]
        taken, room = lowered(first), height - AIR
        for number, note in enumerate(notes):
            taken += stacked([measure(note, WIDE * 72, rule)])[0] + (AIR if number else 0.0)
            if taken > room or number >= MOST:
                _make_small_print(note, behind, draft, page)
                taken = room
            elif not number and beside:
                _raise(note, first.getprevious(), beside[0], rule)


def _raise(note: Any, above: Any, beside: Any, rule: Ruler) -> None:
    """Let a remark, which has a rule above it, begin within the distance above the paragraph beside it, so that their
    first lines stand about level; not so far that what is above would give way to it."""
    if above is None or above.tag != qn("w:p") or lowered(note) > 1 / 20:
        return
    apart = max(measure(above, 1.0, rule).after, measure(beside, 1.0, rule).before)
    lower(note, -min(RISE, apart * GIVEN))


def _beside_rail(root: Any, page: Page, rule: Ruler) -> Iterator[Any]:
    """The paragraphs behind the rail of the first page, as far down as it and that page reach: tables and figures keep
    below it."""
    rail = next((child for child in root if child.tag == qn("w:tbl") and is_beside(child)), None)
    if rail is None:
        return
    tall = sum(row_height(row, rule) for row in rail.iterchildren(qn("w:tr"))) * RAIL_RESERVE
    above = stacked(measure(child, page.width, rule) for child in list(rail.itersiblings(preceding=True))[::-1])[0]
    reach, following = min(tall, page.height - above), rail.getnext()
    sizes: list[Measured] = []
    while following is not None and following.tag == qn("w:p") and stacked(sizes)[0] < reach:
        yield following
        sizes += [] if is_framed(following) else [measure(following, page.width, rule)]
        following = following.getnext()


def _framed_after(note: Any) -> Iterator[Any]:
    following = note.getnext()
    while following is not None and is_framed(following):
        yield following
        following = following.getnext()


def _narrow_after(note: Any, draft: WordDraft, page: Page, rule: Ruler) -> Iterator[Any]:
    """The paragraphs behind a remark that leave the margin free, up to a chapter, another remark, or what is wide."""
    following, chapter = note.getnext(), draft.styles["Heading 1"]
    while following is not None and following.tag == qn("w:p") and not is_framed(following):
        if style_of(following) == chapter:
            return
        narrow = look_of(following, rule).right >= WIDE * 72
        if not narrow and style_of(following) not in draft.heads:
            return
        yield following
        following = following.getnext()


def _make_small_print(note: Any, behind: Any, draft: WordDraft, page: Page) -> None:
    """Small print behind a paragraph, on the same page."""
    properties = note.pPr
    properties.remove(properties.find(qn("w:framePr")))
    properties.find(qn("w:pStyle")).set(qn("w:val"), draft.styles["Source"])
    properties.get_or_add_ind().set(qn("w:right"), str(twips(page.rail / 72)))
    if behind is not note:
        if behind.pPr.find(qn("w:keepNext")) is not None:
            properties.get_or_add_keepNext()
        behind.pPr.get_or_add_keepNext()
        behind.addnext(note)
