"""Covers and chapters whose words are long: what fits nowhere is named, what is cut stands whole beside it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from briefgen.brand.brand_file import read_brand
from briefgen.brand.lines import RESERVE
from briefgen.deck import Deck, cut_deck
from briefgen.deck.abridge import abridged, eased, relieved
from briefgen.deck.drafts import Draft
from briefgen.deck.front import ENTRY_HEIGHT, META_GAP, section
from briefgen.deck.geometry import Geometry, Opening
from briefgen.deck.shapes import Align, Box, Para, Run, Slide, TextShape
from briefgen.deck.text import SHORT_END, evened, height, line_count, line_width, set_lines
from briefgen.document.blocks import Block, Front, Heading, PageBreak, Paragraph
from briefgen.document.document import Document, ShortForm
from briefgen.document.inlines import Cite, Emph, Inlines, Link, Strong, plain
from briefgen.ooxml.drawingml import Pen, emu, paragraph
from briefgen.problems import ProblemsFoundError
from support.slide_sample import HANSOH, h, sample, t, v

BRAND = read_brand(Path("templates/brand"), "templates/brand")
NAME = "an antibody-drug conjugate against B7-H4, a transmembrane glycoprotein of many solid tumours"
CUT = "an antibody-drug conjugate against…"
THEIRS = Geometry(
    cover=Opening(Box(0.6, 1, 9, 1.5), Box(0.6, 3, 9, 3), (36, 20)),
    section=Opening(Box(0.6, 1, 9, 1.5), Box(0.6, 3, 9, 1.15), (36, 20), align="center"),
    path="acme.pptx",
    named=(("Text", "Title and Content"), ("Cover", "Title Slide"), ("Section", "Section Header")),
)
"""A company's template: its own boxes for covers and chapters."""


def words(slide: Slide, name: str) -> list[TextShape]:
    return [shape for shape in slide.shapes if isinstance(shape, TextShape) and shape.name == name]


def texts(slide: Slide, name: str) -> list[str]:
    return [para.text for shape in words(slide, name) for para in shape.paras]


def chapters(*lead: Inlines, title: str = "Chapter", slides: int = 5) -> list[Block]:
    """Chapters of five slides each, which open with this text."""
    found: list[Block] = []
    for number, text in enumerate(lead):
        found += [h(f"{title} {number}", level=1), *([Paragraph(text, "lead")] if text else [])]
        for slide in range(slides):
            found += [h(f"Slide {number} {slide}"), Paragraph(t("x")), PageBreak()]
    return found


def in_theirs(document: Document) -> Deck:
    return cut_deck(document, BRAND, THEIRS)


# --- covers ------------------------------------------------------------------------------------------------


def test_a_headline_too_long_for_the_cover_is_left_to_the_summary() -> None:
    front = Front((Paragraph(t("Word " * 200)),))
    deck = cut_deck(sample("investor", (front, h("Summary"), Paragraph(t("x")))), BRAND)
    assert words(deck.slides[0], "Headline") == []


def test_further_sentences_of_a_headline_stand_smaller_below_the_first_each_with_its_citations() -> None:
    cited = (*t("LUMEN met its endpoint."), Cite((HANSOH,)), *t(" DAWN missed OS."), Cite((HANSOH,)))
    deck = cut_deck(sample("investor", (Front((Paragraph(cited),)), h("Summary"), Paragraph(t("x")))), BRAND)
    (box,) = words(deck.slides[0], "Headline")
    assert [para.text.rstrip("1") for para in box.paras] == ["LUMEN met its endpoint.", "DAWN missed OS."]
    first, second = box.paras
    assert first.size > second.size
    assert all(para.runs[-1].superscript for para in box.paras)


def test_no_line_of_a_headline_ends_it_with_a_word() -> None:
    ends = []
    for count in range(20, 34):
        front = Front((Paragraph(t("Word " * count + "end")),))
        (box,) = words(
            cut_deck(sample("investor", (front, h("Summary"), Paragraph(t("x")))), BRAND).slides[0], "Headline"
        )
        (para,) = box.paras
        room = (box.box.w - para.spare) / para.size
        (line,) = set_lines(para, BRAND)
        spans = list(line.spans(room))
        ends.append((line.reach[spans[-1][1]] - line.reach[spans[-1][0]]) / room)
    assert min(ends) >= SHORT_END


def test_a_headline_whose_last_word_finds_no_other_beside_it_stays_as_it_is() -> None:
    para = Para((Run("W" * 30 + " end"),), 18)
    inches = line_width(Para((Run("W" * 30),), 18), BRAND) * RESERVE + 0.1
    assert line_count(para, BRAND, inches) == 2
    assert evened(para, BRAND, inches) is para


