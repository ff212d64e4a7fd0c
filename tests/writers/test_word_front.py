"""The first page of a Word document and its end matter: masthead, headline, rail, level columns."""

from __future__ import annotations

import shutil
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from briefgen import charts
from briefgen.brand.brand import Brand
from briefgen.brand.brand_file import read_brand
from briefgen.briefs.components import MarkdownError
from briefgen.briefs.markdown import parse_markdown
from briefgen.document.blocks import (
    AbbreviationList,
    Block,
    DefinitionList,
    Figure,
    Front,
    Heading,
    NumberedList,
    Paragraph,
    Rail,
    ReferenceList,
    Table,
)
from briefgen.document.dump import dump_document
from briefgen.document.inlines import Strong, plain
from briefgen.reference.make_docx import reference_docx
from briefgen.writers.word.looks import ruler
from briefgen.writers.word.measure import measure, row_height, stacked
from briefgen.writers.word.pages import FIRST_GROUPS, HOLE
from briefgen.writers.word.writer import write_word
from support.chart_samples import programs
from support.word_sample import body, c, entry, h, sample, t

BRAND = read_brand(Path(__file__).parents[2] / "templates" / "brand", "templates/brand")
SENTENCE = "A sentence that tells the reader next to nothing at all."
FACTS = DefinitionList(((t("Type"), t("Antibody")), (t("Countries and regions reached"), t("about 60"))))
RAIL = Rail((Heading(3, t("Key facts")), FACTS))
COVER = Front((Paragraph(t("LUMEN met its OS endpoint")),))


def written(*blocks: Block, brand: Brand = BRAND) -> Any:
    return docx.Document(BytesIO(write_word(sample(blocks), brand)))


def test_the_finding_of_the_cover_is_the_headline_and_without_one_the_title() -> None:
    headline = next(p for p in written(COVER, body(SENTENCE)).paragraphs if p.style.name == "Headline")
    assert headline.text == "LUMEN met its OS endpoint"
    assert headline._p.pPr.find(qn("w:outlineLvl")) is not None
    titled = next(p for p in written(body(SENTENCE)).paragraphs if p.style.name == "Headline")
    assert titled.text == plain(sample(()).title)


def test_a_company_stands_bold_before_its_code() -> None:
    titled = replace(sample((COVER, body(SENTENCE))), subtitle=(t("Acme (ACM)"), t("Briefing, Q4 2025")))
    package = docx.Document(BytesIO(write_word(titled, BRAND)))
    runs = package.sections[0].first_page_header.paragraphs[0].runs
    assert [(run.text, bool(run.bold)) for run in runs[:2]] == [("Acme", True), (" (ACM)", False)]


@pytest.mark.parametrize(("parties", "between"), [("", "\t"), (", Beta Biologics and Gamma" * 4, "\n\t")])
def test_the_series_stands_on_a_line_of_its_own_where_one_has_no_room_for_both(parties: str, between: str) -> None:
    titled = replace(sample((COVER, body(SENTENCE))), subtitle=(t(f"Acme{parties}"), t("Briefing, Q4 2025")))
    package = docx.Document(BytesIO(write_word(titled, BRAND)))
    masthead = package.sections[0].first_page_header.paragraphs[0]
    assert masthead.text == f"Acme{parties}{between}Briefing, Q4 2025"


def test_labels_of_a_rail_are_as_wide_in_all_groups_and_long_words_stand_below_their_date() -> None:
    wordy = t("National Breakthrough Therapy Designation announced")
    listing = ((Strong(t("June 2019")),), t("Listing"))
    dated = DefinitionList((((Strong(t("1 May 2025")),), wordy), listing))
    names = DefinitionList(((t("Names of it"), t("One")),))

    def railed(dates: DefinitionList) -> dict[str, Any]:
        rail = Rail((Heading(3, t("Facts")), FACTS, Heading(3, t("Last")), dates, names))
        tables = written(COVER, rail, body(SENTENCE)).tables
        (found,) = [table for table in tables if table._tbl.tblPr.find(qn("w:tblpPr")) is not None]
        return {p.text: p for row in found.rows for cell in row.cells for p in cell.paragraphs}

    lines = railed(dated)
    assert f"1 May 2025\n{plain(wordy)}" in lines
    assert "June 2019\nListing" in lines, "all of a group stand as the one that is too long"
    assert "June 2019\tListing" in railed(DefinitionList((listing,)))
    lefts = {lines[text].paragraph_format.left_indent for text in ("Type\tAntibody", "Names of it\tOne")}
    assert len(lefts) == 1
    below = lines["Countries and regions reached\nabout 60"].paragraph_format
    assert below.left_indent == below.first_line_indent == 0, "a value below its label begins where the label does"


