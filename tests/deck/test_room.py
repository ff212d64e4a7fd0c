"""A deck holds its budget: slides that give way go to the annex, one by one, each named with a link."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from pptx import Presentation

from briefgen.brand.brand_file import read_brand
from briefgen.briefs.markdown import parse_markdown
from briefgen.deck import cut_deck
from briefgen.deck.shapes import Deck, TextShape
from briefgen.document.document import Allowance, Document
from briefgen.document.inlines import Text
from briefgen.writers.powerpoint.writer import write_presentation
from support.real_project import TEMPLATES
from support.word_sample import sample

RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BRAND = read_brand(TEMPLATES / "brand", "templates/brand")
MAIN = """Section: notice

## Notice

Words.

Section: news

Chapter: News

## First: in full

Words.

## Second; and more

Words.

Section: deals

Chapter: Deals

## A deal

Words.

## Another deal (signed: lately)

Words.

"""
ANNEX = "Main part: ends here\n\nSection: register\n\n## Register\n\nWords.\n"


def deck(text: str, most: int, *gives_way: str) -> Deck:
    return cut_deck(document(text, most, *gives_way), BRAND)


def document(text: str, most: int, *gives_way: str) -> Document:
    whole = replace(sample(parse_markdown(text, (), ())), title=(Text("Alpha"),), brief="quarterly")
    return replace(whole, allowance=Allowance(most, gives_way=gives_way))


def titles(made: Deck) -> list[str]:
    return [slide.title.paras[0].text for slide in made.slides[1:]]


def small_print(made: Deck) -> list[str]:
    shapes = [(slide, shape) for slide in made.slides for shape in slide.shapes]
    return [
        f"{slide.title.paras[0].text} > {shape.paras[0].text}"
        for slide, shape in shapes
        if isinstance(shape, TextShape) and shape.name == "Notes and sources"
    ]


@pytest.mark.parametrize(
    ("most", "gives_way", "main", "said"),
    [
        (6, ["deals"], "Notice|First: in full|Second; and more|A deal|Another deal (signed: lately)", []),
        (0, ["deals"], "Notice|First: in full|Second; and more|A deal|Another deal (signed: lately)", []),
        (3, [], "Notice|First: in full|Second; and more|A deal|Another deal (signed: lately)", []),
        (5, ["deals", "news"], "Notice|First: in full|Second; and more|A deal",
         ["A deal > Also in the annex: Another deal."]),
        (3, ["deals", "news"], "Notice|First: in full", ["First: in full > Also in the annex: Second; A deal; Another deal."]),
        (4, ["news", "deals"], "Notice|A deal|Another deal (signed: lately)", ["Another deal (signed: lately) > Also in the annex: First; Second."]),
        (3, ["deals"], "Notice|First: in full|Second; and more",
         ["Second; and more > Also in the annex: A deal; Another deal."]),
    ],
)  # fmt: skip
def test_the_last_slide_of_the_first_section_goes_first(
    most: int, gives_way: list[str], main: str, said: list[str]
) -> None:
    made = deck(MAIN + ANNEX, most, *gives_way)
    assert "|".join(titles(made)[: made.main - 1]) == main
    assert titles(made)[-1] == "Register"
    assert len(made.slides) == 7
    assert small_print(made) == said


def test_a_slide_that_would_share_one_and_says_next_to_nothing_alone_goes_too() -> None:
    lone = "Section: disease\n\nChapter: Disease\n\n## 150 new cases\n\nJoins: epidemiology\n\n"
    for words, stays in (("Few.", False), ("A line that says a little more.\n\n" * 12, True)):
        made = deck(f"{MAIN}{lone}{words}\n\n{ANNEX}", 0, "disease")
        assert ("150 new cases" in titles(made)[: made.main - 1]) == stays
        assert ("Another deal (signed: lately) > Also in the annex: 150 new cases." in small_print(made)) != stays
    assert "150 new cases" in titles(kept := deck(f"{MAIN}{lone}Few.\n\n{ANNEX}", 0, "deals"))[: kept.main - 1]


def test_a_slide_that_goes_is_named_on_one_of_its_section_else_on_the_last_before_the_annex() -> None:
    summed = MAIN.replace("Section: notice", "Section: summary-news")
    assert small_print(deck(summed + ANNEX, 5, "deals")) == ["A deal > Also in the annex: Another deal."]
    assert small_print(deck(summed + ANNEX, 4, "deals")) == [
        "Second; and more > Also in the annex: A deal; Another deal."
    ]


def test_what_goes_stands_behind_the_opening_of_the_annex() -> None:
    opened = ANNEX.replace("## Register", "# Annex\n\n" + "".join(f"## Part {sign}\n\nWords.\n\n" for sign in "abcde"))
    chapters = "".join(f"# Chapter {sign}\n\n" + "".join(f"## {sign}{n}\n\nx\n\n" for n in "abcde") for sign in "XY")
    made = deck(f"Section: news\n\n{chapters}{opened}", 12, "news")
    assert titles(made)[-7:] == ["Annex", "Ye", "Part a", "Part b", "Part c", "Part d", "Part e"]
    assert small_print(made) == ["Yd > Also in the annex: Ye."]
    made = deck(f"Section: news\n\n{chapters}{opened}", 8, "news")
    assert titles(made)[:7] == ["Chapter X", "Xa", "Xb", "Xc", "Xd", "Xe", "Chapter Y"]
    assert small_print(made) == ["Xe > Also in the annex: Ya; Yb; Yc; Yd; Ye."], "an opening names nothing"


def test_a_deck_without_annex_keeps_its_slides() -> None:
    assert deck(MAIN, 3, "deals").main == 6


def test_a_slide_goes_only_where_another_has_room_to_name_it() -> None:
    full = "Section: news\n\n## News\n\n" + "Note: " + "A note that takes its line. " * 58 + "\n\nWords.\n\n"
    made = deck(full + "Section: deals\n\n## A deal\n\nWords.\n\n" + ANNEX, 2, "deals")
    assert made.main == 3


def test_links_lead_to_the_slide_that_went() -> None:
    slides = list(Presentation(BytesIO(write_presentation(document(MAIN + ANNEX, 4, "deals"), BRAND))).slides)
    _, link = [one for one in slides[3]._element.iter("{*}hlinkClick") if "hlinksldjump" in one.get("action", "")]
    aim = slides[3].part.related_part(link.get(f"{{{RELATED}}}id"))
    assert (aim, slides[5].shapes.title.text) == (slides[5].part, "Another deal (signed: lately)")
