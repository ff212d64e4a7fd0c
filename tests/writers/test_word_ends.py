"""Ends of lines in Word: ranges, codes and numbers with their units stay in one line."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

import docx
import pytest
from docx.oxml.ns import qn

from briefgen.brand.brand_file import read_brand
from briefgen.document.blocks import Block, BulletList, ReferenceList, Statement, Table
from briefgen.document.document import Reference
from briefgen.document.inlines import Link, Strong
from briefgen.writers.word.ends import SHORT, keep_together
from briefgen.writers.word.looks import ruler
from briefgen.writers.word.measure import SetText, set_text
from briefgen.writers.word.pieces import Page
from briefgen.writers.word.writer import write_word
from support.word_sample import body, entry, h, mix, sample, t

BRAND = read_brand(Path(__file__).parents[2] / "templates" / "brand", "templates/brand")
FILL = "nn " * 200


def written(*blocks: Block) -> Any:
    return docx.Document(BytesIO(write_word(sample(blocks), BRAND)))


def right(paragraph: Any) -> int:
    found = paragraph._p.find(f"{qn('w:pPr')}/{qn('w:ind')}")
    return int(found.get(qn("w:right")) or 0) if found is not None else 0


def indents(ending: str) -> set[int]:
    """The right indents of paragraphs of words with the ending after them, one word more each, before last lines are
    given more."""
    blocks = [body(f"{FILL[: 3 * words]}{ending} more of it") for words in range(20, 60)]
    with patch("briefgen.writers.word.writer.fill_last_lines"):
        package = written(h(1, "One"), *blocks)
    return {right(one) for one in package.paragraphs if one.text.startswith("nn")}


@pytest.mark.parametrize("ending", ["0.46–0.78", "9.9–NE", "HS-20089-201", "2020/21", "33 months", "1L NSCLC"])
def test_lines_that_would_part_what_belongs_together_are_shorter(ending: str) -> None:
    plain = indents("words")
    assert len(plain) == 1
    assert plain < indents(ending)


def test_last_lines_of_a_word_or_two_are_given_more_and_none_is_added() -> None:
    blocks = [body(FILL[: 3 * words] + "end") for words in range(5, 80)]
    package = written(h(1, "One"), *blocks)
    with patch("briefgen.writers.word.writer.fill_last_lines"):
        plain = written(h(1, "One"), *blocks)
    rule = ruler(BRAND, package.part.styles.element)

    def texts(of: Any) -> list[SetText]:
        return [set_text(one._p, 480, rule) for one in of.paragraphs if one.text.endswith("end")]

    assert [one.lines() for one in texts(package)] == [one.lines() for one in texts(plain)]
    few, more = ([_last_line(one) for one in texts(of)] for of in (plain, package))
    assert len([line for line in few if 0 < line < SHORT]) > len([line for line in more if 0 < line < SHORT])


def _last_line(text: SetText) -> float:
    """The share of its room that the last line of several fills; 0 of one."""
    (strip,) = text.strips
    *before, (start, end) = strip.spans(text.room)
    return (strip.reach[end] - strip.reach[start]) / text.room if before else 0.0


def test_text_is_left_as_it_is() -> None:
    blocks = [body(f"{FILL[: 3 * words]}0.46–0.78") for words in range(20, 60)]
    texts = [one.text for one in written(h(1, "One"), *blocks).paragraphs if one.text.startswith("nn")]
    assert texts == [f"{FILL[: 3 * words]}0.46–0.78" for words in range(20, 60)]


def test_cells_with_words_keep_ranges_whole_and_columns_of_numbers_stay_level() -> None:
    rows = tuple(entry(f"{FILL[: 3 * words]}0.46–0.78", f"{FILL[: 3 * words]}0.46–0.78") for words in range(1, 40))
    (table,) = written(h(1, "One"), Table((t("Name"), t("Words")), rows, ("left", "right"))).tables
    lefts, rights = ([right(row.cells[at].paragraphs[0]) for row in table.rows] for at in (0, 1))
    assert any(lefts)
    assert not any(rights)


def test_what_is_as_wide_as_the_page_may_wait() -> None:
    blocks = [body(f"{FILL[: 3 * words]}0.46–0.78") for words in range(20, 60)]
    package = written(*blocks)
    root, style = package.element.body, package.paragraphs[-1].style.style_id
    for one in package.paragraphs:
        for found in one._p.iter(qn("w:ind")):
            found.attrib.pop(qn("w:right"), None)
    rule = ruler(BRAND, package.part.styles.element)
    keep_together(root, Page(480, 700, 230), rule, 1, frozenset({style}))
    assert not any(map(right, package.paragraphs))
    keep_together(root, Page(480, 700, 230), rule, 0)
    waited = sum(map(bool, map(right, package.paragraphs)))
    assert waited


@pytest.mark.parametrize(
    ("address", "printed"),
    [
        ("staging1.lungtoday.com/news/harmoni-meets", "lungtoday.com"),
        ("www2.m.lungtoday.com/news/harmoni-meets", "lungtoday.com"),
        ("amp.lung.com/a", "lung.com"),
        ("ir.lungtoday.com/news/harmoni-meets", "ir.lungtoday.com"),
        ("trial.medpath.com/news/harmoni-meets", "trial.medpath.com"),
        ("testing.com/news/harmoni-meets-endpoint", "testing.com"),
        ("test.com/news/harmoni-meets-its-endpoint", "test.com"),
        ("test.co.uk/news/harmoni-meets-its-endpoint", "test.co.uk"),
        ("www.doi.org/10.1016/S0140-6736(24)02722-3", "doi:10.1016/S0140-6736(24)02722-3"),
    ],
)
def test_a_reference_prints_the_name_of_a_site_without_what_serves_its_keepers(address: str, printed: str) -> None:
    found = mix("Lung Today. HARMONi. News, 2025. ", Link(t(address), f"https://{address}"))
    one = Reference("s1", 1, found, t("Lung Today 2025"), t("Lung Today"))
    with_one = replace(sample((ReferenceList(),)), references=(one,))
    package = docx.Document(BytesIO(write_word(with_one, BRAND)))
    (link,) = (link for paragraph in package.paragraphs for link in paragraph.hyperlinks if link.address)
    assert (link.text, link.address) == (printed, f"https://{address}")


def test_words_in_bold_that_lead_to_a_site_stay_as_they_are() -> None:
    found = mix("Lung Today. ", Link((Strong(t("www.lungtoday.com/news/all-about-harmoni")),), "https://lungtoday.com"))
    one = Reference("s1", 1, found, t("Lung Today 2025"), t("Lung Today"))
    package = docx.Document(BytesIO(write_word(replace(sample((ReferenceList(),)), references=(one,)), BRAND)))
    (link,) = (link for paragraph in package.paragraphs for link in paragraph.hyperlinks if link.address)
    assert link.text == "www.lungtoday.com/news/all-about-harmoni"


def test_a_list_in_the_small_print_of_the_end_is_as_small_and_its_last_entry_stands_apart() -> None:
    entries = BulletList((t("Median PFS 9.6 months"), t("Median OS immature")))
    ending = (
        h(1, "Further results and sources"),
        h(2, "Further results"),
        Statement("", (body("AK105-304:"), entries)),
    )
    package = written(h(1, "One"), body("Words"), *ending, h(2, "References"), ReferenceList())
    first, last = (one for one in package.paragraphs if one.text.startswith("Median"))
    assert first.style.name == last.style.name == "Statement"
    assert first.paragraph_format.space_after < last.paragraph_format.space_after


def test_an_end_that_needs_the_next_page_anyway_begins_it_where_all_of_it_stands_there() -> None:
    ending = (
        h(2, "Statements"),
        Statement("", tuple(body(FILL) for _ in range(5))),
        h(2, "References"),
        ReferenceList(),
    )

    def breaks(count: int) -> bool:
        package = written(h(1, "One"), *[body("Words.")] * count, h(1, "Sources and statements"), *ending)
        (head,) = (one for one in package.paragraphs if one.text == "Sources and statements")
        return bool(head.paragraph_format.page_break_before)

    whole = [breaks(count) for count in range(16, 32, 2)]
    with patch("briefgen.writers.word.flow.APART", 0.0):
        parted = [breaks(count) for count in range(16, 32, 2)]
    assert whole != parted
    assert all(one or not other for one, other in zip(whole, parted, strict=True))
