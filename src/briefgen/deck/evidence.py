"""What a slide rests on: the sources and citations behind its blocks, and its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefgen.document.blocks import Block, Figure, Table
from briefgen.document.citations import sources_behind
from briefgen.document.inlines import is_gap, plain
from briefgen.document.walk import every, parts, traces, values_in
from briefgen.values.facts import Citation, Fact


def groups(blocks: Iterable[Block]) -> list[tuple[str, ...]]:
    """Sources as they are cited together, in reading order; neither a name nor what is missing cites any."""
    found: list[tuple[str, ...]] = []
    for block in every(blocks):
        for part in parts(block):
            stated = (one for one in traces(part) if not is_gap(one))
            found += map(sources_behind, stated)
        if isinstance(block, Table | Figure):
            found.append(block.sources)
    return list(dict.fromkeys(group for group in found if group))


def citations(blocks: Iterable[Block]) -> list[Citation]:
    """Sources with their locators, once each."""
    return list(dict.fromkeys(citation for value in values_in(blocks) for citation in _citations(value.fact)))


def _citations(fact: Fact) -> Iterator[Citation]:
    yield from fact.citations
    for part in fact.inputs:
        yield from _citations(part)


def text_of(blocks: Iterable[Block]) -> str:
    """Every word that the blocks print or say of a picture; values drawn in a picture stand in one line."""
    lines: list[str] = []
    alts: list[str] = []
    for block in every(blocks):
        if isinstance(block, Figure):
            lines += [plain(block.caption), plain(block.facts), plain(block.note)]
            alts.append(block.alt)
        else:
            lines += [plain(inlines) for part in parts(block) for inlines in part]
    return "\n".join(lines + alts)
