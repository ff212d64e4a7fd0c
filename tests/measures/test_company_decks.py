"""Decks and pages in companies' templates are measured as ours are, with the sizes that those set themselves."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from briefgen.accessibility.violation import Violation
from briefgen.brand.brand import Brand
from briefgen.document.blocks import Block, Heading, Paragraph
from briefgen.document.inlines import Text
from briefgen.measures import measured
from briefgen.measures.slide import main_part
from briefgen.measures.slides import measured_slides
from briefgen.office.package import Package
from briefgen.writers.powerpoint.writer import write_presentation
from briefgen.writers.word.writer import write_word
from support.corporate import brand_with, pages, slides
from support.slide_sample import figure, sample, stand_in_charts
from support.word_sample import body, h
from support.word_sample import sample as word_sample

SLIDES = {"dark.pptx": "ppt/slides/slide4.xml", "renamed.pptx": "ppt/slides/slide5.xml"}
"""A slide with a line below its title."""


@pytest.fixture(autouse=True)
def _charts(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in_charts(monkeypatch)


@cache
def brand_of(name: str) -> Brand:
    """Our brand with a company's template."""
    folder = Path(mkdtemp())
    (pages if ".do" in name else slides).MAKERS[name](folder / name)
    return brand_with(folder, (folder / name).read_bytes(), name)


@cache
def deck(name: str) -> Package:
    return Package(write_presentation(sample(), brand_of(name)))


def broken(name: str, change: Callable[[str], str]) -> list[Violation]:
    """What is measured of a deck of which one slide was changed."""
    parts, part = deck(name).parts, SLIDES[name]
    other = change(parts[part].decode())
    assert other != parts[part].decode()
    return list(measured(Package({**parts, part: other.encode()}), brand_of(name)))


@pytest.mark.parametrize(("name", "found"), [("dark.pptx", []), ("renamed.pptx", ["split-slide"])])
def test_a_deck_in_a_template_keeps_to_the_design(name: str, found: list[str]) -> None:
    """The long notice of the sample takes two slides in a wide typeface."""
    assert [one.code for one in measured(deck(name), brand_of(name))] == found


@pytest.mark.parametrize("name", ["dark.pptx", "renamed.pptx"])
@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (r'(name="Subtitle.*?sz=")\d+', r"\g<1>1130", "off-scale"),
        (r'(name="Subtitle.*?<a:t>)[^<]*', rf"\g<1>{'word ' * 300}", "text-overflow"),
        (r'(name="Title.*?<a:t>)[^<]*', rf"\g<1>{'word ' * 90}", "long-title"),
        (r'(name="Subtitle.*?<a:off x=")\d+', r"\g<1>9900000", "off-slide"),
        (r'(name="Subtitle.*?<a:off x="\d+" y=")\d+', r"\g<1>3000000", "overlap"),
        (r'(name="Notes and sources.*?<a:t>)[^<]*', rf"\g<1>{'word ' * 300}", "small-print"),
        (r'srgbClr val="\w+"', 'srgbClr val="00FF00"', "foreign-colour"),
    ],
)
def test_what_breaks_the_design_in_a_template_is_named(name: str, old: str, new: str, code: str) -> None:
    found = broken(name, lambda text: re.sub(old, new, text, count=1, flags=re.DOTALL))
    assert code in {one.code for one in found}


def test_titles_have_the_sizes_of_their_template() -> None:
    found = broken("dark.pptx", lambda text: re.sub(r'(name="Title.*?sz=")\d+', r"\g<1>1900", text, flags=re.DOTALL))
    assert found == []


def test_a_slide_bears_the_name_of_our_layout_and_of_the_annex() -> None:
    blocks: tuple[Block, ...] = (
        Heading(2, (Text("A"),)), figure("landmark"),
        Heading(2, (Text("Every event"),), annex=True), Paragraph((Text("One."),)),
    )  # fmt: skip
    brand = brand_of("dark.pptx")
    data = Package(write_presentation(sample(blocks=blocks), brand))
    found = measured_slides(data, brand)
    assert [(one.layout, one.in_annex) for one in found] == [("Cover", False), ("Chart", False), ("Text", True)]
    assert len(main_part(found)) == 2


def test_a_deck_whose_slides_bear_no_name_follows_the_layouts_of_its_template() -> None:
    name = "dark.pptx"
    parts = {
        part: re.sub(rb'<p:cSld name="[^"]*"', b"<p:cSld", data) if part.startswith("ppt/slides/slide") else data
        for part, data in deck(name).parts.items()
    }
    found = measured_slides(Package(parts), brand_of(name))
    assert found[0].layout == "Cover"
    assert {one.layout for one in found} <= {ours for ours, _ in found[0].template.geometry.named}  # type: ignore[union-attr]


def test_pages_have_the_sizes_and_colours_of_the_styles_of_their_template() -> None:
    brand = brand_of("translated.docx")
    blocks = [block for n in range(6) for block in (h(1, f"Chapter {n}"), *[body("One line. " * 40)] * 4)]
    parts = Package(write_word(word_sample(tuple(blocks)), brand)).parts
    assert not {"off-scale", "foreign-colour"} & {one.code for one in measured(Package(parts), brand)}
    other = parts["word/document.xml"].replace(b"<w:rPr>", b'<w:rPr><w:color w:val="00FF00"/><w:sz w:val="29"/>', 1)
    found = measured(Package({**parts, "word/document.xml": other}), brand)
    assert {"off-scale", "foreign-colour"} <= {one.code for one in found}
