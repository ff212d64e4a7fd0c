"""What the title of a readout tells: which result, how its tests came out, and against what."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from briefgen.lexicon.en import tight_regimen
from briefgen.values.facts import Traced
from briefgen.view.base import NAMES_TITLED, Missing, fact_of, missing, part_of, record_of
from briefgen.view.several import alike

if TYPE_CHECKING:
    from briefgen.view.result import ResultView
    from briefgen.view.trial import TrialView

TITLED = 40
"""Signs of a value beside which a title has room for a limit."""


class ReadoutTitle:
    """A readout, as far as its title goes."""

    __slots__ = ()
    trial: TrialView
    heads: tuple[ResultView, ...]

    @property
    def finding(self) -> ResultView | Missing:
        """What its title tells: the first of the results that say most, an effect where there is one; before a ratio of
        shares the share of an arm, which readers can picture."""
        if not self.heads:
            return self.trial.headline
        head = self.heads[0]
        shares = [r for r in head.together if record_of(r).measure == "rate"]
        return shares[0] if shares and record_of(head).measure in ("odds_ratio", "risk_ratio") else head

    @property
    def judged(self) -> tuple[ResultView, ...]:
        """Of the results that say most, those whose source says how their test came out."""
        return tuple(head for head in self.heads if head.judgement)

    @property
    def verdicts(self) -> tuple[tuple[ResultView, ...], ...]:
        """The same, those alike at once."""
        return alike(self.judged, "judgement", "is_interim")

    @property
    def is_judged_mixed(self) -> bool:
        """Whether a readout says that it came out mixed, and results that say most tell their tests."""
        return bool(self.judged) and any(event.outcome == "mixed" for event in self.trial.outcomes)

    @property
    def is_mixed(self) -> bool:
        """The same, where one of these results alone tells its test."""
        return self.is_judged_mixed and len(self.judged) == 1

    @property
    def titled_by(self) -> Literal["test", "tests", "contrast", "later look", "readout"]:
        """What its title begins with: where no event says what came out, the test of its result or the tests of both;
        an endpoint that was missed before one that was not; a final analysis after a readout; else what readouts say.
        """
        outcomes = self.trial.outcomes
        if self.judged and not outcomes:
            return "test" if len(self.judged) == 1 else "tests"
        if self.is_judged_mixed and len(self.judged) == 2 and self.judged[0].judgement == "not_met":
            return "contrast"
        interim = outcomes and all(record_of(event).type == "readout_interim" for event in outcomes)
        return "later look" if interim and self.heads and self.heads[0].state.value == "final" else "readout"

    @property
    def tells_verdicts(self) -> bool:
        """Whether the tests of its results tell more than that one of them was met."""
        return len(self.judged) > 1 or any(one.judgement == "not_met" for one in self.judged)

    @property
    def lacks_survival(self) -> bool:
        """Whether overall survival is an endpoint of the trial of which no result is on record, while another one has
        a result that says most."""
        return bool(self.heads) and any(part_of(one).endpoint == "OS" for one in self.trial.unreported)

    @property
    def effects_against(self) -> Traced:
        """The control arm of the trial, in short, where effects alone say most of it, which name no arm."""
        plain = bool(self.heads) and all(head.is_effect and not head.pictured for head in self.heads)
        arm = self.trial.control_arm
        return replace(arm, text=tight_regimen(arm.text)) if plain else missing(fact_of(self.trial, "arms"))

    @property
    def titles_limit(self) -> bool:
        """Whether a title that tells its test has room for what limits it; that it has no control arm, always."""
        return self.trial.is_single_arm or any(
            len(head.stated.text) < TITLED and not head.pictured for head in self.judged[:1]
        )

    @property
    def titled_rival(self) -> Traced:
        """The control arm of an effect whose test a title tells, where it is a treatment and its name is short."""
        arms = [arm.label for arm in self.trial.arms if part_of(arm).role == "control"]
        plain = all(head.is_effect and not (head.pictured or head.is_missed) for head in self.judged)
        plain = plain and bool(self.judged) and self.titled_by == "test"
        told = plain and self.trial.is_active and len(arms) == 1 and len(arms[0].text) < NAMES_TITLED
        return arms[0] if told else missing(fact_of(self.trial, "arms"))

    @property
    def titled_regimen(self) -> Traced:
        """Its regimen, where no event says what came out and a title has room for it."""
        regimen: Traced = self.trial.regimen
        short = not self.trial.outcomes and len(regimen.text) < NAMES_TITLED
        return regimen if short else missing(fact_of(self.trial, "regimen"))
