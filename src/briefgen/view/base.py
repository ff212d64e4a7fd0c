"""A record in a view: its fields are traced values, its references are records, what is missing says so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache, cached_property
from operator import attrgetter, methodcaller
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from pydantic import BaseModel

from briefgen.dataset.clock import happened, told_late
from briefgen.lexicon import spelling
from briefgen.lexicon.en import NO_DATE, NOT_IN_SOURCES, NOT_REPORTED
from briefgen.records import BY_KIND, Deal, Designation, Event, Part, Record, To
from briefgen.values.dates import PartialDate
from briefgen.values.facts import MISSING, Fact, RecordKey, Traced
from briefgen.view.printed import is_dated, marker_of, placed, placed_in_short, printed

if TYPE_CHECKING:
    from briefgen.view.program import ProgramView
    from briefgen.view.source import SourceView
    from briefgen.view.view import View

S = TypeVar("S", bound="type[RecordView]")
QUESTIONS = ("is_", "has_")
"""What the names of questions begin with that are answered with yes or no; templates ask them without it."""
VIEWS: dict[str, type[RecordView]] = {}
"""The class that shows each kind of record; other kinds are plain `RecordView`."""


def shows(kind: str) -> Callable[[S], S]:
    """Class decorator: this class shows records of a kind."""

    def register(shown: S) -> S:
        VIEWS[kind] = shown
        return shown

    return register


NAMES_TITLED = 36
"""Signs of the names of what is given that a title has room for."""


class Missing:
    """A reference the dataset leaves out: false, and every field of it prints as not stated."""

    def __init__(self, kind: str, missing: Traced) -> None:
        self._kind = kind
        self.missing = missing

    def __bool__(self) -> Literal[False]:
        return False

    def __getattr__(self, name: str) -> Traced:
        if name.startswith("_") or not _known(self._kind, name):
            raise AttributeError(f"{self._kind} has no '{name}'")
        return self.missing

    def __str__(self) -> str:
        return self.missing.text


class RecordView:
    """A record, or a part of one, in a view."""

    def __init__(self, view: View, record: Record, part: Part | None = None, path: tuple[str | int, ...] = ()) -> None:
        self._view = view
        self._record: Any = record
        self._part: Any = part or record
        self._path = path
        self._key = (record.kind, record.id, path)
        self._facts: dict[tuple[str | int, ...], Fact] = {}

    @property
    def id(self) -> str:
        """The record's id, for comparing; it is not for printing."""
        return self._key[1]

    @property
    def fact(self) -> Fact:
        """The fact that this record exists, with its sources."""
        return self._fact("")

    @property
    def sources(self) -> tuple[SourceView, ...]:
        """The sources of the record."""
        return tuple(seen for id in self.fact.sources if (seen := self._view.find("source", id)))

    @property
    def every_source(self) -> tuple[SourceView, ...]:
        """The sources of the record, of its parts and of fields that have sources of their own."""
        ids = dict.fromkeys(citation.source for citation in self._view.every_citation(self._record))
        return tuple(seen for id in ids if (seen := self._view.find("source", id)))

    @cached_property
    def announced(self) -> Traced:
        """When the world knew."""
        known: Traced = self._traced("announced", self._view.published_from(self._part, self._record))
        return known

    @property
    def is_new(self) -> bool:
        """Whether the world first knew of it within the period, as certainly as the date of its source says; what had
        happened more than a year before is context, unless the dataset says itself when it was `announced`."""
        when = self._view.published_from(self._part, self._record)
        days = [day for day in (when.start, when.end) if day] if when else []
        return bool(days) and all(day in self._view.period for day in days) and not self._is_told_late()

    @property
    def there(self) -> Traced:
        """The territory within a sentence: "in China", "outside China", "worldwide"."""
        territory: Traced = getattr(self, "territory")  # noqa: B009 - of those records that have one
        return placed(territory)

    @property
    def region(self) -> Traced:
        """The territory where there is little room: "China", "Outside China"."""
        territory: Traced = getattr(self, "territory")  # noqa: B009 - of those records that have one
        return placed_in_short(territory)

    @property
    def use(self) -> Traced:
        """The indication in short: by its abbreviation, where it has one."""
        return in_short(getattr(self, "indication"))  # noqa: B009 - of those records that have one

    @property
    def uses(self) -> tuple[Traced, ...]:
        """The same of several indications."""
        return tuple(map(in_short, getattr(self, "indications")))  # noqa: B009 - of those records that have some

    @property
    def remark(self) -> Traced:
        """The note within a sentence: with a small first letter, but for names."""
        note: Traced = getattr(self, "note")  # noqa: B009 - of those records that have one
        return replace(note, text=spelling.small(note.text))

    @property
    def predates_period(self) -> bool:
        """Whether it happened before the period, whenever the world learnt of it."""
        when = self._happened()
        return bool(when and when.end and when.end < self._view.period.start)

    @property
    def is_undated(self) -> bool:
        """Whether it happened on a day that no source states."""
        when = self._happened()
        return isinstance(self._record, (Deal, Designation, Event)) and not (when and when.end)

    def _is_told_late(self) -> bool:
        if getattr(self._part, "announced", None):
            return False
        return told_late(self._view.published_from(self._part, self._record), self._happened())

    def _happened(self) -> PartialDate | None:
        """When what it tells happened, as far as the dataset says so."""
        if self._part is self._record:
            return happened(self._record) if isinstance(self._record, (Deal, Designation, Event)) else None
        day = getattr(self._part, "date", None)
        return day if isinstance(day, PartialDate) else None

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if not isinstance(other, RecordView) or self._key != other._key:
            return False
        return self._record is other._record or bool(self._record == other._record)

    def __hash__(self) -> int:
        return hash(self._key)

    if not TYPE_CHECKING:  # each class of the view declares the fields of its record

        def __getattr__(self, name: str) -> Any:
            if name.startswith("_") or name not in type(self._part).model_fields:
                raise AttributeError(f"{self._record.kind} has no '{name}'")
            value = self.__dict__[name] = self._traced(name, getattr(self._part, name))
            return value

    def _fact(self, field: str, path: tuple[str | int, ...] = ()) -> Fact:
        whole = (*self._path, *(path or ((field,) if field else ())))
        if whole not in self._facts:
            self._facts[whole] = self._stated(whole)
        return self._facts[whole]

    def _stated(self, whole: tuple[str | int, ...]) -> Fact:
        speaker = getattr(self._record, "attributed_to", None) or getattr(self._record, "said_by", None) or ""
        return Fact(
            record=RecordKey(self._record.kind, self._record.id),
            path=whole,
            origin=self._view.stated_at(self._record, whole),
            citations=self._view.cited(self._part, self._record, whole),
            attributed_to=speaker,
        )

    def _shows(self, item: Any) -> bool:
        return not isinstance(item, Part) or self._view.shows(item, self._record)

    def _traced(self, name: str, value: Any, path: tuple[str | int, ...] = ()) -> Any:
        model: type[BaseModel] = type(self._part)
        marker = marker_of(model, name)
        path = path or (name,)
        if isinstance(value, tuple):
            mapped = (self._traced(name, item, (*path, n)) for n, item in enumerate(value) if self._shows(item))
            return tuple(item for item in mapped if not isinstance(item, Missing))
        if isinstance(value, bool):
            return value
        if isinstance(value, BaseModel):
            part = value if isinstance(value, Part) else None
            shown = VIEWS.get(type(value).__name__.lower(), RecordView)
            return shown(self._view, self._record, part, (*self._path, *path))
        if isinstance(marker, To) and value and (found := self._view.find(marker.kind, value)):
            return found
        fact = self._fact(name, path)
        if isinstance(marker, To):
            return Missing(marker.kind, missing(fact))
        if value is None:
            return missing(fact, NO_DATE if is_dated(model, name) else _ABSENT.get(self._record.kind, NOT_IN_SOURCES))
        return printed(model, name, value, fact)


