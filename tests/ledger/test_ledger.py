"""The ledger: every value with its place and fact, marks that leave no trace, the same bytes each time."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from pathlib import Path

import pytest

from briefgen.ledger import ledger_path, store
from briefgen.ledger.ledger import (  # fmt: skip
    BadLedgerError,
    Entry,
    Ledger,
    Listed,
    Printed,
    citations_of,
    from_json,
    to_json,
)
from briefgen.office.passages import Place
from briefgen.ooxml.marks import Marks, spans
from briefgen.values.facts import DATE, DERIVED, VALUE, Citation
from briefgen.values.quantity import Quantity
from briefgen.values.signs import without_marks
from support.facts import fact

ROOT = Path(__file__).parents[2]
CASES = fact("epidemiology/x", "value", "data/x.yaml", (Citation("who", "table 2"),))
SHARE = fact("derived/share", "share", formula="61,060 / 324,603", inputs=(CASES,))
PLACE = Place("slide", "256", 4, "Burden", "Table 7", row=2, column=3, paragraph=1)
LEDGER = Ledger(
    "briefgen:" + "1" * 64, "0" * 64, "pptx", "deck", "x", "X", "2025-12-31",
    (Listed("who", 1, "WHO. 2024."),),
    (Printed(PLACE, "approximately 324,603 cases, 18.8%1",
             (Entry("approximately 324,603", CASES, content=Quantity.parse("approximately 324,603")), Entry("18.8%", SHARE, DERIVED, Quantity.parse("18.8%"))), (("1", "citation"),)),),
)  # fmt: skip


def outputs(built: Path) -> list[Path]:
    return sorted([*built.rglob("*.docx"), *built.rglob("*.pptx")])


def test_a_ledger_is_read_as_it_was_written() -> None:
    assert from_json(to_json(LEDGER)) == LEDGER
    assert to_json(from_json(to_json(LEDGER))) == to_json(LEDGER)


def test_entries_carry_value_unit_qualifier_and_a_derived_one_its_formula_and_inputs() -> None:
    content = json.loads(to_json(LEDGER))
    first, second = content["passages"][0]["entries"]
    assert (first["value"], first["qualifier"]) == ("324603", "approximately")
    assert (second["value"], second["unit"]) == ("18.8", "%")
    facts = content["facts"]
    assert facts[second["fact"]]["formula"] == "61,060 / 324,603"
    assert [facts[number]["record"] for number in facts[second["fact"]]["inputs"]] == ["epidemiology/x"]
    assert facts[first["fact"]]["sources"] == [{"id": "who", "locator": "table 2"}]
    assert content["passages"][0]["place"]["label"] == "slide 4, Table 7, row 2, column 3"
    assert citations_of(SHARE) == (Citation("who", "table 2"),)


@pytest.mark.parametrize(
    "broken",
    [b"", b"{}", b"[1]", b'{"version": 2}', to_json(LEDGER)[:-40], to_json(LEDGER).replace(b'"fact": 0', b'"fact": 9')],
)
def test_what_is_no_ledger_says_so(broken: bytes) -> None:
    with pytest.raises(BadLedgerError):
        from_json(broken)


def test_marks_leave_the_text_as_it_was() -> None:
    marks = Marks()
    text = f"In {marks.value('2022', CASES, DATE)}: {marks.value('18.8%', SHARE)}, {marks.value('2022', CASES, DATE)}."
    assert without_marks(text) == "In 2022: 18.8%, 2022."
    assert spans(text) == ("In 2022: 18.8%, 2022.", [(3, 7, 0), (9, 14, 1), (16, 20, 0)])
    assert marks.value("", CASES) == ""
    assert marks.value("typed", None) == "typed"


def test_every_output_has_a_ledger_of_its_bytes_and_its_identity_inside(built: Path) -> None:
    listed = {entry["path"]: entry for entry in json.loads((built / "manifest.json").read_text())["files"]}
    identities = set()
    for path in outputs(built):
        ledger = from_json(ledger_path(path).read_bytes())
        assert ledger.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
        assert ledger.file == path.name
        assert ledger.identity == listed[str(path.relative_to(built))]["identity"]
        with zipfile.ZipFile(path) as package:
            assert ledger.identity in package.read("docProps/core.xml").decode()
        identities.add(ledger.identity)
    assert len(identities) == len(outputs(built))


def test_no_mark_remains_in_any_output(built: Path) -> None:
    for path in outputs(built):
        with zipfile.ZipFile(path) as package:
            for name in package.namelist():
                if name.endswith((".xml", ".rels")):
                    assert not re.search("[\ue5c0-\ue5df]", package.read(name).decode()), f"{path}: {name}"
        assert not re.search("[\ue5c0-\ue5df]", ledger_path(path).read_text())


def test_every_traced_value_of_the_data_names_record_line_and_source(built: Path) -> None:
    for path in outputs(built):
        for printed, entry in from_json(ledger_path(path).read_bytes()).entries():
            kind = entry.fact.record.kind
            if entry.role == VALUE and kind not in ("brief", "build", "derived"):
                assert entry.fact.origin, (path, entry)
                assert citations_of(entry.fact), (path, printed.place, entry)


def test_each_field_of_the_json_is_described_in_the_documentation(built: Path) -> None:
    described = set(re.findall(r"`([a-z_0-9]+)`", (ROOT / "docs" / "ledger.md").read_text()))
    for path in outputs(built):
        content = json.loads(ledger_path(path).read_text())
        assert _names(content) <= described


def _names(content: object) -> set[str]:
    if isinstance(content, dict):
        return set(content) | {name for value in content.values() for name in _names(value)}
    if isinstance(content, list):
        return {name for value in content for name in _names(value)}
    return set()


def test_fields_added_to_a_later_ledger_are_passed_over() -> None:
    content = json.loads(to_json(LEDGER))
    for part in (
        content,
        *content["sources"],
        *content["facts"],
        *content["passages"],
        content["passages"][0]["place"],
    ):
        part["later"] = {"than": "this"}
    assert from_json(json.dumps(content).encode()) == LEDGER


def test_a_ledger_that_may_not_be_read_belongs_to_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.docx.ledger.json"
    path.write_text('{"identity": "briefgen:1"}')

    def refuse(path: Path, mode: str = "r") -> object:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", refuse)
    assert not store._says(path, "1")
