"""Records as templates and charts see them: fields are traced values, references are records, queries use the field's words.

A `Seen` wraps one record (or a part of one) of a view. A field that the dataset leaves out is a missing value that
prints as "not disclosed" and is false in a condition. What the view does not hold cannot be reached from here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from pydantic import BaseModel

from briefgen.dates import PartialDate
from briefgen.facts import Citation, Fact, Traced
from briefgen.problems import did_you_mean
from briefgen.quantity import Quantity
from briefgen.records import BY_KIND, Area, Asset, Company, Part, Program, Record, Sourced, To
from briefgen.records.territory import CHINESE, Territory
from briefgen.records.territory import NAMES as NAMES_OF_PLACES
from briefgen.records.vocabulary import (
    AGENCY_NAMES,
    DESIGNATION_SHORT,
    MODALITY_SHORT,
    READOUTS,
    SAFETY_ENDPOINTS,
    STAGES,
    Vocabulary,
)

if TYPE_CHECKING:
    from briefgen.view import View

T = TypeVar("T")
NAMES = frozenset({"name", "short", "code", "id"})


class Absent:
    """A reference the dataset leaves out: false, and every field of it prints as not disclosed."""

    def __init__(self, kind: str, missing: Traced) -> None:
        self._kind = kind
        self.missing = missing

    def __bool__(self) -> bool:
        return False

    def __getattr__(self, name: str) -> Traced:
        if name.startswith("_") or not _known(self._kind, name):
            raise AttributeError(f"{self._kind} has no '{name}'")
        return self.missing

    def __str__(self) -> str:
        return self.missing.text


class Seen:
    """A record, or a part of one, in a view."""

    def __init__(self, view: View, record: Record, part: Part | None = None, path: tuple[str | int, ...] = ()) -> None:
        self._view = view
        self._record = record
        self._part: Part = part or record
        self._path = path

    @property
    def id(self) -> str:
        """The record's id, for comparing; it is not for printing."""
        return self._record.id

    @property
    def fact(self) -> Fact:
        """The fact that this record exists, with its sources."""
        return self._fact("")

    @property
    def sources(self) -> tuple[Seen, ...]:
        """The sources of the record."""
        return tuple(seen for id in self.fact.sources if (seen := self._view.find("source", id)))

    @property
    def announced(self) -> Traced:
        """When the world knew."""
        day = self._view.known_day(self._part, self._record)
        when = getattr(self._part, "announced", None) or self._record.announced
        if when is None and day is not None:
            when = PartialDate.of(day)
        return self._traced("announced", when)

    @property
    def is_new(self) -> bool:
        """Whether the world first knew of it within the period."""
        day = self._view.known_day(self._part, self._record)
        return day is not None and day in self._view.period

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Seen) and (self._record, self._path) == (other._record, other._path)

    def __hash__(self) -> int:
        return hash((self._record.kind, self._record.id, self._path))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in type(self._part).model_fields:
            raise AttributeError(f"{self._record.kind} has no '{name}'")
        return self._traced(name, getattr(self._part, name))

    def __dir__(self) -> Iterator[str]:  # type: ignore[override]
        yield from (name for name in type(self._part).model_fields)
        yield from (name for name in dir(type(self)) if not name.startswith("_"))

    def _fact(self, field: str, path: tuple[str | int, ...] = ()) -> Fact:
        mention = getattr(self._part, "source", None) or self._record.source
        speaker = getattr(self._record, "attributed_to", None) or getattr(self._record, "said_by", None) or ""
        whole = (*self._path, *(path or ((field,) if field else ())))
        return Fact(
            record=f"{self._record.kind}/{self._record.id}",
            field="".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in whole).lstrip("."),
            origin=str(self._view.dataset.origin(self._record, whole)),
            citations=tuple(Citation(id, mention.locator) for id in mention.ids) if mention else (),
            attributed_to=speaker,
        )

    def _derived(self, text: str, field: str, formula: str, inputs: Iterable[Fact], role: str = "text", value: Any = None) -> Traced:
        fact = Fact(f"{self._record.kind}/{self._record.id}", field, formula=formula, inputs=tuple(inputs))
        return Traced(text, fact, role, value)

    def _traced(self, name: str, value: Any, path: tuple[str | int, ...] = ()) -> Any:
        marker = _marker(type(self._part), name)
        path = path or (name,)
        if isinstance(value, tuple):
            mapped = (self._traced(name, item, (*path, index)) for index, item in enumerate(value))
            return tuple(item for item in mapped if not isinstance(item, Absent))
        if isinstance(value, bool):
            return value
        if isinstance(value, BaseModel):
            part = value if isinstance(value, Part) else None
            return (SeenProgram if isinstance(value, Program) else Seen)(self._view, self._record, part, (*self._path, *path))
        fact = self._fact(name, path)
        if isinstance(marker, To):
            return (self._view.find(marker.kind, value) if value else None) or Absent(marker.kind, missing(fact))
        if value is None:
            return missing(fact)
        return Traced(*_printed(name, value, marker, fact))


