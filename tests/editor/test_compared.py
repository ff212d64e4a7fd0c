"""What the figure of a first page compares, and the news of a longer time that its headline counts."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from briefgen.dataset.load import load_dataset
from briefgen.editor.compared import Tally, compared_with, leading_alike, prolonged_alike, spoken_beside
from briefgen.editor.findings import findings
from briefgen.editor.materiality import read_materiality
from briefgen.editor.news import News, news_of
from briefgen.values.dates import Period
from briefgen.view import Subject
from briefgen.view.view import view_of
from support.real_project import TEMPLATES

SPOKEN = """
sources:
  - {id: new, type: press_release, tier: company_release, company: acme, title: New, published: 2025-11-10}
companies: [{id: acme, name: Acme, source: new}]
people: [{id: speaker, name: The medical office of Acme, role: Spokesperson, affiliation: Acme, source: new}]
assets: [{id: ac-1, name: AC-1, company: acme, source: new}]
trials:
  - {id: one, name: ONE, assets: ac-1, phase: phase_3, primary_endpoint: OS, source: new}
  - {id: two, name: TWO, assets: ac-1, phase: phase_3, primary_endpoint: OS, source: new}
results:
  - {id: one-share, trial: one, endpoint: OS, measure: relative_reduction, value: 20%, source: new}
  - {id: one-hr, trial: one, endpoint: OS, measure: hazard_ratio, value: 0.8, source: new}
  - {id: two-hr, trial: two, endpoint: OS, measure: hazard_ratio, value: 0.9, attributed_to: speaker, source: new}
"""
COMPANIES = Path(__file__).parents[1] / "companies"


@cache
def happened(name: str) -> tuple[Subject, list[News]]:
    view = view_of(
        load_dataset(COMPANIES / name / "data", name), date(2025, 12, 31), Period.parse("2025-Q4"), "investor"
    )
    company = view.find("company", name)
    assert isinstance(company, Subject)
    news = news_of(findings(view, company, view.period, read_materiality(TEMPLATES)))
    return company, [one for one in news if not one.expected]


def test_the_endpoint_of_the_first_news_is_compared_over_trials_those_of_the_news_first() -> None:
    company, news = happened("akeso")
    found = [(str(result.trial.name), str(result.measure)) for result in compared_with(company, news)]
    assert found[:2] == [("HARMONi-A", "relative risk reduction"), ("COMPASSION-15", "hazard ratio")]
    assert {name for name, _ in found[2:]} == {"COMPASSION-16", "HARMONi-2", "HARMONi"}


def test_only_tests_and_intervals_say_that_a_time_is_longer() -> None:
    company, news = happened("akeso")
    favoured = {str(one.trial.name) for one in compared_with(company, news) if one.is_favourable}
    assert favoured == {"HARMONi-A", "COMPASSION-15", "COMPASSION-16"}
    assert [str(one.record.name) for one in prolonged_alike(news)] == ["HARMONi-A", "COMPASSION-15"]
    longer = {str(result.trial.name) for result in company.results if result.is_longer}
    assert "HARMONi" not in longer
    assert "COMPASSION-16" not in {str(r.trial.name) for r in company.results if r.is_longer and r.endpoint == "OS"}


def test_news_without_a_time_to_an_event_compares_nothing() -> None:
    company, news = happened("kestrane")
    assert compared_with(company, news) == ()
    assert prolonged_alike(news) == prolonged_alike([]) == ()


def test_each_trial_shows_its_ratio_and_what_was_only_spoken_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "data.yaml").write_text(SPOKEN)
    period = Period.parse("2025-Q4")
    view = view_of(load_dataset(tmp_path, "data"), period.end, period, "investor")
    company = view.find("company", "acme")
    assert isinstance(company, Subject)
    news = [News("readout", result.trial, result) for id in ("two-hr", "one-hr") if (result := view.find("result", id))]
    assert [effect.id for effect in compared_with(company, news)] == ["one-hr"]
    assert [effect.id for effect in spoken_beside(company, news)] == ["two-hr"], (
        "which the figure says it does not draw"
    )


UNPROVEN = """  - {id: below, trial: two, endpoint: OS, measure: hazard_ratio, value: below 1, source: new}
  - {id: quick, trial: two, endpoint: TTR, measure: hazard_ratio, value: 0.8, source: new}
"""


def test_only_a_number_on_a_time_that_should_come_late_points_to_the_medicine(tmp_path: Path) -> None:
    (tmp_path / "data.yaml").write_text(SPOKEN + UNPROVEN)
    period = Period.parse("2025-Q4")
    view = view_of(load_dataset(tmp_path, "data"), period.end, period, "investor")
    tally = Tally(tuple(view.all("result")), is_first=True)
    assert {"below", "quick"} < {one.id for one in tally.results if one.is_open}
    assert [one.id for one in tally.unproven] == ["one-share", "one-hr", "two-hr"]


def test_a_headline_counts_what_was_found_alike_where_the_most_material_news_is_among_it() -> None:
    _, news = happened("akeso")
    assert [str(one.record.name) for one in news if one.result] == ["HARMONi-6", "HARMONi-A", "COMPASSION-15"]
    assert leading_alike(news) == ()
    assert [str(one.record.name) for one in leading_alike(news[1:])] == ["HARMONi-A", "COMPASSION-15"]
