"""What a label of an editable chart says of a value: its number with the word beside it."""

from __future__ import annotations

import pytest

from briefgen.writers.ledgering import _with_neighbour


@pytest.mark.parametrize(("line", "number", "said"), [
    ("12.3 months", "12", ["12.3 months"]),
    ("median 12.3 months (n = 5)", "12", ["median 12.3", "12.3 months"]),
    ("median 12.3mo", "12", ["12.3mo", "median 12.3mo"]),
    ("12.3", "12", []),
])  # fmt: skip
def test_a_number_stands_with_the_word_before_it_and_the_word_behind_it(
    line: str, number: str, said: list[str]
) -> None:
    assert list(_with_neighbour(line, line.index(number))) == said
