"""What the calendar says of events: whose they are, when, the result they told, and what is open without one."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date
from operator import attrgetter
from pathlib import Path

import pytest

from briefgen import charts
from briefgen.charts.calendar import finer
from briefgen.charts.calendar_entries import CalendarOfEvents, Entry
from briefgen.charts.engine.canvas import Canvas
from briefgen.charts.engine.marks import Line, Rectangle, TextLine
from briefgen.dataset.load import load_dataset
from briefgen.values.dates import Period
from briefgen.view.view import view_of
from support.chart_samples import BRAND

DATED = (attrgetter("happened"), attrgetter("ahead"))
DATA = """defaults: {source: old}
sources: [{id: old, type: press_release, tier: company_release, title: Old, publisher: P, published: 2025-12-20}]
areas: [{id: eye, name: Ophthalmology}]
indications: [{id: ga, name: geographic atrophy, area: eye}, {id: dme, name: macular oedema, area: eye}]
companies: [{id: acme, name: Acme}]
assets:
  - {id: drug, name: drug, company: acme, programs: [{indication: ga, stage: filed, territory: china}, {indication: dme, stage: phase_3, territory: us}]}
trials:
  - {id: peak, name: PEAK-1, assets: drug, phase: phase_3, indications: [ga, dme]}
  - {id: vale, name: VALE-1, assets: drug, phase: phase_3, indications: ga, status: not_yet_recruiting, territory: world}
  - {id: hill, name: HILL-1, assets: drug, phase: phase_3, indications: ga, status: not_yet_recruiting}
  - {id: ridge, name: RIDGE-1, assets: drug, phase: phase_3, indications: ga, status: completed}
results:
  - {id: told, trial: ridge, endpoint: BCVA, measure: difference, value: 0.4, significance: met, event: approved}
  - {id: ratio, trial: peak, endpoint: PFS, measure: hazard_ratio, value: "0.60 (95% CI 0.46-0.78)", population: ITT, analysis: interim, event: talk}
  - {id: missed, trial: vale, endpoint: BCVA, measure: difference, value: 0.2, significance: not_met, event: topline}
  - {id: upper, trial: hill, endpoint: OS, measure: median, value: 12 months, arm: drug, population: all, event: arms}
  - {id: lower, trial: hill, endpoint: OS, measure: median, value: 10 months, arm: placebo, population: all, event: arms}
designations:
  - {asset: drug, agency: FDA, type: fast_track, indication: ga, territory: us, event: given}
events:
  - {id: talk, type: congress_presentation, title: PEAK-1 presented, date: 2025-10-19, companies: acme, assets: drug, trials: peak, indications: ga}
  - {id: paper, type: publication, title: PEAK-1 published, date: 2025-10-19, companies: acme, assets: drug, trials: peak}
  - {id: other, type: publication, title: A paper on PEAK-1, date: 2025-11, companies: acme, assets: drug, trials: peak}
  - {id: topline, type: readout_topline, title: VALE-1 read out, date: 2025-12, companies: acme, assets: drug, trials: vale, outcome: not_met, endpoint: BCVA}
  - {id: arms, type: readout_final, title: HILL-1 read out, date: 2025-12-02, companies: acme, assets: drug, trials: hill}
  - {id: early, type: readout_interim, title: Interim, date: 2025-12-03, companies: acme, assets: drug, indications: ga, outcome: met, endpoint: ORR}
  - {id: given, type: designation_granted, title: Fast Track, date: 2025-11, companies: acme, assets: drug, indications: ga, agency: FDA}
  - {id: approved, type: regulatory_approval, title: Approval, date: 2025-12-20, companies: acme, assets: drug, trials: ridge, indications: ga, agency: FDA}
  - {id: cleared, type: ind_clearance, title: Cleared, date: 2025-12-12, companies: acme, assets: drug, trials: vale, agency: FDA, territory: us}
  - {id: filed, type: nda_submitted, title: Filing, date: unknown, expected: true, companies: acme, assets: drug, indications: dme, territory: us}
  - {id: twin-a, type: launch, title: Launch in cities, date: 2026-H1, expected: true, companies: acme, assets: drug, territory: us, indications: dme}
  - {id: twin-b, type: launch, title: Launch elsewhere, date: 2026-H1, expected: true, companies: acme, assets: drug, territory: us, indications: dme}
  - {id: start, type: first_patient_in, title: First patient of HILL-1, date: 2026-02-03, expected: true, companies: acme, assets: drug, trials: hill}
  - {id: late, type: readout_topline, title: Late, date: 2025-11, expected: true, companies: acme, assets: drug, trials: hill}
  - {id: far, type: conference, title: a meeting, date: 2027, expected: true, companies: acme}
