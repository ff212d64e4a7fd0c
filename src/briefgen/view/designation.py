"""Regulatory designations in a view, and the programs that they belong to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from briefgen.records import Program
from briefgen.records.vocabulary import AGENCY_NAMES, DESIGNATION_SHORT
from briefgen.values.dates import PartialDate
from briefgen.values.facts import DESIGNATION, NAME, Role, Traced
from briefgen.values.territory import Territory, may_meet
from briefgen.view.base import Missing, RecordView, part_of, record_of, shows

if TYPE_CHECKING:
    from briefgen.view.area import IndicationView
    from briefgen.view.asset import AssetView
    from briefgen.view.event import EventView
    from briefgen.view.program import ProgramView
    from briefgen.view.trial import TrialView

SINGLY = 2
"""So many of one kind are told each, with its use and day."""


@shows("designation")
class DesignationView(RecordView):
    """A regulatory designation. It is not an approval."""

    asset: AssetView
    agency: Traced
    type: Traced
    indication: IndicationView
    proposed: bool
    territory: Traced
    granted: Traced
    event: EventView | Missing
    trials: tuple[TrialView, ...]

    @property
    def is_granted_inexactly(self) -> bool:
        """Whether a month or a longer time of its grant is stated, and no day."""
        granted = self._record.granted
        return granted is not None and granted.grain != "day"

    @property
    def is_announced(self) -> bool:
        """Whether the day on which it became known is that of its announcement or grant; else a source merely names
        it, and when it was given no source says."""
        record = self._record
        return bool(record.announced or record.event or record.granted)

    @property
    def occasion(self) -> str:
        """What it is told by with others of its medicine: its kind where there are many, else its dates, its agency,
        the trials that support it, and whether it is only proposed."""
        if self.is_one_of_many:
            return f"{self.full}; {self.proposed}"
        trials = ", ".join(trial.id for trial in self.trials)
        return "; ".join(map(str, (self.granted, self.announced, self.agency, self.proposed, trials)))

    @property
    def of_its_kind(self) -> tuple[DesignationView, ...]:
        """Those of its medicine with its agency and type, proposed as it is or granted, the latest last."""
        found = [one for one in self.asset.designations if str(one.full) == str(self.full)]
        found = [one for one in found if bool(one.proposed) == bool(self.proposed)]
        return tuple(sorted(found, key=lambda one: _day(one.granted.value or one.announced.value)))

    @property
    def is_one_of_many(self) -> bool:
        """Whether a sentence counts it with those of its kind and names the latest of them alone."""
        return len(self.of_its_kind) > SINGLY

    def is_of(self, program: ProgramView) -> bool:
        """Whether it belongs to a program: its indication, or one that holds it, and its territory.

        Of a disease that several programs hold the narrowest it fits; of several territories the one of its agency: a
        program in the world holds it only where no program of the same indication is in that territory.
        """
        mine: Program = part_of(program)
        wider = [self.indication.id, *(i.id for i in reversed(self.indication.ancestors))]
        rivals = [part_of(p) for p in self.asset.programs if part_of(p).indication in wider and self._holds(part_of(p))]
        if not rivals or mine.indication not in wider or not self._holds(mine):
            return False
        narrowest = min(wider.index(rival.indication) for rival in rivals if rival.indication)
        rivals = [rival for rival in rivals if rival.indication == wider[narrowest]]
        exact = [rival for rival in rivals if _is_in(rival.territory, record_of(self).territory)]
        return mine in (exact or rivals)

    def _holds(self, program: Program) -> bool:
        """Whether it may hold in the territory of a program; one that is not named says nothing against it."""
        return may_meet(self._record.territory, program.territory)

    @property
    def short(self) -> Traced:
        """Agency and abbreviation: NMPA BTD."""
        type_ = self._record.type
        text = f"{self._record.agency} {DESIGNATION_SHORT.get(type_, self.type.text)}"
        return Traced(text, self._fact("type"), Role(DESIGNATION, type_), type_)

    @property
    def full(self) -> Traced:
        """Agency and full name: NMPA Breakthrough Therapy Designation."""
        text = f"{self._record.agency} {self.type.text}"
        return Traced(text, self._fact("type"), Role(DESIGNATION, self._record.type), self._record.type)

    @property
    def full_headed(self) -> Traced:
        """The same under a head that says what it is: NMPA Breakthrough Therapy."""
        return replace(self.full, text=self.full.text.removesuffix(" Designation"))

    @property
    def agency_name(self) -> Traced:
        """Full name of the agency."""
        return Traced(AGENCY_NAMES[self._record.agency], self._fact("agency"), NAME)


def _day(known: object) -> tuple[date, date]:
    """The latest day on which a date may fall, before others; what has none comes first."""
    return known.sort_key if isinstance(known, PartialDate) else (date.min, date.min)


def _is_in(place: Territory | None, territory: Territory) -> bool:
    """Whether a territory is named as it is, or is the part of China that another names."""
    return place is not None and place.include != ("world",) and place.overlaps(territory)
