"""Grammar: which of the names in a sentence a value belongs to, decided by clauses and by what stands nearest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefgen.frozen import frozen

_COMPARED = r"(?:against|versus|vs\.?|compared (?:with|to)|(?:than|over)(?! \d))"
_INTRODUCED = re.compile(rf"\b{_COMPARED} (?:the |an? |that of )?$")
"""Words after which a name is the one compared with, and not the owner of the value before them."""
_BREAK = re.compile(rf"[,;:](?= )|[()–—]|\b(?:and|but|while|whereas|{_COMPARED})(?= )")


@frozen
class Named:
    """A name in a sentence: where it stands, and whether it is the owner's."""

    start: int
    end: int
    owner: bool


def is_owners(words: str, value: str, owners: Sequence[re.Pattern[str]], others: Sequence[re.Pattern[str]]) -> bool:
    """Whether a sentence that names the owner of a value gives it to the owner.

    A value belongs to the nearest name before it in its clause, else the nearest after it there. In a clause without
    names it belongs to the last name before, else to the first after, unless that is the one compared with.
    """
    names = _names(words, owners, others)
    places = [found.span() for found in re.finditer(re.escape(value), words)]
    return "respectively" in words or not places or any(_takes(words, place, names) for place in places)


def _takes(words: str, value: tuple[int, int], names: Sequence[Named]) -> bool:
    start, end = _clause(words, value, names)
    inside = [name for name in names if start <= name.start < end]
    before, after = _sides(inside, value)
    if inside:
        return (before[-1] if before else after[0]).owner
    before, after = _sides(names, value)
    if before:
        return before[-1].owner
    return after[0].owner and not _INTRODUCED.search(words[: after[0].start])


def _sides(names: Sequence[Named], value: tuple[int, int]) -> tuple[list[Named], list[Named]]:
    before = [name for name in names if name.start < value[0]]
    return before, [name for name in names if name.start >= value[0]]


def _clause(words: str, value: tuple[int, int], names: Sequence[Named]) -> tuple[int, int]:
    """Where the clause around a value begins and ends; what stands within a name or the value breaks nothing."""
    whole = [value, *((name.start, name.end) for name in names)]
    breaks = [
        found.span()
        for found in _BREAK.finditer(words)
        if not any(start <= found.start() < end for start, end in whole)
    ]
    return (
        max((end for _, end in breaks if end <= value[0]), default=0),
        min((start for start, _ in breaks if start >= value[1]), default=len(words)),
    )


def _names(words: str, owners: Sequence[re.Pattern[str]], others: Sequence[re.Pattern[str]]) -> list[Named]:
    """Every name in a sentence; one within a name of the owner is part of that."""
    mine = list(_found(words, owners, owner=True))
    within = [name for name in _found(words, others, owner=False) if not any(_overlap(name, own) for own in mine)]
    return sorted((*mine, *within), key=lambda name: name.start)


def _found(words: str, names: Sequence[re.Pattern[str]], *, owner: bool) -> Iterator[Named]:
    for name in names:
        for found in name.finditer(words):
            yield Named(*found.span(), owner)


def _overlap(one: Named, other: Named) -> bool:
    return one.start < other.end and other.start < one.end
