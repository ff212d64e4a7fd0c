"""Findings: what a view holds on a subject, each told once, with its weight and the records that it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Literal

from briefgen.editor.known import became_known, is_same_matter, known
from briefgen.editor.materiality import Materiality
from briefgen.frozen import frozen
from briefgen.records.endpoints import NOT_SIGNIFICANT
from briefgen.records.vocabulary import APPROVALS, DEALINGS, READOUTS
from briefgen.values.dates import PartialDate, Period
from briefgen.values.territory import may_meet
from briefgen.view.base import RecordView, part_of, record_of
from briefgen.view.company import CompanyView
from briefgen.view.designation import DesignationView
from briefgen.view.event import EventView
from briefgen.view.program import ProgramView
from briefgen.view.result import ResultView
from briefgen.view.subject import Subject
from briefgen.view.trial import TrialView
from briefgen.view.view import View

Outcome = Literal["met", "not_met", "mixed", "not_significant", "not_stated", "not_applicable"]
_MISSES: tuple[Outcome, ...] = ("not_met", "not_significant", "mixed", "met")
"""Outcomes in the order in which they must be told."""
_KINDS = {
    **dict.fromkeys(APPROVALS, "approval"),
    **dict.fromkeys(
        ("nda_submitted", "nda_accepted", "nda_resubmitted", "priority_review", "positive_opinion",
         "advisory_committee", "label_update", "launch", "reimbursement_listing"), "filing",
    ),
    **dict.fromkeys(
        ("crl", "refusal", "negative_opinion", "reimbursement_declined",
         "application_withdrawn", "indication_withdrawn"), "refusal",
    ),
    **dict.fromkeys(("safety_signal", "clinical_hold", "recall", "rems"), "safety_signal"),
    **dict.fromkeys((*DEALINGS, "settlement"), "deal"),
    **dict.fromkeys(("ind_clearance", "first_patient_in", "enrollment_complete", "hold_lifted"), "trial_started"),
    **dict.fromkeys(("guidance", "regulatory_plan"), "guidance"),
    **dict.fromkeys(("publication", "congress_presentation"), "publication"),
    "designation_granted": "designation",
    "trial_stopped": "trial_stopped", "conference": "attendance",
}  # fmt: skip
"""The kind of finding of each kind of event; others are other news."""
_SPOKEN = (*READOUTS, "congress_presentation", "publication", "conference", "results_release")
"""Kinds of events at which results are told."""
_STAGES = {"approved": "approval", "marketed": "approval", "filed": "filing", "withdrawn": "refusal"} | dict.fromkeys(
    ("on_hold", "discontinued"), "trial_stopped"
)
_ENDED = ("refused", "rejected", "application_withdrawn", "indication_withdrawn")
"""Statuses of a program whose application or use is no more."""


@frozen
class Finding:
    """One thing to tell. The record that tells it comes first; what is older than the period is context."""

    kind: str
    rank: int
    """Its place in the ranking: 0 is the most material."""
    records: tuple[RecordView, ...]
    known: PartialDate | None
    """When its newest record of the period became known, or its newest of all; None: always known."""
    is_new: bool
    """Whether any of it became known in the period."""
    own: bool
    """Whether it is the subject's own and not a partner's."""
    outcome: Outcome
    primary: bool
    """Whether it is about the primary endpoint."""
    is_news: bool
    """Whether it may stand alone."""

    @property
    def lead(self) -> RecordView:
        """The record that tells it first."""
        return self.records[0]


@frozen
class _Drafts:
    """What the findings of one subject are made with."""

    view: View
    subject: Subject
    period: Period
    materiality: Materiality

    def finding(self, kind: str, records: Iterable[RecordView], trial: TrialView | None = None) -> Finding:
        told = tuple(dict.fromkeys(records))
        telling = [seen for seen in told if seen is not trial]  # that a trial exists is no result of it
        days = [day for seen in filter(self.is_new, telling) if (day := known(seen)) is not None]
        days = days or [day for seen in telling if (day := known(seen)) is not None]
        events = [seen for seen in told if isinstance(seen, EventView)]
        return Finding(
            kind=kind,
            rank=self.materiality.rank(kind),
            records=told,
            known=max(days, key=lambda day: day.sort_key, default=None),
            is_new=any(map(self.is_new, telling)),
            own=self.owns(events, told[0]),
            outcome=_outcome([seen for seen in told if self.is_new(seen)]) or _outcome(told) or "not_applicable",
            primary=_is_primary(trial, [seen for seen in told if self.is_new(seen)] or told),
            is_news=kind not in self.materiality.no_news,
        )

    def is_new(self, seen: RecordView) -> bool:
        return became_known(seen, self.period)

    def owns(self, events: list[EventView], lead: RecordView) -> bool:
        """A company's own: its events name it first, its programs are run by it; an area or an asset owns all."""
        if not isinstance(self.subject, CompanyView):
            return True
        if events:
            return bool(events[0].company == self.subject)
        return not isinstance(lead, ProgramView) or bool(lead.owner == self.subject)


