"""A medicine at a glance: an area tells the uses of the area and counts the others."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from briefgen.dataset.load import load_dataset
from briefgen.values.dates import Period
from briefgen.view.glance import glance_of
from briefgen.view.view import View, view_of

DATA = """
companies: [{id: nordic, name: Nordic Bio, source: report}]
assets:
  - id: nb-1
    name: NB-1
    company: nordic
    programs:
      - {indication: asthma, territory: japan, stage: phase_2}
      - {indication: psoriasis, territory: china, stage: approved}
      - {indication: asthma, territory: china, stage: phase_3}
      - {indication: psoriasis, territory: japan, stage: phase_3}
    source: report
areas: [{id: lungs, name: Lungs}, {id: skin, name: Skin}]
indications:
  - {id: asthma, name: asthma, area: lungs, source: report}
  - {id: psoriasis, name: psoriasis, area: skin, source: report}
sources:
  - {id: report, type: press_release, title: Report, publisher: Nordic Bio, published: 2025-05-01, tier: company_release}
"""


@pytest.fixture
def view(tmp_path: Path) -> View:
    (tmp_path / "all.yaml").write_text(DATA)
    return view_of(load_dataset(tmp_path, "data"), date(2025, 12, 31), Period.parse("2025-Q4"), "investor")


def test_an_area_tells_the_uses_of_the_area_and_counts_the_others(view: View):
    glance = glance_of(view.assets[0], view.subjects("area")[0])
    assert [str(program.stage) for program in glance.programs] == ["Phase\xa0III", "Phase\xa0II"]
    assert glance.highest == glance.programs[0]
    assert [len(part) for part in (glance.elsewhere, glance.approved, glance.left)] == [2, 0, 0]


def test_a_company_tells_all_uses_and_counts_those_without_room(view: View):
    glance = glance_of(view.assets[0], view.subjects("company")[0])
    assert [len(part) for part in (glance.programs, glance.elsewhere, glance.shown, glance.left)] == [4, 0, 2, 2]
    assert glance.approved == glance.programs[:1]
    assert not glance.in_table
