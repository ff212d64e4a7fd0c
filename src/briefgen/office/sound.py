"""Whether an Office file is whole: its parts lead where they must, numbers are numbers, styles are based on others."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping

from lxml import etree

from briefgen.office.package import (
    CONTENT_TYPES,
    NoOfficeFileError,
    content_types,
    parsed,
    read_relations,
    relations_of,
    type_of,
)

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_INCHES = {"mm": 1 / 25.4, "cm": 1 / 2.54, "in": 1.0, "pt": 1 / 72, "pc": 1 / 6, "pi": 1 / 6}
_EMU, _TWIPS, _HALF_POINTS = 914_400, 1_440, 144
_FAR, _PAGE, _COUNT = 1_000_000_000, 31_680, 2**32 - 1
_SLIDE = (914_400, 51_206_400)
_NUMBERS: Mapping[str, tuple[tuple[str, ...], int, int, int]] = {
    f"{_A}off": (("x", "y"), _EMU, -_FAR, _FAR), f"{_A}ext": (("cx", "cy"), _EMU, 0, _FAR),
    f"{_A}chOff": (("x", "y"), _EMU, -_FAR, _FAR), f"{_A}chExt": (("cx", "cy"), _EMU, 0, _FAR),
    f"{_P}sldSz": (("cx", "cy"), _EMU, *_SLIDE), f"{_P}notesSz": (("cx", "cy"), _EMU, 0, _FAR),
    f"{_P}ph": (("idx",), 1, 0, _COUNT), f"{_P}cNvPr": (("id",), 1, 0, _COUNT),
    f"{_P}sldMasterId": (("id",), 1, 0, _COUNT), f"{_P}sldLayoutId": (("id",), 1, 0, _COUNT),
    **dict.fromkeys((f"{_A}{name}" for name in ("rPr", "defRPr", "endParaRPr")), (("sz",), 100, 100, 400_000)),
    **dict.fromkeys((f"{_A}{name}" for name in ("lumMod", "lumOff", "shade", "tint", "satMod", "alpha")),
                    (("val",), 1, -10_000_000, 10_000_000)),
    f"{_A}bodyPr": (("lIns", "tIns", "rIns", "bIns"), _EMU, -_FAR, _FAR),
    f"{_A}pPr": (("lvl", "marL", "marR", "indent"), _EMU, -_FAR, _FAR), f"{_A}ln": (("w",), _EMU, 0, _FAR),
    f"{_W}pgSz": (("w", "h"), _TWIPS, 720, _PAGE),
    f"{_W}pgMar": (("top", "right", "bottom", "left", "header", "footer", "gutter"), _TWIPS, -_PAGE, _PAGE),
    f"{_W}sz": (("val",), _HALF_POINTS, 2, 3_276), f"{_W}szCs": (("val",), _HALF_POINTS, 2, 3_276),
    f"{_W}spacing": (("before", "after", "line", "val"), _TWIPS, -_PAGE, _PAGE),
    f"{_W}ind": (("left", "right", "start", "end", "hanging", "firstLine"), _TWIPS, -_PAGE, _PAGE),
    f"{_W}ilvl": (("val",), 1, 0, 8), f"{_W}numId": (("val",), 1, 0, _COUNT), f"{_W}outlineLvl": (("val",), 1, 0, 9),
    f"{_W}num": (("numId",), 1, 0, _COUNT), f"{_W}abstractNum": (("abstractNumId",), 1, 0, _COUNT),
    f"{_W}abstractNumId": (("val",), 1, 0, _COUNT), f"{_W}lvl": (("ilvl",), 1, 0, 8),
    f"{_W}gridCol": (("w",), _TWIPS, 0, 20 * _PAGE),
}  # fmt: skip
"""Attributes that are numbers: how many make an inch (or what they count), the least and the most that they may be."""
_COLOUR = re.compile(r"[0-9A-Fa-f]{6}")
_MEASURE = re.compile(r"\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*(mm|cm|in|pt|pc|pi)?\s*")
_DEEPEST_STYLE = 100
_TYPED = frozenset((
    "slideMaster", "slideLayout", "slide", "theme", "styles", "numbering", "settings", "header", "footer",
    "core-properties",
))  # fmt: skip
"""Kinds of relations whose parts have a content type that ends like them."""
_LETTER = {"w": "12240", "h": "15840"}
_INCH = dict.fromkeys(("top", "right", "bottom", "left", "header", "footer", "gutter"), "1440") | {
    "header": "720", "footer": "720", "gutter": "0",
}  # fmt: skip
_BEFORE_SIZE = ("headerReference", "footerReference", "footnotePr", "endnotePr", "type")
_SHAPES = {
    f"{_P}{kind}": (f"{_P}{said}/{_P}cNvPr", f"{_P}{said}/{_P}nvPr", *([f"{_P}spPr"] if drawn else []))
    for kind, said, drawn in (("sp", "nvSpPr", True), ("pic", "nvPicPr", True), ("cxnSp", "nvCxnSpPr", True),
                              ("grpSp", "nvGrpSpPr", False), ("graphicFrame", "nvGraphicFramePr", False))
}  # fmt: skip
"""What shapes of each kind must say."""
_NARROWEST = 2 * 1_440


def mended(parts: dict[str, bytes], main: str) -> dict[str, bytes]:
    """The parts of a template, fractions and measures as whole numbers, pages with a size; NoOfficeFileError names what
    is broken in it."""
    roots = {name: parsed(name, data) for name, data in parts.items() if name.lower().endswith(".xml")}
    _require_root(roots, main, (f"{_W}document", f"{_P}presentation"))
    _require_types(parts)
    changed = {}
    for name, root in roots.items():
        sized = name == main and root.tag == f"{_W}document" and _with_sizes(root)
        if _whole_numbers(name, root) or sized:
            changed[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        _require_colours(name, root)
    if roots[main].tag == f"{_P}presentation":
        _require_masters(parts, roots, main)
    else:
        _require_pages(parts, roots, main)
    return parts | changed


def _require_root(roots: Mapping[str, etree._Element], name: str, tags: tuple[str, ...]) -> etree._Element:
    root = roots.get(name)
    if root is None:
        raise NoOfficeFileError(f"holds {name}, which is no XML")
    if root.tag not in tags:
        raise NoOfficeFileError(f"holds {name}, which is something else: {str(root.tag).rpartition('}')[2][:40]}")
    return root


def _require_types(parts: Mapping[str, bytes]) -> None:
    """Every part has a content type, and those that programs look at have the one of their kind."""
    types = content_types(parsed(CONTENT_TYPES, parts[CONTENT_TYPES]))
    for name in parts:
        if name != CONTENT_TYPES and not name.endswith(".rels") and not type_of(name, types):
            raise NoOfficeFileError(f"does not say in {CONTENT_TYPES} what {name} is")
    for owner in ("", *parts):
        for kind, target in _leads(parts, owner).values():
            if kind in _TYPED and not re.search(rf"\b{kind}\+xml$", type_of(target, types)):
                raise NoOfficeFileError(f"calls {target} in {CONTENT_TYPES} {type_of(target, types)[:90]}")


# --- numbers -----------------------------------------------------------------------------------------------


def _whole_numbers(name: str, root: etree._Element) -> bool:
    """Write fractions and measures with a unit as whole numbers, as most programs expect; whether there was any."""
    found = False
    for node in root.iter(*_NUMBERS):
        keys, inch, least, most = _NUMBERS[str(node.tag)]
        for key in keys:
            key = f"{_W}{key}" if str(node.tag).startswith(_W) else key
            text = node.get(key)
            if text is not None:
                number = _number(text, inch)
                if number is None or not least <= number <= most:
                    shown = f"{_plain(node.tag)} {_plain(key)}={text[:40]!r}"
                    wrong = "is no number" if number is None else f"is not between {least} and {most}"
                    raise NoOfficeFileError(f"holds {name} with {shown}, which {wrong}")
                if not text.strip().lstrip("+-").isdecimal():
                    node.set(key, str(number))
                    found = True
    return found


def _number(text: str, inch: int) -> int | None:
    match = _MEASURE.fullmatch(text)
    if match is None:
        return None
    number = float(match[1]) * (_INCHES[match[2]] * inch if match[2] else 1)
    return round(number) if math.isfinite(number) else None


def _plain(tag: object) -> str:
    return str(tag).rpartition("}")[2]


def _require_colours(name: str, root: etree._Element) -> None:
    for node in root.iter(f"{_A}srgbClr", f"{_A}sysClr"):
        key = "val" if node.tag == f"{_A}srgbClr" else "lastClr"
        value = node.get(key, "" if key == "val" else "000000")
        if not _COLOUR.fullmatch(value):
            raise NoOfficeFileError(f"holds {name} with the colour {value[:40]!r}, which is none")


# --- slides ------------------------------------------------------------------------------------------------


def _leads(parts: Mapping[str, bytes], name: str) -> dict[str, tuple[str, str]]:
    """Kind and target of what a part leads to, by id."""
    relations = relations_of(name)
    if relations not in parts:
        return {}
    return {one.id: (one.kind, one.target) for one in read_relations(parsed(relations, parts[relations]), name)}


def _listed(parts: Mapping[str, bytes], root: etree._Element, name: str, tag: str, kind: str) -> Iterator[str]:
    """The parts that a list of a part names by their ids."""
    leads = _leads(parts, name)
    for node in root.iter(f"{_P}{tag}"):
        found, target = leads.get(node.get(_ID, ""), ("", ""))
        if found != kind:
            raise NoOfficeFileError(f"holds {name}, which lists a {kind} that is not there")
        yield target


def _require_masters(parts: Mapping[str, bytes], roots: Mapping[str, etree._Element], main: str) -> None:
    if roots[main].find(f"{_P}sldSz") is None:
        raise NoOfficeFileError("does not say how large its slides are")
    masters = list(_listed(parts, roots[main], main, "sldMasterId", "slideMaster"))
    if not masters:
        raise NoOfficeFileError("has no slide master")
    list(_listed(parts, roots[main], main, "sldId", "slide"))
    layouts = 0
    for master in masters:
        root = _require_root(roots, master, (f"{_P}sldMaster",))
        _require_shapes(root, master)
        theme = next((target for kind, target in _leads(parts, master).values() if kind == "theme"), "")
        if not theme:
            raise NoOfficeFileError(f"holds {master}, which has no theme")
        _require_root(roots, theme, (f"{_A}theme",))
        for layout in _listed(parts, root, master, "sldLayoutId", "slideLayout"):
            _require_shapes(_require_root(roots, layout, (f"{_P}sldLayout",)), layout)
            if not any(kind == "slideMaster" for kind, _ in _leads(parts, layout).values()):
                raise NoOfficeFileError(f"holds {layout}, which does not lead back to a slide master")
            layouts += 1
    if not layouts:
        raise NoOfficeFileError("has no slide layouts")


def _require_shapes(root: etree._Element, name: str) -> None:
    if root.find(f"{_P}cSld/{_P}spTree") is None:
        raise NoOfficeFileError(f"holds {name}, which has no tree of shapes")
    for shape in root.iter(*_SHAPES):
        for needed in _SHAPES[str(shape.tag)]:
            if shape.find(needed) is None:
                raise NoOfficeFileError(f"holds {name}, which has a shape without {_plain(needed)}")


# --- pages -------------------------------------------------------------------------------------------------


def _require_pages(parts: Mapping[str, bytes], roots: Mapping[str, etree._Element], main: str) -> None:
    if roots[main].find(f"{_W}body") is None:
        raise NoOfficeFileError(f"holds {main}, which has no body")
    for section in roots[main].iter(f"{_W}sectPr"):
        size, margins = (next(section.iterchildren(f"{_W}{said}")) for said in ("pgSz", "pgMar"))
        room = int(size.get(f"{_W}w", "0")) - sum(int(margins.get(f"{_W}{side}", "0")) for side in ("left", "right"))
        if room < _NARROWEST:
            message = f"leaves {room / _TWIPS:.1f} in of its pages for text"
            raise NoOfficeFileError(message, "make its margins smaller")
    for kind, target in _leads(parts, main).values():
        if kind in ("styles", "numbering", "settings"):
            _require_root(roots, target, (f"{_W}{kind}",))
        if kind == "styles":
            _require_ends(roots[target])


def _with_sizes(root: etree._Element) -> bool:
    """Give pages the size and margins that Word gives them when they say none; whether any did."""
    body = root.find(f"{_W}body")
    changed = False
    if body is not None and body.find(f"{_W}sectPr") is None:
        etree.SubElement(body, f"{_W}sectPr")
    for section in root.iter(f"{_W}sectPr"):
        place = sum(1 for node in section if _plain(node.tag) in _BEFORE_SIZE)
        for tag, usual in (("pgSz", _LETTER), ("pgMar", _INCH)):
            node = section.find(f"{_W}{tag}")
            if node is None:
                node = etree.Element(f"{_W}{tag}")
                section.insert(place, node)
            place = section.index(node) + 1
            for key, value in usual.items():
                if f"{_W}{key}" not in node.attrib:
                    node.set(f"{_W}{key}", value)
                    changed = True
    return changed


def _require_ends(styles: etree._Element) -> None:
    """No style is based on itself, be it by way of others."""
    above: dict[str, str] = {}
    for style in styles.iter(f"{_W}style"):
        if not style.get(f"{_W}styleId"):
            raise NoOfficeFileError("has a style without an id")
        parent = style.find(f"{_W}basedOn")
        if parent is not None:
            above[style.get(f"{_W}styleId", "")] = parent.get(f"{_W}val", "")
    for key in above:
        at, steps = key, 0
        while at in above and steps <= _DEEPEST_STYLE:
            at, steps = above[at], steps + 1
        if steps > _DEEPEST_STYLE:
            raise NoOfficeFileError(f"has the style {key[:60]!r}, which is based on itself, be it by way of others")
