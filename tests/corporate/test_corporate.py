"""Company templates as they exist: small ones made here, each with one thing that once gave an unreadable document."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn as word
from docx.shared import Pt
from lxml import etree
from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Inches

from briefgen.brand.brand import Brand, read_brand
from briefgen.brand.colour import contrast
from briefgen.ooxml.drawingml import NAMESPACES
from briefgen.reference.slide_corporate import foot_brand, left_to_right
from briefgen.reference.slide_template import SlideTemplate, examined
from briefgen.reference.typefaces import is_known
from briefgen.reference.word_floats import floats_of, room_beside
from briefgen.reference.word_leftovers import drawings_of
from briefgen.reference.word_template import examined_word

ROOT = Path(__file__).parents[2]
VIOLET, ORANGE = "2B1A4D", "D76C24"


def brand_with(folder: Path, template: Any, name: str) -> Brand:
    place = folder / "brand"
    shutil.copytree(ROOT / "templates" / "brand", place)
    template.save(place / name)
    with (place / "_brand.yml").open("a") as file:
        file.write(f"templates: {{{name.rsplit('.', 1)[1]}: {name}}}\n")
    return read_brand(place, "templates/brand")


def slides(folder: Path, change: Callable[[Any], None]) -> SlideTemplate:
    presentation = Presentation()
    change(presentation)
    template = examined(brand_with(folder, presentation, "slides.pptx"))
    assert template is not None
    return template


def _solid(color: str) -> str:
    return f'<a:solidFill {NAMESPACES}><a:srgbClr val="{color}"/></a:solidFill>'


def _painted(owner: Any, x: float, y: float, w: float, h: float, color: str) -> None:
    edges = [int(Inches(edge)) for edge in (x, y, w, h)]
    owner.shapes._spTree.append(parse_xml(
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="90" name="Painted"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>'
        f'<a:xfrm><a:off x="{edges[0]}" y="{edges[1]}"/><a:ext cx="{edges[2]}" cy="{edges[3]}"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{_solid(color)}</p:spPr></p:sp>'
    ))  # fmt: skip


def test_titles_read_on_the_fill_of_their_placeholder(tmp_path: Path) -> None:
    def filled(presentation: Any) -> None:
        title = presentation.slide_masters[0].placeholders[0]._element
        title.find(qn("p:spPr")).append(parse_xml(_solid(VIOLET)))

    assert contrast(slides(tmp_path, filled).surface("Text").title_color, VIOLET) >= 4.5


def test_the_foot_reads_on_a_band_of_the_master(tmp_path: Path) -> None:
    template = slides(tmp_path, lambda p: _painted(p.slide_masters[0], 0, 6.8, 10, 0.7, ORANGE))
    box = template.geometry.frame("Text").feet[0]
    brand = foot_brand(template.brand, template.surface("Text"), box)
    assert contrast(brand.color("slate"), ORANGE) >= 4.5


def test_the_foot_keeps_clear_of_a_logo(tmp_path: Path) -> None:
    def logo(presentation: Any) -> None:
        for owner in (presentation.slide_masters[0], *presentation.slide_layouts):
            for shape in list(owner.placeholders):
                if shape._element.find(f".//{qn('p:ph')}").get("type") in {"ftr", "dt", "sldNum"}:
                    shape._element.getparent().remove(shape._element)
        _painted(presentation.slide_masters[0], 8.2, 6.9, 1.5, 0.5, VIOLET)

    feet = slides(tmp_path, logo).geometry.frame("Text").feet
    assert feet[1].right + 0.6 <= 8.2


def test_layouts_with_vertical_text_are_never_used(tmp_path: Path) -> None:
    def german(presentation: Any) -> None:
        for number, layout in enumerate(presentation.slide_layouts):
            layout._element.attrib.pop("type", None)
            layout.name = "Tabelle hochkant" if number == 10 else f"Folie {number}"

    used = {surface.match.offer.index for _, surface in slides(tmp_path, german).surfaces}
    assert not used & {9, 10}


def test_a_low_title_box_takes_two_smaller_lines_or_is_named(tmp_path: Path) -> None:
    def low(presentation: Any) -> None:
        presentation.slide_masters[0].placeholders[0].height = Inches(0.5)

    frame = slides(tmp_path, low).geometry.frame("Text")
    assert frame.title_sizes[1] * 2 * 1.2 / 72 <= frame.title.h + 0.001


def test_paragraphs_are_written_from_left_to_right() -> None:
    tree = parse_xml(f'<a:p {NAMESPACES}><a:pPr algn="l"/></a:p>')
    left_to_right(tree)
    assert tree[0].get("rtl") == "0"


def test_the_default_faces_of_office_have_known_widths() -> None:
    brand = read_brand(ROOT / "templates" / "brand", "templates/brand")
    assert all(is_known(brand, face) for face in ("Calibri Light", "Aptos", "Aptos Display"))


# --- pages -------------------------------------------------------------------------------------------------


def test_tables_and_captions_take_nothing_from_normal_or_from_styles_of_their_name(tmp_path: Path) -> None:
    document = docx.Document()
    document.styles["Normal"].paragraph_format.first_line_indent = Pt(24)
    document.styles.add_style("Table Head", 1)
    template = examined_word(brand_with(tmp_path, document, "pages.docx"))
    styles = template.package.part.styles.element
    assert template.styles["Table Head"] != "TableHead"
    for name in ("Table Text", "Title Block", "Caption", "Source"):
        style = styles.get_by_id(template.styles[name])
        assert not style.xpath("./w:basedOn")
        assert style.xpath("./w:pPr/w:ind/@w:firstLine") == ["0"]
        assert style.xpath("./w:pPr/w:jc/@w:val") == ["left"]


def test_nothing_of_the_old_document_travels(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("An old report")
    document.part.relate_to("https://intranet.example/old", docx.opc.constants.RELATIONSHIP_TYPE.HYPERLINK, True)
    document.core_properties.comments = "draft for the board"
    template = examined_word(brand_with(tmp_path, document, "pages.docx"))
    assert not [r for r in template.package.part.rels.values() if r.reltype.endswith("/hyperlink")]
    assert template.package.core_properties.comments == ""
    assert any("a link of its old document" in problem.message for problem in template.problems)


def test_drawings_of_headers_are_numbered_before_ours(tmp_path: Path) -> None:
    document = docx.Document()
    for margin in (document.sections[0].header, document.sections[0].footer):
        picture = margin.paragraphs[0].add_run()
        picture.add_picture(str(tmp_path / "logo.png") if (tmp_path / "logo.png").exists() else _logo(tmp_path))
        next(margin._element.iter(word("wp:docPr"))).set("id", "5")
    template = examined_word(brand_with(tmp_path, document, "pages.docx"))
    assert [drawing.get("id") for drawing in drawings_of(template.package.part)] == ["1", "2"]


def _logo(folder: Path) -> str:
    from PIL import Image

    Image.new("RGB", (8, 8), "navy").save(folder / "logo.png")
    return str(folder / "logo.png")


def test_hidden_text_reviewers_and_companies_of_the_old_document_do_not_travel(tmp_path: Path) -> None:
    document = docx.Document()
    margin = document.sections[0].footer.paragraphs[0]
    margin.add_run("Stats-MI-V1").font.hidden = True
    quiet = document.styles.add_style("Quiet", 2)
    quiet.font.hidden = True
    margin.add_run("draft 7").style = quiet
    margin.add_run("Confidential")
    change = '<w:ins w:id="3" w:author="A. Reviewer"><w:r><w:t> report</w:t></w:r></w:ins>'
    margin._p.append(docx.oxml.parse_xml(change.replace("<w:ins", f"<w:ins {docx.oxml.ns.nsdecls('w')}", 1)))
    app = next(part for part in document.part.package.iter_parts() if part.partname == "/docProps/app.xml")
    app._blob = app.blob.replace(b"<DocSecurity>", b"<Manager>M. Lead</Manager><DocSecurity>")
    template = examined_word(brand_with(tmp_path, document, "pages.docx"))
    footer = template.package.sections[-1].footer
    assert footer.paragraphs[0].text == "Confidential report"
    texts = b"".join(part.blob for part in template.package.part.package.iter_parts())
    assert not [word for word in (b"Stats-MI", b"draft 7", b"A. Reviewer", b"M. Lead") if word in texts]
    said = " ".join(problem.message for problem in template.problems)
    assert "hidden text" in said
    assert "tracked changes and their authors" in said


def _floating(paragraph: Any, logo: str, across: str, down: int, size: tuple[float, float]) -> None:
    """A picture of a header that floats, aligned in the text's width, so many EMU below its paragraph."""
    inline = paragraph.add_run().add_picture(logo, Inches(size[0]), Inches(size[1]))._inline
    inner = b"".join(etree.tostring(child) for child in inline).decode()
    place = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    inline.getparent().replace(inline, docx.oxml.parse_xml(
        f'<wp:anchor xmlns:wp="{place}" simplePos="0" relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" '
        f'allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="margin"><wp:align>{across}</wp:align>'
        f'</wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>{down}</wp:posOffset></wp:positionV>'
        f"{inner.replace('<wp:docPr', '<wp:wrapNone/><wp:docPr', 1)}</wp:anchor>"
    ))  # fmt: skip


