"""Results of trials in a view, and published values of other treatments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from briefgen.lexicon.en import BEFORE_VALUES, ENDPOINT_MET, ENDPOINT_NOT_MET, INTERIM, STATES
from briefgen.records import Trial
from briefgen.records.vocabulary import (
    COMPARISONS,
    IN_POINTS,
    NOT_SIGNIFICANT,
    RATIOS,
    SAFETY_ENDPOINTS,
    SIGNIFICANCES,
    SIGNIFICANT,
    SOONER_IS_BETTER,
    TIMES_TO_EVENT,
)
from briefgen.values.dates import PartialDate
from briefgen.values.facts import ENDPOINT, TEXT, Role, Traced
from briefgen.values.quantity import Quantity
from briefgen.view.base import NAMES_TITLED, Missing, RecordView, fact_of, missing, naming, record_of, shows, traced_of
from briefgen.view.event import EventView

if TYPE_CHECKING:
    from briefgen.view.area import IndicationView
    from briefgen.view.comparison import ComparisonView
    from briefgen.view.event import PersonView
    from briefgen.view.trial import TrialView


ARMS_TITLED = 75
"""Signs of two arms with their values that a title has room for."""


def _estimate(value: Traced) -> str:
    """What is printed of a value without its interval."""
    quantity: Quantity = value.value
    return quantity.without_interval.text if quantity.interval else value.text


def _named_endpoint(view: BenchmarkView | ResultView) -> Traced:
    record = record_of(view)
    said = traced_of(view, "endpoint", record.endpoint)
    return replace(said, text=record.endpoint_name, value=record.endpoint_name) if record.endpoint_name else said


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
        return _named_endpoint(self)

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
        quantity = quantity.saying(*self.limits)
        return replace(said, text=quantity.text, value=quantity)

    @property
    def has_interval(self) -> bool:
        """Whether its value has a confidence interval."""
        return bool(self._record.value.interval)

    @property
    def is_effect(self) -> bool:
        """Whether it says how far arms differ; a p-value alone does not."""
        return self.is_comparison and self._record.measure != "p_value"

    @property
    def is_change(self) -> bool:
        """Whether it is how far something changed from its start."""
        return self._record.measure in ("change", "ls_mean_change", "percent_change")

    @property
    def is_interim(self) -> bool:
        """Whether its analysis is said to be an interim one."""
        return "interim" in (self.analysis.text if self.analysis else "").casefold()

    @cached_property
    def limits(self) -> tuple[str, ...]:
        """What must stand beside its number."""
        said = self._record.significance
        words = {
            INTERIM: self.is_interim,
            ENDPOINT_NOT_MET: said == "not_met" or (said is None and bool(self.missed)),
            SIGNIFICANCES.print("not_tested"): said == "not_tested",
            SIGNIFICANCES.print("interim_not_crossed"): said == "interim_not_crossed",
            SIGNIFICANCES.print("not_stated"): said == "not_stated",
        }
        return tuple(word for word, holds in words.items() if holds)

    @cached_property
    def is_missed(self) -> bool:
        """Whether its endpoint was not met, or its test crossed no boundary."""
        said = self._record.significance
        return said in NOT_SIGNIFICANT or (said is None and bool(self.missed))

    @cached_property
    def significant(self) -> bool:
        """Whether its source says that its endpoint was met, or its test significant; never said of a subgroup."""
        return not self.subgroup and (self._said in SIGNIFICANT or (not self._said and self.verdict.outcome == "met"))

    @property
    def _said(self) -> str | None:
        """What the dataset says of its test."""
        said: str | None = self._record.significance
        return said

    @cached_property
    def met(self) -> bool:
        """Whether it may be said that its endpoint was met: the source says so of a primary one, or of a margin. Of an
        endpoint whose role nothing states a readout has to say it."""
        if not self.significant or self._said == "significant":
            return False
        primary = self.trial.calls_primary(self._record.endpoint, self.endpoint.text)
        return bool(primary or self.margin or (primary is None and self.verdict.outcome == "met"))

    @property
    def state(self) -> Traced:
        """What came out for its endpoint, before its value: met, not met, not significant, else the analysis."""
        code = self._state
        if code is None:
            return missing(self._fact("significance"))
        word = STATES[code]
        if code != INTERIM and self.is_interim:
            word = f"{word}, {INTERIM}"
        field = "significance" if self._record.significance else "analysis"
        role = Role(ENDPOINT, "not_met" if code == "not_significant" else code)
        return Traced(word, self._fact(field), role, code)

    @property
    def _state(self) -> str | None:
        if self.judgement:
            return "not_significant" if self.judgement == "not_crossed" else self.judgement
        if self.is_interim:
            return "interim"
        return "final" if self.analysis and "final" in self.analysis.text.casefold() else None

    @property
    def stated(self) -> Traced:
        """Its value without what limits it; only where its state stands before it."""
        said = self.value
        quantity: Quantity = said.value.without(*self.limits)
        return replace(said, text=quantity.text, value=quantity)

    @property
    def beside_value(self) -> Traced:
        """What came out for its endpoint and what limits it, in the words that stand behind its value."""
        won = {"met": ENDPOINT_MET, "significant": SIGNIFICANCES.print("significant")}.get(self.judgement)
        words = ", ".join((*([won] if won else ()), *self.limits))
        fact = self._fact("significance" if self._record.significance else "analysis")
        role = Role(ENDPOINT, "not_met") if self.is_missed else TEXT
        return Traced(words, fact, role) if words else missing(fact)

    @property
    def behind_verdict(self) -> Traced:
        """Its value in a title, behind the words on its test: without what they say already."""
        told = self.verdict if self.tells_outcome else None
        says_all = not self.trial.outcomes or (told and (not self.is_interim or told.type == "readout_interim"))
        return self.stated if self.judgement and says_all else self.value

    @property
    def names_missed(self) -> bool:
        """Whether it is the effect of an endpoint that was not met, and the words on its test name that endpoint."""
        endpoint = self.verdict.endpoint
        missed = self.judgement == "not_met" and self.is_effect
        return bool(missed and endpoint and "endpoint" not in endpoint.text)

    @property
    def is_one_of_ratios(self) -> bool:
        """Whether it is one of several hazard ratios of its trial and has an interval, which tells them apart."""
        return self.has_interval and self.measure == "hazard_ratio" and len(self.trial.ratios) > 1

    @property
    def facing(self) -> ResultView | Missing:
        """The value of the only other arm, where a title has room for the values and names of both."""
        others = self.other_arms
        if len(others) == 1:
            names = self.arm.text + others[0].arm.text
            values = "".join(_estimate(one.behind_verdict) for one in (self, others[0]))
            if len(names) < NAMES_TITLED and len(values + names) < ARMS_TITLED:
                return others[0]
        return Missing("result", missing(self._fact("arm")))

    @property
    def is_secondary(self) -> bool:
        """Whether its trial names its endpoint as a secondary one, and nowhere as another."""
        trial: Trial = record_of(self.trial)
        mine = [e for e in trial.endpoints if e.endpoint == self._record.endpoint]
        return bool(mine) and all(e.role == "secondary" and "role" in e.model_fields_set for e in mine)

    @property
    def threshold(self) -> Traced:
        """Of a p-value what it was held against."""
        return missing(self._fact("value"))

    @property
    def judgement(self) -> Literal["met", "significant", "not_met", "not_crossed", ""]:
        """What its source says of its test, as templates ask for it; nothing when it says nothing."""
        if self.significant:
            return "met" if self.met else "significant"
        if ENDPOINT_NOT_MET in self.limits:
            return "not_met"
        return "not_crossed" if self.is_missed else ""

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
    def patients_together(self) -> tuple[Traced, ...]:
        """On how many patients the numbers of its comparison rest: those of each arm, else those of its effects, each
        number once where no arm is named."""
        told = [r for r in self.together if r.patients]
        values = [r for r in told if not r.is_comparison] or told
        return tuple({(str(r.arm or ""), str(r.patients)): r.patients for r in values}.values())

    @property
    def stands_alone(self) -> bool:
        """Whether no other number belongs to it."""
        return len(self.together) == 1

    @property
    def lacks_interval(self) -> bool:
        """Whether no number of its comparison has an interval, where one could be given."""
        values = [record_of(result).value for result in self.together]
        given = any(value.interval or value.sentinel for value in values)
        return not given and self._record.measure not in ("p_value", "count")

    @property
    def of_arm(self) -> Traced:
        """Of an effect the arm that it speaks for, where the trial has more than two; else it is not told."""
        return missing(self._fact("arm"))

    @property
    def comparison(self) -> ComparisonView | Missing:
        """The whole that it is a number of; absent when it was recorded alone."""
        return Missing("comparison", missing(self._fact("trial")))

    @property
    def is_drawn_as_ratio(self) -> bool:
        """Whether a plot of ratios shows all of its comparison: its effect is a ratio in a trial whose sources give an
        interval for one, each other value has its arm, and it supersedes nothing."""
        mine, ratios = self.together, [r for r in self.trial.efficacy if r.measure in RATIOS]
        shown = any(r in ratios for r in mine) and any(record_of(r).value.interval for r in ratios)
        return shown and all(r.is_comparison or r.arm for r in mine) and not any(r.earlier for r in mine)

    @property
    def judged(self) -> bool:
        """Whether a readout says of its endpoint that it was met or not."""
        return any(self.is_of(event) for event in self.trial.outcomes)

    def is_of(self, event: EventView) -> bool:
        """Whether the endpoint that a readout names is its own."""
        named = record_of(event).endpoint or ""
        trial: Trial = record_of(self.trial)
        if "primary" in named:
            listed = [e.endpoint for e in trial.endpoints if e.role in ("primary", "co_primary")]
            named = trial.primary_endpoint or " and ".join(listed) or named
        return self._is_named_in(named)

    @property
    def is_safety(self) -> bool:
        """Whether it is a result on safety."""
        return self._record.endpoint in SAFETY_ENDPOINTS

    @property
    def is_comparison(self) -> bool:
        """Whether it is no value of one arm but compares arms: a ratio, a difference, a p-value."""
        return self._record.measure in COMPARISONS

    @property
    def own_values(self) -> tuple[ResultView, ...]:
        """The values of its comparison in the medicine's arms."""
        return tuple(one for one in self.together if not (one.is_comparison or one.is_control))

    @property
    def control_values(self) -> tuple[ResultView, ...]:
        """The values of its comparison in the arm that the medicine is compared with."""
        return tuple(one for one in self.together if one.is_control and not one.is_comparison)

    @property
    def is_of_named_arm(self) -> bool:
        """Whether the regimen and comparator of its trial, in this order, tell whose value it is."""
        own, control = self.own_values, self.control_values
        alone = len(control) == 1 if self.is_control else len(own) == 1 and bool(control)
        return alone and bool(self.trial.regimen and self.trial.comparator)

    @cached_property
    def verdict(self) -> EventView | Missing:
        """The latest readout that says of its endpoint, at its own analysis, whether it was met; absent when none does.
        What was said of an earlier or a later analysis is no verdict on it."""
        said = [event for event in self.trial.verdicts if self.is_of(event) and self._is_at(event)]
        return said[-1] if said else Missing("event", missing(self._fact("event")))

    def _is_at(self, event: EventView) -> bool:
        """Whether a readout can speak of its analysis: the event that it names, else one of its kind and its time."""
        own = self.told_at
        if isinstance(own, EventView) and own in self.trial.verdicts and self.is_of(own):
            return event == own
        if self.analysis and event.type in ("readout_interim", "readout_final"):
            return self.is_interim == (event.type == "readout_interim")
        day = record_of(event).date.sort_key
        early = any(day <= _known_from(result) for result in self.earlier)
        return not early and not (self.later and day > _known_from(self))

    @cached_property
    def missed(self) -> EventView | Missing:
        """The readout that says that its endpoint was not met; absent when none does."""
        verdict = self.verdict
        return verdict if verdict.outcome == "not_met" else Missing("event", missing(self._fact("event")))

    @property
    def told_at(self) -> EventView | Missing:
        """The event at which it was told."""
        return self.event

    @cached_property
    def later(self) -> bool:
        """Whether a later analysis supersedes it."""
        every: tuple[ResultView, ...] = naming(self._view, "result", ("result", self.id))
        return any(record_of(result).supersedes == self.id for result in every)

    @property
    def tells_outcome(self) -> bool:
        """Whether it may stand beside what the readouts of its trial say: no other endpoint can be meant."""
        outcomes = self.trial.outcomes
        if len(outcomes) != 1 or outcomes[0].outcome == "mixed":
            return not outcomes
        only = len({str(result.endpoint) for result in self.trial.efficacy}) == 1
        return bool(self.verdict) or (not outcomes[0].endpoint and only and self.is_primary is not False)

    @property
    def is_primary(self) -> bool | None:
        """Whether its trial names its endpoint as a primary one; None where it names none."""
        trial: Trial = record_of(self.trial)
        listed = [e.endpoint for e in trial.endpoints if e.role in ("primary", "co_primary")]
        named = trial.primary_endpoint or " and ".join(listed)
        return self._is_named_in(named) if named else None

    def _is_named_in(self, words: str) -> bool:
        return any(
            re.search(rf"(?<!\w){re.escape(word)}(?!\w)", words, re.IGNORECASE)
            for word in (self._record.endpoint, self.endpoint.text)
        )

    @property
    def is_control(self) -> bool:
        """Whether it is a value of the arm that the medicine is compared with."""
        arm, comparator = str(self.arm or "").casefold(), str(self.trial.comparator or "").casefold()
        return bool(arm and comparator) and (arm in comparator or comparator in arm)

    @property
    def of_medicine(self) -> ResultView | Missing:
        """The value of its comparison in the medicine's arm, where its numbers are told arm by arm."""
        return self._in_arm(control=False)

    @property
    def of_control(self) -> ResultView | Missing:
        """The value of its comparison in the comparator's arm, where its numbers are told arm by arm."""
        return self._in_arm(control=True)

    def _in_arm(self, *, control: bool) -> ResultView | Missing:
        values = [r for r in self.together if not r.is_comparison and r.is_control == control] if self.by_arm else []
        return values[0] if values else Missing("result", missing(self._fact("value")))

    @cached_property
    def is_favourable(self) -> bool:
        """Whether its comparison of times to an event speaks for the medicine: the test is said to be significant, or
        the interval of its hazard ratio ends below one."""
        if self._record.endpoint not in TIMES_TO_EVENT or self._record.endpoint in SOONER_IS_BETTER or self.is_missed:
            return False
        ratios = [record_of(r).value.interval for r in self.together if record_of(r).measure == "hazard_ratio"]
        return self.significant or any(bounds and bounds.high is not None and bounds.high < 1 for bounds in ratios)

    @cached_property
    def is_longer(self) -> bool:
        """Whether the medicine's median is, by a comparison that speaks for it, the longer one."""
        arms = [record_of(one).value.number for one in (self.of_medicine, self.of_control) if one]
        medians = all(r.is_comparison or record_of(r).measure == "median" for r in self.together)
        return medians and len(arms) == 2 and None not in arms and arms[0] > arms[1] and self.is_favourable

    @cached_property
    def by_arm(self) -> bool:
        """Whether its comparison can be told arm by arm: its values are one of the medicine's arm and one of the
        comparator's, the same two in all of its trial, or it has effects alone; what it supersedes is told beside an
        effect."""
        values = [r for r in self.together if not r.is_comparison]
        effects = any(r.is_effect for r in self.together)
        if not values:
            return effects
        pairs = {_arms(r) for r in self.trial.results if len([v for v in r.together if not v.is_comparison]) > 1}
        earlier = any(r.earlier for r in self.together)
        return len(pairs) == 1 and _arms(self) in pairs and all(_arms(self)) and (effects or not earlier)

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


