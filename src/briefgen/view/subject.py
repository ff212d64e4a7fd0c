"""What a brief is about: companies, areas and assets, all answering the same questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from operator import methodcaller
from typing import TYPE_CHECKING

from briefgen.frozen import frozen
from briefgen.values.dates import PartialDate
from briefgen.values.facts import Traced
from briefgen.view.ahead import by_weight, foremost
from briefgen.view.base import Missing, RecordView, key_of, missing, naming, record_of
from briefgen.view.gaps import Gap, TrialsGap, undisclosed
from briefgen.view.pipeline import Pipeline
from briefgen.view.program import ProgramView, highest
from briefgen.view.result import ResultView
from briefgen.view.several import alike, first_bounded

if TYPE_CHECKING:
    from briefgen.view.area import ContextView, IndicationView
    from briefgen.view.asset import AssetView
    from briefgen.view.commentary import CommentaryView
    from briefgen.view.company import CompanyView
    from briefgen.view.event import EventView, PersonView
    from briefgen.view.source import SourceView
    from briefgen.view.trial import TrialView


@frozen
class Highlight:
    """One thing to show first: its kind ("endpoint", "designation", "result", "stage", "deal") and its record."""

    kind: str
    record: RecordView


class Subject(Pipeline):
    """What a brief is about: a company, an area or an asset. The same queries for all three."""

    name: Traced

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
    def is_of_area(self) -> bool:
        """Whether it is a therapeutic area."""
        return bool(self._record.kind == "area")

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

    @property
    def with_interval(self) -> ResultView | None:
        """The first of its results whose confidence interval a register tells without its level, which is said once."""
        return first_bounded(self.results)

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
    def decisive(self) -> tuple[EventView, ...]:
        """Expected events, also past due, those first that would change a view most."""
        return by_weight(self.catalysts)

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
        """Filed programs of which no event is expected, also none that is past due."""
        return tuple(program for program in self.programs if program.is_awaiting_decision and not program.ahead)

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

    @property
    def held_diseases(self) -> tuple[IndicationView, ...]:
        """Those of its diseases of which a program, a trial, a designation or numbers are on record."""
        return tuple(one for one in self.diseases if one in self.indications or one.epidemiology or one.benchmarks)

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
        """What to show first: readouts met, approvals, designations, results, stages, deals; each kind in turn, those
        that became known in the period before the others."""
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
        return tuple(Highlight(kind, seen) for kind, seen in sorted(turns, key=lambda turn: not turn[1].is_new))

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
