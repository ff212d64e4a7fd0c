"""The audit: silent about untouched files, loud about every number, qualifier, citation and source line changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from briefgen.audit.audited import Audited
from briefgen.audit.files import audit_written
from briefgen.brand.brand_file import read_brand
from briefgen.cli.main import main
from briefgen.ledger import ledger_path
from briefgen.ledger.ledger import Ledger, from_json
from briefgen.office.package import NoOfficeFileError
from briefgen.office.read import read_office
from briefgen.writers.powerpoint.writer import trace_presentation
from support.office_edits import Office, drop_text
from support.office_mutations import MUTATIONS
from support.real_project import TEMPLATES, documents
from support.sampling import sampled

FORMATS = ("docx", "pptx")


def files(built: Path, format: str) -> list[Path]:
    return sorted(built.rglob(f"*.{format}"))


def ledger_of(path: Path) -> Ledger:
    return from_json(ledger_path(path).read_bytes())


def audited(path: Path, data: bytes) -> Audited:
    return audit_written(path.name, data, ledger_of(path))


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("project", ["built", "portfolio"])
def test_untouched_files_are_covered_and_raise_no_alarm(
    project: str, format: str, request: pytest.FixtureRequest
) -> None:
    for path in sampled(files(request.getfixturevalue(project), format), 2):
        found = audited(path, path.read_bytes())
        assert found.problems == ()
        assert found.coverage.found == found.coverage.traced + sum(found.coverage.exempt.values()) > 0
        assert all(found.coverage.exempt)


@pytest.mark.parametrize("format", FORMATS)
def test_a_dropped_qualifier_is_found_and_named(built: Path, format: str) -> None:
    random = Random(format)
    tried = 0
    for path in files(built, format):
        qualifiers = sorted({
            quantity.qualifier
            for printed, entry in ledger_of(path).entries()
            if printed.kind != "picture" and not printed.place.alt
            and (quantity := entry.quantity) and quantity.qualifier
        })  # fmt: skip
        for qualifier in qualifiers:
            tried += 1
            data, what = drop_text(path.read_bytes(), random, qualifier)
            assert any(problem.code == "qualifier-dropped" for problem in audited(path, data).problems), what
    assert tried >= {"docx": 1, "pptx": 5}[format], "the words of figures apart, most qualifiers stand in decks"


def _edit(path: Path, edit: Callable[[Office], None]) -> Audited:
    office = Office(path.read_bytes())
    edit(office)
    return audited(path, office.packed())


def test_a_typed_number_is_found_with_its_slide_and_shape(built: Path) -> None:
    def edit(office: Office) -> None:
        node = next(node for node in office.texts() if (node.text or "").startswith(" and"))
        node.text = f" in 37.5%{node.text}"

    found = _edit(built / "2025-Q4" / "asset-deck" / "hs-20089.pptx", edit)
    assert [problem.code for problem in found.problems] == ["untraced-number"]
    assert "slide " in found.problems[0].message
    assert "no record says '37.5%'" in found.problems[0].message


def test_a_traced_value_in_the_wrong_place_is_found(built: Path) -> None:
    def edit(office: Office) -> None:
        node = next(node for node in office.texts() if (node.text or "").startswith(" and"))
        node.text = f" in 21.9%{node.text}"

    found = _edit(built / "2025-Q4" / "quarterly-briefing" / "henlius.docx", edit)
    assert [problem.code for problem in found.problems] == ["wrong-place"]
    assert "it belongs to" in found.problems[0].message


def test_a_source_that_reads_otherwise_is_found(built: Path) -> None:
    def edit(office: Office) -> None:
        texts = list(office.texts())
        dated = next(at for at, node in enumerate(texts) if (node.text or "").startswith("Company report,"))
        texts[dated - 1].text = " Reprinted. "

    found = _edit(built / "2025-Q4" / "quarterly-briefing" / "henlius.docx", edit)
    assert [problem.code for problem in found.problems] == ["source-changed"]
    assert "Reprinted" in found.problems[0].message


def test_text_reworded_or_added_without_numbers_is_no_problem_but_in_statements(built: Path) -> None:
    from copy import deepcopy

    def edit(office: Office) -> None:
        paragraph = next(
            p for p in office.paragraphs() if not any(c.isdigit() for n in p.iter("{*}t") for c in n.text or "")
        )
        added = deepcopy(paragraph)
        for number, node in enumerate(added.iter("{*}t")):
            node.text = "Words of somebody else" if number == 0 else ""
        paragraph.addprevious(added)
        for node in office.texts():
            if node.text == " and ":
                node.text = " as well as "

    for path in (*files(built, "docx")[:3], *files(built, "pptx")[:3]):
        found = _edit(path, edit).problems
        assert {problem.code for problem in found} <= {"statement-changed"}


def test_a_value_in_a_chart_part_or_an_embedded_workbook_is_read() -> None:
    document = next(d for path, d in documents().items() if path == "asset-deck/hlx22.pptx")
    written = trace_presentation(document, read_brand(TEMPLATES / "brand", "brand"))
    office = Office(written.data)
    office.parts["ppt/charts/chart1.xml"] = (
        b'<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:v>47.11</c:v></c:chart>'
    )
    found = audit_written("deck.pptx", office.packed(), written.ledger)
    assert [problem.code for problem in found.problems] == ["untraced-number"]
    assert "'47.11'" in found.problems[0].message


def test_the_ledger_of_another_file_is_no_ledger(built: Path) -> None:
    one, other = files(built, "docx")[:2]
    found = audit_written(one.name, one.read_bytes(), ledger_of(other))
    assert [problem.code for problem in found.problems] == ["foreign-ledger"]


def test_a_file_without_any_number_fails(built: Path) -> None:
    def edit(office: Office) -> None:
        for node in office.texts():
            node.text = ""
        for tree in office.trees.values():
            for node in [n for n in tree.iter() if isinstance(n.tag, str) and n.tag.endswith(("}t", "}docPr"))]:
                parent = node.getparent()
                assert parent is not None
                parent.remove(node)

    found = _edit(built / "2025-Q4" / "asset-profile" / "hlx22.docx", edit)
    assert found.coverage.traced == 0
    assert "no-numerals" in {problem.code for problem in found.problems}


@pytest.mark.parametrize("data", [b"", b"no zip"])
def test_other_files_are_refused(data: bytes) -> None:
    with pytest.raises(NoOfficeFileError):
        read_office(data)


def test_the_command_reports_coverage_and_what_was_changed(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = built / "2025-Q4" / "asset-deck" / "serplulimab.pptx"
    assert main(["audit", str(path)]) == 0
    printed = capsys.readouterr()
    assert "numerals found" in printed.out
    assert printed.out.endswith("; 0 problems\n")
    office = Office(path.read_bytes())
    MUTATIONS["digit changed"](office, ledger_of(path), Random(3))
    (tmp_path / "renamed.pptx").write_bytes(office.packed())
    assert main(["audit", str(tmp_path / "renamed.pptx"), "--output", str(built)]) == 1
    printed = capsys.readouterr()
    assert "edited since it was written" in printed.out
    assert "renamed.pptx: error[" in printed.err
    assert main(["audit", "--json", str(path)]) == 0
    assert json.loads(capsys.readouterr().out)["files"][0]["changed"] is False


@pytest.mark.parametrize(
    ("name", "code"), [("README.md", "unreadable"), ("templates/brand/reference.docx", "no-identity")]
)
def test_files_that_cannot_be_audited_say_why(name: str, code: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = TEMPLATES.parent / name
    assert main(["audit", str(path)]) == 1
    assert f"error[{code}]" in capsys.readouterr().err
