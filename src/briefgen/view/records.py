"""Programs, trials, events, indications, deals and designations, with the questions one asks of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from briefgen.records import Asset, Program, Record, Terms
from briefgen.records.filing import PLANS, moved_past
from briefgen.records.vocabulary import (
    AGENCY_NAMES,
    AMENDMENTS,
    COMPARISONS,
    DESIGNATION_SHORT,
    DRAWN_EFFECTS,
    IN_POINTS,
    READOUTS,
    SAFETY_ENDPOINTS,
    SIGNIFICANCES,
    STAGES,
    STOPPED,
)
from briefgen.values.dates import PartialDate
from briefgen.values.facts import CHINA, DATE, DESIGNATION, MISSING, NAME, OUTSIDE, TEXT, Role, Traced
from briefgen.values.quantity import Quantity
from briefgen.values.territory import CHINESE, Territory
from briefgen.values.territory import NAMES as PLACES
from briefgen.view.base import Missing, RecordView, fact_of, histories_of, missing, part_of, path_of, record_of, shows

if TYPE_CHECKING:
    from briefgen.view.comparisons import AnalysisView, ArmView, ComparisonView, EndpointView, StatusChangeView
    from briefgen.view.subjects import AreaView, AssetView, CompanyView


@shows("metric")
class MetricView(RecordView):
    """A company figure of a period, on a day, or expected."""

    company: CompanyView
    type: Traced
    measure: Traced
    asset: AssetView | Missing
    indication: IndicationView | Missing
    territory: Traced
    value: Traced
    period: Traced
    as_of: Traced
    guidance: bool
    accounting: Traced
    change: Traced

    @property
    def of(self) -> Traced:
        """The time it is a figure of: its period, else its day."""
        when: Traced = self.period or self.as_of
        return when

    @property
    def unusual(self) -> Traced:
        """How it is accounted for where that is neither GAAP nor IFRS; missing otherwise."""
        plain = self._record.accounting in (None, "gaap", "ifrs")
        return missing(self._fact("accounting")) if plain else self.accounting


@shows("epidemiology")
class EpidemiologyView(RecordView):
    """How many people a disease concerns."""

    indication: IndicationView
    measure: Traced
    value: Traced
    year: Traced
    territory: Traced
    sex: Traced
    age: Traced
    among: Traced


@shows("benchmark")
class BenchmarkView(RecordView):
    """A published value of another treatment."""

    indication: IndicationView
    regimen: Traced
    endpoint: Traced
    measure: Traced
    value: Traced
    population: Traced
    trials: Traced
    caveat: Traced


@shows("context")
class ContextView(RecordView):
    """One thing known of a disease."""

    topic: Traced
    text: Traced
    opinion: bool


@shows("claim")
class ClaimView(RecordView):
    """What somebody says and nobody has shown."""

    type: Traced
    text: Traced
    company: CompanyView
    said_by: PersonView | Missing
    assets: tuple[AssetView, ...]
    indications: tuple[IndicationView, ...]
    trial: TrialView | Missing
    event: EventView | Missing


@shows("curve")
class CurveView(RecordView):
    """A published survival curve of one arm."""

    endpoint: Traced
    arm: Traced
    population: Traced
    unit: Traced
    points: Traced
    at_risk: Traced


@shows("patient")
class PatientView(RecordView):
    """A patient of a trial."""

    code: Traced
    arm: Traced
    months: Traced
    best_change: Traced
    response: Traced
    ongoing: bool


@shows("registration")
class RegistrationView(RecordView):
    """An entry of a trial in a registry."""

    registry: Traced
    number: Traced


@shows("target")
class TargetView(RecordView):
    """A biological target."""

    name: Traced
    biology: Traced
    expression: Traced


@shows("person")
class PersonView(RecordView):
    """Who speaks."""

    name: Traced
    spellings: tuple[Traced, ...]
    title: Traced
    role: Traced
    affiliation: Traced
    company: CompanyView | Missing


@shows("name")
class NameView(RecordView):
    """Another name of an asset."""

    name: Traced
    kind: Traced
    territory: Traced
    company: CompanyView | Missing


@shows("program")
class ProgramView(RecordView):
    """Asset x indication x territory."""

    indication: IndicationView | Missing
    territory: Traced
    stage: Traced
    status: Traced
    line: Traced
    highest: bool
    filing: FilingView | Missing

    @property
    def asset(self) -> AssetView:
        """The asset."""
        asset = self._view.find("asset", self._record.id)
        assert asset is not None  # a program is a part of its asset
        return asset

    @property
    def owner(self) -> CompanyView | Missing:
        """Who runs it; the asset's company unless the dataset says otherwise."""
        owner = self._part.owner
        company: CompanyView | Missing = self._traced("owner", owner) if owner else self.asset.company
        return company

    @property
    def previous(self) -> ProgramView | Missing:
        """The row it replaced, as known before; absent when this is the first."""
        rows: list[ProgramView] = next(rows for rows in histories_of(self.asset).values() if self in rows)
        index = rows.index(self)
        return rows[index - 1] if index else Missing("asset", missing(self.fact, "not on record"))

    @property
    def moved(self) -> bool:
        """Whether its stage changed within the period."""
        return bool(self.is_new and self.previous and self.previous.stage != self.stage)

    @cached_property
    def designations(self) -> tuple[DesignationView, ...]:
        """Designations of the asset that belong to this program: for its indication or a wider disease that holds it,
        in its territory. One that belongs to several programs stands with each; none is dropped silently, for those
        that belong to no program are `unplaced` in their asset."""
        return tuple(designation for designation in self.asset.designations if designation.is_of(self))

    @cached_property
    def endpoint_met(self) -> tuple[EventView, ...]:
        """Readouts whose endpoint was met that can belong to no other program of the asset."""
        mine: Program = self._part
        rivals = [part_of(p) for p in self.asset.programs if part_of(p).indication == mine.indication]
        met = (e for e in self.asset.events if e.is_readout and e.outcome == "met")
        here = (e for e in met if mine.indication in record_of(e).indications)
        return tuple(e for e in here if _matching(record_of(e).territory, rivals) == [mine])


