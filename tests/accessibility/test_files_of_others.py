"""Files that somebody else made: what their tables, pictures, links and colours do to a reader is found in them too."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pptx
import pytest
import xlsxwriter
from docx.oxml import parse_xml as word_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from pptx.dml.color import RGBColor
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls as ooxml
from pptx.util import Inches

from briefgen.accessibility import NoOfficeFileError, check_accessibility
from briefgen.accessibility.violation import Violation
from support.office_files import edited

PICTURE = str(Path(__file__).parents[2] / "docs" / "deck-slide.png")


def found(package: Any, *changes: tuple[str, str, str]) -> list[tuple[str, str]]:
    """The code and the message of what is wrong with a file, some patterns in parts of it replaced."""
    out = BytesIO()
    package.save(out)

    def change(parts: dict[str, bytes]) -> None:
        for name, old, new in changes:
            text, times = re.subn(old, new, parts[name].decode(), flags=re.DOTALL)
            assert times, old
            parts[name] = text.encode()

    return [(one.code, one.message) for one in check_accessibility(BytesIO(edited(out.getvalue(), change)))]


# --- workbooks ---------------------------------------------------------------------------------------------


def test_a_workbook_is_read_sheet_by_sheet() -> None:
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        plain, named = book.add_worksheet(), book.add_worksheet("Trials")
        plain.merge_range("A1:B1", "ASTRUM-005")
        for sheet in (plain, named):
            sheet.autofilter("A2:B9")
        named.repeat_rows(0)
        named.insert_image("A12", PICTURE, {"description": "A slide"})
        named.insert_image("A40", PICTURE)
    name = "xl/drawings/drawing1.xml"
    data = edited(
        out.getvalue(), lambda parts: parts.update({name: parts[name].replace(b' descr="deck-slide.png"', b"")})
    )
    assert check_accessibility(BytesIO(data)) == (
        Violation("language", "properties", "the workbook does not say its language", "set dc:language"),
        Violation("sheet-name", "sheet 'Sheet1'", "has no name of its own", "say what stands on it"),
        Violation("table-header", "sheet 'Sheet1'", "its head is not repeated", "Page Layout, Print Titles: rows to repeat"),
        Violation("table-merged", "sheet 'Sheet1'", "has merged cells", "put each value into a cell of its own"),
        Violation("alt-text", "sheet 'Trials'", "has no alternative text", "say in its alternative text what it shows", "'Picture 2'"),
    )  # fmt: skip


def test_a_sheet_without_its_part_is_passed_over() -> None:
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet("Deals")
    lost = edited(out.getvalue(), lambda parts: parts.pop("xl/worksheets/sheet1.xml") and None)
    assert [one.code for one in check_accessibility(BytesIO(lost))] == ["language"]


# --- pages -------------------------------------------------------------------------------------------------


def pages() -> Any:
    document = docx.Document()
    document.core_properties.language = "en-GB"
    document.add_heading("Results", 1)
    return document


def shade(run: Any, val: str, fill: str) -> None:
    run._element.get_or_add_rPr().append(word_xml(f'<w:shd {nsdecls("w")} w:val="{val}" w:fill="{fill}"/>'))


def test_a_picture_that_floats_has_no_place_in_the_text() -> None:
    document = pages()
    document.add_picture(PICTURE, width=Pt(90))
    described = ("word/document.xml", r'(<wp:docPr [^>]*name="[^"]*")', r'\1 descr="A slide"')
    floats = ("word/document.xml", r"(</?wp:)inline", r"\1anchor")
    assert found(document, described) == []
    assert found(document, described, floats) == [("reading-order", "floats, its place in the text is not clear")]


def table_of(document: Any) -> Any:
    table = document.add_table(2, 2, "Table Grid")
    for cell, text in zip((cell for row in table.rows for cell in row.cells), ("ORR", "OS", "56%", ""), strict=True):
        cell.text = text
    return table


def test_a_coloured_cell_says_in_words_what_it_means() -> None:
    document = pages()
    last = table_of(document).cell(1, 1)._element.get_or_add_tcPr()
    last.append(word_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="A12B2B"/>'))
    codes = [code for code, _ in found(document)]
    assert "colour-alone" in codes


def test_a_table_without_a_look_has_no_header_row() -> None:
    document = pages()
    table_of(document)
    bare = ("word/document.xml", r"<w:tblLook [^>]*/>", "")
    assert ("table-header", "has no header row or column") in found(document, bare)


def test_the_size_of_text_may_be_that_of_its_table() -> None:
    document = pages()
    table_of(document)
    small = ("word/styles.xml", r'(w:styleId="TableGrid">.*?)(<w:tblPr>)', r'\1<w:rPr><w:sz w:val="12"/></w:rPr>\2')
    assert any(code == "small-text" and "6 pt" in said for code, said in found(document, small))


@pytest.mark.parametrize(
    ("val", "fill", "codes"),
    [("clear", "FFFF00", ["contrast"]), ("clear", "auto", ["contrast"]), ("pct50", "FFFF00", [])],
)
def test_only_a_plain_ground_has_a_contrast(val: str, fill: str, codes: list[str]) -> None:
    document = pages()
    run = document.add_paragraph().add_run("ORR 56%")
    run.font.color.rgb = docx.shared.RGBColor(0xFF, 0xF0, 0x80)
    shade(run, val, fill)
    assert [code for code, _ in found(document)] == codes


# --- slides ------------------------------------------------------------------------------------------------

SLIDE = "ppt/slides/slide1.xml"


def deck(layout: int = 5) -> tuple[Any, Any]:
    """A deck of PowerPoint's own template with one slide, and the slide."""
    package = pptx.Presentation()
    package.core_properties.language = "en-GB"
    slide = package.slides.add_slide(package.slide_layouts[layout])
    slide.shapes.title.text = "Results"
    return package, slide


