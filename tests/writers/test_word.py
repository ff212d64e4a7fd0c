"""The Word writer: real styles, fields, links and tables; valid, the same bytes twice, no text lost."""

from __future__ import annotations

import re
import shutil
import struct
import subprocess
import zlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefgen.brand.brand import Brand
from briefgen.brand.brand_file import read_brand
from briefgen.document.blocks import Figure, PageBreak, ReferenceList, Table
from briefgen.document.document import Document
from briefgen.document.inlines import Strong
from briefgen.problems import ProblemsFoundError
from briefgen.reference.make_docx import reference_docx
from briefgen.reference.word_styles import NAMES
from briefgen.values.signs import unsteered
from briefgen.writers.word.columns import Texts, column_widths, fit_widths
from briefgen.writers.word.columns import needs as column_needs
from briefgen.writers.word.writer import write_word
from support.validity import faults
from support.word_sample import PAGES, PIPELINE, SHOWCASE, body, c, entry, h, missing, mix, sample, t

BRAND_FOLDER = Path(__file__).parents[2] / "templates" / "brand"
SHOWN = (*SHOWCASE, h(1, "References"), ReferenceList())


def png(red: int) -> bytes:
    """A picture of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    pixel = chunk(b"IDAT", zlib.compress(bytes([0, red, 0, 0])))
    return b"\x89PNG\r\n\x1a\n" + header + pixel + chunk(b"IEND", b"")


@pytest.fixture(scope="module")
def brand() -> Brand:
    return read_brand(BRAND_FOLDER, "templates/brand")


@pytest.fixture(autouse=True)
def plain_charts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Charts of one pixel; numbers are the height the chart wants."""
    charts = SimpleNamespace(
        natural_height=lambda name, numbers, width, brand, medium: numbers or 2.0,
        split=lambda name, numbers, width, tallest, brand, medium: (numbers / 2, numbers / 2 - 0.1),
        describe=lambda name, numbers: f"{numbers} bars of {name}.",
        draw=lambda name, numbers, width, height, brand, medium, variant, language="en-GB": png(
            round(height * 10) % 256
        ),
        TIGHTEST=0.4,
        CHARTS=defaultdict(lambda: SimpleNamespace(lay_out=lambda numbers, canvas: None)),
    )
    monkeypatch.setattr("briefgen.writers.word.figures.charts", charts)


def opened(document: Document, brand: Brand) -> Any:
    return docx.Document(BytesIO(write_word(document, brand)))


def paragraphs(package: Any) -> Iterator[Any]:
    for element in package.element.body.iter(qn("w:p")):
        yield WordParagraph(element, package)


def texts(package: Any) -> list[str]:
    return [paragraph.text for paragraph in paragraphs(package)]


def styled(package: Any, style: str) -> list[str]:
    return [paragraph.text for paragraph in paragraphs(package) if paragraph.style.name == style]


def findings(data: bytes, path: Path) -> list[str]:
    path.write_bytes(data)
    return faults(path)


@pytest.mark.parametrize("variant", ["investor", "medical"])
@pytest.mark.parametrize("blocks", [PAGES, SHOWN, (*PAGES, *SHOWCASE, h(1, "Last")), ()])
def test_files_are_valid_and_the_same_twice(
    blocks: tuple[object, ...], variant: str, brand: Brand, tmp_path: Path
) -> None:
    document = sample(blocks, variant=variant)
    data = write_word(document, brand)
    assert findings(data, tmp_path / "brief.docx") == []
    assert data == write_word(document, brand)


def test_the_reference_document_is_valid_current_and_holds_every_style(brand: Brand, tmp_path: Path) -> None:
    data = reference_docx(brand)
    assert findings(data, tmp_path / "reference.docx") == []
    assert (BRAND_FOLDER / "reference.docx").read_bytes() == data, "run briefgen brand"
    found = {style.name.casefold() for style in docx.Document(BytesIO(data)).styles}
    assert {name.casefold() for name in NAMES} <= found


def test_every_style_names_an_east_asian_face(brand: Brand) -> None:
    package = docx.Document(BytesIO(reference_docx(brand)))
    named = [style for style in package.styles if style.name in NAMES]
    assert {style.element.find(f".//{qn('w:rFonts')}").get(qn("w:eastAsia")) for style in named} == {brand.east_asian}


