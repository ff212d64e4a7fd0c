"""Widths of table columns: short columns get what they need, wordy ones share the rest so that the rows are lowest."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from math import ceil
from operator import truediv

from briefgen.brand.brand import Brand
from briefgen.brand.fonts import measured
from briefgen.brand.lines import Strip, bearable
from briefgen.frozen import frozen

_PADDING = 8 / 72
_HEAD, _TEXT = 8.0, 8.5
_NARROWEST_REFERENCE, _WIDEST_REFERENCE = 0.4, 1.2
_SHORT, _BROKEN = 1.25, 0.6
"""Inches up to which a column is short, and what each line broken there is worth in lines elsewhere."""
_UNIT = 64
_ROUGH, _FINE = (32, 16, 8, 4), (64, 48, 32, 24, 16, 12, 8, 4, 2)
"""Widths are tried in sixty-fourths of an inch, in steps of so many."""


@frozen
class Texts:
    """What stands in a column: its head, and its cells with whether they are bold."""

    head: str
    cells: tuple[tuple[str, bool], ...]

    def lines(self) -> Iterator[tuple[str, float, bool]]:
        """Head and cells with their size and weight."""
        yield self.head, _HEAD, True
        for text, bold in self.cells:
            yield text, _TEXT, bold


def column_widths(brand: Brand, columns: Sequence[Texts], total: float, *, referenced: bool = False) -> list[float]:
    """Widths in inches that add up to `total`: no word broken where it can be helped, then as few lines as can be.
    The column of reference numbers gets no more than it needs."""
    wanted = [needs(brand, texts) for texts in columns]
    least = bearable([least for least, _ in wanted], total)
    wanted = [(least, natural) for least, (_, natural) in zip(least, wanted, strict=True)]
    fixed: dict[int, float] = {}
    if referenced and wanted[-1][1] < _WIDEST_REFERENCE:
        fixed[len(wanted) - 1] = max(wanted[-1][1], _NARROWEST_REFERENCE)
    widths = fit_widths(wanted, total, fixed)
    if sum(least) > total or sum(natural for _, natural in wanted) <= total:
        return widths
    return _lowest(brand, columns, least, widths, fixed)


def levelled(brand: Brand, columns: Sequence[Texts], widths: Sequence[float], numbers: Sequence[int]) -> list[float]:
    """The widths with those of two columns of numbers, the arms of a comparison, alike, so that their heads take equal
    lines: where no cell takes more lines by it and no word is broken."""
    level = list(widths)
    mean = sum(level[at] for at in numbers) / max(len(numbers), 1)
    cells = [needs(brand, Texts("", columns[at].cells))[1] for at in numbers]
    heads = [needs(brand, columns[at])[0] for at in numbers]
    if len(numbers) == 2 and max(*cells, *heads) <= mean:
        for at in numbers:
            level[at] = mean
    return level


def lines_of_rows(brand: Brand, columns: Sequence[Texts], widths: Sequence[float]) -> list[int]:
    """The lines that the head and each row take: as many as their fullest cell."""
    counted = (
        [_line_count(brand, *line, wide - _PADDING) for line in texts.lines()]
        for texts, wide in zip(columns, widths, strict=True)
    )
    return [max(row) for row in zip(*counted, strict=True)]


# --- needs -------------------------------------------------------------------------------------------------


def needs(brand: Brand, texts: Texts) -> tuple[float, float]:
    """The width of the longest unbreakable piece and of the longest line of a column, with padding."""
    lines = [line for text in texts.lines() for line in _strips(brand, *text)]
    return max(line.widest for line in lines) + _PADDING, max(line.length for line in lines) + _PADDING


def _strips(brand: Brand, text: str, size: float, bold: bool) -> list[Strip]:
    return [measured(brand, line, size, bold=bold) for line in text.split("\n")]


def _length(brand: Brand, text: str, size: float, bold: bool) -> float:
    """The width of a text in one line; of several lines the longest, as often as there are lines."""
    lines = _strips(brand, text, size, bold)
    return len(lines) * max(line.length for line in lines)


def _line_count(brand: Brand, text: str, size: float, bold: bool, room: float) -> int:
    return sum(line.count(room) for line in _strips(brand, text, size, bold))


# --- a fair share ------------------------------------------------------------------------------------------


def fit_widths(needs: Sequence[tuple[float, float]], total: float, fixed: dict[int, float]) -> list[float]:
    """Share `total` among columns with (least, natural) needs: room to spare is shared out in proportion; otherwise
    columns below a fair share keep their natural width where the others can bear it, and those divide the rest."""
    found = dict(fixed)
    while waiting := [column for column in range(len(needs)) if column not in found]:
        rest = total - sum(found.values())
        least = sum(needs[column][0] for column in waiting)
        natural = sum(needs[column][1] for column in waiting)
        narrowest = min(waiting, key=lambda column: needs[column][1])
        spared = needs[narrowest][1] - needs[narrowest][0]
        if natural > rest and needs[narrowest][1] <= rest / len(waiting) and least + spared <= rest:
            found[narrowest] = needs[narrowest][1]
        elif least < rest < natural:
            share = (rest - least) / (natural - least)
            found |= {c: needs[c][0] + (needs[c][1] - needs[c][0]) * share for c in waiting}
        else:
            found |= {c: needs[c][1 if natural <= rest else 0] for c in waiting}
    spare = total - sum(found.values())
    growing = {column: size for column, size in found.items() if column not in fixed} if spare > 0 else found
    growth = 1 + spare / sum(growing.values())
    return [found[column] * (growth if column in growing else 1) for column in range(len(needs))]


# --- the lowest rows ---------------------------------------------------------------------------------------


def _lowest(
    brand: Brand, columns: Sequence[Texts], least: Sequence[float], widths: Sequence[float], fixed: dict[int, float]
) -> list[float]:
    """Move width from column to column, first to where rows are least crowded, then as long as that saves lines;
    what no column needs is shared out."""

    @cache
    def counted(column: int, units: int) -> tuple[int, ...]:
        return tuple(_line_count(brand, *line, units / _UNIT - _PADDING) for line in columns[column].lines())

    def count(units: Sequence[int]) -> tuple[float, int]:
        lines = [counted(column, units[column]) for column in range(len(columns))]
        broken = sum(sum(lines[column]) - len(lines[column]) for column in short)
        return sum(map(max, zip(*lines, strict=True))) + broken * _BROKEN, sum(map(sum, lines))

    def crowding(units: Sequence[int]) -> float:
        rooms = [size / _UNIT - _PADDING for size in units[:-1]]
        return sum((max(1.0, *map(truediv, row, rooms)) for row in lengths), 0.0)

    def narrowed(units: Sequence[int]) -> list[int]:
        found = list(units)
        for column in free:
            same, sizes = counted(column, found[column]), range(floor[column], found[column])
            found[column] = floor[column] + bisect_left(sizes, True, key=lambda size: counted(column, size) == same)
        found[-1] += sum(units) - sum(found)
        return found

    lengths = list(zip(*([_length(brand, *line) for line in texts.lines()] for texts in columns), strict=True))
    free = [column for column in range(len(columns)) if column not in fixed]
    short = [column for column in free if needs(brand, columns[column])[1] <= _SHORT]
    floor = [ceil(need * _UNIT) for need in least]
    found = [*(max(int(size * _UNIT), floor[column]) for column, size in enumerate(widths)), 0]
    for step in _ROUGH:
        while crowding(better := min(_moves(found, free, floor, step), key=crowding, default=found)) < crowding(found):
            found = better
    for step in _FINE:
        found = narrowed(found)
        while count(better := min(_moves(found, free, floor, step), key=count, default=found)) < count(found):
            found = narrowed(better)
    growth = (sum(widths) - sum(fixed.values())) / sum(found[column] for column in free)
    return [fixed.get(column, found[column] * growth) for column in range(len(columns))]


def _moves(units: Sequence[int], free: Sequence[int], floor: Sequence[int], step: int) -> Iterator[list[int]]:
    """Every way to move one step of width to a column from another or from the spare width, which comes last."""
    for giver in (*free, len(units) - 1):
        for taker in free:
            if giver != taker and units[giver] - step >= (*floor, 0)[giver]:
                moved = list(units)
                moved[giver], moved[taker] = moved[giver] - step, moved[taker] + step
                yield moved
