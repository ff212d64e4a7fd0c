"""A medicine at a glance: which of its uses a document tells, in which form, and which it only counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.frozen import frozen
from briefgen.view.base import Missing, fact_of, missing, part_of
from briefgen.view.program import ProgramView, highest
from briefgen.view.several import Whom, first_bounded, first_places, whom_of

if TYPE_CHECKING:
    from briefgen.view.area import IndicationView
    from briefgen.view.asset import AssetView
    from briefgen.view.result import ResultView
    from briefgen.view.subject import Subject
    from briefgen.view.trial import TrialView

PANELS = 3
"""Programs that have room beside the facts of an asset; with more the others are counted in the place of one."""
USES = 6
"""Programs that a table of uses has room for."""


@frozen
class Glance:
    """The uses of an asset that one document tells."""

    asset: AssetView
    programs: tuple[ProgramView, ...]
    """Its programs of what the document is about, the furthest one first, then the others with an approval."""
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

    @property
    def approved_groups(self) -> tuple[tuple[ProgramView, ...], ...]:
        """The uses at the stage of the furthest one, where that is approved, by territory: of more than two places the
        first."""
        return first_places(one for one in self.approved if self.highest and one.stage == self.highest.stage)

    @property
    def beside_approval(self) -> tuple[ProgramView, ...]:
        """Of those that go on without an approval the ones at their furthest stage."""
        running = tuple(program for program in self.programs if program in self.asset.running)
        first = highest(running, self.asset)
        return tuple(program for program in running if first and program.stage == first.stage)

    @property
    def approved_in_one(self) -> bool:
        """Whether all its approvals are in one stated territory."""
        return len({program.territory.text for program in self.approved if program.territory}) == 1 and all(
            program.territory for program in self.approved
        )

    @property
    def shows_approval(self) -> bool:
        """Whether the words of its stages tell which of its uses are approved: all are shown, some as approved, and no
        other word says the same."""
        stages = {part_of(program).stage for program in self.approved}
        return stages == {"approved"} and not (self.left or self.elsewhere)

    @property
    def tested(self) -> tuple[ResultView, ...]:
        """The tests of one endpoint by which a table of uses is titled, one of each trial that reports it: of those
        that several trials compare, with a source that says of each how its test came out, the one missed or reported
        most often. Nothing where the sources leave one of them open."""
        trials = {t: None for program in self.programs for t in (*program.trials, *program.trials_of_several)}
        reported: dict[str, list[ResultView | None]] = {}
        for trial in trials if self.in_table else ():
            for endpoint, result in _tests(trial).items():
                reported.setdefault(endpoint, []).append(result)
        told = [tuple(r for r in tests if r) for tests in reported.values() if len(tests) > 1 and all(tests)]
        return max(told, key=lambda tests: (sum(one.is_missed for one in tests), len(tests)), default=())

    @property
    def heads(self) -> tuple[ResultView, ...]:
        """The results in the table."""
        trials = (t for program in self.shown for t in program.trials or program.trials_of_several)
        return tuple(head for trial in trials for head in trial.readout.heads)

    @property
    def whom(self) -> Whom:
        """Whom they are of; those of a trial whose results are of different patients say it themselves."""
        return whom_of(head for head in self.heads if not head.population_apart)

    @property
    def with_interval(self) -> ResultView | None:
        """The first of them whose confidence interval is told without its level, which is said once."""
        return first_bounded(self.heads)

    @property
    def disease(self) -> IndicationView | Missing:
        """The narrowest disease that all its uses here belong to, where there are several and it is not one of them."""
        uses = {program.indication for program in self.programs if program.indication}
        lines = [(*use.ancestors, use) for use in uses]
        shared = [one for one in lines[0] if all(one in line for line in lines)] if len(lines) > 1 else []
        found = shared[-1] if shared and shared[-1] not in uses else None
        return found or Missing("indication", missing(fact_of(self.asset, "programs")))

    @property
    def won(self) -> tuple[ResultView, ...]:
        """Those of the tests that were significant."""
        return tuple(one for one in self.tested if one.significant)

    @property
    def is_met_by_all(self) -> bool:
        """Whether the source of each of them says that its endpoint was met."""
        return all(one.judgement == "met" for one in self.tested)

    @property
    def missed(self) -> tuple[ResultView, ...]:
        """Those that were not."""
        return tuple(one for one in self.tested if one.judgement == "not_met")

    @property
    def undecided(self) -> tuple[ResultView, ...]:
        """Those that only interim looks are known of which crossed no boundary."""
        return tuple(one for one in self.tested if one.undecided)


def _tests(trial: TrialView) -> dict[str, ResultView | None]:
    """Of each endpoint of which a trial compares all its patients the result whose test its source states; none where
    the source says nothing of it, or not one thing."""
    found: dict[str, list[ResultView]] = {}
    for lead in trial.leads:
        if not (lead.is_safety or lead.subgroup) and any(one.is_effect for one in lead.together):
            judged = [one for one in lead.together if one.judgement and not one.margin]
            found.setdefault(lead.endpoint.text, []).extend(judged[:1])
    agreed = {endpoint: len({one.is_missed for one in judged}) == 1 for endpoint, judged in found.items()}
    return {endpoint: judged[0] if agreed[endpoint] else None for endpoint, judged in found.items()}


def glance_of(asset: AssetView, subject: Subject) -> Glance:
    """What a document about a subject tells of the uses of an asset; all of them where none is of the subject."""
    here = tuple(program for program in asset.programs if program in subject.programs) or asset.programs
    first = highest(here, asset)
    approved = tuple(program for program in here if program in asset.approved)
    programs = tuple(dict.fromkeys((*([first] if first else []), *approved, *here)))
    in_table = len(programs) > PANELS and bool(asset.readouts)
    room = USES if in_table else PANELS if len(programs) <= PANELS else PANELS - 1
    return Glance(
        asset=asset,
        programs=programs,
        elsewhere=tuple(program for program in asset.programs if program not in here),
        highest=first,
        approved=tuple(program for program in programs if program in approved),
        shown=programs[:room],
        left=programs[room:],
        in_table=in_table,
    )
