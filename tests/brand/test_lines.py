"""Where lines break: properties that hold for every text and room, and the cases that programs disagree about."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefgen.brand.brand_file import read_brand
from briefgen.brand.fonts import sign_widths, width, wrap
from briefgen.brand.lines import NEVER_FIRST, NEVER_LAST, RESERVE, SOFT_HYPHEN, Strip, bearable, pieces, strip
from briefgen.charts.engine.canvas import Canvas
from briefgen.deck.shapes import Para, Run
from briefgen.deck.text import line_count
from briefgen.writers.word.columns import _line_count
from briefgen.writers.word.looks import RunLook
from briefgen.writers.word.measure import count_lines

BRAND = read_brand(Path(__file__).parents[2] / "templates" / "brand", "templates/brand")
MIXED = "aiW5 .,-–/()\u00a0\u00ad\u200b\u0301肺癌，。「」（）ーァ"
TEXTS = st.text(MIXED, max_size=40) | st.lists(
    st.sampled_from(["HS-20089", "33.5%", "10\u00a0mg/kg", "platinum-resistant", "a", "EVQLVESGGGLVQPGGSLRLSCAASG",
                     "im\u00admuno\u00adther\u00adapy", "非小细胞肺癌", "（青芙妥®）", "データ・カットオフ", "2.3–4.1"]),
    max_size=12,
).map(" ".join)  # fmt: skip
ROOMS = st.floats(0.05, 6)


def measured(text: str) -> Strip:
    return strip(text, sign_widths(BRAND, text, 12))


@given(TEXTS, ROOMS)
def test_lines_keep_the_text(text: str, room: float) -> None:
    spans = list(measured(text).spans(room))
    assert "".join(text[start:end] for start, end in spans) == text
    assert len(spans) == measured(text).count(room) == len(measured(text).lines(room)) >= 1


@given(TEXTS, ROOMS)
@example("5WW/\u00ad\u200b5", 0.5)
@example("5555WW//////\u00ad\u3002W", 1.375)
def test_no_line_is_wider_than_the_room_unless_it_cannot_be_divided(text: str, room: float) -> None:
    whole = measured(text)
    for (start, end), line in zip(whole.spans(room), whole.lines(room), strict=True):
        if width(BRAND, line, 12) * RESERVE > room + 1e-6:
            assert measured(text[start:end]).count(0.001) == 1


@given(TEXTS, ROOMS, st.floats(0, 3))
def test_a_wider_room_never_needs_more_lines(text: str, room: float, more: float) -> None:
    assert measured(text).count(room + more) <= measured(text).count(room)


@given(TEXTS, ROOMS)
def test_broken_lines_break_no_more(text: str, room: float) -> None:
    lines = wrap(BRAND, text, 12, room)
    if all(measured(line).length <= room for line in lines):
        assert all(measured(line).lines(room) == [line] for line in lines)
        assert wrap(BRAND, "\n".join(lines), 12, room) == lines


@given(st.text("肺癌治疗青，。「」（）ーァ5%", max_size=30), st.floats(0.9, 4))
def test_no_line_begins_or_ends_with_what_must_not(text: str, room: float) -> None:
    for start, end in measured(text).spans(room):
        if end < len(text) and not may_end(text, end):
            assert not any(may_end(text, at) for at in range(start + 1, end)), text[start:end]


def may_end(text: str, at: int) -> bool:
    return text[at] not in NEVER_FIRST and text[at - 1] not in NEVER_LAST


@given(TEXTS, ROOMS)
def test_slides_charts_pages_and_tables_agree(text: str, room: float) -> None:
    counts = {
        line_count(Para((Run(text, "ink"),), 9.0, 1.2), BRAND, room),
        len(Canvas(BRAND, 10, "page").wrap(text, 9.0, room)),
        count_lines([(text, RunLook(size=9.0))], room / RESERVE * 72, BRAND),  # pages are foreseen without reserve
        _line_count(BRAND, text, 9.0, False, room),
    }
    assert len(counts) == 1


@pytest.mark.parametrize(
    ("text", "inches", "lines"),
    [
        ("an open-label study", 0.75, ["an open-", "label", "study"]),
        ("mg/kg of HS-20089", 0.8, ["mg/kg of", "HS-20089"]),
        ("dose of 10\u00a0mg", 0.7, ["dose of", "10\u00a0mg"]),
        ("a  b", 0.15, ["a", "b"]),
        ("  ab", 0.3, ["  ab"]),
        ("", 1, [""]),
        ("im\u00admuno\u00adtherapy", 0.7, ["immuno-", "therapy"]),
        ("im\u00admunotherapy", 2, ["immunotherapy"]),
        ("of EVQLVESGG in", 0.5, ["of", "EVQL", "VESG", "G in"]),
        ("研究（青芙妥）。", 0.55, ["研究", "（青芙", "妥）。"]),
        ("一——二", 0.55, ["一——", "二"]),
        ("2.3–4.1", 0.35, ["2.3–", "4.1"]),
    ],
)  # fmt: skip
def test_known_cases(text: str, inches: float, lines: list[str]) -> None:
    assert wrap(BRAND, text, 12, inches) == lines


def test_a_soft_hyphen_is_as_wide_as_the_hyphen_it_becomes() -> None:
    word = measured(f"oc{SOFT_HYPHEN}co")
    assert word.length == measured("occo").length
    assert word.lines(measured("oc-").length) == ["oc-", "co"]
    assert word.lines(measured("oc").length) == ["o", "c-", "co"]


def test_a_first_line_that_hangs_out_has_more_room() -> None:
    text = measured("one two three four five six")
    assert text.count(text.length / 2) == 3
    assert text.count(text.length / 2, text.length / 2 + 0.1) == 1


def test_columns_whose_words_are_all_too_long_share_what_there_is() -> None:
    least = bearable([9.0, 9.0, 9.0, 1.0], 10.0)
    assert sum(least) <= 10.0
    assert least[3] == 1.0
    assert least[0] == least[1] == least[2] > 2.4


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("ATTR-CM", ["ATTR-CM"]), ("NK-NPC and PD-L1", ["NK-NPC ", "and ", "PD-L1"]), ("HARMONi-A", ["HARMONi-A"]),
        ("1L G/GEJ", ["1L ", "G/GEJ"]), ("PD-L1/VEGF", ["PD-L1/", "VEGF"]), ("MET/EGFR", ["MET/", "EGFR"]),
        ("HER2-negative", ["HER2-", "negative"]), ("Tai-Tianqing", ["Tai-", "Tianqing"]),
    ],
)  # fmt: skip
def test_codes_are_not_divided(text: str, kept: list[str]) -> None:
    assert list(pieces(text)) == kept
