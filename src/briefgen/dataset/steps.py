"""Steps: what filings and changed deals say of events and programs becomes events and programs, each with its place.

The user enters a step once. Each is an event from the day it is known, unless the event has a record of its own; an
option that was taken up and the end of a deal are steps of it like its amendments. The steps of a filing also give the
program of their asset, indication and territory its stage and status.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from briefgen.dataset.clock import known_from
from briefgen.dataset.store import Dataset, Position
from briefgen.dataset.tree import Path_
from briefgen.frozen import frozen
from briefgen.lexicon.diseases import in_sentence
from briefgen.lexicon.spelling import large
from briefgen.records import Amendment, Asset, Company, Deal, Event, Filing, Indication, Program, Record, Sourced, Step
from briefgen.records.base import slug
from briefgen.records.filing import PLANS
from briefgen.records.vocabulary import (
    ADVISERS,
    AGENCIES,
    AMENDMENT_EVENTS,
    AMENDMENTS,
    DEAL_TYPES,
    FILING_EVENTS,
    PROPER_NAMES,
)
from briefgen.values.dates import PartialDate
from briefgen.values.territory import may_meet

Stated = tuple[str | None, str]
"""A stage and a status; without a stage the one before holds."""
STATES: Mapping[str, Stated] = {
    "submitted": ("filed", "filed"), "accepted": ("filed", "accepted"), "priority_review": ("filed", "under_review"),
    "positive_opinion": ("filed", "positive_opinion"), "negative_opinion": ("filed", "under_review"),
    "complete_response": ("filed", "rejected"), "refused": ("filed", "refused"),
    "resubmitted": ("filed", "resubmitted"), "approved": ("approved", "approved"),
    "converted": ("approved", "approved"),
    "reimbursed": (None, "reimbursed"), "launched": ("marketed", "launched"),
    "suspended_marketing": ("on_hold", "suspended_marketing"),
    "indication_withdrawn": ("withdrawn", "indication_withdrawn"),
}  # fmt: skip
"""What a step makes of a program."""
APPROVED = {"accelerated": "accelerated_approved", "conditional": "conditionally_approved"}
TITLES = {
    "planned": "Planned filing of {what} with {the_who}", "submitted": "{what} filed with {the_who}",
    "accepted": "Filing of {what} accepted by {the_who}", "priority_review": "Priority review of {what} by {the_who}",
    "goal_date": "{goal} of {the_who} for {what}", "advisory_committee": "Advisory committee of {the_who} on {what}",
    "positive_opinion": "Positive opinion of {the_who} on {what}",
    "negative_opinion": "Negative opinion of {the_who} on {what}",
    "complete_response": "Complete response letter of {the_who} for {what}", "refused": "{what} refused by {the_who}",
    "resubmitted": "Filing of {what} resubmitted to {the_who}",
    "application_withdrawn": "Application to {the_who} for {what} withdrawn",
    "approved": "{what} approved by {the_who}", "label_update": "{who} label of {what} updated",
    "rems": "REMS required by {the_who} for {what}", "reimbursed": "{what} listed for reimbursement by {the_who}",
    "not_reimbursed": "Reimbursement of {what} declined by {the_who}", "launched": "{what} launched {place}",
    "converted": "Approval of {what} converted to full approval by {the_who}",
    "suspended_marketing": "Marketing of {what} suspended {place}", "recalled": "{what} recalled {place}",
    "indication_withdrawn": "Indication of {what} withdrawn {place}",
}  # fmt: skip


@frozen
class _Made:
    """A record or part that a step states, and the place of the step."""

    event: Event
    place: Position


def with_steps(dataset: Dataset) -> Dataset:
    """The dataset with the events and programs that steps of filings and amendments of deals state."""
    made = [*_filing_events(dataset), *_deal_events(dataset)]
    events = {**dataset.records.get("event", {}), **{each.event.id: each.event for each in made}}
    places = {**dataset.places, **{("event", each.event.id): each.place for each in made}}
    assets = dict(dataset.records.get("asset", {}))
    inner: dict[tuple[str, str, int], Position] = {}
    for filing in dataset.all(Filing):
        asset = assets.get(filing.asset)
        if isinstance(asset, Asset):
            rows = list(_rows(dataset, filing, asset))
            for index, (_, number) in enumerate(rows, len(asset.programs)):
                place = dataset.places["filing", filing.id]
                inner["asset", asset.id, index] = replace(place, path=(*place.path, "steps", number))
            programs = (*asset.programs, *(row for row, _ in rows))
            assets[filing.asset] = asset.model_copy(update={"programs": programs})
    records = {**dataset.records, "event": events, "asset": assets}
    return replace(dataset, records=records, places=places, programs=inner, made=frozenset(e.event.id for e in made))


# --- events ----------------------------------------------------------------------------------------------------


def _filing_events(dataset: Dataset) -> Iterable[_Made]:
    for filing in dataset.all(Filing):
        asset, indication = dataset.find("asset", filing.asset), dataset.find("indication", filing.indication)
        if not isinstance(asset, Asset) or not isinstance(indication, Indication):
            continue  # checks say which name is wrong
        for number, step in enumerate(filing.steps):
            event = Event(
                id=_id(filing, step.step, number),
                type=FILING_EVENTS.get(step.step, step.step),
                title=step.title or _title(filing, step, asset.name, indication),
                date=step.date,
                expected=step.step in PLANS,
                companies=tuple(dict.fromkeys((filing.applicant or asset.company, asset.company))),
                assets=(filing.asset,),
                indications=(filing.indication,),
                trials=filing.trials,
                filing=filing.id,
                territory=filing.territory,
                agency=step.body or filing.agency,
                detail=large(step.detail) if step.detail else None,
                **_shared(filing, step),
            )
            if step.event is None and not _told(dataset, event):
                place = dataset.places["filing", filing.id]
                yield _Made(event, replace(place, path=(*place.path, "steps", number)))


def _title(filing: Filing, step: Step, asset: str, indication: Indication) -> str:
    label = ", ".join(part for part in (filing.line, filing.population, filing.biomarker) if part)
    what = f"{asset} in {indication.short or in_sentence(indication.name)}" + (f" ({label})" if label else "")
    goal = f"{step.goal} date" if step.goal else "Decision goal date"
    agency = step.body or filing.agency
    who = AGENCIES.print(agency)
    the_who = who if agency in PROPER_NAMES else f"the {who}"
    title = f"{{what}} granted {step.approval} approval by {{the_who}}"
    title = title if step.approval and step.step == "approved" else TITLES[step.step]
    title = (
        title.replace("by {the_who}", "{place}")
        if agency in ADVISERS and step.step in ("approved", "converted")
        else title
    )
    title = title.replace(" of {the_who}", "") if step.goal == "PDUFA" else title  # a date that the FDA alone has
    words = title.format(what=what, who=who, the_who=the_who, place=filing.territory.place, goal=goal)
    return large(words)


def _deal_events(dataset: Dataset) -> Iterable[_Made]:
    for deal in dataset.all(Deal):
        for number, (path, change, of) in enumerate(_changes(dataset, deal)):
            event = Event(
                id=_id(deal, change.type, number),
                type=_event_of(change),
                title=_change(dataset, of, change),
                date=change.date,
                companies=tuple(dict.fromkeys((deal.licensor, deal.licensee, of.licensee))),
                assets=of.assets,
                deal=deal.id,
                territory=change.territory,
                detail=f"Reason stated: {change.why}" if change.why else None,
                **_shared(deal, change),
            )
            if change.event is None and not _told(dataset, event):
                place = dataset.places["deal", deal.id]
                yield _Made(event, replace(place, path=(*place.path, *path)))


def _changes(dataset: Dataset, deal: Deal) -> Iterable[tuple[Path_, Amendment, Deal]]:
    """The amendments of a deal, its options that were taken up and its end, unless an amendment tells them: each with
    where it stands and the deal as it is of it, an option of its holder and on its asset alone."""
    for number, amended in enumerate(deal.amendments):
        yield ("amendments", number), amended, deal
    found: list[tuple[Path_, Amendment, Deal]] = []
    for number, option in enumerate(deal.options):
        if option.exercised:
            held = {
                "licensee": option.holder or deal.licensee,
                "assets": (option.asset,) if option.asset else deal.assets,
            }
            own = {name: getattr(option, name) for name in ("territory", *_OWN)}
            taken = Amendment(type="option_exercised", date=option.exercised, **own)
            found.append((("options", number), taken, deal.model_copy(update=held)))
    if deal.terminated:
        found.append((("terminated",), Amendment(type="terminated", date=deal.terminated), deal))
    for path, change, of in found:
        told = (other for other in deal.amendments if _event_of(other) == _event_of(change))
        if not any(_may_agree(other.date, change.date) for other in told):
            known, first = known_from(dataset, change, deal), change.date.start or change.date.end
            early = known and known.end and first and known.end < first  # no source can have told it before its day
            yield path, change.model_copy(update={"announced": change.date}) if early else change, of


_OWN = ("source", "announced", "embargo_until", "note")


def _event_of(change: Amendment) -> str:
    return AMENDMENT_EVENTS.get(change.type, "deal_amended")


def _change(dataset: Dataset, deal: Deal, change: Amendment) -> str:
    if change.what:
        return large(change.what)
    found = (dataset.find("company", id) for id in (deal.licensor, deal.licensee))
    parties = [party.name for party in found if isinstance(party, Company)]
    words = AMENDMENTS.print(change.type)
    holder = dataset.find("company", deal.licensee)
    if words.startswith("option ") and isinstance(holder, Company):
        assets = [asset.name for id in deal.assets if isinstance(asset := dataset.find("asset", id), Asset)]
        on = f" on {' and '.join(assets)}" if assets else ""
        return f"Option of {holder.name}{on} {words.removeprefix('option ')}"
    kind = DEAL_TYPES.print(deal.type)
    return f"{large(kind)} of {' and '.join(parties)}: {words}"


def _shared(record: Record, step: Sourced) -> dict[str, Any]:
    """The sources, clock and limits of a step; what it leaves out it takes from its record."""
    own = step.source is not None
    untils = [part.embargo_until for part in (record, step) if part.embargo_until]
    return {
        "source": step.source or record.source,
        "announced": step.announced or (None if own else record.announced),
        "embargo_until": max(untils, key=lambda until: until.sort_key, default=None),
        "note": step.note,
        "audiences": record.audiences,
    }


def _id(record: Record, step: str, number: int) -> str:
    return slug(f"{record.id[:80]}.{step}-{number + 1}")


def _told(dataset: Dataset, made: Event) -> bool:
    """Whether an event of the user's tells the same: kind, subject and a day that may be the same."""
    return any(
        event.type == made.type
        and (event.deal == made.deal if made.deal else set(made.assets) <= set(event.assets))
        and (not event.indications or not made.indications or set(made.indications) & set(event.indications))
        and may_meet(event.territory, made.territory)
        and _may_agree(event.date, made.date)
        for event in dataset.all(Event)
    )


