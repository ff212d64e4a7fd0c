"""Our styles found in a Word template: those that _brand.yml names, else those of the same name or id and kind."""

from __future__ import annotations

from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from lxml import etree

from briefgen.brand.brand import Brand
from briefgen.problems import Problem, did_you_mean
from briefgen.reference.word_leftovers import ancestry
from briefgen.reference.word_styles import CHARACTERS, EVIDENCE_TABLE, NAMES

_CHARACTER = {name for name, _ in CHARACTERS}
FROM_TEMPLATE = {
    "Body Text", "Lead", "Heading 1", "Heading 2", "Heading 3", "TOC Heading", "TOC 1", "List Bullet", "List Number",
    "Header", "Footer", "Hyperlink",
}  # fmt: skip
"""Styles of running text, taken from a template of the same name; tables, covers, captions and sources are set as we
set them, unless _brand.yml names a style."""
_LISTS = {"List Bullet", "List Number"}


def kind_for(name: str) -> str:
    """Paragraph, character or table: what our style of a name is."""
    return "table" if name == EVIDENCE_TABLE else "character" if name in _CHARACTER else "paragraph"


def matched(package: Any, brand: Brand) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Ids of the styles that the template has for ours: named in _brand.yml, else of the same name or id and kind."""
    elements = list(package.part.styles.element.style_lst)
    names = {(kind_of(e), plain_name(name_of(e))): e.get(qn("w:styleId")) for e in elements}
    ids = {(kind_of(e), plain_name(e.get(qn("w:styleId")))): e.get(qn("w:styleId")) for e in elements}
    problems: list[Problem] = []
    found: dict[str, str] = {}
    wanted = {entry.ours: entry for entry in brand.styles}
    for entry in brand.styles:
        if entry.ours not in NAMES:
            hint = did_you_mean(entry.ours, NAMES)
            problems.append(Problem(entry.origin, "bad-brand", f"styles: briefgen has no style '{entry.ours}'", hint))
    for name in NAMES:
        kind = kind_for(name)
        if name in wanted:
            key = names.get((kind, plain_name(wanted[name].theirs)))
            if key is None:
                there = [name_of(e) for e in elements if kind_of(e) == kind]
                message = f"styles.{name}: the template has no {kind} style '{wanted[name].theirs}'"
                hint = did_you_mean(wanted[name].theirs, there)
                problems.append(Problem(wanted[name].origin, "missing-style", message, hint))
                continue
        elif name not in FROM_TEMPLATE:
            continue
        else:
            key = names.get((kind, plain_name(name))) or ids.get((kind, plain_name(name)))
        if key and (name not in _LISTS or _numbered(package, key)):
            found[name] = key
    return found, tuple(problems)


def kind_of(element: Any) -> str:
    """Paragraph, character, table or numbering."""
    return str(element.get(qn("w:type"), "paragraph"))


def name_of(element: Any) -> str:
    """The name of a style element."""
    name = element.find(qn("w:name"))
    return "" if name is None else str(name.get(qn("w:val")))


def style_name(package: Any, key: str) -> str:
    """The name of the style with an id."""
    return name_of(package.part.styles.element.get_by_id(key))


def plain_name(name: str | None) -> str:
    """A name as it is compared: without case and spaces."""
    return (name or "").casefold().replace(" ", "")


def _numbered(package: Any, key: str) -> bool:
    """Whether paragraphs of the style have a bullet or number, perhaps from the style it is based on."""
    chain = ancestry(package.part.styles.element, key)
    return has_numbering(package) and any(style.xpath("./w:pPr/w:numPr/w:numId") for style in chain)


def has_numbering(package: Any) -> bool:
    """Whether the template has lists of its own."""
    return any(r.reltype == RELATIONSHIP_TYPE.NUMBERING for r in package.part.rels.values())


def family_of(package: Any, key: str = "") -> str:
    """The typeface of a style, else that of body text, as far as the template names it."""
    styles = package.part.styles.element
    named = [fonts for style in ancestry(styles, key) for fonts in style.xpath("./w:rPr/w:rFonts")]
    for path in ("./w:style[@w:default='1' and @w:type='paragraph']/w:rPr/w:rFonts", "./w:docDefaults//w:rFonts"):
        named += styles.xpath(path)
    for fonts in named:
        if name := fonts.get(qn("w:ascii")):
            return str(name)
        if theme := fonts.get(qn("w:asciiTheme")):
            return _theme_family(package, "majorFont" if theme.startswith("major") else "minorFont")
    return ""


def _theme_family(package: Any, role: str) -> str:
    for relation in package.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.THEME:
            root = etree.fromstring(relation.target_part.blob)
            face = root.find(f".//{qn(f'a:{role}')}/{qn('a:latin')}")
            return "" if face is None else str(face.get("typeface", ""))
    return ""
