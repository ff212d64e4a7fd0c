"""Epidemiology: how many people a disease concerns."""

from __future__ import annotations

from typing import Annotated, ClassVar

from briefgen.records.base import IndicationRef, Record, Text
from briefgen.records.vocabulary import EPIDEMIOLOGY_MEASURES
from briefgen.values.quantity import Quantity
from briefgen.values.territory import Territory


class Epidemiology(Record):
    """One measure of one disease in one territory and year."""

    kind: ClassVar[str] = "epidemiology"
    plural: ClassVar[str] = "epidemiology"

    indication: IndicationRef
    """The disease."""
    measure: Annotated[str, EPIDEMIOLOGY_MEASURES]
    """What is counted."""
    value: Quantity
    """Number of people, share with the sign %, or place in a ranking: approximately 324,603."""
    year: Text
    """Year or years it speaks of: 2022."""
    territory: Territory
    """Where."""
    sex: Text | None = None
    """Of women or men only, in the words of the source."""
    age: Text | None = None
    """Age group, in the words of the source."""
    among: Text | None = None
    """What a rank is taken among: malignancies in women."""

    @classmethod
    def key_fields(cls) -> tuple[str, ...]:
        """Indication, measure, territory, year and sex."""
        return ("indication", "measure", "territory", "year", "sex")
