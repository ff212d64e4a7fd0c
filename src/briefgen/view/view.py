"""The view: what was known on a day and may be seen by an audience. Templates and charts see nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any, Literal, TypeVar, overload

from briefgen.dataset.options import value_at
from briefgen.dataset.store import Dataset
from briefgen.dataset.tree import Path_
from briefgen.records import Asset, Commentary, Record
from briefgen.records.vocabulary import AUDIENCES
from briefgen.values.dates import PartialDate, Period
from briefgen.values.facts import BUILD, DATE, TEXT, Fact, RecordKey, Traced
from briefgen.view import VIEWS, RecordView, Subject
from briefgen.view.area import AreaView, IndicationView
from briefgen.view.asked import Question
from briefgen.view.asset import AssetView
from briefgen.view.benchmark import BenchmarkView
from briefgen.view.commentary import CommentaryView, hidden_in
from briefgen.view.company import CompanyView, MetricView
from briefgen.view.comparison import ComparisonView
from briefgen.view.deal import DealView
from briefgen.view.designation import DesignationView
from briefgen.view.epidemiology import EpidemiologyView
from briefgen.view.event import ClaimView, EventView
from briefgen.view.filing import FilingView
from briefgen.view.known import Known
from briefgen.view.naming import Named, naming
from briefgen.view.noted import noted
from briefgen.view.result import ResultView
from briefgen.view.source import AbbreviationView, SourceView
from briefgen.view.trial import TrialView

R = TypeVar("R")


class View(Known):
    """The dataset of one as-of day, period and audience. Made by `view_of`."""

    def __init__(self, dataset: Dataset, as_of: date, period: Period, audience: str) -> None:
        super().__init__(dataset, as_of, period, audience)
        self._seen: dict[tuple[str, str], RecordView] = {}
        self._made: dict[str, Any] = {}
        self._asked: set[Question] = set()
        self._read: dict[Named, set[str]] = {}
        self._answers: dict[Question, bytes] = {}
        self._field_answers: dict[Named, dict[str, bytes]] = {}
        self._named_by: dict[str, dict[Named, list[str]]] = {}
        self._places: dict[str, dict[str, int]] = {}

    @overload
    def find(self, kind: Literal["asset"], id: str) -> AssetView | None: ...
    @overload
    def find(self, kind: Literal["source"], id: str) -> SourceView | None: ...
    @overload
    def find(self, kind: str, id: str) -> RecordView | None: ...
    def find(self, kind: str, id: str) -> RecordView | None:
        """A record by kind and id, or None when it is not in the view."""
        self._asked.add(("record", kind, id))
        record = self._records.get(kind, {}).get(id)
        if record is None or (isinstance(record, Commentary) and hidden_in(self, record)):
            return None
        if (kind, id) not in self._seen:
            read = self._read.setdefault((kind, id), set())
            self._seen[kind, id] = VIEWS.get(kind, RecordView)(self, noted(record, read))
        return self._seen[kind, id]

    @overload
    def all(self, kind: Literal["asset"]) -> tuple[AssetView, ...]: ...
    @overload
    def all(self, kind: Literal["trial"]) -> tuple[TrialView, ...]: ...
    @overload
    def all(self, kind: Literal["result"]) -> tuple[ResultView, ...]: ...
    @overload
    def all(self, kind: Literal["comparison"]) -> tuple[ComparisonView, ...]: ...
    @overload
    def all(self, kind: Literal["filing"]) -> tuple[FilingView, ...]: ...
    @overload
    def all(self, kind: Literal["event"]) -> tuple[EventView, ...]: ...
    @overload
    def all(self, kind: Literal["deal"]) -> tuple[DealView, ...]: ...
    @overload
    def all(self, kind: Literal["designation"]) -> tuple[DesignationView, ...]: ...
    @overload
    def all(self, kind: Literal["claim"]) -> tuple[ClaimView, ...]: ...
    @overload
    def all(self, kind: Literal["commentary"]) -> tuple[CommentaryView, ...]: ...
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
        self._asked.add(("all", kind))
        return tuple(seen for id in self._records.get(kind, {}) if (seen := self.find(kind, id)))

    @property
    def differing(self) -> tuple[Named, ...]:
        """Records of which a value is stated differently, by their own fields or by others that say the same."""
        self._asked.add(("_all_differing",))
        return self._all_differing

    @cached_property
    def _all_differing(self) -> tuple[Named, ...]:
        own = (key for key in self.dataset.options if key[1] in self._records[key[0]])
        return tuple(sorted({*self._rivals, *own}))

    def _rivals_of(self, record: Record) -> tuple[Record, ...]:
        """Records that state the same as one that is told, otherwise, and that it was preferred to."""
        self._asked.add(("differing", record.kind, record.id))
        return self._rivals.get((record.kind, record.id), ())

    def _other_values(self, record: Record) -> tuple[tuple[Path_, Any, Fact], ...]:
        """Of each field of a record with several values those that the day knew and that are not told."""
        key = RecordKey(record.kind, record.id)
        self._asked.add(("differing", record.kind, record.id))
        found: list[tuple[Path_, Any, Fact]] = []
        for path, options in self.dataset.options.get((record.kind, record.id), {}).items():
            part, told = value_at(record, path[:-1]), self._options(record)[path]
            for number, option in enumerate(options if self.shows(part, record) else ()):
                if told and option not in told and self.shows(option, record):
                    place: Path_ = (*path, number, "value")
                    cited = self._mentioned((option.source or record.source,))
                    found.append((path, option.value, Fact(key, place, self.dataset.stated_at(record, place), cited)))
        return tuple(found)

    @property
    def _short_forms(self) -> tuple[tuple[str, str, str], ...]:
        """Every abbreviation that the dataset explains, with the kind and the id of the record that does."""
        return self._frozen("_short_forms", _short_forms)

    @property
    def _asset_names(self) -> Mapping[str, tuple[str, ...]]:
        """The names of every asset, by its id."""
        return self._frozen("_asset_names", _asset_names)

    def _frozen(self, name: str, make: Callable[[Mapping[str, Mapping[str, Record]]], R]) -> R:
        """What is made of all records once."""
        self._asked.add((name,))
        if name not in self._made:
            self._made[name] = make(self._records)
        found: R = self._made[name]
        return found

    def _naming(self, kind: str, *named: Named) -> tuple[Any, ...]:
        """Every record of a kind that names one of some records, in itself or in a part, in the order of the files."""
        for one in named:
            self._asked.add(("naming", kind, *one))
        return self._some(kind, (id for one in named for id in self._ids_naming(kind, one)))

    def _ids_naming(self, kind: str, named: Named) -> tuple[str, ...]:
        if kind not in self._named_by:
            self._named_by[kind] = naming(self._records.get(kind, {}).values())
        return tuple(self._named_by[kind].get(named, ()))

    def _some(self, kind: str, ids: Iterable[str]) -> tuple[Any, ...]:
        """The records of a kind that have one of some ids, in the order of the files."""
        ordered = self._ordered(kind, ids)
        self._asked.add(("order", kind, *ordered))
        return tuple(seen for id in ordered if (seen := self.find(kind, id)))

    def _ordered(self, kind: str, ids: Iterable[str]) -> tuple[str, ...]:
        """Ids of records of a kind in the order of the files, without those that are not in view."""
        if kind not in self._places:
            self._places[kind] = {id: place for place, id in enumerate(self._records.get(kind, {}))}
        places = self._places[kind]
        return tuple(sorted((id for id in set(ids) if id in places), key=places.__getitem__))

    def subjects(self, kind: str) -> tuple[Subject, ...]:
        """Companies, areas or assets that a brief may be about: those with something to say."""
        return tuple(seen for seen in self.all(kind) if isinstance(seen, Subject) and _has_a_say(seen))

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


def _short_forms(records: Mapping[str, Mapping[str, Record]]) -> tuple[tuple[str, str, str], ...]:
    kinds = ("indication", "abbreviation")
    every = (
        (kind, id, getattr(record, "short", None)) for kind in kinds for id, record in records.get(kind, {}).items()
    )
    return tuple((short, kind, id) for kind, id, short in every if short)


def _asset_names(records: Mapping[str, Mapping[str, Record]]) -> Mapping[str, tuple[str, ...]]:
    return {
        id: (asset.name, *(name.name for name in asset.names))
        for id, asset in records.get("asset", {}).items()
        if isinstance(asset, Asset)
    }


def _has_a_say(subject: Subject) -> bool:
    return not subject.partner_only if isinstance(subject, CompanyView) else bool(subject.assets)
