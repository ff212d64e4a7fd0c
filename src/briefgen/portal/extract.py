"""Extracts: the little that the portal needs of a ledger, kept by the content of the ledger, for ledgers are long."""

from __future__ import annotations

import json
import marshal
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeAlias

from briefgen.cache import code_of, kept, key_of, versions_of
from briefgen.frozen import frozen
from briefgen.ledger import ledger_path
from briefgen.ledger.ledger import MAX_BYTES
from briefgen.stored import BadFileError, read_bounded

KINDS = ("company", "asset", "area")
"""What documents name, as the page finds them by."""
_KIND = "extracts"
_LISTS = frozenset({"source note", "reference", "reference entry", "source line"})
"""Kinds of passages that list sources: each value names its own."""
_FURNITURE = frozenset({"properties", "layout"})
_REFERENCE = "reference"
_SHORT = 40
"""A text of fewer signs says little by itself."""
_STATED = ("record", "field", "origin", "formula", "attributed_to")
Statement: TypeAlias = tuple[str, str, list[tuple[str, int]]]
"""A text, where it stands, and its values with the numbers of their facts."""
StatedFact: TypeAlias = tuple[tuple[str, ...], list[tuple[str, str]], list[int]]
"""What a fact is, by `_STATED`; its sources with the places in them; and the facts it is computed from."""
Says: TypeAlias = tuple[list[Statement], list[StatedFact], dict[str, tuple[str, str]]]
"""Statements, facts, and the text and tier of each source by its id."""


class DamagedError(Exception):
    """A ledger is not as it was written."""


@frozen
class Extract:
    """Of a ledger the names of companies, assets and areas that the document prints, by record; how many statements
    there are to be searched; and those, which are read when they are asked for."""

    names: dict[str, str]
    statements: int
    packed: bytes

    def says(self) -> Says:
        """What the page searches."""
        found: Says = marshal.loads(self.packed)
        return found


def extract_of(document: Path) -> Extract:
    """The extract of a document's ledger; DamagedError when that is not as it was written."""
    try:
        data = read_bounded(ledger_path(document), MAX_BYTES)
        key = key_of(sha256(data).hexdigest(), code_of("portal"), versions_of())
        return Extract(*marshal.loads(kept(_KIND, key, lambda: marshal.dumps(_extracted(json.loads(data))))))
    except (BadFileError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        raise DamagedError from error


def _extracted(ledger: Any) -> tuple[dict[str, str], int, bytes]:
    facts = [_fact(fact) for fact in ledger["facts"]]
    sources = {one["id"]: (one.get("text", ""), one.get("tier", "")) for one in ledger["sources"]}
    statements = list(_statements(ledger["passages"]))
    says: Says = (statements, facts, sources)
    return _names(ledger), len(statements), marshal.dumps(says)


def _fact(fact: Any) -> StatedFact:
    sources = [(one["id"], one.get("locator", "")) for one in fact.get("sources", ())]
    return tuple(fact.get(name, "") for name in _STATED), sources, list(fact.get("inputs", ()))


def _statements(passages: Any) -> Iterator[Statement]:
    for passage in passages:
        if passage.get("kind") in _LISTS or passage["place"]["area"] in _FURNITURE:
            continue
        values = [(one["text"], one["fact"]) for one in passage.get("entries", ()) if one["role"] != _REFERENCE]
        if values or passage.get("text"):
            text = passage.get("text", "")
            yield text, place(passage["place"], text), values


def _names(ledger: Any) -> dict[str, str]:
    """The names that are printed, by record, written large where they are so anywhere."""
    facts, found = ledger["facts"], dict[str, str]()
    for entry in (entry for passage in ledger["passages"] for entry in passage.get("entries", ())):
        fact = facts[entry["fact"]]
        if entry["role"] == "name" and fact.get("field") == "name" and fact["record"].split("/")[0] in KINDS:
            text, record = str(entry["text"]), str(fact["record"])
            if record not in found or (text[:1].isupper() and not found[record][:1].isupper()):
                found[record] = text
    return found


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
