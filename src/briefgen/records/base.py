"""What every record has: an id, its sources, when the world knew it, and who may see it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from operator import itemgetter
from typing import Annotated, Any, ClassVar, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from briefgen.frozen import frozen
from briefgen.records.meanings import meanings
from briefgen.records.vocabulary import AUDIENCES
from briefgen.values.dates import PartialDate


@frozen
class To:
    """Metadata of a field that holds the id of another record of this kind."""

    kind: str


@frozen
class ByName:
    """Metadata of a list whose items may be written as a mapping: the field of an item that is its name there."""

    field: str


def as_tuple(value: Any) -> Any:
    """One value as a list of one; lists as they are."""
    return value if isinstance(value, (list, tuple)) else (value,)


Text = Annotated[str, Field(min_length=1, max_length=20_000)]
ENDED = re.compile(r"(?<![.\s])(?<!\b(?:Inc|Ltd|Cor))(?<!\b(?:Co|al))(?<!\.\w)\.$")
"""The full stop of a sentence; that of Inc. and e.g. belongs to the word."""
Unstopped = Annotated[Text, AfterValidator(lambda text: ENDED.sub("", text))]
"""A sentence or headline, whose full stop the document sets."""
Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.\-]*$", max_length=120)]
Words = Annotated[tuple[Text, ...], BeforeValidator(as_tuple)]
"""One text or a list of texts."""

AreaRef = Annotated[str, To("area")]
AssetRef = Annotated[str, To("asset")]
CompanyRef = Annotated[str, To("company")]
ComparisonRef = Annotated[str, To("comparison")]
DealRef = Annotated[str, To("deal")]
FilingRef = Annotated[str, To("filing")]
EventRef = Annotated[str, To("event")]
IndicationRef = Annotated[str, To("indication")]
PersonRef = Annotated[str, To("person")]
ResultRef = Annotated[str, To("result")]
SourceRef = Annotated[str, To("source")]
TargetRef = Annotated[str, To("target")]
TrialRef = Annotated[str, To("trial")]
AssetRefs = Annotated[tuple[AssetRef, ...], BeforeValidator(as_tuple)]
CompanyRefs = Annotated[tuple[CompanyRef, ...], BeforeValidator(as_tuple)]
IndicationRefs = Annotated[tuple[IndicationRef, ...], BeforeValidator(as_tuple)]
PersonRefs = Annotated[tuple[PersonRef, ...], BeforeValidator(as_tuple)]
TargetRefs = Annotated[tuple[TargetRef, ...], BeforeValidator(as_tuple)]
TrialRefs = Annotated[tuple[TrialRef, ...], BeforeValidator(as_tuple)]
SourceRefs = Annotated[tuple[SourceRef, ...], BeforeValidator(as_tuple)]


class Part(BaseModel):
    """A piece of a record; unknown fields are problems, nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True, arbitrary_types_allowed=True)

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The schema of the library, with what is written under each field."""
        schema = handler(core_schema)
        properties = handler.resolve_ref_schema(schema)["properties"]
        for name, meaning in meanings(cls).items():
            if meaning and name in properties:
                properties[name]["description"] = meaning
        return schema

    def __reduce__(self) -> tuple[Any, ...]:
        values = _values_of(type(self))(self.__dict__)
        return _unpickled, (type(self), values, _shared(frozenset(self.model_fields_set)))


def parts_in(annotation: Any) -> Iterator[type[Part]]:
    """The kinds of part that the type of a field names, at any depth."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
    for argument in get_args(annotation):
        yield from parts_in(argument)


@cache
def _values_of(kind: type[Part]) -> Callable[[dict[str, Any]], tuple[Any, ...]]:
    """What takes the values out of the fields of a part, in their order."""
    first, *rest = kind.model_fields
    return itemgetter(first, *rest) if rest else lambda values: (values[first],)


@cache
def _shared(given: frozenset[str]) -> tuple[str, ...]:
    """Names of fields, the same object for the same names: what is pickled often is then pickled once."""
    return tuple(sorted(given))


