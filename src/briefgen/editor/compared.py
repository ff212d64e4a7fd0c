"""What the figure of a first page compares: of each trial its effect on the endpoint that most of the news tells of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from briefgen.editor.news import News
from briefgen.frozen import frozen
from briefgen.records.endpoints import SOONER_IS_BETTER, TIMES_TO_EVENT
from briefgen.values.facts import Traced
from briefgen.view import Subject
from briefgen.view.base import record_of
from briefgen.view.result import ResultView

MEASURES = ("hazard_ratio", "relative_reduction")
"""Effects on a time to an event that lie on one axis, those that are stated as a ratio first."""


@frozen
class Tally:
    """The effects of several trials on one endpoint, one of each trial."""

    results: tuple[ResultView, ...]
    is_first: bool
    """Whether it is the first endpoint of which they are told: the trials are named with it."""

    @property
    def endpoint(self) -> Traced | None:
        """What they are on; None where there is none."""
        return next((one.endpoint for one in self.results), None)

    @property
    def is_sooner(self) -> bool:
        """Whether that is an event that is hoped for, which should come soon."""
        return any(record_of(one).endpoint in SOONER_IS_BETTER for one in self.results)

    @property
    def shown(self) -> tuple[ResultView, ...]:
        """Those of which a test or an interval shows that they came out for the medicine."""
        return tuple(one for one in self.results if one.is_favourable)

    @property
    def unproven(self) -> tuple[ResultView, ...]:
        """Those on its side of which the sources give neither an interval nor a test: that is unknown and no miss."""
        return tuple(one for one in self.results if one.is_open and not one.undecided and one.points_to_medicine)

    @property
    def favourable(self) -> tuple[ResultView, ...]:
        """Those that came out for the medicine; where some are shown to have, with those of which it is unknown."""
        return tuple(one for one in self.results if self.shown and one in (*self.shown, *self.unproven))

    @property
    def only(self) -> tuple[ResultView, ...]:
        """The one of these, where it is one of several."""
        return self.favourable if self.how_many == "some" and len(self.favourable) == 1 else ()

    @property
    def undecided(self) -> tuple[ResultView, ...]:
        """Those that an interim look left open."""
        return tuple(one for one in self.results if one.undecided and not one.is_favourable)

    @property
    def missed(self) -> tuple[ResultView, ...]:
        """Those that were tested and not significant."""
        return tuple(one for one in self.results if one.is_missed and not one.undecided)

    @property
    def insignificant(self) -> tuple[ResultView, ...]:
        """Those and the looks that crossed no boundary."""
        return tuple(one for one in self.results if one.is_missed and not one.is_favourable)

    @property
    def unjudged(self) -> tuple[ResultView, ...]:
        """Those of which nothing shows that their arms differ, and no test says that they do not."""
        return tuple(one for one in self.results if not one.is_favourable and not one.is_missed)

    @property
    def reporting(self) -> Tally:
        """The same without those of which it is unknown whether they differ."""
        return Tally(tuple(one for one in self.results if one not in self.unproven), self.is_first)

    @property
    def how_many(self) -> Literal["none", "one", "some", "both", "all"]:
        """In how many of the trials it came out for the medicine."""
        if not self.favourable:
            return "none"
        if len(self.favourable) < len(self.results):
            return "some"
        if len(self.results) == 1:
            return "one"
        return "both" if len(self.results) == 2 else "all"

    @property
    def shown_by(self) -> Literal["interval", "test", "either"]:
        """What shows a difference in those that came out for the medicine: an interval below one in all of them, a test
        in all, in each one or the other."""
        if self.shown and all(one.ends_below_one for one in self.shown):
            return "interval"
        return "test" if all(one.significant for one in self.shown) else "either"

    @property
    def is_significant(self) -> bool:
        """Whether a test showed it in each of those that came out for the medicine."""
        return bool(self.favourable) and self.shown_by == "test"

    @property
    def is_partial(self) -> bool:
        """Whether they are fewer than those that report an endpoint which is not the first."""
        return not self.is_first and self.how_many == "some"

    @property
    def names_trials(self) -> bool:
        """Whether the words on how many they are end with the noun: those of the first endpoint, of several trials."""
        return self.is_first and self.how_many not in ("none", "one")


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
