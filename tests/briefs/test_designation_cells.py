"""The use and the day of a designation, as cells."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from briefgen.cli.main import main

PROGRAM = "{indication: ga, stage: phase_3, territory: us}"
DATA = """defaults: {source: "s, page 1"}
sources: [{id: s, type: press_release, tier: company_release, title: T, publisher: P, published: 2025-01-01}]
areas: [{id: eye, name: Ophthalmology}]
indications: [{id: ga, name: geographic atrophy, area: eye}]
companies: [{id: acme, name: Acme}]
assets: [{id: drug, name: Drug, company: acme, programs: [{indication: ga, stage: phase_3, territory: us}]}]
designations: [{id: d, asset: drug, indication: ga, agency: fda, territory: us, type: fast_track, granted: 2024-01-01}]
"""


def test_it_begins_large_as_every_cell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.yaml").write_text(DATA, encoding="utf-8")
    days = ["--period", "2025-Q1", "--as-of", "2025-03-31", "--data", str(tmp_path)]
    assert main(["show", "asset-deck", "drug", "--format", "pptx", *days]) == 0
    said = capsys.readouterr().out
    assert "| Geographic atrophy |" in said
    assert "| geographic atrophy |" not in said


def test_its_day_among_the_news_is_that_of_the_grant_not_of_the_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.yaml").write_text(DATA.replace("granted: 2024-01-01", "granted: 2024-06-07"), encoding="utf-8")
    days = ["--period", "2025-Q1", "--as-of", "2025-03-31", "--data", str(tmp_path)]
    assert main(["show", "quarterly-briefing", "acme", "--format", "pptx", *days]) == 0
    said = capsys.readouterr().out.replace("\u00a0", " ")
    assert "- **7 Jun 2024.** FDA Fast Track designation for geographic atrophy." in said
    assert "1 Jan 2025 (report)" not in said


@pytest.mark.parametrize(
    ("dated", "said"),
    [("granted: 2024-12-09", "granted 9 Dec 2024"), ("announced: 2025-01-01", "announced 1 Jan 2025"),
     ("proposed: false", "stated in a source of 1 Jan 2025")],
)  # fmt: skip
def test_a_first_page_says_whether_its_day_is_that_of_the_grant_or_of_the_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], dated: str, said: str
) -> None:
    data = DATA.replace("granted: 2024-01-01", dated)
    (tmp_path / "a.yaml").write_text(data, encoding="utf-8")
    days = ["--period", "2025-Q1", "--as-of", "2025-03-31", "--data", str(tmp_path)]
    assert main(["show", "quarterly-briefing", "acme", "--format", "docx", *days]) == 0
    text = capsys.readouterr().out.replace("\u00a0", " ")
    assert f"**FDA Fast Track designation for Drug in geographic atrophy.** {said[0].upper()}{said[1:]}" in text
    assert "(report)" not in text.partition("Annex")[0]


def test_designations_of_more_than_three_medicines_are_a_table_in_word_and_many_new_programmes_are_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    drugs = [f"{{id: drug-{n}, name: Drug {n}, company: acme, programs: [{PROGRAM}]}}" for n in "abcde"]
    use = "agency: fda, territory: us"
    given = [
        f"{{id: d-{n}, asset: drug-{n}, indication: ga, {use}, type: fast_track, granted: 2024-01-01}}" for n in "abcd"
    ]
    begun = [
        f"{{id: e-{n}, type: ind_clearance, date: 2025-01-01, title: Trial of Drug {n} cleared, companies: acme, "
        f"assets: drug-{n}, indications: ga, {use}}}"
        for n in "abcde"
    ]
    lines = [line for line in DATA.splitlines() if not line.startswith(("assets", "designations"))]
    lines += [f"assets: [{', '.join(drugs)}]", f"designations: [{', '.join(given)}]", f"events: [{', '.join(begun)}]"]
    (tmp_path / "a.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    days = ["--period", "2025-Q1", "--as-of", "2025-03-31", "--data", str(tmp_path)]
    assert main(["show", "quarterly-briefing", "acme", "--format", "docx", *days]) == 0
    text = capsys.readouterr().out.replace("\u00a0", " ")
    assert "\n| **Drug b** | " in text
    assert "Drug a received" not in text
    assert "Q1 2025 brought five new programmes; no other is known to have changed stage." in text


def test_a_text_counts_many_of_one_kind_with_the_latest_of_them_and_says_what_none_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    uses = [f"{{id: ga-{n}, name: geographic atrophy of type {n}, area: eye}}" for n in range(1, 4)]
    kind = "asset: drug, agency: fda, territory: us"
    days_given = ("2024-11-04", "2024-12-05", "2023-06-07")
    given = [
        f"{{id: d-{n}, {kind}, indication: ga-{n}, type: fast_track, granted: {day}}}"
        for n, day in enumerate(days_given, 1)
    ]
    given.append(f"{{id: o, {kind}, indication: ga, type: orphan_drug, granted: 2024-01-08}}")
    lines = [line for line in DATA.splitlines() if not line.startswith(("indications", "designations"))]
    lines.append(f"indications: [{{id: ga, name: geographic atrophy, area: eye}}, {', '.join(uses)}]")
    (tmp_path / "a.yaml").write_text("\n".join([*lines, f"designations: [{', '.join(given)}]", ""]), encoding="utf-8")
    days = ["--period", "2025-Q1", "--as-of", "2025-03-31", "--data", str(tmp_path)]
    assert main(["show", "quarterly-briefing", "acme", "--format", "docx", *days]) == 0
    text = " ".join(capsys.readouterr().out.replace("\u00a0", " ").split())
    said = text.partition("## Designations")[2]
    assert "Drug received three FDA Fast Track designations, the latest granted 5 Dec 2024; FDA Orphan Drug" in said
    assert "granted 8 Jan 2024. None is an approval." in re.sub(r"\^[^^]*\^", "", said)
