"""The warnings that a build counts are those that a check tells."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from briefgen.cli.main import main
from support.small_project import BRIEF, add_brief, small_project

DAYS = ("--period", "2025-Q4", "--as-of", "2025-12-31")


def test_a_statement_that_a_brief_drops_is_counted_by_a_build_as_by_a_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    project = small_project(tmp_path)
    monkeypatch.chdir(project)
    add_brief(project, "medical-deck", "# Words\n\nWords.\n", BRIEF)
    main(["check", *DAYS])
    told = "".join(capsys.readouterr())
    assert "statement-dropped" in told
    (number,) = re.findall(r"errors?, (\d+ warnings?)", told)
    main(["build", "page", "--dry-run", *DAYS])
    assert f"; {number}, see `briefgen check`" in "".join(capsys.readouterr())
