"""Markdown: each construct a template writer may use, and what is said of the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.briefs.components import BrokenTableError, MarkdownError
from briefgen.briefs.markdown import parse_markdown
from briefgen.briefs.render import FIRST_BLOCK, FIRST_VALUE, Narrative
from briefgen.briefs.source import check_source
from briefgen.document.blocks import (
    BulletList,
    Callout,
    Cards,
    Chips,
    Columns,
    DefinitionList,
    Heading,
    Metrics,
    PageBreak,
    Panels,
    Paragraph,
    Rail,
    SpeakerNotes,
    Stories,
    Table,
)
from briefgen.document.inlines import Emph, Strong, Text, plain
from briefgen.problems import Origin
from briefgen.values.facts import CHINA, Traced
from support.facts import fact


def only(text: str):
    (block,) = parse_markdown(text, (), ())
    return block


def test_headings_and_subtitle():
    block = only("## Title\n\nSubtitle: what it shows")
    assert block == Heading(2, (Text("Title"),), (Text("what it shows"),))


def test_paragraph_styles_and_lines():
    assert only("one\ntwo") == Paragraph((Text("one two"),))
    assert only("Note: small") == Paragraph((Text("small"),), "note")
    assert only("Lead: big") == Paragraph((Text("big"),), "lead")
    assert parse_markdown("Note:  \n\nLead:", (), ()) == ()
    assert only("a *b* **c**") == Paragraph((Text("a "), Emph((Text("b"),)), Text(" "), Strong((Text("c"),))))


def test_table_with_caption_group_rows_and_note():
    block = only(
        "Table: What is known\n\n| A | B |\n|---|--:|\n| **G** | |\n| x | y |\n| **Empty** | |\n\nNote: a limit"
    )
    assert isinstance(block, Table)
    assert plain(block.caption) == "What is known"
    assert plain(block.note) == "a limit"
    assert [row.group for row in block.rows] == [True, False]
    assert block.align == ("left", "right")


def test_definition_list():
    block = only("Type\n: an antibody\n\nOrigin\n: own")
    assert isinstance(block, DefinitionList)
    assert [(plain(term), plain(text)) for term, text in block.items] == [("Type", "an antibody"), ("Origin", "own")]


def test_cards():
    block = only("::: cards\n### Label\n\nFigure\n\nwhat it is\n\n*qualifier*\n\n### Other\n\nFigure\n:::")
    assert isinstance(block, Cards)
    first, second = block.cards
    assert [plain(part) for part in (first.label, first.figure, first.text, first.qualifier)] == [
        "Label", "Figure", "what it is", "qualifier",
    ]  # fmt: skip
    assert (second.text, second.qualifier) == ((), ())


def test_panels_take_the_tint_of_their_territory():
    territory = Traced("China", fact("asset/x", "territory"), CHINA)
    (block,) = parse_markdown(f"::: panels\n### {chr(FIRST_VALUE)} | Owner\n- chip\n\nnote\n:::", (territory,), ())
    assert isinstance(block, Panels)
    (panel,) = block.panels
    assert (plain(panel.title), plain(panel.aside), plain(panel.note), panel.tint) == (
        "China",
        "Owner",
        "note",
        "china",
    )
    assert [plain(chip) for chip in panel.chips] == ["chip"]


def test_columns_nest_and_keep_their_widths():
    block = only(":::: columns\n::: column 60%\nleft\n:::\n::: column\n- right\n:::\n::::")
    assert isinstance(block, Columns)
    assert [column.width for column in block.columns] == [0.6, 0.0]
    assert isinstance(block.columns[1].blocks[0], BulletList)


def test_other_divs():
    assert isinstance(only("::: caution\ntext\n:::"), Callout)
    assert isinstance(only("::: notes\ntext\n:::"), SpeakerNotes)
    assert only("::: chips\n- a\n- b\n:::") == Chips(((Text("a"),), (Text("b"),)))
    assert only("::: metrics\n- many | patients\n:::") == Metrics((((Text("many"),), (Text("patients"),)),))
    assert only("::: metrics\nmany | patients\n:::") == Metrics((((Text("many"),), (Text("patients"),)),))
    assert only("::: register\nNothing yet.\n:::") == Paragraph((Text("Nothing yet."),))
    assert only("::: column\nalone\n:::") == Paragraph((Text("alone"),))
    assert only("---") == PageBreak()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("::: cuation\nx\n:::", "did you mean 'caution'"),
        ("::: columns\ntext\n:::", "fewer colons"),
        ("::: cards\ntext\n:::", "begin each card"),
        ("- a\n  - b", "one level"),
        ("::: cards\n### Reach\n\n- x\n:::", "the card 'Reach' has 1 part figure, text, *qualifier*"),
        ("::: news\n### Study\n\n1. x\n:::", "the news 'Study' holds more than text"),
        ("::: chips\n---\n:::", "a list is expected here write '- ' before each entry"),
        ("```\nx\n```", "'fence' has no place in a document use headings"),
        (f"words {chr(FIRST_BLOCK)}", "a block stands inside the text 'words' give it its own line"),
        ("Chapter: **Evidence**\n\n## One\n\nx", "the chapter 'Evidence' holds more than words"),
    ],
)
def test_mistakes_are_told(text: str, said: str):
    with pytest.raises(MarkdownError) as caught:
        parse_markdown(text, (), (PageBreak(),))
    assert said in f"{caught.value} {caught.value.hint}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("| A | B | C |\n|---|---|\n| x | y | z |", "has 2 columns and its head has 3"),
        ("| A | B |\n|---|\n", "has 1 column and its head has 2"),
        ("| A | B |\n|---|---|\n\n| x | y |", "without an empty line between them"),
        ("| A | B |\n| x | y |", "without an empty line between them"),
        ("|---|---|\n| x | y |", "begins with a head"),
        ("- | A | B |\n  |---|", "has 1 column and its head has 2"),
        ("::: notice\n| A | B |\n|---|\n:::", "has 1 column"),
        ("| A |\n|---|\n| x | lost |", "give each row a cell for each column"),
    ],
)
def test_a_broken_table_is_a_problem(text: str, said: str):
    with pytest.raises(MarkdownError) as caught:
        parse_markdown(text, (), ())
    assert isinstance(caught.value, BrokenTableError)
    assert said in caught.value.hint


def test_bars_in_a_sentence_are_no_table():
    assert isinstance(only("one | two"), Paragraph)
    assert isinstance(only("\\| one"), Paragraph)
    assert isinstance(only("A | B\n--|--\nx \\| y | z"), Table)


def test_every_broken_table_is_told_with_the_line_of_its_first_value():
    marks = [chr(FIRST_VALUE + n) for n in range(2)]
    values = [Traced(text, fact("result/x", "value")) for text in ("5.6 months", "41%")]
    places = [Origin("page.md.j2", 3), Origin("page.md.j2", 9)]
    text = f"| A | B |\n|---|\n| {marks[0]} | x |\n\ntext\n\n| {marks[1]} |\n"
    with pytest.raises(MarkdownError) as caught:
        parse_markdown(text, values, (), places)
    assert [(p.origin.line, p.code) for p in caught.value.problems(Origin("page.md.j2"))] == [
        (3, "broken-table"),
        (9, "broken-table"),
    ]
    assert "'| 41% |'" in str(caught.value.others[0])


def test_a_template_is_checked_for_heads_that_no_document_may_print(tmp_path: Path):
    page = tmp_path / "page.md.j2"
    page.write_text(
        "{# | A | B |\n|---| #}\n{% if area %}\n| {{ area|short }} | B |\n|---|\n{% endif %}\n"
        "| A |{% for a in area.assets %} B |{% endfor %}\n|---|---|---|\n"
    )
    (problem,) = check_source(page, "page.md.j2", Narrative(tmp_path, "templates", "shared"))
    assert (problem.code, problem.origin.line) == ("broken-table", 4)


def test_news_is_told_in_its_parts() -> None:
    block = only(
        "::: news\n### Study | Readout, May\n\n- low | hazard ratio\n\nWhat is new.\n\nWhy: it matters.\n\nNext: more."
        "\n:::"
    )
    assert isinstance(block, Stories)
    words = [plain(cell) for cell in block.stories[0].cells]
    assert words == ["Study", "Readout, May", "low", "hazard ratio", "What is new.", "it matters.", "more."]


def test_news_with_two_figures_is_an_error() -> None:
    with pytest.raises(MarkdownError, match="has 2 figures"):
        only("::: news\n### Study\n\n- low | one\n- high | other\n:::")


def test_key_figures_have_a_bold_line_and_more_below() -> None:
    block = only("::: kpis\n- many | programmes | of all assets\n:::")
    assert isinstance(block, Metrics)
    assert block.style == "strip"
    assert [plain(part) for part in block.items[0]] == ["many", "programmes\nof all assets"]


def test_what_every_row_of_a_register_says_moves_into_its_caption() -> None:
    rows = "| A | mAb | early |\n| B | mAb | late |\n| C | mAb | late |"
    table = only(f"::: register\n| Asset | Kind | Stage |\n|---|---|---|\n{rows}\n:::")
    assert isinstance(table, Table)
    assert [plain(cell) for cell in table.head] == ["Asset", "Stage"]
    assert plain(table.caption) == "Kind: mAb"


def test_slides_stand_under_the_chapter_that_was_opened_last() -> None:
    text = "Chapter: Empty\n\nChapter: Evidence\n\n## One\n\nx\n\n## Two\n\ny\n\n# Annex\n\n## Three\n\nz"
    headings = [block for block in parse_markdown(text, (), ()) if isinstance(block, Heading)]
    assert [heading.chapter for heading in headings] == ["Evidence", "Evidence", "", ""]


@pytest.mark.parametrize(
    "text", ["Chapter: Empty\n\n# Annex\n\n## One\n\nx", "# Annex\n\n## One\n\nx\n\nChapter: Empty"]
)
def test_chapter_without_slides_is_not_printed(text: str) -> None:
    assert not any("Chapter" in plain(b.inlines) for b in parse_markdown(text, (), ()) if isinstance(b, Paragraph))


def test_a_head_with_nothing_under_it_is_not_printed_in_a_column_or_rail() -> None:
    columns = ":::: columns\n::: column 60%\n### Empty\n\n### Full\n\nx\n:::\n::: column\n### Empty\n:::\n::::"
    block = only(columns)
    assert isinstance(block, Columns)
    ((first, second),) = (column.blocks for column in block.columns)
    assert isinstance(first, Heading)
    assert (plain(first.inlines), second) == ("Full", Paragraph((Text("x"),)))
    assert parse_markdown(columns.replace(" 60%", ""), (), ()) == (first, second)  # a column alone is none
    nothing = ":::: columns\n::: column\n### Empty\n:::\n::::\n\n::: caution\n:::\n\nx"
    assert parse_markdown(nothing, (), ()) == (Paragraph((Text("x"),)),)
    rail = only("::: rail\n### Empty\n\n### Full\n\n- x\n:::")
    assert isinstance(rail, Rail)
    assert [plain(b.inlines) for b in rail.blocks if isinstance(b, Heading)] == ["Full"]


@pytest.mark.parametrize(
    "nothing",
    ["###", "-", "- \n- ", "1. ", *(f"::: {name}\n:::" for name in (
        "cards", "chips", "cover", "kpis", "metrics", "news", "outcomes", "panels"
    ))],
)  # fmt: skip
def test_what_says_nothing_is_no_block(nothing: str) -> None:
    assert parse_markdown(f"{nothing}\n\nx", (), ()) == (Paragraph((Text("x"),)),)


def test_an_entry_that_says_nothing_leaves_its_list() -> None:
    assert only("- a\n-\n- b") == BulletList(((Text("a"),), (Text("b"),)))


def test_a_chapter_begins_with_the_next_slide_where_its_first_part_goes_on_with_the_one_before() -> None:
    text = "Chapter: One\n\n## First\n\nx\n\nChapter: Two\n\n### More\n\nTable: Of more\n\n| a |\n|---|\n| b |\n\n## Second\n\ny"
    blocks = parse_markdown(text, (), ())
    assert [h.chapter for h in blocks if isinstance(h, Heading) and h.level == 2] == ["One", "Two"]
    assert not any(plain(b.inlines).startswith("Chapter") for b in blocks if isinstance(b, Paragraph))
    (table,) = (block for block in blocks if isinstance(block, Table))
    assert plain(table.caption) == "Of more"


def test_a_figure_stands_in_bold_above_its_words():
    (whole,) = parse_markdown("Figure: 64% vs 54% | adverse events", (), ())
    assert (whole.style, plain(whole.inlines)) == ("figure", "64% vs 54%\nadverse events")
    assert isinstance(whole.inlines[0], Strong)
    (alone,) = parse_markdown("Figure: 64%", (), ())
    assert plain(alone.inlines) == "64%"


def test_a_strip_is_a_table_and_leaves_other_blocks_alone() -> None:
    table = only("::: strip\n| Setting | Design |\n|---|---|\n| COPD | Phase II |\n:::")
    assert isinstance(table, Table)
    assert table.style == "strip"
    assert only("::: marked\n| Use |\n|---|\n| COPD |\n:::").style == "marked"
    assert only("::: strip\nNothing yet.\n:::") == Paragraph((Text("Nothing yet."),))
