"""Packed: a dataset as plain data, each file as it is kept by itself, read when somebody asks for a record."""

from __future__ import annotations

import gc
import pickle
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, NamedTuple, TypeVar

from briefgen.dataset.options import Options
from briefgen.dataset.store import Dataset, Position
from briefgen.dataset.tree import Path_
from briefgen.dataset.yamlfile import YamlFile
from briefgen.frozen import frozen
from briefgen.records import Record

K = TypeVar("K")
V = TypeVar("V")
_Place = tuple[int, Path_]
"""The number of a file, and a path in it."""


class Found(NamedTuple):
    """A valid record, its path in its file, whether the user gave it its id, and its fields with several values."""

    record: Record
    path: Path_
    named: bool
    options: Options

    @property
    def key(self) -> tuple[str, str]:
        """The record by kind and id."""
        return self.record.kind, self.record.id


@frozen
class FileRead:
    """A file with the records found in it; `data` is both, as plain data."""

    file: YamlFile
    found: tuple[Found, ...]
    data: bytes

    @classmethod
    def of(cls, file: YamlFile, found: tuple[Found, ...]) -> FileRead:
        """What was read just now."""
        return cls(file, found, pickled((file, *map(tuple, found))))

    @classmethod
    def kept(cls, data: bytes) -> FileRead:
        """What was read before."""
        file, *found = unpickled(data)
        return cls(file, tuple(map(Found._make, found)), data)


class Shelf:
    """What files hold, as plain data: records by kind, then places and programs. `others` holds what is otherwise than
    in the files: records by kind, and places of records and programs."""

    def __init__(self, files: tuple[bytes, ...], others: bytes) -> None:
        self._packed = files, others
        self._all: dict[str, dict[Any, Any]] | None = None

    def opened(self) -> dict[str, dict[Any, Any]]:
        """All of it, read once."""
        if self._all is None:
            self._all = self._read(*self._packed)
        return self._all

    def _read(self, packed: tuple[bytes, ...], others: bytes) -> dict[str, dict[Any, Any]]:
        files, places = list[YamlFile](), dict[tuple[str, str], Position]()
        kinds, placed, programs = unpickled(others)
        opened: dict[str, dict[Any, Any]] = {kind: {} for kind in kinds}
        for read in map(FileRead.kept, packed):
            files.append(read.file)
            for one in read.found:
                kind, id = one.key
                opened[kind][id], places[kind, id] = one.record, Position(read.file, one.path)
        for kind, records in kinds.items():
            opened[kind] |= records
        places |= {key: Position(files[number], path) for key, (number, path) in placed.items()}
        stated = {key: Position(files[number], path) for key, (number, path) in programs.items()}
        return opened | {"places": places, "programs": stated}

    def __reduce__(self) -> tuple[Any, ...]:
        return Shelf, self._packed


class Packed(Mapping[K, V]):
    """A mapping whose keys are known and whose values lie on a shelf."""

    def __init__(self, keys: tuple[K, ...], shelf: Shelf, name: str) -> None:
        self._keys, self._shelf, self._name = dict.fromkeys(keys), shelf, name
        self._all: dict[K, V] | None = None

    @classmethod
    def of(cls, mapping: Mapping[K, V], shelf: Shelf, name: str) -> Packed[K, V]:
        """A mapping that is at hand, and that will be looked for on a shelf where it is sent."""
        packed = cls(tuple(mapping), shelf, name)
        packed._all = dict(mapping)
        return packed

    def _opened(self) -> dict[K, V]:
        if self._all is None:
            values = self._shelf.opened()[self._name]
            self._all = {key: values[key] for key in self._keys}
        return self._all

    def __getitem__(self, key: K) -> V:
        if key not in self._keys:
            raise KeyError(key)
        return self._opened()[key]

    def get(self, key: K, default: Any = None) -> Any:
        """The value of a key; nothing is read where there is none."""
        return self._opened().get(key, default) if key in self._keys else default

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
        return Packed, (tuple(self._keys), self._shelf, self._name)


def packed_dataset(dataset: Dataset, files: list[FileRead]) -> Dataset:
    """The same dataset, whose plain data is that of its files, with what became of them when they were put together."""
    numbers = {id(read.file): number for number, read in enumerate(files)}
    found = {one.key: one for read in files for one in read.found}
    file_of = {one.key: read.file for read in files for one in read.found}

    def is_as_found(key: tuple[str, str], record: Record) -> bool:
        return key in found and record is found[key].record

    def stands_as_found(key: tuple[str, str], place: Position) -> bool:
        return key in found and place.path is found[key].path and place.file is file_of[key]

    def place_of(place: Position) -> _Place:
        return numbers[id(place.file)], place.path

    kinds = {
        kind: {id: record for id, record in records.items() if not is_as_found((kind, id), record)}
        for kind, records in dataset.records.items()
    }
    placed = {key: place_of(place) for key, place in dataset.places.items() if not stands_as_found(key, place)}
    programs = {key: place_of(place) for key, place in dataset.programs.items()}
    shelf = Shelf(tuple(read.data for read in files), pickled((kinds, placed, programs)))
    return replace(
        dataset,
        records={kind: Packed.of(records, shelf, kind) for kind, records in dataset.records.items()},
        places=Packed.of(dataset.places, shelf, "places"),
        programs=Packed.of(dataset.programs, shelf, "programs"),
    )


def pickled(value: Any) -> bytes:
    """A value as plain data."""
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def unpickled(data: bytes) -> Any:
    """The value of plain data of ours."""
    with uncollected():
        return pickle.loads(data)


@contextmanager
def uncollected() -> Iterator[None]:
    """Nothing is looked through for garbage meanwhile, nor at once afterwards: the many values made are kept."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.freeze()
            gc.unfreeze()  # into the oldest generation
            gc.enable()
