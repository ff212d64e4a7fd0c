"""Which row of a finished file's tables is which row of its ledger: rows are taken out, put in, moved and edited."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

from briefgen.ledger import Printed
from briefgen.place import Passage

Thing = TypeVar("Thing", Printed, Passage)
Key = tuple[Hashable, ...]
Cells = set[tuple[int, int, str]]


def align_rows(written: Sequence[Printed], found: Sequence[Passage]) -> Iterator[tuple[list[Printed], list[Passage]]]:
    """Rows that say the same, where they stood or elsewhere in the part, then those of a table most alike; a row that
    only one has comes with an empty partner."""
    left, right = _by_row(written), _by_row(found)
    wanted = {key: _cells(row) for key, row in left.items()}
    cells = {key: _cells(row) for key, row in right.items()}
    here = [key for key in left if key in right and wanted[key] <= cells[key]]
    partners = {key: key for key in here}
    rest = sorted((key for key in left if key not in partners), key=lambda key: -len(wanted[key]))
    free = [key for key in right if key not in partners]
    for best in (_same, _alike):
        for key in [key for key in rest if key not in partners]:
            other = best(key, wanted[key], {other: cells[other] for other in free if other[:2] == key[:2]})
            if other is not None:
                partners[key] = other
                free.remove(other)
    for key, row in left.items():
        yield row, right[partners[key]] if key in partners else []
    for key in free:
        yield [], right[key]


def _by_row(things: Iterable[Thing]) -> dict[Key, list[Thing]]:
    rows: dict[Key, list[Thing]] = defaultdict(list)
    for thing in things:
        place = thing.place
        rows[(place.area, place.key, place.shape, place.table, place.row)].append(thing)
    return dict(rows)


def _cells(row: Iterable[Printed] | Iterable[Passage]) -> Cells:
    return {(thing.place.column, thing.place.paragraph, thing.text) for thing in row}


def _same(key: Key, wanted: Cells, rows: dict[Key, Cells]) -> Key | None:
    """The row that says all that this one said; it may say more, for the ledger has no cells of mere words."""
    return next((other for other, cells in rows.items() if wanted <= cells), None)


def _alike(key: Key, wanted: Cells, rows: dict[Key, Cells]) -> Key | None:
    """The row of the same table that says most of what this one said; if none says any of it, the one in its place."""
    table = {other: (len(wanted & cells), other == key) for other, cells in rows.items() if other[:4] == key[:4]}
    best = max(table, key=table.__getitem__, default=None)
    return best if best is not None and any(table[best]) else None
