"""The free foot of a page set as air above its heads, tables and paragraphs, so that nothing is jammed above a hole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from briefgen.ooxml.wordml import qn
from briefgen.writers.word.looks import TWIP
from briefgen.writers.word.pieces import Page, Piece, is_framed, lower
from briefgen.writers.word.text import WordDraft

FULL = 0.95
"""Figures and air take up to so much of a page that ends early."""
MOST = 4.5
"""Points of air that one share comes to at most."""
CLOSER = 0.5
"""Of each distance of a page no more than this is taken to fill it."""
SHARES = {
    "Heading 1": 3.0,
    "Heading 2": 3.0,
    "Heading 3": 3.0,
    "Caption": 3.0,
    "Figure": 1.0,
    "Source": 0.5,
    "Lead": 2.0,
    "Body Text": 1.0,
    "Caution": 1.0,
    "List Bullet": 0.5,
    "List Number": 0.5,
    "Key Point": 0.5,
}
"""Shares of the air that stand above a paragraph of a style."""


def air_out(pieces: Sequence[Piece], filled: float, draft: WordDraft, page: Page) -> None:
    """Share the free foot of a page, filled by so many points, out over what stands on it from its second piece on, or
    behind what keeps below a rail."""
    below = max((at for at, piece in enumerate(pieces) if piece.above), default=0)
    places = list(_airable(pieces[below:], draft))
    rest, shares = FULL * page.height - filled, sum(share for *_, share in places)
    if rest <= 0 or not shares:
        return
    points = min(rest / shares, MOST)
    for before, piece, share in places:
        _widen(before, piece, points * share)


def draw_in(pieces: Sequence[Piece], points: float, draft: WordDraft) -> bool:
    """Set what stands on a page closer by so many points together, each distance in its share. False where they would
    lose too much."""
    gaps = [
        (before, piece, max(before.measured.after, piece.measured.before)) for before, piece in _apart(pieces, draft)
    ]
    share = points / max(sum(gap for *_, gap in gaps), 1.0)
    if share > CLOSER:
        return False
    for before, piece, gap in gaps:
        _widen(before, piece, -share * gap)
    return True


def _apart(pieces: Sequence[Piece], draft: WordDraft) -> Iterator[tuple[Piece, Piece]]:
    """Pieces with a distance between them that is not the one below a heading, within a box or a table."""
    for before, piece in pairwise(pieces):
        look = piece.measured.look
        joined = before.style == piece.style and (look.contextual or look.filled)
        if not (joined or (before.is_row and piece.is_row) or before.style in draft.heads):
            yield before, piece


def _airable(pieces: Sequence[Piece], draft: WordDraft) -> Iterator[tuple[Piece, Piece, float]]:
    """Each paragraph that takes air, with what stands before it and its share: none between a heading and its text, nor
    within a box."""
    shares = {draft.styles[name]: share for name, share in SHARES.items()}
    for before, piece in pairwise(pieces):
        look = piece.measured.look
        joined = before.style == piece.style and (look.contextual or look.filled)
        if piece.style in shares and not joined and before.style not in draft.heads:
            yield before, piece, shares[piece.style]


def _widen(before: Piece, piece: Piece, points: float) -> None:
    """Set two pieces further apart: below the first, so that a remark beside the second stays level with it; below a
    table above the second and its remarks."""
    apart = max(before.measured.after, piece.measured.before) + points
    element, side = (piece.element, "w:before") if before.is_row else (before.element, "w:after")
    element.get_or_add_pPr().get_or_add_spacing().set(qn(side), str(round(apart * TWIP)))
    if before.is_row:
        for note in takewhile(is_framed, piece.element.itersiblings(preceding=True)):
            lower(note, apart)
