"""A trial on a page: its one drawing, and the rows of its table that neither a sentence nor a plot tells."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from briefgen.dataset.load import load_dataset
from briefgen.editor.page import TrialPage
from briefgen.values.dates import Period
from briefgen.view.result import ResultView
from briefgen.view.view import View, view_of

DATA = Path(__file__).parents[1] / "companies" / "akeso" / "data"


@pytest.fixture(scope="module")
def view() -> View:
    return view_of(load_dataset(DATA, str(DATA)), date(2025, 12, 31), Period.parse("2025-Q4"), "investor")


def page(view: View, name: str) -> TrialPage:
    trial = view.find("trial", name)
    finding = trial.readout.finding
    return TrialPage(trial, finding if isinstance(finding, ResultView) else None, 0)


def test_a_plot_of_ratios_stands_before_bars_and_takes_its_rows(view: View) -> None:
    shown = page(view, "harmoni-6")
    assert shown.figure is not None
    assert (shown.figure.kind, shown.figure.of) == ("forest", shown.trial.efficacy)
    assert len(shown.in_plot) == 5
    assert [str(row.endpoint.value) for row in shown.rows] == ["PFS", "PFS", "grade3_TRAE"]


def test_without_a_comparison_bars_are_drawn_and_a_sentence_tells_few_values(view: View) -> None:
    shown = page(view, "ak105-202")
    assert shown.figure is not None
    assert shown.figure.kind == "efficacy"
    assert shown.said is None
    assert not shown.in_plot
    assert not shown.rows
    assert len(shown.listed) == len(shown.trial.leads)


def test_a_trial_without_results_has_no_figure(view: View) -> None:
    shown = page(view, "harmoni-3")
    assert shown.figure is None
    assert shown.said is None
    assert shown.rows == ()


@pytest.mark.parametrize(
    ("name", "headed_by", "limit_told"),
    [
        ("harmoni-a", "ratio", "head"),
        ("harmoni-6", "longer", "survival"),
        ("compassion-16", "longer", "safety"),
        ("harmoni", "ratio", ""),
        ("ak105-202", "finding", ""),
        ("harmoni-3", "", ""),
    ],
)
def test_its_head_tells_what_a_reader_must_know_first(view: View, name: str, headed_by: str, limit_told: str) -> None:
    shown = page(view, name)
    assert (shown.headed_by, shown.limit_told) == (headed_by, limit_told)


OWN = """
companies: [{id: acme, name: Acme, source: report}]
areas: [{id: oncology, name: Oncology}]
indications: [{id: tumour, name: made-up tumour, area: oncology}]
assets: [{id: mab, name: Mab, company: acme, source: report}]
sources: [{id: report, type: press_release, title: Report, publisher: Acme, published: 2025-12-01, tier: company_release}]
trials:
  - {id: t, name: T, TYPE, assets: mab, indications: tumour, arms: [{id: mab, name: mab, role: experimental}, {id: placebo, name: placebo, role: control}], source: report}
comparisons:
  - {id: first, trial: t, endpoint: ORR, measure: median, values: {mab: 17.1 months, placebo: 14.5 months}, effect: {measure: relative_reduction, value: 20%}, source: report}
"""


@pytest.mark.parametrize(
    ("type", "headed_by", "limit_told"),
    [("phase: phase_3", "arms", "head"), ("type: real_world", "study", "")],
)
def test_arms_stand_in_the_place_of_a_reduction_and_a_study_stands_apart(
    tmp_path: Path, type: str, headed_by: str, limit_told: str
) -> None:
    (tmp_path / "data.yaml").write_text(OWN.replace("TYPE", type))
    own = view_of(load_dataset(tmp_path, "data"), date(2025, 12, 31), Period.parse("2025-Q4"), "investor")
    assert (page(own, "t").headed_by, page(own, "t").limit_told) == (headed_by, limit_told)
