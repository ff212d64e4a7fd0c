"""The walk over a document: what stands in each block, in reading order; a block it does not know is a type error."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeAlias, assert_never

from briefgen.document.blocks import (
    AbbreviationList,
    Block,
    Blocks,
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
    Story,
    Table,
)
from briefgen.document.inlines import Cite, Emph, Inlines, Link, Strong, Text, Value

Part: TypeAlias = tuple[Inlines, ...]
"""Stretches of inlines that are read as one: a list item, a card, a row."""
Leaf: TypeAlias = Text | Value | Cite
Trace: TypeAlias = Value | Cite | Figure | Table
"""What names sources: a value by its fact, a citation, and a chart or table as a whole."""


def parts(block: Block) -> tuple[Part, ...]:
    """The parts of a block itself, those of a figure as the values it states; blocks inside it are `flows`."""
    match block:
        case Heading(inlines=inlines, subtitle=subtitle):
            return ((inlines, subtitle),)
        case Paragraph(inlines=inlines):
            return ((inlines,),)
        case BulletList(items) | NumberedList(items):
            return tuple((item,) for item in items)
        case DefinitionList(items) | Metrics(items):
            return items
        case Stories(stories):
            return tuple(story.cells for story in stories)
        case Outcomes(outcomes):
            return tuple(outcome.cells for outcome in outcomes)
        case Chips(chips):
            return (chips,)
        case Table(head=head, rows=rows, caption=caption, note=note):
            return ((caption,), head, *(row.cells for row in rows), (note,))
        case Figure(caption=caption, facts=facts, note=note):
            return ((caption, *((fact,) for fact in facts), note),)
        case Cards(cards):
            return tuple((card.label, card.figure, card.text, card.qualifier) for card in cards)
        case Panels(panels):
            return tuple((panel.title, panel.aside, *panel.chips, panel.note) for panel in panels)
        case Callout() | Statement() | SpeakerNotes() | Front() | Rail() | Columns():
            return ()
        case ReferenceList() | AbbreviationList() | PageBreak():
            return ()
        case _:
            assert_never(block)


def flows(block: Block) -> tuple[Blocks, ...]:
    """The blocks that stand inside a block, one flow for each column."""
    match block:
        case Callout(blocks=blocks) | Statement(blocks=blocks) | SpeakerNotes(blocks) | Front(blocks) | Rail(blocks):
            return (blocks,)
        case Columns(columns):
            return tuple(column.blocks for column in columns)
        case Heading() | Paragraph() | BulletList() | NumberedList() | DefinitionList() | Metrics() | Chips():
            return ()
        case Table() | Figure() | Cards() | Panels() | Stories() | Outcomes() | PageBreak():
            return ()
        case ReferenceList() | AbbreviationList():
            return ()
        case _:
            assert_never(block)


def map_inlines(block: Block, change: Callable[[Inlines], Inlines]) -> Block:
    """The block with each stretch of inlines changed, here and in the blocks inside; the values of a figure stay."""
    match block:
        case Heading():
            return replace(block, inlines=change(block.inlines), subtitle=change(block.subtitle))
        case Paragraph():
            return replace(block, inlines=change(block.inlines))
        case BulletList() | NumberedList():
            return replace(block, items=tuple(map(change, block.items)))
        case DefinitionList() | Metrics():
            return replace(block, items=tuple((change(first), change(second)) for first, second in block.items))
        case Chips():
            return replace(block, chips=tuple(map(change, block.chips)))
        case Table():
            rows = tuple(replace(row, cells=tuple(map(change, row.cells))) for row in block.rows)
            head = tuple(map(change, block.head))
            return replace(block, head=head, rows=rows, caption=change(block.caption), note=change(block.note))
        case Figure():
            return replace(block, caption=change(block.caption), note=change(block.note))
        case Cards():
            cards = (
                replace(
                    card,
                    label=change(card.label),
                    figure=change(card.figure),
                    text=change(card.text),
                    qualifier=change(card.qualifier),
                )
                for card in block.cards
            )
            return replace(block, cards=tuple(cards))
        case Stories(stories):
            return Stories(tuple(Story(*map(change, story.cells)) for story in stories))
        case Outcomes(outcomes):
            return Outcomes(tuple(outcome.map(change) for outcome in outcomes))
        case Panels():
            panels = (
                replace(
                    panel,
                    title=change(panel.title),
                    aside=change(panel.aside),
                    chips=tuple(map(change, panel.chips)),
                    note=change(panel.note),
                )
                for panel in block.panels
            )
            return replace(block, panels=tuple(panels))
        case Callout() | Statement() | SpeakerNotes() | Front() | Rail() | Columns():
            return map_flows(block, lambda blocks: tuple(map_inlines(inner, change) for inner in blocks))
        case ReferenceList() | AbbreviationList() | PageBreak():
            return block
        case _:
            assert_never(block)


def map_flows(
    block: Callout | Statement | SpeakerNotes | Front | Rail | Columns, change: Callable[[Blocks], Blocks]
) -> Callout | Statement | SpeakerNotes | Front | Rail | Columns:
    """The block with each flow inside it changed."""
    if isinstance(block, Columns):
        return replace(block, columns=tuple(replace(one, blocks=change(one.blocks)) for one in block.columns))
    return replace(block, blocks=change(block.blocks))


# --- what follows from it ----------------------------------------------------------------------------------


def children(block: Block) -> Blocks:
    """The blocks directly inside a block."""
    found = flows(block)
    return found[0] if len(found) == 1 else tuple(inner for flow in found for inner in flow)


def every(blocks: Iterable[Block]) -> Iterator[Block]:
    """Each block, then those inside it."""
    for block in blocks:
        yield block
        if inner := children(block):
            yield from every(inner)


def inlines_of(blocks: Iterable[Block]) -> Iterator[Inlines]:
    """Every stretch of inlines, those of figures as the values they state."""
    for block in every(blocks):
        for part in parts(block):
            yield from part


def leaves(inlines: Inlines) -> Iterator[Leaf]:
    """Inlines without their wrapping."""
    for inline in inlines:
        match inline:
            case Strong(inner) | Emph(inner) | Link(inlines=inner):
                yield from leaves(inner)
            case Text() | Value() | Cite():
                yield inline
            case _:
                assert_never(inline)


def traces(stretches: Iterable[Inlines]) -> Iterator[Value | Cite]:
    """Values and citations in stretches of inlines."""
    for inlines in stretches:
        yield from (leaf for leaf in leaves(inlines) if not isinstance(leaf, Text))


def traces_in(blocks: Iterable[Block]) -> Iterator[Trace]:
    """Values and citations in blocks; charts and tables before their own, for they name sources as a whole."""
    for block in every(blocks):
        if isinstance(block, (Figure, Table)):
            yield block
        for part in parts(block):
            yield from traces(part)


def values(stretches: Iterable[Inlines]) -> Iterator[Value]:
    """Values in stretches of inlines."""
    return (found for found in traces(stretches) if isinstance(found, Value))


def values_in(blocks: Iterable[Block]) -> Iterator[Value]:
    """Values in blocks."""
    return values(inlines_of(blocks))
