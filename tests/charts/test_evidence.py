"""Charts of results, curves, patients, landscapes and amounts: what each may draw and what it must refuse."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from briefgen import charts
from briefgen.charts.engine.axis import from_zero, of_ratios, plain
from briefgen.charts.engine.banner import CROSS_TRIAL
from briefgen.charts.engine.canvas import Canvas, Medium
from briefgen.charts.engine.chart import traced_in
from briefgen.charts.engine.marks import Disc, Line, Path, Rectangle, Shape, TextLine
from support import chart_more_samples as more
from support import chart_samples as make
from support.chart_samples import BRAND, WIDTHS, words


def laid_out(name: str, data: object, medium: Medium = "slide") -> Canvas:
    canvas = Canvas(BRAND, WIDTHS[medium], medium)
    charts.CHARTS[name].lay_out(data, canvas)
    return canvas


def dots(canvas: Canvas) -> list[Disc | Shape]:
    """Dots, and the diamonds of what has subgroups."""
    return [
        mark for mark in canvas.marks if isinstance(mark, Disc) or (isinstance(mark, Shape) and len(mark.points) == 4)
    ]


def test_no_mark_stands_without_an_interval() -> None:
    rows = more.ratios(2)
    rows[0].value = make.number("0.94")
    rows[1].value = make.number("0.8 (95% CI 0.7-0.9)")
    canvas = laid_out("forest", charts.prepare("forest", rows))
    assert len(dots(canvas)) == 1
    assert {"CI not reported", "0.94"} <= set(words(canvas))
    rows[0].value = make.number("0.94 (95% CI 0.9-0.98)")
    assert len(dots(laid_out("forest", charts.prepare("forest", rows)))) == 2


@pytest.mark.parametrize("width", [12.133, 3.0])
def test_a_hollow_mark_says_what_it_means_left_of_the_words_below_the_axis_or_under_them(width: float) -> None:
    rows = more.ratios(2)
    rows[1].value = make.number("0.8 (95% CI 0.7-0.9)")
    rows[0].value = make.number("0.94 (95% CI 0.8-1.1)")
    numbers = charts.prepare("forest", rows)
    canvas = Canvas(BRAND, width, "slide")
    charts.CHARTS["forest"].lay_out(numbers, canvas)
    said = [mark for mark in canvas.marks if isinstance(mark, TextLine)]
    (key,) = (mark for mark in said if mark.text == "interval includes 1")
    sides = [mark for mark in said if mark.text.startswith("Favours")]
    assert sides
    assert len(dots(canvas)) == 3
    assert all((key.y > side.y) == (width < 4) for side in sides)


def test_ratios_lie_on_a_logarithmic_axis_around_one() -> None:
    axis = of_ratios([Decimal("0.5"), Decimal(2)], 0.0, 2.0)
    assert axis.ticks == (Decimal("0.5"), Decimal(1), Decimal(2))
    assert axis.x(Decimal(1)) == pytest.approx(1.0)
    assert axis.x(Decimal("0.5")) == 0.0
    assert of_ratios([], 0.0, 1.0).holds(Decimal(1))
    assert of_ratios([Decimal("0.0001"), Decimal(900)], 0.0, 1.0).x(Decimal(900)) == 1.0


def test_either_side_of_one_names_its_arm() -> None:
    row = more.ratios(7)[6]
    shown = " ".join(words(laid_out("forest", charts.prepare("forest", [row]))))
    assert "Favours acmetinib plus pembrolizumab and chemotherapy" in shown
    assert "Favours investigator's choice of chemotherapy" in shown


def test_several_trials_carry_the_banner_and_one_does_not() -> None:
    for name, rows in (("forest", more.ratios), ("efficacy", more.efficacy)):
        assert CROSS_TRIAL in " ".join(words(laid_out(name, charts.prepare(name, rows(20)))))
        assert CROSS_TRIAL not in " ".join(words(laid_out(name, charts.prepare(name, rows(2)))))


def test_a_real_world_study_never_shares_an_axis_with_a_trial() -> None:
    data = charts.prepare("efficacy", more.efficacy(20))
    assert data is not None
    groups: dict[str, set[bool]] = {}
    for row in data.rows:
        groups.setdefault(row.group, set()).add(row.real_world)
    assert all(len(kinds) == 1 for kinds in groups.values())
    assert {True} in groups.values()


def test_axes_begin_at_zero_and_end_at_a_tick() -> None:
    for largest in ("0.5", "3.4", "48.3", "118.25", "1485"):
        axis = from_zero(Decimal(largest), 0.0, 10.0)
        assert axis.low == axis.ticks[0] == 0
        assert axis.high == axis.ticks[-1] >= Decimal(largest)
    assert from_zero(Decimal(62), 0.0, 10.0, "%").high == 80
    assert from_zero(Decimal(98), 0.0, 10.0, "%").high == 100
    assert [plain(Decimal(number)) for number in ("1500", "0.250", "1E+3")] == ["1,500", "0.25", "1,000"]


def test_a_curve_goes_through_every_supplied_point_and_no_other() -> None:
    trial = more.trial(0, curves=(more.curve(0),))
    data = charts.prepare("kaplan-meier", trial)
    assert data is not None
    points = data.rows[0].curves[0].points
    canvas = laid_out("kaplan-meier", data)
    curve = max((mark for mark in canvas.marks if isinstance(mark, Path)), key=lambda mark: len(mark.points))
    assert len(points) == 25
    assert len(curve.points) == 2 * len(points) - 1
    assert len({y for _, y in curve.points}) == len({point.number for point in points})


def test_a_curve_without_numbers_at_risk_or_with_few_points_is_refused() -> None:
    bare = more.curve(0, at_risk=make.MISSING)
    short = more.curve(0, points=more.series("0 100, 6 80, 12 60"))
    assert charts.prepare("kaplan-meier", more.trial(0, curves=(bare, short))) is None
    kept = charts.prepare("kaplan-meier", more.trial(0, curves=(bare, more.curve(1))))
    assert kept is not None
    assert len(kept.rows[0].curves) == 1


def test_numbers_at_risk_stand_below_their_times() -> None:
    curve = more.curve(0, at_risk=more.series("0 120, 6 82, 12 47, 24 9"))
    canvas = laid_out("kaplan-meier", charts.prepare("kaplan-meier", more.trial(0, curves=(curve,))))
    places = {mark.text: mark.x for mark in canvas.marks if isinstance(mark, TextLine) and mark.align == "center"}
    for time, count in (("0", "120"), ("6", "82"), ("12", "47"), ("24", "9")):
        assert places[time] == pytest.approx(places[count])


def test_patients_are_sorted_and_nobody_is_left_out() -> None:
    trials = more.patients(24)
    swimmer = charts.prepare("swimmer", trials)
    waterfall = charts.prepare("waterfall", trials)
    assert swimmer is not None
    assert waterfall is not None
    assert len(swimmer.rows) == sum(len(row.bars) + row.missing for row in waterfall.rows) == 24
    assert {row.position for row in swimmer.rows} == set(range(1, 13))
    for row in waterfall.rows:
        assert [bar.number for bar in row.bars] == sorted((bar.number for bar in row.bars), reverse=True)


@pytest.mark.parametrize("name", ["swimmer", "waterfall"])
def test_no_chart_holds_the_identifier_of_a_patient(name: str) -> None:
    data = charts.prepare(name, more.patients(24))
    said = [*words(laid_out(name, data)), charts.describe(name, data), *(value.text for value in traced_in(data))]
    assert not [text for text in said if re.search(r"\bP\d\d\b", text)]


def test_the_size_criteria_are_lines_of_the_waterfall() -> None:
    canvas = laid_out("waterfall", charts.prepare("waterfall", more.patients(8)))
    assert {"+20%", "−30%"} <= set(words(canvas))
    assert sum(isinstance(mark, Line) and mark.style == "dashed" for mark in canvas.marks) == 2


def test_more_than_sixty_patients_go_to_a_second_panel() -> None:
    trial = more.trial(0, patients=tuple(more.patient(index * 30) for index in range(1, 100)))
    data = charts.prepare("waterfall", trial)
    assert data is not None
    assert len(data.rows) == 2
    assert len(data.rows[0].bars) == 60


def test_without_patient_rows_nothing_is_drawn() -> None:
    empty = more.trial(0, patients=(make.thing(**{**vars(more.patient(1)), "months": make.MISSING}),))
    assert charts.prepare("swimmer", empty) is None
    assert charts.prepare("waterfall", more.trial(0)) is None


@pytest.mark.parametrize(("by", "group"), [("target", "Target not in the sources"), ("modality", "Antibody-drug conjugate"), ("company", "Company B")])  # fmt: skip
def test_a_landscape_is_grouped_as_asked(by: str, group: str) -> None:
    data = charts.prepare("landscape", more.landscape(24), by=by)
    canvas = laid_out("landscape", data)
    assert group in " ".join(words(canvas))
    with pytest.raises(ValueError, match="grouped by"):
        charts.prepare("landscape", more.landscape(2), by="colour")


def test_amounts_are_never_stacked_and_missing_ones_are_told_in_one_line() -> None:
    deal = make.deal(milestones=make.number("up to USD 1,485 million"), total=make.number("USD 1.57 billion"))
    data = charts.prepare("deal-economics", [deal])
    canvas = laid_out("deal-economics", data)
    assert not any(isinstance(mark, Rectangle) and mark.dashed for mark in canvas.marks)
    assert {"Upfront", "not in the sources"} <= set(words(canvas))
    assert "USD\u00a01.57\u00a0billion" in words(canvas)
    bars = [mark for mark in canvas.marks if isinstance(mark, Rectangle) and mark.h == pytest.approx(0.27 * 0.72)]
    assert len(bars) == 2
    assert len({bar.x for bar in bars}) == 1
    assert charts.prepare("deal-economics", [make.deal()]) is None


def test_both_arms_stand_on_one_axis_and_a_lone_arm_has_no_line() -> None:
    data = charts.prepare("arms", more.arms(4))
    told = [[str(value.value).replace("\u00a0", " ") for value in row.values] for row in data.rows]
    assert told == [
        ["64% (95% CI 60.1–70.9)"], ["62%", "12.5%"], ["63%", "12.5%"], ["61%"]
    ]  # fmt: skip
    canvas = laid_out("arms", data)
    assert len([mark for mark in canvas.marks if isinstance(mark, Line) and mark.color == "rule"]) == 2
    assert "64% (95% CI 60.1–70.9) with acmetinib" in charts.describe("arms", data).replace("\u00a0", " ")
    assert charts.prepare("arms", [one for one in more.arms(2) if not one.arm]) is None


def test_of_both_arms_it_is_said_once_that_they_are_interim_and_of_whom_beside_their_trial() -> None:
    rows = more.arms(2)[-2:]
    for one in rows:
        one.value = replace(one.value, text=f"{one.value} (interim)")
    (row,) = charts.prepare("arms", rows).rows
    assert row.under().replace("\u00a0", " ") == "sq NSCLC, 532 patients, safety population, interim"
    assert [value.figure for value in row.values] == ["63%", "12.5%"]
    for width in (12.1, 7.0):
        canvas = Canvas(BRAND, width, "slide")
        charts.CHARTS["arms"].lay_out(charts.prepare("arms", rows), canvas)
        told = " ".join(words(canvas))
        assert told.count("interim") == 1
        assert "Acmetinib vs placebo plus chemotherapy" in told if width > 9 else "acmetinib vs placebo" in told


def test_rates_of_several_trials_name_a_common_population_once_and_cite_each_row() -> None:
    numbers = charts.prepare("arms", more.arms(4), cited=True)
    same = replace(numbers, rows=tuple(replace(row, population=make.text("all treated")) for row in numbers.rows))
    cited = charts.numbered("arms", same, lambda told: "3,7")
    told = words(laid_out("arms", cited))
    assert [word for word in told if "all treated" in word] == ["% of patients, all treated"]
    assert told.count("3,7") == len(numbers.rows)
    assert "Ref." in told
    plain = charts.prepare("arms", more.arms(4))
    assert charts.is_numbered("arms", cited)
    assert not charts.is_numbered("arms", plain)
    assert "Ref." not in words(laid_out("arms", plain))


def test_marks_of_the_medicine_are_darker_than_those_of_the_comparator_where_both_are_grey() -> None:
    canvas = Canvas(BRAND, 12.1, "slide", "medical")
    charts.CHARTS["arms"].lay_out(charts.prepare("arms", more.arms(2)), canvas)
    assert {mark.fill for mark in canvas.marks if isinstance(mark, Disc)} == {"slate", "steel"}


@pytest.mark.parametrize(
    ("milestones", "said"),
    [
        ("up to USD 300 million", "up to 300 in milestones"),
        ("up to USD 1.2 billion", "up to USD 1.2 billion in milestones"),
    ],
)
def test_a_bar_to_scale_says_currency_and_unit_with_its_first_amount(milestones: str, said: str) -> None:
    deal = make.deal(upfront=make.number("USD 100 million"), milestones=make.number(milestones))
    first, later = charts.prepare("deal-scale", deal).rows
    assert later.beside(first).replace("\u00a0", " ") == said
    assert milestones in charts.describe("deal-scale", charts.prepare("deal-scale", deal)).replace("\u00a0", " ")


def test_a_bar_to_scale_never_holds_the_upfront_payment_twice() -> None:
    paid = {"upfront": make.number("USD 100 million"), "milestones": make.number("up to USD 300 million")}
    total = make.number("up to USD 400 million")
    beside = charts.prepare("deal-scale", make.deal(**paid))
    assert [part.millions for part in beside.rows] == [100, 300]
    assert beside.total is None  # nobody states it
    whole = charts.prepare("deal-scale", make.deal(**paid, total=total, total_includes_upfront=True))
    assert [part.millions for part in whole.rows] == [100, 300]
    assert whole.total.value.text == total.text
    only = {"upfront": paid["upfront"], "total": total}
    rest = charts.prepare("deal-scale", make.deal(**only, total_includes_upfront=True))
    assert [(part.millions, part.value is None) for part in rest.rows] == [(100, False), (300, True)]
    apart = charts.prepare("deal-scale", make.deal(**only, total_includes_upfront=False))
    assert [part.millions for part in apart.rows] == [100, 400]
    assert (
        charts.prepare("deal-scale", make.deal(**only, total_includes_upfront=make.MISSING)) is None
    )  # what the total holds is not said
    other = make.deal(upfront=paid["upfront"], milestones=make.number("up to EUR 300 million"))
    assert charts.prepare("deal-scale", other) is None
    canvas = laid_out("deal-scale", whole)
    solid, *_ = (mark for mark in canvas.marks if isinstance(mark, Rectangle) and mark.fill == canvas.strong)
    hatched = max(mark.x + mark.w for mark in canvas.marks if isinstance(mark, Rectangle))
    assert solid.w == pytest.approx(hatched / 4)
    assert hatched < canvas.width  # its line is whole


def test_a_figure_stands_between_the_words_before_it_and_behind_it() -> None:
    for upfront, said in (("USD 100 million", "USD|100|million upfront"), ("100 million euros", "100|million euros upfront")):  # fmt: skip
        paid = {"upfront": make.number(upfront), "milestones": make.number(upfront.replace("100", "300"))}
        shown = words(laid_out("deal-scale", charts.prepare("deal-scale", make.deal(**paid))))
        assert "|".join(shown).replace("\u00a0", " ").startswith(said)


def test_an_amount_that_finds_no_room_in_the_bar_stands_below_it() -> None:
    paid = {"upfront": make.number("USD 300 million"), "milestones": make.number("up to USD 20 million")}
    canvas = laid_out("deal-scale", charts.prepare("deal-scale", make.deal(**paid)))
    (later,) = (mark for mark in canvas.marks if isinstance(mark, TextLine) and "milestones" in mark.text)
    bar = max(mark.y + mark.h for mark in canvas.marks if isinstance(mark, Rectangle))
    assert later.text.replace("\u00a0", " ") == "up to USD 20 million in milestones"
    assert bar <= later.bounds[1] < later.bounds[3] <= canvas.height
    assert later.bounds[2] <= canvas.width


def test_what_was_amended_stays_inside_the_picture() -> None:
    numbers = charts.prepare("deal-economics", make.deal(milestones=make.number("up to USD 560 million")))
    (row,) = numbers.rows
    amounts = tuple(replace(one, amended=make.text("17 March 2025", "date")) for one in row.amounts)
    canvas = Canvas(BRAND, 6.69, "page")
    charts.CHARTS["deal-economics"].lay_out(replace(numbers, rows=(replace(row, amounts=amounts),)), canvas)
    texts = [mark for mark in canvas.marks if isinstance(mark, TextLine)]
    assert max(mark.bounds[2] for mark in texts) <= canvas.width
    assert "up to USD 560 million (since 17 March 2025)" in " ".join(mark.text for mark in texts).replace("\u00a0", " ")


def test_amounts_of_two_currencies_share_no_axis() -> None:
    deals = [make.deal(upfront=make.number("USD 85 million")), make.deal(upfront=make.number("EUR 1.2 billion"))]
    data = charts.prepare("deal-economics", deals)
    assert data is not None
    assert dict(data.largest) == {"USD million": 85, "EUR million": 1200}


@pytest.mark.parametrize("name", ["designations", "status"])
def test_many_columns_stay_readable(name: str) -> None:
    from charts.test_charts import collisions

    if name == "designations":
        rows = make.designations(12)
        for row, agency in zip(rows, ["NMPA", "CDE", "FDA", "EMA", "EC", "MHLW", "PMDA", "MHRA"] * 2, strict=False):
            row.agency = make.text(agency)
    else:
        rows = make.programs(9)
        for row, place in zip(
            rows, ["us", "eu", "china", "japan", "uk", "korea", "brazil", "world", "india"], strict=True
        ):
            row.territory = make.place(place)
    for medium in ("slide", "page"):
        canvas = Canvas(BRAND, WIDTHS[medium], medium)
        charts.CHARTS[name].lay_out(charts.prepare(name, rows), canvas)
        assert collisions(canvas) == []


def test_far_catalysts_stand_apart_and_quarters_stay() -> None:
    dates = ["2025-Q4", "2026-Q1", "2026-Q2", "2026-H2", "2034"]
    rows = [make.event(index, date, expected=True) for index, date in enumerate(dates)]
    shown = words(laid_out("catalysts", charts.prepare("catalysts", rows, make.as_of())))
    assert {"Q4", "Q1", "Later"} <= set(shown)
    assert "H1" not in shown


def test_a_landscape_too_wide_for_its_place_names_the_stage_in_each_box() -> None:
    data = charts.prepare("landscape", more.landscape(24))
    assert data is not None
    canvas = Canvas(BRAND, 5.966, "slide")
    charts.CHARTS["landscape"].lay_out(data, canvas)
    assert any("Phase\u00a0III: " in text for text in words(canvas))
    assert "Filed" not in words(canvas)
