"""The opening of a slide: the title and subtitle that a section has by its name."""

from __future__ import annotations

import pytest

from briefgen.briefs.check import check_templates
from briefgen.briefs.render import Narrative

BOOK = """## deals_title(many)
> The title.

when many:
Deals in {topic}

## deals_subtitle()
> What stands below it.

As stated

## bare_title()
> A title alone.

Bare

## pages_title()
> The title of nothing.

Pages
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "wording/en").mkdir(parents=True)
    (tmp_path / "wording/en/book.md").write_text(BOOK)
    for name in ("slides", "pages", "brief"):
        (tmp_path / name).mkdir()
    return tmp_path


def printed(folder, section, text, **context):
    (folder / section).write_text(text)
    narrative = Narrative(folder, "templates", "brief")
    known = {"many": (), "topic": "China", **context}
    narrative.read_words(known)
    found = narrative.render(f'{{% include "{section}" %}}', known, section)
    assert not narrative.problems
    return [line for line in found.split("\n") if line]


def test_a_slide_is_headed_by_the_entry_of_its_name(folder):
    told = ["## Deals in China", "Subtitle: As stated", "Words."]
    assert printed(folder, "slides/deals.md.j2", "> About.\n\nWords.\n", many="ab") == told
    assert printed(folder, "brief/deals.md.j2", "Words.\n", many="ab") == told


def test_a_slide_without_an_entry_for_it_has_no_subtitle(folder):
    assert printed(folder, "slides/bare.md.j2", "Words.\n") == ["## Bare", "Words."]


def test_a_title_that_says_nothing_leaves_the_slide_out(folder):
    assert printed(folder, "slides/deals.md.j2", "> About.\n\nWords.\n") == []


def test_the_title_stands_within_the_condition_of_the_whole_slide(folder):
    assert printed(folder, "slides/deals.md.j2", "> About.\n\nwhen topic:\nWords.\n", many="ab", topic="") == []
    parted = "when topic:\nWords.\notherwise:\nNone.\n"
    assert printed(folder, "slides/deals.md.j2", parted, many="ab", topic="")[-1] == "None."
    assert printed(folder, "slides/deals.md.j2", parted, many="ab", topic="")[0] == "## Deals in"


@pytest.mark.parametrize(
    ("section", "text"),
    [
        ("slides/deals.md.j2", "## Own\n\nWords.\n"),
        ("slides/other.md.j2", "Words.\n"),
        ("pages/pages.md.j2", "Words.\n"),
    ],
)
def test_other_sections_have_the_headings_that_they_type(folder, section, text):
    assert printed(folder, section, text, many="ab") == [line for line in text.split("\n") if line]


def test_an_entry_that_only_heads_a_slide_is_called(folder):
    (folder / "slides/deals.md.j2").write_text("Words.\n")
    assert not [one for one in check_templates(folder) if "deals" in one.message and one.code == "unused-words"]


def test_what_a_section_is_of_stands_before_its_title(folder):
    context = {"deal": {"value": "one", "many": "ab"}, "many": "ab"}
    assert printed(folder, "slides/deals.md.j2", "of deal:\n{value}\n", **context)[-1] == "one"
    assert printed(folder, "slides/deals.md.j2", "for the value of deal:\n{value}\n", **context)[-1] == "one"
    assert printed(folder, "slides/deals.md.j2", "of deal:\n", **context)[-1] == "Subtitle: As stated"
