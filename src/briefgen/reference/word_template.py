"""A Word template ready for use: our styles found in it by name, and those it lacks added."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.parts.numbering import NumberingPart
from lxml import etree

from briefgen.brand.brand import Brand
from briefgen.brand.colour import TEXT, contrast, readable
from briefgen.ooxml.wordml import DECLARED
from briefgen.problems import Origin, Problem, ProblemsFoundError, did_you_mean, require
from briefgen.reference.import_file import take_in, unusable
from briefgen.reference.typefaces import stretched
from briefgen.reference.word_direction import write_from_the_left
from briefgen.reference.word_floats import clear_text
from briefgen.reference.word_grounds import drop_dark_grounds
from briefgen.reference.word_leftovers import ancestry, drop_old_content
from briefgen.reference.word_setting import keep_own_setting
from briefgen.reference.word_styles import CHARACTERS, EVIDENCE_TABLE, NAMES, numbering_xml, style_id, styles_xml

OWN_PREFIX = "briefgen "
_CHARACTER = {name for name, _ in CHARACTERS}
_FROM_TEMPLATE = {
    "Body Text", "Lead", "Heading 1", "Heading 2", "Heading 3", "TOC Heading", "TOC 1", "List Bullet", "List Number",
    "Header", "Footer", "Hyperlink",
}  # fmt: skip
"""Styles of running text, taken from a template of the same name; tables, covers, captions and sources are set as we
set them, unless _brand.yml names a style."""
_LISTS = {"List Bullet", "List Number"}
_RUNNING = {"Body Text", "Hyperlink"}
"""Styles that are set as the template's own running text is; the others do not take its indents and its lines."""
_DEFAULTS = {"Normal": "paragraph", "TableNormal": "table", "DefaultParagraphFont": "character"}


@dataclass(frozen=True, slots=True)
class WordTemplate:
    """An opened Word template: the ids of our styles in it, those it has, those added, and what is wrong."""

    package: Any
    styles: Mapping[str, str]
    found: tuple[tuple[str, str], ...]
    added: tuple[str, ...]
    problems: tuple[Problem, ...]
    family: str
    brand: Brand


def open_word(brand: Brand) -> WordTemplate:
    """The brand's Word template; ProblemsFoundError if it cannot be used."""
    template = examined_word(brand)
    require(template.problems)
    return template


def examined_word(brand: Brand) -> WordTemplate:
    """The brand's Word template with everything that is wrong with it; ProblemsFoundError if it does not open."""
    taken = take_in(brand, "docx")
    package = _opened(taken.data, brand)
    if not brand.corporate("docx"):
        styles, problems = _own_styles(package, brand)
        measured = stretched(brand, (brand.family, brand.heading_family))
        return WordTemplate(package, styles, tuple((n, n) for n in styles), (), problems, brand.family, measured)
    left_out = drop_old_content(package, str(brand.template("docx")))
    left_out += drop_dark_grounds(package, brand)
    styles, problems = _matched(package, brand)
    found = tuple((name, _name_of(package, key)) for name, key in styles.items())
    added = tuple(name for name in NAMES if name not in styles)
    family = _family(package)
    every = {**styles, **_add(package, added, styles, brand)}
    named = {entry.ours for entry in brand.styles}
    keep_own_setting(package, {name: every[name] for name in _FROM_TEMPLATE - _RUNNING - named})
    _make_readable(package.part.styles.element, styles.values())
    _one_column(package)
    write_from_the_left(package)
    section = package.sections[-1]
    for header, footer in margin_pairs(package):
        clear_text(section, header._element, footer._element)
    problems += (*taken.problems, *left_out)
    return WordTemplate(package, every, found, added, problems, family, stretched(brand, (family,)))


