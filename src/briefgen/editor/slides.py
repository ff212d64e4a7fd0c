"""Slides: what a deck shows of few things and of many, as a drawing, a register, a slide for each or none."""

from __future__ import annotations

from briefgen import charts
from briefgen.editor.chosen import TOP, besides
from briefgen.editor.profile import Profiled
from briefgen.frozen import frozen
from briefgen.view.commentary import CommentaryView
from briefgen.view.deal import DealView
from briefgen.view.drawing import Drawing
from briefgen.view.event import EventView
from briefgen.view.program import ProgramView
from briefgen.view.trial import TrialView

CALENDAR, EARLIER = 8, 5
"""So many events that happened a calendar of one medicine draws, and so many from before stand below it."""
MANY = 8
"""More programmes than these are a map by stage."""
FEW = 5
"""So many events a timeline draws."""
LIMITED, MAPPED = 6, 15
"""So many trials are looked at for limits that no slide tells; so many programmes a map by target has room for."""


@frozen
class Shown(Profiled):
    """What a document tells at length, and what its slides show of it."""

    @property
    def comments_shown(self) -> tuple[tuple[CommentaryView, ...], ...]:
        """The comments that a slide of the main part tells, where there are any."""
        return (self.comments_told,) if self.comments_told else ()

    @property
    def comments_left(self) -> tuple[tuple[CommentaryView, ...], ...]:
        """The others, which a slide of the annex tells."""
        return (self.comments_apart,) if self.comments_apart else ()

    @property
    def events_few(self) -> tuple[EventView, ...]:
        """What happened, where that and what is expected are so few that a timeline draws them."""
        return self.subject.events if self._few_events else ()

    @property
    def events_worded(self) -> tuple[EventView, ...]:
        """The last of these of which their sources say something."""
        return tuple(event for event in self.events_few if event.detail)[-TOP:]

    @property
    def events_many(self) -> tuple[EventView, ...]:
        """Where they are more, all that happened and is expected, the latest first, for a register."""
        return () if self._few_events else self.events_listed_last

    @property
    def _few_events(self) -> bool:
        return len(self.subject.events) + len(self.subject.catalysts) <= FEW

    @property
    def programs_staged(self) -> tuple[ProgramView, ...]:
        """All programmes, where they are several, for a cover."""
        return self.subject.programs if len(self.subject.programs) > 1 else ()

    @property
    def programs_drawing(self) -> tuple[Drawing, ...]:
        """The chart of the programmes told: a map by stage of many, a line for each of few."""
        many = len(self.programs) > MANY and charts.prepare("stage-map", self.programs)
        return (Drawing("stage-map" if many else "pipeline", self.programs),)

    @property
    def programs_by_target(self) -> tuple[ProgramView, ...]:
        """All programmes, where a map of several assets by target has room for them."""
        has_room = len(self.subject.assets) >= TOP and len(self.subject.programs) <= MAPPED
        return self.subject.programs if has_room else ()

    @property
    def events_listed_last(self) -> tuple[EventView, ...]:
        """All that happened and all that is expected, the latest first and what has no date last."""
        latest = (*self.subject.events, *self.subject.catalysts)[::-1]
        return tuple(sorted(latest, key=lambda event: not event.date))

    @property
    def events_earlier(self) -> tuple[EventView, ...]:
        """What happened and was known before the period."""
        return besides(self.subject.events, self.subject.new_events)

    @property
    def trials_limited(self) -> tuple[TrialView, ...]:
        """Of the first trials with results those that have no slide of their own, which would tell what limits them."""
        return besides(self.subject.readouts[:LIMITED], self.readouts)

    @property
    def calendar(self) -> tuple[EventView, ...]:
        """What happened or became known in the period, then what is expected: what one calendar draws."""
        return (*self._recent[-CALENDAR:], *self.subject.catalysts)

    @property
    def before(self) -> tuple[EventView, ...]:
        """The last events before these, the newest first, where these are few."""
        few = len(self._recent) + len(self.subject.catalysts) <= TOP
        return besides(self.subject.events, self._recent)[: -EARLIER - 1 : -1] if few else ()

    @property
    def _recent(self) -> tuple[EventView, ...]:
        fresh = (*self.subject.new_events, *self.subject.events_in_period)
        return tuple(event for event in self.subject.events if event in fresh)

    @property
    def real_world(self) -> tuple[TrialView, ...]:
        """The real-world studies with results."""
        return tuple(trial for trial in self.subject.readouts if trial.is_real_world)

    @property
    def real_world_first(self) -> tuple[TrialView, ...]:
        """The first of them: the others stand with the results of the annex."""
        return self.real_world[:1]

    @property
    def readouts_of_trials(self) -> tuple[TrialView, ...]:
        """The trials told at length that are no real-world study."""
        return tuple(trial for trial in self.readouts if not trial.is_real_world)

    @property
    def deals_slight(self) -> tuple[DealView, ...]:
        """The deals of which too little is known for a slide."""
        return tuple(deal for deal in self.subject.deals if not deal.fills_a_slide)

    @property
    def deals_alone(self) -> tuple[DealView, ...]:
        """The only deal, where it fills a slide."""
        return besides(self.subject.deals, self.deals_slight) if len(self.subject.deals) == 1 else ()

    @property
    def deals_thin(self) -> tuple[DealView, ...]:
        """The only deal, where it does not."""
        return self.deals_slight if len(self.subject.deals) == 1 else ()
