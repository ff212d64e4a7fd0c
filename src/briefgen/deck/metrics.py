"""Large figures: side by side, in rows, or in one strip over a slide."""

from __future__ import annotations

from briefgen.deck.grid import GUTTER
from briefgen.deck.scale import BODY, DENSE, DISPLAY, FIGURE, TITLE, between, size
from briefgen.deck.setting import Setting
from briefgen.deck.shapes import Box, Para, Placed, Rule, Shape, Stroke, TextShape
from briefgen.deck.text import Look, broken, height, line_count, line_width, to_runs, widest_word
from briefgen.document.blocks import Metrics
from briefgen.document.inlines import Inlines

ROWS_BELOW = 6.0
"""Large figures of a panel narrower than this stand in rows."""
STRIP_GAP, STRIP_LINES = 0.12, 2
"""Inches between a figure of a strip and its words, and the most lines that each of them takes in a narrow one."""


def place_metrics(metrics: Metrics, x: float, y: float, w: float, setting: Setting) -> Placed:
    """Large figures: in rows inside a narrow panel, else side by side while they fit."""
    count = len(metrics.items)
    narrow = setting.inside == "real-world" and w < ROWS_BELOW
    if narrow or count > 3 or not count:
        return _metric_rows(metrics, x, y, w, setting)
    width = (w - GUTTER * (count - 1)) / max(count, 2)
    points = size("figure" if setting.inside == "real-world" else "rank", setting.shrink)
    points = FIGURE if setting.inside == "weighed" else points  # as those of efficacy
    color = "ink" if setting.document.variant == "medical" else "navy"
    looks = [Look("slate" if at and setting.inside == "weighed" else color, bold=True) for at in range(count)]
    figures = [
        Para(to_runs(figure, setting.document, look), points)
        for (figure, _), look in zip(metrics.items, looks, strict=True)
    ]
    if any(line_width(figure, setting.brand) > width for figure in figures):
        return _metric_rows(metrics, x, y, w, setting)
    shapes: list[Shape] = []
    for index, (figure, (_, label)) in enumerate(zip(figures, metrics.items, strict=True)):
        text = Para(to_runs(label, setting.document, Look(emph="slate")), size("aside", setting.shrink), before=2)
        tall = height((figure, text), setting.brand, width)
        shapes.append(TextShape("Figure", Box(x + index * (width + GUTTER), y, width, tall), (figure, text)))
    return Placed(tuple(shapes), max(shape.box.bottom for shape in shapes))


def place_strip(metrics: Metrics, x: float, y: float, w: float, setting: Setting) -> Placed:
    """Large figures in one row, each beside what it counts, with rules between; smaller, and then with words on two
    lines, where they find no room. All as wide where the words allow it, else each as wide as its own."""
    row = _in_one_row(metrics, w, setting)
    if row is None:
        return _metric_rows(metrics, x, y, w, setting)
    points, widths, spare = row
    columns = [_strip_paras(item, points, setting) for item in metrics.items]
    shapes: list[Shape] = []
    placed, left = [], x
    for (figure, words), whole in zip(columns, widths, strict=True):
        first = round(_figure_width(figure, setting), 4)
        placed.append((left, first, round(whole - first - STRIP_GAP, 4), figure, words))
        left += whole + spare
    tall = round(
        max(
            height(paras, setting.brand, room)
            for _, first, rest, figure, words in placed
            for paras, room in (((figure,), first), (words, rest))
        ),
        4,
    )
    for index, (left, first, rest, figure, words) in enumerate(placed):
        if index:
            shapes.append(Rule(Box(round(left - spare / 2, 4), y, 0.0, tall), Stroke("rule")))
        shapes.append(TextShape("Figure", Box(round(left, 4), y, first, tall), (figure,), "middle"))
        if words:
            beside = Box(round(left + first + STRIP_GAP, 4), y, rest, tall)
            shapes.append(TextShape("Label", beside, words, "middle"))
    return Placed(tuple(shapes), y + tall)


def _in_one_row(metrics: Metrics, w: float, setting: Setting) -> tuple[float, list[float], float] | None:
    """The size of the figures of a strip, the widths of its cells and the space between; None where it has no row."""
    brand = setting.brand
    alike = (w + STRIP_GAP) / max(len(metrics.items), 2) - STRIP_GAP
    for points in between(FIGURE, TITLE):
        columns = [_strip_paras(item, points, setting) for item in metrics.items]
        widths = [
            _figure_width(figure, setting)
            + STRIP_GAP
            + max((line_width(para, brand) + 0.08 for para in words), default=0)
            for figure, words in columns
        ]
        if max(widths, default=0.0) <= alike:
            return points, [alike] * len(widths), STRIP_GAP
        spare = (w - sum(widths)) / max(len(widths) - 1, 1)
        if spare >= STRIP_GAP:
            return points, widths, spare
    for points in between(TITLE, DISPLAY):
        columns = [_strip_paras(item, points, setting) for item in metrics.items]
        rooms = [alike - STRIP_GAP - _figure_width(figure, setting) for figure, _ in columns]
        said = [(para, room) for (_, words), room in zip(columns, rooms, strict=True) for para in words]
        if all(
            widest_word(para, brand) <= room and line_count(para, brand, room) <= STRIP_LINES for para, room in said
        ):
            return points, [alike] * len(columns), STRIP_GAP
    return None


def _figure_width(figure: Para, setting: Setting) -> float:
    return line_width(figure, setting.brand) + 0.08


def _strip_paras(item: tuple[Inlines, Inlines], points: float, setting: Setting) -> tuple[Para, tuple[Para, ...]]:
    """The figure, and its words in lines: the first larger."""
    figure, label = item
    color = "ink" if setting.document.variant == "medical" else "navy"
    runs = to_runs(label, setting.document, Look("slate", strong="ink", emph="slate"))
    lines = broken(runs)
    words = tuple(Para(tuple(line), DENSE if at else BODY) for at, line in enumerate(lines) if line)
    return Para(to_runs(figure, setting.document, Look(color, bold=True)), points), words


def _metric_rows(metrics: Metrics, x: float, y: float, w: float, setting: Setting) -> Placed:
    """Figure right-aligned at one third, its words beside it, a rule between rows."""
    points, brand = size("figure", setting.shrink), setting.brand
    rows = [
        (
            Para(to_runs(figure, setting.document, Look("ink", bold=True)), points, "right"),
            Para(to_runs(label, setting.document, Look(emph="slate")), size("column", setting.shrink)),
        )
        for figure, label in metrics.items
    ]
    first = min(0.6 * w, max([0.32 * w, *(line_width(figure, brand) + 0.02 for figure, _ in rows)]))
    shapes: list[Shape] = []
    top = y
    for index, (figure, label) in enumerate(rows):
        if index:
            shapes.append(Rule(Box(x, top, w, 0), Stroke("rule")))
        rest = w - first - 0.13
        tall = max(height((figure,), brand, first), height((label,), brand, rest), 0.42) + 0.24 - 0.075 * setting.shrink
        shapes.append(TextShape("Figure", Box(x, top + 0.03, first, tall - 0.06), (figure,), "middle"))
        shapes.append(TextShape("Label", Box(x + first + 0.13, top + 0.03, rest, tall - 0.06), (label,), "middle"))
        top += tall
    return Placed(tuple(shapes), top)
