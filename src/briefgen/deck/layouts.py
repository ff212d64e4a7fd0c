"""The named layout for a body, and which shapes fill its placeholders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefgen.deck.grid import MAIN_SLOT, TEXT_SLOTS
from briefgen.deck.listings import listing_of
from briefgen.deck.shapes import Grid, Picture, Shape, TextShape
from briefgen.deck.stack import reads_beside
from briefgen.document.blocks import Block, Cards, Columns, Figure, Table

SLOTS = {
    "Cover": ("", 0),
    "Section": ("", 0),
    "Chart": ("picture", 0),
    "Chart and Text": ("picture", 1),
    "Chart and Three Texts": ("picture", 3),
    "Text": ("", 1),
    "Two Content": ("", 2),
    "Three Content": ("", 3),
    "Cards": ("", 2),
    "Table": ("table", 0),
    "Statement": ("", 3),
    "References": ("table", 0),
}
"""Every layout with its main placeholder and how many texts it has."""
MEDICAL = " - Medical"
IN_ANNEX = "Annex: "
"""What stands before the layout of a slide of the annex, where slides are named after their layouts."""


def layout_of(blocks: Sequence[Block]) -> str:
    """The layout whose placeholders suit the body."""
    columns = [block for block in blocks if isinstance(block, Columns)]
    if any(listed.references for block in blocks if (listed := listing_of(block))):
        return "References"
    if any(isinstance(block, Cards) for block in blocks):
        return "Cards"
    if any(block.style == "ruled" for block in columns):
        return "Statement"
    if any(reads_beside(block) for block in columns):
        return "Chart and Text"
    if any(isinstance(block, Figure) for block in blocks):
        return "Chart and Three Texts" if any(len(block.columns) == 3 for block in columns) else "Chart"
    if any(isinstance(block, Table) for block in blocks):
        return "Table"
    widest = max((len(block.columns) for block in columns), default=1)
    return {1: "Text", 2: "Two Content"}.get(widest, "Three Content")


def in_slots(shapes: Sequence[Shape], layout: str) -> tuple[Shape, ...]:
    """The shapes, those that fill a placeholder with its number."""
    main, texts = SLOTS[layout]
    slots = list(TEXT_SLOTS[:texts])
    filled: list[Shape] = []
    for shape in shapes:
        if isinstance(shape, TextShape) and shape.name == "Text" and slots:
            shape = replace(shape, slot=slots.pop(0))
        elif (isinstance(shape, Picture) and main == "picture") or (isinstance(shape, Grid) and main == "table"):
            shape, main = replace(shape, slot=MAIN_SLOT), ""
        filled.append(shape)
    return tuple(filled)
