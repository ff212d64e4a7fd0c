"""A number of a trial by itself: its value and interval, its endpoint, and whom it is of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from briefgen.lexicon import spelling
from briefgen.lexicon.en import ENDPOINT_MET, FINAL, INTERIM, NOT_REPORTED, WHO
from briefgen.records.endpoints import (
    COMPARISONS,
    IN_POINTS,
    RATIOS,
    SAFETY_ENDPOINTS,
    SIGNIFICANCES,
    TIMES_TO_EVENT,
)
from briefgen.values.facts import ENDPOINT, TEXT, Role, Traced
from briefgen.values.quantity import Quantity
from briefgen.view.base import Missing, missing, record_of
from briefgen.view.tested import Tested

if TYPE_CHECKING:
    from briefgen.view.event import PersonView

SEVERE = "Grade 3+ treatment-related events"
"""Treatment-related adverse events of grade 3 or higher, where there is little room."""
ALL_ENROLLED = ("ITT", "overall", "all patients")
SETS = ("ITT", "mITT", "PP")
"""Sets of patients that need the word population behind them."""


class Number(Tested):
    """A number of a trial, without the others of its comparison."""

    endpoint_name: Traced
    at: Traced
    population: Traced
    arm: Traced
    patients: Traced
    events: Traced
    baseline: Traced
    assessor: Traced
    data_cut_off: Traced
    median_follow_up: Traced
    attributed_to: PersonView | Missing
    note: Traced

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
    def in_full(self) -> Traced:
        """The same with how mature its data were; where no words stand beside it that say so."""
        said, maturity = self.value, self.maturity
        if not maturity:
            return said
        quantity: Quantity = said.value.saying(f"maturity {maturity}")
        return replace(said, text=quantity.text, value=quantity)

    @property
    def has_interval(self) -> bool:
        """Whether its value has a confidence interval."""
        return bool(self._record.value.interval)

    @property
    def interval(self) -> Traced:
        """The confidence interval of its value."""
        said, found = self.value, self._record.value.interval
        none = missing(said.fact, NOT_REPORTED)
        return replace(said, text=found.text, known=Quantity(found.text)) if found else none

    @property
    def is_effect(self) -> bool:
        """Whether it says how far arms differ; a p-value alone does not."""
        return self.is_comparison and self._record.measure != "p_value"

    @property
    def is_landmark(self) -> bool:
        """Whether it is the share of an arm that a time to an event has not yet ended for."""
        return self._record.measure == "rate" and self._record.endpoint in TIMES_TO_EVENT

    @property
    def is_change(self) -> bool:
        """Whether it is how far something changed from its start."""
        return self._record.measure in ("change", "ls_mean_change", "percent_change")

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
        role = Role(ENDPOINT, "not_met") if self.judgement == "not_met" else TEXT
        return Traced(words, fact, role) if words else missing(fact)

    @property
    def limits_in_row(self) -> Traced:
        """The same in a row, whose head or neighbours say that it is of an endpoint: "met, interim"."""
        said = self.beside_value if self.judgement != "significant" and self.beside_value else self.state
        return replace(said, text=spelling.small(said.text).removeprefix("endpoint ")) if said else said

    @property
    def outcome_in_row(self) -> Traced:
        """The same beside words on its analysis: "met"."""
        said = self.limits_in_row
        words = ", ".join(word for word in said.text.split(", ") if word not in (INTERIM, FINAL))
        return replace(said, text=words) if said and words else missing(said.fact)

    @property
    def maturity(self) -> Traced:
        """How mature its data were, where its analysis says so."""
        return missing(self._fact("analysis"))

    @property
    def threshold(self) -> Traced:
        """Of a p-value what it was held against."""
        return missing(self._fact("value"))

    @property
    def arm_label(self) -> Traced:
        """The short name of its arm, where the trial gives one."""
        return self.arm

    @property
    def of_arm(self) -> Traced:
        """Of an effect the arm that it speaks for, where the trial has more than two; else it is not told."""
        return missing(self._fact("arm"))

    @property
    def is_safety(self) -> bool:
        """Whether it is a result on safety."""
        return self._record.endpoint in SAFETY_ENDPOINTS

    @property
    def is_comparison(self) -> bool:
        """Whether it is no value of one arm but compares arms: a ratio, a difference, a p-value."""
        return self._record.measure in COMPARISONS

    @property
    def is_hazard_ratio(self) -> bool:
        """Whether it is a hazard ratio."""
        return bool(self.measure == "hazard_ratio")

    @property
    def is_p_value(self) -> bool:
        """Whether it is a p-value."""
        return bool(self.measure == "p_value")

    @property
    def is_of_all(self) -> bool:
        """Whether it is of all who were enrolled."""
        return self.population in ALL_ENROLLED and not self.subgroup

    @property
    def is_of_a_set(self) -> bool:
        """Whether it is of a set of patients that has no more than an abbreviation."""
        return self.population in SETS

    @property
    def counted_among(self) -> Literal["set", "all patients", "everybody", ""]:
        """Among whom the patients of its trial are counted: a set by its abbreviation, all patients by these words,
        all without a word; nothing where it is not of all who were enrolled."""
        if not self.is_of_all:
            return ""
        if self.is_of_a_set:
            return "set"
        return "all patients" if self.population == "all patients" else "everybody"

    @property
    def whom_as(self) -> Literal["overall", "set", "named set", "subgroup", "people", ""]:
        """How whom it is of is told behind it: all, a set of patients by its abbreviation or its name, what a subgroup
        has in common where its name names no people, else people."""
        if not self.population:
            return ""
        if self.population == "overall":
            return "overall"
        if self.is_of_a_set:
            return "set"
        if self.population.text.endswith(("population", "set")):
            return "named set"
        people = not WHO.isdisjoint(self.population.text.casefold().replace("-", " ").split())
        return "people" if people or not self.subgroup else "subgroup"

    @property
    def leaves_sides_open(self) -> bool:
        """Whether nothing says if its test was one-sided."""
        return "sided" not in self.value.text and not self.note

    @property
    def noted(self) -> Traced | Missing:
        """What its source remarks of a comparison, but for what its margin says already."""
        said = self.margin and self.note and self.note.text.lower() == "non-inferiority"
        return self.note if self.is_comparison and not said else missing(self._fact("note"))

    @property
    def stated_arm(self) -> Traced | Missing:
        """The arm that it is of, where it compares no arms."""
        return missing(self._fact("arm")) if self.is_comparison else self.arm

    @property
    def includes_no_effect(self) -> bool:
        """Whether the interval of its ratio lies on both sides of one."""
        bounds = self._record.value.interval if self._record.measure in RATIOS else None
        low, high = (bounds.low, bounds.high) if bounds else (None, None)
        return low is not None and high is not None and bool(low <= 1 <= high)

    @property
    def ends_below_one(self) -> bool:
        """Whether the interval of its ratio ends below one."""
        bounds = self._record.value.interval if self._record.measure in RATIOS else None
        return bool(bounds and bounds.high is not None and bounds.high < 1)

    @property
    def is_missed_openly(self) -> bool:
        """Whether it was missed, and the interval of its ratio lies on both sides of one."""
        return self.is_missed and self.includes_no_effect

    @property
    def is_in_words(self) -> bool:
        """Whether its value is no number but words, as not reached."""
        return bool(self._record.value.sentinel)

    @property
    def endpoint_in_brief(self) -> Traced:
        """Its endpoint in fewer words, where it has a long name."""
        named: Traced = self.endpoint
        return replace(named, text=SEVERE) if record_of(self).endpoint == "grade3_TRAE" else missing(named.fact)

    @property
    def titled_endpoint(self) -> Traced:
        """Its endpoint where there is little room: what has a long name in fewer words."""
        return self.endpoint_in_brief or self.endpoint

    @property
    def is_control(self) -> bool:
        """Whether it is a value of the arm that the medicine is compared with."""
        arm, comparator = str(self.arm or "").casefold(), str(self.trial.comparator or "").casefold()
        return bool(arm and comparator) and (arm in comparator or comparator in arm)

    @property
    def has_unit_in_words(self) -> bool:
        """Whether its unit can be told behind the value of another arm: it is a word, and nothing limits this value."""
        own: Quantity = self.stated.value
        return len(own.unit) > 2 and not (own.qualifier or own.sentinel)
