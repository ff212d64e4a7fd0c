"""Where is this number: what all ledgers say, each text once, within a bound of bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from briefgen.frozen import frozen
from briefgen.portal.extract import DamagedError, Extract, StatedFact, Statement

LIMIT = 4_000_000
"""So many bytes the page has for what ledgers say; what comes after is counted, not shown."""
_NUMBER = 7
"""What a number and its comma take at most."""


@frozen
class _Facts:
    """The facts of one ledger, its sources by their ids, and the numbers of those facts that are listed already."""

    facts: list[StatedFact]
    sources: dict[str, tuple[str, str]]
    listed: dict[int, int] = field(default_factory=dict)


@dataclass
class Numbers:
    """Statements of all ledgers as the page searches them, everything in it a number of a list.

    `texts` are all texts once each; `sources` an id, a reference and a tier; `facts` a record, a field, a place in the
    data, sources with the places in them, a formula, who said it and the facts it was computed from; `statements` a
    passage, its values with their facts, and the documents with the places where it stands.
    """

    limit: int = LIMIT
    texts: list[str] = field(default_factory=list)
    sources: list[tuple[int, int, int]] = field(default_factory=list)
    facts: list[tuple[Any, ...]] = field(default_factory=list)
    statements: list[tuple[int, list[int], list[int]]] = field(default_factory=list)
    left_out: dict[int, int] = field(default_factory=dict)
    """How many passages of a document the bound left no room for."""
    size: int = 0

    def __post_init__(self) -> None:
        self._texts: dict[str, int] = {}
        self._sources: dict[tuple[int, ...], int] = {}
        self._facts: dict[tuple[Any, ...], int] = {}
        self._statements: dict[tuple[int, ...], int] = {}
        self._stands: set[tuple[int, int, int]] = set()

    def add(self, document: int, extract: Extract) -> None:
        """What the ledger of a document says; DamagedError when it is not as it was written."""
        if self.size > self.limit:
            self._leave_out(document, extract.statements)
            return
        try:
            statements, every, sources = extract.says()
            facts = _Facts(every, sources)
            for number, statement in enumerate(statements):
                if self.size > self.limit:
                    self._leave_out(document, len(statements) - number)
                    return
                self._add(document, statement, facts)
        except (IndexError, TypeError) as error:
            raise DamagedError from error

    def to_json(self) -> dict[str, Any]:
        """The lists."""
        return {
            "texts": self.texts, "sources": self.sources, "facts": self.facts, "statements": self.statements,
        }  # fmt: skip

    def _leave_out(self, document: int, statements: int) -> None:
        if statements:
            self.left_out[document] = self.left_out.get(document, 0) + statements

    def _add(self, document: int, said: Statement, facts: _Facts) -> None:
        text, where, values = said
        pairs = ((self._text(one), self._fact(fact, facts)) for one, fact in values)
        key = (self._text(text), *(number for pair in pairs for number in pair))
        statement = self._numbered(self._statements, key, self.statements, (key[0], list(key[1:]), []))
        stands = (statement, document, self._text(where))
        if stands not in self._stands:
            self._stands.add(stands)
            self.statements[statement][2].extend(stands[1:])
            self.size += 2 * _NUMBER

    def _fact(self, number: int, facts: _Facts, below: tuple[int, ...] = ()) -> int:
        if number in facts.listed:
            return facts.listed[number]
        if number in below or number < 0:
            raise IndexError("a fact is computed from itself, or is not there")
        said, sources, parts = facts.facts[number]
        cited: list[int] = []
        for id, locator in sources:
            cited += (self._source(id, *facts.sources.get(id, ("", ""))), self._text(locator))
        inputs = tuple(self._fact(part, facts, (*below, number)) for part in parts)
        record, path, origin, formula, speaker = map(self._text, said)
        key = (record, path, origin, tuple(cited), formula, speaker, inputs)
        facts.listed[number] = self._numbered(self._facts, key, self.facts, key)
        return facts.listed[number]

    def _source(self, id: str, text: str, tier: str) -> int:
        key = (self._text(id), self._text(text), self._text(tier))
        return self._numbered(self._sources, key, self.sources, key)

    def _text(self, text: Any) -> int:
        if not isinstance(text, str):
            raise TypeError("not a text")
        number = self._texts.get(text)
        if number is None:
            number = self._texts[text] = len(self.texts)
            self.texts.append(text)
            self.size += len(text.encode("utf-8", "replace")) + 4 + 6 * sum(map(text.count, '<>&"\\'))
        return number

    def _numbered(self, known: dict[Any, int], key: tuple[Any, ...], items: list[Any], item: Any) -> int:
        """The number of an item, which is listed when it is new."""
        number = known.get(key)
        if number is None:
            number = known[key] = len(items)
            items.append(item)
            self.size += 8 + _NUMBER * sum(1 for _ in _flat(key))
        return number


def _flat(key: tuple[Any, ...]) -> Iterator[int]:
    for one in key:
        if isinstance(one, tuple):
            yield from _flat(one)
        else:
            yield one
