"""How high paragraphs and table rows will be: WordprocessingML measured with the brand's own fonts, in points."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Any

from docx.oxml.ns import qn

from briefgen.brand.brand import Brand
from briefgen.brand.fonts import sign_widths
from briefgen.brand.lines import RESERVE, Strip, strip
from briefgen.reference.word_styles import POINTS, RANK
from briefgen.values.signs import without_marks

EMU = 12700
"""English metric units in a point."""
_TWIP = 20
_FACE, _WIDE_FACE, _DESCENT = 1.149, 1.4, 0.212
"""Heights of a line in sizes: faces as high as Arial, East Asian faces; what of it lies below the baseline."""
_RULE = 0.5
"""Points of the rule between rows whose cells have none of their own above."""
_RAISED = 0.66
"""Sizes of a superscript."""


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """What decides the height of a paragraph; sizes and distances in points, `line` in single lines."""

    size: float = 10.5
    bold: bool = False
    italic: bool = False
    raised: bool = False
    before: float = 0.0
    after: float = 0.0
    line: float = 1.0
    exact: bool = False
    left: float = 0.0
    right: float = 0.0
    hanging: float = 0.0
    above: float = 0.0
    below: float = 0.0
    contextual: bool = False
    keep_next: bool = False
    keep_lines: bool = False
    breaks: bool = False
    ranked: bool = False


@dataclass(frozen=True, slots=True)
class Ruler:
    """What paragraphs are measured with: the brand's fonts, the styles by id, the cell margins of table styles, and the
    share of distances that is kept."""

    brand: Brand
    looks: Mapping[str, ParagraphLook]
    margins: Mapping[str, Mapping[str, float]]
    air: float = 1.0


@dataclass(frozen=True, slots=True)
class Measured:
    """A paragraph as it is set: its lines and their height, its borders above and below, and the distances it asks
    for; of two distances that meet the larger counts."""

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


def stacked(parts: Iterable[Measured], after: float = 0.0) -> tuple[float, float]:
    """The height of paragraphs below something that asks for a distance, and the distance they ask for below."""
    total = 0.0
    for part in parts:
        total += max(after, part.before) + part.height
        after = part.after
    return total, after


def ruler(brand: Brand, styles: Any, air: float = 1.0) -> Ruler:
    """A ruler for the styles of a document; `air` scales their distances."""
    found: dict[str, ParagraphLook] = {}
    by_id = {style.get(qn("w:styleId")): style for style in styles.iterchildren(qn("w:style"))}
    for key in by_id:
        _resolve(key, by_id, found)
    margins = {
        key: {side: points * (air if side in ("top", "bottom") else 1) for side, points in _cell_margins(style).items()}
        for key, style in by_id.items()
    }
    scaled = {key: replace(look, before=look.before * air, after=look.after * air) for key, look in found.items()}
    return Ruler(brand, scaled, margins, air)


def _resolve(key: str, by_id: Mapping[str, Any], found: dict[str, ParagraphLook]) -> ParagraphLook:
    if key not in found:
        style = by_id[key]
        parent = style.find(qn("w:basedOn"))
        base = parent.get(qn("w:val")) if parent is not None else ""
        look = _resolve(base, by_id, found) if base in by_id else ParagraphLook()
        found[key] = _run_look(_paragraph_look(look, style.find(qn("w:pPr"))), style.find(qn("w:rPr")))
    return found[key]


# --- looks -------------------------------------------------------------------------------------------------


def _paragraph_look(look: ParagraphLook, properties: Any) -> ParagraphLook:
    if properties is None:
        return look
    changed: dict[str, Any] = {}
    for child in properties:
        match child.tag:
            case _Q.keep_next:
                changed["keep_next"] = _on(child)
            case _Q.keep_lines:
                changed["keep_lines"] = _on(child)
            case _Q.breaks:
                changed["breaks"] = _on(child)
            case _Q.contextual:
                changed["contextual"] = _on(child)
            case _Q.indents:
                changed |= _points(child, {"left": "left", "right": "right", "hanging": "hanging"})
            case _Q.numbering:
                number = child.find(qn("w:numId"))
                if number is not None and number.get(qn("w:val")) == str(POINTS):
                    changed["ranked"] = True
            case _Q.borders:
                changed |= {"above": _edge(child, "top"), "below": _edge(child, "bottom")}
            case _Q.spacing:
                changed |= _points(child, {"before": "before", "after": "after"})
                changed |= _line(child)
    return replace(look, **changed)


class _Q:
    """Names that paragraph properties have."""

    keep_next, keep_lines = qn("w:keepNext"), qn("w:keepLines")
    breaks, contextual = qn("w:pageBreakBefore"), qn("w:contextualSpacing")
    indents, borders, spacing = qn("w:ind"), qn("w:pBdr"), qn("w:spacing")
    numbering = qn("w:numPr")


def _on(element: Any) -> bool:
    return element.get(qn("w:val")) not in ("0", "false", "off")


def _points(element: Any, wanted: Mapping[str, str]) -> dict[str, float]:
    found = {name: element.get(qn(f"w:{attribute}")) for attribute, name in wanted.items()}
    return {name: int(value) / _TWIP for name, value in found.items() if value is not None}


def _line(spacing: Any) -> dict[str, Any]:
    value = spacing.get(qn("w:line"))
    if value is None:
        return {}
    exact = spacing.get(qn("w:lineRule")) == "exact"
    return {"line": int(value) / (_TWIP if exact else 240), "exact": exact}


def _edge(borders: Any, side: str) -> float:
    border = borders.find(qn(f"w:{side}"))
    if border is None:
        return 0.0
    return float(border.get(qn("w:space")) or 0) + int(border.get(qn("w:sz")) or 0) / 8


def _run_look(look: ParagraphLook, properties: Any) -> ParagraphLook:
    if properties is None:
        return look
    bold, italic, size = (properties.find(qn(f"w:{name}")) for name in ("b", "i", "sz"))
    raised = properties.find(qn("w:vertAlign"))
    return replace(
        look,
        bold=look.bold if bold is None else _on(bold),
        italic=look.italic if italic is None else _on(italic),
        size=look.size if size is None else int(size.get(qn("w:val"))) / 2,
        raised=look.raised or (raised is not None and raised.get(qn("w:val")) == "superscript"),
    )


# --- paragraphs --------------------------------------------------------------------------------------------


def look_of(paragraph: Any, rule: Ruler) -> ParagraphLook:
    """The look of a paragraph: its style and its own properties."""
    properties = paragraph.find(qn("w:pPr"))
    style = properties.find(qn("w:pStyle")) if properties is not None else None
    return _paragraph_look(rule.looks[style.get(qn("w:val"))] if style is not None else ParagraphLook(), properties)


def style_of(element: Any) -> str:
    """The style id of a paragraph, nothing for anything else or for none."""
    styles = element.xpath("./w:pPr/w:pStyle/@w:val") if element is not None else []
    return str(styles[0]) if styles else ""


def measure(paragraph: Any, points: float, rule: Ruler) -> Measured:
    """A paragraph between margins so many points apart."""
    look = look_of(paragraph, rule)
    above, below = _borders_shown(paragraph, look)
    picture = paragraph.find(f".//{qn('wp:extent')}")
    if picture is not None:
        height = int(picture.get("cy")) / EMU + look.size * _DESCENT
        return Measured(look, 1, height, look.before, look.after)
    runs = list(_runs(paragraph, look, rule))
    hangs = bool(look.hanging) and not any("\t" in text for text, _ in runs)
    room = points - look.left - look.right
    lines = count_lines(_without_hanging(runs, look), room, rule.brand, look.hanging if hangs else 0.0)
    size = max((run.size for _, run in runs if not run.raised), default=look.size)
    face = _WIDE_FACE if any(_is_wide(text) for text, _ in runs) else _FACE
    line = look.line if look.exact else size * face * look.line
    before, after = _distances(paragraph, look, rule)
    number = max(RANK - size, 0.0) * face * look.line if look.ranked and not look.exact else 0.0
    return Measured(look, lines, line, before, after, above + below + number)


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


def _runs(paragraph: Any, look: ParagraphLook, rule: Ruler) -> Iterator[tuple[str, ParagraphLook]]:
    for element in paragraph.iter(qn("w:r")):
        text = "".join(
            part.text or "" if part.tag == qn("w:t") else "\t" if part.tag == qn("w:tab") else "\n"
            for part in element
            if part.tag in (qn("w:t"), qn("w:tab"), qn("w:br"))
        )
        if text := without_marks(text):
            properties = element.find(qn("w:rPr"))
            style = properties.find(qn("w:rStyle")) if properties is not None else None
            yield text, _run_look(_styled(look, style, rule), properties)


def _styled(look: ParagraphLook, style: Any, rule: Ruler) -> ParagraphLook:
    named = rule.looks.get(style.get(qn("w:val"))) if style is not None else None
    if named is None:
        return look
    return replace(look, bold=look.bold or named.bold, italic=look.italic or named.italic, raised=named.raised)


def _without_hanging(runs: Sequence[tuple[str, ParagraphLook]], look: ParagraphLook) -> list[tuple[str, ParagraphLook]]:
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


def count_lines(runs: Sequence[tuple[str, ParagraphLook]], points: float, brand: Brand, outdent: float = 0.0) -> int:
    """How many lines text of several looks fills, as foreseen: a page keeps its own reserve, not that of each line. The
    first line begins so many points before the others."""
    strips = _measured(tuple((text, _size(look), look.bold, look.italic) for text, look in runs), brand)
    extra = [outdent / 72 * RESERVE, *[0.0] * len(strips)]
    return sum(line.count(points / 72 * RESERVE, more) for line, more in zip(strips, extra, strict=False))


def _size(look: ParagraphLook) -> float:
    return look.size * (_RAISED if look.raised else 1)


@lru_cache(maxsize=20_000)
def _measured(runs: tuple[tuple[str, float, bool, bool], ...], brand: Brand) -> tuple[Strip, ...]:
    """Each line between forced breaks; runs are text, size and whether bold and italic."""
    text = "".join(text for text, *_ in runs)
    widths = [
        width for text, size, bold, italic in runs for width in sign_widths(brand, text, size, bold=bold, italic=italic)
    ]
    ends = [at for at, sign in enumerate(text) if sign == "\n"]
    return tuple(
        strip(text[start + 1 : end], widths[start + 1 : end]) for start, end in pairwise((-1, *ends, len(text)))
    )


# --- tables ------------------------------------------------------------------------------------------------


def row_height(row: Any, rule: Ruler) -> float:
    """The height of a table row: that of its highest cell with the rule above it."""
    table = row.getparent()
    styles = table.xpath("./w:tblPr/w:tblStyle/@w:val")
    margins = {
        **(rule.margins.get(styles[0], {}) if styles else {}),
        **_cell_margins(table),
    }
    return max((_cell_height(cell, margins, rule) for cell in row.iterchildren(qn("w:tc"))), default=_RULE)


def _cell_height(cell: Any, inherited: Mapping[str, float], rule: Ruler) -> float:
    properties = cell.find(qn("w:tcPr"))
    margins = {**inherited, **_sides(properties.find(qn("w:tcMar")))}
    wide = int(properties.find(qn("w:tcW")).get(qn("w:w"))) / _TWIP
    room = wide - margins.get("left", 0) - margins.get("right", 0)
    inner, after = stacked(_cell_parts(cell, room, rule))
    edges = properties.xpath("./w:tcBorders/w:top/@w:sz")
    edge = sum(int(size) / 8 for size in edges) or _RULE
    return inner + after + margins.get("top", 0) + margins.get("bottom", 0) + edge


def _cell_parts(cell: Any, room: float, rule: Ruler) -> Iterator[Measured]:
    for child in cell:
        if child.tag == qn("w:p"):
            yield measure(child, room, rule)
        elif child.tag == qn("w:tbl"):
            yield Measured(ParagraphLook(), 1, sum(row_height(row, rule) for row in child.iterchildren(qn("w:tr"))))


def _cell_margins(owner: Any) -> dict[str, float]:
    return _sides(owner.find(f"{qn('w:tblPr')}/{qn('w:tblCellMar')}"))


def _sides(margins: Any) -> dict[str, float]:
    if margins is None:
        return {}
    return {side.tag.split("}")[1]: int(side.get(qn("w:w"))) / _TWIP for side in margins}
