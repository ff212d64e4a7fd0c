"""What a chart is: a name, what it needs, and the three functions that prepare, lay out and describe it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, is_dataclass, replace
from operator import is_
from typing import Any, Protocol, TypeVar

from briefgen.charts.engine.canvas import Canvas
from briefgen.frozen import frozen
from briefgen.lexicon.en import entries, left_out
from briefgen.lexicon.spelling import large, words_in
from briefgen.values.facts import Traced
from briefgen.values.quantity import UNDISCLOSED, Quantity
from briefgen.values.territory import Territory

T = TypeVar("T")
ALT_LIMIT = 500
"""Alt text stays below so many characters."""


class Numbers(Protocol):
    """The numbers of any chart: frozen data with rows."""

    @property
    def rows(self) -> tuple[Any, ...]:
        """What the chart shows one below the other."""
        ...


@frozen
class Chart:
    """A registered chart. `splits` says whether it may be cut between rows when it is too high for its place; `finer`
    gives the numbers in lower rows for that, where one alone may be too high; `fewer` gives them without what weighs
    least, None where nothing of it may go; `numbered` gives them with the numbers of their sources."""

    name: str
    summary: str
    needs: str
    prepare: Callable[..., Any]
    lay_out: Callable[[Any, Canvas], None]
    describe: Callable[[Any], str]
    splits: bool = True
    finer: Callable[[Any], Any] | None = None
    fewer: Callable[[Any], Any] | None = None
    numbered: Callable[[Any, Callable[[Sequence[Traced]], str]], Any] | None = None


def alt_text(subject: str, clauses: Sequence[str], caveat: str = "") -> str:
    """Subject, every clause, caveat; when too long the last clauses give way to their count."""
    end = f" {caveat}" if caveat else ""
    for kept in range(len(clauses), -1, -1):
        left = len(clauses) - kept
        more = [left_out(left)] if left else []
        text = f"{subject}: {'; '.join([*clauses[:kept], *more])}.{end}" if clauses else f"{subject}.{end}"
        if len(text) < ALT_LIMIT:
            return text.replace("\u00a0", " ")
    return f"{subject}: {entries(len(clauses))}"[: ALT_LIMIT - 1]


def traced_in(numbers: Any) -> Iterable[Traced]:
    """Every traced value inside nested frozen data, in reading order."""
    if isinstance(numbers, Traced):
        yield numbers
    elif isinstance(numbers, tuple):
        for item in numbers:
            yield from traced_in(item)
    elif is_dataclass(numbers) and not isinstance(numbers, type):
        for field in fields(numbers):
            yield from traced_in(getattr(numbers, field.name))


def changed_in(data: Any, kind: type[T], change: Callable[[T], T]) -> Any:
    """Nested frozen data with everything of one kind in it changed."""
    if isinstance(data, kind):
        return change(data)
    if isinstance(data, tuple):
        items = tuple(changed_in(item, kind, change) for item in data)
        return data if all(map(is_, items, data)) else items
    if is_dataclass(data) and not isinstance(data, type):
        inside = {field.name: getattr(data, field.name) for field in fields(data)}
        made = {name: changed_in(value, kind, change) for name, value in inside.items()}
        changes = {name: value for name, value in made.items() if value is not inside[name]}
        return replace(data, **changes) if changes else data
    return data


def words_of(numbers: Any) -> frozenset[str]:
    """The words that the numbers of a chart hold, in small letters: its own words stand around them."""
    found: list[str] = []

    def keep(text: str) -> str:
        found.append(text)
        return text

    changed_in(numbers, str, keep)
    return words_in(" ".join([*found, *(value.text for value in traced_in(numbers))]))


def traced(value: Any) -> Traced | None:
    """A field of a view object when it says something, else None."""
    return value if isinstance(value, Traced) and value else None


def quantity_of(value: Traced | None) -> Quantity:
    """The quantity of a value; not stated where it has none."""
    known = value.value if value is not None else None
    return known if isinstance(known, Quantity) else UNDISCLOSED


def capital(text: str) -> str:
    """The text with its first letter large, as cells begin; names such as pMMR stay as they are."""
    first = re.split(r"[\s/-]", text, maxsplit=1)[0]
    return large(text) if first.islower() else text


def short_territory(territory: Traced) -> Traced:
    """A territory in the words of chips: Outside China."""
    place = territory.value
    return replace(territory, text=place.short) if isinstance(place, Territory) else territory


def tight_territory(territory: Traced) -> Traced:
    """A territory in as few letters as it can be told: EU."""
    place = territory.value
    return replace(territory, text=place.tight) if isinstance(place, Territory) else territory


def group_names(rows: Iterable[Any]) -> list[str]:
    """Names of the groups in the order they appear."""
    return list(dict.fromkeys(str(row.group or "") for row in rows))
