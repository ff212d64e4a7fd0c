"""Deals: who grants what to whom, where, and for how much."""

from __future__ import annotations

from typing import Annotated, ClassVar

from briefgen.records.base import AssetRefs, CompanyRef, Record, Text, Words
from briefgen.records.vocabulary import DEAL_TYPES
from briefgen.values.dates import PartialDate
from briefgen.values.quantity import Quantity
from briefgen.values.territory import Territory


class Deal(Record):
    """A deal. An amount that is left out was not disclosed; that is not zero."""

    kind: ClassVar[str] = "deal"
    plural: ClassVar[str] = "deals"

    type: Annotated[str, DEAL_TYPES]
    """What kind of deal it is."""
    assets: AssetRefs
    """Ids of the assets it covers."""
    licensor: CompanyRef
    """The party that grants, sells or is acquired."""
    licensee: CompanyRef
    """The party that gets the rights, buys or acquires."""
    licensee_entity: Text | None = None
    """Legal name of the contracting party."""
    exclusive: bool = False
    """True when the source says so."""
    rights: Words = ()
    """What the licensee may do: develop, manufacture, commercialise."""
    territory: Territory | None = None
    """Where the rights hold, with what is left out: world except china-mainland hong-kong macau taiwan."""
    field_of_use: Text | None = None
    """Uses that the rights are limited to."""
    signed: PartialDate | None = None
    """Day of signing."""
    closed: PartialDate | None = None
    """Day on which it took effect, when that is another."""
    amended: PartialDate | None = None
    """Day of the latest amendment."""
    terminated: PartialDate | None = None
    """Day on which it ended."""
    conditions: Text | None = None
    """What closing depends on, such as antitrust clearance."""
    upfront: Quantity | None = None
    """Payment at signing, with its currency: USD 85 million."""
    near_term: Quantity | None = None
    """Payments of the near term, with their currency, as the source calls them."""
    milestones: Quantity | None = None
    """All milestones together, with their currency: up to USD 310 million."""
    development_milestones: Quantity | None = None
    """Milestones of development, with their currency."""
    regulatory_milestones: Quantity | None = None
    """Milestones of filings and approvals, with their currency."""
    commercial_milestones: Quantity | None = None
    """Milestones of sales, with their currency."""
    royalties: Text | None = None
    """In words: tiered, low double-digit."""
    equity: Quantity | None = None
    """Investment in shares, with its currency."""
    profit_share: Text | None = None
    """In words: 50:50 in the United States."""
    total: Quantity | None = None
    """All payments together as the source states them, with their currency: up to USD 1,485 million."""
    total_includes_upfront: bool | None = None
    """Whether the source's total holds the upfront payment; left out when it does not say."""
