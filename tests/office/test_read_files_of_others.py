"""What is read of files that other programs wrote: text boxes, fields, symbols, comments in cells, parts that are gone."""

from __future__ import annotations

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

from briefgen.office.package import NoOfficeFileError, Package
from briefgen.office.read import contents_of
from support.office_files import edited


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
    ('<w:r NAMES><w:sym w:font="Symbol" w:char="F0B3"/><w:t>56%</w:t></w:r>', "³56%"),
])  # fmt: skip
def test_text_of_word_is_read_wherever_it_stands(xml: str, said: str) -> None:
    assert said in texts(paragraph(xml))


def test_a_slide_whose_part_is_gone_is_passed_over() -> None:
    deck = pptx.Presentation()
    for title in ("One", "Two"):
        deck.slides.add_slide(deck.slide_layouts[5]).shapes.title.text = title
    lost = edited(saved(deck), lambda parts: parts.pop("ppt/slides/slide1.xml") and None)
    assert "One" not in texts(lost)
    assert "Two" in texts(lost)


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
