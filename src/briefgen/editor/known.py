"""When something became known, as exactly as its sources say: a day, a month, a year; never a made-up day."""

from __future__ import annotations

from datetime import date

from briefgen.records import Sourced
from briefgen.values.dates import PartialDate, Period
from briefgen.view.base import RecordView, part_of, record_of


def known(seen: RecordView) -> PartialDate | None:
    """As announced, else the date of its latest source; None when nothing says so."""
    for stated in (part_of(seen), record_of(seen)):
        if isinstance(stated, Sourced) and stated.announced and stated.announced.end:
            return stated.announced
    dates = [record_of(source).published for source in seen.sources]
    return max((day for day in dates if day and day.end), key=lambda day: day.sort_key, default=None)


def known_first(seen: RecordView) -> date | None:
    """The earliest day on which it may have become known: of sources of which one is of the year, the latest start."""
    for stated in (part_of(seen), record_of(seen)):
        if isinstance(stated, Sourced) and stated.announced and stated.announced.end:
            return stated.announced.start
    dates = [record_of(source).published for source in seen.sources]
    return max((day.start for day in dates if day and day.start), default=None)


def became_known(seen: RecordView, period: Period) -> bool:
    """Whether it became known within a period; what may have been known before is not told as its news."""
    when, first = known(seen), known_first(seen)
    return when is not None and when.end in period and (first is None or first >= period.start)  # type: ignore[operator]


def is_same_matter(one: RecordView, other: RecordView) -> bool:
    """Whether two events are two sources' words for one: of one kind, on the same assets, diseases and places."""
    mine, its = record_of(one), record_of(other)
    alike = ("kind", "type", "assets", "indications", "territory", "agency", "expected")
    return bool(mine.assets) and all(getattr(mine, name) == getattr(its, name) for name in alike)
