"""Where sources differ: each value that another one was preferred to, beside the one that is told."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, islice
from operator import itemgetter

from briefgen.dataset.conflicts import disagree
from briefgen.dataset.options import value_at
from briefgen.dataset.tree import Path_
from briefgen.editor.changes import named
from briefgen.frozen import frozen
from briefgen.records import Sourced
from briefgen.values.facts import TEXT, Traced
from briefgen.view.base import VIEWS, RecordView, fact_at, other_values, part_of, record_of, rivals_of, view_of_record
from briefgen.view.comparison import ComparisonView
from briefgen.view.event import EventView
from briefgen.view.printed import printed
from briefgen.view.program import ProgramView
from briefgen.view.result import ResultView
from briefgen.view.subject import Subject, holds
from briefgen.view.trial import TrialView


@frozen
class Difference:
    """A field of a record that sources state differently: what has it, which it is (empty: its only value), the value
    that is told, and what else is stated. Of a result it knows the result, which says more than its field; of the
    day of an approval that."""

    record: RecordView
    name: Traced
    field: str
    chosen: Traced
    others: tuple[Traced, ...]
    result: ResultView | None = None
    decision: EventView | None = None


def differences_of(subject: Subject) -> tuple[Difference, ...]:
    """What sources state differently of all that concerns a subject."""
    view = view_of_record(subject)
    found = (seen for key in view.differing if (seen := view.find(*key)) and holds(subject, seen))
    return tuple(one for seen in found for one in _differences(seen))


def differences_in(trial: TrialView) -> tuple[Difference, ...]:
    """What sources state differently of one trial and its results."""
    view = view_of_record(trial)
    found = (seen for key in view.differing if (seen := view.find(*key)))
    return tuple(one for seen in found if trial in (seen, getattr(seen, "trial", None)) for one in _differences(seen))


def _differences(record: RecordView) -> Iterator[Difference]:
    """What sources state differently of a record: the values of a field, then records that state the same thing."""
    view, known = view_of_record(record), record_of(record)
    for path, values in groupby(other_values(view, known), key=itemgetter(0)):
        part, field = value_at(known, path[:-1]), str(path[-1])
        told = printed(type(part), field, value_at(known, path), fact_at(record, path))
        others = tuple(printed(type(part), field, value, fact) for _, value, fact in values)
        said = _name(record, _part(record, path))
        yield Difference(record, said, _words(field), told, others, decision=_decision(record, field))
    for rival in rivals_of(view, known):
        yield from _between(record, VIEWS.get(rival.kind, RecordView)(view, rival))


def _between(told: RecordView, rival: RecordView) -> Iterator[Difference]:
    """The values on which two records differ: those of results by what they measure, else quantities and dates."""
    if isinstance(told, ComparisonView) and isinstance(rival, ComparisonView):
        for one in told.results:
            same = (other for other in rival.results if (other.measure, other.arm) == (one.measure, one.arm))
            yield from (_of_result(told, one, other) for other in same if _differ(one.value, other.value))
    elif isinstance(told, ResultView) and isinstance(rival, ResultView):
        if _differ(told.value, rival.value):
            yield _of_result(told, told, rival)
    else:
        for field in _own_fields(told):
            one, other = getattr(told, field), getattr(rival, field)
            if isinstance(one, Traced) and isinstance(other, Traced) and _differ(one, other):
                yield Difference(told, _name(told, told), _words(field), one, (other,), decision=_decision(told, field))


def _decision(record: RecordView, field: str) -> EventView | None:
    """The approval whose day a field is."""
    if isinstance(record, EventView) and record_of(record).type == "regulatory_approval" and field == "date":
        return record
    return None


def _of_result(record: RecordView, one: ResultView, other: ResultView) -> Difference:
    return Difference(record, one.trial.name, "", one.in_full, (other.in_full,), one)


def _part(record: RecordView, path: Path_) -> RecordView:
    """The record, or the part of it at whose field a path ends."""
    part = value_at(record_of(record), path[:-1])
    shown = VIEWS.get(type(part).__name__.lower(), RecordView)
    return shown(view_of_record(record), record_of(record), part, path[:-1]) if len(path) > 1 else record


def _name(record: RecordView, part: RecordView) -> Traced:
    """What a record is about; of a programme what that is about, of another part also what it says first."""
    if part == record or isinstance(part, ProgramView):
        return Traced(named(part), part.fact, TEXT)
    said = (getattr(part, field) for field in _own_fields(part))
    first = islice((one.text for one in said if isinstance(one, Traced) and one), 1)
    return Traced(", ".join([named(record), *first]), part.fact, TEXT)


def _own_fields(seen: RecordView) -> list[str]:
    """The fields that say something of the matter, not when and by whom it was said."""
    return [field for field in type(part_of(seen)).model_fields if field not in Sourced.model_fields]


def _words(field: str) -> str:
    return "" if field == "value" else field.replace("_", " ")


def _differ(one: Traced, other: Traced) -> bool:
    """Whether both are quantities, dates or places, and not the same."""
    return bool(one.content and other.content) and disagree([one.content, other.content])
