"""The outlook: what happened in a period, what is expected and what waits, as far as one calendar has lanes for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain, zip_longest

from briefgen.frozen import frozen
from briefgen.view.base import record_of
from briefgen.view.event import EventView, repeats
from briefgen.view.program import ProgramView
from briefgen.view.subject import Subject
from briefgen.view.trial import TrialView

LANES = 6
"""So many lanes of events stand below each other on one slide."""
WAITING = 4
"""So much that waits without an event is shown at most."""


@frozen
class Outlook:
    """What a calendar shows, and the events and steps for which it has no room."""

    happened: tuple[EventView, ...]
    expected: tuple[EventView, ...]
    awaited: tuple[ProgramView | TrialView, ...]
    left: tuple[EventView | ProgramView | TrialView, ...]

    @property
    def shown(self) -> tuple[EventView, ...]:
        """What happened and what is expected."""
        return (*self.happened, *self.expected)


def outlook_of(subject: Subject, most: int) -> Outlook:
    """The newest and the next events, at most so many of each, then what waits."""
    fresh = {*subject.new_events, *subject.events_in_period}
    known, ahead = _untold([event for event in subject.events if event in fresh]), subject.catalysts
    pairs = zip_longest(ahead[:most], reversed(known[-most:]))
    turns = [event for event in chain.from_iterable(pairs) if event is not None]
    shown: list[EventView | ProgramView | TrialView] = []
    for one in (*turns, *subject.awaited[:WAITING]):
        if _lanes([*shown, one]) <= LANES:
            shown.append(one)
    kept = set(shown)
    return Outlook(
        tuple(event for event in known if event in kept),
        tuple(event for event in ahead if event in kept),
        tuple(one for one in subject.awaited if one in kept),
        tuple(one for one in (*known, *ahead, *subject.awaited) if one not in kept),
    )


def _untold(known: Sequence[EventView]) -> list[EventView]:
    """Events without the talks and papers of what another of them tells."""
    telling = [event for event in known if event.told and not event.expected]
    return [event for event in known if not any(repeats(event, one) for one in telling)]


def _lanes(shown: Sequence[EventView | ProgramView | TrialView]) -> int:
    """How many lanes they take: those of a kind stand below each other in each column of the calendar."""
    places = Counter(map(_place, shown))
    return sum(
        max(number for (kind, _), number in places.items() if kind == one) for one in {kind for kind, _ in places}
    )


def _place(one: EventView | ProgramView | TrialView) -> tuple[str, str]:
    """Its kind and its column; of what is expected the half-year, whose words leave room for those of the next."""
    if not isinstance(one, EventView):
        return "trial" if isinstance(one, TrialView) else "regulatory", "undated"
    if not one.expected:
        return one.group, "happened"
    day = record_of(one).date.start
    return one.group, f"{day.year} {(day.month - 1) // 6}" if day else "undated"
