"""Names where there is little room."""

from __future__ import annotations

import pytest

from briefgen.lexicon.companies import in_short


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Summit Therapeutics", "Summit"),
        ("Chia Tai-Tianqing", "Chia Tai-Tianqing"),
        ("Akeso", "Akeso"),
        ("ABC Pharma", "ABC Pharma"),
    ],
)
def test_a_name_loses_what_only_tells_that_it_is_a_company(name: str, short: str) -> None:
    assert in_short(name) == short
