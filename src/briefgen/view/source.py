"""Sources and abbreviations in a view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.values.facts import Traced
from briefgen.view.base import Missing, RecordView, shows

if TYPE_CHECKING:
    from briefgen.view.company import CompanyView


@shows("source")
class SourceView(RecordView):
    """A document that states facts."""

    type: Traced
    tier: Traced
    company: CompanyView | Missing
    publisher: Traced
    authors: Traced
    title: Traced
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


@shows("abbreviation")
class AbbreviationView(RecordView):
    """A short form and what it stands for."""

    short: Traced
    long: Traced