def box(slide: Any, text: str, x: float, y: float, w: float = 3.0, h: float = 0.6) -> Any:
    shape = slide.shapes.add_textbox(Inches(x), Inches(y), Inches(w), Inches(h))
    shape.text_frame.text = text
    return shape


def said(package: Any, *changes: tuple[str, str, str]) -> list[str]:
    """What is found, but for languages, of which PowerPoint's own template says nothing."""
    return [f"{code}: {message}" for code, message in found(package, *changes) if code != "language"]


@pytest.mark.parametrize(("second", "how"), [((1.0, 2.0), "above"), ((0.2, 4.0), "left of")])
def test_what_stands_first_is_read_first(second: tuple[float, float], how: str) -> None:
    package, slide = deck()
    box(slide, "read first", 4.0 if how == "left of" else 1.0, 4.0)
    box(slide, "read second", *second)
    assert said(package) == [f"reading-order: stands {how} 'TextBox 2' but is read after it"]


def test_a_coloured_cell_of_a_slide_says_in_words_what_it_means() -> None:
    package, slide = deck()
    table = slide.shapes.add_table(2, 2, Inches(1), Inches(2), Inches(5), Inches(1)).table
    for at, text in (((0, 0), "ORR"), ((0, 1), "OS"), ((1, 0), "56%")):
        table.cell(*at).text = text
    table.cell(1, 1).fill.solid()
    table.cell(1, 1).fill.fore_color.rgb = RGBColor(0xA1, 0x2B, 0x2B)
    assert "colour-alone: row 2 has a coloured cell without text" in said(package)


def test_a_picture_is_decorative_or_has_words() -> None:
    package, slide = deck()
    picture = slide.shapes.add_picture(PICTURE, Inches(1), Inches(2), Inches(2))
    picture._element.nvPicPr.cNvPr.set("descr", "A slide of the deck")
    marked = (
        '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
        'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
    )
    assert said(package) == []
    change = (SLIDE, r'(<p:cNvPr [^>]*descr="A slide of the deck"[^>]*?)/>', rf"\1>{marked}</p:cNvPr>")
    assert said(package, change) == ["alt-text: is marked decorative and has alternative text"]


def pale(slide: Any) -> Any:
    """A text in a grey that white does not bear."""
    shape = box(slide, "ORR 56%", 1, 3)
    shape.text_frame.paragraphs[0].runs[0].font.color.rgb = RGBColor(0xC8, 0xD1, 0xDA)
    return shape


def test_pale_text_is_found_on_plain_paper_and_not_on_what_has_no_colour_of_its_own() -> None:
    package, slide = deck()
    pale(slide)
    assert [one.partition(":")[0] for one in said(package)] == ["contrast"]
    slide.background.fill.solid()
    slide.background.fill.fore_color.rgb = RGBColor(0x15, 0x1D, 0x2B)
    assert not [one for one in said(package) if "C8D1DA" in one]


def test_what_has_no_colour_of_its_own_behind_text_makes_no_contrast() -> None:
    package, slide = deck()
    behind = slide.shapes.add_shape(1, Inches(0.5), Inches(2.5), Inches(6), Inches(2))
    behind._element.nvSpPr.cNvPr.set("descr", "A ground")
    behind.fill.patterned()
    pale(slide)
    assert said(package) == []
    unknown = ("ppt/slideMasters/slideMaster1.xml", r"<p:bg>.*?</p:bg>", "")
    package, slide = deck()
    pale(slide)
    assert said(package, unknown) == []


