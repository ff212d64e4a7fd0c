"""News: findings as documents tell them, each with its leading record and, of a trial, its first new result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

from briefgen.editor.findings import Finding
from briefgen.editor.reason import OfRecord, Reason, weighty
from briefgen.frozen import frozen
from briefgen.values.dates import UNKNOWN
from briefgen.values.facts import Traced
from briefgen.values.territory import Territory
from briefgen.view.ahead import starting
from briefgen.view.area import IndicationView
from briefgen.view.asset import AssetView
from briefgen.view.base import Missing, RecordView, record_of
from briefgen.view.company import CompanyView
from briefgen.view.deal import DealView
from briefgen.view.designation import DesignationView
from briefgen.view.event import EventView
from briefgen.view.program import ProgramView
from briefgen.view.result import ResultView
from briefgen.view.trial import TrialView

About = Literal["trial", "result", "event", "program", "deal", "designation", "asset"]
_ABOUT: Mapping[type[RecordView], About] = {
    TrialView: "trial", ResultView: "result", EventView: "event", ProgramView: "program", DealView: "deal",
    DesignationView: "designation",
}  # fmt: skip
UNCHANGED = "unchanged"
"""The kind of a row beside the news: an asset on which nothing became known."""
BESIDE_ARMS = 2
"""How many reasons stand beside what came out of a trial, before what it was compared with."""


@frozen
class News(OfRecord):
    """One piece of news."""

    kind: str
    """Kind of finding, as in editor.yaml."""
    record: RecordView
    """A trial with new results, an event, a deal, a designation or a program that moved."""
    result: ResultView | None = None
    """Of a trial the new result to tell first."""
    expected: bool = False
    """Whether it is expected and not yet true."""
    reasons: tuple[Reason, ...] = ()
    """What the data say beside it, the contrary first."""
    next: EventView | None = None
    """The foremost event that is expected of what it is about."""
    next_beside: News | None = None
    """The news before it that tells this event already."""
    besides: tuple[EventView, ...] = ()
    """Of what is expected the later events of the same trial and diseases, which share its row."""

    @property
    def about(self) -> About:
        """What kind of record it tells of."""
        return next((about for kind, about in _ABOUT.items() if isinstance(self.record, kind)), "asset")

    @property
    def told_as(self) -> Literal["unchanged", "readout", "approval"] | About:
        """How it is told: an asset of which nothing is new, a trial by its result, an approval, else by the kind of its
        record."""
        if self.is_unchanged:
            return "unchanged"
        if self.result:
            return "readout"
        return "approval" if self.kind == "approval" and self.event else self.about

    @property
    def is_decision(self) -> bool:
        """Whether an agency has decided: after that no next step need be asked for."""
        return self.kind in ("approval", "refusal")

    @property
    def found_in_brief(self) -> Literal["significant", "met", ""]:
        """What its result came to, where the fewest words can tell it: significant, or met with nothing beside it."""
        if not (self.result and self.trial):
            return ""
        if self.result.judgement == "significant":
            return "significant"
        plain = self.result.judgement == "met" and not self.result.margin and not self.trial.readout.is_mixed
        return "met" if plain else ""

    @property
    def is_unchanged(self) -> bool:
        """Whether it is an asset on which nothing became known."""
        return self.kind == UNCHANGED

    @property
    def is_merely_named(self) -> bool:
        """Whether a source of the period names it, and none says when it happened or was announced."""
        return self.record.is_undated and not record_of(self.record).announced

    @property
    def is_real_world(self) -> bool:
        """Whether its result is of a real-world study."""
        return bool(self.result and self.result.trial.is_real_world)

    @property
    def is_judged(self) -> bool:
        """Whether its result says itself how its test came out, and no event does."""
        return bool(self.result and self.result.judgement and not self.result.trial.outcomes)

    @property
    def is_told_by_test(self) -> bool:
        """Whether the test of its result tells what came out, and no readout of the period does."""
        return bool(self.result and self.result.judgement) or not any(one.is_new for one in self._outcomes)

    @property
    def tells_endpoints(self) -> bool:
        """Whether what its readouts say of endpoints can be told with their names: all have one, or are several."""
        named = all(one.endpoint for one in self._outcomes) or len(self._outcomes) > 1
        return named or bool(self.result and self.result.tells_outcome)

    @property
    def untold_territory(self) -> Traced | None:
        """Where an approval holds, if its title does not say it."""
        match self.record:
            case EventView(territory=territory, title=title) if self.kind == "approval":
                return None if territory.text in title.text else territory
            case _:
                return None

    @property
    def told_alike(self) -> tuple[object, ...]:
        """What a readout is told by with others that came to the same: its test, or what a readout says of an endpoint
        that it does not name; one that says more than that, or what was missed, stands by itself."""
        one, trial = self.result, self.trial
        if one is None or trial is None or one.is_longer or one.subgroup:
            return (self.record,)
        if trial.is_real_world or trial.readout.is_mixed or one.is_missed or one.undecided:
            return (self.record,)
        if self.is_told_by_test:
            words = map(str, (one.verdict_as, one.label, one.measure, one.maturity))
            return (*words, one.is_interim, one.is_secondary, bool(one.margin))
        outcome = self._outcomes[0].outcome
        return (self.record,) if self.tells_endpoints or outcome == "not_met" else (outcome,)

    @property
    def _outcomes(self) -> tuple[EventView, ...]:
        return self.trial.outcomes if self.trial else ()

    @property
    def earlier(self) -> ResultView | None:
        """The analysis that its result supersedes and that was on record before the period."""
        return next((one for one in self.result.earlier if not one.is_new), None) if self.result else None

    @property
    def shown_before(self) -> ResultView | None:
        """Of the first result of an endpoint on record the hazard ratio of all patients, on another endpoint, that its
        trial had shown before the period."""
        if self.result is None:
            return None
        known = [one for one in self.result.trial.efficacy if not one.is_new]
        first = all(record_of(one).endpoint != record_of(self.result).endpoint for one in known)
        return next((one for one in known if first and one.measure == "hazard_ratio" and not one.subgroup), None)

    @property
    def assets(self) -> tuple[AssetView, ...]:
        """Whom it is about."""
        match self.record:
            case AssetView() as asset:
                return (asset,)
            case ProgramView(asset=asset) | DesignationView(asset=asset):
                return (asset,)
            case ResultView(trial=TrialView(assets=assets)):
                return assets
            case one:
                some: tuple[AssetView, ...] = getattr(one, "assets")  # noqa: B009, each that is left has them
                return some

    @property
    def starting(self) -> tuple[TrialView, ...]:
        """The trials of its medicines that do not recruit yet, in diseases of its kind."""
        return starting(self.assets, self.indications)

    @property
    def indications(self) -> tuple[IndicationView, ...]:
        """In which diseases, two at most; none of a deal."""
        match self.record:
            case ProgramView(indication=one) | DesignationView(indication=one):
                return (one,) if one else ()
            case ResultView(trial=TrialView(indications=several)):
                return several[:2]
            case TrialView(indications=several) | EventView(indications=several):
                return several[:2]
            case _:
                return ()

    @property
    def territory(self) -> Traced | Missing | None:
        """Where, in as few letters as it can be told: that of a programme, a designation, a trial or an event, else of
        the only trial of the event, else of the only programme that this trial belongs to in the use of the event."""
        own: Traced | Missing | None = getattr(self.record, "territory", None)
        tried = self.event.trials if self.event else ()
        where = own or (tried[0].territory or self._place_of(tried[0]) if len(tried) == 1 else own)
        tight = isinstance(where, Traced) and isinstance(where.value, Territory)
        return replace(where, text=where.value.within) if isinstance(where, Traced) and tight else where

    def _place_of(self, trial: TrialView) -> Traced | None:
        kin = (program for asset in self.assets for program in asset.programs if program.indication in self.indications)
        found = [program.territory for program in kin if trial in program.trials]
        return found[0] if len(found) == 1 else None

    @property
    def steps(self) -> tuple[EventView, ...]:
        """The expected events that its row tells, the next first."""
        return (self.event, *self.besides) if self.event else ()

    @property
    def company(self) -> CompanyView | Missing | None:
        """The first company that a deal or an event without an asset concerns."""
        match self.record:
            case DealView(licensor=company) | EventView(company=company):
                return company
            case _:
                return None

    @property
    def is_reported(self) -> bool:
        """Whether its day is that of the report: of all that is no event, and of a designation that no source dates."""
        match self.record:
            case EventView() | TrialView() | AssetView():
                return bool(self.result)
            case DesignationView(granted=granted, is_announced=told):
                return told and not granted
            case _:
                return True

    @property
    def day(self) -> Traced:
        """When: the day of its report, of an event as stated, of a designation that of its grant, else of its
        announcement where a source dates either, of an asset that of its latest source."""
        if self.result:
            return self.result.reported
        match self.record:
            case AssetView(latest_source=source):
                day: Traced = source.published
            case EventView(when=day):
                pass
            case DesignationView(granted=granted, announced=told, is_announced=known):
                day = granted or (told if known else granted)
            case record:
                day = record.announced
        return day

    @property
    def announced(self) -> Traced:
        """The day of its report; of what is expected the day on which that was said."""
        said: Traced = self.event.announced if self.expected and self.event else self.day
        return said

    @property
    def trials(self) -> tuple[TrialView, ...]:
        """The trials that it rests on, of an event those that its title does not name."""
        if self.result:
            return (self.result.trial,)
        match self.record:
            case EventView(trials=trials, title=title):
                return tuple(trial for trial in trials if trial.name.text not in title.text)
            case _:
                return ()

    @property
    def given(self) -> tuple[DesignationView, ...]:
        """The designations that an event gave."""
        return self.event.designations if self.event else ()

    @property
    def plain(self) -> EventView | None:
        """An event that happened and that its kind tells as well as its title."""
        event = self.event
        return event if event and event.is_plain and not self.expected else None

    @property
    def cause(self) -> tuple[TrialView, ...] | Traced | None:
        """What it comes from: a trial, of a designation its agency."""
        match self.record:
            case EventView(trials=trials) if trials:
                return trials
            case DesignationView(agency=agency) | EventView(designations=(_, *_), agency=agency):
                return agency
            case _:
                return self.trials or None

    @property
    def why_beside_arms(self) -> tuple[Reason, ...]:
        """The first of these on a slide of its trial, which tells what limits the result and what it was compared with;
        that this is a treatment, always. Where a use without an approval stands is no reason on its own."""
        told = [why for why in self.why if why.kind not in ("limit", "comparator")]
        active = (why for why in self.why if why.kind == "comparator" and self.trial and self.trial.is_active)
        found = [*active, *map(self._remarked, told[:BESIDE_ARMS])]
        return weighty([replace(one, beside=tuple(other.record for other in found if other != one)) for one in found])

    def _remarked(self, reason: Reason) -> Reason:
        """Where a use stands with what is remarked of it, unless its source says there what comes next: a filing, which
        is told beside it."""
        use, step = reason.program, self.next
        if reason.kind != "status" or use is None:
            return reason
        intended = step and step.step == "filing" and set(step.fact.sources) & set(use.remark.fact.sources)
        return replace(reason, value=None if intended else use.remark)

    @property
    def why(self) -> tuple[Reason, ...]:
        """The reasons that stand beside it; need has a page of its own."""
        return tuple(reason for reason in self.reasons if reason.kind != "need")


def in_rows(expected: Sequence[News]) -> tuple[News, ...]:
    """What is expected as rows of a table, the next first: the events of one trial in the same diseases share a row."""
    rows: dict[tuple[RecordView, ...], list[News]] = {}
    for one in sorted(expected, key=_ahead):
        trials = one.event.trials if one.event else ()
        rows.setdefault((*trials, *one.indications) if trials else (one.record,), []).append(one)
    return tuple(
        replace(first, besides=tuple(one.event for one in others if one.event)) for first, *others in rows.values()
    )


def _ahead(one: News) -> tuple[date, date]:
    when = record_of(one.event).date if one.event else UNKNOWN
    known: tuple[date, date] = when.sort_key
    return known


def news_of(found: Sequence[Finding]) -> tuple[News, ...]:
    """What became known in the period and may stand alone, in the order of the findings."""
    return tuple(_news(one) for one in found if one.is_new and one.is_news)


def _news(finding: Finding) -> News:
    trial = next((seen for seen in finding.records if isinstance(seen, TrialView)), None)
    results = [seen for seen in finding.records if isinstance(seen, ResultView) and seen.is_new]
    efficacy = [result for result in results if trial and result in trial.efficacy]
    if trial and efficacy:
        return News(finding.kind, trial, min(efficacy, key=_behind))
    lead = finding.lead
    return News(finding.kind, lead, expected=isinstance(lead, EventView) and lead.expected)


def _behind(result: ResultView) -> tuple[bool, bool, bool, bool]:
    """What puts a result behind others: a subgroup, a p-value alone, one arm where arms are compared, the control."""
    p_value = record_of(result).measure == "p_value"
    return result.subgroup, p_value, not result.is_comparison, result.is_control
