"""The readout of a trial: which results say most, and what stands beside them in panels, charts and tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from briefgen.frozen import frozen
from briefgen.records.endpoints import ENDPOINTS, REDUCTIONS
from briefgen.values.facts import Traced
from briefgen.view.base import fact_of, missing, part_of, record_of
from briefgen.view.comparison import OF_RESPONDERS
from briefgen.view.drawing import Drawing
from briefgen.view.readout_title import ReadoutTitle

if TYPE_CHECKING:
    from briefgen.view.program import ProgramView
    from briefgen.view.result import ResultView
    from briefgen.view.trial import TrialView

MOST_DRAWN = 5
"""Effects that a chart shows beside the results that say most."""
MOST_RATES, MOST_SAFETY, MOST_FURTHER = 2, 2, 4
"""Rates beside an effect, safety results in a rail, and rows of a table where nothing is drawn."""
OF_ARMS = ("median", "rate", "mean", "change", "ls_mean_change", "percent_change", "annualised_rate")
"""Values of arms that a chart shows beside the figure of their comparison."""
FEW_SUBGROUPS = 2
"""Of so many subgroups each is told by itself."""
THIN = 3
"""So many comparisons or values fill no slide, nor do fewer effects that are drawn."""

Note = Literal["points", "subgroups", "subgroup", "sides", "responders", "safety", "remark", "design", "sites"]
"""What is said under a readout: of rates at stated times, of subgroups, of its tests, of responders, whom its safety
values are of, what its source remarks, how the trial is made and where it is run."""


@frozen
class Panel:
    """One of the results that say most, with the numbers that stand around its figure."""

    head: ResultView
    reductions: tuple[ResultView, ...]
    """Itself, where the values of both arms stand in its place: it stands below them."""
    tests: tuple[ResultView, ...]
    """Its p-values, where they stand beside the figure."""
    large: tuple[ResultView, ...]
    """The same, where a chart has the values of the arms: they stand large below the figure."""
    facing: tuple[ResultView, ...]
    """The values of the arms, where they stand beside the figure."""
    arms: tuple[ResultView, ...]
    """The same, where each stands by itself below the figure, as of several doses."""
    further: tuple[ResultView, ...]
    """Another result of the endpoint, such as that of a subgroup."""
    rates: tuple[ResultView, ...]
    """Rates at stated times, the first of each comparison."""

    @property
    def is_alone(self) -> bool:
        """Whether it stands without a frame beside charts of its arms."""
        return self.head.trial.readout.layout == "parts"

    @property
    def thresholds_open(self) -> tuple[ResultView, ...]:
        """Its large tests of which no threshold is known, where it is known of the test of another panel."""
        held = any(one.threshold for panel in self.head.trial.readout.panels for one in panel.large)
        return tuple(one for one in self.large if held and not one.threshold)


@frozen
class Readout(ReadoutTitle):
    """What a document shows of the results of one trial."""

    trial: TrialView
    heads: tuple[ResultView, ...]
    """The results that say most of it, one for each endpoint, at most two: what was missed first, then what a readout
    judged, primary endpoints, those with an interval; of each its effect before the values of arms."""
    further: tuple[ResultView, ...]
    """Of each comparison the first value, where what says most of the trial is not of it."""
    drawn: tuple[ResultView, ...]
    """Effects to draw below those that say most: none where each has a panel and a scale of its own."""
    parts: tuple[ResultView, ...]
    """Where one result that was not missed says most, for no other has a number, the values of both its arms: a chart
    of them stands beside its figure."""

    @property
    def layout(self) -> Literal["parts", "panels", "alone", "table"]:
        """How it is laid out: a figure beside charts, panels of figures, a value without a comparison, or a table."""
        if self.is_compared:
            return "parts" if self.parts else "panels"
        return "alone" if self.is_thin and self.heads else "table"

    @property
    def is_compared(self) -> bool:
        """Whether what says most of it compares arms, with an interval or without."""
        return any(head.is_comparison for head in self.heads)

    @property
    def is_thin(self) -> bool:
        """Whether it reports so little that it fills no slide."""
        return len(self.trial.leads) <= THIN and len(self.drawn) < THIN

    @property
    def panels(self) -> tuple[Panel, ...]:
        """A panel for each of the results that say most, where several stand beside each other; else of the first."""
        return tuple(map(self._panel, self.heads if self.layout == "panels" else self.heads[:1]))

    @property
    def panels_beside(self) -> tuple[Panel, ...]:
        """Those that stand beside each other."""
        return self.panels if self.layout == "panels" else ()

    @property
    def panels_alone(self) -> tuple[Panel, ...]:
        """The one that stands beside charts of its arms."""
        return () if self.layout == "panels" else self.panels

    @property
    def leaves_sides_open(self) -> bool:
        """Whether nothing says of any test below its figures if it was one-sided."""
        tests = [one for panel in self.panels for one in (*panel.large, *panel.tests)]
        return bool(tests) and all(one.leaves_sides_open for one in tests)

    @property
    def alike(self) -> tuple[ResultView, ...]:
        """The results that say most of it in an order that all trials share: that of their endpoints."""
        return tuple(sorted(self.heads, key=lambda head: _PLACES.get(record_of(head).endpoint, len(_PLACES))))

    @property
    def subgroups(self) -> tuple[ResultView, ...]:
        """Hazard ratios of subgroups, with an interval."""
        return tuple(one for one in self.trial.ratios if one.subgroup and one.has_interval)

    @property
    def sums_up_subgroups(self) -> bool:
        """Whether they are so many that a sentence and a plot say how they came out together."""
        return len(self.subgroups) > FEW_SUBGROUPS

    @property
    def subgroups_lower(self) -> tuple[ResultView, ...]:
        """Those whose ratio itself lies below one, whatever its interval."""
        numbers = ((one, part_of(one).value.number) for one in self.subgroups)
        return tuple(one for one, number in numbers if number is not None and number < 1)

    @property
    def is_lower_throughout(self) -> bool:
        """Whether these are all of them."""
        return len(self.subgroups_lower) == len(self.subgroups)

    @property
    def subgroups_open(self) -> tuple[ResultView, ...]:
        """Those whose interval holds one."""
        return tuple(one for one in self.subgroups if one.includes_no_effect)

    @property
    def others(self) -> tuple[ResultView, ...]:
        """The other results that say most, where the first alone has a panel."""
        return () if self.layout == "panels" else self.heads[1:]

    def _panel(self, head: ResultView) -> Panel:
        mine = head.together if head.is_comparison else (head, *head.other_arms)
        tests = tuple(one for one in mine if one.measure == "p_value")
        large = tests if self.layout == "panels" and head in self.drawn else ()
        told = mine if self.layout != "panels" or head in self.drawn else (head, *self.beside)
        told = (head,) if len(head.own_values) > 1 and not head.is_comparison else told
        arms = tuple(one for one in mine if one.arm and not one.is_comparison and one not in told)
        facing = arms if self.drawn and head.is_comparison else ()
        return Panel(
            head=head,
            reductions=(head,) if head.pictured else (),
            tests=() if large else tests,
            large=large,
            facing=facing,
            arms=() if facing else arms,
            further=tuple(one for one in self.beneath if one.endpoint.value == head.endpoint.value),
            rates=self.rates if self.layout == "panels" else (),
        )

    @property
    def ratios(self) -> tuple[ResultView, ...]:
        """Effects for a plot of ratios; none where it would show one that has a chart of its own."""
        return () if self.parts and len(self.drawn) == 1 else self.drawn

    @property
    def beside(self) -> tuple[ResultView, ...]:
        """Where no effect is drawn, the values of the arms behind the comparisons that say most."""
        return () if self.drawn or self.parts else tuple(one for head in self.heads for one in _of_arms(head))

    @property
    def beneath(self) -> tuple[ResultView, ...]:
        """Where no effect is drawn, the first further result of each endpoint that says most, for its panel."""
        ends = {record_of(head).endpoint: head for head in self.heads if head.is_comparison}
        rest = {record_of(one).endpoint: one for one in reversed(self.further) if not one.is_safety and not self.drawn}
        return tuple(rest[end] for end in ends if end in rest)

    @property
    def of_figure(self) -> tuple[ResultView, ...]:
        """What a chart beside the figure of the one result that says most draws: the values of all its arms."""
        if self.layout == "panels":
            return ()
        return self.parts or tuple(one for head in self.heads[:1] for one in (head, *head.other_arms))

    @property
    def effects(self) -> tuple[Drawing, ...]:
        """The charts of its effects below those that say most, each of the effects that it can show, reductions first
        where one says most."""
        told = (("tests", False), ("intervals", not self.parts), ("states", not self._tells_misses))
        ratios, differences = Drawing("forest", self.ratios, told), Drawing("differences", self.drawn)
        reductions = Drawing("reductions", self.drawn)
        leads = any(record_of(one).measure in REDUCTIONS for one in self.drawn[:1])
        charts = (reductions, ratios, differences) if leads else (ratios, differences, reductions)
        return (*charts, Drawing("efficacy", self.beside))

    @property
    def _tells_misses(self) -> bool:
        """Whether each effect to draw that was missed has a panel, whose head says so."""
        heads = self.heads if self.layout == "panels" else ()
        return all(one in heads for one in self.ratios if one.is_missed and not one.subgroup)

    @property
    def values(self) -> tuple[Drawing, ...]:
        """The charts of its values without a comparison: dots of rates at stated times, bars of estimates."""
        return Drawing("landmark", self.points), Drawing("efficacy", self.estimates)

    @property
    def rates(self) -> tuple[ResultView, ...]:
        """Rates of all patients at stated times, the first of each comparison: what stands beside an effect that is the
        only one that says most."""
        alone = len(self.heads) == 1 or bool(self.parts)
        rates = (lead for lead in self.further if lead.measure == "rate" and lead.at and lead.arm)
        return tuple(rate for rate in rates if alone and not (rate.subgroup or rate.is_safety))[:MOST_RATES]

    @property
    def rates_alone(self) -> tuple[ResultView, ...]:
        """Those that a chart draws beside the one panel; of several each tells its own."""
        return () if self.layout == "panels" else self.rates

    @property
    def listed(self) -> tuple[ResultView, ...]:
        """Where no effect is drawn, further results of efficacy for a table."""
        rest = [lead for lead in self.further if not lead.is_safety and lead not in self.beneath]
        return () if self.drawn else tuple(rest[:MOST_FURTHER])

    @property
    def of_responders(self) -> bool:
        """Whether an effect that is drawn is of an endpoint that only responders have."""
        return any(record_of(one).endpoint in OF_RESPONDERS for one in self.drawn)

    @property
    def tells_subgroups(self) -> bool:
        """Whether it compares arms and draws or lists a result of a subgroup."""
        return self.is_compared and any(one.subgroup for one in (*self.drawn, *self.beneath, *self.listed))

    @property
    def notes(self) -> tuple[Note, ...]:
        """What is said under it, in this order."""
        trial, compared = self.trial, self.is_compared
        single = trial.is_single_arm and not trial.speakers  # said in bold beside the values
        found: dict[Note, object] = {
            "points": self.points and not compared,
            "subgroups": self.tells_subgroups and trial.has_subgroups,
            "subgroup": trial.has_subgroups and not (compared or self.tells_subgroups),
            "sides": self.leaves_sides_open,
            "responders": self.of_responders,
            "safety": self.large_safety,
            "remark": not trial.is_real_world,
            "design": not self.is_parted and not (single and len(trial.design) == 1),
            "sites": compared,
        }
        return tuple(note for note, holds in found.items() if holds)

    @property
    def rails_design(self) -> bool:
        """Whether its design stands in its rail, which has room where no safety result does, and not below it."""
        return self.layout != "table" and "design" in self.notes and not self.safety

    @property
    def safety_by_arm(self) -> bool:
        """Whether all safety results that a rail tells have the values of two arms."""
        return all(one.pair for one in self.safety)

    @property
    def safety(self) -> tuple[ResultView, ...]:
        """The safety results that a rail tells."""
        return tuple(lead for lead in self.trial.leads if lead.is_safety)[:MOST_SAFETY]

    @property
    def large_safety(self) -> tuple[ResultView, ...]:
        """The first of them, where it has the values of two arms, which stand as large as those of efficacy."""
        return tuple(one for one in self.safety[:1] if one.pair)

    @property
    def safety_pair(self) -> tuple[ResultView, ...]:
        """Those values, the medicine's first."""
        return tuple(value for one in self.large_safety for value in one.pair)

    @property
    def further_safety(self) -> tuple[ResultView, ...]:
        """The others."""
        return tuple(one for one in self.safety if one not in self.large_safety)

    @property
    def is_interim(self) -> bool:
        """Whether all that says most of it is interim."""
        return all(head.is_interim for head in self.heads)

    @property
    def interim_of(self) -> Literal["everything", "efficacy", "several looks", ""]:
        """Of what that holds, if it does: of one look which its safety is of too or is not, or of several looks."""
        if not self.is_interim:
            return ""
        looks, safety = ({record_of(one).analysis for one in some} for some in (self.heads, self.safety))
        if len(looks) > 1:
            return "several looks"
        return "everything" if safety <= looks else "efficacy"

    @property
    def untold(self) -> tuple[ResultView, ...]:
        """Of each comparison the first value, where none of it is told."""
        shown = (*self.heads, *self.drawn, *self.beneath, *self.listed, *self.rates, *self.safety)
        told = {*self.undrawn, *self.points, *self.estimates} if self.layout == "table" else set(shown)
        return tuple(lead for lead in self.trial.leads if not told & {lead, *lead.together})

    # --- without a comparison --------------------------------------------------------------------------------------

    @property
    def points(self) -> tuple[ResultView, ...]:
        """Rates at stated times, where no arm is named: a chart draws them as dots."""
        return () if any(one.arm for one in self.trial.landmarks) else self.trial.landmarks

    @property
    def estimates(self) -> tuple[ResultView, ...]:
        """Other rates and medians, where the sources give an interval: a chart draws them as bars."""
        found = [r for r in self.trial.efficacy if r.measure in ("rate", "median") and r not in self.points]
        return tuple(found) if any(record_of(r).value.interval for r in found) else ()

    @property
    def undrawn(self) -> tuple[ResultView, ...]:
        """Efficacy results that a table tells: the first of each comparison, and what neither chart draws."""
        drawn = (*self.points, *self.estimates)
        return tuple(r for r in self.trial.leads if not r.is_safety and (not r.stands_alone or r not in drawn))

    # --- its use and its patients ----------------------------------------------------------------------------------

    @property
    def approvals(self) -> tuple[ProgramView, ...]:
        """The approved programmes of its medicines in its indications, in whatever territory."""
        every = (program for asset in self.trial.assets for program in asset.approved)
        return tuple(program for program in every if program.indication in self.trial.indications)

    @property
    def own_approval(self) -> tuple[ProgramView, ...]:
        """Of these the first with a stated territory whose use the trial is of."""
        return tuple(one for one in self.approvals if one.territory and self.trial in one.trials)[:1]

    @property
    def unapproved(self) -> tuple[ProgramView, ...]:
        """Where its use is approved somewhere, its trial's own programmes in territories without an approval."""
        every = [program for asset in self.trial.assets for program in asset.programs if self.trial in program.trials]
        return tuple(one for one in every if self.approvals and one.territory and one not in self.approvals)

    @property
    def whom(self) -> Traced:
        """The patients that all its results that say most are of, where all that say it say the same."""
        return self._shared([head.population for head in self.heads if head.population])

    @property
    def follow_up(self) -> Traced:
        """How long they look back, where all that say it say the same."""
        return self._shared([head.median_follow_up for head in self.heads if head.median_follow_up])

    @property
    def followed(self) -> tuple[ResultView, ...]:
        """The first of them that says it, where another does not: it is of the analysis of that one alone."""
        said = tuple(head for head in self.heads if head.median_follow_up)
        return said[:1] if len(said) < len(self.heads) else ()

    def _shared(self, said: list[Traced]) -> Traced:
        return said[0] if len({one.text for one in said}) == 1 else missing(fact_of(self.trial, "results"))

    @property
    def is_parted(self) -> bool:
        """Whether a chart beside its figure names both arms, and its title what it is held against where it can."""
        return self.layout == "parts" and bool(self.titled_rival)