@shows("trial")
class TrialView(RecordView):
    """A trial or real-world study."""

    name: Traced
    assets: tuple[AssetView, ...]
    type: Traced
    phase: Traced
    indications: tuple[IndicationView, ...]
    design: tuple[Traced, ...]
    route: Traced
    objectives: tuple[Traced, ...]
    population: Traced
    line: Traced
    territory: Traced
    sponsor: CompanyView | Missing
    sponsor_name: Traced
    sites: Traced
    countries: tuple[Traced, ...]
    start: Traced
    completion: Traced
    registrations: tuple[RegistrationView, ...]
    status: Traced
    status_history: tuple[StatusChangeView, ...]
    enrolled: Traced
    enrolment_planned: Traced
    arms: tuple[ArmView, ...]
    endpoints: tuple[EndpointView, ...]
    analyses: tuple[AnalysisView, ...]
    data_cut_off: Traced
    median_follow_up: Traced
    curves: tuple[CurveView, ...]
    patients: tuple[PatientView, ...]

    @cached_property
    def results(self) -> tuple[ResultView, ...]:
        """Its results, in the order of the dataset, those of its comparisons first; the latest analyses, preferred ones
        where values conflict."""
        mine = [result for result in self._view.all("result") if record_of(result).trial == self.id]
        superseded = {record_of(result).supersedes for result in mine}
        compared = (result for comparison in self.comparisons for result in comparison.results)
        return (*compared, *(result for result in mine if result.id not in superseded))

    @property
    def regimen(self) -> Traced:
        """What patients of the main arm get; where it is not said, the name of the one experimental arm."""
        return self._treatment("regimen", "experimental")

    @property
    def comparator(self) -> Traced:
        """What it is compared with; where it is not said, the name of the one control arm."""
        return self._treatment("comparator", "control")

    def _treatment(self, field: str, role: str) -> Traced:
        stated: Traced = self._traced(field, getattr(self._record, field))
        arms = [arm.name for arm in self.arms if part_of(arm).role == role]
        return stated if stated or len(arms) != 1 else arms[0]

    @property
    def is_single_arm(self) -> bool:
        """Whether it has one arm by design."""
        said = any("single arm" in str(word).casefold().replace("-", " ") for word in self._record.design)
        return said or len(self.arms) == 1

    @property
    def has_control(self) -> bool:
        """Whether it compares: it names what with, has several arms, or reports values of several."""
        reported = {str(result.arm) for result in self.results if result.arm}
        return bool(self.comparator) or len(self.arms) > 1 or len(reported) > 1

    @cached_property
    def comparisons(self) -> tuple[ComparisonView, ...]:
        """Its comparisons, in the order of the dataset; the latest analyses, preferred ones where values conflict."""
        every: tuple[ComparisonView, ...] = self._view.all("comparison")
        mine = [comparison for comparison in every if record_of(comparison).trial == self.id]
        superseded = {record_of(comparison).supersedes for comparison in mine}
        return tuple(comparison for comparison in mine if comparison.id not in superseded)

    @property
    def primary_endpoint(self) -> Traced:
        """Its primary endpoint in the words of the source, else its primary endpoints as they are listed."""
        primary = [e for e in self.endpoints if part_of(e).role in ("primary", "co_primary")]
        if self._record.primary_endpoint or not primary:
            said: Traced = self._traced("primary_endpoint", self._record.primary_endpoint)
            return said
        names = [f"{e.label}{f' ({e.assessor})' if e.assessor else ''}" for e in primary]
        return Traced(" and ".join(names), fact_of(primary[0], "endpoint"), TEXT)

    @property
    def efficacy(self) -> tuple[ResultView, ...]:
        """Results on efficacy."""
        return tuple(r for r in self.results if record_of(r).endpoint not in (*SAFETY_ENDPOINTS, "patients"))

    @property
    def ratios(self) -> tuple[ResultView, ...]:
        """Hazard ratios, those of the whole population first."""
        return tuple(sorted((r for r in self.efficacy if r.measure == "hazard_ratio"), key=lambda r: bool(r.subgroup)))

    @property
    def effects(self) -> tuple[ResultView, ...]:
        """Efficacy results with an interval that say how arms differ, and that a chart can draw; those of the whole
        population first."""
        drawn = (r for r in self.efficacy if r.measure in DRAWN_EFFECTS and record_of(r).value.interval)
        return tuple(sorted(drawn, key=lambda r: bool(r.subgroup)))

    @property
    def safety(self) -> tuple[ResultView, ...]:
        """Results on safety."""
        return tuple(r for r in self.results if record_of(r).endpoint in SAFETY_ENDPOINTS)

    @cached_property
    def headline(self) -> ResultView | Missing:
        """Its first efficacy result in the whole population that is a value of its own: of the endpoint that a readout
        judged before others, of its medicine before that of the arm it is compared with; absent when there is none."""
        whole = [r for r in self.efficacy if not r.subgroup and record_of(r).measure != "p_value"]
        whole.sort(key=lambda r: (not r.judged, r.is_control))
        return whole[0] if whole else Missing("result", missing(self._fact("results")))

    @cached_property
    def outcomes(self) -> tuple[EventView, ...]:
        """Readouts that say whether an endpoint was met; of one endpoint the latest."""
        said = [e for e in self._view.all("event") if e.is_readout and not e.expected and self in e.trials]
        said = [e for e in said if e.outcome in ("met", "not_met", "mixed")]
        said.sort(key=lambda e: record_of(e).date.sort_key)
        return tuple({record_of(e).endpoint: e for e in said}.values())

    @cached_property
    def companions(self) -> tuple[TrialView, ...]:
        """Real-world studies with results of the same asset in one of its indications."""
        mine = set(self._record.indications)
        assets = set(self._record.assets)
        others = [trial for trial in self._view.all("trial") if trial.is_real_world and trial != self and trial.results]
        return tuple(t for t in others if mine & set(record_of(t).indications) and assets & set(record_of(t).assets))

    @cached_property
    def companion_of(self) -> tuple[TrialView, ...]:
        """For a real-world study: the trials with results beside which it is shown."""
        return tuple(t for t in self._view.all("trial") if not t.is_real_world and t.results and self in t.companions)

    @property
    def speakers(self) -> tuple[PersonView, ...]:
        """Who stated its results, when they were spoken."""
        return tuple(dict.fromkeys(r.attributed_to for r in self.results if r.attributed_to))

    @property
    def landmarks(self) -> tuple[ResultView, ...]:
        """Rates at stated times."""
        return tuple(r for r in self.efficacy if r.measure == "rate" and r.at)

    @property
    def is_real_world(self) -> bool:
        """Whether it is a real-world or observational study."""
        return self._record.type in {"real_world", "observational"}

    @property
    def undisclosed(self) -> tuple[Traced, ...]:
        """What a reader of its results would look for and the sources leave out, in short words."""
        rows = self.efficacy
        lacks = {
            "control arm": not self.has_control and not self.is_single_arm,
            "confidence interval": not any(record_of(r).value.interval for r in rows),
            "patient numbers": not self.enrolled and not any(r.patients for r in rows),
            "data cut-off": not self.data_cut_off and not any(r.data_cut_off for r in rows),
            "follow-up": not self.median_follow_up and not any(r.median_follow_up for r in rows),
            "safety": not self.safety,
        }
        if self.is_real_world:
            del lacks["control arm"]
        return tuple(missing(self._fact("results"), text) for text, lacking in lacks.items() if lacking)


