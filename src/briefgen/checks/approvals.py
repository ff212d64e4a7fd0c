"""Rules on approvals: what events say of an asset in a disease and territory agrees with its programs."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.checks.vocabulary import IN_USE
from briefgen.dataset.store import Dataset
from briefgen.problems import Problem
from briefgen.records import Asset, Event, Indication, Program
from briefgen.records.vocabulary import STAGES
from briefgen.values.territory import Territory

APPROVED = ("approved", "marketed")
FILED = ("nda_submitted", "nda_accepted", "positive_opinion")
ENDED = ("withdrawn", "rejected", "terminated", "suspended", "no_longer_available")
"""Statuses of a program that an earlier approval does not contradict."""


def check(dataset: Dataset) -> Iterator[Problem]:
    """Programs still in development where an event tells of their approval, and approvals that stand alone."""
    for event in dataset.all(Event):
        if event.type == "regulatory_approval" and not event.expected and event.territory:
            for id in event.assets:
                asset = dataset.find("asset", id)
                if isinstance(asset, Asset):
                    yield from _approval(dataset, event, event.territory, asset)


def _approval(dataset: Dataset, event: Event, where: Territory, asset: Asset) -> Iterator[Problem]:
    """An approval of an asset in a territory, held against the asset's programs."""
    there = {
        index: program
        for index, program in enumerate(asset.programs)
        if program.territory and program.territory.overlaps(where) and _same_use(dataset, event, program)
    }
    approved = {program.indication for program in there.values() if _is_approved(program)}
    known = bool(approved)
    for index, program in there.items():
        inside = program.territory is not None and set(program.territory.include) <= set(where.include)
        if inside and program.indication in set(event.indications) - approved and _behind(program):
            origin = dataset.origin(asset, ("programs", index, "stage"))
            stage = STAGES.print(program.stage or "").replace("\u00a0", " ")
            told = f"where event '{event.id}' ({dataset.origin(event)}) tells of its approval"
            message = f"programs[{index}]: {stage} {where.place}, {told}"
            hint = "write `stage: approved`; or give the other use an indication of its own"
            yield Problem(origin, "stage-behind-approval", message, hint, "warning")
            known = True
    if not known and not _filed(dataset, event, where, asset):
        place, use = where.place, f" in {' and '.join(event.indications)}" if event.indications else ""
        message = f"event '{event.id}': asset '{asset.id}' has no program that is approved {place}{use}, and no filing"
        hint = "add the program with `stage: approved`; look whether indication and territory are those of the source"
        yield Problem(dataset.origin(event), "approval-alone", message, hint, "warning")


def _is_approved(program: Program) -> bool:
    return program.stage in APPROVED or program.status in IN_USE


def _behind(program: Program) -> bool:
    early = program.stage is not None and STAGES.order(program.stage) < STAGES.order("approved")
    return early and program.status not in (*IN_USE, *ENDED)


def _same_use(dataset: Dataset, event: Event, program: Program) -> bool:
    """Whether a program is in a disease of the event, or in one above or below it."""
    if not event.indications or program.indication is None:
        return True
    above = set(_upwards(dataset, program.indication))
    return any(id in above or program.indication in _upwards(dataset, id) for id in event.indications)


def _upwards(dataset: Dataset, id: str) -> Iterator[str]:
    """A disease and those above it."""
    seen: set[str] = set()
    while id not in seen:
        seen.add(id)
        yield id
        found = dataset.find("indication", id)
        id = (found.parent if isinstance(found, Indication) else None) or id


def _filed(dataset: Dataset, event: Event, where: Territory, asset: Asset) -> bool:
    """Whether another event tells that the use was filed for."""
    return any(
        other.type in FILED
        and asset.id in other.assets
        and (not event.indications or not other.indications or bool(set(event.indications) & set(other.indications)))
        and (other.territory is None or other.territory.overlaps(where))
        for other in dataset.all(Event)
    )
