"""How one quantity is said in many ways: the class of a qualifier, a noun without its plural."""

from __future__ import annotations

import re

from briefgen.lexicon.en import BEFORE


def qualifier_class(written: str) -> str:
    """The class of a dataset's qualifier: `about` and `~` are `approximately`; empty for none."""
    for pattern, name in BEFORE:
        if written and re.fullmatch(pattern, written.strip(), re.IGNORECASE):
            return "more than" if name == "more than over" else name.rstrip("?")
    return written.strip()


def stem(word: str) -> str:
    """A noun without its plural."""
    word = word.lower()
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word
