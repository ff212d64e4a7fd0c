"""What limits the results of a trial: its control, its design, and what the sources leave out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from briefgen.values.counting import plural
from briefgen.values.facts import Traced
from briefgen.view.base import RecordView, missing, record_of

if TYPE_CHECKING:
    from briefgen.view.design import ArmView, RegistrationView
    from briefgen.view.readout import Readout
    from briefgen.view.result import ResultView

SAFETY = "safety"
"""What is said to be missing of a trial without a result on safety."""
INTERVAL = "confidence interval"
"""How what is said begins to be missing of a trial none of whose values has an interval."""
MOST_NAMED = 2
"""So many endpoints without an interval are named."""
SURVIVAL = "OS"
"""The endpoint that is a main one of every trial."""
SINGLE_ARM = "single arm"
"""A design, as it is compared."""
CONTROL = "control arm"
"""What is said to be missing of a trial that by its design has one."""
LIMITS = ("open label", SINGLE_ARM, "single centre", "single center", "retrospective")
"""What in a design limits a result."""
INACTIVE = ("placebo", "sham", "vehicle", "observation", "supportive care", "no treatment", "untreated", "watchful")
"""What is said of a comparator that is no treatment of the disease."""

Left = Literal[
    "registration", "patients", "status", "control", "name of control", "interval", "data cut-off", "follow-up"
]  # fmt: skip
"""What a slide names of all that the sources leave out of a trial."""


class Limited(RecordView):
    """A trial, as far as it goes what limits its results."""

    design: tuple[Traced, ...]
    limits: tuple[Traced, ...]
    registrations: tuple[RegistrationView, ...]
    status: Traced
    arms: tuple[ArmView, ...]
    data_cut_off: Traced
    median_follow_up: Traced

    if TYPE_CHECKING:  # what a trial answers from its record and its results

        @property
        def comparator(self) -> Traced:
            """What it is compared with."""

        @property
        def enrolled(self) -> Traced:
            """How many it enrolled."""

        @property
        def results(self) -> tuple[ResultView, ...]:
            """Its results."""

        @property
        def efficacy(self) -> tuple[ResultView, ...]:
            """Those on efficacy."""

        @property
        def safety(self) -> tuple[ResultView, ...]:
            """Those on safety."""

        @property
        def readout(self) -> Readout:
            """What a document shows of them."""

    @property
    def is_active(self) -> bool:
        """Whether what it is compared with is a treatment and no placebo, observation or supportive care."""
        said = self.comparator.text.casefold()
        return bool(self.comparator) and not any(word in said for word in INACTIVE)

    @property
    def restrictions(self) -> tuple[Traced, ...]:
        """What restricts what its results say: what it says of itself, an open or single-arm design."""
        design = (word for word in self.design if any(limit in _spaced(word.text) for limit in LIMITS))
        return (*self.limits, *design)

    @property
    def restrictions_beside_arms(self) -> tuple[Traced, ...]:
        """The same without its single arm, of which a sentence says that it shows no treatment effect."""
        return tuple(one for one in self.restrictions if _spaced(one.text) != SINGLE_ARM)

    @property
    def lacks_control(self) -> bool:
        """Whether no treatment effect can be read from its values: it has a single arm, or no control is on record."""
        return self.is_single_arm or not (self.has_control or self.is_real_world)

    @property
    def lacks_named_control(self) -> bool:
        """Whether it has no single arm by design, and no control is on record."""
        return self.lacks_control and not self.is_single_arm

    @property
    def is_single_arm(self) -> bool:
        """Whether it has one arm by design."""
        said = any(SINGLE_ARM in _spaced(str(word)) for word in self._record.design)
        return said or len(self.arms) == 1

    @property
    def has_control(self) -> bool:
        """Whether it compares: it names what with, has several arms, or reports values of several, or an effect."""
        effects = (r for r in self.results if r.is_comparison and r.measure != "p_value")
        return self.names_control or any(effects)

    @property
    def names_control(self) -> bool:
        """Whether it is said what it compares with."""
        reported = {str(result.arm) for result in self.results if result.arm}
        return bool(self.comparator) or len(self.arms) > 1 or len(reported) > 1

    @property
    def is_real_world(self) -> bool:
        """Whether it is a real-world or observational study."""
        return self._record.type in {"real_world", "observational"}

    @property
    def undisclosed(self) -> tuple[Traced, ...]:
        """What a reader of its results would look for and the sources leave out, in short words."""
        rows = self.efficacy
        lacks = {
            CONTROL: self.lacks_named_control,
            "name of the control arm": self.has_control and not self.names_control and not self.is_real_world,
            _interval_of(self.without_interval): bool(self.without_interval) or self.lacks_interval,
            "patient numbers": not self.enrolled and not any(r.patients for r in rows),
            "data cut-off": not self.data_cut_off and not any(r.data_cut_off for r in rows),
            "follow-up": not self.median_follow_up and not any(r.median_follow_up for r in rows),
            SAFETY: not self.safety,
        }
        return tuple(missing(self._fact("results"), text) for text, lacking in lacks.items() if lacking)

    @property
    def without_interval(self) -> tuple[ResultView, ...]:
        """Its effects, else values, whose interval is missing: all where none has one, else of each main endpoint those
        in all patients, where none of them has one."""
        if self.lacks_interval:
            return _valued(self.efficacy)
        main: dict[str, list[ResultView]] = {}
        for one in self.efficacy:
            if not (one.subgroup or one.is_landmark) and (record_of(one).endpoint == SURVIVAL or one.is_primary):
                main.setdefault(one.label.text, []).append(one)
        bare = (_valued(kin) for kin in main.values() if not any(one.has_interval for one in _valued(kin)))
        return tuple(one for kin in bare for one in kin if one.lacks_interval)

    @property
    def lacks_interval(self) -> bool:
        """Whether an interval is missing of all its values."""
        return not any(r.has_interval for r in self.efficacy)

    @property
    def undisclosed_of_efficacy(self) -> tuple[Traced, ...]:
        """The same without safety."""
        return tuple(one for one in self.undisclosed_in_words if one.text != SAFETY)

    @property
    def undisclosed_in_words(self) -> tuple[Traced, ...]:
        """All but a control arm, of which a sentence says what cannot be read then."""
        return tuple(one for one in self.undisclosed if one.text != CONTROL)

    @property
    def limited_by(self) -> Literal["single arm", "control", "interval", "survival", "safety", ""]:
        """What a reader must know first of it when it is missing."""
        if self.is_single_arm:
            return "single arm"
        if self.lacks_named_control:
            return "control"
        if self.lacks_interval:
            return "interval"
        if self.readout.lacks_survival:
            return "survival"
        return "" if self.safety else "safety"

    @property
    def left_open(self) -> tuple[Left, ...]:
        """What a slide names of all that its sources leave out; of its results only where it reports any."""
        left = {str(word) for word in self.undisclosed} if self.efficacy else set()
        found: dict[Left, object] = {
            "registration": not self.registrations,
            "patients": not self.enrolled,
            "status": not self.status,
            "control": not (self.has_control or self.is_single_arm),
            "name of control": self.has_control and not self.names_control,
            "interval": bool(self.efficacy) and self.lacks_interval,
            "data cut-off": "data cut-off" in left,
            "follow-up": "follow-up" in left,
        }
        return tuple(what for what, holds in found.items() if holds)


def _valued(results: Iterable[ResultView]) -> tuple[ResultView, ...]:
    """The effects among results, else the values of arms."""
    every = tuple(results)
    return tuple(one for one in every if one.is_effect) or tuple(one for one in every if not one.is_comparison)


def _interval_of(valued: tuple[ResultView, ...]) -> str:
    """ "confidence intervals of PFS and OS": that an interval is missing, and of which of some values."""
    named = tuple(dict.fromkeys(r.label.text for r in valued))
    if not 1 <= len(named) <= MOST_NAMED:
        return f"{INTERVAL} of any value" if named else INTERVAL
    return f"{plural(INTERVAL) if named[1:] else INTERVAL} of {' and '.join(named)}"


def _spaced(said: str) -> str:
    return said.casefold().replace("-", " ")
