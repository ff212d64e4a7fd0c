"""Reading: a document cut into the passages its reader takes in at once, each with what stands beside and above it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field

from briefgen.document.blocks import (
    Block,
    Blocks,
    BulletList,
    Callout,
    Columns,
    Figure,
    Heading,
    NumberedList,
    Paragraph,
    SpeakerNotes,
    Table,
)
from briefgen.document.citations import sentences
from briefgen.document.inlines import Inlines, Value, plain
from briefgen.document.walk import children, flows, inlines_of, parts, values, values_in
from briefgen.frozen import frozen


@frozen
class SectionWords:
    """What stands under one title, a slide or a section of a page: all its words, its values, its notes and strips."""

    words: str = ""
    notes: str = ""
    values: tuple[Value, ...] = ()


@frozen
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
    section: SectionWords = field(repr=False)
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
        section = SectionWords(words_in(seen), words_in(_notes(seen)), tuple(values_in(seen)))
        yield from _walk(inner, (), section)


def words_in(blocks: Iterable[Block]) -> str:
    """All words of blocks in small letters, with plain spaces."""
    return words_of(*inlines_of(blocks))


def words_of(*stretches: Inlines) -> str:
    """All words of stretches of inlines in small letters, with plain spaces."""
    return normal(" ".join(map(plain, stretches)))


def normal(text: str) -> str:
    """Text in small letters, with plain spaces."""
    return " ".join(text.casefold().split())


def _sections(blocks: Blocks) -> Iterator[Blocks]:
    """The blocks cut before every title."""
    starts = [n for n, block in enumerate(blocks) if n == 0 or (isinstance(block, Heading) and block.level < 3)]
    for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True):
        yield blocks[start:end]


def _notes(blocks: Iterable[Block]) -> Iterator[Block]:
    """Small print and strips, wherever they stand."""
    for block in blocks:
        match block:
            case Paragraph(style="note" | "side") | Callout(kind="caution" | "attribution" | "notice" | "use"):
                yield block
            case Columns():
                yield from _notes(children(block))


def _walk(blocks: Iterable[Block], heads: tuple[str, ...], section: SectionWords) -> Iterator[Passage]:
    over = heads
    for block in blocks:
        for flow in flows(block):
            yield from _walk(flow, over, section)
        match block:
            case Heading(level=level, inlines=inlines, subtitle=subtitle):
                words = words_of(inlines, subtitle)
                over = (words, *heads) if level == 3 else (words,)
                heads = heads if level == 3 else over
                read = tuple(values((inlines, subtitle)))
                yield Passage(read, words, section.words, over[1:], section, "heading")
            case Table():
                yield from _cells(block, over, section)
            case Paragraph() | BulletList() | NumberedList():
                for inlines in inlines_of((block,)):
                    for sentence in sentences(inlines):
                        whole = words_of(inlines)
                        yield Passage(tuple(values((sentence,))), words_of(sentence), whole, over, section, "sentence")
            case _:
                kind = "chart" if isinstance(block, Figure) else ""
                for part in parts(block):
                    words = words_of(*part)
                    yield Passage(tuple(values(part)), words, words, over, section, kind)


def _cells(table: Table, heads: tuple[str, ...], section: SectionWords) -> Iterator[Passage]:
    legend = words_of(table.caption, table.note)
    everything = words_in((table,))
    read = tuple(values((table.caption, *table.head, table.note)))
    yield Passage(read, everything, everything, heads, section)
    group = ""
    for row in table.rows:
        words = words_of(*row.cells)
        if row.group:
            group = words
        for head, cell in zip(table.head, row.cells, strict=False):
            beside = " ".join((words, "" if row.group else words_of(head), legend))
            yield Passage(tuple(values((cell,))), beside, f"{beside} {group}", heads, section)
