"""PowerPoint templates: one 4:3 with a logo, one dark with other margins, one with layouts renamed and things missing."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

P = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
MAIN = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
TEMPLATE = "application/vnd.openxmlformats-officedocument.presentationml.template.main+xml"


def four_three(path: Path) -> None:
    """4:3, centred titles, Calibri, a logo at the top and a coloured band, an example slide left inside; a .potx."""
    presentation = Presentation()
    master = presentation.slide_masters[0]
    _recolor(master, dk2="5B2333", accent1="5B2333")
    for layout in presentation.slide_layouts:
        for shape in layout.placeholders:
            if shape.placeholder_format.type in (1, 3):
                shape.text_frame.paragraphs[0].font.size = Pt(30)
    band = _shape(master, 0, 0, 10, 0.18, "5B2333")
    band.name = "Band"
    master.part.get_or_add_image_part(BytesIO(_png("B5838D")))
    example = presentation.slides.add_slide(presentation.slide_layouts[1])
    example.shapes.title.text = "CONFIDENTIAL example slide"
    _style_title(master, size=3000, color="5B2333")
    out = BytesIO()
    presentation.save(out)
    path.write_bytes(_renamed(out.getvalue(), MAIN, TEMPLATE))


def dark(path: Path) -> None:
    """16:9 on a dark ground, Georgia, wide margins, light text by the master's colour map, footers in a row."""
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Inches(13.333), Inches(7.5)
    master = presentation.slide_masters[0]
    _recolor(master, dk1="0E2A33", dk2="143C47", lt1="FFFFFF", lt2="D9E5E3", accent1="E0A458")
    _typeface(master, "Georgia")
    colors = master._element.find(qn("p:clrMap"))
    for name, slot in {"bg1": "dk1", "tx1": "lt1", "bg2": "dk2", "tx2": "lt2"}.items():
        colors.set(name, slot)
    _ground(master, '<a:solidFill><a:schemeClr val="bg1"/></a:solidFill>')
    for owner in (master, *presentation.slide_layouts):
        for shape in owner.placeholders:
            _place_dark(shape, owner is master or shape._element.find(f".//{qn('a:xfrm')}") is not None)
    _shape(master, 0, 0.9, 0.35, 0.7, "E0A458")
    _style_title(master, size=2600, color="", align="l", bold=True)
    presentation.save(path)


def _place_dark(shape: Any, own: bool) -> None:
    kind = shape._element.find(f".//{qn('p:ph')}").get("type", "")
    boxes = {"ftr": (1.0, 6.85, 7.0, 0.35), "dt": (8.2, 6.85, 2.6, 0.35), "sldNum": (11.6, 6.85, 0.75, 0.35),
             "title": (0.9, 0.55, 11.5, 1.1), "ctrTitle": (0.9, 1.6, 10.5, 1.9), "subTitle": (0.9, 3.7, 10.5, 1.2)}  # fmt: skip
    if not own:
        return
    if kind in boxes:
        left, top, width, height = boxes[kind]
    else:
        scale = 13.333 / 10
        left, top, width, height = (
            shape.left / 914400 * scale,
            shape.top / 914400,
            shape.width / 914400 * scale,
            shape.height / 914400,
        )
        left, width = max(left, 0.9), min(width, 11.5)
        top, height = max(top, 1.85), min(height, 6.7 - max(top, 1.85))
    shape.left, shape.top, shape.width, shape.height = (Inches(edge) for edge in (left, top, width, height))


def renamed(path: Path) -> None:
    """10 x 5.625 in, layouts with names of their own and without kinds; no footer, no chapter layout."""
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Inches(10), Inches(5.625)
    master = presentation.slide_masters[0]
    _recolor(master, dk2="234E70", accent1="FB8500")
    _typeface(master, "Verdana")
    names = {"Title Slide": "01 Deckblatt", "Title and Content": "02 Inhalt voll", "Title Only": "03 Nur Kopf"}
    for layout in list(presentation.slide_layouts):
        if layout.name not in names:
            presentation.slide_layouts.remove(layout)
            continue
        layout.name = names[layout.name]
        layout._element.attrib.pop("type", None)
        _squeezed(layout)
    _squeezed(master)
    _style_title(master, size=2000, color="234E70", align="l")
    presentation.save(path)


