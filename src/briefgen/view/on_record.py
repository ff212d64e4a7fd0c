"""What is on record of a subject: its assets, programs, trials, results, events, deals and diseases."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from briefgen.values.dates import UNKNOWN, PartialDate
from briefgen.view.base import RecordView, record_of
from briefgen.view.benchmark import BenchmarkView
from briefgen.view.designation import DesignationView
from briefgen.view.program import ProgramView
from briefgen.view.result import ResultView

if TYPE_CHECKING:
    from briefgen.view.area import ContextView, IndicationView
    from briefgen.view.asset import AssetView
    from briefgen.view.company import CompanyView
    from briefgen.view.deal import DealView
    from briefgen.view.epidemiology import EpidemiologyView
    from briefgen.view.event import ClaimView, EventView
    from briefgen.view.filing import FilingView
    from briefgen.view.trial import TrialView

T = TypeVar("T", bound=RecordView)

BEGINNINGS = ("early", "beginning", "start")
"""How a part of a year begins that stands before others of as many days."""


class OnRecord(RecordView, ABC):
    """A company, an area or an asset with all that concerns it."""

    @abstractmethod
    def _concerns(self, seen: RecordView) -> bool:
        """Whether a record belongs to what is told of it."""

    @abstractmethod
    def _near(self, kind: str) -> tuple[Any, ...]:
        """Records of a kind, all that concern it among them, in the order of the files."""

    def _all(self, kind: str) -> tuple[Any, ...]:
        """Every record of a kind that concerns it."""
        return tuple(seen for seen in self._near(kind) if self._concerns(seen))

    @cached_property
    def assets(self) -> tuple[AssetView, ...]:
        """Assets, own ones first."""
        return self._all("asset")

    @cached_property
    def programs(self) -> tuple[ProgramView, ...]:
        """Programs: asset x indication x territory, each with its stage."""
        return tuple(program for asset in self.assets for program in asset.programs if self._concerns(program))

    @cached_property
    def companies(self) -> tuple[CompanyView, ...]:
        """Companies whose assets or rights are in view here."""
        found = [asset.company for asset in self.assets] + [p.owner for p in self.programs if p.owner]
        return tuple(dict.fromkeys(company for company in found if company))

    @cached_property
    def trials(self) -> tuple[TrialView, ...]:
        """Trials and real-world studies."""
        return self._all("trial")

    @cached_property
    def readouts(self) -> tuple[TrialView, ...]:
        """Trials with a result in view."""
        return tuple(trial for trial in self.trials if trial.results)

    @cached_property
    def results(self) -> tuple[ResultView, ...]:
        """Results of its trials."""
        return tuple(result for trial in self.trials for result in trial.results)

    @cached_property
    def events(self) -> tuple[EventView, ...]:
        """Events that happened, earliest first."""
        return by_date(event for event in self._all("event") if not event.expected)

    @cached_property
    def events_in_period(self) -> tuple[EventView, ...]:
        """Events that certainly happened in the period; of others only the day on which they became known is told."""
        return tuple(event for event in self.events if event.in_period)

    @cached_property
    def new_events(self) -> tuple[EventView, ...]:
        """Events that became known in the period, whenever they happened."""
        return tuple(event for event in self.events if event.is_new)

    @cached_property
    def catalysts(self) -> tuple[EventView, ...]:
        """Expected events, earliest window first and of those that begin on one day the shortest, undated ones last."""
        expected = [event for event in self._all("event") if event.expected and not event.answered]
        return tuple(sorted(expected, key=_window))

    @cached_property
    def designations(self) -> tuple[DesignationView, ...]:
        """Regulatory designations; none is an approval."""
        return self._all("designation")

    @cached_property
    def filings(self) -> tuple[FilingView, ...]:
        """Applications to agencies, in the order of the dataset; those with a known step."""
        return tuple(filing for filing in self._all("filing") if filing.steps)

    @cached_property
    def deals(self) -> tuple[DealView, ...]:
        """Deals, earliest first."""
        return by_date(self._all("deal"), lambda d: record_of(d).signed or UNKNOWN)

    @cached_property
    def claims(self) -> tuple[ClaimView, ...]:
        """What somebody says and nobody has shown; no caveat on a trial of which a test is on record, which says it."""
        return tuple(claim for claim in self._all("claim") if not claim.is_told_by_test)

    @cached_property
    def indications(self) -> tuple[IndicationView, ...]:
        """Indications of its programs, designations and trials."""
        found = [program.indication for program in self.programs]
        found += [designation.indication for designation in self.designations]
        found += [indication for trial in self.trials for indication in trial.indications]
        return tuple(dict.fromkeys(indication for indication in found if indication))

    @cached_property
    def diseases(self) -> tuple[IndicationView, ...]:
        """Its indications and the wider diseases they belong to, widest first."""
        wide = {wider: None for indication in self.indications for wider in (*indication.ancestors, indication)}
        return tuple(sorted(wide, key=lambda disease: (len(disease.ancestors), disease.id)))

    @cached_property
    def epidemiology(self) -> tuple[EpidemiologyView, ...]:
        """Epidemiology of its diseases."""
        return tuple(row for disease in self.diseases for row in disease.epidemiology)

    @cached_property
    def benchmarks(self) -> tuple[BenchmarkView, ...]:
        """Published values of other treatments in its diseases."""
        return tuple(row for disease in self.diseases for row in disease.benchmarks)

    @cached_property
    def context(self) -> tuple[ContextView, ...]:
        """What is known of its diseases: standard of care, course, options, unmet need."""
        return tuple(row for disease in self.diseases for row in disease.context)


def by_date(events: Iterable[T], when: Callable[[T], PartialDate] = lambda e: record_of(e).date) -> tuple[T, ...]:
    """Events from the earliest to the latest; unknown dates last."""
    return tuple(sorted(events, key=lambda event: when(event).sort_key))


def _window(event: EventView) -> tuple[date, date, bool, str]:
    said = record_of(event).date
    last = said.sort_key[0]
    return said.start or last, last, not said.text.startswith(BEGINNINGS), event.id
