"""Dated facts, designations, people and what is claimed."""

from __future__ import annotations

from typing import Annotated, ClassVar

from briefgen.records.base import (
    AssetRef,
    AssetRefs,
    CompanyRef,
    CompanyRefs,
    DealRef,
    EventRef,
    IndicationRef,
    IndicationRefs,
    PersonRef,
    PersonRefs,
    Record,
    Text,
    TrialRef,
    TrialRefs,
)
from briefgen.records.vocabulary import AGENCIES, CLAIM_KINDS, DESIGNATIONS, EVENT_KINDS, OUTCOMES
from briefgen.values.dates import PartialDate
from briefgen.values.territory import Territory


class Event(Record):
    """A dated fact: past, or expected (a catalyst)."""

    kind: ClassVar[str] = "event"
    plural: ClassVar[str] = "events"

    type: Annotated[str, EVENT_KINDS]
    title: Text
    """What happened, as a headline without full stop or date: Licence of HS-20089 to GSK signed."""
    date: PartialDate
    """When it happened or is expected; `unknown` when the source does not say."""
    expected: bool = False
    """True when the source speaks of the future."""
    companies: CompanyRefs
    assets: AssetRefs = ()
    indications: IndicationRefs = ()
    trials: TrialRefs = ()
    deal: DealRef | None = None
    territory: Territory | None = None
    agency: Annotated[str, AGENCIES] | None = None
    outcome: Annotated[str, OUTCOMES] | None = None
    endpoint: Text | None = None
    """The endpoint of a readout, when named."""
    place: Text | None = None
    occasion: Text | None = None
    """The congress or meeting during which it happened."""
    people: PersonRefs = ()
    detail: Text | None = None
    """One sentence more, without its full stop."""


class Designation(Record):
    """A regulatory designation of an asset for an indication. It is not an approval."""

    kind: ClassVar[str] = "designation"
    plural: ClassVar[str] = "designations"

    asset: AssetRef
    agency: Annotated[str, AGENCIES]
    type: Annotated[str, DESIGNATIONS]
    indication: IndicationRef
    proposed: bool = False
    """True when the indication is a proposed, unapproved use."""
    territory: Territory
    granted: PartialDate | None = None
    """The day the agency acted, when the source gives it apart from the announcement."""
    event: EventRef | None = None
    trials: TrialRefs = ()
    """Trials whose results support it."""

    @classmethod
    def key_fields(cls) -> tuple[str, ...]:
        """Asset, agency, type and indication."""
        return ("asset", "agency", "type", "indication")


class Person(Record):
    """A person in the role held when speaking."""

    kind: ClassVar[str] = "person"
    plural: ClassVar[str] = "people"

    name: Text
    title: Text | None = None
    """Prof., Dr., Ms."""
    role: Text | None = None
    affiliation: Text | None = None
    company: CompanyRef | None = None


class Claim(Record):
    """What somebody says and nobody has shown: a superlative, a view, a plan. Always printed as such, with its date."""

    kind: ClassVar[str] = "claim"
    plural: ClassVar[str] = "claims"

    type: Annotated[str, CLAIM_KINDS]
    text: Text
    """A sentence part that follows "says that", in your own words."""
    company: CompanyRef
    """Whose claim it is, or who published it."""
    said_by: PersonRef | None = None
    assets: AssetRefs = ()
    indications: IndicationRefs = ()
    trial: TrialRef | None = None
    event: EventRef | None = None
