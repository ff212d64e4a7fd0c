"""What Word templates rarely have, one thing in each: it is read, left out and told, or named before a build."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Inches, Pt
from lxml import etree

from briefgen.problems import ProblemsFoundError
from briefgen.reference.report import report, template_problems
from briefgen.reference.word_floats import floats_of
from briefgen.reference.word_match import family_of
from briefgen.reference.word_template import WordTemplate, examined_word, open_word
from support.corporate import brand_with, with_odd_type, with_second_main
from support.corporate.slides import _png
from support.office_files import TYPES, edited, unzipped, with_relation

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
SHARE = "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing"


def template_of(folder: Path, change: Callable[[Any], None], more: str = "") -> WordTemplate:
    package = docx.Document()
    change(package)
    return examined_word(brand_with(folder, package, "pages.docx", more))


def xml(text: str) -> Any:
    """An element of Word, whose name comes first."""
    head, rest = (
        text.split(" ", 1) if " " in text.partition(">")[0] else (text.partition(">")[0], f">{text.partition('>')[2]}")
    )
    return parse_xml(f"{head} {nsdecls('w', 'r', 'a', 'wp', 'pic')} {rest}")


def anchor(across: str, down: str, size: tuple[float, float], inner: str = "") -> Any:
    """A float that holds something, in a paragraph of its own."""
    wide, tall = (int(Inches(edge)) for edge in size)
    return xml(
        f'<w:p ><w:r><w:drawing><wp:anchor behindDoc="1" simplePos="0" relativeHeight="1" locked="0" layoutInCell="1" '
        f'allowOverlap="1"><wp:simplePos x="0" y="0"/>{across}{down}<wp:extent cx="{wide}" cy="{tall}"/><wp:wrapNone/>'
        f'<wp:docPr id="7" name="Float"/>{inner}</wp:anchor></w:drawing></w:r></w:p>'
    )


def at(way: str, relative: str, said: str) -> str:
    return f'<wp:position{way} relativeFrom="{relative}">{said}</wp:position{way}>'


# --- styles ------------------------------------------------------------------------------------------------


def test_a_style_that_briefgen_does_not_have_is_named_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFoundError) as raised:
        open_word(brand_with(tmp_path, docx.Document(), "pages.docx", "styles: {Leed: Intense Quote}\n"))
    problem = next(p for p in raised.value.problems if p.code == "bad-brand")
    assert problem.message == "styles: briefgen has no style 'Leed'"
    assert "Lead" in problem.hint


def test_a_list_style_without_numbers_is_not_taken(tmp_path: Path) -> None:
    def plain(package: Any) -> None:
        for number in package.styles["List Bullet"]._element.xpath("./w:pPr/w:numPr"):
            number.getparent().remove(number)

    template = template_of(tmp_path, plain)
    assert "List Bullet" in template.added
    assert "List Number" not in template.added


def _fonts(package: Any, change: Callable[[Any], None]) -> Any:
    styles = package.part.styles.element
    normal = package.styles["Normal"]._element
    for fonts in [*normal.iter(qn("w:rFonts")), *styles.xpath("./w:docDefaults//w:rFonts")]:
        change(fonts)
    return package


def test_a_template_that_names_no_typeface_says_so(tmp_path: Path) -> None:
    package = _fonts(docx.Document(), lambda fonts: fonts.getparent().remove(fonts))
    assert "typeface not named" in report(brand_with(tmp_path, package, "pages.docx")).lines[-3]


def test_a_typeface_of_chinese_text_alone_is_not_that_of_the_text() -> None:
    def chinese(fonts: Any) -> None:
        fonts.attrib.clear()
        fonts.set(qn("w:eastAsia"), "SimSun")

    assert family_of(_fonts(docx.Document(), chinese)) == ""


def test_a_typeface_of_the_theme_needs_a_theme() -> None:
    package = docx.Document()
    assert family_of(package) != ""
    for key, relation in list(package.part.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THEME:
            package.part.rels.pop(key)
    assert family_of(package) == ""


def test_our_styles_stand_alone_where_a_template_has_no_default_style(tmp_path: Path) -> None:
    def bare(package: Any) -> None:
        for style in package.part.styles.element.style_lst:
            style.attrib.pop(qn("w:default"), None)

    template = template_of(tmp_path, bare)
    added = template.package.part.styles.element.get_by_id(template.styles["Table Text"])
    assert added.xpath("./w:basedOn") == []


def test_our_lists_go_into_a_numbering_that_has_none(tmp_path: Path) -> None:
    def empty(package: Any) -> None:
        package.part.numbering_part.element[:] = []

    root = template_of(tmp_path, empty).package.part.numbering_part.element
    kinds = [etree.QName(node).localname for node in root]
    assert kinds == sorted(kinds), "what lists look like stands before the lists"
    assert {"abstractNum", "num"} == set(kinds)


def test_headings_and_lists_do_not_stand_in_as_running_text_does(tmp_path: Path) -> None:
    def indented(package: Any) -> None:
        body = package.styles["Normal"].paragraph_format
        body.left_indent, body.first_line_indent = Pt(36), Pt(18)
        package.styles["List Bullet"].paragraph_format.left_indent = Pt(50)

    styles = template_of(tmp_path, indented).package.styles
    assert styles["Heading 1"].paragraph_format.left_indent == 0
    assert styles["Heading 1"].paragraph_format.first_line_indent == 0
    assert styles["List Bullet"].paragraph_format.left_indent == Pt(50), "what a list says itself stays"


def test_a_centred_style_written_from_the_right_stays_centred(tmp_path: Path) -> None:
    def turned(package: Any) -> None:
        properties = package.styles["Heading 1"]._element.get_or_add_pPr()
        properties.append(xml("<w:bidi/>".replace("/>", " />")))
        properties.append(xml('<w:jc w:val="center"/>'))

    heading = template_of(tmp_path, turned).package.styles["Heading 1"]._element
    assert heading.xpath("./w:pPr/w:jc/@w:val") == ["center"]
    assert heading.xpath("./w:pPr/w:bidi") == []


# --- headers, footers and what floats in them --------------------------------------------------------------


def test_even_pages_have_a_header_of_their_own_that_keeps_the_text_clear(tmp_path: Path) -> None:
    def even(package: Any) -> None:
        package.settings.odd_and_even_pages_header_footer = True
        section = package.sections[0]
        for _ in range(9):
            section.even_page_header.add_paragraph("Acme Bio")

    section = template_of(tmp_path, even).package.sections[0]
    assert section.top_margin > Inches(2)


def test_a_high_float_of_the_footer_keeps_the_text_above_it(tmp_path: Path) -> None:
    place = at("V", "page", f"<wp:posOffset>{int(Inches(8.5))}</wp:posOffset>")

    def high(package: Any) -> None:
        package.sections[0].footer._element.append(
            anchor(at("H", "margin", "<wp:align>left</wp:align>"), place, (2, 1))
        )

    section = template_of(tmp_path, high).package.sections[0]
    assert section.bottom_margin == pytest.approx(section.page_height - Inches(8.4), abs=20)


def test_floats_stand_at_shares_of_the_page_and_without_a_place_at_its_beginning() -> None:
    section = docx.Document().sections[0]
    header = section.header._element
    half = f'<s:pctPosVOffset xmlns:s="{SHARE}">50000</s:pctPosVOffset>'
    header.append(anchor("", at("V", "page", half), (1, 1)))
    header.append(anchor(at("H", "margin", "<wp:posOffset>some</wp:posOffset>"), at("V", "page", ""), (1, 1)))
    first, second = floats_of(header, section, foot=False)
    assert (first.x, first.y) == (0.0, pytest.approx(section.page_height / Inches(1) / 2))
    assert (second.x, second.y) == (section.left_margin / Inches(1), 0.0)


def test_what_stands_in_for_a_newer_drawing_is_not_a_float_of_its_own() -> None:
    section = docx.Document().sections[0]
    shape = '<v:rect style="position:absolute;width:90pt;height:90pt"/>'
    for wrapped in (
        "<w:pict>{}</w:pict>",
        "<mc:AlternateContent><mc:Fallback><w:pict>{}</w:pict></mc:Fallback></mc:AlternateContent>",
    ):
        section.header._element.append(xml(
            '<w:p xmlns:v="urn:schemas-microsoft-com:vml" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
            f"<w:r>{wrapped.format(shape)}</w:r></w:p>"
        ))  # fmt: skip
    assert len(floats_of(section.header._element, section, foot=False)) == 1


def _under(color: str, left: float, size: tuple[float, float]) -> Callable[[Any], None]:
    """A picture of one colour under the page, from some inches from the left on."""

    def change(package: Any) -> None:
        header = package.sections[0].header
        key, _ = header.part.get_or_add_image(BytesIO(_png(color)))
        place = (
            at("H", "page", f"<wp:posOffset>{int(Inches(left))}</wp:posOffset>"),
            at("V", "page", "<wp:posOffset>0</wp:posOffset>"),
        )
        header._element.append(anchor(*place, size, (
            '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
            '<pic:cNvPr id="1" name="Ground"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
            f'<a:blip r:embed="{key}"/></pic:blipFill><pic:spPr/></pic:pic></a:graphicData></a:graphic>'
        )))  # fmt: skip

    return change


def _shape_under(color: str) -> Callable[[Any], None]:
    """A shape of one colour under the page."""
    place = (at("H", "page", "<wp:posOffset>0</wp:posOffset>"), at("V", "page", "<wp:posOffset>0</wp:posOffset>"))
    shape = (
        f'<a:graphic><a:graphicData uri="{SHAPE}"><s:wsp xmlns:s="{SHAPE}"><s:spPr><a:solidFill><a:srgbClr val="{color}"/>'
        "</a:solidFill></s:spPr></s:wsp></a:graphicData></a:graphic>"
    )
    return lambda package: package.sections[0].header._element.append(anchor(*place, (8.5, 11), shape))


GROUNDS: dict[str, tuple[Callable[[Any], None], bool]] = {
    "a dark half of the page": (_under("12304F", 4.0, (4.5, 11)), False),
    "a dark strip beside the text": (_under("12304F", 0.0, (0.5, 11)), True),
    "a picture without a width": (_under("12304F", 2.0, (0, 11)), True),
    "a dark shape": (_shape_under("12304F"), False),
    "a light shape": (_shape_under("EAF2F8"), True),
}


@pytest.mark.parametrize("name", GROUNDS)
def test_what_lies_under_the_text_stays_where_text_reads_on_it(name: str, tmp_path: Path) -> None:
    change, stays = GROUNDS[name]
    template = template_of(tmp_path, change)
    said = "a picture under the text, which cannot be read on it"
    assert bool(template.package.sections[0].header._element.xpath(".//wp:anchor")) is stays
    assert any(said in problem.message for problem in template.problems) is not stays


def test_a_light_page_stays(tmp_path: Path) -> None:
    template = template_of(tmp_path, lambda package: package.element.insert(0, xml('<w:background w:color="FFF8E7"/>')))
    assert template.package.element.xpath("./w:background/@w:color") == ["FFF8E7"]


# --- what the old document left ----------------------------------------------------------------------------


def test_a_last_section_keeps_its_own_header(tmp_path: Path) -> None:
    def two(package: Any) -> None:
        package.sections[0].header.paragraphs[0].text = "first part"
        last = package.add_section()
        last.header.is_linked_to_previous = False
        last.header.paragraphs[0].text = "last part"

    template = template_of(tmp_path, two)
    assert [p.text for p in template.package.sections[-1].header.paragraphs] == ["last part"]


def test_notes_that_only_have_their_lines_are_not_told(tmp_path: Path) -> None:
    def ruled(parts: dict[str, bytes]) -> None:
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
        line = f'<w:footnotes {nsdecls("w")}><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote></w:footnotes>'
        parts["word/footnotes.xml"] = line.encode()
        with_relation(
            parts, "word/document.xml", f'<Relationship Id="rIdN" Type="{TYPES}/footnotes" Target="footnotes.xml"/>'
        )
        types = parts["[Content_Types].xml"]
        parts["[Content_Types].xml"] = types.replace(
            b"</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'.encode()
        )

    out = BytesIO()
    docx.Document().save(out)
    template = examined_word(brand_with(tmp_path, edited(out.getvalue(), ruled), "pages.docx"))
    assert not [problem for problem in template.problems if "footnotes" in problem.message]
    saved = BytesIO()
    template.package.save(saved)
    assert b"separator" in unzipped(saved.getvalue())["word/footnotes.xml"]


def test_a_field_hidden_in_part_keeps_its_ends_and_a_hidden_tab_is_not_told(tmp_path: Path) -> None:
    def hidden(package: Any) -> None:
        gone = "<w:rPr><w:vanish/></w:rPr>"
        header = package.sections[0].header._element
        header.append(xml(
            f'<w:p ><w:r>{gone}<w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        ))  # fmt: skip
        header.append(xml(f"<w:p ><w:r>{gone}<w:tab/></w:r><w:r><w:t>Acme Bio</w:t></w:r></w:p>"))

    template = template_of(tmp_path, hidden)
    header = template.package.sections[0].header._element
    assert header.xpath(".//w:fldChar/@w:fldCharType") == ["begin", "end"]
    assert header.xpath(".//w:r/w:tab") == []
    assert not [problem for problem in template.problems if "hidden text" in problem.message]


def test_described_pictures_stay_described_and_marks_of_headers_are_numbered_anew(tmp_path: Path) -> None:
    def marked(package: Any) -> None:
        for margin in (package.sections[0].header, package.sections[0].footer):
            margin.paragraphs[0].add_run().add_picture(BytesIO(_png("5B2333")))
            next(margin._element.iter(qn("wp:docPr"))).set("descr", "Logo of Acme Bio")
            margin._element.append(xml(
                '<w:p ><w:bookmarkStart w:id="1" w:name="here"/><w:bookmarkEnd w:id="1"/><w:sdt><w:sdtPr><w:id w:val="5"/>'
                "</w:sdtPr><w:sdtContent><w:r><w:t>Acme Bio</w:t></w:r></w:sdtContent></w:sdt></w:p>"
            ))  # fmt: skip

    section = template_of(tmp_path, marked).package.sections[0]
    margins = [section.header._element, section.footer._element]
    assert [margin.xpath(".//wp:docPr/@descr") for margin in margins] == [["Logo of Acme Bio"]] * 2
    assert not [node for margin in margins for node in margin.iter("{*}decorative")]
    numbers = [margin.xpath(".//w:bookmarkStart/@w:id | .//w:bookmarkEnd/@w:id") for margin in margins]
    assert [len(set(pair)) for pair in numbers] == [1, 1]
    assert numbers[0] != numbers[1]
    assert [margin.xpath(".//w:sdtPr/w:id") for margin in margins] == [[], []]


# --- what does not open ------------------------------------------------------------------------------------


@pytest.mark.parametrize("change", [with_second_main("word/document.xml"), with_odd_type("wordprocessingml.styles")])
def test_a_template_that_does_not_open_is_named(change: Callable[[dict[str, bytes]], None], tmp_path: Path) -> None:
    out = BytesIO()
    docx.Document().save(out)
    (problem,) = template_problems(brand_with(tmp_path, edited(out.getvalue(), change), "pages.docx"))
    assert problem.code == "bad-template"
    assert problem.message.startswith("does not open as a document (")
    assert problem.hint == "open it in Word and save it again"
