"""The points of a first page: whom an event is about, and values of arms that have just been named."""

from __future__ import annotations

from pathlib import Path

from support.small_project import printed

DATA = """
sources: [{id: s, type: press_release, tier: company_release, company: acme, title: Made-up, published: 2025-11-05}]
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
    comparator: placebo
    arms: [{id: mab, name: acmemab}, {id: placebo, name: placebo, role: control}]
comparisons:
  - {trial: t, endpoint: PFS, measure: median, values: {mab: 11.1 months, placebo: 6.9 months}, population: ITT, significance: met,
     effect: {measure: hazard_ratio, value: 0.60 (95% CI 0.46-0.78)}}
  - {trial: t, endpoint: grade3_TRAE, measure: rate, values: {mab: 64%, placebo: 54%}, population: safety population}
events:
  - {id: e, type: ind_clearance, date: 2025-12-01, title: EVENT, companies: acme, assets: mab, indications: tumour}
"""
PAGE = """
{% for item in told.happened %}Point {{ point(item) }}

{% endfor %}
"""


def points(tmp_path: Path, title: str) -> str:
    return printed(tmp_path, DATA.replace("EVENT", title), PAGE).replace("**", "")


def test_an_event_tells_the_medicine_and_the_disease_that_its_title_does_not_name(tmp_path: Path) -> None:
    (tmp_path / "both").mkdir()
    text = points(tmp_path / "both", "Trial cleared")
    assert "Trial cleared, acmemab in made-up tumour, 1 Dec 2025" in text
    (tmp_path / "medicine").mkdir()
    text = points(tmp_path / "medicine", "Trial in made-up tumour cleared")
    assert "Trial in made-up tumour cleared, acmemab, 1 Dec 2025" in text
    (tmp_path / "disease").mkdir()
    text = points(tmp_path / "disease", "Trial of acmemab cleared")
    assert "Trial of acmemab cleared, made-up tumour, 1 Dec 2025" in text
    (tmp_path / "neither").mkdir()
    text = points(tmp_path / "neither", "Trial of acmemab in made-up tumour cleared")
    assert "Trial of acmemab in made-up tumour cleared, 1 Dec 2025" in text


def test_the_safety_of_a_point_does_not_name_the_arms_again(tmp_path: Path) -> None:
    text = points(tmp_path, "Trial cleared")
    assert "11.1 months vs 6.9 months with placebo" in text
    assert ": 64% vs 54% (safety population)." in text
