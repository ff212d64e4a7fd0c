"""What a slide of the main part has no room for stands in the annex, named on the slide with a link."""

from __future__ import annotations

from pathlib import Path

from briefgen.brand.brand_file import read_brand
from briefgen.deck import cut_deck
from briefgen.deck.shapes import Deck, TextShape
from briefgen.document.blocks import Block, Column, Columns, Heading, Paragraph, Row, Table
from briefgen.document.inlines import Inlines, Text
from support.slide_sample import sample

BRAND = read_brand(Path(__file__).parents[2] / "templates" / "brand", "brand")
LONG = "Some say this, and others say that. " * 12


def t(text: str) -> Inlines:
    return (Text(text),)


def deck_of(*blocks: Block, annex: bool = True) -> Deck:
    behind = (Heading(2, t("Annex: events"), annex=True), Paragraph(t("An event."))) if annex else ()
    return cut_deck(sample(blocks=(Heading(2, t("A licence: long terms")), *blocks, *behind)), BRAND)


def titles(deck: Deck) -> list[str]:
    return [slide.title.paras[0].text.replace("\u00a0", " ") for slide in deck.slides[1:]]


def columns(count: int) -> Columns:
    return Columns((Column((Paragraph(t(LONG)),) * count), Column((Paragraph(t("Beside.")),))))


def test_the_rest_of_a_slide_stands_in_the_annex_and_is_named() -> None:
    deck = deck_of(columns(8))
    assert titles(deck) == ["A licence: long terms", "A licence, continued", "Annex: events"]
    said = [para.text for shape in deck.slides[1].shapes if isinstance(shape, TextShape) for para in shape.paras]
    assert said[-1].startswith("Also in the annex: A licence, continued.")
    assert deck.anchors["#rest-1"] == 3
    assert deck.main == 2
    told = "".join(para.text for one in deck.slides for s in one.shapes if isinstance(s, TextShape) for para in s.paras)
    assert told.count("Some say this") == 8 * 12, "nothing is lost"


def test_without_an_annex_a_slide_goes_on() -> None:
    assert titles(deck_of(columns(8), annex=False)) == [
        "A licence: long terms (1 of 2)",
        "A licence: long terms (2 of 2)",
    ]


def test_lists_and_divided_tables_go_on() -> None:
    rows = tuple(Row((t(LONG),)) for _ in range(9))
    table = Table((t("Terms"),), rows, ("left",))
    assert titles(deck_of(table))[0].startswith("A licence: long terms (1 of ")
    assert titles(deck_of(columns(1), table))[0].startswith("A licence: long terms (1 of ")
