"""What becomes of a program: its approval and its day, an open filing, and what is expected of it next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from briefgen.records.vocabulary import HALTED
from briefgen.values.dates import PartialDate
from briefgen.values.facts import Traced
from briefgen.view.ahead import foremost
from briefgen.view.base import Missing, RecordView, fact_of, missing, record_of
from briefgen.view.source import STALE

if TYPE_CHECKING:
    from briefgen.view.area import IndicationView
    from briefgen.view.asset import AssetView
    from briefgen.view.event import EventView
    from briefgen.view.filing import FilingView
    from briefgen.view.trial import TrialView

COMING = {"readout": "Readout", "enrolled": "Enrolled", "filing": "Filing intended"}
"""What is expected next, in a word."""
YEAR = 366
"""Days up to the data date in which a decision is a late one."""


class Decided(RecordView):
    """A program, as far as it goes what agencies decided or are to decide, and what comes next."""

    indication: IndicationView | Missing
    territory: Traced
    filing: FilingView | Missing

    if TYPE_CHECKING:  # what a program answers from its record

        @property
        def stage(self) -> Traced:
            """The stage it has reached."""

        @property
        def asset(self) -> AssetView:
            """The asset."""

        @property
        def trials(self) -> tuple[TrialView, ...]:
            """Its trials."""

    @property
    def approved_on(self) -> Traced:
        """The day of its approval, if it is approved: of the end of its filing, else of the event that approved it."""
        if self.stage != "approved":
            return missing(self._fact("filing"))
        steps = self.filing.taken[-1:] if self.filing else ()
        told = [step.date for step in steps if step.step == "approved"]
        event = self.approval
        return next(iter(told), None) or (event.when if event else missing(self._fact("filing")))

    @property
    def approved_remark(self) -> Traced:
        """What is remarked of that day: that it is the one of the announcement."""
        if self.stage != "approved" or (self.filing and self.filing.taken):
            return missing(self._fact("filing"))
        return self.approval.remark if self.approval else missing(self._fact("filing"))

    @property
    def is_decided_lately(self) -> bool:
        """Whether it was approved in the year up to the data date, as its day of approval tells."""
        day = self.approved_on.value if self.approved_on else None
        known = day.start if isinstance(day, PartialDate) else None
        return bool(known and 0 <= (self._view.as_of - known).days <= YEAR)

    @property
    def is_filed(self) -> bool:
        """Whether a filing of it is the furthest that it has come."""
        return bool(self.stage == "filed")

    @property
    def is_open(self) -> bool:
        """Whether a filing of it has no decision on record, or one is intended."""
        return bool(self.stage == "filed" or (self.stage != "approved" and self.comes_as == "filing"))

    @property
    def is_stale(self) -> bool:
        """Whether its stage was told on a day more than a quarter before the as-of day."""
        told = self.announced.value
        day = told.end if isinstance(told, PartialDate) and told.grain == "day" else None
        return day is not None and (self._view.as_of - day).days > STALE

    @property
    def approval(self) -> EventView | Missing:
        """The event that approved it: the only one of its indication in its territory, where no other approved program
        of its asset can be meant."""
        approved = [p for p in self.asset.programs if p.stage == "approved" and p.indication == self.indication]
        rivals = [
            p for p in approved if p.territory and self.territory and p.territory.value.overlaps(self.territory.value)
        ]
        events = [event for event in self.asset.events if rivals == [self] and self._is_approved_by(event)]
        return events[0] if len(events) == 1 else Missing("event", missing(self.fact))

    def _is_approved_by(self, event: EventView) -> bool:
        said, mine = record_of(event), self._part
        here = said.type == "regulatory_approval" and mine.indication in said.indications
        return bool(here and said.territory and said.territory.overlaps(mine.territory))

    @property
    def ahead(self) -> tuple[EventView, ...]:
        """What is expected of it, also past due: of its filing or trials, or of its indication in its territory."""
        return tuple(filter(self._is_ahead, self.asset.catalysts))

    @property
    def next(self) -> EventView | Missing:
        """The foremost of that; none that is past due."""
        found = foremost(self.ahead)
        return found or Missing("event", missing(self.fact))

    @property
    def comes_as(self) -> Literal["readout", "enrolled", "filing", ""]:
        """What a word tells of what is expected of it next, where its trial or its territory tell the rest."""
        event = self.next
        if isinstance(event, Missing):
            return ""
        if event.step == "filing" and not event.date:
            return "filing"
        if len(self.trials) > 1:
            return ""
        return "readout" if event.is_readout else "enrolled" if record_of(event).type == "enrollment_complete" else ""

    @property
    def coming(self) -> Traced:
        """What is expected of it next in that word; else its title."""
        event = self.next
        if isinstance(event, Missing):
            return missing(self.fact)
        return Traced(COMING[self.comes_as], fact_of(event, "type")) if self.comes_as else event.title

    @property
    def is_starting(self) -> bool:
        """Whether a trial of its own does not recruit yet, and no event is expected of that."""
        return any(trial in self.asset.unstarted for trial in self.trials)

    @property
    def is_awaiting_decision(self) -> bool:
        """Whether it is filed, and no event is expected of it whose time has not passed."""
        return self._part.stage == "filed" and self._part.status not in HALTED and not self.next

    @property
    def has_step(self) -> bool:
        """Whether anything is ahead of it, with a date or without."""
        return bool(self.next) or self.is_starting or self.is_awaiting_decision

    def _is_ahead(self, event: EventView) -> bool:
        said, mine = record_of(event), self._part
        if event.filing:
            return bool(event.filing == self.filing)
        if self.filing and self.filing.awaits(event):
            return True
        if mine.indication not in said.indications:
            return False
        if said.trials:
            return any(trial in self.trials for trial in event.trials)
        return said.territory is not None and mine.territory is not None and said.territory.overlaps(mine.territory)
