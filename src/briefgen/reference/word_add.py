"""Our styles and lists added to a Word template that lacks them; they take its typeface and nothing else of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.parts.numbering import NumberingPart
from lxml import etree

from briefgen.brand.brand import Brand
from briefgen.ooxml.wordml import DECLARED
from briefgen.reference.word_match import FROM_TEMPLATE, has_numbering, kind_for, name_of, plain_name
from briefgen.reference.word_styles import numbering_xml, style_id, styles_xml

OWN_PREFIX = "briefgen "
_DEFAULTS = {"Normal": "paragraph", "TableNormal": "table", "DefaultParagraphFont": "character"}


def add_styles(package: Any, names: Iterable[str], found: Mapping[str, str], brand: Brand) -> dict[str, str]:
    """Add our styles of these names; they take the template's typeface and stand on its own default styles."""
    target = package.part.styles.element
    source: Any = parse_xml(styles_xml(brand).encode())
    taken = {element.get(qn("w:styleId")) for element in target.style_lst}
    used = {plain_name(name_of(element)) for element in target.style_lst}
    names = list(names)
    keys = {name: _free(style_id(name), taken) for name in names}
    known = {style_id(name): key for name, key in {**found, **keys}.items()}
    known |= {ours: default for ours, kind in _DEFAULTS.items() if (default := _default(target, kind))}
    lists = _add_lists(package, brand)
    for name in names:
        element = deepcopy(source.get_by_id(style_id(name)))
        element.set(qn("w:styleId"), keys[name])
        if plain_name(name) in used:
            element.find(qn("w:name")).set(qn("w:val"), f"{OWN_PREFIX}{name}")
            element.set(qn("w:customStyle"), "1")
        for tag in ("w:basedOn", "w:next"):
            for link in element.findall(qn(tag)):
                _relink(link, known)
        for fonts in element.xpath(".//w:rFonts"):
            fonts.getparent().remove(fonts)
        if kind_for(name) == "paragraph" and name not in FROM_TEMPLATE:
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
    if not has_numbering(package):
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
