"""How paragraphs of a Word document look: what their styles and their own properties say of sizes and distances."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from briefgen.brand.brand import Brand
from briefgen.frozen import frozen
from briefgen.ooxml.wordml import qn
from briefgen.reference.word_styles import POINTS

TWIP = 20
"""Twentieths in a point."""
_STYLE = f"{qn('w:pPr')}/{qn('w:pStyle')}"


class RunLook(NamedTuple):
    """What decides the width of a run: its size in points, its weight and slope, whether it is a superscript."""

    size: float = 10.5
    bold: bool = False
    italic: bool = False
    raised: bool = False


@frozen
class ParagraphLook:
    """What decides the height of a paragraph; sizes and distances in points, `line` in single lines, `face` as the
    styles name it. A distance that is its `own`, not that of its style, is kept whole when distances shrink."""

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
    filled: bool = False
    contextual: bool = False
    keep_next: bool = False
    keep_lines: bool = False
    breaks: bool = False
    numbered: bool = False
    ranked: bool = False
    own_before: bool = False
    own_after: bool = False
    face: str = ""

    @property
    def run(self) -> RunLook:
        """That of its runs, where they say nothing themselves."""
        return RunLook(self.size, self.bold, self.italic, self.raised)


@frozen
class Ruler:
    """What paragraphs are measured with: the brand's fonts, the styles by id, that of a paragraph which names none, the
    cell margins of table styles, and the share of the distances of both that is kept."""

    brand: Brand
    looks: Mapping[str, ParagraphLook]
    plain: ParagraphLook
    margins: Mapping[str, Mapping[str, float]]
    air: float = 1.0

    def brand_of(self, look: ParagraphLook) -> Brand:
        """The brand that a paragraph is measured with: one in another typeface than the text is set as headings are."""
        return self.brand if look.face == self.plain.face else self.brand.headed


def ruler(brand: Brand, styles: Any, air: float = 1.0) -> Ruler:
    """A ruler for the styles of a document that keeps so much of their distances."""
    defaults = styles.find(qn("w:docDefaults"))
    found = {"": ParagraphLook() if defaults is None else _styled(ParagraphLook(), defaults, "*/")}
    by_id = {style.get(qn("w:styleId")): style for style in styles.iterchildren(qn("w:style"))}
    for key in by_id:
        _resolve(key, by_id, found)
    looks = {key: replace(look, own_before=False, own_after=False) for key, look in found.items()}
    usual = (key for key, style in by_id.items() if style.get(qn("w:default")) and _is_of_paragraphs(style))
    margins = {key: cell_margins(style) for key, style in by_id.items()}
    return Ruler(brand, looks, looks[next(usual, "")], margins, air)


def _resolve(key: str, by_id: Mapping[str, Any], found: dict[str, ParagraphLook]) -> ParagraphLook:
    if key not in found:
        style = by_id[key]
        parent = style.find(qn("w:basedOn"))
        base = parent.get(qn("w:val")) if parent is not None else ""
        found[key] = _styled(_resolve(base if base in by_id else "", by_id, found), style)
    return found[key]


def _styled(look: ParagraphLook, style: Any, inside: str = "") -> ParagraphLook:
    """A look changed by what a style says of paragraphs and runs, or the defaults of the document, inside of which."""
    look, properties = _paragraph_look(look, style.find(inside + qn("w:pPr"))), style.find(inside + qn("w:rPr"))
    fonts = properties.find(qn("w:rFonts")) if properties is not None else None
    face = "" if fonts is None else fonts.get(qn("w:asciiTheme")) or fonts.get(qn("w:ascii")) or ""
    return replace(look, **run_look(look.run, properties)._asdict(), face=face or look.face)


def _is_of_paragraphs(style: Any) -> bool:
    return str(style.get(qn("w:type"), "paragraph")) == "paragraph"


def _paragraph_look(look: ParagraphLook, properties: Any) -> ParagraphLook:
    if properties is None:
        return look
    changed: dict[str, Any] = {}
    for child in properties:
        match child.tag:
            case _Names.keep_next:
                changed["keep_next"] = _on(child)
            case _Names.keep_lines:
                changed["keep_lines"] = _on(child)
            case _Names.breaks:
                changed["breaks"] = _on(child)
            case _Names.contextual:
                changed["contextual"] = _on(child)
            case _Names.indents:
                changed |= _points(child, {"left": "left", "right": "right", "hanging": "hanging"})
            case _Names.numbering:
                number = child.find(qn("w:numId"))
                if number is not None:
                    value = number.get(qn("w:val"))
                    changed |= {"numbered": value != "0", "ranked": look.ranked or value == str(POINTS)}
            case _Names.ground:
                changed["filled"] = True
            case _Names.borders:
                changed |= {"above": _edge(child, "top"), "below": _edge(child, "bottom")}
            case _Names.spacing:
                distances = _points(child, {"before": "before", "after": "after"})
                changed |= distances | {f"own_{side}": True for side in distances} | _line(child)
    return replace(look, **changed) if changed else look


class _Names:
    """Names that properties of paragraphs and runs have."""

    keep_next, keep_lines = qn("w:keepNext"), qn("w:keepLines")
    breaks, contextual = qn("w:pageBreakBefore"), qn("w:contextualSpacing")
    indents, borders, spacing = qn("w:ind"), qn("w:pBdr"), qn("w:spacing")
    numbering, ground = qn("w:numPr"), qn("w:shd")
    bold, italic, size, raised = qn("w:b"), qn("w:i"), qn("w:sz"), qn("w:vertAlign")


def _on(element: Any) -> bool:
    return element.get(qn("w:val")) not in ("0", "false", "off")


def _points(element: Any, wanted: Mapping[str, str]) -> dict[str, float]:
    found = {name: element.get(qn(f"w:{attribute}")) for attribute, name in wanted.items()}
    return {name: int(value) / TWIP for name, value in found.items() if value is not None}


def _line(spacing: Any) -> dict[str, Any]:
    value = spacing.get(qn("w:line"))
    if value is None:
        return {}
    exact = spacing.get(qn("w:lineRule")) == "exact"
    return {"line": int(value) / (TWIP if exact else 240), "exact": exact}


def _edge(borders: Any, side: str) -> float:
    border = borders.find(qn(f"w:{side}"))
    if border is None:
        return 0.0
    return float(border.get(qn("w:space")) or 0) + int(border.get(qn("w:sz")) or 0) / 8


def run_look(look: RunLook, properties: Any) -> RunLook:
    """A look changed by the properties of a run."""
    size, bold, italic, raised = look
    for child in properties if properties is not None else ():
        match child.tag:
            case _Names.bold:
                bold = _on(child)
            case _Names.italic:
                italic = _on(child)
            case _Names.size:
                size = int(child.get(qn("w:val"))) / 2
            case _Names.raised:
                raised = raised or child.get(qn("w:val")) == "superscript"
    return RunLook(size, bold, italic, raised)


def look_of(paragraph: Any, rule: Ruler) -> ParagraphLook:
    """The look of a paragraph: its style and its own properties."""
    properties = paragraph.find(qn("w:pPr"))
    style = properties.find(qn("w:pStyle")) if properties is not None else None
    return _paragraph_look(rule.looks[style.get(qn("w:val"))] if style is not None else rule.plain, properties)


def style_of(element: Any) -> str:
    """The style id of a paragraph, nothing for anything else or for none."""
    style = element.find(_STYLE) if element is not None else None
    return style.get(qn("w:val"), "") if style is not None else ""


def cell_margins(owner: Any) -> dict[str, float]:
    """The margins that a table or its style gives its cells, by side, in points."""
    return sides_of(owner.find(f"{qn('w:tblPr')}/{qn('w:tblCellMar')}"))


def sides_of(margins: Any) -> dict[str, float]:
    """Margins by side, in points."""
    if margins is None:
        return {}
    return {side.tag.split("}")[1]: int(side.get(qn("w:w"))) / TWIP for side in margins}
