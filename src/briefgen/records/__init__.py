"""The kinds of records a dataset holds, one family per file; every kind is a top-level list of the YAML files."""

from __future__ import annotations

from briefgen.records.area import Area, Context, Indication
from briefgen.records.asset import Asset, Name, Program, Target
from briefgen.records.base import Mention, Option, Part, Record, Sourced, To, parts_in
from briefgen.records.commentary import Commentary
from briefgen.records.company import Company, LegalName, Listing, Metric
from briefgen.records.curve import Curve, Patient, Points
from briefgen.records.deal import Amendment, Deal, DealOption, Instalment, Stake, Terms
from briefgen.records.epidemiology import Epidemiology
from briefgen.records.event import Claim, Designation, Event, Person
from briefgen.records.filing import Filing, Step
from briefgen.records.result import ArmValue, Benchmark, Comparison, Effect, PValue, Result
from briefgen.records.source import Abbreviation, Source
from briefgen.records.trial import Analysis, Arm, Endpoint, Registration, StatusChange, Trial

KINDS: tuple[type[Record], ...] = (
    Area, Indication, Company, Metric, Target, Asset, Trial, Comparison, Result, Benchmark, Epidemiology, Event, Filing,
    Designation, Deal, Person, Claim, Commentary, Source, Abbreviation,
)  # fmt: skip

BY_PLURAL: dict[str, type[Record]] = {kind.plural: kind for kind in KINDS}
BY_KIND: dict[str, type[Record]] = {kind.kind: kind for kind in KINDS}

__all__ = [
    "BY_KIND", "BY_PLURAL", "KINDS", "Abbreviation", "Amendment", "Analysis", "Area", "Arm", "ArmValue", "Asset",
    "Benchmark", "Claim", "Commentary", "Company", "Comparison", "Context", "Curve", "Deal", "DealOption",
    "Designation", "Effect", "Endpoint", "Epidemiology", "Event", "Filing", "Indication", "Instalment", "LegalName",
    "Listing", "Mention", "Metric", "Name", "Option", "PValue", "Part", "Patient", "Person", "Points", "Program",
    "Record", "Registration", "Result", "Source", "Sourced", "Stake", "StatusChange", "Step", "Target", "Terms",
    "To", "Trial", "parts_in",
]  # fmt: skip
