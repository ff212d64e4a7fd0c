"""Where the next piece of a Word document stands on its pages, and the room that pieces kept together need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from briefgen.ooxml.wordml import qn
from briefgen.writers.word.measure import stacked
from briefgen.writers.word.pieces import Page, Piece

SAFE = 0.01
"""Share of a page by which real pages may differ from foreseen ones."""
BELOW_FIGURE = 0.015
"""Share of a page that stays free below a figure with what is kept with it."""
BELOW_RAIL = 0.03
"""The same below what keeps below a rail or stands before a figure."""


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


def chain_end(pieces: Sequence[Piece], at: int, chapter: str) -> int:
    """The last piece that is kept with the one at a place; nothing is kept with a chapter behind it."""
    while at + 1 < len(pieces) and pieces[at].keep_next and pieces[at + 1].style != chapter:
        at += 1
    return at


def needed(chain: Sequence[Piece], after: float = 0.0) -> float:
    """Room that pieces kept together need: all of them, of the last what must stand with it."""
    return stacked([*(piece.measured for piece in chain[:-1]), chain[-1].least], after)[0]


def overflow(chain: Sequence[Piece], place: Cursor, page: Page) -> float:
    """Points that pieces kept together lack below what is there."""
    return place.filled + needed(chain, place.after) - page.height


def reserve(chain: Sequence[Piece], page: Page) -> float:
    """Points that stay free below a figure with what is kept with it, and more below what keeps below a rail: a line
    more than foreseen would send all of it to the next page."""
    if any(piece.above for piece in chain):
        return BELOW_RAIL * page.height
    return BELOW_FIGURE * page.height if any(piece.is_figure for piece in chain) else 0.0


def turn_page(place: Cursor, piece: Piece, *, over: bool = False) -> None:
    """Begin a page or column for a piece, with the head of its table; behind a break of the page always the page."""
    if place.column == 1 and not over:
        place.column, place.filled, place.after = 2, place.top + piece.head, 0.0
        return
    place.fills.append(place.filled)
    place.column, place.top = min(place.column, 1), 0.0
    place.columned.clear()
    place.page, place.filled, place.after, place.rail = place.page + 1, piece.head, 0.0, 0.0
    place.floats = False
    place.figures.clear()
    place.standing.clear()


def put(piece: Piece, place: Cursor, page: Page) -> None:
    """Set a piece, on as many pages as it takes. The distance above it counts at the top of a page only below a break
    that was asked for."""
    size = piece.measured
    if piece.narrow:
        piece.element.get_or_add_pPr().get_or_add_ind().set(qn("w:right"), str(round(piece.narrow * 20)))
    if piece.above:
        place.hole = max(place.hole, piece.above)
        piece.element.get_or_add_pPr().get_or_add_spacing().set(qn("w:before"), str(round(piece.above * 20)))
    if place.filled and overflow([piece], place, page) > 0:
        turn_page(place, piece)
    if place.filled or size.look.breaks:
        place.filled += max(place.after, size.before)
    if piece.beside:
        place.rail, place.floats = place.filled + piece.beside, True
    lines = size.lines
    while not piece.whole and place.filled + lines * size.line + size.frame > page.height and lines > 2:
        here = max(min(int((page.height - place.filled) / size.line), lines - 2), 1)
        lines, place.filled = lines - here, place.filled + here * size.line
        turn_page(place, piece)
    place.filled += lines * size.line + size.frame
    place.after = size.after
    if piece.form.parts and place.column:
        place.column = 0
    elif piece.form.parts:
        place.column, place.top, place.after = 1, place.filled, 0.0
    elif place.column:
        place.columned.append(piece)
    place.standing.append(piece)
    if piece.is_figure:
        place.figures.append(piece)