def missing(fact: Fact, text: str = "not disclosed") -> Traced:
    """A value that the sources leave out."""
    return Traced(text, fact, "missing")


def _printed(name: str, value: Any, marker: Any, fact: Fact) -> tuple[str, Fact, str, Any]:
    match value:
        case Quantity():
            return value.text, fact, "missing" if value.sentinel == "not_disclosed" else "value", value
        case PartialDate():
            return value.long(), fact, "missing" if value.grain == "unknown" else "date", value
        case Territory():
            return value.long, fact, f"territory:{value.group}", value
        case _ if isinstance(marker, Vocabulary):
            return marker.print(value), fact, f"{marker.name.split()[0]}:{value}", value
        case _:
            return str(value), fact, "name" if name in NAMES else "text", None


@cache
def _marker(model: type[BaseModel], field: str) -> To | Vocabulary | None:
    """The reference or vocabulary behind a field, wherever it stands in the annotation."""
    info = model.model_fields.get(field)
    if info is None:
        return None
    return _search([*info.metadata, info.annotation])


def _search(items: Iterable[Any]) -> To | Vocabulary | None:
    for item in items:
        if isinstance(item, (To, Vocabulary)):
            return item
        found = _search([*getattr(item, "__metadata__", ()), *get_args(item)])
        if found:
            return found
    return None


@cache
def _known(kind: str, name: str) -> bool:
    return name in BY_KIND[kind].model_fields or hasattr(SEEN.get(kind, Seen), name)


def by_date(events: Iterable[T], when: Callable[[T], PartialDate] = lambda e: e._record.date) -> tuple[T, ...]:  # type: ignore[attr-defined]
    """Events from the earliest to the latest; unknown dates last."""
    return tuple(sorted(events, key=lambda event: when(event).sort_key))


@dataclass(frozen=True, slots=True)
class Highlight:
    """One thing to show first: its kind ("endpoint", "designation", "result", "stage", "deal") and its record."""

    kind: str
    record: Seen


