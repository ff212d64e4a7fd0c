"""How high paragraphs and table rows will be: WordprocessingML measured with the brand's own fonts, in points."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from briefgen.brand.brand import Brand
from briefgen.brand.fonts import strips
from briefgen.brand.lines import RESERVE, Strip
from briefgen.frozen import frozen
from briefgen.ooxml.wordml import qn
from briefgen.reference.word_styles import RANK
from briefgen.values.signs import without_marks
from briefgen.writers.word.looks import (
    TWIP,
    ParagraphLook,
    Ruler,
    RunLook,
    cell_margins,
    look_of,
    run_look,
    sides_of,
    style_of,
)

EMU = 12700
"""English metric units in a point."""
_WIDE_FACE, _DESCENT = 1.4, 0.212
"""Heights of a line in sizes: East Asian faces; what of a line of Latin letters lies below the baseline."""
_RULE = 0.5
"""Points of the rule between rows whose cells have none of their own above."""
_RAISED = 0.66
"""Sizes of a superscript."""
_RUN, _TEXT, _PROPERTIES = qn("w:r"), qn("w:t"), qn("w:rPr")
_SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n"}
_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_EDGE = f"{qn('w:tcPr')}/{qn('w:tcBorders')}/{qn('w:top')}"
_OWN_MARGINS, _WIDTH = f"{qn('w:tcPr')}/{qn('w:tcMar')}", f"{qn('w:tcPr')}/{qn('w:tcW')}"
_PLAIN = ParagraphLook()


@frozen
class Measured:
    """A paragraph as it is set: its lines and their height, its borders above and below, and the distances it asks
    for; of two distances that meet the larger counts. Distances may shrink, its lines stay as they are."""

    look: ParagraphLook
    lines: int
    line: float
    before: float = 0.0
    after: float = 0.0
    frame: float = 0.0

    @property
    def height(self) -> float:
        """Lines and borders without distances."""
        return self.lines * self.line + self.frame

    def at(self, air: float) -> Measured:
        """With so much of the distances that its style asks for."""
        if air == 1.0:
            return self
        before = self.before * (1.0 if self.look.own_before else air)
        after = self.after * (1.0 if self.look.own_after else air)
        return Measured(self.look, self.lines, self.line, before, after, self.frame)


def stacked(parts: Iterable[Measured], after: float = 0.0) -> tuple[float, float]:
    """The height of paragraphs below something that asks for a distance, and the distance they ask for below."""
    total = 0.0
    for part in parts:
        total += max(after, part.before) + part.height
        after = part.after
    return total, after


# --- paragraphs --------------------------------------------------------------------------------------------


def measure(paragraph: Any, points: float, rule: Ruler) -> Measured:
    """A paragraph between margins so many points apart, with the distances that the ruler keeps."""
    return set_paragraph(paragraph, points, rule).at(rule.air)


def set_paragraph(paragraph: Any, points: float, rule: Ruler) -> Measured:
    """A paragraph between margins so many points apart, with all of its distances."""
    look = look_of(paragraph, rule)
    above, below = _borders_shown(paragraph, look)
    picture = paragraph.find(f".//{qn('wp:extent')}")
    if picture is not None:
        height = int(picture.get("cy")) / EMU + look.size * _DESCENT
        return Measured(look, 1, height, look.before, look.after)
    runs = list(_runs(paragraph, look, rule))
    brand, room = rule.brand_of(look), points - look.left - look.right
    lines = count_lines(_without_hanging(runs, look), room, brand, _outdent(runs, look))
    size = max((run.size for _, run in runs if not run.raised), default=look.size)
    face = _WIDE_FACE if any(_is_wide(text) for text, _ in runs) else brand.face.line
    line = look.line if look.exact else size * face * look.line
    before, after = _distances(paragraph, look, rule)
    number = max(RANK - size, 0.0) * face * look.line if look.ranked and not look.exact else 0.0
    return Measured(look, lines, line, before, after, above + below + number)


@frozen
class SetText:
    """The text of a paragraph between margins, measured: what stands between its forced line ends, its room in inches,
    and by how much more its first line has."""

    strips: tuple[Strip, ...]
    room: float
    outdent: float

    def lines(self, less: float = 0.0) -> int:
        """How many lines it takes in a room so many inches smaller."""
        return sum(strip.count(self.room - less, more) for strip, more in self.outdented)

    @property
    def outdented(self) -> Iterator[tuple[Strip, float]]:
        """Its strips, each with what its first line has more."""
        return zip(self.strips, (self.outdent, *[0.0] * len(self.strips)), strict=False)


def set_text(paragraph: Any, points: float, rule: Ruler) -> SetText:
    """The text of a paragraph between margins so many points apart."""
    look = look_of(paragraph, rule)
    runs = list(_runs(paragraph, look, rule))
    room = points - look.left - look.right
    return _set(_without_hanging(runs, look), room, rule.brand_of(look), _outdent(runs, look))


def _set(runs: Sequence[tuple[str, RunLook]], points: float, brand: Brand, outdent: float) -> SetText:
    looks = [(text, _size(look), look.bold, look.italic) for text, look in runs]
    return SetText(strips(brand, tuple(looks)), points / 72 * RESERVE, outdent / 72 * RESERVE)


def _outdent(runs: Sequence[tuple[str, RunLook]], look: ParagraphLook) -> float:
    """By how much more room the first line has: none where a number or bullet hangs before it."""
    return 0.0 if look.numbered or any("\t" in text for text, _ in runs) else look.hanging


def _borders_shown(paragraph: Any, look: ParagraphLook) -> tuple[float, float]:
    """Height of the borders; between paragraphs of one box there are none."""
    if not look.above and not look.below:
        return 0.0, 0.0
    style = style_of(paragraph)
    above = 0.0 if style_of(paragraph.getprevious()) == style else look.above
    return above, 0.0 if style_of(paragraph.getnext()) == style else look.below


def _distances(paragraph: Any, look: ParagraphLook, rule: Ruler) -> tuple[float, float]:
    if not look.contextual:
        return look.before, look.after
    style = style_of(paragraph)
    before = 0.0 if style_of(paragraph.getprevious()) == style else look.before
    return before, 0.0 if style_of(paragraph.getnext()) == style else look.after


def _runs(paragraph: Any, look: ParagraphLook, rule: Ruler) -> Iterator[tuple[str, RunLook]]:
    plain = look.run
    for element in paragraph.iter(_RUN):
        text, properties = "", None
        for part in element:
            tag = part.tag
            if tag == _TEXT:
                text += part.text or ""
            elif tag in _SIGNS:
                text += _SIGNS[tag]
            elif tag == _PROPERTIES:
                properties = part
        if text := without_marks(text):
            style = properties.find(qn("w:rStyle")) if properties is not None else None
            yield text, run_look(_styled(plain, style, rule), properties)


def _styled(look: RunLook, style: Any, rule: Ruler) -> RunLook:
    named = rule.looks.get(style.get(qn("w:val"))) if style is not None else None
    if named is None:
        return look
    return RunLook(look.size, look.bold or named.bold, look.italic or named.italic, named.raised)


def _without_hanging(runs: Sequence[tuple[str, RunLook]], look: ParagraphLook) -> list[tuple[str, RunLook]]:
    """The text after the number that hangs in the margin."""
    text = "".join(text for text, _ in runs)
    if not look.hanging or "\t" not in text:
        return list(runs)
    kept, start, skipped = [], text.index("\t") + 1, 0
    for part, form in runs:
        kept.append((part[max(start - skipped, 0) :], form))
        skipped += len(part)
    return kept


def _is_wide(text: str) -> bool:
    return not text.isascii() and any(unicodedata.east_asian_width(sign) in "WF" for sign in text)


def count_lines(runs: Sequence[tuple[str, RunLook]], points: float, brand: Brand, outdent: float = 0.0) -> int:
    """How many lines text of several looks fills, as foreseen: a page keeps its own reserve, not that of each line. The
    first line begins so many points before the others."""
    return _set(runs, points, brand, outdent).lines()


def _size(look: RunLook) -> float:
    return look.size * (_RAISED if look.raised else 1)


# --- tables ------------------------------------------------------------------------------------------------


@frozen
class MeasuredCell:
    """A table cell as it is set: its paragraphs, or the rows of a table in it, one below the other; the margins above
    and below them, those of a table style apart from its own; and the rule above."""

    parts: tuple[Measured | MeasuredRows, ...]
    styled: float
    own: float
    edge: float

    def height(self, air: float) -> float:
        """Its height with so much of the distances that styles ask for."""
        inner, after = stacked(part.at(air) for part in self.parts)
        return inner + after + self.styled * air + self.own + self.edge


@frozen
class MeasuredRows:
    """Table rows as they are set, each by its cells."""

    rows: tuple[tuple[MeasuredCell, ...], ...]

    def height(self, air: float) -> float:
        """The height of all of them, each as high as its highest cell."""
        return sum(max((cell.height(air) for cell in cells), default=_RULE) for cells in self.rows)

    @property
    def apart(self) -> Iterator[MeasuredRows]:
        """Each of them."""
        return (MeasuredRows((cells,)) for cells in self.rows)

    def at(self, air: float) -> Measured:
        """All of them as one, which asks for no distance."""
        return Measured(_PLAIN, 1, self.height(air))


def row_height(row: Any, rule: Ruler) -> float:
    """The height of a table row with the distances that the ruler keeps: that of its highest cell with the rule above
    it."""
    return set_rows(row.getparent(), [row], rule).height(rule.air)


def set_rows(table: Any, rows: Iterable[Any], rule: Ruler) -> MeasuredRows:
    """Rows of a table, measured with all of their distances."""
    styled, of_table = _table_margins(table, rule)
    return MeasuredRows(
        tuple(tuple(_set_cell(cell, styled, of_table, rule) for cell in row.iterchildren(_CELL)) for row in rows)
    )


def cell_texts(table: Any, rule: Ruler) -> Iterator[tuple[Any, float]]:
    """The paragraphs in the cells of a table, each with the points between the margins of its cell."""
    styled, of_table = _table_margins(table, rule)
    for cell in table.xpath("./w:tr/w:tc"):
        room = _cell_room(cell, {**styled, **of_table, **_cell_margins(cell)})
        yield from ((paragraph, room) for paragraph in cell.iterchildren(_PARAGRAPH))


def _table_margins(table: Any, rule: Ruler) -> tuple[Mapping[str, float], Mapping[str, float]]:
    """The margins that the style of a table gives its cells, and those that it gives them itself."""
    style = table.find(f"{qn('w:tblPr')}/{qn('w:tblStyle')}")
    return rule.margins.get(style.get(qn("w:val")), {}) if style is not None else {}, cell_margins(table)


def _cell_margins(cell: Any) -> dict[str, float]:
    return sides_of(cell.find(_OWN_MARGINS))


def _cell_room(cell: Any, margins: Mapping[str, float]) -> float:
    """The points between the margins of a cell."""
    return int(cell.find(_WIDTH).get(qn("w:w"))) / TWIP - margins.get("left", 0) - margins.get("right", 0)


def _set_cell(cell: Any, styled: Mapping[str, float], of_table: Mapping[str, float], rule: Ruler) -> MeasuredCell:
    own = {**of_table, **_cell_margins(cell)}
    room = _cell_room(cell, {**styled, **own})
    edge = cell.find(_EDGE)
    return MeasuredCell(
        tuple(_cell_parts(cell, room, rule)),
        sum(styled.get(side, 0) for side in ("top", "bottom") if side not in own),
        own.get("top", 0) + own.get("bottom", 0),
        (int(edge.get(qn("w:sz"), 0)) / 8 if edge is not None else 0) or _RULE,
    )


def _cell_parts(cell: Any, room: float, rule: Ruler) -> Iterator[Measured | MeasuredRows]:
    for child in cell:
        if child.tag == _PARAGRAPH:
            yield set_paragraph(child, room, rule)
        elif child.tag == _TABLE:
            yield set_rows(child, child.iterchildren(_ROW), rule)
