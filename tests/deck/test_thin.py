"""A slide that is nearly empty shares one: with a neighbour whose title stays, in the annex with the next short one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefgen.brand.brand_file import read_brand
from briefgen.briefs.markdown import parse_markdown
from briefgen.deck import cut_deck
from briefgen.deck.drafts import Draft
from briefgen.deck.room import Laid
from briefgen.deck.shapes import Deck, TextShape
from briefgen.deck.thin import together
from briefgen.document.blocks import ReferenceList
from briefgen.document.document import Allowance
from support.real_project import TEMPLATES
from support.slide_sample import h
from support.word_sample import sample

BRAND = read_brand(TEMPLATES / "brand", "templates/brand")
LINE = "A line that says so much that it is seen. " * 5 + "\n\n"


def deck(text: str, *gives_way: str) -> Deck:
    whole = replace(sample(parse_markdown(text, (), ())), brief="quarterly")
    return cut_deck(replace(whole, allowance=Allowance(0, gives_way=gives_way)), BRAND)


def slide(title: str, name: str = "", lines: int = 1, *, little: bool = True) -> str:
    joins = f"Joins{' where little' * little}: {name}\n\n" if name else ""
    return f"## {title}\n\n{joins}{LINE * lines}"


def titles(made: Deck) -> list[str]:
    return [one.title.paras[0].text for one in made.slides[1:]]


def texts(made: Deck) -> list[str]:
    shapes = [shape for one in made.slides for shape in one.shapes if isinstance(shape, TextShape)]
    return [para.text for shape in shapes for para in shape.paras]


ANNEX = "Main part: ends here\n\nChapter: Annex\n\n"


@pytest.mark.parametrize(
    ("chapters", "told"),
    [
        ((slide("Alpha is approved", "assets"), slide("Three diseases", "diseases", 5)), ["Three diseases"]),
        ((slide("Three diseases", "diseases", 5), slide("Alpha is approved", "assets")), ["Three diseases"]),
        ((slide("Alpha is approved", "assets", 5), slide("Three diseases", "diseases", 5)), ["Alpha is approved", "Three diseases"]),
        ((slide("Alpha is approved", "assets"), slide("Three diseases", "diseases", 11)), ["Alpha is approved", "Three diseases"]),
        ((slide("Alpha is approved"), slide("Three diseases", "diseases", 5)), ["Alpha is approved", "Three diseases"]),
    ],
)  # fmt: skip
def test_a_slide_of_little_shares_with_its_neighbour_under_the_title_of_the_fuller(
    chapters: tuple[str, str], told: list[str]
) -> None:
    made = deck("".join(f"Chapter: {'AB'[at]}\n\n{one}" for at, one in enumerate(chapters)))
    assert titles(made) == told
    assert {"Alpha is approved", "Three diseases"} <= {*titles(made), *texts(made)}
    assert texts(made).count(LINE.strip()) == sum(one.count(LINE) for one in chapters)


def test_in_the_annex_the_next_short_one_has_room_for_it() -> None:
    parts = (
        slide("Ten are ill", "epidemiology"),
        slide("Every result", "results", 9),
        slide("What is open", "open points", 4),
    )
    made = deck(slide("News", lines=8) + ANNEX + "".join(parts))
    assert titles(made) == ["News", "Epidemiology and open points", "Every result"]
    assert {"Ten are ill", "What is open"} <= set(texts(made))


def test_what_shares_a_slide_before_goes_on_to_one_that_is_nearly_empty() -> None:
    lines = {"events": 2, "claims": 2, "open points": 3, "deals": 1, "differences": 1}
    parts = "".join(slide(f"About {name}", name, n, little=False) for name, n in lines.items())
    made = deck(slide("News", lines=8) + ANNEX + parts)
    assert titles(made)[1:] == ["Events, claims and open points", "Deals and differences"]


def test_a_slide_that_went_to_the_annex_is_still_named_and_led_to() -> None:
    news, deal = f"Chapter: News\n\n{slide('News', lines=8)}", slide("A deal", "deals")
    made = deck(
        f"{news}Section: deal\n\nChapter: Deals\n\n{deal}{ANNEX}{slide('What is open', 'open points', 4)}", "deal"
    )
    assert titles(made) == ["News", "Deals and open points"]
    assert "Also in the annex: A deal." in texts(made)
    assert made.anchors == {"#1": 3}


@pytest.mark.parametrize(
    ("rows", "told"),
    [(1, ["References and open points"]), (22, ["Where sources differ", "References"])],
)
def test_a_short_list_that_no_slide_of_the_annex_has_room_for_goes_on_behind_the_references(
    rows: int, told: list[str]
) -> None:
    table = "| Value | Told here |\n|---|---|\n" + "| enrolled | 20 patients |\n" * rows
    text = f"{ANNEX}## Where sources differ\n\nJoins: open points\n\n{table}\nChapter: Sources\n\n## References\n"
    whole = replace(sample((*parse_markdown(text, (), ()), ReferenceList())), brief="quarterly")
    assert titles(cut_deck(whole, BRAND)) == told


def test_a_list_stands_alone_where_it_would_take_a_further_slide_behind_others() -> None:
    def laid(name: str) -> Laid[str]:
        return Laid(Draft(replace(h(name), annex=True, joins=name), lists=True, names=(name,)), [name])

    both = [laid("references"), laid("open points")]
    shares = {"references": 1.0, "open points": 0.1}
    found = together(
        both, lambda one: shares[one.slides[0]], lambda draft: None, lambda draft: Laid(draft, ["one", "another"])
    )
    assert found == both
