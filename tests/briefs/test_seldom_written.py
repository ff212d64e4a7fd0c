"""Templates with what writers seldom write: quotes, numbered lists, hard breaks, entries of two things."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.cli.main import main
from support.small_project import add_brief, small_project

DAYS = ["--period", "2025-Q4", "--as-of", "2025-12-31"]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(small_project(tmp_path))
    return tmp_path


def shown(project: Path, capsys: pytest.CaptureFixture[str], text: str) -> str:
    add_brief(project, "odd", f"# One\n\n{text}\n")
    assert main(["show", "odd", "ext-101", *DAYS]) == 0
    return capsys.readouterr().out


def test_numbered_lists_quotes_and_breaks_are_printed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "1. first of {{ asset.name }}\n2. second\n\n> quoted\n\nup\\\ndown"
    said = shown(project, capsys, text)
    for line in ("1. First of EXT-101", "2. Second", "quoted", "Up\\\ndown"):
        assert line in said
    assert said.index("First of") < said.index("Second") < said.index("quoted") < said.index("Up")


def test_a_register_of_some_sheets_alone_is_asked_for_by_their_names(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = shown(project, capsys, "{{ register('Deals', 'Trials') }}")
    assert "## Trials" in said
    assert "## Deals" not in said  # this asset has none


def test_an_entry_of_two_things_is_filled_with_what_belongs_together(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = project / "templates" / "wording" / "en"
    book.mkdir(parents=True)
    (book / "own.md").write_text(
        "Ours.\n\n## of_both(asset, company)\n> Whose it is.\n\n{{ asset.name }} of {{ company.name }}\n\n"
        "## one_of_its(asset, program)\n> A stage of it.\n\n{{ asset.name }}: {{ program.stage }}\n\n"
        "## set_apart(asset, trial)\n> A trial of it.\n\n{{ asset.name }} in {{ trial.name }}\n"
    )
    for name, said in (("of_both", "> EXT-101 of"), ("one_of_its", "> EXT-101: "), ("set_apart", "> EXT-101 in")):
        assert main(["words", name]) == 0
        assert said in capsys.readouterr().out
