"""Claims of a review copy: the values that a sentence, a row, a card or a chart states, and what stands behind them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from briefgen.document.document import Document
from briefgen.document.inlines import plain
from briefgen.frozen import frozen
from briefgen.ledger.ledger import Entry, citations_of
from briefgen.lexicon import en
from briefgen.ooxml.marks import Marks, spans
from briefgen.values.facts import FLAG, MISSING, NAME, REFERENCE, Citation, Fact
from briefgen.values.signs import END

AUTHOR, INITIALS = "briefgen", "bg"
_SILENT = (FLAG, REFERENCE)
"""Roles of values that claim nothing."""
_LONGEST = 240
_SENTENCE_END = re.compile(r"[.!?](?=\s|$)")


@frozen
class ClaimLine:
    """A line about a claim, led by a label ("Source") or by none."""

    text: str
    label: str = ""

    def __str__(self) -> str:
        return f"{self.label}: {self.text}" if self.label else self.text


@frozen
class NumberedClaim:
    """A numbered claim: the values it states, each once, in reading order."""

    number: int
    entries: tuple[Entry, ...]


def stated(text: str, marks: Marks, *, names: bool = False) -> Iterator[Entry]:
    """The values marked in a text that claim something: what rests on a source or a computation, and what is said to be
    missing. Names claim nothing by themselves, unless they fill a row of a table (`names`)."""
    found = tuple(_marked(text, marks))
    yield from (entry for entry in found if names or entry.role != NAME)


def _marked(text: str, marks: Marks) -> Iterator[Entry]:
    clean, stretches = spans(text)
    for start, end, number in stretches:
        match marks.values[number]:
            case Entry() as entry:
                yield from _claiming([replace(entry, text=clean[start:end])])
            case entries:
                yield from _claiming(entries)


def ends_sentence(text: str) -> bool:
    """Whether a sentence ends in a piece of text that states nothing."""
    return chr(END) not in text and bool(_SENTENCE_END.search(text))


def _claiming(entries: Iterable[Entry]) -> Iterator[Entry]:
    for entry in entries:
        fact = entry.fact
        if entry.role not in _SILENT and (entry.role == MISSING or fact.formula or citations_of(fact)):
            yield entry


def lines_of(claim: NumberedClaim, document: Document) -> tuple[ClaimLine, ...]:
    """The claim for reading: its number and values; then for each record the fields, the file of the data and the
    sources with locator, tier and the day they were looked up."""
    grouped: dict[tuple[object, ...], list[Entry]] = {}
    for entry in claim.entries:
        fact = entry.fact
        key = (fact.record, fact.citations, fact.attributed_to, fact.formula, entry.role == MISSING)
        grouped.setdefault(key, []).append(entry)
    found = [ClaimLine(f"Claim {claim.number}")]
    for entries in grouped.values():
        found += dict.fromkeys(_about(entries, document))
    return tuple(found)


def _about(entries: list[Entry], document: Document) -> Iterator[ClaimLine]:
    """What stands behind values of one record and one set of sources."""
    fact = entries[0].fact
    values = "; ".join(dict.fromkeys(" ".join(entry.text.split()) for entry in entries))
    yield ClaimLine(values if len(values) <= _LONGEST else f"{values[: _LONGEST - 3].rstrip()}...")
    yield ClaimLine(_record(entry.fact for entry in entries), "Record")
    if fact.formula:
        inputs = "; ".join(dict.fromkeys(_record([part]) for part in fact.inputs[:6]))
        more = f" {en.left_out(len(fact.inputs) - 6)}" if len(fact.inputs) > 6 else ""
        yield ClaimLine(f"{fact.formula}, from {inputs}{more}" if inputs else fact.formula, "Computed")
    for citation in citations_of(fact):
        yield ClaimLine(_source(citation, document), "Source")
    if entries[0].role == MISSING and not citations_of(fact):
        yield ClaimLine("none in the dataset states it", "Source")
    if fact.attributed_to:
        yield ClaimLine(fact.attributed_to, "Said by")


def _record(facts: Iterable[Fact]) -> str:
    """A record with the fields that are printed and its file of the data; no line, for lines move."""
    every = list(facts)
    fields = ", ".join(dict.fromkeys(fact.field for fact in every if fact.field))
    origin = f" ({every[0].origin.path})" if every[0].origin.path else ""
    return f"{every[0].record} {fields}".rstrip() + origin


def _source(citation: Citation, document: Document) -> str:
    found = next(one for one in document.references if one.id == citation.source)
    where = f", {citation.locator}" if citation.locator else ""
    via = f", as cited in [{found.via}]" if found.via else ""
    seen = f"retrieved {found.retrieved}" if found.retrieved else "day of retrieval not recorded"
    return f"[{found.number}] {plain(found.short)}{where}{via} ({found.id}; {found.tier}; {seen})"
