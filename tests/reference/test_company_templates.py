"""Corporate templates: three companies' slides and two companies' pages; hostile files are refused."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections import defaultdict
from collections.abc import Callable
from io import BytesIO
from itertools import product
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import docx
import pytest
from click.testing import CliRunner
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.shared import Pt
from pptx import Presentation

from briefgen import charts
from briefgen.accessibility.pages import check_pages
from briefgen.brand.brand import Brand
from briefgen.brand.brand_file import read_brand
from briefgen.brand.colour import contrast
from briefgen.cli.main import cli
from briefgen.office import package
from briefgen.problems import ProblemsFoundError
from briefgen.reference.slide_template import examined
from briefgen.writers.powerpoint.writer import write_presentation
from briefgen.writers.word.writer import write_word
from support.corporate import pages, slides
from support.sampling import sampled
from support.slide_sample import FakeCharts, sample
from support.validity import faults
from support.word_sample import sample as word_sample

ROOT = Path(__file__).parents[2]
EMU = 914_400


@pytest.fixture(autouse=True)
def _charts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Charts of one pixel, for both writers."""
    fake = FakeCharts()
    for name in ("natural_height", "least_height", "split", "draw"):
        monkeypatch.setattr(charts, name, getattr(fake, name))
    plain = SimpleNamespace(
        natural_height=lambda name, numbers, width, brand, medium: numbers or 2.0,
        split=lambda name, numbers, width, tallest, brand, medium: (numbers / 2, numbers / 2 - 0.1),
        draw=lambda *a, **k: slides._png("123456"),
        TIGHTEST=0.4,
        CHARTS=defaultdict(lambda: SimpleNamespace(lay_out=lambda numbers, canvas: None)),
    )
    monkeypatch.setattr("briefgen.writers.word.figures.charts", plain)


def brand_with(folder: Path, name: str, make: Callable[[Path], None], more: str = "") -> Brand:
    """The brand with a company's template in its folder."""
    place = folder / "brand"
    shutil.copytree(ROOT / "templates" / "brand", place)
    make(place / name)
    kind = "docx" if ".do" in name else "pptx"
    with (place / "_brand.yml").open("a") as file:
        file.write(f"templates: {{{kind}: {name}}}\n{more}")
    return read_brand(place, "templates/brand")


def refused(brand: Brand) -> str:
    with pytest.raises(ProblemsFoundError) as caught:
        write_presentation(sample(), brand) if brand.corporate("pptx") else write_word(word_sample(), brand)
    return str(caught.value)


# --- slides ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "variant"), sampled([*product(sorted(slides.MAKERS), ["investor", "medical"])], 3))
def test_a_deck_in_a_corporate_template(name: str, variant: Any, tmp_path: Path) -> None:
    brand = brand_with(tmp_path, name, slides.MAKERS[name])
    data = write_presentation(sample(variant), brand)
    (tmp_path / "deck.pptx").write_bytes(data)
    assert faults(tmp_path / "deck.pptx") == []
    deck = Presentation(BytesIO(data))
    template = examined(brand)
    assert template is not None
    assert deck.slide_width / EMU == pytest.approx(template.size[0] * template.scale, abs=0.01)
    for slide in deck.slides:
        assert slide.shapes.title is not None
        assert slide.shapes.title.text
        for shape in slide.shapes:
            assert 0 <= shape.left <= deck.slide_width + 9144 - shape.width, (slide.slide_id, shape.name)
            assert 0 <= shape.top <= deck.slide_height + 9144 - shape.height, (slide.slide_id, shape.name)
    assert "CONFIDENTIAL" not in "".join(shape.text for s in deck.slides for shape in s.shapes if shape.has_text_frame)
    assert write_presentation(sample(variant), brand) == data


def test_text_on_a_dark_ground_reads(tmp_path: Path) -> None:
    brand = brand_with(tmp_path, "dark.pptx", slides.dark)
    template = examined(brand)
    assert template is not None
    for layout in ("Text", "Cover"):
        surface, palette = template.surface(layout), template.palette(layout)
        assert surface.ground == "0E2A33"
        assert contrast(surface.title_color, surface.ground) >= 4.5
        tokens = ("ink", "navy", "blue", "slate") if layout == "Text" else ("white", "phase_1", "phase_2", "blue")
        assert min(contrast(palette.color(token), surface.ground) for token in tokens) >= 4.5


