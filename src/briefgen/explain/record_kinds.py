"""What the records say of themselves: kinds and their parts, fields with meaning and form, lists of words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BeforeValidator
from pydantic.fields import FieldInfo

from briefgen.frozen import frozen
from briefgen.records import BY_KIND, KINDS, Mention, Part, Record, Sourced, To
from briefgen.records.base import ByName
from briefgen.records.controlled import Vocabulary
from briefgen.records.curve import Points
from briefgen.records.meanings import meanings
from briefgen.values.dates import PartialDate
from briefgen.values.quantity import Quantity
from briefgen.values.territory import Territory

VALUES = {Quantity: "value", PartialDate: "date", Territory: "territory", Points: "points", Mention: "source"}
"""Types of values by the name under which their forms are explained."""


@frozen
class FieldPage:
    """A field: what it means, whether it is needed, and what may stand in it, in words and as what it leads to."""

    name: str
    meaning: str
    takes: str
    needed: bool
    words: Vocabulary | None = None
    part: type[Part] | None = None
    value: str = ""
    default: str = ""


@frozen
class KindPage:
    """A kind of record, or a part of records, with the fields of its own.

    `lists` is the name of its list in a file; `named_by` are the fields that make its id where it gives none.
    """

    name: str
    meaning: str
    lists: str
    fields: tuple[FieldPage, ...]
    takes_source: bool
    named_by: tuple[str, ...] = ()

    def field(self, name: str) -> FieldPage | None:
        """The field of a name; those that every record has are its fields too."""
        shared = common_fields() if self.lists else ()
        return next((field for field in (*self.fields, *shared) if field.name == name), None)


@cache
def kind_pages() -> tuple[KindPage, ...]:
    """Every kind of record."""
    return tuple(kind_page(kind) for kind in KINDS)


@cache
def part_pages() -> tuple[KindPage, ...]:
    """Every part of records that has fields of its own, in the order in which records name them."""
    parts = dict.fromkeys(part for kind in KINDS for part in _parts(kind))
    return tuple(kind_page(part) for part in parts)


@cache
def common_fields() -> tuple[FieldPage, ...]:
    """Fields that every record has."""
    written = meanings(Record)
    return tuple(_field(name, info, written[name]) for name, info in Record.model_fields.items())


@cache
def vocabularies() -> dict[str, Vocabulary]:
    """Every list of words by its name, in the order of the records."""
    fields = (field for page in (*kind_pages(), *part_pages()) for field in page.fields)
    found = (field.words for field in (*fields, *common_fields()) if field.words)
    return {slug(words.name): words for words in found}


def fields_with(words: Vocabulary) -> tuple[str, ...]:
    """Fields that take words of a list: event.type."""
    pages = (*kind_pages(), *part_pages())
    own = tuple(f"{page.name}.{field.name}" for page in pages for field in page.fields if field.words == words)
    return own + tuple(f"{field.name} of every record" for field in common_fields() if field.words == words)


@cache
def kind_page(model: type[Part]) -> KindPage:
    """What a model says of itself."""
    record = model if issubclass(model, Record) else None
    sourced = issubclass(model, Sourced)
    shared = meanings(Record if record else Sourced) if sourced else {}
    written = meanings(model)
    own = (name for name in model.model_fields if shared.get(name) != written[name])
    fields = tuple(_field(name, model.model_fields[name], written[name]) for name in own)
    meaning = " ".join((model.__doc__ or "").split())
    if record is None:
        return KindPage(_spaced(model.__name__), meaning, "", fields, sourced)
    return KindPage(record.kind, meaning, record.plural, fields, sourced, record.key_fields())


def slug(name: str) -> str:
    """The name of a list of words as an argument: trial-phase."""
    return name.replace(" ", "-")


def _parts(model: type[Part]) -> Iterator[type[Part]]:
    for field in kind_page(model).fields:
        if field.part and not field.value:
            yield field.part
            yield from _parts(field.part)


def _field(name: str, info: FieldInfo, meaning: str) -> FieldPage:
    found = _Taken()
    takes = found.read(info.annotation, tuple(info.metadata))
    default = info.default if isinstance(info.default, str) else ""
    return FieldPage(
        name, " ".join(meaning.split()), takes, info.is_required(), found.words, found.part, found.value, default
    )


class _Taken:
    """What a field takes, read from its type: in words, with the list, part or value met on the way."""

    def __init__(self) -> None:
        self.words: Vocabulary | None = None
        self.part: type[Part] | None = None
        self.value = ""

    def read(self, kind: Any, notes: tuple[Any, ...] = ()) -> str:
        origin, inner = get_origin(kind), get_args(kind)
        if origin is Annotated:
            return self.read(inner[0], (*inner[1:], *notes))
        if origin in (Union, UnionType):
            return self.read(next(item for item in inner if item is not NoneType), notes)
        if origin is tuple:
            one = self.read(inner[0])
            if any(isinstance(note, ByName) for note in notes):
                name = next(note.field for note in notes if isinstance(note, ByName))
                return f"a mapping from each {name} to {one}"
            several = any(isinstance(note, BeforeValidator) for note in notes)
            return f"{one}, or a list of them" if several else f"a list, each {one}"
        return self._single(kind, notes)

    def _single(self, kind: type[Any], notes: tuple[Any, ...]) -> str:
        for note in notes:
            if isinstance(note, Vocabulary):
                self.words = note
                return "a word"
            if isinstance(note, To):
                return f"the id of {_a(note.kind)}"
        if kind in VALUES:
            self.value = VALUES[kind]
            return _a(self.value) if kind is not Points else "points"
        if issubclass(kind, Part):
            self.part = kind
            return f"a mapping of fields, see {_spaced(kind.__name__)}"
        return "true or false" if kind is bool else "a text"


def _spaced(name: str) -> str:
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip()


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeio" else f"a {noun}"


def kind_named(name: str) -> KindPage | None:
    """The kind or part of a name, in the singular or as its list is called."""
    if name in BY_KIND:
        return kind_page(BY_KIND[name])
    pages = (*kind_pages(), *part_pages())
    return next((page for page in pages if name in (page.lists, slug(page.name), page.name)), None)
