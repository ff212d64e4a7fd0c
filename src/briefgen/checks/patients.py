"""Rules on curves and single patients: nobody can be recognised, and a curve can be drawn as published."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.dataset.store import Dataset
from briefgen.problems import Problem
from briefgen.records import Comparison, Curve, Result, Trial
from briefgen.records.curve import LEAST_POINTS

FEWEST = 5
"""Fewer patients than these shown one by one could be recognised."""


def check(dataset: Dataset) -> Iterator[Problem]:
    """Few patients, patients named twice, curves without numbers at risk or with too few points, no result."""
    reported = {result.trial for result in dataset.all(Result)}
    reported |= {comparison.trial for comparison in dataset.all(Comparison)}
    for trial in dataset.all(Trial):
        yield from _patients(dataset, trial)
        if (trial.patients or trial.curves) and trial.id not in reported:
            origin = dataset.origin(trial, ("patients",) if trial.patients else ("curves",))
            hint = "add what the source says of all patients, such as the response rate, under `results:`"
            message = f"trial '{trial.id}' has curves or patients but no result; documents say that nothing is stated"
            yield Problem(origin, "no-result", message, hint, "warning")
        for index, curve in enumerate(trial.curves):
            yield from _curve(dataset, trial, index, curve)


def _patients(dataset: Dataset, trial: Trial) -> Iterator[Problem]:
    if 0 < len(trial.patients) < FEWEST:
        message = f"patients: {len(trial.patients)} shown one by one could be recognised"
        hint = f"leave the rows out unless the source shows at least {FEWEST} patients or has their consent"
        yield Problem(dataset.origin(trial, ("patients",)), "few-patients", message, hint, "warning")
    seen: set[str] = set()
    for index, patient in enumerate(trial.patients):
        if patient.code in seen:
            origin = dataset.origin(trial, ("patients", index, "code"))
            yield Problem(origin, "duplicate-patient", f"'{patient.code}' stands twice", "give each patient one row")
        seen.add(patient.code)


def _curve(dataset: Dataset, trial: Trial, index: int, curve: Curve) -> Iterator[Problem]:
    origin = dataset.origin(trial, ("curves", index))
    if curve.at_risk is None:
        hint = "add `at_risk:` with the numbers printed below the curve"
        yield Problem(origin, "curve-without-risk", "has no numbers at risk and is not drawn", hint, "warning")
    if len(curve.points.pairs) < LEAST_POINTS:
        hint = "enter them as results with measure `rate` and `at`"
        message = f"has {len(curve.points.pairs)} points; fewer than {LEAST_POINTS} are no curve and are not drawn"
        yield Problem(origin, "too-few-points", message, hint, "warning")