def test_a_cover_spells_out_short_forms_of_its_headline_as_far_as_its_foot_has_room() -> None:
    front = Front((Paragraph(t("Longer PFS in PsA and XYZ, ITT")),))
    short = {"ITT": "intention to treat", "PsA": "psoriatic arthritis", "PFS": "as known", "XYZ": "long words " * 20}
    listed = tuple(ShortForm(form, t(words)) for form, words in short.items())
    document = replace(sample("investor", (front, h("Summary"), Paragraph(t("x")))), abbreviations=listed)
    (foot,) = texts(cut_deck(document, BRAND).slides[0], "Notice")
    assert foot.endswith("PsA: psoriatic arthritis. ITT: intention to treat.")


def test_lines_of_a_cover_that_fit_at_no_size_are_named() -> None:
    document = replace(sample("investor", (h("One"), Paragraph(t("x")))), subtitle=(t("Subject " * 120),))
    with pytest.raises(ProblemsFoundError) as raised:
        cut_deck(document, BRAND)
    (problem,) = raised.value.problems
    assert "the cover subtitle of 960 characters" in problem.message


def test_facts_of_a_cover_that_do_not_stand_on_one_line_share_its_width() -> None:
    meta = tuple((t(f"Label {number}"), t("a long value of the cover " * 3)) for number in range(3))
    deck = cut_deck(replace(sample("investor", (h("One"), Paragraph(t("x")))), meta=meta), BRAND)
    boxes = [shape.box for shape in words(deck.slides[0], "Value")]
    assert len({box.w for box in boxes}) == 1
    assert boxes[1].x - boxes[0].right == pytest.approx(META_GAP[0], abs=0.001)


def test_a_cover_in_a_company_s_template_has_its_lines_in_one_box_or_none() -> None:
    document = sample("investor", (h("One"), Paragraph(t("x"))))
    assert "Data as of: 31 October 2025" in texts(in_theirs(document).slides[0], "Subtitle")
    assert in_theirs(replace(document, subtitle=(), meta=())).slides[0].shapes == ()


def test_a_cover_in_a_company_s_template_tells_the_period_in_the_fullest_words_that_fit() -> None:
    short = Paragraph(t("HARBOUR met its endpoint: ", v("0.61"), Cite((HANSOH,)), "."))
    front = Front((Paragraph(t("Word " * 400)), short, Paragraph(t("Shorter."))))
    lines = texts(in_theirs(sample("investor", (front, h("Summary"), Paragraph(t("x"))))).slides[0], "Subtitle")
    assert [line for line in lines if line.startswith(("Word", "HARBOUR", "Shorter"))] == [lines[2]]
    assert lines[2].startswith("HARBOUR met its endpoint: 0.61")
    assert lines[-1].startswith("Source: 1\u00a0Hansoh")
    plain_front = Front((Paragraph(t("Nothing is new.")),))
    lines = texts(in_theirs(sample("investor", (plain_front, h("Summary"), Paragraph(t("x"))))).slides[0], "Subtitle")
    assert lines[2] == "Nothing is new."
    assert not lines[-1].startswith("Source:")


@pytest.mark.parametrize("align", ["left", "center"])
def test_titles_in_a_company_s_template_part_no_range(align: Align) -> None:
    frame = replace(THEIRS.frame("Text"), align=align)
    theirs = replace(THEIRS, frames=(("Text", frame),))
    title = (
        "COMPASSION in a long name of a disease, final analysis: OS hazard ratio of 0.61 (95% CI 0.51\u20130.73); met"
    )
    (slide,) = cut_deck(sample("investor", (h(title), Paragraph(t("x")))), BRAND, theirs).slides[1:]
    (line,) = slide.title.paras
    assert line.spare > 0
    assert slide.title.ragged == 0, "the insets of its placeholder are its own"
    left, right = re.findall(r'mar[LR]="(\d+)"', paragraph(line, Pen(BRAND, "en-GB")))
    halved = (str(emu(line.spare / 2)),) * 2
    assert (left, right) == (halved if align == "center" else ("0", str(emu(line.spare))))


def test_lines_of_a_cover_too_many_for_a_template_are_named() -> None:
    document = replace(sample("investor", (h("One"), Paragraph(t("x")))), subtitle=(t("Subject " * 400),))
    with pytest.raises(ProblemsFoundError) as raised:
        in_theirs(document)
    (problem,) = raised.value.problems
    assert "the cover subtitle" in problem.message
    assert "acme.pptx" not in problem.origin.path, "it does not fit our own design either"


