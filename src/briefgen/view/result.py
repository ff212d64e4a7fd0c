"""Results of trials in a view, and published values of other treatments."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from briefgen.records.vocabulary import COMPARISONS, IN_POINTS, SIGNIFICANCES
from briefgen.values.facts import Traced
from briefgen.values.quantity import Quantity
from briefgen.view.base import Missing, RecordView, missing, record_of, shows

if TYPE_CHECKING:
    from briefgen.view.area import IndicationView
    from briefgen.view.comparison import ComparisonView
    from briefgen.view.event import EventView, PersonView
    from briefgen.view.trial import TrialView


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


def _kin(result: ResultView) -> tuple[str, ...]:
    """What numbers of one comparison have in common."""
    names = ("endpoint", "endpoint_name", "at", "population", "assessor", "analysis")
    return tuple(str(getattr(record_of(result), name)) for name in names)


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
