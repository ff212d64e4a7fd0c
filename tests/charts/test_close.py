"""Charts in a part of a slide: names above the marks, values at their right, what is true of all values said once."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from briefgen import charts
from briefgen.charts.efficacy import STEM
from briefgen.charts.engine.canvas import Canvas
from briefgen.charts.engine.marks import Disc, Line, Rectangle, Shape, TextLine
from briefgen.dataset.load import load_dataset
from briefgen.values.dates import Period
from briefgen.view.view import View, view_of
from support import chart_more_samples as more
from support.chart_samples import BRAND, MISSING, text, words

DATA = Path(__file__).parents[1] / "companies" / "akeso" / "data"


@pytest.fixture(scope="module")
def view() -> View:
    return view_of(load_dataset(DATA, str(DATA)), date(2025, 12, 31), Period.parse("2025-Q4"), "investor")


def close(name: str, results: Any, width: float = 2.9) -> Canvas:
    canvas = Canvas(BRAND, width, "slide")
    charts.CHARTS[name].lay_out(charts.prepare(name, results), canvas)
    return canvas


def test_both_arms_stand_above_their_marks_with_all_that_each_gets(view: View) -> None:
    trial = view.find("trial", "harmoni-6")
    canvas = close("efficacy", trial.readout.parts)
    shown = [text.strip() for text in words(canvas)]
    assert {"Median PFS, months (95%\u00a0CI)", "11.1", "(9.9–NE)"} <= set(shown)
    assert {"Ivonescimab + chemo", "Tislelizumab + chemo"} <= set(shown), "in short, so that values stand beside names"
    wide = [text.strip() for text in words(close("efficacy", trial.readout.parts, 4.5))]
    assert {"Ivonescimab + chemotherapy", "Tislelizumab + chemotherapy"} <= set(wide)
    arrow = max(x for mark in canvas.marks if isinstance(mark, Shape) for x, _ in mark.points)
    dots = [mark for mark in canvas.marks if isinstance(mark, Disc)]
    assert [dot.line for dot in dots] == ["blue", "steel"]
    assert arrow > dots[0].x + 0.2
    assert charts.panels("efficacy", charts.prepare("efficacy", trial.readout.parts), 2.9, 2.0, BRAND, "slide") == ()


@pytest.mark.parametrize("width", [2.2, 2.9, 4.0])
def test_the_axis_is_not_covered_by_words_and_an_open_interval_ends_behind_the_last_tick(
    view: View, width: float
) -> None:
    canvas = close("efficacy", view.find("trial", "harmoni-6").readout.parts, width)
    lines = [mark for mark in canvas.marks if isinstance(mark, Line)]
    (origin,) = {mark.start[0] for mark in lines if mark.color == "ink"}
    cleared = [mark for mark in canvas.marks if isinstance(mark, Rectangle) and mark.fill == "white"]
    assert cleared
    assert all(mark.x > origin + 0.02 for mark in cleared)
    (head,) = [mark for mark in canvas.marks if isinstance(mark, Shape)]
    assert max(mark.start[0] for mark in lines if mark.color == "fog") < head.points[0][0] < width


def test_rates_at_stated_times_are_pairs_in_the_order_of_their_times(view: View) -> None:
    canvas = close("arms", view.find("trial", "harmoni-6").readout.rates, 2.1)
    shown = words(canvas)
    assert shown[:2] == ["PFS rate, % of patients", "CI not reported"]
    assert shown.index("9 months") < shown.index("12 months")
    assert {"62", "43", "48", "35"} <= set(shown)
    ticks = [mark.text for mark in close("arms", view.find("trial", "ak105-304").readout.rates, 1.6).marks
             if getattr(mark, "points", None) == 9]  # fmt: skip
    assert ticks == ["CI not reported", "0", "20", "40"]


def test_what_is_not_reached_is_an_arrow_and_a_value_alone_has_the_name_of_its_trial(view: View) -> None:
    trial = view.find("trial", "ak105-202")
    canvas = close("efficacy", trial.readout.heads)
    shown = [text.strip() for text in words(canvas)]
    assert "AK105-202" in shown
    assert "not reached" in shown
    assert sum(isinstance(mark, Shape) for mark in canvas.marks) == 1


def test_a_value_without_interval_stands_at_the_end_of_a_line_from_zero_and_its_words_clear_of_both(view: View) -> None:
    medians = [one for one in view.find("trial", "harmoni-a").readout.beside if one.measure == "median"]
    canvas = Canvas(BRAND, 8.0, "slide")
    charts.CHARTS["efficacy"].lay_out(charts.prepare("efficacy", medians), canvas)
    lines = [mark for mark in canvas.marks if isinstance(mark, Line)]
    (zero,) = {mark.start[0] for mark in lines if mark.color == "ink"}
    stems = {(mark.start[0], mark.end[0]) for mark in lines if mark.weight == STEM}
    dots = [mark for mark in canvas.marks if isinstance(mark, Disc)]
    assert len(dots) == 2
    assert stems == {(zero, dot.x) for dot in dots}
    reported = close("efficacy", view.find("trial", "harmoni-6").readout.parts)
    assert not [mark for mark in reported.marks if isinstance(mark, Line) and mark.weight == STEM]


def test_below_zero_the_value_stands_on_the_other_side_of_the_line_and_no_mark_touches_a_name() -> None:
    rows = [more._result(0, "ORR", "percent_change", value, 3) for value in ("-28%", "-41%", "-5%")]
    for row, name in zip(rows, ("QT-22 100 mg", "QT-22 200 mg", "placebo"), strict=True):
        row.arm, row.population, row.subgroup, row.patients, row.assessor = text(name), MISSING, False, MISSING, MISSING
    for width in (2.9, 8.0):
        canvas = close("efficacy", rows, width)
        dots = [mark for mark in canvas.marks if isinstance(mark, Disc)]
        (zero,) = {mark.start[0] for mark in canvas.marks if isinstance(mark, Line) and mark.color == "ink"}
        said = [mark for mark in canvas.marks if isinstance(mark, TextLine)]
        assert all(mark.left > zero for mark in said if mark.text.startswith("−") and mark.bold)
        assert all(
            mark.bounds[3] < dot.y - dot.radius or mark.bounds[1] > dot.y or dot.x < mark.left or dot.x > mark.bounds[2]
            for mark in said
            for dot in dots
        )


def test_a_readout_has_parts_where_one_effect_says_most(view: View) -> None:
    parts = {
        name: view.find("trial", name).readout.parts for name in ("harmoni-6", "ak105-304", "harmoni", "harmoni-a")
    }
    assert [len(found) for found in parts.values()] == [2, 2, 0, 0]
    trial = view.find("trial", "harmoni-a")
    assert [result.value.text for result in trial.readout.beneath] == ["0.48"]
    assert len(trial.readout.beside) == 2
    assert trial.readout.untold == ()


def test_values_of_arms_that_no_source_gives_are_marked_where_they_would_stand(view: View) -> None:
    trial = view.find("trial", "harmoni")
    shown = words(close("forest", trial.readout.drawn, 8.0))
    assert shown.count("medians not reported") == 1
    assert "medians not reported" not in words(close("forest", view.find("trial", "harmoni-6").readout.drawn, 8.0))


def test_the_rates_of_a_single_comparison_without_a_time_stand_below_the_words_that_name_them(view: View) -> None:
    (one,) = view.find("trial", "harmoni-6").readout.safety
    shown = words(close("arms", one.pair, 3.8))
    assert {"64", "54"} <= set(shown)
    assert all(text.isdigit() for text in shown)
