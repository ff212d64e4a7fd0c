"""What happens seldom: files that are gone, ledgers that are none, another brief, another day, a template of a company."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from briefgen.build.interrupts import interrupts
from briefgen.cli.main import main
from support.corporate import slides
from support.small_project import small_project

DAYS = ["--period", "2025-Q4", "--as-of", "2025-12-31"]
BUILD = ["build", *DAYS, "--jobs", "1"]
WORD = Path("output/2025-Q4/page/ext-101.docx")
LEDGER = WORD.with_name(f"{WORD.name}.ledger.json")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(small_project(tmp_path))
    return tmp_path


def _said(capsys: pytest.CaptureFixture[str]) -> str:
    printed = capsys.readouterr()
    return " ".join((printed.out + printed.err).split())


def _change(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_a_brief_that_changed_is_why_a_document_is_written_again(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(BUILD) == 0
    _change(project / "templates/page/brief.yaml", 'title: "{{ asset.name }}"', 'title: "About {{ asset.name }}"')
    capsys.readouterr()
    assert main([*BUILD, "--explain"]) == 0
    assert "the brief changed" in _said(capsys)


def test_a_field_that_is_printed_for_the_first_time_is_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(BUILD) == 0
    _change(project / "templates/page/page.md.j2", "is developed by", "({{ asset.modality }}) is developed by")
    capsys.readouterr()
    assert main([*BUILD, "--explain"]) == 0
    said = _said(capsys)
    assert " is told: " in said, said


def test_what_is_made_anew_after_a_change_that_it_does_not_print_says_that_the_data_changed(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(BUILD) == 0
    data = project / "data" / "example.yaml"
    data.write_text("# a line more\n" + data.read_text())
    capsys.readouterr()
    assert main([*BUILD, "--all", "--explain"]) == 0
    assert "page/ext-101.docx: rebuilt because the data changed" in _said(capsys)


def test_a_ledger_that_is_none_stops_no_build_and_says_nothing_of_what_changed(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(BUILD) == 0
    LEDGER.write_text("{}")
    _change(project / "templates/page/page.md.j2", "is developed by", "is the medicine of")
    capsys.readouterr()
    assert main([*BUILD, "--explain", "--force"]) == 0
    said = _said(capsys)
    assert "page/ext-101.docx: rebuilt because" in said
    assert " changed from " not in said
    assert LEDGER.read_text() != "{}"


def test_a_document_of_another_day_does_not_pass_for_that_of_this_one(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Both days have the same file; what the first build knew of it holds no longer after the second."""
    later = ["build", "--period", "2025-Q4", "--as-of", "2026-01-05", "--jobs", "1"]
    for command in (BUILD, later, BUILD):
        assert main([*command, "--explain"]) == 0
    assert main([*BUILD, "--explain"]) == 0
    assert "up to date: 2 files" in _said(capsys)


def test_clean_names_what_is_gone_and_a_ledger_without_its_document(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(BUILD) == 0
    WORD.unlink()
    alone = WORD.with_name("old.docx.ledger.json")
    alone.write_bytes(LEDGER.read_bytes())
    capsys.readouterr()
    assert main(["clean"]) in (0, 1)
    said = _said(capsys)
    assert "is in the manifest, and not in the folder" in said
    assert "is the ledger of a document that is not there" in said
    assert main(["clean", "--yes"]) == 0
    assert not alone.exists()


def test_a_check_reads_the_ranking_and_the_template_of_the_company(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    brand = project / "templates" / "brand"
    slides.renamed(brand / "acme.pptx")
    with (brand / "_brand.yml").open("a") as file:
        file.write("templates: {pptx: acme.pptx}\n")
    assert main(["check", *DAYS]) == 0
    capsys.readouterr()
    (project / "templates" / "editor.yaml").write_text("nonsense: 1\n")
    assert main(["check", *DAYS]) == 1
    assert "templates/editor.yaml:1:1: error" in _said(capsys)


def test_interrupts_are_left_alone_where_no_signal_arrives() -> None:
    """A build in a thread of another program hears of none, and does not fail for it."""
    heard: list[bool] = []

    def work() -> None:
        with interrupts() as found:
            heard.append(found.heard)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert heard == [False]
