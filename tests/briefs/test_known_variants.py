"""Variants without a condition, said where all of their values are known, and lists that depend on several codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.briefs.brief import read_briefs
from briefgen.briefs.needed import needed
from briefgen.briefs.outline import outline_brief
from briefgen.briefs.said import read_book, say_entries
from briefgen.cli.words import _as_text
from briefgen.view.view import View
from briefs.test_wording import HEAD, printed, told, view, written

__all__ = ["view"]
WHOM = (
    HEAD
    + """## use_of(program)
> What a programme is for.

{indication|short}[[ ({line})]]
or:
any use {territory|place}
otherwise:
no stated use

## held_for(program)
when not owner:
nobody
or:
{line}, by {owner}
otherwise:
{owner}
"""
)


def test_the_first_variant_is_said_of_which_all_values_are_known(tmp_path: Path, view: View) -> None:
    said = printed(tmp_path, view, WHOM, "{asset.programs.use_of|apart}; {asset.programs.held_for|apart}.")
    assert "Asthma; asthma; any use in Korea; Nordic Bio; Partner Pharma; Nordic Bio." in said.replace(
        "South Korea", "Korea"
    )


def test_such_variants_are_shown_as_they_are_written(tmp_path: Path, view: View) -> None:
    templates = written(tmp_path, WHOM, "{asset.programs.use_of|apart}; {asset.programs.held_for|apart}.")
    (brief,) = read_briefs(templates)
    shown = [
        _as_text(one)
        for one in say_entries(read_book(templates, "templates"), list(outline_brief(brief, view)), view, templates, 1)
    ]
    assert "    {indication|short}[[ ({line})]]\n    > asthma\n  or:\n    any use" in shown[0]
    assert "  otherwise:\n    no stated use\n    > nothing in the data says this" in shown[0]
    assert "  when not owner:\n    nobody\n" in shown[1]


@pytest.mark.parametrize(
    ("words", "condition"),
    [
        ("of {{ asset.name }}[[ in {{ line }}[[ and {{ owner }}]]]]", "asset and asset.name"),
        ("{{- stage|lower_first }} {{ stage }}", "stage and stage|lower_first"),
        ('{{ " and" }} {% if line %}{{ (line or owner)|apart }}{% endif %}', "((line or owner)|apart)"),
        ("{{ line or owner }} {{ where(asset) }}", "(line or owner) and (where(asset))"),
        ("{{ asset.programs[:2].territory }}", "asset and asset.programs and (asset.programs[:2].territory)"),
        ("nothing else", ""),
    ],
)
def test_a_text_needs_each_value_that_stands_in_no_stretch(words: str, condition: str) -> None:
    assert needed(words) == condition


LACKS = """## lacks_what(asset)
joined as a list depending on lacks:
- trials or efficacy: studies
- safety: its
  safety
- next steps: {asset.name}
- [[{asset.programs.line}]]
- stage: a stage
"""


def test_a_list_says_its_words_for_each_code_that_there_is(tmp_path: Path, view: View) -> None:
    assert "Studies, its safety and NB-1." in printed(tmp_path, view, LACKS, "{asset.lacks_what}.")


def test_a_code_that_such_a_field_never_has_is_told(tmp_path: Path) -> None:
    (problem,) = told(written(tmp_path, LACKS.replace("- stage:", "- stages:"), "{asset.lacks_what}"))
    assert "'lacks' is never 'stages'" in problem


PICKED = (
    "{asset.programs.with_owner.territory}; {asset.programs.without_indication|count}; "
    "{asset.programs.with_indication.with_for_use|count}; "
    "[[when asset.programs.without_indication.single: one]][[when asset.programs.single: no]]."
)


def test_several_things_are_picked_by_a_field_and_asked_whether_they_are_one(tmp_path: Path, view: View) -> None:
    assert "China, Japan and South Korea; one; one; one." in printed(tmp_path, view, HEAD, PICKED)


def test_a_question_is_asked_without_its_first_word_also_of_what_is_not_there(tmp_path: Path, view: View) -> None:
    page = "[[when asset.highest.for_use: yes]][[when asset.programs.last.asset.latest_event.dated: no]][[when news and news[0].unchanged: no]]."
    assert "Yes." in printed(tmp_path, view, HEAD, page)


def test_a_field_by_which_nothing_can_be_picked_is_told(tmp_path: Path) -> None:
    (problem,) = told(written(tmp_path, HEAD, "{asset.programs.with_ownr}"))
    assert "program has no 'ownr'" in problem
    assert "for_used" in told(written(tmp_path, HEAD, "{asset.highest.for_used}"))[0]
