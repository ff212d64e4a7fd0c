"""Blocks and sentences begin with a capital, whatever they are printed from."""

from __future__ import annotations

import pytest

from briefgen.briefs.capitals import with_capitals

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
