"""Finished files keep to the design, and what breaks it is named with its slide or line."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from briefgen.accessibility.slide_shapes import Extent
from briefgen.accessibility.violation import Violation
from briefgen.charts.engine.drawing import DPI
from briefgen.document.blocks import Callout, Figure, Outcome, Outcomes, Paragraph, Row, Table
from briefgen.document.inlines import Text, Value
from briefgen.measures import DESIGN, measured
from briefgen.measures.parts import text_of_charts
from briefgen.measures.room import largest_gap
from briefgen.office.package import Package, open_package
from briefgen.writers.powerpoint.writer import write_presentation
from briefgen.writers.word.writer import write_word
from support.office_files import unzipped
from support.real_project import built_paths
from support.slide_sample import figure, stand_in_charts, v
from support.slide_sample import h as slide_head
from support.slide_sample import sample as deck
from support.whole_files import BRAND, Change, damaged, swapped, whole
from support.word_sample import body as words
from support.word_sample import h as page_head
from support.word_sample import sample as page

SLIDE, BODY = r"ppt/slides/slide4\.xml", r"word/document\.xml"


@pytest.fixture(autouse=True)
def _charts(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in_charts(monkeypatch)


def broken(part: str, change: Change) -> tuple[Violation, ...]:
    """What is measured on a file of which one part was changed."""
    suffix = ".docx" if part.startswith("word") else ".pptx"
    return measured(Package(damaged(suffix, part, change)), BRAND)


def boxed(name: str, box: str) -> Change:
    """A shape at another place: x, y, width and height in English metric units."""
    x, y, w, h = box.split()
    place = rf'\g<1><a:off x="{x}" y="{y}"/><a:ext cx="{w}" cy="{h}"/>'
    return swapped(rf'(name="{name} \d+".*?)<a:off [^>]*/><a:ext [^>]*/>', place)


def said(name: str, words: str) -> Change:
    """A shape whose first words are others."""
    return swapped(rf'(name="{name} \d+".*?<a:t>)[^<]*', rf"\g<1>{words}")


LONG = "word " * 300
BREAKS = {
    "a size between": (SLIDE, swapped(r'sz="1050"', 'sz="1100"'), "off-scale", "text of 11 pt"),
    "a box over the edge": (SLIDE, boxed("Subtitle", "11000000 1173000 11094720 256032"), "off-slide", "past the edge"),
    "a box on another": (SLIDE, boxed("Subtitle", "548640 457200 11094720 400000"), "overlap", "covers"),
    "words past their box": (SLIDE, said("Subtitle", LONG), "text-overflow", "taller than its box"),
    "words past their row": (SLIDE, swapped(r"(<a:tc>.*?<a:t>)[^<]*", rf"\g<1>{LONG}"), "text-overflow", "of row"),
    "a box over the margin": (SLIDE, boxed("Subtitle", "100000 1173000 11094720 256032"), "off-slide", "the margin"),
    "a title that breaks off": (SLIDE, said("Title", "A finding of\u2026"), "cut-title", "breaks off"),
    "a slide in two": (
        r"ppt/slides/slide7\.xml",
        said("Title", "Deals (1\u00a0of\u00a02)"),
        "split-slide",
        "is continued on another slide",
    ),
    "a cut without a number": (SLIDE, said("Subtitle", "HARBOUR, MOLE and others."), "uncounted-cut", "'and others'"),
    "a title of many lines": (SLIDE, said("Title", LONG), "long-title", "more than 2"),
    "a colour of no brand": (SLIDE, swapped(r'srgbClr val="\w+"', 'srgbClr val="00FF00"'), "foreign-colour", "#00FF00"),
    "small print of many lines": (SLIDE, said("Notes and sources", LONG), "small-print", "more than 3"),
    "a size between on a page": (BODY, swapped(r"<w:rPr>", '<w:rPr><w:sz w:val="29"/>'), "off-scale", "14.5 pt"),
    "a colour on a page": (BODY, swapped(r'w:fill="\w+"', 'w:fill="00FF00"'), "foreign-colour", "#00FF00"),
    "a heading let go": (
        r"word/styles\.xml",
        swapped(r'(w:styleId="Heading2".*?)<w:keepNext[^>]*/>', r'\g<1><w:keepNext w:val="0"/>'),
        "stranded",
        "away from what follows",
    ),
    "a heading of nothing": (
        BODY,
        swapped(r"(<w:p>(?:(?!</w:p>).)*Heading2.*?</w:p>)", r"\g<1>\g<1>"),
        "stranded",
        "nothing follows it",
    ),
}


@pytest.mark.parametrize("name", BREAKS)
def test_what_breaks_the_design_is_named(name: str) -> None:
    part, change, code, message = BREAKS[name]
    found = [str(violation.problem("file")) for violation in broken(part, change) if violation.code == code]
    assert any(message in one for one in found), found


def outcome(beside: str, title: str = "PEAK-1 reports OS", state: Value | None = None) -> set[str]:
    """What is measured of a slide with one panel of a result."""
    shown = Outcome((Text("OS"),), (state,) if state else (), (Text("0.79"),), (Text(beside),))
    data = write_presentation(deck(blocks=(slide_head(title), Outcomes((shown,)))), BRAND)
    return {one.code for one in measured(Package(data), BRAND)}


def test_a_large_figure_has_its_interval_beside_it() -> None:
    assert "bare-figure" not in outcome("95% CI 0.62-1.01")
    assert "bare-figure" not in outcome("CI not reported")
    assert "bare-figure" in outcome("in all patients")


def test_a_miss_that_a_title_tells_is_shown_in_brick() -> None:
    missed = v("Endpoint not met", "endpoint:not_met")
    assert "unmarked-miss" not in outcome("95% CI 0.62-1.01", "PEAK-1 did not meet its endpoint", missed)
    assert "unmarked-miss" in outcome("95% CI 0.62-1.01", "PEAK-1 did not meet its endpoint")


def test_a_miss_that_a_text_tells_is_set_in_brick() -> None:
    def codes(words: Text | Value) -> set[str]:
        blocks = (slide_head("PEAK-1 reports OS"), Paragraph((Text("PEAK-1: "), words)))
        return {one.code for one in measured(Package(write_presentation(deck(blocks=blocks), BRAND)), BRAND)}

    assert "unmarked-miss" not in codes(v("endpoint not met", "endpoint:not_met"))
    assert "unmarked-miss" in codes(Text("endpoint not met"))


def test_one_measure_is_drawn_once_on_a_slide() -> None:
    def told(*alts: str) -> list[str]:
        figures = (replace(figure("landmark"), alt=f"Dot chart, axes from zero: {alt}") for alt in alts)
        blocks = (slide_head("A"), *figures)
        found = measured(Package(write_presentation(deck(blocks=blocks), BRAND)), BRAND)
        return [one.message for one in found if one.code == "unlike-axes"]

    assert told("Median, months: 5.", "Rate, %: 70.") == []
    drawn = "draws one measure in 2 charts: 'Dot chart, axes from zero: Median, months:'"
    assert told("Median, months: 5.", "Median, months: 6.") == [drawn]


@pytest.mark.parametrize("table", [False, True])
def test_a_caution_stays_with_what_it_limits(table: bool) -> None:
    rows = Table(((Text("Trial"),),), (Row(((Text("PEAK-1"),),)),), ("left",))
    shown = rows if table else Figure("pipeline", 1, "Bars.", (Text("Stages"),))
    caution = Callout("caution", (Paragraph((Text("Different trials."),)),))
    written = Package(write_word(page((page_head(1, "Results"), shown, caution)), BRAND))
    let_go = re.sub(rb"<w:keepNext[^>]*/>", b"", written.parts["word/document.xml"])

    def told(package: Package) -> list[str]:
        return [one.message for one in measured(package, BRAND) if one.code == "stranded"]

    assert told(written) == []
    message = "may stand on another page than what it limits"
    assert message in told(Package({**written.parts, "word/document.xml": let_go}))


def test_words_are_more_than_notes_and_sources() -> None:
    def share(words: str) -> list[str]:
        blocks = (slide_head("A"), Paragraph((Text(words),)), figure("landmark", note=(Text("noted " * 9),)))
        found = measured(Package(write_presentation(deck(blocks=blocks), BRAND)), BRAND, DESIGN)
        return [one.message for one in found if one.code == "much-small-print"]

    assert share("word " * 200) == []
    assert [message.partition("%")[2] for message in share("word " * 20)] == [
        " of the words of the main part are notes and sources"
    ]


def test_a_slide_of_many_words_is_named_and_the_annex_may_have_them() -> None:
    def found(title: str, count: int) -> list[str]:
        blocks = (
            slide_head(title),
            Table(((Text("A"),),), tuple(Row(((Text("word " * 29),),)) for _ in range(count)), ("left",)),
        )
        data = Package(write_presentation(deck(blocks=blocks), BRAND))
        return [one.message for one in measured(data, BRAND) if one.code == "many-words"]

    assert found("Programmes", 9) == []
    assert found("Programmes", 12) == ["its body has 349 words, more than 275"]
    assert found("Annex: programmes", 12) == []


def test_a_picture_of_a_chart_is_shown_as_large_as_it_is_drawn() -> None:
    data = write_presentation(deck(blocks=(slide_head("A"), figure("landmark"))), BRAND)
    parts = Package(data).parts
    (name,) = (part for part in parts if part.startswith("ppt/slides/slide2.xml"))
    image = next(part for part in parts if part.startswith("ppt/media/image"))
    for inches, code in ((8.0, []), (14.0, ["chart-text"])):
        drawn = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + int(inches * DPI).to_bytes(4, "big") + bytes(40)
        found = measured(Package({**parts, image: drawn}), BRAND)
        assert [one.code for one in found if one.code == "chart-text"] == code, name


def test_the_annex_ends_where_its_rows_end() -> None:
    def codes(title: str) -> set[str]:
        blocks = (slide_head(title), Paragraph((Text("One line."),)))
        return {one.code for one in measured(Package(write_presentation(deck(blocks=blocks), BRAND)), BRAND)}

    assert codes("Programmes") == {"empty-area"}
    assert codes("Annex: programmes") == set()


def test_the_design_allows_less_than_is_held_against_files_today() -> None:
    data = Package(whole(".pptx"))
    assert measured(data, BRAND) == ()
    assert "much-small-print" in {one.code for one in measured(data, BRAND, DESIGN)}


def test_a_page_that_ends_far_above_its_foot_is_named() -> None:
    blocks = [block for n in range(6) for block in (page_head(1, f"Chapter {n}"), *[words("One line.")] * 9)]
    data = Package(write_word(page(tuple(blocks)), BRAND))
    assert [one for one in measured(data, BRAND) if one.code == "bare-page"] == []
    broken_early = re.sub(rb"(<w:p>(?:(?!</w:p>).)*Chapter 1)", _breaks, data.parts["word/document.xml"], count=1)
    found = measured(Package({**data.parts, "word/document.xml": broken_early}), BRAND)
    assert [one.place for one in found if one.code == "bare-page"][:1] == ["page 1"]


def _breaks(found: re.Match[bytes]) -> bytes:
    return b"<w:p><w:pPr><w:pageBreakBefore/></w:pPr></w:p>" + found[1]


def test_a_run_without_words_begins_no_line() -> None:
    empty = swapped(r'(name="Title \d+".*?)(<a:r>(?:(?!</a:r>).)*<a:t>)', r"\1\2</a:t></a:r>\2</a:t></a:r>\2")
    assert broken(SLIDE, empty) == ()


def test_the_notice_stands_once() -> None:
    layouts = r"ppt/slides/_rels/slide5\.xml\.rels"
    notice = unzipped(whole(".pptx"))["ppt/slides/_rels/slide2.xml.rels"].decode()
    of_notice = re.search(r"slideLayout\d+", notice)
    assert of_notice
    found = broken(layouts, swapped(r"slideLayout\d+", of_notice[0]))
    assert [(one.code, one.slide) for one in found if one.code == "notice-repeated"] == [("notice-repeated", 5)]


def test_a_slide_that_says_next_to_nothing_is_named() -> None:
    blocks = (slide_head("A"), Paragraph((Text("One line."),)))
    found = measured(Package(write_presentation(deck(blocks=blocks), BRAND)), BRAND)
    assert [(one.code, one.slide) for one in found] == [("empty-area", 2)]


@pytest.mark.parametrize(("rows", "codes"), [(1, ["short-last-slide"]), (9, [])])
def test_a_last_slide_of_a_list_with_a_row_alone_is_named(rows: int, codes: list[str]) -> None:
    table = Table(((Text("Name"),),), (Row(((Text("One"),),)),) * rows, ("left",))
    found = measured(Package(write_presentation(deck(blocks=(slide_head("Rows (2 of 2)"), table)), BRAND)), BRAND)
    assert [one.code for one in found if one.code == "short-last-slide"] == codes


def test_the_largest_gap_lies_between_boxes() -> None:
    area = Extent(0, 0, 10, 5)
    assert largest_gap([], area) == 50
    assert largest_gap([Extent(0, 0, 10, 1)], area) == 40
    assert largest_gap([Extent(0, 0, 4, 5), Extent(9, 0, 3, 5)], area) == 25
    assert largest_gap([area], area) == 0


def test_a_rail_that_ends_far_above_the_text_beside_it_is_named() -> None:
    shorter = swapped(r'(name="Backdrop 6".*?<a:ext cx="\d+" cy=")\d+', r"\g<1>914400")
    found = [one.message for one in broken(r"ppt/slides/slide7\.xml", shorter) if one.code == "uneven-columns"]
    assert len(found) == 1


def test_what_stands_below_a_rail_and_what_is_beside_it_is_beside_neither() -> None:
    def codes(top: float) -> list[str]:
        tall = int((6.6 - top) * 914400)
        place = f'<a:xfrm><a:off x="548640" y="{int(top * 914400)}"/><a:ext cx="54864" cy="{tall}"/></a:xfrm>'
        words = "<p:txBody><a:bodyPr/><a:p><a:r><a:t>One line</a:t></a:r></a:p></p:txBody>"
        named = '<p:nvSpPr><p:cNvPr id="999" name="Bar 99"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr>'
        bar = f"<p:sp>{named}<p:spPr>{place}</p:spPr>{words}</p:sp></p:spTree>"
        found = broken(r"ppt/slides/slide7\.xml", swapped("</p:spTree>", bar))
        return [one.code for one in found if one.code == "uneven-columns"]

    assert codes(6.2) == [], "below both"
    assert codes(2.0) == ["uneven-columns"], "beside it, and lower than it ends"


@pytest.mark.parametrize("suffix", [".docx", ".pptx"])
def test_the_whole_file_is_fine(suffix: str) -> None:
    assert [str(one.problem("")) for one in measured(Package(whole(suffix)), BRAND)] == []


@pytest.mark.parametrize("path", built_paths())
def test_our_own_files_keep_to_the_design(built: Path, path: str) -> None:
    assert [str(one.problem(path)) for one in measured(open_package(built / "2025-Q4" / path), BRAND)] == []


def test_letters_of_a_chart_that_office_draws_may_not_be_smaller_than_the_smallest() -> None:
    chart = (
        '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:defRPr sz="600"/><a:rPr sz="900"/></c:chartSpace>'
    )
    package = Package({"ppt/charts/chart1.xml": chart.encode()})
    found = [str(one.problem("deck.pptx")) for one in text_of_charts(package, 7.5)]
    assert len(found) == 1
    assert "chart1.xml" in found[0]
    assert "letters of 6 pt, smaller than 7.5 pt" in found[0]
