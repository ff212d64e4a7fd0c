"""Commentary: the house's words with values of the dataset, walled like them, printed as an opinion that leads to its
line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from briefgen.briefs.compose import compose_document
from briefgen.briefs.outline import Outline
from briefgen.build.job import Materials
from briefgen.build.left_out import left_out
from briefgen.checks import check_dataset
from briefgen.dataset.load import load_dataset
from briefgen.document.blocks import Callout
from briefgen.document.document import Document
from briefgen.document.inlines import plain
from briefgen.document.walk import every, inlines_of, values
from briefgen.editor.register import registers
from briefgen.problems import ProblemsFoundError
from briefgen.values.dates import Period
from briefgen.view.view import View, view_of
from support.real_project import TEMPLATES, briefs

DATA = """
sources:
  - {id: s, type: press_release, tier: company_release, company: acme, title: One, published: 2025-06-10}
  - {id: later, type: press_release, tier: company_release, company: acme, title: Two, published: 2025-11-10}
areas: [{id: oncology, name: Oncology}]
indications: [{id: nsclc, name: non-small cell lung cancer, short: NSCLC, area: oncology}]
companies: [{id: acme, name: Acme, source: s}, {id: partner, name: Partner, partner_only: true, source: s}]
assets:
  - {id: drug, name: Drug, company: acme, source: "s, text", programs: [{indication: nsclc, territory: china, stage: phase_3}]}
  - {id: hushed, name: Hushed, company: acme, source: "s, text", audiences: internal, programs: [{indication: nsclc, territory: us, stage: phase_1}]}
trials:
  - {id: one, name: ONE, assets: drug, phase: phase_3, indications: nsclc, source: "s, text", arms: [{id: drug, name: drug}, {id: care, name: placebo, role: control}]}
comparisons:
  - {id: one-os, trial: one, endpoint: OS, measure: median, population: ITT, values: {drug: 12.5 months, care: 9.5 months}, effect: {measure: hazard_ratio, value: 0.61 (95% CI 0.50-0.80)}, source: "later, text"}
results:
  - {id: one-orr, trial: one, endpoint: ORR, value: 40%, arm: drug, population: overall, source: "s, text"}
deals:
  - {id: licence, type: out_license, assets: drug, licensor: acme, licensee: partner, upfront: USD 5 million, signed: 2025-06-01, source: "s, text"}
