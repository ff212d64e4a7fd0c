"""Charts of effects: whom a side favours, where a margin lies, what a mark says, what may share an axis."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from math import log
from pathlib import Path
from typing import Any

import pytest

from briefgen import charts
from briefgen.charts.effect_words import apart, bounds_of, kind_of
from briefgen.charts.effects import INDENT
from briefgen.charts.engine.axis import across_zero, around, of_ratios, plain, tick_labels, to_hundred
from briefgen.charts.engine.canvas import Canvas
from briefgen.charts.engine.marks import Disc, Line, Rectangle, Shape, TextLine
from briefgen.charts.engine.series import words as said
from briefgen.charts.subgroups import range_of, stems
from briefgen.dataset.load import load_dataset
from briefgen.values.dates import Period
from briefgen.values.quantity import Quantity
from briefgen.view.view import View, view_of
from support import chart_more_samples as more
from support.chart_samples import BRAND, MISSING, number, text, words

KESTRANE = Path(__file__).parents[1] / "companies" / "kestrane" / "data"
CONTROL = "investigator's choice of therapy"


def drawn(name: str, *results: Any, width: float = 12.133) -> Canvas:
    canvas = Canvas(BRAND, width, "slide")
    charts.CHARTS[name].lay_out(charts.prepare(name, results), canvas)
    return canvas


def effect(code: str, measure: str, value: str, arms: tuple[str, str, str], **fields: Any) -> Any:
    return more.compared(0, code, measure, value, arms, **{"population": MISSING, "subgroup": False, **fields})


def places(canvas: Canvas) -> dict[str, float]:
    return {mark.text: mark.x for mark in canvas.marks if hasattr(mark, "text")}


@pytest.mark.parametrize(
    ("name", "code", "measure", "value", "arms", "left", "right"),
    [
        ("forest", "PFS", "hazard_ratio", "0.6 (95% CI 0.4-0.9)", ("median", "9 months", "6 months"),
         "Favours acmetinib plus partner", f"Favours {CONTROL}"),
        ("forest", "ACR20", "odds_ratio", "3.1 (95% CI 2.2-4.3)", ("rate", "58%", "31%"),
         f"Favours {CONTROL}", "Favours acmetinib plus partner"),
        ("forest", "time_to_recovery", "hazard_ratio", "1.3 (95% CI 1.1-1.6)", ("median", "5 days", "7 days"),
         f"Favours {CONTROL}", "Favours acmetinib plus partner"),
        ("forest", "antibody_titre", "gmt_ratio", "12 (95% CI 11-13)", ("gmt", "14210", "1180"),
         "Lower with acmetinib plus partner", "Higher with acmetinib plus partner"),
        ("differences", "HbA1c", "ls_mean_difference", "-1.6% (95% CI -1.8 to -1.4)", ("change", "-1.9%", "-0.3%"),
         "Favours acmetinib plus partner", f"Favours {CONTROL}"),
        ("differences", "body_weight", "difference", "-8.2% (95% CI -9.1 to -7.3)", ("change", "-9.8%", "-1.6%"),
         "Lower with acmetinib plus partner", "Higher with acmetinib plus partner"),
    ],
)  # fmt: skip
def test_sides_follow_the_endpoint(
    name: str, code: str, measure: str, value: str, arms: tuple[str, str, str], left: str, right: str
) -> None:
    at = places(drawn(name, effect(code, measure, value, arms)))
    sides = {text: x for text, x in at.items() if text.startswith(("Favours", "Lower", "Higher"))}
    first, second = sorted(sides, key=sides.__getitem__)
    assert (left.startswith(first), right.startswith(second)) == (True, True)


def test_no_side_is_named_when_the_sign_is_not_that_of_the_arms() -> None:
    row = effect("HbA1c", "difference", "1.6% (95% CI 1.4-1.8)", ("change", "-1.9%", "-0.3%"))
    assert "Favours" not in " ".join(words(drawn("differences", row)))
    assert "favours" not in charts.describe("differences", charts.prepare("differences", [row]))


@pytest.mark.parametrize(
    ("code", "margin", "place"),
    [("HbA1c", "0.3%", "0.3"), ("PASI75", "12%", "-12"), ("PASI75", "-12%", "-12"), ("body_weight", "2%", None)],
)
def test_a_margin_lies_on_the_side_that_is_worse_or_is_told_in_words(code: str, margin: str, place: str | None) -> None:
    row = effect(code, "difference", "0.1% (95% CI -0.2 to 0.2)", ("rate", "40.1%", "40%"), margin=number(margin))
    data = charts.prepare("differences", [row])
    assert data is not None
    assert data.rows[0].margin_at == (Decimal(place) if place else None)
    canvas = drawn("differences", row)
    dashed = [mark for mark in canvas.marks if isinstance(mark, Line) and mark.style == "dashed"]
    assert len(dashed) == (1 if place else 0)
    assert f"margin {margin.removesuffix('%').replace('-', '−')}" in " ".join(words(canvas))
    named = [mark for mark in canvas.marks if isinstance(mark, TextLine) and mark.text.startswith("margin")]
    assert all(mark.bounds[3] < line.start[1] for mark in named for line in dashed)


def _dot(canvas: Canvas) -> Disc:
    """The mark of the one row; a smaller one below the axis says what hollow means."""
    return max((mark for mark in canvas.marks if isinstance(mark, Disc)), key=lambda mark: mark.radius)


def test_marks_say_what_is_significant_and_what_was_missed() -> None:
    arms = ("rate", "41%", "40%")
    plain_one = effect("PASI75", "difference", "1% (95% CI 0.2-1.8)", arms)
    open_one = effect("PASI75", "difference", "1% (95% CI -0.2 to 2)", arms)
    shown = "1% (95% CI -0.2 to 2; endpoint not met)"
    quantity = number("1% (95% CI -0.2 to 2)").value.saying("endpoint not met")
    missed = effect("PASI75", "difference", "1%", arms, significance=text("not met", "", "not_met"))
    missed.value = text(shown, "value", quantity)
    inside = effect("PASI75", "difference", "1% (95% CI -0.2 to 2)", arms, margin=number("5%"))
    looks = [(_dot(drawn("differences", row)).fill, _dot(drawn("differences", row)).line)
             for row in (plain_one, open_one, inside)]  # fmt: skip
    assert looks == [("blue", "blue"), ("white", "blue"), ("blue", "blue")]
    canvas = drawn("differences", missed)
    assert (_dot(canvas).fill, _dot(canvas).line) == ("white", "brick")
    assert "endpoint not met" in words(canvas)


def test_a_population_that_all_endpoints_share_stands_in_their_head() -> None:
    def said(*populations: str) -> str:
        rows = [
            effect(
                code, "hazard_ratio", "0.6 (95% CI 0.4-0.9)", ("median", "9 months", "6 months"), population=text(one)
            )
            for code, one in zip(("PFS", "OS"), populations, strict=False)
        ]
        return " | ".join(words(drawn("forest", *rows)))

    assert "Endpoint, ITT" in said("ITT", "ITT")
    assert said("ITT", "ITT").count("ITT") == 1
    for populations in (("ITT", "PD-L1 ≥1%"), ("ITT",), ("all treated patients of both arms",) * 2):
        assert "Endpoint," not in said(*populations)


def test_values_of_both_arms_stand_beside_or_below() -> None:
    row = effect(
        "HbA1c", "ls_mean_difference", "-1.6% (95% CI -1.8 to -1.4)", ("ls_mean_change", "-1.9% (SE 0.05)", "-0.3%")
    )
    wide, narrow = (" ".join(words(drawn("differences", row, width=width))) for width in (12.133, 4.0))
    for shown in (wide, narrow):
        assert "−1.9%" in shown
        assert "−0.3%" in shown
        assert "n\u00a0=\u00a0171" in shown
    assert "SE\u00a00.05" in wide


def _subgroups(events: bool) -> list[Any]:
    rows = []
    for index, (value, count) in enumerate(
        (("0.6 (95% CI 0.5-0.8)", 240), ("0.6 (95% CI 0.4-0.9)", 40), ("0.7 (95% CI 0.5-0.9)", 160))
    ):
        cells = {"events": number(str(count))} if events else {}
        rows.append(effect("PFS", "hazard_ratio", value, ("median", "9 months", "6 months"), cells=cells,
                           subgroup=index > 0, population=text(f"group {index}")))  # fmt: skip
    return rows


def test_squares_of_subgroups_are_as_large_as_their_events_or_as_they_are_precise() -> None:
    canvas = drawn("forest", *_subgroups(events=True))
    small, large = _squares(canvas)
    assert small / large == pytest.approx((40 / 160) ** 0.5)
    assert {"240 / 171", "Square area: events"} <= set(words(canvas))
    (whole,) = _diamonds(canvas)
    canvas = drawn("forest", *_subgroups(events=False))
    small, large = _squares(canvas)
    assert small / large == pytest.approx(log(0.9 / 0.5) / log(0.9 / 0.4))
    assert "Square area: precision (derived)" in words(canvas)
    (again,) = _diamonds(canvas)
    assert _wide(again) == pytest.approx(_wide(whole), rel=0.2), "as wide as its interval"


def test_subgroups_are_dots_where_one_has_no_end_of_its_interval() -> None:
    rows = _subgroups(events=False)
    open_end = effect("PFS", "hazard_ratio", "0.7 (95% CI 0.5-NE)", ("median", "9 months", "6 months"),
                      subgroup=True, population=text("women"))  # fmt: skip
    canvas = drawn("forest", *rows, open_end)
    assert sum(isinstance(mark, Disc) for mark in canvas.marks) == 4, "three, and the key of a hollow one"
    assert not any("Square area" in said for said in words(canvas))


def _squares(canvas: Canvas) -> list[float]:
    boxes = (mark for mark in canvas.marks if isinstance(mark, Rectangle) and mark.weight == 1.75)
    return sorted(mark.w for mark in boxes if mark.w == pytest.approx(mark.h))


def test_subgroups_leave_a_forest_together_and_what_is_of_all_patients_stays() -> None:
    numbers: Any = charts.prepare("forest", _subgroups(events=True))
    left = [numbers]
    while less := charts.fewer("forest", left[-1]):
        left.append(less)
    assert sum(row.subgroup for row in numbers.rows) > 1
    assert len(left) == 2, "none is chosen among them"
    assert not any(row.subgroup for row in left[-1].rows)
    assert left[-1].spans == numbers.spans, "its axis stays what it was"
    assert charts.fewer("forest", charts.prepare("forest", _subgroups(events=True)[1:])) is None


def _diamonds(canvas: Canvas) -> list[Shape]:
    return [mark for mark in canvas.marks if isinstance(mark, Shape) and len(mark.points) == 4]


def _wide(shape: Shape) -> float:
    return max(x for x, _ in shape.points) - min(x for x, _ in shape.points)


def test_heads_say_endpoint_and_measure_once_and_what_both_arms_get_is_left_out() -> None:
    shown = words(drawn("forest", *_subgroups(events=False)))
    assert [shown.count(part) for part in ("Progression-free survival", "Hazard_ratio, log scale")] == [1, 1]
    assert {"HR (95%\u00a0CI)", "Group 0", "Group", "1", "2", "Median PFS, months"} <= set(shown)
    ends = ("Favours acmetinib", "Favours placebo")
    row = effect("PFS", "hazard_ratio", "0.6 (95% CI 0.4-0.9)", ("median", "9 months", "6 months"))
    acme, control = "acmetinib plus platinum and paclitaxel", "placebo plus platinum and paclitaxel"
    for one, name in zip(row.together[:2], (acme, control), strict=True):
        one.arm_label = text(name)
    assert set(ends) <= set(words(drawn("forest", row)))
    assert acme in charts.describe("forest", charts.prepare("forest", [row]))


@pytest.mark.parametrize(
    ("one", "other", "short"),
    [
        ("A plus B and C", "placebo plus B and C", ("A", "placebo")),
        ("A plus B", "B", ("A plus B", "B")),
        ("A + B", "A + C", ("A + B", "A + C")),
    ],
)
def test_two_regimens_are_told_apart_by_what_they_do_not_share(one: str, other: str, short: tuple[str, str]) -> None:
    assert apart(one, other) == short


@pytest.mark.parametrize(
    ("kind", "bounds"),
    [("95% CI", "0.38–0.69"), ("90% CI", "90% CI 0.38–0.69"), ("95% CrI", "95% CrI 0.38–0.69"),
     ("95% confidence interval", "95% confidence interval 0.38–0.69")],
)  # fmt: skip
def test_bounds_stand_alone_only_under_a_head_that_tells_their_kind(kind: str, bounds: str) -> None:
    quantity = Quantity.parse(f"0.51 ({kind} 0.38-0.69)")
    assert quantity.interval
    assert bounds_of(quantity.interval) == bounds
    assert kind_of([Quantity.parse("0.51"), quantity]).replace("\u00a0", " ") == kind
    assert bounds_of(quantity.interval, kind_of([quantity])) == "0.38–0.69"


def test_what_words_beside_a_chart_tell_it_leaves_out() -> None:
    row = effect("PFS", "hazard_ratio", "0.6 (95% CI 0.4-0.9)", ("median", "9 months (95% CI 8-10)", "6 months"),
                 p="<0.001")  # fmt: skip
    canvas = Canvas(BRAND, 8.03, "slide")
    data = charts.prepare("forest", [row], tests=False, intervals=False)
    charts.CHARTS["forest"].lay_out(data, canvas)
    shown = " ".join(words(canvas))
    assert "p\u00a0" not in shown
    assert "8–10" not in shown
    assert "(8–10)" in " ".join(words(drawn("forest", row, width=8.03)))


def test_one_axis_holds_one_measure() -> None:
    arms = ("change", "-1%", "-0.2%")
    data = charts.prepare("differences", [
        effect("HbA1c", "ls_mean_difference", "-1.6% (95% CI -1.8 to -1.4)", arms),
        effect("body_weight", "ls_mean_difference", "-8% (95% CI -9 to -7)", arms),
        effect("HbA1c", "ls_mean_difference", "not reported", arms, subgroup=True),
    ])  # fmt: skip
    assert data is not None
    assert [str(row.endpoint) for row in data.rows] == ["HbA1c", "HbA1c", "body weight"]
    assert len({row.block for row in data.rows}) == 2
    assert data.span(data.rows[0])[0] == Decimal("-1.8")


def test_what_a_number_needed_to_treat_is_no_chart_draws() -> None:
    row = effect("MACE", "number_needed_to_treat", "25 (95% CI 14-90)", ("rate", "4%", "8%"))
    assert all(charts.prepare(name, [row]) is None for name in ("forest", "differences", "reductions"))


def test_axes_show_both_sides_and_per_cent_end_at_the_whole() -> None:
    axis = across_zero([Decimal("-1.8"), Decimal("-1.4")], 0.0, 1.0)
    assert (axis.low, axis.high) == (Decimal(-2), Decimal("0.5"))
    assert to_hundred([Decimal("62.9")], 0.0, 1.0).ticks == (0, 25, 50, 75, 100)
    assert to_hundred([Decimal(-240)], 0.0, 1.0).low == -100
    assert plain(Decimal("-0.50")) == "−0.5"


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        (("0.37", "1.33"), ("0.3", "0.5", "0.7", "1", "1.4")),
        (("0.46", "1.01"), ("0.4", "0.6", "0.8", "1", "1.2")),
        (("0.71", "1.11"), ("0.7", "1", "1.4")),
        (("0.29", "0.79"), ("0.25", "0.5", "1", "2")),
        (("1.2", "3.2"), ("0.5", "1", "2", "4")),
        (("0.9",), ("0.7", "1", "1.4")),
    ],
)
def test_an_axis_of_ratios_ends_at_ticks_beyond_them_on_both_sides_of_one_but_makes_little_not_look_like_much(
    values: tuple[str, ...], ticks: tuple[str, ...]
) -> None:
    axis = of_ratios(map(Decimal, values), 0.0, 1.0)
    assert axis.ticks == tuple(map(Decimal, ticks))
    assert (axis.low, axis.high) == (axis.ticks[0], axis.ticks[-1])
    assert axis.high / axis.low >= 2


def test_a_short_axis_of_ratios_ends_just_beyond_its_values_where_they_lie_apart() -> None:
    axis = around([Decimal("0.38"), Decimal("1.01")], 0.0, 1.0)
    assert Decimal("0.35") < axis.low < Decimal("0.38") < Decimal("1.01") < axis.high < Decimal("1.1")
    assert axis.ticks == tuple(map(Decimal, ("0.4", "0.6", "0.8", "1"))), "of all the ticks it holds most"
    near = [Decimal("0.9")]
    assert around(near, 0.0, 1.0) == of_ratios(near, 0.0, 1.0)


def test_numbers_below_an_axis_never_touch_and_that_of_no_effect_stays() -> None:
    for width in (0.4, 0.9, 1.6, 3.0):
        canvas = Canvas(BRAND, 4.0, "slide")
        tick_labels(canvas, of_ratios([Decimal("0.3"), Decimal("1.9")], 0.0, width), 0.0)
        told = [mark for mark in canvas.marks if isinstance(mark, TextLine)]
        assert "1" in [mark.text for mark in told]
        assert all(one.left + one.width + 0.09 < other.left for one, other in pairwise(told))


def test_numbers_at_the_ends_of_an_axis_stay_inside_the_drawing() -> None:
    canvas = Canvas(BRAND, 4.0, "slide")
    tick_labels(canvas, across_zero((Decimal(-41), Decimal(100)), 0.0, 4.0), 0.0)
    told = [mark for mark in canvas.marks if isinstance(mark, TextLine)]
    assert (told[0].text, told[0].left) == ("−50", pytest.approx(0.0))
    assert told[-1].left + told[-1].width == pytest.approx(4.0)


@pytest.mark.parametrize(
    ("outer", "inner", "holds"),
    [
        ("PD-L1 TPS 1% or more", "PD-L1 TPS 1-49%", True),
        ("PD-L1 TPS 1% or more", "PD-L1 TPS 50% or more", True),
        ("PD-L1 TPS 1% or more", "PD-L1 TPS below 1%", False),
        ("PD-L1 TPS below 50%", "PD-L1 TPS 1–49%", True),
        ("age below 50 years", "age 18-50 years", False),
        ("CPS 1 or more", "TPS 50 or more", False),
        ("women", "women under 50", False),
        ("65 years and older", "75 years and older", True),
    ],
)
def test_a_range_lies_within_another_of_its_measure(outer: str, inner: str, holds: bool) -> None:
    one, other = range_of(outer), range_of(inner)
    assert bool(one and other and one.holds(other)) is holds
    assert not (one and one.holds(one))


def test_a_subgroup_of_a_subgroup_stands_further_in_only_below_the_one_that_it_is_a_part_of() -> None:
    names = ["TPS below 1%", "TPS 1% or more", "TPS 1-49%", "TPS 50% or more", "women", "TPS 50-74%"]
    rows = [
        effect("PFS", "hazard_ratio", "0.6 (95% CI 0.4-0.9)", ("median", "9 months", "6 months"),
               population=text(name), subgroup=bool(name)) for name in ("", *names)
    ]  # fmt: skip
    shown = places(drawn("forest", *rows))
    first, *rest = (shown[name] for name in ("below 1%", "1% or more", "1-49%", "50% or more"))
    assert rest == pytest.approx([first, first + INDENT, first + INDENT])
    assert shown["Women"] == shown["TPS 50-74%"] == pytest.approx(shown["TPS"] + INDENT)
    assert first > shown["TPS"] + INDENT


def test_names_of_subgroups_are_told_whole_where_a_narrow_page_would_break_what_follows_the_shared_words() -> None:
    rows = [
        effect("PFS", "hazard_ratio", "0.6 (95% CI 0.4-0.9)", ("median", "9 months", "6 months"),
               population=text(name), subgroup=bool(name)) for name in ("", "PD-L1 TPS below 1%", "PD-L1 TPS 1-49%")
    ]  # fmt: skip
    for width, shared in ((4.6, False), (6.0, True)):
        canvas = Canvas(BRAND, width, "page")
        charts.CHARTS["forest"].lay_out(charts.prepare("forest", rows), canvas)
        told = set(places(canvas))
        assert {"Investigator's" if shared else "investigator's choice of", "1,204\u00a0patients"} <= told
        assert ("PD-L1 TPS" in told, "1-49%" in told) == (shared, shared)


@pytest.mark.parametrize(
    ("names", "shared"),
    [
        (["PD-L1 TPS below 1%", "PD-L1 TPS 1% or more", "women"], ["PD-L1 TPS", "PD-L1 TPS", ""]),
        (["PD-L1 TPS below 1%", "PD-L1 CPS 10 or more"], ["PD-L1", "PD-L1"]),
        (["age 18-64", "age 65 or more", "ECOG 0", "ECOG 1"], ["age", "age", "ECOG", "ECOG"]),
        (["men", "women"], ["", ""]),
        (["age", "age"], ["", ""]),
        (["age 65 or more"], [""]),
        ([], []),
    ],
)
def test_what_neighbouring_subgroups_begin_with_in_common_is_said_once(names: list[str], shared: list[str]) -> None:
    rows: Any = [Namespace(subgroup=True, population=text(name)) for name in names]
    assert stems(rows) == shared


def test_an_interval_below_the_axis_ends_in_an_arrow() -> None:
    row = effect("infection", "vaccine_efficacy", "12% (95% CI -240 to 60)", ("count", "21 cases", "24 cases"))
    heads = [mark for mark in drawn("reductions", row).marks if isinstance(mark, Shape) and len(mark.points) == 3]
    assert len(heads) == 1
    (panel,) = charts.panels("reductions", charts.prepare("reductions", [row]), 12.1, 3.0, BRAND, "slide")
    assert panel.chart.axis.low == -100  # type: ignore[union-attr]
    assert any(one.name == "Open to the left" for one in panel.chart.series)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("name", "code", "measure", "value", "arms"),
    [
        ("forest", "OS", "hazard_ratio", "0.81", ("median", "15 months", "12 months")),
        ("differences", "HbA1c", "ls_mean_difference", "-0.4%", ("change", "-1.9%", "-1.5%")),
        ("reductions", "infection", "vaccine_efficacy", "76%", ("count", "24 cases", "101 cases")),
    ],
)  # fmt: skip
def test_values_without_any_interval_have_no_chart_and_no_axis(
    name: str, code: str, measure: str, value: str, arms: tuple[str, str, str]
) -> None:
    alone = effect(code, measure, value, arms)
    assert charts.prepare(name, [alone]) is None
    beside = more.compared(1, "PFS", "rate_ratio", "0.6 (95% CI 0.4-0.9)", ("rate", "9%", "15%"))
    if name == "forest":
        ticks = [x for text, x in places(drawn("forest", alone, beside)).items() if text == "0.6"]
        assert len(ticks) == 1  # the block of the value alone is words, and no side of it is favoured
        assert sum(mark.text.startswith("Favours") for mark in drawn("forest", alone, beside).marks
                   if hasattr(mark, "text")) == 2  # fmt: skip


@pytest.fixture(scope="module")
def kestrane() -> View:
    from datetime import date

    return view_of(load_dataset(KESTRANE, str(KESTRANE)), date(2025, 12, 31), Period.parse("2025-Q3"), "investor")


@pytest.mark.parametrize(
    ("trial", "name", "shown"),
    [
        ("ascend-2", "differences", ["LS mean difference,", "−1.6", "(−1.8 to −1.4)", "−1.9", "baseline\u00a08.2%", "p\u00a0<0.001"]),
        ("compass", "differences", ["margin 0.3", "−0.2", "(−0.35 to −0.05)", "Difference (95%\u00a0CI)"]),
        ("clarion-1", "forest", ["OR (95%\u00a0CI)", "Odds ratio, log scale", "3.11", "(2.24–4.32)", "58.4%", "31.1%"]),
        ("breeze", "forest", ["Rate ratio, log scale", "endpoint not met", "1.04", "1.17"]),
        ("harbour", "forest", ["GMT ratio, log scale", "not formally tested"]),
        ("harbour", "reductions", ["Vaccine efficacy, %", "81.3%", "(70.2–88.3)", "interim", "Cases", "21"]),
        ("ascend-2", "efficacy", ["HbA1c, least-squares mean change from baseline at week 40, percentage points"]),
        ("breeze", "efficacy", ["1.04\u00a0per year (endpoint not met)"]),
    ],
)  # fmt: skip
def test_any_field_of_medicine_is_drawn(kestrane: View, trial: str, name: str, shown: list[str]) -> None:
    results = kestrane.find("trial", trial).results
    text = [part.replace("\u00a0", " ") for part in words(drawn(name, *results))]
    for part in shown:
        assert any(part.replace("\u00a0", " ") in line for line in text), (part, text)


def test_native_effects_have_their_line_margin_and_brick_for_what_was_missed(kestrane: View) -> None:
    def series(trial: str, name: str) -> dict[str, Any]:
        data = charts.prepare(name, kestrane.find("trial", trial).results)
        (panel,) = charts.panels(name, data, 12.1, 3.0, BRAND, "slide")
        return {one.name: one for one in panel.chart.series}  # type: ignore[union-attr]

    compass = series("compass", "differences")
    assert {point.x for point in compass["Line of no effect"].points} == {0}
    assert {point.x for point in compass["Margin"].points} == {Decimal("0.3")}
    assert compass["Margin"].dash == "dashed"
    breeze = series("breeze", "forest")
    assert breeze["Value, not met"].color == breeze["Interval, not met"].color == "brick"
    assert breeze["Value, not met"].hollow
    (label,) = breeze["Labels"].points
    assert "endpoint not met" in said(label.label)
    assert "0.31" in said(label.label)


def test_a_block_with_the_values_of_one_arm_alone_is_drawn_below_one_of_both() -> None:
    rows = [effect("PFS", "hazard_ratio", "0.6 (95% CI 0.4-0.9)", ("median", "9 months", "6 months"))]
    rows += [effect("OS", "hazard_ratio", "0.8 (95% CI 0.6-1.1)", ("median", "9 months", "6 months"))]
    numbers: Any = charts.prepare("forest", rows)
    other = replace(numbers.rows[1], treatment=None, better="untold")
    canvas = Canvas(BRAND, 12.133, "slide")
    charts.CHARTS["forest"].lay_out(replace(numbers, rows=(numbers.rows[0], other)), canvas)
    assert words(canvas).count("Median, months") == 2
    bare = replace(other, control=None)
    canvas = Canvas(BRAND, 12.133, "slide")
    charts.CHARTS["forest"].lay_out(replace(numbers, rows=(numbers.rows[0], bare)), canvas)
    assert [said for said in words(canvas) if said.startswith(("Median, ", "Events"))] == ["Median, months"]


def test_rows_with_more_words_than_room_are_a_picture_whose_columns_hold_them() -> None:
    medians = ("median", "11 months", "7 months")
    rows = [effect("PFS", "hazard_ratio", f"0.{at} (95% CI 0.1-0.9)", medians) for at in range(3, 8)]
    data = charts.prepare("forest", rows)
    assert charts.panels("forest", data, 8.0, 1.5, BRAND, "slide") == ()
    assert charts.panels("forest", data, 8.0, 6.0, BRAND, "slide") != ()


def test_what_was_missed_is_not_said_again_where_the_words_beside_the_chart_say_it(kestrane: View) -> None:
    data = charts.prepare("forest", kestrane.find("trial", "breeze").results, states=False)
    canvas = Canvas(BRAND, 12.133, "slide")
    charts.CHARTS["forest"].lay_out(data, canvas)
    assert "endpoint not met" not in words(canvas)
    assert "brick" in {mark.color for mark in canvas.marks if hasattr(mark, "color")}
    assert "endpoint not met" in charts.CHARTS["forest"].describe(data)
