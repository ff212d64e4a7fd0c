"""Changes: what is otherwise between two views of a subject, each with before and now, its cause and its source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Literal

from briefgen.editor.counterparts import (
    counterpart,
    identity_of,
    is_same_hope,
    moves,
    said_before,
    settles,
    use_of,
)
from briefgen.editor.known import is_same_matter, known
from briefgen.frozen import frozen
from briefgen.lexicon.en import NOT_IN_SOURCES
from briefgen.records.vocabulary import READOUTS, STAGES
from briefgen.values.counting import count
from briefgen.values.dates import PartialDate
from briefgen.values.facts import Traced
from briefgen.view.base import RecordView, part_of, record_of
from briefgen.view.event import EventView
from briefgen.view.program import ProgramView
from briefgen.view.result import ResultView
from briefgen.view.subject import Subject
from briefgen.view.trial import TrialView
from briefgen.view.view import View

ChangeKind = Literal[
    "new", "advanced", "regressed", "discontinued", "slipped", "brought forward", "resolved", "value changed",
    "source changed", "error corrected",
]  # fmt: skip
_SPOKEN = (*READOUTS, "congress_presentation", "publication", "conference", "results_release")
KINDS: tuple[ChangeKind, ...] = (
    "discontinued", "regressed", "advanced", "slipped", "brought forward", "resolved", "value changed", "new",
    "error corrected", "source changed",
)  # fmt: skip
"""In the order in which changes are told."""
_BESIDE = frozenset({"source", "announced", "note", "reason", "preferred", "audiences", "embargo_until", "id"})
"""Fields that say nothing of the matter itself."""


@frozen
class Change:
    """One thing that is otherwise: the record that says how it is now, and the values of before and now, printed."""

    kind: ChangeKind
    record: RecordView
    what: str
    """What changed, in short words: ivonescimab in TNBC, China."""
    field: str
    """What of it: stage, date, results."""
    before: str
    """As it was known; empty when nothing was."""
    now: str
    causes: tuple[EventView, ...]
    """The events that brought it about or told it, the first of them before others."""
    known: PartialDate | None
    """When it became known, as exactly as the sources say."""

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of the sources of what is known now, then of its cause."""
        facts = [self.record.fact, *(cause.fact for cause in self.causes)]
        return tuple(dict.fromkeys(id for fact in facts for id in fact.sources))


def changes(before: View, after: View, subject: Subject) -> tuple[Change, ...]:
    """What changed on a subject of the later view since the earlier one: each record is told once, an event that
    brought about another change with that change only."""
    old = before.find(record_of(subject).kind, subject.id)
    then = old if isinstance(old, Subject) else None
    pair = _Pair(before, after, then, subject)
    found: list[Change] = []
    told: set[RecordView] = set()
    for part in (_catalysts, _programs, _trials, _designations, _deals, _events, _restated):
        for one in part(pair, told):
            found.append(one)
            told.update((one.record, *one.causes))
    return tuple(sorted(found, key=_order))


@frozen
class _Pair:
    """Two views, and the subject in both; `then` is None when the earlier view does not know it."""

    before: View
    after: View
    then: Subject | None
    now: Subject

    def is_late(self, seen: RecordView) -> bool:
        """Whether it may have been known on the earlier day, though a source of the record came later."""
        day = known(seen)
        return day is None or day.start is None or day.start <= self.before.as_of

    def was_known(self, seen: RecordView) -> bool:
        """Whether the earlier view has the record, too."""
        return self.before.find(record_of(seen).kind, record_of(seen).id) is not None

    @property
    def new_events(self) -> tuple[EventView, ...]:
        """Events that happened or became known since."""
        then = {event.id for event in self.then.events} if self.then else set()
        return tuple(event for event in self.now.events if event.id not in then)

    def change(
        self, kind: ChangeKind, record: RecordView, field: str, before: str, now: str, *causes: EventView
    ) -> Change:
        """A change; what is new in the view only since one more source was published is told as that."""
        if kind == "new" and self.is_late(record):
            kind, field = "source changed", "source"
            when = known(record)
            before = f"known before {self.before.day}" if when is None or when.end is None else f"known {_since(when)}"
        return Change(kind, record, named(record), field, before, now, causes, known(record))


def _order(one: Change) -> tuple[object, ...]:
    day = one.known.end if one.known else None
    return KINDS.index(one.kind), -day.toordinal() if day else 0, one.what, record_of(one.record).id


# --- kinds of changes ----------------------------------------------------------------------------------------


