"""Statements that a brief carries as shipped and a project's own drops: told, each way that it can happen."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from briefgen.briefs.signed import dropped_statements
from support.real_project import TEMPLATES


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A project's own templates, as `briefgen init` gives them."""
    folder = tmp_path / "templates"
    for name in ("quarterly-briefing", "medical-deck", "pages", "slides"):
        shutil.copytree(TEMPLATES / name, folder / name)
    return folder


def change(file: Path, before: str, after: str) -> None:
    """Write another text in a file that has it."""
    text = file.read_text()
    assert before in text
    file.write_text(text.replace(before, after))


def told(own: Path) -> list[str]:
    """What is said of the statements of a project's templates."""
    return [f"{one.origin}: {one.message}" for one in dropped_statements(own, "templates", TEMPLATES)]


def test_nothing_is_said_of_briefs_that_print_what_the_shipped_ones_do(own: Path) -> None:
    assert told(TEMPLATES) == []
    assert told(own) == []
    change(own / "quarterly-briefing/brief.yaml", "    - statements\n", "    - signed\n")
    shutil.move(own / "pages/statements.md.j2", own / "pages/signed.md.j2")
    assert told(own) == [], "in a section of another name they stand as well"
    (own / "pages/signed.md.j2").write_text("Part: signed-parts\n")
    (own / "pages/signed-parts.md.j2").write_text('{% include "slides/notice.md.j2" %}\nPart: signed\n')
    assert told(own) == [], "and in parts of it"


def test_a_dropped_section_is_told_with_its_statements_at_its_brief(own: Path) -> None:
    change(own / "quarterly-briefing/brief.yaml", "    - statements\n", "")
    line = (own / "quarterly-briefing/brief.yaml").read_text().split("\n").index("    - notice") + 1
    said = "quarterly-briefing in Word no longer prints the statement"
    assert told(own) == [
        f"templates/quarterly-briefing/brief.yaml:{line}: {said} '{name}'"
        for name in ("forward-looking", "use", "investigational")
    ]
    (problem, *_) = dropped_statements(own, "templates", TEMPLATES)
    assert (problem.severity, problem.code) == ("warning", "statement-dropped")
    assert problem.hint == "as shipped its section 'statements' prints it; ask who signs your statements"


def test_a_statement_taken_out_of_a_section_is_told(own: Path) -> None:
    change(own / "slides/medical-purpose.md.j2", '{statement("hcp-only")}', "For doctors.")
    (one,) = told(own)
    assert one.endswith("medical-deck in PowerPoint no longer prints the statement 'hcp-only'")


def test_a_statement_that_only_some_documents_print_is_told(own: Path) -> None:
    change(own / "quarterly-briefing/brief.yaml", "    - statements\n", "    - statements: {unless: short}\n")
    assert [one.partition(": ")[2] for one in told(own)] == [
        f"quarterly-briefing in Word prints the statement '{name}' only in some of its documents"
        for name in ("forward-looking", "use", "investigational")
    ]


def test_a_section_that_is_not_there_prints_nothing_and_a_brief_of_another_name_is_compared_with_none(
    own: Path,
) -> None:
    (own / "pages/statements.md.j2").unlink()
    assert len(told(own)) == 3
    shutil.move(own / "quarterly-briefing", own / "our-briefing")
    assert told(own) == []
