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
    FilingRef,
    IndicationRef,
    IndicationRefs,
    PersonRef,
    PersonRefs,
    Record,
    Text,
    TrialRef,
    TrialRefs,
    Unstopped,
    Words,
)
from briefgen.records.vocabulary import AGENCIES, CLAIM_KINDS, DESIGNATIONS, EVENT_KINDS, OUTCOMES
from briefgen.values.dates import PartialDate
from briefgen.values.territory import Territory


class Event(Record):
    """A dated fact: past, or expected (a catalyst)."""

    kind: ClassVar[str] = "event"
    plural: ClassVar[str] = "events"

    type: Annotated[str, EVENT_KINDS]
    """What kind of event it is."""
    title: Unstopped
    """What happened, as a headline without full stop or date: Licence of HS-20089 to GSK signed."""
    date: PartialDate
    """When it happened or is expected; `unknown` when the source does not say."""
    expected: bool = False
    """True when the source speaks of the future."""
    companies: CompanyRefs
    """Ids of the companies whose briefings tell it."""
    assets: AssetRefs = ()
    """Ids of the assets it concerns."""
    indications: IndicationRefs = ()
    """Ids of the diseases it concerns."""
    trials: TrialRefs = ()
    """Ids of the trials it concerns."""
    deal: DealRef | None = None
    """The deal that was signed, closed or changed."""
    filing: FilingRef | None = None
    """The filing it is a step of."""
    territory: Territory | None = None
    """Where it holds; an approval holds nowhere else."""
    agency: Annotated[str, AGENCIES] | None = None
    """The agency that acted."""
    outcome: Annotated[str, OUTCOMES] | None = None
    """Of a readout: whether it met its endpoint."""
    endpoint: Text | None = None
    """The endpoint of a readout, when named."""
    place: Text | None = None
    """City or venue."""
    occasion: Text | None = None
    """The congress or meeting during which it happened."""
    people: PersonRefs = ()
    """Ids of those who spoke or presented."""
    detail: Unstopped | None = None
    """One sentence more, without its full stop."""


class Designation(Record):
    """A regulatory designation of an asset for an indication. It is not an approval."""

    kind: ClassVar[str] = "designation"
    plural: ClassVar[str] = "designations"

    asset: AssetRef
    """The asset it was given to."""
    agency: Annotated[str, AGENCIES]
    """Who gave it."""
    type: Annotated[str, DESIGNATIONS]
    """What kind of designation it is; each agency has its own."""
    indication: IndicationRef
    """The disease it was given for; it holds for no other."""
    proposed: bool = False
    """True when the indication is a proposed, unapproved use."""
    territory: Territory
    """Where it holds: that of the agency."""
    granted: PartialDate | None = None
    """The day the agency acted, when the source gives it apart from the announcement."""
    event: EventRef | None = None
    """The event of its grant or announcement."""
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
    """As the source prints it, without title."""
    spellings: Words = ()
    """Other spellings of the same name in sources: Zhang San, San Zhang."""
    title: Text | None = None
    """Prof., Dr., Ms."""
    role: Text | None = None
    """What they were when speaking: principal investigator."""
    affiliation: Text | None = None
    """Institution, when it is no company of the dataset."""
    company: CompanyRef | None = None
    """The company they spoke for."""


class Claim(Record):
    """What somebody says and nobody has shown: a superlative, a view, a plan. Always printed as such, with its date."""

    kind: ClassVar[str] = "claim"
    plural: ClassVar[str] = "claims"

    type: Annotated[str, CLAIM_KINDS]
    """What kind of claim it is."""
    text: Unstopped
    """A sentence part that follows "says that", in your own words."""
    company: CompanyRef
    """Whose claim it is, or who published it."""
    said_by: PersonRef | None = None
    """The person who said it; else it is the company that did."""
    assets: AssetRefs = ()
    """Ids of the assets it is about."""
    indications: IndicationRefs = ()
    """Ids of the diseases it is about."""
    trial: TrialRef | None = None
    """The trial it is about."""
    event: EventRef | None = None
    """Where it was said."""
