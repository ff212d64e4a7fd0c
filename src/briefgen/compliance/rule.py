"""Stated: a value in its passage with a fact it states, the record behind it and the world around it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

from briefgen.document.blocks import Value
from briefgen.document.passages import Passage, normal
from briefgen.problems import Problem
from briefgen.records import Asset, Claim, Comparison, Record, Result, Trial
from briefgen.values.facts import Fact, FieldPath
from briefgen.values.quantity import Quantity
from briefgen.view.base import record_of
from briefgen.view.view import View


class World:
    """The records of a view: which analysis supersedes which, the arms of each trial, the names of its assets; and the
    words of the document's cover."""

    def __init__(self, view: View, cover: str) -> None:
        self.view = view
        self.cover = cover
        self.later: dict[str, list[str]] = {}
        self.arms: dict[str, set[str]] = {}
        for result in (record_of(seen) for kind in ("result", "comparison") for seen in view.all(kind)):
            if result.supersedes:
                self.later.setdefault(result.supersedes, []).append(result.id)
            if isinstance(result, Result) and result.arm:
                self.arms.setdefault(result.trial, set()).add(normal(result.arm))
        for trial in (record_of(seen) for seen in view.all("trial")):
            self.arms.setdefault(trial.id, set()).update(normal(arm.name) for arm in trial.arms)
        assets: Iterable[Asset] = (record_of(seen) for seen in view.all("asset"))
        self.names = {asset.id: tuple(dict.fromkeys(_names_of(asset))) for asset in assets}

    def find(self, kind: str, id: str | None) -> Any:
        """A record in view, or None."""
        seen = self.view.find(kind, id) if id else None
        return record_of(seen) if seen else None

    def successors(self, result: str) -> tuple[str, ...]:
        """Ids of all analyses that supersede a result, the next one first."""
        found: list[str] = []
        fresh = self.later.get(result, [])
        while fresh:
            found += fresh
            fresh = [later for id in fresh for later in self.later.get(id, ()) if later not in found]
        return tuple(found)


def _names_of(asset: Asset) -> Iterator[str]:
    yield from (normal(name) for name in (asset.name, *(name.name for name in asset.names)))


@dataclass(frozen=True, slots=True)
class Stated:
    """A value in its passage, with one fact it states: its own, or one that it was computed from. `content` is the
    quantity that the record holds, or the text of a claim."""

    value: Value
    passage: Passage
    world: World
    fact: Fact
    record: Record
    content: Any

    @property
    def quantity(self) -> Quantity | None:
        """The quantity, when it is one."""
        return self.content if isinstance(self.content, Quantity) else None

    def problem(self, code: str, message: str, hint: str) -> Problem:
        """A problem of the value, at the line of the template that printed it."""
        return Problem(self.value.printed, code, f'"{self.shown}" {message}', hint)

    @property
    def shown(self) -> str:
        """The value as printed, on one line."""
        return " ".join(self.value.text.split())

    @property
    def made_of(self) -> str:
        """What the value is to the fact: the same, or computed from it."""
        return "is computed from" if self.value.fact.derived else "is"

    @property
    def trial(self) -> Trial | None:
        """The trial that the fact is a result or a count of."""
        if isinstance(self.record, Trial):
            return self.record
        return self.world.find("trial", self.record.trial) if isinstance(self.record, (Comparison, Result)) else None

    @property
    def is_value(self) -> bool:
        """Whether the fact is the value of its record, and not its patients, its date or its name."""
        return self.fact.path[-1:] == ("value",) and (len(self.fact.path) == 1 or isinstance(self.record, Comparison))


Rule: TypeAlias = Callable[[Stated], Iterator[Problem]]


def stated_by(value: Value, passage: Passage, world: World) -> Iterator[Stated]:
    """A value with each quantity or claim that it states; names, dates and words state nothing to look at here."""
    for fact in leaves(value.fact):
        record = world.find(fact.record.kind, fact.record.id)
        content = _content(record, fact.path) if record else None
        if isinstance(content, Quantity) or (content and isinstance(record, Claim) and fact.path == ("text",)):
            yield Stated(value, passage, world, fact, record, content)


def leaves(fact: Fact) -> Iterator[Fact]:
    """A fact, or for a derived one the facts it was computed from."""
    if not fact.inputs:
        yield fact
    for part in fact.inputs:
        yield from leaves(part)


def _content(record: Record, path: FieldPath) -> Any:
    thing: Any = record
    for step in path:
        thing = thing[step] if isinstance(step, int) else getattr(thing, step, None)
    return thing


def says(words: str, text: str) -> bool:
    """Whether words hold a text; "overall survival" does not say that a population is the overall one."""
    return bool(text_pattern(text).search(words))


@cache
def text_pattern(text: str) -> re.Pattern[str]:
    """A text that stands alone in words in small letters."""
    wanted = re.escape(normal(text))
    alone = rf"(?<!\w){wanted}(?!\w| survival| response)"
    return re.compile(alone if text.strip()[-1:].isalnum() else wanted)