class Subject(Seen):
    """What a brief is about: a company, an area or an asset. The same queries for all three."""

    def _concerns(self, seen: Seen) -> bool:
        raise NotImplementedError  # pragma: no cover

    def _all(self, kind: str) -> tuple[Any, ...]:
        return tuple(seen for seen in self._view.all(kind) if self._concerns(seen))

    @cached_property
    def assets(self) -> tuple[SeenAsset, ...]:
        """Assets, own ones first."""
        return self._all("asset")

    @cached_property
    def programs(self) -> tuple[SeenProgram, ...]:
        """Programs: asset x indication x territory, each with its stage."""
        return tuple(program for asset in self.assets for program in asset.programs if self._concerns(program))

    @cached_property
    def companies(self) -> tuple[Seen, ...]:
        """Companies whose assets or rights are in view here."""
        found = [asset.company for asset in self.assets] + [p.owner for p in self.programs if p.owner]
        return tuple(dict.fromkeys(company for company in found if company))

    @cached_property
    def trials(self) -> tuple[SeenTrial, ...]:
        """Trials and real-world studies."""
        return self._all("trial")

    @cached_property
    def readouts(self) -> tuple[SeenTrial, ...]:
        """Trials with a result in view."""
        return tuple(trial for trial in self.trials if trial.results)

    @cached_property
    def results(self) -> tuple[Seen, ...]:
        """Results of its trials."""
        return tuple(result for trial in self.trials for result in trial.results)

    @cached_property
    def events(self) -> tuple[SeenEvent, ...]:
        """Events that happened, earliest first."""
        return by_date(event for event in self._all("event") if not event.expected)

    @cached_property
    def events_in_period(self) -> tuple[SeenEvent, ...]:
        """Events that happened in the period; those before a latest day count by that day."""
        return tuple(event for event in self.events if event.in_period)

    @cached_property
    def new_events(self) -> tuple[SeenEvent, ...]:
        """Events that became known in the period, whenever they happened."""
        return tuple(event for event in self.events if event.is_new)

    @cached_property
    def catalysts(self) -> tuple[SeenEvent, ...]:
        """Expected events, earliest window first, undated ones last."""
        expected = [event for event in self._all("event") if event.expected]
        return tuple(sorted(expected, key=lambda e: (e._record.date.start or e._record.date.sort_key[0], e.id)))

    @cached_property
    def designations(self) -> tuple[SeenDesignation, ...]:
        """Regulatory designations; none is an approval."""
        return self._all("designation")

    @cached_property
    def deals(self) -> tuple[Seen, ...]:
        """Deals, earliest first."""
        return by_date(self._all("deal"), lambda d: d._record.signed or PartialDate.parse("unknown"))

    @cached_property
    def claims(self) -> tuple[Seen, ...]:
        """What somebody says and nobody has shown."""
        return self._all("claim")

    @cached_property
    def indications(self) -> tuple[SeenIndication, ...]:
        """Indications of its programs, designations and trials."""
        found = [program.indication for program in self.programs]
        found += [designation.indication for designation in self.designations]
        found += [indication for trial in self.trials for indication in trial.indications]
        return tuple(dict.fromkeys(indication for indication in found if indication))

    @cached_property
    def diseases(self) -> tuple[SeenIndication, ...]:
        """Its indications and the wider diseases they belong to, widest first."""
        wide = {wider: None for indication in self.indications for wider in (*indication.ancestors, indication)}
        return tuple(sorted(wide, key=lambda disease: (len(disease.ancestors), disease.id)))

    @cached_property
    def epidemiology(self) -> tuple[Seen, ...]:
        """Epidemiology of its diseases."""
        return tuple(row for disease in self.diseases for row in disease.epidemiology)

    @cached_property
    def benchmarks(self) -> tuple[Seen, ...]:
        """Published values of other treatments in its diseases."""
        return tuple(row for disease in self.diseases for row in disease.benchmarks)

    @cached_property
    def context(self) -> tuple[Seen, ...]:
        """What is known of its diseases: standard of care, course, options, unmet need."""
        return tuple(row for disease in self.diseases for row in disease.context)

    @cached_property
    def highlights(self) -> tuple[Highlight, ...]:
        """What to show first: readouts met, approvals, designations, results, stages, deals; each kind in turn."""
        kinds: dict[str, list[Seen]] = {
            "endpoint": [e for e in self.events if e.is_readout and e.outcome in ("met", "not_met")][::-1],
            "designation": list(self.designations),
            "result": [t.headline for t in self.readouts if not t.is_real_world and t.headline],
            "stage": [program for asset in self.assets if (program := highest(self.programs, asset))],
            "deal": list(self.deals)[::-1],
            "metric": list(getattr(self, "metrics", ())),
        }
        longest = max(map(len, kinds.values()))
        turns = ((kind, rows[turn]) for turn in range(longest) for kind, rows in kinds.items() if turn < len(rows))
        return tuple(Highlight(kind, seen) for kind, seen in turns)

    @cached_property
    def changes(self) -> tuple[Seen, ...]:
        """Events, results, programs and deals that became known in the period."""
        kinds = (*self.new_events, *self.catalysts, *self.results, *self.programs, *self.deals, *self.designations)
        return tuple(dict.fromkeys(seen for seen in kinds if seen.is_new))

    @cached_property
    def latest_sources(self) -> tuple[Seen, ...]:
        """Sources of what is known here, newest first."""
        facts = [*self.assets, *self.programs, *self.trials, *self.results, *self.events, *self.deals]
        found = dict.fromkeys(source for seen in facts for source in seen.sources if source._record.published)
        return tuple(sorted(found, key=lambda s: s._record.published.sort_key, reverse=True))


