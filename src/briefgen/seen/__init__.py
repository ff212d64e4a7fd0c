"""Records as templates and charts see them: fields are traced values, references are records.

A field that the dataset leaves out is a missing value that prints as "not disclosed" and is false in a condition.
What the view does not hold cannot be reached from here.
"""

from __future__ import annotations

from briefgen.seen.base import SEEN, Absent, Seen, marker_of, missing
from briefgen.seen.subjects import Subject

__all__ = ["SEEN", "Absent", "Seen", "Subject", "marker_of", "missing"]
