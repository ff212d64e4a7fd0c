"""Stated: a value in its passage with a fact it states, the record behind it and the world around it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, TypeAlias

from briefgen.document.inlines import Value
from briefgen.document.passages import Passage, normal
from briefgen.frozen import frozen
from briefgen.problems import Problem
from briefgen.records import Claim, Comparison, Record, Result, Trial
from briefgen.values.facts import Fact, FieldPath
from briefgen.values.quantity import Quantity
from briefgen.view.base import asset_names, naming, record_of
from briefgen.view.view import View

_WORD = re.compile(r"\w+")


class World:
    """The records of a view: which analysis supersedes which, the arms of each trial, the names of its assets; and the
    words of the document's cover."""

    def __init__(self, view: View, cover: str) -> None:
        self.view = view
        self.cover = cover
        self.names = {id: tuple(dict.fromkeys(map(normal, names))) for id, names in asset_names(view).items()}
        self._by_word: dict[str, dict[str, None]] = {}
        for id, names in self.names.items():
            for name in names:
                self._by_word.setdefault(next(iter(_WORD.findall(name)), ""), {})[id] = None
        self._named: dict[str, tuple[str, ...]] = {}

    def named_in(self, words: str) -> tuple[str, ...]:
        """Ids of the assets that words name."""
        if words not in self._named:
            near = {id for word in ("", *_WORD.findall(words)) for id in self._by_word.get(word, ())}
            self._named[words] = tuple(
                id for id in sorted(near) if any(n in words and name_pattern(n).search(words) for n in self.names[id])
            )
        return self._named[words]

    def arms(self, trial: Trial) -> set[str]:
        """The names of the arms of a trial, also of those that only its results name."""
        results = map(record_of, naming(self.view, "result", ("trial", trial.id)))
        stated = {normal(result.arm) for result in results if result.trial == trial.id and result.arm}
        return stated | {normal(arm.name) for arm in trial.arms}

    def find(self, kind: str, id: str | None) -> Any:
        """A record in view, or None."""
        seen = self.view.find(kind, id) if id else None
        return record_of(seen) if seen else None

    def successors(self, result: str) -> tuple[str, ...]:
        """Ids of all analyses that supersede a result, the next one first."""
        found: list[str] = []
        fresh = self._next(result)
        while fresh:
            found += fresh
            fresh = [later for id in fresh for later in self._next(id) if later not in found]
        return tuple(found)

    def _next(self, result: str) -> list[str]:
        seen = (one for kind in ("result", "comparison") for one in naming(self.view, kind, (kind, result)))
        return [one.id for one in seen if record_of(one).supersedes == result]


@frozen
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
    """A value with each quantity or claim that it states; names, dates, words and the level of an interval state
    nothing to look at here."""
    for fact in leaves(value.fact):
        record = world.find(fact.record.kind, fact.record.id)
        content = _content(record, fact.path, world) if record else None
        if isinstance(content, Quantity) and content.interval and content.interval.kind == value.text:
            continue
        if isinstance(content, Quantity) or (content and isinstance(record, Claim) and fact.path == ("text",)):
            yield Stated(value, passage, world, fact, record, content)


def leaves(fact: Fact) -> Iterator[Fact]:
    """A fact, or for a derived one the facts it was computed from."""
    if not fact.inputs:
        yield fact
    for part in fact.inputs:
        yield from leaves(part)


def _content(record: Record, path: FieldPath, world: World) -> Any:
    """What stands at a path of a record, or in one of several values of a field."""
    several = world.view.dataset.options.get((record.kind, record.id), {}).get(path[:-2], ())
    if several and isinstance(number := path[-2], int):
        return several[number].value
    thing: Any = record
    for step in path:
        thing = thing[step] if isinstance(step, int) else getattr(thing, step, None)
    return thing


def says(words: str, text: str) -> bool:
    """Whether words hold a text; "overall survival" does not say that a population is the overall one."""
    return bool(text_pattern(text).search(words))


@cache
def text_pattern(text: str) -> re.Pattern[str]:
    """A text that stands alone in words in small letters, its hyphens printed as such or as dashes; all patients may be
    counted: "all 322 patients"."""
    wanted = re.escape(normal(text)).replace(r"\-", "[-–]")
    wanted = re.sub(r"^all\\ ", r"all (?:[\\d,]+ )?", wanted)
    alone = rf"(?<!\w){wanted}(?!\w| survival| response)"
    return re.compile(alone if text.strip()[-1:].isalnum() else wanted)


@cache
def name_pattern(name: str) -> re.Pattern[str]:
    """A name that stands alone: HS-1, HS-1-treated, but not the trial HS-1-101."""
    return re.compile(rf"(?<![\w-]){re.escape(name)}(?!\w|-\d)")
