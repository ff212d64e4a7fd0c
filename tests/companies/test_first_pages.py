"""First pages of built briefings: a rail tells as many of its groups as cost no page and no figure."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from briefgen.cli.main import main
from briefgen.project import bundled_templates
from briefgen.writers.word import pages
from briefgen.writers.word.cursor import Cursor
from support.office_text import words

COMPANIES = Path(__file__).parent


@pytest.mark.parametrize(("company", "told"), [("wrenfield", True), ("kestrane", False)])
def test_a_rail_is_as_long_as_its_page_has_room(company: str, told: bool, tmp_path: Path) -> None:
    """One company's figure has no room below its rail, so that nothing is gained by a shorter one; the other's has."""
    of = ("--for", company, "--data", str(COMPANIES / company / "data"), "--templates", str(bundled_templates()))
    when = ("--as-of", "2025-12-31", "--period", "2025-Q4", "--format", "docx", "--jobs", "1")
    assert main(["build", "quarterly-briefing", *of, *when, "--output", str(tmp_path)]) == 0
    (written,) = tmp_path.rglob("*.docx")
    assert ("Next dated steps" in words(written)) == told


def test_a_rail_stays_as_short_as_it_was_made_where_more_of_it_costs_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    body, ends = SimpleNamespace(groups=5), {4: Cursor(page=2, fills=[500.0]), 5: Cursor(page=3, fills=[600.0])}
    monkeypatch.setattr(pages, "_flowed", lambda body, squeeze, groups: (groups, ends[groups]))
    short = (3, Cursor(page=1, fills=[500.0]))
    assert pages._with_rail(body, (pages.Squeeze(), 3), short) == short  # type: ignore[arg-type]
    long = (3, Cursor(page=2, fills=[500.0]))
    assert pages._with_rail(body, (pages.Squeeze(), 3), long)[0] == 4  # type: ignore[arg-type]
