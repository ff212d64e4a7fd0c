"""JSON that a build stored and anybody may have changed since: read within bounds, every part of the type it has."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

from briefgen.files import UnreadableError, read_file

_HALF = re.compile("[\ud800-\udfff]")


class BadFileError(Exception):
    """The file is not what it should be; reads on from the name of the file: "is damaged"."""


def read_bounded(path: Path, limit: int) -> bytes:
    """A regular file of at most so many bytes; BadFileError when it is none or cannot be read."""
    try:
        return read_file(path, limit)
    except UnreadableError as error:
        raise BadFileError(error.message) from None


def read_json(data: bytes) -> Node:
    """The content of a JSON file; BadFileError when it is none."""
    try:
        return Node(json.loads(data.decode("utf-8"), parse_constant=_refuse, parse_float=_refuse), "the whole")
    except RecursionError:
        raise BadFileError("is nested too deeply") from None
    except UnicodeDecodeError:
        raise BadFileError("is not UTF-8 text") from None
    except ValueError as error:
        raise BadFileError(f"is not JSON as it was written: {error}") from None


def _refuse(number: str) -> NoReturn:
    raise ValueError(f"{number[:20]} is no whole number")


class Node:
    """A value with its place in the file; asked for a part of another type than it has, it raises BadFileError."""

    def __init__(self, value: Any, place: str) -> None:
        self._value, self._place = value, place

    def texts(self) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(one.said() for one in self)

    def __iter__(self) -> Iterator[Node]:
        for index, one in enumerate(_typed(self._value, list, self._place)):
            yield Node(one, f"{self._place}[{index}]")

    def __contains__(self, name: str) -> bool:
        return name in _typed(self._value, dict, self._place)

    def __getitem__(self, name: str) -> Node:
        place = name if self._place == "the whole" else f"{self._place}.{name}"
        if name not in self:
            raise BadFileError(f"lacks {place}")
        return Node(self._value[name], place)

    def items(self) -> Iterator[tuple[str, Node]]:
        """The parts of a mapping with their names."""
        for name in _typed(self._value, dict, self._place):
            yield name, self[name]

    def list(self, name: str) -> Node:
        """A list, empty if there is none."""
        return self[name] if name in self else Node([], name)

    def text(self, name: str, default: str | None = None) -> str:
        """A text, or what stands for one that is not there."""
        if default is not None and name not in self:
            return default
        return self[name].said()

    def said(self) -> str:
        """The value as a text, which is printable as UTF-8."""
        text: str = _typed(self._value, str, self._place)
        if not text.isascii() and _HALF.search(text):
            raise BadFileError(f"is damaged: {self._place} holds half a character")
        return text

    def whole(self, name: str, default: int | None = None) -> int:
        """A whole number, or what stands for one that is not there."""
        if default is not None and name not in self:
            return default
        return self[name].number()

    def number(self) -> int:
        """The value as a whole number from 0 to 2147483647."""
        number: int = _typed(self._value, int, self._place)
        if not 0 <= number < 1 << 31:
            raise BadFileError(f"is damaged: {self._place} is out of range")
        return number

    def flag(self, name: str) -> bool:
        """True or false, false if it is not there."""
        return bool(_typed(self._value.get(name, False), bool, f"{self._place}.{name}"))


_NAMES = {dict: "a mapping", list: "a list", str: "a text", int: "a whole number", bool: "true or false"}


def _typed(value: Any, wanted: type, place: str) -> Any:
    if type(value) is not wanted:
        raise BadFileError(f"is damaged: {place} is not {_NAMES[wanted]}")
    return value
