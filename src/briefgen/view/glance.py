"""A medicine at a glance: which of its uses a document tells, in which form, and which it only counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.view.program import ProgramView, highest

if TYPE_CHECKING:
    from briefgen.view.asset import AssetView
    from briefgen.view.subject import Subject

PANELS = 3
"""Programs that have room beside the facts of an asset; with more the others are counted in the place of one."""
USES = 5
"""Programs that a table of uses has room for."""


@dataclass(frozen=True, slots=True)
class Glance:
    """The uses of an asset that one document tells."""

    asset: AssetView
    programs: tuple[ProgramView, ...]
    """Its programs of what the document is about, the furthest one first."""
    elsewhere: tuple[ProgramView, ...]
    """Its programs of anything else, as in the other areas of an area's deck: they are counted."""
    highest: ProgramView | None
    """The furthest of its programs here that is not stopped."""
    approved: tuple[ProgramView, ...]
    """Those with an approval."""
    shown: tuple[ProgramView, ...]
    """Those that have room."""
    left: tuple[ProgramView, ...]
    """Those that have none."""
    in_table: bool
    """Whether they are told in a table, each with its evidence, and not in panels."""


def glance_of(asset: AssetView, subject: Subject) -> Glance:
    """What a document about a subject tells of the uses of an asset; all of them where none is of the subject."""
    here = tuple(program for program in asset.programs if program in subject.programs) or asset.programs
    first = highest(here, asset)
    programs = (*([first] if first else []), *(program for program in here if program != first))
    in_table = len(programs) > PANELS and bool(asset.readouts)
    room = USES if in_table else PANELS if len(programs) <= PANELS else PANELS - 1
    return Glance(
        asset=asset,
        programs=programs,
        elsewhere=tuple(program for program in asset.programs if program not in here),
        highest=first,
        approved=tuple(program for program in programs if program in asset.approved),
        shown=programs[:room],
        left=programs[room:],
        in_table=in_table,
    )
