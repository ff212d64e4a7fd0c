"""Counterparts: what an earlier view has of the same thing, and the event that settles or moves what it expected."""

from __future__ import annotations

from typing import Any

from briefgen.records import Record
from briefgen.values.territory import may_meet
from briefgen.view.ahead import ANSWERS
from briefgen.view.base import RecordView, part_of, record_of
from briefgen.view.event import EventView
from briefgen.view.program import ProgramView
from briefgen.view.result import ResultView
from briefgen.view.subject import Subject
from briefgen.view.trial import TrialView
from briefgen.view.view import View

_ACHIEVED = {
    "enrollment_complete": ("enrollment_complete",), "first_patient_in": ("first_patient_in",),
    "nda_submitted": ("nda_submitted", "nda_accepted"), "nda_accepted": ("nda_accepted",),
    "deal_closed": ("deal_closed", "deal_terminated"),
} | dict.fromkeys(
    ("readout_interim", "readout_topline", "readout_final"),
    ("readout_interim", "readout_topline", "readout_final", "congress_presentation", "trial_stopped"),
) | ANSWERS  # fmt: skip
"""The kinds of events that settle an expected one; any other is settled by its own kind."""


def counterpart(before: View, then: Subject | None, seen: RecordView) -> RecordView | None:
    """The record as the earlier view has it: by id, else the value in whose place it stands now."""
    record = record_of(seen)
    found: RecordView | None = before.find(record.kind, record.id)
    if found is not None:
        return found
    if not record.preferred or then is None:
        return None
    others: tuple[RecordView, ...] = before.all(record.kind)
    return next((other for other in others if _key(record_of(other)) == _key(record)), None)


def _key(record: Record) -> tuple[Any, ...] | str:
    names = type(record).key_fields()
    return tuple(str(getattr(record, name)).casefold() for name in names) if names else record.id


def use_of(program: ProgramView) -> tuple[Any, ...]:
    """What tells a program of an asset from others: its disease, territory and line."""
    part = part_of(program)
    return record_of(program).id, part.indication, part.territory.text if part.territory else None, part.line


def identity_of(result: ResultView) -> tuple[Any, ...]:
    """What tells a result from others: a value put right is another."""
    return result.id, str(result.value)


def said_before(result: ResultView, trial: TrialView) -> ResultView | None:
    """What the trial said of the same before."""
    earlier = {seen.id for seen in result.earlier}
    alike = ("endpoint", "measure", "at", "population", "arm", "assessor")
    mine = [getattr(record_of(result), name) for name in alike]
    same = (r for r in trial.results if r.id in earlier or [getattr(record_of(r), name) for name in alike] == mine)
    return next(same, None)


def is_same_hope(new: EventView, old: EventView) -> bool:
    """Whether two expected events speak of the same: kind, assets, trials, and no other disease or place."""
    mine, other = record_of(new), record_of(old)
    if mine.type != other.type or not (mine.trials or mine.assets):
        return False
    return bool(
        set(mine.trials) == set(other.trials)
        and set(mine.assets) == set(other.assets)
        and set(mine.indications) == set(other.indications)
        and mine.territory == other.territory
    )


def settles(event: EventView, expected: EventView) -> bool:
    """Whether an event that happened is what was expected, or settles it."""
    mine, other = record_of(event), record_of(expected)
    if mine.type not in _ACHIEVED.get(other.type, (other.type,)):
        return False
    if mine.type == "congress_presentation" and mine.outcome not in ("met", "not_met", "mixed"):
        return False
    linked = "trials" if other.trials else "assets"
    same = bool(set(getattr(mine, linked)) & set(getattr(other, linked)))
    if mine.agency and other.agency and mine.agency != other.agency:
        return False
    disease = not mine.indications or not other.indications or bool(set(mine.indications) & set(other.indications))
    return same and disease and may_meet(mine.territory, other.territory)


def moves(event: EventView, program: ProgramView) -> bool:
    """Whether an event may have moved the stage of a program."""
    if event.is_readout or program.asset not in event.assets or program.indication not in event.indications:
        return False
    stage, type_ = part_of(program).stage or "", record_of(event).type
    wanted = {"approved": ("regulatory_approval", "label_expansion"), "marketed": ("launch", "regulatory_approval"),
              "filed": ("nda_submitted", "nda_accepted"), "discontinued": ("trial_stopped",),
              "on_hold": ("trial_stopped", "safety_signal")}  # fmt: skip
    near = may_meet(record_of(event).territory, part_of(program).territory)
    return near and type_ in wanted.get(stage, ("ind_clearance", "first_patient_in"))
