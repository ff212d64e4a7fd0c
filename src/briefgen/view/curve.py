"""Survival curves and patients of a trial in a view."""

from __future__ import annotations

from briefgen.values.facts import Traced
from briefgen.view.base import RecordView, shows


@shows("curve")
class CurveView(RecordView):
    """A published survival curve of one arm."""

    endpoint: Traced
    arm: Traced
    population: Traced
    unit: Traced
    points: Traced
    at_risk: Traced


@shows("patient")
class PatientView(RecordView):
    """A patient of a trial."""

    code: Traced
    arm: Traced
    months: Traced
    best_change: Traced
    response: Traced
    ongoing: bool
