"""reference.pptx, the PowerPoint template of a brand: its theme, master and layouts."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from pptx import Presentation
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.parts.slide import SlideLayoutPart
from pptx.presentation import Presentation as PresentationType

from briefgen.brand.brand import Brand
from briefgen.brand.brand_file import LOGO_BYTES
from briefgen.deck import grid as s
from briefgen.deck.scale import BODY, SMALL, TITLE
from briefgen.deck.shapes import Box
from briefgen.files import read_file
from briefgen.ooxml.archive import normalise
from briefgen.ooxml.drawingml import NAMESPACES, frame
from briefgen.reference.slide_layouts import (
    FOOTER,
    FOOTER_NUMBER,
    FOOTER_SLOT,
    PAGE_SLOT,
    TREE,
    Slot,
    holder_xml,
    layout_names,
    layout_xml,
    slide_size,
)

EPOCH = datetime(1980, 1, 1, tzinfo=UTC)
THEME = {
    "dk1": "ink", "lt1": "white", "dk2": "navy", "lt2": "mist", "accent1": "blue", "accent2": "slate",
    "accent3": "teal", "accent4": "plum", "accent5": "moss", "accent6": "amber", "hlink": "blue", "folHlink": "blue",
}  # fmt: skip
FIRST_LAYOUT_ID = 2_147_483_700
APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns='
    '"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>briefgen</Application>'
    "</Properties>"
)


def reference_presentation(brand: Brand) -> bytes:
    """An empty presentation with the brand's theme, master and layouts."""
    presentation = Presentation()
    _set_size(presentation)
    drop_leftovers(presentation)
    master = presentation.slide_masters[0]
    for layout in list(master.slide_layouts):
        master.slide_layouts.remove(layout)
    _set_theme(master.part, brand)
    _set_master(master, brand)
    if brand.logo:
        _add_logo(master, brand)
    for index, name in enumerate(layout_names()):
        _add_layout(master, index, name, brand)
    properties = presentation.core_properties
    properties.author = properties.last_modified_by = properties.title = brand.name
    properties.created = properties.modified = EPOCH.replace(tzinfo=None)
    properties.revision = 1
    out = BytesIO()
    presentation.save(out)
    return normalise(out.getvalue())


def _set_size(presentation: Any) -> None:
    presentation.slide_width, presentation.slide_height = slide_size()


def drop_leftovers(presentation: PresentationType) -> None:
    """Printer settings, thumbnail and statistics of the template that python-pptx brings along."""
    for holder in (presentation.part, presentation.part.package):
        relations = holder._rels
        for key, relation in list(relations.items()):
            if relation.reltype.endswith(("/printerSettings", "/thumbnail")):
                relations.pop(key)
    for part in presentation.part.package.iter_parts():
        if part.partname == "/docProps/app.xml":
            part._blob = APP.encode()


def _set_theme(master: object, brand: Brand) -> None:
    """The brand's colours and typefaces in the theme."""
    part = master.part_related_by(RELATIONSHIP_TYPE.THEME)  # type: ignore[attr-defined]
    theme = part.blob.decode()
    for slot, token in THEME.items():
        theme = re.sub(
            rf"(<a:{slot}>).*?(</a:{slot}>)", rf'\g<1><a:srgbClr val="{brand.color(token)}"/>\g<2>', theme, flags=re.S
        )
    for kind, family in (("majorFont", brand.heading_family), ("minorFont", brand.family)):
        faces = f"<a:latin typeface={quoteattr(family)}/><a:ea typeface={quoteattr(brand.east_asian)}/>"
        faces += '<a:cs typeface=""/>'
        opened, rest = theme.split(f"<a:{kind}>", 1)
        theme = f"{opened}<a:{kind}>{faces}</a:{kind}>{rest.split(f'</a:{kind}>', 1)[1]}"
    name = quoteattr(brand.name)
    theme = re.sub(r'(<a:theme [^>]*name=)"[^"]*"', lambda found: found[1] + name, theme)
    theme = re.sub(r'(<a:(?:clr|font)Scheme name=)"[^"]*"', lambda found: found[1] + name, theme)
    part._blob = theme.encode()


def _set_master(master: object, brand: Brand) -> None:
    """The master's own placeholders and its text styles."""
    tree = master.shapes._spTree  # type: ignore[attr-defined]
    body = Box(s.LEFT, s.BODY_TOP_PLAIN, s.WIDTH, 4.8)
    holders = (
        Slot("Title", "title", 0, s.TITLE, TITLE, "navy", True, prompt="Title"),
        Slot("Text", "body", 1, body, BODY),
        Slot("Footer", "ftr", FOOTER_SLOT, FOOTER, SMALL, "slate"),
        Slot("Slide number", "sldNum", PAGE_SLOT, FOOTER_NUMBER, SMALL, "ink", True, align="right"),
    )
    fresh = parse_xml(
        f"<p:spTree {NAMESPACES}>{TREE}"
        + "".join(holder_xml(number, holder, brand) for number, holder in enumerate(holders, 2))
        + "</p:spTree>"
    )
    tree.getparent().replace(tree, fresh)


def _add_logo(master: Any, brand: Brand) -> None:
    """The logo at the right of its slot, as large as the slot allows; layouts on a dark ground hide it."""
    folder = Path(brand.folder)
    image, key = master.part.get_or_add_image_part(BytesIO(read_file(folder / brand.logo, LOGO_BYTES, folder)))
    across, down = image.image.size
    scale = min(s.LOGO.w / across, s.LOGO.h / down)
    wide, high = across * scale, down * scale
    place = Box(s.LOGO.right - wide, s.LOGO.y + (s.LOGO.h - high) / 2, wide, high)
    tree, named = master._element.cSld.spTree, quoteattr(f"Logo of {brand.name}")
    tree.append(
        parse_xml(
            f'<p:pic {NAMESPACES}><p:nvPicPr><p:cNvPr id="{len(tree)}" name="Logo" descr={named}/>'
            f'<p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr userDrawn="1"/></p:nvPicPr><p:blipFill>'
            f'<a:blip r:embed="{key}"/><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr>{frame(place)}'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
        )
    )


def _add_layout(master: object, index: int, name: str, brand: Brand) -> None:
    """A layout part, related both ways and listed in the master."""
    owner = master.part  # type: ignore[attr-defined]
    place = PackURI(f"/ppt/slideLayouts/slideLayout{index + 1}.xml")
    blob = layout_xml(name, brand).encode()
    part = SlideLayoutPart.load(place, CONTENT_TYPE.PML_SLIDE_LAYOUT, owner.package, blob)
    part.relate_to(owner, RELATIONSHIP_TYPE.SLIDE_MASTER)
    key = owner.relate_to(part, RELATIONSHIP_TYPE.SLIDE_LAYOUT)
    listed = master._element.get_or_add_sldLayoutIdLst()._add_sldLayoutId()  # type: ignore[attr-defined]
    listed.rId = key
    listed.set("id", str(FIRST_LAYOUT_ID + index))
