"""Rules on words: codes have the form their registry gives them, and words that belong together agree."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.dataset.store import Dataset
from briefgen.dataset.tree import Path_
from briefgen.problems import Problem
from briefgen.records import Asset, Company, Designation, Event, Record, Source, Trial
from briefgen.values.signs import may_be_linked
from briefgen.values.territory import CHINESE, Territory

CODES = {".HK": (r"\d{5}", "five digits: 03692.HK"), ".SH": (r"\d{6}", "six digits: 600276.SH"),
         ".SZ": (r"\d{6}", "six digits: 000513.SZ")}  # fmt: skip
"""Form of a stock code by its ending."""
NUMBERS = {
    "clinicaltrials.gov": (r"NCT\d{8}", "NCT and eight digits"),
    "chictr": (r"ChiCTR\d{10}|ChiCTR-[A-Z]{2,6}-\d{8}", "ChiCTR and ten digits"),
    "ctr": (r"CTR\d{8}", "CTR and eight digits"),
    "ctis": (r"\d{4}-\d{6}-\d{2}-\d{2}", "a number such as 2023-508456-21-00"),
    "jrct": (r"jRCTs?\d{9,10}", "jRCT and ten digits"),
    "isrctn": (r"ISRCTN\d{8}", "ISRCTN and eight digits"),
    "euct": (r"\d{4}-\d{6}-\d{2}-\d{2}", "a number such as 2023-508456-21-00"),
    "eudract": (r"\d{4}-\d{6}-\d{2}", "a number such as 2019-001234-12"),
    "drks": (r"DRKS\d{8}", "DRKS and eight digits"),
    "anzctr": (r"ACTRN\d{14}p?", "ACTRN and fourteen digits"),
}
"""Form of a trial's number by registry."""
PREFIXES = {"nct": "clinicaltrials.gov", "chictr": "chictr", "ctr": "ctr", "jrct": "jrct", "isrctn": "isrctn",
            "drks": "drks", "actrn": "anzctr"}  # fmt: skip
TYPES = {
    "NMPA": "breakthrough_therapy conditional_approval priority_review special_approval",
    "CDE": "breakthrough_therapy conditional_approval priority_review special_approval",
    "FDA": "breakthrough_therapy fast_track orphan_drug rmat priority_review accelerated_approval rtor project_orbis "
    "qidp rare_pediatric_disease",
    "EMA": "prime orphan accelerated_assessment conditional_ma exceptional_circumstances",
    "EC": "orphan conditional_ma exceptional_circumstances",
    "MHLW": "sakigake orphan conditional_approval priority_review",
    "PMDA": "sakigake orphan conditional_approval priority_review",
    "MHRA": "pim eams ilap orphan conditional_ma",
}
"""Designations each agency grants; an agency that is not here grants any."""
PLACES = {
    "NMPA": CHINESE, "CDE": CHINESE, "FDA": frozenset({"us"}), "EMA": frozenset({"eu", "eea", "europe"}),
    "EC": frozenset({"eu", "eea", "europe"}), "MHLW": frozenset({"japan"}), "PMDA": frozenset({"japan"}),
    "MHRA": frozenset({"uk"}), "TGA": frozenset({"australia"}), "HC": frozenset({"canada"}),
    "MFDS": frozenset({"korea"}), "SFDA": frozenset({"saudi-arabia"}), "ANVISA": frozenset({"brazil"}),
}  # fmt: skip
"""Territories an agency decides for."""
PAYLOADS = ("adc", "bispecific_adc", "radioligand")
IN_USE = ("approved", "conditionally_approved", "accelerated_approved", "launched", "reimbursed")


def check(dataset: Dataset) -> Iterator[Problem]:
    """Malformed codes and words that contradict each other."""
    for company in dataset.all(Company):
        yield from _company(dataset, company)
    for asset in dataset.all(Asset):
        yield from _asset(dataset, asset)
    for trial in dataset.all(Trial):
        yield from _trial(dataset, trial)
    for designation in dataset.all(Designation):
        yield from _designation(dataset, designation)
    for event in dataset.all(Event):
        if event.agency and event.territory:
            yield from _agency(dataset, event, event.agency, event.territory)
    for source in dataset.all(Source):
        yield from _address(dataset, source, "url", source.url)


def _company(dataset: Dataset, company: Company) -> Iterator[Problem]:
    yield from _address(dataset, company, "website", company.website)
    for index, listing in enumerate(company.listings):
        for ending, (form, words) in CODES.items():
            code = listing.code
            if code.upper().endswith(ending) and not re.fullmatch(form, code[: -len(ending)]):
                path: Path_ = ("listings", index, "code")
                message = f"listings[{index}].code: '{code}' is no stock code of {ending}"
                yield Problem(dataset.origin(company, path), "bad-code", message, f"it has {words}")


def _asset(dataset: Dataset, asset: Asset) -> Iterator[Problem]:
    if asset.payload and asset.modality not in PAYLOADS:
        hint = "give the modality adc, bispecific_adc or radioligand, or remove the payload"
        message = f"asset '{asset.id}' has a payload but is no conjugate"
        yield Problem(dataset.origin(asset, ("payload",)), "payload", message, hint)
    for index, program in enumerate(asset.programs):
        if program.status in IN_USE and program.stage not in {None, "approved", "marketed"}:
            message = f"programs[{index}]: status '{program.status}' contradicts stage '{program.stage}'"
            origin = dataset.origin(asset, ("programs", index, "status"))
            yield Problem(origin, "stage-status", message, "an approved use has the stage approved or marketed")


def _trial(dataset: Dataset, trial: Trial) -> Iterator[Problem]:
    for index, registration in enumerate(trial.registrations):
        number = registration.number
        prefix = re.match(r"[a-z]*", number.lower())
        registry = PREFIXES.get(prefix[0] if prefix else "", registration.registry.lower())
        if registry in NUMBERS and not re.fullmatch(NUMBERS[registry][0], number):
            path: Path_ = ("registrations", index, "number")
            message = f"registrations[{index}].number: '{number}' is no number of {registration.registry}"
            yield Problem(dataset.origin(trial, path), "bad-registration", message, f"it has {NUMBERS[registry][1]}")


def _designation(dataset: Dataset, designation: Designation) -> Iterator[Problem]:
    granted = TYPES.get(designation.agency)
    if granted and designation.type not in granted.split():
        message = f"type: {designation.agency} grants no '{designation.type}'"
        hint = f"it grants: {', '.join(granted.split())}"
        yield Problem(dataset.origin(designation, ("type",)), "agency-type", message, hint)
    yield from _agency(dataset, designation, designation.agency, designation.territory)


def _agency(dataset: Dataset, record: Record, agency: str, territory: Territory) -> Iterator[Problem]:
    if agency in PLACES and not set(territory.include) <= PLACES[agency]:
        message = f"territory: {agency} does not decide for '{territory.text}'"
        hint = f"it decides for: {', '.join(sorted(PLACES[agency]))}"
        yield Problem(dataset.origin(record, ("territory",)), "agency-territory", message, hint)


def _address(dataset: Dataset, record: Record, field: str, address: str | None) -> Iterator[Problem]:
    if address is None:
        return
    if not (may_be_linked(address) and address.lower().startswith("http")):
        message, hint = f"{field}: '{address[:60]}' is no web address", "write it in full: https://www.example.org/"
        yield Problem(dataset.origin(record, (field,)), "bad-address", message, hint)
