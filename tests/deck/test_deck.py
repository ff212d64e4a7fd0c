"""A document is cut into slides on which everything fits and nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefgen.brand.brand import Brand
from briefgen.brand.brand_file import read_brand
from briefgen.deck import Deck, cut_deck, dump_deck
from briefgen.deck.footnotes import footnotes
from briefgen.deck.scale import SCALE
from briefgen.deck.shapes import Backdrop, Box, Grid, Picture, Rule, Shape, Slide, TextShape
from briefgen.deck.text import height, line_count, set_lines
from briefgen.document.blocks import (
    Block,
    BulletList,
    Callout,
    Card,
    Cards,
    Chips,
    Column,
    Columns,
    DefinitionList,
    Metrics,
    NumberedList,
    PageBreak,
    Panel,
    Panels,
    Paragraph,
    Row,
    SpeakerNotes,
    Table,
)
from briefgen.document.document import ShortForm
from briefgen.document.inlines import Cite, Inlines
from briefgen.problems import ProblemsFoundError
from support.slide_sample import b, figure, h, missing, sample, stand_in_charts, t, v

BRAND = read_brand(Path("templates/brand"), "templates/brand")
FAST = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(autouse=True)
def _charts(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in_charts(monkeypatch)


def deck_of(*blocks: Block, variant: str = "investor") -> Deck:
    return cut_deck(sample(variant, blocks), BRAND)


def words_of(slide: Slide) -> str:
    """Every text of a slide, one paragraph or cell per line."""
    lines = [slide.title.paras[0].text]
    for shape in slide.shapes:
        match shape:
            case TextShape():
                lines += [para.text for para in shape.paras]
            case Grid():
                lines += [cell.para.text for row in shape.rows for cell in row.cells]
            case _:
                pass
    return "\n".join(lines)


def text_of(deck: Deck) -> str:
    return "\n".join(words_of(slide) for slide in deck.slides)


# --- what holds for every deck ---


def overlap(one: Box, other: Box) -> bool:
    slack = 0.005
    return (
        one.x < other.right - slack
        and other.x < one.right - slack
        and one.y < other.bottom - slack
        and other.y < one.bottom - slack
    )


def inside(inner: Box, outer: Box) -> bool:
    slack = 0.005
    return (
        outer.x - slack <= inner.x
        and outer.y - slack <= inner.y
        and inner.right <= outer.right + slack
        and inner.bottom <= outer.bottom + slack
    )


def check_slide(slide: Slide, brand: Brand) -> None:
    """Nothing leaves the slide or its box; nothing lies on another text."""
    shapes: list[Shape] = [slide.title, *slide.shapes]
    for shape in shapes:
        assert inside(shape.box, Box(0, 0, 13.333, 7.5)), shape
        if isinstance(shape, TextShape):
            x, y = shape.inset
            needed = height(shape.paras, brand, shape.box.w - 2 * x)
            assert needed <= shape.box.h - 2 * min(y, 0.05) + 0.02, (shape.name, needed, shape.box)
        if isinstance(shape, Grid):
            for row in shape.rows:
                widths = [sum(shape.widths)] if row.merged else list(shape.widths)
                for cell, width in zip(row.cells, widths, strict=True):
                    lines = line_count(cell.para, brand, width - 2 * shape.inset[0])
                    assert lines * cell.para.line / 72 + 2 * shape.inset[1] <= row.height + 0.001
    for index, one in enumerate(shapes):
        for other in shapes[index + 1 :]:
            if isinstance(one, Rule) or isinstance(other, Rule):
                continue
            if isinstance(one, Backdrop) or isinstance(other, Backdrop):
                assert not overlap(one.box, other.box) or inside(other.box, one.box), (one, other)
            else:
                assert not overlap(one.box, other.box), (one, other)


def check(deck: Deck) -> None:
    for slide in deck.slides:
        check_slide(slide, BRAND)
    titles = [slide.title.paras[0].text for slide in deck.slides if not slide.layout.startswith("Section")]
    assert len(titles) == len(set(titles))
    assert [slide.number for slide in deck.slides] == list(range(1, len(deck.slides) + 1))


@pytest.mark.parametrize("variant", ["investor", "medical"])
def test_the_sample_deck_holds_together(variant: str) -> None:
    deck = cut_deck(sample(variant), BRAND)
    check(deck)
    layouts = [slide.layout.removesuffix(" - Medical") for slide in deck.slides]
    assert layouts == [
        "Cover", "Statement", "Cards", "Table", "Chart", "Two Content", "Chart and Text",
        "Chart and Three Texts", "Two Content", "Chart", "Table", "Table", "References", "Table",
    ]  # fmt: skip
    assert all(slide.layout.endswith(" - Medical") == (variant == "medical") for slide in deck.slides)


def test_the_same_document_gives_the_same_deck() -> None:
    assert dump_deck(cut_deck(sample(), BRAND)) == dump_deck(cut_deck(sample(), BRAND))


# --- text of any length ---

sentence = st.text(st.sampled_from("abcdefg HS-20089 15.9% 卵巢癌 é"), min_size=1, max_size=160).map(
    lambda text: " ".join(text.split()) or "x"
)
inlines = sentence.map(lambda text: t(text))
prose = st.one_of(
    inlines.map(Paragraph),
    st.lists(inlines, min_size=1, max_size=12).map(lambda items: BulletList(tuple(items))),
    st.lists(inlines, min_size=1, max_size=8).map(lambda items: NumberedList(tuple(items))),
)
short = st.text(st.sampled_from("abcdefg 1"), min_size=1, max_size=24).map(lambda text: t(text.strip() or "x"))
boxes = st.one_of(
    st.lists(st.builds(Card, short, short, inlines, short), min_size=1, max_size=6).map(lambda c: Cards(tuple(c))),
    st.lists(st.tuples(short, inlines), min_size=1, max_size=14).map(lambda d: DefinitionList(tuple(d))),
    st.lists(short, min_size=1, max_size=9).map(lambda c: Chips(tuple(c))),
    st.lists(st.tuples(short, short), min_size=1, max_size=5).map(lambda m: Metrics(tuple(m))),
    st.lists(st.builds(Panel, short, short, st.tuples(short, short), inlines), min_size=1, max_size=5).map(
        lambda p: Panels(tuple(p))
    ),
    st.builds(Callout, st.sampled_from(["caution", "notice", "real-world"]), st.tuples(inlines.map(Paragraph))),
    st.integers(1, 4).map(lambda parts: replace(figure("pipeline"), numbers=parts)),
)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    columns = draw(st.integers(2, 6))
    rows = draw(
        st.lists(st.tuples(st.booleans(), st.lists(short, min_size=columns, max_size=columns)), min_size=1, max_size=25)
    )
    made = tuple(Row((cells[0],), True) if group else Row(tuple(cells)) for group, cells in rows)
    return Table(
        tuple(t(f"c{i}") for i in range(columns)), (*made, Row(tuple([t("end")] * columns))), ("left",) * columns
    )


blocks = st.one_of(prose, boxes, tables())


@FAST
@given(st.lists(blocks, min_size=1, max_size=4))
def test_any_blocks_fit_and_none_is_lost(body: list[Block]) -> None:
    deck = deck_of(h("Any title"), *body)
    check(deck)
    shown = text_of(deck).splitlines()
    for text in expected(body):
        assert text in shown, text


@FAST
@given(st.lists(prose, min_size=1, max_size=3), st.lists(boxes, min_size=1, max_size=2))
def test_columns_of_any_blocks_fit(left: list[Block], right: list[Block]) -> None:
    columns = Columns((Column(tuple(left)), Column(tuple(right))))
    deck = deck_of(h("Any title"), columns)
    check(deck)
    shown = text_of(deck).splitlines()
    for text in expected([*left, *right]):
        assert text in shown, text


def expected(body: list[Block]) -> list[str]:
    """What must be read somewhere in the deck, paragraph by paragraph."""
    found: list[Inlines] = []
    for block in body:
        match block:
            case Paragraph(inlines=one):
                found.append(one)
            case BulletList(items) | NumberedList(items):
                found += items
            case Table():
                found += [cell for row in block.rows for cell in row.cells]
            case Cards(cards):
                found += [part for card in cards for part in (card.label, card.figure, card.text, card.qualifier)]
            case DefinitionList(items) | Metrics(items):
                found += [part for item in items for part in item]
            case Chips(chips):
                found += chips
            case Panels(panels):
                found += [part for panel in panels for part in (panel.title, panel.aside, *panel.chips, panel.note)]
            case Callout(blocks=inner):
                found += [one.inlines for one in inner if isinstance(one, Paragraph)]
            case _:
                pass
    return ["".join(getattr(inline, "text", "") for inline in inlines) for inlines in found]


# --- fit policy ---


def test_a_dense_table_breaks_no_word_of_its_heads() -> None:
    rows = tuple(Row((t(f"Event {n} of a study, told at some length " * 6), t(str(n)))) for n in range(10, 34))
    table = Table((t("Event"), t("Ref.")), rows, ("left", "left"), style="register")
    slides = deck_of(h("Register"), table).slides
    grid = next(shape for slide in slides for shape in slide.shapes if isinstance(shape, Grid))
    heads = zip(grid.rows[0].cells, grid.widths, strict=True)
    assert [line_count(cell.para, BRAND, width - 2 * grid.inset[0]) for cell, width in heads] == [1, 1]


def test_a_cell_of_a_territory_alone_has_its_colour() -> None:
    cells = (
        t(v("China", "territory:china")),
        t(v("Peru", "territory:peru")),
        t(v("China", "territory:china"), " only"),
    )
    deck = deck_of(h("Where"), Table((t("A"), t("B"), t("C")), (Row(cells),), ("left",) * 3))
    grid = next(shape for shape in deck.slides[1].shapes if isinstance(shape, Grid))
    assert [cell.para.runs[0].color for cell in grid.rows[1].cells] == ["plum", "ink", "ink"]


def test_a_cell_that_says_that_an_endpoint_was_missed_says_it_in_brick() -> None:
    cells = (t(v("endpoint not met", "endpoint:not_met")), t(v("endpoint met", "endpoint:met")))
    deck = deck_of(h("Results"), Table((t("A"), t("B")), (Row(cells),), ("left",) * 2))
    grid = next(shape for shape in deck.slides[1].shapes if isinstance(shape, Grid))
    assert [cell.para.runs[0].color for cell in grid.rows[1].cells] == ["brick", "ink"]


def test_a_register_has_all_the_height_below_a_title_of_one_line() -> None:
    table = Table((t("Name"),), (Row((t("A"),)),), ("left",), style="register")
    first, other = deck_of(replace(h("Rows"), subtitle=t("All rows")), table, h("Rows " * 20), table).slides[-2:]
    assert (first.title.box.y, first.title.paras[0].size) == (0.48, 18.0)
    grids = [shape for shape in first.shapes if isinstance(shape, Grid)]
    assert grids[0].box.y == 1.08
    assert other.title.paras[0].size == 24.0


def test_titles_of_an_annex_are_as_large_as_those_of_its_registers() -> None:
    beyond = replace(h("Further words"), annex=True)
    main, annex = deck_of(h("Words"), Paragraph(t("x")), beyond, Paragraph(t("y"))).slides[-2:]
    assert [slide.title.paras[0].size for slide in (main, annex)] == [24.0, 18.0]


def test_a_register_that_fills_little_of_its_slide_has_more_air_than_a_longer_one() -> None:
    def height(count: int) -> float:
        rows = tuple(Row((t(f"Name {n}"), t(str(n)))) for n in range(count))
        deck = deck_of(h("Rows"), Table((t("Name"), t("Value")), rows, ("left", "right"), style="register"))
        (grid,) = (shape for slide in deck.slides for shape in slide.shapes if isinstance(shape, Grid))
        return grid.rows[-1].height

    assert height(4) > 1.2 * height(12) > height(24)


def test_a_register_of_two_slides_fills_both_evenly_with_air_between_its_rows() -> None:
    rows = [Row((t(f"row {i}"), t("x"))) for i in range(26)]
    rows[11:11] = [Row((t("Group"),), True)]
    deck = deck_of(h("Rows"), Table((t("Name"), t("Value")), tuple(rows), ("left", "right"), style="register"))
    grids = [shape for slide in deck.slides[1:] for shape in slide.shapes if isinstance(shape, Grid)]
    shown = [[row.cells[0].para.text for row in grid.rows[1:]] for grid in grids]
    assert [row for some in shown for row in some] == [
        *(f"row {i}" for i in range(11)),
        "Group",
        *(f"row {i}" for i in range(11, len(shown[0]) - 1)),
        "Group",
        *(f"row {i}" for i in range(len(shown[0]) - 1, 26)),
    ]
    assert abs(len(shown[0]) - len(shown[1])) <= 2
    (high,) = {row.height for grid in grids for row in grid.rows[1:] if not row.merged}
    assert high > 0.209


def test_a_long_table_is_split_with_head_group_and_mark() -> None:
    rows = [Row((t("Group A"),), True)] + [Row((t(f"row {i}"), t("x"))) for i in range(23)]
    deck = deck_of(h("Rows"), Table((t("Name"), t("Value")), tuple(rows), ("left", "right")))
    slides = deck.slides[1:]
    assert [slide.title.paras[0].text for slide in slides] == [f"Rows ({i}\u00a0of\u00a02)" for i in (1, 2)]
    grids = [shape for slide in slides for shape in slide.shapes if isinstance(shape, Grid)]
    for grid in grids:
        assert [cell.para.text for cell in grid.rows[0].cells] == ["Name", "Value"]
        assert grid.rows[1].cells[0].para.text == "Group A"
        assert len(grid.rows) <= 14
    assert len({grid.widths for grid in grids}) == 1
    marks = [
        s.paras[0].text
        for slide in slides
        for s in slide.shapes
        if isinstance(s, TextShape) and s.name == "Continuation"
    ]
    assert marks == ["Continues on the next slide", "Continued from the previous slide; end of table"]


def test_a_caution_stands_on_every_part() -> None:
    rows = tuple(Row((t(f"row {i}"),)) for i in range(15))
    caution = Callout("caution", (Paragraph(t("Different trials.")),))
    deck = deck_of(h("Rows"), Table((t("Name"),), rows, ("left",)), caution)
    assert all("Different trials." in words_of(slide) for slide in deck.slides[1:])
    assert len(deck.slides) == 3


@pytest.mark.parametrize("before", range(4))
def test_a_callout_stands_whole_on_the_next_slide(before: int) -> None:
    comments = [Callout("notice", (Paragraph(t(f"Comment {n}.")), Paragraph(t(f"Body {n}.")))) for n in range(14)]
    lines = BulletList(tuple(t(f"Line {n}.") for n in range(before + 1)))
    said = [words_of(slide) for slide in deck_of(h("Comments"), lines, *comments).slides[1:]]
    assert len(said) > 1
    for n in range(14):
        (where,) = [words for words in said if f"Comment {n}." in words]
        assert f"Body {n}." in where


def test_peers_shrink_together() -> None:
    long = t("words " * 24)
    deck = deck_of(h("Shrink"), BulletList((long,) * 9))
    sizes = {p.size for s in deck.slides[1].shapes if isinstance(s, TextShape) and s.name == "Text" for p in s.paras}
    assert len(deck.slides) == 2
    assert sizes == {min(sizes)}
    assert 12 <= min(sizes) < 14.5


def test_a_figure_is_split_by_its_chart() -> None:
    deck = deck_of(h("Pipeline"), replace(figure("pipeline"), numbers=3))
    pictures = [shape for slide in deck.slides for shape in slide.shapes if isinstance(shape, Picture)]
    assert [picture.numbers for picture in pictures] == [1, 1, 1]


def test_the_last_clause_of_a_title_too_long_ends_its_subtitle() -> None:
    title = "PEAK-1 met its endpoint; the median was longer with one arm than with the other; nothing more is disclosed"
    heading = h(f"{title} by any of the sources that were read for this briefing until today")
    deck = deck_of(replace(heading, subtitle=t("Phase III trial")), Paragraph(t("Text.")))
    slide = words_of(deck.slides[1])
    assert slide.startswith(f"{title.rpartition('; ')[0]}\n")
    assert "Phase III trial; nothing more is disclosed by any of the sources" in slide
    assert "\u2026" not in slide
    check(deck)


def test_a_title_too_long_is_a_problem_that_names_it() -> None:
    with pytest.raises(ProblemsFoundError) as caught:
        deck_of(h("A very long title " * 560), Paragraph(t("x")))
    (problem,) = caught.value.problems
    assert problem.code == "does-not-fit"
    assert "the title of 10080 characters" in problem.message
    assert len(problem.message) < 400


def test_every_misfit_is_reported_at_once() -> None:
    with pytest.raises(ProblemsFoundError) as caught:
        deck_of(h("Long " * 100), Paragraph(t("x")), h("Body"), Paragraph(t("word " * 3000)))
    assert [problem.code for problem in caught.value.problems] == ["does-not-fit"] * 2


# --- small print ---


def small(slide: Slide) -> list[str]:
    return [p.text for s in slide.shapes if isinstance(s, TextShape) and s.name == "Notes and sources" for p in s.paras]


def test_sources_of_a_slide_with_groups_and_via() -> None:
    group = Cite(("ref-4", "ref-5", "ref-6", "ref-7", "ref-8"))
    deck = deck_of(h("Sources"), Paragraph(t("Range.", group)), h("Alone"), Paragraph(t("One.", Cite(("globocan",)))))
    assert small(deck.slides[1]) == [
        "Sources: 1\u00a0Hansoh Pharma, press release, 1 May 2025. 4–8 as cited as a group in 1."
    ]
    assert small(deck.slides[2]) == [
        "Sources: 1\u00a0Hansoh Pharma, press release, 1 May 2025. 3\u00a0GLOBOCAN 2022 v1.1, cited in 1."
    ]


def test_short_sources_keep_the_whole_name_of_who_states_them() -> None:
    said = t("Alder Therapeutics, Inc., press release, 1 May 2025")
    document = sample("investor", ())
    first, *others = document.references
    document = replace(document, references=(replace(first, short=said, lead=t("Alder Therapeutics, Inc.")), *others))
    blocks = (Paragraph(t("One.", Cite((first.id,)))),)
    (para,) = footnotes(blocks, (), document, BRAND, most=1, wide=2.4).paras
    assert para.text == "Source: 1\u00a0Alder Therapeutics, Inc."


def test_abbreviations_are_whole_words_and_yield_to_notes() -> None:
    deck = deck_of(h("PFS gain"), Paragraph(t("rwPFSX stays unknown")))
    assert small(deck.slides[1]) == ["PFS: progression-free survival."]
    crowded = sample("investor", (h("PFS"), Paragraph(t("x")), Paragraph(t("A caveat that matters. " * 23), "note")))
    crowded = replace(crowded, abbreviations=(ShortForm("PFS", t("progression-free survival " * 6)),))
    slide = cut_deck(crowded, BRAND).slides[1]
    assert "PFS:" not in "".join(small(slide))
    assert "PFS:" in slide.notes
    check_slide(slide, BRAND)


def test_speaker_notes_hold_the_sources_with_their_places() -> None:
    deck = deck_of(h("Notes"), Paragraph(t(v("21.9%"))), SpeakerNotes((Paragraph(t("Say this.")),)))
    assert deck.slides[1].notes.startswith("Say this.\n\nSources:\n1 Hansoh Pharmaceutical Group.")
    assert "[paragraph 3]" in deck.slides[1].notes


# --- looks ---


def test_missing_values_are_slate_italic_everywhere() -> None:
    deck = deck_of(
        h("Missing"), Paragraph(t("Value: ", missing())), Table((t("A"),), (Row((t(missing()),)),), ("left",))
    )
    runs = [
        run
        for shape in deck.slides[1].shapes
        if isinstance(shape, TextShape)
        for para in shape.paras
        for run in para.runs
    ]
    runs += [
        r
        for s in deck.slides[1].shapes
        if isinstance(s, Grid)
        for row in s.rows
        for c in row.cells
        for r in c.para.runs
    ]
    found = [run for run in runs if run.text == "not disclosed"]
    assert len(found) == 2
    assert all(run.italic and run.color == "slate" and not run.bold for run in found)


def chaptered(chapters: int, slides: int) -> list[Block]:
    """Chapters of so many slides each."""
    found: list[Block] = []
    for chapter in range(chapters):
        found += [h(f"Chapter {'ABCDE'[chapter]}", level=1), Paragraph(t("What it is about"), "lead")]
        for number in range(slides):
            found += [h(f"{'ABCDE'[chapter]}{'abcdef'[number]}"), Paragraph(t("x")), PageBreak()]
    return found


def test_a_section_names_the_slides_that_follow() -> None:
    deck = deck_of(*chaptered(3, 5))
    section = deck.slides[1]
    assert section.layout == "Section"
    entries = [shape for shape in section.shapes if isinstance(shape, TextShape) and shape.leads_to]
    assert [(e.paras[0].text, e.leads_to) for e in entries] == [("Aa", 3), ("Ab", 4), ("Ac", 5), ("Ad", 6)]
    check(deck)


def test_short_chapters_have_no_slide_of_their_own_and_are_tracked_at_the_top() -> None:
    deck = deck_of(*chaptered(2, 4))
    assert [slide.layout for slide in deck.slides] == ["Cover", *["Text"] * 8]
    tracked = [shape for shape in deck.slides[5].shapes if isinstance(shape, TextShape) and shape.name == "Chapter"]
    assert [(word.paras[0].text, word.paras[0].runs[0].bold, word.leads_to) for word in tracked] == [
        ("Chapter A", False, 2), ("Chapter B", True, 0),
    ]  # fmt: skip
    assert deck.slides[5].notes.startswith("What it is about")
    check(deck)


def test_a_short_deck_has_a_bar_and_no_tracker() -> None:
    deck = deck_of(*chaptered(2, 1))
    assert not [shape for shape in deck.slides[1].shapes if isinstance(shape, TextShape) and shape.name == "Chapter"]


def test_below_a_title_of_one_line_everything_stands_higher() -> None:
    short, long = (deck_of(h(words), Paragraph(t("x"))).slides[1] for words in ("Short", "Long words " * 9))
    tops = [
        next(s.box.y for s in slide.shapes if isinstance(s, TextShape) and s.name == "Text") for slide in (short, long)
    ]
    assert tops[0] < tops[1] == 1.5


def test_strong_words_of_a_caution_are_amber() -> None:
    deck = deck_of(h("Caution"), Callout("caution", (Paragraph(t(b("Cross-trial display."), " Not a comparison.")),)))
    (strip,) = [shape for shape in deck.slides[1].shapes if isinstance(shape, TextShape) and shape.name == "Caution"]
    assert [run.color for run in strip.paras[0].runs] == ["amber", "ink"]


def test_no_size_grows_on_a_nearly_empty_slide() -> None:
    rows = [Row((t(f"Asset {n}"), t("not much"))) for n in range(9)]
    for some in (rows[:2], rows):
        slide = deck_of(h("Little"), Table((t("Asset"), t("Note")), tuple(some), ("left", "left"))).slides[1]
        assert next(shape for shape in slide.shapes if isinstance(shape, Grid)).rows[1].cells[0].para.size == 12.0


def sizes_of(slide: Slide) -> set[float]:
    """Every size of text on a slide."""
    found = {para.size for para in slide.title.paras} | {para.size for para in slide.footer or ()}
    for shape in slide.shapes:
        if isinstance(shape, TextShape):
            found |= {para.size for para in shape.paras}
        if isinstance(shape, Grid):
            found |= {cell.para.size for row in shape.rows for cell in row.cells}
    return found


@FAST
@given(st.lists(blocks, min_size=1, max_size=6))
def test_every_size_is_one_of_the_scale(body: list[Block]) -> None:
    for slide in deck_of(h("Anything"), *body).slides:
        assert sizes_of(slide) <= set(SCALE)


def test_fact_lists_side_by_side_share_the_heights_of_their_rows() -> None:
    long = "recurrent or metastatic ovarian and endometrial cancer " * 3
    lists = [DefinitionList(((t("Phase"), t("II")), (t("Population"), t(said)))) for said in ("solid tumours", long)]
    slide = deck_of(h("Trials"), Columns(tuple(Column((one,)) for one in lists))).slides[1]
    left, right = (shape for shape in slide.shapes if isinstance(shape, Grid))
    assert [row.height for row in left.rows] == [row.height for row in right.rows]
    assert left.rows[1].height > left.rows[0].height


def test_a_title_ends_in_no_lonely_word() -> None:
    lonely = deck_of(
        h("HS-20089: a B7-H4 ADC in Phase III in China, licensed to GSK outside of all China"), Paragraph(t("One."))
    )
    even = deck_of(h("One"), Paragraph(t("One.")))
    title = lonely.slides[1].title
    assert even.slides[1].title.ragged == 0
    assert title.ragged > 0
    assert line_count(title.paras[0], BRAND, title.box.w - title.ragged) == 2


def test_a_title_parts_no_range() -> None:
    said = "HARMONi did not meet its OS endpoint: hazard ratio of 0.79 (95%\u00a0CI\u00a00.62–1.01); it met its PFS endpoint"
    title = deck_of(h(said), Paragraph(t("One."))).slides[1].title
    (line,) = set_lines(title.paras[0], BRAND)
    first, second = line.lines((title.box.w - title.ragged) / title.paras[0].size)
    assert title.ragged > 0
    assert "0.62–1.01" in second
    assert not first.endswith("–")


def test_a_title_parts_no_code_from_its_number() -> None:
    said = (
        "AK105-304: PFS hazard ratio of 0.45; no safety result is on record; AK105-202: ORR of 28% with penpulimab; "
        "single-arm trial"
    )
    title = deck_of(h(said), Paragraph(t("One."))).slides[1].title
    (line,) = set_lines(title.paras[0], BRAND)
    first, second = line.lines((title.box.w - title.ragged) / title.paras[0].size)
    assert title.ragged > 0, "an office program would end the first line within the code"
    assert first.endswith("on record;")
    assert second.startswith("AK105-202")


def test_a_title_that_ends_evenly_leaves_no_room_for_the_first_part_of_a_code() -> None:
    said = "YAN-143-201: PFS hazard ratio of 0.83 in advanced disease, second line, YAN-143 plus chemotherapy"
    title = deck_of(h(said), Paragraph(t("One."))).slides[1].title
    (line,) = set_lines(title.paras[0], BRAND)
    room = (title.box.w - title.ragged) / title.paras[0].size
    first = line.lines(room)[0]
    assert title.ragged > 0
    assert first.endswith("line,")
    assert line.reach[len(f"{first} YAN-")] > 1.015 * room


@pytest.mark.parametrize(
    ("said", "ends"),
    [
        (
            "HARMONi-A reports a statistically significant OS result: median 16.8 vs 14.1\u00a0months with placebo",
            "median",
        ),
        ("18 programmes covered: eleven approved, one filed and six in Phase\u00a0III (two of them cleared)", "III"),
        ("WRF-11: a TTR oligonucleotide for amyloid cardiomyopathy, marketed in its United States for one", "marketed"),
        (
            "HARMONi-3 in first-line squamous NSCLC has the next dated readout, in\u00a0the H2\u00a02026; three follow",
            "out,",
        ),
    ],
)
def test_a_first_line_is_as_full_as_it_can_be_and_parts_nothing(said: str, ends: str) -> None:
    title = deck_of(h(said), Paragraph(t("One."))).slides[1].title
    (line,) = set_lines(title.paras[0], BRAND)
    first, _ = line.lines((title.box.w - title.ragged) / title.paras[0].size)
    assert first.endswith(ends)


def test_what_is_said_below_a_table_is_quieter_than_its_rows_and_a_head_ends_it() -> None:
    table = Table((t("Name"),), (Row((t("x"),)),), ("left",))
    deck = deck_of(h("One"), table, Paragraph(t("No more.")), h("Next", level=3), Paragraph(t("Apart.")))
    (words,) = (shape for shape in deck.slides[1].shapes if isinstance(shape, TextShape) and shape.name == "Text")
    said = {para.text: (para.size, para.runs[0].color) for para in words.paras}
    assert said["No more."] == (12.0, "slate")
    assert said["Apart."][1] == "ink"


def test_words_that_are_few_stand_above_what_stands_beside_them() -> None:
    said = Callout("comment", (Paragraph(t("Few words.")),))
    rail = Column((h("On record", level=3), BulletList(tuple(t(f"A value of {n}.") for n in range(9)))))
    deck = deck_of(h("One"), Columns((Column((said,)), rail), "railed"))
    strip, words = (
        shape
        for shape in deck.slides[1].shapes
        if isinstance(shape, TextShape) and shape.paras[0].text in ("Few words.", "On record")
    )
    assert strip.box.bottom < words.box.y
    long = Callout("comment", (Paragraph(t("Many words are said here. " * 60)),))
    beside = deck_of(h("One"), Columns((Column((long,)), rail), "railed")).slides[1]
    strip, words = (
        shape
        for shape in beside.shapes
        if isinstance(shape, TextShape) and shape.paras[0].text.startswith(("Many", "On record"))
    )
    assert strip.box.y <= words.box.y < strip.box.bottom


def test_references_stand_in_two_columns_that_are_read_one_after_the_other() -> None:
    slide = cut_deck(sample("investor"), BRAND).slides[-2]
    first, second = [s for s in slide.shapes if isinstance(s, Grid) and s.name == "List"][:2]
    numbers = [row.cells[0].para.text for grid in (first, second) for row in grid.rows[1:]]
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
    assert first.box.y == second.box.y
    assert first.box.right < second.box.x
