"""What came out of a trial: for each endpoint its state before its figure, and the values beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefgen.deck.grid import GUTTER
from briefgen.deck.panels import CARD_INSET, chip
from briefgen.deck.scale import BODY, DENSE, DISPLAY, FIGURE, HERO, LARGE, SMALL, TIGHT, TITLE, between
from briefgen.deck.setting import Setting
from briefgen.deck.shapes import Backdrop, Box, Para, Placed, Rule, Shape, Stroke, TextShape
from briefgen.deck.text import Look, broken, height, line_width, to_runs
from briefgen.document.blocks import Inlines, Outcome, Outcomes, Value

GAP, AIR = 0.14, 0.1
LEAST_VALUE, MOST_VALUE = 1.3, 2.2
"""How wide a value beside the figure is at least and at most."""
LEAST_WORDS = 0.8
"""What the words beside a figure need where no large size leaves more."""
LARGE_LINES = 2
"""So many lines beside the figure are of the usual size, those after them smaller."""
MISSED = "not_met"


@dataclass(frozen=True, slots=True)
class _OutcomeLook:
    """Fill, outline and the colour of the figure of one outcome."""

    fill: str
    stroke: Stroke
    figure: str


def place_outcomes(outcomes: Outcomes, x: float, y: float, w: float, setting: Setting) -> Placed:
    """Panels side by side, all of one height; what was not met stands in its own colour."""
    count = len(outcomes.outcomes)
    width = round((w - GUTTER * (count - 1)) / count, 4)
    lefts = [round(x + at * (width + GUTTER), 4) for at in range(count)]
    points = _figure_size(outcomes, width - 2 * CARD_INSET, setting)
    inner = [
        _panel(one, points, left + CARD_INSET, y + GAP, width - 2 * CARD_INSET, setting)
        for one, left in zip(outcomes.outcomes, lefts, strict=True)
    ]
    bottom = round(max(one.bottom for one in inner) + GAP, 4)
    shapes: list[Shape] = []
    for one, left, placed in zip(outcomes.outcomes, lefts, inner, strict=True):
        look = _outcome_look(one, setting)
        shapes += [Backdrop(Box(left, y, width, round(bottom - y, 4)), look.fill, look.stroke), *placed.shapes]
    return Placed(tuple(shapes), bottom)


def is_missed(outcome: Outcome) -> bool:
    """Whether its state says that the endpoint was not met."""
    return any(isinstance(inline, Value) and inline.role.code == MISSED for inline in outcome.state)


def _outcome_look(outcome: Outcome, setting: Setting) -> _OutcomeLook:
    medical = setting.document.variant == "medical"
    if is_missed(outcome):
        return _OutcomeLook("brick_tint", Stroke("brick", 1.25), "brick")
    return _OutcomeLook("white", Stroke("rule"), "ink" if medical else "blue")


def _figure_size(outcomes: Outcomes, inner: float, setting: Setting) -> float:
    """The largest size at which every figure stands on one line and leaves room for its words at its right."""
    largest = FIGURE if setting.document.variant == "medical" or setting.shrink >= TIGHT else HERO
    figures = [Para(to_runs(one.figure, setting.document, Look(bold=True)), 1.0) for one in outcomes.outcomes]
    widest = max(line_width(figure, setting.brand) for figure in figures)
    tries = [(points, LEAST_VALUE) for points in between(largest, TITLE)]
    tries += [(points, LEAST_WORDS) for points in between(TITLE, SMALL)]
    return next((points for points, words in tries if widest * points + GAP + words <= inner), SMALL)


def _panel(outcome: Outcome, points: float, x: float, y: float, w: float, setting: Setting) -> Placed:
    """The name and its state, then the figure with its words, then the other values: beside them where there is room,
    else below a rule."""
    head = _head(outcome, x, y, w, setting)
    top = head.bottom + AIR - 0.02 * setting.shrink
    figure, words = _figure(outcome, points, setting)
    wide = round(line_width(figure, setting.brand) + 0.06, 4)
    beside = [line_width(para, setting.brand) + 0.06 for para in words]
    rest = w - wide - GAP
    text = round(min(max(beside, default=0.0), rest), 4)
    after = w - wide - text - 2 * GAP
    aligned = len(outcome.values) * (LEAST_VALUE + GAP) <= after
    tall = max(height((figure,), setting.brand, wide), height(words, setting.brand, text) if words else 0.0)
    shapes: list[Shape] = [*head.shapes, TextShape("Figure", Box(x, top, wide, round(tall, 4)), (figure,), "middle")]
    if words:
        shapes.append(TextShape("Measure", Box(round(x + wide + GAP, 4), top, text, round(tall, 4)), words, "middle"))
    bottom = top + tall
    if not outcome.values:
        return Placed(tuple(shapes), round(bottom, 4))
    if aligned:
        left = x + wide + text + 2 * GAP
        values = _values(outcome.values, left, top, after, len(outcome.values), setting)
        line = Rule(Box(round(left - GAP / 2, 4), top, 0.0, round(tall, 4)), _outcome_look(outcome, setting).stroke)
        return Placed((*shapes, line, *values.shapes), round(max(bottom, values.bottom), 4))
    bottom += AIR
    shapes.append(Rule(Box(x, round(bottom, 4), w, 0.0), replace(_outcome_look(outcome, setting).stroke, points=0.75)))
    columns = min(len(outcome.values), max(1, int((w + GAP) / (LEAST_VALUE + GAP))))
    values = _values(outcome.values, x, bottom + AIR, w, columns, setting)
    return Placed((*shapes, *values.shapes), values.bottom)


def _head(outcome: Outcome, x: float, y: float, w: float, setting: Setting) -> Placed:
    """The name at the left and its state at the right."""
    color = "ink" if setting.document.variant == "medical" else "navy"
    runs = to_runs(outcome.name, setting.document, Look(color, bold=True))
    state = chip(outcome.state, w / 2, setting) if outcome.state else None
    room = round(w - (state.box.w + AIR if state else 0.0), 4)
    name = next(
        (para for para in (Para(runs, LARGE), Para(runs, BODY)) if line_width(para, setting.brand) <= room),
        Para(runs, BODY),
    )
    tall = max(height((name,), setting.brand, room), state.box.h if state else 0.0)
    shapes: list[Shape] = [TextShape("Endpoint", Box(x, y, room, round(tall, 4)), (name,), "middle")]
    if state:
        shapes.append(replace(state, box=replace(state.box, x=round(x + w - state.box.w, 4), y=y)))
    return Placed(tuple(shapes), round(y + tall, 4))


def _figure(outcome: Outcome, points: float, setting: Setting) -> tuple[Para, tuple[Para, ...]]:
    color = _outcome_look(outcome, setting).figure
    figure = Para(to_runs(outcome.figure, setting.document, Look(color, bold=True)), points)
    lines = broken(to_runs(outcome.measure, setting.document, Look(emph="slate")))
    return figure, tuple(
        Para(tuple(line), BODY if at < LARGE_LINES else DENSE) for at, line in enumerate(lines) if line
    )


def _values(
    values: Sequence[tuple[Inlines, Inlines]], x: float, y: float, w: float, columns: int, setting: Setting
) -> Placed:
    """Values in rows of so many columns, all figures of one size, what they are below each."""
    width = min((w - GAP * (columns - 1)) / columns, MOST_VALUE)
    figures = [to_runs(figure, setting.document, Look(bold=True)) for figure, _ in values]
    widest = max(line_width(Para(figure, 1.0), setting.brand) for figure in figures)
    sizes = between(DISPLAY, BODY)
    points = next((size for size in sizes if widest * size <= width), sizes[-1])
    shapes: list[Shape] = []
    top = y
    for start in range(0, len(values), columns):
        row = []
        for at, (figure, (_, words)) in enumerate(zip(figures[start:][:columns], values[start:], strict=False)):
            said = Para(to_runs(words, setting.document, Look("slate", emph="slate")), DENSE)
            paras = (Para(figure, points), said) if words else (Para(figure, points),)
            left = round(x + at * (width + GAP), 4)
            tall = round(height(paras, setting.brand, width), 4)
            row.append(TextShape("Value", Box(left, round(top, 4), round(width, 4), tall), paras))
        shapes += row
        top = max(one.box.bottom for one in row) + AIR
    return Placed(tuple(shapes), round(top - AIR, 4))
