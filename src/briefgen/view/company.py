"""Companies in a view, with their listings and figures."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from briefgen.dataset.fiscal import last_month
from briefgen.lexicon.companies import in_short
from briefgen.records import Metric
from briefgen.records.vocabulary import FLAGS
from briefgen.values.facts import Traced
from briefgen.values.quantity import Quantity
from briefgen.view.base import Missing, RecordView, missing, naming, part_of, record_of, shows, some
from briefgen.view.deal import parties_of
from briefgen.view.named import assets_of
from briefgen.view.program import ProgramView
from briefgen.view.subject import Subject

if TYPE_CHECKING:
    from briefgen.view.area import IndicationView
    from briefgen.view.asset import AssetView

DECEMBER = 12
HOUSES = ("Nasdaq", "NASDAQ", "Euronext", "Xetra")
"""How names of exchanges begin that take no article."""


@shows("legalname")
class LegalNameView(RecordView):
    """A legal name of a company."""

    name: Traced
    valid_from: Traced


@shows("listing")
class ListingView(RecordView):
    """A stock exchange listing."""

    exchange: Traced
    code: Traced
    date: Traced

    @property
    def is_house(self) -> bool:
        """Whether its exchange goes by the name of its house, which takes no article."""
        return self.exchange.text.startswith(HOUSES)


@shows("metric")
class MetricView(RecordView):
    """A company figure of a period, on a day, or expected."""

    company: CompanyView
    type: Traced
    measure: Traced
    asset: AssetView | Missing
    indication: IndicationView | Missing
    territory: Traced
    period: Traced
    as_of: Traced
    guidance: bool
    accounting: Traced

    @property
    def change(self) -> Traced:
        """Against the same period a year before; a rise with its sign, as a fall has its own."""
        said: Traced = self._traced("change", self._record.change)
        return replace(said, text=f"+{said.text}") if said.text[:1].isdigit() else said

    @property
    def value(self) -> Traced:
        """Its value as printed: a loss that its name says and its brackets or minus say again is told once."""
        said: Traced = self._traced("value", self._record.value)
        quantity: Quantity = self._record.value
        if not re.search(r"(?i)\b(loss|losses|deficit|outflow)\b", self._record.measure):
            return said
        quantity = quantity.unsigned
        return replace(said, text=quantity.text, value=quantity)

    @property
    def of(self) -> Traced:
        """The time it is a figure of: its period, else its day."""
        when: Traced = self.period or self.as_of
        return when

    @property
    def is_count(self) -> bool:
        """Whether the company counts something of its own with it: no unit, no period, no medicine."""
        return not (self.value.value.unit or self.value.value.currency or self.period or self.asset)

    @property
    def unusual(self) -> Traced:
        """How it is accounted for where that is neither GAAP nor IFRS; missing otherwise."""
        plain = self._record.accounting in (None, "gaap", "ifrs")
        return missing(self._fact("accounting")) if plain else self.accounting


@shows("company")
class CompanyView(Subject):
    """A company."""

    name: Traced
    legal_names: tuple[LegalNameView, ...]
    listings: tuple[ListingView, ...]
    isin: Traced
    lei: Traced
    fiscal_year_end: Traced
    fiscal_year_by_start: bool
    currency: Traced
    website: Traced
    partner_only: bool

    @property
    def full_name(self) -> Traced:
        """Its one legal name, where that says its name, too: "Nordic Bio AB"."""
        names = self.legal_names
        told = len(names) == 1 and names[0].name.text.startswith(self.name.text)
        return names[0].name if told else missing(self._fact("legal_names"))

    @property
    def short(self) -> Traced:
        """Its name where it is said again and again: Summit, for Summit Therapeutics."""
        return replace(self.name, text=in_short(self.name.text))

    @cached_property
    def listing(self) -> ListingView | Missing:
        """Its first listing, or absent."""
        return self.listings[0] if self.listings else Missing("company", missing(self._fact("listings")))

    @property
    def listings_beside(self) -> tuple[ListingView, ...]:
        """Its listings, where they tell more than the code that is named with it."""
        return self.listings if len(self.listings) > 1 or any(one.date for one in self.listings) else ()

    @cached_property
    def metrics(self) -> tuple[MetricView, ...]:
        """Company figures; the latest of each kind."""
        latest: dict[tuple[Any, ...], MetricView] = {}
        for metric in naming(self._view, "metric", ("company", self.id)):
            record: Metric = record_of(metric)
            same = latest.get(key := _kind_of(record))
            if same is None or record_of(same).of.sort_key <= record.of.sort_key:
                latest[key] = metric
        return tuple(latest.values())

    @property
    def focus(self) -> tuple[Traced, ...]:
        """Its fields of work, as it names them."""
        return _one_by_one(self._traced("focus", self._record.focus))

    @property
    def is_described(self) -> bool:
        """Whether what it works in, where it is listed or a figure of it is on record."""
        return bool(self.focus or self.listings or self.metrics)

    @property
    def regions(self) -> tuple[Traced, ...]:
        """The regions that it reaches."""
        return _one_by_one(self._traced("regions", self._record.regions))

    @property
    def flags(self) -> tuple[Traced, ...]:
        """What it is by a rule or a title it holds, as printed words."""
        stated: tuple[Traced, ...] = self._traced("flags", self._record.flags)
        return tuple(replace(flag, text=_title(flag.text)) for flag in stated)

    @property
    def titles(self) -> tuple[Traced, ...]:
        """The same, as sentences ask for it."""
        return self.flags

    @property
    def fiscal_year_apart(self) -> Traced:
        """The end of its fiscal year where that is not the calendar's and one of its figures is of a fiscal period;
        missing otherwise."""
        fiscal = any("FY" in metric.period.text for metric in self.metrics if metric.period)
        apart = fiscal and last_month(self._record) not in (None, DECEMBER)
        return self.fiscal_year_end if apart else missing(self._fact("fiscal_year_end"))

    @property
    def figures(self) -> tuple[MetricView, ...]:
        """Company figures that were reached; guidance apart."""
        return tuple(metric for metric in self.metrics if not metric.guidance)

    @property
    def guidance(self) -> tuple[MetricView, ...]:
        """What the company expects."""
        return tuple(metric for metric in self.metrics if metric.guidance)

    def _near(self, kind: str) -> tuple[Any, ...]:
        view, own = self._view, ("company", self.id)
        direct = naming(view, kind, own)
        if kind == "asset":
            dealt = (id for deal in naming(view, "deal", own) for id in record_of(deal).assets)
            return some(view, kind, (*(seen.id for seen in direct), *dealt))
        if kind in ("designation", "filing", "trial"):
            held = naming(view, kind, *(("asset", asset.id) for asset in self.assets))
            return some(view, kind, (seen.id for seen in (*direct, *held)))
        return direct

    def _concerns(self, seen: RecordView) -> bool:
        record, own = record_of(seen), self.id
        match record.kind:
            case "asset" if isinstance(seen, ProgramView):
                return own in (record.company, part_of(seen).owner)
            case "asset":
                parties = {
                    party
                    for deal in naming(self._view, "deal", ("asset", record.id))
                    if record.id in record_of(deal).assets
                    for party in parties_of(deal)
                }
                owners = {program.owner for _, program in self._view.parts(record, "programs")}
                return own == record.company or own in parties or own in owners
            case "event":
                return own in record.companies
            case "claim":
                return bool(own == record.company)
            case "deal":
                return own in parties_of(seen)
            case "filing" if record.applicant == own:
                return True
            case _:
                asset_ids = {asset.id for asset in self.assets if record_of(asset).company == own}
                return bool(asset_ids & assets_of(record))


def _title(flag: str) -> str:
    """The words of a flag: those of the vocabulary, else its own."""
    return FLAGS.get(flag.lower().replace(" ", "_").replace("-", "_"), flag.replace("_", " "))


def _one_by_one(stated: tuple[Traced, ...]) -> tuple[Traced, ...]:
    """Words each for itself, also those that are given as one text with commas between them."""
    return tuple(replace(one, text=part) for one in stated for part in one.text.split(", "))


def _kind_of(metric: Metric) -> tuple[Any, ...]:
    """What makes two figures one of two times: a year and a quarter are two figures."""
    lasts = metric.period.lasts if metric.period else "day"
    places = metric.territory.text if metric.territory else None
    kind = (metric.measure, metric.asset, metric.indication, places, metric.accounting, metric.guidance)
    return (*kind, metric.period.text if metric.guidance and metric.period else lasts)
