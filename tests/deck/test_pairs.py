"""Two readouts that say little share a slide, and nothing of either is lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from briefgen.brand.brand_file import read_brand
from briefgen.deck import Deck, cut_deck
from briefgen.deck.shapes import Backdrop, Grid, Picture, Rule, Slide, TextShape
from briefgen.document.blocks import Block, Callout, Column, Columns, Heading, Outcome, Outcomes, Paragraph, Row, Table
from briefgen.document.inlines import Value
from briefgen.values.facts import VALUE, Fact, RecordKey
from briefgen.values.quantity import Quantity
from support.slide_sample import figure, sample, stand_in_charts, t

BRAND = read_brand(Path("templates/brand"), "templates/brand")


@pytest.fixture(autouse=True)
def _charts(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in_charts(monkeypatch)


def number(text: str, record: str) -> Value:
    return Value(text, Fact(RecordKey("result", record)), VALUE, content=Quantity.parse(text))


def table(rows: int) -> Table:
    return Table(
        (t("Endpoint"), t("Result")), tuple(Row((t(f"E{n}"), t(f"R{n}"))) for n in range(rows)), ("left", "left")
    )


def readout(title: str, *more: Block, values: int = 2, subtitle: str = "Phase III trial") -> list[Block]:
    """A slide of one trial, with what else stands beside its rail."""
    arms = tuple(((number(f"1{arm}", f"{title}-{arm}"),), t(f"arm {arm}, n = 310")) for arm in range(values))
    panel = Outcome(t("PFS"), (), (number("0.60", title),), t("hazard ratio\n95% CI 0.46–0.78"), arms)
    main = Column((Outcomes((panel,)), *more, Paragraph(t("Limits of it."))))
    rail = Column((Heading(3, t("Safety")), Paragraph(t(f"Safety of {title}."))))
    return [Heading(2, t(title), t(subtitle), joins="readouts"), Columns((main, rail), "railed")]


def slides_of(*parts: list[Block]) -> list[Slide]:
    deck: Deck = cut_deck(sample("investor", tuple(block for part in parts for block in part)), BRAND)
    return list(deck.slides[1:])


def texts(slide: Slide) -> str:
    words = [para.text for shape in slide.shapes if isinstance(shape, TextShape) for para in shape.paras]
    cells = [c.para.text for shape in slide.shapes if isinstance(shape, Grid) for row in shape.rows for c in row.cells]
    return "\n".join(words + cells)


def test_two_readouts_stand_beside_each_other_above_one_band() -> None:
    one, *rest = slides_of(readout("ALPHA met it: 0.60"), readout("BETA met it: 0.60"))
    assert "ALPHA met it: 0.60; BETA met it: 0.60" in one.title.paras[0].text
    assert not any("BETA" in slide.title.paras[0].text for slide in rest)
    said = texts(one)
    for words in ("ALPHA met it: 0.60", "BETA met it: 0.60", "Phase III trial", "arm 0, n = 310", "arm 1, n = 310"):
        assert words in said
    assert "Safety. Safety of ALPHA met it: 0.60. Limits of it." in said
    bands = [shape for shape in one.shapes if isinstance(shape, Backdrop) and shape.fill == "mist"]
    assert len(bands) == 1
    assert any(isinstance(shape, Rule) and shape.stroke.dashed for shape in one.shapes)


def test_long_titles_say_what_stands_before_their_figures() -> None:
    long = "hazard ratio of 0.60, and many words more that say what it is and whom it is of"
    (one, *_) = slides_of(readout(f"ALPHA met it: {long}"), readout(f"GAMMA: {long}"))
    assert one.title.paras[0].text.startswith("ALPHA met it; GAMMA: hazard ratio")
    assert f"ALPHA met it: {long}" in texts(one)


def test_a_chart_whose_figures_stand_in_the_panels_gives_way() -> None:
    drawn = figure("forest")
    said = replace(drawn, facts=(number("0.60", "ALPHA met it"), Value("OS", Fact(RecordKey("trial", "x")))))
    more = replace(drawn, facts=(number("0.44", "another"),))
    without = slides_of(readout("ALPHA met it", said), readout("BETA met it"))
    drawing = slides_of(readout("ALPHA met it", more), readout("BETA met it"))
    assert not [shape for slide in without for shape in slide.shapes if isinstance(shape, Picture)]
    assert [shape for slide in drawing for shape in slide.shapes if isinstance(shape, Picture)]


def test_a_readout_in_a_table_stands_beside_one_in_panels() -> None:
    plain: list[Block] = [Heading(2, t("DELTA lost it"), joins="readouts"), table(1)]
    (one, *_) = slides_of(plain, [*readout("ALPHA met it"), Callout("caution", (Paragraph(t("One arm.")),))])
    assert one.title.paras[0].text.startswith("DELTA lost it; ALPHA met it")
    assert "One arm." in texts(one)


def test_what_is_more_than_a_slide_or_has_columns_of_its_own_stands_alone() -> None:
    many = [readout("ALPHA met it", table(9)), readout("BETA met it", table(9))]
    assert [slide.title.paras[0].text for slide in slides_of(*many)][:2] == ["ALPHA met it", "BETA met it"]
    other: list[Block] = [Heading(2, t("GAMMA"), joins="readouts"), Columns((Column((table(1),)), Column((table(1),))))]
    (one, *_) = slides_of(readout("ALPHA met it"), other)
    assert one.title.paras[0].text != "ALPHA met it; GAMMA"


def test_a_rail_that_holds_more_than_words_stays_as_it_is() -> None:
    first = readout("ALPHA met it")
    columns = first[1]
    assert isinstance(columns, Columns)
    rail = Column((*columns.columns[1].blocks, table(1)))
    (one, *_) = slides_of([first[0], replace(columns, columns=(columns.columns[0], rail))], readout("BETA met it"))
    assert "Safety\nSafety of ALPHA met it." in texts(one)
