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

HAPPENED = {
    Deal.kind: "signed", Designation.kind: "granted", Event.kind: "date", Metric.kind: "as_of",
    Result.kind: "data_cut_off",
}  # fmt: skip
"""By kind of record the field that says when what a record tells happened; no source can have told it before."""
_DEPTH = 8
YEAR = 366
"""Days for which what is told for the first time is news."""


def known_from(dataset: Dataset, part: Part, record: Record) -> PartialDate | None:
    """When the world knew a part of a record, as precisely as it is stated; None for what was always known."""
    announced, mention = _teller(part, record)
    if announced or mention is None:
        return announced or (source_day(dataset, record) if isinstance(record, Source) else None)
    return first_of(dataset, mention, record)


def published_from(dataset: Dataset, part: Part, record: Record) -> PartialDate | None:
    """When the world knew, as announced or published; None where a source only says when it was looked up."""
    announced, mention = _teller(part, record)
    if announced or mention is None:
        return announced
    first = first_of(dataset, mention, record)
    named = (dataset.find("source", id) for id in mention.ids)
    dated = (s for s in named if isinstance(s, Source) and is_published(dataset, s))
    return next((first for source in dated if source_day(dataset, source) == first), None)


def _teller(part: Part, record: Record) -> tuple[PartialDate | None, Mention | None]:
    """The day on which a part of a record was announced, else the sources by which it is known: its own before those
    of the record. Of a comment its date."""
    if isinstance(record, Commentary):
        return record.date, None
    for sourced in (part, record):
        if isinstance(sourced, Sourced):
            if sourced.announced and sourced.announced.end:
                return sourced.announced, None
            if sourced.source:
                return None, sourced.source
    return None, None


def first_of(dataset: Dataset, mention: Mention, record: Record | None = None) -> PartialDate | None:
    """When the first of several sources gave what they state; one that came before what a record tells had happened
    cannot have."""
    if len(mention.ids) == 1:  # as nearly every mention is
        return day_of(dataset, mention.ids[0])
    dated = sorted((day for id in mention.ids if (day := day_of(dataset, id))), key=attrgetter("sort_key"))
    happened_on = happened(record) if record else None
    began = happened_on.start if happened_on else None
    after = (day for day in dated if not (began and day.end and day.end < began))
    return next(after, dated[0] if dated else None)


def day_of(dataset: Dataset, id: str) -> PartialDate | None:
    """When a source was there to be read."""
    source = dataset.find("source", id)
    return source_day(dataset, source) if isinstance(source, Source) else None


def source_day(dataset: Dataset, source: Source) -> PartialDate:
    """When it appeared or, read in another one, when that one did; else the day on which it was looked up."""
    chain = list(_chain(dataset, source)) if source.via else [source]
    days = [day for link in chain if (day := link.published) and day.end]
    days = days or [day for link in chain if (day := link.retrieved) and day.end]
    return max(days, key=attrgetter("sort_key")) if len(days) > 1 else days[0] if days else UNKNOWN


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


def told_late(when: PartialDate | None, happened_on: PartialDate | None) -> bool:
    """Whether something was told more than a year after it had happened: it is known since then, and no news."""
    told = (when.start or when.end) if when else None
    return bool(told and happened_on and happened_on.end and (told - happened_on.end).days > YEAR)


def happened(record: Record) -> PartialDate | None:
    """When what a record tells happened, as far as it says so; what is expected has not."""
    if isinstance(record, Event) and record.expected:
        return None
    field = HAPPENED.get(record.kind)
    when: PartialDate | None = getattr(record, field) if field else None
    return when


def passed(when: PartialDate | None, day: date) -> bool:
    """Whether the whole of a date has passed on a day; what has no date was always known."""
    return when is None or (when.end is not None and when.end <= day)
