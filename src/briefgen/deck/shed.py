"""Slides that are never cut in two: what weighs least on them, which the annex holds, leaves them and is counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from briefgen import charts
from briefgen.deck.drafts import Draft
from briefgen.document.blocks import Block, Columns, Figure, Stories, Table
from briefgen.document.inlines import Inlines, Text
from briefgen.lexicon import en

MOST = len(en.COUNTED) - 1
"""So many rows leave a slide at most."""


def shed(draft: Draft) -> Draft | None:
    """The draft with one row fewer in its table, its news or its chart; None where none may go."""
    if draft.shed == MOST:
        return None
    less = _first_less(draft.blocks)
    return None if less is None else replace(draft, blocks=list(less), shed=draft.shed + 1)


def count_of(draft: Draft) -> Inlines:
    """How many rows have left a slide."""
    return (Text(f"{en.COUNTED[draft.shed]} more"),) if draft.shed else ()


def _first_less(blocks: Sequence[Block]) -> tuple[Block, ...] | None:
    """The blocks with one row fewer in the first of them that may lose one."""
    for at, block in enumerate(blocks):
        if (less := _less(block)) is not None:
            return (*blocks[:at], less, *blocks[at + 1 :])
    return None


def _less(block: Block) -> Block | None:
    match block:
        case Stories(stories) if len(stories) > 1:
            return Stories(stories[:-1])
        case Table(rows=rows) if sum(not row.group for row in rows) > 1:
            kept = rows[:-1]
            return replace(block, rows=kept[:-1] if kept[-1].group else kept)
        case Columns(columns):
            for at, column in enumerate(columns):
                if (inside := _first_less(column.blocks)) is not None:
                    parts = (*columns[:at], replace(column, blocks=inside), *columns[at + 1 :])
                    return replace(block, columns=parts)
            return None
        case Figure(chart=chart, numbers=numbers):
            less: Any = charts.fewer(chart, numbers)
            return None if less is None else replace(block, numbers=less, alt=charts.describe(chart, less))
        case _:
            return None
