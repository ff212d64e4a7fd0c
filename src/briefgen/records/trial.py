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
    """Name of the registry: ClinicalTrials.gov."""
    number: Text
    """Number as the registry writes it: NCT04063163."""


class Trial(Record):
    """A clinical trial or a real-world study."""

    kind: ClassVar[str] = "trial"
    plural: ClassVar[str] = "trials"

    name: Text
    """Acronym or code: ASTRUM-005."""
    assets: AssetRefs
    """Ids of the assets that are tested."""
    type: Annotated[str, TRIAL_KINDS] = "interventional"
    """Whether patients are treated by protocol or observed."""
    phase: Annotated[str, PHASES] | None = None
    """Phase as the registry gives it."""
    indications: IndicationRefs = ()
    """Ids of the diseases."""
    design: Words = ()
    """multi-centre, open-label, randomised ..."""
    route: Text | None = None
    """How it is given: intravenous."""
    objectives: Words = ()
    """What is looked at: efficacy, safety."""
    population: Text | None = None
    """Who is treated, in the words of the source."""
    line: Text | None = None
    """Line of treatment: first line."""
    regimen: Text | None = None
    """What patients of the main arm get, in full."""
    comparator: Text | None = None
    """What it is compared with: placebo plus chemotherapy."""
    territory: Territory | None = None
    """Where it runs."""
    registrations: tuple[Registration, ...] = ()
    """Entries in registries."""
    status: Annotated[str, STATUSES] | None = None
    """What is going on: recruiting, completed."""
    enrolled: Quantity | None = None
    """Patients in the trial; says 'up to' or 'approximately' when it is a target."""
    primary_endpoint: Text | None = None
    """In the words of the source."""
    data_cut_off: PartialDate | None = None
    """Day on which data were last counted."""
    median_follow_up: Quantity | None = None
    """With its unit: 19.8 months."""
    curves: tuple[Curve, ...] = ()
    """Published survival curves, each with its numbers at risk."""
    patients: tuple[Patient, ...] = ()
    """Patient-level rows where the source publishes them."""


class Result(Record):
    """One number of one trial: analysis x population x endpoint x arm."""

    kind: ClassVar[str] = "result"
    plural: ClassVar[str] = "results"

    trial: TrialRef
    """The trial it is a result of."""
    endpoint: Annotated[str, ENDPOINTS]
    """What was measured."""
    measure: Annotated[str, MEASURES] = "rate"
    """How it is stated; a rate has the sign %, a median a unit of time."""
    at: Text | None = None
    """Time of a landmark rate: 4 years."""
    population: Text | None = None
    """Whom the value is of: overall, PD-L1 positive."""
    subgroup: bool = False
    """True when they are a part of the trial only; then the population is printed in the same sentence."""
    arm: Text | None = None
    """The arm it is of, when the trial has several; of a comparison left out."""
    value: Quantity
    """As the source prints it, with interval: 41.5% (95% CI 33.3-50.1)."""
    patients: Quantity | None = None
    """Evaluable patients of this value."""
    assessor: Text | None = None
    """Who judged it: investigator, BICR."""
    analysis: Text | None = None
    """Which analysis: interim, primary, final."""
    data_cut_off: PartialDate | None = None
    """Day on which its data were counted, when not that of the trial."""
    median_follow_up: Quantity | None = None
    """With its unit: 19.8 months, when not that of the trial."""
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
    """The disease."""
    regimen: Text
    """The treatment it is a value of."""
    endpoint: Annotated[str, ENDPOINTS]
    """What was measured."""
    measure: Annotated[str, MEASURES] = "rate"
    """How it is stated; a rate has the sign %, a median a unit of time."""
    value: Quantity
    """As the source prints it: 4-15.9%."""
    population: Text | None = None
    """Whom the value is of."""
    trials: Text | None = None
    """What the value spans: several phase III trials."""
    caveat: Text | None = None
    """Must be printed wherever the value is."""

    @classmethod
    def key_fields(cls) -> tuple[str, ...]:
        """Indication, regimen, endpoint, measure and population."""
        return ("indication", "regimen", "endpoint", "measure", "population")
