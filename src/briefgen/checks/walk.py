"""Walk: every part of a record with its path, and every id of another record it holds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

from briefgen.dataset.tree import Path_
from briefgen.records import Part, To, parts_in


def parts(part: Part, path: Path_ = ()) -> Iterator[tuple[Path_, Part]]:
    """The part itself and every part inside it, each with its path from the record."""
    yield path, part
    for name in _part_fields(type(part)):
        value = getattr(part, name)
        if isinstance(value, tuple):
            for index, item in enumerate(value):
                yield from parts(item, (*path, name, index))
        elif isinstance(value, Part):
            if _part_fields(type(value)):
                yield from parts(value, (*path, name))
            else:  # as the source of nearly every record
                yield (*path, name), value


@cache
def kinds_within(model: type[Part]) -> frozenset[type[Part]]:
    """A kind of part, and those of all parts that may lie inside it."""
    found, waiting = {model}, [model]
    while waiting:
        for field in waiting.pop().model_fields.values():
            new = {kind for kind in parts_in(field.annotation) if kind not in found}
            found |= new
            waiting += new
    return frozenset(found)


def named(part: Part) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The ids that each field of this part itself holds, with the kind of record they name."""
    for name, kind in link_fields(type(part)):
        if value := getattr(part, name):
            yield kind, value if isinstance(value, tuple) else (value,)


def links(part: Part) -> Iterator[tuple[Path_, str, str]]:
    """Path, kind and id of every record that this part itself names."""
    for name, kind in link_fields(type(part)):
        value = getattr(part, name)
        if isinstance(value, tuple):
            yield from (((name, index), kind, id) for index, id in enumerate(value) if id is not None)
        elif value is not None:
            yield (name,), kind, value


@cache
def link_fields(model: type[Part]) -> tuple[tuple[str, str], ...]:
    """Fields that hold ids, with the kind of record they name."""
    found = ((name, _kind(field.annotation, tuple(field.metadata))) for name, field in model.model_fields.items())
    return tuple((name, kind) for name, kind in found if kind)


@cache
def _part_fields(model: type[Part]) -> tuple[str, ...]:
    """Fields that may hold parts."""
    return tuple(name for name, field in model.model_fields.items() if _may_be_part(field.annotation))


def _may_be_part(annotation: Any) -> bool:
    if isinstance(annotation, type) and not get_args(annotation):
        return issubclass(annotation, Part) or annotation is object
    return annotation is Any or any(map(_may_be_part, get_args(annotation)))


def _kind(annotation: Any, metadata: tuple[Any, ...]) -> str:
    for item in (*metadata, *get_args(annotation)):
        if isinstance(item, To):
            return item.kind
        if get_args(item) and (kind := _kind(item, ())):
            return kind
    return ""
