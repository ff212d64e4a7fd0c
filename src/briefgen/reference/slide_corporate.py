"""Writing into a company's own PowerPoint template: its layouts, its placeholders, its size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn

from briefgen.brand.brand import Brand
from briefgen.brand.colour import TEXT, contrast, readable
from briefgen.deck.scale import RIGHT_SLOT, TITLE_SLOT
from briefgen.deck.shapes import Box, Slide, Words
from briefgen.ooxml.drawingml import frame
from briefgen.reference.make_pptx import drop_leftovers
from briefgen.reference.slide_layouts import FOOTER_SLOT, PAGE_SLOT
from briefgen.reference.slide_match import Placeholder
from briefgen.reference.slide_template import SlideTemplate, Surface

_LENGTHS = {
    "off": ("x", "y"), "ext": ("cx", "cy"), "gridCol": ("w",), "tr": ("h",), "pPr": ("marL", "indent"),
    "tcPr": ("marL", "marR", "marT", "marB"), "bodyPr": ("lIns", "tIns", "rIns", "bIns"),
    **dict.fromkeys(("ln", "lnL", "lnR", "lnT", "lnB"), ("w",)),
}  # fmt: skip
_SIZES = {"rPr": "sz", "endParaRPr": "sz", "defRPr": "sz", "spcPts": "val"}


def emptied(template: SlideTemplate) -> Any:
    """The template as a presentation without the slides, sections and shows it came with."""
    presentation = Presentation(BytesIO(template.data))
    _make_links_readable(presentation, template.surface("Text").ground)
    drop_leftovers(presentation)
    _drop_old_content(presentation)
    root = presentation.part._element
    for entry in list(presentation.slides._sldIdLst):
        presentation.part.drop_rel(entry.rId)
        presentation.slides._sldIdLst.remove(entry)
    for name in ("p:custShowLst", "p:extLst"):
        if (found := root.find(qn(name))) is not None:
            root.remove(found)
    properties = presentation.core_properties
    properties.comments = properties.category = properties.content_status = properties.version = ""
    return presentation


_OLD = frozenset((
    "commentAuthors", "authors", "custom-properties", "customXml", "revisionInfo", "changesInfo", "handoutMaster",
    "documenttasks",
))  # fmt: skip


def _drop_old_content(presentation: Any) -> None:
    """Leave nothing of who wrote the template's own slides and what they noted."""
    for holder in (presentation.part, presentation.part.package):
        for key, relation in list(holder._rels.items()):
            if relation.reltype.rsplit("/", 1)[-1] in _OLD:
                holder._rels.pop(key)
    root = presentation.part._element
    for name in ("p:handoutMasterIdLst", "p:modifyVerifier"):
        if (found := root.find(qn(name))) is not None:
            root.remove(found)


def left_to_right(tree: Any) -> None:
    """Say of every paragraph that it is written from left to right, whatever the master says."""
    for properties in tree.iter(qn("a:pPr")):
        properties.set("rtl", "0")


def foot_brand(brand: Brand, surface: Surface, box: Box) -> Brand:
    """Colours that read on what lies under a box of the foot."""
    tokens = ("slate", "ink", "navy", "blue", "white", "phase_1", "phase_2")
    return brand.recolored(**{token: surface.reads_at(box, brand.color(token)) for token in tokens})


def number_place(slide: Slide, template: SlideTemplate) -> Box:
    """Where the slide's number stands, in the layout's own box or without one."""
    holder = template.surface(slide.layout).match.offer.first(("sldNum",))
    return holder.box if holder else number_box(slide, template)


def _make_links_readable(presentation: Any, ground: str) -> None:
    """Programs write links in the colour of the theme, whatever the text says; one that cannot be read is changed."""
    for master in presentation.slide_masters:
        part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
        root = etree.fromstring(part.blob)
        for name in ("a:hlink", "a:folHlink"):
            for entry in root.iter(qn(name)):
                color = entry[0].get("lastClr") or entry[0].get("val") or ""
                if len(color) == 6 and contrast(color, ground) < TEXT:
                    entry[:] = [etree.Element(qn("a:srgbClr"), {"val": readable(color, ground)})]
        part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def corporate_layouts(presentation: Any, template: SlideTemplate, names: Iterable[str]) -> dict[str, Any]:
    """The template's layouts under our names."""
    layouts = [layout for master in presentation.slide_masters for layout in master.slide_layouts]
    return {name: layouts[template.surface(name).match.offer.index] for name in names}


def corporate_holders(surface: Surface) -> Iterator[tuple[int, str, str]]:
    """What a shape must say to fill each placeholder, and the text area where it then stands."""
    offer = surface.match.offer
    feet = ((FOOTER_SLOT, offer.first(("ftr",))), (PAGE_SLOT, offer.first(("sldNum",))))
    for slot, holder in (*surface.slots, *((slot, holder) for slot, holder in feet if holder)):
        yield slot, _mark(holder), ""


def _mark(holder: Placeholder) -> str:
    kind = f' type="{holder.kind}"' if holder.kind else ""
    idx = f' idx="{holder.idx}"' if holder.idx else ""
    return f"<p:ph{kind}{idx}/>"


def title_brand(brand: Brand, surface: Surface) -> Brand:
    """Colours of the title: the template's own."""
    color = surface.title_color
    return brand.recolored(navy=color, ink=color, white=color)


def stands(words: Words, held: int | None, surface: Surface) -> bool:
    """Whether a text fills exactly the area that its placeholder has, so that the template decides where it is."""
    holder = dict(surface.slots).get(held) if held is not None else None
    if holder is None or held != TITLE_SLOT:
        return False
    x, y = surface.title.inset
    box = holder.box
    return frame(words.box) == frame(Box(box.x + x, box.y + y, box.w - 2 * x, box.h - 2 * y))


def footers(slide: Slide, template: SlideTemplate) -> Iterator[Words]:
    """The footer's texts as words in the template's foot."""
    if slide.footer is None:
        return
    layout = slide.layout.removesuffix(" - Medical")
    geometry = template.geometry
    opening = {"Cover": geometry.section, "Section": geometry.section}.get(layout)
    boxes = opening.feet if opening else geometry.frame(layout).feet
    for name, slot, para, box in zip(
        ("Footer", "Footer right"), (FOOTER_SLOT, RIGHT_SLOT), slide.footer, boxes, strict=True
    ):
        if para.runs:
            yield Words(name, box, (para,), "middle", slot=slot)


def number_box(slide: Slide, template: SlideTemplate) -> Box:
    """Where the slide's number stands in a layout without a place for it: right of the footer."""
    frames = template.geometry.frame(slide.layout.removesuffix(" - Medical"))
    right = frames.feet[1]
    return Box(round(right.right + 0.1, 3), right.y, 0.5, right.h)


def rescale(tree: Any, factor: float) -> None:
    """Everything on a slide laid out for another height made larger or smaller."""
    if abs(factor - 1) < 0.001:
        return
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        name = element.tag.rsplit("}", 1)[-1]
        for attribute in _LENGTHS.get(name, ()):
            _scale(element, attribute, factor, 1)
        if name in _SIZES:
            _scale(element, _SIZES[name], factor, 10 if name != "spcPts" else 1)


def _scale(element: Any, attribute: str, factor: float, step: int) -> None:
    value = element.get(attribute)
    if value is not None:
        element.set(attribute, str(int(int(value) * factor / step) * step))
