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
    assets: AssetRefs
    licensor: CompanyRef
    """The party that grants, sells or is acquired."""
    licensee: CompanyRef
    licensee_entity: Text | None = None
    """Legal name of the contracting party."""
    exclusive: bool = False
    rights: Words = ()
    """develop, manufacture, commercialise"""
    territory: Territory | None = None
    field_of_use: Text | None = None
    signed: PartialDate | None = None
    closed: PartialDate | None = None
    amended: PartialDate | None = None
    terminated: PartialDate | None = None
    conditions: Text | None = None
    """What closing depends on, such as antitrust clearance."""
    upfront: Quantity | None = None
    near_term: Quantity | None = None
    milestones: Quantity | None = None
    """All milestones together; of which:"""
    development_milestones: Quantity | None = None
    regulatory_milestones: Quantity | None = None
    commercial_milestones: Quantity | None = None
    royalties: Text | None = None
    equity: Quantity | None = None
    profit_share: Text | None = None
    total: Quantity | None = None
    total_includes_upfront: bool | None = None
    """Whether the source's total holds the upfront payment; left out when it does not say."""
