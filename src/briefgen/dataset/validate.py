"""A YAML value as a record or settings model: every error of the model becomes a problem with its place."""

from __future__ import annotations

import re
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from briefgen.dataset.tree import Path_
from briefgen.dataset.yamlfile import YamlFile
from briefgen.problems import Problem, did_you_mean, nearest
from briefgen.records.base import Record
from briefgen.records.synonyms import ELSEWHERE, FIELDS
from briefgen.values import dates, quantity

Model = TypeVar("Model", bound=BaseModel)


NO_SOURCE = "add the id of the source: `source: ID, PLACE`, or `defaults: {source: ID}` at the top of the file"


def validate(
    model: type[Model], value: Any, file: YamlFile, path: Path_, label: str
) -> tuple[Model | None, list[Problem]]:
    """Validate the value at a path of a file; `label` is how messages name it ("events[3]")."""
    try:
        return model.model_validate(value), []
    except ValidationError as error:
        return None, [_problem(model, detail, file, path, label) for detail in error.errors(include_url=False)]


def _problem(model: type[BaseModel], detail: ErrorDetails, file: YamlFile, path: Path_, label: str) -> Problem:
    location = tuple(detail["loc"])
    where = file.as_written((*path, *location))
    name = label + "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location)
    context = detail.get("ctx", {})
    match detail["type"]:
        case "extra_forbidden":
            field = str(location[-1])
            hint = _field_meant(field, _model_at(model, location[:-1]))
            return Problem(file.key_origin(where), "unknown-field", f"{name} is no field", hint)
        case "missing" if location[-2:] == ("source", "ids"):
            holder = name.removesuffix(".source.ids")
            return Problem(file.key_origin(where[:-1]), "no-source", f"{holder} gives a place and no source", NO_SOURCE)
        case "missing":
            holder = name.removesuffix(f".{location[-1]}") if location else label
            message = f"{holder} lacks '{location[-1] if location else 'id'}'"
            return Problem(file.key_origin(where[:-1] if location else path), "missing-field", message)
        case _ if detail["input"] is None:
            hint = f"write what the source says{'' if _is_needed(model, location) else ', or delete it'}"
            blank = re.sub(r"\[\d+\]$", "", name) if location else name
            if re.search(r"\bsource(\.ids)?$", blank):
                blank = blank.removesuffix(".ids")
                return Problem(file.value_origin(where), "no-source", f"{blank} is blank", NO_SOURCE)
            return Problem(file.value_origin(where), "missing-field", f"{blank} is blank", hint)
        case "vocabulary":
            hint = str(context.get("hint", ""))
            return Problem(file.value_origin(where), "unknown-word", f"{name}: {detail['msg']}", hint)
        case _:
            code, message, hint = _explain(detail, model)
            return Problem(file.value_origin(where), code, f"{name}: {message}", hint)


def _is_needed(model: type[BaseModel], location: Path_) -> bool:
    """Whether a record is none without the field at this place, or without the list whose item this is."""
    named = [part for part in location if isinstance(part, str)]
    field = _model_at(model, location[: location.index(named[-1])]).model_fields.get(named[-1]) if named else None
    return field is not None and field.is_required()


def _field_meant(written: str, model: type[BaseModel]) -> str:
    """Where its content stands, the field that is meant by another name or spelled alike, else all of this record."""
    field, known = written.lower().replace("-", "_").replace(" ", "_"), set(model.model_fields)
    if elsewhere := ELSEWHERE.get(model.__name__, {}).get(field):
        return elsewhere
    if meant := [one for one in FIELDS.get(field, ()) if one in known]:
        return f"did you mean '{meant[0]}'?"
    if near := nearest(field, sorted(known)):
        return f"did you mean '{near}'?"
    return did_you_mean(written, (known - set(Record.model_fields)) | (known & {"id", "source", "note"}))


def _explain(detail: ErrorDetails, model: type[BaseModel]) -> tuple[str, str, str]:
    message = detail["msg"].removeprefix("Value error, ")
    shown = _shown(detail["input"])
    if "is not a date" in message:
        said, mark, cure = message.partition(" is not a date: write ")
        if mark:
            return "bad-date", f"{said} is not a date", f"write {cure}"
        return "bad-date", message, "" if dates.YEARS in message else dates.HINT
    if "quantity" in message or "is a range whose" in message:
        return "bad-quantity", message, quantity.HINT
    if detail["type"] in {"string_type", "dict_type", "tuple_type", "model_type", "model_attributes_type"}:
        wanted = {"string_type": "a text", "tuple_type": "a list"}.get(detail["type"], "a mapping of fields")
        return "wrong-type", f"{shown} is not {wanted}", _form(detail, model)
    if detail["type"] == "string_pattern_mismatch":
        return "bad-id", f"{shown} is not an id", "use lower-case letters, digits, dots and hyphens: hs-20089"
    if detail["type"] == "string_too_long":
        return "too-long", f"has {len(str(detail['input'])):,} characters", "shorten it"
    if detail["type"] == "bool_parsing":
        return "wrong-type", f"{shown} is neither true nor false", "write true or false"
    if isinstance(detail["input"], dict | list):  # the rule is about the whole, whose inside says nothing here
        return "bad-value", message, ""
    return "bad-value", f"{shown}: {message}", ""


def _shown(written: Any) -> str:
    """What was written, as the user knows it: a text in quotes, of a mapping or list its kind alone."""
    match written:
        case dict():
            return "a mapping"
        case list() | tuple():
            return "a list"
        case _:
            return f"'{str(written)[:60]}'"


def _form(detail: ErrorDetails, model: type[BaseModel]) -> str:
    """What may stand in the place of a value of another kind: one value, a list, or the fields that are needed."""
    if detail["type"] == "string_type":
        return "write one value; this field takes no list" if isinstance(detail["input"], list) else "write a text"
    inner = _model_at(model, tuple(detail["loc"]))
    if inner is model:
        return "look at `briefgen schema` or at a record beside it"
    needed = [field for field, about in inner.model_fields.items() if about.is_required()]
    blanks = ", ".join(f"{field}: ..." for field in needed or list(inner.model_fields)[:1])
    form = f"{{{blanks}}}"
    return f"write {f'[{form}]' if detail['type'] == 'tuple_type' else form}"


def _model_at(model: type[BaseModel], location: tuple[str | int, ...]) -> type[BaseModel]:
    """The model nested at this place."""
    current: type[BaseModel] = model
    for part in location:
        if isinstance(part, str) and part in current.model_fields:
            current = model_in(current.model_fields[part].annotation) or current
    return current


def model_in(annotation: Any) -> type[BaseModel] | None:
    """The first model that a type names: that of a field, or of each item of a list."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in get_args(annotation):
        if found := model_in(argument):
            return found
    return None
