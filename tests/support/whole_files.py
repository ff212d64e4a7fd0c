"""A Word file and a deck with everything in them and no fault, and the same with one part changed."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from briefgen.brand.brand_file import read_brand
from briefgen.document.blocks import Figure, ReferenceList
from briefgen.writers.powerpoint.writer import write_presentation
from briefgen.writers.word.writer import write_word
from support.office_files import edited
from support.real_project import TEMPLATES
from support.slide_sample import sample as deck
from support.word_sample import PAGES, SHOWCASE, h
from support.word_sample import sample as pages

BRAND = read_brand(TEMPLATES / "brand", "templates/brand")
Change = Callable[[str], str]


@cache
def whole(suffix: str) -> bytes:
    """A file without fault."""
    if suffix == ".pptx":
        return write_presentation(deck(), BRAND)
    kept = tuple(block for block in (*SHOWCASE, *PAGES) if not isinstance(block, Figure))
    return write_word(pages((*kept, h(1, "References"), ReferenceList())), BRAND)


def damaged(suffix: str, part: str, change: Change) -> bytes:
    """The file with the parts of a name changed, in one of which at least something is otherwise then."""

    def do(parts: dict[str, bytes]) -> None:
        named = {name: change(data.decode()).encode() for name, data in parts.items() if re.fullmatch(part, name)}
        assert any(data != parts[name] for name, data in named.items()), "the damage was not done"
        parts.update(named)

    return edited(whole(suffix), do)


def swapped(old: str, new: str, count: int = 1) -> Change:
    """A pattern with something else in its place."""
    return lambda text: re.sub(old, new, text, count=count, flags=re.DOTALL)
