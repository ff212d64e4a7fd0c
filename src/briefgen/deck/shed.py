"""Slides that are never cut in two: what weighs least on them, which the annex holds, leaves them and is counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from briefgen import charts
from briefgen.deck.drafts import Draft
from briefgen.document.blocks import Block, Columns, Figure, Outcomes, Paragraph, Stories, Table
from briefgen.document.inlines import Inlines, Text
from briefgen.document.walk import every
from briefgen.lexicon import en

MOST = len(en.COUNTED) - 1
"""So many rows leave a slide at most."""


def shed(draft: Draft) -> Draft | None:
    """The draft with one row fewer in its table, its news or its chart, else without a chart beside what came out of a
    trial; None where none may go. The words of a row stand in the speaker notes."""
    less = _first_less(draft.blocks)
    if less is not None and draft.shed + less[2] <= MOST:
        blocks, row, gone = less
        notes = [*draft.notes, *([Paragraph(row)] if row else [])]
        return replace(draft, blocks=list(blocks), notes=notes, shed=draft.shed + gone)
    if not any(isinstance(block, Outcomes) for block in every(draft.blocks)):
        return None
    return _uncharted(draft)


def count_of(draft: Draft) -> Inlines:
    """How many rows have left a slide."""
    return (Text(f"{en.COUNTED[draft.shed]} more"),) if draft.shed else ()


def _first_less(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], Inlines, int] | None:
    """The blocks with one row fewer in the first of them that may lose one, the words of that row, and how many went:
    rows of a chart among which none may be chosen go together."""
    for at, block in enumerate(blocks):
        if (less := _less(block)) is not None:
            return (*blocks[:at], less[0], *blocks[at + 1 :]), *less[1:]
    return None


def _less(block: Block) -> tuple[Block, Inlines, int] | None:
    match block:
        case Stories(stories) if len(stories) > 1:
            return Stories(stories[:-1]), _in_line(stories[-1].cells), 1
        case Table(rows=rows) if sum(not row.group for row in rows) > 1:
            kept = rows[:-1]
            less = replace(block, rows=kept[:-1] if kept[-1].group else kept)
            return less, _in_line(rows[-1].cells), 1
        case Columns(columns):
            for at, column in enumerate(columns):
                if (inside := _first_less(column.blocks)) is not None:
                    parts = (*columns[:at], replace(column, blocks=inside[0]), *columns[at + 1 :])
                    return replace(block, columns=parts), *inside[1:]
            return None
        case Figure(chart=chart, numbers=numbers):
            fewer: Any = charts.fewer(chart, numbers)
            if fewer is None:
                return None
            gone = max(1, len(getattr(numbers, "rows", ())) - len(getattr(fewer, "rows", ())))
            return replace(block, numbers=fewer, alt=charts.describe(chart, fewer)), (), gone
        case _:
            return None


def _uncharted(draft: Draft) -> Draft | None:
    """The draft without its last chart, each row of which is counted."""
    charted = [block for block in every(draft.blocks) if isinstance(block, Figure)]
    if not charted or draft.shed + len(charted[-1].numbers.rows) > MOST:
        return None
    blocks = list(_without(draft.blocks, charted[-1]))
    return replace(draft, blocks=blocks, shed=draft.shed + len(charted[-1].numbers.rows))


def _without(blocks: Sequence[Block], gone: Block) -> Iterator[Block]:
    """The blocks but one, wherever it stands, and the column that held nothing else."""
    for block in blocks:
        if isinstance(block, Columns):
            held = [(column, tuple(_without(column.blocks, gone))) for column in block.columns]
            kept = tuple(replace(column, blocks=left) for column, left in held if left or not column.blocks)
            if kept:
                yield replace(block, columns=kept)
        elif block is not gone:
            yield block


def _in_line(cells: Sequence[Inlines]) -> Inlines:
    """The cells of a row one after the other."""
    found: Inlines = ()
    for cell in filter(None, cells):
        found += (Text("; "), *cell) if found else cell
    return found
