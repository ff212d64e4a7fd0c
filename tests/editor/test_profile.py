"""A profile: what heads it, how many of its trials report, what their tests came to, what stands beside the text."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from briefgen.editor.compared import Tally
from briefgen.editor.told import Told
from briefgen.values.dates import Period
from support.real_project import AS_OF, briefs
from support.told import told_about


def profile(name: str, kind: str, id: str, period: str = "2025-Q4", as_of: date = AS_OF) -> Told:
    budget = next(brief.budget for brief in briefs() if brief.name == "asset-profile")
    return told_about(name, kind, id, budget, period=Period.parse(period), as_of=as_of)


@pytest.mark.parametrize(
    ("of", "headed", "missed", "readouts"),
    [
        (("akeso", "asset", "ivonescimab"), "approval", 1, 0),
        (("akeso", "asset", "penpulimab"), "approval", 0, 1),
        (("kestrane", "asset", "orsulizumab"), "news", 1, 0),
        (("kestrane", "asset", "orsulizumab", "2026-Q1", date(2026, 3, 31)), "stage", 1, 0),
        (("thin", "asset", "hlx22"), "nothing", 0, 0),
    ],
)
def test_an_approval_heads_a_profile_before_news_and_a_stage(
    of: tuple[Any, ...], headed: str, missed: int, readouts: int
) -> None:
    told = profile(*of)
    assert told.headed_by == headed
    assert (len(told.missed_headed), len(told.readout_headed)) == (missed, readouts)


@pytest.mark.parametrize(
    ("of", "reporting"),
    [
        (("thin", "asset", "hlx22"), "none named"),
        (("wrenfield", "asset", "wrf-33"), "none"),
        (("akeso", "asset", "ivonescimab"), "some"),
        (("wrenfield", "asset", "wrf-11"), "one"),
        (("akeso", "asset", "penpulimab"), "both"),
        (("kestrane", "company", "kestrane"), "all"),
    ],
)
def test_how_many_studies_report_results(of: tuple[str, str, str], reporting: str) -> None:
    told = profile(*of)
    assert told.reporting == reporting
    assert told.has_studies == any(trial.is_real_world for trial in told.subject.trials)
    assert len(told.readouts_led) == (len(told.subject.readouts) if len(told.subject.readouts) <= 3 else 0)


def test_the_trials_of_a_figure_are_counted_endpoint_by_endpoint_and_what_is_open_apart() -> None:
    told = profile("akeso", "asset", "ivonescimab")
    first, second = told.effects_drawn
    assert (str(first.endpoint), first.how_many, len(first.results), len(first.favourable)) == (
        "progression-free survival", "all", 4, 4,
    )  # fmt: skip
    assert [str(one.trial.name) for one in first.unproven] == ["HARMONi-A"], "an effect without an interval is no miss"
    assert (len(first.shown), first.reporting.how_many, len(first.insignificant)) == (3, "all", 0)
    assert (len(second.reporting.results), len(second.insignificant), len(second.unjudged)) == (3, 2, 0)
    assert Tally(first.unproven, is_first=True).how_many == "none", "nothing is shown where it stands alone"
    assert [(len(one.missed), len(one.undecided)) for one in (first, second)] == [(0, 0), (1, 1)]
    assert [[str(one.trial.name) for one in tally.only] for tally in (first, second)] == [[], ["HARMONi-A"]]
    assert [one.shown_by for one in (first, second)] == ["interval", "test"]
    by_interval = profile("akeso", "asset", "cadonilimab").effects_drawn[1].favourable
    assert Tally((*second.favourable, *by_interval), is_first=True).shown_by == "either"
    assert (first.is_first, second.is_first, told.decides) == (True, False, True)
    assert Tally(first.shown[:1], is_first=True).how_many == "one"
    assert Tally(second.missed, is_first=True).how_many == "none"
    assert [one.how_many for one in profile("akeso", "asset", "cadonilimab").effects_drawn] == ["both", "both"]
    assert not profile("akeso", "asset", "penpulimab").decides
    assert not first.is_sooner


def test_a_study_is_told_by_its_tests_beside_a_figure_else_by_its_values_else_by_its_design() -> None:
    told = profile("akeso", "asset", "cadonilimab")
    assert [study.told_as for study in told.studies_worded] == ["drawn", "drawn", "without results"]
    assert [study.told_as for study in profile("akeso", "asset", "penpulimab").studies_worded] == ["in values"] * 2
    many = profile("akeso", "asset", "ivonescimab")
    assert not many.studies_worded
    assert [one.told_as for one in many.studies_noted] == ["drawn"] * 4 + ["without results"]
    assert sum(map(len, many.noted_alike)) == 4
    for study in (*told.studies_worded, *many.studies_noted):
        left_out = {one.text for one in study.trial.undisclosed} - {one.text for one in study.undisclosed}
        said = {"safety"} if not any(asset.safety_leads for asset in study.trial.assets) else set()
        intervals = {one for one in left_out if study.is_drawn and one.startswith("confidence interval")}
        assert left_out <= said | intervals
    silent = profile("wrenfield", "asset", "wrf-33").studies_worded
    assert not any(one.text == "safety" for study in silent for one in study.undisclosed)


def test_few_designations_of_a_kind_are_told_with_their_days() -> None:
    many, few = profile("akeso", "asset", "ivonescimab").designations_counted
    assert (len(many.designations), many.days) == (4, ())
    assert (len(few.designations), few.first, few.days) == (1, few.last, ((few.first,),))
