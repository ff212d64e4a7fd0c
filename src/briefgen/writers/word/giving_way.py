"""What gives way where a page ends: figures are drawn lower or stand further down, tables part, figures grow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from briefgen.charts import HEIGHT_STEP
from briefgen.ooxml.wordml import qn
from briefgen.writers.word.airing import FULL, air_out, draw_in
from briefgen.writers.word.cursor import BELOW_RAIL, SAFE, Cursor, chain_end, overflow, reserve
from briefgen.writers.word.figures import resize, slack
from briefgen.writers.word.measure import stacked
from briefgen.writers.word.pieces import Page, Piece
from briefgen.writers.word.text import WordDraft

STEP = HEIGHT_STEP * 72
"""Points by which figures give way and grow."""
BARE = 0.25
"""A table kept whole may part when it would otherwise leave more than this of a page empty."""
GAP = 0.1
"""A figure stands behind what follows it in its section when more than this of a page would be left empty."""
VOID = 0.35
"""Text parts from the figure or table that it leads to when more than this of a page would be left empty."""
TAIL = 0.08
"""So little of a chapter does not stand on the next page when figures can give way for it."""
GROWTH = 0.2
"""Figures of a page that ends early grow by up to so much of their height."""


def make_room(chain: list[Piece], draft: WordDraft, place: Cursor, page: Page) -> list[Piece]:
    """Let a figure give way, or a table part, where the chain does not fit. Returns what is still kept together."""
    over = overflow(chain, place, page) + max(SAFE * page.height, reserve(chain, page))
    figures = [piece for piece in (*place.figures, *chain) if piece.is_figure]
    if over <= sum(slack(draft, figure.element) for figure in figures):
        place.filled -= sum(give_way(figures, over, draft)[: len(place.figures)])
        return chain
    free = page.height - place.filled
    short = over + 1 - sum(slack(draft, one.element) for one in figures)
    is_void = free > VOID * page.height and not (place.column or place.floats)
    if figures and is_void and draw_in(place.standing, short, draft):
        place.filled -= short + sum(give_way(figures, over - short, draft)[: len(place.figures)])
        return chain
    if free > BARE * page.height:
        return _part_table(chain)
    return chain


def pull_tail(rest: Sequence[Piece], draft: WordDraft, place: Cursor, page: Page) -> None:
    """Draw the figures of a page lower where so little of a chapter would else stand alone at the head of the next."""
    over = place.filled + stacked((piece.measured for piece in rest), place.after)[0] - (1 - SAFE) * page.height
    if place.column or place.rail > place.filled or not 0 < over <= TAIL * page.height:
        return
    if over <= sum(slack(draft, figure.element) for figure in place.figures):
        place.filled -= sum(give_way(place.figures, over, draft))


def give_way(figures: Sequence[Piece], over: float, draft: WordDraft) -> list[float]:
    """Draw figures lower by so many points together, each in its share; the points of each."""
    slacks = [slack(draft, figure.element) for figure in figures]
    lower = [min(ceil(over * spare / sum(slacks) / STEP) * STEP, spare) for spare in slacks]
    for figure, points in zip(figures, lower, strict=True):
        _draw_lower(figure, points)
    return lower


def let_go(pieces: list[Piece], at: int, end: int, draft: WordDraft) -> int:
    """Part pieces kept together that no page can hold before their last caption, where text leads to it; the last
    piece that is still kept with the first."""
    before = len(before_caption(pieces[at : end + 1], draft))
    if before:
        part_behind(pieces[at + before - 1])
    return at + before - 1 if before else end


def lead_stays(chain: Sequence[Piece], draft: WordDraft, place: Cursor, page: Page) -> bool:
    """Part pieces kept together before their last caption where the text that leads to it fills some of a page that
    would else be half empty. False where they stay together."""
    text, free = before_caption(chain, draft), page.height - place.filled
    if place.column or place.rail > place.filled or not text or free < VOID * page.height:
        return False
    if overflow(text, place, page) > -BELOW_RAIL * page.height:
        return False
    part_behind(text[-1])
    return True


def before_caption(chain: Sequence[Piece], draft: WordDraft) -> Sequence[Piece]:
    """What of pieces kept together leads to their last caption, up to the end of its text; nothing where none does."""
    caption, text = draft.styles["Caption"], {draft.styles["Body Text"], draft.styles["Source"]}
    found = (n for n in range(len(chain) - 1, 0, -1) if chain[n].style == caption and chain[n - 1].style in text)
    return chain[: next(found, 0)]


def part_behind(piece: Piece) -> None:
    """Let a page end behind a piece that is kept with the next."""
    piece.keep_next = False
    piece.element.get_or_add_pPr().get_or_add_keepNext().val = False


def _draw_lower(figure: Piece, points: float) -> None:
    resize(figure.element, points)
    figure.measured = replace(figure.measured, line=figure.measured.line - points)


def grow(place: Cursor, draft: WordDraft, page: Page) -> None:
    """Let the figures of a page that ends early take more room, each in its share, then air what stands on it."""
    rest = FULL * page.height - place.filled
    most = [figure.measured.line * GROWTH for figure in place.figures]
    for figure, points in zip(place.figures, most, strict=True):
        taller = min(rest * points / sum(most), points) // STEP * STEP
        if taller > 0:
            _draw_lower(figure, -taller)
            place.filled += taller
    air_out(place.standing, place.filled, draft, page)


def defer_figure(pieces: list[Piece], at: int, end: int, draft: WordDraft, place: Cursor, page: Page) -> bool:
    """Let the figure of pieces kept together from `at` to `end` stand behind what follows it in its section, where that
    fits on a page which would else end early. False where it stays."""
    caption = draft.styles["Caption"]
    start = next((n for n in range(at, end) if pieces[n].style == caption and pieces[n + 1].is_figure), -1)
    if start < 0 or place.column or page.height - place.filled < GAP * page.height:
        return False
    first, taken = end + 1, pieces[at:start]
    while first < len(pieces):
        last = chain_end(pieces, first, draft.styles["Heading 1"])
        chain = pieces[first : last + 1]
        is_other = any(one.is_figure or one.form.parts or one.style in draft.heads for one in chain)
        if is_other or overflow([*taken, *chain], place, page) > -BELOW_RAIL * page.height:
            break
        taken, first = [*taken, *chain], last + 1
    if len(taken) == start - at:
        return False
    figure, behind = pieces[start : end + 1], taken[-1].element
    behind = behind.getparent() if taken[-1].is_row else behind
    for piece in reversed(figure):
        behind.addnext(piece.element)
    pieces[at:first] = [*taken, *figure]
    return True


def _part_table(chain: list[Piece]) -> list[Piece]:
    """Let go of the middle rows of a table kept whole: its head keeps two rows, its last two rows stay together."""
    body = [piece for piece in chain if piece.is_row and not piece.form.is_head]
    for piece in body[1:-2]:
        if not piece.form.is_group:
            piece.keep_next = False
            for keep in list(piece.element.iter(qn("w:keepNext"))):
                keep.getparent().remove(keep)
    end = next((number for number, piece in enumerate(chain) if not piece.keep_next), len(chain) - 1)
    return chain[: end + 1]
