"""What the document of a template said before is left out and told: notes, changes, comments, hidden text, links, slides."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pptx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree
from pptx.util import Emu, Inches

from briefgen.brand.brand_file import read_brand
from briefgen.reference.report import report
from briefgen.writers.powerpoint.writer import write_presentation
from briefgen.writers.word.writer import write_word
from support.office_files import unzipped
from support.slide_sample import sample as deck
from support.slide_sample import summary
from support.word_sample import body, h
from support.word_sample import sample as pages

ROOT = Path(__file__).parents[2]


def taken(folder: Path, kind: str, package: Any) -> tuple[list[str], bytes, dict[str, bytes]]:
    """What is told of a template, and everything that a document made with it holds."""
    place = folder / "brand"
    shutil.copytree(ROOT / "templates" / "brand", place)
    package.save(place / f"acme.{kind}")
    text = (ROOT / "templates" / "brand" / "_brand.yml").read_text()
    (place / "_brand.yml").write_text(f"{text}templates: {{{kind}: acme.{kind}}}\n")
    brand = read_brand(place, "templates/brand")
    told = [problem.message for problem in report(brand).problems]
    made = write_presentation(deck(blocks=tuple(summary())), brand) if kind == "pptx" else write_word(
        pages((h(1, "One"), body("Words."))), brand
    )  # fmt: skip
    parts = unzipped(made)
    return told, b"\n".join(name.encode() + data for name, data in parts.items()), parts


# --- pages -------------------------------------------------------------------------------------------------


def in_header(package: Any, xml: str) -> None:
    package.sections[0].header.paragraphs[0]._p.append(parse_xml(xml.replace(" ", f" {nsdecls('w')} ", 1)))


def tracked(package: Any) -> None:
    in_header(package, '<w:del w:id="1" w:author="Secret Author"><w:r><w:delText>SECRET</w:delText></w:r></w:del>')
    in_header(package, '<w:ins w:id="2" w:author="Secret Author"><w:r><w:t>put in</w:t></w:r></w:ins>')


def commented(package: Any) -> None:
    in_header(package, '<w:commentRangeStart w:id="77"/>')
    in_header(package, '<w:commentRangeEnd w:id="77"/>')


def hidden(package: Any) -> None:
    in_header(package, "<w:r ><w:rPr><w:vanish/></w:rPr><w:t>SECRET</w:t></w:r>")


def noted(package: Any) -> None:
    notes = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:t>SECRET</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, notes.encode(), package.part.package)
    part.relate_to(
        Part(PackURI("/word/media/secret.bin"), "image/png", b"SECRET", package.part.package), RELATIONSHIP_TYPE.IMAGE
    )
    package.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


OLD: dict[str, tuple[Callable[[Any], None], str]] = {
    "tracked changes": (tracked, "tracked changes and their authors of its old document"),
    "comments": (commented, "comments of its old document"),
    "hidden text": (hidden, "hidden text of its old document"),
    "notes": (noted, "footnotes of its old document"),
}


@pytest.mark.parametrize("name", OLD)
def test_what_the_old_document_of_a_word_template_said_is_left_out(name: str, tmp_path: Path) -> None:
    package = docx.Document()
    package.sections[0].header.paragraphs[0].text = "Acme Bio"
    change, said = OLD[name]
    change(package)
    told, made, _ = taken(tmp_path, "docx", package)
    assert any(said in message for message in told), told
    assert b"Acme Bio" in made
    for old in (b"SECRET", b"Secret Author", b"commentRange"):
        assert old not in made
    assert (name != "tracked changes") or b"put in" in made


def test_a_last_section_without_a_header_of_its_own_has_that_of_the_one_before(tmp_path: Path) -> None:
    package = docx.Document()
    package.sections[0].header.paragraphs[0].text = "Acme Bio, first section"
    package.add_section()
    _, made, _ = taken(tmp_path, "docx", package)
    assert b"Acme Bio, first section" in made


def test_a_template_written_from_the_right_gives_pages_that_are_written_from_the_left(tmp_path: Path) -> None:
    package = docx.Document()
    style = package.styles["Body Text"]._element
    properties = style.get_or_add_pPr()
    properties.append(parse_xml(f"<w:bidi {nsdecls('w')}/>"))
    properties.append(parse_xml(f'<w:jc {nsdecls("w")} w:val="right"/>'))
    style.get_or_add_rPr().append(parse_xml(f"<w:rtl {nsdecls('w')}/>"))
    parts = taken(tmp_path, "docx", package)[2]
    found = etree.fromstring(parts["word/styles.xml"])
    assert not list(found.iter(qn("w:bidi"), qn("w:rtl")))


def test_shapes_of_the_older_drawing_language_keep_their_place_free(tmp_path: Path) -> None:
    """A logo of old Word at the head of the page, 2 in high: the text begins below it."""
    package = docx.Document()
    plain = docx.Document()
    shape = (
        '<w:r xmlns:v="urn:schemas-microsoft-com:vml" ><w:pict><v:rect id="logo" style="position:absolute;'
        "margin-left:0;margin-top:10pt;width:300pt;height:144pt;mso-position-horizontal-relative:page;"
        'mso-position-vertical-relative:page;mso-position-horizontal:center" fillcolor="#5B2333"/></w:pict></w:r>'
    )
    package.sections[0].header.paragraphs[0]._p.append(parse_xml(shape.replace(" ><", f" {nsdecls('w')}><", 1)))
    tops = []
    for number, one in enumerate((plain, package)):
        (tmp_path / str(number)).mkdir()
        _, made, _ = taken(tmp_path / str(number), "docx", one)
        tops.append(int(made.split(b'w:top="')[-1].split(b'"')[0]))
    assert tops[1] > tops[0]


# --- slides ------------------------------------------------------------------------------------------------


def layouts(package: Any) -> list[Any]:
    return [package.slide_masters[0], *package.slide_layouts]


def test_hidden_shapes_and_data_of_add_ins_are_left_out(tmp_path: Path) -> None:
    package = pptx.Presentation()
    for layout in package.slide_layouts:
        picture = layout.shapes._spTree
        picture.append(etree.fromstring(
            '<p:sp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
            'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><p:nvSpPr><p:cNvPr id="90" name="SECRET" '
            'hidden="1"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr/></p:sp>'
        ))  # fmt: skip
        picture.append(etree.Comment("SECRET"))
    package.core_properties.comments = "SECRET"
    told, made, _ = taken(tmp_path, "pptx", package)
    assert any("hidden shapes" in message for message in told), told
    assert b'name="SECRET"' not in made


FEET: dict[str, dict[str, tuple[float, float, float, float] | None]] = {
    "a wide footer alone": {"ftr": (0.4, 7.0, 7.0, 0.4), "dt": None, "sldNum": (9.0, 7.0, 0.6, 0.4)},
    "a wide footer with the number inside": {"ftr": (0.4, 7.0, 9.2, 0.4), "dt": None, "sldNum": (9.0, 7.0, 0.6, 0.4)},
    "a wide footer without a number": {"ftr": (0.4, 7.0, 9.2, 0.4), "dt": None, "sldNum": None},
    "a high footer": {"ftr": (0.4, 6.7, 3.6, 0.7), "dt": None, "sldNum": None},
    "a high footer with a number": {"ftr": (0.4, 6.7, 3.6, 0.7), "dt": None, "sldNum": (9.0, 7.0, 0.6, 0.4)},
    "footer and date without a number": {"ftr": (0.4, 7.0, 4.5, 0.4), "dt": (5.2, 7.0, 2.8, 0.4), "sldNum": None},
    "a date alone": {"ftr": None, "dt": (0.4, 7.0, 2.8, 0.4), "sldNum": None},
    "a date and a number": {"ftr": None, "dt": (0.4, 7.0, 2.8, 0.4), "sldNum": (9.0, 7.0, 0.6, 0.4)},
}
"""Inches of what stands at the foot of each layout: x, y, width, height."""


@pytest.mark.parametrize("name", FEET)
def test_the_foot_stands_where_the_template_has_room_for_it(name: str, tmp_path: Path) -> None:
    package = pptx.Presentation()
    for owner in layouts(package):
        for shape in list(owner.placeholders):
            kind = shape._element.find(".//{*}ph").get("type")
            if kind not in ("ftr", "dt", "sldNum"):
                continue
            place = FEET[name][kind]
            if place is None:
                shape._element.getparent().remove(shape._element)
            else:
                shape.left, shape.top, shape.width, shape.height = (Inches(edge) for edge in place)
    taken(tmp_path, "pptx", package)
    made = pptx.Presentation(str(written_deck(tmp_path)))
    assert (made.slide_width, made.slide_height) == (Inches(10), Inches(7.5))
    for slide in made.slides:
        low = [shape for shape in slide.shapes if shape.top is not None and shape.top > Inches(6.6)]
        for index, one in enumerate(low):
            assert one.left >= 0
            assert one.left + one.width <= Inches(10) + Emu(1000)
            assert one.top + one.height <= Inches(7.5) + Emu(1000)
            for other in low[:index]:
                across = min(one.left + one.width, other.left + other.width) - max(one.left, other.left)
                down = min(one.top + one.height, other.top + other.height) - max(one.top, other.top)
                assert min(across, down) <= Inches(0.02), f"{one.name} stands on {other.name}"


def written_deck(folder: Path) -> Path:
    """A deck in the template of a folder."""
    brand = read_brand(folder / "brand", "templates/brand")
    file = folder / "made.pptx"
    file.write_bytes(write_presentation(deck(blocks=tuple(summary())), brand))
    return file
