"""Names of companies where there is little room."""

from __future__ import annotations

GENERIC = (
    "Therapeutics", "Pharma", "Pharmaceutical", "Pharmaceuticals", "Biopharma", "Biopharmaceutical",
    "Biopharmaceuticals", "Biotech", "Bio", "Biosciences", "Biologics", "Biotherapeutics", "Medicines", "Oncology",
    "Group", "Holdings", "Inc.", "Ltd.", "Ltd", "Limited", "AG", "plc", "SE", "SA", "Co.",
)  # fmt: skip
"""Words that tell what a company is, behind the word that it is called by."""
LEAST = 4
"""Letters of a name that can stand alone."""


def in_short(name: str) -> str:
    """A name of two words without the second where that tells only what a company is: Summit, for Summit
    Therapeutics; else the whole name."""
    first, _, second = name.partition(" ")
    return first if second in GENERIC and len(first) >= LEAST else name
