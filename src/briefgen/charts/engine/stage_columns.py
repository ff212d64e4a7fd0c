"""Columns of stages: which stages stand together, from the earliest to approval, and what came to a stop."""

from __future__ import annotations

from briefgen.values.facts import Traced

COLUMNS = {
    "Preclinical": ("preclinical", "discovery", "ind_enabling"),
    "Phase I": ("phase_1", "phase_1_2"),
    "Phase II": ("phase_2", "phase_2_3"),
    "Phase III": ("phase_3",),
    "Filed": ("filed",),
    "Approved": ("approved", "marketed"),
    "Stopped": ("discontinued", "withdrawn", "on_hold"),
}
"""The stages of each column; the first has its colour."""
STAGES, ENDS = tuple(COLUMNS)[:-1], ("Stopped", "Stage not stated")
"""Columns that a programme moves through, and those of programmes that stopped or whose stage nobody states."""


def column_of(stage: Traced) -> str:
    """The name of the column of a stage."""
    code = str(stage.value) if stage else ""
    return next((name for name, codes in COLUMNS.items() if code in codes), ENDS[-1])
