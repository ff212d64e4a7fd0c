"""What is read of files that other programs wrote: text boxes, fields, symbols, comments in cells, parts that are gone."""

from __future__ import annotations

import pickle
import re
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pptx
import pytest
import xlsxwriter
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from briefgen.brand.brand_file import read_brand
from briefgen.document.blocks import Block, Paragraph
from briefgen.office.package import NoOfficeFileError, Package
from briefgen.office.read import contents_of
from briefgen.office.shown import shown_digest
from briefgen.writers.powerpoint.writer import write_presentation
from support.corporate.slides import _png
from support.office_files import edited, page
from support.slide_sample import h, sample, t


def texts(data: bytes) -> list[str]:
    return [passage.text for passage in contents_of(Package(data)).passages]


def saved(package: Any) -> bytes:
    out = BytesIO()
    package.save(out)
    return out.getvalue()


def paragraph(xml: str) -> bytes:
    document = docx.Document()
    names = f'{nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"'
    document.add_paragraph()._p.append(parse_xml(xml.replace("NAMES", names, 1)))
    return saved(document)


@pytest.mark.parametrize(("xml", "said"), [
    ('<w:r NAMES><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>In a box: 56%</w:t></w:r></w:p></w:txbxContent>'
     "</v:textbox></v:shape></w:pict></w:r>", "In a box: 56%"),
    ('<w:fldSimple NAMES w:instr=" QUOTE x "><w:r><w:t>of a field: 56%</w:t></w:r></w:fldSimple>', "of a field: 56%"),
    ('<w:smartTag NAMES w:element="x"><w:r><w:t>tagged: 56%</w:t></w:r></w:smartTag>', "tagged: 56%"),
    ('<w:r NAMES><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r>'
     "<w:t>Box in a box: 56%</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p></w:txbxContent>"
     "</v:textbox></v:shape></w:pict></w:r>", "Box in a box: 56%"),
    ('<w:r NAMES><w:fldChar w:fldCharType="end"/><w:t>behind no field: 56%</w:t></w:r>', "behind no field: 56%"),
    ('<w:r NAMES><w:fldChar w:fldCharType="begin"/><w:t>code</w:t><w:fldChar w:fldCharType="separate"/><w:t>result: 56%</w:t>'
     '<w:fldChar w:fldCharType="end"/></w:r>', "result: 56%"),
    ('<w:r NAMES><w:sym w:font="Symbol" w:char="F0B3"/><w:t>56%</w:t></w:r>', "³56%"),
])  # fmt: skip
def test_text_of_word_is_read_wherever_it_stands(xml: str, said: str) -> None:
    assert texts(paragraph(xml)).count(said) == 1


def test_a_slide_whose_part_is_gone_is_passed_over() -> None:
    deck = pptx.Presentation()
    for title in ("One", "Two"):
        deck.slides.add_slide(deck.slide_layouts[5]).shapes.title.text = title
    lost = edited(saved(deck), lambda parts: parts.pop("ppt/slides/slide1.xml") and None)
    assert "One" not in texts(lost)
    assert "Two" in texts(lost)


def test_a_table_whose_first_row_is_shorter_and_a_picture_without_a_file_are_read() -> None:
    deck = pptx.Presentation()
    shapes = deck.slides.add_slide(deck.slide_layouts[5]).shapes
    table = shapes.add_table(2, 2, 0, 0, 9_144_000, 914_400).table
    for row, column, said in ((0, 0, "Trial"), (1, 0, "PEAK-1"), (1, 1, "56%")):
        table.cell(row, column).text = said
    first = table._tbl.tr_lst[0]
    first.remove(first.tc_lst[1])
    shapes.add_picture(BytesIO(_png("5B2333")), 0, 0)

    def unlinked(parts: dict[str, bytes]) -> None:
        parts["ppt/slides/slide1.xml"] = re.sub(rb'r:embed="\w+"', b'r:embed=""', parts["ppt/slides/slide1.xml"])

    contents = contents_of(Package(edited(saved(deck), unlinked)))
    assert {"Trial", "PEAK-1", "56%"} <= {passage.text for passage in contents.passages}
    assert contents.pictures == {}


