"""What a title names of the programmes of a subject, and what it counts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from briefgen.dataset.load import load_dataset
from briefgen.values.dates import Period
from briefgen.view import Subject
from briefgen.view.view import view_of

DATA = """
companies: [{id: acme, name: Acme, source: report}]
areas: [{id: oncology, name: Oncology}]
indications: [{id: tumour, name: made-up tumour, area: oncology}]
assets:
  - id: a-1
    name: A-1
    company: acme
    source: report
    programs: [%s]
sources: [{id: report, type: press_release, title: Report, publisher: Acme, published: 2025-12-01, tier: company_release}]
"""


def acme(folder: Path, *programs: str) -> Subject:
    rows = ", ".join(f"{{indication: tumour, {program}}}" for program in programs)
    (folder / "data.yaml").write_text(DATA % rows)
    view = view_of(load_dataset(folder, "data"), date(2025, 12, 31), Period.parse("2025-Q4"), "investor")
    found = view.find("company", "acme")
    assert isinstance(found, Subject)
    return found


PLACES = ("china", "japan", "eu", "us", "korea")
STAGES = ("approved", "filed", "phase_3", "phase_2", "phase_1")


@pytest.mark.parametrize(("count", "named", "counted"), [(1, 1, 0), (4, 4, 0), (5, 3, 2)])
def test_a_title_names_four_stages_and_of_more_three(tmp_path: Path, count: int, named: int, counted: int) -> None:
    rows = [f"territory: {place}, stage: {stage}" for place, stage in zip(PLACES, STAGES, strict=True)]
    subject = acme(tmp_path, *rows[:count])
    assert (len(subject.stages_named), len(subject.stages_counted)) == (named, counted)
    assert (subject.only is None) == (count > 1)


def test_a_title_names_the_places_of_a_single_asset_where_they_are_two_or_three(tmp_path: Path) -> None:
    two = ("territory: china, stage: approved", "territory: japan, stage: phase_3")
    subject = acme(tmp_path, *two, "territory: eu, status: enrolling")
    assert [str(program.territory) for program in subject.placed] == ["China", "Japan"]
    assert [str(program.territory) for program in subject.unstaged] == ["European Union"]
    assert not acme(tmp_path, two[0]).placed
