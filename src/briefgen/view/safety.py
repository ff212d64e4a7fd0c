"""What is known of the safety of an asset: what its trials found, arm by arm where they report it so, and warnings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from briefgen.records.endpoints import ENDPOINTS, SAFETY_SOUGHT
from briefgen.records.vocabulary import WARNINGS
from briefgen.values.facts import Traced
from briefgen.view.base import missing, record_of
from briefgen.view.subject import Subject

if TYPE_CHECKING:
    from briefgen.view.event import EventView
    from briefgen.view.result import ResultView
    from briefgen.view.trial import TrialView

TITLED = 120
"""Signs that a title has room for: an endpoint, both arms of trials with comparator and name, names of other trials."""


class Safety(Subject):
    """An asset, as far as its safety goes."""

    @property
    def warned(self) -> tuple[EventView, ...]:
        """What was told of its safety apart from the results of trials, the newest first: a signal, a recall, a
        programme that an agency requires, a hold, and what was changed in a label."""
        told = [event for event in self.events if event.type.value in WARNINGS]
        return tuple(event for event in reversed(told) if event.detail or event.type != "label_update")

    @property
    def safety(self) -> tuple[ResultView, ...]:
        """What its trials found of safety, of each comparison the first value, pivotal trials first."""
        return tuple(lead for trial in self.readouts for lead in trial.leads if lead.is_safety)

    @property
    def safety_alike(self) -> tuple[ResultView, ...]:
        """Of the safety endpoint that most trials report by arm the share of patients in both, trial by trial."""
        found: dict[str, list[ResultView]] = {}
        for one in filter(_is_share_by_arm, self.safety):
            found.setdefault(str(one.endpoint), []).append(one)
        most = max(found.values(), key=len, default=[])
        return tuple(most)

    @property
    def safety_whom(self) -> Traced | None:
        """Whom these and those of the trials beside them are of, where all say it and say the same."""
        whom = [one.population for one in (*self.safety_alike, *self.safety_besides)]
        return whom[0] if whom and all(whom) and len({str(one) for one in whom}) == 1 else None

    @property
    def safety_tendency(self) -> Literal["more", "less", ""]:
        """Whether its patients have the events that several trials report by arm more or less often than those of the
        comparator, in every one of them; empty where the trials differ."""
        pairs = [(one.value.value.number, one.of_control.value.value.number) for one in self.safety_alike]
        if len(pairs) < 2 or any(None in pair for pair in pairs):
            return ""
        more, less = all(own > control for own, control in pairs), all(own < control for own, control in pairs)
        return "more" if more else "less" if less else ""

    @property
    def safety_besides(self) -> tuple[ResultView, ...]:
        """Of each trial that reports by arm other safety endpoints alone the first share of patients."""
        told = {one.trial for one in self.safety_alike}
        found: dict[TrialView, ResultView] = {}
        for one in filter(_is_share_by_arm, self.safety):
            found.setdefault(one.trial, one)
        return tuple(one for trial, one in found.items() if trial not in told)

    @property
    def safety_beyond(self) -> tuple[TrialView, ...]:
        """The trials with results on safety of which neither is told."""
        told = {one.trial for one in (*self.safety_alike, *self.safety_besides)}
        return tuple(dict.fromkeys(one.trial for one in self.safety if one.trial not in told))

    @property
    def safety_found(self) -> tuple[ResultView, ...]:
        """What a title tells of safety: of the endpoint that most trials report as many trials as there is room for."""
        most = self.safety_alike
        names = {one.trial.name.text for one in self.safety}
        room = TITLED - sum(len(name) + 2 for name in names) - (len(most[0].titled_endpoint.text) if most else 0)
        told = []
        for one in most:
            room -= len(f"{one.value} vs {one.of_control.value} with {one.of_control.arm_label} in {one.trial.name}")
            told += [one] if room >= 0 else []
        return tuple(told)

    @property
    def safety_elsewhere(self) -> tuple[TrialView, ...]:
        """The trials with results on safety of which a title tells none."""
        told = [one.trial for one in self.safety_found]
        return tuple(dict.fromkeys(one.trial for one in self.safety if one.trial not in told))

    @property
    def safety_titled(self) -> Literal["tendency", "values", "trials"]:
        """What a title tells of safety: in which arms events are more frequent, else values, else who reports it."""
        if self.safety_tendency:
            return "tendency"
        return "values" if self.safety_found else "trials"

    @property
    def safety_studied(self) -> tuple[TrialView, ...]:
        """Its trials that name safety as an objective."""
        return tuple(trial for trial in self.trials if "safety" in trial.objectives)

    @property
    def safety_endpoint(self) -> Traced | None:
        """The safety endpoint that most trials report by arm, as short as it can be."""
        return self.safety_alike[0].titled_endpoint if self.safety_alike else None

    @property
    def safety_trials(self) -> tuple[TrialView, ...]:
        """Its trials with a result on safety."""
        return tuple(trial for trial in self.trials if trial.safety)

    @property
    def safety_silent(self) -> tuple[TrialView, ...]:
        """Its trials without one; real-world studies stand apart."""
        return tuple(trial for trial in self.trials if not (trial.safety or trial.is_real_world))

    @property
    def safety_rates(self) -> tuple[ResultView, ...]:
        """Its results on safety that are shares of patients, which one axis shows."""
        return tuple(one for one in self._safety_results if one.measure == "rate" and one.value.value.unit == "%")

    @property
    def safety_others(self) -> tuple[ResultView, ...]:
        """Its other results on safety."""
        drawn = self.safety_rates
        return tuple(one for one in self._safety_results if one not in drawn)

    @property
    def _safety_results(self) -> tuple[ResultView, ...]:
        return tuple(result for result in self.results if result.is_safety)

    @property
    def safety_leads(self) -> tuple[ResultView, ...]:
        """The comparisons on safety of its trials, without those of subgroups."""
        return tuple(lead for lead in self.safety if not lead.subgroup)

    @property
    def unreported_safety(self) -> tuple[Traced, ...]:
        """What readers of safety results look for and none of its trials reports."""
        told = {record_of(result).endpoint for trial in self.readouts for result in trial.results}
        fact = self._fact("programs")
        return tuple(missing(fact, ENDPOINTS.print(code)) for code in SAFETY_SOUGHT if code not in told)


def _is_share_by_arm(one: ResultView) -> bool:
    """Whether it is a share of all patients that is known of both arms."""
    return bool(one.value.value.unit == "%" and not one.subgroup and one.of_medicine and one.of_control)
