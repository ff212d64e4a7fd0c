"""The factbook: every fact of a dataset, with its record, field, place in the user's files and sources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from briefgen.dataset.store import Dataset
from briefgen.dataset.tree import Path_
from briefgen.frozen import frozen
from briefgen.problems import Origin
from briefgen.records import Mention, Part, Record, Sourced
from briefgen.values.facts import Citation, Fact, RecordKey

NOT_FACTS = frozenset({"id", "source", "audiences", "preferred", "reason", "embargo_until", "remarks"})
"""Fields that say how a record is kept and shown, and nothing of the world."""


@frozen
class RecordedFact:
    """One field of one record: its value as loaded, and the fact as documents trace it.

    `part` is the record, or the part of it that holds the field; `path` leads to the field from the record.
    """

    record: Record
    part: Part
    path: Path_
    value: Any
    fact: Fact
    place: Origin

    @property
    def field(self) -> str:
        """The last field name of the path: `value` of `results`, `date` of `listings[0].date`."""
        return next((str(step) for step in reversed(self.path) if isinstance(step, str)), "")

    @property
    def label(self) -> str:
        """How messages name it: result 'astrum-005', value."""
        return f"{self.record.kind} '{self.record.id}', {self.fact.field}"


def facts_of(dataset: Dataset) -> Iterator[RecordedFact]:
    """Every value that the dataset states, in the order of kinds and files; what is left out states nothing."""
    for record in dataset:
        yield from _facts(dataset, record, record, (), record.source)


def _facts(
    dataset: Dataset, record: Record, part: Part, path: Path_, mention: Mention | None
) -> Iterator[RecordedFact]:
    if isinstance(part, Sourced) and part.source:
        mention = part.source
    for name, value in part:
        if name in NOT_FACTS or value is None:
            continue
        for inner, item in _items((*path, name), value):
            if isinstance(item, Part):
                yield from _facts(dataset, record, item, inner, mention)
            else:
                yield _recorded(dataset, record, part, inner, item, mention)


def _items(path: Path_, value: Any) -> Iterator[tuple[Path_, Any]]:
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            yield (*path, index), item
    else:
        yield path, value


def _recorded(
    dataset: Dataset, record: Record, part: Part, path: Path_, value: Any, mention: Mention | None
) -> RecordedFact:
    place = dataset.origin(record, path)
    speaker = getattr(record, "attributed_to", None) or getattr(record, "said_by", None) or ""
    citations = tuple(Citation(id, mention.locator) for id in mention.ids) if mention else ()
    fact = Fact(RecordKey(record.kind, record.id), path, dataset.stated_at(record, path), citations, speaker)
    return RecordedFact(record, part, path, value, fact, place)