def test_a_rail_stands_beside_the_text_which_keeps_clear_of_it() -> None:
    package = written(COVER, RAIL, body(SENTENCE), h(1, "One"), *[body(SENTENCE)] * 9)
    (rail,) = [table for table in package.tables if table._tbl.tblPr.find(qn("w:tblpPr")) is not None]
    words = "\n".join(cell.text for row in rail.rows for cell in row.cells)
    assert "Type\tAntibody" in words
    assert "Countries and regions reached\nabout 60" in words, "a long label has a line of its own"
    indents = [p.paragraph_format.right_indent for p in package.paragraphs if p.text == SENTENCE]
    assert indents[0] == indents[1] > indents[-1] > 0, "a chapter begins beside the rail, its end stands below it"


def test_what_is_as_wide_as_the_page_keeps_below_a_rail() -> None:
    rail = Rail(tuple(block for n in range(3) for block in (Heading(3, t(f"Group {n}")), FACTS)))
    table = Table((t("Name"), t("Words")), (entry("Row", SENTENCE),) * 2, ("left", "left"))
    for blocks in ((h(2, "Section"), table), (h(2, "Section"), replace(table, caption=t("Rows")))):
        package = written(COVER, rail, body(SENTENCE), h(1, "One"), body(SENTENCE), *blocks)
        above = {p.text: p.paragraph_format.space_before or 0 for p in package.paragraphs}
        assert max(above.values()) > 40 * 12700, "points above the first line that leads to the table"
        assert max(above, key=lambda text: above[text]) == "Section", "the heading goes with what it leads to"


@pytest.mark.parametrize(("paragraphs", "breaks"), [(2, None), (4, True)])
def test_a_figure_without_room_below_a_rail_begins_a_page_for_libreoffice_would_lose_it(
    paragraphs: int, breaks: bool | None
) -> None:
    rail = Rail(tuple(block for n in range(3) for block in (Heading(3, t(f"Group {n}")), FACTS)))
    stages = Figure("pipeline", charts.prepare("pipeline", programs(19)), "Bars.", t("Stages"))
    before = [body(" ".join([SENTENCE] * 4))] * paragraphs
    found = written(COVER, rail, body(SENTENCE), h(1, "One"), *before, stages).paragraphs
    at = next(number for number, one in enumerate(found) if one.text.startswith("Figure 1"))
    led = found[at - 1] if found[at - 1].paragraph_format.keep_with_next else found[at]
    assert led.paragraph_format.page_break_before is breaks


def test_a_rail_gives_up_groups_where_its_page_would_end_early() -> None:
    rail = Rail(tuple(block for n in range(9) for block in (Heading(3, t(f"Group {n}")), FACTS)))
    long_table = Table((t("Name"), t("Words")), (entry("Row", SENTENCE),) * 12, ("left", "left"))
    words = str(written(COVER, rail, body(SENTENCE), h(1, "One"), long_table, *[body(SENTENCE)] * 60).element.body.xml)
    assert "Group 1" in words
    assert "Group 8" not in words


def test_a_rail_too_long_for_the_page_gives_up_its_last_groups() -> None:
    groups = tuple(block for n in range(40) for block in (Heading(3, t(f"Group {n}")), FACTS))
    words = str(written(COVER, Rail(groups), body(SENTENCE)).element.body.xml)
    assert "Group 0<" in words
    assert "Group 39<" not in words


def test_a_list_of_contents_outlasts_the_group_above_it() -> None:
    chapters = [block for n in range(6) for block in (h(1, f"Chapter {n}"), *(body(SENTENCE),) * 9)]
    kept = set()
    for count in range(6, 20):
        groups = tuple(block for n in range(count) for block in (Heading(3, t(f"Group {n}")), FACTS))
        words = str(written(COVER, Rail(groups), *[body(SENTENCE)] * 40, *chapters).element.body.xml)
        kept.add((f"Group {count - 1}<" in words, "In this document" in words))
    assert (False, True) in kept
    assert (True, False) not in kept


