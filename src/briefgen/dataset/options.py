"""Options: a field for which several sources give values, written as a list of them in its place.

`date: [{value: 2025-10-23, source: a, preferred: true, reason: names the day}, {value: 2025-10-24, source: b}]`
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from briefgen.dataset.tree import Path_
from briefgen.dataset.validate import validate
from briefgen.dataset.yamlfile import YamlFile
from briefgen.problems import Problem
from briefgen.records import Option, Part, Record

Options = Mapping[Path_, tuple[Option, ...]]
"""The values of each field that has several, by the path of the field in its record, in the order of the file."""
KEPT = frozenset({"id", "source", "audiences", "preferred", "reason", "embargo_until", "announced"})
"""Fields that say how a record is kept and shown; they have one value."""


def validate_with_options(
    kind: type[Record], value: Any, file: YamlFile, path: Path_, label: str
) -> tuple[Record | None, Options, list[Problem]]:
    """A record that tells the preferred value of each field, and all values of those that have several."""
    fields = list(several(kind, value))
    if not fields:
        record, problems = validate(kind, value, file, path, label)
        return record, {}, problems
    problems = []
    found: dict[Path_, list[Option]] = {}
    for field in fields:
        checked = [_option(item, index, file, (*path, *field), label) for index, item in enumerate(_at(value, field))]
        found[field] = [option for option, _ in checked if option]
        problems += [problem for _, wrong in checked for problem in wrong]
    if problems:
        return None, {}, problems
    chosen = {field: next((n for n, o in enumerate(options) if o.preferred), 0) for field, options in found.items()}
    base = _told(value, {field: options[chosen[field]].value for field, options in found.items()})
    for field, options in found.items():
        for index in sorted(range(len(options)), key=lambda n: n == chosen[field]):
            _place(file, (*path, *field), index)
            record, wrong = validate(kind, _told(base, {field: options[index].value}), file, path, label)
            problems += [problem for problem in wrong if problem not in problems]
            if record:
                options[index] = options[index].model_copy(update={"value": value_at(record, field)})
    record, wrong = validate(kind, base, file, path, label)
    problems += [problem for problem in wrong if problem not in problems]
    return record, {field: tuple(options) for field, options in found.items()}, problems


def several(model: type[BaseModel], value: Any, path: Path_ = ()) -> Iterator[Path_]:
    """Paths of the fields that hold a list of mappings, each with a `value`, where the model has one value."""
    if not isinstance(value, dict):
        return
    fields = _fields(model)
    for name, item in value.items():
        if not isinstance(item, (list, dict)) or name not in fields:
            continue
        part, is_list = fields[name]
        if not is_list and isinstance(item, list) and item and all(isinstance(o, dict) and "value" in o for o in item):
            yield (*path, name)
        elif part and is_list and isinstance(item, list):
            for index, inner in enumerate(item):
                yield from several(part, inner, (*path, name, index))
        elif part:
            yield from several(part, item, (*path, name))


def value_at(part: Part, path: Path_) -> Any:
    """The value at a path of a record."""
    value: Any = part
    for step in path:
        value = value[step] if isinstance(step, int) else getattr(value, step)
    return value


def with_value(part: Any, path: Path_, value: Any) -> Any:
    """A record, or a part of one, with another value at a path."""
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        return tuple(with_value(item, rest, value) if n == step else item for n, item in enumerate(part))
    return part.model_copy(update={step: with_value(getattr(part, step), rest, value)})


def _option(item: Any, index: int, file: YamlFile, path: Path_, label: str) -> tuple[Option | None, list[Problem]]:
    name = label + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path[2:])
    return validate(Option, item, file, (*path, index), f"{name}[{index}]")


def _place(file: YamlFile, path: Path_, index: int) -> None:
    """The field stands where the value of this option does."""
    file.places[path] = (file.key_origin(path), file.value_origin((*path, index, "value")))


def _at(value: Any, path: Path_) -> Any:
    for step in path:
        value = value[step]
    return value


def _told(value: Any, told: Mapping[Path_, Any]) -> Any:
    """The raw record with one value at each of these paths."""
    for path, one in told.items():
        value = _replaced(value, path, one)
    return value


def _replaced(value: Any, path: Path_, one: Any) -> Any:
    if not path:
        return one
    copy: Any = value.copy()
    copy[path[0]] = _replaced(copy[path[0]], path[1:], one)
    return copy


@cache
def _fields(model: type[BaseModel]) -> dict[str, tuple[type[Part] | None, bool]]:
    """The fields that may have several values, or hold parts: the part, if any, and whether they hold a list."""
    return {name: _inside(info.annotation) for name, info in model.model_fields.items() if name not in KEPT}


def _inside(annotation: Any) -> tuple[type[Part] | None, bool]:
    """The part that a field holds, if any, and whether it holds a list."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return annotation, False
    found, is_list = None, get_origin(annotation) is tuple
    for argument in get_args(annotation):
        part, inner = _inside(argument)
        found, is_list = found or part, is_list or inner
    return found, is_list
