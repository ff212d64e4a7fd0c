"""Findings: each thing once, the most material first, what is new before what is older; the ranking is the user's."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.cli.main import main
from briefgen.dataset.load import load_dataset
from briefgen.editor import findings, read_materiality
from briefgen.problems import ProblemsFoundError
from briefgen.project import bundled_templates
from briefgen.values.dates import Period
from briefgen.view.base import part_of, record_of
from briefgen.view.view import View, view_of
from support.portfolio_data import write_portfolio
from support.real_project import TEMPLATES, real_view

DATA = """
sources:
  - {id: old, type: press_release, tier: company_release, company: acme, title: Old, published: 2025-06-10}
  - {id: new, type: press_release, tier: company_release, company: acme, title: New, published: 2025-11-10}
  - {id: year, type: journal_article, tier: publication, publisher: Paper, title: Of the year, published: 2025}
areas: [{id: oncology, name: Oncology}]
indications: [{id: nsclc, name: non-small cell lung cancer, short: NSCLC, area: oncology}]
companies: [{id: acme, name: Acme, source: old}, {id: partner, name: Partner, partner_only: true, source: old}]
assets:
  - id: ac-1
    name: AC-1
    company: acme
    source: old
    programs:
      - {indication: nsclc, territory: china, stage: phase_2}
      - {indication: nsclc, territory: china, stage: phase_3, source: new}
      - {indication: nsclc, territory: us, stage: phase_3}
trials:
  - {id: one, name: ONE, assets: ac-1, phase: phase_3, indications: nsclc, primary_endpoint: OS, source: old}
  - {id: two, name: TWO, assets: ac-1, phase: phase_3, indications: nsclc, primary_endpoint: PFS, source: old}
  - {id: three, name: THREE, assets: ac-1, phase: phase_2, indications: nsclc, source: old}
results:
  - {id: one-os, trial: one, endpoint: OS, measure: hazard_ratio, value: 0.99, source: new}
  - {id: two-pfs, trial: two, endpoint: PFS, measure: hazard_ratio, value: 0.5, source: new}
  - {id: two-old, trial: two, endpoint: ORR, measure: rate, value: 40%, source: old}
  - {id: three-orr, trial: three, endpoint: ORR, measure: rate, value: 30%, source: new}
  - {id: late-orr, trial: three, endpoint: DCR, measure: rate, value: 60%, source: year}
events:
  - {id: meet, type: conference, title: Booth at a congress, date: 2025-11-02, companies: acme, assets: ac-1, source: new}
  - {id: met, type: congress_presentation, title: TWO presented, date: 2025-11-01, companies: acme, assets: ac-1, trials: two, outcome: met, endpoint: PFS, source: new}
  - {id: missed, type: readout_topline, title: ONE read out, date: 2025-11-01, companies: acme, assets: ac-1, trials: one, outcome: not_met, endpoint: OS, source: new}
  - {id: theirs, type: readout_topline, title: Readout of the partner, date: 2025-11-01, companies: [partner, acme], assets: ac-1, indications: nsclc, outcome: not_met, source: new}
  - {id: filing, type: nda_submitted, title: Filing, date: 2025-11-05, companies: acme, assets: ac-1, indications: nsclc, source: new}
  - {id: hope, type: nda_accepted, title: Acceptance, date: 2026-H1, companies: acme, assets: ac-1, source: new}
  - {id: okay, type: regulatory_approval, title: Approval, date: 2025-06-01, companies: acme, assets: ac-1, indications: nsclc, territory: us, source: old, preferred: true, reason: The day is stated}
  - {id: okay-again, type: regulatory_approval, title: Approval, date: 2025-05, companies: acme, assets: ac-1, indications: nsclc, territory: us, source: new}
