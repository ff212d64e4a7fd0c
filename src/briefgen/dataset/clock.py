"""Clock: when the world knew a source, a statement or a part of a record.

A statement is known from the day it was announced, else from the first source that gave it. What is dated to a month or
a year is known when the whole of it has passed; a page that only says when it was looked up is known from that day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from operator import attrgetter

from briefgen.dataset.store import Dataset
from briefgen.records import (
    Commentary,
    Deal,
    Designation,
    Event,
    Mention,
    Metric,
    Part,
    Record,
    Result,
    Source,
    Sourced,
)
from briefgen.values.dates import UNKNOWN, PartialDate

HAPPENED: dict[type[Record], str] = {
    Deal: "signed", Designation: "granted", Event: "date", Metric: "as_of", Result: "data_cut_off",
}  # fmt: skip
"""The field that says when what a record tells happened; no source can have told it before."""
_DEPTH = 8


def known_from(dataset: Dataset, part: Part, record: Record) -> PartialDate | None:
    """When the world knew a part of a record, as precisely as it is stated; None for what was always known."""
    if isinstance(record, Commentary):
        return record.date
    for sourced in (part, record):
        if isinstance(sourced, Sourced):
            if sourced.announced and sourced.announced.end:
                return sourced.announced
            if sourced.source:
                return first_of(dataset, sourced.source, _happened(record))
    return source_day(dataset, record) if isinstance(record, Source) else None


def published_from(dataset: Dataset, part: Part, record: Record) -> PartialDate | None:
    """When the world knew, as announced or published; None where a source only says when it was looked up."""
    if isinstance(record, Commentary):
        return record.date
    for sourced in (part, record):
        if isinstance(sourced, Sourced):
            if sourced.announced and sourced.announced.end:
                return sourced.announced
            if sourced.source:
                first = first_of(dataset, sourced.source, _happened(record))
                named = (dataset.find("source", id) for id in sourced.source.ids)
                dated = (s for s in named if isinstance(s, Source) and is_published(dataset, s))
                return next((first for source in dated if source_day(dataset, source) == first), None)
    return None


def first_of(dataset: Dataset, mention: Mention, happened: PartialDate | None = None) -> PartialDate | None:
    """When the first of several sources gave what they state; one that came before it happened cannot have."""
    dated = sorted((day for id in mention.ids if (day := day_of(dataset, id))), key=attrgetter("sort_key"))
    after = (day for day in dated if not (happened and happened.start and day.end and day.end < happened.start))
    return next(after, dated[0] if dated else None)


def day_of(dataset: Dataset, id: str) -> PartialDate | None:
    """When a source was there to be read."""
    source = dataset.find("source", id)
    return source_day(dataset, source) if isinstance(source, Source) else None


def source_day(dataset: Dataset, source: Source) -> PartialDate:
    """When it appeared or, read in another one, when that one did; else the day on which it was looked up."""
    days = [day for link in _chain(dataset, source) if (day := link.published) and day.end]
    looked_up = [day for link in _chain(dataset, source) if (day := link.retrieved) and day.end]
    return max(days or looked_up, key=attrgetter("sort_key"), default=UNKNOWN)


def is_published(dataset: Dataset, source: Source) -> bool:
    """Whether it says when it appeared, or was read in one that does; a day of retrieval is none of publication."""
    return any(link.published and link.published.end for link in _chain(dataset, source))


def _chain(dataset: Dataset, source: Source) -> Iterator[Source]:
    """A source, the one it was read in, and so on."""
    link: Record | None = source
    for _ in range(_DEPTH):
        if not isinstance(link, Source):
            return
        yield link
        link = dataset.find("source", link.via) if link.via else None


def _happened(record: Record) -> PartialDate | None:
    if isinstance(record, Event) and record.expected:
        return None
    field = HAPPENED.get(type(record))
    when: PartialDate | None = getattr(record, field) if field else None
    return when


def passed(when: PartialDate | None, day: date) -> bool:
    """Whether the whole of a date has passed on a day; what has no date was always known."""
    return when is None or (when.end is not None and when.end <= day)
