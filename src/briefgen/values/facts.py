"""A fact: which record and field a value comes from and which sources say so; how facts are printed and read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import field
from decimal import Decimal
from typing import Any, TypeAlias

from briefgen.frozen import frozen
from briefgen.lexicon.en import COUNTED
from briefgen.problems import Origin
from briefgen.values.counting import plural
from briefgen.values.dates import PartialDate
from briefgen.values.quantity import Quantity
from briefgen.values.territory import Territory

FieldPath: TypeAlias = tuple[str | int, ...]
"""Steps from a record to a value in it: names of fields and numbers of items."""
Content: TypeAlias = Quantity | PartialDate | Territory
"""What a printed text is, where it is more than words."""
_NOWHERE = Origin()
_STEP = re.compile(r"\[(\d+)\]|\.?([^.\[]+|.)", re.ASCII | re.DOTALL)


@frozen(order=True)
class RecordKey:
    """A record by kind and id; also what a value of no record rests on: a brief, a computation, the build."""

    kind: str
    id: str = ""

    @classmethod
    def read(cls, text: str) -> RecordKey:
        """A key as it is printed: `result/astrum-005`."""
        kind, _, id = text.partition("/")
        return cls(kind, id)

    def __str__(self) -> str:
        return f"{self.kind}/{self.id}" if self.id else self.kind


def path_text(path: FieldPath) -> str:
    """A path as it is printed: `programs[0].stage`."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")


def read_path(text: str) -> FieldPath:
    """A path as it is printed."""
    return tuple(int(step[1]) if step[1] else step[2] for step in _STEP.finditer(text))


@frozen
class Role:
    """What kind of mark a value is; with the code of its vocabulary where it has one: `stage:phase_3`."""

    kind: str
    code: str = ""

    @classmethod
    def read(cls, text: str) -> Role:
        """A role as it is printed."""
        kind, _, code = text.partition(":")
        return cls(kind, code)

    def __str__(self) -> str:
        return f"{self.kind}:{self.code}" if self.code else self.kind


VALUE, DERIVED, COUNT, DATE = Role("value"), Role("derived"), Role("count"), Role("date")
NAME, TEXT, FLAG, REFERENCE, MISSING = Role("name"), Role("text"), Role("flag"), Role("reference"), Role("missing")
ALARM = Role("alarm")
"""What must not be missed."""
BUILD = RecordKey("build")
STAGE, TERRITORY, ENDPOINT, DESIGNATION, STATUS = "stage", "territory", "endpoint", "designation", "status"
"""Kinds of roles that have a code."""
CHINA, OUTSIDE = Role(TERRITORY, "china"), Role(TERRITORY, "outside")


@frozen(order=True)
class Citation:
    """A source (its record id) and the place in it (paragraph, page, table)."""

    source: str
    locator: str = ""


@frozen
class Fact:
    """Where a value comes from; a derived value names its formula and the facts it was computed from."""

    record: RecordKey
    path: FieldPath = ()
    origin: Origin = _NOWHERE
    citations: tuple[Citation, ...] = ()
    attributed_to: str = ""
    formula: str = ""
    inputs: tuple[Fact, ...] = ()

    def __hash__(self) -> int:
        """Of what tells most facts apart, not of all that they rest on."""
        return hash((self.record.id, self.path, self.formula, len(self.inputs)))

    @property
    def field(self) -> str:
        """The path as it is printed."""
        return path_text(self.path)

    @property
    def derived(self) -> bool:
        """Whether the value was computed by briefgen and not printed by a source."""
        return bool(self.formula)

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of every source the value rests on, in order and once each."""
        own = [citation.source for citation in self.citations]
        return tuple(dict.fromkeys(own + [s for fact in self.inputs for s in fact.sources]))


@frozen
class Traced:
    """A printable value with the fact it states.

    `text` is what it prints, `value` what it compares as (a vocabulary code, a number, a day), `known` the quantity or
    date that the text prints, where `value` is another or none. A missing value is false.
    """

    text: str
    fact: Fact
    role: Role = VALUE
    value: Any = field(default=None, compare=False)
    known: Content | None = field(default=None, compare=False)

    @property
    def content(self) -> Content | None:
        """The quantity, date or territory that the text prints."""
        return self.known or (self.value if isinstance(self.value, Content) else None)

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text) and self.role.kind != MISSING.kind

    def __eq__(self, other: object) -> bool:
        mine = self.text if self.value is None else self.value
        if isinstance(other, Traced):
            return bool(mine == (other.text if other.value is None else other.value))
        return bool(mine == other or self.text == other)

    def __hash__(self) -> int:
        return hash(self.text if self.value is None else self.value)


def count(things: Sequence[Any], noun: str = "", several: str = "") -> Traced:
    """How many, in words up to twelve, with a noun if given: "two events". Derived from the things counted."""
    number = len(things)
    word = COUNTED[number] if number < len(COUNTED) else str(number)
    name = noun if number == 1 or not noun else several or plural(noun)
    facts = dict.fromkeys(fact for thing in things if isinstance(fact := getattr(thing, "fact", None), Fact))
    fact = Fact(RecordKey("derived", "count"), (noun or "count",), formula=f"count of {number}", inputs=tuple(facts))
    text = f"{word} {name}".strip()
    known = Quantity(text, Decimal(number), unit=name) if number >= len(COUNTED) else None
    return Traced(text, fact, COUNT, number, known)
