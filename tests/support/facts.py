"""Facts by hand."""

from __future__ import annotations

from typing import Any

from briefgen.problems import Origin
from briefgen.values.facts import Citation, Fact, RecordKey, read_path


def fact(record: str, field: str, origin: str = "", citations: tuple[str | Citation, ...] = (), **more: Any) -> Fact:
    """A fact from words: `result/x`, `listings[0].date`, `data/x.yaml:3:5`, sources by id."""
    cited = tuple(one if isinstance(one, Citation) else Citation(one) for one in citations)
    return Fact(RecordKey.read(record), read_path(field), Origin.read(origin), cited, **more)
