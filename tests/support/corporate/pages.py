"""Word templates: a letterhead with a logo in its header, and one with translated ids, no lists and a first page of its own."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from support.corporate.slides import _png, _renamed

MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"


def letterhead(path: Path) -> None:
    """A .dotx in Calibri with other margins, a logo in the header, an address in the footer and example text."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.59), Cm(27.94)
    section.left_margin = section.right_margin = Cm(3)
    document.styles["Normal"].font.name = "Calibri"
    heading = document.styles["Heading 1"]
    heading.font.color.rgb, heading.font.size = RGBColor(0x5B, 0x23, 0x33), Pt(20)
    section.header.paragraphs[0].add_run().add_picture(BytesIO(_png("5B2333")), width=Cm(2))
    section.footer.paragraphs[0].text = "Acme Bio, 1 Example Street"
    document.add_paragraph("CONFIDENTIAL example text")
    out = BytesIO()
    document.save(out)
    path.write_bytes(_renamed(out.getvalue(), MAIN, TEMPLATE))


def translated(path: Path) -> None:
    """Ids of styles in German, hardly any style, no numbering, a first page with a header of its own."""
    document = docx.Document()
    styles = document.styles.element
    kept = {"Normal", "Heading 1", "Heading 2", "Default Paragraph Font", "Normal Table", "No List", "Table Normal"}
    ids = {"Normal": "Standard", "Heading 1": "berschrift1", "Heading 2": "berschrift2"}
    for style in list(document.styles):
        if style.name not in kept:
            style._element.getparent().remove(style._element)
    for style in document.styles:
        if style.name in ids:
            style._element.set(qn("w:styleId"), ids[style.name])
    for link in styles.xpath("//w:basedOn | //w:next | //w:link"):
        value = link.get(qn("w:val"))
        known = {"Normal": "Standard", "Heading1": "berschrift1", "Heading2": "berschrift2"}
        if value in known:
            link.set(qn("w:val"), known[value])
        else:
            link.getparent().remove(link)
    _without_numbering(document)
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "Acme Bio"
    document.save(path)


def _without_numbering(document: Any) -> None:
    for key, relation in list(document.part.rels.items()):
        if relation.reltype.endswith("/numbering"):
            document.part.rels.pop(key)


MAKERS: dict[str, Callable[[Path], None]] = {"letterhead.dotx": letterhead, "translated.docx": translated}
