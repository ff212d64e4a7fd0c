"""What the figure of a first page compares: of each trial its effect on the endpoint that most of the news tells of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from briefgen.editor.news import News
from briefgen.records.endpoints import SOONER_IS_BETTER, TIMES_TO_EVENT
from briefgen.view import Subject
from briefgen.view.base import record_of
from briefgen.view.result import ResultView

MEASURES = ("hazard_ratio", "relative_reduction")
"""Effects on a time to an event that lie on one axis, those that are stated as a ratio first."""


def compared_with(subject: Subject, happened: Sequence[News]) -> tuple[ResultView, ...]:
    """The effects, those of the news first, none that was only spoken, on the endpoint that most news found longer,
    else that of the first result in it; nothing where that is no time to an event that should come late."""
    effects = (
        effect_on([r for r in results if not r.attributed_to], at) for results, at in _measured(subject, happened)
    )
    return tuple(effect for effect in effects if effect)


def spoken_beside(subject: Subject, happened: Sequence[News]) -> tuple[ResultView, ...]:
    """The effects on the same endpoint of trials that have none but a spoken one, which the figure does not show."""
    effects = (effect_on(results, at) for results, at in _measured(subject, happened))
    published = [effect.trial for effect in compared_with(subject, happened)]
    return tuple(effect for effect in effects if effect and effect.trial not in published)


def _measured(subject: Subject, happened: Sequence[News]) -> Iterator[tuple[Sequence[ResultView], str]]:
    """The efficacy of each trial, those of the news first, with the endpoint that is compared."""
    first = next((one.result for one in happened if one.result), None)
    alike = prolonged_alike(happened)
    leading = alike[0].result if alike else first
    endpoint = record_of(leading).endpoint if leading else ""
    if endpoint not in TIMES_TO_EVENT or endpoint in SOONER_IS_BETTER:
        return
    fresh = [one.record for one in happened]
    trials = [trial for trial in subject.readouts if not trial.companion_of and not trial.is_real_world]
    trials.sort(key=lambda trial: fresh.index(trial) if trial in fresh else len(fresh))
    yield from ((trial.efficacy, endpoint) for trial in trials)


def leading_alike(happened: Sequence[News]) -> tuple[News, ...]:
    """The news that a headline counts: several that found a longer time to the same endpoint, the most material news
    among them; none where that is another."""
    alike = prolonged_alike(happened)
    return alike if alike[:1] == tuple(happened[:1]) else ()


def effect_on(results: Iterable[ResultView], endpoint: str) -> ResultView | None:
    """Of some results of a trial the first effect on an endpoint in all patients; None where there is none."""
    whole = [r for r in results if not r.subgroup and record_of(r).endpoint == endpoint]
    stated = [r for measure in MEASURES for r in whole if record_of(r).measure == measure]
    return next(iter(stated), None)


def prolonged_alike(happened: Sequence[News]) -> tuple[News, ...]:
    """The news of a longer time to the endpoint that most of it found longer, of equally many the first; none where the
    first news tells of none."""
    longer = [(one, record_of(one.result).endpoint) for one in happened if one.result and one.result.is_longer]
    if not longer or longer[0][0] is not happened[0]:
        return ()
    endpoints = [endpoint for _, endpoint in longer]
    most = max(endpoints, key=endpoints.count)
    return tuple(one for one, endpoint in longer if endpoint == most)
