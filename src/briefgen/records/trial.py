"""Trials: what they are, their arms, endpoints, analyses and registrations."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import AfterValidator, BeforeValidator, Field

from briefgen.lexicon.en import UNNAMED_TREATMENTS
from briefgen.lexicon.spelling import small
from briefgen.records.base import (
    AssetRefs,
    CompanyRef,
    EventRef,
    IndicationRefs,
    Part,
    Record,
    Sourced,
    Text,
    Words,
    as_tuple,
)
from briefgen.records.curve import Curve, Patient
from briefgen.records.endpoints import ANALYSES, ARM_ROLES, ENDPOINT_ROLES, ENDPOINTS
from briefgen.records.vocabulary import PHASES, STATUSES, TRIAL_KINDS
from briefgen.values.dates import PartialDate
from briefgen.values.quantity import Quantity
from briefgen.values.territory import Territory

ArmId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9\-]*$", max_length=60)]
"""Name of a part of a trial: lower-case letters, digits and hyphens."""
Given = Annotated[
    Text, AfterValidator(lambda text: small(text) if text.split()[0].lower() in UNNAMED_TREATMENTS else text)
]
"""What patients get, as it stands within a sentence: Placebo is no name, as that of a medicine is, and begins small."""
Countries = Annotated[tuple[Territory, ...], BeforeValidator(as_tuple)]


class Arm(Part):
    """One group of patients of a trial; its comparisons name it by its id."""

    id: ArmId
    """Name of the arm within the trial: ivo."""
    name: Given
    """What its patients get, as it is printed: ivonescimab plus chemotherapy."""
    short: Given | None = None
    """A short name for charts and titles."""
    role: Annotated[str, ARM_ROLES] = "experimental"
    """Whether the medicine is tested in it or compared with it."""
    patients: Quantity | None = None
    """Patients assigned to it."""


class Endpoint(Part):
    """An endpoint of a trial; the order of the list is the hierarchy in which they are tested."""

    endpoint: Annotated[str, ENDPOINTS]
    """What is measured."""
    name: Text | None = None
    """Its name, when it is `other` or the list of words says too little."""
    role: Annotated[str, ENDPOINT_ROLES] = "secondary"
    """Primary, one of several primary ones, secondary or exploratory."""
    key: bool = False
    """True for a key secondary endpoint."""
    at: Text | None = None
    """When it is measured: week 24."""
    population: Text | None = None
    """In whom, when not in all patients."""
    assessor: Text | None = None
    """Who judges it: BICR."""


class Analysis(Sourced):
    """A look at the data of a trial; comparisons that name it take from it what they leave out."""

    id: ArmId
    """Name of the analysis within the trial: interim."""
    kind: Annotated[str, ANALYSES]
    """Which analysis it is."""
    data_cut_off: PartialDate | None = None
    """Day on which data were counted."""
    median_follow_up: Quantity | None = None
    """With its unit: 8.7 months."""
    maturity: Quantity | None = None
    """Share of the planned events that had happened: 39%."""
    event: EventRef | None = None
    """Where it was presented."""


class StatusChange(Sourced):
    """What a trial's status was from a day on."""

    status: Annotated[str, STATUSES]
    """What was going on."""
    date: PartialDate
    """Since when."""


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
    limits: Words = ()
    """What limits its results, in short words: one country, crossover allowed."""
    route: Text | None = None
    """How it is given: intravenous."""
    objectives: Words = ()
    """What is looked at: efficacy, safety."""
    population: Text | None = None
    """Who is treated, in the words of the source."""
    line: Text | None = None
    """Line of treatment: first line."""
    regimen: Given | None = None
    """What patients of the main arm get, in full."""
    comparator: Given | None = None
    """What it is compared with: placebo plus chemotherapy."""
    territory: Territory | None = None
    """Where it runs."""
    sponsor: CompanyRef | None = None
    """Id of the company that runs it."""
    sponsor_name: Text | None = None
    """Who runs it, when it is no company of the dataset."""
    sites: Quantity | None = None
    """How many centres: 55."""
    countries: Countries = ()
    """Places in which it has centres."""
    start: PartialDate | None = None
    """When it began."""
    completion: PartialDate | None = None
    """When it ended or is to end."""
    registrations: tuple[Registration, ...] = ()
    """Entries in registries."""
    status: Annotated[str, STATUSES] | None = None
    """What is going on: recruiting, completed."""
    status_history: tuple[StatusChange, ...] = ()
    """Earlier and present states, each with its day."""
    enrolled: Quantity | None = None
    """Patients in the trial; says 'up to' or 'approximately' when it is a target."""
    enrolment_planned: Quantity | None = None
    """Patients it was planned for."""
    arms: tuple[Arm, ...] = ()
    """Its groups of patients, each named once."""
    endpoints: tuple[Endpoint, ...] = ()
    """What it measures, in the order of the hierarchy."""
    analyses: tuple[Analysis, ...] = ()
    """Looks at its data, each with its cut-off and source once."""
    primary_endpoint: Text | None = None
    """In the words of the source, when `endpoints` does not say it."""
    data_cut_off: PartialDate | None = None
    """Day on which data were last counted."""
    median_follow_up: Quantity | None = None
    """With its unit: 19.8 months."""
    curves: tuple[Curve, ...] = ()
    """Published survival curves, each with its numbers at risk."""
    patients: tuple[Patient, ...] = ()
    """Patient-level rows where the source publishes them."""
