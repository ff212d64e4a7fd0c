"""The cells of a workbook, before any file exists: a document cut into sheets, each block into rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Literal, TypeAlias

from briefgen.document.blocks import (
    AbbreviationList,
    Block,
    Blocks,
    DefinitionList,
    Heading,
    Metrics,
    ReferenceList,
    Table,
)
from briefgen.document.document import Document
from briefgen.document.inlines import Cite, Inlines, Text, Value, plain
from briefgen.document.walk import flows, leaves, parts
from briefgen.frozen import frozen
from briefgen.ooxml.marks import Marks
from briefgen.values.dates import PartialDate
from briefgen.values.facts import REFERENCE, Citation, Fact, RecordKey
from briefgen.values.quantity import Quantity

Look: TypeAlias = Literal["text", "title", "head", "label", "missing"]
NAME_LENGTH = 31
"""Letters that Excel takes in the name of a sheet."""
_FIRST_DAY = date(1900, 3, 1)
"""Before it programs count days differently."""


@frozen
class Cell:
    """What a cell says, its values marked; when that is a day or a number and nothing else, the day or the number."""

    text: str = ""
    plain: str = ""
    exact: date | Decimal | None = None
    look: Look = "text"


@frozen
class Sheet:
    """One sheet: its name and rows. A `table` is nothing but a table: its first row is the head."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    table: bool


def sheets_of(document: Document, marks: Marks) -> list[Sheet]:
    """A sheet for each section of a document; the first says what the document is."""
    made: list[Sheet] = []
    for number, section in enumerate(_sections(document.blocks)):
        head, blocks = (section[0], section[1:]) if section and isinstance(section[0], Heading) else (None, section)
        name = _unique(plain(head.inlines) if head else "About", [sheet.name for sheet in made])
        alone = number > 0 and len(blocks) == 1 and isinstance(blocks[0], Table)
        writer = _Rows(document, marks)
        rows = [*(writer.cover() if number == 0 else ()), *(row for block in blocks for row in writer.block(block))]
        if not alone and number > 0 and head:
            rows.insert(0, (writer.cell(head.inlines, "title"),))
        made.append(Sheet(name, tuple(rows), alone))
    return made


def _sections(blocks: Blocks) -> list[Blocks]:
    """The blocks cut before every heading of a chapter or section that has something under it."""
    starts = [n for n, block in enumerate(blocks) if n == 0 or (isinstance(block, Heading) and block.level < 3)]
    cut = [blocks[start:end] for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True)]
    filled = [one for one in cut if len(one) > 1 or not isinstance(one[0], Heading)]
    return filled or [blocks]


def _unique(name: str, taken: list[str]) -> str:
    """A name that programs take for a sheet, and that no other sheet has."""
    whole = "".join(" " if letter in r"[]:*?/\'" else letter for letter in name).strip()[:NAME_LENGTH] or "Sheet"
    folded = {one.casefold() for one in taken}
    ends = ("" if n == 1 else f" {n}" for n in count(1))
    return next(
        found for end in ends if (found := whole[: NAME_LENGTH - len(end)].rstrip() + end).casefold() not in folded
    )


class _Rows:
    """Blocks as rows of cells."""

    def __init__(self, document: Document, marks: Marks) -> None:
        self.document, self.marks = document, marks

    def cover(self) -> Iterator[tuple[Cell, ...]]:
        """Title, subtitle, as-of day, audience, and what stands at the foot of every page."""
        yield (self.cell(self.document.title, "title"),)
        yield from ((self.cell(line),) for line in self.document.subtitle)
        yield from ((self.cell(label, "label"), self.cell(value)) for label, value in self.document.meta)
        yield (Cell(), self.cell(self.document.footer[0]))

    def block(self, block: Block) -> Iterator[tuple[Cell, ...]]:
        """The rows of a block: tables, terms and figures in columns, everything else as text beside an empty cell."""
        match block:
            case Table(head=head, rows=rows, caption=caption, note=note):
                yield from ((self.cell(caption, "label"),) for caption in filter(None, (caption,)))
                yield tuple(self.cell(inlines, "head") for inlines in head)
                yield from (tuple(map(self.cell, row.cells)) for row in rows)
                yield from ((self.cell(note),) for note in filter(None, (note,)))
            case Heading(inlines=inlines):
                yield (self.cell(inlines, "label"),)
            case DefinitionList(items) | Metrics(items):
                yield from ((self.cell(term, "label"), self.cell(text)) for term, text in items)
            case ReferenceList():
                for one in self.document.references:
                    yield self.source(one.id), self.cell(one.entry)
            case AbbreviationList():
                for short in self.document.abbreviations:
                    yield self.cell((short.stated,), "label"), self.cell(short.long)
            case _:
                for part in parts(block):
                    yield Cell(), self.cell(_spaced(part))
                for flow in flows(block):
                    yield from (row for inner in flow for row in self.block(inner))

    def cell(self, inlines: Inlines, look: Look = "text") -> Cell:
        """What inlines say, in one cell."""
        leafs = list(leaves(inlines))
        text = "".join(self.leaf(leaf, alone=len(leafs) == 1) for leaf in leafs)
        words = "".join(cited(leaf) if isinstance(leaf, Cite) else leaf.text for leaf in leafs)
        only = leafs[0] if len(leafs) == 1 else None
        exact = exact_of(only) if isinstance(only, Value) else None
        if look == "text" and isinstance(only, Value) and only.role.kind == "missing":
            look = "missing"
        return Cell(text, words, exact, look)

    def leaf(self, leaf: Text | Value | Cite, *, alone: bool) -> str:
        match leaf:
            case Value(text, fact, role):
                return self.marks.value(text, fact, role, leaf.content)
            case Text(text):
                return text
            case _:
                ids = (self.marks.value(id, source_fact(id), REFERENCE) for id in leaf.sources)
                return "\n".join(ids) if alone else f" [{', '.join(ids)}]"

    def source(self, id: str) -> Cell:
        return Cell(self.marks.value(id, source_fact(id), REFERENCE), id)


def _spaced(stretches: Iterable[Inlines]) -> Inlines:
    """Stretches that are read as one, with a space between them."""
    filled = [inlines for inlines in stretches if inlines]
    return tuple(one for n, inlines in enumerate(filled) for one in ((Text(" "),) if n else ()) + inlines)


def cited(cite: Cite) -> str:
    """A citation as a workbook prints it when it stands alone."""
    return "\n".join(cite.sources)


def source_fact(id: str) -> Fact:
    """The fact that a source is cited."""
    return Fact(RecordKey("source", id), citations=(Citation(id),))


def exact_of(value: Value) -> date | Decimal | None:
    """The day or the number of a value that prints nothing else."""
    match value.content:
        case PartialDate(grain="day", start=date() as day) if day >= _FIRST_DAY and value.text == value.content.long():
            return day
        case Quantity(exact=Decimal() as number) if value.text in (f"{number:f}", f"{number:,f}"):
            return number
        case _:
            return None
