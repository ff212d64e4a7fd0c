"""What the source of a result says of its test, and the readouts of its endpoint: met, missed, significant, interim."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from briefgen.lexicon.en import ENDPOINT_NOT_MET, INTERIM, MISSED_AS, STATES
from briefgen.records import Trial
from briefgen.records.endpoints import NOT_SIGNIFICANT, SIGNIFICANCES, SIGNIFICANT
from briefgen.values.dates import PartialDate
from briefgen.values.facts import ENDPOINT, Role, Traced
from briefgen.view.base import Missing, missing, naming, record_of
from briefgen.view.event import EventView
from briefgen.view.measured import Measured

if TYPE_CHECKING:
    from briefgen.view.result import ResultView
    from briefgen.view.trial import TrialView


class Tested(Measured):
    """A number of a trial, as far as its test and the words of its readouts go."""

    trial: TrialView
    subgroup: bool
    margin: Traced
    analysis: Traced
    significance: Traced
    event: EventView | Missing
    supersedes: ResultView | Missing

    @property
    def is_interim(self) -> bool:
        """Whether its analysis is said to be an interim one."""
        return "interim" in (self.analysis.text if self.analysis else "").casefold()

    @property
    def is_final(self) -> bool:
        """Whether its analysis is said to be the final one."""
        return "final" in (self.analysis.text if self.analysis else "").casefold()

    @cached_property
    def limits(self) -> tuple[str, ...]:
        """What must stand beside its number."""
        said = self._record.significance
        words = {
            INTERIM: self.is_interim,
            ENDPOINT_NOT_MET: said == "not_met" or (said is None and bool(self.missed)),
            SIGNIFICANCES.print("not_tested"): said == "not_tested",
            SIGNIFICANCES.print("interim_not_crossed"): said == "interim_not_crossed",
            SIGNIFICANCES.print("not_stated"): said == "not_stated",
        }
        return tuple(word for word, holds in words.items() if holds)

    @cached_property
    def is_missed(self) -> bool:
        """Whether its endpoint was not met, or its test crossed no boundary."""
        said = self._record.significance
        return said in NOT_SIGNIFICANT or (said is None and bool(self.missed))

    @cached_property
    def significant(self) -> bool:
        """Whether its source says that its endpoint was met, or its test significant; never said of a subgroup."""
        return not self.subgroup and (self._said in SIGNIFICANT or (not self._said and self.verdict.outcome == "met"))

    @property
    def _said(self) -> str | None:
        """What the dataset says of its test."""
        said: str | None = self._record.significance
        return said

    @property
    def untested(self) -> bool:
        """Whether its source says that it was not formally tested."""
        return self._said == "not_tested"

    @cached_property
    def met(self) -> bool:
        """Whether it may be said that its endpoint was met: the source says so of a primary one, or of a margin. Of an
        endpoint whose role nothing states a readout has to say it."""
        if not self.significant or self._said == "significant":
            return False
        primary = self.trial.calls_primary(self._record.endpoint, self.endpoint.text)
        return bool(primary or self.margin or (primary is None and self.verdict.outcome == "met"))

    @property
    def state(self) -> Traced:
        """What came out for its endpoint, before its value: met, not met, boundary not crossed, else the analysis."""
        code = self._state
        if code is None:
            return missing(self._fact("significance"))
        word = STATES[code]
        if code != INTERIM and self.is_interim:
            word = f"{word}, {INTERIM}"
        field = "significance" if self._record.significance else "analysis"
        return Traced(word, self._fact(field), Role(ENDPOINT, code), code)

    @property
    def missed_as(self) -> Traced:
        """What came out for its endpoint as the verb of a sentence, where it was missed."""
        return replace(self.state, text=MISSED_AS.get(self.judgement, self.state.text))

    @property
    def missed_in_short(self) -> Traced:
        """What was missed, in fewest words: "OS not met", "interim OS not significant"."""
        verdict = "not met" if self.judgement == "not_met" else "not significant"
        look = f"{INTERIM} " if self.is_interim else ""
        return replace(self.state, text=f"{look}{self.label} {verdict}")

    @property
    def _state(self) -> str | None:
        if self.judgement:
            return self.judgement
        if self.is_interim:
            return "interim"
        return "final" if self.is_final else None

    @property
    def is_secondary(self) -> bool:
        """Whether its trial names its endpoint as a secondary one, and nowhere as another."""
        trial: Trial = record_of(self.trial)
        mine = [e for e in trial.endpoints if e.endpoint == self._record.endpoint]
        return bool(mine) and all(e.role == "secondary" and "role" in e.model_fields_set for e in mine)

    @property
    def judgement(self) -> Literal["met", "significant", "not_met", "not_crossed", ""]:
        """What its source says of its test, as templates ask for it; nothing when it says nothing."""
        if self.significant:
            return "met" if self.met else "significant"
        if ENDPOINT_NOT_MET in self.limits:
            return "not_met"
        return "not_crossed" if self.is_missed else ""

    @property
    def month_announced(self) -> Traced:
        """The month in which the world knew, without its year where that is the year of the period; missing where no
        month is known."""
        told = self.announced
        month = told.value.month_in(self._view.period.end.year) if isinstance(told.value, PartialDate) else ""
        return replace(told, text=month) if month else missing(told.fact)

    @property
    def missed_by(self) -> Literal["abbreviation", "name", ""]:
        """By what name of its endpoint a headline says that it was not met; nothing where it does not say so."""
        if self.judgement != "not_met":
            return ""
        return "abbreviation" if self.label.text.isupper() else "name"

    @property
    def verdict_as(self) -> Literal["met", "significant", "not_met", "not_crossed", "rate", "interim", "final", ""]:
        """How what its test came to is told before its value; of a result without a test what it reports."""
        if self.judgement:
            return self.judgement
        if self._record.measure in ("annualised_rate", "incidence_rate"):
            return "rate"
        return "interim" if self.is_interim else "final" if self.is_final else ""

    @property
    def undecided(self) -> bool:
        """Whether it is an interim look that crossed no boundary, which decides nothing yet and is no failure."""
        return self.judgement == "not_crossed"

    @property
    def judged(self) -> bool:
        """Whether a readout says of its endpoint that it was met or not."""
        return any(self.is_of(event) for event in self.trial.outcomes)

    def is_of(self, event: EventView) -> bool:
        """Whether the endpoint that a readout names is its own."""
        named = record_of(event).endpoint or ""
        trial: Trial = record_of(self.trial)
        if "primary" in named:
            listed = [e.endpoint for e in trial.endpoints if e.role in ("primary", "co_primary")]
            named = trial.primary_endpoint or " and ".join(listed) or named
        return self._is_named_in(named)

    @cached_property
    def verdict(self) -> EventView | Missing:
        """The latest readout that says of its endpoint, at its own analysis, whether it was met; absent when none does.
        What was said of an earlier or a later analysis is no verdict on it."""
        said = [event for event in self.trial.verdicts if self.is_of(event) and self._is_at(event)]
        return said[-1] if said else Missing("event", missing(self._fact("event")))

    def _is_at(self, event: EventView) -> bool:
        """Whether a readout can speak of its analysis: the event that it names, else one of its kind and its time."""
        own = self.told_at
        if isinstance(own, EventView) and own in self.trial.verdicts and self.is_of(own):
            return event == own
        if self.analysis and event.type in ("readout_interim", "readout_final"):
            return self.is_interim == (event.type == "readout_interim")
        day = record_of(event).date.sort_key
        early = any(day <= _known_from(result) for result in self.earlier)
        return not early and not (self.later and day > _known_from(self))

    @cached_property
    def missed(self) -> EventView | Missing:
        """The readout that says that its endpoint was not met; absent when none does."""
        verdict = self.verdict
        return verdict if verdict.outcome == "not_met" else Missing("event", missing(self._fact("event")))

    @property
    def told_at(self) -> EventView | Missing:
        """The event at which it was told."""
        return self.event

    @property
    def reported(self) -> Traced:
        """When it was reported: as its first source says, or more exactly the day of the event at which it was told."""
        told = self.told_at
        return told.when if told and _is_finer(told.when.value, self.announced.value) else self.announced

    @cached_property
    def later(self) -> bool:
        """Whether a later analysis supersedes it."""
        every: tuple[ResultView, ...] = naming(self._view, "result", ("result", self.id))
        return any(record_of(result).supersedes == self.id for result in every)

    @property
    def tells_outcome(self) -> bool:
        """Whether it may stand beside what the readouts of its trial say: no other endpoint can be meant."""
        outcomes = self.trial.outcomes
        if len(outcomes) != 1 or outcomes[0].outcome == "mixed":
            return not outcomes
        only = len({str(result.endpoint) for result in self.trial.efficacy}) == 1
        return bool(self.verdict) or (not outcomes[0].endpoint and only and self.is_primary is not False)

    @property
    def is_primary(self) -> bool | None:
        """Whether its trial names its endpoint as a primary one; None where it names none."""
        trial: Trial = record_of(self.trial)
        listed = [e.endpoint for e in trial.endpoints if e.role in ("primary", "co_primary")]
        named = trial.primary_endpoint or " and ".join(listed)
        return self._is_named_in(named) if named else None

    def _is_named_in(self, words: str) -> bool:
        return any(
            re.search(rf"(?<!\w){re.escape(word)}(?!\w)", words, re.IGNORECASE)
            for word in (self._record.endpoint, self.endpoint.text)
        )

    @cached_property
    def earlier(self) -> tuple[ResultView, ...]:
        """The analyses it supersedes, latest first; none of them may stand alone."""
        found: list[ResultView] = []
        before = self.supersedes
        while before and before not in found:
            found.append(before)
            before = before.supersedes
        return tuple(found)


def _known_from(result: Tested) -> tuple[date, date]:
    """When a result became known, as dates of events are sorted."""
    known = result.announced.value
    return known.sort_key if isinstance(known, PartialDate) else (date.max, date.max)


def _is_finer(one: object, other: object) -> bool:
    """Whether a date lies within another that is less exact."""
    match one, other:
        case (
            PartialDate(start=date() as start, end=date() as end),
            PartialDate(start=date() as first, end=date() as last),
        ) if one.grain != other.grain:
            return first <= start and end <= last
        case _:
            return False
