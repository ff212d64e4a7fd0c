"""Blocks as decks rarely have them: notes inside of others, lists and panels longer than a slide, parts left empty."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from briefgen import charts
from briefgen.brand.brand_file import read_brand
from briefgen.briefs.markdown import parse_markdown
from briefgen.deck import Deck, cut_deck
from briefgen.deck.drafts import Draft
from briefgen.deck.footnotes import footnotes
from briefgen.deck.setting import Setting
from briefgen.deck.shapes import Grid, Slide, TextShape
from briefgen.deck.shed import shed
from briefgen.deck.stack import place_stack
from briefgen.deck.text import height, line_count
from briefgen.document.blocks import (
    Block,
    Card,
    Cards,
    Chips,
    Figure,
    Heading,
    Metrics,
    NumberedList,
    Outcome,
    Outcomes,
    Paragraph,
    Row,
    Table,
)
from briefgen.document.inlines import Cite
from support.slide_sample import h, sample, stand_in_charts, t, v

BRAND = read_brand(Path("templates/brand"), "templates/brand")
LONG = "words that take more of a slide than most " * 6


@pytest.fixture(autouse=True)
def _charts(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in_charts(monkeypatch)


def deck_of(*blocks: Block) -> Deck:
    return cut_deck(sample("investor", blocks), BRAND)


def written(text: str) -> list[Slide]:
    """The slides of a template's words, without the cover."""
    return list(deck_of(*parse_markdown(text, (), ())).slides[1:])


def words(slide: Slide, name: str = "") -> list[TextShape]:
    return [shape for shape in slide.shapes if isinstance(shape, TextShape) and shape.name.startswith(name)]


def texts(slide: Slide, name: str = "") -> list[str]:
    return [para.text for shape in words(slide, name) for para in shape.paras]


# --- inside of others --------------------------------------------------------------------------------------

INSIDE = """## One

::::: columns

:::: column

Left.

::::

:::: column

Right.

{}

::::

:::::
"""


def test_speaker_notes_are_spoken_wherever_they_stand() -> None:
    (slide,) = written(INSIDE.format("::: notes\nSay this.\n:::"))
    assert slide.notes == "Say this."
    (slide,) = written("## One\n\n:::: caution\n\nTake care.\n\n::: notes\nSay that.\n:::\n\n::::\n")
    assert slide.notes == "Say that."


@pytest.mark.parametrize("inner", ["---", "::: cover\nHeadline.\n:::", "::: notes\nSay this.\n:::"])
def test_what_is_no_part_of_a_body_takes_no_room_in_it(inner: str) -> None:
    (slide,), (plain,) = written(INSIDE.format(inner)), written(INSIDE.format(""))
    assert slide.shapes == plain.shapes


def test_a_rail_in_a_column_is_part_of_the_column() -> None:
    (slide,) = written(INSIDE.format("::: rail\nIn the rail.\n:::"))
    assert "In the rail." in texts(slide)


# --- longer than a slide -----------------------------------------------------------------------------------


def test_a_numbered_list_goes_on_counting_on_the_next_slide() -> None:
    slides = deck_of(h("Steps"), NumberedList(tuple(t(f"{LONG}{number}") for number in range(18)))).slides[1:]
    marks = [[para.bullet for shape in words(one) for para in shape.paras if para.bullet] for one in slides]
    assert len(marks) > 1
    assert all(marks)
    assert [mark for some in marks for mark in some] == [str(number) for number in range(1, 19)]


def test_outcomes_go_on_on_the_next_slide() -> None:
    one = Outcome(t("Survival"), (), t("16.8 months"), t(LONG * 3), ((t("14.0"), t(LONG)),) * 4)
    slides = deck_of(h("A trial"), Outcomes((one,) * 4)).slides[1:]
    assert len(slides) > 1
    assert sum(len(words(slide, "Figure")) for slide in slides) == 4


def test_cards_go_on_on_the_next_slide() -> None:
    cards = Cards(tuple(Card(t(f"Card {number}"), t("4"), t(LONG * 8)) for number in range(4)))
    slides = deck_of(h("Figures"), cards).slides[1:]
    assert len(slides) > 1
    said = "".join(text for slide in slides for text in texts(slide))
    assert all(f"Card {number}" in said for number in range(4))


def test_columns_whose_words_cannot_be_broken_share_the_width() -> None:
    rows = (Row(tuple(t(sign * 90) for sign in "ABC")),)
    (grid,) = (shape for shape in deck_of(h("Sequences"), Table((t("A"), t("B"), t("C")), rows, ("left",) * 3)).slides[1].shapes if isinstance(shape, Grid))  # fmt: skip
    assert max(grid.widths) - min(grid.widths) < 0.01


