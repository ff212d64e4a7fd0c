"""Pages of a Word document, foreseen: where chapters begin, tables part and figures give way so that pages are full."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any

from docx.oxml.ns import qn

from briefgen.writers.word.figures import resize, slack
from briefgen.writers.word.measure import Measured, Ruler, measure, row_height, ruler, stacked, style_of
from briefgen.writers.word.text import WordDraft

FILLED = 0.6
"""A chapter begins a new page when the page before is filled by more than this, unless all of it still fits."""
CHAPTER_AIR = 26.0
"""Points above a chapter that begins further down a page."""
BARE = 0.25
"""A table kept whole may part when it would otherwise leave more than this of a page empty."""
MEAGRE = 0.18
"""A last page filled less than this is drawn onto the page before where less air between blocks allows it."""
AIRS = (0.85, 0.7, 0.6)
_SAFE = 0.01
"""Share of a page by which real pages may differ from foreseen ones."""


@dataclass(frozen=True, slots=True)
class Page:
    """The room for text on a page in points."""

    width: float
    height: float


@dataclass(slots=True)
class Piece:
    """What a page break does not cut: a table row, or a paragraph with its lines. `head` is the height of the table
    head that is repeated above a row on a new page."""

    element: Any
    measured: Measured
    whole: bool
    keep_next: bool
    head: float = 0.0

    @property
    def least(self) -> Measured:
        """What of it must find room where it begins."""
        size = self.measured
        return size if self.whole or size.lines <= 3 else replace(size, lines=2)


@dataclass(slots=True)
class Cursor:
    """Where the next piece stands: pages before it, points filled of its own, the distance asked for above it, and
    the figures on its page."""

    page: int = 0
    filled: float = 0.0
    after: float = 0.0
    figures: list[Piece] = field(default_factory=list)


def settle_pages(root: Any, draft: WordDraft, page: Page) -> Cursor:
    """Decide the breaks of a body; less air where that spares a meagre last page. Returns where the text ends."""
    styles = draft.part.styles.element
    untouched = deepcopy(root)
    end = _flow(root, draft, page, ruler(draft.brand, styles))
    if end.page and end.filled < MEAGRE * page.height:
        for air in AIRS:
            tried = deepcopy(untouched)
            tighter = _flow(tried, draft, page, ruler(draft.brand, styles, air))
            if tighter.page < end.page:
                _tighten(styles, air)
                root[:] = list(tried)
                return tighter
    return end


def _tighten(styles: Any, air: float) -> None:
    """Scale the distances of every style."""
    found = [(spacing, qn(f"w:{side}")) for spacing in styles.iter(qn("w:spacing")) for side in ("before", "after")]
    margins = [margin for margins in styles.iter(qn("w:tblCellMar")) for margin in margins]
    found += [(margin, qn("w:w")) for margin in margins if margin.tag in (qn("w:top"), qn("w:bottom"))]
    for element, name in found:
        if element.get(name) is not None:
            element.set(name, str(round(int(element.get(name)) * air)))


# --- pieces ------------------------------------------------------------------------------------------------


def _pieces(root: Any, page: Page, rule: Ruler) -> list[Piece]:
    found: list[Piece] = []
    for child in root:
        if child.tag == qn("w:p"):
            found.append(_paragraph(child, page, rule))
        elif child.tag == qn("w:tbl"):
            found += _rows(child, rule)
    return found


def _paragraph(element: Any, page: Page, rule: Ruler) -> Piece:
    size = measure(element, page.width, rule)
    piece = Piece(element, size, size.look.keep_lines, size.look.keep_next)
    piece.whole = piece.whole or _is_figure(piece)
    return piece


def _rows(table: Any, rule: Ruler) -> Iterator[Piece]:
    head = 0.0
    for row in table.iterchildren(qn("w:tr")):
        first = row.find(f".//{qn('w:p')}")
        size = measure(first, 1000.0, rule)
        height = row_height(row, rule)
        yield Piece(row, Measured(size.look, 1, height), True, size.look.keep_next, head)
        if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None:
            head += height


# --- the flow ----------------------------------------------------------------------------------------------


def _flow(root: Any, draft: WordDraft, page: Page, rule: Ruler) -> Cursor:
    """Set piece after piece, deciding on the way."""
    chapter = draft.styles["Heading 1"]
    pieces = _pieces(root, page, rule)
    place, at = Cursor(), 0
    while at < len(pieces):
        if style_of(pieces[at].element) == chapter and not _is_decided(pieces[at]):
            _begin_chapter(pieces, at, chapter, place, page, rule)
        end = _chain_end(pieces, at, chapter)
        chain = pieces[at : end + 1]
        if pieces[at].measured.look.breaks and place.filled:
            _turn(place, pieces[at])
        together = len(chain) > 1 or chain[0].whole
        if together and _over(chain, place, page) > -_SAFE * page.height:
            chain = _make_room(chain, draft, place, page)
        if place.filled and _over(chain, place, page) > 0 and _need(chain) + chain[0].head <= page.height:
            _secure(chain, place, draft)
            _turn(place, chain[0])
        for piece in chain:
            _put(piece, place, page)
        at += len(chain)
    return place


def _is_decided(piece: Piece) -> bool:
    """Whether the chapter opens the document or a page break was asked for."""
    return piece.element.find(f"{qn('w:pPr')}/{qn('w:pageBreakBefore')}") is not None


def _chain_end(pieces: Sequence[Piece], at: int, chapter: str) -> int:
    while at + 1 < len(pieces) and pieces[at].keep_next and style_of(pieces[at + 1].element) != chapter:
        at += 1
    return at


def _need(chain: Sequence[Piece], after: float = 0.0) -> float:
    """Room that pieces kept together need: all of them, of the last what must stand with it."""
    return stacked([*(piece.measured for piece in chain[:-1]), chain[-1].least], after)[0]


def _over(chain: Sequence[Piece], place: Cursor, page: Page) -> float:
    """Points that pieces kept together lack below what is there."""
    return place.filled + _need(chain, place.after) - page.height


def _turn(place: Cursor, piece: Piece) -> None:
    """Begin a page for a piece, with the head of its table."""
    place.page, place.filled, place.after = place.page + 1, piece.head, 0.0
    place.figures.clear()


def _secure(chain: Sequence[Piece], place: Cursor, draft: WordDraft) -> None:
    """Break before a heading that moves on from a page with a figure: below one LibreOffice forgets to keep it with
    what follows."""
    if place.figures and style_of(chain[0].element) in (draft.styles["Heading 2"], draft.styles["Heading 3"]):
        chain[0].element.get_or_add_pPr().get_or_add_pageBreakBefore().val = True


def _put(piece: Piece, place: Cursor, page: Page) -> None:
    """Set a piece, on as many pages as it takes."""
    size = piece.measured
    if place.filled and _over([piece], place, page) > 0:
        _turn(place, piece)
    place.filled += max(place.after, size.before) if place.filled else 0.0
    lines = size.lines
    while not piece.whole and place.filled + lines * size.line + size.frame > page.height and lines > 2:
        here = min(int((page.height - place.filled) / size.line), lines - 2)
        lines -= max(here, 1)
        _turn(place, piece)
    place.filled += lines * size.line + size.frame
    place.after = size.after
    if _is_figure(piece):
        place.figures.append(piece)


# --- decisions ---------------------------------------------------------------------------------------------


def _begin_chapter(pieces: list[Piece], at: int, chapter: str, place: Cursor, page: Page, rule: Ruler) -> None:
    """Break before a chapter or not. Where the page is all but full, the heading moves on by itself: no break then,
    so that a line too many does not stand alone on a page."""
    element = pieces[at].element
    rest = page.height - place.filled
    end = next((n for n in range(at + 1, len(pieces)) if style_of(pieces[n].element) == chapter), len(pieces))
    whole = CHAPTER_AIR + stacked(piece.measured for piece in pieces[at:end])[0]
    moves_on = rest < 0.06 * page.height
    follows = place.filled <= FILLED * page.height or whole < rest - _SAFE * page.height
    properties = element.get_or_add_pPr()
    properties.get_or_add_pageBreakBefore().val = not (follows or moves_on)
    if follows or moves_on:
        properties.get_or_add_spacing().set(qn("w:before"), str(round(CHAPTER_AIR * 20)))
    pieces[at] = _paragraph(element, page, rule)


def _make_room(chain: list[Piece], draft: WordDraft, place: Cursor, page: Page) -> list[Piece]:
    """Let a figure give way, or a table part, where the chain does not fit. Returns what is still kept together."""
    over = _over(chain, place, page) + _SAFE * page.height
    figures = [piece for piece in (*place.figures, *chain) if _is_figure(piece)]
    slacks = [slack(draft, figure.element) for figure in figures]
    if over <= sum(slacks):
        for number, (figure, spare) in enumerate(zip(figures, slacks, strict=True)):
            lower = over * spare / sum(slacks)
            resize(figure.element, lower)
            figure.measured = replace(figure.measured, line=figure.measured.line - lower)
            place.filled -= lower if number < len(place.figures) else 0.0
        return chain
    if page.height - place.filled > BARE * page.height:
        return _part_table(chain)
    return chain


def _part_table(chain: list[Piece]) -> list[Piece]:
    """Let go of the middle rows of a table kept whole: its head keeps two rows, its last two rows stay together."""
    rows = [piece for piece in chain if piece.element.tag == qn("w:tr")]
    body = [piece for piece in rows if piece.element.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is None]
    free = [piece for piece in body[1:-2] if not _is_group(piece)]
    for piece in free:
        piece.keep_next = False
        for keep in list(piece.element.iter(qn("w:keepNext"))):
            keep.getparent().remove(keep)
    end = next((number for number, piece in enumerate(chain) if not piece.keep_next), len(chain) - 1)
    return chain[: end + 1]


def _is_figure(piece: Piece) -> bool:
    return piece.element.find(f".//{qn('w:drawing')}") is not None


def _is_group(piece: Piece) -> bool:
    return piece.element.find(f".//{qn('w:gridSpan')}") is not None