def _opened(data: bytes, brand: Brand) -> Any:
    try:
        package = docx.Document(BytesIO(data))
        if not len(package.sections):
            raise ValueError("no section")
        _ = package.part.styles.element
    except Exception as error:
        reason = f"does not open as a document ({' '.join(str(error).split())[:80]})"
        problem = unusable(brand, "docx", reason, "open it in Word and save it again")
        raise ProblemsFoundError([problem]) from None
    return package


def _own_styles(package: Any, brand: Brand) -> tuple[Mapping[str, str], tuple[Problem, ...]]:
    """Our style names and the ids they have in our reference document, which must have them all."""
    found = {style.name: style.style_id for style in package.styles if style.name}
    folded = {name.casefold(): key for name, key in found.items()}
    missing = [name for name in NAMES if name.casefold() not in folded]
    problems: tuple[Problem, ...] = ()
    if missing:
        origin = Origin(str(brand.template("docx")))
        message = f"has no style named {', '.join(missing)}"
        problems = (Problem(origin, "bad-reference", message, f"it has: {', '.join(sorted(found))}"),)
    return {name: folded[name.casefold()] for name in NAMES if name.casefold() in folded}, problems


# --- matching ----------------------------------------------------------------------------------------------


def _kind(name: str) -> str:
    return "table" if name == EVIDENCE_TABLE else "character" if name in _CHARACTER else "paragraph"


def _matched(package: Any, brand: Brand) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Ids of the styles that the template has for ours: named in _brand.yml, else of the same name or id and kind."""
    elements = list(package.part.styles.element.style_lst)
    names = {(kind_of(e), _plain(name_of(e))): e.get(qn("w:styleId")) for e in elements}
    ids = {(kind_of(e), _plain(e.get(qn("w:styleId")))): e.get(qn("w:styleId")) for e in elements}
    problems: list[Problem] = []
    found: dict[str, str] = {}
    wanted = {entry.ours: entry for entry in brand.styles}
    for entry in brand.styles:
        if entry.ours not in NAMES:
            hint = did_you_mean(entry.ours, NAMES)
            problems.append(Problem(entry.origin, "bad-brand", f"styles: briefgen has no style '{entry.ours}'", hint))
    for name in NAMES:
        kind = _kind(name)
        if name in wanted:
            key = names.get((kind, _plain(wanted[name].theirs)))
            if key is None:
                there = [name_of(e) for e in elements if kind_of(e) == kind]
                message = f"styles.{name}: the template has no {kind} style '{wanted[name].theirs}'"
                hint = did_you_mean(wanted[name].theirs, there)
                problems.append(Problem(wanted[name].origin, "missing-style", message, hint))
                continue
        elif name not in _FROM_TEMPLATE:
            continue
        else:
            key = names.get((kind, _plain(name))) or ids.get((kind, _plain(name)))
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


def _name_of(package: Any, key: str) -> str:
    return name_of(package.part.styles.element.get_by_id(key))


def _plain(name: str | None) -> str:
    return (name or "").casefold().replace(" ", "")


def _numbered(package: Any, key: str) -> bool:
    """Whether paragraphs of the style have a bullet or number, perhaps from the style it is based on."""
    styles, seen = package.part.styles.element, set()
    while key and key not in seen:
        seen.add(key)
        element = styles.get_by_id(key)
        if element is None:
            return False
        if element.xpath("./w:pPr/w:numPr/w:numId"):
            return _has_numbering(package)
        parents = element.xpath("./w:basedOn/@w:val")
        key = str(parents[0]) if parents else ""
    return False


def _has_numbering(package: Any) -> bool:
    return any(r.reltype == RELATIONSHIP_TYPE.NUMBERING for r in package.part.rels.values())


def _family(package: Any) -> str:
    """The typeface of body text, as far as the template names it."""
    styles = package.part.styles.element
    for path in ("./w:style[@w:default='1' and @w:type='paragraph']/w:rPr/w:rFonts", "./w:docDefaults//w:rFonts"):
        for fonts in styles.xpath(path):
            if name := fonts.get(qn("w:ascii")):
                return str(name)
            if fonts.get(qn("w:asciiTheme")):
                return _theme_family(package)
    return ""


def _theme_family(package: Any) -> str:
    for relation in package.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.THEME:
            root = etree.fromstring(relation.target_part.blob)
            face = root.find(f".//{qn('a:minorFont')}/{qn('a:latin')}")
            return "" if face is None else str(face.get("typeface", ""))
    return ""


# --- adding what is missing --------------------------------------------------------------------------------


def _add(package: Any, names: Iterable[str], found: Mapping[str, str], brand: Brand) -> dict[str, str]:
    """Add our styles of these names; they take the template's typeface and stand on its own default styles."""
    target = package.part.styles.element
    source: Any = parse_xml(styles_xml(brand).encode())
    taken = {element.get(qn("w:styleId")) for element in target.style_lst}
    used = {_plain(name_of(element)) for element in target.style_lst}
    names = list(names)
    keys = {name: _free(style_id(name), taken) for name in names}
    known = {style_id(name): key for name, key in {**found, **keys}.items()}
    known |= {ours: default for ours, kind in _DEFAULTS.items() if (default := _default(target, kind))}
    lists = _add_lists(package, brand)
    for name in names:
        element = deepcopy(source.get_by_id(style_id(name)))
        element.set(qn("w:styleId"), keys[name])
        if _plain(name) in used:
            element.find(qn("w:name")).set(qn("w:val"), f"{OWN_PREFIX}{name}")
            element.set(qn("w:customStyle"), "1")
        for tag in ("w:basedOn", "w:next"):
            for link in element.findall(qn(tag)):
                _relink(link, known)
        for fonts in element.xpath(".//w:rFonts"):
            fonts.getparent().remove(fonts)
        if _kind(name) == "paragraph" and name not in _FROM_TEMPLATE:
            _stand_alone(element, target)
        for number in element.xpath(".//w:numId"):
            number.set(qn("w:val"), str(lists[int(number.get(qn("w:val")))]))
        target.append(element)
    return keys


