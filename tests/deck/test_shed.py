"""Slides that are never cut in two: rows leave them, one by one, and are counted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from briefgen.brand.brand_file import read_brand
from briefgen.deck import Deck, cut_deck
from briefgen.deck.drafts import Draft
from briefgen.deck.shapes import TextShape
from briefgen.deck.shed import MOST, count_of, shed
from briefgen.document.blocks import (
    Block,
    Column,
    Columns,
    Figure,
    Heading,
    Outcome,
    Outcomes,
    Paragraph,
    Row,
    Stories,
    Story,
    Table,
)
from briefgen.document.document import Allowance
from briefgen.document.inlines import plain
from briefgen.problems import ProblemsFoundError
from support.slide_sample import h, sample, t


@dataclass(frozen=True)
class Counted:
    """Numbers of a chart that has so many rows."""

    rows: tuple[str, ...]


BRAND = read_brand(Path("templates/brand"), "templates/brand")
LONG = t("words " * 60)


def deck_of(block: Block, *, whole: bool) -> Deck:
    heading = replace(h("What changed"), section="changes")
    register = replace(h("Annex: events"), annex=True)
    document = sample("investor", (heading, block, register, Paragraph(t("All."))))
    return cut_deck(replace(document, allowance=Allowance(stays_whole=("changes",) if whole else ())), BRAND)


def titles(deck: Deck) -> list[str]:
    return [slide.title.paras[0].text.replace("\u00a0", " ") for slide in deck.slides[1:]]


def small_print(deck: Deck) -> list[str]:
    shapes = [shape for slide in deck.slides for shape in slide.shapes if isinstance(shape, TextShape)]
    return [shape.paras[0].text for shape in shapes if shape.name == "Notes and sources"]


@pytest.mark.parametrize(
    "block",
    [
        Table((t("Now"), t("Day")), tuple(Row((LONG, t(str(day)))) for day in range(9)), ("left", "left")),
        Stories(tuple(Story(t(f"News {number}"), new=LONG, why=LONG) for number in range(5))),
    ],
)
def test_a_slide_that_stays_whole_loses_its_last_rows_and_counts_them(block: Block) -> None:
    assert titles(deck_of(block, whole=False))[0].startswith("What changed (1 of ")
    made = deck_of(block, whole=True)
    assert titles(made) == ["What changed", "Annex: events"]
    (said,) = small_print(made)
    assert said.startswith("Also in the annex: ")
    assert said.endswith(" more.")


def test_a_row_that_fits_on_no_slide_leaves_one_that_stays_whole() -> None:
    rows = (Row((t("one"), t("1"))), Row((t("words " * 1500), t("2"))))
    table = Table((t("Now"), t("Day")), rows, ("left", "left"))
    with pytest.raises(ProblemsFoundError, match="fits on no slide"):
        deck_of(table, whole=False)
    made = deck_of(table, whole=True)
    assert titles(made) == ["What changed", "Annex: events"]
    assert small_print(made) == ["Also in the annex: one more."]


def test_a_slide_that_shedding_does_not_make_whole_keeps_its_rows() -> None:
    table = Table((t("Now"), t("Day")), tuple(Row((t("one"), t(str(day)))) for day in range(3)), ("left", "left"))
    block = Columns((Column((*[Paragraph(LONG)] * 9, table)), Column((Paragraph(t("Beside.")),))))
    made = deck_of(block, whole=True)
    assert titles(made)[0].startswith("What changed (1 of ")
    assert small_print(made) == []


def test_rows_leave_a_table_beside_a_rail_and_no_head_of_a_group_stays_alone() -> None:
    rows = (Row((t("China"),), group=True), Row((t("one"),)), Row((t("Japan"),), group=True), Row((t("two"),)))
    table = Table((t("Now"),), rows, ("left",))
    rail = Column((Paragraph(t("Beside.")),))
    first = Draft(Heading(2, t("At a glance")), [Paragraph(t("Words.")), Columns((rail, Column((table,))), "railed")])
    less = shed(first)
    assert less is not None
    (_, columns) = less.blocks
    assert isinstance(columns, Columns)
    assert columns.columns == (rail, Column((replace(table, rows=rows[:2]),)))
    assert less.shed == 1
    assert shed(less) is None


def test_no_more_rows_go_than_can_be_counted_and_never_the_last() -> None:
    table = Table((t("Now"),), tuple(Row((t(str(number)),)) for number in range(MOST + 5)), ("left",))
    draft: Draft | None = Draft(Heading(2, t("What changed")), [Paragraph(t("Words.")), table])
    gone = 0
    while draft := shed(draft):
        last, gone = draft, gone + 1
    assert gone == MOST
    assert plain(count_of(last)) == "twelve more"
    assert shed(Draft(Heading(2, t("One")), [replace(table, rows=table.rows[:1]), Paragraph(t("Words."))])) is None


def test_a_chart_beside_what_came_out_goes_when_no_row_may_and_its_rows_are_counted() -> None:
    charted = Figure("landmark", Counted(("one", "two", "three")), "Three endpoints.")
    alone = Column((Figure("landmark", Counted(("rate",)), "One rate."),))
    outcomes = Outcomes((Outcome(t("PFS"), (), t("0.52"), ()),))
    parted = Columns((Column((outcomes,)), alone), "parted")
    draft = Draft(Heading(2, t("A trial")), [Columns((Column((parted, charted)), Column((Paragraph(t("Next.")),))))])
    first = shed(draft)
    assert first is not None
    assert first.shed == 3
    second = shed(first)
    assert second is not None
    assert second.shed == 4
    (left,) = second.blocks
    assert isinstance(left, Columns)
    assert left.columns[0].blocks == (replace(parted, columns=parted.columns[:1]),)
    assert shed(second) is None
    crowded = Figure("landmark", Counted(("one",) * (MOST + 1)), "Many.")
    assert shed(replace(draft, blocks=[outcomes, crowded])) is None, "more than can be counted"
    assert shed(replace(draft, blocks=[charted])) is None, "a chart that says it alone stays"


def test_the_only_chart_of_columns_takes_them_along() -> None:
    outcomes = Outcomes((Outcome(t("PFS"), (), t("0.52"), ()),))
    columns = Columns((Column((Figure("landmark", Counted(("rate",)), "One rate."),)),))
    less = shed(Draft(Heading(2, t("A trial")), [outcomes, columns]))
    assert less is not None
    assert less.blocks == [outcomes]


def test_no_slide_loses_rows_to_one_that_would_share_it() -> None:
    rows = tuple(Row((t(f"Now {day}"), t(str(day)))) for day in range(13))
    heading = replace(h("What changed"), section="changes", joins="changes", little=True)
    little = replace(h("What is expected"), joins="expected events", little=True)
    register = replace(h("Annex: events"), annex=True)
    blocks = (
        heading,
        Table((t("Now"), t("Day")), rows, ("left", "left")),
        little,
        Paragraph(t("One event.")),
        register,
    )
    document = sample("investor", (*blocks, Paragraph(t("All."))))
    made = cut_deck(replace(document, allowance=Allowance(stays_whole=("changes",))), BRAND)
    assert titles(made) == ["What changed", "What is expected", "Annex: events"]
    assert small_print(made) == ["Also in the annex: one more."]
