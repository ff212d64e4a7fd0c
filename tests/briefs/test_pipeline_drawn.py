"""What the figure of a pipeline says that it shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.cli.main import main

DATA = """defaults: {source: "s, page 1"}
sources: [{id: s, type: press_release, tier: company_release, title: T, publisher: P, published: 2025-01-01}]
areas: [{id: eye, name: Ophthalmology}]
indications: [{id: ga, name: geographic atrophy, area: eye}]
companies: [{id: acme, name: Acme}]
assets: [{id: drug, name: Drug, company: acme, programs: [%s]}]
"""
STAGES = ("marketed", "approved", "filed", "phase_3", "phase_2", "phase_1", "preclinical", "preclinical")
PLACES = ("us", "eu", "japan", "china", "korea", "canada", "uk", "switzerland")


@pytest.mark.parametrize(("stages", "said"), [
    (STAGES, "Nine programmes: one marketed, one approved, one filed and five at other stages; one without a stage"),
    (STAGES[:6], "one filed, one phase III, one phase II, one phase I and one without a stage"),
])  # fmt: skip
def test_its_counts_come_to_the_programmes_that_it_draws(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], stages: tuple[str, ...], said: str
) -> None:
    rows = [
        f"{{indication: ga, territory: {place}, stage: {stage}}}" for place, stage in zip(PLACES, stages, strict=False)
    ]
    (tmp_path / "a.yaml").write_text(DATA % ", ".join([*rows, "{indication: ga, status: enrolling}"]), encoding="utf-8")
    days = ["--period", "2025-Q1", "--as-of", "2025-03-31", "--data", str(tmp_path)]
    assert main(["show", "quarterly-briefing", "acme", "--format", "docx", *days]) == 0
    assert said in capsys.readouterr().out.replace("\u00a0", " ")
