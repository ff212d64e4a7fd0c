"""The references and the abbreviations of a document, in two columns that are read one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import accumulate
from typing import TypeGuard

from briefgen.deck.scale import DENSE
from briefgen.deck.setting import Setting
from briefgen.deck.shapes import Box, Grid, GridCell, GridRow, Para, Placed, Shape
from briefgen.deck.tables import DENSE_INSET, FOG_LINE, HEAD_LINE, TablePart, aired, continuation, grid_row
from briefgen.deck.text import Look, line_width, to_runs
from briefgen.document.addresses import located
from briefgen.document.blocks import Block, Row, Table
from briefgen.document.document import Document
from briefgen.document.inlines import Emph, Inlines, Strong, Text
from briefgen.frozen import frozen
from briefgen.lexicon import en

GUTTER = 0.333
WIDEST_KEY = 0.3


@frozen
class KeyList(Table):
    """Keys with what they stand for; a list of `references` is where citations lead."""

    references: bool = False


def reference_list(document: Document) -> KeyList:
    """The numbered references with what is missing from them and the source that cites them."""
    rows = []
    for reference in document.references:
        missing: Inlines = (Text(" "), Emph((Text(reference.missing),))) if reference.missing else ()
        cited: Inlines = (Text(f" {en.CITED_IN} {reference.via}."),) if reference.via and not missing else ()
        rows.append(Row(((Strong((Text(str(reference.number)),)),), (*located(reference.entry), *missing, *cited))))
    return KeyList(((Text("No."),), (Text("Reference"),)), tuple(rows), ("left", "left"), references=True)


def abbreviation_list(document: Document) -> KeyList:
    """The abbreviations that the document uses."""
    rows = tuple(Row(((Strong((one.stated,)),), one.long)) for one in document.abbreviations)
    return KeyList(((Text("Abbreviation"),), (Text("Meaning"),)), rows, ("left", "left"))


def listing_of(block: Block) -> KeyList | None:
    """The list that the block is, or is a part of."""
    whole = block.whole if isinstance(block, TablePart) else block
    return whole if isinstance(whole, KeyList) else None


def is_list(block: Block) -> TypeGuard[Table]:
    """Whether it is a register, or a list of references or abbreviations: dense, with its name above it."""
    return isinstance(block, Table) and (block.style == "register" or listing_of(block) is not None)


def place_listing(table: Table, x: float, y: float, w: float, setting: Setting) -> Placed:
    """The entries in two columns of about one height, in their order down the first and then the second."""
    whole = listing_of(table) or table
    wide = round((w - GUTTER) / 2, 3)
    keys = setting.once("keys", whole, lambda: _key_width(whole, setting), w)
    widths = (min(keys, round(WIDEST_KEY * wide, 3)), round(wide - min(keys, round(WIDEST_KEY * wide, 3)), 3))

    def set_row(row: Row) -> GridRow:
        return grid_row(_cells(row, setting), widths, setting, FOG_LINE, 0.0, DENSE_INSET)

    rows = [aired(setting.once("entry", row, partial(set_row, row), w), setting) for row in table.rows]
    head = grid_row(_heads(table, setting), widths, setting, HEAD_LINE, 0.0, DENSE_INSET)
    first = _half(rows)
    shapes: list[Shape] = []
    bottom = y
    for left, some in ((x, rows[:first]), (x + wide + GUTTER, rows[first:])):
        if some:
            tall = round(head.height + sum(row.height for row in some), 4)
            box = Box(round(left, 3), y, wide, tall)
            shapes.append(Grid("List", box, widths, (head, *some), inset=DENSE_INSET))
            bottom = max(bottom, y + tall)
    if isinstance(table, TablePart):
        mark = continuation(table, x, bottom, w)
        return Placed((*shapes, *mark.shapes), mark.bottom)
    return Placed(tuple(shapes), bottom)


def _half(rows: Sequence[GridRow]) -> int:
    """How many rows stand in the first column, so that it is the longer one by less than a row."""
    total = sum(row.height for row in rows)
    reached = accumulate(row.height for row in rows)
    return next((count for count, tall in enumerate(reached, 1) if tall >= total / 2 - 0.001), len(rows))


def _key_width(table: Table, setting: Setting) -> float:
    keys = [_heads(table, setting)[0], *(_cells(row, setting)[0] for row in table.rows)]
    wide = max(line_width(key.para, setting.brand) for key in keys)
    return round(wide + 2 * DENSE_INSET[0] + 0.06, 3)


def _heads(table: Table, setting: Setting) -> list[GridCell]:
    return [GridCell(Para(to_runs(cell, setting.document, Look("slate", bold=True)), DENSE)) for cell in table.head]


def _cells(row: Row, setting: Setting) -> list[GridCell]:
    key, entry = row.cells
    return [
        GridCell(Para(to_runs(key, setting.document, Look(strong="blue")), DENSE)),
        GridCell(Para(to_runs(entry, setting.document, Look(emph="slate")), DENSE)),
    ]
