"""Reasons: what to know beside a piece of news; and what both tell of, one record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from briefgen.frozen import frozen
from briefgen.values.facts import Traced
from briefgen.view.base import RecordView
from briefgen.view.deal import DealView
from briefgen.view.designation import DesignationView
from briefgen.view.event import EventView
from briefgen.view.program import ProgramView
from briefgen.view.result import ResultView
from briefgen.view.trial import TrialView

ReasonKind = Literal["contrary", "status", "rival", "comparator", "other", "earlier", "need", "economics", "limit"]


class OfRecord:
    """What tells of one record and is asked for it by its kind; what it does not answer itself, templates ask of the
    record."""

    __slots__ = ()
    record: RecordView

    @property
    def trial(self) -> TrialView | None:
        """The trial that it tells of."""
        return self.record if isinstance(self.record, TrialView) else None

    @property
    def event(self) -> EventView | None:
        """The event that it tells of."""
        return self.record if isinstance(self.record, EventView) else None

    @property
    def program(self) -> ProgramView | None:
        """The programme that it tells of."""
        return self.record if isinstance(self.record, ProgramView) else None

    @property
    def deal(self) -> DealView | None:
        """The deal that it tells of."""
        return self.record if isinstance(self.record, DealView) else None

    @property
    def designation(self) -> DesignationView | None:
        """The designation that it tells of."""
        return self.record if isinstance(self.record, DesignationView) else None


@frozen
class Reason(OfRecord):
    """One thing to know beside a piece of news: its kind, the record that says it and, of a comparator or a limit, the
    value.

    Contrary is a result that was missed or not significant, status a program of the use, rival one of another medicine
    that is approved for it, other a result of another
    trial in the same disease, earlier the analysis that was superseded, need an epidemiology or a benchmark.
    """

    kind: ReasonKind
    record: RecordView
    value: Traced | None = None
    beside: tuple[RecordView, ...] = ()
    """The records of the reasons that stand beside it."""

    @property
    def names_approval(self) -> bool:
        """Whether the result of another trial is told with the approval of its use, which no reason beside it tells."""
        return self.result is not None and not set(self.result.trial.readout.own_approval) & set(self.beside)

    @property
    def result(self) -> ResultView | None:
        """The result that it tells of."""
        return self.record if isinstance(self.record, ResultView) else None

    @property
    def is_approval(self) -> bool:
        """Whether it says that a use is approved."""
        return self.program is not None and self.program in self.program.asset.approved


def weighty(reasons: Sequence[Reason]) -> tuple[Reason, ...]:
    """Reasons why something matters; none where they say no more than where its use stands without an approval."""
    return tuple(reasons) if any(one.kind != "status" or one.is_approval for one in reasons) else ()
