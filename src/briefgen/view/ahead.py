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
from briefgen.values.territory import Territory, may_meet
from briefgen.view.base import RecordView, record_of

if TYPE_CHECKING:
    from briefgen.view.area import IndicationView
    from briefgen.view.asset import AssetView
    from briefgen.view.event import EventView
    from briefgen.view.trial import TrialView

ENDS = (*APPROVALS, "crl", "refusal", "application_withdrawn")
"""Kinds of events by which a review ends."""
ANSWERS = {
    **dict.fromkeys((*APPROVALS, "goal_date"), ENDS),
    "advisory_committee": ("advisory_committee", *ENDS),
    "positive_opinion": ("positive_opinion", "negative_opinion", *ENDS),
    "reimbursement_listing": ("reimbursement_listing", "reimbursement_declined"),
}
"""The kinds of events that answer a decision that is expected, whatever the agency decided."""


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
    asset: AssetView | None = None
    """The medicine that a page is about, which is not named in what comes next."""

    @property
    def trial(self) -> TrialView | None:
        """The one trial that all of several are of: it is named once, before them."""
        shared = {event.trials for event in self.events}
        trials = shared.pop() if len(shared) == 1 and len(self.events) > 1 else ()
        return trials[0] if len(trials) == 1 else None

    @property
    def steps(self) -> tuple[Step, ...]:
        """Each with its title, "squamous readout of LUMEN" as "squamous readout" behind that name."""
        return tuple(Step(event, self._called(event.title)) for event in self.events)

    def _called(self, title: Traced) -> Traced:
        known = "|".join(re.escape(one.name.text) for one in (self.trial, self.asset) if one)
        return replace(title, text=re.sub(rf" of (?:{known})(?![\w-])", "", title.text)) if known else title


def by_weight(expected: Iterable[EventView]) -> tuple[EventView, ...]:
    """A decision before a readout, a readout before a filing, a filing before a step of a trial; of one kind what has a
    date first, then the earliest."""
    return tuple(sorted(expected, key=_turn))


def foremost(expected: Iterable[EventView]) -> EventView | None:
    """The one that weighs most. What is past due is no next event."""
    return next(iter(by_weight(event for event in expected if not event.past_due)), None)


def next_about(matter: RecordView, expected: Iterable[EventView]) -> EventView | None:
    """The foremost event that is expected of a trial, or of a medicine in the same use and, where both name one, the
    same territory."""
    assets, diseases, place = _named(matter, "asset"), _named(matter, "indication"), _place(matter)

    def is_of(event: EventView) -> bool:
        same = not diseases or bool(diseases & _uses(event))
        mine = bool(assets & set(event.assets)) and same and may_meet(place, _place(event))
        return event != matter and (matter in event.trials or mine)

    return foremost(event for event in expected if is_of(event))


def starting(assets: Iterable[AssetView], uses: Iterable[IndicationView]) -> tuple[TrialView, ...]:
    """The trials of some medicines that do not recruit yet, in a disease of the widest kind of some uses; all of them
    where no use is named."""
    wanted = {_widest(use) for use in uses}
    waiting = (trial for asset in assets for trial in asset.unstarted)
    return tuple(trial for trial in waiting if not wanted or wanted & {_widest(use) for use in trial.indications})


def _widest(use: IndicationView) -> IndicationView:
    return next(iter(use.ancestors), use)


def _place(matter: RecordView) -> Territory | None:
    """Where something holds; a filing elsewhere may rest on a trial, wherever that is run."""
    record = record_of(matter)
    stated: Territory | None = None if record.kind == "trial" else getattr(record, "territory", None)
    return stated


def _uses(event: EventView) -> set[RecordView]:
    """The uses that an event names, else those of its trials."""
    return set(event.indications) or {use for trial in event.trials for use in trial.indications}


def is_decided(event: EventView) -> bool:
    """Whether the agency that is expected to decide on a use has decided since that was told, be it to refuse."""
    told, agency = event.announced.value, record_of(event).agency
    if not agency or not isinstance(told, PartialDate):
        return False
    happened = (other for asset in event.assets for other in asset.events if _may_answer(other, event))
    return any(record_of(other).date.sort_key > told.sort_key for other in happened)


def _may_answer(happened: EventView, event: EventView) -> bool:
    """Whether an event is a decision of the agency, the use and the place that an expected one names."""
    mine, other = record_of(event), record_of(happened)
    uses = set(mine.indications) or {p.indication.id for asset in event.assets for p in asset.programs if p.indication}
    one_use = bool(mine.indications or len(uses) == 1) and bool(uses & set(other.indications))
    near = may_meet(mine.territory, other.territory)
    apart = mine.trials and other.trials and not set(mine.trials) & set(other.trials)
    return bool(
        other.type in ANSWERS.get(mine.type, ()) and other.agency == mine.agency and one_use and near and not apart
    )


def _named(matter: RecordView, what: str) -> set[RecordView]:
    many: tuple[RecordView, ...] = getattr(matter, f"{what}s", ())
    one = getattr(matter, what, None)
    return set(many) or ({one} if isinstance(one, RecordView) else set())


def _turn(event: EventView) -> tuple[object, ...]:
    date = record_of(event).date
    return list(EVENT_STEPS).index(event.step), not event.date, date.start or date.sort_key[0], record_of(event).id