def test_content_goes_into_the_templates_own_placeholders(tmp_path: Path) -> None:
    brand = brand_with(tmp_path, "four-three.potx", slides.four_three)
    deck = Presentation(BytesIO(write_presentation(sample(), brand)))
    kinds = {str(shape.placeholder_format.type).split(" ")[0] for slide in deck.slides for shape in slide.placeholders}
    assert {"TITLE", "CENTER_TITLE", "SUBTITLE", "FOOTER", "SLIDE_NUMBER"} <= kinds
    title = deck.slides[3].shapes.title
    assert title._element.spPr.xfrm is None, "a title stands where the template has it"


def test_layouts_can_be_named(tmp_path: Path) -> None:
    more = 'layouts: {Section: "03 Nur Kopf"}\n'
    template = examined(brand_with(tmp_path, "renamed.pptx", slides.renamed, more))
    assert template is not None
    assert template.surface("Section").match.offer.name == "03 Nur Kopf"
    assert template.surface("Chart").match.offer.name == "02 Inhalt voll"


def test_a_wrong_exception_is_named_with_the_nearest(tmp_path: Path) -> None:
    more = 'layouts: {Chart: "02 Inhalt vol", Grafik: x}\n'
    found = refused(brand_with(tmp_path, "renamed.pptx", slides.renamed, more))
    assert "_brand.yml:" in found
    assert "did you mean '02 Inhalt voll'?" in found
    assert "briefgen has no layout 'Grafik'" in found


def test_a_template_without_titles_says_what_it_has(tmp_path: Path) -> None:
    found = refused(brand_with(tmp_path, "headless.pptx", slides.headless))
    assert "error[missing-layout]: has no layout with a title for Cover, Section, Chart" in found
    assert "it has 'Title Slide' (subtitle, date, footer, slide number)" in found


# --- pages -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(pages.MAKERS))
def test_a_document_in_a_corporate_template(name: str, tmp_path: Path) -> None:
    brand = brand_with(tmp_path, name, pages.MAKERS[name])
    data = write_word(word_sample(), brand)
    (tmp_path / "page.docx").write_bytes(data)
    assert faults(tmp_path / "page.docx") == []
    document = docx.Document(BytesIO(data))
    assert "CONFIDENTIAL" not in "".join(paragraph.text for paragraph in document.paragraphs)
    headings = [p for p in document.paragraphs if p.style.name == "Heading 1"]
    assert headings
    assert write_word(word_sample(), brand) == data


def test_the_letterhead_stays(tmp_path: Path) -> None:
    brand = brand_with(tmp_path, "letterhead.dotx", pages.letterhead)
    section = docx.Document(BytesIO(write_word(word_sample(), brand))).sections[0]
    assert section.header._element.xpath(".//w:drawing")
    assert "Acme Bio, 1 Example Street" in [p.text for p in section.footer.paragraphs]
    assert any("Page" in p.text for p in section.footer.paragraphs)
    assert section.page_width.cm == pytest.approx(21.59, abs=0.01)


def test_styles_can_be_named(tmp_path: Path) -> None:
    brand = brand_with(tmp_path, "letterhead.dotx", pages.letterhead, "styles: {Lead: Intense Quote, Source: Nix}\n")
    found = refused(brand)
    assert "the template has no paragraph style 'Nix'" in found
    assert "Lead" not in found


# --- the report --------------------------------------------------------------------------------------------


def check(folder: Path) -> tuple[int, str]:
    result = CliRunner().invoke(cli, ["brand", "check", "--templates", str(folder)], standalone_mode=False)
    return int(result.return_value), result.output


def test_brand_check_lists_offers_matches_and_what_is_missing(tmp_path: Path) -> None:
    brand_with(tmp_path, "renamed.pptx", slides.renamed)
    code, text = check(tmp_path)
    assert code == 0
    assert "10.00 x 5.62 in; Verdana (taken as 1.18 times" in text
    assert "'03 Nur Kopf': title" in text
    assert "'02 Inhalt voll' (nearest)" in text
    assert "footer: Section, Chart" in text


def test_brand_check_says_why_a_template_cannot_be_used(tmp_path: Path) -> None:
    brand_with(tmp_path, "bad.pptx", lambda path: path.write_text("no zip"))  # type: ignore[arg-type, return-value]
    code, text = check(tmp_path)
    assert code == 1
    assert "cannot be used" in text


