"""Variants that are chosen by a code, and codes that nothing ever has."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.briefs.brief import read_briefs
from briefgen.briefs.outline import outline_brief
from briefgen.briefs.said import read_book, say_entries
from briefgen.view.view import View
from briefs.test_wording import HEAD, printed, told, view, written

__all__ = ["view"]
BOOK = (
    HEAD
    + """## how_far(program)
> How far a programme is.

when not indication:
of no stated use
depending on stage:
- approved: on the market[[ {territory|place}]],
  for good
- phase_2 or phase_3: in trials
- otherwise: not begun

## made_of(asset)
depending on asset.modality:
- adc: a conjugate
otherwise:
something else
"""
)
PAGE = "{{ asset.programs.how_far|apart }}; {{ made_of(asset) }}."


def test_a_variant_is_chosen_by_the_code_of_a_field(tmp_path: Path, view: View) -> None:
    said = printed(tmp_path, view, BOOK, PAGE)
    assert "On the market in China, for good; in trials; of no stated use; a conjugate." in said


def test_all_its_variants_are_shown_with_what_they_say(tmp_path: Path, view: View) -> None:
    templates = written(tmp_path, BOOK, PAGE)
    (brief,) = read_briefs(templates)
    said, _ = say_entries(read_book(templates, "templates"), list(outline_brief(brief, view)), view, templates, 5)
    assert [(one.variant.test, one.variant.line, one.texts) for one in said.variants] == [
        ("not indication", 6, ("of no stated use",)),
        ('stage == "approved"', 9, ("on the market in China, for good",)),
        ('stage == "phase_2" or stage == "phase_3"', 11, ("in trials",)),
        ("", 12, ()),
    ]


@pytest.mark.parametrize(
    ("lines", "place", "message"),
    [
        ("depending on stage:\n- approved\n", 3, "'depending on stage:' is followed by its codes"),
        ("depending on stage:\nwords\n", 3, "'depending on stage:' is followed by its codes"),
        ("depending on stage:\nwhen owner:\nx\n", 3, "'depending on stage:' is followed by its codes"),
        ("when owner:\nx\ndepending on stage:\n", 1, "'depending on stage:' is followed by its codes"),
        ("depending on stage\n- approved: a\n", 2, "a line of plain words ends with a colon: depending on stage:"),
        ("depending on stage:\n- otherwise: a\n- approved: a\n", 3, "'otherwise:' and 'or:' follow what is said before"),
        ("nobody\notherwise:\nx\n", 2, "what another variant follows has a value that may not be known"),
        ("{owner}\nor:\nx\n", 3, "what another variant follows has a value that may not be known"),
        ("or:\n{owner}\n", 2, "'otherwise:' and 'or:' follow what is said before"),
        ("{owner}\notherwise:\nx\nor:\n{line}\n", 5, "nothing follows what is said otherwise"),
        ('joined by "," depending on stage\n- a: b\n', 2, "a line of plain words ends with a colon: joined by"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_variants_is_told(tmp_path: Path, lines: str, place: int, message: str) -> None:
    (problem,) = told(written(tmp_path, f"## how_far(program)\n{lines}", "{asset.highest.how_far}"))
    assert problem.startswith(f"template-syntax templates/wording/en/book.md:{place}: {message}")


@pytest.mark.parametrize(
    ("lines", "never"),
    [
        ("depending on stage:\n- aproved: a\n", "'stage' is never 'aproved'"),
        ('when stage in ("approved", "phase_4b"):\na\n', "'stage' is never 'phase_4b'"),
        ('{stage}[[ when stage != "fase_2": a]]\n', "'stage' is never 'fase_2'"),
        ('when asset.modality == "adcs":\na\n', "'modality' is never 'adcs'"),
    ],
)
def test_a_code_that_a_field_never_has_is_told(tmp_path: Path, lines: str, never: str) -> None:
    (problem,) = told(written(tmp_path, f"## how_far(program)\n{lines}", "{asset.highest.how_far}"))
    assert never in problem


def test_a_field_whose_codes_nobody_lists_may_be_compared_with_any(tmp_path: Path) -> None:
    book = '## how_far(program)\nwhen line == "any" or stage == owner or stage > "a" or asset == "a" or asset.programs.stage == "a":\na\n'
    assert told(written(tmp_path, book, "{asset.highest.how_far}")) == []
