"""Cited: what a document says of its own sources, known once its references are numbered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from briefgen.document.blocks import Blocks
from briefgen.document.inlines import Inline, Inlines, Value
from briefgen.document.walk import map_inlines
from briefgen.lexicon import en
from briefgen.values.facts import BUILD, TEXT, Fact, Traced

KINDS = Traced("sources", Fact(BUILD, ("kinds of the sources cited",)), TEXT)
"""The place of the kinds of all sources that a document cites."""


def with_kinds(blocks: Blocks, kinds: Iterable[str]) -> Blocks:
    """The blocks with the kinds of their sources, each once, in the place of it."""
    *others, last = dict.fromkeys(kinds) or ("",)
    change = partial(_said, said=f"{', '.join(others)}{en.AND if others else ''}{last}" or KINDS.text)
    return tuple(map_inlines(block, change) for block in blocks)


def _said(inlines: Inlines, said: str) -> Inlines:
    return tuple(_kinds(one, said) for one in inlines)


def _kinds(inline: Inline, said: str) -> Inline:
    return replace(inline, text=said) if isinstance(inline, Value) and inline.fact == KINDS.fact else inline
