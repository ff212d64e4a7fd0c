"""The written presentation is valid, keeps every word, and is the same every time."""

from __future__ import annotations

import re
import shutil
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pptx import Presentation
from pptx.util import Inches

from briefgen.brand.brand_file import read_brand
from briefgen.deck import cut_deck
from briefgen.deck.scale import SCALE
from briefgen.deck.shapes import Grid, TextShape
from briefgen.document.blocks import BulletList, Paragraph, Row, Table
from briefgen.document.document import Document
from briefgen.problems import ProblemsFoundError
from briefgen.reference.make_pptx import reference_presentation
from briefgen.reference.slide_layouts import layout_names
from briefgen.values.signs import unsteered
from briefgen.writers.powerpoint.writer import write_presentation
from support.corporate import brand_with
from support.slide_sample import h, sample, stand_in_charts, summary, t
from support.validity import faults

FOLDER = Path("templates/brand")
BRAND = read_brand(FOLDER, "templates/brand")


@pytest.fixture(autouse=True)
def _charts(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in_charts(monkeypatch)


def reopened(document: Document) -> Any:
    return Presentation(BytesIO(write_presentation(document, BRAND)))


def texts_of(slide: Any) -> list[str]:
    found: list[str] = []
    for shape in slide.shapes:
        if shape.has_text_frame:
            found += [paragraph.text.replace("\v", "\n") for paragraph in shape.text_frame.paragraphs]
        if shape.has_table:
            found += [cell.text.replace("\v", "\n") for row in shape.table.rows for cell in row.cells]
    return found


def audit(data: bytes, folder: Path) -> list[str]:
    path = folder / "deck.pptx"
    path.write_bytes(data)
    return faults(path)


@pytest.mark.parametrize("variant", ["investor", "medical"])
def test_the_sample_is_valid_and_the_same_twice(variant: str, tmp_path: Path) -> None:
    data = write_presentation(sample(variant), BRAND)
    assert data == write_presentation(sample(variant), BRAND)
    assert audit(data, tmp_path) == []


def test_a_part_that_is_not_valid_is_told_each_time(tmp_path: Path) -> None:
    with ZipFile(BytesIO(write_presentation(sample(), BRAND))) as old, ZipFile(tmp_path / "damaged.pptx", "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data.replace(b"<p:cSld", b"<p:nothing/><p:cSld", 1) if "slide2.xml" in name else data)
    first, again = (faults(tmp_path / "damaged.pptx") for _ in range(2))
    assert first == again
    assert "nothing" in "".join(first)


def test_reference_pptx_is_what_the_brand_makes(tmp_path: Path) -> None:
    data = reference_presentation(BRAND)
    assert data == (FOLDER / "reference.pptx").read_bytes()
    assert audit(data, tmp_path) == []
    assert [layout.name for layout in Presentation(BytesIO(data)).slide_layouts] == layout_names()


def test_every_text_of_the_deck_is_in_the_file() -> None:
    document = sample()
    presentation = reopened(document)
    for slide, written in zip(cut_deck(document, BRAND).slides, presentation.slides, strict=True):
        shown = texts_of(written)
        for shape in (slide.title, *slide.shapes):
            if isinstance(shape, TextShape):
                assert all(para.text in shown for para in shape.paras), shape
            elif isinstance(shape, Grid):
                assert all(cell.para.text in shown for row in shape.rows for cell in row.cells)
        assert written.slide_layout.name == slide.layout


def test_placeholders_are_filled_and_none_is_left_empty() -> None:
    for slide in reopened(sample()).slides:
        held = list(slide.placeholders)
        assert slide.shapes.title is not None
        for shape in held:
            assert not shape.has_text_frame or shape.text_frame.text.strip(), (slide.slide_layout.name, shape.name)
    kinds = {shape.placeholder_format.type.name for slide in reopened(sample()).slides for shape in slide.placeholders}
    assert {"TITLE", "BODY", "PICTURE", "TABLE", "FOOTER", "SLIDE_NUMBER"} <= kinds


def test_citations_are_superscript_and_lead_to_the_references() -> None:
    presentation = reopened(sample())
    references = next(slide for slide in presentation.slides if slide.shapes.title.text_frame.text == "References")
    xml = presentation.slides[2].part.blob.decode()
    assert 'baseline="30000"' in xml
    keys = set(re.findall(r'hlinkClick r:id="(rId\d+)" action="ppaction://hlinksldjump"', xml))
    targets = {presentation.slides[2].part.rels[key].target_part.partname for key in keys}
    assert targets == {references.part.partname}


def test_pictures_have_alt_text_and_decoration_has_none() -> None:
    for slide in reopened(sample()).slides:
        for shape in slide.shapes:
            description = shape._element.xpath(".//p:cNvPr")[0].get("descr")
            if shape._element.tag.endswith("}pic"):
                assert description.startswith("Chart ")
            else:
                assert description in (None, "")


def test_properties_come_from_the_document() -> None:
    properties = reopened(sample()).core_properties
    assert properties.title == "Oncology pipeline briefing"
    assert properties.author == properties.last_modified_by == "briefgen"
    assert properties.created == properties.modified == datetime(2025, 10, 31)
    assert properties.language == "en-GB"
    assert properties.keywords == "oncology, HS-20089"


def test_runs_carry_a_language_by_their_script() -> None:
    data = write_presentation(sample("investor", (h("Names"), Paragraph(t("Hansoh 翰森制药")))), BRAND)
    with ZipFile(BytesIO(data)) as archive:
        xml = archive.read("ppt/slides/slide2.xml").decode()
    assert 'lang="zh-CN"' in xml
    assert 'lang="en-GB"' in xml


def test_the_medical_foot_stands_on_every_slide() -> None:
    for slide in reopened(sample("medical")).slides:
        shown = texts_of(slide)
        assert "For healthcare professionals only. Not for promotional use." in shown
        assert any(text.startswith("Job code") for text in shown)


def test_a_layout_without_a_number_gives_slides_without_one(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / "brand")
    path = tmp_path / "brand" / "reference.pptx"
    template = Presentation(str(path))
    for layout in template.slide_layouts:
        for shape in list(layout.placeholders):
            if shape._element.find(".//{*}ph").get("type") == "sldNum":
                shape._element.getparent().remove(shape._element)
    template.save(str(path))
    deck = Presentation(BytesIO(write_presentation(sample(), read_brand(tmp_path / "brand", "brand"))))
    assert not [shape for slide in deck.slides for shape in slide.shapes if shape.name.startswith("Slide number")]


def test_a_low_title_of_a_company_s_layout_is_written_as_high_as_it_needs(tmp_path: Path) -> None:
    template = Presentation()
    template.slide_masters[0].placeholders[0].height = Inches(0.5)
    deck = Presentation(
        BytesIO(write_presentation(sample(blocks=tuple(summary())), brand_with(tmp_path, template, "slides.pptx")))
    )
    titles = [slide.shapes.title for slide in deck.slides]
    assert any(title._element.spPr.xfrm is not None and title.height > Inches(0.5) for title in titles)


def test_a_template_without_the_layout_is_a_problem(tmp_path: Path) -> None:
    folder = tmp_path / "brand"
    (folder / "fonts").mkdir(parents=True)
    for path in FOLDER.glob("fonts/*"):
        (folder / "fonts" / path.name).write_bytes(path.read_bytes())
    (folder / "_brand.yml").write_bytes((FOLDER / "_brand.yml").read_bytes())
    Presentation().save(str(folder / "reference.pptx"))
    with pytest.raises(ProblemsFoundError) as caught:
        write_presentation(sample(), read_brand(folder, "brand"))
    (problem,) = caught.value.problems
    assert problem.code == "missing-layout"
    assert "Title Slide" in problem.hint


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@example(["؛"])
@given(st.lists(st.text(max_size=60), min_size=1, max_size=4))
def test_any_text_survives_into_a_valid_file(tmp_path: Path, texts: list[str]) -> None:
    items = tuple(t(text) for text in texts)
    body = (h("Any"), BulletList(items), Table((t("A"),), tuple(Row((item,)) for item in items), ("left",)))
    data = write_presentation(sample("investor", body), BRAND)
    assert audit(data, tmp_path) == []
    shown = [unsteered(text) for slide in Presentation(BytesIO(data)).slides for text in texts_of(slide)]
    for text in texts:
        if text.isprintable():
            assert shown.count(text) >= 2 or not text


@pytest.mark.parametrize("variant", ["investor", "medical"])
def test_every_size_in_the_file_is_one_of_the_scale(variant: str) -> None:
    with ZipFile(BytesIO(write_presentation(sample(variant), BRAND))) as package:
        names = [name for name in package.namelist() if re.match(r"ppt/slides/slide\d+\.xml", name)]
        parts = [package.read(name).decode() for name in names]
    sizes = {int(found) / 100 for part in parts for found in re.findall(r'<a:(?:rPr|endParaRPr)[^>]* sz="(\d+)"', part)}
    assert sizes
    assert sizes <= set(SCALE)
