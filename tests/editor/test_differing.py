"""Where sources differ: what was not preferred stands beside what is told, for whom may see it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from briefgen.briefs.compose import compose_document
from briefgen.briefs.outline import outline_brief
from briefgen.dataset.load import load_dataset
from briefgen.document.dump import dump_document
from briefgen.editor.differing import differences_of
from briefgen.editor.register import registers
from briefgen.values.dates import Period
from briefgen.view.asked import answers, apart, asked_of
from briefgen.view.view import View, view_of
from support.real_project import TEMPLATES, briefs

DATA = """
sources:
  - {id: release, type: press_release, tier: company_release, company: elm, title: Results, published: 2025-10-01}
  - {id: press, type: news, tier: secondary, publisher: The Day, title: In short, published: 2025-10-02}
  - {id: later, type: news, tier: secondary, publisher: The Year, title: Once more, published: 2026-02-02}
areas: [{id: oncology, name: Oncology}]
indications: [{id: nsclc, name: non-small cell lung cancer, short: NSCLC, area: oncology, source: release}]
companies: [{id: elm, name: Elm, source: release}, {id: oak, name: Oak, source: release}]
assets:
  - id: elmatug
    name: elmatug
    company: elm
    source: release
    programs:
      - indication: nsclc
        territory: china
        stage: [{value: Phase 3, source: release, preferred: true, reason: its own}, {value: Phase 2, source: press}]
trials:
  - id: bough
    name: BOUGH
    assets: elmatug
    indications: nsclc
    phase: phase_3
    enrolled: [{value: 300, source: release, preferred: true, reason: its own}, {value: 310, source: press},
               {value: 320, source: later}]
    arms: [{id: elm, name: elmatug, patients: 150}, {id: sham, name: placebo, role: control, patients: 150}]
    analyses: [{id: final, kind: final}]
    source: release
results:
  - {trial: bough, endpoint: ORR, population: ITT, value: 40%, source: release, preferred: true, reason: its own}
  - {trial: bough, id: orr-2, endpoint: ORR, population: ITT, value: 41%, source: press}
  - {trial: bough, id: orr-3, endpoint: ORR, population: ITT, value: 40%, source: press}
  - {trial: bough, endpoint: ORR, population: PP, value: 44%, source: release}
  - {trial: bough, id: pp-2, endpoint: ORR, population: PP, value: 45%, source: press}
comparisons:
  - {trial: bough, analysis: final, endpoint: OS, population: ITT, effect: {measure: hazard_ratio, value: 0.70},
     values: {elm: 20 months, sham: 15 months}, source: release, preferred: true, reason: its own}
  - {trial: bough, id: os-2, analysis: final, endpoint: OS, population: ITT,
     effect: {measure: hazard_ratio, value: 0.72}, values: {elm: 20 months, sham: 15 months}, source: press}
  - {trial: bough, id: os-3, analysis: final, endpoint: OS, population: ITT,
     effect: {measure: hazard_ratio, value: 0.73}, source: press, audiences: internal}
deals:
  - {id: deal, type: out_license, licensor: elm, licensee: oak, assets: elmatug, territory: europe, source: release,
     signed: [{value: 2025-10-01, source: release, preferred: true, reason: its own}, {value: 2025-10-02, source: press}]}
filings:
  - {asset: elmatug, indication: nsclc, agency: NMPA, territory: china, application: NDA, source: release,
     steps: [{step: submitted, date: [{value: 2025-09-01, source: release, preferred: true, reason: its own},
                                      {value: 2025-09-02, source: press}]}]}
metrics:
  - {company: elm, measure: employees, as_of: 2025-09-30, source: release,
     value: [{value: 740, source: release, preferred: true, reason: its own}, {value: 738, source: press}]}
epidemiology:
  - {indication: nsclc, measure: incidence, territory: china, year: 2022, source: release,
     value: [{value: 800000, source: release, preferred: true, reason: its own}, {value: 810000, source: press}]}
events:
  - {id: approval, type: regulatory_approval, companies: elm, assets: elmatug, indications: nsclc, territory: us, date: 2025-10-01,
     title: Approval of elmatug, source: release, preferred: true, reason: its own}
  - {id: approval-2, type: regulatory_approval, companies: elm, assets: elmatug, indications: nsclc, territory: us, date: 2025-10-02,
     title: Elmatug approved, source: press}
