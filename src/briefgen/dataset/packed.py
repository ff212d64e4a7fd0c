"""Packed: mappings kept as plain data, read when somebody asks for one of their values."""

from __future__ import annotations

import gc
import pickle
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Packed(Mapping[K, V]):
    """A mapping whose keys are known and whose values are still plain data."""

    def __init__(self, keys: tuple[K, ...], packed: bytes) -> None:
        self._keys = dict.fromkeys(keys)
        self._packed = packed
        self._all: dict[K, V] | None = None

    @classmethod
    def of(cls, mapping: Mapping[K, V]) -> Packed[K, V]:
        """A mapping as plain data."""
        return cls(tuple(mapping), pickled(tuple(mapping.values())))

    def _opened(self) -> dict[K, V]:
        if self._all is None:
            self._all = dict(zip(self._keys, unpickled(self._packed), strict=True))
        return self._all

    def __getitem__(self, key: K) -> V:
        if key not in self._keys:
            raise KeyError(key)
        return self._opened()[key]

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def __iter__(self) -> Iterator[K]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)

    def values(self) -> Any:
        """All values."""
        return self._opened().values() if self._keys else ()

    def items(self) -> Any:
        """All keys with their values."""
        return self._opened().items() if self._keys else ()

    def __reduce__(self) -> tuple[Any, ...]:
        return Packed, (tuple(self._keys), self._packed)


def pickled(value: Any) -> bytes:
    """A value as plain data."""
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def unpickled(data: bytes) -> Any:
    """The value of plain data of ours."""
    with uncollected():
        return pickle.loads(data)


@contextmanager
def uncollected() -> Iterator[None]:
    """Nothing is looked through for garbage meanwhile: of the many values that are made, all are kept."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
