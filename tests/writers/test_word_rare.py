"""What Word documents rarely hold: empty panels and rails, chains that no page holds, templates without what most have."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Inches

from briefgen.brand.brand_file import read_brand
from briefgen.document.blocks import (
    Block,
    Column,
    Columns,
    Front,
    NumberedList,
    Panel,
    Panels,
    Paragraph,
    Rail,
    Statement,
    Table,
)
from briefgen.document.document import ShortForm
from briefgen.writers.word.writer import write_word
from support.corporate import brand_with
from support.corporate.slides import _png
from support.word_sample import body, entry, h, sample, t

FOLDER = Path(__file__).parents[2] / "templates" / "brand"
BRAND = read_brand(FOLDER, "templates/brand")
COVER = Front((Paragraph(t("LUMEN met its OS endpoint")),))


def written(*blocks: Block) -> Any:
    return docx.Document(BytesIO(write_word(sample(blocks), BRAND)))


def texts(package: Any) -> list[str]:
    return ["".join(node.text or "" for node in p.iter(qn("w:t"))) for p in package.element.body.iter(qn("w:p"))]


# --- blocks ------------------------------------------------------------------------------------------------


def test_a_rail_in_a_column_is_written_with_the_column() -> None:
    found = texts(written(h(2, "One"), Columns((Column((body("Left."),)), Column((Rail((body("In the rail."),)),))))))
    assert found.index("Left.") < found.index("In the rail.")


def test_a_rail_that_is_left_empty_says_what_the_document_is_and_no_more() -> None:
    package = written(COVER, Rail(()), body("Words."))
    (rail,) = (table for table in package.tables if table._tbl.tblPr.find(qn("w:tblpPr")) is not None)
    assert len(rail.rows) == 1


def test_the_lead_of_a_statement_is_as_small_as_the_statement() -> None:
    package = written(h(2, "One"), Statement("Use", (Paragraph(t("For information only."), "lead"),)))
    assert [p.style.name for p in package.paragraphs if p.text == "For information only."] == ["Statement"]


def test_a_panel_may_have_a_title_and_nothing_below_it() -> None:
    package = written(h(2, "One"), Panels((Panel(t("Rest of world"), t("not licensed")),)))
    (panel,) = (table for table in package.tables if "Rest of world" in table.cell(0, 0).text)
    assert len(panel.rows) == 1


def test_an_abbreviation_that_the_note_of_a_table_spells_out_is_not_spelled_out_again() -> None:
    table = Table((t("PFS"),), (entry("8.2"),), ("left",), note=t("PFS: progression-free survival, by the company."))
    document = replace(sample((h(2, "One"), table)), abbreviations=(ShortForm("PFS", t("progression-free survival")),))
    said = [text for text in texts(docx.Document(BytesIO(write_word(document, BRAND)))) if "PFS:" in text]
    assert said == ["PFS: progression-free survival, by the company."]


def test_headings_that_no_page_can_hold_together_go_on_on_the_next() -> None:
    package = written(*(h(2, f"Heading {number}") for number in range(60)), body("Words."))
    assert [text for text in texts(package) if text.startswith("Heading ")] == [f"Heading {n}" for n in range(60)]


# --- templates ---------------------------------------------------------------------------------------------


def in_template(folder: Path, change: Callable[[Any], None], *blocks: Block, more: str = "") -> Any:
    package = docx.Document()
    change(package)
    brand = brand_with(folder, package, "pages.docx", more)
    return docx.Document(BytesIO(write_word(sample(blocks or (h(2, "One"), body("Words."))), brand)))


def test_points_in_a_style_of_the_company_that_has_no_numbers_have_none(tmp_path: Path) -> None:
    points = NumberedList((t("The first."), t("The second.")), "ranked")
    package = in_template(tmp_path, lambda package: None, h(2, "One"), points, more="styles: {Key Point: Quote}\n")
    found = [p for p in package.paragraphs if p.style.name == "Quote"]
    assert [p.text for p in found] == ["The first.", "The second."]
    assert not [p for p in found if p._p.pPr.numPr is not None]


def test_a_template_that_names_no_language_gets_none(tmp_path: Path) -> None:
    def silent(package: Any) -> None:
        for node in list(package.styles.element.iter(qn("w:lang"))):
            node.getparent().remove(node)

    package = in_template(tmp_path, silent)
    assert package.styles.element.xpath("./w:docDefaults//w:lang") == []
    assert package.core_properties.language == "en-GB"


def test_our_line_stands_below_a_table_of_the_header_and_beside_what_floats_there(tmp_path: Path) -> None:
    def headed(package: Any) -> None:
        header = package.sections[0].header
        table = header.add_table(1, 1, Inches(2))
        table.cell(0, 0).text = "Acme Bio"
        header._element.insert(0, table._tbl)
        (tmp_path / "logo.png").write_bytes(_png("5B2333"))
        inline = table.cell(0, 0).paragraphs[0].add_run().add_picture(str(tmp_path / "logo.png"))._inline
        anchor = parse_xml(
            f'<wp:anchor {nsdecls("wp")} simplePos="0" relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" '
            'allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="margin"><wp:align>left</wp:align>'
            '</wp:positionH><wp:positionV relativeFrom="page"><wp:posOffset>457200</wp:posOffset></wp:positionV></wp:anchor>'
        )
        for child in list(inline):
            anchor.append(child)
        inline.getparent().replace(inline, anchor)
        extent = anchor.find(qn("wp:extent"))
        extent.set("cx", str(int(Inches(1))))
        extent.set("cy", str(int(Inches(0.8))))

    header = in_template(tmp_path, headed).sections[0].header
    kinds = [child.tag for child in header._element]
    assert kinds == [qn("w:tbl"), qn("w:p")], "the empty line behind the table has made room for ours"
    line = header.paragraphs[-1].paragraph_format
    assert line.left_indent >= Inches(1)
    assert line.space_before is None or line.space_before == 0


def test_what_a_reference_document_shows_gives_way_to_the_text(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / "brand")
    path = tmp_path / "brand" / "reference.docx"
    package = docx.Document(str(path))
    package.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}><w:r><w:t>Tried here</w:t></w:r></w:p>"))
    package.save(str(path))
    data = write_word(sample((h(2, "One"), body("Words."))), read_brand(tmp_path / "brand", "templates/brand"))
    found = texts(docx.Document(BytesIO(data)))
    assert "Words." in found
    assert "Tried here" not in found


@pytest.mark.parametrize(
    ("cells", "side"),
    [(("62%", "48%"), "right"), (("1,204", "<0.5"), "right"), (("62%", "not stated"), None), (("NE", "NE"), None)],
)
def test_numbers_of_a_column_stand_below_each_other_at_its_right(cells: tuple[str, ...], side: str | None) -> None:
    table = Table((t("Endpoint"), t("Value")), tuple(entry(cell, cell) for cell in cells), ("left", "left"))
    (found,) = docx.Document(BytesIO(write_word(sample((table,)), BRAND))).tables
    sides = [[cell._tc.find(f".//{qn('w:jc')}") for cell in row.cells] for row in found.rows]
    assert {None if own is None else own.get(qn("w:val")) for _, own in sides} == {side}
    assert [first for first, _ in sides] == [None] * 3, "names stay at the left"