@shows("result")
class ResultView(RecordView):
    """One number of one trial."""

    trial: TrialView
    endpoint_name: Traced
    measure: Traced
    at: Traced
    population: Traced
    subgroup: bool
    arm: Traced
    patients: Traced
    events: Traced
    baseline: Traced
    margin: Traced
    assessor: Traced
    analysis: Traced
    significance: Traced
    data_cut_off: Traced
    median_follow_up: Traced
    attributed_to: PersonView | Missing
    event: EventView | Missing
    supersedes: ResultView | Missing

    @property
    def endpoint(self) -> Traced:
        """What was measured, by the name that the record gives it."""
        name = self._record.endpoint_name
        said: Traced = self._traced("endpoint", self._record.endpoint)
        return replace(said, text=name, value=name) if name else said

    @property
    def value(self) -> Traced:
        """Its value as printed: a p-value with its sign, a difference of shares in percentage points, and beside the
        number what limits it, such as interim or not met."""
        said: Traced = self._traced("value", self._record.value)
        quantity: Quantity = self._record.value
        if self._record.measure == "p_value":
            quantity = quantity.as_p_value
        elif self._record.measure in IN_POINTS:
            quantity = quantity.as_points
        quantity = quantity.saying(*self._limits)
        return replace(said, text=quantity.text, value=quantity)

    @property
    def _limits(self) -> tuple[str, ...]:
        """What must stand beside its number."""
        said = self._record.significance
        interim = "interim" in (self.analysis.text if self.analysis else "").casefold()
        missed = said == "not_met" or (said is None and self.missed)
        words = {
            "interim": interim,
            "endpoint not met": missed,
            SIGNIFICANCES.print("not_tested"): said == "not_tested",
            SIGNIFICANCES.print("interim_not_crossed"): said == "interim_not_crossed",
            SIGNIFICANCES.print("not_stated"): said == "not_stated",
        }
        return tuple(word for word, holds in words.items() if holds)

    @property
    def arm_label(self) -> Traced:
        """The short name of its arm, where the trial gives one."""
        return self.arm

    @cached_property
    def together(self) -> tuple[ResultView, ...]:
        """Itself with the other numbers of its comparison: the values of the arms, the effects, the p-values. Recorded
        alone they belong together when endpoint, time, population, assessor and analysis are the same."""
        kin = [r for r in self.trial.results if not r.comparison and _kin(r) == _kin(self)]
        values = [r for r in kin if not r.is_comparison]
        first = [r for r in values if record_of(r).measure == record_of(values[0]).measure]
        effects = [r for r in kin if r.is_comparison and r.measure != "p_value"]
        tests = [r for r in kin if r.measure == "p_value"]
        whole = (*first, *effects, *tests)
        if self in whole:
            return whole
        return tuple(r for r in values if record_of(r).measure == self._record.measure)

    @property
    def stands_alone(self) -> bool:
        """Whether no other number belongs to it."""
        return len(self.together) == 1

    @property
    def of_arm(self) -> Traced:
        """Of an effect the arm that it speaks for, where the trial has more than two; else it is not told."""
        return missing(self._fact("arm"))

    @property
    def comparison(self) -> ComparisonView | Missing:
        """The whole that it is a number of; absent when it was recorded alone."""
        return Missing("comparison", missing(self._fact("trial")))

    @property
    def judged(self) -> bool:
        """Whether a readout says of its endpoint that it was met or not."""
        return any(self.is_of(event) for event in self.trial.outcomes)

    def is_of(self, event: EventView) -> bool:
        """Whether the endpoint that a readout names is its own."""
        named = record_of(event).endpoint or ""
        if "primary" in named and record_of(self.trial).primary_endpoint:
            named = record_of(self.trial).primary_endpoint
        words = (self._record.endpoint, self.endpoint.text)
        return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", named, re.IGNORECASE) for word in words)

    @property
    def is_comparison(self) -> bool:
        """Whether it is no value of one arm but compares arms: a ratio, a difference, a p-value."""
        return self._record.measure in COMPARISONS

    @property
    def missed(self) -> EventView | Missing:
        """The readout that says that its endpoint was not met; absent when none does."""
        events = (event for event in self.trial.outcomes if event.outcome == "not_met" and self.is_of(event))
        return next(events, Missing("event", missing(self._fact("event"))))

    @property
    def is_control(self) -> bool:
        """Whether it is a value of the arm that the medicine is compared with."""
        arm, comparator = str(self.arm or "").casefold(), str(self.trial.comparator or "").casefold()
        return bool(arm and comparator) and (arm in comparator or comparator in arm)

    @cached_property
    def other_arms(self) -> tuple[ResultView, ...]:
        """The same value in the other arms of its trial."""
        alike = ("endpoint", "measure", "at", "population", "assessor", "analysis")
        mine = [getattr(self._record, name) for name in alike]
        same = (r for r in self.trial.results if [getattr(record_of(r), name) for name in alike] == mine)
        return tuple(r for r in same if r.arm and r.arm != self.arm) if self.arm else ()

    @cached_property
    def earlier(self) -> tuple[ResultView, ...]:
        """The analyses it supersedes, latest first; none of them may stand alone."""
        found: list[ResultView] = []
        before = self.supersedes
        while before and before not in found:
            found.append(before)
            before = before.supersedes
        return tuple(found)


