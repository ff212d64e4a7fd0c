"""Line ends that part no range, code, or number from its unit, and last lines of more than a word or two: where one
would, lines of the paragraph are shorter.

Office programs end lines behind hyphens and dashes, also in "0.46–0.78" and in "HS-20089". Signs that forbid it would
be copied and searched with the text; a right indent is not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from briefgen.brand.lines import RESERVE, Strip
from briefgen.ooxml.wordml import qn, twips
from briefgen.values.signs import without_marks
from briefgen.writers.word.looks import TWIP, ParagraphLook, Ruler, look_of, style_of
from briefgen.writers.word.measure import SetText, cell_texts, set_text
from briefgen.writers.word.pieces import Page, is_framed

STEP, MOST, SHARE = 0.02, 0.6, 0.25
"""Inches by which lines are tried shorter, the most that they become so, and the share of their room."""
SHORT = 0.25
"""A last line of less than this share of its room, of a word or two, is given more."""
NEAR = 0.004
"""What programs may measure differently, as a share of a line."""
_TEXT, _DASHES = qn("w:t"), frozenset("-–/")
_UNIT = re.compile(r"\dL (?=[A-Z])|\d (?=(?:months?|years?|weeks?|days?|patients|women|men|million|billion|mg)\b)")


def keep_together(root: Any, page: Page, rule: Ruler, more: int, unless: frozenset[str] = frozenset()) -> None:
    """Shorten the lines of each paragraph that parts what belongs together, where that makes at most so many lines
    more; paragraphs as wide as the page in some styles are left for later."""
    for paragraph, points in _texts(root, page, rule):
        if not _may_part(paragraph):
            continue
        look = look_of(paragraph, rule)
        if _is_ragged(paragraph, look) and (look.right or style_of(paragraph) not in unless):
            _shorten(paragraph, look, _spare(set_text(paragraph, points, rule), more))


def fill_last_lines(root: Any, page: Page, rule: Ruler, styles: frozenset[str]) -> None:
    """Shorten the lines of each paragraph in some styles that ends with a line of a word or two, where that makes no
    line more and gives the last one more words."""
    for paragraph, points in _texts(root, page, rule):
        look = look_of(paragraph, rule)
        if style_of(paragraph) in styles and _is_ragged(paragraph, look):
            _shorten(paragraph, look, _evened(set_text(paragraph, points, rule)))


def _shorten(paragraph: Any, look: ParagraphLook, less: float) -> None:
    """Make the lines of a paragraph so many inches shorter."""
    if less:
        right = twips(less) + round(look.right * TWIP)
        paragraph.get_or_add_pPr().get_or_add_ind().set(qn("w:right"), str(right))


def _may_part(paragraph: Any) -> bool:
    """Whether its words hold a number with a unit, or a dash or slash."""
    text = without_marks("".join([part.text or "" for part in paragraph.iter(_TEXT)]))
    return not _DASHES.isdisjoint(text) or _UNIT.search(text) is not None


def _texts(root: Any, page: Page, rule: Ruler) -> Iterator[tuple[Any, float]]:
    """The paragraphs of a body with text, each with the points between its margins."""
    width = page.width
    for child in root:
        if child.tag == qn("w:tbl"):
            yield from cell_texts(child, rule)
        elif child.tag == qn("w:p"):
            yield child, _frame_width(child) if is_framed(child) else width
            if child.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
                width = page.column if width == page.width else page.width


def _frame_width(paragraph: Any) -> float:
    return int(paragraph.find(f"{qn('w:pPr')}/{qn('w:framePr')}").get(qn("w:w"))) / TWIP


def _is_ragged(paragraph: Any, look: ParagraphLook) -> bool:
    """Whether its lines begin level and end where they may, with no line or ground that ends with them."""
    boxed = look.above or look.below or look.filled
    set_as = paragraph.find(f"{qn('w:pPr')}/{qn('w:jc')}")
    return not boxed and (set_as is None or set_as.get(qn("w:val"), "left") == "left")


def _spare(text: SetText, more: int) -> float:
    """The inches by which lines become shorter: the least that helps with the fewest lines more, 0 for none."""
    if not _parts(text, 0.0):
        return 0.0
    helpful = [less for less in _tries(text) if not _parts(text, less)]
    lines = text.lines()
    fitting = [less for less in helpful if text.lines(less) <= lines + more]
    return min(fitting, key=lambda less: (text.lines(less), less), default=0.0)


def _evened(text: SetText) -> float:
    """The inches by which lines become shorter: the least with which the last one is not short and there are as many,
    also for a program that sets them closer; 0 for none."""
    lines = text.lines()
    if not _ends_short(text, 0.0) or text.lines(text.room * (1 - RESERVE)) < lines:
        return 0.0
    even = (less for less in _tries(text) if not _ends_short(text, less) and not _parts(text, less))
    return next((less for less in even if text.lines(less) == lines), 0.0)


def _ends_short(text: SetText, less: float) -> bool:
    """Whether the last of several lines is short."""
    *_, (strip, outdent) = text.outdented
    *before, (start, end) = strip.spans(text.room - less, outdent)
    return bool(before) and (strip.reach[end] - strip.reach[start]) < SHORT * text.room


def _tries(text: SetText) -> list[float]:
    """The inches by which its lines are tried shorter."""
    widest = min(MOST, text.room * SHARE)
    return [round(step * STEP, 3) for step in range(1, round(widest / STEP) + 1)]


def _parts(text: SetText, less: float) -> bool:
    """Whether a line parts what belongs together when all are so many inches shorter."""
    return any(
        _is_parted(strip, (text.room - less) * much, outdent)
        for strip, outdent in text.outdented
        for much in (1 - NEAR, 1.0, 1 + NEAR)
    )


def _is_parted(strip: Strip, room: float, outdent: float) -> bool:
    """Whether a line ends between a number and its unit, or has room for the begin of a piece that is kept whole."""
    if strip.count(room, outdent) == 1:
        return False
    units = {found.end() for found in _UNIT.finditer(strip.text)}
    for start, end in strip.spans(room, outdent):
        piece = next((one.end for one in strip.breaks if one.end > end), end)
        reached = strip.reach[start] + (room + (0.0 if start else outdent)) / RESERVE
        inside = (at for at in range(end + 1, piece) if strip.text[at - 1] in _DASHES)
        if end in units or any(strip.reach[at] <= reached for at in inside):
            return True
    return False
