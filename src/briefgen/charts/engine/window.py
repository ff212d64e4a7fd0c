"""The window of time a timeline shows: around the data date, never compressed to reach far events."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from briefgen.frozen import frozen
from briefgen.values.dates import PartialDate

MONTHS_BACK, MONTHS_AHEAD = 30, 36
"""The window reaches no further from its anchor, except for what would stand alone beyond it."""


@frozen
class Window:
    """First day shown and first day no longer shown; both begin a quarter."""

    start: date
    end: date

    def before(self, day: PartialDate) -> bool:
        """Whether a date lies wholly before the window."""
        return day.end is not None and day.end < self.start

    def after(self, day: PartialDate) -> bool:
        """Whether a date lies wholly after the window."""
        return day.start is not None and day.start >= self.end


def window_of(days: Sequence[tuple[PartialDate, bool]], as_of: date | None) -> Window:
    """The quarters around an anchor (the data date, else the last day) that hold what is near it."""
    ends = [day.end for day, _ in days if day.end]
    starts = [day.start or day.end for day, _ in days if day.start or day.end]
    anchor = as_of or (max(ends) if ends else date(2000, 1, 1))
    oldest = _quarter(anchor, -MONTHS_BACK)
    near = [start for start in starts if start and start >= oldest]
    start = min([_quarter(anchor, -12), *(_quarter(day, -3) for day in near)])
    reach = _quarter(anchor, MONTHS_AHEAD)
    ahead = [end for end in ends if anchor < end < reach]
    margin = 9 if any(expected for _, expected in days) else 3
    end = max([_quarter(anchor, margin), *(_quarter(day, 3) for day in ahead)])
    return Window(max(start, _quarter(oldest, -3)), end)


def _quarter(day: date, months: int) -> date:
    """First day of the quarter that lies some months (a multiple of 3) from the quarter of a day."""
    count = day.year * 12 + 3 * ((day.month - 1) // 3) + months
    return date(count // 12, count % 12 + 1, 1)
