"""What happened before a period and became known in it is told as that; parties of a deal, and which one is meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.cli.main import main

DAYS = ("--period", "2025-Q4", "--as-of", "2025-12-31")
DATA = """defaults: {source: "q4, page 1"}
sources:
  - {id: q4, type: press_release, tier: company_release, company: acme, title: Fourth quarter, published: 2025-11-06}
  - {id: q3, type: journal_article, tier: publication, journal: J Eye, title: PEAK-1, published: 2025-08-02, missing: [authors, pages]}
  - {id: talk, type: interview, tier: secondary, publisher: P, title: Interview, published: 2025-12-03}
areas: [{id: eye, name: Ophthalmology}]
indications: [{id: ga, name: geographic atrophy, area: eye}, {id: uveitis, name: uveitis, area: eye}]
companies: [{id: acme, name: Acme}, {id: bold, name: Bold}, {id: cold, name: Cold}]
assets:
  - id: drug
    name: Drug
    company: acme
    programs: [{indication: ga, stage: approved, territory: us}, {indication: uveitis, stage: approved, territory: us}]
trials: [{id: t, name: PEAK-1, assets: drug, phase: phase_3, indications: ga}]
results: [{trial: t, endpoint: ORR, value: 30%, source: "q3, page 2"}]
deals:
  - {id: venture, type: joint_venture, licensor: acme, licensee: bold, assets: drug, signed: 2024-01-01}
  - id: choice
    type: option
    licensor: acme
    licensee: cold
    assets: drug
    signed: 2024-02-01
    options: [{on: a licence, fee: USD 5 million, source: "talk, minute 3"}]
  - {id: licence, type: in_license, licensor: bold, licensee: acme, assets: drug, signed: 2023, royalties: single-digit}
events:
  - {id: ga, type: approval, title: Drug approved in GA, date: 2024-12-13, companies: acme, assets: drug, indications: ga, territory: us, agency: FDA}
  - {id: uv, type: approval, title: Drug approved in uveitis, date: 2025-10-20, companies: acme, assets: drug, indications: uveitis, territory: us, agency: FDA}
"""
UNDATED = "designations: [{asset: drug, agency: FDA, type: orphan_drug, indication: ga, territory: us}]\n"


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The quarterly briefing of the company, as text."""
    from click.testing import CliRunner

    from briefgen.cli.show import show

    folder = tmp_path_factory.mktemp("data")
    (folder / "a.yaml").write_text(DATA, encoding="utf-8")
    given = ["quarterly-briefing", "acme", "--data", str(folder), *DAYS]
    shown: str = CliRunner().invoke(show, given, catch_exceptions=False).output
    return shown.partition("\nfacts:")[0].replace("\u00a0", " ")


def test_what_only_became_known_in_the_period_is_counted_apart(said: str) -> None:
    assert "Lead: Drug approved in GA (13 Dec 2024)." in said  # the headline says the other
    assert "**2**\n: Approvals (one from earlier)" in said


def test_all_of_a_kind_from_before_are_told_so_without_a_number(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.yaml").write_text(DATA[: DATA.index("  - {id: uv,")] + UNDATED, encoding="utf-8")
    assert main(["show", "quarterly-briefing", "acme", *DAYS, "--data", str(tmp_path)]) == 0
    shown = capsys.readouterr().out.replace("\u00a0", " ")
    assert "**1**\n: Approval (from earlier)" in shown
    assert ": Designation" not in shown
    assert "Named for the first time in our sources, without a date: one designation." in shown


@pytest.mark.parametrize(
    ("days", "lead"),
    [
        (("2025-10-21", "2025-10-22"), "Three approvals (one from earlier) and one filing became known in Q4 2025."),
        (("2025-08-21", "2025-08-22"), "Three approvals (two from earlier) and one filing (from earlier) became known in Q4 2025."),
    ],
)  # fmt: skip
def test_a_lead_that_counts_says_beside_each_kind_what_of_it_happened_before_the_period(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], days: tuple[str, str], lead: str
) -> None:
    japan, filed = days
    more = f"""
  - {{id: jp, type: approval, title: Drug approved in Japan, date: {japan}, companies: acme, assets: drug, territory: japan}}
  - {{id: nda, type: nda_submitted, title: Drug filed in the EU, date: {filed}, companies: acme, assets: drug, territory: eu}}
"""
    (tmp_path / "a.yaml").write_text(DATA + more, encoding="utf-8")
    assert main(["show", "quarterly-briefing", "acme", *DAYS, "--data", str(tmp_path)]) == 0
    assert f"Lead: {lead}" in capsys.readouterr().out.replace("\u00a0", " ")


def test_a_result_of_an_earlier_paper_is_no_news_because_its_trial_was_entered_from_a_newer_source(said: str) -> None:
    assert "PEAK-1" in said
    assert "readout" not in said.partition("# Annex")[0].partition("Label: Key points")[0]


def test_the_newest_source_is_that_of_any_part_of_a_record(said: str) -> None:
    assert "sources published up to 3 December 2025" in said


def test_uses_that_are_approved_in_one_place_are_counted_once(said: str) -> None:
    assert "# Two approved uses, all in the United States" in said


def test_what_is_not_stated_of_a_deal_names_the_deal(said: str) -> None:
    assert "inancial terms of the joint venture with Bold" in said
    assert "inancial terms other than the fee of the option with Cold" in said
    assert "terms of the deal" not in said


def test_a_royalty_of_so_many_digits_is_an_adjective(said: str) -> None:
    assert "ingle-digit royalties" in said


def test_a_joint_venture_goes_from_neither_party_to_the_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.yaml").write_text(DATA, encoding="utf-8")
    assert main(["show", "asset-deck", "drug", "--format", "pptx", *DAYS, "--data", str(tmp_path)]) == 0
    shown = capsys.readouterr().out
    assert "Acme to Bold" not in shown
    assert "Acme and Bold" in shown


def test_a_title_names_both_places_in_which_a_medicine_is_approved(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    more = DATA.replace("programs: [", "programs: [{indication: ga, stage: approved, territory: japan}, ")
    (tmp_path / "a.yaml").write_text(more, encoding="utf-8")
    assert main(["show", "asset-deck", "drug", "--format", "pptx", *DAYS, "--data", str(tmp_path)]) == 0
    places = "in Japan for geographic atrophy and in the United States for two indications"
    assert f"## Drug: a medicine approved {places}" in capsys.readouterr().out.replace("\u00a0", " ")


def test_a_medicine_that_was_stopped_everywhere_is_titled_by_that(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stopped = DATA.replace("stage: approved", "stage: discontinued").partition("events:")[0]
    (tmp_path / "a.yaml").write_text(stopped + UNDATED, encoding="utf-8")
    assert main(["show", "asset-deck", "drug", "--format", "pptx", *DAYS, "--data", str(tmp_path)]) == 0
    deck = capsys.readouterr().out
    assert "whose stage and territory" not in deck
    assert "## Drug: a medicine discontinued in the United States" in deck