# --- hostile files -----------------------------------------------------------------------------------------


def rezipped(path: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    slides.renamed(path)
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    change(parts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)


def with_part(name: str, content: bytes) -> Callable[[Path], None]:
    return lambda path: rezipped(path, lambda parts: parts.update({name: content}))


def truncated(path: Path) -> None:
    slides.renamed(path)
    path.write_bytes(path.read_bytes()[:-900])


def corrupted(path: Path) -> None:
    slides.renamed(path)
    data = bytearray(path.read_bytes())
    for at in range(2000, 2600):
        data[at] ^= 0x5A
    path.write_bytes(bytes(data))


def linked(path: Path) -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    relation = f'<Relationship Id="rId99" Type="{kind}" Target="http://example.org/x.png" TargetMode="External"/></Relationships>'

    def change(parts: dict[str, bytes]) -> None:
        name = "ppt/slideMasters/_rels/slideMaster1.xml.rels"
        parts[name] = parts[name].replace(b"</Relationships>", relation.encode())

    rezipped(path, change)


HOSTILE: dict[str, tuple[Callable[[Path], None], str]] = {
    "truncated": (truncated, "is damaged or no Office file"),
    "corrupted": (corrupted, "is damaged or no Office file"),
    "empty": (lambda path: path.write_bytes(b"") and None, "is empty"),
    "zip-slip": (with_part("../../evil.xml", b"<a/>"), "unsafe name '../../evil.xml'"),
    "absolute": (with_part("/etc/passwd", b"x"), "unsafe name"),
    "entities": (
        with_part("ppt/evil.xml", b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'),
        "declares a document type",
    ),
    "utf-16": (
        with_part("ppt/evil.xml", "<?xml version='1.0'?><!DOCTYPE a><a/>".encode("utf-16")),
        "declares a document type",
    ),
    "word": (lambda path: docx.Document().save(str(path)), "is a Word file"),
    "zip": (lambda path: zipfile.ZipFile(path, "w").writestr("a.txt", "x"), "is a zip archive but no Office file"),
    "old": (
        lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600) and None,
        "is in the format of Office 97 to 2003",
    ),
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_a_hostile_template_is_refused(name: str, tmp_path: Path) -> None:
    make, message = HOSTILE[name]
    found = refused(brand_with(tmp_path, "acme.pptx", make))
    assert "error[bad-template]" in found
    assert message in found
    assert "acme.pptx" in found


def test_a_template_that_unpacks_to_gigabytes_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_BYTES", 3_000_000)
    found = refused(brand_with(tmp_path, "acme.pptx", with_part("ppt/media/big.bin", b"\0" * 4_000_000)))
    assert "unpacks to more than 3 MB" in found


def test_macros_are_left_behind(tmp_path: Path) -> None:
    kind = "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml"

    def change(parts: dict[str, bytes]) -> None:
        types = parts["[Content_Types].xml"].replace(slides.MAIN.encode(), kind.encode())
        parts["[Content_Types].xml"] = types.replace(
            b"<Override",
            b'<Override PartName="/ppt/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/><Override',
            1,
        )
        parts["ppt/vbaProject.bin"] = b"macro"
        relation = b'<Relationship Id="rId98" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/>'
        name = "ppt/_rels/presentation.xml.rels"
        parts[name] = parts[name].replace(b"</Relationships>", relation + b"</Relationships>")

    brand = brand_with(tmp_path, "acme.potm", lambda path: rezipped(path, change))
    with zipfile.ZipFile(BytesIO(write_presentation(sample(), brand))) as package:
        assert not any("vba" in name.lower() for name in package.namelist())
        assert b"macroEnabled" not in package.read("[Content_Types].xml")


# --- pages as companies have them --------------------------------------------------------------------------


def fixed_body(path: Path) -> None:
    """Running text with an indented first line, justified, on lines of 28 points; headings and lists say nothing."""
    document = docx.Document()
    body = document.styles["Normal"].paragraph_format
    body.first_line_indent, body.line_spacing = Pt(34), Pt(28)
    body.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    document.save(str(path))


def test_headings_and_lists_are_not_set_as_running_text(tmp_path: Path) -> None:
    brand = brand_with(tmp_path, "fixed.docx", fixed_body)
    document = docx.Document(BytesIO(write_word(word_sample(), brand)))
    for name in ("Heading 1", "Heading 2", "Heading 3", "List Bullet", "List Number", "Lead", "Table Text"):
        style = document.styles[name].paragraph_format
        assert style.alignment == WD_ALIGN_PARAGRAPH.LEFT, name
        assert (style.first_line_indent or 0) <= 0, name
        assert style.line_spacing_rule != WD_LINE_SPACING.EXACTLY, name
    bullet = document.styles["List Bullet"].paragraph_format
    assert bullet.left_indent == -bullet.first_line_indent > 0, "its lines hang as the numbering says"
    running = document.styles["Body Text"].paragraph_format
    assert running.first_line_indent is None, "running text is that of the company"


def test_what_a_heading_says_of_itself_stays(tmp_path: Path) -> None:
    def make(path: Path) -> None:
        fixed_body(path)
        document = docx.Document(str(path))
        heading = document.styles["Heading 1"].paragraph_format
        heading.alignment, heading.first_line_indent = WD_ALIGN_PARAGRAPH.CENTER, Pt(3)
        document.save(str(path))

    document = docx.Document(BytesIO(write_word(word_sample(), brand_with(tmp_path, "own.docx", make))))
    heading = document.styles["Heading 1"].paragraph_format
    assert (heading.alignment, heading.first_line_indent) == (WD_ALIGN_PARAGRAPH.CENTER, Pt(3))


WATERMARK = (
    '<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"><w:r><w:pict>'
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" path="m0,0l1,1e"/>'
    '<v:shape id="Mark" o:spid="_x0000_s2049" type="#_x0000_t136" style="width:90pt;height:30pt"/>'
    "</w:pict></w:r></w:p>"
)


def test_ids_of_older_shapes_are_unique_in_the_package(tmp_path: Path) -> None:
    def make(path: Path) -> None:
        docx.Document().save(str(path))
        document = docx.Document(str(path))
        section = document.sections[0]
        section.different_first_page_header_footer = True
        for margin in (section.header, section.first_page_header, section.footer):
            margin._element.append(parse_xml(WATERMARK))
            margin._element.append(parse_xml(WATERMARK))
        document.save(str(path))

    brand = brand_with(tmp_path, "marked.docx", make)
    with zipfile.ZipFile(BytesIO(write_word(word_sample(), brand))) as found:
        text = "".join(found.read(name).decode() for name in found.namelist() if "header" in name or "footer" in name)
    shapes = re.findall(r'<v:shape id="([^"]+)" o:spid="([^"]+)"', text)
    assert len(shapes) == 6
    assert len({key for pair in shapes for key in pair}) == 12


def test_a_logo_that_nobody_describes_adorns_and_text_stands_below_it(tmp_path: Path) -> None:
    brand = brand_with(tmp_path, "letterhead.dotx", pages.letterhead)
    data = write_word(word_sample(), brand)
    (tmp_path / "page.docx").write_bytes(data)
    found = [one for one in check_pages(package.open_package(tmp_path / "page.docx")) if one.place.startswith("header")]
    assert found == []
    section = docx.Document(BytesIO(data)).sections[0]
    logo = int(section.header._element.xpath(".//wp:extent/@cy")[0])
    assert section.top_margin > section.header_distance + logo + 0.2 * EMU


# --- our own design in another brand -----------------------------------------------------------------------


def own_brand(folder: Path, old: str, new: str) -> Path:
    """A copy of the brand with something of its _brand.yml changed."""
    place = folder / "brand"
    shutil.copytree(ROOT / "templates" / "brand", place)
    text = (place / "_brand.yml").read_text()
    assert old in text
    (place / "_brand.yml").write_text(text.replace(old, new, 1))
    return place


def test_a_logo_stands_over_the_first_page(tmp_path: Path) -> None:
    folder = own_brand(tmp_path, "meta:", "logo: acme.png\nmeta:")
    (folder / "acme.png").write_bytes(slides._png("1D68A7"))
    brand = read_brand(folder, "brand")
    data = write_word(word_sample(), brand)
    assert data == write_word(word_sample(), brand)
    section = docx.Document(BytesIO(data)).sections[0]
    (extent,) = section.first_page_header._element.xpath(".//wp:extent")
    assert int(extent.get("cx")) / int(extent.get("cy")) == pytest.approx(40 / 16, abs=0.01)
    assert section.first_page_header._element.xpath(".//wp:docPr/@descr") == ["Logo of briefgen"]
    assert not section.header._element.xpath(".//wp:extent")


def test_a_reference_document_without_the_logo_of_the_brand_is_old(tmp_path: Path) -> None:
    folder = own_brand(tmp_path / "templates", "meta:", "logo: acme.png\nmeta:")
    (folder / "acme.png").write_bytes(slides._png("1D68A7"))
    assert "does not hold the logo that _brand.yml names" in check(tmp_path / "templates")[1]
    assert CliRunner().invoke(cli, ["brand", "--templates", str(tmp_path / "templates")]).exit_code == 0
    assert "stale-reference" not in check(tmp_path / "templates")[1]


def test_titles_and_headings_have_a_typeface_of_their_own(tmp_path: Path) -> None:
    folder = own_brand(tmp_path / "templates", "headings: {family: Arial", "headings: {family: Acme Serif")
    assert "stale-reference" in check(tmp_path / "templates")[1]
    assert CliRunner().invoke(cli, ["brand", "--templates", str(tmp_path / "templates")]).exit_code == 0
    assert "stale-reference" not in check(tmp_path / "templates")[1]
    brand = read_brand(folder, "brand")
    page = docx.Document(BytesIO(write_word(word_sample(), brand)))
    faces = {
        name: page.styles[name].font.name for name in ("Headline", "Heading 1", "Box Head", "Body Text", "Table Head")
    }
    assert faces == {
        "Headline": "Acme Serif",
        "Heading 1": "Acme Serif",
        "Box Head": "Acme Serif",
        "Body Text": "Arial",
        "Table Head": "Arial",
    }
    with zipfile.ZipFile(BytesIO(write_presentation(sample(), brand))) as package:
        theme = package.read("ppt/theme/theme1.xml").decode()
        written = "".join(
            package.read(name).decode() for name in package.namelist() if name.startswith("ppt/slides/slide")
        )
    assert re.search(r'<a:majorFont><a:latin typeface="Acme Serif"/>', theme)
    assert re.search(r'<a:minorFont><a:latin typeface="Arial"/>', theme)
    assert '<a:latin typeface="+mj-lt"/>' in written, "the headings of columns"


# --- what lies under the text of a page --------------------------------------------------------------------


def under_the_page(color: str) -> Callable[[Path], None]:
    """A template with a picture of one colour under the whole page, anchored in the header."""

    def make(path: Path) -> None:
        document = docx.Document()
        section = document.sections[0]
        paragraph = section.header.paragraphs[0]
        shape = paragraph.add_run().add_picture(BytesIO(slides._png(color)), width=section.page_width)
        inline = shape._inline
        wide, tall = section.page_width, section.page_height
        anchor = parse_xml(
            '<wp:anchor xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" behindDoc="1"'
            ' distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" locked="0" layoutInCell="1"'
            ' allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="page"><wp:posOffset>0</wp:posOffset>'
            '</wp:positionH><wp:positionV relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:positionV>'
            f'<wp:extent cx="{wide}" cy="{tall}"/><wp:wrapNone/></wp:anchor>'
        )
        for child in list(inline):
            if not child.tag.endswith("}extent"):
                anchor.append(child)
        inline.getparent().replace(inline, anchor)
        document.save(str(path))

    return make


@pytest.mark.parametrize(("color", "stays"), [("EAF2F8", True), ("12304F", False)])
def test_a_picture_under_the_page_stays_where_text_reads_on_it(color: str, stays: bool, tmp_path: Path) -> None:
    brand = brand_with(tmp_path, "ground.docx", under_the_page(color))
    section = docx.Document(BytesIO(write_word(word_sample(), brand))).sections[0]
    assert bool(section.header._element.xpath(".//wp:anchor")) is stays
    assert ("a picture under the text, which cannot be read on it" in check(tmp_path)[1]) is not stays


def test_a_dark_page_is_left_out(tmp_path: Path) -> None:
    def make(path: Path) -> None:
        document = docx.Document()
        document.element.insert(
            0, parse_xml(f'<w:background xmlns:w="{document.element.nsmap["w"]}" w:color="12304F"/>')
        )
        document.save(str(path))

    brand = brand_with(tmp_path, "dark.docx", make)
    assert not docx.Document(BytesIO(write_word(word_sample(), brand))).element.xpath("./w:background")
