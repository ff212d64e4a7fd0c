"""Trials, their results, and benchmarks of other treatments."""

from __future__ import annotations

from typing import Annotated, ClassVar

from briefgen.records.base import (
    AssetRefs,
    EventRef,
    IndicationRef,
    IndicationRefs,
    Part,
    PersonRef,
    Record,
    ResultRef,
    Text,
    TrialRef,
    Words,
)
from briefgen.records.curve import Curve, Patient
from briefgen.records.vocabulary import ENDPOINTS, MEASURES, PHASES, STATUSES, TRIAL_KINDS
from briefgen.values.dates import PartialDate
from briefgen.values.quantity import Quantity
from briefgen.values.territory import Territory


class Registration(Part):
    """A registry entry."""

    registry: Text
    number: Text


class Trial(Record):
    """A clinical trial or a real-world study."""

    kind: ClassVar[str] = "trial"
    plural: ClassVar[str] = "trials"

    name: Text
    assets: AssetRefs
    type: Annotated[str, TRIAL_KINDS] = "interventional"
    phase: Annotated[str, PHASES] | None = None
    indications: IndicationRefs = ()
    design: Words = ()
    """multi-centre, open-label, randomised ..."""
    route: Text | None = None
    objectives: Words = ()
    population: Text | None = None
    line: Text | None = None
    regimen: Text | None = None
    comparator: Text | None = None
    territory: Territory | None = None
    registrations: tuple[Registration, ...] = ()
    status: Annotated[str, STATUSES] | None = None
    enrolled: Quantity | None = None
    """Patients in the trial; says 'up to' or 'approximately' when it is a target."""
    primary_endpoint: Text | None = None
    data_cut_off: PartialDate | None = None
    median_follow_up: Quantity | None = None
    curves: tuple[Curve, ...] = ()
    """Published survival curves, each with its numbers at risk."""
    patients: tuple[Patient, ...] = ()
    """Patient-level rows where the source publishes them."""


class Result(Record):
    """One number of one trial: analysis x population x endpoint x arm."""

    kind: ClassVar[str] = "result"
    plural: ClassVar[str] = "results"

    trial: TrialRef
    endpoint: Annotated[str, ENDPOINTS]
    measure: Annotated[str, MEASURES] = "rate"
    at: Text | None = None
    """Time of a landmark rate: 4 years."""
    population: Text | None = None
    subgroup: bool = False
    arm: Text | None = None
    value: Quantity
    patients: Quantity | None = None
    """Evaluable patients of this value."""
    assessor: Text | None = None
    analysis: Text | None = None
    data_cut_off: PartialDate | None = None
    median_follow_up: Quantity | None = None
    attributed_to: PersonRef | None = None
    """Who said it, when it was spoken and not published."""
    event: EventRef | None = None
    """Where it was said or presented."""
    supersedes: ResultRef | None = None
    """The earlier analysis of the same value, which may no longer stand alone."""

    @classmethod
    def key_fields(cls) -> tuple[str, ...]:
        """Trial, endpoint, measure, time, population, arm, analysis and assessor."""
        return ("trial", "endpoint", "measure", "at", "population", "arm", "analysis", "assessor")


class Benchmark(Record):
    """A published value of another treatment; never a result of the asset beside it."""

    kind: ClassVar[str] = "benchmark"
    plural: ClassVar[str] = "benchmarks"

    indication: IndicationRef
    regimen: Text
    endpoint: Annotated[str, ENDPOINTS]
    measure: Annotated[str, MEASURES] = "rate"
    value: Quantity
    population: Text | None = None
    trials: Text | None = None
    """What the value spans: several phase III trials."""
    caveat: Text | None = None
    """Must be printed wherever the value is."""

    @classmethod
    def key_fields(cls) -> tuple[str, ...]:
        """Indication, regimen, endpoint, measure and population."""
        return ("indication", "regimen", "endpoint", "measure", "population")
