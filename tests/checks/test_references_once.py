"""An id that a filing misspells is told once, however many steps it has."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.cli.main import main

DATA = """defaults: {source: "s, page 1"}
sources: [{id: s, type: press_release, tier: company_release, company: acme, title: T, published: 2025-01-01}]
areas: [{id: heart, name: Cardiology}]
indications: [{id: af, name: Atrial fibrillation, area: heart}]
companies: [{id: acme, name: Acme}]
assets: [{id: drug, name: Drug, company: acme, programs: [{indication: af, territory: us, stage: phase_3}]}]
filings:
  - id: f1
    asset: drug
    indication: af
    territory: us
    agency: FDA
    trials: nowhere
    steps: [{step: submitted, date: 2024-01}, {step: accepted, date: 2024-03}, {step: approved, date: 2024-12}]
"""


def test_a_dangling_id_of_a_filing_is_told_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "a.yaml").write_text(DATA, encoding="utf-8")
    assert main(["check", "--data", str(tmp_path), "--as-of", "2025-03-31"]) == 1
    told = capsys.readouterr()
    assert (told.out + told.err).count("there is no trial 'nowhere'") == 1


def test_titles_of_steps_name_the_disease_as_in_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "a.yaml").write_text(DATA.replace("    trials: nowhere\n", ""), encoding="utf-8")
    days = ["--data", str(tmp_path), "--period", "2025-Q1", "--as-of", "2025-03-31"]
    assert main(["show", "quarterly-briefing", "acme", "--format", "docx", *days]) == 0
    assert "Drug in atrial fibrillation approved by the FDA" in capsys.readouterr().out
