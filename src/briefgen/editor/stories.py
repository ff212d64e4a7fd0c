"""Stories: what a deck without an annex tells of each asset, and what of each trial is left for the annex of a text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate
from operator import or_

from briefgen.frozen import frozen
from briefgen.view import Subject
from briefgen.view.area import IndicationView
from briefgen.view.asset import AssetView
from briefgen.view.deal import DealView
from briefgen.view.glance import Glance, glance_of
from briefgen.view.result import ResultView
from briefgen.view.several import leads_beyond
from briefgen.view.trial import TrialView


@frozen
class Story:
    """An asset with what is told of it beside its glance: a disease stands with the first asset only."""

    asset: AssetView
    glance: Glance
    """Which of its uses are told."""
    weighed: bool
    """Whether it stands with the evidence, and those behind it: an annex tells the rest, and its uses have theirs."""
    opens: bool
    """Whether it begins with a leaf of its own, as each of several does."""
    diseases: tuple[IndicationView, ...] = ()
    trials: tuple[TrialView, ...] = ()
    deals: tuple[DealView, ...] = ()
    """Those that fill a slide; a deal of which little is known stands in the register."""


def stories_of(assets: Sequence[AssetView], subject: Subject, *, annex: bool) -> tuple[Story, ...]:
    """The stories of some assets within a subject; where an annex tells the rest, of each its glance alone."""
    glances = [glance_of(asset, subject) for asset in assets]
    if annex:
        weighed = accumulate((one.in_table for one in glances), or_)
        return tuple(Story(*told, opens=False) for told in zip(assets, glances, weighed, strict=True))
    done: set[IndicationView] = set()
    found = []
    for asset, one in zip(assets, glances, strict=True):
        diseases = tuple(one for one in asset.diseases if one in subject.diseases and one not in done)
        done.update(diseases)
        trials = tuple(one for one in asset.readouts if one in subject.readouts and not one.companion_of)
        deals = tuple(deal for deal in asset.deals if deal in subject.deals and deal.fills_a_slide)
        found.append(Story(asset, one, False, len(assets) > 1, diseases, trials, deals))
    return tuple(found)


@frozen
class Remainder:
    """The comparisons of a trial that the main part does not tell."""

    trial: TrialView
    results: tuple[ResultView, ...]
    is_new: bool
    """Whether the main part tells nothing of the trial."""


def remainders(trials: Iterable[TrialView], told: Sequence[TrialView], most: int) -> tuple[Remainder, ...]:
    """What is left of trials of which the main part tells some, at most so many comparisons of each; of a real-world
    study it tells all."""
    found = (
        Remainder(trial, () if trial.is_real_world else leads_beyond(trial.leads, most), is_new=False)
        if trial in told
        else Remainder(trial, tuple(trial.leads), is_new=True)
        for trial in trials
    )
    return tuple(one for one in found if one.results)
