"""Words of Arabic and Hebrew in documents that are read from left to right."""

from __future__ import annotations

import re
from unicodedata import bidirectional

from briefgen.ooxml.marks import without_marks
from briefgen.values.signs import EMBEDDED, ENDED, LEFTWARDS

_LETTER = {"L": "L", "R": "R", "AL": "R"}
_PARTS = re.compile(r"([\n\t])")
_EDGES = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)
_LETTERS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_RIGHT = re.compile(f"[{_LETTERS}]")
_WORDS = re.compile(f"[{_LETTERS}](?:[{_LETTERS} ]*[{_LETTERS}])?")


def set_apart(text: str) -> str:
    """Text whose words of Arabic or Hebrew turn nothing behind them: a number after a name stays after it, and what
    begins in such a script is read as one from the right, with the Latin words and numbers in it."""
    if not _RIGHT.search(text):
        return text
    return "".join(part if part in ("\n", "\t") else _one(part) for part in _PARTS.split(text))


def only_rightwards(text: str) -> bool:
    """Whether a text has letters of Arabic or Hebrew and none of other scripts."""
    return set(_strong(text)) == {"R"}


def _one(text: str) -> str:
    strong = _strong(text)
    found = _EDGES.fullmatch(text)
    if "R" not in strong or found is None:
        return text
    before, words, after = found.groups()
    if strong[0] == "L" or 2 * strong.count("R") < len(strong):
        return _WORDS.sub(rf"\g<0>{LEFTWARDS}", text)
    if "L" in strong or any(sign.isdigit() for sign in without_marks(words)):
        return f"{before}{EMBEDDED}{words}{ENDED}{LEFTWARDS}{after}"
    return f"{before}{words}{LEFTWARDS}{after}"


def _strong(text: str) -> list[str]:
    kinds = (_LETTER.get(bidirectional(sign)) for sign in without_marks(text))
    return [kind for kind in kinds if kind]