def test_a_chapter_of_a_deck_is_read_with_what_only_numbers_in_it() -> None:
    brand = read_brand(Path("templates/brand"), "templates/brand")
    blocks: list[Block] = []
    for chapter in "ABC":
        blocks += [h(f"Chapter {chapter}", level=1)]
        for slide in range(5):
            blocks += [h(f"{chapter}{slide}"), Paragraph(t("Words."))]
    passages = contents_of(Package(write_presentation(sample(blocks=tuple(blocks)), brand))).passages
    assert [one.text for one in passages if one.kind == "chapter number"] == ["1", "2", "3"]
    (led,) = (one for one in passages if one.text == "Slide 3" and one.place.area == "slide")
    assert led.furniture == ((0, 7, "slide number"),)


def test_a_workbook_without_styles_and_with_an_empty_footer_is_read() -> None:
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("Trials")
        sheet.write("A1", 0.56)
        sheet.set_header("&CTrials 2025")

    def bare(parts: dict[str, bytes]) -> None:
        parts.pop("xl/styles.xml")
        page = "xl/worksheets/sheet1.xml"
        parts[page] = parts[page].replace(b"</oddHeader>", b"</oddHeader><oddFooter></oddFooter>")

    read = texts(edited(out.getvalue(), bare))
    assert {"0.56", "Trials 2025"} <= set(read)


@pytest.mark.parametrize(("name", "one", "other"), [
    ("image1.jpeg", b"\xff\xd8one", b"\xff\xd8two"),
    ("image1.png", b"\x89PNG\r\n\x1a\n\0\0\0\x04IDATnone\0\0\0\0", b"\x89PNG\r\n\x1a\n\0\0\0\x04IDATmore\0\0\0\0"),
])  # fmt: skip
def test_pictures_of_other_kinds_and_broken_ones_are_told_apart_by_their_bytes(
    name: str, one: bytes, other: bytes
) -> None:
    packages = [Package(page(**{f"word/media/{name}": data})) for data in (one, one, other)]
    first, same, third = (shown_digest(package, contents_of(package)) for package in packages)
    assert first == same != third


def test_what_is_wrong_with_a_file_travels_from_process_to_process() -> None:
    error = pickle.loads(pickle.dumps(NoOfficeFileError("is damaged", "get a fresh copy of it")))
    assert (error.reason, error.hint) == ("is damaged", "get a fresh copy of it")


def test_cells_are_read_as_they_are_shown_with_their_comments() -> None:
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("Trials")
        sheet.write("A1", "ORR")
        sheet.write_boolean("A2", True)
        sheet.write_number("A3", 0.56, book.add_format({"num_format": "0%"}))
        sheet.write_comment("A1", "Looked up again: 57%")
        sheet.set_header("&CTrials 2025")
    read = texts(out.getvalue())
    for said in ("ORR", "TRUE", "56%", "Trials 2025"):
        assert said in read, read
    assert any("Looked up again: 57%" in text for text in read)
    page = "xl/worksheets/sheet1.xml"
    typed = re.compile(rb"<v>0\.56\d*</v>")
    odd = edited(out.getvalue(), lambda parts: parts.update({page: typed.sub(b"<v>none</v>", parts[page])}))
    assert "none" in texts(odd)
    bare = edited(out.getvalue(), lambda parts: parts.pop("xl/worksheets/sheet1.xml") and None)
    assert "ORR" not in texts(bare)


def test_numbers_that_no_program_writes_are_refused() -> None:
    with pytest.raises(NoOfficeFileError, match="numbers that no Office program writes"):
        texts(paragraph('<w:r NAMES><w:sym w:font="Symbol" w:char="many"/></w:r>'))


def test_folders_in_an_archive_are_no_parts(tmp_path: Path) -> None:
    from zipfile import ZipFile

    file = tmp_path / "with folders.docx"
    file.write_bytes(saved(docx.Document()))
    with ZipFile(file, "a") as archive:
        archive.writestr("word/extra/", "")
    assert "word/extra/" not in Package(file.read_bytes()).parts


def test_a_part_that_is_not_there_is_named() -> None:
    with pytest.raises(NoOfficeFileError, match=r"lacks word/none\.xml"):
        Package(saved(docx.Document())).read("word/none.xml")
