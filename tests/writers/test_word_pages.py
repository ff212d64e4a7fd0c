"""Pages of Word documents: where chapters break, tables part, figures give way; the estimate against LibreOffice."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen import charts
from briefgen.brand.brand_file import read_brand
from briefgen.charts import HEIGHT_STEP
from briefgen.document.blocks import (
    Block,
    BulletList,
    DefinitionList,
    Figure,
    Paragraph,
    Rail,
    ReferenceList,
    Statement,
    Table,
)
from briefgen.document.inlines import Strong, Text
from briefgen.writers.word import cursor, flow, giving_way, pages, pieces, writer
from briefgen.writers.word.columns import Texts, column_widths, levelled
from briefgen.writers.word.cursor import Cursor
from briefgen.writers.word.looks import ParagraphLook, RunLook
from briefgen.writers.word.measure import Measured, count_lines
from briefgen.writers.word.writer import write_word
from support.chart_samples import programs
from support.word_sample import PAGES, SHOWCASE, body, entry, h, sample, t

BRAND = read_brand(Path(__file__).parents[2] / "templates" / "brand", "templates/brand")
LINE = "A sentence that fills one line of the page and tells the reader next to nothing at all."


def lines(count: int) -> tuple[Block, ...]:
    return tuple(body(f"{number} {LINE}") for number in range(count))


def written(*blocks: Block) -> Any:
    return docx.Document(BytesIO(write_word(sample(blocks), BRAND)))


def chapter(package: Any, title: str) -> tuple[bool, float]:
    """Whether a chapter breaks the page, and the points above it."""
    found = next(p for p in package.paragraphs if p.text == title)
    before = found.paragraph_format.space_before
    return found.paragraph_format.page_break_before, before.pt if before else 0.0


def test_a_head_in_small_print_runs_in() -> None:
    end = (h(1, "End"), ReferenceList(), Statement("use", (h(3, "Use"), body("For information only."))))
    found = [p for p in written(h(1, "One"), *lines(2), *end).paragraphs if "information only" in p.text]
    assert [(p.text, p.runs[0].text, p.runs[0].bold) for p in found] == [("Use. For information only.", "Use", True)]


def test_a_chapter_follows_on_a_page_that_is_not_yet_full() -> None:
    assert chapter(written(h(1, "One"), *lines(4), h(1, "Two"), *lines(150)), "Two") == (False, flow.CHAPTER_AIR)


def test_a_long_chapter_begins_a_page_of_its_own_after_a_full_one() -> None:
    assert chapter(written(h(1, "One"), *lines(15), h(1, "Two"), *lines(60)), "Two") == (True, 0.0)


def test_a_chapter_that_fits_wholly_stays_on_the_page() -> None:
    assert not chapter(written(h(1, "One"), *lines(15), h(1, "Two"), *lines(2)), "Two")[0]


@pytest.fixture
def ends(monkeypatch: pytest.MonkeyPatch) -> list[Cursor]:
    """Where each document written ends."""
    found: list[Cursor] = []

    def settled(*arguments: Any) -> tuple[Any, Cursor]:
        root, end = pages.settle_pages(*arguments)
        found.append(end)
        return root, end

    monkeypatch.setattr(writer, "settle_pages", settled)
    return found


def test_the_last_page_of_a_short_document_is_spared_where_a_squeeze_allows_it(ends: list[Cursor]) -> None:
    for count in range(10, 22):
        blocks = (h(1, "One"), *(block for n in range(count) for block in (h(2, f"Section {n}"), *lines(2))))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(pages, "FEW", 0)
            patch.setattr(pages, "MEAGRE", 0)
            written(*blocks)
        if ends[-1].page == 2:
            break
    written(*blocks)
    assert [end.page for end in ends[-2:]] == [2, 1]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(1, 40), min_size=2, max_size=5))
def test_no_chapter_breaks_a_page_less_than_filled(counts: list[int]) -> None:
    seen: list[tuple[float, bool]] = []
    decide = flow._begin_chapter

    def watched(pieces: Any, at: int, draft: Any, place: Cursor, page: Any, rule: Any) -> None:
        decide(pieces, at, draft, place, page, rule)
        seen.append((place.filled / page.height, pieces[at].measured.look.breaks))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flow, "_begin_chapter", watched)
        written(*(block for n, count in enumerate(counts) for block in (h(1, f"Chapter {n}"), *lines(count))))
    assert all(filled > flow.FILLED for filled, breaks in seen if breaks)


def long_table(rows: int, words: str = LINE) -> Table:
    return Table((t("Name"), t("Words")), tuple(entry(f"Row {n}", words) for n in range(rows)), ("left", "left"))


def kept_rows(package: Any) -> list[bool]:
    table = package.tables[0]
    return [bool(row.cells[0].paragraphs[0].paragraph_format.keep_with_next) for row in table.rows[1:]]


def test_a_table_kept_whole_parts_rather_than_leave_a_page_empty() -> None:
    found = [kept_rows(written(*lines(count), long_table(12, 3 * LINE))) for count in range(8, 20)]
    assert [True, *[False] * 9, True, False] in found
    assert [*[True] * 11, False] in found


def test_a_table_that_fits_stays_whole() -> None:
    assert all(kept_rows(written(*lines(2), long_table(8)))[:-1])


def figure(rows: int) -> Figure:
    return Figure("pipeline", charts.prepare("pipeline", programs(rows)), "Bars.", t("Stages"))


def height(package: Any) -> float:
    return int(next(package.element.body.iter(qn("wp:extent"))).get("cy")) / 914400


def test_a_figure_gives_way_a_little_to_stay_on_the_page() -> None:
    natural = height(written(figure(8)))
    found = [height(written(*lines(count), h(2, "Section"), figure(8))) for count in range(6, 40, 2)]
    assert min(found) < natural == max(found)
    assert min(found) >= 0.85 * natural - 0.01


def test_the_figures_of_a_page_that_ends_early_grow() -> None:
    natural = height(written(figure(8)))
    found = [height(written(figure(8), *lines(count), h(1, "Two"), *lines(60))) for count in range(1, 16, 2)]
    assert natural < max(found) <= (1 + giving_way.GROWTH) * natural
    assert all(abs((one - natural) / HEIGHT_STEP - round((one - natural) / HEIGHT_STEP)) < 0.01 for one in found)


def test_a_figure_gives_way_to_the_last_lines_of_its_chapter(monkeypatch: pytest.MonkeyPatch) -> None:
    documents = [
        (h(2, "One"), figure(12), *[body("Told.")] * count, h(1, "Two"), *lines(60)) for count in (13, 14, 15, 16)
    ]
    lowered = [height(written(*blocks)) for blocks in documents]
    monkeypatch.setattr(giving_way, "TAIL", 0.0)
    as_before = [height(written(*blocks)) for blocks in documents]
    assert any(low < high for low, high in zip(lowered, as_before, strict=True))


def test_what_stands_on_a_page_moves_closer_for_a_figure_that_would_leave_it_half_empty() -> None:
    documents = [written(*[body("Told.")] * count, h(2, "Section"), figure(12), *lines(60)) for count in range(15, 24)]
    told = [[p.paragraph_format.space_after for p in one.paragraphs if p.text == "Told."] for one in documents]
    closer = [[space.pt for space in spaces if space is not None] for spaces in told]
    assert any(spaces and 3 <= max(spaces) < 6 for spaces in closer)
    assert any(not spaces or min(spaces) >= 6 for spaces in closer)


def order(*blocks: Block) -> list[str]:
    """The captions of a document in reading order."""
    return [p.text for p in written(*blocks).paragraphs if p.style.name == "Caption"]


def test_a_figure_stands_behind_what_follows_it_where_it_does_not_fit() -> None:
    table = replace(long_table(3), caption=t("Rows"))
    section = (h(2, "Section"), figure(6), table, body(LINE))
    found = [order(*lines(count), *section) for count in range(6, 30, 2)]
    figure_first, table_first = ["Figure 1. Stages", "Table 1. Rows"], ["Table 1. Rows", "Figure 1. Stages"]
    assert found[0] == figure_first
    assert table_first in found
    assert all(one in (figure_first, table_first) for one in found)
    assert order(*lines(16), h(2, "Section"), figure(6), h(2, "Next"), table) == figure_first, "a section keeps its own"


@pytest.mark.parametrize(("lines", "kept"), [(4, True), (5, None)])
def test_a_long_paragraph_may_part_from_the_figure_it_leads_to(lines: int, kept: bool | None) -> None:
    paragraphs = written(h(1, "One"), body(lines * LINE), figure(4)).paragraphs
    lead = next(paragraph for paragraph in paragraphs if paragraph.text.startswith(LINE))
    assert lead.paragraph_format.keep_with_next is kept


def test_what_no_page_can_hold_parts_before_its_caption() -> None:
    paragraphs = written(h(1, "One"), h(2, "Section"), body(4 * LINE), figure(23)).paragraphs
    at = next(n for n, p in enumerate(paragraphs) if p.text.startswith("Figure 1"))
    assert paragraphs[at - 1].paragraph_format.keep_with_next is False
    rows = kept_rows(written(h(2, "Section"), long_table(40)))
    assert not all(rows), "a table parts of itself"


@pytest.mark.parametrize(("before", "breaks", "kept"), [(1, False, True), (3, False, False), (4, False, False)])
def test_a_chapter_without_room_for_its_figure_begins_beside_a_rail_with_its_text(
    before: int, breaks: bool, kept: bool
) -> None:
    facts = DefinitionList(tuple((t(f"Fact {n}"), t("What it is")) for n in range(10)))
    chapter = (h(1, "One"), body(3 * LINE), figure(15), h(1, "Two"), body(LINE))
    found = written(Rail((h(3, "Facts"), facts)), *(body(3 * LINE) for _ in range(before)), *chapter).paragraphs
    at = next(n for n, p in enumerate(found) if p.text == "One")
    assert found[at].paragraph_format.page_break_before is breaks
    assert found[at + 1].paragraph_format.keep_with_next is kept


@pytest.mark.parametrize(("heads", "breaks"), [(1, False), (9, True)])
def test_a_chapter_whose_text_has_no_room_beside_a_rail_either_begins_a_page(heads: int, breaks: bool) -> None:
    facts = DefinitionList(tuple((t(f"Fact {n}"), t("What it is")) for n in range(28)))
    above = (Rail((h(3, "Facts"), facts)), *(body(3 * LINE) for _ in range(7)), h(1, "One"))
    under = (*(h(2, f"Part {n}") for n in range(heads)), body(3 * LINE), figure(15), h(1, "Two"), *lines(40))
    found = written(*above, *under).paragraphs
    at = next(n for n, p in enumerate(found) if p.text == "One")
    assert found[at].paragraph_format.page_break_before is breaks
    assert found[at + heads + 1].paragraph_format.keep_with_next is breaks


def test_the_distance_above_counts_at_the_top_of_a_page_only_below_a_break() -> None:
    def filled(*, breaks: bool) -> float:
        chapter = Measured(ParagraphLook(breaks=breaks), lines=1, line=18.0, before=14.0)
        place = Cursor(filled=100.0)
        form = pieces.Form(chapter, chapter.look)
        cursor.turn_page(place, piece := pieces.Piece(OxmlElement("w:p"), form, chapter, whole=True, keep_next=True))
        cursor.put(piece, place, pieces.Page(400.0, 700.0, 190.0))
        return place.filled

    assert (filled(breaks=True), filled(breaks=False)) == (32.0, 18.0)


def leads(*blocks: Block) -> list[bool]:
    found = [p for p in written(h(2, "Section"), *blocks).paragraphs if p.style.name == "Body Text"]
    return [bool(p.paragraph_format.keep_with_next) for p in found]


def test_paragraphs_stay_with_the_list_or_table_that_they_lead_to() -> None:
    assert leads(body("One event is expected."), BulletList((t("In May."),))) == [True]
    assert leads(body("A trial."), body("Not stated: safety."), long_table(2)) == [True, True]
    assert leads(body(4 * LINE), body("Not stated: safety."), long_table(2)) == [False, True]
    assert leads(body("A trial."), body("Not stated: safety.")) == [False, False]


def test_a_heading_that_leads_to_a_table_by_a_paragraph_moves_on_by_a_break() -> None:
    found = [
        written(*lines(count), h(2, "Section"), body(LINE), long_table(12, 3 * LINE)).paragraphs
        for count in range(18, 26)
    ]
    heads = [next(p for p in paragraphs if p.text == "Section").paragraph_format for paragraphs in found]
    assert {bool(head.page_break_before) for head in heads} == {True, False}
    assert all(head.space_before.pt == 0 for head in heads if head.page_break_before)


def test_a_page_of_a_few_lines_is_drawn_onto_the_one_before(ends: list[Cursor]) -> None:
    for count in range(20, 40, 2):
        written(h(1, "One"), *(block for n in range(count) for block in (h(2, f"Section {n}"), body(LINE))))
    assert any(end.page == 1 for end in ends)
    assert not [end for end in ends if end.page == 1 and end.filled < 60]


def test_wider_distances_fill_a_last_page_that_cannot_be_spared(ends: list[Cursor]) -> None:
    few, more = [], []
    for count in (56, 60, 64, 68):
        blocks = (h(1, "One"), *(block for n in range(count) for block in (h(2, f"Section {n}"), body(LINE))))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(pages, "LOOSER", ())
            written(*blocks)
        written(*blocks)
        few.append((ends[-2].page, ends[-2].filled))
        more.append((ends[-1].page, ends[-1].filled))
    assert [page for page, _ in few] == [page for page, _ in more], "no page more"
    assert all(before <= after for before, after in zip(few, more, strict=True))
    assert few != more


def test_a_page_is_spared_where_one_before_the_last_is_half_empty(ends: list[Cursor]) -> None:
    figure = Figure("pipeline", charts.prepare("pipeline", programs(6)), "Six bars.")
    strip = Table((t("Setting"), t("Design")), (entry("RSV disease", "Phase III"),), ("left", "left"))
    trials = [(h(1, f"Trial {n}"), strip, *lines(13), figure, h(2, "Limits"), *lines(2)) for n in range(6)]
    blocks = (h(1, "One"), *lines(6), *(block for trial in trials for block in trial))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pages, "_emptiest", lambda laid: 1000.0)
        written(*blocks)
    written(*blocks)
    before, after = ends
    assert min(before.fills) < pages.MEAGRE * 730 < before.filled
    assert after.page == before.page - 1


def test_text_parts_from_its_figure_rather_than_leave_half_a_page_empty() -> None:
    def told(before: int) -> tuple[bool | None, bool | None]:
        paragraphs = written(h(1, "One"), *lines(before), h(2, "Section"), body(4 * LINE), figure(17)).paragraphs
        at = next(n for n, p in enumerate(paragraphs) if p.text.startswith("Figure 1"))
        return paragraphs[at - 1].paragraph_format.keep_with_next, paragraphs[at - 2].paragraph_format.page_break_before

    assert (False, None) in [told(before) for before in range(4, 20, 3)]
    assert told(24)[0] is not False, "a page that is nearly full moves all of it on"


def test_text_without_room_either_moves_on_with_its_figure() -> None:
    paragraphs = written(h(1, "One"), *lines(11), h(2, 22 * LINE), body(4 * LINE), figure(8)).paragraphs
    at = next(n for n, p in enumerate(paragraphs) if p.text.startswith("Figure 1"))
    assert paragraphs[at - 1].paragraph_format.keep_with_next


@pytest.mark.parametrize("text", ["", "word", "a  b", "one two\nthree", "x" * 300, "複宏漢霖" * 40, "العربية " * 9])
def test_lines_are_counted_for_any_text(text: str) -> None:
    count = count_lines([(text, RunLook())], 100.0, BRAND)
    assert count >= 1 + text.count("\n")


def test_wordy_columns_get_the_room_and_short_ones_stay_on_one_line() -> None:
    columns = [
        Texts("Date", (("23 Oct 2025", True),) * 6),
        Texts("Says", ((LINE * 2, False),) * 6),
        Texts("Kind", (("not disclosed", False),) * 6),
        Texts("Ref.", (("1", False),) * 6),
    ]
    date, says, kind, reference = column_widths(BRAND, columns, 6.27, referenced=True)
    assert date + says + kind + reference == pytest.approx(6.27)
    assert says > 3
    assert date > 0.9
    assert kind > 0.9
    assert reference < 0.6


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_pages_are_foreseen_as_libreoffice_sets_them(ends: list[Cursor], tmp_path: Path) -> None:
    foreseen: dict[Path, int] = {}
    for blocks in (PAGES, (*SHOWCASE, h(1, "References"), ReferenceList()), (*PAGES, *SHOWCASE) * 3):
        path = tmp_path / f"{len(foreseen)}.docx"
        path.write_bytes(write_word(sample(tuple(one for one in blocks if not isinstance(one, Figure))), BRAND))
        foreseen[path] = ends[-1].page + 1
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "pdf"]
    command += ["--outdir", str(tmp_path), *map(str, foreseen)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    for path, count in foreseen.items():
        real = len(re.findall(rb"/Type\s*/Page\b", path.with_suffix(".pdf").read_bytes()))
        assert count == pytest.approx(real, rel=0.12), path


def test_a_chapter_that_begins_with_a_table_and_has_a_figure_is_kept_whole() -> None:
    figure = Figure("pipeline", charts.prepare("pipeline", programs(6)), "Six bars.")
    strip = Table((t("Setting"), t("Design")), (entry("RSV disease", "Phase III"),), ("left", "left"))
    trial = (h(1, "Two"), strip, *lines(2), figure, h(2, "Limits"), *lines(3))
    assert chapter(written(h(1, "One"), *lines(12), *trial), "Two")[0]
    assert not chapter(written(h(1, "One"), *lines(6), *trial), "Two")[0]
    untabled = (h(1, "Two"), *lines(4), figure, h(2, "Limits"), *lines(3))
    assert not chapter(written(h(1, "One"), *lines(12), *untabled), "Two")[0]


def distances(package: Any, *begins: str) -> list[float]:
    """The points that paragraphs keep below them for themselves, each found by its first words."""
    every = [p for p in package.paragraphs if p.text.startswith(begins)]
    return [p.paragraph_format.space_after.pt if p.paragraph_format.space_after else 0.0 for p in every]


def test_what_stands_on_a_page_that_ends_early_takes_air() -> None:
    parts = (h(1, "One"), *lines(11), h(2, "Section"), long_table(2), h(2, "Third"), *lines(2))
    dense = written(*parts, *lines(20), h(1, "Two"), *lines(60))
    airy = written(*parts, h(1, "Two"), *lines(60))
    assert chapter(airy, "Two") == (True, 0.0)
    assert distances(airy, "10 ")[0] > distances(airy, "9 ")[0] > distances(dense, "9 ")[0]
    assert [chapter(package, "Third")[1] > 0 for package in (dense, airy)] == [False, True]
    assert distances(airy, "Section") == distances(dense, "Section")


def test_small_print_stays_with_its_head() -> None:
    uses = Statement("use", (h(3, "Use"), body("For information only."), body("No advice.")))
    others = Statement("forward-looking", (h(3, "Future"), body("Words about it.")))
    listed = Statement("evidence", (h(3, "Use"), BulletList(((Text("No bets."),),))))
    claims = Paragraph((Strong((Text("Claims."),)), Text(" Theirs.")))
    small = (uses, others, claims, body("None is verified."), listed)
    found = written(h(1, "One"), *lines(2), h(1, "End"), ReferenceList(), *small).paragraphs
    forms = {p.text: p.paragraph_format for p in found}
    kept = {text: (bool(form.keep_together), bool(form.keep_with_next)) for text, form in forms.items()}
    assert kept["Use. For information only. No advice."] == (True, False)
    assert kept["Future. Words about it."] == (True, False)
    assert (kept["Claims. Theirs."], kept["None is verified."]) == ((True, True), (False, False))
    assert [forms["Use"].keep_with_next, forms["No bets."].keep_with_next] == [None, None]


def test_small_print_that_is_long_may_part() -> None:
    long = Paragraph((Strong((Text("A trial."),)), Text(" " + " ".join([LINE] * 20))))
    found = written(h(1, "One"), *lines(2), h(1, "End"), ReferenceList(), long).paragraphs
    assert not next(one for one in found if one.text.startswith("A trial.")).paragraph_format.keep_together


def test_columns_that_go_on_say_which_section_goes_on() -> None:
    found: set[str] = set()
    for count in range(12, 26):
        statements = [Statement(f"use-{n}", (h(3, "Use"), body(" ".join([LINE] * 6)))) for n in range(count + 12)]
        sections = (h(2, "Section"), *statements[:count], h(2, "Last"), *statements[count:])
        texts = [p.text for p in written(h(1, "One"), *lines(1), h(1, "End"), ReferenceList(), *sections).paragraphs]
        found |= {text for text in texts if text.endswith(", continued")}
    assert found == {"Section, continued", "Last, continued"}


def test_the_columns_of_two_arms_are_alike_where_no_cell_takes_more_lines_by_it() -> None:
    def arm(name: str, *values: str) -> Texts:
        return Texts(f"{name} plus chemotherapy", tuple((value, False) for value in values))

    columns = [Texts("Endpoint", (("PFS rate", True),)), arm("Ivonescimab", "62%"), arm("Tislelizumab", "43%")]
    assert levelled(BRAND, columns, [1.8, 2.1, 1.2], [1, 2]) == [1.8, pytest.approx(1.65), pytest.approx(1.65)]
    wordy = [*columns[:2], arm("Tislelizumab", "11.1 months (95% CI 9.9-12.0; interim analysis)")]
    assert levelled(BRAND, wordy, [1.8, 1.2, 2.1], [1, 2]) == [1.8, 1.2, 2.1]
    assert levelled(BRAND, columns, [1.8, 2.1, 1.2], [2]) == [1.8, 2.1, 1.2]


def test_a_table_of_few_short_columns_is_as_wide_as_running_text() -> None:
    def wide(table: Table) -> float:
        package = written(h(1, "One"), *lines(2), table)
        return sum(column.width.inches for column in package.tables[-1].columns)

    few = Table(
        (t("Endpoint"), t("Ours"), t("Theirs")), (entry("PFS rate", "62%", "43%"),) * 3, ("left", "left", "left")
    )
    wordy = replace(few, rows=(entry(LINE, LINE, LINE),) * 3)
    assert wide(few) < wide(wordy) - 1
    many = replace(few, head=few.head * 2, rows=(entry(*["PFS rate", "62%", "43%"] * 2),), align=("left",) * 6)
    assert wide(many) == pytest.approx(wide(wordy), abs=0.02)
    long = replace(few, rows=(entry("Nonalcoholicsteatohepatitis" * 2, *["Immunohistochemistrybased" * 2] * 2),))
    assert wide(long) == pytest.approx(wide(wordy), abs=0.02), "no word is broken for it"
