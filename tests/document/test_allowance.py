"""The main part of a document is held against the slides or pages that its brief allows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefgen.brand.brand_file import read_brand
from briefgen.briefs.markdown import parse_markdown
from briefgen.deck import cut_deck
from briefgen.document.allowance import over_budget
from briefgen.document.document import Allowance, Document
from briefgen.document.inlines import Text
from briefgen.editor.budget import Budget
from briefgen.problems import Origin
from briefgen.writers.powerpoint.writer import mark_presentation
from briefgen.writers.word.writer import mark_word
from support.real_project import TEMPLATES
from support.word_sample import sample

BRAND = read_brand(TEMPLATES / "brand", "templates/brand")
SLIDES = "Chapter: One\n\n## A\n\nx\n\n## B\n\ny\n\nChapter: Two\n\n## C\n\nz\n\n"
ENDS = "Main part: ends here\n\n"
PAGES = "# One\n\n" + "A paragraph of text that fills its line.\n\n" * 60 + "# Two\n\nx\n\n"


def document(text: str, most: int) -> Document:
    whole = replace(sample(parse_markdown(text, (), ())), title=(Text("Alpha"),), brief="quarterly")
    return replace(whole, allowance=Allowance(most, Origin("templates/quarterly/brief.yaml", 7)))


@pytest.mark.parametrize(
    ("text", "most", "said"),
    [
        (SLIDES, 4, ""),
        (
            SLIDES,
            3,
            "the main part of 'Alpha' has 4 slides, 1 more than its budget of 3; most is taken by One (2), Two (1)",
        ),
        (SLIDES + ENDS + "## D\n\nw", 4, ""),
        (SLIDES + ENDS + "# Annex\n\n## D\n\nw", 4, ""),
        (SLIDES + "## D\n\nw", 4, "the main part of 'Alpha' has 5 slides, 1 more than its budget of 4"),
        (SLIDES + ENDS, 3, "has 4 slides"),
        (SLIDES, 0, ""),
    ],
)
def test_a_deck_is_counted_to_where_its_annex_begins(text: str, most: int, said: str) -> None:
    found = mark_presentation(document(text, most), BRAND).warnings
    assert said in "".join(problem.message for problem in found)
    assert [problem.code for problem in found] == ["over-budget"] * bool(said)
    assert all(str(problem.origin) == "templates/quarterly/brief.yaml:7" for problem in found)


def test_a_deck_without_chapters_names_its_slides() -> None:
    made = cut_deck(document("## A\n\nx\n\n## B\n\ny", 1), BRAND)
    (found,) = over_budget(document("", 1), "slide", made.main, made.chapters)
    assert "most is taken by A (1), B (1)" in found.message


@pytest.mark.parametrize(
    ("text", "most", "said"),
    [
        (PAGES, 2, ""),
        (PAGES, 1, "has 2 pages, 1 more than its budget of 1; most is taken by One ("),
        (PAGES + ENDS + "# Annex\n\n" + "A line.\n\n" * 90, 2, ""),
        (PAGES + "# Annex\n\n" + "A line.\n\n" * 90, 2, "most is taken by Annex"),
    ],
)
def test_pages_are_counted_as_they_are_laid_out(text: str, most: int, said: str) -> None:
    found = mark_word(document(text, most), BRAND).warnings
    assert said in "".join(problem.message for problem in found)
    assert [problem.severity for problem in found] == ["warning"] * bool(said)


def test_a_quiet_period_has_its_own_room() -> None:
    budget = Budget.model_validate({"slides": 14, "pages": 9, "quiet": {"slides": 5}})
    assert [budget.room(kind, quiet=quiet) for kind in ("slides", "pages") for quiet in (False, True)] == [14, 5, 9, 9]
    assert Budget().room("slides", quiet=True) == 0
    assert budget.room("sheets", quiet=False) == 0
