"""The flow of a Word document over its pages, foreseen: where it breaks, what gives way, moves or grows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import ceil
from typing import Any

from docx.oxml import parse_xml

from briefgen.charts import HEIGHT_STEP
from briefgen.ooxml.wordml import DECLARED, paragraph, qn, run
from briefgen.writers.word.airing import FULL, air_out
from briefgen.writers.word.figures import resize, slack
from briefgen.writers.word.looks import Ruler
from briefgen.writers.word.measure import measure, stacked
from briefgen.writers.word.pieces import Page, Piece, forms_of, paragraph_piece, pieces_of
from briefgen.writers.word.text import WordDraft

FILLED = 0.75
"""A chapter begins a new page when the page before is filled by more than this, unless all of it still fits."""
HALF = 0.5
"""So does one that begins with a table and has a figure, as a trial does, when the page before is filled by more than
this: it is best seen whole."""
CHAPTER_AIR = 26.0
"""Points above a chapter that begins further down a page."""
RAIL_AIR = 6.0
"""Points below a rail."""
FOOT = 0.15
"""The end matter in two columns begins where more than this of a page is left."""
ROOMY = 0.92
"""Columns that would be filled by more than this are not levelled."""
STEP = HEIGHT_STEP * 72
"""Points by which figures give way and grow."""
BARE = 0.25
"""A table kept whole may part when it would otherwise leave more than this of a page empty."""
GAP = 0.1
"""A figure stands behind what follows it in its section when more than this of a page would be left empty."""
VOID = 0.35
"""Text parts from the figure or table that it leads to when more than this of a page would be left empty."""
GROWTH = 0.2
"""Figures of a page that ends early grow by up to so much of their height."""
_SAFE = 0.01
"""Share of a page by which real pages may differ from foreseen ones."""
_BELOW_FIGURE, _BELOW_RAIL = 0.015, 0.03
"""Shares of a page that stay free below a figure with what is kept with it, and below what keeps below a rail or
stands before a figure."""
_SPARE = 0.04
"""Share of a page that is left above a break which only holds a heading to its table."""
_COLUMN_BREAK = f'<w:r {DECLARED}><w:br w:type="column"/></w:r>'


@dataclass(slots=True)
class Cursor:
    """Where the next piece stands: pages before it, points filled of its own, the distance asked for above it, how far
    down a rail reaches, the points left empty beside it, whether it stands on this page, of two columns the one it is
    in (0: there is one), where both begin and what is in them; the figures and all pieces of the page; where each
    chapter began, in pages, and the points filled of each page before."""

    page: int = 0
    filled: float = 0.0
    after: float = 0.0
    rail: float = 0.0
    hole: float = 0.0
    floats: bool = False
    column: int = 0
    top: float = 0.0
    columned: list[Piece] = field(default_factory=list)
    figures: list[Piece] = field(default_factory=list)
    standing: list[Piece] = field(default_factory=list)
    chapters: list[float] = field(default_factory=list)
    fills: list[float] = field(default_factory=list)

    def at(self, page: Page) -> float:
        """How many pages are filled."""
        return self.page + self.filled / page.height

    @property
    def first(self) -> float:
        """Points filled of the first page."""
        return self.fills[0] if self.fills else self.filled


def flow(pieces: list[Piece], draft: WordDraft, page: Page, rule: Ruler) -> Cursor:
    """Set the pieces of a body one after another, deciding on the way; where its text ends."""
    chapter = draft.styles["Heading 1"]
    place, at = Cursor(), 0
    while at < len(pieces):
        if pieces[at].style == chapter and not _is_decided(pieces[at]):
            _begin_chapter(pieces, at, draft, place, page, rule)
        end = _chain_end(pieces, at, chapter)
        if _need(pieces[at : end + 1]) > page.height:
            end = _let_go(pieces, at, end, draft)
        if pieces[at].measured.look.breaks and place.filled:
            _grow(place, draft, page)
            _turn(place, pieces[at])
        chain = _beside_rail(pieces[at : end + 1], draft, place, page, rule)
        together = len(chain) > 1 or chain[0].whole
        if together and _over(chain, place, page) > -max(_SAFE * page.height, _reserve(chain, page)):
            chain = _make_room(chain, draft, place, page)
        spare = _reserve(chain, page)
        if place.filled and _over(chain, place, page) > -spare and _need(chain) + chain[0].head <= page.height:
            if _defer_figure(pieces, at, end, draft, place, page):
                continue
            if _lead_stays(pieces[at : end + 1], draft, place, page):
                continue
            if not place.column:
                _secure(chain, place, draft, page, tight=_over(chain, place, page) <= 0)
                _grow(place, draft, page)
            chain = pieces[at : at + len(chain)]
            if place.column == 2 and not chain[0].is_row:
                pieces.insert(at, _continued(pieces[: at + 1], draft, page, rule))
                chain.insert(0, pieces[at])
            _turn(place, chain[0])
        for piece in chain:
            _put(piece, place, page)
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
        end = _chain_end(pieces, at, "")
        chain = pieces[at : end + 1]
        breaks = chain[0].measured.look.breaks or (place.column == 1 and _begins_column(chain[0]))
        fits = _over(chain, place, page) <= 0 or _need(chain) + chain[0].head > page.height
        if place.filled and (breaks or not fits):
            level = place.filled if place.column == 1 else 0.0
            _turn(place, chain[0])
        for piece in chain:
            _put(piece, place, page)
        at = end + 1
    return [*place.fills, max(place.filled, level)]


def _begins_column(piece: Piece) -> bool:
    return any(mark.get(qn("w:type")) == "column" for mark in piece.element.iter(qn("w:br")))


def _level(place: Cursor, page: Page) -> float:
    """Break the columns of the last page where they end most level; where they end then. Columns that are all but full
    are left alone, as a line too many before the break would leave a column empty."""
    pieces = place.columned
    ends = {
        at: max(stacked(one.measured for one in part)[0] for part in (pieces[:at], pieces[at:]))
        for at in range(1, len(pieces))
        if not pieces[at - 1].keep_next and not pieces[at].is_row
    }
    best = min(ends, key=lambda at: ends[at], default=0)
    if not best or ends[best] > ROOMY * (page.height - place.top):
        return page.height if place.column == 2 else place.filled
    first = pieces[best].element
    first.insert(1, parse_xml(_COLUMN_BREAK))
    first.pPr.get_or_add_spacing().set(qn("w:before"), "0")
    return place.top + ends[best]


def _is_decided(piece: Piece) -> bool:
    """Whether the chapter opens the document or a page break was asked for."""
    return piece.element.find(f"{qn('w:pPr')}/{qn('w:pageBreakBefore')}") is not None


def _chain_end(pieces: Sequence[Piece], at: int, chapter: str) -> int:
    while at + 1 < len(pieces) and pieces[at].keep_next and pieces[at + 1].style != chapter:
        at += 1
    return at


def _need(chain: Sequence[Piece], after: float = 0.0) -> float:
    """Room that pieces kept together need: all of them, of the last what must stand with it."""
    return stacked([*(piece.measured for piece in chain[:-1]), chain[-1].least], after)[0]


def _over(chain: Sequence[Piece], place: Cursor, page: Page) -> float:
    """Points that pieces kept together lack below what is there."""
    return place.filled + _need(chain, place.after) - page.height


def _reserve(chain: Sequence[Piece], page: Page) -> float:
    """Points that stay free below a figure with what is kept with it, and more below what keeps below a rail: a line
    more than foreseen would send all of it to the next page."""
    if any(piece.above for piece in chain):
        return _BELOW_RAIL * page.height
    return _BELOW_FIGURE * page.height if any(piece.is_figure for piece in chain) else 0.0


def _turn(place: Cursor, piece: Piece) -> None:
    """Begin a page or column for a piece, with the head of its table."""
    if place.column == 1:
        place.column, place.filled, place.after = 2, place.top + piece.head, 0.0
        return
    place.fills.append(place.filled)
    place.column, place.top = min(place.column, 1), 0.0
    place.columned.clear()
    place.page, place.filled, place.after, place.rail = place.page + 1, piece.head, 0.0, 0.0
    place.floats = False
    place.figures.clear()
    place.standing.clear()


def _put(piece: Piece, place: Cursor, page: Page) -> None:
    """Set a piece, on as many pages as it takes. The distance above it counts at the top of a page only below a break
    that was asked for."""
    size = piece.measured
    if piece.narrow:
        piece.element.get_or_add_pPr().get_or_add_ind().set(qn("w:right"), str(round(piece.narrow * 20)))
    if piece.above:
        place.hole = max(place.hole, piece.above)
        piece.element.get_or_add_pPr().get_or_add_spacing().set(qn("w:before"), str(round(piece.above * 20)))
    if place.filled and _over([piece], place, page) > 0:
        _turn(place, piece)
    if place.filled or size.look.breaks:
        place.filled += max(place.after, size.before)
    if piece.beside:
        place.rail, place.floats = place.filled + piece.beside, True
    lines = size.lines
    while not piece.whole and place.filled + lines * size.line + size.frame > page.height and lines > 2:
        here = max(min(int((page.height - place.filled) / size.line), lines - 2), 1)
        lines, place.filled = lines - here, place.filled + here * size.line
        _turn(place, piece)
    place.filled += lines * size.line + size.frame
    place.after = size.after
    if piece.form.parts:
        place.column, place.top, place.after = 1, place.filled, 0.0
    elif place.column:
        place.columned.append(piece)
    place.standing.append(piece)
    if piece.is_figure:
        place.figures.append(piece)


# --- beside a rail -----------------------------------------------------------------------------------------


def _beside_rail(chain: list[Piece], draft: WordDraft, place: Cursor, page: Page, rule: Ruler) -> list[Piece]:
    """Pieces kept together as they stand where a rail still reaches: text ends before it, and what is as wide as the
    page keeps below it, a table with what leads to it, a figure with the heading it follows."""
    if place.rail <= place.filled:
        return chain
    found: list[Piece] = []
    for number, piece in enumerate(chain):
        filled = place.filled + stacked((one.measured for one in found), place.after)[0]
        if filled >= place.rail:
            break
        if _is_wide(piece, draft, page):
            led = piece.is_row or all(one.style in draft.heads for one in found)
            start = 0 if led else number
            below = place.rail - (place.filled if start == 0 else filled) + RAIL_AIR
            cleared = chain[start] if chain[start].is_row else _with_air(chain[start], below)
            return [*found[:start], cleared, *chain[start + 1 :]]
        found.append(_narrowed(piece, page, rule))
    return [*found, *chain[len(found) :]]


def _is_wide(piece: Piece, draft: WordDraft, page: Page) -> bool:
    if piece.is_row:
        cells = piece.element.xpath("./w:tc/w:tcPr/w:tcW/@w:w")
        return sum(int(cell) for cell in cells) / 20 > page.width - page.rail + 1
    named = piece.is_figure or piece.style == draft.styles["Caption"]
    return named and not piece.measured.look.right


def _with_air(piece: Piece, points: float) -> Piece:
    return replace(piece, above=points, measured=replace(piece.measured, before=points))


def _narrowed(piece: Piece, page: Page, rule: Ruler) -> Piece:
    taken = page.rail - piece.measured.look.right
    if piece.is_row or taken <= 1:
        return piece
    size = measure(piece.element, page.width - taken, rule)
    return replace(piece, narrow=page.rail, measured=replace(size, before=piece.measured.before))


# --- decisions ---------------------------------------------------------------------------------------------


def _begin_chapter(pieces: list[Piece], at: int, draft: WordDraft, place: Cursor, page: Page, rule: Ruler) -> None:
    """Break before a chapter or not. Where the page is all but full, the heading moves on by itself: no break then,
    so that a line too many does not stand alone on a page. Beside or below a rail a chapter begins where its first
    pieces, which are kept together, fit, or its text does, and its figure or table opens the next page."""
    chapter = draft.styles["Heading 1"]
    element, air = pieces[at].element, CHAPTER_AIR * rule.air
    rest = page.height - place.filled
    end = next((n for n in range(at + 1, len(pieces)) if pieces[n].style == chapter), len(pieces))
    whole = air + stacked(piece.measured for piece in pieces[at:end])[0]
    moves_on = rest < 0.06 * page.height
    figures = [piece for piece in pieces[at:end] if piece.is_figure]
    is_one = bool(figures) and pieces[at + 1].is_row
    over = whole - rest + (_BELOW_FIGURE if figures else _SAFE) * page.height
    fits = over <= sum(slack(draft, figure.element) for figure in figures)
    follows = fits or place.filled <= (HALF if is_one else FILLED) * page.height
    if place.rail > place.filled:
        opening, kept = _with_air(pieces[at], air), pieces[at + 1 : _chain_end(pieces, at, chapter) + 1]
        chain = _beside_rail([opening, *kept], draft, place, page, rule)
        spare = sum(slack(draft, piece.element) for piece in chain if piece.is_figure)
        follows, moves_on = _over(chain, place, page) < spare - _reserve(chain, page), False
        text = _before_caption(kept, draft)
        if not follows and text and place.filled <= FILLED * page.height:
            follows = _over(_beside_rail([opening, *text], draft, place, page, rule), place, page) < 0
            if follows:
                _part(text[-1])
    if pieces[at + 1 : at + 2] and pieces[at + 1].form.parts and rest < FOOT * page.height:
        follows, moves_on = _columns_fit(pieces[at:end], rest - air), False
    properties = element.get_or_add_pPr()
    properties.get_or_add_pageBreakBefore().val = not (follows or moves_on)
    if follows or moves_on:
        properties.get_or_add_spacing().set(qn("w:before"), str(round(air * 20)))
    if fits and over > 0 and follows:
        _give_way(figures, over, draft)
    pieces[at] = paragraph_piece(element, page.width, rule)


def _columns_fit(pieces: Sequence[Piece], rest: float) -> bool:
    """Whether the end matter, a heading and two columns below it, has room in what is left of a page."""
    sizes = [piece.measured for piece in pieces[2:]]
    tall = max(stacked(sizes)[0] / 2, *(size.height for size in sizes)) if sizes else 0.0
    return stacked(piece.measured for piece in pieces[:2])[0] + tall < rest


def _secure(chain: Sequence[Piece], place: Cursor, draft: WordDraft, page: Page, *, tight: bool) -> None:
    """Break before a chapter that moves on, and before a heading that does from a page with a figure or rail, or that
    leads to a table by a paragraph: there LibreOffice forgets to keep it with what follows. Not where the page is all
    but full: a line too many would stand alone before the break. Before what fits but is too `tight` always."""
    leads = [piece.style for piece in chain[1:2]] == [draft.styles["Body Text"]]
    to_table = leads and any(piece.is_row for piece in chain)
    spare = page.height - place.filled > _SPARE * page.height
    style = chain[0].style
    heads = style in (draft.styles["Heading 2"], draft.styles["Heading 3"])
    is_chapter = style == draft.styles["Heading 1"]
    forgets = heads and (place.figures or place.floats or (to_table and spare))
    if not chain[0].is_row and (tight or (is_chapter and spare) or forgets):
        properties = chain[0].element.get_or_add_pPr()
        properties.get_or_add_pageBreakBefore().val = True
        properties.get_or_add_spacing().set(qn("w:before"), "0")


def _continued(pieces: Sequence[Piece], draft: WordDraft, page: Page, rule: Ruler) -> Piece:
    """The heading over columns that go on at the top of another page, set before the last of some pieces: their
    section, or where another begins there their chapter, and that it goes on. It is no heading of its own for those who
    listen."""
    chapter, section = (draft.styles[f"Heading {level}"] for level in (1, 2))
    heads = {chapter} if pieces[-1].style == section else {chapter, section}
    every = (piece.element for piece in reversed(pieces) if piece.style in heads)
    head = next(one for one in every if one.pPr.find(qn("w:outlineLvl")) is None)
    text = f"{''.join(mark.text or '' for mark in head.iter(qn('w:t')))}, continued"
    outline = '<w:spacing w:before="0"/><w:outlineLvl w:val="9"/>'
    xml = paragraph(draft.styles["Heading 2"], run(text), keep_next=True, break_before=True, text=text, extra=outline)
    element = parse_xml(f"<w:body {DECLARED}>{xml}</w:body>")[0]
    pieces[-1].element.addprevious(element)
    return paragraph_piece(element, page.column, rule)


# --- what gives way ----------------------------------------------------------------------------------------


def _make_room(chain: list[Piece], draft: WordDraft, place: Cursor, page: Page) -> list[Piece]:
    """Let a figure give way, or a table part, where the chain does not fit. Returns what is still kept together."""
    over = _over(chain, place, page) + max(_SAFE * page.height, _reserve(chain, page))
    figures = [piece for piece in (*place.figures, *chain) if piece.is_figure]
    if over <= sum(slack(draft, figure.element) for figure in figures):
        place.filled -= sum(_give_way(figures, over, draft)[: len(place.figures)])
        return chain
    if page.height - place.filled > BARE * page.height:
        return _part_table(chain)
    return chain


def _give_way(figures: Sequence[Piece], over: float, draft: WordDraft) -> list[float]:
    """Draw figures lower by so many points together, each in its share; the points of each."""
    slacks = [slack(draft, figure.element) for figure in figures]
    lower = [min(ceil(over * spare / sum(slacks) / STEP) * STEP, spare) for spare in slacks]
    for figure, points in zip(figures, lower, strict=True):
        _draw_lower(figure, points)
    return lower


def _let_go(pieces: list[Piece], at: int, end: int, draft: WordDraft) -> int:
    """Part pieces kept together that no page can hold before their last caption, where text leads to it; the last
    piece that is still kept with the first."""
    before = len(_before_caption(pieces[at : end + 1], draft))
    if before:
        _part(pieces[at + before - 1])
    return at + before - 1 if before else end


def _lead_stays(chain: Sequence[Piece], draft: WordDraft, place: Cursor, page: Page) -> bool:
    """Part pieces kept together before their last caption where the text that leads to it fills some of a page that
    would else be half empty. False where they stay together."""
    text = _before_caption(chain, draft)
    free = page.height - place.filled
    if place.column or place.rail > place.filled or not text or free < VOID * page.height:
        return False
    if _over(text, place, page) > -_BELOW_RAIL * page.height:
        return False
    _part(text[-1])
    return True


def _before_caption(chain: Sequence[Piece], draft: WordDraft) -> Sequence[Piece]:
    """What of pieces kept together leads to their last caption, up to the end of its text; nothing where none does."""
    caption, text = draft.styles["Caption"], {draft.styles["Body Text"], draft.styles["Source"]}
    found = (n for n in range(len(chain) - 1, 0, -1) if chain[n].style == caption and chain[n - 1].style in text)
    return chain[: next(found, 0)]


def _part(piece: Piece) -> None:
    """Let a page end behind a piece that is kept with the next."""
    piece.keep_next = False
    piece.element.get_or_add_pPr().get_or_add_keepNext().val = False


def _draw_lower(figure: Piece, points: float) -> None:
    resize(figure.element, points)
    figure.measured = replace(figure.measured, line=figure.measured.line - points)


def _grow(place: Cursor, draft: WordDraft, page: Page) -> None:
    """Let the figures of a page that ends early take more room, each in its share, then air what stands on it."""
    rest = FULL * page.height - place.filled
    most = [figure.measured.line * GROWTH for figure in place.figures]
    for figure, points in zip(place.figures, most, strict=True):
        taller = min(rest * points / sum(most), points) // STEP * STEP
        if taller > 0:
            _draw_lower(figure, -taller)
            place.filled += taller
    air_out(place.standing, place.filled, draft, page)


def _defer_figure(pieces: list[Piece], at: int, end: int, draft: WordDraft, place: Cursor, page: Page) -> bool:
    """Let the figure of pieces kept together from `at` to `end` stand behind what follows it in its section, where that
    fits on a page which would else end early. False where it stays."""
    caption = draft.styles["Caption"]
    start = next((n for n in range(at, end) if pieces[n].style == caption and pieces[n + 1].is_figure), -1)
    if start < 0 or place.column or page.height - place.filled < GAP * page.height:
        return False
    first, taken = end + 1, pieces[at:start]
    while first < len(pieces):
        last = _chain_end(pieces, first, draft.styles["Heading 1"])
        chain = pieces[first : last + 1]
        is_other = any(one.is_figure or one.form.parts or one.style in draft.heads for one in chain)
        if is_other or _over([*taken, *chain], place, page) > -_BELOW_RAIL * page.height:
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
