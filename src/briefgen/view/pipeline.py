"""The pipeline of a subject: its programs by stage, what is approved, what moved in the period and what is filed."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from briefgen.records.vocabulary import STAGES, STOPPED
from briefgen.values.facts import Traced
from briefgen.view.designation import DesignationView
from briefgen.view.on_record import OnRecord
from briefgen.view.program import ProgramView
from briefgen.view.several import Groups, alike

if TYPE_CHECKING:
    from briefgen.view.filing import FilingView

STAGES_TITLED = 4
"""Stages that a title names, all or, of more, one less."""
PLACES_TITLED = (2, 3)
"""Territories that a title names."""
PLACES_COUNTED = 2
"""As many of them as the figure of approvals names."""
PLACES_LISTED = 3
"""Territories of approvals that a heading names one by one."""
NAMED_AGENCIES = 3
"""Agencies that a title names one by one."""
MEDICINES_NAMED = 2
"""Medicines whose approvals are told one by one."""


class Pipeline(OnRecord):
    """A subject, as far as its programs go."""

    @property
    def stages(self) -> tuple[tuple[ProgramView, ...], ...]:
        """Its programs of which a stage is known, put together by stage: the furthest first, those stopped last. One
        that a refusal or a withdrawal stays is not at its stage, and stands behind those that are."""
        found: dict[tuple[str, bool, str], list[ProgramView]] = {}
        for program in self.programs:
            if program.stage:
                stage = str(program.stage.value)
                alike = (stage, program.stage.text == STAGES.print(stage), program.stage.text)
                found.setdefault(alike, []).append(program)
        ahead = sorted(found, key=lambda one: (one[0] not in STOPPED, STAGES.order(one[0]), one[1]), reverse=True)
        return Groups(tuple(found[stage]) for stage in ahead)

    @property
    def stages_named(self) -> tuple[tuple[ProgramView, ...], ...]:
        """The stages that a title names: all where they are few, else the furthest."""
        return self.stages if len(self.stages) <= STAGES_TITLED else self.stages[: STAGES_TITLED - 1]

    @property
    def stages_counted(self) -> tuple[ProgramView, ...]:
        """The programs at the other stages, which a title counts together."""
        return tuple(program for alike in self.stages[len(self.stages_named) :] for program in alike)

    @property
    def filings_sent(self) -> tuple[FilingView, ...]:
        """Its filings of which a step was taken."""
        return tuple(filing for filing in self.filings if filing.taken)

    @property
    def agencies(self) -> tuple[Traced, ...]:
        """The agencies they went to, where these are so many that a title counts them."""
        asked = tuple({str(filing.agency): filing.agency for filing in self.filings_sent}.values())
        return asked if len(asked) > NAMED_AGENCIES else ()

    @property
    def next_goal(self) -> FilingView | None:
        """The first of its filings with a day on which the agency means to decide."""
        return next((one for one in self.filings if one.goal and one.goal.step == "goal_date"), None)

    @property
    def unstaged(self) -> tuple[ProgramView, ...]:
        """Its programs of which no stage is known."""
        return tuple(program for program in self.programs if not program.stage)

    @property
    def placed(self) -> tuple[ProgramView, ...]:
        """Where a single asset stands, in so few territories that a title names each; else none."""
        placed = tuple(program for program in self.programs if program.stage and program.territory)
        alone = len({program.asset for program in self.programs}) == 1
        return placed if alone and len(placed) in PLACES_TITLED else ()

    @property
    def only(self) -> ProgramView | None:
        """Its only program."""
        return self.programs[0] if len(self.programs) == 1 else None

    @property
    def newly_begun(self) -> tuple[ProgramView, ...]:
        """Programs that began or moved in the period, each by itself."""
        return tuple(program for program in self.programs if program.has_begun)

    @property
    def begun(self) -> tuple[tuple[ProgramView, ...], ...]:
        """Programs that began or moved in the period, those of one use together."""
        return alike(self.newly_begun, "asset", "indication")

    @property
    def designations_alike(self) -> tuple[tuple[DesignationView, ...], ...]:
        """Designations of one asset, day and agency, which one sentence tells."""
        return alike(self.designations, "asset", "occasion")

    @cached_property
    def approved(self) -> tuple[ProgramView, ...]:
        """Programs with an approval."""
        return tuple(p for p in self.programs if p.stage in ("approved", "marketed"))

    @property
    def approved_places(self) -> tuple[tuple[ProgramView, ...], ...]:
        """Approved programs by territory, where each has one and a figure names them all; else none."""
        places: dict[str, list[ProgramView]] = {}
        for program in self.approved:
            places.setdefault(program.territory.text if program.territory else "", []).append(program)
        return Groups(map(tuple, places.values()) if "" not in places and len(places) <= PLACES_COUNTED else ())

    @property
    def is_approved_in_few(self) -> bool:
        """Whether its approvals are of so few territories, each stated, that a heading names them."""
        places = {program.territory.text if program.territory else "" for program in self.approved}
        return bool(places) and "" not in places and len(places) <= PLACES_LISTED

    @property
    def is_approved_widely(self) -> bool:
        """Whether so few medicines have its approvals, in several territories, that each is told with its own."""
        territories = {program.territory.text for program in self.approved if program.territory}
        return len({program.asset for program in self.approved}) <= MEDICINES_NAMED and len(territories) > 1

    @property
    def approved_lately(self) -> tuple[ProgramView, ...]:
        """Programs approved in the year up to the data date."""
        return tuple(program for program in self.programs if program.is_decided_lately)

    @property
    def undecided(self) -> tuple[ProgramView, ...]:
        """Programs with a filing that has no decision on record, or is intended."""
        return tuple(program for program in self.programs if program.is_open)
