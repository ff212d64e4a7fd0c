"""Pages of Word documents: where chapters break, tables part, figures give way; the estimate against LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen import charts
from briefgen.brand import Brand, read_brand
from briefgen.charts import pipeline
from briefgen.document import Block, Figure, ReferenceList, Table
from briefgen.writers import word, word_pages
from briefgen.writers.word import write_word
from briefgen.writers.word_columns import Texts, column_widths
from briefgen.writers.word_measure import Look, count_lines
from briefgen.writers.word_pages import Place
from word_sample import PAGES, SHOWCASE, body, entry, h, sample, t

BRAND = read_brand(Path(__file__).parent.parent / "templates" / "brand", "templates/brand")
LINE = "A sentence that fills one line of the page and tells the reader next to nothing at all."


def lines(count: int) -> tuple[Block, ...]:
    return tuple(body(f"{number} {LINE}") for number in range(count))


def written(*blocks: Block) -> Any:
    return docx.Document(BytesIO(write_word(sample(blocks), BRAND)))


def chapter(package: Any, title: str) -> tuple[bool, float]:
    """Whether a chapter breaks the page, and the points above it."""
    found = next(p for p in package.paragraphs if p.text == title)
    before = found.paragraph_format.space_before
    return found.paragraph_format.page_break_before, before.pt if before else 0.0


def test_a_chapter_follows_on_a_page_that_is_not_yet_full() -> None:
    assert chapter(written(h(1, "One"), *lines(4), h(1, "Two"), *lines(60)), "Two") == (False, word_pages.CHAPTER_AIR)


def test_a_long_chapter_begins_a_page_of_its_own_after_a_full_one() -> None:
    assert chapter(written(h(1, "One"), *lines(17), h(1, "Two"), *lines(60)), "Two") == (True, 0.0)


def test_a_chapter_that_fits_wholly_stays_on_the_page() -> None:
    assert chapter(written(h(1, "One"), *lines(17), h(1, "Two"), *lines(2)), "Two") == (False, word_pages.CHAPTER_AIR)


@pytest.fixture()
def ends(monkeypatch: pytest.MonkeyPatch) -> list[Place]:
    """Where each document written ends."""
    found: list[Place] = []

    def settled(*arguments: Any) -> Place:
        found.append(word_pages.settle_pages(*arguments))
        return found[-1]

    monkeypatch.setattr(word, "settle_pages", settled)
    return found


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(1, 40), min_size=2, max_size=5))
def test_no_chapter_breaks_a_page_less_than_filled(counts: list[int]) -> None:
    seen: list[tuple[float, bool]] = []
    decide = word_pages._begin_chapter

    def watched(pieces: Any, at: int, chapter: str, place: Place, page: Any, rule: Any) -> None:
        decide(pieces, at, chapter, place, page, rule)
        seen.append((place.filled / page.height, pieces[at].measured.look.breaks))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(word_pages, "_begin_chapter", watched)
        written(*(block for n, count in enumerate(counts) for block in (h(1, f"Chapter {n}"), *lines(count))))
    assert all(filled > word_pages.FILLED for filled, breaks in seen if breaks)


def long_table(rows: int) -> Table:
    return Table((t("Name"), t("Words")), tuple(entry(f"Row {n}", LINE) for n in range(rows)), ("left", "left"))


def kept_rows(package: Any) -> list[bool]:
    table = package.tables[1]
    return [bool(row.cells[0].paragraphs[0].paragraph_format.keep_with_next) for row in table.rows[1:]]


def test_a_table_kept_whole_parts_rather_than_leave_a_page_empty() -> None:
    kept = kept_rows(written(*lines(12), long_table(12)))
    assert kept == [True, *[False] * 9, True, False]


def test_a_table_that_fits_stays_whole() -> None:
    assert all(kept_rows(written(*lines(2), long_table(8)))[:-1])


def pipeline_figure(rows: int) -> Figure:
    from chart_samples import samples

    name, numbers = next((name, numbers) for name, numbers in samples() if name == pipeline.CHART.name)
    return Figure(name, numbers, "Bars.", t("Stages"))
