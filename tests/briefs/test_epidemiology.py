"""Epidemiology in documents: of whom a number is, ratios that no bar shows, names of diseases inside a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.cli.main import main
from briefgen.lexicon.diseases import in_sentence
from briefgen.values.quantity import Quantity

DATA = """defaults: {source: "s, page 1"}
sources: [{id: s, type: press_release, tier: company_release, company: acme, title: T, published: 2025-01-01}]
areas: [{id: eye, name: Ophthalmology}]
indications:
  - {id: ga, name: Geographic atrophy, area: eye}
  - {id: lhon, name: Leber hereditary optic neuropathy, area: eye}
  - {id: dme, name: Diabetic macular oedema, area: eye}
companies:
  - id: acme
    name: Acme
    isin: GB00BH4HKS39
    listings: [{exchange: Nasdaq, code: ACME, date: 2021-03}, {exchange: London Stock Exchange, code: ACM.L}]
assets:
  - id: drug
    name: Drug
    company: acme
    programs:
      - {indication: ga, territory: us, stage: phase_3}
      - {indication: lhon, territory: us, stage: phase_2}
      - {indication: dme, territory: eu, stage: phase_1}
epidemiology:
  - {indication: ga, measure: prevalence, value: approximately 1 million, year: 2024, territory: us}
  - {indication: ga, measure: prevalence, value: approximately 5 million, year: 2024, territory: world}
  - {indication: ga, measure: prevalence, value: 3 million, year: 2024, territory: world, sex: women, age: 65 and older}
  - {indication: lhon, measure: prevalence, value: "3.3 per 100,000", year: 2024, territory: world}
  - {indication: lhon, measure: incidence, value: "1 in 30,000", year: 2024, territory: eu}
  - {indication: dme, measure: incidence, value: "61,060", year: 2024, territory: world, sex: women}
  - {indication: dme, measure: mortality, value: "1,060", year: 2020, territory: world, sex: women}
  - {indication: dme, measure: mortality, value: "9,990", year: 2024, territory: world, sex: men}
"""


def shown(folder: Path, capsys: pytest.CaptureFixture[str], *document: str, more: str = "") -> str:
    (folder / "a.yaml").write_text(DATA + more, encoding="utf-8")
    days = ["--period", "2025-Q1", "--as-of", "2025-03-31", "--data", str(folder)]
    assert main(["show", *document, *days]) == 0
    return " ".join(capsys.readouterr().out.partition("\nfacts:")[0].split())


def test_figures_say_what_they_measure_and_of_whom(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    said = shown(tmp_path, capsys, "quarterly-briefing", "acme", "--format", "docx")
    assert "Prevalence worldwide in 2024: 3 million people (women; aged 65 and older)." in said
    assert "Prevalence worldwide in 2024: 3.3 per 100,000." in said
    assert "Incidence in the European Union in 2024: 1 in 30,000." in said
    assert "New cases of diabetic macular oedema, women, 2024: world 61,060" in said, (
        "a figure, and no sentence beside it"
    )
    assert "and 9,990" not in said


def test_bars_are_of_the_same_people_and_show_no_ratio(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    said = shown(tmp_path, capsys, "asset-deck", "drug", "--format", "pptx")
    assert "Geographic atrophy affected approximately 5 million people worldwide in 2024" in said
    drawn = [part.partition("]")[0] for part in said.split("[epidemiology: ")[1:]]
    assert len(drawn) == 2
    assert not any("world 3.3" in one or ("3 million" in one and "5 million" in one) for one in drawn)
    assert any("New cases of diabetic macular oedema, women, 2024: world 61,060" in one for one in drawn)
    assert "Leber hereditary optic neuropathy: prevalence of 3.3 per 100,000 worldwide in 2024" in said


def test_a_company_is_told_with_every_listing_and_its_isin(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    said = shown(tmp_path, capsys, "quarterly-briefing", "acme", "--format", "docx")
    assert "ACME, Nasdaq, since March 2021" in said
    book = shown(tmp_path, capsys, "quarterly-briefing", "acme", "--format", "xlsx")
    assert "London Stock Exchange" in book
    assert "GB00BH4HKS39" in book


def test_trials_name_people_once_and_a_grant_has_its_own_day(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    more = """
trials:
  - {id: t1, name: T-1, assets: drug, phase: phase_2, indications: ga, population: adults aged 60 and older}
results:
  - {trial: t1, endpoint: SAE, value: 12%}
designations:
  - {asset: drug, agency: FDA, type: fast_track, indication: ga, territory: us, granted: 2022-08}
metrics:
  - {company: acme, type: sales, measure: net sales, value: USD 8-9 million, period: FY2025, guidance: true}
"""
    said = shown(tmp_path, capsys, "quarterly-briefing", "acme", "--format", "docx", more=more)
    assert "Adults aged 60 and older" in said
    assert "patients with adults" not in said
    assert "FDA Fast Track designation for geographic atrophy, granted Aug 2022." in said
    assert "Net sales, expected for FY2025 : USD" in said


def test_each_stage_names_its_disease_where_diseases_differ(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    said = shown(tmp_path, capsys, "quarterly-briefing", "acme", "--format", "docx")
    assert "in Phase I in the European Union for diabetic macular oedema" in said


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Geographic atrophy", "geographic atrophy"),
        ("Type 2 diabetes", "type 2 diabetes"),
        ("Transthyretin amyloid cardiomyopathy", "transthyretin amyloid cardiomyopathy"),
        ("Non-Hodgkin lymphoma", "non-Hodgkin lymphoma"),
        ("Crohn's disease", "Crohn's disease"),
        ("Graves disease", "Graves disease"),
        ("Charcot-Marie-Tooth disease", "Charcot-Marie-Tooth disease"),
        ("Leber hereditary optic neuropathy", "Leber hereditary optic neuropathy"),
        ("Klebsiella pneumonia", "Klebsiella pneumonia"),
        ("B-cell lymphoma", "B-cell lymphoma"),
        ("HER2-positive gastric cancer", "HER2-positive gastric cancer"),
        ("COVID-19", "COVID-19"),
        ("Fooman syndrome", "Fooman syndrome"),
    ],
)
def test_diseases_begin_small_in_a_sentence_unless_they_are_names(written: str, printed: str):
    assert in_sentence(written) == printed


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("1 in 30,000", "in 30,000"),
        ("1 in 2500 births", "in 2500 births"),
        ("approximately 1 in 20,000 to 1 in 50,000", "in 20,000 to 1 in 50,000"),
    ],
)
def test_one_in_so_many_is_a_ratio(written: str, unit: str):
    read = Quantity.parse(written)
    assert (read.unit, read.is_ratio) == (unit, True)


def test_a_year_is_no_ratio():
    with pytest.raises(ValueError, match="12 in 2024"):
        Quantity.parse("12 in 2024")
