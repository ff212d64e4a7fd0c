"""Where is this number: what all ledgers say, each text once, within a bound of bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

LIMIT = 4_000_000
"""So many bytes the page has for what ledgers say; what comes after is counted, not shown."""
_LISTS = frozenset({"source note", "reference", "reference entry", "source line"})
"""Kinds of passages that list sources: each value names its own."""
_FURNITURE = frozenset({"properties", "layout"})
_REFERENCE = "reference"
_SHORT = 40
"""A text of fewer signs says little by itself."""
_NUMBER = 7
"""What a number and its comma take at most."""


class DamagedError(Exception):
    """A ledger is not as it was written."""


@dataclass(frozen=True, slots=True)
class _Facts:
    """The facts of one ledger, its sources by their ids, and the numbers of those facts that are listed already."""

    facts: Any
    sources: dict[str, Any]
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

    def add(self, document: int, ledger: Any) -> None:
        """What the ledger of a document says; DamagedError when it is not as it was written."""
        try:
            facts = _Facts(ledger["facts"], {one["id"]: one for one in ledger["sources"]})
            for passage in ledger["passages"]:
                if passage.get("kind") not in _LISTS and passage["place"]["area"] not in _FURNITURE:
                    self._add(document, passage, facts)
        except (AttributeError, IndexError, KeyError, RecursionError, TypeError) as error:
            raise DamagedError from error

    def to_json(self) -> dict[str, Any]:
        """The lists."""
        return {
            "texts": self.texts, "sources": self.sources, "facts": self.facts, "statements": self.statements,
        }  # fmt: skip

    def _add(self, document: int, passage: Any, facts: _Facts) -> None:
        values = [one for one in passage.get("entries", ()) if one["role"] != _REFERENCE]
        if not values and not passage.get("text"):
            return
        if self.size > self.limit:
            self.left_out[document] = self.left_out.get(document, 0) + 1
            return
        pairs = ((self._text(one["text"]), self._fact(one["fact"], facts)) for one in values)
        key = (self._text(passage.get("text", "")), *(number for pair in pairs for number in pair))
        statement = self._numbered(self._statements, key, self.statements, (key[0], list(key[1:]), []))
        stands = (statement, document, self._text(place(passage["place"], passage.get("text", ""))))
        if stands not in self._stands:
            self._stands.add(stands)
            self.statements[statement][2].extend(stands[1:])
            self.size += 2 * _NUMBER

    def _fact(self, number: int, facts: _Facts, below: tuple[int, ...] = ()) -> int:
        if number in facts.listed:
            return facts.listed[number]
        if number in below or number < 0:
            raise IndexError("a fact is computed from itself, or is not there")
        fact, sources = facts.facts[number], facts.sources
        cited: list[int] = []
        for one in fact.get("sources", ()):
            cited += (self._source(one["id"], sources.get(one["id"], {})), self._text(one.get("locator", "")))
        inputs = tuple(self._fact(part, facts, (*below, number)) for part in fact.get("inputs", ()))
        said = (self._text(fact.get(name, "")) for name in ("record", "field", "origin", "formula", "attributed_to"))
        record, path, origin, formula, speaker = said
        key = (record, path, origin, tuple(cited), formula, speaker, inputs)
        facts.listed[number] = self._numbered(self._facts, key, self.facts, key)
        return facts.listed[number]

    def _source(self, id: str, source: Any) -> int:
        key = (self._text(id), self._text(source.get("text", "")), self._text(source.get("tier", "")))
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


def place(place: Any, text: str) -> str:
    """Where a passage stands, as a reader looks for it: the slide, the section of a page, the cell of a sheet. A short
    text on a slide is told with the title of the slide."""
    area, section = place["area"], place.get("section", "")
    if place.get("slide"):
        where = f"{'' if area == 'slide' else f'{area} of '}slide {place['slide']}"
        return f"{where}, '{section}'" if section and len(text) < _SHORT and text != section else where
    if area == "sheet":
        return str(place["label"])
    if area != "body" or not section:
        return str(area) if area != "body" else "first page"
    return f"'{section}', table {place['table']}" if place.get("table") else f"'{section}'"


def _flat(key: tuple[Any, ...]) -> Iterator[int]:
    for one in key:
        if isinstance(one, tuple):
            yield from _flat(one)
        else:
            yield one
