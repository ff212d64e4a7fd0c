"""The view: what was known on a day and may be seen by an audience. Templates and charts see nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import Any, Literal, overload

from briefgen.dataset.store import Dataset
from briefgen.records import Mention, Part, Record, Source, Sourced, To
from briefgen.records.vocabulary import AUDIENCES
from briefgen.values.dates import PartialDate, Period
from briefgen.values.facts import BUILD, DATE, TEXT, Fact, Traced
from briefgen.view import VIEWS, RecordView, Subject, marker_of
from briefgen.view.base import SourceView
from briefgen.view.records import (
    AbbreviationView,
    BenchmarkView,
    ClaimView,
    DealView,
    DesignationView,
    EpidemiologyView,
    EventView,
    IndicationView,
    MetricView,
    ResultView,
    TrialView,
)
from briefgen.view.subjects import AreaView, AssetView, CompanyView

Named = tuple[str, str]
"""A record by kind and id."""
TELLING = frozenset({"asset", "company", "deal", "person", "source", "trial"})
"""What names a record of these kinds tells of it, in its words too: a secret asset makes its events secret."""


class View:
    """The dataset of one as-of day, period and audience. Made by `view_of`."""

    def __init__(self, dataset: Dataset, as_of: date, period: Period, audience: str) -> None:
        self.dataset = dataset
        self.as_of = as_of
        self.period = period
        self.audience = audience
        self._seen: dict[tuple[str, str], RecordView] = {}
        self._parts: dict[tuple[str, str, str], tuple[tuple[int, Any], ...]] = {}

    # --- what is in it -----------------------------------------------------------------------------------------

    @cached_property
    def _records(self) -> dict[str, dict[str, Record]]:
        """Records known and permitted; a record that needs a hidden one is hidden too."""
        shown = {
            kind: {id: record for id, record in records.items() if self._permits(record)}
            for kind, records in self.dataset.records.items()
        }
        while hidden := [r for records in shown.values() for r in records.values() if _needs_hidden(r, shown)]:
            for record in hidden:
                del shown[record.kind][record.id]
        return shown

    @cached_property
    def _secret(self) -> frozenset[Named]:
        """Records that the audience may not see or that are under embargo, and all that speaks of them."""
        secret = {(record.kind, record.id) for record in self.dataset if self._withheld(record)}
        fresh = set(secret)
        while fresh:
            telling = (record for record in self.dataset if not fresh.isdisjoint(_told_by(record)))
            fresh = {(record.kind, record.id) for record in telling} - secret
            secret |= fresh
        return frozenset(secret)

    def _withheld(self, record: Record) -> bool:
        return bool(record.audiences and self.audience not in record.audiences) or self._embargoed(record)

    def _embargoed(self, part: Part) -> bool:
        """Whether its day has not come; a day that is not known never comes."""
        until = part.embargo_until if isinstance(part, Sourced) else None
        return until is not None and (until.end is None or until.end > self.as_of)

    def _permits(self, record: Record) -> bool:
        return (record.kind, record.id) not in self._secret and self._known(record, record)

    def parts(self, record: Record, field: str) -> tuple[tuple[int, Any], ...]:
        """The parts in a field of a record that may be seen, each with its place among all of them."""
        key = (record.kind, record.id, field)
        if key not in self._parts:
            numbered = enumerate(getattr(record, field))
            self._parts[key] = tuple((index, part) for index, part in numbered if self.shows(part, record))
        return self._parts[key]

    def shows(self, part: Part, record: Record) -> bool:
        """Whether a part of a record that may be seen may be seen too."""
        return not self._embargoed(part) and self._secret.isdisjoint(_told_by(part)) and self._known(part, record)

    def _known(self, part: Part, record: Record) -> bool:
        """Whether the world knew, and every source that would be cited for it was there to be cited."""
        sources = (self.dataset.find("source", id) for id in _cited(part) or _cited(record))
        days = [self.known_day(part, record), *(self.known_day(source, source) for source in sources if source)]
        return all(day is None or day <= self.as_of for day in days)

    def known_day(self, part: Part, record: Record) -> date | None:
        """The day the world knew: as announced, else when its latest source was published; None: always known."""
        for sourced in (part, record):
            if isinstance(sourced, Sourced):
                if sourced.announced and sourced.announced.end:
                    return sourced.announced.end
                if sourced.source:
                    return self._published(sourced.source)
        if isinstance(record, Source):
            return _latest([record.published, self._publication(record.via)])
        return None

    def _published(self, mention: Mention) -> date | None:
        sources = [self.dataset.find("source", id) for id in mention.ids]
        days = [_latest([s.published, self._publication(s.via)]) for s in sources if isinstance(s, Source)]
        return max((day for day in days if day), default=None)

    def _publication(self, source: str | None) -> PartialDate | None:
        found = self.dataset.find("source", source) if source else None
        return found.published if isinstance(found, Source) else None

    # --- queries -----------------------------------------------------------------------------------------------

    @overload
    def find(self, kind: Literal["asset"], id: str) -> AssetView | None: ...
    @overload
    def find(self, kind: Literal["source"], id: str) -> SourceView | None: ...
    @overload
    def find(self, kind: str, id: str) -> RecordView | None: ...
    def find(self, kind: str, id: str) -> RecordView | None:
        """A record by kind and id, or None when it is not in the view."""
        record = self._records.get(kind, {}).get(id)
        if record is None:
            return None
        if (kind, id) not in self._seen:
            self._seen[kind, id] = VIEWS.get(kind, RecordView)(self, record)
        return self._seen[kind, id]

    @overload
    def all(self, kind: Literal["asset"]) -> tuple[AssetView, ...]: ...
    @overload
    def all(self, kind: Literal["trial"]) -> tuple[TrialView, ...]: ...
    @overload
    def all(self, kind: Literal["result"]) -> tuple[ResultView, ...]: ...
    @overload
    def all(self, kind: Literal["event"]) -> tuple[EventView, ...]: ...
    @overload
    def all(self, kind: Literal["deal"]) -> tuple[DealView, ...]: ...
    @overload
    def all(self, kind: Literal["designation"]) -> tuple[DesignationView, ...]: ...
    @overload
    def all(self, kind: Literal["claim"]) -> tuple[ClaimView, ...]: ...
    @overload
    def all(self, kind: Literal["metric"]) -> tuple[MetricView, ...]: ...
    @overload
    def all(self, kind: Literal["area"]) -> tuple[AreaView, ...]: ...
    @overload
    def all(self, kind: Literal["indication"]) -> tuple[IndicationView, ...]: ...
    @overload
    def all(self, kind: Literal["company"]) -> tuple[CompanyView, ...]: ...
    @overload
    def all(self, kind: Literal["source"]) -> tuple[SourceView, ...]: ...
    @overload
    def all(self, kind: Literal["epidemiology"]) -> tuple[EpidemiologyView, ...]: ...
    @overload
    def all(self, kind: Literal["benchmark"]) -> tuple[BenchmarkView, ...]: ...
    @overload
    def all(self, kind: Literal["abbreviation"]) -> tuple[AbbreviationView, ...]: ...
    @overload
    def all(self, kind: str) -> tuple[RecordView, ...]: ...
    def all(self, kind: str) -> tuple[RecordView, ...]:
        """Every record of a kind, in the order of the files; where values conflict only the preferred."""
        records = self._records.get(kind, {})
        beaten = {r.kind + _key(r) for r in records.values() if r.preferred}
        shown = (r for r in records.values() if r.preferred or r.kind + _key(r) not in beaten)
        return tuple(seen for record in shown if (seen := self.find(kind, record.id)))

    def subjects(self, kind: str) -> tuple[Subject, ...]:
        """Companies, areas or assets that a brief may be about: those with something to say."""
        found: Iterable[Any] = self.all(kind)
        if kind == "company":
            return tuple(company for company in found if not company.partner_only)
        return tuple(subject for subject in found if subject.assets)

    @property
    def companies(self) -> tuple[CompanyView, ...]:
        """Companies with a briefing."""
        return tuple(subject for subject in self.subjects("company") if isinstance(subject, CompanyView))

    @property
    def areas(self) -> tuple[AreaView, ...]:
        """Therapeutic areas with an asset."""
        return tuple(subject for subject in self.subjects("area") if isinstance(subject, AreaView))

    @property
    def assets(self) -> tuple[AssetView, ...]:
        """Assets."""
        return tuple(subject for subject in self.subjects("asset") if isinstance(subject, AssetView))

    @property
    def day(self) -> Traced:
        """The as-of day, printed."""
        return Traced(PartialDate.of(self.as_of).long(), Fact(BUILD, ("as_of",)), DATE, PartialDate.of(self.as_of))

    @property
    def opening_day(self) -> Traced:
        """The day before the period, against which changes are told."""
        day = PartialDate.of(date.fromordinal(self.period.start.toordinal() - 1))
        return Traced(day.long(), Fact(BUILD, ("period",)), DATE, day)

    @property
    def period_name(self) -> Traced:
        """The period, printed: Q4 2025."""
        return Traced(self.period.long(), Fact(BUILD, ("period",)), DATE, known=self.period.as_date)

    @property
    def audience_name(self) -> Traced:
        """The audience, printed."""
        return Traced(AUDIENCES.print(self.audience), Fact(BUILD, ("audience",)), TEXT, self.audience)


def view_of(dataset: Dataset, as_of: date, period: Period, audience: str) -> View:
    """What was known of a dataset on a day and may be seen by an audience, with its period."""
    return View(dataset, as_of, period, audience)


def _latest(dates: Iterable[PartialDate | None]) -> date | None:
    return max((day.end for day in dates if day and day.end), default=None)


def _key(record: Record) -> str:
    fields = type(record).key_fields()
    return "|".join(str(getattr(record, name)).casefold() for name in fields) if fields else f"/{record.id}"


def _cited(part: Part) -> tuple[str, ...]:
    """Ids of the sources that a record or a part of one names."""
    return part.source.ids if isinstance(part, Sourced) and part.source else ()


def _told_by(part: Part) -> Iterator[Named]:
    """The records that a record or a part of one tells of."""
    yield from (("source", id) for id in _cited(part))
    for name in type(part).model_fields:
        marker = marker_of(type(part), name)
        if isinstance(marker, To) and marker.kind in TELLING and (value := getattr(part, name)):
            yield from ((marker.kind, id) for id in (value if isinstance(value, tuple) else (value,)))


def _needs_hidden(record: Record, shown: dict[str, dict[str, Record]]) -> bool:
    """Whether a field that must be given names a record that is not shown."""
    for name, info in type(record).model_fields.items():
        marker = marker_of(type(record), name)
        if isinstance(marker, To) and info.is_required():
            value = getattr(record, name)
            ids = value if isinstance(value, tuple) else (value,)
            if ids and all(id not in shown.get(marker.kind, {}) for id in ids):
                return True
    return False
