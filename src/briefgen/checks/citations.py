"""Rules on sources: every fact names one and says where in it."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.checks.walk import parts
from briefgen.dataset.store import Dataset
from briefgen.problems import Problem
from briefgen.records import Record, Sourced


def check(dataset: Dataset) -> Iterator[Problem]:
    """Facts without a source, sources without a place."""
    for record in dataset:
        if record.kind == "event" and record.id in dataset.made:
            continue  # the filing or deal that states it is asked
        if record.needs_source:
            yield from _mention(dataset, record)
        elif record.source is None:
            yield from _unsourced_parts(dataset, record)


def _mention(dataset: Dataset, record: Record) -> Iterator[Problem]:
    label = f"{record.kind} '{record.id}'"
    if record.source is None:
        hint = "add `source: ID, PLACE`, or `defaults: {source: ID}` at the top of the file"
        yield Problem(dataset.origin(record, ("source",)), "no-source", f"{label} names no source", hint)
    elif not record.source.locator:
        origin = dataset.origin(record, ("source",))
        hint = f"write the place after a comma: `source: {record.source.ids[0]}, paragraph 3`"
        yield Problem(origin, "no-locator", f"{label} does not say where in its source it stands", hint, "warning")


def _unsourced_parts(dataset: Dataset, record: Record) -> Iterator[Problem]:
    """Facts inside a record that is a mere name, such as what is known of a disease."""
    for path, part in parts(record):
        if path and isinstance(part, Sourced) and part.source is None:
            origin = dataset.origin(record, path)
            field = f"{path[0]}[{path[1]}]" if len(path) > 1 else f"{path[0]}"
            message = f"{record.kind} '{record.id}': {field} names no source"
            yield Problem(origin, "no-source", message, "add `source: ID, PLACE`")
