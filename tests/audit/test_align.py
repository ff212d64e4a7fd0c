"""Which passage is which: found in time that grows with the file, whatever somebody has put into it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from random import Random
from types import FrameType
from typing import Any

import pytest

from briefgen.audit.align import align
from briefgen.audit.likeness import common, likeness
from briefgen.ledger.ledger import Printed
from briefgen.office.passages import Contents, FilePassage, Place

TEXTS = [f"paragraph {number} says what it says" for number in range(1500)]
ROWS = [f"row {number}" for number in range(1500)]
MIXED = ["".join(Random(seed).choices("ab", k=400)) for seed in range(60)]


def _paragraph(number: int) -> Place:
    return Place("body", paragraph=number)


def _boxed(number: int) -> Place:
    return Place("slide", "256", 1, shape="Box", paragraph=number)


def _row(number: int) -> Place:
    return Place("body", table=1, row=number, column=1)


def _aligned(place: Callable[[int], Place], was: list[str], now: list[str]) -> tuple[int, int, int]:
    written = [Printed(place(number), text) for number, text in enumerate(was, 1)]
    found = tuple(FilePassage(place(number), text) for number, text in enumerate(now, 1))
    pairs, lost, new = align(written, Contents("docx", "", found))
    return len(pairs), len(lost), len(new)


def _calls(work: Callable[[], Any], most: int) -> int:
    """How many calls of functions a piece of work makes; it is stopped after the most."""
    calls = 0

    def counted(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")
        if calls > most:
            sys.setprofile(None)
            raise AssertionError(f"more than {most:,} calls")

    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize(
    ("place", "was", "now", "found"),
    [
        (_paragraph, ["x" * 10_000], ["x" * 9_999 + "y"], (1, 0, 0)),
        (_paragraph, MIXED, MIXED[:30] + [text[::-1] for text in MIXED[30:]], (60, 0, 0)),
        (_paragraph, TEXTS, ["something new", *TEXTS], (1500, 0, 1)),
        (_paragraph, TEXTS, [f"{text} now" for text in TEXTS], (1500, 0, 0)),
        (_paragraph, ["same"] * 1500, ["same"] * 1400, (1400, 100, 0)),
        (
            _paragraph,
            [f"{text} of others" for text in TEXTS[300:303]],
            [f"{text} of others" for text in TEXTS[302:299:-1]],
            (3, 0, 0),
        ),
        (_boxed, TEXTS[:201], [f"{text} now" for text in TEXTS[201:0:-1]], (201, 0, 0)),
        (_row, ROWS, ["something new", *ROWS], (1500, 0, 1)),
        (_row, ROWS, [f"{text} now" for text in ROWS], (1500, 0, 0)),
    ],
)
def test_a_large_file_is_aligned_with_no_more_than_some_work_for_each_passage(
    place: Callable[[int], Place], was: list[str], now: list[str], found: tuple[int, int, int]
) -> None:
    results: list[tuple[int, int, int]] = []
    _calls(lambda: results.append(_aligned(place, was, now)), 3_000_000)
    assert results == [found]


def test_two_texts_are_as_alike_as_they_have_letters_in_common() -> None:
    sentence = "The median was 21.9 months in the group that was given the higher dose. "
    for times in (1, 40):
        text = sentence * times
        assert likeness(text, text) == 1
        assert likeness(text, text.replace("higher", "lower")) > 0.9
        assert likeness(text, "0123456789" * 7 * times) < 0.2


def test_what_long_lists_have_in_common_in_no_order_is_counted() -> None:
    long = [str(number) for number in range(700)]
    assert list(common(["a", *long, "x", "b"], ["b", *reversed(long), "y", "a"])) == [
        (0, 702), *((n + 1, 700 - n) for n in range(700)), (702, 0)
    ]  # fmt: skip


def test_what_lists_have_in_common_stands_in_the_order_of_both() -> None:
    assert list(common("abxcd", "abcd")) == [(0, 0), (1, 1), (3, 2), (4, 3)]
    long = [str(number) for number in range(2000)]
    assert list(common([*long[:900], "x", *long[900:]], [*long[:950], "y", *long[950:]])) == [
        *((n, n) for n in range(900)), *((n + 1, n) for n in range(900, 950)), *((n + 1, n + 1) for n in range(950, 2000))
    ]  # fmt: skip
