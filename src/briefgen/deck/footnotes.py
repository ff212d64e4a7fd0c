"""Notes, abbreviations and sources below a slide's body, and the sources in its speaker notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from itertools import accumulate
from typing import Literal, get_args

from briefgen.brand.brand import Brand
from briefgen.deck.drafts import Draft
from briefgen.deck.evidence import citations, groups, text_of
from briefgen.deck.geometry import OWN, Frame
from briefgen.deck.grid import NOTE_LINES, SMALL_SLOT, WIDTH
from briefgen.deck.scale import SMALL
from briefgen.deck.shapes import Box, Para, Run, TextShape
from briefgen.deck.text import Look, Runs, joined, line_count, stated, to_runs
from briefgen.document.blocks import AbbreviationList, Block, Figure, Paragraph, Table
from briefgen.document.citations import bears_no_mark
from briefgen.document.document import Document, Reference, ShortForm, number_spans, span_text
from briefgen.document.inlines import Inlines, Text, plain
from briefgen.document.walk import every
from briefgen.frozen import frozen
from briefgen.lexicon import en
from briefgen.values.facts import REFERENCE, Citation, Fact, RecordKey

MAX_LINES, MOST_LINES = NOTE_LINES, 7
USUAL = ("OS", "PFS", "ORR", "HR", "CI", "ITT", "PD-L1", "FDA", "EMA", "NMPA", "NSCLC")
"""Short forms that readers of a deck know."""
OF_PATIENTS = ("ITT",)
"""Those of them that limit whom a value is of, which a cover spells out all the same."""
MOST_WORDS = 48
"""So many words of a note explain short forms."""
Form = Literal["short", "dated", "lead", "numbers"]
"""How a source line names its entries."""
FORMS: tuple[Form, ...] = get_args(Form)
IN_FULL = 5
"""Entries of a source line that read as sentences; dots stand between more of them."""
QUIET = Look("slate", strong="slate", emph="slate")


@frozen
class Footnotes:
    """The small print of a slide and what had to move to the speaker notes."""

    paras: tuple[Para, ...]
    lines: int
    moved: tuple[Runs, ...] = ()

    def words(self, frame: Frame = OWN) -> tuple[TextShape, ...]:
        """The text box, anchored at its foot."""
        if not self.paras:
            return ()
        top = frame.note_top(self.lines)
        box = Box(frame.left, top, frame.width, round(frame.note_bottom - top, 3))
        return (TextShape("Notes and sources", box, self.paras, "bottom", slot=SMALL_SLOT),)


def footnotes(
    blocks: Sequence[Block],
    notes: Sequence[Inlines],
    document: Document,
    brand: Brand,
    most: int = MAX_LINES,
    wide: float = WIDTH,
    new: Sequence[ShortForm] = (),
) -> Footnotes:
    """The fullest form in `most` lines: with short sources, unless their days alone take a line less, then with the
    days of each alone, for which abbreviations give way, then without days, never without a note.

    Where the document spells abbreviations out in a list, those that are `new` here are spelled out too, and the
    speaker notes do so for the others.
    """
    said = "\n".join(plain(note) for note in notes)
    used = [one for one in abbreviations(blocks, document) if f"{one.short}: " not in said]
    told = [one for one in used if one in new] if _is_listed(document) else used
    cited = groups(block for block in blocks if not bears_no_mark(block))
    sources = cache(lambda how: _sources(cited, document, how))
    result = Footnotes((), 0)
    fewer = [told[:number] for number in range(len(told) - 1, 0, -1)]
    explaining = [told, *fewer] if told else []
    full, dated = (line_count(Para(sources(how), SMALL), brand, wide) for how in FORMS[:2])
    forms = [(told, FORMS[0])] if full <= dated else []
    forms += [(some, how) for how in FORMS[1:-1] for some in (*explaining, [])]
    for kept, how in [*forms, ([], FORMS[-1])]:
        short = [_spelled(one) for one in kept]
        paras = _paras(notes, short, sources(how), document)
        lines = sum(line_count(para, brand, wide) for para in paras)
        result = Footnotes(paras, lines, tuple(_spelled(one) for one in used if one not in kept))
        if lines <= most:
            return result
    return result


def explained(drafts: Sequence[Draft], document: Document) -> list[Draft]:
    """The drafts of a deck, each of its main part with the short forms that readers meet there first, as many as few
    words explain, the briefest first. Who passes over the notice meets them behind it."""
    told: list[ShortForm] = []
    found: list[Draft] = []
    for draft in drafts:
        blocks = () if draft.heading.annex or draft.chapter else (draft.heading, *draft.blocks)
        fresh = [one for one in abbreviations(blocks, document) if one.short not in USUAL and one not in told]
        fresh.sort(key=_words)
        words = accumulate(map(_words, fresh))
        new = tuple(one for one, sum_of_words in zip(fresh, words, strict=True) if sum_of_words <= MOST_WORDS)
        told += () if draft.notice else new
        found.append(replace(draft, new=new))
    return found


def spelled_on_cover(blocks: Sequence[Block], document: Document) -> list[Runs]:
    """The short forms of a headline that not every reader knows, spelled out, the briefest first."""
    known = [short for short in USUAL if short not in OF_PATIENTS]
    found = [one for one in abbreviations(blocks, document) if one.short not in known]
    return [_spelled(one) for one in sorted(found, key=_words)]


def owing(draft: Draft, owed: Sequence[ShortForm]) -> Draft:
    """A draft of the main part that also explains what slides before it had no room for."""
    if draft.chapter or draft.notice or draft.heading.annex:
        return draft
    return replace(draft, new=tuple(dict.fromkeys((*draft.new, *owed))))


def unexplained(owed: Sequence[ShortForm], printed: Sequence[Footnotes]) -> tuple[ShortForm, ...]:
    """Those of some short forms that no small print explains."""
    said = "\n".join(para.text for small in printed for para in small.paras)
    return tuple(one for one in dict.fromkeys(owed) if f"{one.short}: {plain(one.long)}" not in said)


def _words(one: ShortForm) -> int:
    return len(f"{one.short} {plain(one.long)}".split())


def _is_listed(document: Document) -> bool:
    return any(isinstance(block, AbbreviationList) for block in every(reversed(document.blocks)))


def _paras(
    notes: Sequence[Inlines], short: Sequence[Runs], sources: tuple[Run, ...], document: Document
) -> tuple[Para, ...]:
    runs: list[Run] = []
    for note in notes:
        runs += [Run(" ", "slate")] if runs else []
        runs += to_runs(note, document, QUIET)
    for one in short:
        runs += [Run(" ", "slate")] if runs else []
        runs += one
    paras = [Para(tuple(runs), SMALL)] if runs else []
    return (*paras, Para(sources, SMALL)) if sources else tuple(paras)


def _spelled(entry: ShortForm) -> Runs:
    """A short form and what it stands for; the same record states both."""
    return stated((entry.stated, Text(": "), *entry.long, Text(".")), "slate")


def source_line(blocks: Sequence[Block], document: Document, brand: Brand, wide: float, most: int) -> tuple[Run, ...]:
    """The sources of blocks in the fullest form that takes so many lines in this width; nothing where none does."""
    cited = groups(blocks)
    lines = (_sources(cited, document, how) for how in FORMS)
    return next((line for line in lines if line and line_count(Para(line, SMALL), brand, wide) <= most), ())


def strip_notes(blocks: Iterable[Block]) -> list[Inlines]:
    """Small print of the blocks: note paragraphs, notes of figures and tables, none that another says too."""
    found: list[Inlines] = []
    for block in every(blocks):
        if isinstance(block, Paragraph) and block.style in ("note", "side"):
            found.append(block.inlines)
        elif isinstance(block, Figure | Table) and block.note:
            found.append(block.note)
    told = {plain(note): note for note in found}
    return [note for said, note in told.items() if not any(said != other and said in other for other in told)]


def abbreviations(blocks: Iterable[Block], document: Document) -> list[ShortForm]:
    """The document's abbreviations that the blocks use, as whole words."""
    text = text_of(blocks)
    near = (one for one in document.abbreviations if one.short in text)
    return [one for one in near if re.search(rf"(?<![\w-]){re.escape(one.short)}(?!\w)", text)]


