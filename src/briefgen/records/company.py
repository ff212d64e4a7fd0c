"""Companies and their figures."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import BeforeValidator

from briefgen.records.base import CompanyRef, Record, Sourced, Text, Words, as_tuple
from briefgen.values.dates import PartialDate
from briefgen.values.quantity import Quantity


class Listing(Sourced):
    """A stock exchange listing."""

    exchange: Text
    """Name of the exchange."""
    code: Text
    """Stock code as written, with leading zeros: 03692.HK."""
    date: PartialDate | None = None
    """When it was listed."""


class LegalName(Sourced):
    """A legal name, with where it is used."""

    name: Text
    """As the source prints it, in full."""
    valid_from: PartialDate | None = None
    """Since when, for a company that changed its name."""


def _names(value: object) -> object:
    return tuple({"name": item} if isinstance(item, str) else item for item in as_tuple(value))


class Company(Record):
    """A company."""

    kind: ClassVar[str] = "company"
    plural: ClassVar[str] = "companies"

    name: Text
    """Short name used in text."""
    legal_names: Annotated[tuple[LegalName, ...], BeforeValidator(_names)] = ()
    """Legal names; every one found in a source."""
    listings: tuple[Listing, ...] = ()
    """Stock exchanges on which it is listed."""
    isin: Text | None = None
    """Number of its share: ISIN."""
    lei: Text | None = None
    """Number of the legal entity: LEI."""
    fiscal_year_end: Text | None = None
    """As the company says it: 31 December."""
    currency: Text | None = None
    """Reporting currency."""
    website: Text | None = None
    """Address in full: https://www.example.org/."""
    focus: Words = ()
    """Fields of work, as the company names them."""
    regions: Words = ()
    """Regions it reaches."""
    flags: Words = ()
    """Such as hk_18a or national titles held."""
    partner_only: bool = False
    """True for a company known only through deals of others: it gets no briefing of its own."""


class Metric(Record):
    """A company figure on a day: products launched, countries reached."""

    kind: ClassVar[str] = "metric"
    plural: ClassVar[str] = "metrics"

    company: CompanyRef
    """The company it is a figure of."""
    measure: Text
    """What is counted: products launched worldwide."""
    value: Quantity
    """The figure with its unit or currency: 6 products, USD 85 million."""
    as_of: PartialDate
    """The day the figure speaks of."""

    @classmethod
    def key_fields(cls) -> tuple[str, ...]:
        """Company, measure and day."""
        return ("company", "measure", "as_of")
