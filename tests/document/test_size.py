"""How large a document may be, and the hash of all that it says."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from briefgen.document import size
from briefgen.document.digest import content_digest
from briefgen.document.size import oversized
from briefgen.records.base import Mention
from support.slide_sample import figure, sample


def test_more_charts_than_a_reader_looks_at_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(size, "FIGURES", 2)
    (problem,) = oversized((figure("pipeline"),) * 3, "templates/big/page.md.j2")
    assert str(problem.origin) == "templates/big/page.md.j2"
    assert problem.message == "the document has 3 charts; the limit is 2"
    assert not list(oversized((figure("pipeline"),) * 2, "templates/big/page.md.j2"))


def digest(numbers: Any) -> str:
    return content_digest(sample("investor", (replace(figure("pipeline"), numbers=numbers),)))


@pytest.mark.parametrize(("one", "same", "other"), [
    ({"a": 1}, {"a": 1}, {"a": 2}),
    ({"a", "b"}, {"b", "a"}, {"a"}),
    (frozenset("ab"), frozenset("ba"), frozenset("a")),
    (Mention(ids="a"), Mention(ids="a"), Mention(ids="b")),
])  # fmt: skip
def test_the_hash_of_a_document_is_that_of_the_numbers_of_its_charts(one: Any, same: Any, other: Any) -> None:
    assert digest(one) == digest(same) != digest(other)
