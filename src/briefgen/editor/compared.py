"""What the figure of a first page compares: of each trial its effect on the endpoint that the first news tells of."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.editor.news import News
from briefgen.records.vocabulary import SOONER_IS_BETTER, TIMES_TO_EVENT
from briefgen.view import Subject
from briefgen.view.base import record_of
from briefgen.view.result import ResultView
from briefgen.view.trial import TrialView

MEASURES = ("hazard_ratio", "relative_reduction")
"""Effects on a time to an event that lie on one axis, those that are stated as a ratio first."""


def compared_with(subject: Subject, happened: Sequence[News]) -> tuple[ResultView, ...]:
    """The effects, those of the news first, none that was only spoken; nothing where the first result in the news is no
    time to an event that should come late."""
    first = next((one.result for one in happened if one.result), None)
    endpoint = record_of(first).endpoint if first else ""
    if endpoint not in TIMES_TO_EVENT or endpoint in SOONER_IS_BETTER:
        return ()
    fresh = [one.record for one in happened]
    trials = [trial for trial in subject.readouts if not trial.companion_of and not trial.is_real_world]
    trials.sort(key=lambda trial: fresh.index(trial) if trial in fresh else len(fresh))
    return tuple(effect for trial in trials if (effect := _effect(trial, endpoint)))


def _effect(trial: TrialView, endpoint: str) -> ResultView | None:
    published = (r for r in trial.efficacy if not r.attributed_to)
    whole = [r for r in published if not r.subgroup and record_of(r).endpoint == endpoint]
    stated = [r for measure in MEASURES for r in whole if record_of(r).measure == measure]
    return next(iter(stated), None)


def prolonged_alike(happened: Sequence[News]) -> tuple[News, ...]:
    """The news of a longer time to the same endpoint as the first of them; none where the first news tells of none."""
    first = happened[0].result if happened else None
    if not (first and first.is_longer):
        return ()
    told = ((one, one.result) for one in happened)
    endpoint = record_of(first).endpoint
    return tuple(one for one, result in told if result and result.is_longer and record_of(result).endpoint == endpoint)
