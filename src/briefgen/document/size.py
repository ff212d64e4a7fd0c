"""The size of a document, known before anything is drawn: more than a reader opens is more than a writer finishes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from briefgen.document.blocks import (
    Block,
    Blocks,
    BulletList,
    Callout,
    Columns,
    DefinitionList,
    Figure,
    NumberedList,
    SpeakerNotes,
    Statement,
    Table,
    Value,
)
from briefgen.document.citations import values_in
from briefgen.problems import Origin, Problem

ROWS, ITEMS, BLOCKS, FIGURES = 5_000, 1_000, 10_000, 500
"""Most rows of a table, items of a list, blocks and charts of a document."""
_HINT = "print the parts that matter, or make several documents of it"


def oversized(blocks: Blocks, template: str) -> Iterator[Problem]:
    """What is too large to be written, at the line of the template that prints what is over the limit."""
    every = list(_every(blocks))
    figures = [block for block in every if isinstance(block, Figure)]
    if len(every) > BLOCKS:
        yield _problem(every[BLOCKS:], template, f"the document has {len(every):,} blocks; the limit is {BLOCKS:,}")
    if len(figures) > FIGURES:
        message = f"the document has {len(figures):,} charts; the limit is {FIGURES:,}"
        yield _problem(figures[FIGURES:], template, message)
    for block in every:
        match block:
            case Table(rows=rows) if len(rows) > ROWS:
                yield _problem(rows[ROWS:], template, f"a table has {len(rows):,} rows; the limit is {ROWS:,}")
            case BulletList(items) | NumberedList(items) | DefinitionList(items) if len(items) > ITEMS:
                yield _problem(items[ITEMS:], template, f"a list has {len(items):,} items; the limit is {ITEMS:,}")


def _every(blocks: Blocks) -> Iterator[Block]:
    for block in blocks:
        yield block
        match block:
            case Callout(blocks=inner) | Statement(blocks=inner) | SpeakerNotes(inner):
                yield from _every(inner)
            case Columns(columns):
                for column in columns:
                    yield from _every(column.blocks)


def _problem(beyond: Any, template: str, message: str) -> Problem:
    return Problem(printed_at(beyond, template), "too-large", message, _HINT)


def printed_at(things: Any, template: str) -> Origin:
    """The line of a template that prints the first value of things; the template when they have none."""
    found = (one.printed for one in values_in(things) if isinstance(one, Value) and one.printed.path)
    return next(found, Origin(template))
