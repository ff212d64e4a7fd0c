"""The note on derived shares stands where the chart beside it has a share, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.cli.main import main

DATA = """defaults: {{source: "s, page 1"}}
sources: [{{id: s, type: press_release, tier: company_release, title: T, publisher: P, published: 2025-01-01}}]
areas: [{{id: eye, name: Ophthalmology}}]
indications: [{{id: ga, name: geographic atrophy, area: eye}}]
companies: [{{id: acme, name: Acme}}]
assets: [{{id: drug, name: Drug, company: acme, programs: [{{indication: ga, stage: phase_3}}]}}]
epidemiology:
  - {{indication: ga, measure: incidence, territory: us, value: "{us}", year: 2024}}
  - {{indication: ga, measure: incidence, territory: world, value: "{world}", year: {year}}}
"""


@pytest.mark.parametrize(
    ("us", "world", "year", "shared"),
    [
        ("160,000", "900,000", "2024", True),
        ("160,000", "900,000", "2023", False),
        ("more than 160,000", "900,000", "2024", False),
        ("160,000", "not disclosed", "2024", False),
    ],
)
def test_the_note_stands_where_shares_are(
    us: str, world: str, year: str, shared: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.yaml").write_text(DATA.format(us=us, world=world, year=year), encoding="utf-8")
    days = ["--period", "2025-Q1", "--as-of", "2025-03-31", "--data", str(tmp_path)]
    assert main(["show", "area-landscape", "eye", "--format", "docx", *days]) == 0
    said = capsys.readouterr().out
    assert "160,000" in said
    assert ("Shares are derived." in said) is shared
