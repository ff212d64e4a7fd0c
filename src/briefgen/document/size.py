"""The size of a document, known before anything is drawn: more than a reader opens is more than a writer finishes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefgen.document.blocks import Blocks, BulletList, DefinitionList, Figure, NumberedList, Table
from briefgen.document.inlines import Value
from briefgen.document.walk import every, parts, values, values_in
from briefgen.problems import Origin, Problem

ROWS, ITEMS, BLOCKS, FIGURES = 5_000, 1_000, 10_000, 500
"""Most rows of a table, items of a list, blocks and charts of a document."""
_HINT = "print the parts that matter, or make several documents of it"


def oversized(blocks: Blocks, template: str) -> Iterator[Problem]:
    """What is too large to be written, at the line of the template that prints what is over the limit."""
    found = list(every(blocks))
    figures = [block for block in found if isinstance(block, Figure)]
    if len(found) > BLOCKS:
        message = f"the document has {len(found):,} blocks; the limit is {BLOCKS:,}"
        yield _problem(values_in(found[BLOCKS:]), template, message)
    if len(figures) > FIGURES:
        message = f"the document has {len(figures):,} charts; the limit is {FIGURES:,}"
        yield _problem(values_in(figures[FIGURES:]), template, message)
    for block in found:
        match block:
            case Table(rows=rows) if len(rows) > ROWS:
                beyond = (cell for row in rows[ROWS:] for cell in row.cells)
                yield _problem(values(beyond), template, f"a table has {len(rows):,} rows; the limit is {ROWS:,}")
            case BulletList(items) | NumberedList(items) | DefinitionList(items) if len(items) > ITEMS:
                beyond = (inlines for part in parts(block)[ITEMS:] for inlines in part)
                yield _problem(values(beyond), template, f"a list has {len(items):,} items; the limit is {ITEMS:,}")


def _problem(beyond: Iterable[Value], template: str, message: str) -> Problem:
    return Problem(printed_at(beyond, template), "too-large", message, _HINT)


def printed_at(values: Iterable[Value], template: str) -> Origin:
    """The line of a template that prints the first of some values; the template when there is none."""
    return next((value.printed for value in values if value.printed.path), Origin(template))
