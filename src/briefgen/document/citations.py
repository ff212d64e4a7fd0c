"""Citations: every sentence, row, card and figure that states a fact cites its sources, without the writer's help."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from briefgen.document.blocks import (
    Block,
    Blocks,
    BulletList,
    Callout,
    Card,
    Cards,
    Chips,
    Cite,
    Columns,
    DefinitionList,
    Emph,
    Figure,
    Heading,
    Inline,
    Inlines,
    Link,
    Metrics,
    NumberedList,
    Panel,
    Panels,
    Paragraph,
    Row,
    SpeakerNotes,
    Statement,
    Strong,
    Table,
    Text,
    Value,
)
from briefgen.lexicon import en

UNCITED_ROLES = ("name",)
_SENTENCE_END = re.compile(r"[.!?](?=\s|$)")


def cite_blocks(blocks: Blocks) -> Blocks:
    """The blocks with citations put in: after sentences, in Ref. columns, at card labels and subheads."""
    cited: list[Block] = []
    for block in blocks:
        cited.append(_cited(block))
        if isinstance(block, (DefinitionList, Panels, Metrics, Chips)):
            _cite_head(cited, sources_of(block))
        elif isinstance(block, (Figure, Table)):
            _cite_subtitle(cited, block.sources if isinstance(block, Figure) else ())
    return tuple(cited)


def _cited(block: Block) -> Block:
    match block:
        case Paragraph(inlines=inlines):
            return replace(block, inlines=cite_sentences(inlines))
        case BulletList(items) | NumberedList(items):
            return replace(block, items=tuple(map(cite_sentences, items)))
        case Table():
            return cite_table(block)
        case Cards(cards):
            return Cards(tuple(replace(card, label=_with_cite(card.label, sources_of(card))) for card in cards))
        case Callout(blocks=inner) | Statement(blocks=inner):
            return replace(block, blocks=cite_blocks(inner))
        case Columns(columns):
            return replace(block, columns=tuple(replace(c, blocks=cite_blocks(c.blocks)) for c in columns))
        case Heading(subtitle=subtitle) if subtitle:
            return replace(block, subtitle=_with_cite(subtitle, sources_of(block)))
        case _:
            return block


def cite_sentences(inlines: Inlines) -> Inlines:
    """Inlines with a citation after each sentence whose sources differ from those of the next."""
    cut = list(sentences(inlines))
    sources = [sources_of(sentence) for sentence in cut]
    result: list[Inline] = []
    for index, sentence in enumerate(cut):
        following = sources[index + 1] if index + 1 < len(sources) else ()
        cite = Cite(sources[index]) if sources[index] and set(sources[index]) != set(following) else None
        result += _with_cite_at_end(sentence, cite)
    return tuple(result)


def sentences(inlines: Inlines) -> Iterator[Inlines]:
    """Inlines cut after full stops of plain text; values and names are never cut."""
    current: list[Inline] = []
    for inline in inlines:
        if not isinstance(inline, Text):
            current.append(inline)
            continue
        start = 0
        for end in _SENTENCE_END.finditer(inline.text):
            current.append(Text(inline.text[start : end.end()]))
            yield tuple(current)
            current, start = [], end.end()
        if inline.text[start:]:
            current.append(Text(inline.text[start:]))
    if current:
        yield tuple(current)


def _with_cite_at_end(sentence: Inlines, cite: Cite | None) -> list[Inline]:
    if cite is None:
        return list(sentence)
    last = sentence[-1]
    if isinstance(last, Text) and last.text != last.text.rstrip():
        stripped = last.text.rstrip()
        return [*sentence[:-1], *([Text(stripped)] if stripped else []), cite, Text(last.text[len(stripped) :])]
    return [*sentence, cite]


def cite_table(table: Table) -> Table:
    """The table with a Ref. column when a row has sources, and with the sources of all its rows."""
    rows = [(row, () if row.group else sources_of(row)) for row in table.rows]
    sources = tuple(dict.fromkeys(source for _, found in rows for source in found))
    if not sources:
        return table
    cited = tuple(row if row.group else Row((*row.cells, (Cite(found),) if found else ())) for row, found in rows)
    head = (*table.head, (Text(en.REFERENCES),))
    return replace(table, head=head, rows=cited, align=(*table.align, "left"), sources=sources, referenced=True)


def _cite_head(blocks: list[Block], sources: tuple[str, ...]) -> None:
    """Cite at the subhead over a block, or at the subtitle of its slide."""
    for index in range(len(blocks) - 2, -1, -1):
        block = blocks[index]
        if isinstance(block, Heading):
            if block.level == 3:
                blocks[index] = replace(block, inlines=_with_cite(block.inlines, sources))
            else:
                _cite_subtitle(blocks, sources)
            return


def _cite_subtitle(blocks: list[Block], sources: tuple[str, ...]) -> None:
    for index in range(len(blocks) - 1, -1, -1):
        block = blocks[index]
        if isinstance(block, Heading) and block.level < 3:
            if block.subtitle:
                blocks[index] = replace(block, subtitle=_with_cite(block.subtitle, sources))
            return


def _with_cite(inlines: Inlines, sources: tuple[str, ...]) -> Inlines:
    before = inlines[-1] if inlines else None
    if isinstance(before, Cite):
        return (*inlines[:-1], Cite(tuple(dict.fromkeys(before.sources + sources))))
    return (*inlines, Cite(sources)) if sources else inlines


def sources_of(thing: Any) -> tuple[str, ...]:
    """Ids of the sources that the values in a block or in inlines rest on, in reading order and once each."""
    return tuple(dict.fromkeys(source for value in values_in(thing) for source in _sources(value)))


def _sources(value: Value | Cite | Figure | Table) -> tuple[str, ...]:
    if isinstance(value, Value):
        return () if value.role in UNCITED_ROLES else value.fact.sources
    return value.sources


def values_in(thing: Any) -> Iterator[Value | Cite | Figure | Table]:
    """Every value and citation in a block or in inlines, in reading order."""
    match thing:
        case Value() | Cite():
            yield thing
        case Text():
            return
        case Strong(inner) | Emph(inner) | Link(inlines=inner):
            yield from values_in(inner)
        case Figure(caption=caption, note=note, facts=facts):
            yield thing
            yield from values_in((caption, facts, note))
        case Table(head=head, rows=rows, caption=caption, note=note):
            yield from values_in((caption, head, rows, note))
        case Row(cells):
            yield from values_in(cells)
        case Heading(inlines=inlines, subtitle=subtitle):
            yield from values_in((inlines, subtitle))
        case Paragraph(inlines=inlines):
            yield from values_in(inlines)
        case BulletList(items) | NumberedList(items) | DefinitionList(items) | Metrics(items):
            yield from values_in(items)
        case Cards(cards):
            yield from values_in(cards)
        case Card(label, figure, text, qualifier):
            yield from values_in((label, figure, text, qualifier))
        case Chips(chips):
            yield from values_in(chips)
        case Panels(panels):
            yield from values_in(panels)
        case Panel(title, aside, chips, note):
            yield from values_in((title, aside, chips, note))
        case Columns(columns):
            yield from values_in(tuple(column.blocks for column in columns))
        case Callout(blocks=blocks) | Statement(blocks=blocks) | SpeakerNotes(blocks):
            yield from values_in(blocks)
        case tuple() | list():
            for item in thing:
                yield from values_in(item)
        case _:
            return


def cited_sources(things: Iterable[Any]) -> tuple[str, ...]:
    """Ids of all sources in the order of first use; names count too, for they come from a source as well."""
    found = (source for value in values_in(tuple(things)) for source in _all_sources(value))
    return tuple(dict.fromkeys(found))


def _all_sources(value: Value | Cite | Figure | Table) -> tuple[str, ...]:
    return value.fact.sources if isinstance(value, Value) and value.role != "name" else _sources(value)
