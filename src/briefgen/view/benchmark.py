"""Published values of other treatments in a view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.values.facts import Traced
from briefgen.view.base import shows
from briefgen.view.measured import Measured

if TYPE_CHECKING:
    from briefgen.view.area import IndicationView


@shows("benchmark")
class BenchmarkView(Measured):
    """A published value of another treatment."""

    indication: IndicationView
    regimen: Traced
    endpoint_name: Traced
    value: Traced
    population: Traced
    trials: Traced
    caveat: Traced

    @property
    def has_interval(self) -> bool:
        """Whether its value has a confidence interval."""
        return bool(self._record.value.interval)

    @property
    def is_grouped(self) -> bool:
        """Whether its source cites several references for it together."""
        return len(self.sources) > 1

    @property
    def is_range(self) -> bool:
        """Whether its value is a range of values."""
        return bool(self._record.value.is_range)
