"""Blocks from top to bottom, columns side by side: every kind of block becomes shapes here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, assert_never

from briefgen import charts
from briefgen.brand.brand import Brand
from briefgen.charts.engine.canvas import Medium
from briefgen.deck.grid import GUTTER
from briefgen.deck.levels import grown, levelled, spread
from briefgen.deck.listings import is_list, listing_of, place_listing
from briefgen.deck.metrics import place_metrics, place_strip
from briefgen.deck.outcomes import place_outcomes
from briefgen.deck.panels import FILLS, place_cards, place_chips, place_panels, strip
from briefgen.deck.prose import Prose, is_prose, prose_words
from briefgen.deck.scale import BODY
from briefgen.deck.setting import Inside, Setting, TextKind
from briefgen.deck.shapes import Backdrop, Box, Para, Picture, Placed, Rule, Shape, Stroke, TextShape, moved
from briefgen.deck.stories import place_stories
from briefgen.deck.tables import CAPTION, is_name, place_facts, place_table
from briefgen.deck.text import Look, height, to_runs
from briefgen.document.blocks import (
    Block,
    BulletList,
    Callout,
    Cards,
    Chips,
    Columns,
    DefinitionList,
    Figure,
    Heading,
    Metrics,
    Outcomes,
    Panels,
    Stories,
    Table,
)
from briefgen.document.inlines import Inlines

GAP, AFTER_HEADING, AFTER_FIGURE, AFTER_CARDS = 0.16, 0.09, 0.26, 0.36
BETWEEN_LISTS = 0.22
"""Between a table and the words above the next."""
PANEL_INSET = 0.25
RAIL, RAIL_GUTTER, RAIL_INSET = (8.03, 3.803), 0.3, 0.18
"""The widths of a chart and of the rail beside it, the space between, and that inside the rail."""
PANEL_GUTTER = 0.333
RULED = 0.12
DIVIDER = Stroke("steel", 0.75, dashed=True)
RULES = {"ruled": "navy", "weighed": "slate"}
"""The rules above columns."""
BESIDE = ("railed", "weighed")
"""Columns of which the second stands beside what the first shows."""
PARTED = {2: (3.1, 4.6), 3: (2.5, 2.95, 2.1)}
"""Shares of the columns of what came out of a trial: its figure, the values of both arms, rates at stated times."""
PARTING = Stroke("rule", 1.0)
LOOSEST, MOST_AIR = 2.3, 1.5


def place_stack(blocks: Sequence[Block], x: float, y: float, w: float, setting: Setting) -> Placed:
    """Blocks one below the other; running text of neighbours shares one text box."""
    shapes: list[Shape] = []
    top, index = y, 0
    previous: Block | None = None
    while index < len(blocks):
        run = _prose_run(blocks, index)
        block = run[-1] if run else blocks[index]
        after = blocks[index + max(1, len(run))] if index + max(1, len(run)) < len(blocks) else None
        if previous is not None:
            top, rules = _gap(previous, blocks[index], x, top, w, setting)
            shapes += rules
        if run:
            words = prose_words(run, x, top, w, setting, (previous, after))
            placed = Placed((words,), words.box.bottom)
        else:
            placed = place_block(block, x, top, w, setting)
        shapes += placed.shapes
        top, previous, index = placed.bottom, block, index + max(1, len(run))
    return Placed(tuple(shapes), top)


def _prose_run(blocks: Sequence[Block], start: int) -> list[Prose]:
    run: list[Prose] = []
    for block in blocks[start:]:
        if not is_prose(block):
            break
        run.append(block)
    return run


def _gap(previous: Block, block: Block, x: float, top: float, w: float, setting: Setting) -> tuple[float, list[Shape]]:
    """Where the next block begins, and the rule above a subhead that opens a new part of a column."""
    if isinstance(previous, Heading):
        return top + AFTER_HEADING, []
    if isinstance(block, Heading) and setting.inside in ("column", "weighed"):
        return top + 0.32, [Rule(Box(x, round(top + 0.16, 4), w, 0), Stroke("rule"))]
    if isinstance(block, Heading):
        return top + 0.26, []
    if isinstance(previous, Table) and isinstance(block, Table) and block.caption:
        return top + BETWEEN_LISTS, []
    if isinstance(previous, Figure | Table) and isinstance(block, Columns):
        return top + AFTER_FIGURE, []
    return top + (AFTER_CARDS if isinstance(previous, Cards) else GAP - 0.02 * setting.shrink), []


def place_block(block: Block, x: float, y: float, w: float, setting: Setting) -> Placed:
    """The shapes of one block in this width."""
    match block:
        case Table():
            captions = setting.captions or is_list(block)
            top, caption = _caption(block.caption, x, y, w, replace(setting, captions=captions))
            placed = (place_listing if listing_of(block) else place_table)(block, x, top, w, setting)
            return Placed((*caption, *placed.shapes), placed.bottom)
        case Figure():
            return _figure(block, x, y, w, setting)
        case Cards():
            return place_cards(block, x, y, w, setting)
        case Callout():
            return _callout(block, x, y, w, setting)
        case DefinitionList():
            return place_facts(block, x, y, w, setting)
        case Panels():
            return place_panels(block, x, y, w, setting)
        case Chips(chips):
            return place_chips(chips, x, y, w, setting)
        case Metrics(style="strip"):
            return place_strip(block, x, y, w, setting)
        case Metrics():
            return place_metrics(block, x, y, w, setting)
        case Stories():
            return place_stories(block, x, y, w, setting)
        case Outcomes():
            return place_outcomes(block, x, y, w, setting)
        case Columns():
            return _columns(block, x, y, w, setting)
        case _:  # prose shares a text with its neighbours; what body_of opens or leaves out does not come here
            assert_never(block)  # type: ignore[arg-type]


def _figure(figure: Figure, x: float, y: float, w: float, setting: Setting) -> Placed:
    top, caption = _caption(figure.caption, x, y, w, setting)
    box = Box(x, top, w, round(_chart_height(figure, w, setting), 3))
    return Placed((*caption, Picture(box, figure.chart, figure.numbers, figure.alt)), box.bottom)


def _chart_height(figure: Figure, w: float, setting: Setting) -> float:
    """What a chart wants, pressed as far as its letters keep their size."""

    def measured(what: str, measure: Callable[[str, Any, float, Brand, Medium], float]) -> float:
        name, numbers = figure.chart, figure.numbers
        return setting.once(f"{what} {name}", numbers, lambda: measure(name, numbers, w, setting.brand, "slide"), w)

    height = measured("natural", charts.natural_height) * min(setting.squeeze, MOST_AIR)
    return height if setting.squeeze >= 1 else max(height, measured("least", charts.least_height))


def _caption(caption: Inlines, x: float, y: float, w: float, setting: Setting) -> tuple[float, tuple[Shape, ...]]:
    if not caption or not setting.captions:
        return y, ()
    look = Look("slate", strong="ink") if is_name(caption) else Look("ink", bold=True)
    para = Para(to_runs(caption, setting.document, look), BODY)
    box = Box(x, y, w, round(height((para,), setting.brand, w), 4))
    return box.bottom + 0.06, (TextShape(CAPTION, box, (para,)),)


def _callout(callout: Callout, x: float, y: float, w: float, setting: Setting) -> Placed:
    if callout.kind != "real-world" and all(is_prose(block) for block in callout.blocks):
        return strip(callout, x, y, w, setting)
    inner = replace(setting, inside=callout_inside(callout), text="column")
    placed = place_stack(callout.blocks, x + PANEL_INSET, y + 0.2, w - 2 * PANEL_INSET, inner)
    bottom = placed.bottom + 0.2
    panel = Backdrop(Box(x, y, w, bottom - y), FILLS[callout.kind])
    return Placed((panel, *placed.shapes), bottom)


def callout_inside(callout: Callout) -> Inside:
    """What blocks in a callout lie in."""
    return "real-world" if callout.kind == "real-world" else "column"


# --- columns -----------------------------------------------------------------------------------------------


def _columns(columns: Columns, x: float, y: float, w: float, setting: Setting) -> Placed:
    boxes = column_boxes(columns, x, w)
    inner = replace(setting, inside="column", text=_text_kind(columns, setting), floor=0.0)
    top = y + {"ruled": RULED, "weighed": RULED, "banded": RAIL_INSET}.get(columns.style, 0.0)
    beside = reads_beside(columns)
    inset = _inset(columns)
    placed = [
        place_stack(
            column.blocks,
            left,
            top + (inset if index else 0.0),
            width,
            replace(inner, inside=_inside(columns, index)),
        )
        for index, (column, (left, width)) in enumerate(zip(columns.columns, boxes, strict=True))
    ]
    shapes: list[Shape] = []
    if columns.style == "halved":
        end = max(one.bottom for one in placed)
        shapes += [Rule(Box(_middle(one, other), y, 0.0, round(end - y, 4)), DIVIDER) for one, other in pairwise(boxes)]
    if columns.style == "parted":
        placed = _as_high(placed)
        end = max(one.bottom for one in placed)
        shapes += [Rule(Box(_middle(one, other), y, 0.0, round(end - y, 4)), PARTING) for one, other in pairwise(boxes)]
    if columns.style in RULES:
        shapes += [Rule(Box(left, y, width, 0), Stroke(RULES[columns.style], 1.25)) for left, width in boxes]
    if beside and columns.columns[1].blocks:
        placed[1] = Placed(placed[1].shapes, placed[1].bottom + inset)
        floor = max(placed[1].bottom, setting.floor if inset else 0.0)
        placed[0] = _loosened(placed[0], floor, inner)
        placed[1] = spread(placed[1], max(placed[0].bottom, floor))
        placed[0] = grown(placed[0], max(placed[1].bottom, floor))
        left, width = boxes[1]
        tall = max(floor, *(one.bottom for one in placed)) - y
        rail = Box(round(left - inset, 4), y, round(width + 2 * inset, 4), round(tall, 4))
        shapes += [Backdrop(rail, "mist")] if inset else []
    placed = levelled(placed)
    bottom = max([y, *(one.bottom for one in placed)])
    if columns.style == "banded":
        bottom = round(bottom + RAIL_INSET, 4)
        shapes.append(Backdrop(Box(x, y, w, round(bottom - y, 4)), "mist"))
    shapes += [shape for one in placed for shape in one.shapes]
    return Placed(tuple(shapes), bottom)


def _inside(columns: Columns, index: int) -> Inside:
    """What a column's blocks lie in."""
    if columns.style == "parted":
        return "parted"
    if columns.style == "weighed" and index:
        return "weighed"
    return "rail" if columns.style == "railed" and index else "column"