WITHIN_SENTENCES = {
    "there": "territory",
    "region": "territory",
    "use": "indication",
    "uses": "indications",
    "remark": "note",
}
"""What only those records answer that have a field, by that field."""
record_of: Callable[[RecordView], Any] = attrgetter("_record")
"""What a view shows. It is read by functions, which no template can reach, not by names of the view."""
key_of: Callable[[RecordView], tuple[str, str]] = attrgetter("_record.kind", "_record.id")
"""The record that a view shows, by kind and id."""
short_forms: Callable[[View], tuple[tuple[str, str, str], ...]] = attrgetter("_short_forms")
"""Every abbreviation that a view explains, with the kind and the id of the record that does."""
asset_names: Callable[[View], Mapping[str, tuple[str, ...]]] = attrgetter("_asset_names")
"""The names of every asset of a view, by its id."""
part_of: Callable[[RecordView], Any] = attrgetter("_part")
view_of_record: Callable[[RecordView], View] = attrgetter("_view")
is_told_late: Callable[[RecordView], bool] = methodcaller("_is_told_late")
path_of: Callable[[RecordView], tuple[str | int, ...]] = attrgetter("_path")
histories_of: Callable[[RecordView], dict[tuple[str | None, ...], list[ProgramView]]] = attrgetter("_histories")


