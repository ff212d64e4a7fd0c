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
    measure: Annotated[str, EPIDEMIOLOGY_MEASURES]
    value: Quantity
    year: Text
    territory: Territory
    sex: Text | None = None
    age: Text | None = None
    among: Text | None = None
    """What a rank is taken among: malignancies in women."""

    @classmethod
    def key_fields(cls) -> tuple[str, ...]:
        """Indication, measure, territory, year and sex."""
        return ("indication", "measure", "territory", "year", "sex")
