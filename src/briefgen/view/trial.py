"""Trials in a view: their arms, endpoints, analyses and results."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from briefgen.records import Trial
from briefgen.records.endpoints import DRAWN_EFFECTS, ENDPOINTS, SAFETY_ENDPOINTS, SAFETY_FOREMOST
from briefgen.values.facts import TEXT, Traced
from briefgen.values.quantity import Quantity
from briefgen.view.ahead import next_about, starting
from briefgen.view.base import Missing, fact_of, missing, naming, part_of, record_of, shows
from briefgen.view.limited import Limited
from briefgen.view.readout import Readout, readout_of
from briefgen.view.several import superseded_by

if TYPE_CHECKING:
    from briefgen.view.area import IndicationView
    from briefgen.view.asset import AssetView
    from briefgen.view.company import CompanyView
    from briefgen.view.comparison import ComparisonView
    from briefgen.view.curve import CurveView, PatientView
    from briefgen.view.design import AnalysisView, EndpointView, StatusChangeView
    from briefgen.view.event import EventView, PersonView
    from briefgen.view.result import ResultView


@shows("trial")
class TrialView(Limited):
    """A trial or real-world study."""

    name: Traced
    assets: tuple[AssetView, ...]
    type: Traced
    phase: Traced
    indications: tuple[IndicationView, ...]
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
    status_history: tuple[StatusChangeView, ...]
    endpoints: tuple[EndpointView, ...]
    analyses: tuple[AnalysisView, ...]
    curves: tuple[CurveView, ...]
    patients: tuple[PatientView, ...]

    @property
    def is_set_up(self) -> bool:
        """Whether the sources say anything of how it is set up: its endpoints, analyses and numbers, who runs it, where
        and when."""
        asked = (self.endpoints, self.primary_endpoint, self.analyses, self.registrations)
        run = (self.sponsor_name, self.sites, self.countries, self.start, self.completion, self.enrolment_planned)
        return any(map(bool, (*asked, *run)))

    @property
    def enrolled(self) -> Traced:
        """How many it enrolled; a bare number is one of patients."""
        return self._patients("enrolled")

    @property
    def number_enrolled(self) -> Traced:
        """The same behind "n =": patients without their noun."""
        said: Traced = self._traced("enrolled", self._record.enrolled)
        quantity: Quantity | None = self._record.enrolled
        if quantity is None:
            return said
        quantity = quantity.without_noun("patients")
        return replace(said, text=quantity.text, value=quantity)

    @property
    def enrolment_planned(self) -> Traced:
        """How many it is to enrol; a bare number is one of patients."""
        return self._patients("enrolment_planned")

    @property
    def next(self) -> EventView | None:
        """The foremost event that is expected of it, or of its medicines in the same disease."""
        return next_about(self, (event for asset in self.assets for event in asset.catalysts))

    @property
    def starting(self) -> tuple[TrialView, ...]:
        """The trials of its medicines that do not recruit yet, in diseases of its kind."""
        return starting(self.assets, self.indications)

    def _patients(self, field: str) -> Traced:
        said: Traced = self._traced(field, getattr(self._record, field))
        quantity: Quantity | None = getattr(self._record, field)
        if quantity is None:
            return said
        quantity = quantity.counting("patients")
        return replace(said, text=quantity.text, value=quantity)

    @cached_property
    def results(self) -> tuple[ResultView, ...]:
        """Its results, in the order of the dataset, those of its comparisons first; the latest analyses, preferred ones
        where values conflict."""
        told = naming(self._view, "result", ("trial", self.id))
        mine = [result for result in told if record_of(result).trial == self.id]
        superseded = {record_of(result).supersedes for result in mine}
        compared = (result for comparison in self.comparisons for result in comparison.results)
        return (*compared, *(result for result in mine if result.id not in superseded))

    @property
    def in_short(self) -> tuple[ResultView, ...]:
        """What a summary tells of it: its headline, or its first result, and every other comparison of all patients
        of which is known how its test came out."""
        headline = self.headline
        first = self.efficacy[:1] if isinstance(headline, Missing) else (headline,)
        tested = [lead for lead in self.leads if not lead.subgroup and any(one.judgement for one in lead.together)]
        return (*first, *(lead for lead in tested if not set(lead.together) & set(first)))

    @cached_property
    def leads(self) -> tuple[ResultView, ...]:
        """Of the values of each of its comparisons the first: efficacy, then safety, then what subgroups show."""
        found: dict[ResultView, None] = {}
        done: set[ResultView] = set()
        for result in sorted(self.results, key=lambda result: (result.subgroup, result.is_safety)):
            if result not in done:
                done.update(result.together)
                found[result.together[0]] = None
        return tuple(found)

    @property
    def registered(self) -> tuple[ResultView, ...]:
        """The same, each before the first value of every analysis that its comparison supersedes."""
        return tuple(
            one for lead in self.leads for one in (lead, *(r[0].together[0] for r in superseded_by(lead.together)))
        )

    @property
    def is_interim_throughout(self) -> bool:
        """Whether an interim analysis is all that its results are of."""
        return all(one.is_interim for one in self.registered)

    @property
    def population_throughout(self) -> Traced:
        """The population of all its comparisons of efficacy that are of no subgroup, where it is one."""
        whole = [one.population for one in self.leads if not one.subgroup and not one.is_safety]
        return whole[0] if len(set(map(str, whole))) == 1 else missing(self._fact("population"))

    @cached_property
    def readout(self) -> Readout:
        """What a document shows of its results."""
        return readout_of(self)

    @property
    def has_subgroups(self) -> bool:
        """Whether a result of it is of a subgroup."""
        return any(result.subgroup for result in self.results)

    @property
    def has_missed(self) -> bool:
        """Whether an endpoint of it was not met, or its test crossed no boundary, in the whole population."""
        return any(result.is_missed and not result.subgroup for result in self.results)

    @property
    def misses(self) -> tuple[ResultView, ...]:
        """The results that head what it found, whose endpoint was not met or whose test crossed no boundary."""
        return tuple(head for head in self.readout.heads if head.is_missed)

    @property
    def has_failed(self) -> bool:
        """Whether an endpoint of it was not met in the whole population."""
        return any(result.judgement == "not_met" and not result.subgroup for result in self.results)

    @property
    def regimen(self) -> Traced:
        """What patients of the main arm get; where it is not said, the name of the one experimental arm."""
        return self._treatment("regimen", "experimental")

    @property
    def comparator(self) -> Traced:
        """What it is compared with; where it is not said, the name of the one control arm."""
        return self._treatment("comparator", "control")

    @property
    def tested_arms(self) -> tuple[Traced, ...]:
        """The names of its experimental arms, where it has several and nothing says what all of them get."""
        arms = [arm.name for arm in self.arms if part_of(arm).role == "experimental"]
        return () if self.regimen or len(arms) < 2 else tuple(arms)

    @property
    def own_arm(self) -> Traced:
        """The name of the medicine's arm, where it has two arms of which one is a control."""
        return self._arm(control=False)

    @property
    def control_arm(self) -> Traced:
        """The name of the other."""
        return self._arm(control=True)

    def _arm(self, *, control: bool) -> Traced:
        names = [arm.name for arm in self.arms if (part_of(arm).role == "control") == control]
        return names[0] if len(names) == 1 and len(self.arms) == 2 else missing(self._fact("arms"))

    @property
    def against(self) -> Traced:
        """The short name of its one control arm, else what it is compared with."""
        control = [arm.label for arm in self.arms if part_of(arm).role == "control"]
        return control[0] if len(control) == 1 else self.comparator

    def _treatment(self, field: str, role: str) -> Traced:
        stated: Traced = self._traced(field, getattr(self._record, field))
        arms = [arm.name for arm in self.arms if part_of(arm).role == role]
        return stated if stated or len(arms) != 1 else arms[0]

    @cached_property
    def comparisons(self) -> tuple[ComparisonView, ...]:
        """Its comparisons, in the order of the dataset; the latest analyses, preferred ones where values conflict."""
        every: tuple[ComparisonView, ...] = naming(self._view, "comparison", ("trial", self.id))
        mine = [comparison for comparison in every if record_of(comparison).trial == self.id]
        superseded = {record_of(comparison).supersedes for comparison in mine}
        return tuple(comparison for comparison in mine if comparison.id not in superseded)

    @property
    def primaries(self) -> tuple[EndpointView, ...]:
        """Its endpoints of which it is stated that they are primary."""
        return tuple(e for e in self.endpoints if part_of(e).role in ("primary", "co_primary"))

    @property
    def primary_endpoint(self) -> Traced:
        """Its primary endpoint in the words of the source, else its primary endpoints as they are listed."""
        primary = self.primaries
        if self._record.primary_endpoint or not primary:
            said: Traced = self._traced("primary_endpoint", self._record.primary_endpoint)
            return said
        names = [f"{e.label}{f' ({e.assessor})' if e.assessor else ''}" for e in primary]
        return Traced(" and ".join(names), fact_of(primary[0], "endpoint"), TEXT)

    def calls_primary(self, *names: str) -> bool | None:
        """Whether an endpoint, by any of its names, is a primary one; None where nothing says which is."""
        record: Trial = self._record
        listed = [e for e in record.endpoints if e.role in ("primary", "co_primary")]
        codes = [word for e in listed for word in (e.endpoint, e.name) if word]
        pairs = [(code, name) for code in codes for name in names]
        pairs += [(name, record.primary_endpoint or "") for name in names] + [("primary", name) for name in names]
        if any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE) for word, text in pairs):
            return True
        said = bool(listed or record.primary_endpoint or any("role" in e.model_fields_set for e in record.endpoints))
        return False if said else None

    @property
    def efficacy(self) -> tuple[ResultView, ...]:
        """Results on efficacy."""
        return tuple(r for r in self.results if record_of(r).endpoint not in (*SAFETY_ENDPOINTS, "patients"))

    @property
    def ratios(self) -> tuple[ResultView, ...]:
        """Hazard ratios, those of the whole population first."""
        return tuple(sorted((r for r in self.efficacy if r.measure == "hazard_ratio"), key=lambda r: bool(r.subgroup)))

    @property
    def favours_throughout(self) -> bool:
        """Whether several of them are of all patients, and the interval of each of these lies below one."""
        every = [one for one in self.ratios if not one.subgroup]
        return len(every) > 1 and all(one.is_favourable for one in every)

    @property
    def tells_some_by_arm(self) -> bool:
        """Whether it tells the values of arms side by side for some of its comparisons, and not for others."""
        return len({bool(lead.by_arm) for lead in self.leads}) > 1

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

    @property
    def unreported_safety(self) -> tuple[Traced, ...]:
        """What readers of safety results look for first and none of its results is on."""
        told = {record_of(result).endpoint for result in self.safety}
        sought = (ENDPOINTS.print(code) for code in SAFETY_FOREMOST if code not in told)
        return tuple(missing(self._fact("results"), text) for text in sought)

    @property
    def new_safety(self) -> ResultView | Missing:
        """Its first new result on safety, where the values of both arms are known."""
        new = next((one for one in self.safety if one.is_new), None)
        return new if new and new.of_medicine and new.of_control else Missing("result", missing(self._fact("results")))

    @property
    def spoken_at(self) -> EventView | Missing:
        """The event at which its first spoken value was stated."""
        spoken = next((one for one in self.results if one.attributed_to), None)
        return spoken.event if spoken else Missing("event", missing(self._fact("results")))

    @cached_property
    def headline(self) -> ResultView | Missing:
        """Its first efficacy result in the whole population that is a value of its own: of the endpoint that a readout
        judged before others, an effect before numbers of patients, the value of
        its medicine before that of the arm it is compared with; absent when there is none."""
        whole = [r for r in self.efficacy if not r.subgroup and record_of(r).measure != "p_value"]
        whole.sort(key=lambda r: (not r.judged, record_of(r).measure == "count", r.is_control))
        return whole[0] if whole else Missing("result", missing(self._fact("results")))

    @cached_property
    def outcomes(self) -> tuple[EventView, ...]:
        """Readouts that say whether an endpoint was met; of one endpoint the latest."""
        return tuple({record_of(e).endpoint: e for e in self.verdicts}.values())

    @cached_property
    def verdicts(self) -> tuple[EventView, ...]:
        """Readouts that say whether an endpoint was met, earliest first, also those that a later one supersedes."""
        told = naming(self._view, "event", ("trial", self.id))
        said = [e for e in told if e.is_readout and not e.expected and self in e.trials]
        said = [e for e in said if e.outcome in ("met", "not_met", "mixed")]
        return tuple(sorted(said, key=lambda e: record_of(e).date.sort_key))

    @property
    def told_look(self) -> AnalysisView | None:
        """The look at the data of the result that says most, if more is known of it than its kind, else the last such
        look."""
        finding = self.readout.finding
        comparison = finding.comparison if finding else None
        own = comparison.look if comparison else None
        known = [look for look in self.analyses if look.tells_more]
        return next((look for look in known if look == own), next(reversed(known), None))

    @property
    def _siblings(self) -> tuple[TrialView, ...]:
        """Trials of its assets."""
        found: tuple[TrialView, ...] = naming(self._view, "trial", *(("asset", id) for id in self._record.assets))
        return found

    @cached_property
    def companions(self) -> tuple[TrialView, ...]:
        """Real-world studies with results of the same asset in one of its indications."""
        mine = set(self._record.indications)
        assets = set(self._record.assets)
        others = [trial for trial in self._siblings if trial.is_real_world and trial != self and trial.results]
        return tuple(t for t in others if mine & set(record_of(t).indications) and assets & set(record_of(t).assets))

    @property
    def companions_first(self) -> tuple[TrialView, ...]:
        """Those of them that are shown beside this trial before any other."""
        return tuple(study for study in self.companions if study.companion_of[0] == self)

    @property
    def beside(self) -> TrialView | None:
        """The real-world study that is shown beside its results: the first of those, where no arm takes the room."""
        return next(iter(self.companions_first), None) if not any(r.arm for r in self.efficacy) else None

    @property
    def study(self) -> TrialView | None:
        """The real-world study that its slide tells: itself, or the one beside it."""
        return self if self.is_real_world else self.beside

    @property
    def apart(self) -> tuple[TrialView, ...]:
        """The others of those studies with efficacy results, each shown by itself."""
        return tuple(study for study in self.companions_first if study != self.beside and study.efficacy)

    @cached_property
    def companion_of(self) -> tuple[TrialView, ...]:
        """For a real-world study: the trials with results beside which it is shown."""
        return tuple(t for t in self._siblings if not t.is_real_world and t.results and self in t.companions)

    @property
    def speakers(self) -> tuple[PersonView, ...]:
        """Who stated its results, when they were spoken."""
        return tuple(dict.fromkeys(r.attributed_to for r in self.results if r.attributed_to))

    @property
    def landmarks(self) -> tuple[ResultView, ...]:
        """Rates at stated times."""
        return tuple(r for r in self.efficacy if r.measure == "rate" and r.at)

    @property
    def unreported(self) -> tuple[EndpointView, ...]:
        """Endpoints that it lists and of which no result is on record."""
        told = {name for r in self.results for name in (record_of(r).endpoint, record_of(r).endpoint_name)}
        return tuple(
            e for e in self.endpoints if not told & {part_of(e).name or part_of(e).endpoint, part_of(e).endpoint}
        )
