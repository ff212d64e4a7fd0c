"""Naming: the records that a record, or a part of one, names, tells of, and cannot be told without."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from briefgen.checks.walk import link_fields, links, named, parts
from briefgen.records import Part, Record, Sourced

Named = tuple[str, str]
"""A record by kind and id."""
_Fields = tuple[tuple[str, str], ...]
"""Fields that hold ids, with the kind of record they name."""
TELLING = frozenset({"asset", "company", "deal", "filing", "person", "source", "trial"})
"""What names a record of these kinds tells of it, in its words too: a secret asset makes its events secret."""


def told_by(part: Part) -> Iterator[Named]:
    """The records that a record or a part of one tells of."""
    if isinstance(part, Sourced) and part.source:
        yield from (("source", id) for id in part.source.ids)
    for name, kind in _telling(type(part)):
        if value := getattr(part, name):
            yield from ((kind, id) for id in (value if isinstance(value, tuple) else (value,)))


def named_by(part: Part, *, required: bool) -> Iterator[Named]:
    """The records that a part of a record names; of a record that is no more than a name, those that it must name."""
    fields = type(part).model_fields
    for path, kind, id in links(part):
        if not (required and isinstance(part, Record)) or fields[str(path[0])].is_required():
            yield kind, id


def lacks(record: Record, shown: Mapping[str, Mapping[str, Record]]) -> bool:
    """Whether a field that must be given names a record that is not shown."""
    for name, kind in _needed(type(record)):
        value = getattr(record, name)
        ids = value if isinstance(value, tuple) else (value,)
        if ids and all(id not in shown.get(kind, {}) for id in ids):
            return True
    return False


def naming(records: Iterable[Record]) -> dict[Named, list[str]]:
    """By each record that others name the ids of those."""
    found: dict[Named, list[str]] = {}
    for record in records:
        for one in {(kind, id) for _, part in parts(record) for kind, ids in named(part) for id in ids}:
            found.setdefault(one, []).append(record.id)
    return found


@cache
def _telling(model: type[Part]) -> _Fields:
    return tuple((name, kind) for name, kind in link_fields(model) if kind in TELLING)


@cache
def _needed(model: type[Part]) -> _Fields:
    return tuple((name, kind) for name, kind in link_fields(model) if model.model_fields[name].is_required())
