"""Review copies and reference packs: every claim explained, the document itself unchanged, passages found."""

from __future__ import annotations

import json
import re
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation

from briefgen.cli.main import main
from briefgen.dataset.load import load_dataset
from briefgen.ledger import ledger_path
from briefgen.ledger.ledger import citations_of, from_json
from briefgen.office.read import read_office
from briefgen.ooxml.marks import Marks
from briefgen.problems import Origin
from briefgen.review import word
from briefgen.review.inside import inside_sheets
from briefgen.review.reference_pack import _behind
from briefgen.values.facts import Citation, Fact, RecordKey
from briefgen.verify.evidence import passage_at, read_evidence
from briefgen.verify.extract import from_plain
from support.real_project import TEMPLATES
from support.validity import faults

DATA = TEMPLATES.parent / "data"

FILES = ("quarterly-briefing/hansoh.docx", "asset-deck/hs-20089.pptx")
TEXT = """Company News

Wenlock and Partners Co., Ltd.

2025-05-01

On that day the company said that its medicine had been given a designation by the authority of the country.

The medicine is studied in two trials, of which neither has reported a result that can be printed here.

About the disease

Many patients are told of the disease late, and in 2022 there were 324,603 new cases in the world.

Of those treated without platinum, 4-15.9% responded in trials that the release quotes as a group.
"""


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Documents on HS-20089 with their copies for review; the text of the source is an invented one."""
    base = tmp_path_factory.mktemp("reviewed")
    texts = base / "texts"
    texts.mkdir()
    (texts / "hansoh-2025-05-01.txt").write_text(TEXT)
    folders = ["--data", str(DATA), "--templates", str(TEMPLATES), "--output", str(base / "output")]
    for brief, subject in (("quarterly-briefing", "hansoh"), ("asset-deck", "hs-20089")):
        only = [brief, "--for", subject, "--period", "2025-Q4", "--as-of", "2025-12-31", "--quiet", "--jobs", "1"]
        assert main(["build", *only, *folders, "--review", "--source-texts", str(texts)]) == 0
    return base / "output" / "2025-Q4"


def copy_of(path: Path) -> Path:
    return path.with_suffix(f".review{path.suffix}")


def explained(path: Path) -> str:
    """Everything that a copy says about its claims."""
    if path.suffix == ".docx":
        return _spaced("\n".join(comment.text for comment in docx.Document(str(path)).comments))
    notes = [
        slide.notes_slide.notes_text_frame.text for slide in Presentation(str(path)).slides if slide.has_notes_slide
    ]
    return _spaced("\n".join(note.partition("Claims on this slide")[2] for note in notes))


def _spaced(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize("name", FILES)
def test_each_value_with_a_source_is_explained_with_record_locator_tier_and_day(reviewed: Path, name: str) -> None:
    path = reviewed / name
    said = explained(copy_of(path))
    for printed, entry in from_json(ledger_path(path).read_bytes()).entries():
        role = entry.role.kind
        furniture = printed.place.area in ("header", "footer", "notes") or role in (
            "name",
            "flag",
            "reference",
            "missing",
        )
        if furniture or printed.kind in ("picture", "reference", "source line") or printed.place.alt:
            continue
        if citations_of(entry.fact):
            assert str(entry.fact.record) in said
            assert all(citation.locator in said for citation in citations_of(entry.fact))
    assert "company release; day of retrieval not recorded" in said
    assert re.search(r"\(globocan-2022; \w+; retrieved 26 April 2025\)", said)


@pytest.mark.parametrize("name", FILES)
def test_a_copy_is_the_document_with_claims_numbered_from_one(reviewed: Path, name: str) -> None:
    path = reviewed / name
    numbers = [int(n) for n in re.findall(r"^Claim (\d+)$", explained(copy_of(path)), re.MULTILINE)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) > 10
    if path.suffix == ".pptx":
        shapes = [shape for slide in Presentation(str(copy_of(path))).slides for shape in slide.shapes]
        anchors = [shape.text_frame.text for shape in shapes if shape.name.startswith("Review anchor")]
        assert sorted(map(int, anchors)) == numbers
    kinds = ("comment", "review")
    before, after = (read_office(file.read_bytes()) for file in (path, copy_of(path)))
    kept = [p.text for p in after.passages if p.kind not in kinds and p.text]
    assert kept == [p.text for p in before.passages if p.text]
    assert after.identity == before.identity


@pytest.mark.parametrize("name", FILES)
def test_a_copy_is_valid_audited_and_traced_as_the_document(
    reviewed: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = copy_of(reviewed / name)
    assert faults(copy) == []
    assert main(["accessibility", str(copy)]) == 0
    assert main(["audit", str(copy)]) == 0
    assert "edited since" not in capsys.readouterr().out
    assert main(["trace", str(copy), "--find", "324,603"]) == 0
    assert "epidemiology/ovarian-cancer.incidence.world.2022" in capsys.readouterr().out


def test_what_a_reviewer_changes_in_a_copy_is_found_but_not_what_he_notes(reviewed: Path, tmp_path: Path) -> None:
    package = docx.Document(str(copy_of(reviewed / FILES[0])))
    run = next(run for p in package.paragraphs for run in p.runs if run.text.strip())
    package.add_comment(run, text="I count 42 here.", author="Reviewer")
    package.save(str(tmp_path / "noted.docx"))
    assert main(["audit", str(tmp_path / "noted.docx"), "--output", str(reviewed)]) == 0
    run.text += " 42"
    package.save(str(tmp_path / "changed.docx"))
    assert main(["audit", str(tmp_path / "changed.docx"), "--output", str(reviewed)]) == 1


@pytest.mark.parametrize("name", FILES)
def test_the_pack_holds_ledger_references_and_passages(reviewed: Path, name: str) -> None:
    path = reviewed / name
    with zipfile.ZipFile(path.with_name(f"{path.name}.references.zip")) as pack:
        assert pack.namelist() == ["ledger.xlsx", "passages/hansoh-2025-05-01.txt", "references.txt"]
        references = pack.read("references.txt").decode()
        passages = pack.read("passages/hansoh-2025-05-01.txt").decode()
        with zipfile.ZipFile(BytesIO(pack.read("ledger.xlsx"))) as book:
            names = re.findall(r'<sheet name="(\w+)"', book.read("xl/workbook.xml").decode())
            cells = book.read("xl/sharedStrings.xml").decode()
    assert names == ["Ledger", "Sources", "Passages", "Conflicts", "Remarks"]
    assert "Cited in 1." in references
    assert re.search(r"^2\. .+ Retrieved 26 Apr 2025\.", references, re.MULTILINE)
    assert "324,603 new cases in the world." in passages
    assert "epidemiology/ovarian-cancer.incidence.world.2022 value" in passages
    assert "NOT FOUND" in cells


def test_the_manifest_lists_the_copies_and_building_again_gives_the_same_bytes(reviewed: Path, tmp_path: Path) -> None:
    files = json.loads((reviewed.parent / "manifest.json").read_text())["files"]
    listed = {entry["path"] for entry in files}
    assert "2025-Q4/asset-deck/hs-20089.review.pptx" in listed
    assert "2025-Q4/asset-deck/hs-20089.pptx.references.zip" in listed
    texts = reviewed.parent.parent / "texts"
    folders = ["--data", str(DATA), "--templates", str(TEMPLATES), "--output", str(tmp_path)]
    only = [
        "quarterly-briefing",
        "--for",
        "hansoh",
        "--format",
        "docx",
        "--period",
        "2025-Q4",
        "--as-of",
        "2025-12-31",
        "--quiet",
    ]
    assert main(["build", *only, *folders, "--review", "--source-texts", str(texts)]) == 0
    for file in (tmp_path / "2025-Q4" / "quarterly-briefing").iterdir():
        assert file.read_bytes() == (reviewed / "quarterly-briefing" / file.name).read_bytes(), file.name


def test_source_texts_without_review_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--source-texts", str(tmp_path)]) == 2
    assert "--source-texts is for --review" in capsys.readouterr().err


def test_a_missing_folder_of_texts_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folders = ["--data", str(DATA), "--templates", str(TEMPLATES), "--output", str(tmp_path)]
    assert main(["build", "asset-profile", "--review", "--source-texts", str(tmp_path / "none"), *folders]) == 2
    assert "none is not there; give the folder with --source-texts" in capsys.readouterr().err


# --- locators ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("locator", "place", "begins"),
    [
        ("paragraph 1", "line 7", "On that day"),
        ("paragraphs 1 and 2", "line 7", "On that day"),
        ("About the disease, paragraph 2", "line 15", "Of those treated"),
        ("quoted in a release, About the disease, paragraphs 1 to 2", "line 13", "Many patients"),
        ("About the disease", "line 13", "Many patients"),
        ("page date, paragraph 2", "line 9", "The medicine"),
    ],
)
def test_a_locator_finds_its_paragraphs(locator: str, place: str, begins: str) -> None:
    found = passage_at(from_plain(TEXT, "text"), locator)
    assert found is not None
    assert found[0] == place
    assert found[1].startswith(begins)


def test_a_section_ends_before_what_is_no_running_text() -> None:
    sentence = "It was seen in all of the patients who were treated, and in those who were not."
    found = passage_at(from_plain(f"Results\n\n{sentence}\n\nSafety\n\nNothing of note {sentence}", "text"), "Results")
    assert found == ("line 3", sentence)


@pytest.mark.parametrize("locator", ["", "paragraph 9", "page 2", "Table 1", "page header"])
def test_a_locator_that_names_nothing_finds_nothing(locator: str) -> None:
    assert passage_at(from_plain(TEXT, "text"), locator) is None


@given(st.text(max_size=60), st.text(max_size=400))
def test_any_locator_and_any_text_are_no_error(locator: str, text: str) -> None:
    passage_at(from_plain(text, "text"), locator)


HOUSE = """
sources:
  - {id: one, type: press_release, tier: company_release, company: acme, title: One, published: 2025-10-01}
  - {id: two, type: news, tier: secondary, publisher: P, title: Two, published: 2025-11-01}
  - {id: late, type: news, tier: secondary, publisher: P, title: Late, published: 2026-05-01}
