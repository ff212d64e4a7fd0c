"""What came out of a trial: the state stands beside its figure, panels end level, and what was missed has its colour."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate
from pathlib import Path

import pytest

from briefgen.brand.brand_file import read_brand
from briefgen.briefs.components import outcome
from briefgen.deck import Deck, cut_deck
from briefgen.deck.fit import fit
from briefgen.deck.outcomes import place_outcomes
from briefgen.deck.scale import DISPLAY, FIGURE, HERO, SMALL, TITLE
from briefgen.deck.setting import Setting
from briefgen.deck.shapes import Backdrop, Grid, Picture, Rule, Slide, Stroke, TextShape
from briefgen.deck.stack import place_stack
from briefgen.deck.tables import BESIDE, place_table
from briefgen.deck.text import line_count, line_counts, widest_word
from briefgen.document.blocks import (
    Block,
    BulletList,
    Callout,
    Column,
    Columns,
    Metrics,
    Outcome,
    Outcomes,
    Paragraph,
    Row,
    Table,
)
from briefgen.document.inlines import Cite, Value, plain
from briefgen.values.facts import ENDPOINT, MISSING, STAGE, Fact, RecordKey, Role
from support.slide_sample import figure, h, sample, stand_in_charts, t

BRAND = read_brand(Path("templates/brand"), "templates/brand")


@pytest.fixture(autouse=True)
def _charts(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in_charts(monkeypatch)


def state(words: str, code: str) -> tuple[Value, ...]:
    return (Value(words, Fact(RecordKey("result", "x")), Role(ENDPOINT, code)),)


MET = Outcome(t("PFS"), state("Endpoint met", "met"), t("0.52"), t("hazard ratio\n95% CI 0.41–0.66"))
MISSED = Outcome(t("OS"), state("Not significant", "not_met"), t("0.79"), t("hazard ratio"), ((t("16.8"), t("A")),))


def slide_of(*outcomes: Outcome, variant: str = "investor") -> Slide:
    deck: Deck = cut_deck(sample(variant, (h("A trial"), Outcomes(outcomes))), BRAND)
    return next(slide for slide in deck.slides if "A trial" in slide.title.paras[0].text)


def panels(slide: Slide) -> list[Backdrop]:
    return [shape for shape in slide.shapes if isinstance(shape, Backdrop) and shape.stroke]


def named(slide: Slide, name: str) -> list[TextShape]:
    return [shape for shape in slide.shapes if isinstance(shape, TextShape) and shape.name == name]


def test_what_was_missed_has_its_own_panel_figure_and_chip() -> None:
    slide = slide_of(MISSED, MET)
    first, second = panels(slide)
    assert (first.fill, second.fill) == ("brick_tint", "white")
    assert [box.paras[0].runs[0].color for box in named(slide, "Figure")] == ["brick", "blue"]
    assert [chip.fill for chip in named(slide, "Chip")] == ["brick", "blue"]


def test_what_was_met_at_an_interim_analysis_has_an_outlined_chip() -> None:
    (chip,) = named(slide_of(replace(MET, state=(*state("Endpoint met", "met"), *t(", interim")))), "Chip")
    assert (chip.fill, chip.stroke.color if chip.stroke else "") == ("white", "blue")


def test_the_second_of_two_values_begins_where_the_words_above_it_do_and_words_alone_beside_a_figure() -> None:
    def placed(*outcomes: Outcome) -> tuple[list[TextShape], list[TextShape]]:
        found = place_outcomes(Outcomes(outcomes), 0.0, 0.0, 8.0, Setting(sample("investor", ()), BRAND)).shapes
        texts = [shape for shape in found if isinstance(shape, TextShape)]
        return [one for one in texts if one.name == "Measure"], [one for one in texts if one.name == "Value"]

    values = ((t("p = 0.057"), t("observed")), (t("0.0448"), t("threshold")))
    measures, told = placed(replace(MISSED, values=values), replace(MET, values=(values[0], ((), t("not reported")))))
    assert [one.box.x for one in told[1::2]] == [one.box.x for one in measures]
    assert (told[3].anchor, told[3].box.h < told[2].box.h) == ("middle", True)
    measures, told = placed(replace(MISSED, values=((t("a value of many words"), t("said")), values[1])), MET)
    assert told[1].box.x != measures[0].box.x, "the first has no room then"


def test_panels_begin_and_end_level() -> None:
    first, second = panels(slide_of(MISSED, MET))
    assert (first.box.y, first.box.bottom) == (second.box.y, second.box.bottom)
    assert first.box.right < second.box.x


def test_every_text_of_a_panel_lies_within_it() -> None:
    slide = slide_of(MISSED, MET)
    for name in ("Endpoint", "Figure", "Measure", "Value", "Chip"):
        for words in named(slide, name):
            assert any(p.box.x <= words.box.x and words.box.right <= p.box.right + 0.01 and
                       words.box.bottom <= p.box.bottom + 0.01 for p in panels(slide)), name  # fmt: skip


def test_the_figure_is_the_largest_and_scientific_decks_set_it_smaller() -> None:
    assert named(slide_of(MET), "Figure")[0].paras[0].size == HERO
    medical = named(slide_of(MET, variant="medical"), "Figure")[0].paras[0]
    assert (medical.size, medical.runs[0].color) == (FIGURE, "ink")


def test_a_rail_ends_where_the_chart_beside_it_ends() -> None:
    left = Column((Outcomes((MET, MISSED)), figure("forest")))
    right = Column((h("Safety", level=3), Paragraph(t("word " * 40)), h("Next", level=3), Paragraph(t("word " * 40))))
    deck = cut_deck(sample("investor", (h("A trial"), Columns((left, right), "railed"))), BRAND)
    slide = next(s for s in deck.slides if any(isinstance(shape, Picture) for shape in s.shapes))
    rail = next(shape for shape in slide.shapes if isinstance(shape, Backdrop) and shape.fill == "mist")
    chart = next(shape for shape in slide.shapes if isinstance(shape, Picture))
    assert rail.box.bottom == pytest.approx(chart.box.bottom, abs=0.2)


@pytest.mark.parametrize(("words", "level"), [(8, True), (40, True), (150, False)])
def test_panels_end_where_a_longer_rail_beside_them_does(words: int, level: bool) -> None:
    right = Column((h("Safety", level=3), Paragraph(t("word " * words)), h("Next", level=3), Paragraph(t("Soon."))))
    left = Column((Outcomes((MET, MISSED)), Paragraph(t("Limits."))))
    placed = place_stack((Columns((left, right), "railed"),), 0.6, 1.5, 12.133, Setting(sample("investor", ()), BRAND))
    rail = next(shape for shape in placed.shapes if isinstance(shape, Backdrop) and shape.fill == "mist")
    limits = next(s for s in placed.shapes if isinstance(s, TextShape) and s.paras[0].text == "Limits.")
    assert (limits.box.bottom == pytest.approx(rail.box.bottom, abs=0.15)) == level
    assert all(s.box.bottom <= limits.box.y for s in placed.shapes if isinstance(s, Backdrop) and s.stroke)


def test_an_outcome_is_written_as_heading_and_list() -> None:
    items = BulletList((t("0.79 | hazard ratio | 95% CI 0.62–1.01 | p = 0.057 | 16.8 vs 14.0"), t("16.8 | with A")))
    found = outcome((*t("OS | "), *state("Not significant", "not_met")), (items,))
    assert [plain(part) for part in found.cells] == [
        "OS", "Not significant", "0.79", "hazard ratio\n95% CI 0.62–1.01\np = 0.057\n16.8 vs 14.0", "16.8", "with A",
    ]  # fmt: skip


def test_a_figure_with_little_room_is_smaller_on_one_line_and_no_word_beside_it_is_parted() -> None:
    long = replace(MET, figure=t("16.8 vs 14.1 months"))
    for count, under in ((3, True), (2, False)):
        slide = slide_of(*[long] * count)
        for large, words in zip(named(slide, "Figure"), named(slide, "Measure"), strict=True):
            assert line_count(large.paras[0], BRAND, large.box.w) == 1
            assert SMALL <= large.paras[0].size <= TITLE
            assert max(widest_word(para, BRAND) for para in words.paras) <= words.box.w
            assert (words.box.y == pytest.approx(large.box.bottom, abs=0.001)) == under


def railed(*words: int) -> Columns:
    """Two outcomes and a chart beside a rail of headed texts of so many words."""
    left = Column((Outcomes((MISSED, MET)), figure("forest-odac")))
    parts = [(h(f"Part {at}", level=3), Paragraph(t("word " * count))) for at, count in enumerate(words)]
    return Columns((left, Column(tuple(block for part in parts for block in part))), "railed")


def test_a_rail_that_would_end_alone_stands_below_in_columns() -> None:
    setting = Setting(sample("investor", ()), BRAND)
    parts = fit((railed(60, 60, 12, 4),), 0.6, 1.5, 8.8, 3.9, setting)
    assert len(parts) == 2
    assert not any(isinstance(block, Columns) and block.style == "railed" for blocks, _ in parts for block in blocks)
    assert min(placed.bottom for _, placed in parts) - 1.5 >= 0.45 * 3.9


def test_a_rail_too_high_stands_below_where_the_slide_then_holds_all() -> None:
    setting = Setting(sample("investor", ()), BRAND)
    parts = [(h(f"Part {at}", level=3), Paragraph(t("word " * 40))) for at in range(6)]
    beside = Columns((Column((Outcomes((MET,)),)), Column(tuple(block for part in parts for block in part))), "railed")
    ((blocks, _),) = fit((beside,), 0.6, 1.5, 12.1, 5.2, setting)
    assert not any(isinstance(block, Columns) and block.style == "railed" for block in blocks)


def test_a_rail_that_fits_stays_beside() -> None:
    setting = Setting(sample("investor", ()), BRAND)
    body = (railed(40, 40),)
    ((blocks, _),) = fit(body, 0.6, 1.5, 12.1, 5.2, setting)
    assert blocks == body


def test_a_rail_of_few_words_stands_below_what_it_leaves_empty_beside_it() -> None:
    slight = railed(5, 5)
    ((blocks, _),) = fit((slight,), 0.6, 1.5, 12.1, 5.2, Setting(sample("investor", ()), BRAND))
    assert isinstance(blocks[-1], Columns)
    assert blocks[-1].style == "plain"
    assert slight.columns[0].blocks == blocks[:-1]


def test_safety_weighs_as_much_as_efficacy_where_both_stand_under_a_rule() -> None:
    arms = Metrics(((t("64%"), t("acmetinib")), (t("54%"), t("placebo"))))
    left = Column((h("Efficacy", level=3), Outcomes((MET,)), figure("forest")))
    right = Column((h("Safety", level=3), arms, h("Limitations", level=3), Paragraph(t("Interim."))))
    deck = cut_deck(sample("medical", (h("A trial"), Columns((left, right), "weighed"))), BRAND)
    slide = next(s for s in deck.slides if any(isinstance(shape, Picture) for shape in s.shapes))
    figures = [shape for shape in named(slide, "Figure") if "%" in shape.paras[0].text]
    assert [(shape.paras[0].size, shape.paras[0].runs[0].color) for shape in figures] == [(36, "ink"), (36, "slate")]
    assert {shape.paras[0].size for shape in named(slide, "Figure")} == {36}
    assert not any(isinstance(shape, Backdrop) and shape.fill == "mist" for shape in slide.shapes)
    rules = [shape for shape in slide.shapes if isinstance(shape, Rule) and shape.stroke == Stroke("slate", 1.25)]
    assert {rule.box.y for rule in rules} == {rules[0].box.y}
    assert [rule.box.w for rule in rules] == [pytest.approx(8.03, abs=0.01), pytest.approx(3.803, abs=0.01)]


def test_limitations_name_what_is_missing_in_roman_and_a_gap_stays_italic() -> None:
    lacking = Value("treatment-related death", Fact(RecordKey("trial", "x")), MISSING)
    right = Column((h("Limitations", level=3), BulletList(((*t("Not reported: "), lacking),))))
    left = Column((h("Efficacy", level=3), BulletList(((*t("Deaths: "), lacking),))))
    for style, italic in (("weighed", False), ("plain", True)):
        deck = cut_deck(sample("medical", (h("A trial"), Columns((left, right), style))), BRAND)
        shapes = [shape for slide in deck.slides for shape in slide.shapes if isinstance(shape, TextShape)]
        runs = [run for shape in shapes for para in shape.paras if para.text.startswith("Not rep") for run in para.runs]
        assert [run.italic for run in runs if run.fact] == [italic]


def test_an_endpoint_that_the_head_above_names_begins_with_its_figure() -> None:
    shapes = {shape.name: shape for shape in _parted(replace(MET, name=())).shapes if isinstance(shape, TextShape)}
    assert "Endpoint" not in shapes
    named_ = {shape.name: shape for shape in _parted(MET).shapes if isinstance(shape, TextShape)}
    assert shapes["Figure"].box.y < named_["Figure"].box.y


def _parted(one: Outcome, variant: str = "investor") -> Slide:
    row = Columns((Column((Outcomes((one,)),)), Column((figure("forest"),)), Column((figure("forest"),))), "parted")
    deck = cut_deck(sample(variant, (h("A trial"), row)), BRAND)
    return next(slide for slide in deck.slides if "A trial" in slide.title.paras[0].text)


def test_one_endpoint_beside_its_charts_has_no_frame_and_rules_between() -> None:
    slide = _parted(replace(MET, values=((t("immature"), t("OS")),)))
    assert not panels(slide)
    rules = [shape for shape in slide.shapes if isinstance(shape, Rule) and not shape.box.w]
    assert len(rules) == 2
    (large,) = (shape for shape in slide.shapes if isinstance(shape, TextShape) and shape.name == "Figure")
    assert large.paras[0].size == HERO
    pictures = [shape for shape in slide.shapes if isinstance(shape, Picture)]
    words = max(shape.box.bottom for shape in slide.shapes if isinstance(shape, TextShape) and shape.name == "Value")
    assert all(picture.box.bottom > words - 0.2 for picture in pictures)


def test_its_state_stands_at_the_right_of_the_figure_where_there_is_room_else_at_the_end() -> None:
    def places(words: str) -> tuple[float, float]:
        slide = _parted(replace(MET, state=state(words, "met")))
        shapes = {shape.name: shape for shape in slide.shapes if isinstance(shape, TextShape)}
        return shapes["Chip"].box.y, shapes["Measure"].box.bottom

    beside, below = places("Met"), places("Endpoint met, interim analysis")
    assert beside[0] < beside[1]
    assert below[0] > below[1]


def test_a_figure_in_a_rail_is_large_and_as_large_as_those_of_efficacy_where_physicians_read() -> None:
    said = Paragraph((*t("64% vs 54%"), *t("\nadverse events")), "figure")
    row = Columns((Column((figure("forest"),)), Column((h("Safety", level=3), said))), "railed")
    sizes = []
    for variant in ("investor", "medical"):
        deck = cut_deck(sample(variant, (h("A trial"), row)), BRAND)
        paras = [
            p for slide in deck.slides for shape in slide.shapes if isinstance(shape, TextShape) for p in shape.paras
        ]
        sizes.append(next(para.size for para in paras if para.text.startswith("64%")))
    assert sizes == [DISPLAY, FIGURE]


def test_stages_of_a_register_that_stands_alone_have_an_edge_before_them() -> None:
    def stage(words: str, code: str) -> tuple[Value, ...]:
        return (Value(words, Fact(RecordKey("program", "x")), Role(STAGE, code)),)

    long = t("a long text about what was seen in this use " * 6)
    rows = (Row((stage("Approved", "approved"), long)), Row((stage("Phase III", "phase_3"), long)))
    low = tuple(Row((stage("Filed", "filed"), t("short"))) for _ in range(22))
    dated = (
        Row((stage("Filed", "filed"), t("short"))),
        Row(((*stage("Approved", "approved"), *t(" in May")), t("short"))),
    )
    for row, pills in ((rows, 2), (low, 22), (dated, 2)):
        table = Table((t("Stage"), t("Evidence")), row, ("left", "left"), style="register")
        deck = cut_deck(sample("investor", (h("A trial"), table)), BRAND)
        slide = next(slide for slide in deck.slides if "A trial" in slide.title.paras[0].text)
        (grid,) = (shape for shape in slide.shapes if isinstance(shape, Grid))
        behind = [shape for shape in slide.shapes if isinstance(shape, Backdrop) and shape.box.w == 0.06]
        filled = [cell for line in grid.rows for cell in line.cells if cell.fill]
        assert (len(behind), len(filled)) == (pills, 0)
        assert all(grid.box.y < pill.box.y and pill.box.bottom < grid.box.bottom for pill in behind)
        assert all(pill.box.h < min(line.height for line in grid.rows[1:]) for pill in behind)
        assert all(pill.box.right == pytest.approx(grid.box.x) for pill in behind)
        assert not any(run.bold for line in grid.rows[1:] for run in line.cells[0].para.runs)


def test_below_the_stage_on_its_pill_stands_when_it_was_reached_and_columns_trade_width_for_lower_rows() -> None:
    stage = Value("Approved", Fact(RecordKey("program", "x")), Role(STAGE, "approved"))
    uses = ("small cell lung cancer after chemotherapy", "gastric cancer, first line", "thyroid cancer")
    rows = tuple(
        Row((t(use), (stage, *t(" 24 May 2024")), t("what was seen " * words), t("nothing stated")))
        for use, words in zip(uses, (20, 22, 3), strict=True)
    )
    table = Table((t("Use"), t("Stage"), t("Evidence"), t("Next")), rows, ("left",) * 4, style="register")
    deck = cut_deck(
        sample("investor", (h("A medicine"), Columns((Column((table,)), Column((table,))), "halved"))), BRAND
    )
    shapes = [shape for slide in deck.slides for shape in slide.shapes]
    grid = next(shape for shape in shapes if isinstance(shape, Grid))
    (lines,) = {row.cells[1].para.text for row in grid.rows[1:]}
    assert lines == "Approved\n24 May 2024"
    assert [run.color for run in grid.rows[1].cells[1].para.runs][-1] == "slate"
    pills = [shape for shape in shapes if isinstance(shape, Backdrop) and shape.rounded and shape.box.x < 6]
    tops = list(accumulate((row.height for row in grid.rows), initial=grid.box.y))[1:]
    assert len(pills) >= len(rows)
    for pill, top, row in zip(pills, tops, grid.rows[1:], strict=False):
        line = row.cells[1].para.line / 72
        further = row.cells[1].para.apart / 72
        assert abs(pill.box.y + pill.box.h / 2 - (top + row.height / 2 - line / 2 + further / 2)) < 0.001
        assert top < pill.box.y
        assert pill.box.x > grid.box.x + grid.widths[0], "as far in as the words of its head"


def test_a_pill_is_as_high_as_the_lines_of_its_stage_and_above_all_lines_that_stand_below_it() -> None:
    def stage(words: str) -> Value:
        return Value(words, Fact(RecordKey("program", "x")), Role(STAGE, "filed"))

    noted = (stage("Filed"), *t("; complete response letter, 28 Apr 2025, and a second one in the same year"))
    rows = (Row((t("one use"), noted)), Row((t("another"), (stage("Filed (complete response letter)"),))))
    table = Table((t("Use"), t("Stage")), rows, ("left", "left"), style="register")
    placed = place_table(table, 0.6, 1.5, 2.4, Setting(sample("investor", ()), BRAND, inside="column"))
    (grid,) = (shape for shape in placed.shapes if isinstance(shape, Grid))
    upper, lower = (shape.box for shape in placed.shapes if isinstance(shape, Backdrop))
    first, second = grid.rows[1:]
    line = first.cells[1].para.line / 72
    assert first.cells[1].para.text.startswith("Filed\ncomplete response letter")
    top = grid.box.y + grid.rows[0].height
    assert first.height > 3 * line
    assert top < upper.y < upper.bottom < top + 1.5 * line  # on the first of its lines
    assert upper.h < 1.5 * line < lower.h < second.height


def test_words_below_a_stage_break_into_the_same_lines_where_they_are_drawn_a_little_narrower() -> None:
    stage = Value("Filed", Fact(RecordKey("program", "x")), Role(STAGE, "filed"))
    use = t("a use with several words in it")
    rows = (Row((use, (stage, *t("; complete response letter, 28 Apr 2025, and more of it")))),)
    table = Table((t("Use"), t("Stage")), rows, ("left", "left"), style="register")
    kept = set()
    for step in range(40):
        placed = place_table(table, 0.6, 1.5, 1.4 + step / 50, Setting(sample("investor", ()), BRAND, inside="column"))
        (grid,) = (shape for shape in placed.shapes if isinstance(shape, Grid))
        para, room = grid.rows[1].cells[1].para, grid.widths[1] - 0.12
        assert line_counts(para, BRAND, room) == line_counts(para, BRAND, room + 0.02)
        kept.add(round(para.spare, 2))
    assert BESIDE in kept  # as usual
    assert len(kept) > 1  # less where the lines would be fewer


def test_the_rows_of_a_table_end_where_a_longer_rail_beside_it_does_and_their_pills_go_with_them() -> None:
    stage = (Value("Approved", Fact(RecordKey("program", "x")), Role(STAGE, "approved")), *t(" 24 May 2024"))
    rows = tuple(Row((stage, t("what was seen " * 9))) for _ in range(3))
    table = Table((t("Stage"), t("Evidence")), rows, ("left", "left"), style="register")
    rail = Column((h("Next", level=3), Paragraph(t("word " * 60))))
    left = Column((table, Paragraph(t("Safety."))))
    placed = place_stack((Columns((left, rail), "railed"),), 0.6, 1.5, 12.133, Setting(sample("investor", ()), BRAND))
    backs = [shape for shape in placed.shapes if isinstance(shape, Backdrop)]
    (edge,) = (shape for shape in backs if shape.fill == "mist")
    (grid,) = (shape for shape in placed.shapes if isinstance(shape, Grid))
    (safety,) = (s for s in placed.shapes if isinstance(s, TextShape) and s.paras[0].text == "Safety.")
    assert safety.box.bottom == pytest.approx(edge.box.bottom, abs=0.01)
    assert safety.box.y > grid.box.bottom
    assert grid.box.h == pytest.approx(sum(row.height for row in grid.rows), abs=0.01)
    tops = list(accumulate((row.height for row in grid.rows), initial=grid.box.y))[1:]
    pills = [shape for shape in backs if shape.rounded]
    assert len(pills) == len(rows)
    for pill, top, row in zip(pills, tops, grid.rows[1:], strict=False):
        para = row.cells[0].para
        below = (para.text.count("\n") * para.line - para.apart) / 72
        assert pill.box.y + pill.box.h / 2 == pytest.approx(top + (row.height - below) / 2, abs=0.01)


def test_a_citation_of_the_stage_alone_stands_on_its_pill_in_the_colour_of_its_words() -> None:
    stage = Value("Application withdrawn", Fact(RecordKey("program", "x")), Role(STAGE, "approved"))
    rows = (Row((t("one use"), (stage, Cite(("globocan",))))),)
    table = Table((t("Use"), t("Stage")), rows, ("left", "left"), style="register")
    setting = Setting(sample("investor", ()), BRAND, inside="column")
    (grid,) = (shape for shape in place_table(table, 0.6, 1.5, 4, setting).shapes if isinstance(shape, Grid))
    runs = grid.rows[1].cells[1].para.runs
    assert "\n" not in grid.rows[1].cells[1].para.text
    assert [run.superscript for run in runs] == [False, True]
    assert {run.color for run in runs} == {BRAND.stage_ink("approved")}


def test_a_table_that_is_tried_beside_a_rail_and_set_alone_has_no_words_in_the_colour_for_a_pill() -> None:
    stage = Value("Approved", Fact(RecordKey("program", "x")), Role(STAGE, "approved"))
    table = Table((t("Use"), t("Stage")), (Row((t("one use"), (stage,))),), ("left", "left"), style="register")
    setting = Setting(sample("investor", ()), BRAND)
    colors = []
    for inside in ("column", ""):
        placed = place_table(table, 0.6, 1.5, 4, replace(setting, inside=inside))
        (grid,) = (shape for shape in placed.shapes if isinstance(shape, Grid))
        colors.append(grid.rows[1].cells[1].para.runs[0].color)
    assert colors == [BRAND.stage_ink("approved"), "ink"]


def quoted(words: int, rows: int) -> tuple[Block, ...]:
    """A comment of so many words beside a rail of so many values."""
    said = Callout("comment", (Paragraph(t("word " * words)),))
    rail = (h("On record", level=3), BulletList(tuple(t(f"A value of {n}.") for n in range(rows))))
    return (Columns((Column((said,)), Column(rail)), "railed"),)


def test_a_strip_reaches_as_far_down_as_a_longer_rail_beside_it() -> None:
    setting = Setting(sample("investor", ()), BRAND)
    for words in (10, 100):
        placed = place_stack(quoted(words, 9), 0.6, 1.5, 12.133, setting)
        strip = next(s for s in placed.shapes if isinstance(s, TextShape) and s.fill)
        rail = next(s for s in placed.shapes if isinstance(s, Backdrop) and s.fill == "mist")
        assert strip.box.bottom == pytest.approx(rail.box.bottom)


def test_few_words_stand_above_a_longer_rail_where_a_slide_then_holds_both_else_beside_it() -> None:
    for rows, beside in ((20, 0), (30, 2)):
        parts = fit(quoted(2, rows), 0.6, 1.5, 12.1, 5.2, Setting(sample("investor", ()), BRAND))
        blocks = [block for body, _ in parts for block in body if isinstance(block, Columns)]
        assert sum(block.style == "railed" for block in blocks) == beside
        listed = [inner for block in blocks for column in block.columns for inner in column.blocks]
        assert sum(len(one.items) for one in listed if isinstance(one, BulletList)) == rows
