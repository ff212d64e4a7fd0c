"""A document: its blocks, cover, references and short forms, ready for any writer; how its citations are printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, TypeAlias

from briefgen.document.blocks import Blocks
from briefgen.document.inlines import Cite, Inline, Inlines, Text, Value
from briefgen.frozen import frozen
from briefgen.problems import Origin
from briefgen.values.facts import NAME

ChartFormat: TypeAlias = Literal["picture", "native", "svg"]
"""How charts are written: as PNG, as charts an office program can edit, as SVG with PNG beside it."""


@frozen
class Reference:
    """One entry of the reference list.

    `entry` is the formatted citation, `brief` the same in fewer words for a list on pages,
    `short` the form of source lines ("Hansoh Pharma, press release, 1 May 2025"),
    `lead` who leads it ("Hansoh Pharma"), `dated` the same with its day, `missing` what the source leaves out
    ("Journal, year and pages not given in the source."), `via` the number of the source that cites it, `tier` how near
    to the evidence it is ("publication"), `retrieved` the day it was looked up ("" when the record does not say).
    """

    id: str
    number: int
    entry: Inlines
    short: Inlines
    lead: Inlines
    missing: str = ""
    via: int = 0
    tier: str = ""
    retrieved: str = ""
    dated: Inlines = ()
    brief: Inlines = ()


@frozen
class ShortForm:
    """A short form used in the document and what it stands for."""

    short: str
    long: Inlines

    @property
    def stated(self) -> Inline:
        """The short form as a value: the record that states the long form states it too."""
        fact = next((inline.fact for inline in self.long if isinstance(inline, Value)), None)
        return Value(self.short, fact, NAME) if fact else Text(self.short)


@frozen
class Allowance:
    """How many slides or pages the main part of a document may take (0: nobody said), the line that says so, the
    sections whose slides go to the annex where it would take more, the first first, and those whose slides are never
    cut in two."""

    most: int = 0
    allowed_at: Origin = field(default=Origin(), compare=False)
    gives_way: tuple[str, ...] = ()
    stays_whole: tuple[str, ...] = ()


@dataclass(frozen=True)
class Document:
    """A composed brief, ready for any writer.

    `variant` is the look ("investor" or "medical"), `charts` how charts are written. `meta` are the label and value
    pairs of the cover (data as of, audience, status, sources). `footer` is printed on every page or slide: left and
    right for investors; for a medical document left is the audience line and right the job code, version and expiry.
    `allowance` is what its main part may take. `template` is its file, `titled` the line of brief.yaml with its title,
    as the user names them.
    """

    brief: str
    subject: str
    title: Inlines
    subtitle: tuple[Inlines, ...]
    meta: tuple[tuple[Inlines, Inlines], ...]
    header: tuple[Inlines, Inlines]
    footer: tuple[Inlines, Inlines]
    blocks: Blocks
    references: tuple[Reference, ...] = ()
    abbreviations: tuple[ShortForm, ...] = ()
    variant: Literal["investor", "medical"] = "investor"
    charts: ChartFormat = "picture"
    language: str = "en-GB"
    as_of: str = ""
    keywords: tuple[str, ...] = field(default=())
    allowance: Allowance = field(default=Allowance())
    template: str = field(default="", compare=False)
    titled: Origin = field(default=Origin(), compare=False)

    @property
    def furniture(self) -> tuple[Inlines, ...]:
        """What stands around the blocks: title, subtitle, cover, header and footer."""
        cover = (inlines for pair in self.meta for inlines in pair)
        return (self.title, *self.subtitle, *cover, *self.header, *self.footer)

    def number(self, source: str) -> int:
        """The reference number of a source id; KeyError if it is not cited here."""
        return self._numbers[source]

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {reference.id: reference.number for reference in self.references}


def cite_numbers(document: Document, cite: Cite) -> str:
    """Citation numbers as printed: sorted, comma without space, en dash for runs of three or more (1,4–8)."""
    return ",".join(span_text(*span) for span in cite_spans(document, cite))


def cite_spans(document: Document, cite: Cite) -> list[tuple[int, int]]:
    """The numbers of a citation in order, as first and last of those that are printed as one."""
    return number_spans(document.number(source) for source in cite.sources)


def number_spans(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Numbers in order: runs of three and more by their first and last, others by themselves."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [span for run in runs for span in ([(run[0], run[-1])] if len(run) > 2 else [(n, n) for n in run])]


def span_text(first: int, last: int) -> str:
    """4, or 4–8."""
    return f"{first}–{last}" if last > first else str(first)
