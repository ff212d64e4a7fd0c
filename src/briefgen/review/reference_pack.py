"""The reference pack of a document: a zip with its ledger as a workbook, its references, and the passages behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from briefgen.document.document import Document
from briefgen.document.inlines import plain
from briefgen.ledger.ledger import Ledger, facts_below
from briefgen.lexicon import en
from briefgen.ooxml.archive import EPOCH
from briefgen.trace.lines import without_lines
from briefgen.trace.trace import rows_of
from briefgen.trace.workbook import TraceSheet, values_sheet, workbook
from briefgen.values.facts import Citation, Fact
from briefgen.verify.evidence import Evidence, Excerpt, LookedUp

_SOURCES: tuple[tuple[str, float], ...] = (
    ("No.", 6), ("Source", 26), ("Reference", 90), ("Tier", 18), ("Retrieved", 18), (en.CITED_IN, 26), ("Values", 8),
)  # fmt: skip
_PASSAGES: tuple[tuple[str, float], ...] = (
    ("Value", 26), ("Record", 30), ("Field", 20), ("Source", 24), ("Locator", 26), ("Read in", 24), ("Place", 14),
    ("Passage", 90), ("Value in the text", 20), ("Reviewed by", 16), ("Remark", 30),
)  # fmt: skip
_OUTCOMES = {"found": "found", "elsewhere": "only otherwise", "not_found": "NOT FOUND", "no_text": ""}


def reference_pack(
    ledger: Ledger, document: Document, evidence: Evidence | None, inside: Sequence[TraceSheet] = ()
) -> bytes:
    """The pack as .zip: ledger.xlsx with the sheets that stay inside the house, references.txt, and with evidence one
    text of passages for each source read."""
    sheets = [values_sheet(rows_of(ledger.file, without_lines(ledger))), _sources(ledger)]
    parts = {"references.txt": _references(document)}
    if evidence is not None:
        sheets.append(TraceSheet("Passages", _PASSAGES, tuple(_passages(ledger, evidence))))
        parts |= {f"passages/{source}.txt": text for source, text in _texts(ledger, evidence)}
    sheets += inside
    return _zipped({"ledger.xlsx": workbook(sheets)} | {name: text.encode() for name, text in parts.items()})


def _zipped(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name, content in sorted(parts.items()):
            target.writestr(ZipInfo(name, EPOCH), content, ZIP_DEFLATED)
    return out.getvalue()


def _references(document: Document) -> str:
    """The reference list after Vancouver, as printed."""
    lines = [f"{plain(document.title)}", f"Data as of {document.as_of}", ""]
    for one in document.references:
        missing = f" {one.missing}" if one.missing else ""
        via = f" {en.CITED_IN} {one.via}." if one.via else ""
        lines.append(f"{one.number}. {plain(one.entry)}{missing}{via}")
    return "\n".join([*lines, ""]).replace("\u00a0", " ")


def _sources(ledger: Ledger) -> TraceSheet:
    facts = [entry.fact for _, entry in ledger.entries()]
    rows = tuple(
        (
            str(source.number), source.id, source.text, source.tier, source.retrieved, source.via,
            str(sum(source.id in fact.sources for fact in facts)),
        )
        for source in ledger.sources
    )  # fmt: skip
    return TraceSheet("Sources", _SOURCES, rows, kept=2)


# --- passages ----------------------------------------------------------------------------------------------


def _stated(ledger: Ledger) -> dict[Fact, str]:
    """Every fact that a record states with what is printed of it, once each; those of computed values too."""
    found: dict[Fact, str] = {}
    for _, entry in ledger.entries():
        for fact in facts_below(entry.fact):
            if fact.citations and (fact not in found or fact is entry.fact):
                found.setdefault(fact, "" if fact is not entry.fact else entry.text)
    return found


def _passages(ledger: Ledger, evidence: Evidence) -> Iterator[tuple[str, ...]]:
    for fact, text in _stated(ledger).items():
        for citation in fact.citations:
            passage, looked_up = _behind(fact, citation, evidence)
            outcome = _OUTCOMES[looked_up.outcome] if looked_up else ""
            read, place, words = (passage.source, passage.place, passage.text) if passage else ("", "", "")
            yield (
                text, str(fact.record), fact.field, citation.source, citation.locator, read, place,
                words or "no text of this source in the folder", outcome,
            )  # fmt: skip


def _behind(fact: Fact, citation: Citation, evidence: Evidence) -> tuple[Excerpt | None, LookedUp | None]:
    """What the locator names, else the words around the value; and what became of the value in the text."""
    looked_up = evidence.values.get((fact.record, fact.path))
    passage = evidence.passages.get((citation.source, citation.locator))
    if passage is None and looked_up and looked_up.passage.text:
        passage = looked_up.passage
    return passage, looked_up


def _texts(ledger: Ledger, evidence: Evidence) -> Iterator[tuple[str, str]]:
    """For each source that was read, the passages that the document rests on, in the order of the text's places."""
    by_source: dict[str, dict[tuple[Excerpt, str], list[str]]] = {}
    for fact, text in _stated(ledger).items():
        for citation in fact.citations:
            passage, _ = _behind(fact, citation, evidence)
            if passage is not None:
                values = by_source.setdefault(passage.source, {}).setdefault((passage, citation.locator), [])
                values.append(f"{text}: {fact.record} {fact.field}" if text else f"{fact.record} {fact.field}")
    for source, passages in sorted(by_source.items()):
        ordered = sorted(passages.items(), key=lambda item: [int(n) for n in re.findall(r"\d+", item[0][0].place)])
        parts = [
            f"{locator or 'no locator'} ({one.place})\n\n{one.text}\n\n{_listed(values)}\n"
            for (one, locator), values in ordered
        ]
        yield source, f"{source}\n{'=' * len(source)}\n\n" + "\n".join(parts)


def _listed(values: list[str]) -> str:
    return "\n".join(dict.fromkeys(" ".join(value.split()) for value in values))
