"""Programs in a view: an asset in an indication and a territory, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from briefgen.lexicon.en import tight_regimen
from briefgen.lexicon.spelling import large
from briefgen.records import Program, Trial
from briefgen.records.vocabulary import HALTED, STAGES, STOPPED
from briefgen.values.dates import PartialDate
from briefgen.values.facts import STAGE, VALUE, Role, Traced
from briefgen.values.territory import Territory
from briefgen.view.base import Missing, RecordView, histories_of, missing, part_of, record_of, shows
from briefgen.view.decided import Decided
from briefgen.view.standing import LIMITED_STATUSES, Standing, line_of, standing_of, treatment_of

if TYPE_CHECKING:
    from briefgen.view.asset import AssetView
    from briefgen.view.company import CompanyView
    from briefgen.view.designation import DesignationView
    from briefgen.view.event import EventView
    from briefgen.view.filing import StepView
    from briefgen.view.trial import TrialView

Stands = Literal["in phase", "in stage", "in development", "at stage", "applied for", "at status", ""]
"""How it is said where a programme stands."""

_RESTS_ON = {
    "trial_cleared": ("ind_clearance",), "under_review": ("nda_accepted", "nda_submitted"),
    "positive_opinion": ("positive_opinion",), "accepted": ("nda_accepted",), "resubmitted": ("nda_resubmitted",),
}  # fmt: skip
"""The events that a status rests on."""
_TOLD = {"rejected": ("complete_response",), "refused": ("refused",)}


@shows("program")
class ProgramView(Decided):
    """Asset x indication x territory."""

    status: Traced
    line: Traced
    highest: bool

    @property
    def stage(self) -> Traced:
        """Its stage; with the status that ended or stays it: Filed (complete response letter). Of a program that stood
        nowhere before its application was withdrawn, that it was."""
        stage: Traced = self._traced("stage", self._part.stage)
        status = self._part.status
        if self.is_never_granted:
            return replace(stage, text=large(self.status.text))
        if not stage or status not in HALTED or stage.value in STOPPED:
            return stage
        return replace(stage, text=f"{stage.text} ({HALTED[status]})", role=Role(STAGE, status))

    @property
    def is_never_granted(self) -> bool:
        """Whether all that stood of it was an application, which was withdrawn."""
        return (self._part.stage, self._part.status) == ("withdrawn", "application_withdrawn")

    @property
    def reach(self) -> tuple[bool, bool, int]:
        """How far it has come, to sort by: one that was stopped comes after all that run, one without a stage last."""
        stage = self._part.stage
        return (True, stage not in STOPPED, STAGES.order(stage)) if stage else (False, False, -1)

    @property
    def use(self) -> Traced:
        """The short name of its indication, on the word of the source that states the program."""
        stated = self._fact("indication")
        return replace(self.indication.label, fact=stated, role=VALUE) if self.indication else missing(stated)

    @property
    def is_cleared(self) -> bool:
        """Whether the agency has cleared its trial, and no source says that it has begun."""
        return bool(self._part.status == "trial_cleared")

    @property
    def is_for_use(self) -> bool:
        """Whether its stage is for a use, and not in it: filed, approved, withdrawn."""
        return self._part.stage in ("approved", "marketed", "withdrawn", "filed")

    @property
    def stands_as(self) -> Stands:
        """How it is said where it stands: in a phase, in discovery or in preclinical development, at another stage or,
        without one, at a status."""
        code = self._part.stage
        if code in ("discovery", "preclinical", "ind_enabling"):
            return "in stage" if code == "discovery" else "in development"
        if self.stage and not self.is_never_granted:
            return "in phase" if self.stage.text.startswith("Phase") else "at stage"
        if self.status:
            return "applied for" if self._part.status == "application_withdrawn" else "at status"
        return ""

    @property
    def status_beside(self) -> Traced:
        """Its status where the words of its stage do not say it already."""
        status = self._part.status
        said = self.status and HALTED.get(status, self.status.text).lower() in self.stage.text.lower()
        said = said or (status in HALTED and self._part.stage in STOPPED and self._part.stage in status)
        said = said or any(part_of(step).step == "approved" for step in self.lasting if status in LIMITED_STATUSES)
        said = said or any(part_of(step).step == status for step in self.lasting)
        return missing(self._fact("status")) if said else self.status

    @property
    def status_noted(self) -> Traced:
        """Its status where no stage is known, or where its trial is cleared and nothing says that it runs."""
        return self.status if not self.stage or self.is_cleared else missing(self._fact("status"))

    @property
    def rests_on(self) -> EventView | Missing:
        """The step that its status rests on: the clearance of its trial, its application."""
        types = _RESTS_ON.get(self._part.status, ())
        return next((step for step in self.steps if step.type in types), Missing("event", missing(self.fact)))

    @property
    def has_standing(self) -> bool:
        """Whether a source says where it stands: at a stage, or a status."""
        return bool(self.stage or self.status)

    @property
    def owned_as(self) -> Literal["holder", "former", "applicant", "sponsor"]:
        """What its owner is to it: who holds its approval, whose that was before it ended, who filed or who runs it."""
        stage = self._part.stage
        if stage == "filed" or self.is_never_granted:
            return "applicant"
        return "holder" if stage in ("approved", "marketed") else "former" if stage == "withdrawn" else "sponsor"

    @property
    def decision(self) -> str:
        """What its approval is told by with others: its medicine and the day."""
        return f"{self.asset.id}, {self.approved_on}"

    @property
    def lasting(self) -> tuple[StepView, ...]:
        """The steps of its filing that hold on behind its status; a letter or refusal that is its status is none."""
        steps = self.filing.lasting if self.filing else ()
        return tuple(step for step in steps if part_of(step).step not in _TOLD.get(self._part.status, ()))

    @property
    def lesser(self) -> Traced:
        """The kind of the approval that it stands on, where that is less than a full one."""
        kinds = (step.approval for step in self.lasting if part_of(step).step == "approved")
        return next(kinds, missing(self._fact("status")))

    @property
    def asset(self) -> AssetView:
        """The asset."""
        asset = self._view.find("asset", self._record.id)
        assert asset is not None  # a program is a part of its asset
        return asset

    @property
    def owner(self) -> CompanyView | Missing:
        """Who runs it; the asset's company unless the dataset says otherwise."""
        owner = self._part.owner
        company: CompanyView | Missing = self._traced("owner", owner) if owner else self.asset.company
        return company

    @property
    def previous(self) -> ProgramView | Missing:
        """The row it replaced, as known before; absent when this is the first."""
        rows = next(rows for rows in histories_of(self.asset).values() if self in rows)
        index = rows.index(self)
        return rows[index - 1] if index else Missing("asset", missing(self.fact, "not on record"))

    def _happened(self) -> PartialDate | None:
        """The day of the step of a filing that states it."""
        return self._view.step_day(self._part, self._record, self._path)

    @property
    def moved(self) -> bool:
        """Whether its stage changed within the period."""
        return bool(self.is_new and self.previous and self.previous.stage != self.stage)

    @property
    def is_of_period(self) -> bool:
        """Whether it became known in the period, and the step that states it did not happen before."""
        happened = self._happened()
        return self.is_new and not (happened and not self._view.holds(happened))

    @property
    def is_known_before(self) -> bool:
        """Whether it stood somewhere before the period, at whatever stage."""
        rows = next(rows for rows in histories_of(self.asset).values() if self in rows)
        return not rows[0].is_of_period

    @property
    def is_of_another(self) -> bool:
        """Whether another company than that of its asset has it."""
        return bool(self.owner) and self.owner != self.asset.company

    @property
    def has_begun(self) -> bool:
        """Whether its stage changed in the period, or an event of the period began it; what happened before and was
        only learnt in the period neither begins nor moves a program in it."""
        happened = self._happened()
        if happened and not self._view.holds(happened):
            return False
        if self.moved or not self.is_new:
            return self.moved
        return any(event.in_period and event.is_new for event in self.steps)

    @property
    def steps(self) -> tuple[EventView, ...]:
        """What happened to it: regulatory events and those of trials, of its indication in its territory."""
        taken = (e for e in self.asset.events if e.group in ("regulatory", "trial") and not e.expected)
        return tuple(e for e in taken if self.indication in e.indications and self._is_place_of(e))

    @property
    def told(self) -> tuple[Standing, ...]:
        """What a figure says of it beside its stage."""
        return standing_of(self)

    @property
    def told_line(self) -> Traced:
        """The line of treatment as a figure tells it beside its indication."""
        return line_of(self)

    @property
    def for_whom(self) -> Traced:
        """The patients of its filing, where its line does not say them."""
        population: Traced = self.filing.population if self.filing else missing(self._fact("filing"))
        said = population.text.casefold() in self.line.text.casefold()
        return missing(population.fact) if said else population

    @property
    def treatment(self) -> Traced:
        """What the medicine is given with in its trials: "+ chemotherapy", "alone"."""
        return treatment_of(self)

    @property
    def combination(self) -> Traced:
        """The same where it is given with something, as in a figure: "+ chemo"."""
        said = self.treatment
        short = replace(said, text=tight_regimen(said.text))
        return short if said.text.startswith("+") else missing(said.fact)

    @property
    def has_read_out(self) -> bool:
        """Whether a trial of its use reported a result in the period."""
        return any(result.is_new for trial in self.trials for result in trial.results)

    def _is_place_of(self, event: EventView) -> bool:
        """Whether an event may have happened where the program is: a regulatory one in its territory alone."""
        return event.group != "regulatory" or not event.territory or event.territory == self.territory

    @cached_property
    def designations(self) -> tuple[DesignationView, ...]:
        """Designations of the asset that belong to this program: for its indication or a wider disease that holds it,
        in its territory. One that belongs to several programs stands with each; none is dropped silently, for those
        that belong to no program are `unplaced` in their asset."""
        return tuple(designation for designation in self.asset.designations if designation.is_of(self))

    @cached_property
    def trials(self) -> tuple[TrialView, ...]:
        """Trials of the asset in this very indication that belong to no other program of it: those of its filing, else
        by their territory, or by the company that runs them."""
        filed = self.filing.trials if self.filing else ()
        return tuple(trial for trial in self._here if trial in filed or self._rivals(trial) == [self._part])

    @cached_property
    def trials_of_several(self) -> tuple[TrialView, ...]:
        """Trials in this indication of which nothing says to which of its programs they belong."""
        filed = [trial for program in self.asset.programs if program.filing for trial in program.filing.trials]
        open_ = (trial for trial in self._here if trial not in (*filed, *self.trials))
        return tuple(trial for trial in open_ if self._part in self._rivals(trial))

    @property
    def studied_in(self) -> tuple[TrialView, ...]:
        """The trials of its use: its own, else those of which nothing says to which of several programs they belong."""
        return self.trials or self.trials_of_several

    @property
    def studied_with(self) -> ProgramView | Missing:
        """Of a program without a trial of its own or of several another of its indication that has one."""
        mine = (p for p in self.asset.programs if p.indication == self.indication and p.trials and not self.studied_in)
        return next(mine, Missing("asset", missing(self.fact)))

    @property
    def beside(self) -> ProgramView | Missing:
        """The program of its indication with which trials that may be of several are told: of those without trials of
        their own an approved one before others."""
        mine = (p for p in self.asset.programs if p.indication == self.indication)
        alike = [program for program in mine if program.trials_of_several and not program.trials]
        first, *others = sorted(alike, key=lambda program: program not in self.asset.approved) or [self]
        shared = self in others and set(self.trials_of_several) <= set(first.trials_of_several)
        return first if shared and first.territory else Missing("asset", missing(self.fact))

    @property
    def _here(self) -> tuple[TrialView, ...]:
        return tuple(t for t in self.asset.trials if self._part.indication in record_of(t).indications)

    def _rivals(self, trial: TrialView) -> list[Program]:
        """The programs of this indication that a trial can belong to."""
        said: Trial = record_of(trial)
        mine = [
            part for program in self.asset.programs if (part := part_of(program)).indication == self._part.indication
        ]
        near, company = _matching(said.territory, mine), self.asset.company.id
        if len(near) < 2 or not said.sponsor:
            return near
        return [rival for rival in near if (rival.owner or company) == said.sponsor]

    @cached_property
    def endpoint_met(self) -> tuple[EventView, ...]:
        """Readouts whose endpoint was met that can belong to no other program of the asset."""
        mine: Program = self._part
        rivals = [part_of(p) for p in self.asset.programs if part_of(p).indication == mine.indication]
        met = (e for e in self.asset.events if e.is_readout and e.judgement == "met")
        here = (e for e in met if mine.indication in record_of(e).indications)
        return tuple(e for e in here if _matching(record_of(e).territory, rivals) == [mine])


def highest(programs: Iterable[ProgramView], asset: RecordView) -> ProgramView | None:
    """The furthest running program of an asset among some; None when no stage is disclosed."""
    running = (p for p in programs if record_of(p).id == asset.id and part_of(p).stage not in (None, *STOPPED))
    return max(running, key=lambda program: program.reach, default=None)


def _matching(territory: Territory | None, programs: list[Program]) -> list[Program]:
    """The programs a readout can belong to, by the territory it names."""
    return [p for p in programs if territory is None or (p.territory is not None and p.territory.overlaps(territory))]
