"""What was known on a day and may be seen by an audience: which records, parts and sources, and since when."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any, Literal, overload

from briefgen.checks.walk import parts
from briefgen.dataset.clock import day_of, known_from, passed, published_from
from briefgen.dataset.conflicts import chosen, rejecting, repeating
from briefgen.dataset.options import value_at, with_value
from briefgen.dataset.store import Dataset
from briefgen.dataset.tree import Path_
from briefgen.problems import Origin
from briefgen.records import Amendment, Commentary, Filing, Option, Part, Program, Record, Source, Sourced
from briefgen.records.base import Mention
from briefgen.values.dates import UNKNOWN, PartialDate, Period
from briefgen.values.facts import Citation
from briefgen.view.naming import Named, lacks, named_by, told_by

NAMING = ("area", "indication", "company", "target", "asset", "trial", "person")
"""Kinds of names: such a record is in the view as soon as anything that is known tells of it."""
STRUCTURE = frozenset({"id", "source", "announced", "audiences", "embargo_until", "partner_only", "parent", "type"})
"""Fields beside those that must be given that hold from the day on which a name is."""
PUBLISHED = frozenset({"id", "company", "publisher", "authors", "journal", "published"})
"""What is told of a source that appears after the day."""
_NO_OPTIONS: Mapping[Path_, tuple[Option, ...]] = {}


class Known:
    """What a dataset holds for one as-of day, period and audience."""

    def __init__(self, dataset: Dataset, as_of: date, period: Period, audience: str) -> None:
        self.dataset = dataset
        self.as_of = as_of
        self.period = period
        self.audience = audience
        self._parts: dict[tuple[str, str, str], tuple[tuple[int, Part], ...]] = {}
        self._told_of: dict[Named, tuple[Part, Record]] = {}
        self._rivals: dict[Named, tuple[Record, ...]] = {}
        self._chosen: dict[Named, dict[Path_, tuple[Option, ...]]] = {}
        self._cited: dict[Mention | None, tuple[Citation, ...]] = {}

    @cached_property
    def _records(self) -> dict[str, dict[str, Record]]:
        """Records known and permitted, each as the day knew it; a record that needs a hidden one is hidden too.

        A name (of a company, an asset, a disease ...) is there as soon as anything that is shown tells of it.
        """
        every = self.dataset.records
        shown = {
            kind: {id: self._as_known(record) for id, record in records.items() if self._permits(record)}
            for kind, records in every.items()
        }
        able = {kind: {**self._names(kind), **records} for kind, records in shown.items()}
        while hidden := [r for records in able.values() for r in records.values() if lacks(r, able)]:
            for record in hidden:
                del able[record.kind][record.id]
                shown[record.kind].pop(record.id, None)
        self._rivals = self._outvoted(shown, able)
        self._bring_in(shown, able)
        return {kind: {id: shown[kind][id] for id in records if id in shown[kind]} for kind, records in every.items()}

    def _names(self, kind: str) -> dict[str, Record]:
        """What a shown record may tell of though its own sources are not known yet, with its name and little else."""
        if kind not in NAMING:
            return {}
        records = self.dataset.records[kind].items()
        return {id: _bare(record) for id, record in records if (kind, id) not in self._secret}

    def _outvoted(
        self, shown: dict[str, dict[str, Record]], able: dict[str, dict[str, Record]]
    ) -> dict[Named, tuple[Record, ...]]:
        """For each record that is shown those that it was preferred to, which the day knew and the audience may see."""
        found: dict[Named, tuple[Record, ...]] = {}
        for (kind, id), others in (*self._all_rejecting.items(), *self._all_repeating.items()):
            rival = self.dataset.find(kind, id)
            told = next((one.id for one in others if one.id in shown[kind]), None)
            if told and rival and id not in shown[kind] and self._tells(rival) and not lacks(rival, able):
                found[kind, told] = (*found.get((kind, told), ()), rival)
        return found

    def _bring_in(self, shown: dict[str, dict[str, Record]], able: dict[str, dict[str, Record]]) -> None:
        """Add what shown records name, and the sources they cite."""
        waiting = deque(r for kind, records in shown.items() for r in records.values() if kind != Source.kind)
        apart = (r for kind in NAMING for r in able[kind].values() if r.id not in shown[kind])
        for record in apart:
            own = next((part for _, part in parts(record) if self._stands_alone(part, record)), None)
            if own is not None:
                self._add(record, own, record, shown)
                waiting.append(record)
        while waiting:
            record = waiting.popleft()
            if isinstance(record, Commentary):
                continue  # the house's own words make nothing known
            for options in self.dataset.options.get((record.kind, record.id), {}).values():
                for option in (option for option in options if self.shows(option, record)):
                    for citation in self._mentioned((option.source or record.source,)):
                        self._add_source(citation.source, shown, able)
            for rival in self._rivals.get((record.kind, record.id), ()):
                for citation in self.cited(rival, rival):
                    self._add_source(citation.source, shown, able)
            told = (record.kind, record.id) in self._told_of
            for part in (part for _, part in parts(record) if not isinstance(part, Mention)):
                if part is not record and not self.shows(part, record):
                    continue
                for citation in self.cited(part, record):
                    self._add_source(citation.source, shown, able)
                for kind, id in named_by(part, required=told):
                    if kind in NAMING and id not in shown[kind] and (name := able[kind].get(id)):
                        self._add(name, part, record, shown)
                        waiting.append(name)

    def _add(self, name: Record, part: Part, record: Record, shown: dict[str, dict[str, Record]]) -> None:
        self._told_of[name.kind, name.id] = (part, record)
        shown[name.kind][name.id] = name

    def _add_source(self, id: str, shown: dict[str, dict[str, Record]], able: dict[str, dict[str, Record]]) -> None:
        """A source that is cited: one that appears later is told without its title, which the day did not know."""
        source = self.dataset.find("source", id)
        if isinstance(source, Source):
            if id not in shown["source"]:
                shown["source"][id] = _bare(source)
            publisher = able["company"].get(source.company or "")
            if publisher and publisher.id not in shown["company"]:
                self._add(publisher, source, source, shown)

    def _stands_alone(self, part: Part, record: Record) -> bool:
        """Whether a part has a clock of its own by which it is known."""
        dated = part is not record and isinstance(part, Sourced) and (part.source or part.announced)
        return bool(dated) and self.shows(part, record)

    @cached_property
    def _secret(self) -> frozenset[Named]:
        """Records that the audience may not see or that are under embargo, and all that speaks of them."""
        secret = {(record.kind, record.id) for record in self.dataset if self._withheld(record)}
        fresh = set(secret)
        while fresh:
            telling = (record for record in self.dataset if not fresh.isdisjoint(told_by(record)))
            fresh = {(record.kind, record.id) for record in telling} - secret
            secret |= fresh
        return frozenset(secret)

    def _withheld(self, record: Record) -> bool:
        return bool(record.audiences and self.audience not in record.audiences) or self._embargoed(record)

    def _embargoed(self, part: Part) -> bool:
        """Whether its day has not come; a day that is not known never comes."""
        until = part.embargo_until if isinstance(part, Sourced) else None
        return until is not None and (until.end is None or until.end > self.as_of)

    def _permits(self, record: Record) -> bool:
        key = (record.kind, record.id)
        if key in self._secret or not self._known(record, record):
            return False
        preferred, repeated = self._all_rejecting.get(key, ()), self._all_repeating.get(key, ())
        return (
            not any(self._known(one, one) for one in preferred)
            and not any(self._tells(first) for first in repeated)
            and not any(_is_needed(record, path) for path, told in self._options(record).items() if not told)
        )

    def _tells(self, record: Record) -> bool:
        return (record.kind, record.id) not in self._secret and self._known(record, record)

    @cached_property
    def _all_repeating(self) -> dict[Named, tuple[Record, ...]]:
        return repeating(self.dataset)

    @cached_property
    def _all_rejecting(self) -> dict[Named, tuple[Record, ...]]:
        """For each record those preferred to it; the day knew of the choice when it knew of them."""
        return rejecting(self.dataset)

    def _options(self, record: Record) -> Mapping[Path_, tuple[Option, ...]]:
        """Of each field with several values those that the day knew and that say what is told; none when none was."""
        key = (record.kind, record.id)
        if key not in self.dataset.options:  # as of nearly every record
            return _NO_OPTIONS
        if key not in self._chosen:
            self._chosen[key] = {
                path: chosen(option for option in options if self.shows(option, record))
                for path, options in self.dataset.options[key].items()
            }
        return self._chosen[key]

    def _as_known(self, record: Record) -> Record:
        """The record with the value that the day knew in each field that has several."""
        for path, told in self._options(record).items():
            record = with_value(record, path, told[0].value if told else _unknown(record, path))
        return record

    @overload
    def parts(self, record: Record, field: Literal["programs"]) -> tuple[tuple[int, Program], ...]: ...
    @overload
    def parts(self, record: Record, field: Literal["amendments"]) -> tuple[tuple[int, Amendment], ...]: ...
    def parts(self, record: Record, field: str) -> tuple[tuple[int, Part], ...]:
        """The parts in a field of a record that may be seen, each with its place among all of them."""
        key, every = (record.kind, record.id, field), getattr(record, field)
        if key not in self._parts:
            self._parts[key] = tuple((index, part) for index, part in enumerate(every) if self.shows(part, record))
        return self._parts[key]

    def shows(self, part: Part, record: Record) -> bool:
        """Whether a part of a record that may be seen may be seen too."""
        return not self._embargoed(part) and self._is_open(part) and self._known(part, record)

    def _is_open(self, part: Part) -> bool:
        """Whether it tells of nothing secret."""
        return not self._secret or self._secret.isdisjoint(told_by(part))

    def knows(self, record: Record) -> bool:
        """Whether a record is known by its own clock, and not only named by others."""
        return self._known(record, record)

    def _known(self, part: Part, record: Record) -> bool:
        return passed(known_from(self.dataset, part, record), self.as_of)

    def known_from(self, part: Part, record: Record) -> PartialDate | None:
        """When the world knew, as precisely as it is stated; None for what was always known."""
        teller = self._told_of.get((record.kind, record.id))
        return known_from(self.dataset, *(teller if teller and part is record else (part, record)))

    def published_from(self, part: Part, record: Record) -> PartialDate | None:
        """When it was announced or published; None where no source says so."""
        teller = self._told_of.get((record.kind, record.id))
        return published_from(self.dataset, *(teller if teller and part is record else (part, record)))

    def step_day(self, program: Program, asset: Record, path: Path_) -> PartialDate | None:
        """The day of the step of a filing that makes a program what it is; None for one that is entered as such."""
        place = self.dataset.programs.get((asset.kind, asset.id, int(path[-1])))
        filing = self.dataset.find(Filing.kind, program.filing) if place and program.filing else None
        return filing.steps[int(place.path[-1])].date if place and isinstance(filing, Filing) else None

    def holds(self, date: PartialDate) -> bool:
        """Whether a date certainly lies in the period: its first and its last possible day do."""
        return all(day is not None and day in self.period for day in (date.start, date.end))

    def known_day(self, part: Part, record: Record) -> date | None:
        """The last day on which the world may have learnt of it; None: always known."""
        when = self.known_from(part, record)
        return when.end if when else None

    def cited(self, part: Part, record: Record, path: Path_ = ()) -> tuple[Citation, ...]:
        """The sources of a part, or of a value in a record, that the day knew; else the one that appears first.

        A name that is there because others tell of it rests on their sources.
        """
        options = self._options(record).get(path, ())
        if part is record and not options and (teller := self._told_of.get((record.kind, record.id))):
            return self.cited(*teller)
        own = (part.source if isinstance(part, Sourced) else None) or record.source
        if options:
            return self._mentioned([option.source or own for option in options])
        if own is not None and len(own.ids) == 1:
            return (Citation(own.ids[0], own.locator),)
        if own not in self._cited:
            self._cited[own] = self._mentioned([own])
        return self._cited[own]

    def every_citation(self, record: Record) -> tuple[Citation, ...]:
        """The sources of a record, of its parts that may be seen and of each field that has sources of its own."""
        seen = (part for _, part in parts(record) if part is record or self.shows(part, record))
        own = (self.cited(record, record, path) for path in self._options(record))
        return tuple(
            dict.fromkeys(one for found in (*(self.cited(part, record) for part in seen), *own) for one in found)
        )

    def _mentioned(self, mentions: Iterable[Mention | None]) -> tuple[Citation, ...]:
        """Of the sources mentioned those that the day knew; else the one that appears first."""
        found = [Citation(id, mention.locator) for mention in mentions if mention for id in mention.ids]
        known = [citation for citation in found if passed(day_of(self.dataset, citation.source), self.as_of)]
        return tuple(dict.fromkeys(known)) or tuple(sorted(found, key=self._appears)[:1])

    def stated_at(self, record: Record, path: Path_) -> Origin:
        """Where the value that is told stands in the user's files."""
        every = self.dataset.options.get((record.kind, record.id), {}).get(path, ())
        told = self._options(record).get(path, ()) if every else ()
        place: Path_ = (*path, every.index(told[0]), "value") if told else path
        return self.dataset.stated_at(record, place)

    def _appears(self, citation: Citation) -> tuple[date, date]:
        return (day_of(self.dataset, citation.source) or UNKNOWN).sort_key


def _bare(record: Record) -> Record:
    """A record with its name and what it must have; parts that have a clock of their own stay."""
    kept = PUBLISHED if isinstance(record, Source) else STRUCTURE
    empty = {
        name: info.get_default(call_default_factory=True)
        for name, info in type(record).model_fields.items()
        if not info.is_required() and name not in kept and not _has_parts(getattr(record, name))
    }
    return record.model_copy(update=empty)


def _has_parts(value: Any) -> bool:
    return isinstance(value, tuple) and any(isinstance(item, Part) for item in value)


def _is_needed(record: Record, path: Path_) -> bool:
    """Whether a record cannot be told without a value at a path; it can without a date."""
    return len(path) == 1 and _unknown(record, path) is None and type(record).model_fields[str(path[0])].is_required()


def _unknown(record: Record, path: Path_) -> Any:
    """What stands in a field whose value is not known yet."""
    part = value_at(record, path[:-1])
    info = type(part).model_fields[str(path[-1])]
    if not info.is_required():
        return info.get_default(call_default_factory=True)
    return UNKNOWN if isinstance(value_at(record, path), PartialDate) else None
