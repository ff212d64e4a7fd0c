"""Facts by hand."""

from __future__ import annotations

from typing import Any

from briefgen.values.facts import Citation, Fact


def fact(record: str, field: str, origin: str = "", citations: tuple[str | Citation, ...] = (), **more: Any) -> Fact:
    """A fact from words: `result/x`, `listings[0].date`, `data/x.yaml:3:5`, sources by id."""
    cited = tuple(one if isinstance(one, Citation) else Citation(one) for one in citations)
    return Fact(record, field, origin, cited, **more)
