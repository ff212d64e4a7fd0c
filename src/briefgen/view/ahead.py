"""What comes next: of the events ahead the one that weighs most, where there is room for one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.frozen import frozen
from briefgen.records.vocabulary import APPROVALS, EVENT_STEPS
from briefgen.values.dates import PartialDate
from briefgen.values.facts import Traced
from briefgen.view.base import RecordView, record_of

if TYPE_CHECKING:
    from briefgen.view.event import EventView
    from briefgen.view.trial import TrialView

DECISIONS = (*APPROVALS, "crl", "refusal", "reimbursement_listing", "reimbursement_declined")
"""Kinds of events by which an agency decides."""


@frozen
class Step:
    """An event ahead, and what it is called where it is told: without the trial that is named before it."""

    event: EventView
    title: Traced

    @property
    def day(self) -> Traced:
        """When it is expected."""
        return self.event.date


@frozen
class Ahead:
    """Events ahead that are told together."""

    events: tuple[EventView, ...]

    @property
    def trial(self) -> TrialView | None:
        """The one trial that all of several are of: it is named once, before them."""
        shared = {event.trials for event in self.events}
        trials = shared.pop() if len(shared) == 1 and len(self.events) > 1 else ()
        return trials[0] if len(trials) == 1 else None

    @property
    def steps(self) -> tuple[Step, ...]:
        """Each with its title, "squamous readout of HARMONi-3" as "squamous readout" behind that name."""
        return tuple(Step(event, self._called(event.title)) for event in self.events)

    def _called(self, title: Traced) -> Traced:
        if self.trial is None:
            return title
        named = rf" of {re.escape(self.trial.name.text)}(?![\w-])"
        return replace(title, text=re.sub(named, "", title.text))


def foremost(expected: Iterable[EventView]) -> EventView | None:
    """A decision before a readout, a readout before a filing, a filing before a step of a trial; of one kind what has a
    date first, then the earliest. What is past due is no next event."""
    return min((event for event in expected if not event.past_due), key=_turn, default=None)


def next_about(matter: RecordView, expected: Iterable[EventView]) -> EventView | None:
    """The foremost event that is expected of a trial, or of a medicine in the same disease, where both name one; no
    decision of the agency that has decided since it was told."""
    assets, diseases = _named(matter, "asset"), _named(matter, "indication")

    def is_of(event: EventView) -> bool:
        elsewhere = diseases and event.indications and not diseases & set(event.indications)
        mine = matter in event.trials or bool(assets & set(event.assets) and not elsewhere)
        return event != matter and mine and not is_answered(event, matter)

    return foremost(event for event in expected if is_of(event))


def is_answered(event: EventView, matter: RecordView) -> bool:
    """Whether a decision is one of the agency that the matter tells of, and was told before that."""
    if event.step != "decision" or getattr(record_of(matter), "type", None) not in DECISIONS:
        return False
    told, decided = event.announced.value, record_of(matter).date
    by_one = event.agency and str(event.agency) == str(getattr(matter, "agency", ""))
    return bool(by_one and isinstance(told, PartialDate) and told.sort_key < decided.sort_key)


def _named(matter: RecordView, what: str) -> set[RecordView]:
    many: tuple[RecordView, ...] = getattr(matter, f"{what}s", ())
    one = getattr(matter, what, None)
    return set(many) or ({one} if isinstance(one, RecordView) else set())


def _turn(event: EventView) -> tuple[object, ...]:
    date = record_of(event).date
    return list(EVENT_STEPS).index(event.step), not event.date, date.start or date.sort_key[0], record_of(event).id