def _inset(columns: Columns) -> float:
    """The space inside the panel beside a chart; none where both are under rules."""
    return RAIL_INSET if reads_beside(columns) and columns.style != "weighed" else 0.0


def _middle(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Half way between two columns."""
    return round((one[0] + one[1] + other[0]) / 2, 4)


def _as_high(placed: Sequence[Placed]) -> list[Placed]:
    """Columns of which those that end in a chart are as high as the highest."""
    bottom = max(one.bottom for one in placed)
    return [_reaching(one, bottom) for one in placed]


def _reaching(placed: Placed, bottom: float) -> Placed:
    last = placed.shapes[-1] if placed.shapes else None
    spare = (bottom - placed.bottom) // charts.HEIGHT_STEP * charts.HEIGHT_STEP
    if not isinstance(last, Picture) or spare <= 0:
        return placed
    box = replace(last.box, h=round(last.box.h + spare, 3))
    return Placed((*placed.shapes[:-1], replace(last, box=box)), box.bottom)


def _loosened(placed: Placed, bottom: float, setting: Setting) -> Placed:
    """The lowest chart beside a longer text takes more air between its rows, so that both end about together."""
    charted = [shape for shape in placed.shapes if isinstance(shape, Picture)]
    if not charted or placed.bottom >= bottom or setting.squeeze < 1:
        return placed
    lowest = max(charted, key=lambda picture: picture.box.bottom)
    below = any(shape.box.y >= lowest.box.bottom for shape in placed.shapes)
    most = lowest.box.h * (LOOSEST / min(setting.squeeze, MOST_AIR) - 1)
    spare = bottom - (placed.bottom if below else lowest.box.bottom)
    more = min(spare, most) // charts.HEIGHT_STEP * charts.HEIGHT_STEP
    higher = replace(lowest, box=replace(lowest.box, h=round(lowest.box.h + more, 3)))
    shapes = (
        higher if shape is lowest else moved(shape, more) if shape.box.y >= lowest.box.bottom else shape
        for shape in placed.shapes
    )
    end = placed.bottom + more if below else max(placed.bottom, higher.box.bottom)
    return Placed(tuple(_parted_to(shape, placed.bottom, end) for shape in shapes), round(end, 4))


def _parted_to(shape: Shape, before: float, end: float) -> Shape:
    """A rule between columns that ended there reaches as far as they do now."""
    if not isinstance(shape, Rule) or shape.stroke != PARTING or shape.box.w or shape.box.bottom < before:
        return shape
    return replace(shape, box=replace(shape.box, h=round(end - shape.box.y, 4)))


def column_boxes(columns: Columns, x: float, w: float) -> list[tuple[float, float]]:
    """Left edge and width of what each column holds; in a rail there is space around it."""
    count = len(columns.columns)
    gutter = _gutter(columns)
    room = w - gutter * (count - 1)
    shares = [column.width for column in columns.columns]
    if not all(shares):
        shares = _shares(columns)
    widths = [round(room * share / sum(shares), 4) for share in shares]
    boxes = [(round(x + sum(widths[:i]) + gutter * i, 4), width) for i, width in enumerate(widths)]
    inside = boxes if columns.style == "banded" else boxes[1:] if _inset(columns) else []
    shrunk = [(round(left + RAIL_INSET, 4), round(width - 2 * RAIL_INSET, 4)) for left, width in inside]
    return boxes[: len(boxes) - len(shrunk)] + shrunk


def _shares(columns: Columns) -> list[float]:
    """Shares of columns that state none, by what they hold."""
    kinds = [{type(block) for block in column.blocks} for column in columns.columns]
    if columns.style == "parted" and len(kinds) in PARTED:
        return list(PARTED[len(kinds)])
    if reads_beside(columns):
        return list(RAIL)
    if len(kinds) == 2 and DefinitionList in kinds[0] and Panels in kinds[1]:
        return [6.7, 4.983]
    if len(kinds) == 2 and Figure in kinds[0] and Callout in kinds[1]:
        return [6.9, 4.733]
    return [1.0] * len(kinds)


def _gutter(columns: Columns) -> float:
    if reads_beside(columns):
        return RAIL_GUTTER
    if columns.style in ("halved", "banded", "parted"):
        return PANEL_GUTTER
    plain = all(is_prose(block) for column in columns.columns for block in column.blocks)
    return GUTTER if plain or len(columns.columns) > 2 else PANEL_GUTTER


def reads_beside(columns: Columns) -> bool:
    """Whether text stands in a rail beside a chart."""
    if columns.style in BESIDE:
        return len(columns.columns) == 2
    if columns.style != "plain" or len(columns.columns) != 2:
        return False
    left, right = (column.blocks for column in columns.columns)
    return any(isinstance(b, Figure) for b in left) and all(is_prose(b) or isinstance(b, Metrics) for b in right)


def _text_kind(columns: Columns, setting: Setting) -> TextKind:
    """Two columns of a few bullets each keep the size of bullets."""
    if columns.style == "ruled":
        return "statement"
    few = all(
        isinstance(block, BulletList) and len(block.items) <= 4 for column in columns.columns for block in column.blocks
    )
    return "bullets" if few and len(columns.columns) <= 2 and setting.text == "bullets" else "column"
