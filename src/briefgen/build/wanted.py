"""What a build is asked for, and what it leaves out: plain data, known before anything is loaded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from briefgen.frozen import frozen
from briefgen.values.dates import Period

if TYPE_CHECKING:
    from briefgen.document.document import ChartFormat

MANY = 10
"""So many are told one by one."""


@frozen
class Selection:
    """What is wanted: empty means everything; `audience` and `charts` replace those of each brief."""

    as_of: date
    period: Period
    briefs: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    audience: str = ""
    formats: tuple[str, ...] = ()
    charts: ChartFormat | None = None


@frozen
class LeftOut:
    """A subject without a document, a document of which too little is known, or a comment that no document prints."""

    subject: str
    reason: str
    is_document: bool = False
    """Whether it is a document, named by its path, that is worth making when more is known."""

    def __str__(self) -> str:
        return f"{self.subject}: {self.reason}"


def in_short(subjects: Sequence[LeftOut]) -> Iterator[str]:
    """Lines for the user; many are counted."""
    yield from (f"left out: {one}" for one in subjects[:MANY])
    if len(subjects) > MANY:
        yield f"left out: {len(subjects) - MANY} more"
