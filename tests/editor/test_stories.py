"""Stories of assets tell each disease once, and what is left of trials stands in the annex."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from briefgen.dataset.load import load_dataset
from briefgen.editor.stories import remainders, stories_of
from briefgen.values.dates import Period
from briefgen.view import Subject
from briefgen.view.view import view_of

AKESO = Path(__file__).parents[1] / "companies" / "akeso" / "data"
THIN = Path(__file__).parents[2] / "data"


def subject(data: Path, kind: str, id: str) -> Subject:
    view = view_of(load_dataset(data), date(2025, 12, 31), Period.parse("2025-Q4"), "investor")
    found = view.find(kind, id)
    assert isinstance(found, Subject)
    return found


def test_a_disease_is_told_with_the_first_of_several_assets() -> None:
    akeso = subject(AKESO, "company", "akeso")
    stories = stories_of(akeso.assets, akeso, annex=False)
    told = [disease for story in stories for disease in story.diseases]
    assert [story.asset for story in stories] == list(akeso.assets)
    assert all(story.opens for story in stories)
    assert any(story.deals for story in stories)
    assert len(told) == len(set(told)) > 1
    assert {trial for story in stories for trial in story.trials} <= set(akeso.readouts)


def test_beside_an_annex_a_story_is_its_glance_and_one_alone_has_no_leaf() -> None:
    akeso = subject(AKESO, "company", "akeso")
    assert all(not (story.opens or story.diseases or story.trials or story.deals)
               for story in stories_of(akeso.assets, akeso, annex=True))  # fmt: skip
    (story,) = stories_of(akeso.assets[:1], akeso, annex=False)
    assert not story.opens
    assert story.trials


def test_what_is_left_of_a_trial_is_all_where_the_main_part_is_silent() -> None:
    akeso = subject(AKESO, "company", "akeso")
    first, second, *others = (trial for trial in akeso.readouts if len(trial.leads) > 1)
    left = {one.trial: one for one in remainders((first, second, *others), (first,), 1)}
    assert left[second].is_new
    assert left[second].results == second.leads
    assert first not in left or not left[first].is_new
    assert set(left) >= set(others)


def test_of_a_real_world_study_that_is_told_nothing_is_left() -> None:
    henlius = subject(THIN, "company", "henlius")
    studies = [trial for trial in henlius.readouts if trial.is_real_world]
    assert studies
    assert not remainders(studies, studies, 1)
    assert [one.is_new for one in remainders(studies, (), 1)] == [True] * len(studies)


def test_a_story_whose_uses_have_their_evidence_stands_with_the_evidence_and_so_do_those_behind_it() -> None:
    akeso = subject(AKESO, "company", "akeso")
    stories = stories_of(akeso.assets, akeso, annex=True)
    tables = [story.glance.in_table for story in stories]
    assert [story.weighed for story in stories] == [any(tables[: at + 1]) for at in range(len(tables))]
    assert not any(story.weighed for story in stories_of(akeso.assets, akeso, annex=False))
