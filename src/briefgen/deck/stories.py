"""The news of a period in rows: its name and figure, what is new, why it matters and what comes next."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.deck.marks import kept_within
from briefgen.deck.scale import BODY, DENSE, DISPLAY, TITLE, between, size
from briefgen.deck.setting import Setting
from briefgen.deck.shapes import Box, Para, Placed, Rule, Run, Shape, Stroke, TextShape, moved
from briefgen.deck.text import Look, height, line_width, to_runs
from briefgen.document.blocks import Stories, Story
from briefgen.document.inlines import Inlines
from briefgen.lexicon import en

COLUMNS = (1.46, 1.55, 3.95, 2.93, 1.64)
"""How wide the name, the figure, and the three columns of text are on a slide of the usual width."""
GAPS = (0.1, 0.12, 0.16, 0.22)
"""Between them: text ends raggedly, and stands further from the text at its right."""
AIR, HEAD, LEAST = 0.08, 0.24, 0.8


def place_stories(stories: Stories, x: float, y: float, w: float, setting: Setting) -> Placed:
    """A row for each, divided by rules, as high as each other where there is room (`squeeze` above one); a column in
    which nothing is told leaves its room to the first."""
    air = (AIR - 0.02 * setting.shrink) * max(1.0, setting.squeeze)
    told = [(story.new, story.why, story.following) for story in stories.stories]
    kept = [index for index in range(3) if any(texts[index] for texts in told)] or [0]
    figures = any(story.figure or story.measure for story in stories.stories)
    boxes = _boxes(kept, x, w, figures=figures)
    shapes: list[Shape] = []
    for index, (left, wide) in zip(kept, boxes[-len(kept) :], strict=True):
        head = Para((Run(en.STORY[index], "slate", bold=True),), DENSE)
        shapes.append(TextShape("Head", Box(left, y, wide, HEAD - 0.02), (head,)))
    top = round(y + HEAD, 4)
    shapes.append(Rule(Box(x, top, w, 0.0), Stroke("navy", 1.25)))
    rows = [
        _row(story, [texts[index] for index in kept], boxes, setting)
        for story, texts in zip(stories.stories, told, strict=True)
    ]
    tall = [max(LEAST, max(shape.box.h for shape in row) + 2 * air) for row in rows]
    for row, own in zip(rows, tall, strict=True):
        shapes += [moved(shape, top + air) for shape in row]
        top = round(top + (own if setting.shrink and setting.squeeze <= 1 else max(tall)), 4)
        shapes.append(Rule(Box(x, top, w, 0.0), Stroke("rule")))
    return Placed(tuple(shapes), top)


def _boxes(kept: Sequence[int], x: float, w: float, *, figures: bool) -> list[tuple[float, float]]:
    """Left edge and width of the columns; without figures the name is wider and has no column of them beside it."""
    named = list(COLUMNS[:2]) if figures else [COLUMNS[0] + COLUMNS[1] / 2]
    shares = [*named, *(COLUMNS[2 + index] for index in kept)]
    shares[len(named)] += sum(COLUMNS) - sum(shares)
    gaps = [*GAPS[-len(shares) + 1 :], 0.0][: len(shares)]
    room = w - sum(gaps[:-1])
    widths = [round(room * share / sum(shares), 4) for share in shares]
    return [(round(x + sum(widths[:at]) + sum(gaps[:at]), 4), wide) for at, wide in enumerate(widths)]


def _row(story: Story, texts: Sequence[Inlines], boxes: Sequence[tuple[float, float]], setting: Setting) -> list[Shape]:
    points = size("column", setting.shrink)
    columns = [_name(story, setting)]
    if len(boxes) > 1 + len(texts):
        columns.append(_figure(story, boxes[1][1], setting))
    look = Look(emph="slate", missed="brick")
    columns += [(Para(to_runs(text, setting.document, look), points),) if text else () for text in texts]
    texts_in = [(paras, wide) for paras, (_, wide) in zip(columns, boxes, strict=True)]
    return [
        TextShape("News", Box(left, 0.0, wide, round(height(paras, setting.brand, wide), 4)), paras)
        for paras, (left, wide) in zip(kept_within(texts_in, setting.brand), boxes, strict=True)
        if paras
    ]


def _name(story: Story, setting: Setting) -> tuple[Para, ...]:
    color = "ink" if setting.document.variant == "medical" else "navy"
    name = Para(to_runs(story.name, setting.document, Look(color, bold=True)), BODY)
    kind = Para(to_runs(story.kind, setting.document, Look("slate", emph="slate")), DENSE, before=2)
    return (name, kind) if story.kind else (name,)


def _figure(story: Story, wide: float, setting: Setting) -> tuple[Para, ...]:
    """The figure at the largest size at which it stands on one line, and what it measures."""
    color = "ink" if setting.document.variant == "medical" else "blue"
    figure = Para(to_runs(story.figure, setting.document, Look(color, bold=True)), TITLE)
    sizes = between(TITLE, DISPLAY)
    one_line = line_width(figure, setting.brand) / TITLE
    points = next((points for points in sizes if one_line * points <= wide), BODY)
    measure = Para(to_runs(story.measure, setting.document, Look("slate", emph="slate", missed="brick")), DENSE)
    found = [Para(figure.runs, points)] if story.figure else []
    return (*found, measure) if story.measure else tuple(found)
