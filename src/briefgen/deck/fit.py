"""Fitting a body into its area: less space between, then all text one size smaller, then further slides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeAlias

from briefgen.deck.listings import is_list
from briefgen.deck.overflow import DoesNotFitError
from briefgen.deck.scale import CLOSE, FULL, TIGHT
from briefgen.deck.setting import Setting
from briefgen.deck.shapes import Placed, moved
from briefgen.deck.split import Blocks, Space, take
from briefgen.deck.stack import BESIDE, column_boxes, place_stack, reads_beside
from briefgen.document.blocks import Block, Callout, Column, Columns, Figure, Heading, Stories, Table
from briefgen.document.walk import every

Parts: TypeAlias = list[tuple[Blocks, Placed]]
SQUEEZES = (1.0, 0.93, 0.86, 0.8, 0.7)
"""Shares of its height to which a chart is pressed, none further than its letters allow."""
AMPLE, MOST_BESIDE, FILLED = (2.4, 1.9, 1.5, 1.3, 1.1), 1.5, 0.94
"""A body with room lets its charts and rows breathe, less where something stands beside them that does not, and in
lists, until this share of the area is filled, or all of it where it is set tightly; its text never grows."""
BRIM = 0.985
"""News in rows breathes until so much is filled: what stands below it is small print."""
SPARSE = 0.5
"""Lists that fill less of the area breathe as other tables do."""
EVEN, STEPS = (1.5, 1.3, 1.15), 5
"""How much air rows of lists that go on get, the most first; so many steps find how full their slides are."""
NEARLY = 0.8
"""A rail that reaches so far down its area reaches its foot."""
THIN = 0.45
"""A part that fills less of its slide is nearly empty."""
LOPSIDED = 0.6
"""Words that fill less of the height of what stands beside them stand above it."""
SLIGHT = 0.4
"""A rail that fills less of the height of what stands beside it stands below it where it fits there."""
FEWEST, MANY = 2, 6
"""Two parts cannot be fewer; of more than so many parts, shrinking is not tried."""


def fit(blocks: Sequence[Block], x: float, y: float, w: float, h: float, setting: Setting) -> Parts:
    """The body as one part, or as the fewest parts that each fit a slide, all set alike."""
    body = tuple(blocks)
    for under in _unrailed(body) if _is_lopsided(body, Space(w, h, setting)) else ():
        if whole := _whole(under, x, y, Space(w, h, setting)):
            return [(under, whole)]
    if whole := _whole(body, x, y, Space(w, h, setting)):
        return [(body, whole)]
    best = _fewest(body, x, y, Space(w, h, setting))
    if best and all(isinstance(block, Table) for block in body):
        return best if setting.rough else _evened(body, x, y, Space(w, h, setting), best)
    for under in _unrailed(body) if best else ():
        if whole := _whole(under, x, y, Space(w, h, setting)):
            return [(under, whole)]
        if len(best) > FEWEST or _filled(best, y) < THIN * h:
            other = _fewest(under, x, y, Space(w, h, setting))
            if other and (-len(other), _filled(other, y)) > (-len(best), _filled(best, y)):
                best = other
    if not best and (stacked := _stacked(body)) != body:
        return fit(stacked, x, y, w, h, setting)
    if not best:
        raise DoesNotFitError(_largest(blocks, w, setting))
    return best


def _whole(body: Blocks, x: float, y: float, area: Space) -> Placed | None:
    """The body on one slide, set as it is designed if that fits, else tighter."""
    for one in _settings(area.setting, bool(_pictures(body))):
        room = replace(area, setting=one)
        if placed := room.placed(body, x):
            return _lowered(_to_the_foot(body, x, *_airy(body, x, room, placed)), y)
    return None


def _fewest(body: Blocks, x: float, y: float, area: Space) -> Parts:
    """The body in the fewest parts that each fit a slide; none where something fits nowhere."""
    best: Parts = []
    for one in _settings(area.setting, bool(_pictures(body))):
        parts = _divided(body, x, y, replace(area, setting=one))
        if parts and (not best or len(parts) < len(best)):
            best = parts
        if best and (len(best) == FEWEST or len(best) > MANY):
            break
    return best


def _evened(body: Blocks, x: float, y: float, area: Space, parts: Parts) -> Parts:
    """Tables on so many slides, with as much air between rows as takes no further one, each about as full as the
    last."""

    def tried(room: Space) -> Parts:
        found = _divided(body, x, y, room)
        return found if len(found) == len(parts) else []

    best = parts
    for squeeze in EVEN:
        aired = replace(area, setting=replace(area.setting, squeeze=squeeze))
        if found := tried(aired):
            area, best = aired, found
            break
    low, high = 0.0, area.h
    for _ in range(STEPS):
        half = (low + high) / 2
        if found := tried(replace(area, h=half)):
            high, best = half, found
        else:
            low = half
    return best


def _filled(parts: Parts, y: float) -> float:
    """How far down the emptiest part reaches."""
    return min(placed.bottom for _, placed in parts) - y


def _is_lopsided(body: Blocks, area: Space) -> bool:
    """Whether a rail stands beside words that fill little of its height, or itself fills little of what stands beside
    it."""
    railed = [block for block in body if isinstance(block, Columns) and block.style == "railed" and reads_beside(block)]
    for columns in railed:
        (main, rail), boxes = columns.columns, column_boxes(columns, 0.0, area.w)
        tall, beside = (
            place_stack(column.blocks, 0.0, 0.0, wide, area.setting).bottom
            for column, (_, wide) in zip((main, rail), boxes, strict=True)
        )
        if rail.blocks and all(isinstance(block, Callout) for block in main.blocks):
            return tall < LOPSIDED * beside
        return 0 < beside < SLIGHT * tall
    return False


def _unrailed(body: Blocks) -> Iterator[Blocks]:
    """The body with what stands beside its rail in the full width, and the headed parts of the rail in columns below it
    or above the chart in it; nothing where there is no rail."""
    for at, block in enumerate(body):
        if isinstance(block, Columns) and block.style in BESIDE and reads_beside(block):
            main, rail = (column.blocks for column in block.columns)
            starts = [place for place, inner in enumerate(rail) if isinstance(inner, Heading) or not place]
            parts = [Column(rail[start:end]) for start, end in pairwise((*starts, len(rail)))]
            charts = [place for place, inner in enumerate(main) if isinstance(inner, Figure) and place]
            for place in (len(main), *charts[:1]) if parts else ():
                yield (*body[:at], *main[:place], Columns(tuple(parts)), *main[place:], *body[at + 1 :])
            return


def _to_the_foot(body: Blocks, x: float, area: Space, placed: Placed) -> Placed:
    """A body that ends in a rail and nearly fills its area, so that the rail reaches the foot of it, and what stands
    beside it as far as it can."""
    last = body[-1] if body else None
    railed = isinstance(last, Columns) and last.style == "railed" and reads_beside(last)
    if not railed or not NEARLY * area.h <= placed.bottom < area.h:
        return placed
    reaching = place_stack(body, x, 0.0, area.w, replace(area.setting, floor=area.h))
    return reaching if reaching.bottom <= area.h + 0.001 else placed


def _airy(body: Blocks, x: float, area: Space, placed: Placed) -> tuple[Space, Placed]:
    """The body set with as much air between rows as its room allows, and how; a full one stays as it is."""
    setting = area.setting
    filled = BRIM if any(isinstance(block, Stories) for block in body) else FILLED
    if setting.squeeze < 1 or not _leaves_room(placed, area, filled):
        return area, placed
    uneven = any(isinstance(block, Columns) and block.style == "plain" for block in every(body))
    uneven = uneven or (any(map(is_list, body)) and placed.bottom >= SPARSE * area.h)
    amounts = [squeeze for squeeze in AMPLE if squeeze <= MOST_BESIDE or not uneven]
    spaces = (replace(area, setting=replace(setting, squeeze=squeeze)) for squeeze in amounts)
    aired = ((space, place_stack(body, x, 0.0, area.w, space.setting)) for space in spaces)
    return next(((space, one) for space, one in aired if _leaves_room(one, area, filled)), (area, placed))


def _leaves_room(placed: Placed, area: Space, filled: float = FILLED) -> bool:
    return placed.bottom <= (1.0 if area.setting.shrink >= TIGHT else filled) * area.h


def _divided(blocks: Blocks, x: float, y: float, area: Space) -> Parts:
    """Parts that each fit the area at this size, caveats on every one; none if something fits nowhere."""
    companions = tuple(block for block in blocks if _travels(block))
    rest: Blocks = tuple(block for block in blocks if not _travels(block))
    below = place_stack(companions, 0.0, 0.0, area.w, area.setting).bottom + (0.26 if companions else 0.0)
    parts: Parts = []
    while rest:
        taken, left = take(rest, Space(area.w, area.h - below, area.setting))
        body = (*taken, *companions)
        placed = area.placed(body, x)
        if not taken or left == rest or placed is None:
            return []
        parts.append((body, _lowered(placed, y)))
        rest = left
    return parts


def _stacked(blocks: Blocks) -> Blocks:
    """Blocks of columns one below the other in the full width, where side by side they fit on no slide."""
    return tuple(
        inner
        for block in blocks
        for inner in ([b for column in block.columns for b in column.blocks] if isinstance(block, Columns) else [block])
    )


def _largest(blocks: Sequence[Block], w: float, setting: Setting) -> Block:
    """The block that takes most room."""
    return max(blocks, key=lambda block: place_stack((block,), 0.0, 0.0, w, setting).bottom)


def _travels(block: Block) -> bool:
    """A caveat stands on every slide that shows what it limits."""
    return isinstance(block, Callout) and block.kind in {"caution", "attribution"}


def _lowered(placed: Placed, y: float) -> Placed:
    """What was placed from the top, from this height on."""
    return Placed(tuple(moved(shape, y) for shape in placed.shapes), placed.bottom + y)


def _settings(setting: Setting, pictures: bool) -> Iterator[Setting]:
    for shrink in (FULL, CLOSE, TIGHT):
        for squeeze in SQUEEZES if pictures else SQUEEZES[:1]:
            yield replace(setting, shrink=shrink, squeeze=squeeze)


def _pictures(blocks: Sequence[Block]) -> list[Block]:
    return [block for block in every(blocks) if isinstance(block, Figure)]


def needs_captions(blocks: Sequence[Block]) -> bool:
    """Whether several figures or tables of one body must be told apart."""
    return sum(isinstance(block, Figure | Table) for block in every(blocks)) > 1
