"""Neighbours: values of like records in one source, which are easily taken for each other."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from briefgen.dataset.facts import RecordedFact
from briefgen.frozen import frozen
from briefgen.verify.passages import Passages
from briefgen.verify.subjects import hints_of
from briefgen.verify.wanted import Wanted, WantedNumber

Key = tuple[str, str, str, bool]
"""Source, kind of record, unit, and whether it is a rank: only like values are taken for each other."""
KINDS = ("result", "benchmark", "epidemiology")
"""Kinds whose measures have words of their own."""
_NUMBER = re.compile(r"\d")


@frozen
class _Sibling:
    """What another record states, and how messages name it."""

    label: str
    value: str


class Neighbours:
    """The values of a dataset by source and kind; of each measure two records of different values, of which one at
    least states another value than the one that is asked for."""

    def __init__(self, facts: Iterable[tuple[RecordedFact, tuple[Wanted, ...], tuple[str, ...]]]) -> None:
        self._siblings: dict[Key, dict[tuple[str, ...], list[_Sibling]]] = defaultdict(dict)
        for recorded, wanted, sources in facts:
            for source in sources:
                if key := _key(recorded, wanted, source):
                    hints, value = hints_of(recorded.record), str(recorded.value)
                    kept = self._siblings[key].setdefault(hints, [])
                    if len(kept) < 2 and all(value != other.value for other in kept):
                        kept.append(_Sibling(recorded.label, value))

    def taken_from(
        self, recorded: RecordedFact, wanted: tuple[Wanted, ...], source: str, passages: Passages, at: int
    ) -> str:
        """Why the value at a place is another record's: words of the other measure stand before it, and words of its
        own stand in the sentence too, but not with it. Empty when it is not."""
        key = _key(recorded, wanted, source)
        own = hints_of(recorded.record)
        if key is None or not own:
            return ""
        sentence, offset = passages.sentence(at)
        for hints, siblings in self._siblings[key].items():
            other = next((sibling for sibling in siblings if sibling.value != str(recorded.value)), None)
            if hints and hints != own and other and _stands_with(sentence, offset, own, hints):
                return f"it stands with '{hints[0]}', as {other.label} does"
        return ""


def _key(recorded: RecordedFact, wanted: tuple[Wanted, ...], source: str) -> Key | None:
    kind, number = recorded.record.kind, wanted[0]
    if kind not in KINDS or recorded.fact.field != "value" or not isinstance(number, WantedNumber):
        return None
    return source, kind, f"{number.currency} {number.unit}", number.rank


def _stands_with(sentence: str, at: int, own: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the words nearest before a value are the other's, with the number they belong to between them and its
    own; "PFS and OS of 6.7 and 16.6 months" says nothing about either."""
    words = _words(sentence, {True: own, False: other})
    before = [word for word in words if word[1] <= at]
    if not before or before[-1][2] or "respectively" in sentence:
        return False
    last = before[-1]
    mine = [word for word in words if word[2]]
    return bool(mine) and all(_NUMBER.search(sentence, *_between(last, word)) for word in mine)


def _between(one: tuple[int, int, bool], other: tuple[int, int, bool]) -> tuple[int, int]:
    first, second = sorted((one, other))
    return first[1], second[0]


def _words(sentence: str, hints: Mapping[bool, tuple[str, ...]]) -> list[tuple[int, int, bool]]:
    """Where the words of the own and the other measure stand; of words within words the longer ones count."""
    found = sorted(set(_found(sentence, hints)), key=lambda word: (word[0] - word[1], not word[2]))
    kept: list[tuple[int, int, bool]] = []
    for word in found:
        if not any(word[0] < other[1] and other[0] < word[1] for other in kept):
            kept.append(word)
    return sorted(kept)


def _found(sentence: str, hints: Mapping[bool, tuple[str, ...]]) -> Iterator[tuple[int, int, bool]]:
    for own, names in hints.items():
        for name in names:
            for match in re.finditer(rf"(?<!\w){re.escape(name)}s?(?!\w)", sentence, re.IGNORECASE):
                yield (*match.span(), own)
