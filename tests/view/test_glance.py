"""A medicine at a glance: an area tells the uses of the area and counts the others."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from briefgen.dataset.load import load_dataset
from briefgen.values.dates import Period
from briefgen.view.glance import Glance, glance_of
from briefgen.view.view import View, view_of

DATA = """
companies: [{id: nordic, name: Nordic Bio, source: report}]
assets:
  - id: nb-1
    name: NB-1
    company: nordic
    programs:
      - {indication: asthma, territory: japan, stage: phase_2}
      - {indication: psoriasis, territory: china, stage: approved}
      - {indication: asthma, territory: china, stage: phase_3}
      - {indication: psoriasis, territory: japan, stage: phase_3}
    source: report
areas: [{id: lungs, name: Lungs}, {id: skin, name: Skin}]
indications:
  - {id: asthma, name: asthma, area: lungs, source: report}
  - {id: psoriasis, name: psoriasis, area: skin, source: report}
sources:
  - {id: report, type: press_release, title: Report, publisher: Nordic Bio, published: 2025-05-01, tier: company_release}
"""


@pytest.fixture
def view(tmp_path: Path) -> View:
    (tmp_path / "all.yaml").write_text(DATA)
    return view_of(load_dataset(tmp_path, "data"), date(2025, 12, 31), Period.parse("2025-Q4"), "investor")


def test_an_area_tells_the_uses_of_the_area_and_counts_the_others(view: View):
    glance = glance_of(view.assets[0], view.subjects("area")[0])
    assert [str(program.stage) for program in glance.programs] == ["Phase\xa0III", "Phase\xa0II"]
    assert glance.highest == glance.programs[0]
    assert [len(part) for part in (glance.elsewhere, glance.approved, glance.left)] == [2, 0, 0]


def test_a_company_tells_all_uses_and_counts_those_without_room(view: View):
    glance = glance_of(view.assets[0], view.subjects("company")[0])
    assert [len(part) for part in (glance.programs, glance.elsewhere, glance.shown, glance.left)] == [4, 0, 2, 2]
    assert glance.approved == glance.programs[:1]
    assert not glance.in_table


def test_approved_uses_have_room_before_the_others(tmp_path: Path):
    more = "      - {indication: asthma, territory: us, stage: approved}\n    source: report\nareas:"
    (tmp_path / "all.yaml").write_text(DATA.replace("    source: report\nareas:", more))
    dataset = load_dataset(tmp_path, "data")
    view = view_of(dataset, date(2025, 12, 31), Period.parse("2025-Q4"), "investor")
    glance = glance_of(view.assets[0], view.subjects("company")[0])
    assert [str(program.stage) for program in glance.shown] == ["Approved", "Approved"]
    assert glance.shown == glance.approved
    assert [str(program.stage) for program in glance.left] == ["Phase\xa0II", "Phase\xa0III", "Phase\xa0III"]


EVENTS = DATA.replace(
    "sources:",
    """events:
  - {id: a, type: readout_topline, date: by 2025-05-01, title: Endpoint met, companies: nordic, assets: nb-1, source: report}
  - {id: b, type: publication, date: 2025-05-01, title: Report published, companies: nordic, assets: nb-1, source: report}
sources:""",
)


@pytest.mark.parametrize(
    ("data", "latest"),
    [
        (EVENTS, "Endpoint met"),
        (EVENTS.replace("by 2025-05-01", "2025-04-01"), "Report published"),
        (DATA, ""),
    ],
)
def test_the_latest_event_is_what_happened_rather_than_where_it_was_told(tmp_path: Path, data: str, latest: str):
    (tmp_path / "all.yaml").write_text(data)
    view = view_of(load_dataset(tmp_path, "data"), date(2025, 12, 31), Period.parse("2025-Q4"), "investor")
    event = view.assets[0].latest_event
    assert (str(event.title) if event else "") == latest


TRIALS = """
companies: [{id: nordic, name: Nordic Bio, source: report}]
assets:
  - id: nb-1
    name: NB-1
    company: nordic
    programs:
      - {indication: asthma, territory: china, stage: approved}
      - {indication: psoriasis, territory: china, stage: approved}
      - {indication: copd, territory: china, stage: phase_3}
      - {indication: copd, territory: japan, stage: phase_2}
    source: report
