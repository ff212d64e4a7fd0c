"""What a brief is about: companies, areas and assets, all answering the same questions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from briefgen.dates import PartialDate
from briefgen.facts import Traced
from briefgen.records import Program
from briefgen.records.vocabulary import MODALITY_SHORT
from briefgen.seen.base import Absent, Seen, missing, shows
from briefgen.seen.records import (
    SeenDesignation,
    SeenEvent,
    SeenIndication,
    SeenProgram,
    SeenTrial,
    assets_of,
    highest,
    indications_of,
    parties_of,
)

T = TypeVar("T", bound=Seen)


def by_date(events: Iterable[T], when: Callable[[T], PartialDate] = lambda e: e._record.date) -> tuple[T, ...]:
    """Events from the earliest to the latest; unknown dates last."""
    return tuple(sorted(events, key=lambda event: when(event).sort_key))


@dataclass(frozen=True, slots=True)
class Gap:
    """What the sources leave out of an asset, in short words."""

    asset: Seen
    missing: tuple[Traced, ...]


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
        kinds: dict[str, Sequence[Seen]] = {
            "endpoint": [e for e in self.events if e.is_readout and e.outcome in ("met", "not_met")][::-1],
            "designation": list(self.designations),
            "result": [h for t in self.readouts if not t.is_real_world and (h := t.headline) and not h.is_control],
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
    def disclosures(self) -> tuple[Seen, ...]:
        """What became known in the period, each told once: events, trials with new results, moves, expected events."""
        events = [e for e in self.new_events if e.type not in ("publication", "conference")]
        readouts = [trial for trial in self.readouts if any(result.is_new for result in trial.results)]
        moves = [program for program in self.programs if program.moved]
        return (*events, *readouts, *moves, *(e for e in self.catalysts if e.is_new))

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """For each asset what a reader would look for here and the sources leave out."""
        found = (
            Gap(asset, undisclosed(asset, [p for p in self.programs if p.asset == asset])) for asset in self.assets
        )
        return tuple(gap for gap in found if gap.missing)

    @cached_property
    def latest_sources(self) -> tuple[Seen, ...]:
        """Sources of what is known here, newest first."""
        facts = [*self.assets, *self.programs, *self.trials, *self.results, *self.events, *self.deals]
        found = dict.fromkeys(source for seen in facts for source in seen.sources if source._record.published)
        return tuple(sorted(found, key=lambda s: s._record.published.sort_key, reverse=True))


@shows("company")
class SeenCompany(Subject):
    """A company."""

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
            if metric.company == self and (
                same is None or same._record.as_of.sort_key <= metric._record.as_of.sort_key
            ):
                latest[metric._record.measure] = metric
        return tuple(latest.values())

    def _concerns(self, seen: Seen) -> bool:
        record, own = seen._record, self.id
        match record.kind:
            case "asset" if isinstance(seen, SeenProgram):
                return own in (record.company, seen._part.owner)
            case "asset":
                parties = {p for d in self._view.all("deal") if record.id in d._record.assets for p in parties_of(d)}
                owners = {program.owner for _, program in self._view.parts(record, "programs")}
                return own == record.company or own in parties or own in owners
            case "event":
                return own in record.companies
            case "claim":
                return bool(own == record.company)
            case "deal":
                return own in parties_of(seen)
            case "designation" | "trial":
                asset_ids = {asset.id for asset in self.assets if asset._record.company == own}
                return bool(asset_ids & assets_of(record))
            case _:
                return False


@shows("area")
class SeenArea(Subject):
    """A therapeutic area with the areas below it."""

    @cached_property
    def below(self) -> tuple[SeenArea, ...]:
        """This area and every area below it."""
        children = [area for area in self._view.all("area") if area._record.parent == self.id]
        return (self, *(inner for child in children for inner in child.below))

    @cached_property
    def _members(self) -> frozenset[str]:
        """Ids of the indications in this area."""
        areas = {area.id for area in self.below}
        return frozenset(i.id for i in self._view.all("indication") if i._record.area in areas)

    @cached_property
    def _asset_ids(self) -> frozenset[str]:
        """Ids of the assets with an indication here."""
        return frozenset(a.id for a in self._view.all("asset") if self._members & {i.id for i in a.indications})

    @cached_property
    def diseases(self) -> tuple[SeenIndication, ...]:
        """Every indication of the area that is in use, widest first."""
        inside = [i for i in self._view.all("indication") if i.id in self._members]
        return tuple(sorted(inside, key=lambda disease: (len(disease.ancestors), disease.id)))

    def _concerns(self, seen: Seen) -> bool:
        record = seen._record
        if isinstance(seen, SeenProgram):
            if seen._part.indication is None:
                every = (program for _, program in self._view.parts(record, "programs"))
                stated = {program.indication for program in every if program.indication}
                return bool(stated) and stated <= self._members
            return seen._part.indication in self._members
        if record.kind == "asset":
            return record.id in self._asset_ids
        named = indications_of(record)
        if named:
            return bool(named & self._members)
        return bool(assets_of(record) & self._asset_ids)


@shows("asset")
class SeenAsset(Subject):
    """An asset (a drug). Its stage is that of its programs."""

    @property
    def assets(self) -> tuple[SeenAsset, ...]:
        """Itself."""
        return (self,)

    @cached_property
    def programs(self) -> tuple[SeenProgram, ...]:
        """Its programs as known; of two rows for one indication and territory the later announced holds."""
        return tuple(rows[-1] for rows in self._histories.values())

    @cached_property
    def _histories(self) -> dict[tuple[Any, ...], list[SeenProgram]]:
        rows: dict[tuple[Any, ...], list[SeenProgram]] = {}
        known = [
            SeenProgram(self._view, self._record, program, ("programs", index))
            for index, program in self._view.parts(self._record, "programs")
        ]
        for row in sorted(known, key=lambda p: str(self._view.known_day(p._part, p._record) or "")):
            program: Program = row._part
            territory = program.territory.text if program.territory else None
            rows.setdefault((program.indication, territory, program.line), []).append(row)
        order = {row._path: index for index, row in enumerate(known)}
        return dict(sorted(rows.items(), key=lambda item: order[item[1][0]._path]))

    @property
    def descriptor(self) -> Traced:
        """Short description: targets and modality, as "B7-H4 ADC"."""
        if self._record.descriptor:
            return Traced(self._record.descriptor, self._fact("descriptor"), "text")
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
        return undisclosed(self, self.programs)

    @property
    def has_story(self) -> bool:
        """Whether there is more to tell than its stages: results, deals, or numbers on its diseases."""
        return bool(self.readouts or self.deals or self.epidemiology or self.benchmarks)

    @cached_property
    def approved(self) -> tuple[SeenProgram, ...]:
        """Programs with an approval."""
        return tuple(p for p in self.programs if p.stage in ("approved", "marketed"))

    def _concerns(self, seen: Seen) -> bool:
        if isinstance(seen, SeenProgram):
            return bool(seen._record.id == self.id)
        return self.id in assets_of(seen._record)


def undisclosed(asset: Any, programs: Sequence[SeenProgram]) -> tuple[Traced, ...]:
    """What some programs of an asset, its trials and its deals leave undisclosed."""
    found: list[Traced] = []
    for program in programs:
        lacks = {"phase": program.stage, "territory": program.territory}
        words = " and ".join(word for word, given in lacks.items() if not given)
        if words and program.indication:
            found.append(missing(program._fact("stage"), f"{words} for {program.indication.label.text}"))
        elif not program.indication:
            place = f" {program.territory.value.place}" if program.territory else ""
            found.append(missing(program._fact("indication"), f"indication{place}"))
    if not any(trial.efficacy for trial in asset.trials):
        found.append(missing(asset._fact("programs"), "efficacy and safety values"))
    found += [missing(deal.fact, "financial terms of the deal") for deal in asset.deals if not deal.has_terms]
    return tuple(found)
