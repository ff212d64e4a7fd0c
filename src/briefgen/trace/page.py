"""Traces as a page: a table of values, where they stand and what they rest on, to search and to print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefgen.frozen import frozen
from briefgen.trace.html import fill
from briefgen.trace.trace import TraceRow, alike

_SHOWN = 5
"""Places of a value shown before one opens the others."""
_HEADS = ("Value", "Where it stands", "Record", "Sources")


@frozen
class _Entry:
    """One line of the table: a value with every place where it stands alike; `file` when there are several files."""

    row: TraceRow
    file: str
    places: tuple[str, ...]

    @property
    def says(self) -> str:
        """The sentence, where it says more than the value."""
        return "" if self.row.sentence == self.row.text else self.row.sentence

    @property
    def record(self) -> str:
        """The record and its field."""
        return f"{self.row.record} {self.row.field}".strip()

    @property
    def derived(self) -> list[str]:
        """What it was computed from, and who said it."""
        computed = [f"computed: {self.row.formula}, from", *self.row.inputs] if self.row.formula else []
        return [*computed, *([f"said by {self.row.attributed_to}"] if self.row.attributed_to else [])]


def page(rows: Sequence[TraceRow], what: str, find: str = "") -> str:
    """The rows as one HTML page without any other file; `what` was traced, `find` fills the search box."""
    return fill(__package__, "trace_page.html", what=what, find=find, heads=_HEADS, entries=_entries(rows),
                shown=_SHOWN)  # fmt: skip


def _entries(rows: Sequence[TraceRow]) -> Iterator[_Entry]:
    several = len({row.file for row in rows}) > 1
    for same in alike(rows, files=several):
        places = tuple(dict.fromkeys(row.place for row in same))
        yield _Entry(same[0], same[0].file if several else "", places)
