"""What an audit found: how many numerals were counted and traced, the problems, and what people have edited."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from briefgen.audit.edits import Edits
from briefgen.frozen import frozen
from briefgen.problems import Problem

UNAUDITED = ("unreadable", "no-identity", "no-ledger", "foreign-ledger", "bad-ledger")
"""Codes of files that cannot be held against a ledger."""


@dataclass(slots=True)
class Coverage:
    """Numerals found in a file, traced to a fact, and exempt by reason."""

    found: int = 0
    traced: int = 0
    exempt: Counter[str] = field(default_factory=Counter)

    def __add__(self, other: Coverage) -> Coverage:
        return Coverage(self.found + other.found, self.traced + other.traced, self.exempt + other.exempt)

    def __str__(self) -> str:
        reasons = ", ".join(f"{reason} {number}" for reason, number in sorted(self.exempt.items()))
        more = f" ({reasons})" if reasons else ""
        return f"numerals found {self.found}, traced {self.traced}, exempt {sum(self.exempt.values())}{more}"


@frozen
class Audited:
    """What an audit of one file found."""

    path: str
    coverage: Coverage
    problems: tuple[Problem, ...]
    edits: Edits = field(default_factory=Edits)

    @property
    def held(self) -> bool:
        """Whether the file was held against a ledger at all."""
        return not any(problem.code in UNAUDITED for problem in self.problems)
