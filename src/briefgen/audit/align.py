"""Which passage of a finished file is which passage of its ledger, however people have edited the file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import Any

from briefgen.ledger import Printed
from briefgen.place import Passage

Pairs = list[tuple[Printed, Passage]]
_ALIKE = 0.4


def align(written: Sequence[Printed], found: Sequence[Passage]) -> tuple[Pairs, list[Printed], list[Passage]]:
    """Pairs of ledger and file, what is only in the ledger, what is only in the file."""
    pairs: Pairs = []
    left, right = _by_address(written, found, pairs, same_text=True)
    here, there = _by_area(left), _by_area(right)
    left, right = [], [passage for key, some in there.items() if key not in here for passage in some]
    for key, some in here.items():
        lost, new = _in_order(some, there.get(key, []), pairs)
        left += lost
        right += new
    left, right = _by_address(left, right, pairs, same_text=False)
    left, right = _alike(left, right, pairs)
    return pairs, left, right


def _by_address(
    written: Iterable[Printed], found: Iterable[Passage], pairs: Pairs, *, same_text: bool
) -> tuple[list[Printed], list[Passage]]:
    """Pair what stands at the same address, with the same text or with one that is alike."""
    at = {passage.place.address: passage for passage in found}
    left: list[Printed] = []
    for one in written:
        passage = at.get(one.place.address)
        if passage is not None and (passage.text == one.text if same_text else _may_be(one, passage)):
            pairs.append((one, passage))
            del at[passage.place.address]
        else:
            left.append(one)
    return left, list(at.values())


def _by_area(things: Iterable[Printed] | Iterable[Passage]) -> dict[tuple[str, str], list[Any]]:
    areas: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for thing in things:
        areas[(thing.place.area, thing.place.key)].append(thing)
    return areas


def _in_order(
    written: list[Printed], found: list[Passage], pairs: Pairs
) -> tuple[list[Printed], list[Passage]]:
    """Pair the same texts in the same order: paragraphs were put in or taken out between them."""
    texts = {one.text for one in written}
    known = [passage for passage in found if passage.text in texts]
    rest = [passage for passage in found if passage.text not in texts]
    matcher = SequenceMatcher(None, [one.text for one in written], [one.text for one in known], autojunk=False)
    lost, new = set(range(len(written))), set(range(len(known)))
    for start, other, size in matcher.get_matching_blocks():
        for step in range(size):
            pairs.append((written[start + step], known[other + step]))
            lost.discard(start + step)
            new.discard(other + step)
    return [written[n] for n in sorted(lost)], [*rest, *(known[n] for n in sorted(new))]


def _alike(
    written: Sequence[Printed], found: Sequence[Passage], pairs: Pairs
) -> tuple[list[Printed], list[Passage]]:
    """Pair each passage with the most similar one left in its area."""
    left: list[Printed] = []
    rest = list(found)
    for one in written:
        here = [p for p in rest if (p.place.area, p.place.key) == (one.place.area, one.place.key)]
        best = max(here, key=lambda passage: _likeness(one, passage), default=None)
        if best is None or _likeness(one, best) < _ALIKE:
            left.append(one)
            continue
        pairs.append((one, best))
        rest.remove(best)
    return left, rest


def _may_be(one: Printed, passage: Passage) -> bool:
    """Whether a changed passage at the same address is this one: cells and shapes stay, paragraphs of pages shift."""
    stays = bool(one.place.row or one.place.shape) and one.kind == passage.kind
    return stays or _likeness(one, passage) >= _ALIKE


def _likeness(one: Printed, passage: Passage) -> float:
    if one.kind != passage.kind and "source line" in (one.kind, passage.kind):
        return 0.0
    return SequenceMatcher(None, one.text, passage.text, autojunk=False).ratio()
