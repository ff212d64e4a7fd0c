"""The one deal of an area or asset: a slide of its own, and what a licence leaves open told beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.brand.brand_file import read_brand
from briefgen.briefs.compose import compose_document
from briefgen.briefs.outline import outline_brief
from briefgen.cli.main import main
from briefgen.dataset.load import load_dataset
from briefgen.deck import cut_deck
from briefgen.view.view import view_of
from support.real_project import AS_OF, PERIOD, TEMPLATES, briefs

DATA = """defaults: {{source: "s, page 1"}}
sources: [{{id: s, type: press_release, tier: company_release, title: T, publisher: P, published: 2025-01-01}}]
areas: [{{id: eye, name: Ophthalmology}}]
indications: [{{id: ga, name: geographic atrophy, area: eye}}]
companies: [{{id: acme, name: Acme}}, {{id: bold, name: Bold}}]
assets: [{{id: drug, name: Drug, company: acme, programs: [{{indication: ga, stage: phase_3, territory: us}}]}}]
trials: [{{id: t, name: PEAK-1, assets: drug, phase: phase_3, indications: ga}}]
results: [{{trial: t, endpoint: ORR, value: 30%}}]
deals: [{{id: d, type: joint_venture, licensor: acme, licensee: bold, assets: drug, signed: 2024-01-01{more}}}]
"""


@pytest.mark.parametrize("more", [", upfront: USD 5 million", ""])
def test_a_deal_of_which_little_is_known_has_a_slide_apart_from_what_is_open(more: str, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(DATA.format(more=more), encoding="utf-8")
    view = view_of(load_dataset(tmp_path), AS_OF, PERIOD, "investor")
    (brief,) = (brief for brief in briefs() if brief.name == "area-landscape")
    (outline,) = (outline for outline in outline_brief(brief, view) if outline.format == "pptx")
    deck = cut_deck(compose_document(outline, view, TEMPLATES), read_brand(TEMPLATES / "brand", "templates/brand"))
    titles = ["".join(run.text for para in slide.title.paras for run in para.runs) for slide in deck.slides]
    assert "Deals and open points" not in titles
    if more:
        assert "Acme and Bold have a joint venture for Drug" in titles
    else:  # so little that it shares a slide of the annex
        assert "have a joint venture for" in str(deck.slides[titles.index("What the sources on file do not state")])


@pytest.mark.parametrize(
    ("more", "open_terms"),
    [
        ("", "*Financial terms not in the sources*"),
        (", upfront: USD 5 million", "Milestones *not in the sources*; royalties *not in the sources*"),
        (", milestones: USD 5 million", "Upfront payment *not in the sources*; royalties *not in the sources*"),
    ],
)
def test_what_a_licence_leaves_open_is_told_beside_it(
    more: str, open_terms: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.yaml").write_text(DATA.format(more=more).replace("joint_venture", "out_license"), encoding="utf-8")
    days = ["--period", "2025-Q4", "--as-of", "2025-12-31", "--data", str(tmp_path)]
    assert main(["show", "asset-deck", "drug", "--format", "pptx", *days]) == 0
    rows = [line for line in capsys.readouterr().out.splitlines() if "to Bold** |" in line]
    assert len(rows) == 1
    assert open_terms in rows[0]


@pytest.mark.parametrize(
    ("more", "head"), [("", "What Bold pays"), (", milestones: USD 9 million", "What Bold pays, to scale")]
)
def test_money_is_headed_as_drawn_to_scale_where_two_amounts_are(
    more: str, head: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = DATA.format(more=f", upfront: USD 5 million{more}").replace("joint_venture", "out_license")
    (tmp_path / "a.yaml").write_text(data, encoding="utf-8")
    days = ["--period", "2025-Q4", "--as-of", "2025-12-31", "--data", str(tmp_path)]
    assert main(["show", "quarterly-briefing", "acme", "--format", "pptx", *days]) == 0
    said = capsys.readouterr().out
    assert (f"### {head}\n" in said, "[deal-scale: " in said) == (True, bool(more))
