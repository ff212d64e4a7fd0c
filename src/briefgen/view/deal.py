"""Deals in a view, as they stood on the day: terms, amendments, payments and options."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

from briefgen.records import Terms
from briefgen.records.vocabulary import AMENDMENTS, ENDINGS
from briefgen.values.dates import PartialDate
from briefgen.values.facts import Traced
from briefgen.view.ahead import next_about
from briefgen.view.base import Missing, RecordView, fact_of, missing, naming, part_of, path_of, record_of, shows
from briefgen.view.changed_terms import Changed, places_added, places_lost
from briefgen.view.deal_elements import DealElement, below_unit, beyond_upfront, elements_of, upfront_in_parts, withheld
from briefgen.view.deal_terms import DealTerms, TermsView

if TYPE_CHECKING:
    from briefgen.view.asset import AssetView
    from briefgen.view.company import CompanyView
    from briefgen.view.event import EventView
    from briefgen.view.trial import TrialView

TERMS = frozenset(Terms.model_fields)
"""Fields of a deal that an amendment may change."""
TOTALS = ("total", "total_includes_upfront")
AMOUNTS = tuple(name for name in TERMS if name.endswith("milestones") or name in ("upfront", "near_term", "equity"))
TERM_WORDS = {
    "territory": "territory", "upfront": "upfront payment", "near_term": "near-term payments",
    "milestones": "milestones", "royalties": "royalties", "royalty_rate": "royalty rate", "equity": "equity investment",
    "profit_share": "profit share", "cost_share": "cost share", "field_of_use": "field of use", "total": "total",
}  # fmt: skip

OpenTerm: TypeAlias = Literal["upfront", "milestones", "royalties"]
"""A term that every licence has, and that the sources may leave out."""
Term: TypeAlias = Traced | tuple[Traced, ...] | bool
"""A term as it is told: an amount or a word, several words, or whether something holds."""


@shows("amendment")
class AmendmentView(TermsView):
    """A later change of a deal, with the terms that it states anew."""

    type: Traced
    date: Traced
    what: Traced
    why: Traced
    event: EventView | Missing

    @property
    def ends(self) -> bool:
        """Whether nothing of the deal holds after it: an option that lapsed, rights that were returned."""
        return part_of(self).type in ENDINGS

    @property
    def only_ends(self) -> bool:
        """Whether all that is known of it is that the deal ended by it, which is told beside the day of signing."""
        return self.ends and not (self.what or self.why or part_of(self).note or self.changed)

    @property
    def adds_places_alone(self) -> bool:
        """Whether all that it changes is that the rights hold in more places, without a word on payments for it."""
        return len(self.changed) == 1 and self.changed[0].added is not None

    @property
    def changed(self) -> tuple[Changed, ...]:
        """The terms that it changes, each with what held before."""
        deal = DealView(self._view, self._record)
        before = [number for number in deal.kept if ("amendments", number) < path_of(self)]
        return tuple(
            Changed(TERM_WORDS[name], old, new, places_added(old, new), places_lost(old, new))
            for name in TERM_WORDS
            if states(part_of(self), name) and isinstance(old := deal.term(name, before), Traced)
            for new in (getattr(self, name),)
        )

    @property
    def changed_beside(self) -> tuple[Changed, ...]:
        """The same but for places that are added or lost, where what its source says of it names them."""
        said = self.what.text.casefold()
        places = ((one, one.added or one.lost) for one in self.changed)
        return tuple(one for one, where in places if not (where and where.text.casefold() in said))

    @property
    def only_adds(self) -> bool:
        """Whether all that is known of it is the places that it adds."""
        told = self.what or self.why or part_of(self).note
        return not told and bool(self.changed) and all(change.added for change in self.changed)


def states(part: Any, name: str) -> bool:
    """Whether a deal or an amendment states a term."""
    return getattr(part, name) not in (None, ())


def amended_on(deal: DealView, name: str) -> Traced | None:
    """The day of the amendment that states a term as it holds now; none when it is that of the signing."""
    return next((change.date for change in reversed(deal.amendments) if states(part_of(change), name)), None)


@shows("instalment")
class InstalmentView(RecordView):
    """A payment of a deal that is due in parts."""

    amount: Traced
    due: Traced
    on: Traced
    paid: bool
    note: Traced

    @property
    def remark(self) -> Traced:
        """What a source remarks on it, as it stands below the unit that all amounts of its deal share."""
        return below_unit(self.note, DealView(self._view, self._record).unit)

    @property
    def unconfirmed(self) -> bool:
        """Whether the day on which it was due has passed, and no source says that it was paid."""
        due: PartialDate | None = part_of(self).due
        return not self.paid and bool(due and due.end and due.end < self._view.as_of)


@shows("dealoption")
class OptionView(RecordView):
    """What a party of a deal may take up later."""

    on: Traced
    holder: CompanyView | Missing
    asset: AssetView | Missing
    territory: Traced
    fee: Traced
    until: Traced
    exercised: Traced

    @property
    def untold_place(self) -> Traced:
        """Its territory within a sentence, where what it is on does not name it."""
        named = self.territory.text.lower() in self.on.text.lower()
        return missing(fact_of(self, "territory")) if named else self.there


@shows("stake")
class StakeView(RecordView):
    """The share of a party."""

    company: CompanyView
    share: Traced


@shows("deal")
class DealView(DealTerms):
    """A deal as it stood on the day: terms are those agreed last, and nothing that came later is told."""

    @property
    def elements(self) -> tuple[DealElement, ...]:
        """What is paid, element by element."""
        return elements_of(self)

    @property
    def unit(self) -> Traced:
        """The currency and unit that all of its amounts share."""
        found = next((one.unit for one in self.elements if one.unit), None)
        return found or missing(self._fact("upfront"))

    @property
    def has_lapsed(self) -> bool:
        """Whether it ended because an option was not taken up."""
        return any(part_of(change).type == "option_lapsed" for change in self.amendments)

    @property
    def upfront_in_parts(self) -> bool:
        """Whether its instalments are all of the upfront payment."""
        return upfront_in_parts(self)

    @property
    def withheld(self) -> tuple[Traced, ...]:
        """The amounts that a source speaks of without giving them."""
        return withheld(self)

    @property
    def beyond_upfront(self) -> Traced | None:
        """What its total leaves beyond the upfront payment, reckoned where no source divides it."""
        return beyond_upfront(self)

    @property
    def keeper(self) -> CompanyView | Missing:
        """The company that keeps what is not licensed: the licensor of its own medicines, where nobody else has a deal
        on them or holds a programme."""
        others = [deal for asset in self.assets for deal in asset.deals if deal != self and not deal.terminated]
        holders = {program.owner for asset in self.assets for program in asset.programs}
        own = self.assets and all(asset.company == self.licensor for asset in self.assets)
        alone = not others and holders <= {self.licensor, self.licensee}
        if self.is_licence and not self.terminated and self.territory and own and alone:
            return self.licensor
        return Missing("company", missing(self._fact("licensor")))

    @property
    def trials(self) -> tuple[TrialView, ...]:
        """The trials of its medicines that its licensee runs."""
        return tuple(dict.fromkeys(t for asset in self.assets for t in asset.trials if t.sponsor == self.licensee))

    @property
    def next(self) -> EventView | None:
        """The foremost event that is expected of its medicines and concerns its licensee."""
        ahead = (event for asset in self.assets for event in asset.catalysts if self.licensee in event.companies)
        return next_about(self, ahead)

    @property
    def leaves_payments_open(self) -> bool:
        """Whether milestones are agreed of which no source says that one was paid."""
        events: tuple[EventView, ...] = naming(self._view, "event", ("deal", self.id))
        paid = any(record_of(event).type == "milestone_received" for event in events)
        return bool(self.milestones or self.beyond_upfront) and not self.terminated and not paid

    @cached_property
    def kept(self) -> tuple[int, ...]:
        """The numbers of the amendments that the day knows and that had come by then."""
        return tuple(number for number, part in self._view.parts(self._record, "amendments") if self._came(part.date))

    @cached_property
    def amendments(self) -> tuple[AmendmentView, ...]:
        """Its amendments, earliest first."""
        parts = self._record.amendments
        return tuple(AmendmentView(self._view, self._record, parts[n], ("amendments", n)) for n in self.kept)

    def term(self, name: str, amendments: Sequence[int]) -> Term:
        """A term as the last of some amendments states it, else as first agreed; a total that is older than a change of
        one of its amounts is no longer told."""
        for number in reversed(amendments):
            part = self._record.amendments[number]
            if name in TOTALS and not states(part, "total") and any(states(part, amount) for amount in AMOUNTS):
                return missing(self._fact(name))
            if states(part, name):
                changed: Term = getattr(AmendmentView(self._view, self._record, part, ("amendments", number)), name)
                return changed
        agreed: Term = self._traced(name, getattr(self._record, name))
        return agreed

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            if name in TERMS:
                return self.term(name, self.kept)
            return super().__getattr__(name)

    def _came(self, day: PartialDate | None) -> bool:
        """Whether a day may have come by the as-of day; one that lies after it is not told as past."""
        first = (day.start or day.end) if day else None
        return first is None or first <= self._view.as_of

    def _day(self, name: str, *types: str) -> Traced:
        changes = [change for change in self.amendments if not types or change.type in types]
        if changes and (types or self._record.amended is None):
            return changes[-1].date
        own = getattr(self._record, name)
        day: Traced = self._traced(name, own if self._came(own) else None)
        return day

    @property
    def closed(self) -> Traced:
        """Day on which it took effect; missing while it has not."""
        return self._day("closed", "closed")

    @property
    def amended(self) -> Traced:
        """Day of the latest amendment."""
        return self._day("amended", *(kind for kind in AMENDMENTS.codes if kind not in ("closed", *ENDINGS)))

    @property
    def is_amended_since(self) -> bool:
        """Whether it was changed after its signing, and not only ended."""
        return any(not one.ends for one in self.amendments)

    @property
    def terminated(self) -> Traced:
        """Day on which it ended; missing while it has not."""
        return self._day("terminated", *ENDINGS)

    @property
    def leaves_closing_open(self) -> bool:
        """Whether something is not stated, and neither is when or on what condition it closes."""
        return bool(self.leaves_open and not self.closed and not self.conditions)

    @property
    def is_titled_by_money(self) -> bool:
        """Whether a title has its money in the place of its long territory."""
        return bool(self.is_licence and self.upfront and not self.terminated and self.has_long_territory)

    @property
    def amendments_told(self) -> tuple[AmendmentView, ...]:
        """Its amendments, without one of which no more is known than that the deal ended by it."""
        return tuple(amendment for amendment in self.amendments if not amendment.only_ends)

    @property
    def open_terms(self) -> tuple[OpenTerm, ...]:
        """What the sources leave out of the terms that every licence has."""
        known = {
            "upfront": self.upfront,
            "milestones": self.milestones or self.beyond_upfront,
            "royalties": self.royalties or self.royalty_rate,
        }
        return tuple(term for term in get_args(OpenTerm) if not known[term])

    @property
    def leaves_open(self) -> bool:
        """Whether the sources leave out one of them."""
        return bool(self.open_terms)


def parties_of(deal: RecordView) -> set[str]:
    """Ids of both parties of a deal."""
    return {record_of(deal).licensor, record_of(deal).licensee}
