"""When something became known, as exactly as its sources say: a day, a month, a year; never a made-up day."""

from __future__ import annotations

from briefgen.values.dates import PartialDate, Period
from briefgen.view.base import RecordView, is_told_late, record_of


def known(seen: RecordView) -> PartialDate | None:
    """The date on which the world first knew of it, as its first source gives it; None when nothing says so."""
    day: PartialDate | None = seen.announced.value if seen.announced else None
    return day if day and day.end else None


def became_known(seen: RecordView, period: Period) -> bool:
    """Whether it became known within a period; what may have been known before is not told as its news, nor what had
    happened more than a year before it was told."""
    day = known(seen)
    return day is not None and all(one in period for one in (day.start, day.end) if one) and not is_told_late(seen)


def is_same_matter(one: RecordView, other: RecordView) -> bool:
    """Whether two events are two sources' words for one: of one kind, on the same assets, diseases and places."""
    mine, its = record_of(one), record_of(other)
    alike = ("kind", "type", "assets", "indications", "territory", "agency", "expected")
    return bool(mine.assets) and all(getattr(mine, name) == getattr(its, name) for name in alike)