# --- parts left empty --------------------------------------------------------------------------------------


def test_an_endpoint_may_have_a_figure_and_no_words() -> None:
    plain = Outcome(t("PFS"), (), t("0.52"), ())
    slide = deck_of(h("A trial"), Outcomes((plain,))).slides[1]
    assert texts(slide, "Figure") == ["0.52"]
    assert words(slide, "Measure") == []
    setting = Setting(sample("investor", ()), BRAND, inside="parted")
    bare = place_stack((Outcomes((plain,)),), 0.0, 0.0, 4.0, setting)
    assert [shape.name for shape in bare.shapes if isinstance(shape, TextShape)] == ["Endpoint", "Figure"]


def test_a_card_may_have_a_figure_and_no_words() -> None:
    slide = deck_of(h("Figures"), Cards((Card(t("Trials"), t("4")), Card(t("Sites"), t("9"))))).slides[1]
    assert {"Trials", "4", "Sites", "9"} <= set(texts(slide))


def strip_of(*items: tuple[str, str], wide: float = 12.0) -> list[TextShape]:
    metrics = Metrics(tuple((t(figure), t(label) if label else ()) for figure, label in items), "strip")
    placed = place_stack((metrics,), 0.0, 0.0, wide, Setting(sample("investor", ()), BRAND))
    return [shape for shape in placed.shapes if isinstance(shape, TextShape)]


def test_figures_in_a_strip_may_have_no_words_and_stand_in_rows_where_they_have_too_many() -> None:
    assert [shape.name for shape in strip_of(("12", ""), ("4", "trials"))] == ["Figure", "Figure", "Label"]
    rows = [shape for shape in strip_of(("12", LONG), ("4", LONG)) if shape.name == "Figure"]
    assert rows[0].box.bottom <= rows[1].box.y


def test_figures_too_wide_to_stand_side_by_side_stand_below_each_other() -> None:
    metrics = Metrics(((t("11.1 months"), t("acmetinib")), (t("6.9 months"), t("placebo"))))
    for wide, beside in ((8.0, True), (2.0, False)):
        placed = place_stack((metrics,), 0.0, 0.0, wide, Setting(sample("investor", ()), BRAND))
        first, second = (
            shape.box for shape in placed.shapes if isinstance(shape, TextShape) and "months" in shape.paras[0].text
        )
        assert (first.y == second.y) == beside


def test_the_words_of_a_narrow_strip_take_two_lines_before_it_becomes_rows() -> None:
    items = [(str(number), "newest source 12 Dec 2025") for number in range(14, 19)]
    wide, narrow, rows = (strip_of(*items, wide=wide) for wide in (16.0, 8.8, 5.0))
    for shapes, lines in ((wide, 1), (narrow, 2)):
        assert len({shape.box.y for shape in shapes}) == 1, "one row"
        for label in (shape for shape in shapes if shape.name == "Label"):
            assert line_count(label.paras[0], BRAND, label.box.w) == lines
            assert label.box.h >= height(label.paras, BRAND, label.box.w) - 0.001
    assert narrow[0].paras[0].size < wide[0].paras[0].size
    assert len({shape.box.y for shape in rows}) == len(items)


def test_a_state_that_ended_something_stands_in_brick() -> None:
    slide = deck_of(
        h("Programmes"), Chips((t(v("Discontinued", "status:discontinued")), t(v("Active", "status:active"))))
    ).slides[1]
    assert [chip.fill for chip in words(slide, "Chip")] == ["brick_tint", "white"]


def test_a_source_that_ends_in_a_full_stop_is_told_before_the_one_it_is_cited_in() -> None:
    document = sample("investor", ())
    references = tuple(replace(one, short=t("GLOBOCAN 2022.")) if one.via else one for one in document.references)
    document = replace(document, references=references)
    (para,) = footnotes((Paragraph(t("One.", Cite(("globocan",)))),), (), document, BRAND, most=1, wide=12.0).paras
    assert "3\u00a0GLOBOCAN 2022, cited in 1." in para.text


def test_a_chart_of_a_slide_that_stays_whole_loses_what_weighs_least(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(charts, "fewer", lambda name, numbers: numbers - 1 if numbers > 1 else None)
    draft: Draft | None = Draft(Heading(2, t("Calendar")), [Figure("calendar", 3, "Three events.")])
    left: list[Any] = []
    while draft := shed(draft):
        (figure,) = draft.blocks
        assert isinstance(figure, Figure)
        left.append(figure.numbers)
        assert draft.notes == [], "no words of a chart are spoken"
    assert left == [2, 1]
