"""Epidemiology in a view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.values.facts import Traced
from briefgen.view.base import RecordView, shows

if TYPE_CHECKING:
    from briefgen.view.area import IndicationView


@shows("epidemiology")
class EpidemiologyView(RecordView):
    """How many people a disease concerns."""

    indication: IndicationView
    measure: Traced
    value: Traced
    year: Traced
    territory: Traced
    sex: Traced
    age: Traced
    among: Traced