class SeenCompany(Subject):
    """A company."""

    _record: Company

    @cached_property
    def listing(self) -> Any:
        """Its first listing, or absent."""
        return self.listings[0] if self.listings else Absent("company", missing(self._fact("listings")))

    @cached_property
    def metrics(self) -> tuple[Seen, ...]:
        """Company figures; the latest of each measure."""
        latest: dict[str, Seen] = {}
        for metric in self._view.all("metric"):
            same = latest.get(metric._record.measure)
            if metric.company == self and (same is None or same._record.as_of.sort_key <= metric._record.as_of.sort_key):
                latest[metric._record.measure] = metric
        return tuple(latest.values())

    def _concerns(self, seen: Seen) -> bool:
        record, own = seen._record, self.id
        match record.kind:
            case "asset" if isinstance(seen, SeenProgram):
                return own in (record.company, seen._part.owner)  # type: ignore[attr-defined]
            case "asset":
                parties = {p for d in self._view.all("deal") if record.id in d._record.assets for p in _parties(d)}
                return own == record.company or own in parties or own in {p.owner for p in record.programs}  # type: ignore[attr-defined]
            case "event":
                return own in record.companies  # type: ignore[attr-defined]
            case "claim":
                return own == record.company  # type: ignore[attr-defined]
            case "deal":
                return own in _parties(seen)
            case "designation" | "trial":
                asset_ids = {asset.id for asset in self.assets if asset._record.company == own}
                return bool(asset_ids & _assets_of(record))
            case _:
                return False


class SeenArea(Subject):
    """A therapeutic area with the areas below it."""

    _record: Area

    @cached_property
    def below(self) -> tuple[SeenArea, ...]:
        """This area and every area below it."""
        children = [area for area in self._view.all("area") if area._record.parent == self.id]
        return (self, *(inner for child in children for inner in child.below))

    @cached_property
    def members(self) -> frozenset[str]:
        """Ids of the indications in this area."""
        areas = {area.id for area in self.below}
        return frozenset(i.id for i in self._view.all("indication") if i._record.area in areas)

    @cached_property
    def asset_ids(self) -> frozenset[str]:
        """Ids of the assets with an indication here."""
        return frozenset(a.id for a in self._view.all("asset") if self.members & {i.id for i in a.indications})

    @cached_property
    def diseases(self) -> tuple[SeenIndication, ...]:
        """Every indication of the area that is in use, widest first."""
        inside = [i for i in self._view.all("indication") if i.id in self.members]
        return tuple(sorted(inside, key=lambda disease: (len(disease.ancestors), disease.id)))

    def _concerns(self, seen: Seen) -> bool:
        record = seen._record
        if isinstance(seen, SeenProgram):
            if seen._part.indication is None:  # type: ignore[attr-defined]
                stated = {p.indication for p in seen._record.programs if p.indication}  # type: ignore[attr-defined]
                return bool(stated) and stated <= self.members
            return seen._part.indication in self.members  # type: ignore[attr-defined]
        if record.kind == "asset":
            return record.id in self.asset_ids
        named = _indications_of(record)
        if named:
            return bool(named & self.members)
        return bool(_assets_of(record) & self.asset_ids)