commentary:
"""
Q4, Q3 = Period.parse("2025-Q4"), Period.parse("2025-Q3")
WHOLE = """
  - id: view
    asset: drug
    period: 2025-Q4
    author: Investor relations
    date: 2025-11-20
    text: |
      In ONE, in ITT, the OS hazard ratio was {one-os}: {one-os.drug} with the drug, {one-os.care} with placebo.

      - *We* like [the licence](https://example.org/1) of {licence.upfront} upfront.
"""


def view(folder: Path, rows: str, audience: str = "investor", period: Period = Q4, day: date | None = None) -> View:
    place = folder / "data"
    place.mkdir(exist_ok=True)
    (place / "all.yaml").write_text(DATA + rows)
    dataset = load_dataset(place)
    assert not [problem for problem in check_dataset(dataset) if problem.severity == "error"]
    return view_of(dataset, day or period.end, period, audience)


def row(id: str, **fields: str) -> str:
    given = {"author": "Investor relations", "date": "2025-11-20", "text": "A view", **fields}
    return "  - {" + ", ".join(f"{name}: {value}" for name, value in {"id": id, **given}.items()) + "}\n"


def document(view: View, brief: str, format: str, kind: str = "asset", subject: str = "drug") -> Document:
    found = next(one for one in briefs() if one.name == brief)
    return compose_document(Outline(found, kind, subject, format), view, TEMPLATES)  # type: ignore[arg-type]


def comments(made: Document) -> list[str]:
    boxes = [block for block in every(made.blocks) if isinstance(block, Callout) and block.kind == "comment"]
    return [" ".join("\n".join(map(plain, inlines_of((box,)))).split()) for box in boxes]


def everything(made: Document) -> str:
    return "\n".join(map(plain, inlines_of(made.blocks)))


@pytest.mark.parametrize(("brief", "format", "kind", "subject"), [
    ("asset-deck", "pptx", "asset", "drug"), ("quarterly-briefing", "docx", "company", "acme"),
    ("quarterly-briefing", "pptx", "company", "acme"),
])  # fmt: skip
def test_a_comment_is_printed_as_the_opinion_of_its_author(
    tmp_path: Path, brief: str, format: str, kind: str, subject: str
) -> None:
    made = document(view(tmp_path, WHOLE), brief, format, kind, subject)
    (said,) = comments(made)
    about = "" if subject == "drug" else " on Drug"
    assert said.startswith(f"Comment of Investor relations{about}, 20 November 2025. In ONE")
    assert everything(made).count("An opinion of its author, not a finding") == 1
    assert "hazard ratio was 0.61 (95% CI 0.50–0.80): 12.5 months with the drug, 9.5 months with placebo." in said
    assert "We like the licence of USD 5 million upfront." in said


@pytest.mark.parametrize("format", ["docx", "pptx"])
def test_that_several_comments_are_opinions_is_said_once(tmp_path: Path, format: str) -> None:
    made = document(
        view(tmp_path, row("one", asset="drug") + row("two", asset="drug", text="Another view")),
        "quarterly-briefing",
        format,
        "company",
        "acme",
    )
    assert len(comments(made)) == 2
    assert everything(made).count("Opinions of their authors, not findings") == 1
    assert "An opinion of its author" not in everything(made)


def test_words_and_values_lead_to_their_records(tmp_path: Path) -> None:
    made = document(view(tmp_path, WHOLE), "asset-deck", "pptx")
    (box,) = (block for block in every(made.blocks) if isinstance(block, Callout) and block.kind == "comment")
    stated = {value.text.replace("\u00a0", " "): value.fact for value in values(inlines_of((box,)))}
    first = DATA.count("\n") + 7
    assert str(stated["12.5 months"].record) == "comparison/one-os"
    assert stated["12.5 months"].sources == ("later",)
    assert (str(stated["We"].record), stated["We"].field, stated["We"].origin.line) == (
        "commentary/view",
        "text",
        first,
    )
    assert not [
        plain((inline,))
        for inlines in inlines_of((box.blocks[1],))
        for inline in inlines
        if type(inline).__name__ == "Text" and inline.text.strip()
    ]
    printed = [value.printed for value in values(inlines_of((box,))) if value.text.startswith("12.5")]
    assert [place.line for place in printed] == [first]


def test_what_is_on_record_of_the_trials_it_quotes_stands_beside_it(tmp_path: Path) -> None:
    seen = view(tmp_path, WHOLE)
    (comment,) = seen.find("asset", "drug").commentary
    assert [trial.id for trial in comment.trials] == ["one"]
    beside = [" ".join(map(plain, inlines_of((block,)))) for block in document(seen, "asset-deck", "pptx").blocks]
    assert any("ONE, on record" in words and "hazard ratio 0.61" in words.replace("\u00a0", " ") for words in beside)


def test_no_other_period_day_or_audience_sees_it(tmp_path: Path) -> None:
    def seen(**given: object) -> list[str]:
        found = view(
            tmp_path,
            WHOLE + row("all", company="acme") + row("open", company="acme", audiences="[medical, investor]"),
            **given,
        )  # type: ignore[arg-type]
        company = found.find("company", "acme")
        return [comment.id for comment in company.commentary]  # type: ignore[union-attr]

    assert seen() == ["view", "all", "open"]
    assert seen(period=Q3, day=Q4.end) == ["all", "open"]
    assert seen(day=date(2025, 11, 19)) == []
    assert seen(audience="medical") == ["open"]


@pytest.mark.parametrize(("fields", "audience", "day", "why"), [
    ({"asset": "drug", "text": '"It was {one-os.drug} in ONE"'}, "investor", date(2025, 10, 30), "quotes comparison 'one-os', which was not known on 30 October 2025"),
    ({"asset": "hushed"}, "investor", Q4.end, "asset 'hushed', which may not be seen by the audience investor"),
    ({"company": "acme", "text": '"We wait for {hushed}"'}, "investor", Q4.end, "asset 'hushed', which may not be seen by the audience investor"),
])  # fmt: skip
def test_a_comment_on_what_is_hidden_is_hidden_and_the_build_says_so(
    tmp_path: Path, fields: dict[str, str], audience: str, day: date, why: str
) -> None:
    found = view(tmp_path, row("view", date="2025-10-01", **fields), audience, day=day)
    assert found.all("commentary") == ()
    company = found.find("company", "acme")
    told = [str(part) for one in registers(found, company) for line in one.rows for cell in line.cells for part in cell]  # type: ignore[arg-type]
    assert "commentary view" not in told
    assert "view" not in told
    materials = Materials(TEMPLATES, found.dataset, day, Q4, None)  # type: ignore[arg-type]
    brief = next(one for one in briefs() if one.name == "asset-deck")
    (left,) = left_out(materials, [brief], ("drug",), [_Job(Outline(brief, "asset", "drug", "pptx"))])  # type: ignore[list-item]
    assert left.subject == "comment view"
    assert why in left.reason


class _Job:
    def __init__(self, outline: Outline) -> None:
        self.outline = outline


def test_a_medical_deck_prints_what_is_meant_for_doctors(tmp_path: Path) -> None:
    rows = row("ours", asset="drug", text="For investors") + row(
        "theirs", asset="drug", text="For doctors", audiences="medical"
    )
    assert [
        "For doctors" in said for said in comments(document(view(tmp_path, rows, "medical"), "medical-deck", "pptx"))
    ] == [True]


def test_comments_on_the_subject_lead_then_those_on_news_then_the_newest(tmp_path: Path) -> None:
    rows = "".join(
        row(id, **fields)
        for id, fields in {
            "old": {"indication": "nsclc", "date": "2025-11-01"}, "new": {"indication": "nsclc", "date": "2025-11-02"},
            "news": {"trial": "one"}, "ours": {"company": "acme", "date": "2025-10-01"},
        }.items()
    )  # fmt: skip
    made = document(view(tmp_path, rows), "quarterly-briefing", "docx", "company", "acme")
    about = [said.removeprefix("Comment of Investor relations").partition(".")[0] for said in comments(made)]
    assert about == [
        ", 1 October 2025",
        " on ONE, 20 November 2025",
        " on non-small cell lung cancer, 2 November 2025",
        " on non-small cell lung cancer, 1 November 2025",
    ]


def test_no_comment_leaves_no_trace(tmp_path: Path) -> None:
    made = document(view(tmp_path, "  []\n"), "quarterly-briefing", "pptx", "company", "acme")
    assert not comments(made)
    assert not [plain(inlines) for inlines in inlines_of(made.blocks) if "comment" in plain(inlines).casefold()]


@pytest.mark.parametrize(("text", "code"), [
    ('"## A title"', "bad-markdown"), ('"In ITT Drug had {one-os.care}"', "comparator-as-result"), ('"[x](ftp://example.org)"', "bad-markdown"),
])  # fmt: skip
def test_rules_of_documents_hold_for_comments_and_name_their_line(tmp_path: Path, text: str, code: str) -> None:
    rows = row("view", asset="drug", text=text)
    with pytest.raises(ProblemsFoundError) as found:
        document(view(tmp_path, rows), "asset-deck", "pptx")
    assert [(problem.code, problem.origin.path, problem.origin.line) for problem in found.value.problems] == [
        (code, "data/all.yaml", DATA.count("\n") + 1)
    ]
