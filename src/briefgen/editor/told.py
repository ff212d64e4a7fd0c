"""What of a subject the main part of a document tells within its budget; the rest stands in the annex."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Literal

from briefgen.editor.beginning import Beginning
from briefgen.editor.chosen import TOP, besides
from briefgen.editor.counts import Changes, NewsOfAKind, by_kind, counted
from briefgen.editor.differing import Difference, differences_of
from briefgen.editor.news import News, in_rows
from briefgen.editor.why import each_next_once
from briefgen.frozen import frozen
from briefgen.values.dates import PartialDate
from briefgen.values.facts import TEXT, Traced
from briefgen.values.quantity import Quantity
from briefgen.view.ahead import Ahead
from briefgen.view.asset import AssetView
from briefgen.view.base import record_of, view_of_record
from briefgen.view.company import CompanyView, MetricView
from briefgen.view.deal import DealView
from briefgen.view.epidemiology import EpidemiologyView
from briefgen.view.event import EventView
from briefgen.view.program import ProgramView
from briefgen.view.result import ResultView
from briefgen.view.several import Groups, Whom, alike, first_bounded, whom_of
from briefgen.view.trial import TrialView

ALSO = 2
"""So many pieces of news a summary names below them, and last events stand beside a first page."""


@frozen
class Told(Beginning):
    """What the main part of a document tells at length, as its sections ask for it."""

    @property
    def item(self) -> News | None:
        """The news that is told first."""
        return next(iter(self.happened), None)

    @property
    def differences(self) -> tuple[Difference, ...]:
        """What sources state differently of the subject."""
        return differences_of(self.subject)

    @property
    def days_beside(self) -> tuple[Difference, ...]:
        """Those of the days of approvals, where a text tells approvals."""
        tells = self.tells_decisions and self.subject.approved_lately and not self.short
        return tuple(one for one in self.differences if one.decision) if tells else ()

    @property
    def days_alone(self) -> tuple[Difference, ...]:
        """Those of the only day on which the text tells an approval of a medicine in a territory: it says its use."""
        told = [first for first, *_ in alike(self.subject.approved_lately, "decision", "territory")]
        places = [(one.asset, str(one.territory)) for one in told]
        alone = [one.approval for one, place in zip(told, places, strict=True) if places.count(place) == 1]
        return tuple(one for one in self.days_beside if one.decision in alone)

    @property
    def days_further(self) -> tuple[Difference, ...]:
        """The others, which say the use themselves."""
        return tuple(one for one in self.days_beside if one not in self.days_alone)

    @property
    def differences_left(self) -> tuple[Difference, ...]:
        """The others."""
        beside = self.days_beside
        return tuple(one for one in self.differences if one not in beside)

    @property
    def counts_rows(self) -> bool:
        """Whether the title of a table of changes counts its rows by kind: where it has several."""
        return bool(self.happened) and len(self.changes_shown) > 1

    @property
    def changes_by_kind(self) -> tuple[Changes, ...]:
        """The rows of a table of changes that happened, as its title counts them."""
        return counted([one for one in self.changes_shown if not one.expected])

    @property
    def reaches_back(self) -> bool:
        """Whether some of what became known in the period happened before it."""
        return any(one.record.predates_period for one in self.happened)

    @property
    def pivotal(self) -> tuple[News, ...]:
        """The pivotal readouts among them."""
        return tuple(one for one in self.happened if one.kind == "pivotal_readout")

    @property
    def top(self) -> tuple[News, ...]:
        """The news that a summary tells at length, a step ahead beside one of them."""
        return each_next_once(self.happened[:TOP], self.subject.catalysts)

    @property
    def top_values(self) -> tuple[ResultView, ...]:
        """The results of whole populations that these tell."""
        return tuple(one.result for one in self.top if one.result and not one.result.subgroup)

    @property
    def top_contrary(self) -> tuple[ResultView, ...]:
        """The hazard ratios that were missed and stand beside these as a reason."""
        reasons = (why for one in self.top for why in one.why[:2])
        found = (why.result for why in reasons if why.kind == "contrary" and why.result)
        return tuple(one for one in found if one.measure == "hazard_ratio" and not one.subgroup)

    @property
    def top_whom(self) -> Whom:
        """Whom both are of."""
        return whom_of((*self.top_values, *self.top_contrary))

    @property
    def top_safety(self) -> tuple[ResultView, ...]:
        """The results on safety that these tell."""
        return tuple(one.trial.new_safety for one in self.top if one.result and one.trial and one.trial.new_safety)

    @property
    def top_bounded(self) -> ResultView | None:
        """The first of all these with a usual interval, whose kind is said once."""
        arms = (arm for one in (*self.top_values, *self.top_safety) for arm in (one.of_medicine, one.of_control) if arm)
        return first_bounded((*self.top_contrary, *arms))

    @property
    def top_open(self) -> tuple[TrialView, ...]:
        """The trials of these of which no result on survival or on safety is on record."""
        trials = [one.trial for one in self.top if one.result and one.trial]
        return tuple(one for one in trials if one.readout.lacks_survival or not one.safety)

    @property
    def has_approval(self) -> bool:
        """Whether an approval is among the news."""
        return any(one.kind == "approval" for one in self.kinds)

    @property
    def has_pivotal_readout(self) -> bool:
        """Whether a pivotal readout is among the news that a count of the period counts."""
        return any(one.kind == "pivotal_readout" for one in self.dated)

    @property
    def summary_titled_by(self) -> Literal["longer", "count", "news"]:
        """What the title of a summary says: what several found alike, how many are like the first and what that found,
        or the only news itself."""
        if len(self.prolonged) > 1:
            return "longer"
        if not (self.finding and len(self.happened) > 1):
            return "news"
        return "count"

    @property
    def railed_steps(self) -> Ahead:
        """The next dated steps that stand beside a first page."""
        return Ahead(self.subject.coming[:TOP])

    @property
    def kinds_besides(self) -> tuple[NewsOfAKind, ...]:
        """The first kinds of what happened beside the readouts and is no point of the first page."""
        readouts = ("readout", "pivotal_readout")
        return by_kind([one for one in self.dated if one not in self.points and one.kind not in readouts])[:TOP]

    @property
    def need(self) -> EpidemiologyView | None:
        """The first number of new cases in a territory that is one of everybody, without a qualifier or a remark."""
        rows = (row for disease in self.subject.diseases for row in disease.elsewhere)
        return next(
            (row for row in rows if not (row.people or record_of(row).note or _is_limited(row.value.value))), None
        )

    @property
    def against(self) -> tuple[ResultView, ...]:
        """The first of what was missed."""
        return self.missed[:TOP]

    @property
    def against_points(self) -> tuple[ResultView, ...]:
        """The same beside the points, which tell of some of it themselves."""
        return besides(self.missed, [one.result for one in self.points])[:TOP]

    @property
    def against_top(self) -> tuple[ResultView, ...]:
        """The same beside the news of a summary, which name some of it as a reason."""
        reasons = [one.record for new in self.top for one in new.reasons if one.kind == "contrary"]
        return besides(self.missed, reasons)[:TOP]

    @property
    def news_shown(self) -> tuple[News, ...]:
        """The changes that a table has room for."""
        return self.news[: self.budget.changes]

    @property
    def news_left(self) -> tuple[News, ...]:
        """Those that it has no room for, but for steps ahead that a timeline draws."""
        drawn = self.events if self.timeline else ()
        return tuple(one for one in self.news[self.budget.changes :] if not (one.expected and one.record in drawn))

    @property
    def changes_shown(self) -> tuple[News, ...]:
        """The same of a deck, which lists what is expected behind what happened."""
        return self._rows[: self.budget.changes]

    @property
    def _rows(self) -> tuple[News, ...]:
        return (*self.happened, *in_rows(self.expected))

    @property
    def opening_day(self) -> Traced:
        """The last day before the period, which its changes are counted from."""
        return view_of_record(self.subject).opening_day

    @property
    def ahead_as(self) -> Literal["events", "dates", "steps", ""]:
        """What its rows tell of the time ahead: each expected event, or of several only the programmes they are of, and
        whether each has a date."""
        rows = [one for one in self.changes_shown if one.expected]
        if len(rows) == len(self.expected):
            return "events"
        dated = all(one.event and one.event.date for one in self.expected)
        return ("dates" if dated else "steps") if rows else ""

    @property
    def disclosed(self) -> tuple[News, ...]:
        """The news that a count of a period counts, the first kind that there is: dated, happened, expected."""
        return self.dated or self.happened or self.expected

    @property
    def compares(self) -> bool:
        """Whether one of these says how it was before."""
        return any(one.earlier or one.program for one in self.changes_shown)

    @property
    def decided(self) -> bool:
        """Whether an approval, a refusal or a filing is among the news."""
        return any(one.kind in ("approval", "refusal", "filing") for one in self.kinds)

    @property
    def changes_year(self) -> Traced | None:
        """The year of the days of these, where all are of one."""
        return _year_of([one.announced for one in self.changes_shown])

    @property
    def decisions_year(self) -> Traced | None:
        """The year in which all approvals of the year up to the data date fall."""
        return _year_of([program.approved_on for program in self.subject.approved_lately])

    @property
    def changed(self) -> tuple[ResultView, ...]:
        """The results of whole populations that these tell."""
        return tuple(one.result for one in self.changes_shown if one.result and not one.result.subgroup)

    @property
    def changed_whom(self) -> Whom:
        """Whom these are of."""
        return whom_of(self.changed)

    @property
    def with_interval(self) -> ResultView | None:
        """The first result with an interval that these tell."""
        told = (one.result for one in self.changes_shown if one.result)
        return next((result for result in told if result.has_interval), None)

    @property
    def changes_left(self) -> tuple[News, ...]:
        """Those that it has no room for."""
        return self._rows[self.budget.changes :]

    @property
    def figures(self) -> tuple[MetricView, ...]:
        """The first figures of a company."""
        return self.subject.metrics[:TOP] if isinstance(self.subject, CompanyView) else ()

    @property
    def figures_listed(self) -> tuple[MetricView, ...]:
        """All of them, where they are more than these."""
        every = self.subject.metrics if isinstance(self.subject, CompanyView) else ()
        return every if len(every) > TOP else ()

    @property
    def assets_left(self) -> tuple[AssetView, ...]:
        """The assets with a program of which no position is told."""
        return besides(dict.fromkeys(program.asset for program in self.subject.programs), self.positions)

    @property
    def programs_begun(self) -> tuple[ProgramView, ...]:
        """Of the programs told those that began or moved in the period."""
        return tuple(program for program in self.programs if program.has_begun)

    @property
    def programs_read_out(self) -> tuple[ProgramView, ...]:
        """Of the programs told those of whose use a trial reported a result in the period."""
        return tuple(program for program in self.programs if program.has_read_out)

    @property
    def programs_left(self) -> tuple[ProgramView, ...]:
        """The programmes that no figure draws."""
        return besides(self.subject.programs, self.programs)

    @property
    def trials_left(self) -> tuple[TrialView, ...]:
        """The trials with results that are not told at length."""
        return besides(self.subject.readouts, self.readouts)

    @property
    def events_left(self) -> tuple[EventView, ...]:
        """What happened and is not told."""
        return besides(self.subject.events, self.events)

    @property
    def also(self) -> tuple[News, ...]:
        """The news that a summary names below those that it tells at length, but for what a reason beside one of these
        tells as speaking against it."""
        against = [why.record for item in self.happened[:TOP] for why in item.why[:2] if why.kind == "contrary"]
        return tuple(item for item in self.happened[TOP : TOP + ALSO] if item.result not in against)

    @property
    def last_events(self) -> tuple[EventView, ...]:
        """The last events, the newest first, beside a first page that tells everything."""
        return self.subject.events[-ALSO:][::-1] if self.short else ()

    @property
    def events_timed(self) -> tuple[EventView, ...]:
        """The events told, where a timeline draws them."""
        return self.events if self.timeline else ()

    @property
    def events_listed(self) -> tuple[EventView, ...]:
        """The events told, where a table lists them."""
        return () if self.timeline else self.events

    @property
    def events_further(self) -> tuple[EventView, ...]:
        """All events, happened and expected, that no table of the main part lists."""
        return besides((*self.subject.events, *self.subject.catalysts), self.events_listed)

    @property
    def events_stated(self) -> tuple[EventView, ...]:
        """Of few events those of which their sources say something or whose date has a remark; of one event more the
        latter alone."""
        every = (*self.subject.events, *self.subject.catalysts)
        stated = (one for one in every if record_of(one).note or (one.detail and len(every) <= TOP))
        return tuple(stated) if len(every) <= TOP + 1 else ()

    @property
    def steps_drawn(self) -> tuple[EventView, ...]:
        """The steps ahead that a calendar of a text draws, where many have a date."""
        return self.expected_events if len(self.subject.dated_catalysts) > TOP else ()

    @property
    def steps_listed(self) -> tuple[EventView, ...]:
        """The steps ahead, where they are so few that lines tell them better."""
        return () if self.steps_drawn else self.subject.catalysts

    @property
    def looks_ahead(self) -> bool:
        """Whether a text tells what is expected: where a step has a date, or that there is none; not where the table of
        events has it all."""
        if self.steps_listed and set(self.steps_listed) <= set(self.events_listed):
            return False
        return bool(self.subject.dated_catalysts) or not self.subject.catalysts

    @property
    def tells_decisions(self) -> bool:
        """Whether a text tells approvals and open filings one by one, as no table of filings does."""
        return bool(self.subject.approved_lately or self.subject.undecided) and not self.subject.filings

    @property
    def stages_railed(self) -> tuple[tuple[ProgramView, ...], ...]:
        """The programmes by stage that are counted beside a first page, where they are several."""
        return self.subject.stages if len(self.subject.programs) > 1 else Groups()

    @property
    def programs_drawn(self) -> tuple[ProgramView, ...]:
        """The programmes that the figure of a text draws."""
        return self.programs if self.programs_further else ()

    @property
    def programs_listed(self) -> tuple[ProgramView, ...]:
        """All programmes, where they are so few that a table tells them better."""
        return () if self.programs_further else self.subject.programs

    @property
    def programs_further(self) -> tuple[ProgramView, ...]:
        """All programmes, where a figure of the main part draws them and a table of the annex lists them."""
        return self.subject.programs if len(self.subject.programs) > TOP else ()

    @property
    def deals_beside(self) -> tuple[DealView, ...]:
        """The deals told one by one beside those told at length."""
        return besides(self.deals_apart, self.deals)

    @property
    def deals_tabled(self) -> tuple[DealView, ...]:
        """The deals that only a table of the annex tells."""
        return besides(self.deals_listed, self.deals)

    @property
    def deals_compared(self) -> tuple[DealView, ...]:
        """All deals, where the amounts of several are set side by side and all of them are told."""
        several = sum(deal.has_terms for deal in self.subject.deals) > 1
        return self.subject.deals if several and not self.deals_listed else ()


STATES = tuple(field.name for field in fields(Told) if field.type == "bool")
"""What a document is or is not; a list of sections asks for it by these names."""


def _is_limited(value: Quantity) -> bool:
    return bool(value.qualifier or value.unit)


def _year_of(days: Sequence[Traced]) -> Traced | None:
    """The year of some days, where all are of one."""
    years = {day.value.end.year if isinstance(day.value, PartialDate) and day.value.end else None for day in days}
    year = years.pop() if len(years) == 1 else None
    return replace(days[0], text=str(year), role=TEXT) if year else None
