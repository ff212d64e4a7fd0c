"""A document of which too little is known is not made, unless it is asked for by brief and subject; the build says so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefgen.cli.main import main
from support.small_project import BRIEF, PAGE, add_brief, small_project

DAYS = ["--period", "2025-Q4", "--as-of", "2025-12-31", "--jobs", "1"]
DECK = BRIEF.replace("{docx: page.md.j2, pptx: page.md.j2}", "{pptx: page.md.j2}")
TOLD = "left out: 2025-Q4/deck/ext-101.pptx: "
QUIET = ["--period", "2025-Q3", "--as-of", "2025-12-31", "--jobs", "1"]
OF = "--period 2025-Q3 --as-of 2025-12-31"
FEW = "facts known, fewer than 99; "


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(small_project(tmp_path))
    add_brief(tmp_path, "deck", PAGE, DECK + "needs: {pptx: 99}\ninstead: page\n")
    return tmp_path


def test_the_build_names_it_in_one_line_and_the_document_that_tells_it(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", *QUIET]) == 0
    lines = [line for line in capsys.readouterr().err.splitlines() if line.startswith("left out")]
    assert len(lines) == 1
    assert lines[0].startswith(TOLD.replace("Q4", "Q3"))
    assert lines[0].endswith(f"{FEW}2025-Q3/page/ext-101.docx says what is known")
    assert not (project / "output" / "2025-Q3" / "deck").exists()


def test_where_something_is_new_the_line_counts_it_and_names_the_document_that_tells_it(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", *DAYS]) == 0
    new = "fewer than 99, though 1 disclosure became known in 2025-Q4; 2025-Q4/page/ext-101.docx tells it"
    assert new in capsys.readouterr().err
    line = "id: talk, type: publication, title: A paper, date: 2025-11, companies: example, assets: ext-101"
    two = f"events:\n  - {{{line}, indications: nsclc, source: example-2025-11-05}}\n"
    (project / "data" / "more.yaml").write_text(two)
    assert main(["check", *DAYS]) == 0
    more = "though 2 disclosures became known in 2025-Q4; 2025-Q4/page/ext-101.docx tells them"
    assert more in capsys.readouterr().err


def test_a_build_of_nothing_else_is_no_failure_and_offers_the_other_brief(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "deck", *QUIET]) == 0
    assert f"{FEW}`briefgen build page --for ext-101 {OF}` says what is known" in capsys.readouterr().err
    brief = project / "templates" / "deck" / "brief.yaml"
    settings = brief.read_text()
    brief.write_text(settings.replace("instead: page\n", ""))
    assert main(["build", "deck", *QUIET]) == 0
    assert FEW.replace("; ", "\n") in capsys.readouterr().err
    brief.write_text(settings.replace("audience: investor", "audience: medical"))
    assert main(["build", *QUIET]) == 0
    assert f"`briefgen build page --for ext-101 --audience medical {OF}` says what is known" in capsys.readouterr().err


def test_what_is_asked_for_by_brief_and_subject_is_made(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--for", "ext-101", *DAYS, "--format", "pptx"]) == 0
    assert TOLD in capsys.readouterr().err
    assert main(["build", "deck", "--for", "ext-101", *DAYS]) == 0
    assert "wrote output/2025-Q4/deck/ext-101.pptx" in capsys.readouterr().err
    assert main(["show", "deck", "ext-101", *DAYS[:4]]) == 0


def test_enough_is_known(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    brief = project / "templates" / "deck" / "brief.yaml"
    brief.write_text(brief.read_text().replace("99", "1"))
    assert main(["build", *DAYS]) == 0
    assert "left out" not in capsys.readouterr().err


def test_check_says_it_in_every_form(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", *DAYS]) == 0
    assert TOLD in capsys.readouterr().err
    assert main(["check", *DAYS, "--json"]) == 0
    (without,) = json.loads(capsys.readouterr().out)["left_out"]
    assert without["subject"] == "2025-Q4/deck/ext-101.pptx"
    assert main(["check", *DAYS, "--output-format", "github"]) == 0
    assert "::notice title=left-out::2025-Q4/deck/ext-101.pptx: " in capsys.readouterr().out


def test_the_other_brief_must_exist(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    brief = project / "templates" / "deck" / "brief.yaml"
    brief.write_text(brief.read_text().replace("instead: page", "instead: pagge"))
    assert main(["check", *DAYS]) == 1
    assert "brief.instead: no brief is named 'pagge'" in capsys.readouterr().err
