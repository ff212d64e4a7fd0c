"""The words of documents, for tests that search them."""

from __future__ import annotations

from collections.abc import Iterable

from briefgen.document.blocks import Block
from briefgen.document.inlines import Inlines, plain
from briefgen.document.walk import inlines_of


def text_of(*stretches: Inlines) -> str:
    return " ".join(map(plain, stretches))


def text_in(blocks: Iterable[Block]) -> str:
    return text_of(*inlines_of(blocks))
