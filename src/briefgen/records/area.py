"""Therapeutic areas, indications and what is known of the disease."""

from __future__ import annotations

from typing import Annotated, ClassVar

from briefgen.records.base import AreaRef, IndicationRef, Record, Sourced, Text, Unstopped
from briefgen.records.vocabulary import CONTEXT_TOPICS


class Area(Record):
    """A therapeutic area; areas form a tree."""

    kind: ClassVar[str] = "area"
    plural: ClassVar[str] = "areas"
    needs_source: ClassVar[bool] = False

    name: Text
    """As printed: Gynaecological cancer."""
    parent: AreaRef | None = None
    """The wider area."""


class Context(Sourced):
    """One thing known of a disease: its standard of care, its course, its options or the unmet need."""

    topic: Annotated[str, CONTEXT_TOPICS]
    """What it tells of."""
    text: Unstopped
    """A full sentence without its full stop, in your own words."""
    opinion: bool = False
    """True when the source states a view and not a finding."""


class Indication(Record):
    """A disease, or a part of it defined by stage, line or biomarker."""

    kind: ClassVar[str] = "indication"
    plural: ClassVar[str] = "indications"
    needs_source: ClassVar[bool] = False

    name: Text
    """As used in a sentence: platinum-resistant recurrent ovarian cancer."""
    short: Text | None = None
    """Abbreviation: PROC."""
    definition: Text | None = None
    """What the abbreviation or name covers, in full."""
    area: AreaRef
    """Therapeutic area, under which landscapes list it."""
    parent: IndicationRef | None = None
    """The wider disease, whose epidemiology and standard of care also apply."""
    line: Text | None = None
    """Line of treatment: first line, perioperative."""
    context: tuple[Context, ...] = ()
    """What is known of the disease, each with its own source."""