def test_a_reference_document_without_our_styles_is_refused(brand: Brand, tmp_path: Path) -> None:
    with pytest.raises(ProblemsFoundError, match=r"reference\.docx: error\[bad-reference\]: is missing"):
        write_word(sample(()), replace(brand, folder=str(tmp_path)))
    docx.Document().save(str(tmp_path / "reference.docx"))
    with pytest.raises(ProblemsFoundError, match=r"no style named .*Headline.*\n.*it has: .*Heading 1"):
        write_word(sample(()), replace(brand, folder=str(tmp_path)))


def test_headings_captions_and_sources(brand: Brand) -> None:
    package = opened(sample(), brand)
    assert styled(package, "Heading 1") == [
        "Ovarian cancer: unmet need and standard of care",
        "Pipeline by asset, indication and territory",
        "References",
    ]
    assert [text.split(".")[0] for text in styled(package, "Caption")] == [
        "Figure 1", "Table 1", "Figure 2", "Table 2", "Table 3",
    ]  # fmt: skip
    sources = styled(package, "Source")
    assert any(re.search(r"Sources?: \d[\d,–]*\.$", text) for text in sources), sources
    blocks = tuple(block for block in sample().blocks if not isinstance(block, ReferenceList))
    named = styled(opened(sample(blocks), brand), "Source")
    assert "Source: 3 GLOBOCAN 2022 v1.1, retrieved 26 Apr 2025, cited in 1." in named
    assert "Sources: as Table 1." in named
    assert not any("PFS: progression-free survival." in text for text in sources), "the list explains it"


def test_numbers_of_captions_are_fields_with_their_result(brand: Brand) -> None:
    package = opened(sample(), brand)
    fields = [element.text for element in package.element.body.iter(qn("w:instrText"))]
    assert fields == [rf" SEQ {kind} \* ARABIC " for kind in ("Figure", "Table", "Figure", "Table", "Table")]


def test_every_row_of_a_table_is_there_and_none_may_split(brand: Brand) -> None:
    rows = tuple(entry(f"Asset {number}", "x" * number, (c(1),)) for number in range(40))
    package = opened(sample((Table((t("A"), t("B"), t("Ref.")), rows, ("left",) * 3, referenced=True),)), brand)
    table = package.tables[0]
    assert [row.cells[0].text for row in table.rows] == ["A", *(f"Asset {number}" for number in range(40))]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows] == [True] + [False] * 40
    assert sum(column.width for column in table.columns) == pytest.approx(9638 * 635, abs=3000)


def test_short_tables_stay_together_with_what_is_below(brand: Brand) -> None:
    table = opened(sample((PIPELINE,)), brand).tables[0]
    kept = [p.paragraph_format.keep_with_next for row in table.rows[1:] for cell in row.cells for p in cell.paragraphs]
    assert all(kept)


def test_stage_cells_carry_the_ramp_and_missing_values_their_style(brand: Brand) -> None:
    package = opened(sample((PIPELINE,)), brand)
    cell = package.tables[0].rows[2].cells[3]
    assert cell._tc.tcPr.find(qn("w:shd")).get(qn("w:fill")) == brand.color("phase_3")
    assert cell.paragraphs[0].runs[0].bold
    missing = [run.text for p in paragraphs(package) for run in p.runs if run.style.name == "Not Disclosed"]
    assert missing.count("not disclosed") == 8


def test_what_is_missing_is_upright_in_running_text(brand: Brand) -> None:
    package = opened(sample((body("Not reported: ", *missing("data cut-off"), "."), PIPELINE)), brand)
    marked = [run.text for p in paragraphs(package) for run in p.runs if run.style.name == "Not Disclosed"]
    assert "not disclosed" in marked
    assert "data cut-off" not in marked


def test_a_table_is_as_wide_as_the_page_where_a_row_would_be_crowded_beside_it(brand: Brand) -> None:
    def wide(name: str) -> float:
        rows = tuple(entry(one, "Safety population", "64%", "54%") for one in ("PFS rate", name))
        heads = (t("Endpoint"), t("Patients"), t("Ivonescimab plus chemotherapy"), t("Tislelizumab plus chemotherapy"))
        blocks = (h(1, "One"), body("Words."), Table(heads, rows, ("left",) * 4))
        return float(sum(column.width for column in opened(sample(blocks), brand).tables[-1].columns))

    assert wide("Treatment-related adverse events of grade 3 or higher, all causes") > wide("Response rate")


