"""Records as templates and charts see them: fields are traced values, references are records.

A field that the dataset leaves out is a missing value that prints as "not in the sources" and is false in a condition.
What the view does not hold cannot be reached from here. Each file shows what the file of its name in `records/` holds;
programs, designations and results have one of their own.
"""

from __future__ import annotations

from briefgen.view import (
    area,
    asset,
    benchmark,
    commentary,
    company,
    comparison,
    curve,
    deal,
    design,
    designation,
    epidemiology,
    event,
    filing,
    program,
    result,
    source,
    trial,
)
from briefgen.view.base import VIEWS, Missing, RecordView, missing
from briefgen.view.comparison import ComparisonView
from briefgen.view.printed import marker_of
from briefgen.view.subject import Subject

__all__ = [
    "VIEWS", "ComparisonView", "Missing", "RecordView", "Subject", "area", "asset", "benchmark", "commentary",
    "company", "comparison", "curve", "deal", "design", "designation", "epidemiology", "event", "filing",
    "marker_of", "missing", "program", "result", "source", "trial",
]  # fmt: skip
