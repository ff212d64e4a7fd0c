"""What PowerPoint templates rarely have, one thing in each: it is read, left out and told, or named before a build."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Inches

from briefgen import charts
from briefgen.brand.colour import contrast
from briefgen.ooxml.drawingml import NAMESPACES
from briefgen.problems import ProblemsFoundError
from briefgen.reference.report import report, template_problems
from briefgen.reference.slide_template import SlideTemplate, examined
from briefgen.writers.powerpoint.writer import write_presentation
from support.corporate import brand_with, with_odd_type, with_second_main
from support.office_files import edited
from support.slide_sample import FakeCharts, sample, summary

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.fixture(autouse=True)
def fake_charts(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("natural_height", "least_height", "split", "draw"):
        monkeypatch.setattr(charts, name, getattr(FakeCharts(), name))


def template_of(folder: Path, change: Callable[[Any], None], more: str = "") -> SlideTemplate:
    presentation = Presentation()
    change(presentation)
    template = examined(brand_with(folder, presentation, "slides.pptx", more))
    assert template is not None
    return template


def data_of(change: Callable[[Any], None] = lambda presentation: None) -> bytes:
    presentation = Presentation()
    change(presentation)
    out = BytesIO()
    presentation.save(out)
    return out.getvalue()


def holders(owner: Any, *kinds: str) -> list[Any]:
    return [shape for shape in owner.placeholders if shape._element.find(f".//{qn('p:ph')}").get("type", "") in kinds]


def drop(owner: Any, *kinds: str) -> None:
    for shape in holders(owner, *kinds):
        shape._element.getparent().remove(shape._element)


def owners(presentation: Any) -> list[Any]:
    return [presentation.slide_masters[0], *presentation.slide_layouts]


# --- where things stand ------------------------------------------------------------------------------------


def test_a_body_too_small_for_a_slide_is_named_with_what_it_takes(tmp_path: Path) -> None:
    def low(presentation: Any) -> None:
        for shape in holders(presentation.slide_layouts[1], ""):
            shape.left, shape.top, shape.width, shape.height = Inches(0.5), Inches(5), Inches(9), Inches(1.2)

    said = [
        f"{p.message}; {p.hint}" for p in template_of(tmp_path, low, "layouts: {Text: Title and Content}\n").problems
    ]
    assert any("'Title and Content' leaves no room for Text: " in one and "it takes 5 x 2.6 in" in one for one in said)


TITLE_ONLY = "layouts: {Text: Title Only}\n"


def test_text_stands_where_the_master_has_it_when_its_layout_has_a_title_alone(tmp_path: Path) -> None:
    frame = template_of(tmp_path, lambda presentation: None, TITLE_ONLY).geometry.frame("Text")
    body = holders(Presentation().slide_masters[0], "body")[0]
    assert frame.plain == pytest.approx(body.top / Inches(1), abs=0.01)


def test_text_stands_below_the_title_when_the_master_has_no_text_either(tmp_path: Path) -> None:
    frame = template_of(tmp_path, lambda presentation: drop(presentation.slide_masters[0], "body"), TITLE_ONLY).geometry.frame("Text")  # fmt: skip
    assert frame.plain == pytest.approx(frame.title.bottom + 0.2, abs=0.01)
    assert frame.left == frame.title.x


def test_a_low_text_below_the_title_takes_the_subtitle(tmp_path: Path) -> None:
    def subtitled(presentation: Any) -> None:
        layout = presentation.slide_layouts[1]
        layout.shapes._spTree.append(parse_xml(
            f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="77" name="Under the title"/><p:cNvSpPr/><p:nvPr><p:ph type="body" '
            f'idx="31"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x="457200" y="{int(Inches(1.45))}"/>'
            f'<a:ext cx="8229600" cy="{int(Inches(0.4))}"/></a:xfrm></p:spPr><p:txBody><a:bodyPr/><a:p/></p:txBody></p:sp>'
        ))  # fmt: skip

    template = template_of(tmp_path, subtitled)
    assert "Under the title" in {holder.name for _, holder in template.surface("Text").slots}
    assert template.geometry.frame("Text").subtitle.h < 0.5


def test_a_placeholder_without_a_place_is_not_offered(tmp_path: Path) -> None:
    def placeless(presentation: Any) -> None:
        layout = presentation.slide_layouts[1]
        drop(presentation.slide_masters[0], "dt")
        for shape in holders(layout, "dt"):
            shape._element.spPr[:] = []

    offers = {offer.name: offer for offer in template_of(tmp_path, placeless).offers}
    assert offers["Title and Content"].first(("dt",)) is None
    assert offers["Title and Content"].first(("ftr",)) is not None


def test_the_report_says_what_a_layout_has_no_placeholder_for(tmp_path: Path) -> None:
    presentation = Presentation()
    more = "layouts: {Cover: Title Only, Chart: Title Only, Table: Title Only, Text: Title Only}\n"
    lines = report(brand_with(tmp_path, presentation, "slides.pptx", more)).lines
    said = "\n".join(lines)
    for missing, ours in (("subtitle", "Cover"), ("picture", "Chart"), ("table", "Table"), ("text", "Text")):
        assert any(line.strip().startswith(f"{missing}: ") and ours in line for line in lines), (missing, said)


# --- colours and faces -------------------------------------------------------------------------------------


def test_the_number_of_a_slide_reads_on_the_fill_of_its_placeholder(tmp_path: Path) -> None:
    presentation = Presentation()
    for shape in holders(presentation.slide_masters[0], "sldNum"):
        shape._element.spPr.append(parse_xml(f'<a:solidFill {NAMESPACES}><a:srgbClr val="2B1A4D"/></a:solidFill>'))
    brand = brand_with(tmp_path, presentation, "slides.pptx")
    template = examined(brand)
    assert template is not None
    surface = template.surface("Text")
    assert surface.number_fill == "2B1A4D"
    shown = surface.plate_at(surface.foot.number, "55636F") or surface.reads_at(surface.foot.number, "55636F")
    assert contrast(shown, "2B1A4D") >= 4.5


def test_colours_that_have_a_name_alone_and_a_layout_with_colours_of_its_own(tmp_path: Path) -> None:
    def dark(presentation: Any) -> None:
        master, layout = presentation.slide_masters[0], presentation.slide_layouts[1]
        theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
        theme._blob = theme.blob.replace(b'<a:accent6><a:srgbClr val="F79646"/>', b'<a:accent6><a:prstClr val="red"/>')
        assert b"prstClr" in theme.blob
        old = layout._element.find(qn("p:clrMapOvr"))
        colors = dict(master._element.find(qn("p:clrMap")).attrib)
        colors |= {"bg1": "dk1", "tx1": "lt1", "bg2": "dk2", "tx2": "lt2"}
        said = " ".join(f'{name}="{value}"' for name, value in colors.items())
        old[:] = [parse_xml(f"<a:overrideClrMapping {NAMESPACES} {said}/>")]

    template = template_of(tmp_path, dark)
    assert "accent6" not in dict(template.theme.colors)
    assert template.surface("Text").ground == "000000"


def test_a_picture_without_a_file_and_a_group_without_a_size_of_its_own_paint_nothing_known(tmp_path: Path) -> None:
    def painted(presentation: Any) -> None:
        tree = presentation.slide_layouts[1].shapes._spTree
        box = f'<a:off x="0" y="{int(Inches(6.8))}"/><a:ext cx="{int(Inches(10))}" cy="{int(Inches(0.7))}"/>'
        tree.append(parse_xml(
            f'<p:pic {NAMESPACES}><p:nvPicPr><p:cNvPr id="93" name="Photo"/><p:cNvPicPr/><p:nvPr/></p:nvPicPr><p:blipFill>'
            f'<a:blip r:embed=""/><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr><a:xfrm>{box}</a:xfrm></p:spPr></p:pic>'
        ))  # fmt: skip
        tree.append(parse_xml(
            f'<p:grpSp {NAMESPACES}><p:nvGrpSpPr><p:cNvPr id="95" name="Group"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr>'
            f'<a:xfrm>{box}<a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr><p:sp><p:nvSpPr>'
            '<p:cNvPr id="96" name="Band"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="0" y="0"/>'
            f'<a:ext cx="{int(Inches(10))}" cy="{int(Inches(1))}"/></a:xfrm><a:solidFill><a:srgbClr val="112233"/></a:solidFill>'
            "</p:spPr></p:sp></p:grpSp>"
        ))  # fmt: skip

    patches = template_of(tmp_path, painted).surface("Text").patches
    assert [round(patch.box.y, 1) for patch in patches[-2:]] == [6.8, 0.0]
    assert patches[-2].paint.at(0.5, 0.5)[0] == "", "a picture that is not there has no colour"
    assert patches[-1].paint.at(0.5, 0.5)[0] == "112233"


def _face(presentation: Any, face: str) -> None:
    theme = presentation.slide_masters[0].part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme._blob = theme.blob.replace(b'<a:latin typeface="Calibri"/>', f'<a:latin typeface="{face}"/>'.encode())
    assert face.encode() in theme.blob


def test_the_report_says_of_an_unknown_face_that_its_width_is_guessed(tmp_path: Path) -> None:
    presentation = Presentation()
    _face(presentation, "Acme Grotesk")
    head = report(brand_with(tmp_path, presentation, "slides.pptx")).lines[0]
    assert "Acme Grotesk (width unknown, taken as 1.12: put its files into fonts/)" in head


def test_a_face_whose_file_is_there_is_measured(tmp_path: Path) -> None:
    presentation = Presentation()
    _face(presentation, "Acme Grotesk")
    brand = brand_with(tmp_path, presentation, "slides.pptx")
    fonts = Path(brand.folder) / "fonts"
    shutil.copy(fonts / "LiberationSans-Bold.ttf", fonts / "AcmeGrotesk-Regular.ttf")
    shutil.copy(fonts / "LiberationSans-Bold.ttf", fonts / "AcmeGrotesk-Bold.ttf")
    template = examined(brand)
    assert template is not None
    assert 1.02 < template.brand.face.stretch < 1.12, "bold letters, wider than those of our own face"


# --- what is left out --------------------------------------------------------------------------------------


def _part(presentation: Any, owner: Any, kind: str, name: str, content: bytes, type: str) -> tuple[Any, str]:
    part = Part(PackURI(name), type, presentation.part.package, content)
    return part, owner.relate_to(part, f"{OFFICE}/{kind}")


def test_lists_comments_tags_and_outlines_of_the_old_slides_are_left_out(tmp_path: Path) -> None:
    presentation = Presentation()
    root, layout = presentation.part._element, presentation.slide_layouts[1]
    slide = presentation.slides.add_slide(layout)
    _part(presentation, presentation.part, "commentAuthors", "/ppt/commentAuthors.xml",
          f'<p:cmAuthorLst {NAMESPACES}><p:cmAuthor id="0" name="SECRET"/></p:cmAuthorLst>'.encode(),
          "application/vnd.openxmlformats-officedocument.presentationml.commentAuthors+xml")  # fmt: skip
    tags = f'<p:tagLst {NAMESPACES}><p:tag name="SECRET" val="1"/></p:tagLst>'.encode()
    kind = "application/vnd.openxmlformats-officedocument.presentationml.tags+xml"
    _, key = _part(presentation, layout.part, "tags", "/ppt/tags/tag1.xml", tags, kind)
    marked = f'<p:custDataLst {NAMESPACES}><p:tags r:id="{key}"/></p:custDataLst>'
    layout._element.find(qn("p:cSld")).append(parse_xml(marked))
    root.append(
        parse_xml(
            f'<p:custShowLst {NAMESPACES}><p:custShow name="SECRET" id="0"><p:sldLst/></p:custShow></p:custShowLst>'
        )
    )
    view = next(r.target_part for r in presentation.part._rels.values() if r.reltype.endswith("/viewProps"))
    view.relate_to(slide.part, f"{OFFICE}/slide")
    for shape in holders(layout, "dt"):
        shape._element.find(f".//{qn('p:cNvPr')}").set("hidden", "1")
    brand = brand_with(tmp_path, presentation, "slides.pptx")
    told = " ".join(problem.message for problem in report(brand).problems)
    assert "comments and their authors of its old document" in told
    assert "hidden shapes" not in told, "a hidden placeholder stays what it is"
    made = Presentation(BytesIO(write_presentation(sample(blocks=tuple(summary())), brand)))
    parts = {str(part.partname): part.blob for part in made.part.package.iter_parts()}
    assert not [name for name, blob in parts.items() if b"SECRET" in blob or "tags" in name]
    assert not made.slide_layouts[1]._element.findall(f".//{qn('p:custDataLst')}")


def test_a_template_without_properties_is_not_told_to_have_any(tmp_path: Path) -> None:
    def plain(presentation: Any) -> None:
        presentation.core_properties.comments = ""
        for part in presentation.part.package.iter_parts():
            if part.partname == "/docProps/app.xml":
                root = etree.fromstring(part.blob)
                for node in list(root.iter("{*}Company", "{*}Manager")):
                    node.getparent().remove(node)
                part._blob = etree.tostring(root)

    assert not [p for p in template_of(tmp_path, plain).problems if "properties" in p.message]


# --- what does not open ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change", [with_second_main("ppt/presentation.xml"), with_odd_type("presentationml.slideMaster")]
)
def test_a_template_that_does_not_open_is_named(change: Callable[[dict[str, bytes]], None], tmp_path: Path) -> None:
    brand = brand_with(tmp_path, edited(data_of(), change), "slides.pptx")
    (problem,) = template_problems(brand)
    assert problem.code == "bad-template"
    assert problem.message.startswith("does not open as a presentation (")
    assert problem.hint == "open it in PowerPoint and save it again"
    with pytest.raises(ProblemsFoundError, match="does not open as a presentation"):
        write_presentation(sample(blocks=tuple(summary())), brand)


def test_a_broken_font_is_named_and_not_the_template(tmp_path: Path) -> None:
    presentation = Presentation()
    _face(presentation, "Acme Grotesk")
    brand = brand_with(tmp_path, presentation, "slides.pptx")
    (Path(brand.folder) / "fonts" / "AcmeGrotesk-Regular.ttf").write_bytes(b"no font")
    (problem,) = template_problems(brand)
    assert problem.code == "bad-font"
    assert problem.origin.path.endswith("AcmeGrotesk-Regular.ttf")
