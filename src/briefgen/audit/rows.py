"""Which row of a finished file's tables is which row of its ledger: rows are taken out, put in, moved and edited."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

from briefgen.ledger.ledger import Printed
from briefgen.office.passages import FilePassage

Thing = TypeVar("Thing", Printed, FilePassage)
Key = tuple[Hashable, ...]
Cells = set[tuple[int, int, str]]


def align_rows(
    written: Sequence[Printed], found: Sequence[FilePassage]
) -> Iterator[tuple[list[Printed], list[FilePassage]]]:
    """Rows that say the same, where they stood or elsewhere in the part, then those of a table most alike; a row that
    only one has comes with an empty partner."""
    left, right = _by_row(written), _by_row(found)
    wanted = {key: _cells(row) for key, row in left.items()}
    cells = {key: _cells(row) for key, row in right.items()}
    here = [key for key in left if key in right and wanted[key] <= cells[key]]
    partners = {key: key for key in here}
    rest = sorted((key for key in left if key not in partners), key=lambda key: -len(wanted[key]))
    free = _Free({key: some for key, some in cells.items() if key not in partners})
    for best in (free.same, free.alike):
        for key in [key for key in rest if key not in partners]:
            other = best(key, wanted[key])
            if other is not None:
                partners[key] = other
                del free.rows[other]
    for key, row in left.items():
        yield row, right[partners[key]] if key in partners else []
    for key in free.rows:
        yield [], right[key]


def _by_row(things: Iterable[Thing]) -> dict[Key, list[Thing]]:
    rows: dict[Key, list[Thing]] = defaultdict(list)
    for thing in things:
        place = thing.place
        rows[(place.area, place.key, place.shape, place.table, place.row)].append(thing)
    return dict(rows)


def _cells(row: Iterable[Printed] | Iterable[FilePassage]) -> Cells:
    return {(thing.place.column, thing.place.paragraph, thing.text) for thing in row}


class _Free:
    """Rows of a file that have no partner yet, found by what their cells say."""

    def __init__(self, rows: dict[Key, Cells]) -> None:
        self.rows = rows
        self.order = {key: number for number, key in enumerate(rows)}
        self.holding: dict[Key, list[Key]] = defaultdict(list)
        for key, cells in rows.items():
            for cell in cells:
                self.holding[(*key[:2], *cell)].append(key)

    def same(self, key: Key, wanted: Cells) -> Key | None:
        """The row that says all that this one said; it may say more, for the ledger has no cells of mere words."""
        rows = min((self.holding.get((*key[:2], *cell), []) for cell in wanted), key=len)
        return next((other for other in rows if other in self.rows and wanted <= self.rows[other]), None)

    def alike(self, key: Key, wanted: Cells) -> Key | None:
        """The row of the same table that says most of what this one said; if none says any of it, the one in its
        place."""
        shared = Counter(
            other
            for cell in wanted
            for other in self.holding.get((*key[:2], *cell), [])
            if other in self.rows and other[:4] == key[:4]
        )
        if not shared:
            return key if key in self.rows else None
        return min(shared, key=lambda other: (-shared[other], other != key, self.order[other]))
