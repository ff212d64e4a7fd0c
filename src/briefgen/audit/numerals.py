"""Numerals of a passage, and those that number something of the file itself: recognised by what they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from briefgen.place import Passage

NUMERAL = re.compile(r"\d+(?:[.,]\d+)*")
_PARTS = re.compile(r"\((?:\d+\sof\s)?\d+\)\.?$")
_LEFT_OUT = re.compile(r"\band \d+ more\b|: \d+ entries\.")
_AXIS = re.compile(r"\baxis \d+ to \d+%?")
_LISTED = re.compile(r"^\d+ | Cited in \d+\.$")
_CITED_IN = re.compile(r" Cited in \d+\.")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number printed in digits, where it stands in its passage, and why it needs no source ("" if it does)."""

    text: str
    start: int
    end: int
    exempt: str


def numerals(passage: Passage) -> list[Numeral]:
    """Every numeral of a passage in order."""
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
    return sorted(found, key=lambda numeral: numeral.start)


def _natural(passage: Passage) -> Iterator[tuple[int, int, str]]:
    """Stretches that are recognised by their words and the kind of their passage."""
    whole = (0, len(passage.text))
    match passage.kind:
        case "title" | "caption":
            yield from _found(_PARTS, passage, "number of a part")
        case "source line":
            yield (*whole, "reference number")
        case "source note":
            yield from _found(_LISTED, passage, "reference number")
        case "reference":
            yield from _found(_CITED_IN, passage, "reference number")
        case "chapter number":
            yield (*whole, "chapter number")
        case "chart number":
            yield (*whole, "position in a chart")
        case "comment":
            yield (*whole, "comment of a reviewer")
        case "review":
            yield (*whole, "claim of the review copy")
        case _ if passage.place.alt:
            yield from _found(_PARTS, passage, "number of a part")
            yield from _found(_AXIS, passage, "axis of the chart")
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


def _found(pattern: re.Pattern[str], passage: Passage, why: str) -> Iterator[tuple[int, int, str]]:
    yield from ((*match.span(), why) for match in pattern.finditer(passage.masked.rstrip("\0")))


def stands_at(text: str, part: str, start: int) -> bool:
    """Whether a part found in a text is not cut out of a longer number."""
    end = start + len(part)
    before = text[start - 1 : start]
    after = text[end : end + 2]
    if part[:1].isdigit() and (before.isdigit() or (before in {".", ","} and text[start - 2 : start - 1].isdigit())):
        return False
    return not (part[-1:].isdigit() and (after[:1].isdigit() or (after[:1] in {".", ","} and after[1:].isdigit())))


def locate(text: str, part: str, start: int) -> int:
    """Where a part stands in a text from `start` on, as a whole number or word; -1 when it does not."""
    at = text.find(part, start)
    while at >= 0 and not stands_at(text, part, at):
        at = text.find(part, at + 1)
    return at
