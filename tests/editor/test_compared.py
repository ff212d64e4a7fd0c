"""What the figure of a first page compares, and which news tell of a longer time to the same endpoint."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.dataset.load import load_dataset
from briefgen.editor.compared import compared_with, prolonged_alike
from briefgen.editor.news import News
from briefgen.values.dates import Period
from briefgen.view.view import View, view_of

DATA = """
sources:
  - {id: new, type: press_release, tier: company_release, company: acme, title: New, published: 2025-11-10}
areas: [{id: oncology, name: Oncology}]
indications: [{id: nsclc, name: non-small cell lung cancer, short: NSCLC, area: oncology}]
companies: [{id: acme, name: Acme, source: new}]
people: [{id: speaker, name: The medical office of Acme, role: Spokesperson, affiliation: Acme, source: new}]
assets: [{id: ac-1, name: AC-1, company: acme, source: new}]
trials:
  - {id: one, name: ONE, assets: ac-1, phase: phase_3, indications: nsclc, primary_endpoint: OS, source: new}
  - {id: two, name: TWO, assets: ac-1, phase: phase_3, indications: nsclc, primary_endpoint: OS, source: new}
  - {id: three, name: THREE, assets: ac-1, phase: phase_3, indications: nsclc, primary_endpoint: ORR, source: new}
results:
  - {id: one-os, trial: one, endpoint: OS, measure: relative_reduction, value: 20%, source: new}
  - {id: one-hr, trial: one, endpoint: OS, measure: hazard_ratio, value: 0.8, source: new}
  - {id: one-sub, trial: one, endpoint: OS, measure: hazard_ratio, value: 0.7, population: older, subgroup: true, source: new}
  - {id: two-hr, trial: two, endpoint: OS, measure: hazard_ratio, value: 0.9, attributed_to: speaker, source: new}
  - {id: three-orr, trial: three, endpoint: ORR, measure: rate, value: 40%, source: new}
"""


@pytest.fixture
def view(tmp_path: Path) -> View:
    (tmp_path / "data.yaml").write_text(DATA)
    period = Period.parse("2025-Q4")
    return view_of(load_dataset(tmp_path, "data"), period.end, period, "investor")


def news(view: View, *ids: str) -> list[News]:
    results = [view.find("result", id) for id in ids]
    return [News("readout", result.trial, result) for result in results if result]


def test_each_trial_shows_its_ratio_and_what_was_only_spoken_is_left_out(view: View) -> None:
    company = view.find("company", "acme")
    assert company
    assert [effect.id for effect in compared_with(company, news(view, "two-hr", "one-hr"))] == ["one-hr"]


def test_rates_are_no_times_to_an_event(view: View) -> None:
    company = view.find("company", "acme")
    assert company
    assert compared_with(company, news(view, "three-orr", "one-hr")) == ()
    assert compared_with(company, []) == ()
    assert prolonged_alike(news(view, "three-orr")) == ()
