"""Pages of a Word document, foreseen: where chapters begin, tables part and figures give way so that pages are full."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from briefgen.writers.word_figures import resize, slack
from briefgen.writers.word_measure import Measured, Ruler, measure, row_height, ruler, style_of
from briefgen.writers.word_text import Draft

FILLED = 0.6
"""A chapter begins a new page when the page before is filled by more than this, unless all of it still fits."""
CHAPTER_AIR = 26.0
"""Points above a chapter that begins further down a page."""
BARE = 0.25
"""A table kept whole may part when it would otherwise leave more than this of a page empty."""
MEAGRE = 0.18
"""A last page filled less than this is drawn onto the page before where less air between blocks allows it."""
AIRS = (1.0, 0.9, 0.8, 0.7)
_SAFE = 0.02
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
    def height(self) -> float:
        """Height with distances."""
        return self.measured.height

    @property
    def least(self) -> float:
        """Height that must find room where the piece begins."""
        size = self.measured
        return self.height if self.whole or size.lines <= 3 else size.before + 2 * size.line


@dataclass(slots=True)
class Place:
    """Where the next piece stands: pages before it, and points filled of its own."""

    page: int = 0
    filled: float = 0.0


def settle_pages(root: Any, draft: Draft, page: Page) -> Place:
    """Decide the breaks of a body; less air where that spares a meagre last page. Returns where the text ends."""
    styles = draft.part.styles.element
    first = _flow(deepcopy(root), draft, page, ruler(draft.brand, styles))
    if first.page and first.filled < MEAGRE * page.height:
        for air in AIRS[1:]:
            if _flow(deepcopy(root), draft, page, ruler(draft.brand, styles, air)).page < first.page:
                _tighten(styles, air)
                break
    return _flow(root, draft, page, ruler(draft.brand, styles))


def _tighten(styles: Any, air: float) -> None:
    """Scale the distances of every style."""
    vertical = [*styles.iter(qn("w:spacing"))]
    names = [(element, qn(f"w:{name}")) for element in vertical for name in ("before", "after")]
    margins = [margin for margins in styles.iter(qn("w:tblCellMar")) for margin in margins]
    names += [(margin, qn("w:w")) for margin in margins if margin.tag in (qn("w:top"), qn("w:bottom"))]
    for element, name in names:
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
    whole = size.look.keep_lines or element.find(f".//{qn('w:drawing')}") is not None
    return Piece(element, size, whole, size.look.keep_next)


def _rows(table: Any, rule: Ruler) -> Iterator[Piece]:
    head = 0.0
    for row in table.iterchildren(qn("w:tr")):
        first = row.find(f".//{qn('w:p')}")
        size = measure(first, 1000.0, rule)
        height = row_height(row, rule)
        yield Piece(row, Measured(size.look, 0.0, 1, height, 0.0), True, size.look.keep_next, head)
        if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None:
            head += height


# --- the flow ----------------------------------------------------------------------------------------------


def _flow(root: Any, draft: Draft, page: Page, rule: Ruler) -> Place:
    """Set piece after piece, deciding on the way."""
    chapter = draft.styles["Heading 1"]
    pieces = _pieces(root, page, rule)
    place, at = Place(), 0
    while at < len(pieces):
        if style_of(pieces[at].element) == chapter and not _opens_document(pieces[at]):
            _begin_chapter(pieces, at, chapter, place, page, rule)
        end = _chain_end(pieces, at, chapter)
        chain = pieces[at : end + 1]
        if pieces[at].measured.look.breaks and place.filled:
            _turn(place)
        if place.filled and place.filled + _need(chain) > page.height:
            chain = _make_room(chain, draft, place, page)
        if place.filled and place.filled + _need(chain) > page.height and not _is_long(chain, page):
            _turn(place)
        for piece in chain:
            _put(piece, place, page)
        at += len(chain)
    return place


def _opens_document(piece: Piece) -> bool:
    return bool(piece.element.xpath("./w:pPr/w:pageBreakBefore[@w:val='0']"))


def _chain_end(pieces: Sequence[Piece], at: int, chapter: str) -> int:
    while at + 1 < len(pieces) and pieces[at].keep_next and style_of(pieces[at + 1].element) != chapter:
        at += 1
    return at


def _need(chain: Sequence[Piece]) -> float:
    """Room that pieces kept together need: all of them, of the last what must stand with it."""
    return sum(piece.height for piece in chain[:-1]) + chain[-1].least


def _is_long(chain: Sequence[Piece], page: Page) -> bool:
    return _need(chain) > page.height


def _turn(place: Place) -> None:
    place.page, place.filled = place.page + 1, 0.0


def _put(piece: Piece, place: Place, page: Page) -> None:
    size = piece.measured
    if place.filled and place.filled + piece.least - size.after > page.height:
        _turn(place)
        place.filled = piece.head
    before = size.before if place.filled else 0.0
    if piece.whole or place.filled + before + size.lines * size.line <= page.height:
        place.filled += before + size.lines * size.line + size.after
        return
    here = int((page.height - place.filled - before) / size.line)
    left = max(size.lines - here, 2)
    while left * size.line > page.height:
        _turn(place)
        left -= int(page.height / size.line)
    _turn(place)
    place.filled = left * size.line + size.after


# --- decisions ---------------------------------------------------------------------------------------------


def _begin_chapter(
    pieces: list[Piece], at: int, chapter: str, place: Place, page: Page, rule: Ruler
) -> None:
    """Break before a chapter or not. Where the page is all but full, the heading moves on by itself: no break then,
    so that a line too many does not stand alone on a page."""
    element = pieces[at].element
    rest = page.height - place.filled
    end = next((n for n in range(at + 1, len(pieces)) if style_of(pieces[n].element) == chapter), len(pieces))
    whole = CHAPTER_AIR + sum(piece.height for piece in pieces[at:end])
    moves_on = rest < 0.06 * page.height
    follows = place.filled <= FILLED * page.height or whole < rest - _SAFE * page.height
    properties = element.get_or_add_pPr()
    properties.get_or_add_pageBreakBefore().val = not (follows or moves_on)
    if follows or moves_on:
        properties.get_or_add_spacing().set(qn("w:before"), str(round(CHAPTER_AIR * 20)))
    pieces[at] = _paragraph(element, page, rule)


def _make_room(chain: list[Piece], draft: Draft, place: Place, page: Page) -> list[Piece]:
    """Let a figure give way, or a table part, where the chain does not fit. Returns what is still kept together."""
    over = place.filled + _need(chain) - page.height + _SAFE * page.height / 2
    figures = [piece for piece in chain if piece.element.find(f".//{qn('w:drawing')}") is not None]
    if len(figures) == 1 and over <= slack(draft, figures[0].element):
        resize(figures[0].element, over)
        size = figures[0].measured
        figures[0].measured = Measured(size.look, size.before, 1, size.line - over, size.after)
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


def _is_group(piece: Piece) -> bool:
    return piece.element.find(f".//{qn('w:gridSpan')}") is not None
