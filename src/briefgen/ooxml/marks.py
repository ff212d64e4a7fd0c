"""Marks around values in the text of XML parts while a file is written; none is left in the finished file.

A mark is a start sign, the number of its value in digits of its own, a middle sign, the text, and an end sign, all
of the private use area. Nothing is measured with marks: they are put in where XML text is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from briefgen.document.inlines import Inlines, Text, Value
from briefgen.document.walk import leaves
from briefgen.ledger.ledger import Entry
from briefgen.values.facts import VALUE, Content, Fact, Role, Traced
from briefgen.values.signs import END, MARK, MIDDLE, START, ZERO

_DIGITS = f"[{chr(ZERO)}-{chr(ZERO + 9)}]+"
OPENING, CLOSING = f"{chr(START)}{_DIGITS}{chr(MIDDLE)}", chr(END)
"""What the marks at the begin and at the end of a text look like, as patterns."""
_BYTES = re.compile(f"{chr(START)}(?:{'|'.join(chr(ZERO + n) for n in range(10))})+{chr(MIDDLE)}|{chr(END)}".encode())
_SIGNS = dict.fromkeys((START, MIDDLE, END))
_WRITTEN = {ord("0") + n: ZERO + n for n in range(10)}
_READ = {ZERO + n: str(n) for n in range(10)}


@dataclass(slots=True)
class Marks:
    """The values marked so far, each once; a mark of alternative text stands for all values of its figure."""

    values: list[Entry | tuple[Entry, ...]] = field(default_factory=list)
    numbers: dict[tuple[Fact, Role, Content | None], int] = field(default_factory=dict)

    def value(self, text: str, fact: Fact | None, role: Role = VALUE, content: Content | None = None) -> str:
        """Text that states a fact, marked."""
        if fact is None or not text:
            return text
        number = self.numbers.get((fact, role, content))
        if number is None:
            number = self.numbers[(fact, role, content)] = len(self.values)
            self.values.append(Entry("", fact, role, content))
        return _marked(text, number)

    def figure(self, alt: str, facts: Sequence[Value | Traced]) -> str:
        """The alternative text of a figure, marked."""
        self.values.append(tuple(Entry(value.text, value.fact, value.role, value.content) for value in facts))
        return _marked(alt, len(self.values) - 1)

    def plain(self, inlines: Inlines) -> str:
        """Inlines as plain text without citations, every value marked."""
        return "".join(_plain(inlines, self))


def _plain(inlines: Inlines, marks: Marks) -> Iterator[str]:
    for leaf in leaves(inlines):
        match leaf:
            case Value(text, fact, role):
                yield marks.value(text, fact, role, leaf.content)
            case Text(text):
                yield text


def _marked(text: str, number: int) -> str:
    digits = str(number).translate(_WRITTEN)
    bare = text if text.isascii() else text.translate(_SIGNS)
    return f"{chr(START)}{digits}{chr(MIDDLE)}{bare}{chr(END)}"


def without_marked_bytes(data: bytes) -> bytes:
    """An XML part without marks."""
    return _BYTES.sub(b"", data)


@lru_cache(maxsize=8_192)
def _number(digits: str) -> int:
    return int(digits.translate(_READ))


def spans(text: str) -> tuple[str, list[tuple[int, int, int]]]:
    """The text without marks, and each marked stretch of it: start, end, number of the value."""
    if text.isascii() or (chr(END) not in text and chr(START) not in text):
        return text, []
    clean, found, opened = "", [], []
    last = 0
    for mark in MARK.finditer(text):
        start, end = mark.span()
        clean += text[last:start]
        last = end
        if digits := mark[1]:
            opened.append((len(clean), _number(digits)))
        elif opened:
            start, number = opened.pop()
            found.append((start, len(clean), number))
    return clean + text[last:], sorted(found)
