"""A Word template written from right to left: what we write in it reads from left to right, its own lines stay."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from briefgen.reference.word_leftovers import ancestry, is_on, margins_of

_TURNED = ("w:bidi", "w:bidiVisual", "w:rtlGutter")


def write_from_the_left(package: Any) -> None:
    """Styles and the section without their direction; paragraphs that the template has in its headers keep theirs."""
    styles = package.part.styles.element
    for margin in margins_of(package.part):
        for paragraph in margin.element.iter(qn("w:p")):
            properties = paragraph.get_or_add_pPr()
            if properties.find(qn("w:bidi")) is None and _turned(properties, styles):
                _insert_bidi(properties)
    for properties in styles.iter(qn("w:pPr")):
        if is_on(properties.find(qn("w:bidi"))):
            for side in properties.findall(qn("w:jc")):
                if side.get(qn("w:val")) in {"left", "right", "start", "end"}:
                    properties.remove(side)
    for root in (styles, package.element.body.sectPr):
        for node in list(root.iter(*(qn(tag) for tag in _TURNED))):
            node.getparent().remove(node)
    for node in list(styles.iter(qn("w:rtl"))):
        node.getparent().remove(node)


def _turned(properties: Any, styles: Any) -> bool:
    """Whether a paragraph is written from right to left because its style or the document's defaults say so."""
    usual = "./w:style[@w:default='1'][@w:type='paragraph']/@w:styleId"
    named = properties.xpath("./w:pStyle/@w:val") or styles.xpath(usual)
    chain = (node for key in named for style in ancestry(styles, key) for node in style.xpath("./w:pPr/w:bidi"))
    return is_on(next(chain, next(iter(styles.xpath("./w:docDefaults//w:pPr/w:bidi")), None)))


_AFTER_BIDI = {
    qn(f"w:{name}") for name in (
        "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc",
        "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr",
        "pPrChange",
    )
}  # fmt: skip
"""What stands behind the direction among the properties of a paragraph."""


def _insert_bidi(properties: Any) -> None:
    place = next((at for at, child in enumerate(properties) if child.tag in _AFTER_BIDI), len(properties))
    properties.insert(place, OxmlElement("w:bidi"))
