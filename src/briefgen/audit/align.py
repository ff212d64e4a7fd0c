"""Which passage of a finished file is which passage of its ledger, however people have edited the file."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from heapq import nlargest
from typing import Any

from briefgen.audit.likeness import common, likeness, roughly
from briefgen.audit.rows import align_rows
from briefgen.ledger.ledger import STATEMENT, Printed
from briefgen.office.passages import Contents, FilePassage

Pairs = list[tuple[Printed, FilePassage]]
_ALIKE = 0.4
_LONG = 40
"""Letters from which on a paragraph is taken for the same wherever it stands; values alone are shorter."""
_FEW, _MANY = 12, 200
"""A passage is compared letter by letter with no more others than the few, and roughly with the many."""


def align(written: Sequence[Printed], contents: Contents) -> tuple[Pairs, list[Printed], list[FilePassage]]:
    """Pairs of ledger and file, what is only in the ledger, what is only in the file."""
    pairs: Pairs = []
    printed, passages = _copied(written, contents), contents.passages
    left, right = _alone([one for one in printed if not one.place.row], [p for p in passages if not p.place.row], pairs)
    rows = align_rows([one for one in printed if one.place.row], [p for p in passages if p.place.row])
    for row, cells in rows:
        lost, new = _alike(row, cells, pairs, _column, _ALIKE)
        lost, new = _alike(lost, new, pairs, _column, 0.0)
        left += lost
        right += new
    return pairs, left, right


def _alone(
    written: Sequence[Printed], found: Sequence[FilePassage], pairs: Pairs
) -> tuple[list[Printed], list[FilePassage]]:
    """Pair the passages that stand in no table."""
    left, right = _by_address(written, found, pairs, same_text=True)
    here, there = _by_part(left), _by_part(right)
    left, right = [], [passage for key, some in there.items() if key not in here for passage in some]
    for key, some in here.items():
        lost, new = _in_order(some, there.get(key, []), pairs)
        left += lost
        right += new
    left, right = _moved(left, right, pairs)
    framed = [one for one in left if one.place.shape]
    left = [one for one in left if not one.place.shape]
    for least in (_ALIKE, 0.0):
        framed, right = _alike(framed, right, pairs, _frame, least)
    left, right = _by_address(left, right, pairs, same_text=False)
    left, right = _alike(left, right, pairs, _sort, _ALIKE)
    return [*framed, *left], right


def _copied(written: Sequence[Printed], contents: Contents) -> Sequence[Printed]:
    """What was written, with a slide that was copied or got another id once more under the key it has now."""
    known = {one.place.key for one in written if one.place.slide}
    unknown = [key for key in contents.slides if key not in known]
    if not unknown:
        return written
    was, now = _texts(written), _texts(contents.passages)
    more: list[Printed] = []
    renamed: set[str] = set()
    for key in unknown:
        twin = max(known, key=lambda one: ((was[one] & now[key]).total(), one not in contents.slides), default="")
        if 2 * (was[twin] & now[key]).total() < was[twin].total():
            continue
        more += [replace(one, place=replace(one.place, key=key)) for one in written if one.place.key == twin]
        renamed.add(twin)
    gone = {key for key in renamed if key not in contents.slides}
    return [*(one for one in written if one.place.key not in gone), *more]


def _texts(things: Iterable[Printed] | Iterable[FilePassage]) -> dict[str, Counter[str]]:
    texts: dict[str, Counter[str]] = defaultdict(Counter)
    for thing in things:
        texts[thing.place.key][thing.text] += 1
    return texts


def _moved(
    written: Iterable[Printed], found: Iterable[FilePassage], pairs: Pairs
) -> tuple[list[Printed], list[FilePassage]]:
    """Pair long paragraphs that stand elsewhere in the same part, word for word."""
    there: dict[Hashable, list[FilePassage]] = defaultdict(list)
    for passage in found:
        there[(_part(passage), passage.place.shape, passage.text)].append(passage)
    left: list[Printed] = []
    for one in written:
        same = there[(_part(one), one.place.shape, one.text)]
        if same and len(one.text) >= _LONG:
            pairs.append((one, same.pop(0)))
        else:
            left.append(one)
    return left, [passage for some in there.values() for passage in some]


def _by_address(
    written: Iterable[Printed], found: Iterable[FilePassage], pairs: Pairs, *, same_text: bool
) -> tuple[list[Printed], list[FilePassage]]:
    """Pair what stands at the same address, with the same text or with one that is alike; a shape that was copied
    stands at the address of its original."""
    at: dict[Hashable, list[FilePassage]] = defaultdict(list)
    for passage in found:
        at[passage.place.address].append(passage)
    left: list[Printed] = []
    for one in written:
        here = at[one.place.address]
        same = next((passage for passage in here if passage.text == one.text), None)
        if same is None and not same_text:
            same = next((passage for passage in here if _likeness(one, passage) >= _ALIKE), None)
        if same is None:
            left.append(one)
            continue
        pairs.append((one, same))
        here.remove(same)
    return left, [passage for some in at.values() for passage in some]


def _part(thing: Printed | FilePassage) -> Hashable:
    return thing.place.area, thing.place.key


def _by_part(things: Iterable[Printed] | Iterable[FilePassage]) -> dict[Hashable, list[Any]]:
    areas: dict[Hashable, list[Any]] = defaultdict(list)
    for thing in things:
        areas[_part(thing)].append(thing)
    return areas


def _in_order(
    written: list[Printed], found: list[FilePassage], pairs: Pairs
) -> tuple[list[Printed], list[FilePassage]]:
    """Pair the same texts in the same order: paragraphs were put in or taken out between them."""
    texts = {one.text for one in written}
    known = [passage for passage in found if passage.text in texts]
    rest = [passage for passage in found if passage.text not in texts]
    lost, new = set(range(len(written))), set(range(len(known)))
    for here, there in common([one.text for one in written], [one.text for one in known]):
        pairs.append((written[here], known[there]))
        lost.discard(here)
        new.discard(there)
    return [written[n] for n in sorted(lost)], [*rest, *(known[n] for n in sorted(new))]


def _frame(thing: Printed | FilePassage) -> Hashable:
    """A shape stays where it is, its paragraphs may shift."""
    kind = "" if thing.kind == STATEMENT else thing.kind
    return _part(thing), thing.place.shape, thing.place.alt, kind


def _sort(thing: Printed | FilePassage) -> Hashable:
    """Paragraphs of a part may stand anywhere in it; what is said of a table or a shape is no paragraph."""
    return _part(thing), thing.place.alt, thing.place.shape


def _column(thing: Printed | FilePassage) -> Hashable:
    return thing.place.column


def _alike(
    written: Sequence[Printed],
    found: Sequence[FilePassage],
    pairs: Pairs,
    group: Callable[[Any], Hashable],
    least: float,
) -> tuple[list[Printed], list[FilePassage]]:
    """Pair each passage with the most similar one left in its group."""
    left: list[Printed] = []
    rest: dict[Hashable, list[FilePassage]] = defaultdict(list)
    for passage in found:
        rest[group(passage)].append(passage)
    for one in written:
        here = rest[group(one)]
        best, most = _most_alike(one, _near(one, here))
        if best is None or most < least:
            left.append(one)
            continue
        pairs.append((one, best))
        here.remove(best)
    return left, [passage for some in rest.values() for passage in some]


def _near(one: Printed, passages: list[FilePassage]) -> list[FilePassage]:
    """Of very many passages only those around the place of this one."""
    if len(passages) <= _MANY:
        return passages
    at = bisect_left(passages, one.place.paragraph, key=lambda passage: passage.place.paragraph)
    start = max(0, min(at - _MANY // 2, len(passages) - _MANY))
    return passages[start : start + _MANY]


def _most_alike(one: Printed, passages: Sequence[FilePassage]) -> tuple[FilePassage | None, float]:
    """The first of the passages most alike, and how much it is; of many, those that are so roughly are compared."""
    if len(passages) > _FEW:
        ranked = nlargest(_FEW, passages, key=lambda passage: roughly(one.text, passage.text))
        passages = [passage for passage in passages if any(passage is other for other in ranked)]
    scored = [(_likeness(one, passage), passage) for passage in passages]
    most, best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best, most


def _likeness(one: Printed, passage: FilePassage) -> float:
    if one.kind != passage.kind and "source line" in (one.kind, passage.kind):
        return 0.0
    return likeness(one.text, passage.text)
