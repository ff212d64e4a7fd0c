"""Typefaces: text and headings are each measured in their own, lines of pages are as high as it sets them."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from briefgen.brand.brand import ARIAL_LINE, Face
from briefgen.brand.brand_file import read_brand
from briefgen.brand.fonts import SCRIPTS_APART, width
from briefgen.deck.shapes import Para, Run
from briefgen.deck.text import line_width
from briefgen.reference.typefaces import line_of, own_faces, set_in
from briefgen.reference.word_styles import line_of as line_of_style
from briefgen.reference.word_template import examined_word
from briefgen.writers.word.looks import ruler
from support.corporate import brand_with
from support.whole_files import BRAND

HERE = Path(__file__).parents[2] / "templates" / "brand"


def test_headings_of_another_typeface_are_as_wide_as_it_and_text_is_not() -> None:
    brand = own_faces(replace(BRAND, headings="Verdana"))
    assert (brand.face, brand.heads.stretch, brand.headed.face) == (Face(), 1.18, brand.heads)
    line = Para((Run("Overall survival", bold=True),), 12.0)
    text, head = (line_width(replace(line, heading=heading), brand) for heading in (False, True))
    assert text == line_width(line, BRAND)
    assert head == pytest.approx(1.18 * text)
    assert own_faces(BRAND) is BRAND
    assert BRAND.headed is BRAND


def test_a_typeface_that_is_known_is_as_wide_as_it_is_also_where_another_stands_for_it() -> None:
    assert (
        own_faces(replace(BRAND, family="Verdana", measured_with=("Verdana", "Liberation Sans"))).face.stretch == 1.18
    )
    assert own_faces(replace(BRAND, family="Acme", measured_with=("Acme", "Liberation Sans"))).face.stretch == 1.0
    assert set_in(BRAND, ("Acme",)).face.stretch == 1.12


def test_lines_are_as_high_as_their_typeface_sets_them(tmp_path: Path) -> None:
    shutil.copytree(HERE, tmp_path / "brand")
    fonts = tmp_path / "brand" / "fonts"
    shutil.copy(fonts / "LiberationSans-Regular.ttf", fonts / "AcmeSans-Regular.ttf")
    brand = read_brand(tmp_path / "brand", "brand")
    assert [line_of(brand, family) for family in ("Acme Sans", "Calibri", "Nobody")] == [ARIAL_LINE, 1.221, ARIAL_LINE]
    calibri = set_in(brand, ("Calibri",))
    heights = [line_of_style("Body Text", one) * one.face.line for one in (brand, calibri)]
    assert heights == pytest.approx([1.45 * 240] * 2, abs=1)
    assert line_of_style("Figure", calibri) == 240, "less would cut the picture that stands on the line"


def test_scripts_that_meet_have_the_room_that_some_programs_set_between_them() -> None:
    alone = width(BRAND, "\u9752\u8299", 72) + width(BRAND, "is", 72) + width(BRAND, " ", 72)
    assert width(BRAND, "\u9752\u8299 is", 72) == pytest.approx(alone + SCRIPTS_APART)
    apart = 2 * width(BRAND, "is", 72) + width(BRAND, "\u9752\u8299", 72) + 2 * SCRIPTS_APART
    assert width(BRAND, "is\u9752\u8299is", 72) == pytest.approx(apart)
    dash = width(BRAND, "\u2014", 72)
    assert width(BRAND, "\u9752\u2014\u8299", 72) == pytest.approx(2 + dash), "a dash is of both"


def _serif_headings(package: Any) -> None:
    look = package.styles["Heading 1"].element.get_or_add_rPr()
    for fonts in look.findall(qn("w:rFonts")):
        look.remove(fonts)
    look.insert(0, parse_xml(f'<w:rFonts {nsdecls("w")} w:ascii="Verdana" w:hAnsi="Verdana"/>'))


def test_headings_of_a_template_are_measured_in_their_typeface_and_its_defaults_count(tmp_path: Path) -> None:
    package = docx.Document()
    _serif_headings(package)
    template = examined_word(brand_with(tmp_path, package, "pages.docx"))
    rule = ruler(template.brand, template.package.part.styles.element)
    assert rule.brand_of(rule.looks[template.styles["Heading 1"]]).face.stretch == 1.18
    assert rule.brand_of(rule.looks[template.styles["Key Point"]]).face == template.brand.face
    assert template.brand.face.stretch == pytest.approx(0.98), "Cambria"
    assert (rule.plain.size, rule.plain.after) == (11, 10), "what its defaults say"
    table = template.package.part.styles.element
    for defaults in table.findall(qn("w:docDefaults")):
        table.remove(defaults)
    for style in table.xpath("./w:style[@w:default='1']"):
        style.attrib.pop(qn("w:default"))
    assert ruler(template.brand, table).plain.after == 0
