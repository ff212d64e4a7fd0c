"""A stage and a territory have one word, in a histogram, a map, a table and a sentence."""

from __future__ import annotations

from briefgen import charts
from briefgen.charts.engine.canvas import Canvas
from briefgen.charts.engine.marks import TextLine
from briefgen.charts.stages import KEYED, LADDER
from briefgen.records.vocabulary import STAGES
from briefgen.values.territory import Territory
from support.chart_samples import BRAND, asset, program

COVER = 4.385
"""Inches that the bars of a cover have."""


def test_a_bar_of_one_stage_has_the_word_of_the_vocabulary() -> None:
    named = {code: label.replace("\n", " ") for label, _, codes in LADDER for code in codes if len(codes) == 1}
    assert named["filed"] == "Filed"
    assert named == {code: STAGES.print(code).replace("\u00a0", " ") for code in named}


def test_outside_china_is_said_alike_in_narrow_columns() -> None:
    outside = Territory.parse("world except china")
    assert outside.tight == outside.short == "Outside China"


def test_bars_of_a_single_asset_are_parted_by_territory() -> None:
    own = asset("AB-1")
    uses = [program(index, "phase_3", asset=own) for index in (0, 1, 3)]
    numbers = charts.prepare("stages", [*uses, program(0, "approved", asset=own)])
    said = charts.describe("stages", numbers)
    assert "Phase III 3 (China 1, Outside China 1" in said
    assert "Approved 1 (China 1)" in said
    several = charts.prepare("stages", [*uses, program(2, "phase_3")])
    assert "AB-1 3, AB-2 1" in charts.describe("stages", several)


def printed(names: list[str], width: float = COVER) -> list[str]:
    """What the bars print of these assets, of which each has a use at every stage but the earliest two."""
    stages = ("phase_2", "phase_3", "filed", "approved", "")
    numbers = charts.prepare("stages", [program(0, stage, asset=asset(name)) for name in names for stage in stages])
    canvas = Canvas(BRAND, width, "slide", stretch=2.0)
    charts.CHARTS["stages"].lay_out(numbers, canvas)
    return [mark.text for mark in canvas.marks if isinstance(mark, TextLine)]


def test_bars_too_narrow_for_a_name_have_letters_for_all_and_a_key() -> None:
    names = ["velmatrutide", "AB-1"]
    said = printed(names)
    assert "A:\u00a0velmatrutide, B:\u00a0AB-1" in said, "a letter stands on the line of its name"
    assert [said.count(words) for words in ("A: 1", "B: 1", *names)] == [5, 5, 0, 0]
    wide = printed(names, 9.0)
    assert [wide.count(name) for name in names] == [5, 5]
    assert not any(":" in words for words in wide)


def test_a_key_of_too_many_names_is_not_drawn() -> None:
    many = [
        program(n, "filed" if n % 2 else "approved", asset=asset(f"velmatrutide {n % 2}{n // 4}")) for n in range(8)
    ]
    each = [*many, *(program(n, stage, asset=asset(f"orsulizumab {stage} {n}"))
                     for n, stage in enumerate(("phase_1", "phase_2", "phase_3", "ind_enabling", "discovery")))]  # fmt: skip
    numbers = charts.prepare("stages", each)
    assert len({str(one.asset.name) for one in each}) > KEYED
    canvas = Canvas(BRAND, COVER, "slide")
    charts.CHARTS["stages"].lay_out(numbers, canvas)
    assert not any(":" in mark.text for mark in canvas.marks if isinstance(mark, TextLine))
