"""Hazard ratios of several trials in one figure: which trials have a row, and what their marks are."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from briefgen import charts
from briefgen.brand.brand_file import read_brand
from briefgen.charts import trials, verdicts
from briefgen.charts.effect_marks import is_derived, numbers_of
from briefgen.charts.engine.axis import numbered, of_ratios
from briefgen.charts.engine.canvas import Canvas
from briefgen.charts.engine.marks import TextLine
from briefgen.dataset.load import load_dataset
from briefgen.editor.compared import effect_on
from briefgen.values.dates import Period
from briefgen.view.view import view_of
from support.real_project import TEMPLATES

DATA = Path(__file__).parents[1] / "companies" / "akeso" / "data"


def test_a_trial_without_an_interval_stands_beside_those_with_one() -> None:
    view = view_of(load_dataset(DATA), date(2025, 12, 31), Period.parse("2025-Q4"), "investor")
    asset = view.find("asset", "ivonescimab")
    numbers = charts.prepare("trials", asset.readouts)
    assert [str(row.name) for row in numbers.rows] == ["HARMONi-A", "HARMONi-2", "HARMONi-6", "HARMONi"]
    progression, survival = numbers.rows[0].effects
    assert [str(one) for one in numbers_of(progression)] == ["0.46"]
    assert not is_derived(progression)
    assert [str(one) for one in numbers_of(survival)] == ["0.74"]
    assert is_derived(survival)
    said = charts.CHARTS["trials"].describe(numbers)
    assert "HARMONi-A, progression-free survival: hazard ratio 0.46, CI not reported" in said
    bare = [trial for trial in asset.readouts if str(trial.name) in ("HARMONi-A", "HARMONi-2")]
    assert charts.prepare("trials", bare) is None, "one trial with an interval is no figure of several"


def test_axes_of_a_figure_of_trials_are_of_one_length_and_take_what_its_words_leave() -> None:
    view = view_of(load_dataset(DATA), date(2025, 12, 31), Period.parse("2025-Q4"), "investor")
    numbers = charts.prepare("trials", view.find("asset", "ivonescimab").readouts)
    canvas = Canvas(read_brand(TEMPLATES / "brand", "brand"), 6.69, "page")
    trials.lay_out(numbers, canvas)
    texts = [mark for mark in canvas.marks if isinstance(mark, TextLine)]
    ticks = [[mark.x for mark in texts if mark.text == label] for label in ("0.4", "1")]
    first, second = (one - four for four, one in zip(*ticks, strict=True))
    assert first == pytest.approx(second)
    plain = (canvas.width * (1 - trials.NAMES) / 2) * trials.AXIS - trials.BEFORE
    assert first > 0.75 * plain, "more than the share that they had at least"


def test_uses_are_told_together_where_neither_has_a_filing() -> None:
    view = view_of(load_dataset(DATA), date(2025, 12, 31), Period.parse("2025-Q4"), "investor")
    asset = view.find("asset", "ivonescimab")
    uses = [[str(program.indication.label) for program in alike] for alike in asset.programs_alike]
    assert ["sq NSCLC", "nsq NSCLC"] in uses


def test_rows_say_in_few_words_what_missed_and_every_line_of_the_grid_has_its_number() -> None:
    view = view_of(load_dataset(DATA), date(2025, 12, 31), Period.parse("2025-Q4"), "investor")
    numbers = charts.prepare("trials", view.find("asset", "ivonescimab").readouts)
    canvas = Canvas(read_brand(TEMPLATES / "brand", "brand"), 6.69, "page")
    trials.lay_out(numbers, canvas)
    said = {mark.text.replace("\u00a0", " ") for mark in canvas.marks if isinstance(mark, TextLine)}
    assert {"interim, boundary not crossed", "16.8 vs 14.0 months, not met", "11.1 vs 5.8 months, interim"} <= said
    assert {"26% lower risk, no CI", "vs tislelizumab + chemo", "no value in the sources"} <= said
    ticks = numbered(canvas, of_ratios([Decimal("0.3"), Decimal("1.2")], 0, 0.3)).ticks
    assert ticks == (Decimal(1),), "where two numbers have no room one line is drawn"


def said_of_tests(*trials: str, width: float = 4.65) -> list[tuple[str, str]]:
    """The words of a first page's figure over some trials of one medicine with their colours, on overall survival."""
    return [(mark.text.replace("\u00a0", " "), mark.color) for mark in drawn_of_tests(*trials, width=width)]


def drawn_of_tests(*trials: str, width: float) -> list[TextLine]:
    view = view_of(load_dataset(DATA), date(2025, 12, 31), Period.parse("2025-Q4"), "investor")
    readouts = [trial for trial in view.find("company", "akeso").readouts if str(trial.name) in trials]
    numbers = charts.prepare("verdicts", filter(None, (effect_on(trial.efficacy, "OS") for trial in readouts)))
    canvas = Canvas(read_brand(TEMPLATES / "brand", "brand"), width, "page")
    verdicts.lay_out(numbers, canvas)
    return [mark for mark in canvas.marks if isinstance(mark, TextLine)]


def test_effects_stand_under_two_heads_and_each_that_was_not_significant_says_why() -> None:
    said = said_of_tests("HARMONi-A", "COMPASSION-15", "HARMONi", "HARMONi-2")
    words = [text for text, _ in said]
    assert [words.count(head) for head in (verdicts.SHOWN, verdicts.UNSHOWN, verdicts.MISSED, verdicts.LOOK)] == [
        1, 1, 0, 0,
    ]  # fmt: skip
    assert [color for text, color in said if text == verdicts.NOT_MET] == ["brick"]
    assert [color for text, color in said if text.endswith(", interim")] == ["slate"]


@pytest.mark.parametrize("width", [4.65, 3.2])
def test_every_trial_of_a_first_page_has_a_row_of_one_height_whatever_stands_behind_its_name(width: float) -> None:
    trials = ("HARMONi-A", "COMPASSION-15", "COMPASSION-16", "HARMONi", "HARMONi-2")
    drawn = drawn_of_tests(*trials, width=width)
    places = {mark.text: mark.y for mark in drawn}
    effects = sorted(mark.y for mark in drawn if "CI" in mark.text or "(0." in mark.text)[1:]
    apart = [round(below - above, 3) for above, below in pairwise(effects)]
    assert len(set(apart)) == 2, "rows, and the head between two groups"
    assert (places["HARMONi"] == places[verdicts.NOT_MET]) == (width > 4), "below the name where both have no room"


def test_effects_whose_tests_came_to_one_thing_stand_under_its_own_words() -> None:
    words = [text for text, _ in said_of_tests("COMPASSION-15", "COMPASSION-16", "HARMONi")]
    assert verdicts.BELOW in words
    assert verdicts.MISSED in words
    assert "endpoint not met" not in words


@pytest.mark.parametrize("name", ["trials", "verdicts"])
def test_what_a_figure_of_several_trials_does_not_draw_is_none_of_its_values(name: str) -> None:
    view = view_of(load_dataset(DATA), date(2025, 12, 31), Period.parse("2025-Q4"), "investor")
    readouts = view.find("asset", "ivonescimab").readouts
    first = [next(result for result in trial.efficacy if result.is_effect) for trial in readouts]
    numbers = charts.prepare(name, readouts if name == "trials" else first)
    said = " ".join(value.text for value in charts.values(name, numbers))
    assert "0.60 (95% CI 0.46–0.78" in said.replace("\u00a0", " ")
    assert not {"IRRC", "0.057"} & set(re.split(r"[ \u00a0–]", said))
