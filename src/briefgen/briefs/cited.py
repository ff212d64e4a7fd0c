"""Cited: what a document says of its own sources, known once its references are numbered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from briefgen.document.blocks import Blocks
from briefgen.document.inlines import Emph, Inline, Inlines, Strong, Value
from briefgen.document.walk import map_inlines
from briefgen.lexicon import en
from briefgen.lexicon.spelling import article
from briefgen.values.counting import plural
from briefgen.values.facts import BUILD, DATE, TEXT, Fact, Traced
from briefgen.view.source import SourceView
from briefgen.view.subject import newest_first

KINDS = Traced("sources", Fact(BUILD, ("kinds of the sources cited",)), TEXT)
"""The place of the kinds of all sources that a document cites."""
NEWEST = Traced(en.UNDATED, Fact(BUILD, ("newest source cited",)), DATE)
"""The place of the day of the newest of them that was there on the as-of day."""


def with_sources(blocks: Blocks, sources: Sequence[SourceView]) -> Blocks:
    """The blocks with what they say of the sources that the document cites."""
    told = Counter(source.type.text for source in sources)
    *others, last = (_kind(*one) for one in told.items()) if told else (KINDS.text,)
    kinds = f"{', '.join(others)}{en.AND if others else ''}{last}"
    newest = next((source.published for source in newest_first(sources)), NEWEST)
    known = {KINDS.fact: replace(KINDS, text=kinds), NEWEST.fact: newest}
    return tuple(map_inlines(block, partial(_said, told=known)) for block in blocks)


def _kind(kind: str, number: int) -> str:
    """A kind of source within a sentence, one or several: a press release, press releases; news have no singular."""
    if kind.endswith("s"):
        return kind
    return plural(kind) if number > 1 else f"{article(kind)} {kind}"


def _said(inlines: Inlines, told: dict[Fact, Traced]) -> Inlines:
    return tuple(_told(one, told) for one in inlines)


def _told(inline: Inline, told: dict[Fact, Traced]) -> Inline:
    match inline:
        case Strong(inner) | Emph(inner):
            return type(inline)(_said(inner, told))
        case Value(fact=fact, printed=printed) if fact in told:
            return Value.of(told[fact], printed)
        case _:
            return inline
