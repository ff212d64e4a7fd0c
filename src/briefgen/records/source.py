"""Sources: everything a number can be traced to; and the abbreviations of the field."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import BeforeValidator

from briefgen.records.base import CompanyRef, Record, SourceRef, Text, Words, as_tuple
from briefgen.records.vocabulary import SOURCE_KINDS, SOURCE_STATEMENTS, TIERS
from briefgen.values.dates import PartialDate


class Source(Record):
    """A document that states facts."""

    kind: ClassVar[str] = "source"
    plural: ClassVar[str] = "sources"
    needs_source: ClassVar[bool] = False

    type: Annotated[str, SOURCE_KINDS]
    """What kind of document it is."""
    tier: Annotated[str, TIERS]
    """How much it weighs when sources disagree: the first of the list outranks the others."""
    company: CompanyRef | None = None
    """The company that published it."""
    publisher: Text | None = None
    """Publisher or authoring institution, when it is no company of the dataset."""
    authors: Text | None = None
    """As a reference list prints them: Moore KN, Angelergues A, et al."""
    title: Text | None = None
    """As printed."""
    about: Text | None = None
    """What it tells, in a few words, where its title is long: the references of pages print it in the place of that."""
    short: Text | None = None
    """Short form for source lines; default: publisher, kind, date."""
    journal: Text | None = None
    """Abbreviated name: N Engl J Med."""
    volume: Text | None = None
    """Volume and issue as printed: 22(7)."""
    pages: Text | None = None
    """As printed: 2162-2174."""
    version: Text | None = None
    """Version of a database, label or guideline."""
    language: Text | None = None
    """Language, when it is not English: Chinese."""
    published: PartialDate | None = None
    """When it appeared, as precisely as it says: 2025-11-05, 2025-11, 2025; what it states was known from that day."""
    retrieved: PartialDate | None = None
    """The day it was looked up; needed for pages that change. Alone it is no proof that the page is older."""
    url: Text | None = None
    """Address in full: https://www.example.org/."""
    via: SourceRef | None = None
    """The source in which this one was found, cited, reprinted or told again; it was not read itself."""
    missing: Words = ()
    """Parts of the citation that the source leaves out: journal, year, pages."""
    carries: Annotated[tuple[Annotated[str, SOURCE_STATEMENTS], ...], BeforeValidator(as_tuple)] = ()
    """Statements printed in the source."""


class Abbreviation(Record):
    """A short form and what it stands for."""

    kind: ClassVar[str] = "abbreviation"
    plural: ClassVar[str] = "abbreviations"
    needs_source: ClassVar[bool] = False

    short: Text
    """As printed: PROC."""
    long: Text
    """What it stands for."""

    @classmethod
    def key_fields(cls) -> tuple[str, ...]:
        """The short form."""
        return ("short",)