"""
Q4 = Period.parse("2025-Q4")


@pytest.fixture
def view(tmp_path: Path) -> View:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "all.yaml").write_text(DATA)
    return view_of(load_dataset(tmp_path / "data"), Q4.end, Q4, "investor")


def of(view: View, templates: Path = TEMPLATES, subject: str = "acme"):
    company = view.find("company", subject)
    return findings(view, company, view.period, read_materiality(templates))


def test_the_most_material_of_the_period_leads_and_a_miss_comes_first(view: View) -> None:
    told = [(one.kind, record_of(one.lead).id, one.outcome, one.is_new) for one in of(view)]
    assert told == [
        ("pivotal_readout", "missed", "not_met", True),
        ("pivotal_readout", "theirs", "not_met", True),
        ("pivotal_readout", "met", "met", True),
        ("filing", "filing", "not_applicable", True),
        ("readout", "three-orr", "not_stated", True),
        ("trial_started", "ac-1", "not_applicable", True),
        ("guidance", "hope", "not_applicable", True),
        ("approval", "okay", "not_applicable", False),
        ("attendance", "meet", "not_applicable", True),
    ]


def test_a_readout_knows_its_endpoint_and_whose_it_is(view: View) -> None:
    missed, theirs, met = of(view)[:3]
    assert (missed.primary, missed.own, theirs.own, met.primary) == (True, True, False, True)
    assert [record_of(seen).id for seen in met.records] == ["met", "two-pfs", "two-old", "two"]
    assert met.known is not None
    assert met.known.text == "2025-11-10"


def test_what_a_source_of_the_whole_year_says_is_no_news_of_its_last_quarter(view: View) -> None:
    readout = next(one for one in of(view) if one.kind == "readout")
    assert [record_of(seen).id for seen in readout.records] == ["three-orr", "late-orr", "three"]
    assert readout.known is not None
    assert readout.known.text == "2025-11-10"


LATE = """
deals:
  - {id: old-deal, type: out_license, assets: ac-1, licensor: acme, licensee: partner, signed: 2021-05, source: new}
filings:
  - id: late
    asset: ac-1
    indication: nsclc
    territory: japan
    agency: PMDA
    source: new
    steps:
      - {step: submitted, date: 2022-03-01}
      - {step: approved, date: 2023-02}
  - id: fresh
    asset: ac-1
    indication: nsclc
    territory: eu
    agency: EMA
    source: new
    steps: [{step: submitted, date: 2024-12}, {step: accepted, date: 2023, announced: 2025-11-03}]