def test_the_rule_of_a_group_stands_in_the_place_of_that_between_rows() -> None:
    package = written(COVER, RAIL, body(SENTENCE))
    group = next(row for row in package.tables[0]._tbl.tr_lst if "Key facts" in "".join(row.itertext()))
    rule = ruler(BRAND, package.part.styles.element)
    ruled = row_height(group, rule)
    (edge,) = group.xpath("./w:tc/w:tcPr/w:tcBorders/w:top")
    edge.getparent().remove(edge)
    assert ruled - row_height(group, rule) == pytest.approx(0.75 - 0.5)


def test_chapters_begin_beside_a_rail_or_on_the_next_page() -> None:
    def begun(rail: Rail, sentences: int) -> Any:
        package = written(COVER, rail, body(SENTENCE), h(1, "One"), *(body(SENTENCE),) * sentences)
        return next(p for p in package.paragraphs if p.text == "One").paragraph_format

    long = Rail(tuple(block for n in range(9) for block in (Heading(3, t(f"Group {n}")), FACTS)))
    for rail, sentences in ((RAIL, 1), (long, 1), (long, 60)):
        assert not begun(rail, sentences).page_break_before, "what is kept with the chapter fits beside the rail"
        assert begun(rail, sentences).right_indent.cm == pytest.approx(5.2, abs=0.01)
    table = Table((t("Name"), t("Words")), (entry("Row", 4 * SENTENCE),) * 6, ("left", "left"))
    package = written(COVER, long, *[body(SENTENCE)] * 28, h(1, "One"), table, *[body(SENTENCE)] * 60)
    assert next(p for p in package.paragraphs if p.text == "One").paragraph_format.page_break_before


def test_points_are_numbered_and_begin_at_one() -> None:
    points = NumberedList(((Strong(t("First.")), *t(" More.")), t("Second.")), "ranked")
    found = [p for p in written(COVER, points).paragraphs if p.style.name == "Key Point"]
    assert [p.text for p in found] == ["First. More.", "Second."]


def test_end_matter_runs_in_two_columns_that_end_level() -> None:
    package = written(h(1, "One"), body(SENTENCE), h(1, "References"), ReferenceList(), *(body(SENTENCE),) * 8)
    assert len(package.sections) == 2
    assert [s._sectPr.find(qn("w:cols")).get(qn("w:num")) for s in package.sections[1:]] == ["2"]
    breaks = [e for e in package.element.body.iter(qn("w:br")) if e.get(qn("w:type")) == "column"]
    assert len(breaks) == 1


def test_end_matter_that_goes_on_says_so_at_the_head_of_each_page() -> None:
    def heads(*blocks: Block) -> list[Any]:
        package = written(h(1, "One"), body(SENTENCE), h(1, "References"), ReferenceList(), *blocks)
        return [p for p in package.paragraphs if p.text == "References, continued"]

    assert not heads(*(body(SENTENCE),) * 8)
    (head, *others) = heads(*(body(SENTENCE),) * 250)
    assert len(others) == 1
    assert head._p.pPr.find(qn("w:outlineLvl")).get(qn("w:val")) == "9", "it is no chapter to go to"
    assert head.paragraph_format.keep_with_next
    rows = Table((t("Name"), t("Words")), (entry("Row", SENTENCE),) * 150, ("left", "left"))
    assert not heads(rows), "nothing stands between the rows of a table"


def test_short_forms_stand_in_one_paragraph_that_names_itself_where_no_heading_does() -> None:
    def found(run_in: bool) -> list[str]:
        package = written(h(1, "One"), body("OS."), AbbreviationList(run_in))
        return [p.text for p in package.paragraphs if "overall survival" in p.text]

    (line,) = found(run_in=False)
    assert line.endswith(" OS overall survival. PFS progression-free survival.")
    assert found(run_in=True) == [f"Abbreviations. {line}"]


def test_a_section_that_opens_a_page_of_the_end_matter_needs_no_other_heading() -> None:
    sections = [block for n in range(80) for block in (h(2, f"Part {n}"), body(SENTENCE), body(SENTENCE))]
    package = written(h(1, "One"), body(SENTENCE), h(1, "Sources"), h(2, "List"), ReferenceList(), *sections)
    assert any(p.text.startswith("Part ") and p.paragraph_format.page_break_before for p in package.paragraphs)
    assert "Sources, continued" not in [p.text for p in package.paragraphs]


def test_a_section_begins_the_last_page_where_all_from_it_on_stands_there_and_the_page_before_is_full() -> None:
    def begun(before: int, after: int) -> bool:
        section = (h(2, "Part"), *[body(SENTENCE)] * before, h(2, "Last"), *[body(SENTENCE)] * after)
        package = written(h(1, "One"), body(SENTENCE), h(1, "Sources"), ReferenceList(), *section)
        last = next(p for p in package.paragraphs if p.text == "Last")
        return bool(last.paragraph_format.page_break_before)

    assert begun(60, 80)
    assert not begun(60, 5), "all of it stands on the same page"
    assert not begun(20, 80), "the page before would be half empty"
    assert not begun(60, 250), "it is more than a page"