def naming(view: View, kind: str, *named: tuple[str, str]) -> tuple[Any, ...]:
    """Every record of a kind that names one of some records, in itself or in a part, in the order of the files."""
    found: tuple[Any, ...] = methodcaller("_naming", kind, *named)(view)
    return found


def some(view: View, kind: str, ids: Iterable[str]) -> tuple[Any, ...]:
    """The records of a kind that have one of some ids, in the order of the files."""
    found: tuple[Any, ...] = methodcaller("_some", kind, ids)(view)
    return found


def rivals_of(view: View, record: Record) -> tuple[Record, ...]:
    """Records that state the same as one that is told, otherwise, and that it was preferred to."""
    found: tuple[Record, ...] = methodcaller("_rivals_of", record)(view)
    return found


def other_values(view: View, record: Record) -> tuple[tuple[tuple[str | int, ...], Any, Fact], ...]:
    """Of each field of a record with several values those that are not told, each with its path and its fact."""
    found: tuple[tuple[tuple[str | int, ...], Any, Fact], ...] = methodcaller("_other_values", record)(view)
    return found


def fact_of(seen: RecordView, field: str) -> Fact:
    """The fact that a field of a record states."""
    stated: Fact = methodcaller("_fact", field)(seen)
    return stated


def traced_of(seen: RecordView, field: str, value: Any) -> Traced:
    """A value that a field of a record states."""
    stated: Traced = methodcaller("_traced", field, value)(seen)
    return stated


def named_endpoint(view: RecordView) -> Traced:
    """What a value measures, by the name that its record gives it."""
    record = record_of(view)
    said = traced_of(view, "endpoint", record.endpoint)
    return replace(said, text=record.endpoint_name, value=record.endpoint_name) if record.endpoint_name else said


def fact_at(seen: RecordView, path: tuple[str | int, ...]) -> Fact:
    """The fact at a path of a record; no path: that it exists."""
    stated: Fact = methodcaller("_fact", "", path)(seen)
    return stated


def in_short(record: RecordView | Missing) -> Traced:
    """A record by the short name that it has; what is said of one that the dataset leaves out."""
    said: Traced = record.missing if isinstance(record, Missing) else getattr(record, "label")  # noqa: B009
    return said


def missing(fact: Fact, text: str = NOT_IN_SOURCES) -> Traced:
    """A value of which the sources on file say nothing."""
    return Traced(text, fact, MISSING)


_ABSENT = {"result": NOT_REPORTED, "comparison": NOT_REPORTED}
"""What is said of a field that a record leaves out, by its kind: of a result that a source reports the trial."""


@cache
def _known(kind: str, name: str) -> bool:
    shown = VIEWS.get(kind, RecordView)
    return name in BY_KIND[kind].model_fields or any(hasattr(shown, f"{word}{name}") for word in ("", *QUESTIONS))