@shows("event")
class EventView(RecordView):
    """A dated fact."""

    type: Traced
    title: Traced
    date: Traced
    companies: tuple[CompanyView, ...]
    assets: tuple[AssetView, ...]
    indications: tuple[IndicationView, ...]
    trials: tuple[TrialView, ...]
    deal: DealView | Missing
    filing: FilingView | Missing
    territory: Traced
    agency: Traced
    outcome: Traced
    endpoint: Traced
    place: Traced
    occasion: Traced
    people: tuple[PersonView, ...]
    detail: Traced

    @property
    def when(self) -> Traced:
        """Its date as printed in tables and charts."""
        date: PartialDate = self._record.date
        role = MISSING if date.grain == "unknown" else DATE
        return Traced(date.short(), self._fact("date"), role, date)

    @property
    def expected(self) -> bool:
        """Whether it lies in the future of the as-of day, by its date or its source's words."""
        date: PartialDate = self._record.date
        return self._record.expected or bool(date.start and date.start > self._view.as_of)

    @property
    def answered(self) -> bool:
        """Whether it is a goal date or a plan of a filing, and a later step has come."""
        filing: FilingView | Missing = self.filing
        if not isinstance(filing, FilingView) or not self._record.expected:
            return False
        return filing.has_moved_past(self._record.type, self._record.date)

    @property
    def past_due(self) -> bool:
        """Expected, but its window has passed by the as-of day."""
        date: PartialDate = self._record.date
        return self.expected and bool(date.end and date.end < self._view.as_of)

    @property
    def in_period(self) -> bool:
        """Whether it certainly happened in the period: its first and its last possible day lie there."""
        date: PartialDate = self._record.date
        return all(day is not None and day in self._view.period for day in (date.start, date.end))

    @property
    def company(self) -> CompanyView | Missing:
        """The first company it concerns."""
        companies: tuple[CompanyView, ...] = self.companies
        return companies[0] if companies else Missing("company", missing(self._fact("companies")))

    @property
    def is_readout(self) -> bool:
        """Whether it is a readout of any kind."""
        return self._record.type in READOUTS


