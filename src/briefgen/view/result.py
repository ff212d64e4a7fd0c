"""Results of trials in a view: a number, whose it is, and what it is compared with."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from briefgen.lexicon.en import INTERIM, tight_regimen
from briefgen.records.endpoints import (
    RATIOS,
    SOONER_IS_BETTER,
    TIMES_TO_EVENT,
)
from briefgen.values.facts import Traced
from briefgen.values.quantity import Quantity
from briefgen.view.base import NAMES_TITLED, Missing, missing, record_of, shows
from briefgen.view.number import Number

if TYPE_CHECKING:
    from briefgen.view.comparison import ComparisonView


ARMS_TITLED = 75
"""Signs of two arms with their values that a title has room for."""


def _parted(arm: Traced) -> tuple[Traced, Traced]:
    """The first treatment of an arm, and what it gets beside it."""
    first, _, beside = arm.text.partition(" plus ")
    return replace(arm, text=first), replace(arm, text=beside)


def _estimate(value: Traced) -> str:
    """What is printed of a value without its interval."""
    quantity: Quantity = value.value
    return quantity.without_interval.text if quantity.interval else value.text


@shows("result")
class ResultView(Number):
    """One number of one trial."""

    @property
    def says_whom(self) -> bool:
        """Whether its row says whom it is of: not where its trial says it for all, nor of a share named so."""
        if not self.population or self.measured_as == "share":
            return False
        return bool(self.subgroup) or str(self.population) != str(self.trial.population_throughout)

    @property
    def behind_verdict(self) -> Traced:
        """Its value in a title, behind the words on its test: without what they say already."""
        told = self.verdict if self.tells_outcome else None
        says_all = not self.trial.outcomes or (told and (not self.is_interim or told.type == "readout_interim"))
        return self.stated if self.judgement and says_all else self.value

    @property
    def population_apart(self) -> Traced:
        """Whom it is of, where the results that say most of its trial are of different patients."""
        told = {head.population.text for head in self.trial.readout.heads if head.population}
        return self.population if len(told) > 1 else missing(self._fact("population"))

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
    def facing(self) -> tuple[ResultView, ...]:
        """The values of the other arms, where a title has room for the values and names of all."""
        arms = (self, *self.other_arms)
        names = "".join(one.arm.text for one in arms)
        values = "".join(_estimate(one.behind_verdict) for one in arms)
        fit = len(names) < NAMES_TITLED and len(values + names) < ARMS_TITLED
        return arms[1:] if fit else ()

    @property
    def arm_in_short(self) -> Traced:
        """The short name of its arm where there is little room: placebo + chemo."""
        said = self.arm_label
        return replace(said, text=tight_regimen(said.text))

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
    def is_titled_interim(self) -> bool:
        """Whether it is interim as all that says most of its trial is, which a title tells."""
        return self.is_interim and self.trial.readout.is_interim

    @property
    def own_values(self) -> tuple[ResultView, ...]:
        """The values of its comparison in the medicine's arms."""
        return tuple(one for one in self.together if not (one.is_comparison or one.is_control))

    @property
    def control_values(self) -> tuple[ResultView, ...]:
        """The values of its comparison in the arm that the medicine is compared with."""
        return tuple(one for one in self.together if one.is_control and not one.is_comparison)

    @property
    def pair(self) -> tuple[ResultView, ...]:
        """The values of two arms, where nothing else belongs to its comparison."""
        return self.arms if len(self.arms) == len(self.together) == 2 else ()

    @property
    def pictured(self) -> tuple[ResultView, ...]:
        """Of a relative reduction without an interval the values of both arms, the medicine's first, which readers can
        picture; nothing of any other effect."""
        if self._record.measure != "relative_reduction" or self.has_interval:
            return ()
        own, control = self.own_values, self.control_values
        return (*own, *control) if len(own) == len(control) == 1 else ()

    @property
    def large(self) -> ResultView:
        """The result whose number is its large figure: that of the medicine where both arms are told, else itself."""
        return next(iter(self.pictured), self)

    @property
    def faces_control(self) -> bool:
        """Whether it is the medicine's value beside that of its comparator, and nothing else."""
        return bool(self.pair) and self.arms[1].is_control and not self.arms[0].is_control

    @property
    def has_own_sides_open(self) -> bool:
        """Whether nothing says so of its test, while something does of another below the figures of its trial."""
        return self.leaves_sides_open and not self.trial.readout.leaves_sides_open

    @property
    def has_medians(self) -> bool:
        """Whether the values of its arms are medians."""
        return any(one.measure == "median" for one in self.arms)

    @property
    def missed_test(self) -> ResultView | Missing:
        """Of a comparison that was not significant the p-value that is held against a threshold."""
        held = (one for one in self.together if one.threshold and self.is_missed)
        return next(held, Missing("result", missing(self._fact("value"))))

    @property
    def is_of_named_arm(self) -> bool:
        """Whether the regimen and comparator of its trial, in this order, tell whose value it is."""
        own, control = self.own_values, self.control_values
        alone = len(control) == 1 if self.is_control else len(own) == 1 and bool(control)
        return alone and bool(self.trial.regimen and self.trial.comparator)

    @property
    def is_key(self) -> bool:
        """Whether it is of a comparison that says most of its trial, and its test neither failed nor was left out."""
        fails = any(one.is_missed or one.untested for one in self.together)
        return not fails and any(one in self.trial.readout.heads for one in self.together)

    @property
    def effects(self) -> tuple[ResultView, ...]:
        """The effects of its comparison, without its p-values."""
        return tuple(one for one in self.together if one.is_effect)

    @property
    def arms(self) -> tuple[ResultView, ...]:
        """The values of its comparison that are of an arm."""
        return tuple(one for one in self.together if one.arm and not one.is_comparison)

    @property
    def lacks_all_intervals(self) -> bool:
        """Whether none of the values of its comparison has a confidence interval, though it compares."""
        return any(one.is_comparison for one in self.together) and not any(one.has_interval for one in self.together)

    @property
    def tests(self) -> tuple[ResultView, ...]:
        """The p-values of its comparison."""
        return tuple(one for one in self.together if record_of(one).measure == "p_value")

    @property
    def others(self) -> tuple[ResultView, ...]:
        """The other values of its comparison."""
        return tuple(one for one in self.together if one != self)

    @property
    def tells_arms(self) -> bool:
        """Whether it is an effect in all patients of which the values of both arms are known."""
        return bool(self.is_effect and not self.subgroup and self.of_medicine and self.of_control)

    @property
    def stands_beside_arms(self) -> bool:
        """Whether it is an effect beside the values of several arms."""
        return self.is_effect and sum(not one.is_comparison for one in self.others) > 1

    @property
    def of_medicine(self) -> ResultView | Missing:
        """The value of its comparison in the medicine's arm, where its numbers are told arm by arm."""
        return self._first_by_arm(self.own_values)

    @property
    def of_control(self) -> ResultView | Missing:
        """The value of its comparison in the comparator's arm, where its numbers are told arm by arm."""
        return self._first_by_arm(self.control_values)

    @property
    def given_with(self) -> Traced:
        """What both arms of its comparison get beside their first treatment, where that is the same: chemotherapy."""
        own, rival = (_parted(one) for one in (self.of_medicine.arm_label, self.of_control.arm_label))
        return own[1] if own[1].text and own[1].text == rival[1].text else missing(self._fact("value"))

    @property
    def own_alone(self) -> Traced:
        """The first treatment of its arm."""
        return _parted(self.of_medicine.arm_label)[0]

    @property
    def rival_alone(self) -> Traced:
        """The first treatment of the arm that it is compared with."""
        return _parted(self.of_control.arm_label)[0]

    def _first_by_arm(self, values: tuple[ResultView, ...]) -> ResultView | Missing:
        return values[0] if values and self.by_arm else Missing("result", missing(self._fact("value")))

    @cached_property
    def is_favourable(self) -> bool:
        """Whether its comparison of times to an event speaks for the medicine: the test is said to be significant, or
        the interval of its hazard ratio ends below one."""
        if self._record.endpoint not in TIMES_TO_EVENT or self._record.endpoint in SOONER_IS_BETTER or self.is_missed:
            return False
        ratios = [record_of(r).value.interval for r in self.together if record_of(r).measure == "hazard_ratio"]
        return self.significant or any(bounds and bounds.high is not None and bounds.high < 1 for bounds in ratios)

    @property
    def is_open(self) -> bool:
        """Whether nothing says yet that its arms differ or do not: an interim look that crossed no boundary, or an
        effect without an interval and a test."""
        return not self.is_favourable and (self.undecided or not (self.judgement or self.has_interval))

    @property
    def is_more_frequent_than_control(self) -> bool:
        """Whether more patients of the medicine's arm, whose value it is, had severe or serious events than of its
        comparator's."""
        arms = [record_of(one) for one in (self.of_medicine, self.of_control) if one]
        rates = [one.value.number for one in arms if one.measure == "rate" and one.value.number is not None]
        heavy = record_of(self).endpoint in ("grade3_TRAE", "SAE")
        return heavy and self == self.of_medicine and len(rates) == 2 and rates[0] > rates[1]

    @property
    def points_to_medicine(self) -> bool:
        """Whether its effect on a time to an event lies on the side of the medicine, whatever its test came to."""
        number = self._record.value.number
        if self._record.endpoint not in TIMES_TO_EVENT or self._record.endpoint in SOONER_IS_BETTER or number is None:
            return False
        sides: dict[str, bool] = {"hazard_ratio": number < 1, "relative_reduction": number > 0}
        return sides.get(self._record.measure, False)

    @cached_property
    def is_longer(self) -> bool:
        """Whether the medicine's median is, by a comparison that speaks for it, the longer one."""
        arms = [record_of(one).value.number for one in (self.of_medicine, self.of_control) if one]
        medians = all(r.is_comparison or record_of(r).measure == "median" for r in self.together)
        return medians and len(arms) == 2 and None not in arms and arms[0] > arms[1] and self.is_favourable

    @cached_property
    def opening(self) -> Literal["met", "significant", "final", "interim", ""]:
        """What the values of its comparison are all of, where no more limits them than a sentence begins with: an
        analysis that met its endpoint or was significant, else the final or an interim one."""
        every = self.together
        final, interim = (all(said) for said in zip(*((r.is_final, r.is_interim) for r in every), strict=True))
        if final == interim or any(set(r.limits) - {INTERIM} for r in every):
            return ""
        if all(r.significant for r in every):
            return "met" if all(r.met for r in every) else "significant"
        return "final" if final else "interim"

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


def _arms(result: ResultView) -> tuple[str, str]:
    """The medicine's arm and the comparator's of a comparison; empty where it has none or several."""
    sides = ([str(r.arm_label or "") for r in values] for values in (result.own_values, result.control_values))
    own, control = (names[0] if len(names) == 1 else "" for names in sides)
    return own, control


def _kin(result: ResultView) -> tuple[str, ...]:
    """What numbers of one comparison have in common."""
    names = ("endpoint", "endpoint_name", "at", "population", "assessor", "analysis")
    return tuple(str(getattr(record_of(result), name)) for name in names)