def headless(path: Path) -> None:
    """A template none of whose layouts has a title."""
    presentation = Presentation()
    for layout in presentation.slide_layouts:
        for shape in list(layout.placeholders):
            if shape.placeholder_format.type in (1, 3):
                shape._element.getparent().remove(shape._element)
    presentation.save(path)


MAKERS: dict[str, Callable[[Path], None]] = {"four-three.potx": four_three, "dark.pptx": dark, "renamed.pptx": renamed}


def _squeezed(owner: Any) -> None:
    for shape in list(owner.placeholders):
        if shape._element.find(f".//{qn('p:ph')}").get("type") in {"ftr", "dt", "sldNum"}:
            shape._element.getparent().remove(shape._element)
        elif shape._element.find(f".//{qn('a:xfrm')}") is not None:
            edges = [round(edge * 0.75) for edge in (shape.top, shape.height)]
            shape.top, shape.height = edges


def _shape(owner: Any, x: float, y: float, w: float, h: float, color: str) -> Any:
    tree = owner.shapes._spTree
    box = parse_xml(
        f'<p:sp {P} {A}><p:nvSpPr><p:cNvPr id="90" name="Mark"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>'
        f'<a:xfrm><a:off x="{Inches(x)}" y="{Inches(y)}"/><a:ext cx="{Inches(w)}" cy="{Inches(h)}"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="{color}"/></a:solidFill></p:spPr></p:sp>'
    )
    tree.insert(2, box)
    return owner.shapes[0]


def _ground(owner: Any, fill: str) -> None:
    data = owner._element.find(qn("p:cSld"))
    if (old := data.find(qn("p:bg"))) is not None:
        data.remove(old)
    data.insert(0, parse_xml(f"<p:bg {P} {A}><p:bgPr>{fill}<a:effectLst/></p:bgPr></p:bg>"))


def _style_title(master: Any, size: int, color: str, align: str = "", bold: bool = False) -> None:
    level = master._element.find(f"{qn('p:txStyles')}/{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    if align:
        level.set("algn", align)
    look = level.find(qn("a:defRPr"))
    look.set("sz", str(size))
    look.set("b", str(int(bold)))
    if color:
        look.find(qn("a:solidFill")).getparent().replace(
            look.find(qn("a:solidFill")), parse_xml(f'<a:solidFill {A}><a:srgbClr val="{color}"/></a:solidFill>')
        )


def _theme(master: Any) -> Any:
    return master.part.part_related_by(RELATIONSHIP_TYPE.THEME)


def _recolor(master: Any, **slots: str) -> None:
    part = _theme(master)
    root = parse_xml(part.blob)
    for slot, color in slots.items():
        entry = root.find(f".//{qn(f'a:{slot}')}")
        for child in list(entry):
            entry.remove(child)
        entry.append(parse_xml(f'<a:srgbClr {A} val="{color}"/>'))
    part._blob = _xml(root)


def _typeface(master: Any, name: str) -> None:
    part = _theme(master)
    root = parse_xml(part.blob)
    for face in root.iter(qn("a:latin")):
        face.set("typeface", name)
    part._blob = _xml(root)


def _xml(root: Any) -> bytes:
    from lxml import etree

    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _renamed(data: bytes, old: str, new: str) -> bytes:
    out = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(
                name, content.replace(old.encode(), new.encode()) if name == "[Content_Types].xml" else content
            )
    return out.getvalue()


def _png(color: str) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    row = b"\0" + bytes.fromhex(color) * 40
    header = struct.pack(">IIBBBBB", 40, 16, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(row * 16)) + chunk(b"IEND", b"")
