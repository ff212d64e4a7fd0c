"""The head of a piece of news, where the news is a result that leads itself and not its trial."""

from __future__ import annotations

from pathlib import Path

from support.small_project import printed

DATA = """
sources: [{id: s, type: press_release, tier: company_release, company: acme, title: Made-up results, published: 2025-11-05}]
areas: [{id: oncology, name: Oncology}]
indications: [{id: tumour, name: made-up tumour, area: oncology}]
defaults: {source: "s, paragraph 1"}
companies: [{id: acme, name: Acme}]
assets: [{id: mab, name: acmemab, company: acme, modality: small_molecule, programs: [{indication: tumour, territory: china, stage: phase_3}]}]
trials: [{id: t, name: PEAK-1, assets: mab, phase: phase_3, indications: tumour, regimen: acmemab, comparator: placebo}]
results:
  - {trial: t, endpoint: grade3_TRAE, measure: rate, arm: acmemab, value: 12.0%}
"""
PAGE = "{% for item in news %}{{ item.about }}: {{ news_name(item) }}.\n\n{% endfor %}"


def test_news_that_is_a_result_is_headed_by_its_trial_and_the_day_of_its_report(tmp_path: Path) -> None:
    assert "Result: PEAK-1 | Readout, 5 Nov 2025 (report)." in printed(tmp_path, DATA, PAGE)
