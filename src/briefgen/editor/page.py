"""A trial on a page: the one drawing that says most of it, what is said before it and what a table tells beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from briefgen import charts
from briefgen.editor.differing import Difference, differences_in
from briefgen.editor.news import News
from briefgen.editor.reason import Reason, weighty
from briefgen.frozen import frozen
from briefgen.view.ahead import Ahead
from briefgen.view.result import ResultView
from briefgen.view.several import first_leads, leads_beyond
from briefgen.view.trial import TrialView

FEW = 3
"""Comparisons that a sentence tells where a table of them would have empty cells."""
Drawn = Literal["kaplan-meier", "forest", "differences", "reductions", "landmark", "efficacy"]
EFFECTS: tuple[Drawn, ...] = ("forest", "differences", "reductions")
"""Drawings of effects, each of those on its scale."""


@frozen
class TrialFigure:
    """A drawing of the results of a trial."""

    trial: TrialView
    kind: Drawn
    of: TrialView | tuple[ResultView, ...]
    """What is drawn: the curves of the trial, or results of it."""

    @property
    def alone(self) -> ResultView | None:
        """The one effect that it draws."""
        drawn = [one for one in self.trial.effects if self.shows(one)]
        return drawn[0] if len(drawn) == 1 else None

    def shows(self, effect: ResultView) -> bool:
        """Whether it draws an effect."""
        return self.kind in EFFECTS and charts.prepare(self.kind, (effect,)) is not None


@dataclass(frozen=True)
class TrialPage:
    """What a page tells of the results of a trial."""

    trial: TrialView
    result: ResultView | None
    """The result that the page begins with."""
    most: int
    """How many comparisons its table holds; all where it is none."""
    matter: News | None = None
    """The news that it tells, with what the data say beside it."""
    says_next: bool = True
    """Whether what comes next stands here: not where a later page says the same."""

    @property
    def tells_next(self) -> bool:
        """Whether it tells what comes next: where that is known, and no later page says the same."""
        return self.says_next and bool(self.ahead.events)

    @property
    def differing(self) -> tuple[Difference, ...]:
        """What sources state differently of the trial."""
        return differences_in(self.trial)

    @property
    def headed(self) -> ResultView | None:
        """The same, where its head may tell it: never a subgroup alone."""
        return self.result if self.result and not self.result.subgroup else None

    @property
    def headed_by(self) -> Literal["study", "longer", "ratio", "arms", "finding", ""]:
        """What its head tells: a real-world study by its kind, a longer time in words, a hazard ratio, in the place of
        another effect that was not missed the values of both arms, else what its trial found."""
        if self.trial.is_real_world:
            return "study"
        if self.headed and self.headed.is_longer:
            return "longer"
        if self.headed and self.headed.is_hazard_ratio:
            return "ratio"
        if self.headed and self.headed.pictured and not self.headed.is_missed:
            return "arms"
        return "finding" if self.trial.headline else ""

    @property
    def limit_told(self) -> Literal["head", "survival", "safety", ""]:
        """Where it tells what a reader must know first beside the number of its head: in the head, or behind it that
        nothing is reported on survival or safety, which stands on the page too. Of what was missed nowhere."""
        if self.headed is None or self.headed_by not in ("longer", "ratio", "arms") or self.headed.is_missed:
            return ""
        if self.trial.readout.lacks_survival or self.trial.limited_by == "survival":
            return "survival"
        return "safety" if self.trial.limited_by == "safety" else "head"

    @property
    def said(self) -> ResultView | None:
        """The same, where a sentence tells it with both arms."""
        result = self.result
        return result if result and result.by_arm and result.of_medicine and result.of_control else None

    @property
    def why(self) -> tuple[Reason, ...]:
        """The reasons why it matters, where the text has room beside it, as no figure follows its first sentence: but
        for an earlier analysis, which that sentence tells; where a use without an approval stands is no reason on its
        own."""
        if self.matter is None or (self.figure and not self.trial.readout.sums_up_subgroups):
            return ()
        return weighty([one for one in self.matter.why_beside_arms if one.kind != "earlier"])

    @cached_property
    def figure(self) -> TrialFigure | None:
        """The first of its drawings that has something to show: its curves, then one of effects that has the result of
        its head; none of a real-world study, which stands apart."""
        if self.trial.is_real_world:
            return None
        drawn: tuple[tuple[Drawn, TrialView | tuple[ResultView, ...]], ...] = (
            ("kaplan-meier", self.trial),
            ("forest", self.trial.efficacy),
            ("differences", self.trial.effects),
            ("reductions", self.trial.effects),
            ("landmark", self.trial.readout.points),
            ("efficacy", self.trial.readout.estimates),
        )
        found = [TrialFigure(self.trial, chart, of) for chart, of in drawn if charts.prepare(chart, of) is not None]
        led = (one for one in found if one.kind == "kaplan-meier" or (self.result and one.shows(self.result)))
        return next(led, next(iter(found), None))

    @property
    def in_plot(self) -> tuple[ResultView, ...]:
        """The comparisons that a plot of ratios shows whole."""
        ratios = self.figure is not None and self.figure.kind == "forest"
        return tuple(lead for lead in self.trial.leads if ratios and lead.is_drawn_as_ratio)

    @property
    def plotted(self) -> tuple[ResultView, ...]:
        """What says most of it and has no values of arms, so that a plot of ratios alone would tell it."""
        shown = {one for lead in self.in_plot for one in lead.together}
        return tuple(head for head in self.trial.readout.heads if head in shown)

    @property
    def drawn(self) -> tuple[ResultView, ...]:
        """The comparisons that its figure shows whole: the rates of a chart of rates too."""
        return self.trial.readout.points if self.figure and self.figure.kind == "landmark" else self.in_plot

    @property
    def ahead(self) -> Ahead:
        """What is expected of the trial, else of the trial that the next step is of, else that step."""
        expected = dict.fromkeys(event for asset in self.trial.assets for event in asset.catalysts)
        following = self.trial.next
        for trials in ((self.trial,), following.trials[:1] if following else ()):
            if found := tuple(event for event in expected if set(trials) & set(event.trials)):
                return Ahead(found)
        return Ahead((following,) if following else ())

    @cached_property
    def beside(self) -> tuple[ResultView, ...]:
        """The comparisons that neither the sentence nor the figure tells."""
        told = {*self.drawn, *(self.said.together if self.said else ())}
        return tuple(lead for lead in first_leads(self._leads, self.most) if lead not in told)

    @property
    def left(self) -> tuple[ResultView, ...]:
        """The comparisons for which its table has no room."""
        return leads_beyond(self._leads, self.most)

    @property
    def _leads(self) -> tuple[ResultView, ...]:
        """The comparisons of a trial; a real-world study is told whole and apart."""
        return () if self.trial.is_real_world else tuple(self.trial.leads)

    @property
    def rows(self) -> tuple[ResultView, ...]:
        """Those that stand in a table."""
        return self.beside if fills_a_table(self.beside) else ()

    @property
    def listed(self) -> tuple[ResultView, ...]:
        """Those that a sentence tells: so few that a table of them would be more head and empty cells than values."""
        return () if self.rows else self.beside


def fills_a_table(leads: Sequence[ResultView]) -> bool:
    """Whether comparisons are many, or few that each have the values of both arms."""
    return len(leads) > FEW or all(lead.by_arm and lead.of_medicine and lead.of_control for lead in leads)


def pages_of(readouts: Sequence[TrialView], matters: Sequence[News], most: int) -> tuple[TrialPage, ...]:
    """What a page tells of some trials; each begins with the result of its news, else with that of its title. Those of
    the same medicines in the same use follow each other, so that one that was missed stands beside one that was not.
    Behind the first use those with subgroups, which fill a page, come before those that share one with what follows."""
    new = {one.record: one for one in matters if one.result}
    uses: dict[tuple[object, ...], list[TrialView]] = {}
    for trial in readouts:
        uses.setdefault((trial.assets, trial.indications), []).append(trial)
    first, others = list(uses.values())[:1], list(uses.values())[1:]
    others.sort(key=lambda alike: not any(trial.readout.sums_up_subgroups for trial in alike))
    pages = [
        TrialPage(trial, _first_result(trial, new.get(trial)), most, new.get(trial))
        for alike in (*first, *others)
        for trial in alike
    ]
    ahead = [page.ahead for page in pages]
    return tuple(replace(page, says_next=ahead[at] not in ahead[at + 1 :]) for at, page in enumerate(pages))


def _first_result(trial: TrialView, matter: News | None) -> ResultView | None:
    return (matter.result if matter else None) or trial.readout.finding or None