def _catalysts(pair: _Pair, told: set[RecordView]) -> Iterator[Change]:
    """What was expected before: settled by an event, or guided to another window; and what is expected anew."""
    then = {event.id: event for event in pair.then.catalysts} if pair.then else {}
    now = {event.id: event for event in pair.now.catalysts}
    fresh = [event for id, event in now.items() if id not in then]
    moved: set[str] = set()
    for id, event in then.items():
        settled = next((e for e in pair.new_events if e.id == id or settles(e, event)), None)
        if settled is not None and settled not in told:
            told.add(settled)
            yield Change("resolved", settled, named(event), "event", _expected(event), _told(settled), (settled,),
                         known(settled))  # fmt: skip
            continue
        anew = next((e for e in fresh if e.id not in moved and is_same_hope(e, event)), None)
        later = anew or now.get(id)
        if later is not None and record_of(later).date != record_of(event).date:
            moved.add(later.id)
            kind = _shift(record_of(event).date, record_of(later).date)
            yield pair.change(kind, later, "date", _expected(event), _expected(later))
    for event in fresh:
        if event.id not in moved:
            yield pair.change("new", event, "expected event", "", _expected(event))


def _programs(pair: _Pair, told: set[RecordView]) -> Iterator[Change]:
    then = {use_of(program): program for program in (pair.then.programs if pair.then else ())}
    for program in pair.now.programs:
        causes = [event for event in pair.new_events if moves(event, program)][-1:]
        old = then.get(use_of(program))
        if old is None:
            yield pair.change("new", program, "programme", "", _stage(program), *causes)
        elif (kind := _step(part_of(old).stage, part_of(program).stage)) is not None:
            yield pair.change(kind, program, "stage", _stage(old), _stage(program), *causes)
        elif part_of(old).status != part_of(program).status:
            yield pair.change("value changed", program, "status", str(old.status), str(program.status), *causes)


def _trials(pair: _Pair, told: set[RecordView]) -> Iterator[Change]:
    """New trials, and new results of trials that were known: one row for each trial, with the events that told them."""
    for trial in pair.now.trials:
        old = pair.before.find("trial", trial.id)
        was = {identity_of(result) for result in old.results} if isinstance(old, TrialView) else set()
        fresh = [r for r in trial.results if identity_of(r) not in was and not pair.is_late(r)]
        spoken = [e for e in pair.new_events if trial in e.trials and e not in told and e.type in _SPOKEN]
        spoken.sort(key=lambda event: event.outcome not in ("met", "not_met", "mixed"))
        if fresh and (old or pair.is_late(trial)):
            lead = next((r for r in fresh if not r.subgroup and not r.is_comparison and not r.is_control), fresh[0])
            same = said_before(lead, old) if isinstance(old, TrialView) else None
            more = f"; {count(len(fresh) - 1, 'more value')}" if len(fresh) > 1 else ""
            yield Change("value changed", lead, named(trial), "results", _result(same) if same else "",
                         _result(lead) + more, tuple(spoken), known(lead))  # fmt: skip
            told.update(fresh)
        elif old is None:
            now = _result(trial.headline) if trial.headline else str(trial.status or trial.phase or "first known")
            yield pair.change("new", trial, "trial", "", now, *spoken)


def _designations(pair: _Pair, told: set[RecordView]) -> Iterator[Change]:
    for designation in pair.now.designations:
        if not pair.was_known(designation):
            event = designation.event
            causes = [event] if isinstance(event, EventView) and event in pair.new_events else []
            yield pair.change("new", designation, "designation", "", str(designation.short), *causes)


def _deals(pair: _Pair, told: set[RecordView]) -> Iterator[Change]:
    for deal in pair.now.deals:
        if not pair.was_known(deal):
            causes = [event for event in pair.new_events if event.deal == deal]
            yield pair.change("new", deal, "deal", "", str(deal.type), *causes)


def _events(pair: _Pair, told: set[RecordView]) -> Iterator[Change]:
    """What happened and nothing else tells; one more source of an event that was known is no event."""
    for event in pair.new_events:
        if event in told:
            continue
        same = [e for e in (pair.then.events if pair.then else ()) if is_same_matter(e, event)]
        if same and record_of(event).preferred:
            yield Change("error corrected", event, named(event), "date", _when(same[0]), _when(event), (), known(event))
        else:
            yield pair.change("new", event, "event", "", _told(event))


