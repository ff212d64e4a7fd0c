"""The text of a document: what `briefgen show` prints, golden tests compare and builds take as fingerprint.

Words come first, as Markdown; then every value with the fact it states, those of charts too. Documents that differ in
words, values or sources never dump alike; of a chart its alt text and its values count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import assert_never

from briefgen.document.blocks import (
    AbbreviationList,
    Block,
    BulletList,
    Callout,
    Cards,
    Chips,
    Columns,
    DefinitionList,
    Figure,
    Front,
    Heading,
    Metrics,
    NumberedList,
    Outcomes,
    PageBreak,
    Panels,
    Paragraph,
    Rail,
    ReferenceList,
    SpeakerNotes,
    Statement,
    Stories,
    Table,
)
from briefgen.document.document import Document, cite_numbers
from briefgen.document.inlines import Cite, Emph, Inline, Inlines, Link, Strong, Text, Value
from briefgen.document.walk import values, values_in
from briefgen.lexicon import en

_MARKS = re.compile(r"([\\`*|^\[\]]|(?<!\w)_|_(?!\w)|<(?=[A-Za-z/!?])|&(?=#?\w+;)|\n)")
"""What would be read as Markdown anywhere in a line."""
_FIRST = re.compile(r"^(\d*)(?=:::|[-+#>.)]+(?: |$))")
"""What would begin a block at the head of a paragraph, after its number if it has one."""


def dump_document(document: Document, *, facts: bool = True) -> str:
    """The document as text; with `facts` followed by where each value comes from."""
    words = _Words(document)
    lines = [f"title: {words.line(document.title)}"]
    lines += [f"subtitle: {words.line(line)}" for line in document.subtitle]
    lines += [f"{words.line(label)}: {words.line(value)}" for label, value in document.meta]
    lines += [f"{place}: {words.line(left)} | {words.line(right)}" for place, (left, right) in
              (("header", document.header), ("footer", document.footer))]  # fmt: skip
    lines += [
        f"look: {document.variant}, {document.language}, as of {document.as_of}, {', '.join(document.keywords)}",
        *([f"charts: {document.charts}"] if document.charts != "picture" else []),
        "",
    ]
    for block in document.blocks:
        lines += [*words.block(block), ""]
    if facts:
        lines += ["facts:", *_facts(document)]
    return "\n".join(lines) + "\n"


class _Words:
    """Inlines and blocks as Markdown."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def line(self, inlines: Inlines) -> str:
        return "".join(map(self.inline, inlines))

    def inline(self, inline: Inline) -> str:
        match inline:
            case Text(text) | Value(text=text):
                return _MARKS.sub(r"\\\1", text)
            case Strong(inner):
                return f"**{self.line(inner)}**"
            case Emph(inner):
                return f"*{self.line(inner)}*"
            case Link(inner, url):
                return f"[{self.line(inner)}]({url})"
            case Cite():
                return f"^{cite_numbers(self.document, inline)}^"
            case _:
                assert_never(inline)

    def block(self, block: Block) -> Iterator[str]:
        match block:
            case Heading(level, inlines, subtitle, chapter, joins, behind=behind, little=little):
                if chapter:
                    yield f"Chapter: {chapter}"
                    yield ""
                yield f"{'#' * level} {self.line(inlines)}"
                if subtitle:
                    yield f"Subtitle: {self.line(subtitle)}"
                if behind:
                    yield f"Behind: {behind}"
                if joins:
                    yield f"Joins{' where little' * little}: {joins}"
            case Paragraph(inlines, style):
                line = self.line(inlines)
                yield _FIRST.sub(r"\1\\", line) if style == "body" else f"{style.capitalize()}: {line}"
            case BulletList(items):
                yield from (f"- {self.line(item)}" for item in items)
            case NumberedList(items, style):
                yield from ["::: points"] * (style == "ranked")
                yield from (f"{number}. {self.line(item)}" for number, item in enumerate(items, start=1))
                yield from [":::"] * (style == "ranked")
            case Table():
                yield from self.table(block)
            case Figure(chart, _, alt, caption, note, sources):
                yield f"[{chart}: {alt}]"
                yield from ([f"Figure: {self.line(caption)}"] if caption else [])
                yield from ([f"Note: {self.line(note)}"] if note else [])
                yield f"Sources: {', '.join(sources)}"
            case Cards(cards):
                for card in cards:
                    parts = (card.label, card.figure, card.text, card.qualifier)
                    yield f"card {' | '.join(map(self.line, parts))}"
            case Callout(kind, blocks):
                yield from self.div(kind, blocks)
            case Statement(id, blocks):
                yield from self.div(f"statement {id}", blocks)
            case SpeakerNotes(blocks):
                yield from self.div("notes", blocks)
            case Columns(columns, style):
                yield f":::: columns {style}"
                for column in columns:
                    yield from self.div(f"column {column.width:g}", column.blocks)
                yield "::::"
            case DefinitionList(items):
                yield from (f"{self.line(term)}\n: {self.line(text)}" for term, text in items)
            case Panels(panels):
                for panel in panels:
                    chips = " ".join(f"[{self.line(chip)}]" for chip in panel.chips)
                    words = " | ".join(map(self.line, (panel.title, panel.aside, panel.note)))
                    yield f"panel {words} | {chips} | {panel.tint}"
            case Chips(chips):
                yield "chips " + " ".join(f"[{self.line(chip)}]" for chip in chips)
            case Metrics(items):
                yield from (f"metric {self.line(figure)} | {self.line(text)}" for figure, text in items)
            case Stories(stories):
                for story in stories:
                    yield f"story {' | '.join(map(self.line, story.cells))}"
            case Outcomes(outcomes):
                for outcome in outcomes:
                    yield f"outcome {' | '.join(map(self.line, outcome.cells))}"
            case Front(blocks):
                yield from self.div("cover", tuple(dict.fromkeys(blocks)))  # forms of one headline may be alike
            case Rail(blocks):
                yield from self.div("rail", blocks)
            case ReferenceList():
                yield from map(self.reference, range(len(self.document.references)))
            case AbbreviationList():
                yield from (f"**{entry.short}** {self.line(entry.long)}" for entry in self.document.abbreviations)
            case PageBreak():
                yield "---"
            case _:
                assert_never(block)

    def div(self, name: str, blocks: tuple[Block, ...]) -> Iterator[str]:
        yield f"::: {name}"
        for block in blocks:
            yield from self.block(block)
        yield ":::"

    def table(self, table: Table) -> Iterator[str]:
        if table.style == "register":
            yield "register"
        if table.caption:
            yield f"Table: {self.line(table.caption)}"
        yield "| " + " | ".join(map(self.line, table.head)) + " |"
        yield "|" + "|".join({"left": "---", "right": "--:", "center": ":-:"}[side] for side in table.align) + "|"
        for row in table.rows:
            cells = [f"**{self.line(row.cells[0])}**"] if row.group else map(self.line, row.cells)
            yield "| " + " | ".join(cells) + " |"
        if table.note:
            yield f"Note: {self.line(table.note)}"
        if table.sources:
            yield f"Sources: {', '.join(table.sources)}{'' if table.referenced else ', no Ref. column'}"

    def reference(self, index: int) -> str:
        entry = self.document.references[index]
        missing = f" *{entry.missing}*" if entry.missing else ""
        via = f" {en.CITED_IN} {entry.via}." if entry.via else ""
        seen = f", retrieved {entry.retrieved}" if entry.retrieved else ""
        kind = f" [{entry.tier}{seen}]" if entry.tier or seen else ""
        return f"{entry.number}. {self.line(entry.entry)}{missing}{via} ({self.line(entry.short)}){kind}"


def _facts(document: Document) -> Iterator[str]:
    for value in chain(values(document.furniture), values_in(document.blocks)):
        fact = value.fact
        cites = ", ".join(f"{c.source} {c.locator}".strip() for c in fact.citations)
        derived = f" = {fact.formula}" if fact.formula else ""
        said = f", said by {fact.attributed_to}" if fact.attributed_to else ""
        where = f" at {fact.origin}" if fact.origin.path else ""
        text = value.text.replace("\n", "\\n")
        yield f"  '{text}' ({value.role}) <- {fact.record}.{fact.field}{derived}{where} [{cites}]{said}"
