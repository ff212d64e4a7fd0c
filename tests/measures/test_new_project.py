"""A project that `briefgen init` has begun keeps to the design in a quarter with news and in one without."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from briefgen.build.check import review_project
from briefgen.build.wanted import Selection
from briefgen.project import Project, start_project
from briefgen.values.dates import Period

BRIEFS = ("area-landscape", "asset-deck", "quarterly-briefing")


@pytest.mark.parametrize(("as_of", "period"), [(date(2025, 12, 31), "2025-Q4"), (date(2026, 11, 30), "2026-Q3")])
def test_a_new_project_begins_without_warnings(tmp_path: Path, as_of: date, period: str) -> None:
    folder = tmp_path / "new"
    start_project(folder)
    project = Project(folder / "data", folder / "templates", folder / "output")
    found = review_project(project, Selection(as_of, Period.parse(period), BRIEFS), full=True)
    assert not found.bugs
    assert list(map(str, found.problems)) == []