"""


def test_what_happened_years_before_it_was_told_is_context(tmp_path: Path) -> None:
    (tmp_path / "all.yaml").write_text(DATA)
    (tmp_path / "late.yaml").write_text(LATE)
    view = view_of(load_dataset(tmp_path), Q4.end, Q4, "investor")
    told = {record_of(seen).id: one.is_new for one in of(view) for seen in one.records}
    assert {id: new for id, new in told.items() if id.partition(".")[0] in ("late", "fresh", "old-deal")} == {
        "late.submitted-1": False, "late.approved-2": False, "old-deal": False,
        "fresh.submitted-1": True, "fresh.accepted-2": True,
    }  # fmt: skip
    asset = view.find("asset", "ac-1")
    assert asset is not None
    assert [str(p.territory) for p in asset.programs if p.is_new and part_of(p).filing] == ["European Union"]
    assert not [seen for seen in asset.changes if record_of(seen).id.startswith(("late", "old"))]


def _once(view: View, subject) -> None:
    told = [seen for one in findings(view, subject, view.period, read_materiality(TEMPLATES)) for seen in one.records]
    assert len(told) == len(set(told))
    assert set(told) >= {*subject.events, *subject.catalysts, *subject.results, *subject.deals, *subject.designations}


def test_each_record_is_told_once_and_none_is_lost(view: View, tmp_path: Path) -> None:
    for company in (*view.companies, *view.areas, *view.assets, *real_view().companies):
        _once(company._view, company)
    write_portfolio(tmp_path / "many")
    many = view_of(load_dataset(tmp_path / "many"), Q4.end, Q4, "investor")
    for company in (*many.companies[:4], *many.areas[:2], *many.assets[:6]):
        _once(many, company)


def test_the_ranking_is_the_users(view: View, tmp_path: Path) -> None:
    shipped = (bundled_templates() / "editor.yaml").read_text()
    (tmp_path / "editor.yaml").write_text(
        shipped.replace("  - filing\n", "").replace("materiality:\n", "materiality:\n  - filing\n")
    )
    assert of(view, tmp_path)[0].kind == "filing"
    (tmp_path / "editor.yaml").write_text(
        shipped.replace("no_news: attendance", "no_news: []").replace("- other", "- [other, attendance]")
    )
    assert of(view, tmp_path)[-2].kind == "attendance"
    (tmp_path / "editor.yaml").write_text(shipped.replace("[not_met, primary, own, newer]", "[primary, own]"))
    assert [record_of(one.lead).id for one in of(view, tmp_path)[:3]] == ["met", "missed", "theirs"]


def test_without_a_file_of_its_own_a_project_has_the_shipped_ranking(tmp_path: Path) -> None:
    assert read_materiality(tmp_path) == read_materiality(bundled_templates())


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "- filing",
            "- fillings",
            "editor.yaml:6:5: error[unknown-word]: editor.materiality[2][0]: 'fillings' is not a known kind of finding",
        ),
        ("- filing", "- [filing, deal]", "editor.yaml:7:5: error[ranked-twice]: 'deal' stands here and further up"),
        ("  - filing\n", "", "editor.yaml:3:1: error[not-ranked]: 'filing' has no place in the ranking"),
        ("within:", "withn:", "editor.yaml:22:1: error[unknown-field]: editor.withn is no field"),
        (
            "phase_2_3, ",
            "phase_9, ",
            "editor.yaml:19:11: error[unknown-word]: editor.pivotal[0]: 'phase_9' is not a known trial phase",
        ),
        (
            "[not_met,",
            "[missed,",
            "editor.yaml:22:10: error[unknown-word]: editor.within[0]: 'missed' is not a known trait",
        ),
    ],
)
def test_what_is_wrong_with_the_ranking_is_said_with_its_place(
    old: str, new: str, problem: str, tmp_path: Path
) -> None:
    text = (bundled_templates() / "editor.yaml").read_text()
    assert old in text
    (tmp_path / "editor.yaml").write_text(text.replace(old, new, 1))
    with pytest.raises(ProblemsFoundError) as error:
        read_materiality(tmp_path, "templates")
    assert problem in [str(one).splitlines()[0].removeprefix("templates/") for one in error.value.problems]


def test_the_command_prints_what_is_new(view: View, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    base = [
        "findings",
        "--data",
        str(tmp_path / "data"),
        "--period",
        "2025-Q4",
        "--as-of",
        "2025-12-31",
        "--for",
        "acme",
    ]
    assert main(base) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Acme: 7 new in Q4 2025, 2 known as context"
    assert lines[1:3] == [
        "  Pivotal readout, not met: ONE read out; known on 10 November 2025",
        "  Pivotal readout, not met, of a partner: Readout of the partner; known on 10 November 2025",
    ]
    assert any(line.startswith("  Readout, outcome not stated: ") for line in lines)
    assert main([*base, "--json"]) == 0
    assert '"result/two-pfs"' in capsys.readouterr().out
    assert main([*base[:-1], "acm"]) == 2
    assert "did you mean 'acme'?" in capsys.readouterr().err


def test_a_readout_of_the_trial_of_another_is_pivotal_by_its_phase(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    more = (
        "assets:\n  - {id: pb-1, name: PB-1, company: partner, source: old}\n"
        "trials:\n  - {id: four, name: FOUR, assets: pb-1, phase: phase_3, source: old}\n"
        "events:\n  - {id: far, type: readout_topline, title: FOUR read out, date: 2025-11-02, companies: acme, trials: four,"
        " outcome: met, source: new}\n"
    )
    (tmp_path / "data" / "all.yaml").write_text(DATA)
    (tmp_path / "data" / "more.yaml").write_text(more)
    found = of(view_of(load_dataset(tmp_path / "data"), Q4.end, Q4, "investor"))
    assert [one.kind for one in found if record_of(one.lead).id == "far"] == ["pivotal_readout"]


def test_a_presentation_that_names_no_trial_is_attendance(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    talk = "  - {id: talk, type: congress_presentation, title: Talk of Acme, date: 2025-11-02, companies: acme, source: new}\n"
    (tmp_path / "data" / "all.yaml").write_text(DATA + talk)
    found = of(view_of(load_dataset(tmp_path / "data"), Q4.end, Q4, "investor"))
    assert [one.kind for one in found if record_of(one.lead).id == "talk"] == ["attendance"]