@shows("indication")
class IndicationView(RecordView):
    """A disease or a part of it."""

    name: Traced
    short: Traced
    definition: Traced
    area: AreaView
    parent: IndicationView | Missing
    line: Traced
    context: tuple[ContextView, ...]

    @property
    def label(self) -> Traced:
        """The abbreviation when there is one, else the name."""
        label: Traced = self.short or self.name
        return label

    @cached_property
    def ancestors(self) -> tuple[IndicationView, ...]:
        """Wider diseases, widest first."""
        parent = self.parent
        return (*parent.ancestors, parent) if parent else ()

    @cached_property
    def epidemiology(self) -> tuple[EpidemiologyView, ...]:
        """Its epidemiology."""
        return tuple(row for row in self._view.all("epidemiology") if row.indication == self)

    @cached_property
    def benchmarks(self) -> tuple[BenchmarkView, ...]:
        """Published values of treatments of it."""
        return tuple(row for row in self._view.all("benchmark") if row.indication == self)


TERMS = frozenset(Terms.model_fields)
"""Fields of a deal that an amendment may change."""


TOTALS = ("total", "total_includes_upfront")
AMOUNTS = tuple(name for name in TERMS if name.endswith("milestones") or name in ("upfront", "near_term", "equity"))
ENDINGS = ("terminated", "option_lapsed", "rights_returned")
"""Amendments after which nothing of a deal holds."""


