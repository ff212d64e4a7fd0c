"""What a value is named by: how its measure and its endpoint stand together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from briefgen.records.endpoints import short_endpoint
from briefgen.values.facts import Traced
from briefgen.view.base import RecordView, named_endpoint, part_of

CHANGES = ("change", "ls_mean_change", "percent_change", "difference", "ls_mean_difference")
"""Measures in an endpoint: change in HbA1c."""
RATES = ("annualised_rate", "incidence_rate", "event_rate", "rate_ratio", "incidence_rate_ratio")
"""Measures of an endpoint: annualised rate of exacerbations."""

Named = Literal[
    "share", "before", "titre", "in", "of", "against", "for", "name", "response", "rate at", "death", "measure"
]
"""How a measure and an endpoint stand together: a share of it, before it, in, of, against or for it; the name of the
endpoint alone, in short or in full; a rate at a time; the risk of death; the measure behind it."""
_NAMED: Mapping[str, Named] = {
    **dict.fromkeys(CHANGES, "in"), **dict.fromkeys(RATES, "of"), "median": "before", "mean": "before",
    "vaccine_efficacy": "against", "number_needed_to_treat": "for", "count": "name",
}  # fmt: skip


class Measured(RecordView):
    """A result of a trial or a published value of another treatment, as far as its name goes."""

    measure: Traced

    @property
    def endpoint(self) -> Traced:
        """What was measured, by the name that the record gives it."""
        return named_endpoint(self)

    @property
    def label(self) -> Traced:
        """Its endpoint in short: OS."""
        return in_short(self.endpoint)

    @property
    def measured_as(self) -> Named:
        """How its measure stands with its endpoint."""
        measure, endpoint, timed = part_of(self).measure, self.endpoint.text, getattr(part_of(self), "at", None)
        if endpoint.casefold() == "patients" and "%" in part_of(self).value.text:
            return "share"
        if measure == "gmt" and "titre" in endpoint:
            return "titre"
        if measure == "rate":
            return ("response" if endpoint.endswith("response") else "rate at") if timed else "name"
        if (measure, part_of(self).endpoint) == ("relative_reduction", "OS"):
            return "death"
        return _NAMED.get(measure, "measure")


def in_short(endpoint: Traced) -> Traced:
    """An endpoint by its abbreviation, where it has one."""
    return replace(endpoint, text=short_endpoint(str(endpoint.value), endpoint.text))
