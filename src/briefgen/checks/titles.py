"""Rules on titles of events: a headline says no more than the fields of its record."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.dataset.store import Dataset
from briefgen.problems import Problem
from briefgen.records import Designation, Event
from briefgen.records.vocabulary import AGENCIES, READOUTS
from briefgen.values.territory import NAMES, Territory

REGULATORY = (
    "ind_clearance", "nda_submitted", "nda_accepted", "designation_granted", "positive_opinion", "regulatory_approval",
    "label_expansion", "reimbursement_listing", "launch", "crl",
)  # fmt: skip
"""Events that hold in their territory only."""
APPROVING = ("regulatory_approval", "label_expansion", "launch", "reimbursement_listing", "listing", "inspection")
BEFORE_APPROVAL = tuple(kind for kind in (*REGULATORY, *READOUTS) if kind not in APPROVING)
_AGENCY = re.compile(rf"\b({'|'.join(AGENCIES.codes)})\b")
_APPROVED = re.compile(
    r"\b(is|was|are|been)?\s*approve[ds]\b(?! (trial|protocol|drug|therap))"
    r"|\b(receiv|win|gain|grant|obtain|secur)\w* (\w+ )?approval\b|^(first |full |conditional )?approval of\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(not|no|without|fail\w*|miss\w*|did not|unmet)\b", re.IGNORECASE)
_GOOD = re.compile(
    r"\b(improv|prolong|extend|superior|success|positive|significan|benefit|reduc|doubl)\w*|\bmet\b|\bmeets\b",
    re.IGNORECASE,
)
_PLACES = tuple((code, re.compile(rf"\bin (the )?{re.escape(name)}\b")) for code, name in NAMES.items())
_BREAKTHROUGH = re.compile(r"\bbreakthrough\b", re.IGNORECASE)


def check(dataset: Dataset) -> Iterator[Problem]:
    """Titles that name another agency or territory, an approval, a success or a breakthrough that the record lacks."""
    designated = {found.asset for found in dataset.all(Designation) if found.type == "breakthrough_therapy"}
    for event in dataset.all(Event):
        for claim, hint in _claims(event, designated):
            origin = dataset.origin(event, ("title",))
            message = f"event '{event.id}': {claim}"
            yield Problem(origin, "title-claims-more", message, hint, "warning")


def _claims(event: Event, designated: set[str]) -> Iterator[tuple[str, str]]:
    """What a title claims and the record does not hold, each with a hint."""
    title = event.title
    agencies = [found[0] for found in _AGENCY.finditer(title)] if event.agency else []
    if event.agency and agencies and event.agency not in agencies and not _one_authority({event.agency, *agencies}):
        yield f"the title names {agencies[0]}, the record the agency {event.agency}", "make them agree"
    if event.type in REGULATORY and event.territory and (place := _elsewhere(title, event.territory)):
        yield f"the title names {place}, the record the territory {event.territory.long}", "make them agree"
    if event.type in BEFORE_APPROVAL and _APPROVED.search(title) and not _NOT.search(title):
        kind = event.type.replace("_", " ")
        yield f"the title tells of an approval, the record of the type {kind}", "say what happened, or mend the type"
    if (failed := _failed(event)) and _GOOD.search(title) and not _NOT.search(title):
        yield f"the title tells of a success, yet {failed}", "say in the title that it was not met"
    if (
        "breakthrough" in title.lower()
        and _BREAKTHROUGH.search(title)
        and event.type != "designation_granted"
        and not designated & set(event.assets)
    ):
        hint = "leave the adjective out, or add the designation"
        yield "the title says breakthrough, and its assets have no Breakthrough Therapy Designation", hint


def _one_authority(agencies: set[str]) -> bool:
    """Whether they act for one authority, as the CDE does for the NMPA."""
    return any(agencies <= pair for pair in ({"NMPA", "CDE"}, {"EMA", "EC"}, {"MHLW", "PMDA"}))


def _elsewhere(title: str, where: Territory) -> str:
    """A place that a title says it happened in and that lies outside the territory."""
    if "in " not in title:
        return ""
    named = [code for code, place in _PLACES if place.search(title)]
    apart = [code for code in named if not Territory.parse(code).overlaps(where)]
    return NAMES[apart[0]] if apart and len(apart) == len(named) else ""


def _failed(event: Event) -> str:
    """What the record says that was not met, of that which the title names."""
    if event.outcome == "not_met":
        return "its outcome is not met"
    named = event.endpoint
    if not named:
        return ""
    failed = re.findall(r"\b(\w+)(?: was| were)? not met\b", named)
    met = set(re.findall(r"\b(\w+)(?: was| were)? met\b", named)) - set(failed)
    words = set(re.findall(r"\w+", event.title))
    return f"{failed[0]} was not met" if failed and words & set(failed) and not words & met else ""
