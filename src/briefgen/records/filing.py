"""Filings: an application to an agency, step by step, from the plan to the launch or its end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, ClassVar

from briefgen.records.base import (
    AssetRef,
    CompanyRef,
    EventRef,
    IndicationRef,
    Record,
    Sourced,
    Text,
    TrialRefs,
    Unstopped,
)
from briefgen.records.vocabulary import AGENCIES, APPROVAL_KINDS, FILING_STEPS
from briefgen.values.dates import PartialDate
from briefgen.values.territory import Territory


class Step(Sourced):
    """One dated step of a filing. It is an event, and gives its program stage and status from the day it is known."""

    step: Annotated[str, FILING_STEPS]
    """What happened, or with `planned` and `goal_date` what is to happen."""
    date: PartialDate
    """When it happened; of `planned` and `goal_date`: for when it is expected."""
    approval: Annotated[str, APPROVAL_KINDS] | None = None
    """Of an approval: its kind; left out when the source does not say."""
    title: Unstopped | None = None
    """As a headline without full stop or date; default: made from the step, the asset, indication and agency."""
    detail: Unstopped | None = None
    """One sentence more, without its full stop: what a complete response letter asks for."""
    body: Annotated[str, AGENCIES] | None = None
    """Who acted, when not the agency of the filing: the payer of a listing."""
    goal: Text | None = None
    """Of a goal date: its name, such as PDUFA."""
    event: EventRef | None = None
    """The event that tells it, when it has a record of its own."""


PLANS = ("planned", "goal_date")
"""Steps that lie in the future when they are stated."""
DECISIONS = frozenset(
    ("approved", "complete_response", "refused", "application_withdrawn", "positive_opinion", "negative_opinion")
)
"""Steps that answer a goal date."""


def moved_past(steps: Sequence[Step], plan: Step) -> bool:
    """Whether one of the steps after a plan or a goal date answers it: the decision, a later goal, any step taken."""
    after = steps[steps.index(plan) + 1 :] if plan in steps else ()
    if plan.step == "goal_date":
        return any(step.step in DECISIONS or step.step == "goal_date" for step in after)
    return any(step.step != "goal_date" for step in after)


class Filing(Record):
    """An application for one asset in one indication to one agency."""

    kind: ClassVar[str] = "filing"
    plural: ClassVar[str] = "filings"

    asset: AssetRef
    """The asset it is for."""
    indication: IndicationRef
    """The disease; an approval holds for no other."""
    territory: Territory
    """Where it holds: that of the agency."""
    agency: Annotated[str, AGENCIES]
    """Whom it was sent to."""
    applicant: CompanyRef | None = None
    """Who filed; default: the asset's company."""
    application: Text | None = None
    """As the source calls it: supplemental BLA."""
    line: Text | None = None
    """Line or setting of the label: second line."""
    population: Text | None = None
    """Population of the label: adults aged 60 and older."""
    biomarker: Text | None = None
    """Biomarker of the label: PD-L1 TPS of 1% or more."""
    label: Text | None = None
    """What the label says of its use, in short words of your own."""
    trials: TrialRefs = ()
    """Trials on which it rests."""
    steps: tuple[Step, ...]
    """What happened, earliest first."""

    @classmethod
    def key_fields(cls) -> tuple[str, ...]:
        """Asset, agency, indication, line and population."""
        return ("asset", "agency", "indication", "line", "population")