def test_what_fits_our_design_but_not_the_template_is_a_problem_of_the_template() -> None:
    document = replace(sample("investor", (h("One"), Paragraph(t("x")))), subtitle=(t("Subject"),))
    low = replace(THEIRS, cover=Opening(Box(0.6, 1, 9, 1.5), Box(0.6, 3, 9, 0.1), (36, 20)))
    with pytest.raises(ProblemsFoundError) as raised:
        cut_deck(document, BRAND, low)
    (problem,) = raised.value.problems
    assert problem.origin.path == "acme.pptx"
    assert "'Title Slide'" in problem.message


# --- chapters ----------------------------------------------------------------------------------------------


def test_a_chapter_in_a_company_s_template_names_as_many_slides_as_its_box_holds() -> None:
    deck = in_theirs(sample("investor", tuple(chapters(t("What it is about"), (), t("About")))))
    first, second = (slide for slide in deck.slides if slide.number in (2, 8))
    assert texts(first, "Lead") == ["What it is about"]
    assert texts(second, "Lead") == []
    entries = words(second, "Entry")
    assert [(one.paras[0].text, one.leads_to) for one in entries[:2]] == [
        ("Slide 1 0  Slide 9", 9),
        ("Slide 1 1  Slide 10", 10),
    ]
    assert len(texts(first, "Entry")) < len(entries)
    assert {one.paras[0].align for one in entries} == {"center"}
    assert all(one.box.bottom <= 3 + 1.15 for slide in (first, second) for one in words(slide, "Entry"))


def test_a_chapter_that_holds_every_name_ends_above_its_box() -> None:
    tall = replace(THEIRS, section=replace(THEIRS.section, text=Box(0.6, 3, 9, 4)))  # type: ignore[arg-type]
    assert len(words(cut_deck(sample("investor", tuple(chapters((), (), ()))), BRAND, tall).slides[1], "Entry")) == 5


def test_names_in_a_chapter_are_cut_only_where_they_find_no_room_whole() -> None:
    document = sample("investor", ())
    entries = [(t("The long name of a slide that follows ", v(NAME)), number) for number in range(3, 6)]
    slide = section(2, 1, t("Chapter"), (), document, BRAND, "Section", entries)
    assert all(text.startswith("The long name of a slide that follows an antibody-drug conjugate against B7-H4, a") for text in texts(slide, "Entry")[::2])  # fmt: skip
    wordy = [(t("The long name of a slide that follows and says it all twice " * 3), number) for number in range(3, 7)]
    slide = section(2, 1, t("Chapter"), (), document, BRAND, "Section", wordy)
    (size,) = {one.paras[0].size for one in words(slide, "Entry")}
    assert size < 12
    assert height((words(slide, "Entry")[0].paras[0],), BRAND, 3) > ENTRY_HEIGHT / 2


def test_the_tracker_names_a_chapter_up_to_its_colon() -> None:
    deck = cut_deck(sample("investor", tuple(chapters((), (), title="Asset: in ovarian cancer", slides=4))), BRAND)
    assert {chapter.name for chapter in deck.chapters} == {"Asset"}


def test_a_long_title_of_a_chapter_is_cut_and_told_whole_in_its_text() -> None:
    title = t("HS-20089, ", v(NAME), " in ovarian cancer")
    (cut,) = eased([Draft(Heading(1, title), [Paragraph(t("What it is about"), "lead")], chapter=1)])
    assert plain(cut.heading.inlines) == f"HS-20089, {CUT.rstrip('…')}… in ovarian cancer"
    assert [plain(block.inlines) for block in cut.blocks if isinstance(block, Paragraph)] == [
        f"HS-20089, {NAME} in ovarian cancer. What it is about"
    ]
    plainly = Draft(Heading(1, t("A chapter whose long title has no name that could be cut")), chapter=1)
    assert eased([plainly]) == [plainly]


# --- titles ------------------------------------------------------------------------------------------------


def test_names_are_cut_wherever_they_stand() -> None:
    wrapped: Inlines = (Strong((v(NAME),)), Emph((v(NAME),)), Link((v(NAME),), "#there"))
    assert [plain((one,)) for one in abridged(wrapped, 36)] == [CUT] * 3
    assert isinstance(abridged(wrapped, 36)[2], Link)


def test_a_clause_stays_in_a_title_of_which_too_little_would_be_left() -> None:
    assert relieved(Draft(Heading(2, t("PEAK-1: the median was much longer"))), "title") is None
    moved = relieved(Draft(Heading(2, t("PEAK-1: the median was much longer, and so was the rate"))), "title")
    assert moved is not None
    assert plain(moved.heading.subtitle) == "and so was the rate"
