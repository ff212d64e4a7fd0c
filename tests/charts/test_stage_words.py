"""A stage and a territory have one word, in a histogram, a map, a table and a sentence."""

from __future__ import annotations

from pathlib import Path

from briefgen import charts
from briefgen.brand.brand import read_brand
from briefgen.charts.engine.canvas import Canvas
from briefgen.charts.engine.marks import TextLine
from briefgen.charts.stages import LADDER, TEXT
from briefgen.records.vocabulary import STAGES
from briefgen.values.territory import Territory
from support.chart_samples import asset, program

BRAND = read_brand(Path(__file__).parents[2] / "templates" / "brand", "templates/brand")


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


def test_a_name_too_wide_for_its_bar_is_written_small_before_it_is_left_out() -> None:
    names = ("AB-1", "serplulimab", "trastuzumab deruxtecan")
    stages = ("phase_3", "approved", "phase_2")
    numbers = charts.prepare("stages", [program(0, at, asset=asset(of)) for of, at in zip(names, stages, strict=True)])
    canvas = Canvas(BRAND, 3.8, "slide")
    charts.CHARTS["stages"].lay_out(numbers, canvas)
    sizes = {mark.text: mark.points for mark in canvas.marks if isinstance(mark, TextLine) and mark.text in names}
    assert sizes == {"AB-1": TEXT, "serplulimab": canvas.sizes.small}