"""
PERIOD = Period.parse("2025-Q4")


@pytest.fixture
def drawn(tmp_path: Path) -> CalendarOfEvents:
    (tmp_path / "a.yaml").write_text(DATA, encoding="utf-8")
    view = view_of(load_dataset(tmp_path), date(2025, 12, 31), PERIOD, "investor")
    company = view.find("company", "acme")
    events = company.events + company.catalysts
    numbers: CalendarOfEvents = charts.prepare("calendar", events, view.as_of, awaited=company.awaited)
    return numbers


@pytest.fixture
def entries(drawn: CalendarOfEvents) -> dict[str, Entry]:
    return {
        f"{entry.name} | {entry.gist}".replace("\u00a0", " "): entry for lane in drawn.rows for entry in lane.entries
    }


def test_an_event_is_told_by_whose_it_is_and_what_came_out(entries: dict[str, Entry]) -> None:
    assert set(entries) == {
        "PEAK-1, geographic atrophy | PFS HR 0.60 (0.46–0.78), ITT, interim",
        "PEAK-1 | A paper on PEAK-1",
        "VALE-1 | BCVA difference 0.2, endpoint not met",
        "HILL-1 | OS median 12 months vs 10 months, all",
        "Drug | Interim readout, ORR, met, geographic atrophy",
        "Drug | FDA Fast Track designation, geographic atrophy",
        "Drug | FDA approval, geographic atrophy",
        "VALE-1 | FDA trial clearance; not an approval",
        "Drug | Filing, United States, macular oedema; intended",
        "Drug | Launch in cities",
        "Drug | Launch elsewhere",
        "HILL-1 | First patient in",
        "HILL-1 | Topline readout",
        "Acme | a meeting",
        "Drug, geographic atrophy | Decision on filing, China; none reported",
        "VALE-1 | Start of recruitment, worldwide",
    }


def test_that_an_endpoint_was_met_is_said_shortly_and_that_one_was_missed_in_full(tmp_path: Path) -> None:
    met = DATA.replace("analysis: interim, event: talk", "analysis: interim, significance: met, event: talk")
    met = met.replace(
        "name: PEAK-1, assets: drug,", "name: PEAK-1, endpoints: [{endpoint: PFS, role: primary}], assets: drug,"
    )
    (tmp_path / "a.yaml").write_text(met, encoding="utf-8")
    company = view_of(load_dataset(tmp_path), date(2025, 12, 31), PERIOD, "investor").find("company", "acme")
    lanes = charts.prepare("calendar", company.events, date(2025, 12, 31)).rows
    told = {entry.gist.replace("\u00a0", " ") for lane in lanes for entry in lane.entries}
    assert {"PFS HR 0.60 (0.46–0.78), ITT, met, interim", "BCVA difference 0.2, endpoint not met"} <= told


def test_each_stands_in_its_column(entries: dict[str, Entry]) -> None:
    past_due = entries["HILL-1 | Topline readout"]
    assert past_due.happened
    assert entries["HILL-1 | First patient in"].ahead
    assert {key for key, one in entries.items() if one.undated} == {
        "Drug | Filing, United States, macular oedema; intended",
        "Drug, geographic atrophy | Decision on filing, China; none reported",
        "VALE-1 | Start of recruitment, worldwide",
    }


def test_the_paper_of_a_result_told_that_day_is_not_told_again(entries: dict[str, Entry]) -> None:
    assert not [key for key in entries if "published" in key]


def test_what_weighs_least_leaves_a_calendar_and_what_has_no_date_last(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(DATA, encoding="utf-8")
    view = view_of(load_dataset(tmp_path), date(2025, 12, 31), PERIOD, "investor")
    company = view.find("company", "acme")
    drawn = charts.prepare("calendar", company.events + company.catalysts, view.as_of, awaited=company.awaited)
    ever = [drawn]
    while less := charts.fewer("calendar", ever[-1]):
        ever.append(less)
    counts = [sum(len(lane.entries) for lane in one.rows) for one in ever]
    assert counts == list(range(len(ever), 0, -1))
    assert "PEAK-1" in str(drawn)
    for one, after in itertools.pairwise(ever):
        crowded = any(sum(part(entry) for entry in lane.entries) > 1 for lane in one.rows for part in DATED)
        undated = [[entry for lane in some.rows for entry in lane.entries if entry.undated] for some in (one, after)]
        assert undated[0] == undated[1] or not crowded
    assert charts.fewer("stages", drawn) is None


def test_a_lane_of_long_words_is_divided_between_its_events(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(DATA, encoding="utf-8")
    view = view_of(load_dataset(tmp_path), date(2025, 12, 31), PERIOD, "investor")
    company = view.find("company", "acme")
    drawn = charts.prepare("calendar", company.events + company.catalysts, view.as_of, awaited=company.awaited)
    lane = next(one for one in drawn.rows if sum(entry.happened for entry in one.entries) > 1)
    title = replace(lane.entries[0].when, text="a title " * 30)
    long = replace(lane, entries=tuple(replace(one, told=None, title=title) for one in lane.entries))
    parts = [finer(replace(drawn, rows=(one,))).rows for one in (lane, long)]
    most = [max(sum(entry.happened for entry in part.entries) for part in some) for some in parts]
    assert most == [2, 1]


def test_whom_most_values_are_of_is_said_once_at_the_foot(tmp_path: Path) -> None:
    def shown(data: str) -> tuple[str, list[str]]:
        (tmp_path / "a.yaml").write_text(data, encoding="utf-8")
        company = view_of(load_dataset(tmp_path), date(2025, 12, 31), PERIOD, "investor").find("company", "acme")
        drawn = charts.prepare("calendar", company.events + company.catalysts, date(2025, 12, 31))
        told = [entry.shown for lane in drawn.rows for entry in lane.entries if entry.told]
        return str(drawn.whole.usual or ""), told

    assert shown(DATA)[0] == "", "of one value nobody is named"
    named = DATA.replace("significance: not_met,", "significance: not_met, population: ITT,")
    usual, told = shown(named)
    assert usual == "ITT"
    assert "PFS HR 0.60 (0.46\u20130.78), interim" in told
    assert "BCVA difference 0.2, endpoint not met" in told
    assert any("all" in one for one in told)


def test_a_date_stands_behind_its_name_or_below_it(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(DATA, encoding="utf-8")
    company = view_of(load_dataset(tmp_path), date(2025, 12, 31), PERIOD, "investor").find("company", "acme")
    drawn = charts.prepare("calendar", company.events + company.catalysts, date(2025, 12, 31))
    marks = [
        mark
        for width in range(30, 75, 3)
        for mark in charts.drawing("calendar", drawn, width / 10, 5.0, BRAND, "page").marks
    ]
    dates = [mark for mark in marks if isinstance(mark, TextLine) and mark.text.endswith("Oct")]
    assert {mark.behind is None for mark in dates} == {True, False}


def test_what_happened_takes_a_quarter_of_a_slide_at_most_and_words_stand_clear_of_the_data_date(
    drawn: CalendarOfEvents,
) -> None:
    canvas = Canvas(BRAND, 12.133, "slide")
    charts.CHARTS["calendar"].lay_out(drawn, canvas)
    (ground,) = (mark for mark in canvas.marks if isinstance(mark, Rectangle) and mark.fill == "mist")
    assert ground.w <= 0.241 * canvas.width
    (today,) = (mark.start[0] for mark in canvas.marks if isinstance(mark, Line) and mark.color == "amber")
    (first,) = (mark for mark in canvas.marks if isinstance(mark, TextLine) and mark.text == "Q1")
    assert first.left - today >= 0.08
