"""How alike texts are, and what two lists have in common: exact where that is quick, near enough where it is not."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

_LETTERS, _PAIRS = 60_000, 400_000
"""Pairs of letters of two texts, and of things in two lists, that are compared one by one."""
_GRAM = 3


def likeness(one: str, other: str) -> float:
    """From 0 for texts that have nothing in common to 1 for the same."""
    if one == other:
        return 1.0
    if len(one) * len(other) <= _LETTERS:
        return SequenceMatcher(None, one, other, autojunk=False).ratio()
    return roughly(one, other)


def roughly(one: str, other: str) -> float:
    """How alike they are by the threes of letters that both have, wherever these stand."""
    here, there = _grams(one), _grams(other)
    return 2 * (here & there).total() / max(1, here.total() + there.total())


def common(one: Sequence[Hashable], other: Sequence[Hashable]) -> Iterator[tuple[int, int]]:
    """Indexes of the same things that stand in the same order in both; in lists that are long and unlike, the first of
    a thing with the first of it, the second with the second."""
    if len(one) * len(other) <= _PAIRS:
        yield from _matched(one, other)
        return
    start, end = 0, 0
    shorter = min(len(one), len(other))
    while start < shorter and one[start] == other[start]:
        start += 1
    while end < shorter - start and one[-1 - end] == other[-1 - end]:
        end += 1
    yield from ((n, n) for n in range(start))
    here, there = one[start : len(one) - end], other[start : len(other) - end]
    pairs = _matched(here, there) if len(here) * len(there) <= _PAIRS else _counted(here, there)
    yield from ((start + n, start + m) for n, m in pairs)
    yield from ((len(one) - n, len(other) - n) for n in range(end, 0, -1))


@lru_cache(maxsize=2048)
def _grams(text: str) -> Counter[str]:
    return Counter(text[at : at + _GRAM] for at in range(len(text) - _GRAM + 1))


def _matched(one: Sequence[Hashable], other: Sequence[Hashable]) -> Iterator[tuple[int, int]]:
    for block in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks():
        yield from ((block.a + step, block.b + step) for step in range(block.size))


def _counted(one: Sequence[Hashable], other: Sequence[Hashable]) -> Iterator[tuple[int, int]]:
    places: dict[Hashable, list[int]] = defaultdict(list)
    for number in reversed(range(len(other))):
        places[other[number]].append(number)
    for number, thing in enumerate(one):
        if places[thing]:
            yield number, places[thing].pop()
