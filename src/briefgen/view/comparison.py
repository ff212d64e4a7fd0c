"""Comparisons in a view: arms, effects and p-value as a whole, and each of them as a result of its trial."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from briefgen.frozen import frozen
from briefgen.records import Arm, ArmValue, Comparison, Effect, PValue, Result, Trial
from briefgen.records.endpoints import ANALYSES, NOT_SIGNIFICANT
from briefgen.values.facts import TEXT, VALUE, Fact, FieldPath, Traced
from briefgen.values.quantity import Quantity
from briefgen.view.base import Missing, RecordView, fact_at, missing, naming, part_of, record_of, shows
from briefgen.view.design import AnalysisView
from briefgen.view.result import ResultView

if TYPE_CHECKING:
    from briefgen.view.event import EventView, PersonView
    from briefgen.view.trial import TrialView
    from briefgen.view.view import View

WHOLE = frozenset({"itt", "intention to treat", "intention-to-treat", "all randomised", "all patients", "overall"})
"""Populations whose patients are those of the arms."""
OF_RESPONDERS = ("DOR", "TTR")
"""Endpoints that only responders have."""


@shows("armvalue")
class ArmValueView(RecordView):
    """The value of one arm."""

    arm: Traced
    value: Traced
    patients: Traced
    events: Traced
    baseline: Traced


@shows("effect")
class EffectView(RecordView):
    """How two arms differ."""

    measure: Traced
    value: Traced
    experimental: Traced
    control: Traced
    significance: Traced
    margin: Traced

    @property
    def p(self) -> Traced:
        """Its own p-value."""
        return _p(self, part_of(self).p)


@shows("comparison")
class ComparisonView(RecordView):
    """What one analysis says of one endpoint in one population."""

    trial: TrialView
    endpoint: Traced
    endpoint_name: Traced
    measure: Traced
    at: Traced
    population: Traced
    subgroup: bool
    population_patients: Traced
    assessor: Traced
    significance: Traced
    margin: Traced
    attributed_to: PersonView | Missing
    event: EventView | Missing
    supersedes: ComparisonView | Missing
    values: tuple[ArmValueView, ...]
    effect: tuple[EffectView, ...]

    @property
    def p(self) -> Traced:
        """The p-value of the test: p <0.0001 (one-sided)."""
        return _p(self, self._record.p)

    @property
    def alpha(self) -> Traced:
        """The threshold that the p-value was held against."""
        fact, alpha = self._fact("alpha", ("p", "alpha")), self._record.p.alpha if self._record.p else None
        return Traced(alpha.text, fact, VALUE, alpha) if alpha else missing(fact)

    @cached_property
    def look(self) -> AnalysisView | Missing:
        """The analysis of its trial that it names."""
        looks: tuple[AnalysisView, ...] = self.trial.analyses
        absent = Missing("trial", missing(self._fact("analysis")))
        return next((look for look in looks if part_of(look).id == self._record.analysis), absent)

    @property
    def analysis(self) -> Traced:
        """Which analysis: interim, primary, final."""
        return self._of_look("analysis", "kind")

    @property
    def data_cut_off(self) -> Traced:
        """Day on which its data were counted."""
        return self._of_look("data_cut_off", "data_cut_off")

    @property
    def median_follow_up(self) -> Traced:
        """Median follow-up."""
        return self._of_look("median_follow_up", "median_follow_up")

    def _of_look(self, own: str, looked: str) -> Traced:
        stated = getattr(self._record, own)
        if self.look and (own == "analysis" or stated is None):
            found: Traced = getattr(self.look, looked)
            return found
        if own == "analysis" and stated is not None:
            kind = ANALYSES.find(stated)
            return Traced(ANALYSES.print(kind) if kind else stated, self._fact("analysis"), TEXT, kind or stated)
        traced: Traced = self._traced(own, stated)
        return traced

    @cached_property
    def results(self) -> tuple[ResultView, ...]:
        """Each number of it as a result: the arms, then the effects, each with its p-value behind it."""
        return tuple(ComparedView(self._view, told, self) for told in _told(self._record, record_of(self.trial)))


@frozen
class _Told:
    """One number of a comparison as a result, where each of its fields stands, and what is printed beside it."""

    result: Result
    paths: dict[str, FieldPath]
    arm: int | None = None
    """Number of the arm in the trial."""
    sized: bool = False
    """Whether its patients are those of the arm."""
    of: int | None = None
    """Of an effect in a trial of more than two arms: the number of the arm that it speaks for."""


def _told(comparison: Comparison, trial: Trial) -> Iterator[_Told]:
    numbers = {arm.id: index for index, arm in enumerate(trial.arms)}
    for index, value in enumerate(comparison.values):
        place: FieldPath = ("values", index)
        number = numbers.get(value.arm)
        yield _of_arm(comparison, value, trial.arms[number] if number is not None else None, number, place)
    for index, effect in enumerate(comparison.effect):
        place = ("effect", index)
        of = numbers.get(effect.experimental or "") if len(trial.arms) > 2 else None
        yield replace(_of_effect(comparison, effect, place), of=of)
        if effect.p:
            significance = effect.significance or comparison.significance
            yield replace(_of_p(comparison, effect.p, (*place, "p"), significance, f"p.{index}"), of=of)
    if comparison.p:
        yield _of_p(comparison, comparison.p, ("p",), comparison.significance, "p")


SHARED = (
    "trial", "endpoint", "endpoint_name", "at", "population", "subgroup", "assessor", "analysis", "data_cut_off",
    "median_follow_up", "attributed_to", "event", "source", "announced", "embargo_until", "note", "audiences",
)  # fmt: skip
"""What every number of a comparison has from it."""


def _result(comparison: Comparison, name: str, **own: Any) -> Result:
    shared = {field: getattr(comparison, field) for field in SHARED}
    return Result.model_construct(**{**shared, "id": f"{comparison.id}.{name}", **own})


def _of_arm(comparison: Comparison, value: ArmValue, arm: Arm | None, number: int | None, place: FieldPath) -> _Told:
    whole = comparison.population is None or comparison.population.casefold() in WHOLE
    sized = bool(
        value.patients is None and arm and arm.patients and whole and not comparison.subgroup
        and comparison.endpoint not in OF_RESPONDERS
    )  # fmt: skip
    told = _result(
        comparison, value.arm,
        measure=comparison.measure, arm=arm.name if arm else value.arm, value=value.value, events=value.events,
        baseline=value.baseline, patients=arm.patients if sized and arm else value.patients,
        significance=comparison.significance if comparison.significance in NOT_SIGNIFICANT else None,
    )  # fmt: skip
    fields = ("value", "patients", "events", "baseline", "arm")
    return _Told(told, {field: (*place, field) for field in fields}, number, sized)


def _of_effect(comparison: Comparison, effect: Effect, place: FieldPath) -> _Told:
    inherits = len(comparison.effect) == 1
    told = _result(
        comparison, f"{effect.measure}.{place[-1]}".replace("_", "-"),
        measure=effect.measure, value=effect.value, patients=comparison.population_patients,
        significance=effect.significance or comparison.significance,
        margin=effect.margin or (comparison.margin if inherits else None),
    )  # fmt: skip
    paths = {
        "measure": (*place, "measure"), "value": (*place, "value"), "patients": ("population_patients",),
        "significance": (*place, "significance") if effect.significance else ("significance",),
        "margin": (*place, "margin") if effect.margin else ("margin",),
    }  # fmt: skip
    return _Told(told, paths)


def _of_p(comparison: Comparison, p: PValue, place: FieldPath, significance: str | None, name: str) -> _Told:
    value = _tested(p)
    told = _result(comparison, name, measure="p_value", value=value, significance=significance)
    return _Told(told, {"value": (*place, "value"), "measure": (*place, "value")})


def _p(seen: ComparisonView | EffectView, p: PValue | None) -> Traced:
    fact = fact_at(seen, ("p", "value"))
    if p is None:
        return missing(fact)
    value = _tested(p).as_p_value
    return Traced(value.text, fact, VALUE, value)


def _tested(p: PValue) -> Quantity:
    """A p-value with what its test was."""
    return p.value.saying(*(word for word in (_sided(p), p.kind if p.kind != "confirmatory" else None) if word))


def _sided(p: PValue) -> str | None:
    return f"{p.sided}-sided" if p.sided else None


class ComparedView(ResultView):
    """One number of a comparison; its facts are those of the comparison."""

    def __init__(self, view: View, told: _Told, comparison: ComparisonView) -> None:
        super().__init__(view, told.result)
        self._told = told
        self._comparison = comparison

    def _fact(self, field: str, path: FieldPath = ()) -> Fact:
        if field == "patients" and self._told.sized:
            return self._of_trial(("arms", self._told.arm or 0, "patients"))
        path = path or ((field,) if field else ())
        return fact_at(self._comparison, self._told.paths.get(field, path) if path[1:] == () else path)

    def _of_trial(self, path: FieldPath) -> Fact:
        return fact_at(self.trial, path)

    def _traced(self, name: str, value: Any, path: FieldPath = ()) -> Any:
        match name:
            case "analysis" | "data_cut_off" | "median_follow_up":
                return getattr(self._comparison, name)
            case "arm" if value is not None and self._told.arm is not None:
                return Traced(value, self._of_trial(("arms", self._told.arm, "name")), TEXT)
            case "supersedes":
                return self._before()
            case _:
                return super()._traced(name, value, path)

    def _before(self) -> ResultView | Missing:
        """The same number of the earlier analysis."""
        before, alike = self._comparison.supersedes, ("measure", "arm")
        mine = [getattr(self._record, name) for name in alike]
        rows = before.results if isinstance(before, ComparisonView) else ()
        same = (r for r in rows if [getattr(record_of(r), name) for name in alike] == mine)
        return next(same, Missing("result", missing(self._fact("supersedes"))))

    @property
    def maturity(self) -> Traced:
        """How mature its data were, where its analysis says so."""
        look = self._comparison.look
        return look.maturity if look else super().maturity

    @cached_property
    def together(self) -> tuple[ResultView, ...]:
        """Itself with the other numbers of its comparison."""
        return self._comparison.results

    @property
    def arm_label(self) -> Traced:
        """The short name of its arm."""
        arms = self.trial.arms
        return arms[self._told.arm].label if self._told.arm is not None else self.arm

    @property
    def threshold(self) -> Traced:
        """Of a p-value what it was held against."""
        return self._comparison.alpha if self._record.measure == "p_value" else super().threshold

    @property
    def of_arm(self) -> Traced:
        """Of an effect in a trial of several arms: the short name of the arm that it speaks for."""
        return self.trial.arms[self._told.of].label if self._told.of is not None else super().of_arm

    @property
    def told_at(self) -> EventView | Missing:
        """The event of its comparison, else that of its analysis."""
        own, look = self._comparison.event, self._comparison.look
        return look.event if isinstance(look, AnalysisView) and not own else own

    @property
    def _said(self) -> str | None:
        """What the dataset says of its test, else of that of its comparison."""
        said: str | None = self._record.significance or record_of(self._comparison).significance
        return said

    @cached_property
    def later(self) -> bool:
        """Whether a later analysis supersedes its comparison."""
        every: tuple[ComparisonView, ...] = naming(self._view, "comparison", ("comparison", self._comparison.id))
        return any(record_of(comparison).supersedes == self._comparison.id for comparison in every)

    @property
    def is_control(self) -> bool:
        """Whether it is a value of the arm that the medicine is compared with."""
        number = self._told.arm
        return number is not None and record_of(self.trial).arms[number].role == "control"

    @property
    def comparison(self) -> ComparisonView:
        """The whole that it is a number of."""
        return self._comparison
