"""What trials found: results, comparisons of arms with their effects, and benchmarks of other treatments."""

from __future__ import annotations

import re
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, model_validator

from briefgen.records.base import (
    ByName,
    ComparisonRef,
    EventRef,
    IndicationRef,
    Part,
    PersonRef,
    Record,
    ResultRef,
    Text,
    TrialRef,
    as_tuple,
)
from briefgen.records.endpoints import EFFECTS, ENDPOINTS, MEASURES, SIDES, SIGNIFICANCES, TESTS
from briefgen.records.trial import ArmId, Given
from briefgen.values.dates import PartialDate
from briefgen.values.quantity import Quantity


class Result(Record):
    """One number of one trial: analysis x population x endpoint x arm."""

    kind: ClassVar[str] = "result"
    plural: ClassVar[str] = "results"

    trial: TrialRef
    """The trial it is a result of."""
    endpoint: Annotated[str, ENDPOINTS]
    """What was measured."""
    endpoint_name: Text | None = None
    """Its name, when it is `other`."""
    measure: Annotated[str, MEASURES] = "rate"
    """How it is stated; a rate has the sign %, a median a unit of time."""
    at: Text | None = None
    """Time of a landmark rate: 4 years."""
    population: Text | None = None
    """Whom the value is of: overall, PD-L1 positive."""
    subgroup: bool = False
    """True when they are a part of the trial only; then the population is printed in the same sentence."""
    arm: Given | None = None
    """The arm it is of, when the trial has several: its id there, or its name; of a comparison left out."""
    value: Quantity
    """As the source prints it, with interval: 41.5% (95% CI 33.3-50.1)."""
    patients: Quantity | None = None
    """Evaluable patients of this value."""
    events: Quantity | None = None
    """Events among them."""
    baseline: Quantity | None = None
    """What it was before treatment: 8.1%."""
    margin: Quantity | None = None
    """Margin of non-inferiority of a comparison."""
    assessor: Text | None = None
    """Who judged it: investigator, BICR."""
    analysis: Text | None = None
    """Which analysis: interim, primary, final."""
    significance: Annotated[str, SIGNIFICANCES] | None = None
    """What the source says of the test; it is printed beside the value."""
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
        return ("trial", "endpoint", "endpoint_name", "measure", "at", "population", "arm", "analysis", "assessor")


class ArmValue(Part):
    """The value of one arm. Written short as the value alone: `pem: 5.8 months`."""

    arm: ArmId
    """Id of the arm; in the mapping it is the name."""
    value: Quantity
    """As the source prints it, with interval: 11.1 months (95% CI 7.3-NE)."""
    patients: Quantity | None = None
    """Patients it is of."""
    events: Quantity | None = None
    """Events among them."""
    baseline: Quantity | None = None
    """What it was before treatment: 8.1%."""


class PValue(Part):
    """The p-value of a test. Written short as the source prints it: `0.0011 (one-sided)`."""

    value: Quantity
    """As the source prints it: <0.0001."""
    sided: Annotated[str, SIDES] | None = None
    """Whether one or both directions were tested."""
    kind: Annotated[str, TESTS] | None = None
    """Whether it decides anything."""
    alpha: Quantity | None = None
    """The threshold it was held against."""

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: Any) -> Any:
        if isinstance(value, str):
            value = re.sub(r"(?i)^p(?:-value)?\s*(?:=\s*|(?=[<>≤≥]))", "", value)
        return value if isinstance(value, dict) else {"value": value}


class Effect(Part):
    """How two arms differ. What it leaves out of p-value, significance and margin it takes from its comparison."""

    measure: Annotated[str, EFFECTS]
    """How the difference is stated."""
    value: Quantity
    """As the source prints it, with interval: 0.51 (95% CI 0.38-0.69)."""
    experimental: ArmId | None = None
    """Id of the arm that is compared, when there are more than two."""
    control: ArmId | None = None
    """Id of the arm that it is compared with, when there are more than two."""
    p: PValue | None = None
    """Its p-value, when the comparison has several effects."""
    significance: Annotated[str, SIGNIFICANCES] | None = None
    """What the source says of its test, when the comparison has several effects."""
    margin: Quantity | None = None
    """Margin of non-inferiority, when the comparison has several effects."""


def _by_arm(value: Any) -> Any:
    """A mapping of arms to their values as a list of both."""
    if not isinstance(value, dict):
        return value
    return [{"arm": arm, **(item if isinstance(item, dict) else {"value": item})} for arm, item in value.items()]


class Comparison(Record):
    """What one analysis says of one endpoint in one population: the value of every arm, effect, p-value and test."""

    kind: ClassVar[str] = "comparison"
    plural: ClassVar[str] = "comparisons"

    trial: TrialRef
    """The trial it is of."""
    analysis: Text | None = None
    """Id of an analysis of the trial, or which it was: interim, primary, final, updated, post hoc."""
    endpoint: Annotated[str, ENDPOINTS]
    """What was measured."""
    endpoint_name: Text | None = None
    """Its name, when it is `other`."""
    measure: Annotated[str, MEASURES] = "rate"
    """How the values of the arms are stated."""
    at: Text | None = None
    """Time of the value: 9 months, week 24."""
    population: Text | None = None
    """Whom it is of: overall, PD-L1 TPS >=1%."""
    subgroup: bool = False
    """True when they are a part of the trial only; then the population is printed in the same sentence."""
    population_patients: Quantity | None = None
    """How many they are, all arms together."""
    assessor: Text | None = None
    """Who judged it: investigator, BICR."""
    values: Annotated[tuple[ArmValue, ...], BeforeValidator(_by_arm), ByName("arm")] = ()
    """The value of each arm by the arm's id."""
    effect: Annotated[tuple[Effect, ...], BeforeValidator(as_tuple)] = ()
    """How the arms differ."""
    p: PValue | None = None
    """The p-value of the test."""
    significance: Annotated[str, SIGNIFICANCES] | None = None
    """What the source says of the test; it is printed beside the numbers."""
    margin: Quantity | None = None
    """Margin of non-inferiority in the units of the effect; of a vaccine efficacy what its lower bound must exceed."""
    data_cut_off: PartialDate | None = None
    """Day on which its data were counted, when its analysis does not say it."""
    median_follow_up: Quantity | None = None
    """With its unit: 19.8 months, when its analysis does not say it."""
    attributed_to: PersonRef | None = None
    """Who said it, when it was spoken and not published."""
    event: EventRef | None = None
    """Where it was presented, when its analysis does not say it."""
    supersedes: ComparisonRef | None = None
    """The earlier analysis of the same endpoint, which may no longer stand alone."""

    @classmethod
    def key_fields(cls) -> tuple[str, ...]:
        """Trial, analysis, endpoint, measure, time, population and assessor."""
        return ("trial", "analysis", "endpoint", "endpoint_name", "measure", "at", "population", "assessor")


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
    endpoint_name: Text | None = None
    """Its name, when it is `other`."""
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
        return ("indication", "regimen", "endpoint", "endpoint_name", "measure", "population")