def _stand_alone(element: Any, styles: Any) -> None:
    """A paragraph style that takes nothing but the typeface from the template's default style and defaults."""
    default = _default(styles, "paragraph")
    for link in element.xpath(f"./w:basedOn[@w:val='{default}']"):
        element.remove(link)
    properties = element.get_or_add_pPr()
    indent = properties.get_or_add_ind()
    for side in ("w:left", "w:right"):
        if indent.get(qn(side)) is None:
            indent.set(qn(side), "0")
    if indent.get(qn("w:hanging")) is None:
        indent.set(qn("w:firstLine"), "0")
        indent.set(qn("w:firstLineChars"), "0")
    for flow in ("w:beforeAutospacing", "w:afterAutospacing"):
        properties.get_or_add_spacing().set(qn(flow), "0")
    properties.get_or_add_jc().set(qn("w:val"), "left")
    properties.find(qn("w:spacing")).addprevious(parse_xml(f'<w:snapToGrid {DECLARED} w:val="0"/>'))
    look = element.get_or_add_rPr()
    for fonts in styles.xpath(f"./w:style[@w:styleId='{default}']/w:rPr/w:rFonts"):
        look.insert(0, deepcopy(fonts))
    for tag in ("w:b", "w:bCs", "w:i", "w:iCs"):
        if look.find(qn(tag)) is None:
            _put_in(look, tag, "0")
    for tag in ("w:caps", "w:smallCaps", "w:spacing", "w:position"):
        _put_in(look, tag, "0")


_LOOK = (
    "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "color", "spacing", "position", "sz", "szCs",
)  # fmt: skip
"""The order that the properties of runs have in our styles."""


def _put_in(look: Any, tag: str, value: str) -> None:
    node = etree.SubElement(look, qn(tag))
    node.set(qn("w:val"), value)
    look[:] = sorted(look, key=lambda child: _LOOK.index(etree.QName(child).localname))


