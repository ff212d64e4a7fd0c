"""Reading: a document cut into the passages its reader takes in at once, each with what stands beside and above it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, get_args

from briefgen.document.blocks import (
    Block,
    Blocks,
    BulletList,
    Callout,
    Cards,
    Cite,
    Columns,
    DefinitionList,
    Figure,
    Heading,
    Inline,
    Link,
    Metrics,
    NumberedList,
    Panels,
    Paragraph,
    SpeakerNotes,
    Statement,
    Table,
    Text,
    Value,
    plain,
)
from briefgen.document.citations import sentences, values_in


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one title, a slide or a section of a page: all its words, its values, its notes and strips."""

    words: str = ""
    notes: str = ""
    values: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, table cell, card, metric, panel, chart or heading, with its values.

    `words` are its own; those of a cell are its row, the head of its column, caption and note of the table. `whole`
    is the paragraph or list item around a sentence, and for a heading everything under it. `heads` are the headings
    above, nearest first. Words are in small letters with plain spaces.
    """

    values: tuple[Value, ...]
    words: str
    whole: str
    heads: tuple[str, ...]
    section: Section = field(repr=False)
    kind: str = ""

    @property
    def near(self) -> str:
        """Where a reader looks for what limits a value: the paragraph, headings, notes and strips of the section."""
        return " ".join((self.words, self.whole, *self.heads, self.section.notes))

    @property
    def is_sentence(self) -> bool:
        """Whether it is read as a sentence, from its first word to its last."""
        return self.kind in ("sentence", "heading")

    @property
    def levels(self) -> tuple[str, ...]:
        """Words from the nearest to the farthest: its own, those around it, the headings."""
        around = (self.whole,) if self.kind != "heading" else ()
        return tuple(dict.fromkeys((self.words, *around, *self.heads)))


def passages(blocks: Blocks) -> Iterator[Passage]:
    """Every passage of a document, in reading order."""
    for inner in _sections(blocks):
        seen = tuple(block for block in inner if not isinstance(block, SpeakerNotes))
        section = Section(words_of(seen), words_of(tuple(_notes(seen))), _values(seen))
        yield from _walk(inner, (), section)


def words_of(thing: Any) -> str:
    """All words of blocks or inlines in small letters, with plain spaces."""
    return normal(text_of(thing))


def normal(text: str) -> str:
    """Text in small letters, with plain spaces."""
    return " ".join(text.casefold().split())


def text_of(thing: Any) -> str:
    """All words of blocks or inlines, for searching."""
    match thing:
        case Text(text) | Value(text=text):
            return text
        case Cite():
            return ""
        case Link(inlines=inner):
            return text_of(inner)
        case Figure(caption=caption, note=note, facts=facts):
            return " ".join([plain(caption), plain(note), *(fact.text for fact in facts)])
        case tuple() | list():
            inline = all(isinstance(item, get_args(Inline)) for item in thing)
            return ("" if inline else " ").join(text_of(item) for item in thing)
        case str() | int() | float() | None:
            return ""
        case _:
            fields = getattr(thing, "__dataclass_fields__", {})
            return " ".join(text_of(getattr(thing, name)) for name in fields)


def _sections(blocks: Blocks) -> Iterator[Blocks]:
    """The blocks cut before every title."""
    starts = [n for n, block in enumerate(blocks) if n == 0 or (isinstance(block, Heading) and block.level < 3)]
    for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True):
        yield blocks[start:end]


def _notes(blocks: Iterable[Block]) -> Iterator[Block]:
    """Small print and strips, wherever they stand."""
    for block in blocks:
        match block:
            case Paragraph(style="note") | Callout(kind="caution" | "attribution" | "notice"):
                yield block
            case Columns(columns):
                for column in columns:
                    yield from _notes(column.blocks)


def _walk(blocks: Iterable[Block], heads: tuple[str, ...], section: Section) -> Iterator[Passage]:
    over = heads
    for block in blocks:
        match block:
            case Heading(level, inlines, subtitle):
                words = words_of((inlines, subtitle))
                over = (words, *heads) if level == 3 else (words,)
                heads = heads if level == 3 else over
                yield Passage(_values((inlines, subtitle)), words, section.words, over[1:], section, "heading")
            case Callout(blocks=inner) | Statement(blocks=inner) | SpeakerNotes(inner):
                yield from _walk(inner, over, section)
            case Columns(columns):
                for column in columns:
                    yield from _walk(column.blocks, over, section)
            case Table():
                yield from _cells(block, over, section)
            case _:
                kind = "chart" if isinstance(block, Figure) else ""
                for whole in _wholes(block):
                    prose = _is_inlines(whole)
                    for part in sentences(whole) if prose else (whole,):
                        yield Passage(
                            _values(part), words_of(part), words_of(whole), over, section, "sentence" if prose else kind
                        )


def _wholes(block: Block) -> tuple[Any, ...]:
    """The parts of a block that each are read as one."""
    match block:
        case Paragraph(inlines):
            return (inlines,)
        case BulletList(items) | NumberedList(items) | DefinitionList(items) | Metrics(items):
            return items
        case Cards(cards):
            return cards
        case Panels(panels):
            return panels
        case _:
            return (block,)


def _is_inlines(thing: Any) -> bool:
    return isinstance(thing, tuple) and all(isinstance(item, get_args(Inline)) for item in thing)


def _cells(table: Table, heads: tuple[str, ...], section: Section) -> Iterator[Passage]:
    legend = words_of((table.caption, table.note))
    everything = words_of(table)
    yield Passage(_values((table.caption, table.head, table.note)), everything, everything, heads, section)
    group = ""
    for row in table.rows:
        words = words_of(row.cells)
        if row.group:
            group = words
        for head, cell in zip(table.head, row.cells, strict=False):
            beside = " ".join((words, "" if row.group else words_of(head), legend))
            yield Passage(_values(cell), beside, f"{beside} {group}", heads, section)


def _values(thing: Any) -> tuple[Value, ...]:
    return tuple(value for value in values_in(thing) if isinstance(value, Value))
