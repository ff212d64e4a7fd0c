"""News that a sentence counts: those of a kind, of several kinds, and how much of what changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, get_args

from briefgen.editor.news import About, News
from briefgen.frozen import frozen
from briefgen.values.facts import Traced
from briefgen.view.event import EventView

COUNTED_BY_TYPE = ("first_patient_in", "ind_clearance", "nda_submitted", "launch", "congress_presentation")
"""Types of events of which several are counted by their name."""


class Together:
    """News that is counted together."""

    __slots__ = ()
    items: tuple[News, ...]

    @property
    def earlier(self) -> tuple[News, ...]:
        """What happened before the period, in which it became known."""
        return earlier_of(self.items)

    @property
    def is_all_earlier(self) -> bool:
        """Whether all of them happened before it."""
        return len(self.earlier) == len(self.items)


@frozen
class NewsOfAKind(Together):
    """The news of one kind, in their order."""

    kind: str
    """Kind of finding, as in editor.yaml."""
    items: tuple[News, ...]

    @property
    def type(self) -> Traced | None:
        """What all of them are counted as: the type of a single event, or of several whose type has a plural."""
        types = {str(event.type): event.type for event in self._events if event.type}
        if len(self._events) < len(self.items) or len(types) != 1:
            return None
        one = next(iter(types.values()))
        return one if len(self.items) == 1 or one.value in COUNTED_BY_TYPE else None

    @property
    def counted_as(self) -> str:
        """What they are counted as: trial starts, events of one type, deals and their steps, else the kind."""
        if self.type:
            return "trial start" if self.type.value == "first_patient_in" else "type"
        steps = any(event.type != "deal_signed" for event in self._events)
        return "deal steps" if self.kind == "deal" and steps else self.kind

    @property
    def _events(self) -> tuple[EventView, ...]:
        return tuple(one.event for one in self.items if one.event)


def earlier_of(news: Sequence[News]) -> tuple[News, ...]:
    """What of it happened before the period in which it became known."""
    return tuple(one for one in news if one.record.predates_period)


def by_kind(news: Sequence[News]) -> tuple[NewsOfAKind, ...]:
    """News by kind, in the order of the first of each."""
    kinds = dict.fromkeys(one.kind for one in news)
    return tuple(NewsOfAKind(kind, tuple(one for one in news if one.kind == kind)) for kind in kinds)


Counted = Literal["approval", "readout", "stage", "designation", "deal", "event", "expected"]
_COUNTED: Mapping[About, Counted] = {
    "trial": "readout", "result": "readout", "program": "stage", "designation": "designation", "deal": "deal",
}  # fmt: skip
FEW = 3
"""Other events that are counted by their types, where all differ."""


@frozen
class Changes(Together):
    """Changes that are counted together, by the kind of what changed."""

    kind: Counted
    items: tuple[News, ...]
    type: Traced | None = None
    """The type of a single event, where it is counted by its type."""


def counted(news: Sequence[News]) -> tuple[Changes, ...]:
    """Changes as a title counts them: approvals, readouts, stages, designations, deals, events, what is expected."""
    found: dict[Counted, list[News]] = {kind: [] for kind in get_args(Counted)}
    for one in news:
        other: Counted = "expected" if one.expected else "approval" if one.kind == "approval" else "event"
        found["readout" if one.result else _COUNTED.get(one.about, other)].append(one)
    events = found.pop("event")
    types = [one.event.type for one in events if one.event]
    alone = len(set(map(str, types))) == len(events) <= FEW
    apart = [Changes("event", (one,), type) for one, type in zip(events, types, strict=False)]
    apart = apart if alone else [Changes("event", tuple(events))]
    *groups, ahead = (Changes(kind, tuple(items)) for kind, items in found.items())
    return tuple(group for group in (*groups, *apart, ahead) if group.items)
