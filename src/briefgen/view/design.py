"""The parts of a trial's design in a view: arms, endpoints, analyses, earlier states and entries in registries."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.records import Arm
from briefgen.records.endpoints import SAFETY_ENDPOINTS
from briefgen.values.facts import Traced
from briefgen.view.base import Missing, RecordView, naming, part_of, record_of, shows
from briefgen.view.measured import in_short

if TYPE_CHECKING:
    from briefgen.view.event import EventView

COMBINES = re.compile(r"\s\+\s|\b(?:plus|and|with|then|followed by|combined with|on top of)\b", re.IGNORECASE)
"""What says that an arm gets more than one thing."""


@shows("arm")
class ArmView(RecordView):
    """A group of patients of a trial."""

    name: Traced
    short: Traced
    role: Traced
    patients: Traced

    @property
    def label(self) -> Traced:
        """The short name when there is one that keeps what the arm combines and is no other arm's, else the name."""
        arm: Arm = part_of(self)
        others = [other for other in record_of(self).arms if other.id != arm.id]
        alike = any((other.short or other.name).casefold() == (arm.short or "").casefold() for other in others)
        return self.name if not arm.short or alike or _loses(arm.name, arm.short) else self.short


def _loses(name: str, short: str) -> bool:
    """Whether a short name drops what its arm gets beside its first treatment, so that it reads as one treatment."""
    return bool(COMBINES.search(name)) and not COMBINES.search(short)


@shows("endpoint")
class EndpointView(RecordView):
    """An endpoint of a trial in its hierarchy."""

    endpoint: Traced
    name: Traced
    role: Traced
    key: bool
    at: Traced
    population: Traced
    assessor: Traced

    @property
    def label(self) -> Traced:
        """Its own name, else its abbreviation."""
        return self.name or in_short(self.endpoint)

    @property
    def rank(self) -> tuple[bool, str]:
        """Its place in the hierarchy, by which endpoints are told together: whether it is a key one, and its role."""
        return self.key, self.role.text


@shows("analysis")
class AnalysisView(RecordView):
    """A look at the data of a trial."""

    kind: Traced
    data_cut_off: Traced
    median_follow_up: Traced
    maturity: Traced
    event: EventView | Missing

    @property
    def tells_more(self) -> bool:
        """Whether more is known of it than its kind."""
        return bool(self.data_cut_off or self.median_follow_up or self.maturity)

    @property
    def looked_at(self) -> tuple[Traced, ...]:
        """The endpoints of efficacy of which comparisons of this look are on record, each once."""
        told = naming(self._view, "comparison", ("trial", record_of(self).id))
        mine = (one for one in told if one.look == self and record_of(one).endpoint not in SAFETY_ENDPOINTS)
        return tuple({endpoint.text: endpoint for endpoint in (in_short(one.endpoint) for one in mine)}.values())


@shows("statuschange")
class StatusChangeView(RecordView):
    """What a trial's status was from a day on."""

    status: Traced
    date: Traced


@shows("registration")
class RegistrationView(RecordView):
    """An entry of a trial in a registry."""

    registry: Traced
    number: Traced
