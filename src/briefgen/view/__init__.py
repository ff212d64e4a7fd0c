"""Records as templates and charts see them: fields are traced values, references are records.

A field that the dataset leaves out is a missing value that prints as "not stated" and is false in a condition.
What the view does not hold cannot be reached from here.
"""

from __future__ import annotations

from briefgen.view.base import VIEWS, Missing, RecordView, marker_of, missing
from briefgen.view.comparisons import ComparisonView
from briefgen.view.subjects import Subject

__all__ = ["VIEWS", "ComparisonView", "Missing", "RecordView", "Subject", "marker_of", "missing"]
