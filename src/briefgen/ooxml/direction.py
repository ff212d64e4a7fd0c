"""Words of Arabic and Hebrew in documents that are read from left to right."""

from __future__ import annotations

import re

from briefgen.values.signs import EMBEDDED, ENDED, LEFTWARDS, directions, reads_rightwards, without_marks

_PARTS = re.compile(r"([\n\t])")
_EDGES = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)
_LETTERS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_RIGHT = re.compile(f"[{_LETTERS}]")
_WORDS = re.compile(f"(\\()?[{_LETTERS}](?:[{_LETTERS} ]*[{_LETTERS}])?(?(1)\\)|)")
"""Words, with the brackets around them: a line may end where the direction turns, and never behind a bracket."""


def set_apart(text: str) -> str:
    """Text whose words of Arabic or Hebrew turn nothing behind them: a number after a name stays after it, and what
    begins in such a script is read as one from the right, with the Latin words and numbers in it."""
    if not _RIGHT.search(text):
        return text
    return "".join(part if part in ("\n", "\t") else _one(part) for part in _PARTS.split(text))


def only_rightwards(text: str) -> bool:
    """Whether a text has letters of Arabic or Hebrew and none of other scripts."""
    return set(directions(without_marks(text))) == {"R"}


def _one(text: str) -> str:
    read, found = without_marks(text), _EDGES.fullmatch(text)
    letters = directions(read)
    if "R" not in letters or found is None:
        return text
    before, words, after = found.groups()
    if not reads_rightwards(read):
        return _WORDS.sub(_turned_back, text)
    if "L" in letters or any(sign.isdigit() for sign in read):
        return f"{before}{EMBEDDED}{words}{ENDED}{LEFTWARDS}{after}"
    return f"{before}{words}{LEFTWARDS}{after}"


def _turned_back(found: re.Match[str]) -> str:
    words = f"{EMBEDDED}{found[0]}{ENDED}" if found[1] else found[0]
    return f"{words}{LEFTWARDS}"