areas: [{id: lungs, name: Lungs}]
indications:
  - {id: asthma, name: asthma, area: lungs, source: report}
  - {id: psoriasis, name: psoriasis, area: lungs, source: report}
  - {id: copd, name: COPD, area: lungs, source: report}
trials:
  - {id: one, name: ONE, assets: nb-1, indications: asthma, phase: phase_3, source: report}
  - {id: two, name: TWO, assets: nb-1, indications: psoriasis, phase: phase_3, source: report}
  - {id: three, name: THREE, assets: nb-1, indications: copd, territory: china, phase: phase_3, source: report}
events:
  - {id: a, type: regulatory_approval, date: 2024-05-24, title: Approval, companies: nordic, assets: nb-1,
     indications: asthma,
     territory: china, source: report}
  - {id: b, type: regulatory_approval, date: 2024-05-25, title: Approval, companies: nordic, assets: nb-1,
     indications: psoriasis,
     territory: china, source: report}
  - {id: c, type: regulatory_approval, date: 2024-09-01, title: A wider approval, companies: nordic, assets: nb-1,
     indications: [psoriasis, copd],
     territory: china, source: report}
  - {id: d, type: readout_topline, date: 2026-H2, title: Readout of THREE, companies: nordic, assets: nb-1,
     indications: copd, trials: three,
     expected: true, source: report}
sources:
  - {id: report, type: press_release, title: Report, publisher: Nordic Bio, published: 2025-05-01, tier: company_release}
results:
"""


def _told(tmp_path: Path, *tests: str, stage: str = "approved") -> Glance:
    """The glance of the medicine whose trials report some tests, "one OS met"."""
    results = ""
    for n, (trial, endpoint, test) in enumerate(test.split() for test in tests):
        said = "" if test == "open" else f", significance: {test}"
        results += f"  - {{trial: {trial}, endpoint: {endpoint}, population: group {n}, measure: hazard_ratio, value: 0.70{said}, source: report}}\n"
    (tmp_path / "all.yaml").write_text(TRIALS.replace("stage: approved", f"stage: {stage}") + results)
    view = view_of(load_dataset(tmp_path, "data"), date(2025, 12, 31), Period.parse("2025-Q4"), "investor")
    return glance_of(view.assets[0], view.assets[0])


@pytest.mark.parametrize(
    ("tests", "endpoint", "won", "missed"),
    [
        (["one OS met", "two OS not_met", "one PFS met", "two PFS met", "three PFS met"], "OS", 1, 1),
        (["one OS significant", "two OS met", "one PFS met", "two PFS met", "three PFS met"], "PFS", 3, 0),
        (["one OS met", "two OS open"], "", 0, 0),
        (["one OS met", "two PFS met"], "", 0, 0),
        (["one OS met", "one OS not_met", "two OS met"], "", 0, 0),
    ],
)
def test_a_table_of_uses_counts_the_tests_of_what_was_missed_or_reported_most(
    tmp_path: Path, tests: list[str], endpoint: str, won: int, missed: int
):
    glance = _told(tmp_path, *tests)
    assert {str(one.endpoint.value) for one in glance.tested} == ({endpoint} if endpoint else set())
    assert (len(glance.won), len(glance.missed)) == (won, missed)
    assert glance.approved_in_one
    assert [str(program.stage) for program in glance.beside_approval] == ["Phase\xa0III"]


def test_a_medicine_without_approval_stands_in_none(tmp_path: Path):
    glance = _told(tmp_path, "one OS met", stage="phase_3")
    assert not glance.approved_in_one
    assert len(glance.beside_approval) == 3


def test_the_only_approval_of_a_use_is_its_date(tmp_path: Path):
    glance = _told(tmp_path, "one OS met")
    asthma, psoriasis = glance.approved
    assert (str(asthma.approval.date), bool(psoriasis.approval)) == ("24\xa0May\xa02024", False)
    assert not any(program.approval for program in glance.beside_approval)
    assert [bool(program.next) for program in glance.shown].count(True) == 1


def test_behind_a_value_stands_what_came_out_and_what_limits_it(tmp_path: Path):
    tests = ("one OS met", "one PFS not_met", "two OS interim_not_crossed", "two PFS significant", "three OS open")
    results = [result for trial in _told(tmp_path, *tests).asset.trials for result in trial.results]
    told = {str(result.beside_value): result.beside_value.role.code for result in results if result.beside_value}
    assert told == {
        "statistically significant": "",
        "endpoint not met": "not_met",
        "boundary not crossed": "",
    }


def test_uses_in_panels_count_no_tests(view: View):
    assert glance_of(view.assets[0], view.subjects("company")[0]).tested == ()


STEPS = """
companies: [{id: nordic, name: Nordic Bio, source: report}]
assets:
  - id: nb-1
    name: NB-1
    company: nordic
    programs:
      - {indication: asthma, territory: japan, stage: phase_3}
      - {indication: psoriasis, territory: china, stage: filed}
      - {indication: psoriasis, territory: japan, stage: approved}
    source: report
