"""Assets in a view: their targets, names and programs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from briefgen.records import Program
from briefgen.records.vocabulary import MODALITY_SHORT
from briefgen.values.facts import TEXT, Traced
from briefgen.view.ahead import Ahead
from briefgen.view.base import Missing, RecordView, missing, naming, part_of, path_of, record_of, shows
from briefgen.view.designation import DesignationView
from briefgen.view.event import OCCASIONS
from briefgen.view.gaps import Lack, lacks_of, undisclosed
from briefgen.view.named import assets_of
from briefgen.view.program import ProgramView, highest
from briefgen.view.safety import Safety
from briefgen.view.several import Groups, alike, first_places

if TYPE_CHECKING:
    from briefgen.view.area import AreaView
    from briefgen.view.company import CompanyView
    from briefgen.view.deal import DealView
    from briefgen.view.event import EventView
    from briefgen.view.trial import TrialView

CONJUGATES = ("adc", "bispecific_adc")
"""Modalities of antibodies that carry something."""


@shows("asset")
class AssetView(Safety):
    """An asset (a drug). Its stage is that of its programs."""

    name: Traced
    company: CompanyView
    form: Traced
    modality: Traced
    targets: tuple[TargetView, ...]
    payload: Traced
    linker: Traced
    dar: Traced
    origin: Traced
    feature: Traced
    names: tuple[NameView, ...]

    @property
    def told_disease(self) -> Traced | None:
        """The first disease of which numbers or published outcomes are on record, else its only one in short."""
        known = [one for one in self.diseases if one.epidemiology] + [one for one in self.diseases if one.benchmarks]
        if known:
            return known[0].name
        return self.indications[0].label if len(self.indications) == 1 else None

    @property
    def assets(self) -> tuple[AssetView, ...]:
        """Itself."""
        return (self,)

    @cached_property
    def programs(self) -> tuple[ProgramView, ...]:
        """Its programs as known; of two rows for one indication and territory the later announced holds."""
        return tuple(rows[-1] for rows in self._histories.values())

    @cached_property
    def _histories(self) -> dict[tuple[str | None, ...], list[ProgramView]]:
        rows: dict[tuple[str | None, ...], list[ProgramView]] = {}
        known = [
            ProgramView(self._view, self._record, program, ("programs", index))
            for index, program in self._view.parts(self._record, "programs")
        ]
        for row in sorted(known, key=lambda p: self._since(p, known)):
            program: Program = part_of(row)
            territory = program.territory.text if program.territory else None
            rows.setdefault((program.indication, territory, program.line), []).append(row)
        order = {path_of(row): index for index, row in enumerate(known)}
        return dict(sorted(rows.items(), key=lambda item: order[path_of(item[1][0])]))

    def _since(self, row: ProgramView, known: Sequence[ProgramView]) -> str:
        """The day a row counts from; an early step of a filing that is learnt late does not undo a later one."""
        filing, place = part_of(row).filing, path_of(row)
        later = [p for p in known if filing and part_of(p).filing == filing and path_of(p) > place]
        days = [str(self._view.known_day(part_of(p), record_of(p)) or "") for p in (row, *later)]
        return min(days)

    @property
    def unplaced(self) -> tuple[DesignationView, ...]:
        """Designations that belong to none of its programs: for another indication, or in another territory."""
        return tuple(d for d in self.designations if not any(d.is_of(program) for program in self.programs))

    @property
    def is_conjugate(self) -> bool:
        """Whether it is an antibody with a payload."""
        return bool(self.payload) or self._record.modality in CONJUGATES

    @property
    def is_approved_alike(self) -> bool:
        """Whether all its approvals are at one stage, each in a stated territory."""
        return len({one.stage.text for one in self.approved}) == 1 and all(one.territory for one in self.approved)

    @property
    def approved_first(self) -> tuple[tuple[ProgramView, ...], ...]:
        """Its approvals by territory: of more than two the first."""
        return first_places(self.approved)

    @property
    def stood(self) -> tuple[tuple[ProgramView, ...], ...]:
        """Its programs, those of one stage, territory and status together."""
        return alike(self.programs, "stage", "territory", "status")

    @property
    def designated_together(self) -> tuple[tuple[DesignationView, ...], ...]:
        """Its designations, those of one agency, type and day together, and with them those of other types for the same
        diseases."""
        merged: dict[tuple[str, ...], list[DesignationView]] = {}
        for group in alike(self.designations, "agency", "type", "announced", "proposed"):
            said = (group[0].agency, group[0].announced, group[0].granted, *(one.indication.label for one in group))
            merged.setdefault(tuple(map(str, said)), []).extend(group)
        return Groups(map(tuple, merged.values()))

    @property
    def descriptor(self) -> Traced:
        """Short description: targets and modality, as "B7-H4 ADC"."""
        if self._record.descriptor:
            return Traced(self._record.descriptor, self._fact("descriptor"), TEXT)
        targets = "/".join(target.name.text for target in self.targets)
        modality = self._record.modality or ""
        kind = MODALITY_SHORT.get(modality, modality.replace("_", " "))
        text = " ".join(part for part in (targets, kind) if part)
        return Traced(text, self._fact("modality"), TEXT) if text else missing(self._fact("modality"))

    @property
    def area(self) -> AreaView | Missing:
        """The area of its first indication."""
        return next((i.area for i in self.indications), Missing("area", missing(self._fact("programs"))))

    @cached_property
    def brands(self) -> tuple[NameView, ...]:
        """Brand names, each with its territory."""
        return tuple(name for name in self.names if name.kind == "brand")

    @cached_property
    def partners(self) -> tuple[CompanyView, ...]:
        """Companies other than its own with rights or programs."""
        found = [party for deal in self.deals for party in (deal.licensor, deal.licensee)]
        found += [program.owner for program in self.programs if program.owner]
        return tuple(dict.fromkeys(party for party in found if party and party != self.company))

    @property
    def parties(self) -> tuple[CompanyView, ...]:
        """Its own company and its partners."""
        return (self.company, *self.partners)

    @property
    def licence(self) -> DealView | Missing:
        """The latest deal by which it is licensed."""
        licences = [deal for deal in self.deals if deal.is_licence]
        return licences[-1] if licences else Missing("deal", missing(self._fact("programs")))

    @property
    def latest_event(self) -> EventView | Missing:
        """The last of its events, of those with a date where one has it; rather what happened than where it was told
        that day."""
        last = [event for event in self.events if event.date] or list(self.events)
        if not last:
            return Missing("event", missing(self._fact("programs")))
        end = record_of(last[-1]).date.end
        same_day = [event for event in last if record_of(event).date.end == end]
        return next((event for event in same_day if event.type.value not in OCCASIONS), last[-1])

    @property
    def highest(self) -> ProgramView | Missing:
        """Its furthest program; there may be others in other territories. Absent when no stage is disclosed."""
        return highest(self.programs, self) or Missing("asset", missing(self._fact("programs")))

    @property
    def described(self) -> tuple[TargetView, ...]:
        """Its targets of which the sources tell more than the name; those whose biology is known first."""
        told = [target for target in self.targets if target.biology or target.expression]
        return tuple(sorted(told, key=lambda target: not target.biology))

    @property
    def programs_alike(self) -> tuple[tuple[ProgramView, ...], ...]:
        """Its programs of which all is the same but the use: the furthest first, of one stage those of a territory
        together."""
        found = alike(self.programs, "stage", "territory", "owner", "status", "note", "filing", "approved_on")
        places = list(dict.fromkeys(str(program.territory) for program in self.programs))
        by_place = sorted(found, key=lambda some: places.index(str(some[0].territory)))
        return tuple(sorted(by_place, key=lambda some: some[0].reach, reverse=True))

    @property
    def outcomes_alone(self) -> tuple[EventView, ...]:
        """Readouts that say what came of an endpoint of which no value is on record."""
        said = (event for event in self.events if event.is_readout and event.outcome in ("met", "not_met", "mixed"))
        return tuple(event for event in said if not any(trial in self.readouts for trial in event.trials))

    @property
    def ahead(self) -> Ahead:
        """What is expected of it at a time that is stated."""
        return Ahead(self.dated_catalysts, self)

    @property
    def someday(self) -> Ahead:
        """What is expected of it at no stated time."""
        return Ahead(self.undated_catalysts, self)

    @property
    def running(self) -> tuple[ProgramView, ...]:
        """Its programs that have no approval and were not given up; one on hold may go on."""
        ended = ("discontinued", "withdrawn")
        return tuple(p for p in self.programs if p not in self.approved and part_of(p).stage not in ended)

    @property
    def vague(self) -> tuple[ProgramView, ...]:
        """Its programs of which the sources leave out stage, territory or indication."""
        return tuple(p for p in self.programs if not (p.stage and p.territory and p.indication))

    @property
    def interventional(self) -> tuple[TrialView, ...]:
        """Its trials that are no real-world study."""
        return tuple(trial for trial in self.trials if not trial.is_real_world)

    @property
    def only_claimed(self) -> bool:
        """Whether the sources claim something of it and name no trial, deal or designation."""
        return bool(self.claims) and not (self.trials or self.deals or self.designations)

    @property
    def deals_aside(self) -> tuple[DealView, ...]:
        """Its last deal, told beside its uses; none for healthcare professionals."""
        return () if self._view.audience == "medical" else self.deals[-1:]

    @property
    def undisclosed(self) -> tuple[Traced, ...]:
        """What a reader would look for and the sources leave out, in short words."""
        return undisclosed(self, self.programs)

    @property
    def lacks(self) -> tuple[Lack, ...]:
        """What the sources leave out of it altogether."""
        return lacks_of(self)

    @property
    def has_story(self) -> bool:
        """Whether there is more to tell than its stages: results, deals, or numbers on its diseases."""
        return bool(self.readouts or self.deals or self.epidemiology or self.benchmarks)

    def _near(self, kind: str) -> tuple[Any, ...]:
        return naming(self._view, kind, ("asset", self.id))

    def _concerns(self, seen: RecordView) -> bool:
        return self.id in assets_of(record_of(seen))


@shows("target")
class TargetView(RecordView):
    """A biological target."""

    name: Traced
    biology: Traced
    expression: Traced


@shows("name")
class NameView(RecordView):
    """Another name of an asset."""

    name: Traced
    kind: Traced
    territory: Traced
    company: CompanyView | Missing