_PLACES = {code: place for place, code in enumerate(ENDPOINTS.codes)}


def readout_of(trial: TrialView) -> Readout:
    """What a document shows of the results of a trial."""
    heads = _heads(trial)
    own = set(heads)
    return Readout(
        trial=trial,
        heads=heads,
        further=tuple(lead for lead in trial.leads if not own & {lead, *lead.together}),
        drawn=_drawn(trial, heads),
        parts=_parts(heads),
    )


def _heads(trial: TrialView) -> tuple[ResultView, ...]:
    found: dict[str, ResultView] = {}
    for lead in trial.leads:
        told = record_of(lead)
        if lead.is_safety or lead.subgroup or told.endpoint == "patients":
            continue
        head = next(_effects(lead), lead)
        if record_of(head).measure not in ("p_value", "count"):
            found.setdefault(told.endpoint, head)

    def place(head: ResultView) -> tuple[bool, ...]:
        return (not head.is_missed, not head.judged, not head.is_primary, not record_of(head).value.interval)

    return tuple(sorted(found.values(), key=place)[:2])


def _effects(lead: ResultView) -> Iterator[ResultView]:
    return (one for one in lead.together if one.is_comparison and one.measure != "p_value")


def _drawn(trial: TrialView, heads: tuple[ResultView, ...]) -> tuple[ResultView, ...]:
    effects = trial.effects[:MOST_DRAWN]
    unlike = set(effects) <= set(heads) and len({record_of(effect).measure for effect in effects}) > 1
    if unlike and any(map(_of_arms, heads)):
        return ()
    order = {record_of(head).endpoint: at for at, head in enumerate(heads)}
    return tuple(sorted(effects, key=lambda one: (bool(one.subgroup), order.get(record_of(one).endpoint, len(order)))))


def _parts(heads: tuple[ResultView, ...]) -> tuple[ResultView, ...]:
    numbered = [head for head in heads if record_of(head).value.number is not None]
    head = numbered[0] if len(numbered) == 1 else None
    if head is None or head is not heads[0] or not head.is_comparison or head.is_missed:
        return ()
    values = _of_arms(head)
    return values if any(one.is_control for one in values) else ()


def _of_arms(head: ResultView) -> tuple[ResultView, ...]:
    """The values of the arms behind a comparison, as far as a chart can draw them."""
    values = (one for one in head.together if one.arm and not one.is_comparison and one.measure in OF_ARMS)
    return tuple(values) if head.is_comparison else ()
