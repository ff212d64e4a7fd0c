"""What is asked of a view while something is made of it, and a hash of the answers: asked again, the same answers make
the same thing.

A view answers by records, by the ids of a kind, by the records that name another, and by what is made of all records.
Of a record it says the fields that are read, and beside them no more than `_told` gathers: what else it comes to stands
in other records, which are asked for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from operator import attrgetter, methodcaller
from typing import TYPE_CHECKING, Any

from briefgen.checks.walk import parts
from briefgen.dataset.quotes import UnknownQuoteError, find_quoted, quotes
from briefgen.records import Asset, Commentary, Record, Sourced
from briefgen.view.base import RecordView, key_of, other_values, rivals_of

if TYPE_CHECKING:
    from briefgen.view.view import View

Question = tuple[str, ...]
"""A word for what is asked, and what of."""
_asked: Callable[[View], set[Question]] = attrgetter("_asked")
_read: Callable[[View], Mapping[tuple[str, str], set[str]]] = attrgetter("_read")
_view_of: Callable[[RecordView], View] = attrgetter("_view")
_records: Callable[[View], Mapping[str, Mapping[str, Record]]] = attrgetter("_records")
_known: Callable[[View], dict[Question, bytes]] = attrgetter("_answers")
_fields: Callable[[View], dict[tuple[str, str], dict[str, bytes]]] = attrgetter("_field_answers")


def apart(view: View) -> View:
    """The same view for one use: it notes what is asked of it, and answers nothing from what was asked for another."""
    _records(view)  # frozen once, for all of them
    other: View = copy(view)
    vars(other).update(_seen={}, _asked=set(), _read={})
    return other


def asked_of(view: View) -> tuple[Question, ...]:
    """All that was asked of a view for one use."""
    fields = {("fields", *record, *sorted(read)) for record, read in _read(view).items() if read}
    return tuple(sorted(_asked(view) | fields))


def answers(view: View, asked: Iterable[Question]) -> str:
    """One hash of what a view answers to questions, in their order."""
    digest = hashlib.sha256()
    for question in asked:
        digest.update(_known_answer(view, question))
    return digest.hexdigest()


def _known_answer(view: View, question: Question) -> bytes:
    if question[0] == "fields":
        return _field_answers(view, *question[1:])
    known = _known(view)
    if question not in known:
        known[question] = _hash(repr(_answer(view, *question)))
    return known[question]


def _field_answers(view: View, kind: str, id: str, *names: str) -> bytes:
    """What fields of a record hold. That of each is kept, as hardly two documents read the same ones."""
    known = _fields(view).setdefault((kind, id), {})
    for name in names:
        if name not in known:
            record = _records(view).get(kind, {}).get(id)
            known[name] = _hash(repr(getattr(record, name, None)))
    return b"".join([known[name] for name in names])


def line_of(seen: RecordView) -> str:
    """The line of the data files on which a record, or a part of one, begins. Nothing else that is made of a view says
    on which line anything stands."""
    _asked(_view_of(seen)).add(("lines", *key_of(seen)))
    return str(seen.fact.origin)


def _answer(view: View, what: str, *of: str) -> Any:
    match what, of:
        case "record", (kind, id):
            record = _records(view).get(kind, {}).get(id)
            return None if record is None else tuple(_told(view, record))
        case "lines", (kind, id):
            record = _records(view).get(kind, {}).get(id)
            return record and [str(view.stated_at(record, path)) for path, _ in parts(record)]
        case "differing", (kind, id):
            record = _records(view).get(kind, {}).get(id)
            return record and [
                *(
                    (rival, view.every_citation(rival), view.dataset.file_of(rival))
                    for rival in rivals_of(view, record)
                ),
                *((path, value, fact.citations) for path, value, fact in other_values(view, record)),
            ]
        case "all", (kind,):
            return tuple(_records(view).get(kind, {}))
        case "naming", (kind, *named):
            return methodcaller("_ids_naming", kind, tuple(named))(view)
        case "order", (kind, *ids):
            return methodcaller("_ordered", kind, ids)(view)
        case _:
            return attrgetter(what)(view)


def _told(view: View, record: Record) -> Iterator[Any]:
    """All that a view says of a record beside its fields and other records: of each part whether and since when it is
    known, who is cited, and which file states it."""
    yield view.dataset.file_of(record)
    several = view.dataset.options.get((record.kind, record.id), {})
    for path, part in parts(record):
        yield path, part is record or view.shows(part, record)
        if isinstance(part, Sourced):
            yield view.known_from(part, record), view.published_from(part, record)
        inside = [at for at in several if at[: len(path)] == path]
        yield [view.cited(part, record, at) for at in ((), *inside)]
    if isinstance(record, Asset):
        for number, program in enumerate(record.programs):
            at = ("programs", number)
            yield view.step_day(program, record, at), view.dataset.file_of(record, at)
    if isinstance(record, Commentary):
        yield record
        yield [_quoted(view, quote.name) for quote in quotes(record.text)]


def _quoted(view: View, name: str) -> str:
    try:
        return repr(find_quoted(view.dataset, name))
    except UnknownQuoteError as error:
        return str(error)


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
