"""Writing into a company's own PowerPoint template: its layouts, its placeholders, its size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn

from briefgen.brand.brand import Brand
from briefgen.brand.colour import TEXT, readable
from briefgen.deck.grid import RIGHT_SLOT, TITLE_SLOT
from briefgen.deck.shapes import Box, Slide, TextShape
from briefgen.ooxml.drawingml import frame
from briefgen.reference.slide_grounds import readable_on, worst
from briefgen.reference.slide_layouts import FOOTER_SLOT
from briefgen.reference.slide_leftovers import drop_old_content
from briefgen.reference.slide_match import Placeholder
from briefgen.reference.slide_template import Surface

_LENGTHS = {
    "off": ("x", "y"), "ext": ("cx", "cy"), "gridCol": ("w",), "tr": ("h",), "pPr": ("marL", "marR", "indent"),
    "tcPr": ("marL", "marR", "marT", "marB"), "bodyPr": ("lIns", "tIns", "rIns", "bIns"),
    **dict.fromkeys(("ln", "lnL", "lnR", "lnT", "lnB"), ("w",)),
}  # fmt: skip
_SIZES = {"rPr": "sz", "endParaRPr": "sz", "defRPr": "sz", "spcPts": "val"}


def emptied(data: bytes, grounds: Sequence[str]) -> Any:
    """A template as a presentation without the slides it came with and what belonged to them; `grounds` are what its
    texts stand on."""
    presentation = Presentation(BytesIO(data))
    _make_links_readable(presentation, grounds)
    drop_old_content(presentation)
    return presentation


def left_to_right(tree: Any) -> None:
    """Say of every paragraph that it is written from left to right, whatever the master says."""
    for paragraph in tree.iter(qn("a:p")):
        properties = paragraph.get_or_add_pPr()
        properties.set("rtl", "0")
        properties.set("marR", properties.get("marR", "0"))


def foot_brand(brand: Brand, surface: Surface, box: Box) -> Brand:
    """Colours that read on what lies under a box of the foot; white is the plate that it needs where none would."""
    tokens = ("slate", "ink", "navy", "blue", "phase_1", "phase_2")
    if plate := surface.plate_at(box, brand.color("slate")):
        return brand.recolored(white=plate, **{one: readable(brand.color(one), plate) for one in tokens})
    return brand.recolored(**{token: surface.reads_at(box, brand.color(token)) for token in (*tokens, "white")})


def _make_links_readable(presentation: Any, grounds: Sequence[str]) -> None:
    """Programs write links in the colour of the theme, whatever the text says; one that cannot be read is changed."""
    for master in presentation.slide_masters:
        part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
        root = etree.fromstring(part.blob)
        for name in ("a:hlink", "a:folHlink"):
            for entry in root.iter(qn(name)):
                color = entry[0].get("lastClr") or entry[0].get("val") or ""
                if len(color) == 6 and worst(color, grounds) < TEXT:
                    entry[:] = [etree.Element(qn("a:srgbClr"), {"val": readable_on(color, grounds)})]
        part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def corporate_holders(surface: Surface) -> Iterator[tuple[int, str, str]]:
    """What a shape must say to fill each placeholder, and the text area where it then stands."""
    for slot, holder in (*surface.slots, *surface.foot.held):
        yield slot, _mark(holder), ""


def _mark(holder: Placeholder) -> str:
    kind = f' type="{holder.kind}"' if holder.kind else ""
    idx = f' idx="{holder.idx}"' if holder.idx else ""
    return f"<p:ph{kind}{idx}/>"


def title_brand(brand: Brand, surface: Surface) -> Brand:
    """Colours of the title: the template's own."""
    color = surface.title_color
    return brand.recolored(navy=color, ink=color, white=color)


def stands(words: TextShape, held: int | None, surface: Surface) -> bool:
    """Whether a text fills exactly the area that its placeholder has, so that the template decides where it is."""
    holder = dict(surface.slots).get(held) if held is not None else None
    if holder is None or held != TITLE_SLOT:
        return False
    x, y = surface.title.inset
    box = holder.box
    return frame(words.box) == frame(Box(box.x + x, box.y + y, box.w - 2 * x, box.h - 2 * y))


def footers(slide: Slide, surface: Surface, brand: Brand) -> Iterator[TextShape]:
    """The footer's texts as words in the template's foot."""
    foot = surface.foot
    places = zip((FOOTER_SLOT, RIGHT_SLOT), (foot.left, foot.right), foot.sides, slide.footer or (), strict=False)
    for name, (slot, box, side, para) in zip(("Footer", "Footer right"), places, strict=False):
        if para.runs:
            plate = "white" if surface.plate_at(box, brand.color("slate")) else ""
            yield TextShape(name, box, (replace(para, align=side),), "middle", slot=slot, fill=plate)


def rescale(tree: Any, factor: float) -> None:
    """Everything on a slide laid out for another height made larger or smaller."""
    if abs(factor - 1) < 0.001:
        return
    for element in tree.iter("*"):
        name = element.tag.rsplit("}", 1)[-1]
        for attribute in _LENGTHS.get(name, ()):
            _scale(element, attribute, factor, 1)
        if name in _SIZES:
            _scale(element, _SIZES[name], factor, 10 if name != "spcPts" else 1)


def _scale(element: Any, attribute: str, factor: float, step: int) -> None:
    value = element.get(attribute)
    if value is not None:
        element.set(attribute, str(int(int(value) * factor / step) * step))
