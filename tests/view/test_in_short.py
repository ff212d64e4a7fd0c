"""What the book asks in one word: what kind of deal, what comes next, which sources carry a statement, what a value is."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.dataset.load import load_dataset
from briefgen.editor.news import News
from briefgen.view.view import View, view_of
from support.real_project import AS_OF, PERIOD

DATA = """defaults: {source: old}
sources:
  - {id: old, type: press_release, tier: company_release, title: Old, publisher: P, published: 2025-01-01, carries: not_advice}
  - {id: new, type: press_release, tier: company_release, title: New, publisher: P, published: 2025-02-01}
areas: [{id: eye, name: Ophthalmology}]
indications: [{id: ga, name: geographic atrophy, area: eye}]
companies: [{id: acme, name: Acme}, {id: bold, name: Bold}]
assets:
  - {id: drug, name: Drug, company: acme, programs: [{indication: ga, stage: phase_3, territory: us}]}
  - {id: silent, name: Silent, company: bold}
trials: [{id: t, name: PEAK-1, assets: drug, phase: phase_3, indications: ga, source: new}]
results:
  - {id: rate, trial: t, endpoint: ORR, measure: rate, value: 30%}
  - {id: ratio, trial: t, endpoint: PFS, measure: hazard_ratio, value: "0.60 (95% CI 0.46-0.78)", population: women, subgroup: true}
  - {id: test, trial: t, endpoint: PFS, measure: p_value, value: 0.01}
events:
  - {id: dated, type: readout_topline, title: Readout, date: 2099, expected: true, companies: acme, assets: drug, source: new}
  - {id: undated, type: launch, title: Launch, date: unknown, expected: true, companies: acme, assets: drug}
deals:
  - {id: licence, type: out_license, licensor: acme, licensee: bold, assets: drug, territory: world except china-mainland hong-kong macau taiwan}
  - {id: option, type: option, licensor: acme, licensee: bold, assets: drug, territory: japan}
  - {id: takeover, type: acquisition, licensor: acme, licensee: bold}
  - {id: research, type: research, licensor: acme, licensee: bold, assets: drug}
"""


@pytest.fixture
def view(tmp_path: Path) -> View:
    (tmp_path / "a.yaml").write_text(DATA, encoding="utf-8")
    return view_of(load_dataset(tmp_path), AS_OF, PERIOD, "investor")


@pytest.mark.parametrize(
    ("asked", "holds"),
    [
        ("is_licence", {"licence"}),
        ("has_sides", {"licence", "option"}),
        ("is_purchase", {"takeover"}),
        ("is_of_both", {"research"}),
        ("is_outside_china", {"licence"}),
        ("has_long_territory", set()),
    ],
)
def test_what_kind_of_deal_it_is(view: View, asked: str, holds: set[str]) -> None:
    assert {deal.id for deal in view.all("deal") if getattr(deal, asked)} == holds


def test_what_comes_next_and_which_source_is_the_newest(view: View) -> None:
    drug, silent = view.find("asset", "drug"), view.find("asset", "silent")
    assert drug.next_step.id == "dated"
    assert [event.id for event in drug.dated_catalysts] == ["dated"]
    assert [event.id for event in drug.undated_catalysts] == ["undated"]
    assert drug.latest_source.id == "new"
    assert [source.id for source in drug.carrying_sources] == ["old"]
    assert [trial.id for trial in drug.open_readouts] == ["t"]
    assert not silent.next_step
    assert not silent.next_step.date
    assert not silent.open_readouts


@pytest.mark.parametrize(
    ("asked", "holds"), [("has_interval", {"ratio"}), ("is_effect", {"ratio"}), ("is_change", set())]
)
def test_what_a_value_is(view: View, asked: str, holds: set[str]) -> None:
    trial = view.find("trial", "t")
    assert {result.id for result in trial.results if getattr(result, asked)} == holds
    assert trial.has_subgroups


def test_news_knows_what_it_is_about(view: View) -> None:
    found = {kind: News("other", view.all(kind)[0]).about for kind in ("trial", "result", "event", "deal", "asset")}
    assert found == {kind: kind for kind in found}
    assert News("stage", view.all("asset")[0].programs[0]).about == "program"


COMPANIONS = DATA.replace(
    "source: new}]\nresults:\n",
    """source: new},
  {id: lone, name: LONE-2, assets: drug, phase: phase_2, indications: ga, design: single_arm},
  {id: daily, name: DAILY, assets: drug, type: real_world, indications: ga},
  {id: later, name: LATER, assets: drug, type: real_world, indications: ga},
  {id: bare, name: BARE, assets: drug, type: real_world, indications: ga}]
