"""Source marks never begin a line, and no line ends inside a range or a code."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from briefgen.brand.brand_file import read_brand
from briefgen.brand.lines import RESERVE
from briefgen.deck.marks import kept, kept_within, marked, parts
from briefgen.deck.shapes import Backdrop, Box, Grid, GridCell, GridRow, Para, Run, TextShape
from briefgen.deck.text import line_count, line_width
from briefgen.ooxml.drawingml import Pen, paragraph

BRAND = read_brand(Path("templates/brand"), "templates/brand")
MARK = Run("12,13", "blue", superscript=True, cites=True)


def para(*texts: str) -> Para:
    """Texts with a mark behind each."""
    return Para(tuple(run for text in texts for run in (Run(text), MARK)), 12.0)


TEXT = para("Approved in one indication in China.", " Compared with placebo plus chemotherapy.")


FULL = para(
    "Approved in one indication in China.", f" Compared with placebo plus chemotherapy in {'one more word ' * 5}"
)
"""A text whose lines have no room to spare at some widths where a mark would begin one."""


def parting(text: Para = TEXT) -> list[float]:
    """The widths at which a mark would begin a line."""
    return [width for width in (2 + step / 100 for step in range(200)) if parts(text, BRAND, width)]


def test_lines_become_shorter_where_a_mark_would_begin_one() -> None:
    found = 0
    for width in parting():
        bound = kept(TEXT, width, BRAND)
        if bound.spare:
            found += 1
            assert not parts(TEXT, BRAND, width - bound.spare)
            assert line_count(bound, BRAND, width) == line_count(TEXT, BRAND, width)
    assert found


def test_a_mark_narrower_than_what_programs_measure_differently_is_kept_too() -> None:
    words = Para((Run("word " * 22 + "end."),), 12.0)
    narrow = replace(words, runs=(*words.runs, replace(MARK, text="8")))
    between = (line_width(words, BRAND) + line_width(narrow, BRAND)) / 2 / RESERVE
    assert line_width(narrow, BRAND) - line_width(words, BRAND) < 0.012 * between
    assert kept(narrow, between, BRAND).spare


def test_it_costs_a_line_only_where_that_is_said() -> None:
    width = next(width for width in parting(FULL) if not kept(FULL, width, BRAND).spare)
    assert kept(FULL, width, BRAND) == FULL
    longer = kept(FULL, width, BRAND, more=1)
    assert not parts(FULL, BRAND, width - longer.spare)
    assert line_count(longer, BRAND, width) == line_count(FULL, BRAND, width) + 1


def test_of_texts_side_by_side_only_the_shorter_take_a_line_more() -> None:
    width = next(width for width in parting(FULL) if not kept(FULL, width, BRAND).spare)
    high = Para((Run("word " * 80),), 12.0)
    assert kept_within([((FULL,), width)], BRAND) == [(FULL,)]
    assert kept_within([((FULL,), width), ((high,), width)], BRAND)[0][0].spare > 0


def test_no_line_ends_behind_the_dash_of_a_range() -> None:
    median = Para((Run("22.8 months ("), Run("17.6–29.0"), Run(")")), 10.5)
    start, whole = (Para((Run(text),), 10.5) for text in ("22.8 months (17.6–", median.text))
    room = (line_width(start, BRAND) + line_width(whole, BRAND)) / 2
    assert parts(median, BRAND, room)
    ((bound,),) = kept_within([((median,), room)], BRAND)
    assert room - bound.spare < line_width(start, BRAND)
    assert line_count(bound, BRAND, room) == 2


@pytest.mark.parametrize(
    ("code", "whole"), [("HS-20089", True), ("NK-NPC", True), ("HARMONi-6", True), ("first-line", False)]
)
def test_no_line_ends_behind_the_hyphen_of_a_code(code: str, whole: bool) -> None:
    said, start = Para((Run(f"Exclusive rights to {code}"),), 12.0), code.partition("-")[0]
    first = Para((Run(f"Exclusive rights to {start}-"),), 12.0)
    room = (line_width(first, BRAND) + line_width(said, BRAND)) / 2
    assert (kept(said, room, BRAND).spare > 0) is whole


def test_text_without_marks_and_text_at_the_right_stay() -> None:
    width = parting()[0]
    plain = Para((Run("Approved in one indication in China." * 3),), 12.0)
    right = Para(TEXT.runs, 12.0, "right")
    assert kept(plain, width, BRAND, more=1) == plain
    assert kept(right, width, BRAND, more=1) == right


def test_texts_and_tables_of_a_slide_are_bound() -> None:
    width = next(width for width in parting() if kept(TEXT, width, BRAND).spare)
    words = marked(TextShape("Text", Box(0, 0, width, 1), (TEXT,)), BRAND)
    assert isinstance(words, TextShape)
    assert words.ragged > 0
    assert words.paras[0].spare == 0
    two = marked(TextShape("Text", Box(0, 0, width, 2), (TEXT, Para((Run("A" * 60),), 12.0))), BRAND)
    assert isinstance(two, TextShape)
    assert two.paras[0].spare > 0 or two.ragged > 0
    row = GridRow((GridCell(TEXT), GridCell(TEXT)), 1.0)
    whole = GridRow((GridCell(TEXT),), 1.0, merged=True)
    grid = marked(Grid("Table", Box(0, 0, 12, 2), (width + 0.2, 11.8 - width), (row, whole)), BRAND)
    assert isinstance(grid, Grid)
    assert grid.rows[0].cells[0].para.spare > 0
    assert grid.rows[1].cells[0].para.spare == 0
    ground = Backdrop(Box(0, 0, 1, 1), "mist")
    assert marked(ground, BRAND) == ground


def test_a_program_that_carries_margins_on_is_told_those_of_each_paragraph() -> None:
    pen = Pen(BRAND, "en-GB")
    shorter, plain = (paragraph(replace(FULL, spare=spare), pen) for spare in (0.4, 0.0))
    assert 'marR="365760"' in shorter
    assert 'marR="0"' in plain