class SeenAsset(Subject):
    """An asset (a drug). Its stage is that of its programs."""

    _record: Asset

    @property
    def assets(self) -> tuple[SeenAsset, ...]:  # type: ignore[override]
        """Itself."""
        return (self,)

    @cached_property
    def programs(self) -> tuple[SeenProgram, ...]:  # type: ignore[override]
        """Its programs as known; of two rows for one indication and territory the later announced holds."""
        return tuple(rows[-1] for rows in self._histories.values())

    @cached_property
    def _histories(self) -> dict[tuple[Any, ...], list[SeenProgram]]:
        rows: dict[tuple[Any, ...], list[SeenProgram]] = {}
        numbered = enumerate(self._record.programs)
        known = [
            SeenProgram(self._view, self._record, program, ("programs", index))
            for index, program in numbered
            if self._view.knows(program, self._record)
        ]
        for row in sorted(known, key=lambda p: str(self._view.known_day(p._part, p._record) or "")):
            program: Program = row._part  # type: ignore[assignment]
            territory = program.territory.text if program.territory else None
            rows.setdefault((program.indication, territory, program.line), []).append(row)
        order = {row._path: index for index, row in enumerate(known)}
        return dict(sorted(rows.items(), key=lambda item: order[item[1][0]._path]))

    @property
    def descriptor(self) -> Traced:
        """Short description: targets and modality, as "B7-H4 ADC"."""
        if self._record.descriptor:
            return self._traced("descriptor", self._record.descriptor)  # type: ignore[no-any-return]
        targets = "/".join(target.name.text for target in self.targets)
        modality = self._record.modality or ""
        kind = MODALITY_SHORT.get(modality, modality.replace("_", " "))
        text = " ".join(part for part in (targets, kind) if part)
        return Traced(text, self._fact("modality"), "text") if text else missing(self._fact("modality"))

    @property
    def area(self) -> Any:
        """The area of its first indication."""
        return next((i.area for i in self.indications), Absent("area", missing(self._fact("programs"))))

    @cached_property
    def brands(self) -> tuple[Seen, ...]:
        """Brand names, each with its territory."""
        return tuple(name for name in self.names if name.kind == "brand")

    @cached_property
    def partners(self) -> tuple[Seen, ...]:
        """Companies other than its own with rights or programs."""
        found = [party for deal in self.deals for party in (deal.licensor, deal.licensee)]
        found += [program.owner for program in self.programs if program.owner]
        return tuple(dict.fromkeys(party for party in found if party and party != self.company))

    @property
    def highest(self) -> Any:
        """Its furthest program; there may be others in other territories. Absent when no stage is disclosed."""
        return highest(self.programs, self) or Absent("asset", missing(self._fact("programs")))

    @property
    def undisclosed(self) -> tuple[Traced, ...]:
        """What a reader would look for and the sources leave out, in short words."""
        found: list[Traced] = []
        for program in self.programs:
            lacks = {"phase": program.stage, "territory": program.territory}
            words = " and ".join(word for word, given in lacks.items() if not given)
            if words and program.indication:
                found.append(missing(program._fact("stage"), f"{words} for {program.indication.label.text}"))
            elif not program.indication:
                place = f" {program.territory.value.place}" if program.territory else ""
                found.append(missing(program._fact("indication"), f"indication{place}"))
        if not any(trial.efficacy for trial in self.trials):
            found.append(missing(self._fact("programs"), "efficacy and safety values"))
        found += [missing(deal.fact, "financial terms of the deal") for deal in self.deals if not deal.has_terms]
        return tuple(found)

    @cached_property
    def approved(self) -> tuple[SeenProgram, ...]:
        """Programs with an approval."""
        return tuple(p for p in self.programs if p.stage in ("approved", "marketed"))

    def _concerns(self, seen: Seen) -> bool:
        if isinstance(seen, SeenProgram):
            return seen._record.id == self.id
        return self.id in _assets_of(seen._record)


class SeenProgram(Seen):
    """Asset x indication x territory."""

    @property
    def asset(self) -> SeenAsset:
        """The asset."""
        return self._view.find("asset", self._record.id)  # type: ignore[return-value]

    @property
    def owner(self) -> Any:
        """Who runs it; the asset's company unless the dataset says otherwise."""
        owner = self._part.owner  # type: ignore[attr-defined]
        return self._traced("owner", owner) if owner else self.asset.company

    @property
    def previous(self) -> Any:
        """The row it replaced, as known before; absent when this is the first."""
        key = next(rows for rows in self.asset._histories.values() if self in rows)
        index = key.index(self)
        return key[index - 1] if index else Absent("asset", missing(self.fact, "not in dataset"))

    @property
    def moved(self) -> bool:
        """Whether its stage changed within the period."""
        return bool(self.is_new and self.previous and self.previous.stage != self.stage)

    @cached_property
    def designations(self) -> tuple[SeenDesignation, ...]:
        """Designations of the asset that belong to this territory and indication, or a part of it."""
        mine: Program = self._part  # type: ignore[assignment]
        found = []
        for designation in self.asset.designations:
            same_place = mine.territory is None or designation._record.territory.group == mine.territory.group
            wider = {i.id for i in (designation.indication, *designation.indication.ancestors)}
            related = mine.indication is None or mine.indication in wider or self.indication.area == designation.indication.area
            if same_place and related and (mine.territory is not None or mine.indication in wider):
                found.append(designation)
        return tuple(found)

    @cached_property
    def endpoint_met(self) -> tuple[SeenEvent, ...]:
        """Readouts in this indication whose endpoint was met."""
        indication = self._part.indication  # type: ignore[attr-defined]
        return tuple(e for e in self.asset.events if e.is_readout and e.outcome == "met" and indication in e._record.indications)


