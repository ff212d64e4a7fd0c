"""Deals: who grants what to whom, where, and for how much."""

from __future__ import annotations

from typing import Annotated, ClassVar

from briefgen.dates import PartialDate
from briefgen.quantity import Quantity
from briefgen.records.base import AssetRefs, CompanyRef, Record, Text, Words
from briefgen.records.territory import Territory
from briefgen.records.vocabulary import DEAL_TYPES


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
    signed: PartialDate | None = None
    closed: PartialDate | None = None
    upfront: Quantity | None = None
    milestones: Quantity | None = None
    royalties: Text | None = None
    equity: Quantity | None = None
    profit_share: Text | None = None
    total: Quantity | None = None
    total_includes_upfront: bool = True
