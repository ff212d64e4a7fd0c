"""Cutting a body that is too long: as much as fits, and the rest for the next slide."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace
from math import ceil
from typing import Any

from briefgen import charts
from briefgen.deck.grid import MAX_DENSE_ROWS, MAX_ROWS
from briefgen.deck.listings import is_list, listing_of
from briefgen.deck.prose import NumberedPart
from briefgen.deck.setting import Setting
from briefgen.deck.shapes import Placed
from briefgen.deck.stack import RAIL_INSET, RULED, RULES, callout_inside, column_boxes, place_stack, reads_beside
from briefgen.deck.tables import part_of
from briefgen.document.blocks import (
    Block,
    BulletList,
    Callout,
    Cards,
    Chips,
    Column,
    Columns,
    DefinitionList,
    Figure,
    Heading,
    Metrics,
    NumberedList,
    Outcomes,
    Panels,
    Row,
    Stories,
    Table,
)
from briefgen.frozen import frozen

Blocks = tuple[Block, ...]
Cut = tuple[Blocks, Blocks]
WHOLE = (Table, Figure, Callout, Cards, Panels, DefinitionList, Columns)
"""Blocks that rather stand whole on the next slide than divided over two."""
FULL = 0.85
"""A slide of a long table ends with a group that fills it so far, else within one."""
FEWEST, LONG = 3, 9
"""So many rows of a register stand on its first and last slide at least; one of no more than so many is not parted."""
MOST_ITEMS = 200
"""No slide takes so many."""


@frozen
class Space:
    """A width and height to fill, and how it is set."""

    w: float
    h: float
    setting: Setting

    def placed(self, blocks: Sequence[Block], x: float = 0.0) -> Placed | None:
        """The blocks from the top, where they fit, with no table longer than a slide takes."""
        if any(isinstance(block, Table) and body_rows(block.rows) > most_rows(block) for block in blocks):
            return None
        placed = place_stack(blocks, x, 0.0, self.w, self.setting)
        return placed if placed.bottom <= self.h + 0.001 else None

    def holds(self, blocks: Sequence[Block]) -> bool:
        """Whether the blocks fit."""
        return self.placed(blocks) is not None


def most_rows(table: Table) -> int:
    """How many rows of a table one slide takes."""
    if table.style == "register":
        return MAX_DENSE_ROWS
    return MOST_ITEMS if listing_of(table) else MAX_ROWS


def body_rows(rows: Sequence[Row]) -> int:
    """Rows that are no group heads."""
    return sum(not row.group for row in rows)


def take(blocks: Sequence[Block], area: Space) -> Cut:
    """The blocks that fill the area from the top, and the rest; a subhead stays with what follows it."""
    taken: Blocks = ()
    for index, block in enumerate(blocks):
        if area.holds((*taken, block)):
            taken = (*taken, block)
            continue
        part, rest = _divide(block, taken, area)
        rest = (*rest, *blocks[index + 1 :])
        if part:
            heading = taken[-1:] if taken and isinstance(taken[-1], Heading) else ()
            return (*taken, *part), (*heading, *rest)
        kept = taken
        while kept and isinstance(kept[-1], Heading):
            kept = kept[:-1]
        return kept, (*taken[len(kept) :], *rest)
    return taken, ()


def _divide(block: Block, taken: Blocks, area: Space) -> Cut:
    """What of the block still fits below `taken`, and what does not."""
    filled = any(not isinstance(one, Heading) for one in taken)
    if filled and isinstance(block, WHOLE) and not _runs_on(block) and area.holds((block,)):
        return (), (block,)
    top = place_stack(taken, 0.0, 0.0, area.w, area.setting).bottom + (0.2 if taken else 0.0)
    room = Space(area.w, area.h - top, area.setting)
    match block:
        case Table():
            return _table(block, taken, area)
        case Figure():
            return _figure(block, room)
        case Columns():
            return _columns(block, room)
        case Callout():
            inside = replace(area.setting, inside=callout_inside(block), text="column")
            inner, rest = take(block.blocks, Space(area.w - 0.5, room.h - 0.4, inside))
            return ((replace(block, blocks=inner),), (replace(block, blocks=rest),)) if inner else ((), (block,))
        case NumberedList(items):
            start = block.start if isinstance(block, NumberedPart) else 1
            return _items(items, lambda some, at: NumberedPart(some, start=start + at), taken, area, block)
        case BulletList(items):
            return _items(items, lambda some, _: BulletList(some), taken, area, block)
        case DefinitionList(items):
            return _items(items, lambda some, _: DefinitionList(some), taken, area, block)
        case Metrics(items):
            return _items(items, lambda some, _: replace(block, items=some), taken, area, block)
        case Stories(items):
            return _items(items, lambda some, _: Stories(some), taken, area, block)
        case Outcomes(items):
            return _items(items, lambda some, _: Outcomes(some), taken, area, block)
        case Chips(items):
            return _items(items, lambda some, _: Chips(some), taken, area, block)
        case Panels(items):
            return _items(items, lambda some, _: Panels(some), taken, area, block)
        case Cards(items):
            return _items(items, lambda some, _: Cards(some), taken, area, block)
        case _:
            return (), (block,)


def _runs_on(block: Block) -> bool:
    """Whether a list is so long that it may begin below another and go on."""
    return is_list(block) and body_rows(block.rows) > LONG


def _items(
    items: tuple[Any, ...], make: Callable[[tuple[Any, ...], int], Block], taken: Blocks, area: Space, block: Block
) -> Cut:
    """As many items as fit: of a list, whose height grows with each, by halving, else by trying from the most down."""

    def fits(count: int) -> bool:
        return area.holds((*taken, make(items[:count], 0)))

    counts = range(1, min(len(items), MOST_ITEMS))
    if isinstance(block, BulletList | NumberedList | DefinitionList):
        count = bisect_left(counts, True, key=lambda count: not fits(count))
    else:
        count = next((count for count in reversed(counts) if fits(count)), 0)
    return ((make(items[:count], 0),), (make(items[count:], count),)) if count else ((), (block,))


def _figure(figure: Figure, room: Space) -> Cut:
    """As much of the chart as goes here, and the rest of it."""
    height = max(room.h, 0.1) / max(room.setting.squeeze, 0.1)
    parts = room.setting.once(
        f"split {figure.chart}",
        figure.numbers,
        lambda: _opened(charts.split(figure.chart, figure.numbers, room.w, height, room.setting.brand, "slide")),
        room.w,
        height,
    )
    if len(parts) < 2:
        return (), (figure,)
    first, *more = (replace(figure, numbers=part, alt=charts.describe(figure.chart, part)) for part in parts)
    if not room.holds((first,)):
        return (), (figure,)
    return (first,), tuple(more)


def _opened(parts: tuple[Any, ...]) -> tuple[Any, ...]:
    """The first part of a chart and the rows of all others as one, as the next slide may have more room for them."""
    first, *rest = parts
    if len(rest) < 2 or not all(hasattr(part, "rows") for part in rest):
        return parts
    return first, replace(rest[0], rows=tuple(row for part in rest for row in part.rows))


def _columns(columns: Columns, room: Space) -> Cut:
    """Each column as far as it goes; what is left begins at the left."""
    setting = replace(room.setting, inside="column", text="statement" if columns.style == "ruled" else "column")
    boxes = column_boxes(columns, 0.0, room.w)
    high = room.h - (RULED if columns.style in RULES else 0.0)
    lost = 2 * RAIL_INSET if reads_beside(columns) else 0.0
    cuts = [
        take(column.blocks, Space(width, high - (lost if index else 0.0), setting))
        for index, (column, (_, width)) in enumerate(zip(columns.columns, boxes, strict=True))
    ]
    if any(column.blocks and not cut[0] for column, cut in zip(columns.columns, cuts, strict=True)):
        return (), (columns,)
    first = [Column(cut[0], width) for cut, (_, width) in zip(cuts, boxes, strict=True)]
    rest = [Column(cut[1], width) for cut, (_, width) in zip(cuts, boxes, strict=True)]
    rest.sort(key=lambda column: not column.blocks)
    return (replace(columns, columns=tuple(first)),), (replace(columns, columns=tuple(rest)),)


def _table(table: Table, taken: Blocks, area: Space) -> Cut:
    """As many rows as fit, or an even half where two slides are enough; a group head never stands last."""

    def is_over(count: int) -> bool:
        return not area.holds((*taken, part_of(table, table.rows[:count], area.setting, last=False)))

    fitting = bisect_left(range(1, len(table.rows)), True, key=is_over)
    if any(isinstance(one, Table) for one in taken) and body_rows(table.rows[:fitting]) < FEWEST:
        return (), (table,)
    if listing_of(table) and fitting:
        first, rest = table.rows[:fitting], table.rows[fitting:]
        return (part_of(table, first, area.setting, last=False),), (part_of(table, rest, area.setting, last=True),)
    counts = [n for n in range(1, fitting + 1) if not table.rows[n - 1].group]
    if not counts:
        return (), (table,)
    count = _best(table, counts, area)
    first, rest = table.rows[:count], _rest(table, count)
    return (part_of(table, first, area.setting, last=False),), (part_of(table, rest, area.setting, last=True),)


def _rest(table: Table, count: int) -> tuple[Row, ...]:
    """The rows after the cut, below the head of the group they belong to."""
    rest = table.rows[count:]
    return rest if rest[0].group else (*[row for row in table.rows[:count] if row.group][-1:], *rest)


def _best(table: Table, counts: Sequence[int], area: Space) -> int:
    """Where to cut: between groups if it costs no slide, else in the middle, else as late as possible. A register fills
    its slides one after the other."""
    if table.style == "register":
        last = [n for n in counts if body_rows(_rest(table, n)) >= FEWEST and not table.rows[n - 2].group]
        return (last or counts)[-1]
    half = ceil(body_rows(table.rows) / 2)

    def is_enough(count: int) -> bool:
        return area.holds((part_of(table, _rest(table, count), area.setting, last=True),))

    enough = counts[bisect_left(counts, True, key=is_enough) :]
    least = half * 0.6 if enough else body_rows(table.rows[: counts[-1]]) * FULL
    between = [n for n in (enough or counts) if table.rows[n].group and body_rows(table.rows[:n]) >= least]
    if between:
        return min(between, key=lambda n: abs(body_rows(table.rows[:n]) - half)) if enough else between[-1]
    return min(enough, key=lambda n: abs(body_rows(table.rows[:n]) - half)) if enough else counts[-1]