def findings(view: View, subject: Subject, period: Period, materiality: Materiality) -> tuple[Finding, ...]:
    """What a view holds on a subject: first what became known in the period, the most material first.

    Each event, trial with results, deal, designation, expected event and move of a stage stands in exactly one.
    """
    drafts = _Drafts(view, subject, period, materiality)
    found: list[Finding] = []
    told: set[RecordView] = set()
    for part in (_readouts, _deals, _designations, _events, _programs):
        for one in part(drafts, found, told):
            found.append(one)
            told.update(one.records)
    return tuple(sorted(found, key=lambda one: _order(one, materiality, period)))


def _order(one: Finding, materiality: Materiality, period: Period) -> tuple[object, ...]:
    """What may stand alone and is new, then what is new of long before, then the rest; each by its kind and traits."""
    happened = record_of(one.lead).date.end if isinstance(one.lead, EventView) else None
    long_past = period.start - (period.end - period.start)
    traits = {
        "not_met": _MISSES.index(one.outcome) if one.outcome in _MISSES else len(_MISSES),
        "primary": not one.primary,
        "own": not one.own,
        "newer": tuple(-day.toordinal() if day else 0 for day in (one.known and one.known.end, happened)),
    }
    within = tuple(traits[trait] for trait in materiality.within)
    is_late = happened is not None and happened < long_past
    return (not (one.is_new and one.is_news), not one.is_news, is_late, one.rank, *within, record_of(one.lead).id)


# --- what is told together -----------------------------------------------------------------------------------


def _readouts(drafts: _Drafts, found: list[Finding], told: set[RecordView]) -> Iterator[Finding]:
    """Each trial with results or an outcome: the events that tell them and every result, new ones first."""
    about: dict[TrialView, list[EventView]] = {}
    for told_of in drafts.subject.events:
        for trial in told_of.trials:
            about.setdefault(trial, []).append(told_of)
    for trial in drafts.subject.trials:
        mine = [event for event in about.get(trial, ()) if event not in told]
        spoken = {event for result in trial.results if (event := result.event) and event.type in _SPOKEN}
        events = [event for event in mine if _tells_result(event) or event in spoken]
        if not events and not trial.results:
            continue
        new = any(drafts.is_new(seen) for seen in (*events, *trial.results))
        shown = [event for event in mine if event.type in _SPOKEN and drafts.is_new(event) == new]
        records = [*events, *shown, *trial.results]
        records.sort(key=lambda seen: (not drafts.is_new(seen), isinstance(seen, ResultView)))
        pivotal = record_of(trial).phase in drafts.materiality.pivotal and not trial.is_real_world
        yield drafts.finding("pivotal_readout" if pivotal else "readout", [*records, trial], trial)


def _deals(drafts: _Drafts, found: list[Finding], told: set[RecordView]) -> Iterator[Finding]:
    for deal in drafts.subject.deals:
        events = [event for event in drafts.subject.events[::-1] if event.deal == deal and event not in told]
        yield drafts.finding("deal", [*events, deal])


def _designations(drafts: _Drafts, found: list[Finding], told: set[RecordView]) -> Iterator[Finding]:
    """Designations of one event together, each other one alone."""
    groups: dict[RecordView, list[DesignationView]] = {}
    for designation in drafts.subject.designations:
        event = designation.event
        lead: RecordView = designation
        if isinstance(event, EventView) and event in drafts.subject.events:
            lead = event
        groups.setdefault(lead, []).append(designation)
    for lead, group in groups.items():
        yield drafts.finding("designation", [lead, *group])