@pytest.mark.parametrize("across", ["left", "right", "center"])
def test_lines_of_headers_keep_clear_of_floating_pictures(across: str, tmp_path: Path) -> None:
    document = docx.Document()
    header = document.sections[0].header
    header.paragraphs[0].add_run("Internal report")
    _floating(header.paragraphs[0], _logo(tmp_path), across, 60_000, (1.3, 0.9))
    template = examined_word(brand_with(tmp_path, document, "pages.docx"))
    section = template.package.sections[-1]
    logo = floats_of(section.header._element, section, foot=False)[0]
    room = room_beside(section.header._element, section, foot=False)
    begin, end = section.left_margin.inches + room.left, section.page_width.inches - section.right_margin.inches - room.right
    assert end - begin > 1.5
    assert end <= logo.x or begin >= logo.right
    assert section.top_margin.inches >= logo.bottom


def test_a_banner_across_the_header_pushes_our_line_below_it(tmp_path: Path) -> None:
    document = docx.Document()
    header = document.sections[0].header
    _floating(header.paragraphs[0], _logo(tmp_path), "center", 0, (6.0, 0.6))
    template = examined_word(brand_with(tmp_path, document, "pages.docx"))
    section = template.package.sections[-1]
    room = room_beside(section.header._element, section, foot=False)
    line = section.header_distance.inches + 0.2 + room.away
    assert line >= floats_of(section.header._element, section, foot=False)[0].bottom - 0.001


def test_a_document_from_right_to_left_is_written_from_the_left_and_keeps_its_own_lines(tmp_path: Path) -> None:
    document = docx.Document()
    normal = document.styles["Normal"].element.get_or_add_pPr()
    normal.insert(0, docx.oxml.OxmlElement("w:bidi"))
    normal.get_or_add_jc().set(word("w:val"), "right")
    document.sections[0].header.paragraphs[0].add_run("\u0627\u0644\u0634\u0631\u0643\u0629")
    document.sections[0]._sectPr.append(docx.oxml.OxmlElement("w:bidi"))
    template = examined_word(brand_with(tmp_path, document, "pages.docx"))
    styles = template.package.part.styles.element
    assert not [*styles.iter(word("w:bidi")), *template.package.element.body.iter(word("w:bidi"))]
    assert not styles.xpath("./w:style[@w:styleId='Normal']/w:pPr/w:jc")
    own = template.package.sections[-1].header.paragraphs[0]
    assert own._p.xpath("./w:pPr/w:bidi")
