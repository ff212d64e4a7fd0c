"""Reference numbers in charts that print them: beside what each source says, once the document has numbered them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from briefgen import charts
from briefgen.document.blocks import Block, Blocks, Callout, Columns, Figure, Statement
from briefgen.document.document import Reference, number_spans, span_text
from briefgen.document.walk import map_flows
from briefgen.values.facts import NAME, Traced


def with_numbers(blocks: Blocks, references: Sequence[Reference]) -> Blocks:
    """The blocks with reference numbers in those of their charts that print them."""
    numbers = {reference.id: reference.number for reference in references}
    return tuple(map(partial(_numbered, numbers=numbers), blocks))


def _numbered(block: Block, numbers: dict[str, int]) -> Block:
    match block:
        case Figure(referenced=True):
            return replace(block, numbers=charts.numbered(block.chart, block.numbers, partial(_printed, numbers)))
        case Callout() | Statement() | Columns():
            return map_flows(block, lambda inner: tuple(_numbered(one, numbers) for one in inner))
        case _:
            return block


def _printed(numbers: dict[str, int], told: Sequence[Traced]) -> str:
    """The numbers of the sources behind some values; a name has none of its own."""
    sources = {source for one in told if one.role != NAME for source in one.fact.sources}
    return ",".join(span_text(*span) for span in number_spans(numbers[source] for source in sources))
