"""Values that stand elsewhere in their sentence, or in another spelling: reworded, or exchanged with each other?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from briefgen.audit.numerals import folded, in_order, locate
from briefgen.ledger.ledger import Entry, Printed
from briefgen.office.passages import FilePassage
from briefgen.values.facts import ALARM, COUNT, DERIVED, VALUE

_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
Beside = Sequence[tuple[Entry, tuple[str, ...]]]
_WORDS = 2
"""As many words on each side tell which value of a sentence stands there."""


@dataclass(slots=True)
class Moves:
    """Values found after all, with their stretches, and pairs of values that stand in each other's place."""

    found: list[Entry] = field(default_factory=list)
    stretches: list[tuple[int, int]] = field(default_factory=list)
    swapped: list[tuple[Entry, Entry]] = field(default_factory=list)


def moves(
    one: Printed, passage: FilePassage, missing: Sequence[Entry], covered: Sequence[tuple[int, int]]
) -> Moves:  # fmt: skip
    """Look for missing values out of their order: one that took the words beside it along was moved, one that stands
    between the words of another was exchanged."""
    if not missing:
        return Moves()
    was, now = folded(one.text), folded(passage.masked)
    places = in_order([folded(entry.text) for entry in one.entries], was)
    beside = [(entry, _beside(was, entry, at)) for entry, at in zip(one.entries, places, strict=True) if at >= 0]
    result = Moves()
    for entry in missing:
        for start, end, whole in _places(now, entry):
            if any(start < stop and begin < end for begin, stop in (*covered, *result.stretches)):
                continue
            own, most, other = _fits(_around(now, start, end), entry, beside)
            if whole and (own > most or (own > 0 and _at_home(now, other, beside))):
                result.found.append(entry)
                result.stretches.append((start, end))
                break
            if most > own and (whole or not _at_home(now, other, beside)):
                result.swapped.append((entry, other))
                break
    return result


def _fits(words: Sequence[str], entry: Entry, beside: Beside) -> tuple[int, int, Entry]:
    """How many of the words stood beside this entry, how many beside the other of its sort that had most of them, and
    which; a value that stands alone needs no words beside it."""
    own = max((_alike(words, theirs) for other, theirs in beside if other is entry), default=0)
    alike = ((other, theirs) for other, theirs in beside if other.text != entry.text and _sort(other) == _sort(entry))
    others = [(_alike(words, theirs), other) for other, theirs in alike]
    most, other = max(others, key=lambda pair: pair[0], default=(0 if len(beside) > 1 else -1, entry))
    return own, most, other


def _sort(entry: Entry) -> str:
    """Values that may be taken for each other are of one sort."""
    return "number" if entry.role in (VALUE, DERIVED, COUNT, ALARM) else entry.role.kind


def _at_home(now: str, entry: Entry, beside: Beside) -> bool:
    """Whether a value still stands between its own words."""
    return any(
        whole and own > most
        for start, end, whole in _places(now, entry)
        for own, most, _ in [_fits(_around(now, start, end), entry, beside)]
    )


def spellings(text: str) -> Iterator[str]:
    """A value as people also write it: 61 060 and 61060 for 61,060, per cent for %."""
    for form in dict.fromkeys((text, _THOUSANDS.sub(" ", text), _THOUSANDS.sub("", text))):
        yield form
        if form.endswith("%"):
            yield from (f"{form[:-1]}{sign}" for sign in (" %", " per cent", " percent"))


def _places(text: str, entry: Entry) -> Iterator[tuple[int, int, bool]]:
    """Where a value stands, whole and in any spelling, or its number without its qualifier."""
    for form in spellings(folded(entry.text)):
        at = locate(text, form, 0)
        while at >= 0:
            yield at, at + len(form), True
            at = locate(text, form, at + 1)
    core = _core(entry)
    at = locate(text, core, 0) if core != folded(entry.text) else -1
    if at >= 0:
        yield at, at + len(core), False


def _core(entry: Entry) -> str:
    return folded(entry.quantity.core) if entry.quantity else folded(entry.text)


def _beside(text: str, entry: Entry, at: int) -> tuple[str, ...]:
    end = at + len(entry.text)
    core = _core(entry)
    inside = text.find(core, at, end)
    return _around(text, inside, inside + len(core)) if inside >= 0 else _around(text, at, end)


def _around(text: str, start: int, end: int) -> tuple[str, ...]:
    """The words before and after a stretch, each with where it stands."""
    before = re.findall(r"\w+", text[:start].casefold())[-_WORDS:][::-1]
    after = re.findall(r"\w+", text[end:].casefold())[:_WORDS]
    return (*(f"-{n}{word}" for n, word in enumerate(before)), *(f"+{n}{word}" for n, word in enumerate(after)))


def _alike(words: Sequence[str], others: Sequence[str]) -> int:
    return len(set(words) & set(others))