areas: [{id: oncology, name: Oncology}]
indications: [{id: nsclc, name: lung cancer, area: oncology}]
companies: [{id: acme, name: Acme, source: one, remarks: SECRET one}, {id: other, name: Other, source: one, remarks: NOT PRINTED}]
assets:
  - id: drug
    name: Drug
    company: acme
    source: one
    programs: [{indication: nsclc, territory: china, stage: phase_3, remarks: SECRET two}]
deals:
  - id: deal
    type: option
    assets: drug
    licensor: acme
    licensee: other
    upfront:
      - {value: USD 5 million, source: one, preferred: true, reason: the release}
      - {value: USD 6 million, source: two}
      - {value: USD 7 million, source: late}
"""


def test_conflicts_and_remarks_stay_inside(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "all.yaml").write_text(HOUSE)
    dataset = load_dataset(tmp_path / "data")
    drug = Fact(RecordKey("asset", "drug"), ("name",), Origin(), ())
    terms = Fact(RecordKey("deal", "deal"), ("upfront",), Origin(), ())
    printed = {"entries": lambda: [("", SimpleNamespace(fact=fact)) for fact in (drug, terms)]}
    conflicts, remarks = inside_sheets(SimpleNamespace(**printed), dataset, date(2025, 12, 31))
    assert [(row[1], _spaced(row[2]), row[4], row[6]) for row in conflicts.rows] == [
        ("told", "USD 5 million", "one", "the release"), ("rejected", "USD 6 million", "two", ""),
    ]  # fmt: skip
    assert [(row[0], row[2]) for row in remarks.rows] == [("asset drug", "SECRET two")]
    nothing, _ = inside_sheets(SimpleNamespace(entries=lambda: []), dataset, date(2025, 12, 31))
    assert nothing.rows == ()
    assert main(["list", "remarks", "--data", str(tmp_path / "data")]) == 0
    told = capsys.readouterr().out
    assert [line.split()[:2] for line in told.splitlines()] == [
        ["company", "acme"],
        ["company", "other"],
        ["asset", "drug"],
    ]
    assert "SECRET two" in told


def test_where_the_locator_names_nothing_the_words_around_the_value_stand_in_the_pack(tmp_path: Path) -> None:
    data = HOUSE.partition("    upfront:")[0] + "    upfront: USD 5 million\n    source: one, page 9\n"
    for name, text in (("data/all.yaml", data), ("texts/one.txt", "For Drug Acme was paid USD 5 million upfront.")):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text)
    evidence, _ = read_evidence(load_dataset(tmp_path / "data"), tmp_path / "texts")
    record, path = next(key for key, one in evidence.values.items() if "USD 5 million" in one.passage.text)
    assert record == RecordKey("deal", "deal")
    fact = Fact(record, path, Origin(), (Citation("one", "page 9"),))
    passage, looked_up = _behind(fact, fact.citations[0], evidence)
    assert passage is not None
    assert looked_up is not None
    assert "USD 5 million" in passage.text


BOX = """<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:pict><w:txbxContent><w:p><w:r>
<w:t>in a box</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"""


def test_rows_that_state_nothing_and_boxes_have_no_comment_and_styles_are_added_once() -> None:
    package = docx.Document()
    package.add_table(1, 2).cell(0, 0).text = "plain words"
    paragraph = package.add_paragraph("before ")
    paragraph._p.append(parse_xml(BOX))
    assert list(word._claims(package.element.body, Marks(()))) == []
    runs = list(word._runs(paragraph._p))
    assert "in a box" not in [node.text for run in runs for node in run.findall(qn("w:t"))]
    for _ in range(2):
        word._add_styles(package)
    assert [style.style_id for style in package.styles].count("CommentText") == 1