class SeenTrial(Seen):
    """A trial or real-world study."""

    @cached_property
    def results(self) -> tuple[Seen, ...]:
        """Its results, in the order of the dataset; preferred ones where values conflict."""
        return tuple(result for result in self._view.all("result") if result._record.trial == self.id)

    @property
    def efficacy(self) -> tuple[Seen, ...]:
        """Results on efficacy."""
        return tuple(r for r in self.results if r._record.endpoint not in (*SAFETY_ENDPOINTS, "patients"))

    @property
    def safety(self) -> tuple[Seen, ...]:
        """Results on safety."""
        return tuple(r for r in self.results if r._record.endpoint in SAFETY_ENDPOINTS)

    @property
    def headline(self) -> Any:
        """Its first efficacy result in the whole population; absent when there is none."""
        whole = [r for r in self.efficacy if not r.subgroup]
        return whole[0] if whole else Absent("result", missing(self._fact("results")))

    @cached_property
    def companions(self) -> tuple[SeenTrial, ...]:
        """Real-world studies with results of the same asset in one of its indications."""
        mine = set(self._record.indications)  # type: ignore[attr-defined]
        assets = set(self._record.assets)  # type: ignore[attr-defined]
        others = [trial for trial in self._view.all("trial") if trial.is_real_world and trial != self and trial.results]
        return tuple(t for t in others if mine & set(t._record.indications) and assets & set(t._record.assets))

    @property
    def speakers(self) -> tuple[Seen, ...]:
        """Who stated its results, when they were spoken."""
        return tuple(dict.fromkeys(r.attributed_to for r in self.results if r.attributed_to))

    @property
    def landmarks(self) -> tuple[Seen, ...]:
        """Rates at stated times."""
        return tuple(r for r in self.efficacy if r.measure == "rate" and r.at)

    @property
    def is_real_world(self) -> bool:
        """Whether it is a real-world or observational study."""
        return self._record.type in {"real_world", "observational"}  # type: ignore[attr-defined]

    @property
    def undisclosed(self) -> tuple[Traced, ...]:
        """What a reader of its results would look for and the sources leave out, in short words."""
        rows = self.efficacy
        lacks = {
            "control arm": not self.comparator and not any(r.arm for r in rows),
            "confidence interval": not any(r._record.value.interval for r in rows),
            "patient numbers": not self.enrolled and not any(r.patients for r in rows),
            "data cut-off": not self.data_cut_off and not any(r.data_cut_off for r in rows),
            "follow-up": not self.median_follow_up and not any(r.median_follow_up for r in rows),
            "safety": not self.safety,
        }
        if self.is_real_world:
            del lacks["control arm"]
        return tuple(missing(self._fact("results"), text) for text, lacking in lacks.items() if lacking)


class SeenEvent(Seen):
    """A dated fact."""

    @property
    def when(self) -> Traced:
        """Its date as printed in tables and charts."""
        date: PartialDate = self._record.date  # type: ignore[attr-defined]
        role = "missing" if date.grain == "unknown" else "date"
        return Traced(date.short(), self._fact("date"), role, date)

    @property
    def expected(self) -> bool:
        """Whether it lies in the future of the as-of day, by its date or its source's words."""
        date: PartialDate = self._record.date  # type: ignore[attr-defined]
        return self._record.expected or bool(date.start and date.start > self._view.as_of)  # type: ignore[attr-defined]

    @property
    def past_due(self) -> bool:
        """Expected, but its window has passed by the as-of day."""
        date: PartialDate = self._record.date  # type: ignore[attr-defined]
        return self.expected and bool(date.end and date.end < self._view.as_of)

    @property
    def in_period(self) -> bool:
        """Whether it happened in the period; by its latest possible day."""
        date: PartialDate = self._record.date  # type: ignore[attr-defined]
        if date.end is None:
            return False
        start = date.start or date.end
        return start <= self._view.period.end and date.end >= self._view.period.start

    @property
    def company(self) -> Any:
        """The first company it concerns."""
        return self.companies[0] if self.companies else Absent("company", missing(self._fact("companies")))

    @property
    def is_readout(self) -> bool:
        """Whether it is a readout of any kind."""
        return self._record.type in READOUTS  # type: ignore[attr-defined]


