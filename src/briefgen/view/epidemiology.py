"""Epidemiology in a view."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.lexicon.en import PEOPLE_COUNTED, RATES_OF_DISEASE
from briefgen.values.amounts import scale_of
from briefgen.values.facts import Traced
from briefgen.values.quantity import Quantity
from briefgen.view.base import RecordView, record_of, shows, traced_of

if TYPE_CHECKING:
    from briefgen.view.area import IndicationView


@shows("epidemiology")
class EpidemiologyView(RecordView):
    """How many people a disease concerns."""

    indication: IndicationView
    territory: Traced
    sex: Traced
    age: Traced
    among: Traced

    @property
    def measure(self) -> Traced:
        """What is counted; of a share or ratio as epidemiologists call it, for 30% are no deaths but a mortality."""
        record = record_of(self)
        said: Traced = traced_of(self, "measure", record.measure)
        return replace(said, text=RATES_OF_DISEASE.get(record.measure, said.text)) if record.value.is_ratio else said

    @property
    def year(self) -> Traced:
        """Its year or years as printed: 2020–2022."""
        said: Traced = traced_of(self, "year", record_of(self).year)
        return replace(said, text=re.sub(r"(?<=\d)-(?=\d)", "–", said.text))

    @property
    def value(self) -> Traced:
        """Its value as printed; of one sex or age with these people beside the number: 61,060 new cases (women)."""
        record = record_of(self)
        said: Traced = traced_of(self, "value", record.value)
        if not record.people:
            return said
        quantity = _counting(record.value, PEOPLE_COUNTED.get(record.measure, "")).saying(*record.people)
        return replace(said, text=quantity.text, value=quantity)

    @property
    def people(self) -> tuple[str, ...]:
        """Of whom it is, when not of everybody: sex and age."""
        people: tuple[str, ...] = record_of(self).people
        return people

    @property
    def counts(self) -> bool:
        """Whether its value is a number of people, and no ratio, range or rank."""
        counts: bool = record_of(self).counts
        return counts

    @property
    def is_worldwide(self) -> bool:
        """Whether it is of the whole world."""
        worldwide: bool = self.territory.value.text == "world"
        return worldwide

    @property
    def is_beside_world(self) -> bool:
        """Whether the new cases of the whole world in its year are told, too."""
        rows = self.indication.counted
        return any(row.is_worldwide and row.measure == "incidence" and row.year == self.year for row in rows)

    @property
    def deaths(self) -> tuple[EpidemiologyView, ...]:
        """The number of deaths that stands beside its new cases: of the same people, place and year."""
        if self.measure != "incidence":
            return ()
        rows = (row for row in self.indication.epidemiology if row.measure == "mortality" and row.counts)
        same = ("territory", "year", "people")
        return tuple(row for row in rows if all(getattr(row, name) == getattr(self, name) for name in same))[:1]


def _counting(value: Quantity, noun: str) -> Quantity:
    """A number of people with the noun of what is counted, behind which brackets may stand."""
    scale, rest = scale_of(value.unit)
    if not noun or not scale or rest or value.asides or value.interval:
        return value.counting(noun) if noun else value
    return replace(value, text=f"{value.text} {noun}", estimate=f"{value.estimate} {noun}", unit=f"{value.unit} {noun}")


def drawn_together(rows: Iterable[EpidemiologyView]) -> tuple[EpidemiologyView, ...]:
    """Numbers of people on one scale: of each disease those of everybody, else those of the first sex and age, for
    numbers of women and of all patients are never set off against each other."""
    counts = [row for row in rows if row.counts]
    of: dict[str, tuple[str, ...]] = {}
    for row in counts:
        of[row.indication.id] = min(of.get(row.indication.id, row.people), row.people, key=bool)
    return tuple(row for row in counts if row.people == of[row.indication.id])


def alike(one: EpidemiologyView, other: EpidemiologyView) -> bool:
    """Whether one may be a part of the other: of one disease, measure and year, and of the same people."""
    return all(getattr(one, name) == getattr(other, name) for name in ("indication", "measure", "year", "people"))
