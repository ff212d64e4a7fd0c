"""What a slide rests on: every inline in its blocks, the sources and citations behind them, its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from briefgen.document.blocks import (
    AbbreviationList,
    Block,
    BulletList,
    Callout,
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
    PageBreak,
    Panels,
    Paragraph,
    ReferenceList,
    SpeakerNotes,
    Statement,
    Strong,
    Table,
    Text,
    Value,
    plain,
)
from briefgen.values.facts import Citation, Fact


def inlines_of(blocks: Iterable[Block]) -> Iterator[Inlines]:
    """Every stretch of inlines in reading order, those of figures as the values they state."""
    for block in blocks:
        yield from _inlines(block)


def _inlines(block: Block) -> Iterator[Inlines]:
    match block:
        case Heading(inlines=inlines, subtitle=subtitle):
            yield from (inlines, subtitle)
        case Paragraph(inlines):
            yield inlines
        case BulletList(items) | NumberedList(items):
            yield from items
        case Chips(chips):
            yield from chips
        case Table():
            yield from (block.caption, *block.head, *(cell for row in block.rows for cell in row.cells), block.note)
        case Figure():
            yield from (block.caption, block.facts, block.note)
        case Cards(cards):
            for card in cards:
                yield from (card.label, card.figure, card.text, card.qualifier)
        case DefinitionList(items) | Metrics(items):
            for pair in items:
                yield from pair
        case Panels(panels):
            for panel in panels:
                yield from (panel.title, panel.aside, *panel.chips, panel.note)
        case Callout(blocks=blocks) | Statement(blocks=blocks) | SpeakerNotes(blocks):
            yield from inlines_of(blocks)
        case Columns(columns):
            for column in columns:
                yield from inlines_of(column.blocks)
        case ReferenceList() | AbbreviationList() | PageBreak():
            return
        case _:
            assert_never(block)


def leaves(inlines: Inlines) -> Iterator[Inline]:
    """Inlines without their wrapping."""
    for inline in inlines:
        match inline:
            case Strong(children) | Emph(children) | Link(inlines=children):
                yield from leaves(children)
            case Text() | Value() | Cite():
                yield inline
            case _:
                assert_never(inline)


def groups(blocks: Iterable[Block]) -> list[tuple[str, ...]]:
    """Sources as they are cited together, in reading order."""
    found: list[tuple[str, ...]] = []
    for block in flat(blocks):
        for inlines in inlines_of((block,)):
            for leaf in leaves(inlines):
                if isinstance(leaf, Cite):
                    found.append(leaf.sources)
                elif isinstance(leaf, Value):
                    found.append(leaf.fact.sources)
        if isinstance(block, Table | Figure):
            found.append(block.sources)
    return list(dict.fromkeys(group for group in found if group))


def flat(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks with those inside columns, callouts and statements in their place."""
    for block in blocks:
        match block:
            case Columns(columns):
                for column in columns:
                    yield from flat(column.blocks)
            case Callout(blocks=inner) | Statement(blocks=inner):
                yield from flat(inner)
            case _:
                yield block


def citations(blocks: Iterable[Block]) -> list[Citation]:
    """Sources with their locators, once each."""
    found = [
        citation
        for inlines in inlines_of(blocks)
        for leaf in leaves(inlines)
        if isinstance(leaf, Value)
        for citation in _citations(leaf.fact)
    ]
    return list(dict.fromkeys(found))


def _citations(fact: Fact) -> Iterator[Citation]:
    yield from fact.citations
    for part in fact.inputs:
        yield from _citations(part)


def text_of(blocks: Iterable[Block]) -> str:
    """Every word that the blocks print or say of a picture."""
    blocks = tuple(blocks)
    alts = [block.alt for block in flat(blocks) if isinstance(block, Figure)]
    return "\n".join([plain(inlines) for inlines in inlines_of(blocks)] + alts)
