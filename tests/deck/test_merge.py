"""Neighbours that may share a slide and are short do; nothing is lost, and nothing is set smaller for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.brand.brand_file import read_brand
from briefgen.deck import Deck, cut_deck
from briefgen.deck.grid import SUBTITLE_SLOT
from briefgen.deck.shapes import Grid, TextShape
from briefgen.document.blocks import Block, Heading, Paragraph, Row, Statement, Table
from briefgen.document.document import Document
from briefgen.document.inlines import Text

BRAND = read_brand(Path(__file__).parents[2] / "templates" / "brand", "brand")


def words(text: str) -> tuple[Text, ...]:
    return (Text(text),)


def part(
    title: str, joins: str, rows: int, columns: int = 4, subtitle: str = "", *, annex: bool = False
) -> list[Block]:
    head = tuple(words(f"Head {'abcd'[n]}") for n in range(columns))
    body = tuple(Row(tuple(words(f"{joins} {row}") for _ in head)) for row in range(rows))
    heading = Heading(2, words(title), words(subtitle) if subtitle else (), joins=joins, annex=annex)
    return [heading, Table(head, body, ("left",) * columns)]


def deck_of(*parts: list[Block]) -> Deck:
    blocks = tuple(block for some in parts for block in some)
    empty = ((), ())
    return cut_deck(Document("deck", "x", words("Deck"), (), (), empty, empty, blocks), BRAND)


def titles(deck: Deck) -> list[str]:
    return [slide.title.paras[0].text for slide in deck.slides[1:]]


def texts(deck: Deck) -> list[str]:
    return [
        para.text
        for slide in deck.slides
        for shape in slide.shapes
        if isinstance(shape, TextShape)
        for para in shape.paras
    ]


def test_short_neighbours_share_a_slide_whose_title_tells_all() -> None:
    deck = deck_of(
        part("Annex: programmes", "programmes", 2, subtitle="As stated"),
        part("Annex: designations", "designations", 1),
        part("Annex: events", "events", 3),
    )
    assert titles(deck) == ["Annex: programmes, designations and events"]
    assert {"Programmes", "Designations", "Events"} <= set(texts(deck))
    assert any("As stated." in text for text in texts(deck))


def test_a_finding_stands_above_its_part() -> None:
    deck = deck_of(part("Two claims are not shown", "claims", 2), part("What is open", "open points", 2))
    assert titles(deck) == ["Claims and open points"]
    assert {"Two claims are not shown", "What is open"} <= set(texts(deck))


def test_parts_of_one_name_are_told_once() -> None:
    deck = deck_of(part("A concerns ten", "new cases", 1), part("B concerns twenty", "new cases", 1))
    assert titles(deck) == ["New cases"]
    assert {"A concerns ten", "B concerns twenty"} <= set(texts(deck))


def test_narrow_parts_stand_beside_each_other() -> None:
    deck = deck_of(part("Open", "open points", 5, 2), part("Carried", "statements", 5, 2))
    assert titles(deck) == ["Open points and statements"]
    assert deck.slides[1].layout == "Two Content"


def test_no_more_than_four_and_none_that_is_long() -> None:
    few = [part(f"Annex: {word}", word, 1) for word in ("one", "two", "three", "four", "five")]
    assert titles(deck_of(*few)) == ["Annex: one, two and three", "Annex: four and five"]
    assert titles(deck_of(part("Long", "long", 12), part("Short", "short", 2))) == ["Long", "Short"]


@pytest.mark.parametrize("between", [Heading(1, words("Chapter")), None])
def test_what_does_not_say_so_stands_alone(between: Block | None) -> None:
    first, last = part("One", "one", 6), part("Two", "two" if between else "", 6)
    assert titles(deck_of(first, [between] if between else [], last))[-2:] == ["One", "Two"]


def test_a_statement_that_must_be_seen_shares_no_slide() -> None:
    said: list[Block] = [
        Heading(2, words("Notice"), joins="notice"),
        Statement("use", (Paragraph(words("Read this.")),)),
    ]
    assert titles(deck_of(part("One", "one", 1), said)) == ["One", "Notice"]


def test_lists_of_an_annex_run_on_where_that_takes_fewer_slides() -> None:
    deck = deck_of(
        part("Annex: 8 designations", "designations", 8, subtitle="None is an approval", annex=True),
        part("Annex: 30 events", "events", 30, subtitle="Latest first", annex=True),
        part("Four claims are not shown", "claims", 4, annex=True),
    )
    assert titles(deck) == [
        "Annex: designations and events (1\u00a0of\u00a02)",
        "Annex: events (2\u00a0of\u00a02) and claims",
    ]
    assert {"Designations. None is an approval", "Events. Latest first", "Four claims are not shown"} <= set(
        texts(deck)
    )
    grids = [shape for slide in deck.slides[1:] for shape in slide.shapes if isinstance(shape, Grid)]
    assert [len(grid.rows) - 1 for grid in grids if len(grid.rows) in (5, 9)] == [8, 4], "short lists stand whole"
    (high,) = {row.height for grid in grids for row in grid.rows[1:]}
    assert high < 0.3


def test_a_slide_of_one_list_that_runs_on_says_below_its_title_what_it_lists() -> None:
    deck = deck_of(
        part("Annex: designations", "designations", 8, subtitle="None is an approval", annex=True),
        part("Annex: events", "events", 52, subtitle="Latest first", annex=True),
    )
    assert titles(deck)[-1] == "Annex: events (3\u00a0of\u00a03)"
    last = deck.slides[-1]
    under = next(shape for shape in last.shapes if isinstance(shape, TextShape) and shape.slot == SUBTITLE_SLOT)
    assert under.paras[0].text == "Latest first"
    assert not any(shape.name == "Caption" for shape in last.shapes if isinstance(shape, TextShape))


def test_parts_of_one_name_go_on_together() -> None:
    first, *others = (part(f"{word} concerns some", "new cases", 1) for word in "ABC")
    assert titles(deck_of(part("Open", "open points", 6), first, *others[:1])) == ["Open points and new cases"]
    assert titles(deck_of(part("Open", "open points", 6), first, *others)) == ["Open", "New cases"]


@pytest.mark.parametrize(("rows", "repeated"), [(28, True), (25, False)])
def test_what_is_said_of_a_list_is_not_repeated_on_a_slide_that_its_rows_fill(rows: int, repeated: bool) -> None:
    about = "Latest first; what a source tells of another company stands with the company that it is about, " * 2
    deck = deck_of(
        part("Annex: designations", "designations", 8, subtitle="None is an approval", annex=True),
        part("Annex: events", "events", rows, subtitle=about.strip(", "), annex=True),
    )
    assert titles(deck)[-1] == "Annex: events (2\u00a0of\u00a02)"
    assert any(text.startswith("Events. Latest first") for text in texts(deck)), "it is said on the slide before"
    last = [shape for shape in deck.slides[-1].shapes if isinstance(shape, TextShape)]
    assert any(shape.slot == SUBTITLE_SLOT for shape in last) == repeated
