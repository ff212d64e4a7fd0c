"""Sources and abbreviations in a view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.values.facts import Traced
from briefgen.view.base import Missing, RecordView, shows

if TYPE_CHECKING:
    from briefgen.view.company import CompanyView


STALE = 90
"""Days after which the latest source on something is called old."""


@shows("source")
class SourceView(RecordView):
    """A document that states facts."""

    type: Traced
    tier: Traced
    company: CompanyView | Missing
    publisher: Traced
    authors: Traced
    title: Traced
    about: Traced
    short: Traced
    journal: Traced
    volume: Traced
    pages: Traced
    version: Traced
    language: Traced
    published: Traced
    retrieved: Traced
    url: Traced
    via: SourceView | Missing
    missing: tuple[Traced, ...]
    carries: tuple[Traced, ...]

    @property
    def is_later(self) -> bool:
        """Whether it appeared after the as-of day; what it tells was announced before."""
        return not self._view.knows(self._record)

    @property
    def is_dated(self) -> bool:
        """Whether the day on which it was published is known."""
        return bool(self._record.published and self._record.published.grain == "day")

    @property
    def is_stale(self) -> bool:
        """Whether it is of a day more than a quarter before the as-of day."""
        return self.is_dated and (self._view.as_of - self._record.published.end).days > STALE


@shows("abbreviation")
class AbbreviationView(RecordView):
    """A short form and what it stands for."""

    short: Traced
    long: Traced
