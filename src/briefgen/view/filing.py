"""Applications to agencies in a view, with their steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.records.filing import PLANS, moved_past
from briefgen.values.dates import PartialDate
from briefgen.values.facts import Traced
from briefgen.view.base import Missing, RecordView, fact_of, missing, part_of, record_of, shows

if TYPE_CHECKING:
    from briefgen.view.area import IndicationView
    from briefgen.view.asset import AssetView
    from briefgen.view.company import CompanyView
    from briefgen.view.event import EventView
    from briefgen.view.trial import TrialView


LIMITED = ("accelerated", "conditional", "provisional", "exceptional", "emergency")
"""Kinds of approvals that are less than a full one."""
_HELD = ("approved", "complete_response", "refused", "not_reimbursed", "resubmitted")
_ENDS = {
    "approved": ("approved", "complete_response", "refused", "resubmitted"), "converted": ("approved",),
    "complete_response": ("complete_response", "resubmitted"), "refused": ("resubmitted",),
    "reimbursed": ("not_reimbursed",), "indication_withdrawn": _HELD,
}  # fmt: skip
"""The steps that hold no longer after one."""
_SENT = ("submitted", "accepted", "resubmitted")
_CLOSES = ("approved", "converted", "refused", "application_withdrawn", "indication_withdrawn")


@shows("filing")
class FilingView(RecordView):
    """An application for one asset in one indication to one agency, as far as the day knew."""

    asset: AssetView
    indication: IndicationView
    territory: Traced
    agency: Traced
    application: Traced
    line: Traced
    population: Traced
    biomarker: Traced
    label: Traced
    trials: tuple[TrialView, ...]
    steps: tuple[StepView, ...]

    @property
    def applicant(self) -> CompanyView | Missing:
        """Who filed; the asset's company unless the dataset says otherwise."""
        own = self._record.applicant
        company: CompanyView | Missing = self._traced("applicant", own) if own else self.asset.company
        return company

    @property
    def taken(self) -> tuple[StepView, ...]:
        """Steps that were taken; plans and goal dates apart."""
        return tuple(step for step in self.steps if part_of(step).step not in PLANS)

    @property
    def lasting(self) -> tuple[StepView, ...]:
        """Steps that hold on behind later ones: a limited approval that was not converted, a letter or refusal, and the
        submission after it, until the approval, a listing that was declined until there is one."""
        held: dict[str, StepView] = {}
        for step in self.taken:
            said = part_of(step)
            for over in _ENDS.get(said.step, ()):
                held.pop(over, None)
            if said.step in _HELD and (said.step != "approved" or said.approval in LIMITED):
                held[said.step] = step
        return tuple(held.values())

    def lesser_on(self, event: EventView) -> Traced:
        """The kind of approval that an event is by the step that states it, where that is less than a full one."""
        day = record_of(event).date
        kinds = (
            step.approval for step in self.taken
            if (said := part_of(step)).approval in LIMITED and (step.event == event or said.date == day)
        )  # fmt: skip
        return next(kinds, missing(fact_of(event, "type")))

    @property
    def goal(self) -> StepView | Missing:
        """The next goal date or plan that is still open."""
        open_ = [s for s in self.steps if part_of(s).step in PLANS]
        open_ = [s for s in open_ if not moved_past([part_of(step) for step in self.steps], part_of(s))]
        return open_[-1] if open_ else Missing("filing", missing(self._fact("steps")))

    @property
    def is_closed(self) -> bool:
        """Whether its review has ended: by an approval, a refusal or a withdrawal, and no submission came after it."""
        reviewed = [step for one in self.taken if (step := part_of(one).step) in (*_SENT, *_CLOSES)]
        return bool(reviewed) and reviewed[-1] in _CLOSES

    def awaits(self, event: EventView) -> bool:
        """Whether an event of a record of its own tells the goal date that is still open."""
        said, goal = record_of(event), self.goal
        return isinstance(goal, StepView) and (said.type, said.date) == (part_of(goal).step, part_of(goal).date)

    def has_moved_past(self, type_: str, day: PartialDate) -> bool:
        """Whether a known step answers the plan or goal date that an event of a type and day is."""
        steps = [part_of(step) for step in self.steps]
        kind = "planned" if type_ == "regulatory_plan" else type_
        plan = next((step for step in steps if step.step == kind and step.date == day), None)
        return plan is not None and moved_past(steps, plan)


@shows("step")
class StepView(RecordView):
    """A dated step of a filing."""

    step: Traced
    date: Traced
    approval: Traced
    title: Traced
    detail: Traced
    body: Traced
    goal: Traced
    event: EventView | Missing
