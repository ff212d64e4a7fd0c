"""What stays inside the house: conflicts and remarks about what a document prints, for its reviewers alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from briefgen.dataset.clock import first_of, known_from, passed
from briefgen.dataset.conflicts import conflicts_of
from briefgen.dataset.remarks import remarks_of
from briefgen.dataset.store import Dataset, in_project
from briefgen.ledger.ledger import Ledger, facts_below
from briefgen.problems import Origin
from briefgen.records import Mention, Record
from briefgen.trace.workbook import TraceSheet

_CONFLICTS: tuple[tuple[str, float], ...] = (
    ("About", 34), ("Verdict", 14), ("Statement", 60), ("Record", 34), ("Sources", 34), ("Data", 30), ("Reason", 60),
)  # fmt: skip
_REMARKS: tuple[tuple[str, float], ...] = (("Record", 34), ("Data", 30), ("Remark", 100))


def inside_sheets(ledger: Ledger, dataset: Dataset, as_of: date) -> tuple[TraceSheet, ...]:
    """The conflicts and the remarks at records that a document prints, as the day knew them."""
    keys = (fact.record for _, entry in ledger.entries() for fact in facts_below(entry.fact))
    printed = {(key.kind, key.id) for key in keys}
    return (
        TraceSheet("Conflicts", _CONFLICTS, tuple(_conflicts(dataset, as_of, printed)), kept=2),
        TraceSheet("Remarks", _REMARKS, tuple(_remarks(dataset, as_of, printed))),
    )


def _conflicts(dataset: Dataset, as_of: date, printed: set[tuple[str, str]]) -> Iterator[tuple[str, ...]]:
    for conflict in conflicts_of(dataset):
        known = [said for said in conflict.said if _is_known(dataset, said.source, as_of)]
        if len(known) < 2 or not any((said.record.kind, said.record.id) in printed for said in known):
            continue
        for said in known:
            yield (
                conflict.what, conflict.verdict(said), said.text, _named(said.record), said.sources,
                _place(dataset, said.origin), said.reason,
            )  # fmt: skip


def _is_known(dataset: Dataset, source: Mention | None, as_of: date) -> bool:
    return source is None or passed(first_of(dataset, source), as_of)


def _remarks(dataset: Dataset, as_of: date, printed: set[tuple[str, str]]) -> Iterator[tuple[str, ...]]:
    for remark in remarks_of(dataset):
        record = remark.record
        if (record.kind, record.id) in printed and passed(known_from(dataset, record, record), as_of):
            yield _named(record), _place(dataset, remark.origin), remark.text


def _named(record: Record) -> str:
    return f"{record.kind} {record.id}"


def _place(dataset: Dataset, origin: Origin) -> str:
    return in_project(origin.path, dataset.shown)
