"""Conflicts: what the dataset states more than once and differently, in two records or in two values of one field.

One of them is preferred, with a reason; the others are rejected: told beside it alone. None preferred: undecided.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from briefgen.dataset.store import Dataset
from briefgen.dataset.tree import Path_
from briefgen.frozen import frozen
from briefgen.lexicon.en import APPROXIMATE
from briefgen.problems import Origin
from briefgen.records import BY_KIND, Event, Mention, Option, Record, Result
from briefgen.values.dates import PartialDate
from briefgen.values.facts import path_text
from briefgen.values.quantity import Quantity

NEAR = 31
"""Days that may lie between two dates that sources give for one event."""
ONCE = (
    "ind_clearance", "first_patient_in", "enrollment_complete", "readout_topline", "readout_final", "nda_submitted",
    "nda_accepted", "positive_opinion", "regulatory_approval", "label_expansion", "reimbursement_listing", "launch",
    "crl", "deal_signed", "deal_closed", "deal_terminated",
)  # fmt: skip
"""Kinds of events that happen once to an asset in a disease."""
GIVEN_ONCE = ("regulatory_approval",)
"""Of these, those that a disease and a place have once, however far apart sources date them."""
STATED = ("trials", "territory", "agency", "deal", "filing", "endpoint", "occasion")
"""What tells two such events apart where both state it."""


@frozen
class Said:
    """One of several statements: what it says, of which record, where it stands (and where it is called preferred),
    and in which sources."""

    record: Record
    text: str
    origin: Origin
    marked: Origin
    source: Mention | None
    preferred: bool
    reason: str

    @property
    def sources(self) -> str:
        """Its sources, as messages name them."""
        return ", ".join(self.source.ids) if self.source else "no source"

    def __str__(self) -> str:
        return f"{self.text} ({self.sources}; {self.origin})"


@frozen
class Conflict:
    """Statements that cannot all be true; `what` names the kind of record or the field on which they disagree."""

    what: str
    said: tuple[Said, ...]

    @property
    def preferred(self) -> tuple[Said, ...]:
        """The statement to tell; several or none while the conflict is undecided."""
        return tuple(said for said in self.said if said.preferred)

    def verdict(self, said: Said) -> str:
        """What became of a statement, in a word for reviewers."""
        if len(self.preferred) != 1:
            return "undecided"
        return "told" if said.preferred else "rejected"


def conflicts_of(dataset: Dataset) -> Iterator[Conflict]:
    """Every conflict, of records first, in the order of kinds and files."""
    for group in record_groups(dataset):
        twice = isinstance(group[0], Event) and group[0].type in GIVEN_ONCE
        if twice or any(record.preferred for record in group) or disagree([_stated(record) for record in group]):
            yield Conflict(type(group[0]).plural, tuple(_record(dataset, record) for record in group))
    for (kind, id), options in dataset.options.items():
        record = dataset.find(kind, id)
        assert record is not None  # options are kept with their record
        for path, values in options.items():
            if disagree([option.value for option in values]):
                said = tuple(_option(dataset, record, path, n, option) for n, option in enumerate(values))
                yield Conflict(f"{kind} '{id}', {path_text(path)}", said)


def record_groups(dataset: Dataset, kinds: Collection[str] = frozenset(BY_KIND)) -> Iterator[tuple[Record, ...]]:
    """Records of some kinds that state the same thing, several by their key fields; of analyses the latest ones
    alone."""
    superseded = {result.supersedes for result in dataset.all(Result)}
    for kind, records in dataset.records.items():
        fields = BY_KIND[kind].key_fields() if kind in kinds else ()
        groups: dict[str, list[Record]] = {}
        for record in records.values() if fields else ():  # where users give ids, no two records have one
            if not (kind == Result.kind and record.id in superseded):
                groups.setdefault(_key(record, fields), []).append(record)
        yield from (tuple(group) for group in groups.values() if len(group) > 1)
    if Event.kind in kinds:
        yield from _events(dataset.all(Event))


def rejecting(dataset: Dataset) -> dict[tuple[str, str], tuple[Record, ...]]:
    """For each record that is not preferred where another one is: those that are."""
    found: dict[tuple[str, str], tuple[Record, ...]] = {}
    for group in record_groups(dataset, {record.kind for record in dataset if record.preferred}):
        if preferred := tuple(record for record in group if record.preferred):
            found |= {(record.kind, record.id): preferred for record in group if not record.preferred}
    return found


def repeating(dataset: Dataset) -> dict[tuple[str, str], tuple[Record, ...]]:
    """For each approval that may be one with approvals before it, while nobody preferred one: those."""
    found: dict[tuple[str, str], tuple[Record, ...]] = {}
    for group in _events(event for event in dataset.all(Event) if event.type in GIVEN_ONCE):
        if not any(event.preferred for event in group):
            found |= {(event.kind, event.id): group[:n] for n, event in enumerate(group) if n}
    return found


def chosen(options: Iterable[Option]) -> tuple[Option, ...]:
    """Of the values that are known: the preferred one, or while none is the first, with all that say the same."""
    known = tuple(options)
    told = next((option for option in known if option.preferred), known[0] if known else None)
    return tuple(option for option in known if told and not disagree([told.value, option.value]))


def disagree(values: list[Any]) -> bool:
    """Whether values are not the same; one may give an interval, or an "approximately", that another leaves out."""
    given = [value for value in values if isinstance(value, Quantity)]
    intervals = {(value.interval.level, value.interval.low, value.interval.high) for value in given if value.interval}
    return len({_compared(value) for value in values}) > 1 or len(intervals) > 1


def _stated(record: Record) -> Any:
    """What a record states beside what names it."""
    return record.date if isinstance(record, Event) else getattr(record, "value", None)


def _compared(value: Any) -> object:
    if not isinstance(value, Quantity):
        return getattr(value, "text", value)
    bound = "" if value.qualifier in APPROXIMATE else value.qualifier
    return (value.number, value.low, value.high, value.unit, value.currency, value.sentinel, bound)


def _key(record: Record, fields: Iterable[str]) -> str:
    return "|".join([str(getattr(record, name)) for name in fields]).casefold()


def _events(events: Iterable[Event]) -> Iterator[tuple[Event, ...]]:
    groups: dict[tuple[str, tuple[str, ...]], list[list[Event]]] = {}
    for event in events:
        if event.assets:
            alike = groups.setdefault((event.type, event.assets), [])
            group = next((group for group in alike if all(same_event(event, other) for other in group)), None)
            if group is None:
                alike.append([event])
            else:
                group.append(event)
    yield from (tuple(group) for alike in groups.values() for group in alike if len(group) > 1)


def same_event(one: Event, other: Event) -> bool:
    """Whether two events may be one that sources date or tell differently: of a kind that does not recur, unless one
    is preferred; of one asset and disease, at most a month apart or given only once, and nothing they both state
    speaks against it."""
    if one.type not in ONCE and not (one.preferred or other.preferred):
        return False
    if any(getattr(one, name) != getattr(other, name) for name in ("type", "assets", "indications", "expected")):
        return False
    stated = ((getattr(one, name), getattr(other, name)) for name in STATED)
    return all(not a or not b or a == b for a, b in stated) and (_is_single(one, other) or _may_be_one(one, other))


def _may_be_one(one: Event, other: Event) -> bool:
    return _apart(one.date, other.date) <= NEAR


def _is_single(one: Event, other: Event) -> bool:
    """Whether both are of what one disease has once in one place, and name both."""
    places = one.territory is not None and one.territory == other.territory
    return one.type in GIVEN_ONCE and places and bool(one.indications)


def _apart(one: PartialDate, other: PartialDate) -> int:
    if one.end is None or other.end is None:
        return NEAR + 1
    first, second = sorted((one, other), key=lambda when: when.sort_key)
    assert first.end is not None
    start = second.start or second.end
    return (start - first.end).days if start else 0


def _record(dataset: Dataset, record: Record) -> Said:
    value = _stated(record)
    text = value.text if isinstance(value, Quantity) else _described(record)
    path: Path_ = ("value",) if isinstance(value, Quantity) else ()
    place, marked = dataset.origin(record, path), dataset.origin(record, ("preferred",))
    return Said(record, text, place, marked, record.source, record.preferred, record.reason or "")


def _described(record: Record) -> str:
    return f"{record.title} ({record.date.text})" if isinstance(record, Event) else record.id


def _option(dataset: Dataset, record: Record, path: Path_, index: int, option: Option) -> Said:
    place, marked = (dataset.origin(record, (*path, index, key)) for key in ("value", "preferred"))
    text = str(getattr(option.value, "text", option.value))
    return Said(record, text, place, marked, option.source or record.source, option.preferred, option.reason or "")
