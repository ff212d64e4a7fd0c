"""What a first page begins with: a longer survival outweighs a longer time to anything else."""

from __future__ import annotations

from datetime import date

from briefgen.editor.told import Told
from briefgen.values.dates import Period
from support.real_project import AS_OF, briefs
from support.told import told_about


def briefing(company: str, period: str, as_of: date) -> Told:
    budget = next(brief.budget for brief in briefs() if brief.name == "quarterly-briefing")
    return told_about(company, "company", company, budget, period=Period.parse(period), as_of=as_of)


def test_several_trials_of_longer_survival_head_a_first_page_before_a_longer_time_to_anything_else() -> None:
    told = briefing("akeso", "2025-Q4", AS_OF)
    assert [str(one.record.name) for one in told.survived] == ["HARMONi-A", "COMPASSION-15"]
    assert [str(asset.name) for asset in told.survived_with] == ["ivonescimab", "cadonilimab"]
    assert str(told.survived_as) == "survival"
    assert [str(one.month_announced) for one in told.missed_beside] == ["September"]
    assert [str(one.record.name) for one in told.points[:3]] == ["HARMONi-A", "COMPASSION-15", "HARMONi-6"]
    assert not told.found_ahead
    assert [str(one.record.name) for one in told.found_besides] == ["HARMONi-6"]


def test_one_trial_heads_no_page_by_what_several_found() -> None:
    told = briefing("akeso", "2025-Q2", date(2025, 6, 30))
    assert told.survived == told.survived_with == ()
    assert told.survived_as is None
    assert not briefing("kestrane", "2025-Q4", AS_OF).survived