class TermsView(RecordView):
    """What a deal grants and costs."""

    rights: tuple[Traced, ...]
    territory: Traced
    field_of_use: Traced
    upfront: Traced
    near_term: Traced
    milestones: Traced
    development_milestones: Traced
    regulatory_milestones: Traced
    commercial_milestones: Traced
    royalties: Traced
    royalty_rate: Traced
    equity: Traced
    profit_share: Traced
    cost_share: Traced
    total: Traced
    total_includes_upfront: Traced | bool


@shows("amendment")
class AmendmentView(TermsView):
    """A later change of a deal, with the terms that it states anew."""

    type: Traced
    date: Traced
    what: Traced
    why: Traced
    event: EventView | Missing

    @property
    def changed(self) -> tuple[Changed, ...]:
        """The terms that it changes, each with what held before."""
        deal = DealView(self._view, self._record)
        before = [number for number in deal.kept if ("amendments", number) < path_of(self)]
        return tuple(
            Changed(TERM_WORDS[name], deal.term(name, before), getattr(self, name))
            for name in TERM_WORDS
            if states(part_of(self), name)
        )


@dataclass(frozen=True, slots=True)
class Changed:
    """A term of a deal that was changed: its name, what held before, what holds since."""

    term: str
    old: Traced
    new: Traced


TERM_WORDS = {
    "territory": "territory", "upfront": "upfront payment", "near_term": "near-term payments",
    "milestones": "milestones", "royalties": "royalties", "royalty_rate": "royalty rate", "equity": "equity investment",
    "profit_share": "profit share", "cost_share": "cost share", "field_of_use": "field of use", "total": "total",
}  # fmt: skip


def states(part: Any, name: str) -> bool:
    """Whether a deal or an amendment states a term."""
    return getattr(part, name) not in (None, ())


@shows("instalment")
class InstalmentView(RecordView):
    """A payment of a deal that is due in parts."""

    amount: Traced
    due: Traced
    on: Traced
    paid: bool


@shows("dealoption")
class OptionView(RecordView):
    """What a party of a deal may take up later."""

    on: Traced
    holder: CompanyView | Missing
    asset: AssetView | Missing
    territory: Traced
    fee: Traced
    until: Traced
    exercised: Traced


@shows("stake")
class StakeView(RecordView):
    """The share of a party."""

    company: CompanyView
    share: Traced


