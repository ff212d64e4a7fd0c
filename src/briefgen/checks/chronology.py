"""Rules on time: nothing is known before it happened, closed before it was signed, or forgotten after its day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from briefgen.checks.walk import kinds_within, parts
from briefgen.dataset.store import Dataset
from briefgen.problems import Problem
from briefgen.records import (
    KINDS,
    Deal,
    Designation,
    Event,
    Filing,
    Listing,
    Metric,
    Record,
    Result,
    Source,
    Sourced,
    Trial,
)
from briefgen.records.filing import PLANS, moved_past
from briefgen.records.vocabulary import AMENDMENT_EVENTS, EVENT_KINDS
from briefgen.values.dates import PartialDate

PAST: dict[type[Sourced], tuple[str, ...]] = {
    Deal: ("signed", "closed"), Designation: ("granted",), Listing: ("date",), Metric: ("as_of",),
    Result: ("data_cut_off",), Trial: ("data_cut_off",),
}  # fmt: skip
"""Dates that cannot lie after the day they became known."""
EVENT_HINT = "write `expected: true`, mend the date, or give it a source of its own"
STEP_HINT = (
    "give it a source of its own, or `announced:` the day the world knew; what is to come is `planned` or `goal_date`"
)
VIA_HINT = "`via` stands in what was not read itself and names where it was found: a release that was read in a reprint"
CHANGES = frozenset({"deal_amended", *AMENDMENT_EVENTS.values()} - {"deal_closed"})
"""Events that change a deal; its closing is held against `closed`."""


def check(dataset: Dataset) -> Iterator[Problem]:
    """Dates that contradict each other."""
    newest = max((day for source in dataset.all(Source) if (day := _certain(source.published))), default=None)
    deals = _Deals(dataset.all(Deal))
    signing: dict[str, list[Event]] = {}
    for event in dataset.all(Event):
        yield from _event(dataset, event, newest)
        yield from _change(dataset, event, deals)
        if event.deal and event.type in {"deal_signed", "deal_closed"}:
            signing.setdefault(event.deal, []).append(event)
    for kind in KINDS:
        if not PAST.keys().isdisjoint(kinds_within(kind)):
            for record in dataset.all(kind):
                yield from _past(dataset, record)
    for deal in dataset.all(Deal):
        yield from _deal(dataset, deal, signing.get(deal.id, []))
    for source in dataset.all(Source):
        yield from _source(dataset, source)


def _event(dataset: Dataset, event: Event, newest: date | None) -> Iterator[Problem]:
    known, label, when = _known(dataset, event, event), f"event '{event.id}'", event.date.text
    if event.expected:
        if event.outcome and event.outcome != "not_applicable":
            message = f"{label} is expected, yet has an outcome"
            place = dataset.origin(event, ("outcome",))
            yield Problem(place, "expected-outcome", message, "remove `expected`, or the outcome")
        if event.date.end and known and event.date.end < known:
            message = f"{label} is expected for {when}, before it was announced on {known}"
            hint = "remove `expected: true`, or mend the date"
            yield Problem(dataset.origin(event, ("date",)), "past-expectation", message, hint)
        elif event.date.end and newest and event.date.end < newest and not _answered(dataset, event):
            message = f"{label} was expected for {when}, and the newest source is of {newest}"
            hint = "enter what became of it, or its new date"
            yield Problem(dataset.origin(event, ("date",)), "overdue", message, hint, "warning")
    elif known and (_first(event.date) or date.min) > known:
        message = f"{label} happened in {when}, after it was announced on {known}"
        hint = STEP_HINT if event.id in dataset.made else EVENT_HINT
        yield Problem(dataset.origin(event, ("date",)), "future-event", message, hint)


def _answered(dataset: Dataset, event: Event) -> bool:
    """Whether it is a goal date of a filing that a later step has answered."""
    filing = dataset.find("filing", event.filing) if event.filing else None
    if not isinstance(filing, Filing):
        return False
    return any(moved_past(filing.steps, s) for s in filing.steps if s.step in PLANS and s.date == event.date)


def _past(dataset: Dataset, record: Record) -> Iterator[Problem]:
    for path, part in parts(record):
        if not isinstance(part, Sourced):
            continue
        for name in PAST.get(type(part), ()):
            when: PartialDate | None = getattr(part, name)
            known = _known(dataset, record, part) if when else None
            if when and known and (_first(when) or date.min) > known:
                message = f"{record.kind} '{record.id}': {name} {when.text} is later than the day it was known, {known}"
                place = dataset.origin(record, (*path, name))
                yield Problem(place, "future-date", message, "mend the date, or the source")


def _deal(dataset: Dataset, deal: Deal, events: list[Event]) -> Iterator[Problem]:
    if deal.signed and deal.closed and _before(deal.closed, deal.signed):
        message = f"deal '{deal.id}' closed ({deal.closed.text}) before it was signed ({deal.signed.text})"
        yield Problem(dataset.origin(deal, ("closed",)), "closed-before-signed", message)
    for event in events:
        agreed = deal.signed if event.type == "deal_signed" else deal.closed
        if agreed and _apart(agreed, event.date):
            message = f"event '{event.id}' is of {event.date.text}; the deal itself says {agreed.text}"
            yield Problem(dataset.origin(event, ("date",)), "date-conflict", message, "make them agree")


def _change(dataset: Dataset, event: Event, every: _Deals) -> Iterator[Problem]:
    """A change of a deal that only an event tells, so that the deal keeps its old terms."""
    if event.type not in CHANGES or event.expected or event.id in dataset.made:
        return
    deals = every.told_by(event)
    if deals and not any(_is_amended(deal, event) for deal in deals):
        names, kind = " or ".join(f"'{deal.id}'" for deal in deals), EVENT_KINDS.print(event.type)
        day = f"amendment of {event.date.text}" if event.date.end else "such amendment"
        message = f"event '{event.id}' ({kind}) changes deal {names}, which has no {day}"
        hint = f"add it to `amendments:` of the deal, with the terms that hold since then and `event: {event.id}`"
        yield Problem(dataset.origin(event), "deal-unchanged", message, hint, "warning")


class _Deals:
    """The deals of a dataset, to be found by what events name."""

    def __init__(self, deals: Iterable[Deal]) -> None:
        self.by_id = {deal.id: deal for deal in deals}
        self.of_asset: dict[str, dict[int, Deal]] = {}
        for number, deal in enumerate(self.by_id.values()):
            for asset in deal.assets:
                self.of_asset.setdefault(asset, {})[number] = deal

    def told_by(self, event: Event) -> list[Deal]:
        """The deal that an event names; one that names none tells of those of its companies and assets."""
        if event.deal:
            return [self.by_id[event.deal]] if event.deal in self.by_id else []
        about = {n: deal for asset in event.assets for n, deal in self.of_asset.get(asset, {}).items()}
        return [deal for _, deal in sorted(about.items()) if {deal.licensor, deal.licensee} <= set(event.companies)]


def _is_amended(deal: Deal, event: Event) -> bool:
    """Whether a deal has the change that an event tells of."""
    own: tuple[PartialDate | None, ...]
    own = {"deal_amended": (deal.amended,), "deal_terminated": (deal.terminated,)}.get(event.type, ())
    if event.type in ("option_exercised", "opt_in"):
        own = tuple(option.exercised for option in deal.options)
    days = [day for day in own if day]
    days += [change.date for change in deal.amendments if _event_of(change.type) == event.type]
    told = any(change.event == event.id for change in deal.amendments)
    return told or any(not _apart(day, event.date) for day in days)


def _event_of(amendment: str) -> str:
    return AMENDMENT_EVENTS.get(amendment, "deal_amended")


def _apart(one: PartialDate, other: PartialDate) -> bool:
    """Whether two dates cannot be of one day; of an unknown one that is not said."""
    return _before(one, other) or _before(other, one)


def _source(dataset: Dataset, source: Source) -> Iterator[Problem]:
    published, retrieved = source.published, source.retrieved
    if retrieved and published and _before(retrieved, published):
        message = f"source '{source.id}' was retrieved ({retrieved.text}) before it was published ({published.text})"
        yield Problem(dataset.origin(source, ("retrieved",)), "retrieved-before-published", message)
    citing = dataset.find("source", source.via) if source.via else None
    if isinstance(citing, Source) and citing.published:
        for name, when in (("published", published), ("retrieved", retrieved)):
            if when and _before(citing.published, when):
                cited = f"'{citing.id}', which cites it ({citing.published.text})"
                message = f"source '{source.id}' was {name} ({when.text}) after {cited}"
                yield Problem(dataset.origin(source, (name,)), "cited-before-published", message, VIA_HINT)


def _known(dataset: Dataset, record: Record, part: Sourced) -> date | None:
    """The last day on which the world may have learnt of it: as announced, else when its newest source appeared."""
    announced = part.announced or record.announced
    if announced:
        return announced.end
    mention = part.source or record.source
    days = [_published(dataset, id) for id in mention.ids] if mention else []
    return max((day for day in days if day), default=None)


def _published(dataset: Dataset, id: str, depth: int = 8) -> date | None:
    source = dataset.find("source", id)
    if not isinstance(source, Source) or depth == 0:
        return None
    return _published(dataset, source.via, depth - 1) if source.via else _last(source.published)


def _before(first: PartialDate, second: PartialDate) -> bool:
    """Whether the first certainly lies before the second."""
    start = _first(second)
    return first.end is not None and start is not None and first.end < start


def _first(when: PartialDate | None) -> date | None:
    """The first possible day; of a date known only as 'by', that last day, for the source vouches for it alone."""
    return (when.start or when.end) if when else None


def _certain(when: PartialDate | None) -> date | None:
    """The day from which it was certainly there: the first of a month or year that says no more."""
    return (when.start or when.end) if when else None


def _last(when: PartialDate | None) -> date | None:
    return when.end if when else None
