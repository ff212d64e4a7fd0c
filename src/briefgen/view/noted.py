"""Noted: a record of which it is known afterwards which of its fields were read."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

from briefgen.records import Record

R = TypeVar("R", bound=Record)
_new, _set = object.__new__, object.__setattr__
_whole: Callable[[Any], Record] = attrgetter("_whole")
_read: Callable[[Any], set[str]] = attrgetter("_read")


def noted(record: R, read: set[str]) -> R:
    """The same record for one use: the name of each field that is read of it is added to `read`."""
    other: R = _new(_noting(type(record)))
    _set(other, "__dict__", {})
    _set(other, "_whole", record)
    _set(other, "_read", read)
    return other


def _field(self: Any, name: str) -> Any:
    """A field that is read for the first time; from then on it is found without asking here."""
    fields = _whole(self).__dict__
    if name not in fields:
        raise AttributeError(f"'{type(self).__name__}' has no '{name}'")
    _read(self).add(name)
    value = self.__dict__[name] = fields[name]
    return value


def _opened(record: Any) -> Any:
    """A record as it is; of a noted one every field counts as read."""
    if not hasattr(type(record), "_whole"):
        return record
    whole = _whole(record)
    _read(record).update(whole.__dict__)
    return whole


def _equal(self: Any, other: object) -> bool:
    return self is other or bool(_opened(self) == _opened(other))


def _of_whole(name: str) -> Callable[..., Any]:
    """What the record as it is does."""
    return lambda self, *given, **named: getattr(_opened(self), name)(*given, **named)


_WHOLE = ("__copy__", "__deepcopy__", "__hash__", "__iter__", "__reduce__", "__repr__", "__str__", "model_copy",
          "model_dump", "model_dump_json")  # fmt: skip


@cache
def _noting(kind: type[R]) -> type[R]:
    """The kind of a noted record: its instances hold no field until that is read."""
    own: dict[str, Any] = {
        "__slots__": ("_whole", "_read"),
        "__module__": kind.__module__,
        "__doc__": kind.__doc__,
        "__getattr__": _field,
        "__eq__": _equal,
        "model_fields_set": property(lambda self: _opened(self).model_fields_set),
    }
    own |= {name: _of_whole(name) for name in _WHOLE}
    made: type[R] = type.__new__(type(kind), kind.__name__, (kind,), own)
    return made
