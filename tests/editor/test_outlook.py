"""The outlook holds what one calendar has lanes for; what it leaves out is counted, never gone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from briefgen.dataset.load import load_dataset
from briefgen.editor.outlook import LANES, Outlook, outlook_of
from briefgen.view.view import view_of
from support.real_project import AS_OF, PERIOD

DATA = """defaults: {source: "s, page 1"}
sources: [{id: s, type: press_release, tier: company_release, title: T, publisher: P, published: 2025-11-01}]
areas: [{id: eye, name: Ophthalmology}]
indications: [{id: ga, name: geographic atrophy, area: eye}]
companies: [{id: acme, name: Acme}]
assets: [{id: drug, name: Drug, company: acme, programs: [{indication: ga, stage: filed, territory: us}]}]
trials: [{id: t, name: PEAK-1, assets: drug, phase: phase_3, indications: ga, status: not_yet_recruiting}]
"""


@pytest.fixture
def outlook(tmp_path: Path) -> Any:
    def made(past: int, dated: int, undated: int) -> Outlook:
        events = [f"{{id: p{n}, type: readout_topline, date: 2025-11-{n + 1:02}" for n in range(past)]
        events += [f"{{id: a{n}, type: readout_topline, expected: true, date: 2026-0{n + 1}" for n in range(dated)]
        events += [f"{{id: u{n}, type: nda_submitted, expected: true, date: unknown" for n in range(undated)]
        lines = "".join(f"  - {one}, title: Event of Drug, companies: acme, assets: drug}}\n" for one in events)
        (tmp_path / "a.yaml").write_text(DATA + (f"events:\n{lines}" if lines else ""), encoding="utf-8")
        company: Any = view_of(load_dataset(tmp_path), AS_OF, PERIOD, "investor").find("company", "acme")
        return outlook_of(company, 8)

    return made


def ids(events: Any) -> list[str]:
    return [event.id for event in events]


def test_all_of_few_events_is_shown_with_what_waits(outlook: Any) -> None:
    shown = outlook(1, 1, 1)
    assert (ids(shown.happened), ids(shown.expected), shown.left) == (["p0"], ["a0", "u0"], ())
    assert ids(shown.awaited) == ["drug", "t"]


def test_events_side_by_side_take_one_lane_and_too_many_are_left(outlook: Any) -> None:
    shown = outlook(9, 8, 0)
    assert len(shown.happened) == LANES
    assert ids(shown.happened)[-1] == "p8"  # the newest stay
    assert ids(shown.expected)[0] == "a0"  # and the next; those of the second half-year stand beside those of the first
    assert ids(shown.left) == ["p0", "p1", "p2", "drug", "t"]
    assert not shown.awaited


def test_nothing_known_is_an_empty_outlook(outlook: Any) -> None:
    shown = outlook(0, 0, 0)
    assert (shown.happened, shown.expected, shown.left) == ((), (), ())
    assert {one.id for one in shown.awaited} == {"drug", "t"}
