"""The rows of a register of results: what was superseded stands below what superseded it, what says most stands out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from briefgen.dataset.load import load_dataset
from briefgen.values.dates import Period
from briefgen.view.result import ResultView
from briefgen.view.trial import TrialView
from briefgen.view.view import view_of

DATA = """
sources: [{id: s1, type: press_release, tier: company_release, company: acme, title: One, published: 2025-01-10}]
areas: [{id: oncology, name: Oncology}]
indications: [{id: tumour, name: made-up tumour, area: oncology}]
companies: [{id: acme, name: Acme, source: "s1, p 1"}]
assets: [{id: mab, name: mabumab, company: acme, source: "s1, p 1"}]
trials:
  - id: t
    name: PEAK-1
    assets: mab
    indications: tumour
    regimen: mabumab
    comparator: placebo
    arms: [{id: m, name: mabumab}, {id: p, name: placebo, role: control}]
    endpoints: [{endpoint: PFS, role: primary}]
    analyses: [{id: first, kind: interim}, {id: look, kind: interim}]
    source: s1, p 1
comparisons:
  - {id: old, trial: t, analysis: first, endpoint: PFS, population: ITT, effect: {measure: hazard_ratio, value: 0.70 (95% CI 0.50-0.90)}}
  - {id: new, trial: t, analysis: look, endpoint: PFS, population: ITT, supersedes: old, significance: SIGNIFICANCE, effect: {measure: hazard_ratio, value: 0.60 (95% CI 0.46-0.78)}}
"""


def trial(folder: Path, significance: str = "met") -> TrialView:
    (folder / "all.yaml").write_text(DATA.replace("SIGNIFICANCE", significance))
    view = view_of(load_dataset(folder), date(2025, 6, 30), Period.parse("2025-Q1"), "investor")
    found: TrialView = view.find("trial", "t")
    return found


def numbers(results: tuple[ResultView, ...]) -> list[str]:
    return [str(one.value)[:4] for one in results]


def test_what_was_superseded_has_the_row_below(tmp_path: Path) -> None:
    one = trial(tmp_path)
    assert numbers(one.leads) == ["0.60"]
    assert numbers(one.registered) == ["0.60", "0.70"]
    assert one.is_interim_throughout


def test_what_says_most_of_a_trial_is_key_unless_it_was_missed(tmp_path: Path) -> None:
    assert [one.is_key for one in trial(tmp_path).registered] == [True, False]
    assert not any(one.is_key for one in trial(tmp_path, "not_met").registered)