# --- sources -----------------------------------------------------------------------------------------------


def _sources(cited: Sequence[tuple[str, ...]], document: Document, how: Form) -> tuple[Run, ...]:
    """The source line: each entry in short, who leads it and its day, who leads it, or the numbers alone."""
    entries = _cited(cited, document)
    if not entries:
        return ()
    label = Run("Source: " if len(entries) == 1 else "Sources: ", "slate", bold=True)
    if how == "numbers":
        return (label, Run(f"{_numbers([e.number for e in entries])}, see the references.", "slate"))
    grouped = _grouped(entries, cited)
    items: list[list[Run]] = []
    skip: set[int] = set()
    for entry in entries:
        if entry.number in skip:
            continue
        run = next((numbers for numbers in grouped if entry.number in numbers), [])
        if run:
            skip |= set(run)
            items.append([Run(f"{run[0]}–{run[-1]} as cited as a group in {entry.via}.", "slate")])
        else:
            same = [one for one in entries if how == "lead" and _alike(one, entry)]
            skip |= {one.number for one in same}
            items.append(_entry(entry, document, how, [one.number for one in same] or [entry.number]))
    return (label, *_in_line(items))


def _alike(one: Reference, other: Reference) -> bool:
    """Whether two sources are named alike where only who leads them is kept, and can be named once."""
    return not one.via and not other.via and plain(one.lead) == plain(other.lead)


