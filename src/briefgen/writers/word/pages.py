"""Pages of a Word document settled: its rail, its distances and its figures as they fill them best."""

from __future__ import annotations

from copy import deepcopy
from itertools import takewhile
from typing import Any

from briefgen.document.blocks import Heading
from briefgen.frozen import frozen
from briefgen.ooxml.wordml import qn
from briefgen.writers.word.airing import air_out
from briefgen.writers.word.cursor import Cursor
from briefgen.writers.word.figures import resize, slack
from briefgen.writers.word.flow import FILLED, flow
from briefgen.writers.word.giving_way import STEP
from briefgen.writers.word.looks import Ruler, look_of, ruler, style_of
from briefgen.writers.word.measure import measure, row_height, stacked
from briefgen.writers.word.pieces import Form, Page, forms_of, is_beside, pieces_of
from briefgen.writers.word.text import WordDraft

FIRST_GROUPS = 3
"""Groups of a rail that are never left out to fill a page."""
HOLE = 1.5 / 2.54 * 72
"""Points that may be left empty beside a rail above what keeps below it."""
MEAGRE = 0.6
"""Where the last page or one before it is filled less than this, a page is spared if a squeeze allows it."""
FEW = 3
"""So is the last page of a document of up to so many pages, however full it is."""
AIRS = (0.85, 0.7, 0.6, 0.5, 0.4, 0.3)
"""Shares of the distances that are tried; a document of more than a few pages keeps the first ones at least."""
LEAST = 0.6
SCANT = 0.5
"""A last page filled less is spared also where the page before is then all but full, not where it is in columns: these
end where programs see fit."""
SAFELY = 0.95
"""The share of the last page that a document of more than a few pages fills, so that a line more than foreseen begins
no page."""
LOOSER = (1.05, 1.1, 1.15, 1.2, 1.3, 1.4, 1.5, 1.55)
"""Shares of the distances that are tried where a meagre last page cannot be spared, so that it holds more."""
_FULLER = 0.02
"""Share of a page by which a shorter rail makes the first page fuller."""
_SAFE = 0.01
"""Share of a page by which real pages may differ from foreseen ones."""
_BELOW = 0.015
"""Share of the first page that stays free below its figure."""


@frozen
class Squeeze:
    """How a document is made shorter, its rail cut to the text beside it: the share of the distances that is kept,
    whether figures are drawn as low as they can be."""

    air: float = 1.0
    figures: bool = False


SQUEEZES = tuple(Squeeze(air, figures) for air in (1.0, *AIRS) for figures in (False, True))
"""What is tried in this order until the last page is spared."""


@frozen
class Body:
    """A body whose pages are yet to be settled, the forms of its pieces, and how many groups its rail has. It is
    measured once: what is tried on copies of it changes distances and heights of figures, not lines."""

    root: Any
    draft: WordDraft
    page: Page
    forms: tuple[Form, ...]
    groups: int
    least: int
    """Groups of its rail that are never left out."""

    def ruler(self, air: float) -> Ruler:
        """What is measured with, where so much of the distances is kept."""
        return ruler(self.draft.brand, self.draft.part.styles.element, air)


Laid = tuple[Any, Cursor]
"""A body laid out, and where its text ends."""


def settle_pages(root: Any, draft: WordDraft, page: Page, widest: float = 1.0) -> Laid:
    """A body with the breaks of its pages decided, with so much of the distances kept at most. A meagre page is
    spared where squeezing allows it: the last groups of a rail longer than its text are left out,
    then distances shrink, then figures give way as far as they can; sizes, lines and cautions never do. Where it cannot
    be spared, wider distances fill it. What is left of a last page in one column is air."""
    styles = draft.part.styles.element
    forms, groups = tuple(forms_of(root, page, ruler(draft.brand, styles))), len(_groups(root))
    body = Body(root, draft, page, forms, groups, _least_groups(draft, groups))
    (settled, end), air = _shortened(body, widest)
    _tighten(styles, air)
    if not end.column:
        air_out(end.standing, end.filled, draft, page)
    return settled, end


def _shortened(body: Body, widest: float) -> tuple[Laid, float]:
    """The body laid out, its last page spared where it can be, and the share of its distances that is kept."""
    page = body.page
    first = Squeeze(widest), body.groups
    known = {first: _lay_out(body, *first)}
    end = known[first][1]
    is_long, full = end.page >= FEW, SAFELY * page.height
    fair = is_long and min(end.filled, _emptiest(known[first])) >= MEAGRE * page.height
    if not end.page or (fair and end.filled <= full):
        return known[first], widest
    squeezes = [squeeze for squeeze in SQUEEZES if squeeze.air <= widest and (not is_long or squeeze.air >= LEAST)]
    ways = list(dict.fromkeys(_way(body, squeeze) for squeeze in squeezes))
    spared = end.page if is_long and end.filled > full else end.page - 1
    known[ways[-1]] = most = _lay_out(body, *ways[-1])
    for way in ways if most[1].page <= spared else ():
        laid = known.get(way) or _lay_out(body, *way)
        if laid[1].page <= spared and not (is_long and laid[1].filled > full):
            return _with_rail(body, way, laid), way[0].air
    columns_full = most[1].column and most[1].filled > full
    if most[1].page < end.page and end.filled < SCANT * page.height and not columns_full:
        return _with_rail(body, ways[-1], most), ways[-1][0].air
    return _loosened(body, known[first], widest)


