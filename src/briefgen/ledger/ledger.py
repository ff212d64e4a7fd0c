"""The ledger of a file: every traced value with its place, its fact and its sources. Described in docs/ledger.md."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, field
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from briefgen.frozen import frozen
from briefgen.office.passages import Place
from briefgen.problems import Origin
from briefgen.stored import BadFileError, Node, read_bounded, read_json
from briefgen.values.dates import PartialDate
from briefgen.values.facts import (
    ALARM,
    COUNT,
    DATE,
    DERIVED,
    VALUE,
    Citation,
    Content,
    Fact,
    RecordKey,
    Role,
    read_path,
)
from briefgen.values.quantity import Quantity

VERSION = 1
MAX_BYTES = 64_000_000
"""A ledger has no more."""
MAX_DEPTH, MAX_BELOW = 40, 20_000
"""Steps from a computed value to what sources state, and how many facts may be below it."""
STATEMENT = "statement"
"""Kind of the passages that protect a reader: statements, cautions, notices, the line for a medical audience."""
_COUNTED = (VALUE, DERIVED, COUNT, DATE, ALARM)


@frozen
class Entry:
    """A traced value as printed; `role` and `content` as in facts.Traced."""

    text: str
    fact: Fact
    role: Role = VALUE
    content: Content | None = field(default=None, compare=False)

    @property
    def quantity(self) -> Quantity | None:
        """Number, unit and qualifier, when the text is a quantity; a year alone is a number too."""
        match self.content:
            case Quantity() if self.role in _COUNTED:
                return self.content
            case PartialDate(grain="year", text=year) if self.role in _COUNTED and year == self.text:
                return Quantity(year, Decimal(year))
            case _:
                return None


@frozen
class Printed:
    """A passage that states facts: its place and text as written, its values in order, its numerals that need no
    source with the reason, and its kind as in place.Passage, or STATEMENT, or "picture": values drawn in a chart,
    without text, `image` the hash of the picture."""

    place: Place
    text: str
    entries: tuple[Entry, ...] = ()
    exempt: tuple[tuple[str, str], ...] = ()
    kind: str = ""
    image: str = ""


@frozen
class Listed:
    """A source of the document: its reference number (0: not listed), its entry, the source that cites it, its tier
    and the day it was looked up."""

    id: str
    number: int = 0
    text: str = ""
    via: str = ""
    tier: str = ""
    retrieved: str = ""


@frozen
class Ledger:
    """Everything a finished file prints and what it rests on. `words` are the hashes of passages that state nothing,
    `review` is the hash of its review copy, if one was written: the copy has the identity of the file."""

    identity: str
    sha256: str
    format: str
    brief: str
    subject: str
    title: str
    as_of: str
    sources: tuple[Listed, ...] = ()
    printed: tuple[Printed, ...] = ()
    words: tuple[str, ...] = ()
    file: str = field(default="", compare=False)
    review: str = field(default="", compare=False)

    def entries(self) -> Iterator[tuple[Printed, Entry]]:
        """Every value with the passage it stands in."""
        for printed in self.printed:
            for entry in printed.entries:
                yield printed, entry

    def source(self, id: str) -> Listed:
        """A source by id."""
        return next((source for source in self.sources if source.id == id), Listed(id))


@lru_cache(maxsize=8_192)
def words_hash(text: str) -> str:
    """What the ledger keeps of a passage that states nothing: of its letters and digits alone."""
    return sha256("".join(filter(str.isalnum, text)).encode()).hexdigest()[:12]


def facts_below(fact: Fact) -> Iterator[Fact]:
    """A fact and those it was computed from."""
    yield fact
    for part in fact.inputs:
        yield from facts_below(part)


def citations_of(fact: Fact) -> tuple[Citation, ...]:
    """Sources of a fact with the places in them, those of its inputs too."""
    return tuple(dict.fromkeys(citation for one in facts_below(fact) for citation in one.citations))


# --- JSON --------------------------------------------------------------------------------------------------


def to_json(ledger: Ledger) -> bytes:
    """The ledger as JSON: facts are listed once, the entries point to them; same ledger, same bytes."""
    numbers: dict[Fact, int] = {}
    facts: list[dict[str, Any]] = []
    for _, entry in ledger.entries():
        _number(entry.fact, numbers, facts)
    head = {
        "version": VERSION, "file": ledger.file, "sha256": ledger.sha256, "identity": ledger.identity,
        "format": ledger.format, "brief": ledger.brief, "subject": ledger.subject, "title": ledger.title,
        "as_of": ledger.as_of,
    } | _bare(review=ledger.review)  # fmt: skip
    sources = [_bare(**asdict(source)) for source in ledger.sources]
    passages = [_printed(one, numbers) for one in ledger.printed]
    lines = [f"  {_dump(name)}: {_dump(value)}" for name, value in head.items()]
    lines += [_array("sources", sources), _array("facts", facts), _array("passages", passages)]
    lines.append(f'  "words": {_dump(ledger.words)}')
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def _array(name: str, items: Sequence[dict[str, Any]]) -> str:
    inner = ",\n".join(f"    {_dump(item)}" for item in items)
    return f'  "{name}": [\n{inner}\n  ]' if inner else f'  "{name}": []'


_dump = json.JSONEncoder(ensure_ascii=False).encode


def _number(fact: Fact, numbers: dict[Fact, int], facts: list[dict[str, Any]]) -> int:
    if fact not in numbers:
        inputs = [_number(part, numbers, facts) for part in fact.inputs]
        numbers[fact] = len(facts)
        facts.append(
            _bare(
                record=str(fact.record), field=fact.field, origin=fact.origin.path, attributed_to=fact.attributed_to,
                sources=[_bare(id=c.source, locator=c.locator) for c in fact.citations],
                formula=fact.formula, inputs=inputs,
            )
        )  # fmt: skip
    return numbers[fact]


def _bare(**parts: Any) -> dict[str, Any]:
    return {name: value for name, value in parts.items() if value}


def _printed(one: Printed, numbers: dict[Fact, int]) -> dict[str, Any]:
    entries = [_entry(entry, numbers) for entry in one.entries]
    exempt = [{"text": text, "reason": reason} for text, reason in one.exempt]
    place = {"label": str(one.place), **one.place.to_json()}
    return _bare(place=place, text=one.text, kind=one.kind, image=one.image, entries=entries, exempt=exempt)


def _entry(entry: Entry, numbers: dict[Fact, int]) -> dict[str, Any]:
    shown: dict[str, Any] = {"text": entry.text, "role": str(entry.role), "fact": numbers[entry.fact]}
    quantity = entry.quantity
    if quantity is not None:
        low, high = quantity.low, quantity.high
        shown |= _bare(
            value="" if quantity.number is None else str(quantity.number),
            low="" if low is None else str(low), high="" if high is None else str(high),
            unit=quantity.unit, qualifier=quantity.qualifier, currency=quantity.currency,
            interval=quantity.interval.text if quantity.interval else "",
        )  # fmt: skip
    return shown


class BadLedgerError(BadFileError):
    """The file is no ledger of this version."""


def read_ledger(path: Path) -> Ledger:
    """Read the ledger in a file; BadLedgerError when it is none."""
    try:
        return from_json(read_bounded(path, MAX_BYTES))
    except BadFileError as error:
        raise BadLedgerError(str(error)) from None


def from_json(data: bytes) -> Ledger:
    """Read a ledger; BadLedgerError when it is none. Fields that are not known are passed over."""
    try:
        return _ledger(read_json(data))
    except BadFileError as error:
        raise BadLedgerError(f"is no ledger, or is damaged: it {error}") from None


def _ledger(content: Node) -> Ledger:
    if (version := content.whole("version")) != VERSION:
        raise BadFileError(f"has version {version}, not {VERSION}")
    facts: list[Fact] = []
    sizes: list[tuple[int, int]] = []
    for item in content["facts"]:
        facts.append(_fact(item, facts, sizes))
    names = ("identity", "sha256", "format", "brief", "subject", "title", "as_of", "file")
    return Ledger(
        **{name: content.text(name) for name in names},
        sources=tuple(_listed(item) for item in content["sources"]),
        printed=tuple(_read(item, facts) for item in content["passages"]),
        words=content.list("words").texts(),
        review=content.text("review", ""),
    )


def _listed(item: Node) -> Listed:
    names = ("text", "via", "tier", "retrieved")
    return Listed(item.text("id"), item.whole("number", 0), **{name: item.text(name, "") for name in names})


def _fact(item: Node, facts: Sequence[Fact], sizes: list[tuple[int, int]]) -> Fact:
    """A fact whose inputs were read before; `sizes` are their depths and how many facts are below each."""
    inputs = [_index(number, facts) for number in item.list("inputs")]
    depth = 1 + max((sizes[number][0] for number in inputs), default=0)
    below = 1 + sum(sizes[number][1] for number in inputs)
    if depth > MAX_DEPTH or below > MAX_BELOW:
        raise BadFileError("computes a value from too many others")
    sizes.append((depth, below))
    return Fact(
        record=RecordKey.read(item.text("record")),
        path=read_path(item.text("field", "")),
        origin=Origin.read(item.text("origin", "")),
        citations=tuple(Citation(one.text("id"), one.text("locator", "")) for one in item.list("sources")),
        inputs=tuple(facts[number] for number in inputs),
        attributed_to=item.text("attributed_to", ""),
        formula=item.text("formula", ""),
    )


def _index(number: Node, facts: Sequence[Fact]) -> int:
    if (index := number.number()) >= len(facts):
        raise BadFileError("points to a fact that is not there")
    return index


def _read(item: Node, facts: Sequence[Fact]) -> Printed:
    entries = (
        _read_entry(one.text("text"), facts[_index(one["fact"], facts)], Role.read(one.text("role", "value")))
        for one in item.list("entries")
    )
    exempt = ((one.text("text"), one.text("reason")) for one in item.list("exempt"))
    text, kind, image = (item.text(name, "") for name in ("text", "kind", "image"))
    return Printed(_place(item["place"]), text, tuple(entries), tuple(exempt), kind, image)


def _read_entry(text: str, fact: Fact, role: Role) -> Entry:
    """An entry, its quantity read once more from its text: the only place where that is needed."""
    try:
        return Entry(text, fact, role, Quantity.parse(text) if role in _COUNTED else None)
    except ValueError:
        return Entry(text, fact, role)


def _place(item: Node) -> Place:
    texts = {name: item.text(name, "") for name in ("key", "section", "shape", "cell")}
    numbers = {name: item.whole(name, 0) for name in ("slide", "table", "row", "column", "paragraph")}
    return Place(item.text("area"), alt=item.flag("alt"), **texts, **numbers)  # type: ignore[arg-type]
