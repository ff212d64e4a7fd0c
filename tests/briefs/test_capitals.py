"""Blocks and sentences begin with a capital, whatever they are printed from."""

from __future__ import annotations

import pytest

from briefgen.briefs.capitals import with_capitals, with_own_stops

VALUE = "\U000f0001"
RAISED = "\U000f0002"


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("{} reports.", "^ reports."),
        ("## {} reports", "## ^ reports"),
        ("- {} and {}", "- ^ and {}"),
        ("- **{}** and {}", "- **^** and {}"),
        ("Lead: {} reports", "Lead: ^ reports"),
        ("| {} | **{}** | of {}. {} |", "| ^ | **^** | Of {}. ^ |"),
        ("It ended. {} goes on", "It ended. ^ goes on"),
        ("**It ended.** {} goes on", "**It ended.** ^ goes on"),
        ("It ended.\n{} goes on", "It ended.\n^ goes on"),
        ("It ended,\n{} goes on", "It ended,\n{} goes on"),
        ("::: caution\n{} ended\n:::", "::: caution\n^ ended\n:::"),
        ("| a |\n{} ended", "| A |\n{} ended"),
        ("a designation is none.", "A designation is none."),
        ("It ended. a designation is none.", "It ended. A designation is none."),
        ("pMMR disease", "pMMR disease"),
        ("Test. p = {}", "Test. p = {}"),
        ("**Medicine**\n: {}", "**Medicine**\n: {}"),
        ("Kind: {}", "Kind: {}"),
        ("Type\n: {}", "Type\n: ^"),
        ("| same | p = {} |", "| Same | p = {} |"),
    ],
)
def test_a_block_and_a_sentence_begin_with_a_capital(text: str, printed: str) -> None:
    found = with_capitals(text.replace("{}", VALUE), {VALUE: RAISED}.__getitem__)
    assert found == printed.replace("{}", VALUE).replace("^", RAISED)


@pytest.mark.parametrize("text", ["{} programmes are new", "Note: {} programmes are new", "It ended. {} more are due"])
def test_a_count_that_a_sentence_or_note_begins_with_is_in_words(text: str) -> None:
    found = with_capitals(text.replace("{}", VALUE), str, spelled={VALUE: RAISED}.__getitem__)
    assert found == text.replace("{}", RAISED)


def test_an_amount_stays_small_in_a_cell_and_nowhere_else() -> None:
    found = with_capitals(
        f"| {VALUE} | same |\n\n{VALUE} in total", {VALUE: RAISED}.__getitem__, lambda sign: sign == VALUE
    )
    assert found == f"| {VALUE} | Same |\n\n{RAISED} in total"


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        ("1. **{J}.** 7 Oct", "1. **{J}。** 7 Oct"),
        ("{J}.", "{J}。"),
        ("**{J}**.", "**{J}**。"),
        ("One came; {J}. Then {J}.", "One came; {J}。 Then {J}."),
        ("Licensed to {J}.", "Licensed to {J}."),
        ("{L}. {J}.", "{L}. {J}。"),
        ("- {J}.{L}", "- {J}。{L}"),
    ],
)
def test_a_headline_ends_as_its_script_does(text: str, ended: str) -> None:
    signs = {"{J}": "\U000f0000", "{L}": "\U000f0001"}
    for name, sign in signs.items():
        text, ended = text.replace(name, sign), ended.replace(name, sign)
    assert with_own_stops(text, lambda sign: sign == signs["{J}"]) == ended
