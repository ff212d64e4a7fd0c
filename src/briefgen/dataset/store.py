"""The dataset: every record by kind and id, and the place of every field in the user's files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from typing import Any, TypeVar

from briefgen.cache import pickled_by_fields
from briefgen.dataset.files import in_project as in_project
from briefgen.dataset.tree import Path_
from briefgen.dataset.yamlfile import YamlFile
from briefgen.frozen import frozen
from briefgen.problems import Origin
from briefgen.records import BY_KIND, Option, Record

R = TypeVar("R", bound=Record)


@pickled_by_fields
@frozen
class Position:
    """Where a record stands: a file and the path of the record in it."""

    file: YamlFile
    path: Path_


@frozen
class Dataset:
    """Records by kind and id, in the order of the files.

    `digest` names the content of all files read, `shown` is how the user named their folder, `options`
    has the fields for which sources give several values. What steps of filings and
    amendments of deals state: `programs` are the places of programs of assets, `made` the ids of events.
    """

    records: Mapping[str, Mapping[str, Record]] = field(default_factory=dict)
    places: Mapping[tuple[str, str], Position] = field(default_factory=dict, compare=False)
    digest: str = ""
    shown: str = "data"
    options: Mapping[tuple[str, str], Mapping[Path_, tuple[Option, ...]]] = field(default_factory=dict)
    programs: Mapping[tuple[str, str, int], Position] = field(default_factory=dict, compare=False)
    made: frozenset[str] = frozenset()

    def all(self, kind: type[R]) -> Iterable[R]:
        """Every record of a kind."""
        return self.records.get(kind.kind, {}).values()  # type: ignore[return-value]

    def find(self, kind: str, id: str) -> Record | None:
        """A record by kind and id, or None."""
        return self.records.get(kind, {}).get(id)

    def ids(self, kind: str) -> tuple[str, ...]:
        """The ids of a kind."""
        return tuple(self.records.get(kind, {}))

    def origin(self, record: Record, path: Path_ = (), *, key: bool = False) -> Origin:
        """Where a field of a record stands: its value, or with `key` its name."""
        place, path = self._place(record, path)
        if place is None:
            return Origin()
        named, stated = place.file.origins((*place.path, *path))
        return named if key else stated

    def file_of(self, record: Record, path: Path_ = ()) -> str:
        """The file in which a value stands, as everything written says it, found without looking for its line."""
        place, _ = self._place(record, path)
        return in_project(place.file.path, self.shown) if place else ""

    def _place(self, record: Record, path: Path_) -> tuple[Position | None, Path_]:
        """The record that states a field, and where in it the field stands: that of a program may be a filing."""
        numbered = len(path) > 1 and path[0] == "programs" and isinstance(path[1], int)
        stated = self.programs.get((record.kind, record.id, int(path[1]))) if numbered else None
        return (stated, path[2:]) if stated else (self.places.get((record.kind, record.id)), path)

    def sign_of(self, record: Record, field: str, index: int) -> Origin:
        """Where a sign of a text of a record stands."""
        place = self.places.get((record.kind, record.id))
        text = str(getattr(record, field))
        return place.file.sign_origin((*place.path, field), text, index) if place else Origin()

    def stated_at(self, record: Record, path: Path_ = ()) -> Origin:
        """Where a value stands, as everything written says it: below data/, however the user named the folder."""
        place = self.origin(record, path)
        return Origin(in_project(place.path, self.shown), place.line, place.column)

    def __iter__(self) -> Any:
        for kind in BY_KIND.values():
            yield from self.all(kind)
