"""Values as charts rarely get them: missing numbers, open ends, days that nobody gives, names that find no room."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from briefgen import charts
from briefgen.charts import gallery
from briefgen.charts.engine.canvas import Canvas
from briefgen.charts.engine.chart import ALT_LIMIT, alt_text
from briefgen.charts.engine.drawing import _content
from briefgen.charts.engine.faces import drawing_with
from briefgen.charts.engine.marks import Line
from briefgen.charts.engine.rows import _interval
from briefgen.problems import ProblemsFoundError
from briefgen.values.quantity import Quantity
from support import chart_more_samples as more
from support import chart_samples as make
from support.chart_samples import BRAND, MISSING, number, text, thing, words


def drawn(name: str, *given: Any, width: float = 12.133, **fields: Any) -> Canvas:
    canvas = Canvas(BRAND, width, "slide")
    charts.CHARTS[name].lay_out(charts.prepare(name, *given, **fields), canvas)
    return canvas


# --- days --------------------------------------------------------------------------------------------------


def test_without_an_as_of_day_there_is_no_calendar_and_the_others_have_no_amber_line() -> None:
    events = make.events(7)
    with pytest.raises(ValueError, match="a calendar needs as_of"):
        charts.prepare("calendar", events, None)
    assert not [word for word in words(drawn("timeline", events)) if word.startswith("Data as of")]
    rows = [make.event(1, "2026-Q2", expected=True), make.event(2, "2027", expected=True)]
    assert charts.prepare("catalysts", rows).start.isoformat() == "2026-04-01"
    assert charts.prepare("catalysts", [make.event(1, "unknown", expected=True)]).start.isoformat() == "2000-01-01"


# --- results -----------------------------------------------------------------------------------------------


def test_a_rate_that_nobody_gives_is_said_where_its_dot_would_stand() -> None:
    (row, *_) = make.results(1)
    row.value = number("not disclosed")
    assert "not disclosed" in words(drawn("landmark", [row]))


def test_a_ratio_of_benchmarks_is_named_by_its_measure_and_may_have_no_unit() -> None:
    one, *_ = make.benchmarks(1)
    one.measure, one.value = text("hazard ratio", "measure:hazard_ratio", "hazard_ratio"), number("0.66")
    canvas = drawn("benchmarks", [one])
    assert words(canvas)[0].startswith("Hazard ratio, ")
    assert "months" not in words(canvas)


def test_an_arm_alone_on_its_axis_has_no_line() -> None:
    one = more.arms(1)
    assert len(one) == 1
    one[0].at = text("12 months")
    close = Canvas(BRAND, 2.9, "slide")
    charts.CHARTS["arms"].lay_out(charts.prepare("arms", one), close)
    assert close.is_close
    assert not [mark for mark in close.marks if isinstance(mark, Line) and mark.color == "rule"]


def test_in_a_narrow_place_a_range_has_both_ends_and_what_has_no_estimate_its_lower_bound() -> None:
    open_end, ranged, plain, unknown = (
        more._result(0, "PFS", "median", value, 3)
        for value in ("not reached (95% CI 9.9-NE)", "4-15.9 months", "3 months", "not reached")
    )
    for one, arm in ((open_end, "acmetinib"), (ranged, "placebo"), (plain, "chemotherapy"), (unknown, "observation")):
        one.arm, one.population, one.subgroup, one.patients, one.assessor = text(arm), MISSING, False, MISSING, MISSING
    canvas = Canvas(BRAND, 2.9, "slide")
    charts.CHARTS["efficacy"].lay_out(charts.prepare("efficacy", [open_end, ranged, plain, unknown]), canvas)
    assert canvas.is_close
    assert any("4–15.9" in word for word in words(canvas))
    assert any("9.9–NE" in word for word in words(canvas))


def test_a_reduction_beside_ratios_says_its_measure_and_limits_stand_beside_the_arms() -> None:
    medians = ("median", "9 months", "6 months")
    reduced = more.compared(99, "PFS", "relative_reduction", "26% (95% CI 10 to 39)", medians)
    limited = more.compared(98, "PFS", "hazard_ratio", "0.70 (95% CI 0.5-0.9)", medians)
    quantity = limited.value.value.saying("interim")
    limited.value = text(quantity.text, "value", quantity)
    both = {"enrolled": MISSING, "against": MISSING, "is_real_world": False}
    rows = [thing(name=text(f"TRIAL-{at}"), efficacy=[one], **both) for at, one in enumerate((reduced, limited))]
    shown = words(drawn("trials", [*more.trials(3), *rows], width=14.0))
    assert "26% lower risk (10–39)" in shown
    assert sum(text.endswith(", interim") for text in shown) == 1


def test_an_interval_wider_than_its_axis_on_both_sides_ends_in_two_arrows() -> None:
    marks = _Recorded()
    reach = _interval("TRIAL", Quantity.parse("1.0 (95% CI 0.05-50)"), Decimal(1), marks)  # type: ignore[arg-type]
    assert reach == marks.axis.high
    assert [(low, high) for low, high in marks.arrows] == [
        (Decimal("1.0"), Decimal("0.1")),
        (Decimal("1.0"), Decimal(10)),
    ]


class _Recorded:
    """Marks of a native chart, as they are asked for."""

    def __init__(self) -> None:
        self.axis = SimpleNamespace(low=Decimal("0.1"), high=Decimal(10), doubling=False)
        self.arrows: list[tuple[Decimal, Decimal]] = []

    def arrow(self, name: str, begin: Decimal, end: Decimal, up: Decimal, *, leftwards: bool = False) -> None:
        self.arrows.append((begin, end))


def test_a_curve_has_numbers_at_risk_at_its_own_times_only() -> None:
    two = [more.curve(0), more.curve(1)]
    two[0].at_risk, two[1].at_risk = more.series("0 100, 12 50"), more.series("0 90, 6 70, 12 40")
    two[0].arm, two[1].arm = text("acmetinib"), text("placebo")
    two[0].population = two[1].population
    shown = words(drawn("kaplan-meier", [more.trial(1, curves=tuple(two))]))
    assert {"100", "90", "70", "50", "40"} <= set(shown)


def test_patients_without_any_change_have_no_waterfall_and_narrow_bars_no_digits() -> None:
    nobody = [thing(**{**vars(more.patient(3)), "best_change": MISSING})]
    assert charts.prepare("waterfall", [more.trial(0, patients=tuple(nobody))]) is None
    many = more.trial(0, patients=tuple(more.patient(at) for at in range(1, 60)))
    for one in many.patients:
        one.arm = MISSING
    assert len(words(drawn("waterfall", [many], width=3.0))) < len(words(drawn("waterfall", [many])))


# --- epidemiology ------------------------------------------------------------------------------------------


def test_a_part_larger_than_the_world_has_no_share_and_what_nobody_counts_no_bar() -> None:
    world, china, japan, *_ = make.epidemiology()
    china.value = number("400,000 cases")
    japan.value = number("not disclosed")
    shares = [part.share for row in charts.prepare("epidemiology", [world, china, japan]).rows for part in row.parts]
    assert shares == [None, None]


def test_a_share_that_finds_no_room_beside_its_place_stands_below_it() -> None:
    world, china, *_ = make.epidemiology()
    wide, narrow = drawn("epidemiology", [world, china]), drawn("epidemiology", [world, china], width=2.6)
    tall = [
        next(mark.y for mark in canvas.marks if getattr(mark, "text", "").startswith("China ")) -
        next(mark.y for mark in canvas.marks if "of world (derived)" in getattr(mark, "text", "")) for canvas in (wide, narrow)
    ]  # fmt: skip
    assert tall[0] == pytest.approx(0, abs=0.02)
    assert abs(tall[1]) > 0.1


# --- assets and deals --------------------------------------------------------------------------------------


def test_what_is_suspended_in_a_landscape_says_so_beside_its_indication() -> None:
    (row, *_) = more.landscape(1)
    row.stage = text("phase III (suspended)", "stage:suspended", "phase_3")
    assert "phase III (suspended)" in " ".join(words(drawn("landscape", [row])))


def test_words_of_royalties_that_state_their_rate_are_not_followed_by_it() -> None:
    deal = make.deal(royalties=text("tiered royalties of 8% to 12%"), royalty_rate=number("8-12%"))
    (row,) = charts.prepare("deal", deal).rows
    assert [str(one.value) for one in row.payments] == ["tiered royalties of 8% to 12%"]


def test_places_outside_a_licence_go_on_in_another_line() -> None:
    deal = make.deal(territory=make.place("world except china-mainland hong-kong macau taiwan japan korea us eu"))
    canvas = drawn("deal-territory", deal, width=3.0)
    assert len({mark.y for mark in canvas.marks if getattr(mark, "text", "") in ("Hong Kong", "Japan", "Taiwan")}) > 1


def test_rows_without_a_group_behind_those_of_one_have_no_head() -> None:
    canvas = Canvas(BRAND, 6.0, "slide")
    below = canvas.group(0.0, "Lung cancer")
    assert below > 0
    assert canvas.group(below, "") == below
    assert words(canvas) == ["Lung cancer"]


# --- words and fonts ---------------------------------------------------------------------------------------


def test_a_subject_longer_than_an_alternative_text_may_be_is_cut_with_its_count() -> None:
    said = alt_text("Name " * 600, ["one", "two"])
    assert len(said) == ALT_LIMIT - 1


def test_a_font_that_cannot_be_drawn_with_is_named() -> None:
    with pytest.raises(ProblemsFoundError, match="bad-font"), drawing_with(BRAND):
        raise RuntimeError("FT_Load_Glyph (ft2font.cpp) failed with error 0x14")
    with pytest.raises(RuntimeError, match="something else"), drawing_with(BRAND):
        raise RuntimeError("something else")


def test_a_font_that_is_gone_stands_for_itself(tmp_path: Path) -> None:
    assert _content(str(tmp_path / "none.ttf")) == str(tmp_path / "none.ttf")


def test_the_gallery_is_written_picture_by_picture_with_its_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gallery").mkdir()
    for path in (Path(__file__).parents[2] / "docs" / "gallery").glob("*.yaml"):
        (tmp_path / "gallery" / path.name).write_bytes(path.read_bytes())
    monkeypatch.setattr(gallery, "EXAMPLES", {"deal": gallery.EXAMPLES["deal"]})
    gallery.write_gallery(tmp_path / "gallery")
    assert [path.name for path in (tmp_path / "gallery").glob("*.png")] == ["deal.png"]
    assert "gallery/deal.png" in (tmp_path / "gallery.md").read_text("utf-8")