areas: [{id: lungs, name: Lungs}, {id: skin, name: Skin}]
indications:
  - {id: asthma, name: asthma, area: lungs, source: report}
  - {id: psoriasis, name: psoriasis, area: skin, source: report}
trials:
  - {id: one, name: ONE, assets: nb-1, phase: phase_3, indications: asthma, status: not_yet_recruiting, source: report}
sources:
  - {id: report, type: press_release, title: Report, publisher: Nordic Bio, published: 2025-05-01, tier: company_release}
"""


def test_a_trial_that_does_not_recruit_yet_and_a_filing_without_a_date_are_steps(tmp_path: Path):
    (tmp_path / "all.yaml").write_text(STEPS)
    view = view_of(load_dataset(tmp_path, "data"), date(2025, 12, 31), Period.parse("2025-Q4"), "investor")
    asthma, filed, approved = view.assets[0].programs
    assert (asthma.is_starting, filed.is_awaiting_decision) == (True, True)
    assert [one.has_step for one in (asthma, filed, approved)] == [True, True, False]
    assert glance_of(view.assets[0], view.assets[0]).shows_approval


GOAL = """
filings:
  - {id: f, asset: nb-1, indication: psoriasis, territory: china, agency: NMPA, steps: [{step: submitted, date: 2024-01}, {step: goal date, date: 2025-06-30}], source: report}
events:
  - {id: e, type: readout_topline, title: Readout of ONE, date: 2025-08, expected: true, companies: nordic, assets: nb-1, trials: one, source: report}
"""


def test_a_decision_whose_day_has_passed_is_no_step_without_a_date_and_weighs_most(tmp_path: Path):
    (tmp_path / "all.yaml").write_text(STEPS + GOAL)
    view = view_of(load_dataset(tmp_path, "data"), date(2025, 12, 31), Period.parse("2025-Q4"), "investor")
    asset = view.assets[0]
    filed = next(program for program in asset.programs if str(program.stage) == "Filed")
    assert (filed.is_awaiting_decision, bool(filed.next), asset.unanswered) == (True, False, ())
    assert [str(event.title) for event in asset.decisive] == [
        "Decision goal date of the NMPA for NB-1 in psoriasis", "Readout of ONE",
    ]  # fmt: skip


def test_a_stage_says_that_a_use_is_approved_in_that_word_alone(tmp_path: Path):
    for stage, shows in (("approved", True), ("marketed", False), ("phase_3", False)):
        (tmp_path / "all.yaml").write_text(STEPS.replace("approved}", f"{stage}}}"))
        view = view_of(load_dataset(tmp_path, "data"), date(2025, 12, 31), Period.parse("2025-Q4"), "investor")
        assert glance_of(view.assets[0], view.assets[0]).shows_approval is shows


def test_below_a_table_stands_whom_its_results_are_of(tmp_path: Path):
    glance = _told(tmp_path, "one OS met", "two OS met")
    assert [str(group[0].population) for group in glance.whom.apart] == ["group 0", "group 1"]
    several = _told(tmp_path, "one OS met", "one PFS met")
    assert not several.whom.apart, "its cell says it"