def test_what_begins_the_last_page_has_its_title_across_both_columns() -> None:
    section = (h(2, "Part"), *[body(SENTENCE)] * 60, h(2, "Last"), *[body(SENTENCE)] * 80, h(2, "End"), body(SENTENCE))
    package = written(h(1, "One"), body(SENTENCE), h(1, "Sources"), ReferenceList(), *section)
    titled = {p.text: p.style.name for p in package.paragraphs if p.style.name.startswith("Heading")}
    assert titled == {"One": "Heading 1", "Sources": "Heading 1", "Part": "Heading 2", "Last": "Heading 1",
                      "End": "Heading 2"}  # fmt: skip
    sections = [one._sectPr for one in package.sections]
    columns = [one.find(qn("w:cols")).get(qn("w:num")) for one in sections[1:]]
    begins = [one.find(qn("w:type")).get(qn("w:val")) for one in sections[1:]]
    assert columns == ["2", None, "2"], "in one column above them, and for the title between them"
    assert begins == ["continuous", "nextPage", "continuous"]
    assert [one.find(qn("w:titlePg")) is not None for one in sections] == [True, False, False, False]


def test_a_table_of_one_source_names_it_below_without_a_column_of_numbers() -> None:
    def heads(*cited: int) -> tuple[list[str], list[str]]:
        rows = tuple(entry(f"Row {n}", "1", (c(one),)) for n, one in enumerate(cited))
        sources = tuple(source for one in dict.fromkeys(cited) for source in c(one).sources)
        head = (t("Name"), t("Value"), t("Ref."))
        block = Table(head, rows, ("left", "right", "left"), sources=sources, referenced=True)
        package = written(h(1, "One"), block, h(1, "References"), ReferenceList())
        small = [p.text for p in package.paragraphs if p.style.name == "Source"]
        return [cell.text for cell in package.tables[0].rows[0].cells], small

    assert heads(1, 1) == (["Name", "Value"], ["Source: 1."])
    assert heads(1, 2)[0] == ["Name", "Value", "Ref."], "rows have sources of their own"
    assert heads(1)[0] == ["Name", "Value", "Ref."], "a row alone keeps its number beside it"
    assert heads(*[1] * 9)[0] == ["Name", "Value", "Ref."], "a long table is read row by row"


def test_end_matter_begins_where_what_opens_it_has_room() -> None:
    def begun(*heads: Block) -> bool:
        before = [body(SENTENCE)] * 96
        package = written(h(1, "One"), *before, h(1, "Sources"), *heads, ReferenceList(), *[body(SENTENCE)] * 120)
        return bool(next(p for p in package.paragraphs if p.text == "Sources").paragraph_format.page_break_before)

    assert not begun(h(2, "List"))
    assert begun(h(2, "List"), *[h(3, f"Part {n}") for n in range(12)]), "kept with what follows, more than is left"


def test_a_rail_of_a_document_without_chapters_loses_no_group_to_a_squeeze() -> None:
    rail = Rail(tuple(block for n in range(6) for block in (Heading(3, t(f"Group {n}")), FACTS)))
    long_table = Table((t("Name"), t("Words")), (entry("Row", SENTENCE),) * 22, ("left", "left"))
    blocks = (COVER, rail, body(SENTENCE), long_table, *[body(SENTENCE)] * 20)
    assert "Group 5" in str(written(*blocks).element.body.xml)
    assert "Group 5" not in str(written(*blocks[:3], h(1, "One"), *blocks[3:]).element.body.xml)


@pytest.mark.parametrize("inner", ["| a | b |\n|---|---|\n| c | d |", "::: chips\n- a\n:::"])
def test_a_rail_holds_facts_and_lines_only(inner: str) -> None:
    with pytest.raises(MarkdownError, match="rail"):
        parse_markdown(f":::: rail\n{inner}\n::::", (), ())


def test_the_longest_headline_of_two_lines_is_taken() -> None:
    long, short = "A trial met its endpoint and this goes on " * 3, "A trial met its endpoint; another missed"
    front = Front((body(long), body(short), body("A trial met")))
    assert [p.text for p in written(front, RAIL, body(SENTENCE)).paragraphs if p.style.name == "Headline"] == [short]


