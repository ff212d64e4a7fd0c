"""A problem: what is wrong, where, and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Literal

from briefgen.frozen import frozen

Severity = Literal["error", "warning"]
_ORIGIN = re.compile(r"(.*?)(?::([1-9]\d*))?(?::([1-9]\d*))?", re.DOTALL | re.ASCII)


@frozen(order=True)
class Origin:
    """A place in one of the user's files: path as the user wrote it, line and column counted from 1."""

    path: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.path, self.line, self.column) if part)

    @classmethod
    def read(cls, text: str) -> Origin:
        """A place as it is printed: `data/hansoh.yaml:41:14`."""
        path, line, column = _ORIGIN.fullmatch(text).groups()  # type: ignore[union-attr]  # it takes every text
        return cls(path, int(line or 0), int(column or 0))


@frozen(order=True)
class Problem:
    """One thing wrong with the user's files; ordered by place."""

    origin: Origin
    code: str
    message: str
    hint: str = ""
    severity: Severity = "error"

    def __str__(self) -> str:
        place = f"{self.origin}: " if self.origin.path else ""
        hint = f"\n  hint: {self.hint}" if self.hint else ""
        return f"{place}{self.severity}[{self.code}]: {self.message}{hint}"


class ProblemsFoundError(Exception):
    """The user's files cannot be used as they are; carries every problem found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


def require(problems: Iterable[Problem]) -> None:
    """Raise ProblemsFoundError if any problem is an error."""
    found = tuple(problems)
    if any(problem.severity == "error" for problem in found):
        raise ProblemsFoundError(found)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint naming the nearest known word, or the known words when none is near and they are few."""
    words: Sequence[str] = sorted(set(known))
    if near := nearest(word, words) or nearest(word.lower(), words):
        return f"did you mean '{near}'?"
    return f"use one of: {', '.join(words)}" if 0 < len(words) <= 40 else ""


def nearest(word: str, words: Sequence[str], cutoff: float = 0.6) -> str:
    """The word that is spelled most alike; a short one must be more alike than a long one, for chance makes it so."""
    return next(iter(get_close_matches(word, words, n=1, cutoff=max(cutoff, 0.75 if len(word) < 6 else 0))), "")
