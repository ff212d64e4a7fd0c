"""What leaves a chart on a slide that has no room for all of it: what weighs least, one row after the other."""

from __future__ import annotations

from typing import Any

from briefgen import charts
from support import chart_more_samples as more
from support import chart_samples as make


def left_of(name: str, numbers: Any) -> list[Any]:
    """The chart with ever fewer rows."""
    found = [numbers]
    while (less := charts.fewer(name, found[-1])) is not None:
        found.append(less)
    return found


def test_programmes_leave_the_longest_columns_and_what_is_new_or_read_out_stays() -> None:
    whole: Any = charts.prepare("stage-map", make.mapped(33), most=999)
    steps = left_of("stage-map", whole)
    sizes = [sum(len(group.chips) for group in one.rows) for one in steps]
    assert sizes == list(range(33, 33 - len(steps), -1))
    for group, kept in zip(whole.rows, steps[-1].rows, strict=True):
        told = [chip for chip in group.chips if chip.is_new or chip.is_read_out]
        assert [chip for chip in kept.chips if chip.is_new or chip.is_read_out] == told
        assert {chip.column for chip in group.chips} == {chip.column for chip in kept.chips}, "no stage is emptied"
    assert steps[-1].counts == whole.counts, "the heads count all programmes"


def test_endpoints_leave_a_forest_the_last_first_and_one_stays() -> None:
    whole: Any = charts.prepare("forest", more.ratios(5))
    steps = left_of("forest", whole)
    assert len(steps) == len(whole.rows)
    assert steps[-1].rows == whole.rows[:1]


def test_the_arms_of_one_trial_stay_together() -> None:
    whole: Any = charts.prepare("arms", more.arms(3))
    steps = left_of("arms", whole)
    assert len(steps) == 3
    assert len({str(row.trial) for row in steps[-1].rows}) == 1


def test_a_measure_leaves_a_chart_of_efficacy_with_all_its_values_and_one_stays() -> None:
    whole: Any = charts.prepare("efficacy", more.efficacy(9))
    measures = list(dict.fromkeys(row.group for row in whole.rows))
    steps = left_of("efficacy", whole)
    assert len(steps) == len(measures) > 1
    for at, left in enumerate(steps):
        assert left.rows == tuple(row for row in whole.rows if row.group in measures[: len(measures) - at])
        assert dict(left.spans).keys() == {row.group for row in left.rows}
