"""Assets in a view: their targets, names and programs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from briefgen.records import Program
from briefgen.records.endpoints import ENDPOINTS, SAFETY_SOUGHT
from briefgen.records.vocabulary import MODALITY_SHORT, WARNINGS
from briefgen.values.facts import TEXT, Traced
from briefgen.view.ahead import Ahead
from briefgen.view.base import Missing, RecordView, missing, naming, part_of, path_of, record_of, shows
from briefgen.view.event import OCCASIONS
from briefgen.view.gaps import Lack, lacks_of, undisclosed
from briefgen.view.named import assets_of
from briefgen.view.program import DesignationView, ProgramView, highest
from briefgen.view.several import alike, first_places
from briefgen.view.subject import Subject

if TYPE_CHECKING:
    from briefgen.view.area import AreaView
    from briefgen.view.company import CompanyView
    from briefgen.view.deal import DealView
    from briefgen.view.event import EventView
    from briefgen.view.result import ResultView
    from briefgen.view.trial import TrialView

CONJUGATES = ("adc", "bispecific_adc")
"""Modalities of antibodies that carry something."""
TITLED = 120
"""Signs that a title has room for: an endpoint, both arms of trials with comparator and name, names of other trials."""


def _is_share_by_arm(one: ResultView) -> bool:
    """Whether it is a share of all patients that is known of both arms."""
    return bool(one.value.value.unit == "%" and not one.subgroup and one.of_medicine and one.of_control)


@shows("asset")
class AssetView(Subject):
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
        """Its designations, those of one agency, type and day together."""
        return alike(self.designations, "agency", "type", "announced", "proposed")

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
    def warned(self) -> tuple[EventView, ...]:
        """What was told of its safety apart from the results of trials, the newest first: a signal, a recall, a
        programme that an agency requires, a hold, and what was changed in a label."""
        told = [event for event in self.events if event.type.value in WARNINGS]
        return tuple(event for event in reversed(told) if event.detail or event.type != "label_update")

    @property
    def safety(self) -> tuple[ResultView, ...]:
        """What its trials found of safety, of each comparison the first value, pivotal trials first."""
        return tuple(lead for trial in self.readouts for lead in trial.leads if lead.is_safety)

    @property
    def safety_alike(self) -> tuple[ResultView, ...]:
        """Of the safety endpoint that most trials report by arm the share of patients in both, trial by trial."""
        found: dict[str, list[ResultView]] = {}
        for one in filter(_is_share_by_arm, self.safety):
            found.setdefault(str(one.endpoint), []).append(one)
        most = max(found.values(), key=len, default=[])
        return tuple(most)

    @property
    def safety_whom(self) -> Traced | None:
        """Whom these are of, where all say it and say the same."""
        whom = [one.population for one in self.safety_alike]
        return whom[0] if whom and all(whom) and len({str(one) for one in whom}) == 1 else None

    @property
    def safety_tendency(self) -> Literal["more", "less", ""]:
        """Whether its patients have the events that several trials report by arm more or less often than those of the
        comparator, in every one of them; empty where the trials differ."""
        pairs = [(one.value.value.number, one.of_control.value.value.number) for one in self.safety_alike]
        if len(pairs) < 2 or any(None in pair for pair in pairs):
            return ""
        more, less = all(own > control for own, control in pairs), all(own < control for own, control in pairs)
        return "more" if more else "less" if less else ""

    @property
    def safety_besides(self) -> tuple[ResultView, ...]:
        """Of each trial that reports by arm other safety endpoints alone the first share of patients."""
        told = {one.trial for one in self.safety_alike}
        found: dict[TrialView, ResultView] = {}
        for one in filter(_is_share_by_arm, self.safety):
            found.setdefault(one.trial, one)
        return tuple(one for trial, one in found.items() if trial not in told)

    @property
    def safety_beyond(self) -> tuple[TrialView, ...]:
        """The trials with results on safety of which neither is told."""
        told = {one.trial for one in (*self.safety_alike, *self.safety_besides)}
        return tuple(dict.fromkeys(one.trial for one in self.safety if one.trial not in told))

    @property
    def safety_found(self) -> tuple[ResultView, ...]:
        """What a title tells of safety: of the endpoint that most trials report as many trials as there is room for."""
        most = self.safety_alike
        names = {one.trial.name.text for one in self.safety}
        room = TITLED - sum(len(name) + 2 for name in names) - (len(most[0].titled_endpoint.text) if most else 0)
        told = []
        for one in most:
            room -= len(f"{one.value} vs {one.of_control.value} with {one.of_control.arm_label} in {one.trial.name}")
            told += [one] if room >= 0 else []
        return tuple(told)

    @property
    def safety_elsewhere(self) -> tuple[TrialView, ...]:
        """The trials with results on safety of which a title tells none."""
        told = [one.trial for one in self.safety_found]
        return tuple(dict.fromkeys(one.trial for one in self.safety if one.trial not in told))

    @property
    def safety_titled(self) -> Literal["tendency", "values", "trials"]:
        """What a title tells of safety: in which arms events are more frequent, else values, else who reports it."""
        if self.safety_tendency:
            return "tendency"
        return "values" if self.safety_found else "trials"

    @property
    def safety_studied(self) -> tuple[TrialView, ...]:
        """Its trials that name safety as an objective."""
        return tuple(trial for trial in self.trials if "safety" in trial.objectives)

    @property
    def safety_endpoint(self) -> Traced | None:
        """The safety endpoint that most trials report by arm, as short as it can be."""
        return self.safety_alike[0].titled_endpoint if self.safety_alike else None

    @property
    def safety_trials(self) -> tuple[TrialView, ...]:
        """Its trials with a result on safety."""
        return tuple(trial for trial in self.trials if trial.safety)

    @property
    def safety_silent(self) -> tuple[TrialView, ...]:
        """Its trials without one; real-world studies stand apart."""
        return tuple(trial for trial in self.trials if not (trial.safety or trial.is_real_world))

    @property
    def safety_rates(self) -> tuple[ResultView, ...]:
        """Its results on safety that are shares of patients, which one axis shows."""
        return tuple(one for one in self._safety_results if one.measure == "rate" and one.value.value.unit == "%")

    @property
    def safety_others(self) -> tuple[ResultView, ...]:
        """Its other results on safety."""
        drawn = self.safety_rates
        return tuple(one for one in self._safety_results if one not in drawn)

    @property
    def _safety_results(self) -> tuple[ResultView, ...]:
        return tuple(result for result in self.results if result.is_safety)

    @property
    def safety_leads(self) -> tuple[ResultView, ...]:
        """The comparisons on safety of its trials, without those of subgroups."""
        return tuple(lead for lead in self.safety if not lead.subgroup)

    @property
    def programs_alike(self) -> tuple[tuple[ProgramView, ...], ...]:
        """Its programs of which all is the same but the use."""
        return alike(self.programs, "stage", "territory", "owner", "status", "note", "filing", "approved_on")

    @property
    def outcomes_alone(self) -> tuple[EventView, ...]:
        """Readouts that say what came of an endpoint of which no value is on record."""
        said = (event for event in self.events if event.is_readout and event.outcome in ("met", "not_met", "mixed"))
        return tuple(event for event in said if not any(trial in self.readouts for trial in event.trials))

    @property
    def ahead(self) -> Ahead:
        """What is expected of it at a time that is stated."""
        return Ahead(self.dated_catalysts)

    @property
    def unreported_safety(self) -> tuple[Traced, ...]:
        """What readers of safety results look for and none of its trials reports."""
        told = {record_of(result).endpoint for trial in self.readouts for result in trial.results}
        fact = self._fact("programs")
        return tuple(missing(fact, ENDPOINTS.print(code)) for code in SAFETY_SOUGHT if code not in told)

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
    def deals_priced(self) -> tuple[DealView, ...]:
        """Its last deal, where its total is stated; none for healthcare professionals."""
        told = () if self._view.audience == "medical" else self.deals[-1:]
        return tuple(deal for deal in told if deal.total)

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
