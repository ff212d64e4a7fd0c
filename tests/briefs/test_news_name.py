"""The head of a piece of news, where the news is a result that leads itself and not its trial."""

from __future__ import annotations

from pathlib import Path

import pytest

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


def trials(*found: tuple[str, str, str]) -> str:
    """Trials with a disease and what the p-value of an endpoint came to, as data in the place of the only one."""
    head = DATA.partition("trials:")[0].replace(
        "[{id: tumour, name: made-up tumour, area: oncology}]",
        "[{id: tumour, name: made-up tumour, area: oncology}, {id: other, name: other tumour, area: oncology}]",
    )
    row = "  - {{id: t{n}, name: PEAK-{n}, assets: mab, phase: phase_3, indications: {use}, primary_endpoint: {end}}}\n"
    value = "  - {{trial: t{n}, endpoint: {end}, measure: hazard_ratio, value: 0.7 (95% CI 0.6-0.8), significance: {came}}}\n"
    made = [(row.format(n=n, use=use, end=end), value.format(n=n, end=end, came=came))
            for n, (use, end, came) in enumerate(found, 1)]  # fmt: skip
    return head + "trials:\n" + "".join(one for one, _ in made) + "results:\n" + "".join(one for _, one in made)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ([("tumour", "DOR", "met"), ("other", "DOR", "met")],
         "Each of PEAK-1 in made-up tumour and PEAK-2 in other tumour met its DOR endpoint."),
        ([("tumour", "PFS", "not_met"), ("other", "PFS", "not_met")],
         "PEAK-1 did not meet its PFS endpoint in made-up tumour; PEAK-2 did not meet its PFS endpoint in other tumour."),
    ],
)  # fmt: skip
def test_readouts_that_came_to_the_same_are_told_by_it_once(
    tmp_path: Path, found: list[tuple[str, str, str]], said: str
) -> None:
    assert said in printed(tmp_path, trials(*found), "{{ found_together(told) }}.\n")


def test_placebo_is_no_name_and_stands_small_within_a_sentence_as_medicines_do_not(tmp_path: Path) -> None:
    arms = "arms: [{id: a, name: Acmemab 5 mg}, {id: b, name: Placebo, role: control}, {id: c, name: Best supportive care, role: control}]"
    data = DATA.replace("regimen: acmemab, comparator: placebo", arms).replace("arm: acmemab", "arm: b")
    page = "It was given: {{ asset.trials.first.arms.name }}; {{ asset.trials.first.results.first.arm }}.\n"
    assert "It was given: Acmemab 5 mg, placebo and best supportive care; placebo." in printed(tmp_path, data, page)
