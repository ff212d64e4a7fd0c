"""What a value is named by: how its measure and its endpoint stand together."""

from __future__ import annotations

from briefgen.values.facts import Traced
from briefgen.view.base import RecordView, named_endpoint, part_of

CHANGES = ("change", "ls_mean_change", "percent_change", "difference", "ls_mean_difference")
"""Measures in an endpoint: change in HbA1c."""
RATES = ("annualised_rate", "incidence_rate", "event_rate", "rate_ratio", "incidence_rate_ratio")
"""Measures of an endpoint: annualised rate of exacerbations."""


class Measured(RecordView):
    """A result of a trial or a published value of another treatment, as far as its name goes."""

    measure: Traced

    @property
    def endpoint(self) -> Traced:
        """What was measured, by the name that the record gives it."""
        return named_endpoint(self)

    @property
    def is_in_endpoint(self) -> bool:
        """Whether it is a change in its endpoint."""
        return part_of(self).measure in CHANGES

    @property
    def is_of_endpoint(self) -> bool:
        """Whether it is a rate, or a ratio of rates, of its endpoint."""
        return part_of(self).measure in RATES

    @property
    def is_titre(self) -> bool:
        """Whether it is the geometric mean of a titre."""
        return part_of(self).measure == "gmt" and "titre" in self.endpoint.text

    @property
    def is_share_of_patients(self) -> bool:
        """Whether it is a share of patients of whom no more is said."""
        return self.endpoint.text.casefold() == "patients" and "%" in part_of(self).value.text

    @property
    def is_response_at(self) -> bool:
        """Whether it is a rate at a stated time of what is called a response already."""
        return bool(getattr(part_of(self), "at", None)) and self.endpoint.text.endswith("response")