def _arms(result: ResultView) -> tuple[str, str]:
    """The medicine's arm and the comparator's of a comparison; empty where it has none or several."""
    values = [r for r in result.together if not r.is_comparison]
    sides = ([str(r.arm_label or "") for r in values if r.is_control == control] for control in (False, True))
    own, control = (names[0] if len(names) == 1 else "" for names in sides)
    return own, control


def _kin(result: ResultView) -> tuple[str, ...]:
    """What numbers of one comparison have in common."""
    names = ("endpoint", "endpoint_name", "at", "population", "assessor", "analysis")
    return tuple(str(getattr(record_of(result), name)) for name in names)


def _known_from(result: ResultView) -> tuple[date, date]:
    """When a result became known, as dates of events are sorted."""
    known = result.announced.value
    return known.sort_key if isinstance(known, PartialDate) else (date.max, date.max)


def limits_of(results: Sequence[ResultView]) -> Traced:
    """What limits each of several values alike, in words that stand once before them, and what their test came to.
    A value that stands alone keeps its limits beside it."""
    words = [BEFORE_VALUES.get(word, word) for word in _common(results)]
    if len(results) > 1 and all(result.significant for result in results):
        words.append(ENDPOINT_MET if all(result.met for result in results) else SIGNIFICANCES.print("significant"))
    fact = fact_of(results[0], "significance") if results else None
    if fact is None:
        raise ValueError("no values, so nothing limits them")
    role = Role(ENDPOINT, "not_met") if results[0].is_missed and results[0].limits else TEXT
    return Traced("; ".join(words), fact, role) if words else missing(fact)


