"""Words that are not in their list, and fields by another name: what was meant is told, never what is only spelled alike."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from briefgen.dataset.load import load_dataset
from briefgen.explain.record_kinds import kind_pages, part_pages, vocabularies
from briefgen.problems import Problem, ProblemsFoundError
from briefgen.records.controlled import Vocabulary
from briefgen.records.endpoints import ENDPOINTS
from briefgen.records.synonyms import FIELDS, WORDS
from briefgen.records.vocabulary import STAGES

LISTS = {words.name: words for words in vocabularies().values()}


def problems(folder: Path, text: str) -> list[Problem]:
    (folder / "a.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ProblemsFoundError) as raised:
        load_dataset(folder)
    return list(raised.value.problems)


@pytest.mark.parametrize("name", WORDS)
def test_what_is_meant_is_in_its_list(name: str) -> None:
    words = LISTS[name]
    for written, meant in WORDS[name].items():
        assert meant in words.codes, written
        assert words.meant(written.replace("_", " ")) == meant
        assert re.fullmatch(r"[a-z0-9_.\-]+", written)


def test_what_a_field_is_called_is_a_field_of_some_record() -> None:
    known = {field.name for page in (*kind_pages(), *part_pages()) for field in page.fields}
    known |= {"source", "note", "remarks", "audiences", "preferred", "reason"}
    for written, meant in FIELDS.items():
        assert set(meant) & known, written


@pytest.mark.parametrize(
    ("words", "written", "hint"),
    [
        (ENDPOINTS, "overall response rate", "did you mean 'ORR', objective response rate?"),
        (ENDPOINTS, "mean BCVA", "did you mean 'BCVA'"),
        (ENDPOINTS, "PFS by BICR", "did you mean 'PFS'"),
        (ENDPOINTS, "overal survival", "did you mean 'OS'"),
        (LISTS["agency"], "European Commission", "did you mean 'EC'"),
        (LISTS["event kind"], "PDUFA date", "did you mean 'goal_date'"),
        (LISTS["modality"], "siRNA", "did you mean 'oligonucleotide'"),
        (STAGES, "phase 2b", "did you mean 'phase_2'"),
    ],
)
def test_what_was_meant_is_told(words: Vocabulary, written: str, hint: str) -> None:
    assert hint in words.hint(written)


@pytest.mark.parametrize("written", ["DLCO", "KCCQ", "NfL", "CNS response", "central subfield thickness", "PFS6"])
def test_an_endpoint_that_is_not_in_the_list_is_told_how_it_is_entered(written: str) -> None:
    hint = ENDPOINTS.hint(written)
    assert "did you mean" not in hint
    assert "`endpoint_name`" in hint
    assert "`briefgen explain endpoint`" in hint


@pytest.mark.parametrize(("written", "code"), [("Phase III", "phase_3"), ("IND-enabling", "ind_enabling")])
def test_a_word_as_it_is_printed_is_read(written: str, code: str) -> None:
    assert STAGES.check(written) == code


def test_a_field_by_another_name_is_told(tmp_path: Path) -> None:
    text = "trials:\n  - {id: t, name: T, assets: a, disease: x, enrollment: 12, source: s}\n"
    found = {problem.message: problem.hint for problem in problems(tmp_path, text)}
    assert found["trials[0].disease is no field"] == "did you mean 'indications'?"
    assert found["trials[0].enrollment is no field"] == "did you mean 'enrolled'?"


@pytest.mark.parametrize(
    ("record", "code", "hint"),
    [
        ("assets: [{id: a, name: A, company: c, stage: phase_3}]", "unknown-field", "write programs: ["),
        ("filings: [{id: f, pdufa: 2026-06}]", "unknown-field", "goal: PDUFA"),
        ("filings: [{id: f, submitted: 2025-06}]", "unknown-field", "steps: [{step: submitted"),
        ("filings: [{id: f, type: BLA}]", "unknown-field", "write application: BLA"),
        ("metrics: [{company: c, date: 2025}]", "unknown-field", "did you mean 'as_of'?"),
        ("designations: [{asset: a, date: 2025}]", "unknown-field", "did you mean 'granted'?"),
        ("companies: [{id: c, name: C, listings: [{ticker: X}]}]", "unknown-field", "did you mean 'code'?"),
        ("companies: [{id: c, name: C, headquarters: X}]", "unknown-field", "there is no such field"),
        ("deals: [{id: d, amendments: [{date: 2025, change: x}]}]", "unknown-field", "did you mean 'what'?"),
        ("trials: [{id: t, name: T, phase: 2/3}]", "unknown-word", "did you mean 'phase_2_3'"),
        ("trials: [{id: t, name: T, phase: 3}]", "unknown-word", "did you mean 'phase_3'"),
        ("sources: [{id: s, tier: regulatory filing}]", "unknown-word", "did you mean 'company_release'"),
        ("sources: [{id: s, type: 10-Q}]", "unknown-word", "did you mean 'filing'"),
        ("trials: [{id: t, name: T, arms: [placebo]}]", "wrong-type", "write {id: ..., name: ...}"),
        ("deals: [{id: d, options: an option}]", "wrong-type", "write [{on: ...}]"),
        ("indications: [{id: i, name: I, area: [a, b]}]", "wrong-type", "this field takes no list"),
        ("conflicts: []", "unknown-kind", "mark one `preferred: true`"),
        ("remarks: ask", "unknown-kind", "into the record"),
        ("statements: []", "unknown-kind", "`claims`"),
    ],
)
def test_what_stands_elsewhere_is_said_with_its_form(tmp_path: Path, record: str, code: str, hint: str) -> None:
    assert [one.hint for one in problems(tmp_path, record) if one.code == code and hint in (one.hint or "")]


@pytest.mark.parametrize(
    ("words", "written", "hint"),
    [
        ("event kind", "catalyst", "`expected: true`"),
        ("event kind", "data presentation", "did you mean 'congress_presentation'"),
        ("event kind", "milestone payment", "did you mean 'milestone_received'"),
        ("modality", "complement inhibitor", "`targets`"),
        ("modality", "kinase inhibitor", "did you mean 'small_molecule'"),
        ("modality", "GLP-1 receptor agonist", "`targets`"),
        ("deal type", "royalty financing", "did you mean 'royalty_purchase'"),
        ("source kind", "congress poster", "did you mean 'poster'"),
        ("epidemiology measure", "hospitalisations", "did you mean 'hospital_admissions'"),
    ],
)
def test_a_word_of_the_trade_leads_to_where_it_is_entered(words: str, written: str, hint: str) -> None:
    assert hint in LISTS[words].hint(written)


def test_a_record_without_an_id_is_told_one(tmp_path: Path) -> None:
    text = "events:\n  - {type: launch, title: Launch in Germany, date: 2025, companies: a, source: s}\n"
    text += "deals:\n  - {type: supply, licensor: a, licensee: b, source: s}\n"
    hints = [problem.hint for problem in problems(tmp_path, text) if problem.message.endswith("lacks 'id'")]
    assert any(hint.endswith("id: launch-in-germany") for hint in hints)
    assert any(hint.endswith("id: first-deal") for hint in hints)


def test_a_mapping_in_the_place_of_a_list_is_told_in_words_of_the_user(tmp_path: Path) -> None:
    text = "deals:\n  - {id: d, type: option, licensor: a, licensee: b, options: {on: Japan}, source: s}\n"
    (found,) = problems(tmp_path, text)
    assert found.message == "deals[0].options: a mapping is not a list"
    assert found.hint == "write [{on: ...}]"