def _in_line(items: Sequence[Sequence[Run]]) -> Runs:
    """Entries as sentences, or many of them with dots between."""
    if len(items) <= IN_FULL:
        return joined(map(tuple, items), " ")
    bare = [(*item[:-1], replace(item[-1], text=item[-1].text.removesuffix("."))) for item in items]
    return tuple(run if run.color == "slate" else replace(run, color="slate") for run in joined(bare, "\u00a0\u00b7 "))


def _cited(cited: Iterable[tuple[str, ...]], document: Document) -> list[Reference]:
    """References of the slide by number, each with the source it was taken from."""
    known = {reference.id: reference for reference in document.references}
    numbered = {reference.number: reference for reference in document.references}
    found = {known[source].number for group in cited for source in group if source in known}
    found |= {numbered[number].via for number in found if numbered[number].via in numbered}
    return [numbered[number] for number in sorted(found)]


def _grouped(entries: Sequence[Reference], cited: Sequence[tuple[str, ...]]) -> list[list[int]]:
    """Runs of three and more consecutive numbers that share their `via` and are never cited alone."""
    alone = {group[0] for group in cited if len(group) == 1}
    runs: list[list[Reference]] = []
    for entry in entries:
        if not entry.via or entry.id in alone:
            continue
        if runs and runs[-1][-1].number + 1 == entry.number and runs[-1][-1].via == entry.via:
            runs[-1].append(entry)
        else:
            runs.append([entry])
    return [[entry.number for entry in run] for run in runs if len(run) > 2]


def _entry(entry: Reference, document: Document, how: Form, numbers: Sequence[int]) -> list[Run]:
    said = {"short": entry.short, "dated": entry.dated or entry.lead}.get(how, entry.lead)
    runs = [Run(f"{_numbers(numbers)}\u00a0", "slate"), *to_runs(said, document, QUIET)]
    via = f", cited in {entry.via}" if entry.via else ""
    if via and runs[-1].text.endswith("."):
        runs[-1] = replace(runs[-1], text=runs[-1].text[:-1])
    end = "" if not via and runs[-1].text.endswith(".") else "."
    return [*runs, Run(via + end, "slate")] if via + end else runs


def _numbers(numbers: Sequence[int]) -> str:
    return ", ".join(span_text(*span) for span in number_spans(numbers))


def source_notes(blocks: Sequence[Block], document: Document) -> Runs:
    """For the speaker: each source of the slide in full with the places in it."""
    entries = _cited(groups(blocks), document)
    places: dict[str, list[str]] = {}
    for citation in citations(blocks):
        if citation.locator:
            places.setdefault(citation.source, []).append(citation.locator)
    lines: list[Runs] = [(Run("Sources:"),)] if entries else []
    for entry in entries:
        where = "; ".join(dict.fromkeys(places.get(entry.id, [])))
        via = (Run(f" {en.CITED_IN} {entry.via}."),) if entry.via else ()
        located = (Run(" ["), _locator(entry.id, where), Run("]")) if where else ()
        lines.append((Run(f"{entry.number} "), *stated(entry.entry), *located, *via))
    return joined(lines, "\n")


def _locator(source: str, where: str) -> Run:
    fact = Fact(RecordKey("source", source), ("locator",), citations=(Citation(source, where),))
    return Run(where, fact=fact, role=REFERENCE)