def test_citations_link_to_the_reference_list(brand: Brand) -> None:
    package = opened(sample(), brand)
    anchors = {link.get(qn("w:anchor")) for link in package.element.body.iter(qn("w:hyperlink"))} - {None}
    marks = {mark.get(qn("w:name")) for mark in package.element.body.iter(qn("w:bookmarkStart"))}
    assert {"ref_1", "ref_2", "ref_3", "ref_4"} <= anchors <= marks
    assert styled(package, "Reference")[6] == (
        "7\tPujade-Lauraine E, Hilpert F, Weber B, et al. Journal, year and pages not given in the source."
    )
    assert any(text.endswith("platinum chemotherapy.1,4–8") for text in texts(package))


def test_without_a_reference_list_nothing_points_nowhere(brand: Brand) -> None:
    package = opened(sample((body("Text.", c(1)), PIPELINE)), brand)
    assert not list(package.element.body.iter(qn("w:hyperlink")))


def test_a_first_chapter_opens_on_the_first_page_and_breaks_do_not_double(brand: Brand) -> None:
    package = opened(sample((h(1, "One"), body("a"), PageBreak(), h(1, "Two"), PageBreak(), body("b"))), brand)
    kept = {p.text: p.paragraph_format.page_break_before for p in paragraphs(package)}
    assert (kept["One"], kept["Two"], kept["b"]) == (False, True, True)
    assert texts(package)[-4:] == ["One", "a", "Two", "b"]


def test_contents_list_chapters_when_there_are_many(brand: Brand) -> None:
    chapters = tuple(part for number in range(5) for part in (h(1, f"Chapter {number}"), body("x")))
    package = opened(sample(chapters), brand)
    assert styled(package, "toc 1") == [f"Chapter {number}\t1" for number in range(5)]
    assert styled(opened(sample(chapters[:8]), brand), "toc 1") == []
    assert "updateFields" not in package.settings.element.xml


def test_a_tall_figure_becomes_several(brand: Brand) -> None:
    tall = Figure("pipeline", 12.0, "Many bars.", t("All programmes"), sources=("s1",))
    package = opened(sample((tall,)), brand)
    assert styled(package, "Caption") == ["Figure 1 (1 of 2). All programmes", "Figure 1 (2 of 2). All programmes"]
    alts = [element.get("descr") for element in package.element.body.iter(qn("wp:docPr"))]
    assert alts == ["6.0 bars of pipeline.", "5.9 bars of pipeline."]


def test_numbered_lists_begin_again(brand: Brand) -> None:
    package = opened(sample(SHOWCASE), brand)
    numbers = [p._p.pPr.numPr.numId.val for p in paragraphs(package) if p.style.name == "List Number"]
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]


def test_no_two_tables_touch_and_every_cell_ends_with_a_paragraph(brand: Brand) -> None:
    package = opened(sample(SHOWCASE), brand)
    for table in package.element.body.iter(qn("w:tbl")):
        assert table.getnext().tag == qn("w:p")


def test_headers_footers_and_properties(brand: Brand) -> None:
    package = opened(sample(), brand)
    section = package.sections[0]
    assert section.first_page_header.paragraphs[0].text.startswith("Hansoh Pharma (03692.HK)")
    assert section.header.paragraphs[0].text.endswith("Data as of 31 October 2025")
    assert section.footer.paragraphs[0].text.endswith("Page 1 of 1")
    assert section.first_page_footer.paragraphs[0].text == section.footer.paragraphs[0].text
    core = package.core_properties
    assert (core.title, core.author, core.language) == ("Oncology pipeline briefing", "briefgen", "en-GB")
    assert core.created.date().isoformat() == core.modified.date().isoformat() == "2025-10-31"


def test_the_medical_look_has_no_navy_but_blue_citations(brand: Brand) -> None:
    package = opened(sample(PAGES, variant="medical"), brand)
    styles = package.styles.element.xml
    assert brand.color("navy") not in styles
    assert brand.color("navy") not in package.element.xml
    assert str(package.styles["Citation"].font.color.rgb) == brand.color("blue")
    assert brand.color("slate") in package.sections[0].footer._element.xml


