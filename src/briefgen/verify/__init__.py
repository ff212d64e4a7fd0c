"""Verify: is what the dataset prints really in the text of the source it cites?"""

from __future__ import annotations

from briefgen.verify.evidence import Evidence, locator_problems, read_evidence
from briefgen.verify.folder import SourceTexts, read_texts
from briefgen.verify.verdict import Verdict, Verification, verify_facts

__all__ = [
    "Evidence", "SourceTexts", "Verdict", "Verification", "locator_problems", "read_evidence", "read_texts",
    "verify_facts",
]  # fmt: skip
