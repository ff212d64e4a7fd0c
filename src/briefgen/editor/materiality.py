"""Materiality: which kind of news counts more. One order, in `materiality.yaml` beside the templates."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from briefgen.dataset.validate import validate
from briefgen.dataset.yamlfile import read_yaml
from briefgen.problems import did_you_mean, require

NewsKind = Literal[
    "approval", "pivotal_readout", "safety_signal", "filing", "deal", "designation", "readout", "trial", "guidance",
    "publication", "other",
]  # fmt: skip
KINDS: tuple[NewsKind, ...] = get_args(NewsKind)
"""Every kind of news, in the order that holds where the user gives none. A refusal counts as an approval does."""
FILE = "materiality.yaml"

OF_EVENT: Mapping[str, NewsKind] = {
    "regulatory_approval": "approval", "label_expansion": "approval", "crl": "approval", "refusal": "approval",
    "positive_opinion": "approval", "indication_withdrawn": "approval", "recommendation": "approval",
    "application_withdrawn": "approval", "recall": "safety_signal", "safety_signal": "safety_signal",
    "clinical_hold": "safety_signal", "rems": "safety_signal",
    "nda_submitted": "filing", "nda_accepted": "filing", "nda_resubmitted": "filing", "priority_review": "filing",
    "advisory_committee": "filing", "goal_date": "filing", "reimbursement_listing": "filing", "launch": "filing",
    "deal_signed": "deal", "deal_closed": "deal", "deal_amended": "deal", "deal_terminated": "deal",
    "milestone_received": "deal", "option_exercised": "deal", "opt_in": "deal", "acquisition": "deal",
    "joint_venture": "deal", "financing": "deal",
    "designation_granted": "designation",
    "readout_interim": "readout", "readout_topline": "readout", "readout_final": "readout", "rwe_readout": "readout",
    "congress_presentation": "publication", "publication": "publication", "guideline_inclusion": "publication",
    "ind_clearance": "trial", "first_patient_in": "trial", "enrollment_complete": "trial", "trial_stopped": "trial",
    "hold_lifted": "trial", "guidance": "guidance", "regulatory_plan": "guidance", "results_release": "guidance",
}  # fmt: skip
"""What kind of news an event is; one that is not named here is `other`."""


def _every(order: tuple[NewsKind, ...]) -> tuple[NewsKind, ...]:
    missing = [kind for kind in KINDS if kind not in order]
    twice = [kind for kind in order if order.count(kind) > 1]
    if missing or twice:
        word = f"lacks {', '.join(missing)}" if missing else f"names {twice[0]} twice"
        raise PydanticCustomError("materiality", "the order {word}", {"word": word})
    return order


def _kind(name: object) -> object:
    if name not in KINDS:
        known = {"value": str(name), "name": "kind of news", "hint": did_you_mean(str(name), KINDS)}
        raise PydanticCustomError("vocabulary", "'{value}' is not a known {name}", known)
    return name


class Materiality(BaseModel):
    """The order in which news is told."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    order: Annotated[tuple[Annotated[str, AfterValidator(_kind)], ...], AfterValidator(_every)] = Field(default=KINDS)
    """Every kind of news once, what counts most first."""

    def rank(self, kind: str) -> int:
        """The place of a kind; lower counts more."""
        return self.order.index(kind)


def read_materiality(templates: Path, shown: str = "templates") -> Materiality:
    """The order of a templates folder, else that of KINDS; ProblemsFoundError with what is wrong with it."""
    if not (templates / FILE).exists():
        return Materiality()
    file = read_yaml(templates / FILE, f"{shown}/{FILE}", templates)
    require(file.problems)
    found, problems = validate(Materiality, file.root or {}, file, (), "materiality")
    require(problems)
    assert found
    return found
