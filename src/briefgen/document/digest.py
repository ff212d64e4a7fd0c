"""The content of a document as one hash: words, values, facts, sources and numbers of charts, but no line of a file."""

from __future__ import annotations

import hashlib
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel

from briefgen.document.document import Document
from briefgen.problems import Origin

_PLAIN = (str, int, float, type(None))
_PLAINEST = frozenset(_PLAIN)
_APART = frozenset({"template", "titled", "allowed_at", "printed"})
"""Where a document was written: of no weight for what it says."""


def content_digest(document: Document) -> str:
    """The hash of a document: writers make the same file of two with the same hash."""
    return _Digest().of(document).hex()


class _Digest:
    """Digests of frozen values, each taken once: facts are shared by the values that state them."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Any, bytes]] = {}

    def of(self, value: Any) -> bytes:
        """The digest of a value and all that is in it; a plain one stands for itself."""
        kind = type(value)
        if kind is str:
            return b"str\0" + repr(value).encode()
        if kind in _PLAINEST or isinstance(value, _PLAIN):
            return f"{kind.__name__}\0{value!r}".encode()
        known = self._known.get(id(value))
        if known is None:
            known = self._known[id(value)] = (value, self._inside(value))
        return known[1]

    def _inside(self, value: Any) -> bytes:
        kind: Any = type(value)
        name = kind.__name__
        if (names := _names(kind)) is not None:
            whole = [b"%b\0%d\0" % (name.encode(), 2 * len(names))]
            for one, encoded in names:
                inner = getattr(value, one)
                if type(inner) is str:
                    part = b"str\0" + repr(inner).encode()
                else:
                    known = self._known.get(id(inner))
                    part = self.of(inner) if known is None else known[1]
                whole += encoded, b"%d\0" % len(part), part
            return hashlib.sha256(b"".join(whole)).digest()
        match value:
            case tuple() | list():
                return _hash("list", *map(self.of, value))
            case dict():
                return _hash(name, *(self.of(part) for item in value.items() for part in item))
            case set() | frozenset():
                return _hash(name, *sorted(map(self.of, value)))
            case BaseModel():
                return _hash(name, self.of(dict(value)))
            case _:
                return _hash(name, str(value).encode())


@cache
def _names(kind: Any) -> tuple[tuple[str, bytes], ...] | None:
    """The fields of frozen data that weigh, of a place its file, each with its name as it is hashed; None of what has
    no fields."""
    if kind is Origin:
        return (("path", b"4\0path"),)
    if not is_dataclass(kind):
        return None
    names = (field.name for field in fields(kind) if field.name not in _APART)
    return tuple((name, b"%d\0%b" % (len(name), name.encode())) for name in names)


def _hash(name: str, *parts: bytes) -> bytes:
    whole = [f"{name}\0{len(parts)}\0".encode()]
    for part in parts:
        whole += b"%d\0" % len(part), part
    return hashlib.sha256(b"".join(whole)).digest()
