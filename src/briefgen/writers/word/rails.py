"""Beside a rail: text ends before it, and what is as wide as the page keeps below it."""

from __future__ import annotations

from dataclasses import replace

from briefgen.writers.word.cursor import Cursor
from briefgen.writers.word.looks import Ruler
from briefgen.writers.word.measure import measure, stacked
from briefgen.writers.word.pieces import Page, Piece
from briefgen.writers.word.text import WordDraft

RAIL_AIR = 6.0
"""Points below a rail."""


def beside_rail(chain: list[Piece], draft: WordDraft, place: Cursor, page: Page, rule: Ruler) -> list[Piece]:
    """Pieces kept together as they stand where a rail still reaches: text ends before it, and what is as wide as the
    page keeps below it, a table with what leads to it, a figure with the heading it follows."""
    if place.rail <= place.filled:
        return chain
    found: list[Piece] = []
    for number, piece in enumerate(chain):
        filled = place.filled + stacked((one.measured for one in found), place.after)[0]
        if filled >= place.rail:
            break
        if _is_wide(piece, draft, page):
            led = piece.is_row or all(one.style in draft.heads for one in found)
            start = 0 if led else number
            below = place.rail - (place.filled if start == 0 else filled) + RAIL_AIR
            cleared = chain[start] if chain[start].is_row else with_air(chain[start], below)
            return [*found[:start], cleared, *chain[start + 1 :]]
        found.append(_narrowed(piece, page, rule))
    return [*found, *chain[len(found) :]]


def _is_wide(piece: Piece, draft: WordDraft, page: Page) -> bool:
    if piece.is_row:
        cells = piece.element.xpath("./w:tc/w:tcPr/w:tcW/@w:w")
        return sum(int(cell) for cell in cells) / 20 > page.width - page.rail + 1
    named = piece.is_figure or piece.style == draft.styles["Caption"]
    return named and not piece.measured.look.right


def with_air(piece: Piece, points: float) -> Piece:
    """A piece with so many points above it."""
    return replace(piece, above=points, measured=replace(piece.measured, before=points))


def _narrowed(piece: Piece, page: Page, rule: Ruler) -> Piece:
    taken = page.rail - piece.measured.look.right
    if piece.is_row or taken <= 1:
        return piece
    size = measure(piece.element, page.width - taken, rule)
    return replace(piece, narrow=page.rail, measured=replace(size, before=piece.measured.before))
