"""Slides that are never cut in two: what weighs least on them, which the annex holds, leaves them and is counted."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from briefgen import charts
from briefgen.deck.drafts import Draft
from briefgen.document.blocks import Block, Figure, Inlines, Stories, Table, Text
from briefgen.lexicon import en

MOST = len(en.COUNTED) - 1
"""So many rows leave a slide at most."""


def shed(draft: Draft) -> Draft | None:
    """The draft with one row fewer in its table, its news or its chart; None where none may go."""
    if draft.shed == MOST:
        return None
    for at, block in enumerate(draft.blocks):
        if (less := _less(block)) is not None:
            return replace(draft, blocks=[*draft.blocks[:at], less, *draft.blocks[at + 1 :]], shed=draft.shed + 1)
    return None


def count_of(draft: Draft) -> Inlines:
    """How many rows have left a slide."""
    return (Text(f"{en.COUNTED[draft.shed]} more"),) if draft.shed else ()


def _less(block: Block) -> Block | None:
    match block:
        case Stories(stories) if len(stories) > 1:
            return Stories(stories[:-1])
        case Table(rows=rows) if len(rows) > 1:
            return replace(block, rows=rows[:-1])
        case Figure(chart=chart, numbers=numbers):
            less: Any = charts.fewer(chart, numbers)
            return None if less is None else replace(block, numbers=less, alt=charts.describe(chart, less))
        case _:
            return None
