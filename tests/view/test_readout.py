"""The readout of a trial: which layout it has, what stands in the place of a reduction, what is open, what is approved."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from briefgen.dataset.load import load_dataset
from briefgen.values.dates import Period
from briefgen.view.view import View, view_of

DATA = Path(__file__).parents[1] / "companies" / "akeso" / "data"


@pytest.fixture(scope="module")
def view() -> View:
    return view_of(load_dataset(DATA, str(DATA)), date(2025, 12, 31), Period.parse("2025-Q4"), "investor")


def test_a_readout_is_laid_out_by_what_says_most(view: View) -> None:
    shown = {name: view.find("trial", name).readout for name in ("harmoni-6", "harmoni", "ak105-202", "harmoni-3")}
    assert [one.layout for one in shown.values()] == ["parts", "panels", "alone", "table"]
    assert [len(one.panels) for one in shown.values()] == [1, 2, 1, 0]
    effects = shown["harmoni"].effects
    assert [one.chart for one in effects] == ["forest", "differences", "reductions", "efficacy"]
    assert [one.of for one in effects] == [shown["harmoni"].ratios, *[shown["harmoni"].drawn] * 2, ()]
    assert dict(effects[0].options) == {"tests": False, "intervals": True, "states": False}
    assert dict(shown["harmoni-6"].effects[0].options)["intervals"] is False
    assert [one.of for one in shown["harmoni-3"].values] == [shown["harmoni-3"].points, shown["harmoni-3"].estimates]
    assert [len(one.panels_beside) for one in shown.values()] == [0, 2, 0, 0]
    assert [len(one.panels_alone) for one in shown.values()] == [1, 0, 1, 0]
    assert shown["harmoni"].of_figure == shown["harmoni"].rates_alone == ()
    assert shown["harmoni-6"].of_figure == shown["harmoni-6"].parts
    assert shown["harmoni-6"].rates_alone == shown["harmoni-6"].rates
    assert [str(one.endpoint) for one in shown["ak105-202"].others] == ["duration of response"]
    assert shown["harmoni"].panels[0].large[0].value.text.replace("\u00a0", " ").startswith("p = 0.057")
    assert [len(panel.thresholds_open) for panel in shown["harmoni"].panels] == [0, 1]  # of PFS the source gives none
    shown_without = view.find("trial", "compassion-15").readout  # no test of it has a threshold, so none is missed
    assert [len(panel.thresholds_open) for panel in shown_without.panels] == [0, 0]


def test_what_is_said_under_a_readout(view: View) -> None:
    names = ("harmoni-6", "harmoni", "ak105-202", "harmoni-3", "harmoni-2")
    notes = {name: set(view.find("trial", name).readout.notes) for name in names}
    assert {"sites", "remark"} <= notes["harmoni-6"]
    assert "design" not in notes["harmoni-6"]
    assert {"subgroups", "design"} <= notes["harmoni-2"]
    assert notes["harmoni-3"] == {"remark", "design"}
    for name, said in notes.items():
        trial = view.find("trial", name)
        assert ("safety" in said) == bool(trial.readout.large_safety)
        assert ("subgroup" in said or "subgroups" in said) == trial.has_subgroups
        assert trial.readout.safety_by_arm == all(one.of_medicine and one.of_control for one in trial.readout.safety)


def test_both_arms_stand_in_the_place_of_a_reduction_without_an_interval(view: View) -> None:
    readout = view.find("trial", "harmoni-a").readout
    pfs, overall = readout.panels
    assert [one.stated.text.replace("\u00a0", " ") for one in overall.head.pictured] == ["16.8 months", "14.1 months"]
    assert overall.reductions == (overall.head,)
    assert not pfs.head.pictured
    assert not pfs.reductions
    assert not readout.titles_limit


def test_interim_looks_are_counted_and_safety_of_no_stated_look_is_of_none(view: View) -> None:
    names = ("harmoni-6", "harmoni-2", "harmoni", "compassion-15")
    assert [view.find("trial", name).readout.interim_of for name in names] == ["everything", "several looks", "", ""]


def test_safety_of_no_stated_look_is_not_of_the_one_that_efficacy_is_of(tmp_path: Path) -> None:
    data = copytree(DATA, tmp_path / "data")
    trials = data / "akeso-trials.yaml"
    safety = "{trial: harmoni-6, analysis: pfs-interim, endpoint: grade3_TRAE"
    assert safety in trials.read_text()
    trials.write_text(trials.read_text().replace(safety, safety.replace("analysis: pfs-interim, ", "")))
    view = view_of(load_dataset(data, str(data)), date(2025, 12, 31), Period.parse("2025-Q4"), "investor")
    assert view.find("trial", "harmoni-6").readout.interim_of == "efficacy"


def test_survival_that_a_trial_lists_and_nothing_reports_is_open(view: View) -> None:
    trials = {name: view.find("trial", name) for name in ("harmoni-6", "harmoni", "ak105-304", "compassion-16")}
    assert [trial.readout.lacks_survival for trial in trials.values()] == [True, False, False, False]
    assert [str(one.label) for one in trials["harmoni-6"].unreported] == ["OS"]


def test_a_missed_endpoint_has_its_test_and_an_interval_around_no_effect(view: View) -> None:
    overall, progression = view.find("trial", "harmoni").readout.heads
    assert str(overall.missed_test.threshold) == "0.0448"
    assert overall.includes_no_effect
    assert (overall.is_missed_openly, progression.is_missed_openly) == (True, False)
    assert (overall.has_medians, view.find("trial", "harmoni-6").safety[0].has_medians) == (True, False)
    assert not progression.missed_test
    assert not progression.includes_no_effect
    assert not view.find("trial", "harmoni-2").readout.heads[0].includes_no_effect


def test_approvals_are_those_of_its_medicine_in_its_use(view: View) -> None:
    territories = [
        [str(one.territory) for one in view.find("trial", name).readout.approvals] for name in ("harmoni", "harmoni-6")
    ]
    assert territories == [["China"], []]


def test_a_trial_run_for_a_territory_without_an_approval_is_no_trial_of_an_approved_use(view: View) -> None:
    assert [one.territory.text for one in view.find("trial", "harmoni").readout.unapproved] == ["United States"]
    assert not view.find("trial", "harmoni-a").readout.unapproved
