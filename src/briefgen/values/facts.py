"""A fact: which record and field a value comes from and which sources say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

NUMBER_WORDS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """A source (its record id) and the place in it (paragraph, page, table)."""

    source: str
    locator: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """Where a value comes from; a derived value names its formula and the facts it was computed from."""

    record: str
    field: str
    origin: str = ""
    citations: tuple[Citation, ...] = ()
    attributed_to: str = ""
    formula: str = ""
    inputs: tuple[Fact, ...] = ()

    @property
    def derived(self) -> bool:
        """Whether the value was computed by briefgen and not printed by a source."""
        return bool(self.formula)

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of every source the value rests on, in order and once each."""
        own = [citation.source for citation in self.citations]
        return tuple(dict.fromkeys(own + [s for fact in self.inputs for s in fact.sources]))


@dataclass(frozen=True, slots=True)
class Traced:
    """A printable value with the fact it states.

    `value` is what it compares as (a vocabulary code, a number, a day); `text` is what it prints.
    `role` says what kind of mark it is: "value", "date", "name", "text", "missing", "count", "flag", or with the code
    behind a colon "stage:phase_3", "territory:china", "designation:breakthrough_therapy". A missing value is false.
    """

    text: str
    fact: Fact
    role: str = "value"
    value: Any = field(default=None, compare=False)

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return self.role != "missing" and bool(self.text)

    def __eq__(self, other: object) -> bool:
        mine = self.text if self.value is None else self.value
        if isinstance(other, Traced):
            return bool(mine == (other.text if other.value is None else other.value))
        return bool(mine == other or self.text == other)

    def __hash__(self) -> int:
        return hash(self.text if self.value is None else self.value)


def count(things: Sequence[Any], noun: str = "", plural: str = "") -> Traced:
    """How many, in words up to twelve, with a noun if given: "two events". Derived from the things counted."""
    number = len(things)
    word = NUMBER_WORDS[number] if number < len(NUMBER_WORDS) else str(number)
    name = noun if number == 1 else (plural or (f"{noun}s" if noun else ""))
    facts = dict.fromkeys(fact for thing in things if isinstance(fact := getattr(thing, "fact", None), Fact))
    fact = Fact("derived/count", noun or "count", formula=f"count of {number}", inputs=tuple(facts))
    return Traced(f"{word} {name}".strip(), fact, "count", number)
