"""Running text: headings of level 3, paragraphs and lists as paragraphs of one text box."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias, TypeGuard

from briefgen.deck.marks import kept
from briefgen.deck.scale import BODY, DISPLAY, FIGURE, TITLE, between, size
from briefgen.deck.setting import Setting
from briefgen.deck.shapes import Box, Para, TextShape
from briefgen.deck.text import Look, broken, height, line_width, to_runs
from briefgen.document.blocks import Block, BulletList, Chips, Figure, Heading, NumberedList, Paragraph, Stories, Table
from briefgen.document.inlines import Inlines, Value
from briefgen.document.walk import leaves
from briefgen.frozen import frozen
from briefgen.values.dates import PartialDate

Prose: TypeAlias = Heading | Paragraph | BulletList | NumberedList
SQUARE = "■"
APART = 14
"""Points above a head below text in the full width."""
BELOW_NEWS = 3.0
"""Points at most above each line below news where these need the room, so that their texts keep their size."""
MISS = "brick"
"""The colour of words that tell a miss."""


@frozen
class NumberedPart(NumberedList):
    """The rest of a numbered list, counted on."""

    start: int = 1


def is_prose(block: Block | None) -> TypeGuard[Prose]:
    """Whether the block flows together with its neighbours in one text box."""
    return isinstance(block, Heading | Paragraph | BulletList | NumberedList)


def prose_words(
    blocks: Sequence[Prose], x: float, y: float, w: float, setting: Setting, around: tuple[Block | None, Block | None]
) -> TextShape:
    """A text box of consecutive blocks; `around` are the blocks before and after it."""

    def set_once() -> tuple[tuple[Para, ...], float]:
        paras = tuple([kept(para, w, setting.brand, more=1) for para in prose_paras(blocks, setting, around, w)])
        return paras, round(height(paras, setting.brand, w), 4)

    how = (w, setting.shrink, setting.text, setting.inside)
    paras, high = setting.once("prose", (*blocks, *around), set_once, *how)
    return TextShape("Text", Box(x, y, w, high), paras)


def prose_paras(
    blocks: Sequence[Prose],
    setting: Setting,
    around: tuple[Block | None, Block | None] = (None, None),
    w: float = 0.0,
) -> tuple[Para, ...]:
    """The paragraphs of consecutive blocks, the first without space before; large figures as wide as `w` allows."""
    paras: list[Para] = []
    for index, block in enumerate(blocks):
        before = around[0] if not index or _goes_on(around[0], blocks[:index]) else blocks[index - 1]
        after = blocks[index + 1] if index + 1 < len(blocks) else around[1]
        paras += _paras(block, setting, before, after, w)
    return (replace(paras[0], before=0.0), *paras[1:]) if paras else ()


def _goes_on(before: Block | None, said: Sequence[Prose]) -> bool:
    """Whether what stands below what is before the text is still said of it: of a table as far as no head begins."""
    if isinstance(before, Table):
        return all(isinstance(one, Paragraph) for one in said)
    return isinstance(before, Stories)


def _paras(block: Prose, setting: Setting, before: Block | None, after: Block | None, w: float) -> list[Para]:
    match block:
        case Heading():
            return [_heading(block, setting, after)]
        case Paragraph():
            if block.style == "figure":
                return _figure(block, setting, w)
            return [_paragraph(block, setting, before, after)]
        case BulletList(items):
            return _list(items, [SQUARE] * len(items), setting)
        case _:
            start = block.start if isinstance(block, NumberedPart) else 1
            return _list(block.items, [str(start + index) for index in range(len(block.items))], setting)


def _heading(heading: Heading, setting: Setting, after: Block | None) -> Para:
    real_world, quiet = setting.inside == "real-world", isinstance(after, Chips) and setting.inside == "column"
    color = "moss" if real_world else "slate" if quiet else _heading_color(setting)
    points = size("column" if quiet or setting.inside == "rail" else "subhead", setting.shrink)
    return Para(
        to_runs(heading.inlines, setting.document, Look(color, bold=True)),
        points,
        before=9 if setting.inside else APART,
        heading=True,
    )


def _heading_color(setting: Setting) -> str:
    return "ink" if setting.document.variant == "medical" else "navy"


def _paragraph(paragraph: Paragraph, setting: Setting, before: Block | None, after: Block | None) -> Para:
    beside_figure = setting.inside == "column" and (isinstance(before, Figure) or isinstance(after, Figure))
    role: str = setting.text
    color = "ink"
    if setting.inside == "real-world" or beside_figure:
        role, color = ("reading" if isinstance(before, Figure) else "aside"), "slate"
    if isinstance(before, Stories):
        role, color = "reading", "slate"
    if isinstance(before, Table) and not setting.inside:
        role, color = "aside", "slate"
    if paragraph.style == "lead":
        color = "slate"
    points = size(role, setting.shrink)
    runs = to_runs(paragraph.inlines, setting.document, _look(color, setting))
    air = _air(points, setting)
    if isinstance(before, Stories) and setting.shrink:
        air = min(air, BELOW_NEWS)
    return Para(runs, points, before=5 if isinstance(before, Heading) else air)


def _look(color: str, setting: Setting) -> Look:
    """Plain words in ink have gaps in slate, quiet ones are of one colour; a statement names words in italics."""
    quiet = color != "ink"
    slate = not quiet and setting.text != "statement"
    return Look(color, strong=color if quiet else "", emph="slate" if slate else "", missed=MISS)


def _figure(paragraph: Paragraph, setting: Setting, w: float) -> list[Para]:
    """A figure on a line of its own, large, with what it is below: a date in blue, for it is what comes next; in
    medical decks as large as the figures of efficacy."""
    medical = setting.document.variant == "medical"
    dated = any(isinstance(leaf, Value) and isinstance(leaf.content, PartialDate) for leaf in leaves(paragraph.inlines))
    color = "ink" if medical else "blue" if dated else "navy"
    runs = to_runs(paragraph.inlines, setting.document, Look(strong=color))
    first, *more = (tuple(line) for line in broken(runs))
    sizes = between(FIGURE if medical else TITLE if dated else DISPLAY, BODY)
    wide = line_width(Para(first, 1.0), setting.brand)
    points = next((points for points in sizes if wide * points <= w), BODY)
    below = size(setting.text, setting.shrink)
    return [Para(first, points, before=5), *(Para(line, below) for line in more)]


def _list(items: Sequence[Inlines], bullets: Sequence[str], setting: Setting) -> list[Para]:
    points = size(setting.text, setting.shrink)
    before = _air(points, setting)
    look = Look(emph="slate", missed=MISS, plain_gaps=setting.inside == "weighed")
    return [
        Para(to_runs(item, setting.document, look), points, bullet=bullet, before=before)
        for item, bullet in zip(items, bullets, strict=True)
    ]


def _air(points: float, setting: Setting) -> float:
    """Space between paragraphs; it closes up on a full slide."""
    return round((0.5 - 0.12 * setting.shrink) * points, 1)
