"""Remarks in the margin of a Word page, and the figure and the bar of its first page."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from briefgen import charts
from briefgen.brand.brand_file import read_brand
from briefgen.document.blocks import Block, DefinitionList, Figure, Front, Heading, Metrics, Paragraph, Rail, Table
from briefgen.document.inlines import Value
from briefgen.values.facts import ALARM, Fact, RecordKey, Role
from briefgen.writers.word.front import RAIL
from briefgen.writers.word.writer import write_word
from support.chart_more_samples import verdicts
from support.word_sample import body, entry, h, sample, t

BRAND = read_brand(Path(__file__).parents[2] / "templates" / "brand", "templates/brand")
SENTENCE = "A sentence that tells the reader next to nothing at all. "
LONG = body(SENTENCE * 6)
NOTE = Paragraph(t("How it is counted: one medicine in one use."), "side")
TABLE = Table((t("Name"), t("Words")), (entry("Row", SENTENCE),) * 2, ("left", "left"))
FACT = Fact(RecordKey("asset", "x"), ("stage",))
COVER = Front((Paragraph(t("LUMEN met its OS endpoint")),))


def written(*blocks: Block) -> Any:
    return docx.Document(BytesIO(write_word(sample(blocks), BRAND)))


def framed(package: Any) -> list[str]:
    return [p.text for p in package.paragraphs if p._p.pPr.find(qn("w:framePr")) is not None]


def test_a_remark_stands_beside_the_paragraph_that_follows() -> None:
    package = written(h(1, "One"), NOTE, LONG)
    (note,) = [p for p in package.paragraphs if p.style.name == "Side Note"]
    frame = note._p.pPr.find(qn("w:framePr"))
    assert int(frame.get(qn("w:w"))) == pytest.approx(4.2 / 2.54 * 1440, abs=1)
    assert note._p.getnext().pPr.find(qn("w:framePr")) is None


def test_a_remark_behind_a_table_keeps_the_distance_of_the_text_beside_it() -> None:
    package = written(h(1, "One"), TABLE, NOTE, LONG)
    (note,) = [p for p in package.paragraphs if p.style.name == "Side Note"]
    beside = note._p.getnext()
    assert note._p.pPr.find(qn("w:framePr")).get(qn("w:y")) == beside.pPr.find(qn("w:spacing")).get(qn("w:before"))


@pytest.mark.parametrize(
    "blocks",
    [
        (h(1, "One"), NOTE, TABLE),
        (h(1, "One"), NOTE, body("Short.")),
        (NOTE, LONG),
    ],
    ids=["wide", "short", "whole width"],
)
def test_a_remark_without_room_is_small_print(blocks: tuple[Block, ...]) -> None:
    package = written(*blocks)
    assert framed(package) == []
    assert NOTE.inlines[0].text in [p.text for p in package.paragraphs if p.style.name == "Source"]


def test_a_third_remark_on_one_paragraph_is_small_print() -> None:
    notes = [replace(NOTE, inlines=t(f"Remark {number}.")) for number in ("one", "two", "three")]
    package = written(h(1, "One"), *notes, LONG, LONG)
    assert framed(package) == ["Remark one.", "Remark two."]
    assert [p.text for p in package.paragraphs if p.style.name == "Source"] == ["Remark three."]


# --- the first page ----------------------------------------------------------------------------------------


def rail(*blocks: Block) -> Rail:
    old = Value("244 days", FACT, ALARM)
    return Rail((DefinitionList(((t("Newest"), (old,)),)), Heading(3, t("By stage")), *blocks))


def test_figures_in_a_rail_are_a_bar_and_an_old_source_is_amber() -> None:
    stage = Value("approved", FACT, Role("stage", "approved"))
    bar = Metrics(((t("11"), (stage,)), (t("some"), t("open"))))
    package = written(COVER, rail(bar), LONG)
    xml = package.element.body.xml
    (beside,) = [table for table in package.tables if table._tbl.tblPr.find(qn("w:tblpPr")) is not None]
    (inner,) = beside._tbl.iterdescendants(qn("w:tbl"))
    wide = [int(cell.tcPr.find(qn("w:tcW")).get(qn("w:w"))) for cell in inner.iter(qn("w:tc"))]
    assert wide[0] > 4 * wide[1]
    key = beside.rows[1].cells[0].paragraphs[-1]
    assert key.text == "\tapproved\topen"
    first, last = (stop.position.inches for stop in key.paragraph_format.tab_stops)
    assert 0 < first < last < RAIL
    assert "Newest\t244 days" in beside.rows[0].cells[0].text
    assert f'<w:color w:val="{BRAND.color("amber")}"/>' in xml


def test_the_key_of_a_bar_begins_at_the_left_or_runs_on_where_a_line_does_not_hold_it() -> None:
    def key(*names: str) -> str:
        package = written(COVER, rail(Metrics(tuple((t("3"), t(name)) for name in names))), LONG)
        (beside,) = [table for table in package.tables if table._tbl.tblPr.find(qn("w:tblpPr")) is not None]
        return beside.rows[1].cells[0].paragraphs[-1].text

    assert key("given to few patients", "open") == "given to few patients\topen"
    assert key("given to few patients", "given to many patients") == "given to few patients, given to many patients"


def test_a_remark_leaves_the_margin_to_a_rail_and_stays_with_its_text_and_figure() -> None:
    remark = NOTE.inlines[0].text
    high = rail(*[body("A line of the rail.")] * 9)
    package = written(COVER, high, h(1, "One"), NOTE, LONG, figure("First"), h(2, "Two"))
    assert framed(package) == []
    texts = [p.text for p in package.paragraphs]
    at = texts.index(remark)
    assert texts[at - 1].startswith(SENTENCE)
    assert texts[at + 1] == "Figure 1. First"
    assert package.paragraphs[at].paragraph_format.keep_with_next
    assert framed(written(COVER, high, *[LONG] * 9, h(1, "One"), NOTE, LONG)) == [remark]
    assert framed(written(COVER, high, h(1, "One"), TABLE, NOTE, LONG)) == [remark]


def test_small_print_stands_before_the_next_heading() -> None:
    package = written(h(1, "One"), NOTE, body("Short."), h(1, "Two"), TABLE)
    texts = [p.text for p in package.paragraphs]
    assert texts.index(NOTE.inlines[0].text) < texts.index("Two")
    assert package.paragraphs[texts.index("Short.")].paragraph_format.keep_with_next, "it begins no page by itself"


def figure(caption: str) -> Figure:
    numbers = charts.prepare("verdicts", verdicts(4))
    return Figure("verdicts", numbers, charts.describe("verdicts", numbers), t(caption))


@pytest.mark.parametrize(("sentences", "captions"), [(3, 2), (6, 2), (14, 1)])
def test_the_figure_of_a_first_page_stands_there_or_nowhere(sentences: int, captions: int) -> None:
    package = written(
        COVER, rail(), *[LONG] * sentences, figure("First\nhow it is read"), h(1, "One"), figure("Second")
    )
    found = [p.text for p in package.paragraphs if p.style.name == "Caption"]
    assert len(found) == captions
    assert found[-1].startswith(f"Figure {captions}. Second")
    if captions == 2:
        assert found[0] == "Figure 1. First\nhow it is read"


def test_a_remark_keeps_clear_of_a_rail_that_reaches_it_once_the_figure_of_the_first_page_has_left() -> None:
    long = [line for n in range(6) for line in (Heading(3, t(f"Group {n}")), *[body("A line of the rail.")] * 5)]
    package = written(COVER, rail(*long), *[LONG] * 7, figure("First\nhow it is read"), h(1, "One"), NOTE, LONG, LONG)
    assert "First" not in "\n".join(p.text for p in package.paragraphs)
    assert not next(p for p in package.paragraphs if p.text == "One").paragraph_format.page_break_before
    assert framed(package) == []
