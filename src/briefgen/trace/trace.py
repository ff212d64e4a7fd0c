"""From a number in a finished file to its record and source, and from a source to everything that rests on it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from briefgen.audit.files import Opened
from briefgen.audit.numerals import folded
from briefgen.dataset.store import Dataset
from briefgen.frozen import frozen
from briefgen.ledger.ledger import Entry, Ledger, Printed, citations_of, facts_below
from briefgen.ledger.store import ledgers
from briefgen.problems import did_you_mean
from briefgen.project import SelectionError
from briefgen.trace.lines import with_lines
from briefgen.values.counting import count
from briefgen.values.facts import FLAG, NAME, REFERENCE, TEXT, Fact

_SHOWN = 160


@frozen
class TraceRow:
    """One traced value as trace prints it: what, where, from which field of which record, at which line of the data,
    and by which sources; a derived value has its formula and what went into it."""

    file: str
    text: str
    place: str
    sentence: str
    record: str
    field: str
    origin: str
    sources: tuple[str, ...]
    attributed_to: str = ""
    formula: str = ""
    inputs: tuple[str, ...] = ()
    value: str = ""
    unit: str = ""
    qualifier: str = ""

    def to_json(self) -> dict[str, Any]:
        """The row without what it does not say."""
        return {name: value for name, value in asdict(self).items() if value}


def trace_file(opened: Opened, find: str = "") -> tuple[TraceRow, ...]:
    """Every traced value of a file, or those whose text holds what is looked for."""
    return rows_of(str(opened.path), opened.ledger, find)


def rows_of(file: str, ledger: Ledger, find: str = "") -> tuple[TraceRow, ...]:
    """Every traced value of a ledger, or those whose text holds what is looked for."""
    wanted = _folded(find)
    return tuple(
        _row(file, ledger, printed, entry)
        for printed, entry in ledger.entries()
        if wanted in _folded(entry.text) and (wanted or _says_something(entry))
    )


def stands_untraced(opened: Opened, find: str) -> tuple[str, ...]:
    """Places of the file whose text holds what is looked for."""
    wanted = _folded(find)
    return tuple(str(passage.place) for passage in opened.contents.passages if wanted in _folded(passage.text))


def trace_source(output: Path, source: str, dataset: Dataset | None = None) -> tuple[TraceRow, ...]:
    """Every value in every output that rests on a source, or on one that it cites; with its line in the dataset."""
    return _impact(output, source, "source", _sources_of, dataset)


def trace_record(output: Path, record: str, dataset: Dataset | None = None) -> tuple[TraceRow, ...]:
    """Every value in every output that rests on a record, named by its id or as kind/id; with its line in the
    dataset."""
    return _impact(output, record, "record", _records_of, dataset)


def holding(rows: Iterable[TraceRow], find: str) -> tuple[TraceRow, ...]:
    """Rows whose text holds what is looked for."""
    wanted = _folded(find)
    return tuple(row for row in rows if wanted in _folded(row.text))


def rests_on(opened: Opened, source: str, record: str) -> tuple[TraceRow, ...]:
    """Every value of one file that rests on a source, or on a record."""
    files = [(opened.path, opened.ledger)]
    if source:
        return _resting(files, source, "source", _sources_of, "the file does not rest on a")
    return _resting(files, record, "record", _records_of, "the file does not rest on a")


def _impact(output: Path, id: str, what: str, names: Any, dataset: Dataset | None) -> tuple[TraceRow, ...]:
    every = ((path, with_lines(ledger, dataset)) for path, ledger in _all(output))
    return _resting(every, id, what, names, "no output rests on a")


def _resting(files: Iterable[tuple[Path, Ledger]], id: str, what: str, names: Any, none: str) -> tuple[TraceRow, ...]:
    rows: list[TraceRow] = []
    known: set[str] = set()
    for path, ledger in files:
        for printed, entry in ledger.entries():
            found = names(entry, ledger)
            known |= found
            if id in found:
                rows.append(_row(str(path), ledger, printed, entry))
    if id not in known:
        raise SelectionError("; ".join(filter(None, [f"{none} {what} '{id}'", did_you_mean(id, known)])))
    return tuple(rows)


def _all(output: Path) -> Iterator[tuple[Path, Ledger]]:
    found = False
    for pair in ledgers(output):
        found = True
        yield pair
    if not found:
        raise SelectionError(f"there is no ledger below {output}; build first, or say where with --output")


def _sources_of(entry: Entry, ledger: Ledger) -> set[str]:
    own = set(entry.fact.sources)
    own |= {one.record.id for one in facts_below(entry.fact) if one.record.kind == "source"}
    return own | {via for id in own if (via := ledger.source(id).via)}


def _records_of(entry: Entry, ledger: Ledger) -> set[str]:
    keys = {one.record for one in facts_below(entry.fact) if one.record.id}
    return {name for key in keys for name in (str(key), key.id)}


# --- rows --------------------------------------------------------------------------------------------------


def _row(file: str, ledger: Ledger, printed: Printed, entry: Entry) -> TraceRow:
    fact, quantity = entry.fact, entry.quantity
    shown = str(printed.place) + (", drawn in the chart" if printed.kind == "picture" else "")
    number = quantity.figure if quantity and not quantity.sentinel else ""
    return TraceRow(
        file=file,
        text=entry.text,
        place=shown,
        sentence=sentence(printed.text, entry.text),
        record=str(fact.record),
        field=fact.field,
        origin=str(fact.origin),
        sources=tuple(_sources(fact, ledger)),
        attributed_to=fact.attributed_to,
        formula=fact.formula,
        inputs=tuple(_named(part) for part in fact.inputs),
        value=number,
        unit=quantity.unit if quantity else "",
        qualifier=quantity.qualifier if quantity else "",
    )


def _sources(fact: Fact, ledger: Ledger) -> Iterator[str]:
    for citation in citations_of(fact):
        listed = ledger.source(citation.source)
        number = f"[{listed.number}] " if listed.number else ""
        where = f", {citation.locator}" if citation.locator else ""
        via = f", as cited in {listed.via}" if listed.via else ""
        title = f": {listed.text}" if listed.text else ""
        yield f"{number}{citation.source}{where}{via}{title}"


def _named(fact: Fact) -> str:
    origin = f" ({fact.origin})" if fact.origin.path else ""
    return f"{fact.record} {fact.field}".rstrip() + origin


def sentence(text: str, part: str) -> str:
    """The sentence of a text that holds a part, shortened; the whole text when it is one."""
    at = text.find(part)
    ends = [match.end() for match in re.finditer(r"[.!?](?=\s|$)|\n", text)]
    start = max((end for end in ends if end <= at), default=0)
    stop = min((end for end in ends if end >= at + len(part)), default=len(text))
    found = " ".join(text[start:stop].split())
    return found if len(found) <= _SHOWN else f"{found[: _SHOWN - 3].rstrip()}..."


def _says_something(entry: Entry) -> bool:
    return entry.role not in (NAME, TEXT, FLAG, REFERENCE) or any(c.isdigit() for c in entry.text)


def _folded(text: str) -> str:
    """Text for comparing: one kind of dash and space, small letters, numbers without marks between thousands."""
    plain = " ".join(folded(text).casefold().split())
    return re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", plain)


def alike(rows: Iterable[TraceRow], *, files: bool) -> Iterator[list[TraceRow]]:
    """Rows that state the same value of the same fact, of one file or of all."""
    grouped: dict[tuple[Any, ...], list[TraceRow]] = {}
    for row in rows:
        key = (row.file if files else "", row.text, row.record, row.field, row.origin, row.sources, row.formula)
        grouped.setdefault(key, []).append(row)
    yield from grouped.values()


# --- as text -----------------------------------------------------------------------------------------------


def as_text(rows: Iterable[TraceRow], *, files: bool) -> Iterator[str]:
    """Rows for reading: one block for each value and fact, its places below each other; of several files first each
    with its number of values."""
    rows = tuple(rows)
    if files:
        counted = Counter(row.file for row in rows)
        yield "\n".join(f"{file}: {count(n, 'value')}" for file, n in counted.items()) + "\n"
    file = ""
    for same in alike(rows, files=files):
        row = same[0]
        if files and row.file != file:
            file = row.file
            yield f"{file}\n"
        yield "\n".join(_block(row, same)) + "\n"


def _block(row: TraceRow, same: list[TraceRow]) -> Iterator[str]:
    yield row.text.replace("\n", " ")
    places = dict.fromkeys(one.place for one in same)
    yield from _lines("where", places)
    said = next((one.sentence for one in same if one.sentence and "alt text" not in one.place), row.sentence)
    if said and " ".join(row.text.split()) != said:
        yield from _lines("says", [said])
    yield from _lines("record", [f"{row.record} {row.field}".rstrip() + (f"  {row.origin}" if row.origin else "")])
    yield from _lines("formula", [row.formula] if row.formula else [])
    yield from _lines("from", row.inputs)
    yield from _lines("source", row.sources)
    yield from _lines("said by", [row.attributed_to] if row.attributed_to else [])


def _lines(label: str, lines: Iterable[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield f"  {label if number == 0 else '':<8}  {line}"