def _may_agree(one: PartialDate, other: PartialDate) -> bool:
    if one.end is None or other.end is None:
        return one == other
    return (one.start or one.end) <= other.end and (other.start or other.end) <= one.end


# --- programs --------------------------------------------------------------------------------------------------


def _rows(dataset: Dataset, filing: Filing, asset: Asset) -> Iterable[tuple[Program, int]]:
    """Rows of the program for a filing, one for each step that moves it, each with the number of its step."""
    mine = [
        program for program in asset.programs
        if program.indication == filing.indication and program.territory is not None
        and program.territory.overlaps(filing.territory) and (filing.line is None or program.line == filing.line)
    ]  # fmt: skip
    before = next((program for program in mine if program.territory == filing.territory), mine[0] if mine else None)
    stage = before.stage if before else None
    first = stage
    for number, step in enumerate(filing.steps):
        if step.step == "application_withdrawn":
            stage, status = first or "withdrawn", "application_withdrawn"
        elif step.step in STATES:
            new, status = STATES[step.step]
            stage = new or stage
            if step.step == "approved" and step.approval in APPROVED:
                status = APPROVED[step.approval]
        else:
            continue
        yield (
            Program(
                indication=filing.indication,
                territory=before.territory if before and before.territory == filing.territory else filing.territory,
                stage=stage,
                status=status,
                owner=filing.applicant or (before.owner if before else None),
                line=filing.line or (before.line if before else None),
                filing=filing.id,
                note=step.note,
                source=step.source or filing.source,
                announced=step.announced or (None if step.source else filing.announced),
                embargo_until=step.embargo_until or filing.embargo_until,
            ),
            number,
        )
