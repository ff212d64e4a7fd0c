"""Fitting a body into its area: shrink all peers together, then split into further slides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefgen.deck.evidence import flat
from briefgen.deck.misfit import DoesNotFitError
from briefgen.deck.scale import STEPS
from briefgen.deck.setting import Setting
from briefgen.deck.shapes import Placed, moved
from briefgen.deck.split import Area, Blocks, take
from briefgen.deck.stack import place_stack
from briefgen.document import Block, Callout, Figure, Table

SQUEEZES = (1.0, 0.93, 0.86, 0.8)


def fit(
    blocks: Sequence[Block], x: float, y: float, w: float, h: float, setting: Setting
) -> list[tuple[Blocks, Placed]]:
    """The body as one part, or as several that each fit a slide."""
    whole = _placed(tuple(blocks), x, y, Area(w, h, setting))
    if whole:
        return [(tuple(blocks), whole)]
    companions = tuple(block for block in blocks if _travels(block))
    rest: Blocks = tuple(block for block in blocks if not _travels(block))
    parts: list[tuple[Blocks, Placed]] = []
    while rest:
        taken, left = _first(rest, companions, Area(w, h, setting))
        body = (*taken, *companions)
        placed = _placed(body, x, y, Area(w, h, setting))
        if not taken or placed is None or left == rest:
            raise DoesNotFitError(_largest(rest, w, setting))
        parts.append((body, placed))
        rest = left
    if not parts:
        raise DoesNotFitError(_largest(blocks, w, setting))
    return parts


def _largest(blocks: Sequence[Block], w: float, setting: Setting) -> Block:
    """The block that takes most room."""
    return max(blocks, key=lambda block: place_stack((block,), 0.0, 0.0, w, setting).bottom)


def _travels(block: Block) -> bool:
    """A caveat stands on every slide that shows what it limits."""
    return isinstance(block, Callout) and block.kind in {"caution", "attribution"}


def _first(rest: Blocks, companions: Blocks, area: Area) -> tuple[Blocks, Blocks]:
    """What the next slide takes: at full size if anything fits, else ever smaller."""
    for setting in _settings(area.setting, bool(_pictures(rest))):
        below = place_stack(companions, 0.0, 0.0, area.w, setting).bottom + (0.26 if companions else 0.0)
        taken, left = take(rest, Area(area.w, area.h - below, setting))
        if taken:
            return taken, left
    return (), rest


def _placed(blocks: Blocks, x: float, y: float, area: Area) -> Placed | None:
    """The shapes at the largest size that fits."""
    for setting in _settings(area.setting, bool(_pictures(blocks))):
        if replace(area, setting=setting).holds(blocks):
            placed = place_stack(blocks, x, 0.0, area.w, setting)
            return Placed(tuple(moved(shape, y) for shape in placed.shapes), placed.bottom + y)
    return None


def _settings(setting: Setting, pictures: bool) -> Iterator[Setting]:
    for shrink in range(STEPS + 1):
        for squeeze in SQUEEZES if pictures else SQUEEZES[:1]:
            yield replace(setting, shrink=shrink, squeeze=squeeze)


def _pictures(blocks: Sequence[Block]) -> list[Block]:
    return [block for block in flat(blocks) if isinstance(block, Figure)]


def needs_captions(blocks: Sequence[Block]) -> bool:
    """Whether several figures or tables of one body must be told apart."""
    return sum(isinstance(block, Figure | Table) for block in flat(blocks)) > 1
