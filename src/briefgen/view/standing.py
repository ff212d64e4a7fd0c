"""What a figure says of a programme beside its stage: what its trials found, what its status rests on, what is next."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from briefgen.frozen import frozen
from briefgen.lexicon.en import FINAL, INTERIM
from briefgen.records.vocabulary import HALTED
from briefgen.values.dates import PartialDate
from briefgen.values.facts import NAME, Traced
from briefgen.view.base import fact_of, missing, part_of, record_of

if TYPE_CHECKING:
    from briefgen.view.program import ProgramView
    from briefgen.view.trial import TrialView

Tone: TypeAlias = Literal["plain", "news", "missed"]

FEW_TRIALS = 2
"""With more trials than this those without a finding are not named."""
AHEAD = {"readout": "readout", "enrolled": "enrolment to end"}
"""What comes next of a trial, before its day."""
WAITS = ("enrolling", "recruiting", "pre_filing")
"""Statuses that what comes next tells as well."""
LIMITED_STATUSES = ("accelerated_approved", "conditionally_approved")
"""Statuses that tell the kind of an approval."""

_MONTH = re.compile(r"^([A-Z][a-z]{2})[a-z]{2,}(?=\s\d{4}$)")


@frozen
class Standing:
    """A few words on a programme, and whether they tell something new or a miss."""

    words: Traced
    tone: Tone = "plain"


@frozen
class StandingAlike:
    """Programmes that stand alike, as one clause tells them."""

    programs: tuple[ProgramView, ...]
    of_several_uses: bool
    """Whether the clauses beside it tell of other uses."""

    @property
    def first(self) -> ProgramView:
        """The first of them."""
        return self.programs[0]

    @property
    def names_use(self) -> bool:
        """Whether its one use must be named: beside others, or where no territory is stated."""
        return self.of_several_uses or not self.first.territory


def standing_of(program: ProgramView) -> tuple[Standing, ...]:
    """What its trials found, its status with the day of the step that it rests on, and what is expected next."""
    is_open = program.stage != "approved"
    trials, told = program.trials, []
    for trial in trials:
        found = list(_findings(trial))
        if is_open and (found or len(trials) <= FEW_TRIALS):
            told.append(Standing(trial.name))
        told += found
    following = tuple(_following(program)) if is_open else ()
    return (*told, *_limited(program), *_status(program, is_awaited=bool(following)), *following)


def _limited(program: ProgramView) -> Iterator[Standing]:
    """The kind of its approval, where that is no full one and its status does not say it."""
    if part_of(program).status not in LIMITED_STATUSES:
        for kind in (step.approval for step in program.lasting if step.approval):
            yield Standing(replace(kind, text=f"{kind.text} approval"))


def _findings(trial: TrialView) -> Iterator[Standing]:
    """What it missed, the looks that crossed no boundary, and the first new result of those that say most."""
    heads = trial.readout.heads
    for head in heads:
        if head.is_missed:
            yield Standing(head.missed_in_short, "missed" if head.judgement == "not_met" else "plain")
    fresh = next((head for head in heads if head.is_new and not head.is_missed), None)
    if fresh:
        day = fresh.told_at.when if fresh.told_at else fresh.announced
        exact = fresh.told_at and not day.text.startswith("by ")
        said = short_day(day) if exact else f"reported {short_day(day)}"
        look = INTERIM if fresh.is_interim else FINAL if fresh.is_final else ""
        words = (look, str(fresh.label), said)
        yield Standing(Traced(" ".join(filter(None, words)), day.fact, day.role, day.value), "news")


def short_day(day: Traced) -> str:
    """A day as short as a figure prints it: 19 Oct 2025, Nov 2025."""
    said = day.value.short() if isinstance(day.value, PartialDate) else day.text
    return _MONTH.sub(r"\1", said)


def _status(program: ProgramView, *, is_awaited: bool) -> Iterator[Standing]:
    status, code = program.status, part_of(program).status
    same = status.text.casefold() == program.stage.text.casefold()
    if not (status and program.stage) or code in HALTED or same or (is_awaited and code in WAITS):
        return
    step = program.rests_on
    day = step.when.text if step else f"as of {short_day(program.announced)}" if program.stage == "filed" else ""
    tone: Tone = "news" if program.has_begun else "plain"
    fact = fact_of(step, "date") if step else status.fact
    yield Standing(Traced(f"{status} {day}".strip(), fact, status.role), tone)


def _following(program: ProgramView) -> Iterator[Standing]:
    """What is expected of it next, with its day; of a filing without one that it is intended."""
    event = program.next
    if not event:
        return
    if program.comes_as == "filing":
        yield Standing(replace(program.coming, text=program.coming.text.lower()))
    elif event.date and (said := AHEAD.get(program.comes_as, event.step if event.step == "decision" else "")):
        yield Standing(replace(event.when, text=f"{said} {event.when}"))


def line_of(program: ProgramView) -> Traced:
    """The line of treatment of a programme, else of its indication, where its name does not say it."""
    use = program.indication
    line = program.line or (use.line if use else program.line)
    named = use.label.text.casefold() if use else ""
    said = re.search(r"\b\d\s?l\b", named) or line.text.casefold() in named or "pretreated" in named
    return missing(line.fact) if line and said else line


def treatment_of(program: ProgramView) -> Traced:
    """What the medicine is given with in the trials of a programme, or that it is given alone, where all say the same:
    "+ chemotherapy"."""
    arms = [arm.name for trial in program.trials for arm in trial.arms if part_of(arm).role == "experimental"]
    arms += [trial.regimen for trial in program.trials if not trial.arms and trial.regimen]
    name = record_of(program).name.casefold()
    given = {arm.text.casefold(): arm for arm in arms}
    if len(given) != 1:
        return missing(fact_of(program, "indication"))
    ((words, arm),) = given.items()
    if words == name:
        return replace(arm, text="alone", role=NAME)
    if not words.startswith(f"{name} plus "):
        return missing(arm.fact)
    return replace(arm, text="+\u00a0" + arm.text[len(f"{name} plus ") :], role=NAME)