def _restated(pair: _Pair, told: set[RecordView]) -> Iterator[Change]:
    """Records of both views that say something else now: known since, or put right; and values that another record is
    preferred to now."""
    subject = pair.now
    every = (*subject.events, *subject.catalysts, *subject.results, *subject.designations, *subject.deals)
    every = (*every, *subject.trials)
    for seen in dict.fromkeys(every):
        old = counterpart(pair.before, pair.then, seen)
        if seen in told or old is None or record_of(old) == record_of(seen):
            continue
        was, now = record_of(old), record_of(seen)
        fields = [name for name in type(now).model_fields if getattr(was, name) != getattr(now, name)]
        fields = [name for name in fields if name not in _BESIDE]
        if fields:
            later = was.id == now.id and known(seen) != known(old)
            kind: ChangeKind = "value changed" if later else "error corrected"
            names = ", ".join(fields).replace("_", " ")
            yield pair.change(kind, seen, names, _fields(old, fields), _fields(seen, fields))
        elif was.source != now.source:
            before, after = (", ".join(each.fact.sources) for each in (old, seen))
            yield pair.change("source changed", seen, "source", before, after)


# --- words ---------------------------------------------------------------------------------------------------


def _step(before: str | None, now: str | None) -> ChangeKind | None:
    """What a change of stage is."""
    if before == now:
        return None
    if now == "discontinued":
        return "discontinued"
    if now == "on_hold" or (now is None):
        return "regressed" if now else "value changed"
    if before is None:
        return "value changed"
    if before in ("on_hold", "discontinued"):
        return "advanced"
    return "advanced" if STAGES.order(now) > STAGES.order(before) else "regressed"


def _shift(before: PartialDate, now: PartialDate) -> ChangeKind:
    """Where a window has moved; a window that is only told more finely has not moved."""
    if before.end is None or now.end is None:
        return "value changed"
    if now.end > before.end:
        return "slipped"
    starts = (before.start or date.min, now.start or date.min)
    return "brought forward" if starts[1] < starts[0] else "value changed"


def _when(event: EventView) -> str:
    return event.when.text if event.date else "no date"


def _expected(event: EventView) -> str:
    date: PartialDate = record_of(event).date
    return f"expected {date.with_preposition()}" if event.date else "expected, no date"


def _since(when: PartialDate) -> str:
    return f"since {when.long()}"


def _told(event: EventView) -> str:
    return f"{event.title}, {_when(event)}" if event.date else str(event.title)


def _stage(program: ProgramView) -> str:
    """Its stage, else its status, else that it is not disclosed."""
    return str(program.stage or program.status or f"stage {program.stage}")


def _result(result: Any) -> str:
    """A result with what it is of: median progression-free survival 11.1 months, ivonescimab plus chemotherapy."""
    arm = f", {result.arm}" if result.arm else ""
    at = f" at {result.at}" if result.at else ""
    named = f"median {result.endpoint}" if result.measure == "median" else f"{result.endpoint} {result.measure}"
    shown = result.endpoint if str(result.endpoint).endswith(str(result.measure)) else named
    return f"{shown}{at} {result.value}{arm}"


def _fields(seen: RecordView, fields: Iterable[str]) -> str:
    values = [getattr(seen, name) for name in fields]
    if len(values) > 1 and not any(value or isinstance(value, bool) for value in values):
        return NOT_IN_SOURCES
    return "; ".join(_printed(value) for value in values)


def _printed(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(_printed, value)) or "none named"
    return named(value) if isinstance(value, RecordView) else str(value)


def named(seen: RecordView) -> str:
    """What a record is about, in short words."""
    record = record_of(seen)
    match seen:
        case ProgramView():
            indication = f" in {seen.indication.label}" if seen.indication else ""
            place = f", {seen.territory}" if seen.territory else ""
            return f"{seen.asset.name}{indication}{place}"
        case EventView():
            return str(seen.title)
        case ResultView():
            return str(seen.trial.name)
    shown: Any = seen
    match record.kind:
        case "epidemiology":
            return f"{shown.indication.label}, {shown.measure}"
        case "filing":
            agency = f" at the {shown.agency}" if shown.agency else ""
            return f"{shown.asset.name}{agency}"
        case "metric":
            return f"{shown.company.name}, {shown.measure or shown.type}"
        case "designation":
            return f"{shown.asset.name} in {shown.indication.label}"
        case "deal":
            assets = " and ".join(str(asset.name) for asset in shown.assets)
            joined = "and" if shown.is_of_both else "to"
            parties = f"{shown.licensor.name} {joined} {shown.licensee.name}"
            return f"{assets}: {parties}" if assets else parties
    name = getattr(seen, "name", "")
    return name.text if isinstance(name, Traced) else str(record.id)
