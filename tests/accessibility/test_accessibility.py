"""The audit finds what a reader who listens, enlarges or sees no colours would miss; our own files have none of it."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation
from pptx.util import Inches, Pt

from briefgen.accessibility import NoOfficeFileError, audit_files, check_accessibility
from briefgen.brand.colour import contrast
from briefgen.cli.main import main
from support.real_project import built_paths
from support.sampling import sampled
from support.slide_sample import stand_in_charts
from support.whole_files import BRAND, damaged, swapped, whole

PATHS = built_paths()


@pytest.fixture(autouse=True)
def _charts(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in_charts(monkeypatch)


@pytest.mark.parametrize("path", sampled(PATHS, 3))
def test_our_own_files_have_no_violations(built: Path, path: str):
    assert [str(violation) for violation in check_accessibility(built / "2025-Q4" / path)] == []


@pytest.mark.parametrize("suffix", [".docx", ".pptx"])
def test_the_undamaged_file_is_fine(tmp_path: Path, suffix: str):
    file = tmp_path / f"whole{suffix}"
    file.write_bytes(whole(suffix))
    assert check_accessibility(file) == ()


def _title_last(text: str) -> str:
    """The first shape, which is the title, moved to the end."""
    shape = re.search(r"<p:sp>.*?</p:sp>", text, re.DOTALL)
    assert shape
    return text.replace(shape.group(), "", 1).replace("</p:spTree>", f"{shape.group()}</p:spTree>")


SLIDE = r"ppt/slides/slide3\.xml"
EVERY_SLIDE = r"ppt/slides/slide\d+\.xml"
SLIDE_DAMAGES = {
    "no alternative text": (EVERY_SLIDE, swapped(r'( name="Chart \d+") descr="[^"]*"', r"\1"), "alt-text"),
    "a long alternative text": (EVERY_SLIDE, swapped(r'descr="Chart[^"]*"', f'descr="{"x" * 501}"'), "alt-text"),
    "no title": (SLIDE, swapped(r'<p:ph type="title"/>', ""), "slide-title"),
    "title read last": (SLIDE, _title_last, "reading-order"),
    "no header row": (EVERY_SLIDE, swapped(r' first(Row|Col)="1"', "", 9), "table-header"),
    "no language": (r"docProps/core\.xml", swapped(r"<dc:language>.*?</dc:language>", ""), "language"),
    "text without language": (SLIDE, swapped(r'(<a:rPr) lang="[^"]*"', r"\1"), "language"),
    "small text": (SLIDE, swapped(r' sz="\d+"', ' sz="800"'), "small-text"),
    "pale text": (
        SLIDE,
        swapped(r'(<a:rPr [^>]*><a:solidFill>)<a:schemeClr val="tx2"/>', r'\1<a:srgbClr val="C8D1DA"/>'),
        "contrast",
    ),
    "a link without text": (EVERY_SLIDE, swapped(r"(<a:hlinkClick.{1,500}?<a:t>)[^<]*", r"\1"), "link-text"),
    "a mute coloured shape": (
        SLIDE,
        swapped(
            r"</p:spTree>",
            '<p:sp><p:nvSpPr><p:cNvPr id="99" name="Lamp"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm>'
            '<a:off x="0" y="0"/><a:ext cx="9" cy="9"/></a:xfrm><a:solidFill><a:srgbClr val="A12B2B"/></a:solidFill>'
            "</p:spPr></p:sp></p:spTree>",
        ),
        "colour-alone",
    ),
}


@pytest.mark.parametrize("damage", SLIDE_DAMAGES)
def test_damage_to_slides_is_found(damage: str):
    part, change, code = SLIDE_DAMAGES[damage]
    found = check_accessibility(BytesIO(damaged(".pptx", part, change)))
    assert {violation.code for violation in found} == {code}
    assert code == "language" or all(violation.slide for violation in found)


def test_titles_that_repeat_are_found():
    change = swapped(
        r'(<p:ph type="title"/>.*?<a:p>.*?)<a:r>.*?(<a:endParaRPr)',
        r'\1<a:r><a:rPr lang="en-GB" sz="2600"/><a:t>Same</a:t></a:r>\2',
    )
    found = check_accessibility(BytesIO(damaged(".pptx", r"ppt/slides/slide[34]\.xml", change)))
    assert [(v.code, v.slide) for v in found] == [("slide-title", 3), ("slide-title", 4)]


BODY = r"word/document\.xml"
PAGE_DAMAGES = {
    "a skipped level": (BODY, swapped(r'w:val="Heading2"', 'w:val="Heading3"'), "heading-level"),
    "an empty heading": (BODY, swapped(r'(w:val="Heading2"/></w:pPr>).*?</w:p>', r"\1</w:p>"), "heading-level"),
    "no headings": (BODY, swapped(r'w:val="Heading\d"|<w:outlineLvl w:val="0"/>', 'w:val="BodyText"', 999), "heading-level"),
    "a header row that is not repeated": (BODY, swapped("<w:tblHeader/>", ""), "table-header"),
    "a header row that is not marked": (BODY, swapped('<w:tblLook w:val="0420"/>', '<w:tblLook w:val="0400"/>'), "table-header"),
    "no language": (r"word/styles\.xml", swapped(r"<w:lang [^>]*>", "", 99), "language"),
    "small text": (r"word/styles\.xml", swapped(r'(w:styleId="BodyText".*?<w:sz w:val=)"\d+"', r'\1"15"'), "small-text"),
    "pale text": (r"word/styles\.xml", swapped(r'(w:styleId="BodyText".*?<w:color w:val=)"\w+"', r'\1"8593A0"'), "contrast"),
    "a link without text": (BODY, swapped(r"(<w:hyperlink [^>]*>).*?</w:hyperlink>", r"\1</w:hyperlink>"), "link-text"),
}  # fmt: skip


@pytest.mark.parametrize("damage", PAGE_DAMAGES)
def test_damage_to_pages_is_found(damage: str):
    part, change, code = PAGE_DAMAGES[damage]
    found = check_accessibility(BytesIO(damaged(".docx", part, change)))
    assert {violation.code for violation in found} == {code}


def test_pictures_in_word_need_alternative_text(built: Path, tmp_path: Path):
    source = built / "2025-Q4" / "quarterly-briefing" / "henlius.docx"
    file = tmp_path / "figures.docx"
    with ZipFile(source) as old, ZipFile(file, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(
                name, re.sub(rb'(<wp:docPr [^>]*) descr="[^"]*"', rb"\1", data) if name == "word/document.xml" else data
            )
    found = check_accessibility(file)
    assert {violation.code for violation in found} == {"alt-text"}
    assert found[0].shape == "figure 1"


# --- files that are none -----------------------------------------------------------------------------------

ENTITY = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({}, "is no Word document, PowerPoint presentation or Excel workbook"),
        ({"word/document.xml": "<broken"}, "broken XML"),
        ({"word/document.xml": ENTITY}, "declares a document type"),
        ({"ppt/presentation.xml": "<a/>", "ppt/_rels/presentation.xml.rels": "no"}, "broken XML"),
    ],
)
def test_hostile_files_are_refused(tmp_path: Path, members: dict[str, str], reason: str):
    file = tmp_path / "odd.docx"
    with ZipFile(file, "w") as package:
        for name, text in members.items():
            package.writestr(name, text)
    with pytest.raises(NoOfficeFileError, match=reason):
        check_accessibility(file)


def test_a_truncated_file_is_a_problem_not_a_traceback(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    file = tmp_path / "cut.pptx"
    file.write_bytes(whole(".pptx")[:5000])
    assert main(["accessibility", str(file)]) == 1
    assert "unreadable" in capsys.readouterr().err


def test_a_folder_is_searched(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "deck.pptx").write_bytes(whole(".pptx"))
    (tmp_path / "~$deck.pptx").write_bytes(b"lock")
    (tmp_path / "notes.txt").write_text("no Office file")
    files, problems = audit_files([tmp_path])
    assert [file.name for file in files] == ["deck.pptx"]
    assert problems == ()
    assert main(["accessibility", str(tmp_path)]) == 0
    assert "1 file, 0 problems" in capsys.readouterr().err


# --- contrast ----------------------------------------------------------------------------------------------


def test_contrast_is_that_of_wcag():
    assert contrast("000000", "FFFFFF") == 21
    assert round(contrast("767676", "FFFFFF"), 2) == 4.54
    assert round(contrast("FFFFFF", BRAND.color("phase_3")), 1) == 4.8


def test_letters_of_a_lower_slide_are_shown_larger() -> None:
    deck = Presentation(BytesIO(whole(".pptx")))
    text = next(shape.text_frame for shape in deck.slides[1].shapes if shape.has_text_frame and shape.text_frame.text)
    text.paragraphs[0].runs[0].font.size = Pt(7)
    for tall, small in ((7.5, True), (5.625, False)):
        deck.slide_height = Inches(tall)
        out = BytesIO()
        deck.save(out)
        assert [v.code for v in check_accessibility(BytesIO(out.getvalue())) if v.code == "small-text"] == [
            "small-text"
        ] * small


COLOURS = st.integers(0, 0xFFFFFF).map("{:06X}".format)


@given(COLOURS, COLOURS)
def test_contrast_has_no_direction(one: str, other: str):
    assert 1 <= contrast(one, other) == contrast(other, one) <= 21
