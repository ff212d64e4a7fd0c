"""Remarks: what those who keep the data noted for themselves; it is for reviewers and in no document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from briefgen.dataset.store import Dataset
from briefgen.dataset.tree import Path_
from briefgen.frozen import frozen
from briefgen.problems import Origin
from briefgen.records import Part, Record, Sourced


@frozen
class Remark:
    """A remark at a record, or at a part of one, and where it stands."""

    record: Record
    text: str
    origin: Origin


def remarks_of(dataset: Dataset) -> Iterator[Remark]:
    """Every remark, in the order of kinds and files."""
    for record in dataset:
        for path, text in _in_part(record, ()):
            yield Remark(record, text, dataset.origin(record, path))


def _in_part(part: Part, path: Path_) -> Iterator[tuple[Path_, str]]:
    if isinstance(part, Sourced):
        for number, text in enumerate(part.remarks):
            yield (*path, "remarks", number), text
    for name, value in part:
        yield from _in_value(value, (*path, name))


def _in_value(value: Any, path: Path_) -> Iterator[tuple[Path_, str]]:
    if isinstance(value, Part):
        yield from _in_part(value, path)
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _in_value(item, (*path, number))
