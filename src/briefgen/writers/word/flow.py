"""The flow of a Word document over its pages, foreseen: where a page, a chapter or a column begins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.oxml import parse_xml

from briefgen.ooxml.wordml import DECLARED, paragraph, qn, run
from briefgen.writers.word.across import set_across
from briefgen.writers.word.cursor import (
    BELOW_FIGURE,
    SAFE,
    Cursor,
    chain_end,
    needed,
    overflow,
    put,
    reserve,
    turn_page,
)
from briefgen.writers.word.figures import slack
from briefgen.writers.word.giving_way import (
    before_caption,
    defer_figure,
    give_way,
    grow,
    lead_stays,
    let_go,
    make_room,
    part_behind,
    pull_tail,
)
from briefgen.writers.word.looks import Ruler
from briefgen.writers.word.measure import stacked
from briefgen.writers.word.pieces import Page, Piece, forms_of, paragraph_piece, pieces_of
from briefgen.writers.word.rails import beside_rail, with_air
from briefgen.writers.word.text import WordDraft

FILLED = 0.75
"""A chapter begins a new page when the page before is filled by more than this, unless all of it still fits."""
HALF = 0.5
"""So does one that begins with a table and has a figure, as a trial does, when the page before is filled by more than
this: it is best seen whole."""
CHAPTER_AIR = 26.0
"""Points above a chapter that begins further down a page."""
FOOT = 0.15
"""The end matter in two columns begins where more than this of a page is left."""
APART, SCARCE = 0.45, 0.3
"""Where less is left and not all of it fits there but on the page that it would need anyway, it begins that page; of
one that it would leave meagre only where so little is left."""
ROOMY = 0.95
"""Columns that would be filled by more than this are not levelled, and are not said to fit a page."""
WHOLE = 0.97
"""So full the columns of the last page may be, for their last heading to begin it;"""
HEAD = 30.0
"""points of which that heading takes, across both columns;"""
LEAST = 0.6
"""so full is the page before at least,"""
UNEVEN = 1.3
"""and so much longer than half of both its longer column at most."""
_SPARE = 0.04
"""Share of a page that is left above a break which only holds a heading to its table."""
_COLUMN_BREAK = f'<w:r {DECLARED}><w:br w:type="column"/></w:r>'


def flow(pieces: list[Piece], draft: WordDraft, page: Page, rule: Ruler) -> Cursor:
    """Set the pieces of a body one after another, deciding on the way; where its text ends."""
    chapter = draft.styles["Heading 1"]
    place, at = Cursor(), 0
    while at < len(pieces):
        if pieces[at].style == chapter and not _is_decided(pieces[at]):
            _begin_chapter(pieces, at, draft, place, page, rule)
        end = chain_end(pieces, at, chapter)
        if needed(pieces[at : end + 1]) > page.height:
            end = let_go(pieces, at, end, draft)
        if pieces[at].measured.look.breaks and place.filled:
            grow(place, draft, page)
            turn_page(place, pieces[at])
        if _begins_last(pieces, at, draft, place, page):
            place.filled = _level(place, page)
            _break_before(pieces[at])
            pieces[at : at + 1] = set_across(pieces[at].element, draft, page, rule)
            for piece in pieces[at : at + 3]:
                if piece.measured.look.breaks:
                    turn_page(place, piece, over=True)
                put(piece, place, page)
            at += 3
            continue
        if place.figures:
            pull_tail(_rest_of_chapter(pieces, at, chapter), draft, place, page)
        chain = beside_rail(pieces[at : end + 1], draft, place, page, rule)
        together = len(chain) > 1 or chain[0].whole
        if together and overflow(chain, place, page) > -max(SAFE * page.height, reserve(chain, page)):
            chain = make_room(chain, draft, place, page)
        spare = reserve(chain, page)
        if place.filled and overflow(chain, place, page) > -spare and needed(chain) + chain[0].head <= page.height:
            if defer_figure(pieces, at, end, draft, place, page):
                continue
            if lead_stays(pieces[at : end + 1], draft, place, page):
                continue
            if not place.column:
                _secure(chain, place, draft, page, tight=overflow(chain, place, page) <= 0)
                grow(place, draft, page)
            chain = pieces[at : at + len(chain)]
            if place.column == 2 and chain[0].style == draft.styles["Heading 2"]:
                _break_before(chain[0])
            elif place.column == 2 and not chain[0].is_row:
                pieces.insert(at, _continued(pieces[: at + 1], draft, page, rule))
                chain.insert(0, pieces[at])
            turn_page(place, chain[0])
        for piece in chain:
            put(piece, place, page)
            if piece.style == chapter:
                above = place.filled - piece.measured.height
                place.chapters.append(place.page + (above / page.height if above > piece.measured.before else 0.0))
        at += len(chain)
    if place.column:
        place.filled = _level(place, page)
    return place


def foreseen(root: Any, page: Page, rule: Ruler) -> list[float]:
    """The points filled of each page of a body whose breaks are decided; nothing of it changes."""
    pieces, place, at, level = list(pieces_of(root, rule, forms_of(root, page, rule))), Cursor(), 0, 0.0
    while at < len(pieces):
        end = chain_end(pieces, at, "")
        chain = pieces[at : end + 1]
        breaks = chain[0].measured.look.breaks or (place.column == 1 and _begins_column(chain[0]))
        fits = overflow(chain, place, page) <= 0 or needed(chain) + chain[0].head > page.height
        if place.filled and (breaks or not fits):
            over = bool(chain[0].measured.look.breaks)
            level = place.filled if place.column == 1 and not over else 0.0
            turn_page(place, chain[0], over=over)
        for piece in chain:
            put(piece, place, page)
        at = end + 1
    return [*place.fills, max(place.filled, level)]


def _begins_column(piece: Piece) -> bool:
    return any(mark.get(qn("w:type")) == "column" for mark in piece.element.iter(qn("w:br")))


def _level(place: Cursor, page: Page) -> float:
    """Break the columns of the last page where they end most level; where they end then. Columns that are all but full
    are left alone, as a line too many before the break would leave a column empty."""
    ends = _ends(place)
    best = min(ends, key=lambda at: ends[at], default=0)
    if not best or ends[best] > ROOMY * (page.height - place.top):
        return page.height if place.column == 2 else place.filled
    first = place.columned[best].element
    first.insert(1, parse_xml(_COLUMN_BREAK))
    first.pPr.get_or_add_spacing().set(qn("w:before"), "0")
    return place.top + ends[best]


def _ends(place: Cursor) -> dict[int, float]:
    """Where the columns of a page may part, by the number of the piece that begins the second, and how far down the
    longer one then reaches."""
    pieces = place.columned
    return {
        at: max(stacked(one.measured for one in part)[0] for part in (pieces[:at], pieces[at:]))
        for at in range(1, len(pieces))
        if not pieces[at - 1].keep_next and not pieces[at].is_row
    }


def _rest_of_chapter(pieces: Sequence[Piece], at: int, chapter: str) -> Sequence[Piece]:
    end = next((n for n in range(at, len(pieces)) if pieces[n].style == chapter), len(pieces))
    return pieces[at:end]


def _is_decided(piece: Piece) -> bool:
    """Whether the chapter opens the document or a page break was asked for."""
    return piece.element.find(f"{qn('w:pPr')}/{qn('w:pageBreakBefore')}") is not None


# --- decisions ---------------------------------------------------------------------------------------------


def _begin_chapter(pieces: list[Piece], at: int, draft: WordDraft, place: Cursor, page: Page, rule: Ruler) -> None:
    """Break before a chapter or not; at the head of a page it keeps no distance. Where the page is all but full, the
    heading moves on by itself: no break then, so that a line too many does not stand alone on a page. Beside or below
    a rail a chapter begins where its first pieces, which are kept together, fit, or its text does, and its figure or
    table opens the next page; columns where what opens them does."""
    chapter = draft.styles["Heading 1"]
    element, air = pieces[at].element, CHAPTER_AIR * rule.air
    rest = page.height - place.filled
    end = next((n for n in range(at + 1, len(pieces)) if pieces[n].style == chapter), len(pieces))
    whole = air + stacked(piece.measured for piece in pieces[at:end])[0]
    moves_on = rest < 0.06 * page.height
    figures = [piece for piece in pieces[at:end] if piece.is_figure]
    is_one = bool(figures) and pieces[at + 1].is_row
    over = whole - rest + (BELOW_FIGURE if figures else SAFE) * page.height
    fits = over <= sum(slack(draft, figure.element) for figure in figures)
    follows = fits or place.filled <= (HALF if is_one else FILLED) * page.height
    if place.rail > place.filled:
        opening, kept = with_air(pieces[at], air), pieces[at + 1 : chain_end(pieces, at, chapter) + 1]
        chain = beside_rail([opening, *kept], draft, place, page, rule)
        spare = sum(slack(draft, piece.element) for piece in chain if piece.is_figure)
        follows, moves_on = overflow(chain, place, page) < spare - reserve(chain, page), False
        text = before_caption(kept, draft)
        if not follows and text and place.filled <= FILLED * page.height:
            follows = overflow(beside_rail([opening, *text], draft, place, page, rule), place, page) < 0
            if follows:
                part_behind(text[-1])
    if pieces[at + 1 : at + 2] and pieces[at + 1].form.parts:
        tall = _columns_height(pieces[at:end])
        apart = APART if tall >= LEAST * page.height else SCARCE
        is_whole_there = rest < apart * page.height and tall < ROOMY * page.height
        heads = air + stacked(piece.measured for piece in pieces[at : at + 2])[0]
        opens = heads + _opening(pieces[at + 2 : end], chapter) < rest
        if is_whole_there or rest < FOOT * page.height or not opens:
            follows, moves_on = opens and tall < rest - air, False
    properties = element.get_or_add_pPr()
    properties.get_or_add_pageBreakBefore().val = not (follows or moves_on)
    properties.get_or_add_spacing().set(qn("w:before"), str(round(air * 20 * (follows or moves_on))))
    if fits and over > 0 and follows:
        give_way(figures, over, draft)
    pieces[at] = paragraph_piece(element, page.width, rule)


def _opening(pieces: Sequence[Piece], chapter: str) -> float:
    """Room that columns need to begin: for their first pieces, which are kept together, and for as much of a table
    behind these as is."""
    last = chain_end(pieces, 0, chapter)
    if last + 1 < len(pieces) and pieces[last + 1].is_row:
        last = chain_end(pieces, last + 1, chapter)
    return needed(pieces[: last + 1]) if pieces else 0.0


def _begins_last(pieces: Sequence[Piece], at: int, draft: WordDraft, place: Cursor, page: Page) -> bool:
    """Whether a heading within columns begins the last page: all from here on stands whole there and not on this page,
    and what stands on this page fills most of it in columns that end about level."""
    if not place.columned or pieces[at].style != draft.styles["Heading 2"]:
        return False
    rest = stacked(piece.measured for piece in pieces[at:])[0]
    room = page.height - place.filled + (page.height - place.top) * (2 - place.column)
    half = stacked(piece.measured for piece in place.columned)[0] / 2
    below = stacked(piece.measured for piece in pieces[at + 1 :])[0]
    if rest <= room or HEAD + below / 2 >= WHOLE * page.height:
        return False
    if half < FOOT * page.height or place.top + half < LEAST * page.height:
        return False
    return any(end <= UNEVEN * half for end in _ends(place).values())


def _columns_height(pieces: Sequence[Piece]) -> float:
    """How tall the end matter is, a heading and two level columns below it."""
    sizes = [piece.measured for piece in pieces[2:]]
    tall = max(stacked(sizes)[0] / 2, *(size.height for size in sizes)) if sizes else 0.0
    return stacked(piece.measured for piece in pieces[:2])[0] + tall


def _secure(chain: Sequence[Piece], place: Cursor, draft: WordDraft, page: Page, *, tight: bool) -> None:
    """Break before a chapter that moves on, and before a heading that does from a page with a figure or rail, or that
    leads to a table by a paragraph: there LibreOffice forgets to keep it with what follows. It also draws a figure
    below a rail beyond the page. Not where the page is all but full: a line too many would stand alone before the
    break. Before what fits but is too `tight` always."""
    leads = [piece.style for piece in chain[1:2]] == [draft.styles["Body Text"]]
    to_table = leads and any(piece.is_row for piece in chain)
    spare = page.height - place.filled > _SPARE * page.height
    style = chain[0].style
    heads = style in (draft.styles["Heading 2"], draft.styles["Heading 3"])
    is_chapter = style == draft.styles["Heading 1"]
    forgets = heads and (place.figures or place.floats or (to_table and spare))
    forgets = forgets or (place.floats and spare and any(piece.is_figure for piece in chain))
    if not chain[0].is_row and (tight or (is_chapter and spare) or forgets):
        _break_before(chain[0])


def _break_before(piece: Piece) -> None:
    """Begin a page with a paragraph, which keeps no distance there."""
    properties = piece.element.get_or_add_pPr()
    properties.get_or_add_pageBreakBefore().val = True
    properties.get_or_add_spacing().set(qn("w:before"), "0")


def _continued(pieces: Sequence[Piece], draft: WordDraft, page: Page, rule: Ruler) -> Piece:
    """The heading over columns that go on at the top of another page, set before the last of some pieces: that their
    section goes on. It is no heading of its own for those who listen."""
    heads = {draft.styles[f"Heading {level}"] for level in (1, 2)}
    every = (piece.element for piece in reversed(pieces) if piece.style in heads)
    head = next(one for one in every if one.pPr.find(qn("w:outlineLvl")) is None)
    text = f"{''.join(mark.text or '' for mark in head.iter(qn('w:t')))}, continued"
    outline = '<w:spacing w:before="0"/><w:outlineLvl w:val="9"/>'
    xml = paragraph(draft.styles["Heading 2"], run(text), keep_next=True, break_before=True, text=text, extra=outline)
    element = parse_xml(f"<w:body {DECLARED}>{xml}</w:body>")[0]
    pieces[-1].element.addprevious(element)
    return paragraph_piece(element, page.column, rule)
