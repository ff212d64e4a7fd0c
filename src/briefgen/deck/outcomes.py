"""What came out of a trial: for each endpoint its state before its figure, and the values beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefgen.deck.grid import GUTTER
from briefgen.deck.panels import CARD_INSET, chip
from briefgen.deck.scale import BODY, DENSE, DISPLAY, FIGURE, HERO, LARGE, SMALL, TIGHT, TITLE, between
from briefgen.deck.setting import Setting
from briefgen.deck.shapes import Backdrop, Box, Para, Placed, Rule, Shape, Stroke, TextShape
from briefgen.deck.text import Look, broken, height, line_width, to_runs, widest_word
from briefgen.document.blocks import Outcome, Outcomes
from briefgen.document.inlines import Inlines, Value
from briefgen.frozen import frozen

GAP, AIR = 0.14, 0.1
NARROW = 6.0
"""Panels of several endpoints may stand one below the other where they have less than this."""
LEAST_BELOW, LEAST_VALUE, MOST_VALUE = 1.1, 1.3, 2.2
"""How wide a value below the figure is at least, and one beside others at least and at most."""
LARGE_LINES = 2
"""So many lines beside the figure are of the usual size, those after them smaller."""
MISSED = "not_met"


@frozen
class _OutcomeLook:
    """Fill, outline and the colour of the figure of one outcome."""

    fill: str
    stroke: Stroke
    figure: str


def place_outcomes(outcomes: Outcomes, x: float, y: float, w: float, setting: Setting) -> Placed:
    """Panels side by side, all of one height; in half a slide one below the other where that is less high. What was not
    met stands in its own colour."""
    count = len(outcomes.outcomes)
    if setting.inside == "parted" and count == 1:
        return _bare(outcomes.outcomes[0], x, y, w, setting)
    width = round((w - GUTTER * (count - 1)) / count, 4)
    points = _figure_size(outcomes, width - 2 * CARD_INSET, setting)
    beside = _row(outcomes.outcomes, points, x, y, width, setting)
    if count == 1 or w >= NARROW:
        return beside
    below = _stacked(outcomes, x, y, w, setting)
    return below if below.bottom < beside.bottom else beside


def _bare(outcome: Outcome, x: float, y: float, w: float, setting: Setting) -> Placed:
    """One endpoint without a frame: its name where no head above says it, the figure with its state at its right where
    there is room, else at the end, and what the figure is below."""
    look = Look("ink" if setting.document.variant == "medical" else "navy", bold=True)
    name = Para(to_runs(outcome.name, setting.document, look), BODY)
    one = line_width(_figure(outcome, 1.0, setting)[0], setting.brand)
    points = next((size for size in _figure_sizes(setting) if one * size <= w), SMALL)
    figure, words = _figure(outcome, points, setting)
    wide, tall = round(line_width(figure, setting.brand) + 0.06, 4), figure.line / 72
    top = round(y + (height((name,), setting.brand, w) if outcome.name else 0.0), 4)
    shapes: list[Shape] = [TextShape("Endpoint", Box(x, y, w, round(top - y, 4)), (name,))] if outcome.name else []
    shapes.append(TextShape("Figure", Box(x, round(top + 0.04, 4), wide, round(tall, 4)), (figure,), "middle"))
    state = chip(outcome.state, w, setting) if outcome.state else None
    beside = state is not None and wide + AIR + state.box.w <= w
    if state and beside:
        middle = top + 0.04 + (tall - state.box.h) / 2
        shapes.append(replace(state, box=replace(state.box, x=round(x + wide + AIR, 4), y=round(middle, 4))))
    bottom = top + 0.04 + tall
    if words:
        box = Box(x, round(bottom + 0.02, 4), w, round(height(words, setting.brand, w), 4))
        shapes.append(TextShape("Measure", box, words))
        bottom = box.bottom
    if state and not beside:
        shapes.append(replace(state, box=replace(state.box, x=x, y=round(bottom + AIR, 4))))
        bottom = shapes[-1].box.bottom
    values = _values(outcome.values, x, bottom + AIR, w, 1, setting) if outcome.values else Placed((), bottom)
    return Placed((*shapes, *values.shapes), round(values.bottom, 4))


def _figure_sizes(setting: Setting) -> tuple[float, ...]:
    """The sizes of a figure from the largest of its deck down."""
    tight = setting.document.variant == "medical" or setting.shrink >= TIGHT
    return between(FIGURE if tight else HERO, SMALL)


def _stacked(outcomes: Outcomes, x: float, y: float, w: float, setting: Setting) -> Placed:
    """Panels one below the other."""
    points = min(_figure_size(outcomes, w - 2 * CARD_INSET, setting), FIGURE)
    shapes: list[Shape] = []
    top = y
    for one in outcomes.outcomes:
        placed = _row((one,), points, x, top, w, setting)
        shapes += placed.shapes
        top = placed.bottom + GAP
    return Placed(tuple(shapes), round(top - GAP, 4))


def _row(outcomes: Sequence[Outcome], points: float, x: float, y: float, width: float, setting: Setting) -> Placed:
    """Panels of one width side by side, each set so that it fills the height of the highest where it can."""
    lefts = [round(x + at * (width + GUTTER), 4) for at in range(len(outcomes))]
    inner = width - 2 * CARD_INSET
    filled = [
        _filled(one, points, left + CARD_INSET, y + GAP, inner, setting)
        for one, left in zip(outcomes, lefts, strict=True)
    ]
    least = [
        _lower(below, one, points, left + CARD_INSET, y + GAP, inner, setting)
        for below, one, left in zip(filled, outcomes, lefts, strict=True)
    ]
    deepest = max(one.bottom for one in least)
    bottom = round(deepest + GAP, 4)
    shapes: list[Shape] = []
    for one, left, *tries in zip(outcomes, lefts, filled, least, strict=True):
        placed = next(found for found in tries if found.bottom <= deepest)
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
    largest = _figure_sizes(setting)[0]
    figures = [Para(to_runs(one.figure, setting.document, Look(bold=True)), 1.0) for one in outcomes.outcomes]
    widest = max(line_width(figure, setting.brand) for figure in figures)
    words = [para for one in outcomes.outcomes for para in _figure(one, 1.0, setting)[1]]
    least = max([LEAST_VALUE, _widest(words, setting)])
    tries = [(points, GAP + least) for points in between(largest, DISPLAY)]
    tries += [(points, 0.0) for points in between(TITLE, SMALL)]
    return next((points for points, beside in tries if widest * points + beside <= inner), SMALL)


def _widest(words: Sequence[Para], setting: Setting) -> float:
    """What the widest word beside a figure needs."""
    return max((widest_word(para, setting.brand) + 0.06 for para in words), default=0.0)


def _lower(below: Placed, outcome: Outcome, points: float, x: float, y: float, w: float, setting: Setting) -> Placed:
    """A panel with its other values beside the figure and its words, where that takes less height than below a rule."""
    figure, words = _figure(outcome, points, setting)
    values = len(outcome.values) * (LEAST_VALUE + GAP) + GAP
    if not outcome.values or line_width(figure, setting.brand) + 0.06 + GAP + _widest(words, setting) + values > w:
        return below
    beside = _filled(outcome, points, x, y, w, setting, aligned=True)
    return beside if beside.bottom <= below.bottom else below


def _filled(
    outcome: Outcome, points: float, x: float, y: float, w: float, setting: Setting, *, aligned: bool = False
) -> Placed:
    """A panel: the name and its state, then the figure with its words, then the other values, below a rule or beside
    them."""
    head = _head(outcome, x, y, w, setting)
    top = head.bottom + AIR - 0.02 * setting.shrink
    figure, words = _figure(outcome, points, setting)
    wide = round(line_width(figure, setting.brand) + 0.06, 4)
    needed = max((line_width(para, setting.brand) + 0.06 for para in words), default=0.0)
    rest = w - wide - GAP - (len(outcome.values) * (LEAST_VALUE + GAP) + GAP if aligned else 0.0)
    under = words and rest < _widest(words, setting)
    text = w if under else round(min(needed, rest), 4)
    said = height(words, setting.brand, text) if words else 0.0
    tall = height((figure,), setting.brand, wide)
    tall = tall if under else max(tall, said)
    shapes: list[Shape] = [*head.shapes, TextShape("Figure", Box(x, top, wide, round(tall, 4)), (figure,), "middle")]
    bottom = top + tall
    if under:
        shapes.append(TextShape("Measure", Box(x, round(bottom, 4), w, round(said, 4)), words))
        bottom += said
    elif words:
        shapes.append(TextShape("Measure", Box(round(x + wide + GAP, 4), top, text, round(tall, 4)), words, "middle"))
    stroke = _outcome_look(outcome, setting).stroke
    if not outcome.values:
        return Placed(tuple(shapes), round(bottom, 4))
    if aligned:
        left = x + wide + text + 3 * GAP
        values = _values(outcome.values, left, top, x + w - left, len(outcome.values), setting)
        line = Rule(Box(round(left - GAP, 4), top, 0.0, round(tall, 4)), stroke)
        return Placed((*shapes, line, *values.shapes), round(max(bottom, values.bottom), 4))
    bottom += AIR
    shapes.append(Rule(Box(x, round(bottom, 4), w, 0.0), replace(stroke, points=0.75)))
    columns = min(len(outcome.values), max(1, int((w + GAP) / (LEAST_BELOW + GAP))))
    second = 0.0 if under or not words or columns != 2 else wide + GAP
    values = _values(outcome.values, x, bottom + AIR, w, columns, setting, second)
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
    values: Sequence[tuple[Inlines, Inlines]],
    x: float,
    y: float,
    w: float,
    columns: int,
    setting: Setting,
    second: float = 0.0,
) -> Placed:
    """Values in rows of so many columns, all figures of one size, what they are below each; the `second` of two begins
    so far from the left where the figures have room then, as the words above it do."""
    width = min((w - GAP * (columns - 1)) / columns, MOST_VALUE if columns > 1 else w)
    figures = [to_runs(figure, setting.document, Look(bold=True)) for figure, _ in values]
    wide = [line_width(Para(figure, 1.0), setting.brand) for figure in figures]
    sizes = between(DISPLAY, BODY)
    points = next((size for size in sizes if max(wide) * size <= width), sizes[-1])
    fits = all(one * points <= room for at, room in enumerate((second - GAP, w - second)) for one in wide[at::2])
    step, width = (second, w - second) if second and fits else (width + GAP, width)
    tall = Para((), points).line / 72
    shapes: list[Shape] = []
    top = y
    for start in range(0, len(values), columns):
        row = []
        for at, (figure, (_, words)) in enumerate(zip(figures[start:][:columns], values[start:], strict=False)):
            said = Para(to_runs(words, setting.document, Look("slate", emph="slate")), DENSE)
            paras = tuple(para for para in (Para(figure, points), said) if para.runs)
            room = step - GAP if at + 1 < columns else width
            left, high = round(x + at * step, 4), round(height(paras, setting.brand, room), 4)
            box = Box(left, round(top, 4), round(room, 4), high)
            lone = not figure and columns > 1 and high < tall
            row.append(
                TextShape("Value", replace(box, h=round(tall, 4)), paras, "middle")
                if lone
                else TextShape("Value", box, paras)
            )
        shapes += row
        top = max(one.box.bottom for one in row) + AIR
    return Placed(tuple(shapes), round(top - AIR, 4))
