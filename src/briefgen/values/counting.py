"""Numbers with their nouns."""

from __future__ import annotations

import re

_HISSES = ("ch", "sh", "s", "x")


def plural(noun: str) -> str:
    """A noun, or words that end with one, of several: files, launches, studies."""
    if noun.endswith(_HISSES):
        return f"{noun}es"
    return f"{noun[:-1]}ies" if re.search("[^aeiou]y$", noun) else f"{noun}s"


def count(number: int, noun: str) -> str:
    """A number with its noun: 1 file, 2 files."""
    return f"{number} {noun if number == 1 else plural(noun)}"