"""


@pytest.fixture
def view(tmp_path: Path) -> View:
    (tmp_path / "all.yaml").write_text(DATA)
    return view_of(load_dataset(tmp_path), date(2025, 12, 31), Period.parse("2025-Q4"), "investor")


def _told(view: View, kind: str, id: str) -> set[tuple[str, str, str, str]]:
    found = differences_of(view.find(kind, id))
    assert all(value.fact.sources for one in found for value in (one.chosen, *one.others))
    rows = ((one.name, one.field, one.chosen, "; ".join(map(str, one.others))) for one in found)
    return {tuple(str(cell).replace("\xa0", " ") for cell in row) for row in rows}


def test_every_value_that_was_not_preferred_and_that_the_day_and_the_audience_know_is_told(view: View) -> None:
    of_the_asset = {
        ("elmatug in NSCLC, China", "stage", "Phase III", "Phase II"),
        ("BOUGH", "enrolled", "300", "310"),
        ("BOUGH", "", "40%", "41%"),
        ("BOUGH", "", "0.70", "0.72"),
        ("elmatug: Elm to Oak", "signed", "1 October 2025", "2 October 2025"),
        ("elmatug at the NMPA, submitted", "date", "1 September 2025", "2 September 2025"),
        ("NSCLC, new cases", "", "800,000", "810,000"),
        ("Approval of elmatug", "date", "1 October 2025", "2 October 2025"),
    }
    assert _told(view, "asset", "elmatug") == of_the_asset
    assert _told(view, "company", "elm") == of_the_asset | {("Elm, employees", "", "740", "738")}
    assert _told(view, "area", "oncology") == of_the_asset


def test_documents_and_the_workbook_tell_both_values_with_their_sources(view: View) -> None:
    found = {}
    for brief in briefs():
        for outline in outline_brief(brief, view):
            if outline.subject in ("elm", "elmatug"):
                found[brief.name, outline.format] = dump_document(compose_document(outline, view, TEMPLATES))
    page = found["quarterly-briefing", "docx"]
    assert "**BOUGH, OS hazard ratio in the ITT population.** 0.70 is shown here; stated elsewhere: 0.72.^" in page
    assert "2. The Day. In short." in page or "The Day. In short" in page
    for deck in ("quarterly-briefing", "asset-deck", "medical-deck"):
        assert "| **BOUGH, OS hazard ratio in the ITT population** | 0.70 | 0.72 |" in found[deck, "pptx"], deck
    spelling = [text for text in found.values() if "**HR** hazard ratio" in text]  # the dataset does not spell it
    assert spelling
    assert all(len(re.findall(r"\bHR\b", text)) > 1 for text in spelling)
    assert "| BOUGH, overall survival, ITT |  | 0.70 | 0.72 |" in found["quarterly-briefing", "xlsx"]


def test_another_day_of_an_approval_stands_beside_the_approvals_and_once(tmp_path: Path) -> None:
    programme = "      - {indication: nsclc, territory: us, stage: approved, source: release}\n"
    without = re.sub(r"filings:.*?(?=metrics:)", "", DATA, flags=re.DOTALL)
    uses = "indications:\n" + "".join(
        f"  - {{id: use-{n}, name: use {n}, area: oncology, source: release}}\n" for n in range(9)
    )
    more = "".join(
        f"      - {{indication: use-{n}, territory: china, stage: phase_3, source: release}}\n" for n in range(9)
    )
    text = without.replace("trials:\n", programme + more + "trials:\n", 1)
    text = text.replace("indications: [{id: nsclc", f"{uses}  - {{id: nsclc", 1).replace(
        "source: release}]\ncompanies", "source: release}\ncompanies"
    )
    (tmp_path / "all.yaml").write_text(text)
    view = view_of(load_dataset(tmp_path), date(2025, 12, 31), Period.parse("2025-Q4"), "investor")
    (brief,) = (one for one in briefs() if one.name == "quarterly-briefing")
    outlines = (one for one in outline_brief(brief, view) if (one.subject, one.format) == ("elm", "docx"))
    page = dump_document(compose_document(next(outlines), view, TEMPLATES), facts=False).replace("\xa0", " ")
    assert "Side: **Dates that differ.** Also stated: 2 Oct for elmatug in the United States.^" in page
    assert "Approval of elmatug, date" not in page
    assert "BOUGH, enrolled" in page


def test_a_document_rests_on_the_values_that_it_does_not_prefer(tmp_path: Path) -> None:
    def answered(text: str) -> str:
        (tmp_path / "all.yaml").write_text(text)
        whole = view_of(load_dataset(tmp_path), date(2025, 12, 31), Period.parse("2025-Q4"), "investor")
        one = apart(whole)
        registers(one, one.find("company", "elm"))
        asked.update(asked_of(one))
        return answers(whole, sorted(asked))

    asked: set = set()
    before = answered(DATA)
    for old, new in (
        ("value: 0.72", "value: 0.74"),
        ("value: 738", "value: 739"),
        ("audiences: internal", "note: seen"),
    ):
        assert answered(DATA.replace(old, new)) != before