def test_white_words_of_a_cell_stand_on_what_is_behind_them_whatever_breaks_below_them() -> None:
    cases: tuple[tuple[int, list[str]], ...] = ((1, []), (5, ["contrast"]))
    for across, codes in cases:
        package, slide = deck()
        pill = slide.shapes.add_shape(1, Inches(across), Inches(2.02), Inches(1.6), Inches(0.22))
        pill._element.nvSpPr.cNvPr.set("descr", "A ground")
        pill.fill.solid()
        pill.fill.fore_color.rgb = RGBColor(0x0F, 0x2A, 0x47)
        table = slide.shapes.add_table(2, 2, Inches(1), Inches(1.6), Inches(3.2), Inches(1.2)).table
        table.rows[0].height, table.rows[1].height = Inches(0.4), Inches(0.8)
        for row in table._tbl.tr_lst:
            for cell in row.tc_lst:
                cell.get_or_add_tcPr().append(parse_xml(f"<a:noFill {ooxml('a')}/>"))
        words = table.cell(1, 0).text_frame.paragraphs[0]
        for text, color in (("Filed", "FFFFFF"), ("complete response letter, 28 Apr 2025", "1A2632")):
            run = words.add_run()
            run.text, run.font.size, run.font.color.rgb = text, Pt(10.5), RGBColor.from_string(color)
            run._r.get_or_add_rPr().set("lang", "en-GB")
            if text == "Filed":
                words.add_line_break()
        assert [one for one in (code.partition(":")[0] for code in said(package)) if one == "contrast"] == codes


def test_a_link_may_keep_the_colour_of_its_text() -> None:
    package, slide = deck()
    run = pale(slide).text_frame.paragraphs[0].runs[0]
    run.hyperlink.address = "https://example.org"
    assert not [one for one in said(package) if "C8D1DA" in one]
    keeps = (
        '<a:extLst><a:ext uri="{A12FA001-AC4F-418D-AE19-62706E023703}"><ahyp:hlinkClr '
        'xmlns:ahyp="http://schemas.microsoft.com/office/drawing/2018/hyperlinkcolor" val="tx"/></a:ext></a:extLst>'
    )
    change = (SLIDE, r"(<a:hlinkClick [^>]*?)/>", rf"\1>{keeps}</a:hlinkClick>")
    assert [one for one in said(package, change) if "C8D1DA" in one]


def test_text_whose_colour_nobody_gives_is_that_of_the_theme() -> None:
    package, slide = deck()
    box(slide, "ORR 56%", 1, 3)
    bare = ("ppt/presentation.xml", r"<p:defaultTextStyle>.*?</p:defaultTextStyle>", "")
    master = ("ppt/slideMasters/slideMaster1.xml", r"<p:otherStyle>.*?</p:otherStyle>", "")
    theme = ("ppt/theme/theme1.xml", r"<a:dk1>.*?</a:dk1>", '<a:dk1><a:srgbClr val="F5F5F5"/></a:dk1>')
    assert any("#F5F5F5" in one for one in said(package, bare, master, theme))


def test_groups_and_boxes_that_say_less_than_they_should_stop_nothing() -> None:
    package, slide = deck()
    group = slide.shapes.add_group_shape([box(slide, "ORR 56%", 1, 3)])
    assert group.shapes
    assert said(package) == []
    for change in (
        (SLIDE, r"<a:chExt [^>]*/>", '<a:chExt cx="0" cy="0"/>'),
        (SLIDE, r"<a:chExt [^>]*/>", ""),
        (SLIDE, r'(<p:cNvSpPr txBox="1"/>.*?)<a:ext [^>]*/>', r"\1"),
        ("ppt/presentation.xml", r"<p:sldSz [^>]*/>", ""),
    ):
        assert said(package, change) == []


def test_a_placeholder_of_no_layout_has_no_place() -> None:
    package, _ = deck()
    odd = (SLIDE, r'<p:ph type="title"/>', '<p:ph type="chart" idx="77"/>')
    assert any("slide-title" in one for one in said(package, odd))


def test_numbers_that_no_program_writes_are_refused() -> None:
    package, slide = deck()
    box(slide, "ORR 56%", 1, 3)
    with pytest.raises(NoOfficeFileError, match="numbers that no Office program writes"):
        said(package, (SLIDE, r'<a:off x="914400"', '<a:off x="much"'))
