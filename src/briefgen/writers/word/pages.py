"""Pages of a Word document settled: its rail, its distances and its figures as they fill them best."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from briefgen.ooxml.wordml import qn
from briefgen.writers.word.figures import resize, slack
from briefgen.writers.word.flow import FILLED, STEP, Cursor, flow
from briefgen.writers.word.looks import Ruler, look_of, ruler, style_of
from briefgen.writers.word.measure import measure, row_height, stacked
from briefgen.writers.word.pieces import Page, is_beside, pieces_of
from briefgen.writers.word.text import WordDraft

FIRST_GROUPS = 3
"""Groups of a rail that are never left out to fill a page."""
HOLE = 1.5 / 2.54 * 72
"""Points that may be left empty beside a rail above what keeps below it."""
MEAGRE = 0.6
"""A last page filled less than this is drawn onto the page before where a squeeze allows it."""
FEW = 3
"""So is the last page of a document of up to so many pages, however full it is."""
AIRS = (0.85, 0.7, 0.6, 0.5, 0.4)
"""Shares of the distances that are tried; a document of more than a few pages keeps the first ones at least."""
LEAST = 0.7
SAFELY = 0.95
"""The share of the last page that a document of more than a few pages fills, so that a line more than foreseen begins
no page."""
_FULLER = 0.02
"""Share of a page by which a shorter rail makes the first page fuller."""
_SAFE = 0.01
"""Share of a page by which real pages may differ from foreseen ones."""
_BELOW = 0.015
"""Share of the first page that stays free below its figure."""


@dataclass(frozen=True, slots=True)
class Squeeze:
    """How a document is made shorter, its rail cut to the text beside it: the share of the distances that is kept,
    whether figures are drawn as low as they can be."""

    air: float = 1.0
    figures: bool = False


SQUEEZES = (Squeeze(), *(Squeeze(air=air) for air in AIRS), *(Squeeze(air=air, figures=True) for air in (1.0, *AIRS)))
"""What is tried in this order until the last page is spared."""


def settle_pages(root: Any, draft: WordDraft, page: Page, widest: float = 1.0) -> Cursor:
    """Decide the breaks of a body, with so much of the distances kept at most. A meagre last page is drawn onto the one
    before where squeezing spares it: the last groups of a rail longer than its text are left out, then distances
    shrink, then figures give way as far as they can;
    sizes, lines and cautions never do. Returns where the text ends."""
    styles = draft.part.styles.element
    untouched = deepcopy(root)
    end = _lay_out(root, draft, page, ruler(draft.brand, styles, widest))
    is_long, full = end.page >= FEW, SAFELY * page.height
    if not end.page or (is_long and MEAGRE * page.height <= end.filled <= full):
        _tighten(styles, widest)
        return end
    squeezes = [squeeze for squeeze in SQUEEZES if squeeze.air <= widest and (not is_long or squeeze.air >= LEAST)]
    spared = end.page if is_long and end.filled > full else end.page - 1
    most, _ = _squeezed(untouched, draft, page, squeezes[-1])
    for squeeze in squeezes if most.page <= spared else ():
        tighter, tried = _squeezed(untouched, draft, page, squeeze)
        if tighter.page <= spared and not (is_long and tighter.filled > full):
            _tighten(styles, squeeze.air)
            root[:] = list(tried)
            return tighter
    _tighten(styles, widest)
    return end


def _lay_out(root: Any, draft: WordDraft, page: Page, rule: Ruler) -> Cursor:
    """Let the body flow. While its first page ends early or has a hole beside its rail, the last group of the rail is
    left out where that makes the page fuller or the hole lower, the first few never."""
    best, kept = None, root
    shorter = deepcopy(root)
    while True:
        tried = deepcopy(shorter)
        end = flow(tried, draft, page, rule)
        closer = best is not None and best.hole > HOLE and end.hole < best.hole and end.page <= best.page
        if best is None or closer or end.first > best.first + _FULLER * page.height:
            best, kept = end, tried
        rail = _rail(shorter)
        groups = [] if rail is None else list(rail.iterchildren(qn("w:tr")))
        is_full = best.first >= FILLED * page.height and best.hole <= HOLE
        if not best.page or is_full or len(groups) <= FIRST_GROUPS:
            root[:] = list(kept)
            return best
        groups[-1].getparent().remove(groups[-1])


def _rail(root: Any) -> Any:
    """The table beside the text of the first page; None where there is none."""
    return next((child for child in root if child.tag == qn("w:tbl") and is_beside(child)), None)


def _squeezed(root: Any, draft: WordDraft, page: Page, squeeze: Squeeze) -> tuple[Cursor, Any]:
    """A body made shorter, and where its text ends then."""
    tried, rule = deepcopy(root), ruler(draft.brand, draft.part.styles.element, squeeze.air)
    _cut_rail(tried, draft, page, rule)
    for paragraph in tried.iterchildren(qn("w:p")) if squeeze.figures else ():
        if paragraph.find(f".//{qn('w:drawing')}") is not None:
            resize(paragraph, slack(draft, paragraph) // STEP * STEP)
    return _lay_out(tried, draft, page, rule), tried


def _cut_rail(root: Any, draft: WordDraft, page: Page, rule: Ruler) -> None:
    """Leave out the last groups of a rail that reaches further down than the text beside it, the first few never."""
    rail = _rail(root)
    if rail is None:
        return
    wide = (draft.styles["Heading 1"], draft.styles["Caption"])
    beside = takewhile(
        lambda piece: style_of(piece.element) not in wide or piece.measured.look.right > 0,
        pieces_of([*rail.itersiblings()], page, rule),
    )
    text = sum(piece.measured.height + piece.measured.after for piece in beside)
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


def shorten_rail(root: Any, draft: WordDraft, page: Page, air: float = 1.0) -> None:
    """Leave out the last groups of a rail that would reach below the first page."""
    rule = ruler(draft.brand, draft.part.styles.element, air)
    rail = _rail(root)
    if rail is None:
        return
    opening = list(rail.itersiblings(preceding=True))[::-1]
    above = sum(stacked(measure(child, page.width, rule) for child in opening))
    rows = list(rail.iterchildren(qn("w:tr")))
    heights = [row_height(row, rule) for row in rows]
    while len(rows) > 1 and above + sum(heights) > page.height * (1 - _SAFE):
        rail.remove(rows.pop())
        heights.pop()


def air_of_front(root: Any, draft: WordDraft, page: Page) -> float:
    """The share of the distances with which the first page holds the figure beside its rail. One that it has no height
    for is left out, and those behind it are numbered anew."""
    styles, caption = draft.part.styles.element, draft.styles["Caption"]
    rule = ruler(draft.brand, styles)
    rail = _rail(root)
    named = next((one for one in root if style_of(one) == caption), None)
    if rail is None or named is None or not look_of(named, rule).right:
        return 1.0
    figure = [named, named.getnext()]
    while style_of(figure[-1].getnext()) == draft.styles["Source"]:
        figure.append(figure[-1].getnext())
    above = [one for one in named.itersiblings(preceding=True) if one is not rail][::-1]
    spare = slack(draft, figure[1])
    for air in (1.0, *(air for air in AIRS if air >= LEAST)):
        rule = ruler(draft.brand, styles, air)
        tall, _ = stacked(measure(one, page.width, rule) for one in (*above, *figure))
        if tall - spare <= page.height * (1 - _BELOW):
            return air
    for part in figure:
        root.remove(part)
    _number_figures(root)
    return 1.0


def _number_figures(root: Any) -> None:
    """Print the numbers of figures as Word will count them."""
    number = 0
    for field in [one for one in root.iter(qn("w:instrText")) if (one.text or "").startswith(" SEQ Figure ")]:
        number += " \\c " not in field.text
        texts = (run.find(qn("w:t")) for run in field.getparent().itersiblings())
        next(text for text in texts if text is not None).text = str(number)