@shows("deal")
class DealView(TermsView):
    """A deal as it stood on the day: terms are those agreed last, and nothing that came later is told."""

    type: Traced
    assets: tuple[AssetView, ...]
    licensor: CompanyView
    licensee: CompanyView
    licensee_entity: Traced
    exclusive: bool
    signed: Traced
    conditions: Traced
    venture: Traced
    stakes: tuple[StakeView, ...]
    per_share: Traced
    contingent_value: Traced
    instalments: tuple[InstalmentView, ...]
    options: tuple[OptionView, ...]

    @cached_property
    def kept(self) -> tuple[int, ...]:
        """The numbers of the amendments that the day knows and that had come by then."""
        return tuple(number for number, part in self._view.parts(self._record, "amendments") if self._came(part.date))

    @cached_property
    def amendments(self) -> tuple[AmendmentView, ...]:
        """Its amendments, earliest first."""
        parts = self._record.amendments
        return tuple(AmendmentView(self._view, self._record, parts[n], ("amendments", n)) for n in self.kept)

    def term(self, name: str, amendments: Sequence[int]) -> Any:
        """A term as the last of some amendments states it, else as first agreed; a total that is older than a change of
        one of its amounts is no longer told."""
        for number in reversed(amendments):
            part = self._record.amendments[number]
            if name in TOTALS and not states(part, "total") and any(states(part, amount) for amount in AMOUNTS):
                return missing(self._fact(name))
            if states(part, name):
                return getattr(AmendmentView(self._view, self._record, part, ("amendments", number)), name)
        return self._traced(name, getattr(self._record, name))

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            if name in TERMS:
                return self.term(name, self.kept)
            return super().__getattr__(name)

    def _came(self, day: PartialDate | None) -> bool:
        """Whether a day may have come by the as-of day; one that lies after it is not told as past."""
        first = (day.start or day.end) if day else None
        return first is None or first <= self._view.as_of

    def _day(self, name: str, *types: str) -> Traced:
        changes = [change for change in self.amendments if not types or change.type in types]
        if changes and (types or self._record.amended is None):
            return changes[-1].date
        own = getattr(self._record, name)
        day: Traced = self._traced(name, own if self._came(own) else None)
        return day

    @property
    def closed(self) -> Traced:
        """Day on which it took effect; missing while it has not."""
        return self._day("closed", "closed")

    @property
    def amended(self) -> Traced:
        """Day of the latest amendment."""
        return self._day("amended", *(kind for kind in AMENDMENTS.codes if kind not in ("closed", *ENDINGS)))

    @property
    def terminated(self) -> Traced:
        """Day on which it ended; missing while it has not."""
        return self._day("terminated", *ENDINGS)

    @property
    def has_terms(self) -> bool:
        """Whether any amount is disclosed."""
        names = ("upfront", "near_term", "milestones", "royalties", "royalty_rate", "equity", "profit_share", "total")
        return any(getattr(self, name) for name in names) or bool(self.instalments or self.per_share)

    @property
    def excluded(self) -> tuple[Traced, ...]:
        """Places taken out of its territory."""
        territory = self.territory
        places = territory.value.exclude if territory else ()
        return tuple(Traced(PLACES[p], territory.fact, CHINA if p in CHINESE else OUTSIDE) for p in places)


@shows("step")
class StepView(RecordView):
    """A dated step of a filing."""

    step: Traced
    date: Traced
    approval: Traced
    title: Traced
    detail: Traced
    body: Traced
    goal: Traced
    event: EventView | Missing


@shows("filing")
class FilingView(RecordView):
    """An application for one asset in one indication to one agency, as far as the day knew."""

    asset: AssetView
    indication: IndicationView
    territory: Traced
    agency: Traced
    application: Traced
    line: Traced
    population: Traced
    biomarker: Traced
    label: Traced
    trials: tuple[TrialView, ...]
    steps: tuple[StepView, ...]

    @property
    def applicant(self) -> CompanyView | Missing:
        """Who filed; the asset's company unless the dataset says otherwise."""
        own = self._record.applicant
        company: CompanyView | Missing = self._traced("applicant", own) if own else self.asset.company
        return company

    @property
    def taken(self) -> tuple[StepView, ...]:
        """Steps that were taken; plans and goal dates apart."""
        return tuple(step for step in self.steps if part_of(step).step not in PLANS)

    @property
    def goal(self) -> StepView | Missing:
        """The next goal date or plan that is still open."""
        open_ = [s for s in self.steps if part_of(s).step in PLANS]
        open_ = [s for s in open_ if not moved_past([part_of(step) for step in self.steps], part_of(s))]
        return open_[-1] if open_ else Missing("filing", missing(self._fact("steps")))

    def has_moved_past(self, type_: str, day: PartialDate) -> bool:
        """Whether a known step answers the plan or goal date that an event of a type and day is."""
        steps = [part_of(step) for step in self.steps]
        kind = "planned" if type_ == "regulatory_plan" else type_
        plan = next((step for step in steps if step.step == kind and step.date == day), None)
        return plan is not None and moved_past(steps, plan)


