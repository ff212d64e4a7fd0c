"""Findings: what became known in the period, each told once, in the order of its materiality."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from briefgen.editor.materiality import OF_EVENT, Materiality
from briefgen.view import RecordView, Subject
from briefgen.view.base import record_of
from briefgen.view.records import EventView, ProgramView, ResultView, TrialView

PIVOTAL = ("phase_2_3", "phase_3")
"""Phases whose readouts decide on approval."""
MEETINGS = ("conference", "congress_presentation")
"""Attending a congress is no news by itself; what was shown there is told with its trial."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One piece of news: its kind, the record that tells it, and whether it is expected and not yet true."""

    kind: str
    """Kind of news, as in materiality.yaml."""
    record: RecordView
    """A trial with new results, a program that moved, or an event."""
    result: ResultView | None = None
    """Of a trial the new result to tell first."""
    expected: bool = False


def findings(subject: Subject, materiality: Materiality) -> tuple[Finding, ...]:
    """The news of a subject in the period of its view.

    Within a kind an endpoint that was missed comes before others, what is the subject's own before a partner's, and
    newer before older.
    """
    found = sorted(_found(subject), key=lambda one: _key(one, subject, materiality))
    return tuple(found)


def _found(subject: Subject) -> Iterator[Finding]:
    fresh = {trial: [result for result in trial.efficacy if result.is_new] for trial in subject.readouts}
    trials = [trial for trial, results in fresh.items() if results]
    for trial in trials:
        kind = "pivotal_readout" if record_of(trial).phase in PIVOTAL else "readout"
        yield Finding(kind, trial, min(fresh[trial], key=_second))
    for event in subject.new_events:
        kind = _kind_of(event)
        told = [trial for trial in event.trials if trial in trials]
        absorbed = bool(told) and kind in ("readout", "pivotal_readout", "publication")
        if event.type == "conference" or absorbed:
            continue
        yield Finding(kind, event)
    for program in subject.programs:
        if program.moved and not _caused(program, subject):
            yield Finding("trial", program)
    for event in subject.catalysts:
        if event.is_new:
            yield Finding("guidance", event, expected=True)


def _second(result: ResultView) -> tuple[bool, bool, bool, bool]:
    """What puts a result behind others: a subgroup, a p-value alone, one arm where arms are compared, the control."""
    p_value = record_of(result).measure == "p_value"
    return result.subgroup, p_value, not result.is_comparison, result.is_control


def _kind_of(event: EventView) -> str:
    kind = OF_EVENT.get(record_of(event).type, "other")
    pivotal = any(record_of(trial).phase in PIVOTAL for trial in event.trials)
    return "pivotal_readout" if kind == "readout" and pivotal else kind


def _caused(program: ProgramView, subject: Subject) -> bool:
    """Whether an event of the period tells the move of a program already."""
    moving = ("approval", "filing", "trial")
    events = [event for event in subject.new_events if OF_EVENT.get(record_of(event).type, "other") in moving]
    return any(program.asset in event.assets and program.indication in event.indications for event in events)


def _key(finding: Finding, subject: Subject, materiality: Materiality) -> tuple[int, bool, bool, int, str]:
    seen = finding.record
    return (
        materiality.rank(finding.kind),
        not _missed(seen),
        _owner(seen) not in (None, subject.id),
        -_day(seen, subject).toordinal(),
        seen.id,
    )


def _missed(seen: RecordView) -> bool:
    events = seen.outcomes if isinstance(seen, TrialView) else (seen,) if isinstance(seen, EventView) else ()
    return any(event.outcome == "not_met" for event in events) or (
        isinstance(seen, EventView) and seen.type in ("crl", "refusal", "trial_stopped", "clinical_hold")
    )


def _owner(seen: RecordView) -> str | None:
    match seen:
        case ProgramView():
            return seen.owner.id if seen.owner else None
        case EventView():
            companies = record_of(seen).companies
            return companies[0] if companies else None
        case TrialView():
            return seen.assets[0].company.id if seen.assets else None
        case _:
            return None


def _day(seen: RecordView, subject: Subject) -> date:
    stated = record_of(seen).date if isinstance(seen, EventView) else None
    if isinstance(seen, TrialView):
        days = [record_of(event).date for event in subject.events if seen in event.trials]
        stated = max(days, key=lambda day: day.sort_key, default=None)
    end = (stated.end or stated.start) if stated else None
    return end or date.min
