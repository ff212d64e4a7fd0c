"""Numerals of a passage, and those that number something of the file itself: recognised by what they are."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from briefgen.frozen import frozen
from briefgen.lexicon import en
from briefgen.office.passages import FilePassage, Place

NUMERAL = re.compile(r"\d+(?:[.,]\d+)*|[\u00bc-\u00be\u2150-\u2188\u2460-\u249b\u24ea-\u24ff\u2776-\u2793]")
"""Digits of any script with their points and commas, fractions, and numbers in circles or as Roman signs."""
_ALIKE = tuple(zip("\u00a0\u2007\u2009\u202f\u2010\u2011\u2013\u2212", "    ----", strict=True))
_PARTS = re.compile(rf"{en.PARTS_COUNTED}|\(\d+\)\.?$")
_LEFT_OUT = re.compile(en.LEFT_OUT_COUNTED)
_AXIS = re.compile(r"\baxis \d+ to \d+%?|\blines at -\d+% and \+\d+%")
_LEVEL = re.compile(r"\(\d+%\sCI\)")
_LISTED = re.compile(rf"^\d+ | {en.CITED_IN} \d+\.$")
_CITED_IN = re.compile(rf" {en.CITED_IN} \d+\.")


@frozen
class Numeral:
    """A number printed in digits, where it stands in its passage, and why it needs no source ("" if it does)."""

    text: str
    start: int
    end: int
    exempt: str


def numerals(passage: FilePassage) -> Sequence[Numeral]:
    """Every numeral of a passage in order."""
    if NUMERAL.search(passage.text) is None:
        return ()
    return _numerals(passage.text, passage.kind, passage.furniture, alt=passage.place.alt)


@lru_cache(maxsize=2_048)
def _numerals(text: str, kind: str, furniture: tuple[tuple[int, int, str], ...], *, alt: bool) -> tuple[Numeral, ...]:
    """Those of a text, which is looked at when a ledger is made and again when a file is held against it."""
    passage = FilePassage(Place("", alt=alt), text, kind, furniture)
    raised = tuple(_merged(passage.furniture))
    natural = tuple(_natural(passage))
    found = [
        Numeral(match.group(), start + match.start(), start + match.end(), why)
        for start, end, why in raised
        for match in NUMERAL.finditer(passage.text[start:end])
    ]
    for match in NUMERAL.finditer(passage.masked):
        start, end = match.span()
        why = next((why for begin, stop, why in natural if begin <= start and end <= stop), "")
        found.append(Numeral(match.group(), start, end, why))
    return tuple(sorted(found, key=lambda numeral: numeral.start))


def _natural(passage: FilePassage) -> Iterator[tuple[int, int, str]]:
    """Stretches that are recognised by their words and the kind of their passage."""
    whole = (0, len(passage.text))
    match passage.kind:
        case "title" | "caption":
            yield from _found(_PARTS, passage, "number of a part")
        case "source line":
            yield (*whole, "reference number")
        case "source note":
            yield from _found(_LISTED, passage, "reference number")
        case "reference" | "reference entry":
            yield from _found(_CITED_IN, passage, "reference number")
        case "chapter number":
            yield (*whole, "chapter number")
        case "chart number":
            yield (*whole, "position in a chart")
        case "comment":
            yield (*whole, "comment of a reviewer")
        case "review":
            yield (*whole, "claim of the review copy")
        case "chart":
            yield from _found(_AXIS, passage, "axis of the chart")
            yield from _found(_LEVEL, passage, "level of the intervals")
        case _ if passage.place.alt:
            yield from _found(_PARTS, passage, "number of a part")
            yield from _found(_AXIS, passage, "axis of the chart")
            yield from _found(_LEVEL, passage, "level of the intervals")
            yield from _found(_LEFT_OUT, passage, "count of what the alt text leaves out")


def _merged(stretches: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Neighbouring stretches of one kind as one: the numbers of a citation are links of their own."""
    last: tuple[int, int, str] | None = None
    for start, end, why in stretches:
        if last and last[1] == start and last[2] == why:
            last = (last[0], end, why)
            continue
        if last:
            yield last
        last = (start, end, why)
    if last:
        yield last


def _found(pattern: re.Pattern[str], passage: FilePassage, why: str) -> Iterator[tuple[int, int, str]]:
    yield from ((*match.span(), why) for match in pattern.finditer(passage.masked.rstrip("\0")))


def folded(text: str) -> str:
    """The text with spaces of any width as spaces and short dashes as hyphens, each sign in its place: programs and
    people write one for the other."""
    return text if text.isascii() else _folded(text)


@lru_cache(maxsize=2_048)
def _folded(text: str) -> str:
    for sign, other in _ALIKE:
        text = text.replace(sign, other)
    return text


def stands_at(text: str, part: str, start: int) -> bool:
    """Whether a part found in a text is not cut out of a longer number or word."""
    end = start + len(part)
    before, after = text[max(0, start - 2) : start][::-1], text[end : end + 2]
    return not (_goes_on(part[:1], before) or _goes_on(part[-1:], after))


def _goes_on(edge: str, beyond: str) -> bool:
    """Whether a number or a word of an alphabet that parts its words does not end at this edge."""
    if edge.isdigit():
        return beyond[:1].isdigit() or (beyond[:1] in {".", ","} and beyond[1:].isdigit())
    return all(letter.isalpha() and letter < "\u0590" for letter in (edge, beyond[:1] or " "))


def locate(text: str, part: str, start: int) -> int:
    """Where a part stands in a text from `start` on, as a whole number or word; -1 when it does not."""
    at = text.find(part, start)
    while at >= 0 and not stands_at(text, part, at):
        at = text.find(part, at + 1)
    return at


def in_order(parts: Sequence[str], text: str) -> list[int]:
    """Where parts stand in the text they were written into, one after the other; -1 for what does not."""
    places: list[int] = []
    at = 0
    for part in parts:
        found = locate(text, part, at)
        places.append(found if found >= 0 else text.find(part, at))
        at = max(at, places[-1] + len(part)) if places[-1] >= 0 else at
    return places


def most_in_order(parts: Sequence[str], text: str) -> list[int]:
    """Where parts stand in a changed text, so that as many as possible stand in their order; -1 for the others."""
    ends = [0]
    chains: list[tuple[Any, ...]] = [()]
    for number, part in enumerate(parts):
        for start in reversed(everywhere(text, part)):
            length = bisect_right(ends, start)
            if length == len(ends):
                ends.append(len(text) + 1)
                chains.append(())
            if start + len(part) < ends[length]:
                ends[length] = start + len(part)
                chains[length] = (chains[length - 1], number, start)
    places = [-1] * len(parts)
    chain = chains[-1]
    while chain:
        chain, number, start = chain
        places[number] = start
    return places


def everywhere(text: str, part: str) -> list[int]:
    """Every place where a part stands as a whole number or word."""
    found = [locate(text, part, 0)]
    while found[-1] >= 0:
        found.append(locate(text, part, found[-1] + 1))
    return found[:-1]


def around(text: str, numeral: Numeral) -> str:
    """A numeral with the word or sign after it."""
    end = numeral.end
    while end < len(text) and not text[end].isspace() and end - numeral.end < 12:
        end += 1
    start = numeral.start
    while start > 0 and not text[start - 1].isspace() and numeral.start - start < 12:
        start -= 1
    return text[start:end].strip(".,;:()")
