"""What a brief is about: companies, areas and assets, all answering the same questions."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from operator import methodcaller
from typing import TYPE_CHECKING, Any, TypeVar

from briefgen.frozen import frozen
from briefgen.records.vocabulary import HALTED, STAGES, STOPPED
from briefgen.values.dates import UNKNOWN, PartialDate
from briefgen.values.facts import Traced
from briefgen.view.ahead import foremost
from briefgen.view.base import Missing, RecordView, key_of, missing, naming, part_of, record_of
from briefgen.view.benchmark import BenchmarkView
from briefgen.view.gaps import Gap, TrialsGap, undisclosed
from briefgen.view.program import DesignationView, ProgramView, highest
from briefgen.view.result import ResultView
from briefgen.view.several import Groups, alike, first_bounded

if TYPE_CHECKING:
    from briefgen.view.area import ContextView, IndicationView
    from briefgen.view.asset import AssetView
    from briefgen.view.commentary import CommentaryView
    from briefgen.view.company import CompanyView
    from briefgen.view.deal import DealView
    from briefgen.view.epidemiology import EpidemiologyView
    from briefgen.view.event import ClaimView, EventView, PersonView
    from briefgen.view.filing import FilingView
    from briefgen.view.source import SourceView
    from briefgen.view.trial import TrialView

T = TypeVar("T", bound=RecordView)
STAGES_TITLED = 4
"""Stages that a title names, all or, of more, one less."""
PLACES_TITLED, PLACES_COUNTED = (2, 3), 2
"""Territories that a title names, and as many as the figure of approvals names."""
PLACES_LISTED = 3
"""Territories of approvals that a heading names one by one."""
MEDICINES_NAMED = 2
"""Medicines whose approvals are told one by one."""


def by_date(events: Iterable[T], when: Callable[[T], PartialDate] = lambda e: record_of(e).date) -> tuple[T, ...]:
    """Events from the earliest to the latest; unknown dates last."""
    return tuple(sorted(events, key=lambda event: when(event).sort_key))


@frozen
class Highlight:
    """One thing to show first: its kind ("endpoint", "designation", "result", "stage", "deal") and its record."""

    kind: str
    record: RecordView


class Subject(RecordView, ABC):
    """What a brief is about: a company, an area or an asset. The same queries for all three."""

    name: Traced

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

    @property
    def stages(self) -> tuple[tuple[ProgramView, ...], ...]:
        """Its programs of which a stage is known, put together by stage: the furthest first, those stopped last. One
        that a refusal or a withdrawal stays is not at its stage, and stands behind those that are."""
        found: dict[tuple[str, bool, str], list[ProgramView]] = {}
        for program in self.programs:
            if program.stage:
                stage = str(program.stage.value)
                alike = (stage, program.stage.text == STAGES.print(stage), program.stage.text)
                found.setdefault(alike, []).append(program)
        ahead = sorted(found, key=lambda one: (one[0] not in STOPPED, STAGES.order(one[0]), one[1]), reverse=True)
        return Groups(tuple(found[stage]) for stage in ahead)

    @property
    def stages_named(self) -> tuple[tuple[ProgramView, ...], ...]:
        """The stages that a title names: all where they are few, else the furthest."""
        return self.stages if len(self.stages) <= STAGES_TITLED else self.stages[: STAGES_TITLED - 1]

    @property
    def stages_counted(self) -> tuple[ProgramView, ...]:
        """The programs at the other stages, which a title counts together."""
        return tuple(program for alike in self.stages[len(self.stages_named) :] for program in alike)

    @property
    def lone_teller(self) -> CompanyView | None:
        """The company that all its new events are of, where that is another."""
        companies = {event.company.id: event.company for event in self.new_events if event.company}
        one = next(iter(companies.values())) if len(companies) == 1 else None
        return None if one == self else one

    @property
    def first_expected(self) -> EventView | None:
        """The first of its dated steps that is still ahead, else the first one."""
        return next(iter(self.coming or self.dated_catalysts), None)

    @property
    def dated_ahead(self) -> tuple[EventView, ...]:
        """Its steps ahead with a date that has an end."""
        return tuple(event for event in self.coming if event.is_dated)

    @property
    def silent_assets(self) -> tuple[AssetView, ...]:
        """Assets on which nothing new became known."""
        return tuple(asset for asset in self.assets if not asset.changes)

    @property
    def filings_sent(self) -> tuple[FilingView, ...]:
        """Its filings of which a step was taken."""
        return tuple(filing for filing in self.filings if filing.taken)

    @property
    def next_goal(self) -> FilingView | None:
        """The first of its filings with a day on which the agency means to decide."""
        return next((one for one in self.filings if one.goal and one.goal.step == "goal_date"), None)

    @property
    def care_known(self) -> tuple[ContextView, ...]:
        """How its first disease is treated, in two points at most."""
        context = (one for disease in self.diseases[:1] for one in disease.context)
        return tuple(one for one in context if one.topic == "standard_of_care")[:2]

    @property
    def stale_assets(self) -> tuple[AssetView, ...]:
        """Assets of which the latest source is old."""
        return tuple(asset for asset in self.assets if asset.is_stale)

    @property
    def is_told_by_companies(self) -> bool:
        """Whether its latest sources are all publications of companies."""
        return bool(self.latest_sources) and all(one.tier == "company_release" for one in self.latest_sources)

    @property
    def unstaged(self) -> tuple[ProgramView, ...]:
        """Its programs of which no stage is known."""
        return tuple(program for program in self.programs if not program.stage)

    @property
    def placed(self) -> tuple[ProgramView, ...]:
        """Where a single asset stands, in so few territories that a title names each; else none."""
        placed = tuple(program for program in self.programs if program.stage and program.territory)
        alone = len({program.asset for program in self.programs}) == 1
        return placed if alone and len(placed) in PLACES_TITLED else ()

    @property
    def only(self) -> ProgramView | None:
        """Its only program."""
        return self.programs[0] if len(self.programs) == 1 else None

    @property
    def newly_begun(self) -> tuple[ProgramView, ...]:
        """Programs that began or moved in the period, each by itself."""
        return tuple(program for program in self.programs if program.has_begun)

    @property
    def begun(self) -> tuple[tuple[ProgramView, ...], ...]:
        """Programs that began or moved in the period, those of one use together."""
        return alike(self.newly_begun, "asset", "indication")

    @property
    def designations_alike(self) -> tuple[tuple[DesignationView, ...], ...]:
        """Designations of one asset, day and agency, which one sentence tells."""
        return alike(self.designations, "asset", "occasion")

    @cached_property
    def approved(self) -> tuple[ProgramView, ...]:
        """Programs with an approval."""
        return tuple(p for p in self.programs if p.stage in ("approved", "marketed"))

    @property
    def approved_places(self) -> tuple[tuple[ProgramView, ...], ...]:
        """Approved programs by territory, where each has one and a figure names them all; else none."""
        places: dict[str, list[ProgramView]] = {}
        for program in self.approved:
            places.setdefault(program.territory.text if program.territory else "", []).append(program)
        return Groups(map(tuple, places.values()) if "" not in places and len(places) <= PLACES_COUNTED else ())

    @property
    def is_approved_in_few(self) -> bool:
        """Whether its approvals are of so few territories, each stated, that a heading names them."""
        places = {program.territory.text if program.territory else "" for program in self.approved}
        return bool(places) and "" not in places and len(places) <= PLACES_LISTED

    @property
    def is_of_area(self) -> bool:
        """Whether it is a therapeutic area."""
        return bool(self._record.kind == "area")

    @property
    def is_approved_widely(self) -> bool:
        """Whether so few medicines have its approvals, in several territories, that each is told with its own."""
        territories = {program.territory.text for program in self.approved if program.territory}
        return len({program.asset for program in self.approved}) <= MEDICINES_NAMED and len(territories) > 1

    @property
    def approved_lately(self) -> tuple[ProgramView, ...]:
        """Programs approved in the year up to the data date."""
        return tuple(program for program in self.programs if program.is_decided_lately)

    @property
    def undecided(self) -> tuple[ProgramView, ...]:
        """Programs with a filing that has no decision on record, or is intended."""
        return tuple(program for program in self.programs if program.is_open)

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

    @property
    def open_readouts(self) -> tuple[TrialView, ...]:
        """Trials with a result of which the sources leave out what a reader would look for."""
        return tuple(trial for trial in self.readouts if trial.undisclosed)

    @property
    def open_alike(self) -> tuple[tuple[TrialView, ...], ...]:
        """Those of which the sources leave out the same together."""
        return alike(self.open_readouts, "undisclosed")

    @property
    def open_points(self) -> tuple[Gap | TrialsGap, ...]:
        """What the sources leave out, of each medicine, then of trials, once for those of which it is the same."""
        return (*self.gaps, *(TrialsGap(alike, alike[0].undisclosed) for alike in self.open_alike))

    @cached_property
    def results(self) -> tuple[ResultView, ...]:
        """Results of its trials."""
        return tuple(result for trial in self.trials for result in trial.results)

    @property
    def with_interval(self) -> ResultView | None:
        """The first of its results whose confidence interval a register tells without its level, which is said once."""
        return first_bounded(self.results)

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

    @property
    def coming(self) -> tuple[EventView, ...]:
        """Expected events with a date whose time has not passed, earliest first."""
        return tuple(event for event in self.catalysts if event.date and not event.past_due)

    @property
    def next_step(self) -> EventView | Missing:
        """Of the expected events with a date the foremost: a decision before a readout, before a filing."""
        return foremost(self.coming) or Missing("event", missing(self.fact))

    @property
    def named_step(self) -> EventView | Missing:
        """The same where one trial, or else one medicine, can be named with it."""
        step = self.next_step
        one = step and len(step.trials or step.assets) == 1
        return step if one else Missing("event", missing(self.fact))

    @property
    def dated_catalysts(self) -> tuple[EventView, ...]:
        """Expected events of which a date is stated, also one that has passed."""
        return tuple(event for event in self.catalysts if event.date)

    @property
    def undated_catalysts(self) -> tuple[EventView, ...]:
        """Expected events without a date."""
        return tuple(event for event in self.catalysts if not event.date)

    @property
    def undated_steps(self) -> tuple[RecordView, ...]:
        """What is ahead without a date: expected events, and what is open while none is expected of it."""
        return (*self.undated_catalysts, *self.awaited)

    @property
    def unanswered(self) -> tuple[ProgramView, ...]:
        """Filed programs of which no event is expected."""
        filed = (p for p in self.programs if part_of(p).stage == "filed" and part_of(p).status not in HALTED)
        return tuple(program for program in filed if not program.next)

    @property
    def unstarted(self) -> tuple[TrialView, ...]:
        """Trials that do not recruit yet and of which no event is expected."""
        known = {trial for event in self.catalysts for trial in event.trials}
        waiting = (trial for trial in self.trials if record_of(trial).status == "not_yet_recruiting")
        return tuple(trial for trial in waiting if trial not in known)

    @property
    def awaited(self) -> tuple[ProgramView | TrialView, ...]:
        """What is open while no event is expected of it: filed programs, and trials that do not recruit yet."""
        return (*self.unanswered, *self.unstarted)

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

    @property
    def spelled(self) -> tuple[PersonView, ...]:
        """Who speaks in its claims and results and whose name sources spell in several ways."""
        said = [claim.said_by for claim in self.claims]
        told = [result.attributed_to for trial in self.trials for result in trial.results]
        people = dict.fromkeys(person for person in (*said, *told) if person)
        return tuple(person for person in people if person.spellings)

    @cached_property
    def commentary(self) -> tuple[CommentaryView, ...]:
        """Comments of the house for the period on it, its assets, trials, diseases and deals."""
        about = {self, *self._within, *self.assets, *self.trials, *self.deals, *self.diseases}
        told = naming(self._view, "commentary", *map(key_of, about))
        return tuple(comment for comment in told if comment.is_due and comment.subject in about)

    @property
    def _within(self) -> tuple[RecordView, ...]:
        """What belongs to it as a whole."""
        return ()

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

    @property
    def held_diseases(self) -> tuple[IndicationView, ...]:
        """Those of its diseases of which a program, a trial, a designation or numbers are on record."""
        return tuple(one for one in self.diseases if one in self.indications or one.epidemiology or one.benchmarks)

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

    @cached_property
    def courses(self) -> tuple[Course, ...]:
        """For each of its diseases what is known of it and of the narrower ones here, where a single source says so;
        healthcare professionals see no opinions among it."""
        return tuple(
            Course(
                wide, tuple(row for one in self.diseases if wide in (one, *one.ancestors) for row in self._known(one))
            )
            for wide in self.diseases
        )

    def _known(self, disease: IndicationView) -> Iterator[ContextView]:
        for row in disease.context:
            if len(row.sources) == 1 and not (row.opinion and self._view.audience == "medical"):
                yield row

    @cached_property
    def highlights(self) -> tuple[Highlight, ...]:
        """What to show first: readouts met, approvals, designations, results, stages, deals; each kind in turn."""
        kinds: dict[str, Sequence[RecordView]] = {
            "endpoint": [e for e in self.events if e.is_readout and e.judgement in ("met", "not_met")][::-1],
            "designation": list(self.designations),
            "result": [
                first
                for trial in self.readouts
                if not trial.is_real_world and isinstance(first := trial.headline, ResultView) and not first.is_control
            ],
            "stage": [program for asset in self.assets if (program := highest(self.programs, asset))],
            "deal": list(self.deals)[::-1],
            "metric": list(getattr(self, "metrics", ())),
        }
        longest = max(map(len, kinds.values()))
        turns = ((kind, rows[turn]) for turn in range(longest) for kind, rows in kinds.items() if turn < len(rows))
        return tuple(Highlight(kind, seen) for kind, seen in turns)

    @cached_property
    def changes(self) -> tuple[RecordView, ...]:
        """Events, results, programs and deals that became known in the period."""
        kinds = (*self.new_events, *self.catalysts, *self.results, *self.programs, *self.deals, *self.designations)
        return tuple(dict.fromkeys(seen for seen in kinds if seen.is_new))

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """For each asset what a reader would look for here and the sources leave out."""
        found = (
            Gap(asset, undisclosed(asset, [p for p in self.programs if p.asset == asset])) for asset in self.assets
        )
        return tuple(gap for gap in found if gap.missing)

    def _holds(self, seen: RecordView) -> bool:
        record = record_of(seen)
        match record.kind:
            case "comparison" | "result":
                return record.trial in {trial.id for trial in self.trials}
            case "metric":
                return key_of(self) == ("company", record.company) or record.asset in {one.id for one in self.assets}
            case "epidemiology":
                return seen in self.epidemiology
            case kind:
                return seen == self or seen in self._all(kind)

    @cached_property
    def latest_sources(self) -> tuple[SourceView, ...]:
        """Sources of what is known here, the one that is certainly newest first; one of a year may be its oldest."""
        return newest_first(self._every_source)

    @property
    def later_sources(self) -> tuple[SourceView, ...]:
        """Sources that appeared after the as-of day and tell here what was announced before it."""
        return tuple(source for source in self._every_source if source.is_later)

    @property
    def _every_source(self) -> tuple[SourceView, ...]:
        facts = [*self._whole, *self.trials, *self.results, *self.events, *self.deals]
        found = [*(seen.every_source for seen in facts), *(program.sources for program in self.programs)]
        return tuple(dict.fromkeys(source for sources in found for source in sources))

    @property
    def _whole(self) -> tuple[AssetView, ...]:
        """The assets all of whose parts are told here."""
        return self.assets

    @property
    def latest_source(self) -> SourceView | Missing:
        """The newest of them."""
        return self.latest_sources[0] if self.latest_sources else Missing("source", missing(self.fact))

    @property
    def newest(self) -> Traced:
        """The day of its latest source."""
        published: Traced = self.latest_source.published
        return published

    @property
    def is_stale(self) -> bool:
        """Whether its latest source is of a day more than a quarter before the as-of day."""
        return bool(self.latest_sources) and self.latest_sources[0].is_stale

    @property
    def carrying_sources(self) -> tuple[SourceView, ...]:
        """Those that carry a statement themselves, newest first; not what another medium repeats."""
        return tuple(source for source in self.latest_sources if source.carries and not source.via)


def _window(event: EventView) -> tuple[date, date, str]:
    last = record_of(event).date.sort_key[0]
    return record_of(event).date.start or last, last, event.id


def holds(subject: Subject, seen: RecordView) -> bool:
    """Whether a record is told of a subject, or is the subject."""
    return bool(methodcaller("_holds", seen)(subject))


@frozen
class Course:
    """What is known of the course of a disease, of its treatment and of what patients lack."""

    disease: IndicationView
    known: tuple[ContextView, ...]


def newest_first(sources: Iterable[SourceView]) -> tuple[SourceView, ...]:
    """The dated sources that were there on the as-of day, the one that is certainly newest first."""
    found = [one for one in sources if record_of(one).published and not one.is_later]
    return tuple(sorted(found, key=lambda one: _certain(record_of(one).published), reverse=True))


def _certain(published: PartialDate) -> date:
    """The day from which a source was certainly there, as far as its date tells; for sorting."""
    return published.start or published.end or date.min
