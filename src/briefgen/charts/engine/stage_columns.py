"""Columns of stages: which stages stand together, from the earliest to approval, and what came to a stop."""

from __future__ import annotations

from collections.abc import Sequence

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
STAGES, ENDS = tuple(COLUMNS)[:-1], ("Stopped", "Stage not in the sources")
"""Columns that a programme moves through, and those of programmes that stopped or whose stage nobody states."""


def column_of(stage: Traced) -> str:
    """The name of the column of a stage."""
    code = str(stage.value) if stage else ""
    return next((name for name, codes in COLUMNS.items() if code in codes), ENDS[-1])


def shared_widths(needs: Sequence[float], leasts: Sequence[float], room: float) -> list[float]:
    """Widths of columns that share a room by what they need, none below its least where the room is enough."""
    if sum(leasts) >= room:
        return [least * room / sum(leasts) for least in leasts]
    open_ = set(range(len(needs)))
    while True:
        free = room - sum(leasts[at] for at in range(len(needs)) if at not in open_)
        wanted = sum(max(needs[at], leasts[at]) for at in open_)
        short = {at for at in open_ if max(needs[at], leasts[at]) * free / wanted < leasts[at]}
        if not short:
            return [
                max(needs[at], leasts[at]) * free / wanted if at in open_ else leasts[at] for at in range(len(needs))
            ]
        open_ -= short