@shows("designation")
class DesignationView(RecordView):
    """A regulatory designation. It is not an approval."""

    asset: AssetView
    agency: Traced
    type: Traced
    indication: IndicationView
    proposed: bool
    territory: Traced
    granted: Traced
    event: EventView | Missing
    trials: tuple[TrialView, ...]

    def is_of(self, program: ProgramView) -> bool:
        """Whether it belongs to a program: its indication, or one that holds it, and its territory.

        Of a disease that several programs hold the narrowest it fits; of several territories the one of its agency: a
        program in the world holds it only where no program of the same indication is in that territory.
        """
        mine: Program = part_of(program)
        wider = [self.indication.id, *(i.id for i in reversed(self.indication.ancestors))]
        rivals = [part_of(p) for p in self.asset.programs if part_of(p).indication in wider and self._holds(part_of(p))]
        if not rivals or mine.indication not in wider or not self._holds(mine):
            return False
        narrowest = min(wider.index(rival.indication) for rival in rivals if rival.indication)
        rivals = [rival for rival in rivals if rival.indication == wider[narrowest]]
        exact = [rival for rival in rivals if _is_in(rival.territory, record_of(self).territory)]
        return mine in (exact or rivals)

    def _holds(self, program: Program) -> bool:
        """Whether it may hold in the territory of a program; one that is not named says nothing against it."""
        territory: Territory = self._record.territory
        return program.territory is None or territory.overlaps(program.territory)

    @property
    def short(self) -> Traced:
        """Agency and abbreviation: NMPA BTD."""
        type_ = self._record.type
        text = f"{self._record.agency} {DESIGNATION_SHORT.get(type_, self.type.text)}"
        return Traced(text, self._fact("type"), Role(DESIGNATION, type_), type_)

    @property
    def full(self) -> Traced:
        """Agency and full name: NMPA Breakthrough Therapy Designation."""
        text = f"{self._record.agency} {self.type.text}"
        return Traced(text, self._fact("type"), Role(DESIGNATION, self._record.type), self._record.type)

    @property
    def agency_name(self) -> Traced:
        """Full name of the agency."""
        return Traced(AGENCY_NAMES[self._record.agency], self._fact("agency"), NAME)


def _kin(result: ResultView) -> tuple[str, ...]:
    """What numbers of one comparison have in common."""
    names = ("endpoint", "endpoint_name", "at", "population", "assessor", "analysis")
    return tuple(str(getattr(record_of(result), name)) for name in names)


def _matching(territory: Territory | None, programs: list[Program]) -> list[Program]:
    """The programs a readout can belong to, by the territory it names."""
    return [p for p in programs if territory is None or (p.territory is not None and p.territory.overlaps(territory))]


def _is_in(place: Territory | None, territory: Territory) -> bool:
    """Whether a territory is named as it is, or is the part of China that another names."""
    return place is not None and place.include != ("world",) and place.overlaps(territory)


def highest(programs: Iterable[ProgramView], asset: RecordView) -> ProgramView | None:
    """The furthest running program of an asset among some; None when no stage is disclosed."""
    mine = [p for p in programs if record_of(p).id == asset.id and p.stage]
    running = [p for p in mine if part_of(p).stage not in STOPPED]
    return max(running, key=lambda p: STAGES.order(part_of(p).stage), default=None)


def parties_of(deal: RecordView) -> set[str]:
    """Ids of both parties of a deal."""
    return {record_of(deal).licensor, record_of(deal).licensee}


def assets_of(record: Record) -> set[str]:
    """Ids of the assets a record is about."""
    if isinstance(record, Asset):
        return {record.id}
    one = getattr(record, "asset", None)
    return {*getattr(record, "assets", ()), *([one] if one else [])}


def indications_of(record: Record) -> set[str]:
    """Ids of the indications a record names."""
    one = getattr(record, "indication", None)
    return {*getattr(record, "indications", ()), *([one] if one else [])}


@shows("abbreviation")
class AbbreviationView(RecordView):
    """A short form and what it stands for."""

    short: Traced
    long: Traced
