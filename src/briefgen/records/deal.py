"""Deals: who grants what to whom, where, for how much, and what was changed later."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from briefgen.records.base import (
    AssetRef,
    AssetRefs,
    CompanyRef,
    EventRef,
    Part,
    Record,
    Sourced,
    Text,
    Unstopped,
    Words,
)
from briefgen.records.vocabulary import AMENDMENTS, DEAL_TYPES
from briefgen.values.dates import PartialDate
from briefgen.values.quantity import Quantity
from briefgen.values.territory import Territory


class Terms(Part):
    """What a deal grants and costs; an amendment states those of them that it changes."""

    rights: Words = ()
    """What the licensee may do: develop, manufacture, commercialise."""
    territory: Territory | None = None
    """Where the rights hold, with what is left out: world except china-mainland hong-kong macau taiwan."""
    field_of_use: Text | None = None
    """Uses that the rights are limited to."""
    upfront: Quantity | None = None
    """Payment at signing, with its currency: USD 85 million."""
    near_term: Quantity | None = None
    """Payments of the near term, with their currency, as the source calls them."""
    milestones: Quantity | None = None
    """All milestones together, with their currency: up to USD 310 million."""
    milestones_for: Words = ()
    """What milestones are paid for, each in a word: regulatory, commercial."""
    development_milestones: Quantity | None = None
    """Milestones of development, with their currency."""
    regulatory_milestones: Quantity | None = None
    """Milestones of filings and approvals, with their currency."""
    commercial_milestones: Quantity | None = None
    """Milestones of sales, with their currency."""
    royalties: Text | None = None
    """In words: tiered, low double-digit."""
    royalty_rate: Quantity | None = None
    """In numbers, a share of net sales: 8-15%."""
    equity: Quantity | None = None
    """Investment in shares, with its currency."""
    profit_share: Text | None = None
    """In words: 50:50 in the United States."""
    cost_share: Text | None = None
    """How the costs of a joint development are split, in words: 60:40."""
    total: Quantity | None = None
    """All payments together as the source states them, with their currency: up to USD 1,485 million."""
    total_includes_upfront: bool | None = None
    """Whether the source's total holds the upfront payment; left out when it does not say."""


class Amendment(Terms, Sourced):
    """A later change of a deal: a day, what it was, and the terms that hold since then.

    A term that is left out stays as it was; the old one stays in the deal. Nothing of it is told before its day.
    """

    type: Annotated[str, AMENDMENTS] = "amended"
    """What kind of change it is."""
    date: PartialDate
    """The day of the change."""
    what: Unstopped | None = None
    """What was changed, as a sentence part: Northholm returns its rights in Japan."""
    why: Unstopped | None = None
    """The reason, when the source gives one."""
    event: EventRef | None = None
    """The event that tells it; without one the amendment is an event of its own."""


class Instalment(Sourced):
    """A payment of a deal that is due in parts."""

    amount: Quantity
    """With its currency: USD 25 million."""
    due: PartialDate | None = None
    """When it is due or was paid."""
    on: Text | None = None
    """What it is due on: first patient dosed in phase III."""
    paid: bool = False
    """True when the source says that it was paid."""


class DealOption(Sourced):
    """A right that a party may take up later: an option, an opt-in."""

    on: Text
    """What it is on: a licence to commercialise in Japan."""
    holder: CompanyRef | None = None
    """Who may take it up; default: the licensee."""
    asset: AssetRef | None = None
    """The asset it is on, when not all of the deal."""
    territory: Territory | None = None
    """Where it would hold."""
    fee: Quantity | None = None
    """What taking it up costs, with its currency."""
    until: PartialDate | None = None
    """Until when it may be taken up."""
    exercised: PartialDate | None = None
    """The day it was taken up."""


class Stake(Sourced):
    """The share of a party in a joint venture or a company."""

    company: CompanyRef
    """Whose share it is."""
    share: Quantity
    """With the sign %: 51%."""


class Deal(Terms, Record):
    """A deal. An amount that is left out was not disclosed; that is not zero."""

    kind: ClassVar[str] = "deal"
    plural: ClassVar[str] = "deals"

    type: Annotated[str, DEAL_TYPES]
    """What kind of deal it is."""
    assets: AssetRefs = ()
    """Ids of the assets it covers; none when it is about a company or a platform."""
    licensor: CompanyRef
    """The party that grants, sells or is acquired."""
    licensee: CompanyRef
    """The party that gets the rights, buys or acquires."""
    licensee_entity: Text | None = None
    """Legal name of the contracting party."""
    exclusive: bool = False
    """True when the source says so."""
    signed: PartialDate | None = None
    """Day of signing."""
    closed: PartialDate | None = None
    """Day on which it took effect, when that is another."""
    amended: PartialDate | None = None
    """Day of the latest amendment, when nothing else of it is known; else write `amendments`."""
    terminated: PartialDate | None = None
    """Day on which it ended."""
    conditions: Unstopped | None = None
    """What closing depends on, such as antitrust clearance."""
    venture: Text | None = None
    """Name of the company that a joint venture founds."""
    stakes: tuple[Stake, ...] = ()
    """Shares of the parties in a joint venture, or what an acquirer gets."""
    per_share: Quantity | None = None
    """Price of a share in an acquisition, with its currency."""
    contingent_value: Text | None = None
    """What an acquisition pays later, in words: one contingent value right of up to USD 4.00 per share."""
    instalments: tuple[Instalment, ...] = ()
    """Payments that are due in parts."""
    options: tuple[DealOption, ...] = ()
    """What a party may take up later."""
    also_agreed: Words = ()
    """What else was agreed, each as a noun: a seat on the board of Alder Bio, co-branding in the territory."""
    amendments: tuple[Amendment, ...] = ()
    """Later changes, earliest first; each with its day and the terms that hold since then."""

    @model_validator(mode="after")
    def _about_something(self) -> Deal:
        if not self.assets and self.type not in WITHOUT_ASSETS:
            raise PydanticCustomError("value_error", "a deal of this type names its assets")
        return self


WITHOUT_ASSETS = ("acquisition", "merger", "joint_venture", "research", "manufacturing")
"""Deals that may be about a company or a platform."""