@cache
def _fields_of(kind: type[Part]) -> tuple[str, ...]:
    return tuple(kind.model_fields)


def _unpickled(kind: type[Part], values: tuple[Any, ...], given: tuple[str, ...]) -> Part:
    """A part that was valid when it was pickled; some ten times faster than the way of the library."""
    part = _new(kind)
    _set(part, "__dict__", dict(zip(_fields_of(kind), values, strict=True)))
    _set(part, "__pydantic_fields_set__", set(given))
    _set(part, "__pydantic_extra__", None)
    _set(part, "__pydantic_private__", None)
    return part


_new, _set = object.__new__, object.__setattr__


class Mention(Part):
    """Where a record was read: sources and the place in them.

    Written short as `hansoh-2025-05-01, paragraph 3`, as a list of source ids (cited as a group), or in full.
    """

    ids: SourceRefs
    """Ids of the sources; several are cited together, as a group."""
    locator: str = ""
    """Place in the source: paragraph, page, table."""

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: Any) -> Any:
        if isinstance(value, str):
            source, _, locator = value.partition(",")
            return {"ids": [source.strip()], "locator": locator.strip()}
        if isinstance(value, list):
            return {"ids": value}
        if isinstance(value, dict) and "id" in value:
            rest = {key: item for key, item in value.items() if key != "id"}
            if "ids" in rest:
                raise PydanticCustomError("source", "a source has either id or ids")
            return {"ids": [value["id"]], **rest}
        return value


class Sourced(Part):
    """A part with its own sources and clock; what it leaves out it takes from the record around it."""

    source: Mention | None = None
    """Source id and place: `hansoh-2025-05-01, paragraph 3`."""
    announced: PartialDate | None = None
    """When the world knew; default: when its sources were published."""
    embargo_until: PartialDate | None = None
    """Hidden until this day."""
    note: Text | None = None
    """A limit or remark that travels with the record; it is printed."""
    remarks: Words = ()
    """Internal, for those who keep the data. No document prints them; `briefgen list remarks`, reference packs do."""


class Option(Sourced):
    """One of several values that sources give for a field, written as a list in its place."""

    value: Any
    """The value as its source prints it."""
    preferred: bool = False
    """True for the one to tell, where they disagree; the others stand beside it under *Where sources differ*."""
    reason: Text | None = None
    """Why it is preferred."""


class Record(Sourced):
    """A record of the dataset."""

    kind: ClassVar[str]
    plural: ClassVar[str]
    needs_source: ClassVar[bool] = True

    id: Id = ""
    """Name of the record, unique among records of its kind: lower-case words joined by hyphens."""
    audiences: Annotated[tuple[Annotated[str, AUDIENCES], ...], BeforeValidator(as_tuple)] = ()
    """Who may see it; empty: everyone."""
    preferred: bool = False
    """Of several records that disagree, the one to print."""
    reason: Text | None = None
    """Why it is preferred."""

    @model_validator(mode="before")
    @classmethod
    def _name(cls, value: Any) -> Any:
        if isinstance(value, dict) and not value.get("id") and cls.key_fields():
            parts = [str(value[name]) for name in cls.key_fields() if value.get(name) not in (None, "", [])]
            return {**value, "id": slug(".".join(parts))}
        return value

    @classmethod
    def key_fields(cls) -> tuple[str, ...]:
        """Fields that name a record which has no id of its own."""
        return ()


NAMING = ("name", "title", "short", "text")
"""The field that holds the name of a record, the first that its kind has."""


def slug(text: str) -> str:
    """Text as an id: lower case, signs as hyphens, letters of other alphabets as the numbers they have in Unicode."""
    spelled = _FOREIGN.sub(lambda found: f"{ord(found[0]):x}" if found[0].isalnum() else "-", text.lower())
    return _BETWEEN.sub("-", spelled).strip("-.")[:120] or "unnamed"


_FOREIGN = re.compile(r"[^\x00-\x7f]")
_BETWEEN = re.compile(r"[^a-z0-9.]+")