class SeenIndication(Seen):
    """A disease or a part of it."""

    @property
    def label(self) -> Traced:
        """The abbreviation when there is one, else the name."""
        return self.short or self.name  # type: ignore[no-any-return]

    @cached_property
    def ancestors(self) -> tuple[SeenIndication, ...]:
        """Wider diseases, widest first."""
        parent = self.parent
        return (*parent.ancestors, parent) if parent else ()

    @cached_property
    def epidemiology(self) -> tuple[Seen, ...]:
        """Its epidemiology."""
        return tuple(row for row in self._view.all("epidemiology") if row.indication == self)

    @cached_property
    def benchmarks(self) -> tuple[Seen, ...]:
        """Published values of treatments of it."""
        return tuple(row for row in self._view.all("benchmark") if row.indication == self)

    @cached_property
    def context(self) -> tuple[Seen, ...]:
        """What is known of it."""
        rows = self._record.context  # type: ignore[attr-defined]
        known = [self._view.knows(row, self._record) for row in rows]
        return tuple(seen for seen, shown in zip(self._traced("context", rows), known, strict=True) if shown)


class SeenDeal(Seen):
    """A deal."""

    @property
    def has_terms(self) -> bool:
        """Whether any amount is disclosed."""
        return any((self.upfront, self.milestones, self.royalties, self.equity, self.profit_share, self.total))

    @property
    def excluded(self) -> tuple[Traced, ...]:
        """Places taken out of its territory."""
        territory = self._record.territory  # type: ignore[attr-defined]
        places = territory.exclude if territory else ()
        return tuple(Traced(NAMES_OF_PLACES[place], self._fact("territory"), "territory:china" if place in CHINESE else "territory:outside") for place in places)


class SeenDesignation(Seen):
    """A regulatory designation. It is not an approval."""

    @property
    def short(self) -> Traced:
        """Agency and abbreviation: NMPA BTD."""
        type_ = self._record.type  # type: ignore[attr-defined]
        text = f"{self._record.agency} {DESIGNATION_SHORT.get(type_, self.type.text)}"  # type: ignore[attr-defined]
        return Traced(text, self._fact("type"), f"designation:{type_}", type_)

    @property
    def full(self) -> Traced:
        """Agency and full name: NMPA Breakthrough Therapy Designation."""
        text = f"{self._record.agency} {self.type.text}"  # type: ignore[attr-defined]
        return Traced(text, self._fact("type"), f"designation:{self._record.type}", self._record.type)  # type: ignore[attr-defined]

    @property
    def agency_name(self) -> Traced:
        """Full name of the agency."""
        return Traced(AGENCY_NAMES[self._record.agency], self._fact("agency"), "name")  # type: ignore[attr-defined]


def highest(programs: Iterable[SeenProgram], asset: Seen) -> SeenProgram | None:
    """The furthest running program of an asset among some; None when no stage is disclosed."""
    mine = [p for p in programs if p._record.id == asset.id and p.stage]
    running = [p for p in mine if p._part.stage not in {"on_hold", "discontinued"}]  # type: ignore[attr-defined]
    return max(running, key=lambda p: STAGES.order(p._part.stage), default=None)  # type: ignore[attr-defined]


def _parties(deal: Seen) -> set[str]:
    return {deal._record.licensor, deal._record.licensee}  # type: ignore[attr-defined]


def _assets_of(record: Record) -> set[str]:
    if isinstance(record, Asset):
        return {record.id}
    one = getattr(record, "asset", None)
    return {*getattr(record, "assets", ()), *([one] if one else [])}


def _indications_of(record: Record) -> set[str]:
    one = getattr(record, "indication", None)
    return {*getattr(record, "indications", ()), *([one] if one else [])}


SEEN: dict[str, type[Seen]] = {
    "company": SeenCompany, "area": SeenArea, "asset": SeenAsset, "trial": SeenTrial, "event": SeenEvent,
    "indication": SeenIndication, "designation": SeenDesignation, "deal": SeenDeal,
}  # fmt: skip


def suggest(thing: object, name: str) -> str:
    """A hint for a field name that a record does not have."""
    return did_you_mean(name, [known for known in dir(thing) if not known.startswith("_")])


__all__ = ["Absent", "Seen", "SeenAsset", "SeenCompany", "SeenProgram", "Sourced", "Subject", "missing", "suggest"]