@pytest.mark.parametrize(
    ("said", "behind"),
    [("LUMEN: PFS HR 0.60", "; OS not reported"), ("LUMEN: PFS HR 0.60 (95% CI 0.46 to 0.78; interim analysis)", "")],
)
def test_words_stand_behind_a_heading_where_they_cost_no_line(said: str, behind: str) -> None:
    blocks = parse_markdown(f"# {said}\n\nBehind: OS not reported\n\n{SENTENCE}", (), ())
    heads = [p.text for p in written(COVER, RAIL, body(SENTENCE), *blocks).paragraphs if p.style.name == "Heading 1"]
    assert heads == [said + behind]
    assert "Behind: OS not reported" in dump_document(sample(blocks))


def test_headlines_and_headings_are_measured_in_their_own_typeface(tmp_path: Path) -> None:
    said, head = (
        "HARMONi-6 met its PFS endpoint at an interim analysis; HARMONi missed OS",
        "LUMEN: PFS HR 0.60 (0.46–0.78)",
    )
    shorter = "HARMONi-6 met its PFS endpoint"
    blocks = parse_markdown(f"# {head} in all\n\nBehind: OS not reported\n\n{SENTENCE}", (), ())

    def heads(brand: Brand) -> list[str]:
        found = written(Front((body(said), body(shorter))), RAIL, body(SENTENCE), *blocks, brand=brand).paragraphs
        return [p.text for p in found if p.style.name in ("Headline", "Heading 1")]

    theirs = replace(BRAND, headings="Verdana", folder=str(shutil.copytree(BRAND.folder, tmp_path / "brand")))
    theirs.template("docx").write_bytes(reference_docx(theirs))
    assert heads(BRAND) == [said, f"{head} in all; OS not reported"]
    assert heads(theirs) == [shorter, f"{head} in all"]


def test_the_contents_beside_the_first_page_give_the_pages_of_chapters() -> None:
    chapters = [block for n in range(6) for block in (h(1, f"Chapter {n}"), *(body(SENTENCE),) * 30)]
    package = written(COVER, RAIL, body(SENTENCE), *chapters)
    fields = [e for e in package.element.body.iter(qn("w:instrText")) if "PAGEREF" in e.text]
    shown = [next(e.getparent().itersiblings()).getnext().text for e in fields]
    assert len(shown) == 6
    assert shown == sorted(shown, key=int)
    assert int(shown[-1]) > int(shown[0])


@pytest.mark.parametrize(("hole", "left"), [(HOLE, FIRST_GROUPS), (1000.0, 7)])
def test_a_rail_gives_way_where_a_wide_table_would_leave_a_hole_beside_it(
    monkeypatch: pytest.MonkeyPatch, hole: float, left: int
) -> None:
    monkeypatch.setattr("briefgen.writers.word.pages.HOLE", hole)
    groups = [block for letter in "ABCDEF" for block in (Heading(3, t(f"Group {letter}")), FACTS)]
    wide = Table((t("Name"), t("Words")), (entry("Row", f"{SENTENCE} {SENTENCE}"),) * 2, ("left", "left"))
    after = [h(1, "One"), body(SENTENCE), wide, *[body(SENTENCE * 6)] * 9, h(1, "Two"), *[body(SENTENCE * 6)] * 17]
    package = written(COVER, Rail(tuple(groups)), body(SENTENCE), *after)
    (rail,) = [table for table in package.tables if table._tbl.tblPr.find(qn("w:tblpPr")) is not None]
    assert len(rail.rows) == left


def test_wider_distances_for_a_meagre_last_page_leave_a_rail_on_its_page() -> None:
    lowest = 0.0
    for count in range(28, 36):
        lines = [body("A line of the rail.")] * count
        rail = Rail((Heading(3, t("One")), *lines[:9], Heading(3, t("Two")), *lines))
        package = written(COVER, rail, *[body(SENTENCE)] * 30, h(1, "One"), *[body(SENTENCE * 2)] * 30)
        rule = ruler(BRAND, package.part.styles.element)
        (table,) = [one._tbl for one in package.tables if one._tbl.tblPr.find(qn("w:tblpPr")) is not None]
        above = stacked(measure(one, 481.9, rule) for one in list(table.itersiblings(preceding=True))[::-1])[0]
        lowest = max(lowest, above + sum(row_height(row, rule) for row in table.iterchildren(qn("w:tr"))))
    assert 690 < lowest <= 0.99 * 725.7