results:
  - {id: seen, trial: daily, endpoint: ORR, measure: rate, value: 40%}
  - {id: seen-later, trial: later, endpoint: ORR, measure: rate, value: 41%}
  - {id: ill, trial: bare, endpoint: discontinuation, measure: rate, value: 4%}
""",
)


@pytest.mark.parametrize(
    ("arm", "beside", "apart"), [("", "DAILY", ["LATER"]), (", arm: drug", None, ["DAILY", "LATER"])]
)
def test_one_study_of_daily_practice_stands_beside_a_trial_without_arms(
    tmp_path: Path, arm: str, beside: str | None, apart: list[str]
) -> None:
    (tmp_path / "d.yaml").write_text(COMPANIONS.replace("value: 30%", f"value: 30%{arm}"))
    seen = view_of(load_dataset(tmp_path), AS_OF, PERIOD, "investor")
    trials = {trial.name.text: trial for trial in seen.all("trial")}
    peak = trials["PEAK-1"]
    assert (peak.beside and peak.beside.name.text) == beside
    assert [study.name.text for study in peak.apart] == apart
    assert {name: trial.lacks_control for name, trial in trials.items()} == {
        "PEAK-1": False, "LONE-2": True, "DAILY": False, "LATER": False, "BARE": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("days", "newest"),
    [
        (("2025-11", "2025-11-25", "2025-11-03"), "25 November 2025"),
        (("2025-11-25", "2025-11"), "25 November 2025"),
        (("2025-10-30", "2025-11"), "November 2025"),
        (("2025-Q4", "2025-10-20", "2025"), "20 October 2025"),
    ],
)
def test_the_newest_source_is_the_one_that_is_certainly_newest(
    tmp_path: Path, days: tuple[str, ...], newest: str
) -> None:
    sources = "".join(
        f"  - {{id: s{n}, type: news, tier: secondary, publisher: P, title: T, published: {day}}}\n"
        for n, day in enumerate(days)
    )
    programs = ", ".join(f"{{indication: ga, territory: t{n}, stage: phase_1, source: s{n}}}" for n in range(len(days)))
    for n, place in enumerate(("us", "japan", "china")):
        programs = programs.replace(f"territory: t{n}", f"territory: {place}")
    (tmp_path / "a.yaml").write_text(
        f"sources:\n{sources}areas: [{{id: eye, name: Ophthalmology}}, {{id: heart, name: Cardiology}}]\n"
        "indications: [{id: ga, name: geographic atrophy, area: eye, source: s0}, {id: af, name: fibrillation, area: heart, source: s0}]\n"
        f"companies: [{{id: acme, name: Acme, source: s0}}]\n"
        f"assets: [{{id: drug, name: Drug, company: acme, source: s0, programs: [{programs}, {{indication: af, stage: phase_1, source: s1}}]}}]\n"
    )
    seen = view_of(load_dataset(tmp_path), AS_OF, PERIOD, "investor")
    assert seen.find("asset", "drug").newest.text.replace("\u00a0", " ") == newest


def test_the_newest_source_on_an_area_is_none_on_another_use_of_its_medicine(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "sources:\n"
        "  - {id: old, type: news, tier: secondary, publisher: P, title: T, published: 2025-01-02}\n"
        "  - {id: new, type: news, tier: secondary, publisher: P, title: T, published: 2025-12-02}\n"
        "areas: [{id: eye, name: Ophthalmology}, {id: heart, name: Cardiology}]\n"
        "indications:\n"
        "  - {id: ga, name: geographic atrophy, area: eye, source: old}\n"
        "  - {id: af, name: fibrillation, area: heart, source: old}\n"
        "companies: [{id: acme, name: Acme, source: old}]\n"
        "assets:\n"
        "  - id: drug\n    name: Drug\n    company: acme\n    source: old\n"
        "    programs: [{indication: ga, stage: phase_1, source: old}, {indication: af, stage: phase_1, source: new}]\n"
    )
    seen = view_of(load_dataset(tmp_path), AS_OF, PERIOD, "investor")
    assert [seen.find("area", id).latest_source.id for id in ("eye", "heart")] == ["old", "new"]