def _loosened(body: Body, laid: Laid, air: float) -> tuple[Laid, float]:
    """The body, its distances wider where that fills a meagre last page without a further one, leaves no page before it
    emptier than a chapter does, no hole and no rail below its page: the first that fills it enough, else the one that
    fills it most."""
    best, enough, least = (laid, air), MEAGRE * body.page.height, min(_emptiest(laid), FILLED * body.page.height)
    for wider in LOOSER if air == 1.0 else ():
        if best[0][1].filled >= enough:
            break
        tried = _lay_out(body, Squeeze(wider), body.groups)
        holds = tried[1].page == laid[1].page and _emptiest(tried) >= least
        holds = holds and _rail_ends(tried[0], body.page, body.ruler(wider)) <= (1 - _SAFE) * body.page.height
        if holds and tried[1].hole <= max(HOLE, wider * laid[1].hole) and tried[1].filled > best[0][1].filled:
            best = tried, wider
    return best


def _emptiest(laid: Laid) -> float:
    """Points filled of the emptiest page before the last."""
    return min(laid[1].fills)


def _way(body: Body, squeeze: Squeeze) -> tuple[Squeeze, int]:
    """What a squeeze comes to: without figures none gives way, and the last groups of a rail that reaches further down
    than the text beside it are left out, the first few never."""
    squeeze = squeeze if any(form.is_figure for form in body.forms) else Squeeze(squeeze.air)
    rail, rule = _rail(body.root), body.ruler(squeeze.air)
    if rail is None:
        return squeeze, 0
    wide = (body.draft.styles["Heading 1"], body.draft.styles["Caption"])
    after = [*rail.itersiblings()]
    beside = takewhile(
        lambda piece: piece.style not in wide or piece.measured.look.right > 0,
        pieces_of(after, rule, forms_of(after, body.page, rule)),
    )
    text = sum(piece.measured.height + piece.measured.after for piece in beside)
    heights = [row_height(row, rule) for row in _groups(body.root)]
    while len(heights) > body.least and sum(heights) > text:
        heights.pop()
    return squeeze, len(heights)


def _with_rail(body: Body, way: tuple[Squeeze, int], laid: Laid) -> Laid:
    """A body laid out in some way with as many groups of its rail as leave its first page as full and its end where it
    is."""
    for groups in range(body.groups, way[1], -1):
        root, end = _flowed(body, way[0], groups)
        if (end.page, end.filled) <= (laid[1].page, laid[1].filled) and end.first >= laid[1].first and not end.hole:
            return root, end
    return laid


def _least_groups(draft: WordDraft, groups: int) -> int:
    """Of so many groups of a rail those that are never left out: the first few; all in a document without chapters, for
    nothing else in it says what they say."""
    chapters = (block for block in draft.document.blocks if isinstance(block, Heading) and block.level == 1)
    return FIRST_GROUPS if any(chapters) else groups


def _lay_out(body: Body, squeeze: Squeeze, groups: int) -> Laid:
    """Let the body flow, made shorter, with so many groups of its rail. While its first page ends early or has a hole
    beside its rail, the last group of the rail is left out where that makes the page fuller or the hole lower, the
    first few never."""
    kept, best = _flowed(body, squeeze, groups)
    while best.page and groups > body.least and (best.first < FILLED * body.page.height or best.hole > HOLE):
        groups -= 1
        tried, end = _flowed(body, squeeze, groups)
        closer = best.hole > HOLE and end.hole < best.hole and end.page <= best.page
        if closer or end.first > best.first + _FULLER * body.page.height:
            kept, best = tried, end
    return kept, best


def _flowed(body: Body, squeeze: Squeeze, groups: int) -> Laid:
    """A copy of the body, made shorter and with so many groups of its rail, after it has flowed."""
    root, draft, rule = deepcopy(body.root), body.draft, body.ruler(squeeze.air)
    for group in _groups(root)[groups:]:
        group.getparent().remove(group)
    for paragraph in root.iterchildren(qn("w:p")) if squeeze.figures else ():
        if paragraph.find(f".//{qn('w:drawing')}") is not None:
            resize(paragraph, slack(draft, paragraph) // STEP * STEP)
    return root, flow(list(pieces_of(root, rule, body.forms)), draft, body.page, rule)


def _rail(root: Any) -> Any:
    """The table beside the text of the first page; None where there is none."""
    return next((child for child in root if child.tag == qn("w:tbl") and is_beside(child)), None)


def _groups(root: Any) -> list[Any]:
    """The rows of the rail in the order in which they are kept, none where there is none: a list of contents outlasts
    the group above it."""
    rail = _rail(root)
    rows = [] if rail is None else list(rail.iterchildren(qn("w:tr")))
    if len(rows) > FIRST_GROUPS and any("PAGEREF" in (one.text or "") for one in rows[-1].iter(qn("w:instrText"))):
        rows[-2:] = rows[:-3:-1]
    return rows


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
    rule, rows = ruler(draft.brand, draft.part.styles.element, air), _groups(root)
    while len(rows) > 1 and _rail_ends(root, page, rule) > page.height * (1 - _SAFE):
        last = rows.pop()
        last.getparent().remove(last)


def _rail_ends(root: Any, page: Page, rule: Ruler) -> float:
    """How far down the first page a rail reaches, in points; 0 without one."""
    rail = _rail(root)
    if rail is None:
        return 0.0
    opening = list(rail.itersiblings(preceding=True))[::-1]
    above = sum(stacked(measure(child, page.width, rule) for child in opening))
    return above + sum(row_height(row, rule) for row in _groups(root))


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