LEGAL = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff", include_characters="\t\n\r")
SPECIAL = st.sampled_from(["<b>&amp;</b>", "|a|*b*", " العربية 12 ", "עברית", "複宏漢霖", "🧬", "  ", "]]>", "\u00a0"])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(LEGAL) | SPECIAL, min_size=1, max_size=5))
def test_any_text_survives(brand: Brand, parts: list[str]) -> None:
    text = unsteered("".join(parts))
    table = Table((t("Head"), t(text)), (entry(text, "x"),), ("left", "right"), caption=t(text))
    found = [unsteered(one) for one in texts(opened(sample((body(text), table, h(2, text)), title=t(text)), brand))]
    assert found.count(text) >= 4 or text == ""
    assert any(line.endswith(f"Table 1. {text}") for line in found)


@given(st.lists(st.tuples(st.floats(0.1, 3), st.floats(0, 8)), min_size=1, max_size=9), st.floats(1, 7))
def test_columns_always_fill_the_width(needs: list[tuple[float, float]], total: float) -> None:
    columns = [(least, least + more) for least, more in needs]
    widths = fit_widths(columns, total, {})
    assert sum(widths) == pytest.approx(total)
    assert all(width > 0 for width in widths)
    if sum(least for least, _ in columns) <= total:
        assert all(width >= least - 1e-6 for width, (least, _) in zip(widths, columns, strict=True))


LONG = (
    "HAEGTFTSDVSSYLEGQAAKEFIAWLVKGRGHAEGTFTSDVSSYLEGQAAKEFIAWLVKG",
    "AUGGCUUACGGAUUCCGAUAGCUUACGAUCGGAUUAGCCUAAGCUUAGGCUAAUCGGAUCGUAAGC",
    "4-[[(2S)-2-[[4-methylpiperazin-1-yl]carbonylamino]propanoyl]aminomethylbenzenecarboximidamide]",
    "https://registry.example.org/studies/search?condition=extensivestagedisease&phase=three&sort=updated",
)


@pytest.mark.parametrize("long", LONG)
def test_a_long_sequence_breaks_only_itself(brand: Brand, long: str) -> None:
    columns = [
        Texts("Who", (("Fernwick Oncology", True), ("Fernwick Oncology", True))),
        Texts("Says", ((f"The sequence is {long}", False), ("It is the first", False))),
        Texts("Kind", (("Company claim", False), ("Strategy", False))),
        Texts("Source date", (("12\u00a0Nov\u00a02025", False), ("12\u00a0Nov\u00a02025", False))),
    ]
    widths = column_widths(brand, columns, 6.4)
    assert sum(widths) == pytest.approx(6.4)
    for width, column in [pair for pair in zip(widths, columns, strict=True) if pair[1].head != "Says"]:
        assert width >= column_needs(brand, column)[0] - 1e-6, column.head


def test_bold_words_keep_their_spaces(brand: Brand) -> None:
    text = mix("a ", Strong(t(" b ")), c(1), " c")
    assert "a  b 1 c" in texts(opened(sample((body(*text),)), brand))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it(brand: Brand, tmp_path: Path) -> None:
    (tmp_path / "brief.docx").write_bytes(write_word(sample(), brand))
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "pdf"]
    command += ["--outdir", str(tmp_path), str(tmp_path / "brief.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert (tmp_path / "brief.pdf").stat().st_size > 10_000


def test_a_strip_names_each_fact_above_it_between_two_rules() -> None:
    strip = Table((t("Setting"), t("Design")), (entry("COPD", "Phase II"),), ("left", "left"), style="strip")
    (table,) = opened(sample((strip,)), read_brand(BRAND_FOLDER, "templates/brand")).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["Setting", "Design"], ["COPD", "Phase II"]]
    edges = [[one.tag.rpartition("}")[2] for one in borders] for borders in table._tbl.iter(qn("w:tcBorders"))]
    assert edges == [["top"], ["top"], ["bottom"], ["bottom"]]


def test_what_several_of_many_references_lack_stands_once_below_them(brand: Brand) -> None:
    document = sample((body("Text."), ReferenceList()))
    first = replace(document.references[0], missing="Authors not given in the source.")
    many = tuple(replace(first, number=number, missing=first.missing if number < 5 else "") for number in range(1, 25))
    package = opened(replace(document, references=many), brand)
    assert len(styled(package, "Reference")) == 24
    assert styled(package, "Statement") == ["1, 2, 3, 4: Authors not given in the source."]
    few = opened(replace(document, references=(*many[2:], replace(many[-1], number=25))), brand)
    assert not styled(few, "Statement")
    assert [one for one in styled(few, "Reference") if one.endswith("Authors not given in the source.")]