def _events(drafts: _Drafts, found: list[Finding], told: set[RecordView]) -> Iterator[Finding]:
    """What happened and is not told yet, and what is expected, which is guidance whatever it is about."""
    preferred = [event for event in drafts.subject.events if record_of(event).preferred]
    for event in drafts.subject.events:
        if event not in told and not any(event != one and is_same_matter(event, one) for one in preferred):
            others = [e for e in drafts.subject.events if event in preferred and is_same_matter(e, event)]
            yield replace(
                drafts.finding(_event_kind(event, drafts.materiality), [event]),
                records=tuple(dict.fromkeys((event, *others))),
            )
    for event in drafts.subject.catalysts:
        yield drafts.finding("guidance", [event])


def _programs(drafts: _Drafts, found: list[Finding], told: set[RecordView]) -> Iterator[Finding]:
    """Moves of a stage that no event tells; a first row is no move."""
    for program in drafts.subject.programs:
        if program.previous and program.previous.stage != program.stage:
            now = part_of(program)
            kind = "refusal" if now.status in _ENDED else _STAGES.get(now.stage or "", "trial_started")
            if not any(one.kind == kind and _tells_move(one.lead, program) for one in found):
                yield drafts.finding(kind, [program])


def _tells_move(lead: RecordView, program: ProgramView) -> bool:
    if not isinstance(lead, EventView) or program.asset not in lead.assets:
        return False
    near = may_meet(record_of(lead).territory, part_of(program).territory)
    return near and program.indication in lead.indications


def _tells_result(event: EventView) -> bool:
    return not event.expected and (event.is_readout or event.outcome in ("met", "not_met", "mixed"))


def _event_kind(event: EventView, materiality: Materiality) -> str:
    kind: str = record_of(event).type
    if kind in READOUTS:
        return "pivotal_readout" if kind != "rwe_readout" and _is_pivotal(event, materiality) else "readout"
    if kind == "congress_presentation" and not event.trials:
        return "attendance"
    return _KINDS.get(kind, "other")


def _is_pivotal(event: EventView, materiality: Materiality) -> bool:
    """By the phases of its trials; where it names none, by the stages of its assets in its diseases."""
    if event.trials:
        return any(record_of(trial).phase in materiality.pivotal for trial in event.trials)
    uses = (program for asset in event.assets for program in asset.programs if program.indication in event.indications)
    return any(part_of(program).stage in materiality.pivotal for program in uses)


# --- what it says --------------------------------------------------------------------------------------------


def _outcome(records: Iterable[RecordView]) -> Outcome | None:
    """What the events and results of a readout say of their endpoints, the worst first; None: it is no readout."""
    told = tuple(records)
    said = {record_of(seen).outcome for seen in told if isinstance(seen, EventView)}
    if any(_not_significant(seen) for seen in told):
        said.add("not_significant")
    for outcome in _MISSES:
        if outcome in said:
            return outcome
    read = any(isinstance(seen, ResultView) or (isinstance(seen, EventView) and _tells_result(seen)) for seen in told)
    return "not_stated" if read else None


def _not_significant(seen: RecordView) -> bool:
    record = record_of(seen)
    missed = getattr(record, "significance", None) in NOT_SIGNIFICANT
    return missed and not getattr(record, "subgroup", False)


def _is_primary(trial: TrialView | None, records: Iterable[RecordView]) -> bool:
    """Whether an event names the primary endpoint, or a result of the whole population is one of it."""
    named = [record_of(seen).endpoint or "" for seen in records if isinstance(seen, EventView)]
    named += [record_of(seen).endpoint for seen in records if isinstance(seen, ResultView) and not seen.subgroup]
    words = [word for endpoint in named for word in (endpoint, *re.findall(r"\b[A-Z][A-Z0-9]+\b", endpoint)) if word]
    if trial:
        return bool(words) and trial.calls_primary(*words) is True
    return any("primary" in word.casefold() for word in words)
