"""Companies and their figures."""

from __future__ import annotations

import re
from typing import Annotated, ClassVar

from pydantic import AfterValidator, BeforeValidator, model_validator
from pydantic_core import PydanticCustomError

from briefgen.records.base import AssetRef, CompanyRef, IndicationRef, Record, Sourced, Text, Words, as_tuple
from briefgen.records.vocabulary import ACCOUNTING, METRIC_KINDS
from briefgen.values.dates import PartialDate
from briefgen.values.quantity import Quantity
from briefgen.values.territory import Territory


class Listing(Sourced):
    """A stock exchange listing."""

    exchange: Text
    """Name of the exchange."""
    code: Text
    """Stock code as written, with leading zeros: 03692.HK."""
    date: PartialDate | None = None
    """When it was listed."""


def _whole_name(name: str) -> str:
    if FORM_ALONE.fullmatch(name):
        raise ValueError("is the form of a company and no name; put quotes around a name with a comma")
    return name


FORM_ALONE = re.compile(
    r"(?i)(Inc|Ltd|LLC|L\.?P|PLC|Corp|Co|AG|SE|GmbH|S\.?A|N\.?V|B\.?V|AB|K\.?K|Co\.? Ltd|Limited|SpA)\.?"
)


class LegalName(Sourced):
    """A legal name, with where it is used."""

    name: Annotated[Text, AfterValidator(_whole_name)]
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
    """As the company says it: 31 December. Fiscal periods of its records are sorted and drawn by it."""
    fiscal_year_by_start: bool = False
    """True when the company names a fiscal year by the calendar year in which it begins, not by that of its end."""
    currency: Text | None = None
    """Reporting currency."""
    website: Text | None = None
    """Address in full: https://www.example.org/."""
    focus: Words = ()
    """Fields of work, as the company names them."""
    regions: Words = ()
    """Regions it reaches."""
    flags: Words = ()
    """What it is by a rule: hk_18a, national_high_tech, emerging_growth, sme; or national titles held, as printed."""
    partner_only: bool = False
    """True for a company known only through deals of others: it gets no briefing of its own."""


class Metric(Record):
    """A company figure: of a period (sales, R&D spend), on a day (cash, headcount), or guidance for a period."""

    kind: ClassVar[str] = "metric"
    plural: ClassVar[str] = "metrics"

    company: CompanyRef
    """The company it is a figure of."""
    type: Annotated[str, METRIC_KINDS] = "other"
    """What kind of figure it is."""
    measure: Text
    """What is counted, in the words of the source: products launched worldwide, net product sales."""
    asset: AssetRef | None = None
    """The product it is a figure of."""
    indication: IndicationRef | None = None
    """The disease, where sales are split by it."""
    territory: Territory | None = None
    """The places it is a figure of; left out when the source does not say."""
    value: Quantity
    """The figure with its unit or currency: 6 products, USD 85 million; guidance as a range: USD 610-640 million."""
    period: PartialDate | None = None
    """The period it is a figure of: 2025-Q3, FY2026, FY2026-Q1."""
    as_of: PartialDate | None = None
    """The day the figure speaks of; needed when there is no period."""
    guidance: bool = False
    """True when the company expects the figure."""
    accounting: Annotated[str, ACCOUNTING] | None = None
    """How it is accounted for; a figure that is not GAAP or IFRS is printed as such."""
    change: Quantity | None = None
    """Against the same period a year before, as stated: 12%, -4%."""

    @classmethod
    def key_fields(cls) -> tuple[str, ...]:
        """Company, measure, asset, indication, territory, period, day and accounting."""
        return ("company", "measure", "asset", "indication", "territory", "period", "as_of", "accounting")

    @model_validator(mode="after")
    def _dated(self) -> Metric:
        if self.period is None and self.as_of is None:
            raise PydanticCustomError("value_error", "a figure has a period or a day: `period` or `as_of`")
        return self

    @property
    def of(self) -> PartialDate:
        """The time it is a figure of."""
        when = self.period or self.as_of
        assert when is not None  # one of both is given
        return when
