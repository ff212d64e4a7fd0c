"""A profile: what a page on one medicine says of its trials, of what their tests came to, and what stands beside it."""

from __future__ import annotations

from typing import Literal

from briefgen import charts
from briefgen.editor.chosen import TOP, Chosen, besides
from briefgen.editor.compared import Tally, effect_on
from briefgen.editor.page import TrialFigure
from briefgen.frozen import frozen
from briefgen.values.facts import Traced
from briefgen.view.asset import AssetView
from briefgen.view.deal import DealView
from briefgen.view.designation import DesignationView
from briefgen.view.limited import INTERVAL, SAFETY
from briefgen.view.result import ResultView
from briefgen.view.several import alike, first_leads
from briefgen.view.trial import TrialView

ROOM = 6
"""With fewer programmes a profile has room for a drawing beside its table of trials."""
RAILED = 2
"""So many deals have room beside the text of a profile."""
DAYS = 2
"""So many designations of a kind are told with their days; of more only the latest."""


@frozen
class Study:
    """A trial as a profile tells it."""

    trial: TrialView
    is_drawn: bool
    """Whether the figure over all trials draws its effects."""
    values: tuple[ResultView, ...]
    """The comparisons that its paragraph tells."""

    @property
    def told_as(self) -> Literal["drawn", "in values", "without results"]:
        """How it is told: by what its tests came to beside a figure, by its values, or by its design alone."""
        if self.is_drawn:
            return "drawn"
        return "in values" if self.trial.results else "without results"

    @property
    def undisclosed(self) -> tuple[Traced, ...]:
        """What the sources leave out of it, but for what is said already: that there is no result on safety of any
        trial, or in a figure of ratios that there is no interval."""
        drawn, unsafe = self.is_drawn, not any(asset.safety_leads for asset in self.trial.assets)
        said = (*((INTERVAL,) if drawn else ()), *((SAFETY,) if unsafe else ()))
        return tuple(one for one in self.trial.undisclosed if not one.text.startswith(said))


@frozen
class DesignationsOfAKind:
    """Designations of one agency and kind."""

    designations: tuple[DesignationView, ...]

    @property
    def first(self) -> DesignationView:
        """The first of them."""
        return self.designations[0]

    @property
    def last(self) -> DesignationView:
        """The last of them."""
        return self.designations[-1]

    @property
    def days(self) -> tuple[tuple[DesignationView, ...], ...]:
        """Those of one day and of the same trials together, where they are few."""
        few = self.designations if len(self.designations) <= DAYS else ()
        return alike(few, "granted", "announced", "trials")


@frozen
class Profiled(Chosen):
    """What a page on one medicine tells."""

    @property
    def headed_by(self) -> Literal["approval", "news", "stage", "nothing"]:
        """What its headline tells: where it is approved, else what became known in the period, else where it stands."""
        if self.subject.approved:
            return "approval"
        if self.happened:
            return "news"
        return "stage" if isinstance(self.subject, AssetView) and self.subject.highest else "nothing"

    @property
    def missed_headed(self) -> tuple[ResultView, ...]:
        """The result that was missed and stands beside that."""
        missed = {"news": self.missed_beside, "nothing": ()}
        return missed.get(self.headed_by, self.missed[:1])

    @property
    def readout_headed(self) -> tuple[TrialView, ...]:
        """The readout that stands beside an approval, where none was missed."""
        return self.subject.readouts[:1] if self.headed_by == "approval" and not self.missed_headed else ()

    @property
    def reporting(self) -> Literal["none named", "none", "some", "one", "both", "all"]:
        """How many of its studies report results."""
        trials, readouts = self.subject.trials, self.subject.readouts
        if not readouts:
            return "none" if trials else "none named"
        if len(readouts) < len(trials):
            return "some"
        several: dict[int, Literal["one", "both"]] = {1: "one", 2: "both"}
        return several.get(len(trials), "all")

    @property
    def has_studies(self) -> bool:
        """Whether a study of daily practice is among its trials, so that they are studies together."""
        return any(trial.is_real_world for trial in self.subject.trials)

    @property
    def readouts_led(self) -> tuple[TrialView, ...]:
        """The readouts of which a first paragraph says what their tests came to: up to three."""
        return self.subject.readouts if len(self.subject.readouts) <= TOP else ()

    @property
    def effects_drawn(self) -> tuple[Tally, ...]:
        """Of each endpoint of which one figure shows the hazard ratios of several trials these, trial by trial."""
        drawn = charts.prepare("trials", self.subject.readouts)
        trials = [trial for trial in self.subject.readouts if not trial.is_real_world]
        endpoints = [str(endpoint.value) for endpoint in drawn.endpoints] if drawn else []
        found = (tuple(filter(None, (effect_on(trial.efficacy, one) for trial in trials))) for one in endpoints)
        return tuple(Tally(results, is_first=not at) for at, results in enumerate(found))

    @property
    def decides(self) -> bool:
        """Whether some of these decide their endpoint."""
        return any(not one.is_open for tally in self.effects_drawn for one in tally.results)

    @property
    def trials_drawn(self) -> tuple[TrialView, ...]:
        """The trials of this figure."""
        drawn = {effect.trial for tally in self.effects_drawn for effect in tally.results}
        return tuple(trial for trial in self.subject.readouts if trial in drawn)

    @property
    def _worded(self) -> tuple[TrialView, ...]:
        """All trials where they are few, else those with results that no figure over all draws; all where there is
        none."""
        every, drawn = self.subject.trials, self.trials_drawn
        return every if len(every) <= TOP or not drawn else besides(self.subject.readouts, drawn)

    @property
    def studies_worded(self) -> tuple[Study, ...]:
        """The trials that it tells in paragraphs."""
        return self._studies(self._worded)

    @property
    def studies_noted(self) -> tuple[Study, ...]:
        """Those that it tells in small print."""
        return self._studies(besides(self.subject.trials, self._worded))

    @property
    def noted_alike(self) -> tuple[tuple[Study, ...], ...]:
        """Of those with results the ones of which the same is left out together."""
        return alike((one for one in self.studies_noted if one.trial.results), "undisclosed")

    def _studies(self, trials: tuple[TrialView, ...]) -> tuple[Study, ...]:
        drawn = self.trials_drawn
        return tuple(Study(one, one in drawn, first_leads(one.leads, self.budget.rows)) for one in trials)

    @property
    def figure(self) -> TrialFigure | None:
        """The drawing of the first readout beside a table of all, where one page has room for it."""
        page = next(iter(self.pages), None)
        return page.figure if page and not self.trials_drawn and len(self.subject.programs) < ROOM else None

    @property
    def untold(self) -> tuple[ResultView, ...]:
        """The results that a profile neither tells nor draws; where it has so many trials that some stand in small
        print, there is no room to count them."""
        return () if self.studies_noted else besides(self.unshown, self.pages[0].drawn if self.figure else ())

    @property
    def deals_railed(self) -> tuple[DealView, ...]:
        """As many deals as have room beside the text of a profile: licences first, of them the newest."""
        newest = reversed(self.subject.deals)
        return tuple(sorted(newest, key=lambda deal: not deal.is_licence)[:RAILED])

    @property
    def deals_unrailed(self) -> tuple[DealView, ...]:
        """The other deals."""
        return besides(self.subject.deals, self.deals_railed)

    @property
    def designations_counted(self) -> tuple[DesignationsOfAKind, ...]:
        """The designations by agency and kind."""
        return tuple(map(DesignationsOfAKind, alike(self.subject.designations, "agency", "full", "proposed")))