def _relink(link: Any, known: Mapping[str, str]) -> None:
    key = known.get(link.get(qn("w:val")))
    if key is None:
        link.getparent().remove(link)
    else:
        link.set(qn("w:val"), key)


def _free(key: str, taken: set[str]) -> str:
    while key in taken:
        key = f"Briefgen{key}"
    taken.add(key)
    return key


def _default(styles: Any, kind: str) -> str:
    found = styles.xpath(f"./w:style[@w:default='1' and @w:type='{kind}']/@w:styleId")
    return str(found[0]) if found else ""


def _add_lists(package: Any, brand: Brand) -> dict[int, int]:
    """Our bullets and numbers in the template's numbering: the numbers that ours have there."""
    ours = parse_xml(numbering_xml(brand).encode())
    if not _has_numbering(package):
        place = PackURI("/word/numbering.xml")
        data = numbering_xml(brand).encode()
        part = NumberingPart.load(place, CONTENT_TYPE.WML_NUMBERING, data, package.part.package)
        package.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
        return {int(number): int(number) for number in ours.xpath("./w:num/@w:numId")}
    root = package.part.numbering_part.element
    abstract = max((int(n) for n in root.xpath("./w:abstractNum/@w:abstractNumId")), default=-1) + 1
    first = max((int(n) for n in root.xpath("./w:num/@w:numId")), default=0) + 1
    numbers: dict[int, int] = {}
    models = root.xpath("./w:abstractNum")
    for element in ours.xpath("./w:abstractNum"):
        key = qn("w:abstractNumId")
        element.set(key, str(abstract + int(element.get(key))))
        if models:
            models[-1].addnext(element)
        else:
            root.insert(0, element)
        models = root.xpath("./w:abstractNum")
    for number in ours.xpath("./w:num"):
        old = int(number.get(qn("w:numId")))
        numbers[old] = first + len(numbers)
        model = number.find(qn("w:abstractNumId"))
        model.set(qn("w:val"), str(abstract + int(model.get(qn("w:val")))))
        number.set(qn("w:numId"), str(numbers[old]))
        root._insert_num(number)
    return numbers


def _make_readable(styles: Any, keys: Iterable[str]) -> None:
    """Colours of the template's own styles that can hardly be read on their ground made darker or lighter."""
    for key in keys:
        family = list(ancestry(styles, key))
        inks = [color for style in family for color in style.xpath("./w:rPr/w:color")]
        fills = [shade for style in family for shade in style.xpath("./w:pPr/w:shd | ./w:rPr/w:shd")]
        ink = inks[0].get(qn("w:val"), "") if inks else ""
        fill = fills[0].get(qn("w:fill"), "") if fills else ""
        ground = fill if _DIGITS.fullmatch(fill) else "FFFFFF"
        if _DIGITS.fullmatch(ink) and contrast(ink, ground) < TEXT:
            look = family[0].get_or_add_rPr()
            color = look.get_or_add_color()
            color.attrib.clear()
            color.set(qn("w:val"), readable(ink.upper(), ground.upper()))


_DIGITS = re.compile("[0-9A-Fa-f]{6}")


def _one_column(package: Any) -> None:
    """Our documents are set in one column, whatever the template's last section was."""
    for columns in package.sections[-1]._sectPr.findall(qn("w:cols")):
        columns.getparent().remove(columns)


def margin_pairs(package: Any) -> list[tuple[Any, Any]]:
    """The header and footer of each kind of page that the last section has: usual, first and even."""
    section = package.sections[-1]
    pairs = [(section.header, section.footer)]
    if section.different_first_page_header_footer:
        pairs.append((section.first_page_header, section.first_page_footer))
    if package.settings.odd_and_even_pages_header_footer:
        pairs.append((section.even_page_header, section.even_page_footer))
    return pairs
