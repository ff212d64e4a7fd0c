"""Company templates as they exist: small ones made here, each with one thing that once gave an unreadable document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn as word
from docx.shared import Pt
from lxml import etree
from PIL import Image
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Inches

from briefgen import charts
from briefgen.accessibility import check_accessibility
from briefgen.brand.brand_file import read_brand
from briefgen.brand.colour import contrast
from briefgen.deck import cut_deck
from briefgen.deck.geometry import Frame
from briefgen.deck.scale import SMALL, line_height
from briefgen.deck.shapes import Box, Para, Run
from briefgen.deck.text import height, line_count, line_width
from briefgen.document.blocks import Paragraph
from briefgen.ooxml.drawingml import NAMESPACES
from briefgen.problems import ProblemsFoundError
from briefgen.reference.slide_corporate import foot_brand, left_to_right, rescale
from briefgen.reference.slide_grounds import grounds_at
from briefgen.reference.slide_template import SlideTemplate, examined
from briefgen.reference.typefaces import is_known, set_in
from briefgen.reference.word_floats import floats_of, room_beside
from briefgen.reference.word_leftovers import drawings_of
from briefgen.reference.word_template import examined_word
from briefgen.writers.powerpoint.parts import blank_of
from briefgen.writers.powerpoint.writer import write_presentation
from support.corporate import brand_with
from support.corporate.slides import dark
from support.slide_sample import FakeCharts, h, sample, t

ROOT = Path(__file__).parents[2]
BRAND = read_brand(ROOT / "templates/brand", "templates/brand")
VIOLET, ORANGE = "2B1A4D", "D76C24"


@pytest.fixture(autouse=True)
def fake_charts(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("natural_height", "least_height", "split", "draw"):
        monkeypatch.setattr(charts, name, getattr(FakeCharts(), name))


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


def test_a_title_that_needs_a_smaller_size_gives_it_to_those_of_all_slides(tmp_path: Path) -> None:
    def low(presentation: Any) -> None:
        presentation.slide_masters[0].placeholders[0].height = Inches(0.5)

    def sizes(*titles: str) -> list[float]:
        blocks = [block for title in titles for block in (h(title), Paragraph(t("x")))]
        deck = cut_deck(sample("investor", blocks), BRAND, template)
        return [slide.title.paras[0].size for slide in deck.slides if slide.title.paras[0].text in titles]

    template = slides(tmp_path, low).geometry
    large = template.frame("Text").title_sizes[0]
    assert sizes("One", "Two") == [large, large]
    (less,) = set(sizes("One", "A title of two lines in a box that is low, which says " + "very much " * 4, "Two"))
    assert less < large
    with pytest.raises(ProblemsFoundError):
        sizes("One", "A title that no size has room for " * 9)


def test_paragraphs_are_written_from_left_to_right_with_the_room_that_their_lines_leave_free() -> None:
    for said, free in (("", "0"), ('marR="9144" ', "9144")):
        tree = parse_xml(f'<a:p {NAMESPACES}><a:pPr {said}algn="l"/></a:p>')
        left_to_right(tree)
        assert (tree[0].get("rtl"), tree[0].get("marR")) == ("0", free)


def test_room_that_lines_leave_free_is_scaled_with_their_slide() -> None:
    tree = parse_xml(f'<a:p {NAMESPACES}><a:pPr marL="1000" marR="2000"/></a:p>')
    rescale(tree, 0.75)
    assert (tree[0].get("marL"), tree[0].get("marR")) == ("750", "1500")


def test_links_read_on_the_panels_of_a_dark_template_too(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    dark(tmp_path / "own" / "dark.pptx")
    brand = brand_with(tmp_path, (tmp_path / "own" / "dark.pptx").read_bytes(), "dark.pptx")
    template = examined(brand)
    assert template is not None
    parts = blank_of(brand, template).parts
    (theme,) = (parts[name] for name in parts if "theme/theme1" in name)
    (link,) = etree.fromstring(theme).iter("{*}hlink")
    panel = template.palette("Text").color("mist")
    assert panel != template.surface("Text").ground
    for ground in (panel, template.surface("Text").ground):
        assert contrast(link[0].get("val"), ground) >= 4.5


def test_the_default_faces_of_office_have_known_widths() -> None:
    brand = read_brand(ROOT / "templates" / "brand", "templates/brand")
    assert all(is_known(brand, face) for face in ("Calibri Light", "Aptos", "Aptos Display"))


def _layouts(presentation: Any) -> list[Any]:
    return list(presentation.slide_layouts)


def test_layouts_are_found_by_names_of_any_language_and_number(tmp_path: Path) -> None:
    names = {0: "1_标题幻灯片", 2: "节标题", 1: "1_标题和内容", 3: "两栏内容", 5: "仅标题"}

    def chinese(presentation: Any) -> None:
        for at, layout in enumerate(_layouts(presentation)):
            layout._element.attrib.pop("type", None)
            layout.name = names.get(at, f"版式 {at}")

    used = {ours: surface.match.offer.index for ours, surface in slides(tmp_path, chinese).surfaces}
    assert (used["Cover"], used["Section"], used["Text"], used["Two Content"]) == (0, 2, 1, 3)


def test_a_kind_that_its_placeholders_deny_is_not_trusted(tmp_path: Path) -> None:
    def denied(presentation: Any) -> None:
        first = _layouts(presentation)[1]
        body = next(shape for shape in first.placeholders if shape.placeholder_format.idx == 1)
        body.left, body.top, body.width, body.height = Inches(0.5), Inches(1.5), Inches(2), Inches(1)
        _layouts(presentation)[3]._element.set("type", "obj")
        for shape in list(_layouts(presentation)[3].placeholders):
            if shape.placeholder_format.idx == 2:
                shape._element.getparent().remove(shape._element)
            elif shape.placeholder_format.idx == 1:
                shape.width = Inches(9)

    assert dict(slides(tmp_path, denied).surfaces)["Text"].match.offer.index == 3


def test_a_layout_with_vertical_text_cannot_be_named(tmp_path: Path) -> None:
    presentation = Presentation()
    brand = brand_with(tmp_path, presentation, "slides.pptx")
    with (Path(brand.folder) / "_brand.yml").open("a") as file:
        file.write("layouts: {Text: Vertical Title and Text}\n")
    template = examined(read_brand(Path(brand.folder), "templates/brand"))
    assert template is not None
    assert any("vertical text" in problem.message for problem in template.problems)


def _named_in_master(presentation: Any, face: str) -> None:
    for style in ("titleStyle", "bodyStyle"):
        look = presentation.slide_masters[0]._element.find(
            f"{qn('p:txStyles')}/{qn(f'p:{style}')}/{qn('a:lvl1pPr')}/{qn('a:defRPr')}"
        )
        for latin in look.findall(qn("a:latin")):
            latin.set("typeface", face)


def test_all_text_of_a_slide_has_the_face_of_its_placeholders(tmp_path: Path) -> None:
    presentation = Presentation()
    _named_in_master(presentation, "Georgia")
    brand = brand_with(tmp_path, presentation, "slides.pptx")
    template = examined(brand)
    assert template is not None
    assert template.surface("Text").families == ("Georgia", "Georgia")
    assert template.brand.face.stretch >= 1.09
    written = Presentation(BytesIO(write_presentation(sample(), brand)))
    for slide in written.slides:
        for shape in slide.shapes:
            if shape.is_placeholder and shape.placeholder_format.type in {
                PP_PLACEHOLDER.TITLE,
                PP_PLACEHOLDER.CENTER_TITLE,
            }:
                continue
            faces = [run.find(qn("a:latin")) for run in shape._element.iter(qn("a:rPr"))]
            assert all(face is not None and face.get("typeface") == "Georgia" for face in faces), shape.name


def test_the_foot_stands_in_the_placeholders_for_footer_date_and_number(tmp_path: Path) -> None:
    brand = brand_with(tmp_path, Presentation(), "slides.pptx")
    slide = Presentation(BytesIO(write_presentation(sample(), brand))).slides[2]
    kinds = {s.placeholder_format.type: s.text_frame.text for s in slide.placeholders if s.has_text_frame}
    assert "Data as of" in kinds[PP_PLACEHOLDER.DATE]
    assert kinds[PP_PLACEHOLDER.FOOTER]
    assert kinds[PP_PLACEHOLDER.SLIDE_NUMBER] == "3"


@pytest.mark.parametrize(
    "logo", [(8.2, 6.9, 1.5, 0.5), (0.3, 6.9, 1.5, 0.5), (4.0, 6.9, 2.0, 0.5), (0.0, 6.9, 4.9, 0.6)]
)
def test_a_foot_without_placeholders_keeps_clear_of_logos_and_of_itself(
    logo: tuple[float, float, float, float], tmp_path: Path
) -> None:
    def bare(presentation: Any) -> None:
        for owner in (presentation.slide_masters[0], *_layouts(presentation)):
            for shape in list(owner.placeholders):
                if shape._element.find(f".//{qn('p:ph')}").get("type") in {"ftr", "dt", "sldNum"}:
                    shape._element.getparent().remove(shape._element)
        _painted(presentation.slide_masters[0], *logo, VIOLET)

    foot = slides(tmp_path, bare).surface("Text").foot
    boxes = [foot.left, foot.right, foot.number, Box(*logo)]
    for at, one in enumerate(boxes):
        for other in boxes[at + 1 :]:
            apart = one.right <= other.x or other.right <= one.x or one.bottom <= other.y or other.bottom <= one.y
            assert apart, (one, other)
    assert min(foot.left.w, foot.right.w) > 1.4


def test_both_lines_of_a_footer_stand_in_a_narrow_foot(tmp_path: Path) -> None:
    def bare(presentation: Any) -> None:
        for owner in (presentation.slide_masters[0], *_layouts(presentation)):
            for shape in list(owner.placeholders):
                if shape._element.find(f".//{qn('p:ph')}").get("type") in {"ftr", "dt", "sldNum"}:
                    shape._element.getparent().remove(shape._element)

    template = slides(tmp_path, bare)
    long = Para(
        (Run("Public sources only. Not investment advice. Data as of 31 December 2025, not updated after."),), SMALL
    )
    assert line_count(long, template.brand, template.surface("Text").foot.left.w) == 2
    assert template.surface("Text").foot.left.h >= height((long,), template.brand, template.surface("Text").foot.left.w)


@pytest.mark.parametrize("ruled", [False, True])
def test_a_subtitle_stands_under_its_title_unless_a_line_parts_them(ruled: bool, tmp_path: Path) -> None:
    def change(presentation: Any) -> None:
        if ruled:
            rule = presentation.slide_masters[0].shapes._spTree
            rule.append(parse_xml(
                f'<p:cxnSp {NAMESPACES}><p:nvCxnSpPr><p:cNvPr id="93" name="Rule"/><p:cNvCxnSpPr/><p:nvPr/></p:nvCxnSpPr>'
                f'<p:spPr><a:xfrm><a:off x="0" y="{int(Inches(1.6))}"/><a:ext cx="{int(Inches(10))}" cy="0"/></a:xfrm>'
                '<a:prstGeom prst="line"><a:avLst/></a:prstGeom></p:spPr></p:cxnSp>'
            ))  # fmt: skip

    frame = slides(tmp_path, change).geometry.frame("Text")
    assert (frame.subtitle.y < frame.plain) != ruled
    assert frame.subtitle.y >= (1.6 if ruled else frame.title.bottom)
    assert frame.top > frame.subtitle.bottom


def test_small_print_of_a_line_leaves_its_room_to_the_body_of_a_companys_template(tmp_path: Path) -> None:
    frame = slides(tmp_path, lambda presentation: None).geometry.frame("Text")
    assert frame.body_bottom(1) - frame.body_bottom(2) == pytest.approx(line_height(SMALL) / 72, abs=0.001)
    assert frame.note_top(1) > frame.body_bottom(1) > frame.note_top(2)
    assert Frame().body_bottom(1) == Frame().body_bottom(2), "our own design has one place for it"


def _shape_with(inner: str, box: tuple[float, float, float, float]) -> str:
    edges = [int(Inches(edge)) for edge in box]
    return (
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="91" name="Painted"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>'
        f'<a:xfrm><a:off x="{edges[0]}" y="{edges[1]}"/><a:ext cx="{edges[2]}" cy="{edges[3]}"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{inner}</p:sp>'
    )


BAND = (0, 6.8, 10, 0.7)
_STYLE = '<p:style><a:lnRef idx="0"><a:srgbClr val="000000"/></a:lnRef><a:fillRef idx="1"><a:srgbClr val="D76C24"/></a:fillRef><a:effectRef idx="0"><a:srgbClr val="000000"/></a:effectRef><a:fontRef idx="minor"/></p:style>'
_GRADIENT = '<a:gradFill><a:gsLst><a:gs pos="0"><a:srgbClr val="D76C24"/></a:gs><a:gs pos="100000"><a:srgbClr val="C05010"/></a:gs></a:gsLst><a:lin ang="0"/></a:gradFill>'


def _grouped(presentation: Any) -> None:
    """A band in a group whose own coordinates are another hundred times larger."""
    inner = _shape_with(f"{_solid(ORANGE)}</p:spPr>", (0, 0, 10, 7)).replace("<p:sp ", "<p:sp ", 1)
    edges = [int(Inches(edge)) for edge in BAND]
    presentation.slide_masters[0].shapes._spTree.append(parse_xml(
        f'<p:grpSp {NAMESPACES}><p:nvGrpSpPr><p:cNvPr id="95" name="Group"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
        f'<p:grpSpPr><a:xfrm><a:off x="{edges[0]}" y="{edges[1]}"/><a:ext cx="{edges[2]}" cy="{edges[3]}"/>'
        f'<a:chOff x="0" y="0"/><a:chExt cx="{int(Inches(10))}" cy="{int(Inches(7))}"/></a:xfrm></p:grpSpPr>{inner}</p:grpSp>'
    ))  # fmt: skip


def _appended(inner: str) -> Callable[[Any], None]:
    return lambda p: p.slide_masters[0].shapes._spTree.append(parse_xml(_shape_with(inner, BAND)))


GROUNDS: dict[str, Callable[[Any], None]] = {
    "style": _appended(f"</p:spPr>{_STYLE}"),
    "gradient": _appended(f"{_GRADIENT}</p:spPr>"),
    "group": _grouped,
    "half transparent": _appended(
        '<a:solidFill><a:srgbClr val="802000"><a:alpha val="60000"/></a:srgbClr></a:solidFill></p:spPr>'
    ),
}


@pytest.mark.parametrize("name", sorted(GROUNDS))
def test_text_reads_on_whatever_a_master_paints_under_it(name: str, tmp_path: Path) -> None:
    presentation = Presentation()
    GROUNDS[name](presentation)
    brand = brand_with(tmp_path, presentation, "slides.pptx")
    template = examined(brand)
    assert template is not None
    surface = template.surface("Text")
    grounds = grounds_at(surface.foot.left, surface.patches)
    assert grounds[0] != "FFFFFF"
    shown = foot_brand(template.brand, surface, surface.foot.left).color("slate")
    assert min(contrast(shown, ground) for ground in grounds) >= 4.5
    assert not [v for v in check_accessibility(BytesIO(write_presentation(sample(), brand))) if v.code == "contrast"]


def test_a_picture_too_mixed_for_any_colour_gets_plates_under_the_text(tmp_path: Path) -> None:
    checks = Image.new("RGB", (80, 60), "white")
    for x in range(80):
        for y in range(60):
            if (x // 10 + y // 10) % 2:
                checks.putpixel((x, y), (0, 0, 0))
    checks.save(tmp_path / "checks.png")
    presentation = Presentation()
    for layout in _layouts(presentation):
        _, key = layout.part.get_or_add_image_part(str(tmp_path / "checks.png"))
        tree = layout.shapes._spTree
        tree.insert(2, parse_xml(
            f'<p:pic {NAMESPACES}><p:nvPicPr><p:cNvPr id="93" name="Photo"/><p:cNvPicPr/><p:nvPr/></p:nvPicPr><p:blipFill>'
            f'<a:blip r:embed="{key}"/><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr><a:xfrm><a:off x="0" y="0"/>'
            f'<a:ext cx="{int(Inches(10))}" cy="{int(Inches(7.5))}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
            "</p:spPr></p:pic>"
        ))  # fmt: skip
    brand = brand_with(tmp_path, presentation, "slides.pptx")
    data = write_presentation(sample(), brand)
    assert not [v for v in check_accessibility(BytesIO(data)) if v.code == "contrast"]
    template = examined(brand)
    assert template is not None
    assert template.surface("Text").plate
    assert template.surface("Cover").title_plate


def test_accessibility_sees_what_layouts_and_masters_paint_under_text(tmp_path: Path) -> None:
    presentation = Presentation()
    for name in ("style", "gradient"):
        GROUNDS[name](presentation)
    slide = presentation.slides.add_slide(_layouts(presentation)[5])
    box = slide.shapes.add_textbox(Inches(1), Inches(6.9), Inches(4), Inches(0.4))
    box.text_frame.text = "grey on orange"
    box.text_frame.paragraphs[0].runs[0].font.color.rgb = RGBColor(0x55, 0x63, 0x6F)
    presentation.save(tmp_path / "deck.pptx")
    found = [v for v in check_accessibility(tmp_path / "deck.pptx") if v.code == "contrast"]
    assert found


def test_accessibility_sees_what_lies_under_the_line_of_a_cell(tmp_path: Path) -> None:
    presentation = Presentation()
    slide = presentation.slides.add_slide(_layouts(presentation)[5])
    for top in (1.0, 1.2):  # a dark pill under the first line of a cell, then under the second
        pill = slide.shapes.add_shape(1, Inches(1), Inches(top), Inches(2), Inches(0.2))
        pill.fill.solid()
        pill.fill.fore_color.rgb = RGBColor(0x0F, 0x2A, 0x47)
        table = slide.shapes.add_table(1, 1, Inches(1), Inches(1), Inches(2), Inches(0.4))
        cell = table.table.cell(0, 0)
        cell.fill.background()
        cell.text = "Approved\vin May"
        for run in cell.text_frame.paragraphs[0].runs:
            run.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF) if run.text == "Approved" else RGBColor(0x55, 0x63, 0x6F)
            run.font.size = Pt(12)
        presentation.save(tmp_path / f"{top}.pptx")
        for shape in (pill._element, table._element):
            shape.getparent().remove(shape)
    first, second = (
        [v.message for v in check_accessibility(tmp_path / f"{top}.pptx") if v.code == "contrast"] for top in (1.0, 1.2)
    )
    assert not [said for said in first if "in May" in said]
    assert any("in May" in said for said in second)


def test_a_narrow_cover_and_a_narrow_title_are_named_before_the_build(tmp_path: Path) -> None:
    def narrow(presentation: Any) -> None:
        for at in (0, 1):
            title = _layouts(presentation)[at].placeholders[0]
            title.left, title.top, title.width, title.height = Inches(0.5), Inches(0.4), Inches(1.2), Inches(0.5)

    problems = [p for p in slides(tmp_path, narrow).problems if p.code == "missing-layout"]
    said = " ".join(p.message for p in problems)
    assert "'Title Slide' leaves no room for titles" in said
    assert "'Title and Content' leaves no room for titles" in said
    assert all("slides.pptx" in str(p.origin.path) for p in problems)


def test_what_does_not_fit_a_template_but_our_own_design_is_an_error_of_the_template(tmp_path: Path) -> None:
    presentation = Presentation()
    body = presentation.slide_masters[0].placeholders[1]
    body.top, body.height = Inches(4.1), Inches(2.75)
    brand = brand_with(tmp_path, presentation, "slides.pptx")
    with pytest.raises(ProblemsFoundError) as raised:
        write_presentation(sample(), brand)
    problems = raised.value.problems
    assert all(problem.origin.path.endswith("slides.pptx") for problem in problems)
    assert any("layout 'Title and Content'" in problem.message for problem in problems)


def test_nothing_of_the_old_slides_travels_and_the_check_lists_it(tmp_path: Path) -> None:
    presentation = Presentation()
    slide = presentation.slides.add_slide(_layouts(presentation)[1])
    slide.shapes.title.text = "Board only: takeover of Acme"
    slide.notes_slide.notes_text_frame.text = "do not forward"
    layout = _layouts(presentation)[1]
    layout.part.relate_to(slide.part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/slide")
    _painted(layout, 1, 1, 1, 1, VIOLET)
    layout.shapes._spTree[-1].find(f".//{qn('p:cNvPr')}").set("hidden", "1")
    presentation.core_properties.comments = "draft for the board"
    app = next(part for part in presentation.part.package.iter_parts() if part.partname == "/docProps/app.xml")
    app._blob = b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Company>Old Holding</Company></Properties>'
    brand = brand_with(tmp_path, presentation, "slides.pptx")
    data = write_presentation(sample(), brand)
    with ZipFile(BytesIO(data)) as package:
        texts = b"".join(package.read(name) for name in package.namelist())
    assert not [word for word in (b"takeover", b"do not forward", b"Old Holding", b"for the board") if word in texts]
    template = examined(brand)
    assert template is not None
    said = " ".join(problem.message for problem in template.problems)
    assert all(what in said for what in ("1 slide with all they hold", "hidden shapes", "properties (comments"))


def test_titles_that_begin_at_the_right_of_a_right_to_left_master_begin_at_the_left(tmp_path: Path) -> None:
    def turned(presentation: Any) -> None:
        for style in ("titleStyle", "bodyStyle"):
            for level in presentation.slide_masters[0]._element.find(f"{qn('p:txStyles')}/{qn(f'p:{style}')}"):
                level.set("rtl", "1")
                level.set("algn", "r")

    assert slides(tmp_path, turned).geometry.frame("Text").align == "left"


# --- pages -------------------------------------------------------------------------------------------------


def test_tables_and_captions_take_nothing_from_normal_or_from_styles_of_their_name(tmp_path: Path) -> None:
    document = docx.Document()
    document.styles["Normal"].paragraph_format.first_line_indent = Pt(24)
    document.styles.add_style("Table Head", 1)
    template = examined_word(brand_with(tmp_path, document, "pages.docx"))
    styles = template.package.part.styles.element
    assert template.styles["Table Head"] != "TableHead"
    for name in ("Table Text", "Headline", "Caption", "Source"):
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
    begin, end = (
        section.left_margin.inches + room.left,
        section.page_width.inches - section.right_margin.inches - room.right,
    )
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


def test_styles_of_a_template_are_readable_on_their_ground(tmp_path: Path) -> None:
    document = docx.Document()
    document.styles["Heading 2"].font.color.rgb = docx.shared.RGBColor(0xEE, 0xEE, 0xEE)
    template = examined_word(brand_with(tmp_path, document, "pages.docx"))
    for name in ("Heading 1", "Heading 2", "Heading 3"):
        ink = template.package.part.styles.element.get_by_id(template.styles[name]).xpath("./w:rPr/w:color/@w:val")[0]
        assert contrast(ink, "FFFFFF") >= 4.5


def test_a_brand_that_is_as_wide_as_its_template_is_the_one_that_texts_were_measured_with_before() -> None:
    brand = read_brand(ROOT / "templates" / "brand", "templates/brand")
    assert set_in(brand, (brand.family, "")) is brand


@pytest.mark.parametrize(("family", "digit", "point"), [("Georgia", 0.71, 0.328), ("Verdana", 0.711, 0.361)])
def test_large_figures_have_room_in_faces_whose_bold_digits_are_wide(family: str, digit: float, point: float) -> None:
    brand = set_in(read_brand(ROOT / "templates" / "brand", "templates/brand"), (family,))
    figure = Para((Run("0.46", bold=True),), 54)
    assert line_width(figure, brand) >= (3 * digit + point) * 54 / 72
    text = Para((Run("No figure stands here", bold=True),), 54)
    assert line_width(text, brand) == pytest.approx(
        line_width(text, replace(brand, face=replace(brand.face, bold_digits=1.0)))
    )
