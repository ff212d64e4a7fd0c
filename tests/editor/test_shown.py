"""What slides show of few things and of many: events, programmes, comments, the uses of a medicine, real-world studies."""

from __future__ import annotations

import pytest

from briefgen.view.drawing import Drawing
from support.told import told_about as told


def test_few_events_are_drawn_and_many_listed_the_latest_first() -> None:
    few, many = told("thin", "asset", "hlx22"), told("akeso", "asset", "ivonescimab")
    assert few.events_few == few.subject.events
    assert few.events_many == ()
    assert many.events_few == many.events_worded == ()
    latest = (*many.subject.events, *many.subject.catalysts)[::-1]
    undated = [event for event in latest if not event.date]
    assert len(undated) > 1
    assert many.events_many == (*(event for event in latest if event.date), *undated), "what has no date stands last"


def test_of_few_events_the_last_ones_with_words_of_their_source_are_told() -> None:
    few = told("thin", "asset", "serplulimab")
    assert few.events_worded
    assert all(event.detail for event in few.events_worded)
    assert len(few.events_worded) <= 3


def test_many_programmes_are_a_map_and_few_have_a_line_each() -> None:
    few, many = told("thin", "company", "henlius"), told("akeso", "company", "akeso")
    assert few.programs_drawing == (Drawing("pipeline", few.programs),)
    assert many.programs_drawing == (Drawing("stage-map", many.programs),)
    assert many.programs_staged == many.subject.programs
    assert told("thin", "asset", "hlx22").programs_staged == ()


def test_a_map_by_target_has_room_for_some_programmes_of_several_assets() -> None:
    one = told("wrenfield", "area", "cardiorenal")
    assert one.programs_by_target == one.subject.programs
    assert told("akeso", "area", "lung-cancer").programs_by_target == ()
    assert told("akeso", "area", "oncology").programs_by_target == ()


def test_a_table_of_diseases_fills_a_slide_where_there_are_some() -> None:
    assert told("thin", "area", "lung-cancer").sparse
    assert not told("akeso", "area", "oncology").sparse


def test_what_happened_before_the_period_is_what_was_known_then() -> None:
    one = told("thin", "company", "henlius")
    assert set(one.events_earlier) == set(one.subject.events) - set(one.subject.new_events)


def test_limits_of_trials_are_told_where_no_slide_tells_them() -> None:
    one = told("akeso", "asset", "ivonescimab", audience="medical")
    assert set(one.trials_limited) == set(one.subject.readouts[:6]) - set(one.readouts)


@pytest.mark.parametrize(("asset", "tabled", "overfull"), [("ivonescimab", True, False), ("penpulimab", True, True)])
def test_uses_of_a_medicine_stand_in_a_table_or_in_panels(asset: str, tabled: bool, overfull: bool) -> None:
    one = told("akeso", "asset", asset)
    assert [glance.asset for glance in one.glances] == [one.subject]
    assert (one.tabled, one.overfull) == (tabled, overfull)
    assert told("akeso", "company", "akeso").glances == ()


def test_a_deal_with_its_total_is_for_investors() -> None:
    shown = told("akeso", "asset", "ivonescimab").glances[0].asset.deals_aside
    assert [deal.total.text for deal in shown]
    assert told("akeso", "asset", "ivonescimab", audience="medical").glances[0].asset.deals_aside == ()


def test_real_world_studies_stand_apart_from_trials() -> None:
    one = told("thin", "asset", "serplulimab")
    assert len(one.real_world_first) == 1
    assert one.real_world_first[0].is_real_world
    assert one.real_world_first[0].study == one.real_world_first[0]
    assert not [trial for trial in one.readouts_of_trials if trial.is_real_world]
    assert {trial.study for trial in one.readouts_of_trials} <= {None, *one.real_world}


def test_comments_that_the_main_part_has_no_room_for_are_left() -> None:
    one = told("akeso", "company", "akeso")
    shown = [comment for group in one.comments_shown for comment in group]
    left = [comment for group in one.comments_left for comment in group]
    assert [*shown, *left] == list(one.every_comment)
    assert told("thin", "company", "henlius").comments_left == ()
    asset = told("akeso", "asset", "ivonescimab")
    assert asset.comments_left == ()


def test_few_uses_of_a_medicine_stand_in_panels() -> None:
    one = told("thin", "asset", "serplulimab", audience="medical")
    assert not one.tabled
