"""The figures of a summary and the words of one piece of news: small data in, the entries of the book out."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.small_project import printed

DATA = """
sources:
  - {id: s, type: press_release, tier: company_release, company: acme, title: Made-up results, published: PUBLISHED}
areas: [{id: oncology, name: Oncology}]
indications: [{id: tumour, name: made-up tumour, area: oncology}]
defaults: {source: "s, paragraph 1"}
companies: [{id: acme, name: Acme}]
assets:
  - {id: mab, name: acmemab, company: acme, modality: small_molecule, programs: [{indication: tumour, territory: china, stage: phase_3}]}
trials:
  - id: t
    name: PEAK-1
    assets: mab
    phase: phase_3
    indications: tumour
    arms: [{id: mab, name: acmemab}, {id: placebo, name: placebo, role: control}]
epidemiology:
  - {indication: tumour, measure: incidence, value: "61,060", territory: china, year: 2022}
"""
RESULT = """
comparisons:
  - trial: t
    endpoint: PFS
    measure: median
    values: {mab: 11.1 months (95% CI 9.9-12.3), placebo: 6.9 months (95% CI 5.8-8.6)}
    effect: {measure: hazard_ratio, value: 0.60 (95% CI 0.46-0.78)}
    population: ITT
    significance: SIGNIFICANCE
"""
PAGE = """
{% for item in told.happened %}Title {{ summary_news_title }}.

Story {{ news_result(item.result) }}.

Note: {{ news_note(told) }}

Row {{ change_told(item) }}; {{ change_day(item) }}; {{ change_kind(item) }}.

{% endfor %}
Age {{ kpi_age(subject) }}.

Dated {{ kpi_dated(subject) }}.

Need {{ kpi_need }}.
"""


def shown(tmp_path: Path, published: str, significance: str = "") -> str:
    result = RESULT.replace("SIGNIFICANCE", significance) if significance else ""
    return printed(tmp_path, DATA.replace("PUBLISHED", published) + result, PAGE)


def test_a_quarter_without_news_counts_what_is_expected_how_many_it_concerns_and_how_old_its_sources_are(
    tmp_path: Path,
) -> None:
    text = shown(tmp_path, "2025-05-01")
    assert "Dated 0 | dated catalysts | none on record." in text
    assert "Need 61,060 | new cases in China | made-up tumour, 2022" in text
    assert "days old | newest source 1 May 2025" in text


def test_a_readout_is_told_with_both_arms_and_both_intervals_and_in_a_row_with_its_state(tmp_path: Path) -> None:
    text = shown(tmp_path, "2025-11-05", "met")
    assert (
        "Title PEAK-1 reports a statistically significant PFS result: hazard ratio of 0.60 (95% CI 0.46-0.78)" in text
    )
    assert "PFS **11.1** (9.9-12.3) **vs 6.9 months** (5.8-8.6), statistically significant." in text
    assert "PEAK-1: ITT.^1^ In brackets: 95% CI." in text
    assert "Row PEAK-1: PFS hazard ratio **0.60** (95% CI 0.46-0.78), ITT, significant; 5 Nov 2025; ● Readout" in text


def test_a_row_keeps_the_limit_of_a_value_that_missed(tmp_path: Path) -> None:
    text = shown(tmp_path, "2025-11-05", "not_met")
    assert "Row PEAK-1: PFS hazard ratio **0.60 (95% CI 0.46-0.78; endpoint not met)**, ITT; 5 Nov 2025" in text


AHEAD = """
events:
  - {id: full, type: enrollment_complete, title: Enrolment of PEAK-1 complete, date: 2026-H1, expected: true, companies: acme, assets: mab, trials: t, indications: tumour}
  - {id: data, type: readout_topline, title: Readout of PEAK-1, date: 2026-H2, expected: true, companies: acme, assets: mab, trials: t, indications: tumour}
"""
ROWS = """
table of changes_shown:
Use: change_use, [change_opening]: change_earlier, [change_closing]: change_shown, [change_dated]: change_reported

{changes_none}

Note: {told.changes_note}
"""


def test_what_is_expected_of_one_trial_shares_a_row_behind_the_line_of_its_disease(tmp_path: Path) -> None:
    data = DATA.replace("PUBLISHED", "2025-11-05").replace("area: oncology}]", "area: oncology, line: first line}]")
    text = printed(tmp_path, data + AHEAD, ROWS)
    row = "| **Acmemab**, 1L made-up tumour | Enrolled **H1 2026**, readout **H2 2026** | 5 Nov |"
    assert row in text
    assert "| Use | Now | 2025 |" in text
    assert "No new approval, refusal or filing on record since" in text


ANALYSES = """
comparisons:
  - {id: first, trial: t, endpoint: OS, measure: median, values: {mab: 17.1 months, placebo: 14.5 months}, effect: {measure: relative_reduction, value: 20%}}
  - {id: last, trial: t, endpoint: OS, measure: median, values: {mab: 16.8 months, placebo: 14.1 months}, effect: EFFECT, supersedes: first}
"""


@pytest.mark.parametrize(
    ("effect", "row"),
    [
        (
            "{measure: relative_reduction, value: 26%}",
            "OS **16.8 vs 14.1 months** with placebo |",
        ),
        (
            "{measure: relative_reduction, value: 26% (95% CI 10-40)}",
            "Relative reduction in the risk of death **26%** (10-40) |",
        ),
    ],
)
def test_an_analysis_that_was_told_with_a_later_one_is_not_how_it_is_now(tmp_path: Path, effect: str, row: str) -> None:
    text = printed(tmp_path, DATA.replace("PUBLISHED", "2025-11-05") + ANALYSES.replace("EFFECT", effect), ROWS)
    assert row in text
    assert "17.1" not in text
