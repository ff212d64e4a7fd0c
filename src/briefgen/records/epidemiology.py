"""Epidemiology: how many people a disease concerns."""

from __future__ import annotations

from typing import Annotated, ClassVar

from briefgen.records.base import IndicationRef, Record, Text
from briefgen.records.vocabulary import EPIDEMIOLOGY_MEASURES
from briefgen.values.quantity import Quantity
from briefgen.values.territory import Territory

COUNTS = ("incidence", "mortality", "prevalence", "prevalence_1y", "prevalence_5y")
"""Measures that a number of people can state; a ratio such as 3.3 per 100,000 can as well."""


class Epidemiology(Record):
    """One measure of one disease in one territory and year."""

    kind: ClassVar[str] = "epidemiology"
    plural: ClassVar[str] = "epidemiology"

    indication: IndicationRef
    """The disease."""
    measure: Annotated[str, EPIDEMIOLOGY_MEASURES]
    """What is counted."""
    value: Quantity
    """Number of people, ratio, share with the sign %, or place in a ranking: 324,603, 3.3 per 100,000, 1 in 30,000."""
    year: Text
    """Year or years it speaks of: 2022."""
    territory: Territory
    """Where."""
    sex: Text | None = None
    """Of women or men only, in the words of the source; printed beside the number."""
    age: Text | None = None
    """Age group, in the words of the source: aged 65 and older; printed beside the number."""
    among: Text | None = None
    """What a rank is taken among: malignancies in women."""

    @classmethod
    def key_fields(cls) -> tuple[str, ...]:
        """Indication, measure, territory, year, sex and age."""
        return ("indication", "measure", "territory", "year", "sex", "age")

    @property
    def people(self) -> tuple[str, ...]:
        """Of whom it is, when not of everybody: sex and age."""
        age = self.age and (f"aged {self.age}" if self.age[0] in "0123456789<>≥≤" else self.age)
        return tuple(words for words in (self.sex, age) if words)

    @property
    def counts(self) -> bool:
        """Whether its value is a number of people, one and no range; a ratio is of another scale."""
        return self.measure in COUNTS and bool(self.value.number) and not self.value.is_ratio