def first_leads(leads: Sequence[ResultView], most: int) -> tuple[ResultView, ...]:
    """The first of some comparisons, and of the others those that were not significant; all where `most` is none."""
    return tuple(
        lead for n, lead in enumerate(leads) if not most or n < most or any(one.is_missed for one in lead.together)
    )


def leads_beyond(leads: Sequence[ResultView], most: int) -> tuple[ResultView, ...]:
    """What `first_leads` leaves out, without those that a plot of the ratios of their trial draws."""
    told = first_leads(leads, most)
    return tuple(lead for lead in leads if lead not in told and (lead.trial.curves or not lead.is_drawn_as_ratio))


def superseded_by(results: Sequence[ResultView]) -> tuple[tuple[ResultView, ...], ...]:
    """What the values of a comparison supersede, analysis by analysis, the latest first."""
    deepest = max((len(result.earlier) for result in results), default=0)
    return tuple(tuple(r.earlier[n] for r in results if len(r.earlier) > n) for n in range(deepest))


def beside(result: ResultView, results: Sequence[ResultView]) -> Traced:
    """The value of a result without what `limits_of` says before it and its kin."""
    said = result.value
    common = _common(results)
    quantity: Quantity = said.value.without(*common)
    return replace(said, text=quantity.text, value=quantity)


def _common(results: Sequence[ResultView]) -> tuple[str, ...]:
    first = results[0].limits if len(results) > 1 else ()
    return tuple(word for word in first if all(word in result.limits for result in results))


@shows("benchmark")
class BenchmarkView(RecordView):
    """A published value of another treatment."""

    indication: IndicationView
    regimen: Traced
    endpoint_name: Traced
    measure: Traced
    value: Traced
    population: Traced
    trials: Traced
    caveat: Traced

    @property
    def has_interval(self) -> bool:
        """Whether its value has a confidence interval."""
        return bool(self._record.value.interval)

    @property
    def is_range(self) -> bool:
        """Whether its value is a range of values."""
        return bool(self._record.value.is_range)

    @property
    def endpoint(self) -> Traced:
        """What was measured, by the name that the record gives it."""
        return _named_endpoint(self)
