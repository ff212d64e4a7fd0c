"""Headings, lists and margins of a Word template are not set as its running text: no indent of a first line, no
justification and no fixed line height that they only have from the default style."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from docx.oxml.ns import qn

from briefgen.brand.brand import Brand
from briefgen.reference.word_leftovers import ancestry
from briefgen.reference.word_styles import line_of

_FIRST = ("w:firstLine", "w:firstLineChars", "w:hanging", "w:hangingChars")
_SIDES = (("w:left", "w:start", "w:leftChars", "w:startChars"), ("w:right", "w:end", "w:rightChars", "w:endChars"))


def keep_own_setting(package: Any, keys: Mapping[str, str], brand: Brand) -> None:
    """Give the styles (by our names, with their ids) a setting of their own wherever they would inherit that of running
    text; what they or the styles between say themselves stays."""
    styles = package.part.styles.element
    running = [*styles.xpath("./w:style[@w:default='1' and @w:type='paragraph']/w:pPr")]
    running += styles.xpath("./w:docDefaults/w:pPrDefault/w:pPr")
    default = {id(properties) for properties in running}
    for name, key in keys.items():
        own = [properties for style in ancestry(styles, key) for properties in style.xpath("./w:pPr")]
        own = [properties for properties in own if id(properties) not in default]
        style = styles.get_by_id(key)
        _indent(package, style, own, running)
        if _said(own, "w:jc", "w:val") is None and _said(running, "w:jc", "w:val") not in (None, "left", "start"):
            style.get_or_add_pPr().get_or_add_jc().set(qn("w:val"), "left")
        if _said(own, "w:spacing", "w:line") is None and _said(running, "w:spacing", "w:lineRule") == "exact":
            spacing = style.get_or_add_pPr().get_or_add_spacing()
            spacing.set(qn("w:line"), str(line_of(name, brand)))
            spacing.set(qn("w:lineRule"), "auto")


def _indent(package: Any, style: Any, own: Sequence[Any], running: Sequence[Any]) -> None:
    if not _any(running, _FIRST) and not any(_any(running, side) for side in _SIDES):
        return
    level = _level(package, own)
    for side in _SIDES:
        if _any(running, side) and not _any(own, side):
            style.get_or_add_pPr().get_or_add_ind().set(qn(side[0]), level.get(side[0], "0"))
    if _any(own, _FIRST):
        return
    indent = style.get_or_add_pPr().get_or_add_ind()
    for name, value in level.items():
        if indent.get(qn(name)) is None and not _any(own, (name,)):
            indent.set(qn(name), value)
    if "w:hanging" not in level:
        indent.set(qn("w:firstLine"), level.get("w:firstLine", "0"))
    indent.set(qn("w:firstLineChars"), "0")


def _level(package: Any, own: Sequence[Any]) -> dict[str, str]:
    """The indents that the numbering of a list gives to its first level."""
    number = next((n for p in own for n in p.xpath("./w:numPr/w:numId/@w:val")), "")
    if not number:
        return {}
    root = package.part.numbering_part.element
    kind = root.xpath(f"./w:num[@w:numId='{number}']/w:abstractNumId/@w:val")
    path = f"./w:abstractNum[@w:abstractNumId='{kind[0]}']/w:lvl[@w:ilvl='0']/w:pPr/w:ind" if kind else "./w:none"
    told = ("w:left", "w:right", "w:hanging", "w:firstLine")
    return {name: ind.get(qn(name)) for ind in root.xpath(path) for name in told if ind.get(qn(name)) is not None}


def _any(properties: Sequence[Any], names: Sequence[str]) -> bool:
    return any(_said(properties, "w:ind", name) not in (None, "0") for name in names)


def _said(properties: Sequence[Any], tag: str, name: str) -> str | None:
    """What the first of some paragraph properties says."""
    found = (node.get(qn(name)) for said in properties for node in said.findall(qn(tag)))
    return next((str(value) for value in found if value is not None), None)
