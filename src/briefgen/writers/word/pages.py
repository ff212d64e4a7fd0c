"""Pages of a Word document, foreseen: where chapters begin, tables part and figures give way so that pages are full."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from math import ceil
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn

from briefgen.charts import HEIGHT_STEP
from briefgen.ooxml.wordml import DECLARED
from briefgen.writers.word.figures import resize, slack
from briefgen.writers.word.measure import Measured, Ruler, measure, row_height, ruler, stacked, style_of
from briefgen.writers.word.text import WordDraft

FILLED = 0.75
"""A chapter begins a new page when the page before is filled by more than this, unless all of it still fits."""
CHAPTER_AIR = 26.0
"""Points above a chapter that begins further down a page."""
RAIL_RESERVE = 1.04
"""What a rail may be higher than foreseen: its lines are short."""
FIRST_GROUPS = 3
"""Groups of a rail that a squeeze never leaves out."""
RAIL_AIR = 6.0
"""Points below a rail."""
FOOT = 0.15
"""The end matter in two columns begins where more than this of a page is left."""
ROOMY = 0.92
"""Columns that would be filled by more than this are not levelled."""
_STEP = HEIGHT_STEP * 72
"""Points by which figures give way."""
BARE = 0.25
"""A table kept whole may part when it would otherwise leave more than this of a page empty."""
MEAGRE = 0.6
"""A last page filled less than this is drawn onto the page before where a squeeze allows it."""
FEW = 3
"""So is the last page of a document of up to so many pages, however full it is."""
AIRS = (0.85, 0.7, 0.6, 0.5, 0.4)
"""Shares of the distances that are tried."""
_SAFE = 0.01
"""Share of a page by which real pages may differ from foreseen ones."""
_SPARE = 0.04
"""Share of a page that is left above a break which only holds a heading to its table."""


_COLUMN_BREAK = f'<w:r {DECLARED}><w:br w:type="column"/></w:r>'


@dataclass(frozen=True, slots=True)
class Page:
    """The room for text on a page in points; `column` is the width of each of the two columns at its end."""

    width: float
    height: float
    column: float


@dataclass(slots=True)
class Piece:
    """What a page break does not cut: a table row, or a paragraph with its lines. `head` is the height of the table
    head that is repeated above a row on a new page, `beside` that of a rail which begins level with it;
    below a piece that `parts` the page the text runs in two columns."""

    element: Any
    measured: Measured
    whole: bool
    keep_next: bool
    head: float = 0.0
    beside: float = 0.0
    parts: bool = False

    @property
    def least(self) -> Measured:
        """What of it must find room where it begins."""
        size = self.measured
        return size if self.whole or size.lines <= 3 else replace(size, lines=2)


@dataclass(slots=True)
class Cursor:
    """Where the next piece stands: pages before it, points filled of its own, the distance asked for above it, how far
    down a rail reaches, whether it stands on this page, the figures there, of two columns the one it is in (0: there is
    one), where both begin and what is in them, and where each chapter began, in pages."""

    page: int = 0
    filled: float = 0.0
    after: float = 0.0
    rail: float = 0.0
    floats: bool = False
    column: int = 0
    top: float = 0.0
    columned: list[Piece] = field(default_factory=list)
    figures: list[Piece] = field(default_factory=list)
    chapters: list[float] = field(default_factory=list)

    def at(self, page: Page) -> float:
        """How many pages are filled."""
        return self.page + self.filled / page.height


def settle_pages(root: Any, draft: WordDraft, page: Page) -> Cursor:
    """Decide the breaks of a body. A meagre last page is drawn onto the one before where squeezing spares it: the last
    groups of a rail longer than its text are left out, then distances shrink, then figures give way as far as they can;
    sizes, lines and cautions never do. Returns where the text ends."""
    styles = draft.part.styles.element
    untouched = deepcopy(root)
    end = _flow(root, draft, page, ruler(draft.brand, styles))
    if end.page and (end.page < FEW or end.filled < MEAGRE * page.height):
        most, _ = _squeezed(untouched, draft, page, SQUEEZES[-1])
        for squeeze in SQUEEZES if most.page < end.page else ():
            tighter, tried = _squeezed(untouched, draft, page, squeeze)
            if tighter.page < end.page:
                _tighten(styles, squeeze.air)
                root[:] = list(tried)
                return tighter
    return end


def _squeezed(root: Any, draft: WordDraft, page: Page, squeeze: Squeeze) -> tuple[Cursor, Any]:
    """A body made shorter, and where its text ends then."""
    tried = deepcopy(root)
    _squeeze(tried, draft, page, squeeze)
    return _flow(tried, draft, page, ruler(draft.brand, draft.part.styles.element, squeeze.air)), tried


@dataclass(frozen=True, slots=True)
class Squeeze:
    """How a document is made shorter: whether a rail may be cut to the text beside it, the share of the distances that
    is kept, whether figures are drawn as low as they can be."""

    rail: bool = True
    air: float = 1.0
    figures: bool = False


SQUEEZES = (Squeeze(), *(Squeeze(air=air) for air in AIRS), *(Squeeze(air=air, figures=True) for air in (1.0, *AIRS)))
"""What is tried in this order until the last page is spared."""


def _squeeze(root: Any, draft: WordDraft, page: Page, squeeze: Squeeze) -> None:
    if squeeze.rail:
        _cut_rail(root, draft, page, ruler(draft.brand, draft.part.styles.element, squeeze.air))
    for paragraph in root.iterchildren(qn("w:p")) if squeeze.figures else ():
        if paragraph.find(f".//{qn('w:drawing')}") is not None:
            resize(paragraph, slack(draft, paragraph) // _STEP * _STEP)


def _cut_rail(root: Any, draft: WordDraft, page: Page, rule: Ruler) -> None:
    """Leave out the last groups of a rail that reaches further down than the text beside it, the first few never."""
    rail = next((child for child in root if child.tag == qn("w:tbl") and is_beside(child)), None)
    if rail is None:
        return
    text = 0.0
    for piece in _pieces([*rail.itersiblings()], page, rule):
        if (
            style_of(piece.element) in (draft.styles["Heading 1"], draft.styles["Caption"])
            and not piece.measured.look.right
        ):
            break
        text += piece.measured.height + piece.measured.after
    rows = list(rail.iterchildren(qn("w:tr")))
    heights = [row_height(row, rule) for row in rows]
    while len(rows) > FIRST_GROUPS and sum(heights) > text:
        rail.remove(rows.pop())
        heights.pop()


def _tighten(styles: Any, air: float) -> None:
    """Scale the distances of every style."""
    found = [(spacing, qn(f"w:{side}")) for spacing in styles.iter(qn("w:spacing")) for side in ("before", "after")]
    margins = [margin for margins in styles.iter(qn("w:tblCellMar")) for margin in margins]
    found += [(margin, qn("w:w")) for margin in margins if margin.tag in (qn("w:top"), qn("w:bottom"))]
    for element, name in found:
        if element.get(name) is not None:
            element.set(name, str(round(int(element.get(name)) * air)))


def shorten_rail(root: Any, draft: WordDraft, page: Page) -> None:
    """Leave out the last groups of a rail that would reach below the first page."""
    rule = ruler(draft.brand, draft.part.styles.element)
    rail = next((child for child in root if child.tag == qn("w:tbl") and is_beside(child)), None)
    if rail is None:
        return
    above, _ = stacked(measure(child, page.width, rule) for child in rail.itersiblings(preceding=True))
    rows = list(rail.iterchildren(qn("w:tr")))
    heights = [row_height(row, rule) for row in rows]
    while len(rows) > 1 and above + sum(heights) > page.height * (1 - _SAFE):
        rail.remove(rows.pop())
        heights.pop()


# --- pieces ------------------------------------------------------------------------------------------------


def _pieces(root: Any, page: Page, rule: Ruler) -> list[Piece]:
    found: list[Piece] = []
    beside = 0.0
    for child in root:
        if child.tag == qn("w:p"):
            parts = child.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None
            found.append(replace(_paragraph(child, page, rule), beside=beside, parts=parts))
            page, beside = replace(page, width=page.column) if parts else page, 0.0
        elif is_beside(child):
            beside = sum(row_height(row, rule) for row in child.iterchildren(qn("w:tr"))) * RAIL_RESERVE
        elif child.tag == qn("w:tbl"):
            found += _rows(child, rule)
    return found


def is_beside(table: Any) -> bool:
    """Whether a table stands beside the text."""
    return table.find(f"{qn('w:tblPr')}/{qn('w:tblpPr')}") is not None


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
        if pieces[at].measured.look.breaks and place.filled:
            _turn(place, pieces[at])
        for number in range(at, end + 1):
            if style_of(pieces[number].element) == draft.styles["Caption"]:
                _clear_rail(pieces, at, number, place, page, rule)
        chain = pieces[at : end + 1]
        together = len(chain) > 1 or chain[0].whole
        if together and _over(chain, place, page) > -_SAFE * page.height:
            chain = _make_room(chain, draft, place, page)
        if place.filled and _over(chain, place, page) > 0 and _need(chain) + chain[0].head <= page.height:
            if not place.column:
                _secure(chain, place, draft, page)
            _turn(place, chain[0])
        for piece in chain:
            _put(piece, place, page)
            if style_of(piece.element) == chapter:
                above = place.filled - piece.measured.height
                place.chapters.append(place.page + (above / page.height if above > piece.measured.before else 0.0))
        at += len(chain)
    if place.column:
        place.filled = _level(place, page)
    return place


def _level(place: Cursor, page: Page) -> float:
    """Break the columns of the last page where they end most level; where they end then. Columns that are all but full
    are left alone, as a line too many before the break would leave a column empty."""
    pieces = place.columned
    ends = {
        at: max(stacked(one.measured for one in part)[0] for part in (pieces[:at], pieces[at:]))
        for at in range(1, len(pieces))
        if not pieces[at - 1].keep_next and pieces[at].element.tag == qn("w:p")
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
    """Begin a page or column for a piece, with the head of its table."""
    if place.column == 1:
        place.column, place.filled, place.after = 2, place.top + piece.head, 0.0
        return
    place.column, place.top = min(place.column, 1), 0.0
    place.columned.clear()
    place.page, place.filled, place.after, place.rail = place.page + 1, piece.head, 0.0, 0.0
    place.floats = False
    place.figures.clear()


def _secure(chain: Sequence[Piece], place: Cursor, draft: WordDraft, page: Page) -> None:
    """Break before a heading that moves on from a page with a figure or rail, or that leads to a table by a paragraph:
    there LibreOffice forgets to keep it with what follows. Not where the page is all but full: a line too many would
    stand alone before the break."""
    leads = [style_of(piece.element) for piece in chain[1:2]] == [draft.styles["Body Text"]]
    to_table = leads and any(piece.element.tag == qn("w:tr") for piece in chain)
    spare = page.height - place.filled > _SPARE * page.height
    if (place.figures or place.floats or (to_table and spare)) and style_of(chain[0].element) in (
        draft.styles["Heading 2"],
        draft.styles["Heading 3"],
    ):
        properties = chain[0].element.get_or_add_pPr()
        properties.get_or_add_pageBreakBefore().val = True
        properties.get_or_add_spacing().set(qn("w:before"), "0")


def _put(piece: Piece, place: Cursor, page: Page) -> None:
    """Set a piece, on as many pages as it takes. The distance above it counts at the top of a page only below a break
    that was asked for."""
    size = piece.measured
    if place.filled and _over([piece], place, page) > 0:
        _turn(place, piece)
    if place.filled or size.look.breaks:
        place.filled += max(place.after, size.before)
    if piece.beside:
        place.rail, place.floats = place.filled + piece.beside, True
    lines = size.lines
    while not piece.whole and place.filled + lines * size.line + size.frame > page.height and lines > 2:
        here = min(int((page.height - place.filled) / size.line), lines - 2)
        lines -= max(here, 1)
        _turn(place, piece)
    place.filled += lines * size.line + size.frame
    place.after = size.after
    if piece.parts:
        place.column, place.top, place.after = 1, place.filled, 0.0
    elif place.column:
        place.columned.append(piece)
    if _is_figure(piece):
        place.figures.append(piece)


# --- decisions ---------------------------------------------------------------------------------------------


def _begin_chapter(pieces: list[Piece], at: int, chapter: str, place: Cursor, page: Page, rule: Ruler) -> None:
    """Break before a chapter or not. Where the page is all but full, the heading moves on by itself: no break then,
    so that a line too many does not stand alone on a page. A chapter keeps below a rail that ends before long, or
    where all of it fits there."""
    element, air = pieces[at].element, CHAPTER_AIR * rule.air
    rest = page.height - place.filled
    end = next((n for n in range(at + 1, len(pieces)) if style_of(pieces[n].element) == chapter), len(pieces))
    whole = air + stacked(piece.measured for piece in pieces[at:end])[0]
    moves_on = rest < 0.06 * page.height
    follows = place.filled <= FILLED * page.height or whole < rest - _SAFE * page.height
    beside = max(place.rail - place.filled, 0.0)
    fits = beside + RAIL_AIR + whole - air < rest - _SAFE * page.height
    if not fits and (beside > BARE * page.height or beside + air > rest):
        follows = moves_on = False
    if pieces[at + 1 : at + 2] and pieces[at + 1].parts and rest < FOOT * page.height:
        follows, moves_on = _columns_fit(pieces[at:end], rest - air), False
    properties = element.get_or_add_pPr()
    properties.get_or_add_pageBreakBefore().val = not (follows or moves_on)
    if follows or moves_on:
        properties.get_or_add_spacing().set(qn("w:before"), str(round(max(air, beside + RAIL_AIR) * 20)))
    pieces[at] = _paragraph(element, page, rule)


def _clear_rail(pieces: list[Piece], at: int, number: int, place: Cursor, page: Page, rule: Ruler) -> None:
    """A figure as wide as the page keeps below a rail; its caption is one of the pieces kept together from `at` on."""
    high, after = stacked((piece.measured for piece in pieces[at:number]), place.after)
    beside = place.rail - place.filled - high
    if beside > after and pieces[number].measured.look.right == 0:
        spacing = pieces[number].element.get_or_add_pPr().get_or_add_spacing()
        spacing.set(qn("w:before"), str(round((beside + RAIL_AIR) * 20)))
        pieces[number] = _paragraph(pieces[number].element, page, rule)


def _columns_fit(pieces: Sequence[Piece], rest: float) -> bool:
    """Whether the end matter, a heading and two columns below it, has room in what is left of a page."""
    sizes = [piece.measured for piece in pieces[2:]]
    tall = max(stacked(sizes)[0] / 2, *(size.height for size in sizes)) if sizes else 0.0
    return stacked(piece.measured for piece in pieces[:2])[0] + tall < rest


def _make_room(chain: list[Piece], draft: WordDraft, place: Cursor, page: Page) -> list[Piece]:
    """Let a figure give way, or a table part, where the chain does not fit. Returns what is still kept together."""
    over = _over(chain, place, page) + _SAFE * page.height
    figures = [piece for piece in (*place.figures, *chain) if _is_figure(piece)]
    slacks = [slack(draft, figure.element) for figure in figures]
    if over <= sum(slacks):
        for number, (figure, spare) in enumerate(zip(figures, slacks, strict=True)):
            lower = min(ceil(over * spare / sum(slacks) / _STEP) * _STEP, spare)
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
