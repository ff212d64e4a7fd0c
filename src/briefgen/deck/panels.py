"""Cards, chips, status panels and filled strips."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefgen.deck.grid import GUTTER
from briefgen.deck.prose import is_prose, prose_paras
from briefgen.deck.scale import BODY, FULL, TIGHT, between, size
from briefgen.deck.setting import Setting
from briefgen.deck.shapes import Backdrop, Box, Para, Placed, Run, Shape, Stroke, TextShape
from briefgen.deck.text import Look, height, line_count, line_width, to_runs
from briefgen.document.blocks import Callout, Card, Cards, Panel, Panels
from briefgen.document.inlines import Inlines, Value, plain
from briefgen.lexicon import en
from briefgen.values.facts import VALUE

CARD_INSET = 0.16
CARD_HEIGHT, CARD_EDGE = 2.12, 0.045
CHIP, CHIP_GAP, CHIP_PADS = 0.27, 0.12, (0.2, 0.16, 0.12, 0.09)
PANEL_GAP, STRIP = 0.18, 0.42
TINTS = {"china": ("plum", "plum_tint"), "outside": ("teal", "teal_tint")}
ENDPOINTS: dict[str, tuple[str, Stroke | None, str, bool]] = {
    "met": ("blue", None, "white", True),
    "significant": ("white", Stroke("blue", 0.75), "blue", True),
    "not_met": ("brick", None, "white", True),
    "single_arm": ("amber_tint", Stroke("amber_line"), "amber", True),
    "immature": ("white", Stroke("steel", 0.75, dashed=True), "slate", True),
}
"""Fill, outline, text colour and weight of the states of an endpoint; the others name an analysis."""
MET_SO_FAR = ("white", Stroke("blue", 1.25), "blue", True)
"""The same of one that was met at an interim analysis."""
FILLS = {
    "caution": "amber_tint", "attribution": "mist", "real-world": "moss_tint", "notice": "mist", "comment": "mist",
    "use": "white",
}  # fmt: skip
AIR = {"caution": 0.22, "use": 0.16}
"""Inches above and below the words of a strip together, where it is not much."""
OUTLINES = {"use": Stroke("slate", 0.75)}


# --- cards -------------------------------------------------------------------------------------------------


def place_cards(cards: Cards, x: float, y: float, w: float, setting: Setting) -> Placed:
    """Key figures side by side, all of one size: label, figure, words, and the qualifier at the foot."""
    count = len(cards.cards)
    width = (w - GUTTER * (max(count, 2) - 1)) / max(count, 2)
    inner = width - 2 * CARD_INSET
    tops = _level(
        [_card_top(card, setting, _figure_size(cards, inner, setting)) for card in cards.cards], inner, setting
    )
    feet = [_qualifier(card, setting) for card in cards.cards]
    measure = setting.brand
    depth = max(height(top, measure, inner) for top in tops)
    foot = max(height(part, measure, inner) for part in feet)
    total = max(CARD_HEIGHT - 0.2 * setting.shrink, CARD_INSET + depth + 0.1 + foot + 0.14)
    edge = "slate" if setting.document.variant == "medical" else "blue"
    shapes: list[Shape] = []
    for index, (top, qualifier) in enumerate(zip(tops, feet, strict=True)):
        left = round(x + index * (width + GUTTER), 4)
        shapes.append(Backdrop(Box(left, y, width, CARD_EDGE), edge))
        body = Box(left, y + CARD_EDGE, width, total - CARD_EDGE)
        spare = total - 0.14 - 0.14 - height(top, measure, inner) - foot
        pinned = tuple(replace(p, before=spare * 72) for p in qualifier)
        shapes.append(TextShape("Card", body, (*top, *pinned), fill="mist", inset=(CARD_INSET, 0.14 - CARD_EDGE)))
    return Placed(tuple(shapes), y + total)


def _level(tops: Sequence[tuple[Para, ...]], inner: float, setting: Setting) -> list[tuple[Para, ...]]:
    """Figures of one row stand at one height, below the longest label."""
    lines = [line_count(top[0], setting.brand, inner) for top in tops]
    return [
        (label, replace(figure, before=figure.before + (max(lines) - own) * label.line), *text)
        for (label, figure, *text), own in zip(tops, lines, strict=True)
    ]


def _figure_size(cards: Cards, inner: float, setting: Setting) -> float:
    """The largest size at which every figure of the row stands on one line, at least the floor."""
    sizes = between(size("figure", FULL), size("figure", TIGHT))
    figures = [Para(_figure_runs(card, setting), BODY) for card in cards.cards]
    widest = max(line_width(figure, setting.brand) for figure in figures) / BODY
    return next((points for points in sizes if widest * points <= inner), sizes[-1])


def _figure_runs(card: Card, setting: Setting) -> tuple[Run, ...]:
    color = "ink" if setting.document.variant == "medical" else "navy"
    return to_runs(card.figure, setting.document, Look(color, bold=True))


def _card_top(card: Card, setting: Setting, figure: float) -> tuple[Para, ...]:
    document, shrink = setting.document, setting.shrink
    label = to_runs(card.label, document, Look("slate", bold=True))
    paras = [Para(label, size("label", shrink)), Para(_figure_runs(card, setting), figure, before=4)]
    if card.text:
        paras.append(Para(to_runs(card.text, document, Look()), size("column", shrink), before=6))
    return tuple(paras)


def _qualifier(card: Card, setting: Setting) -> tuple[Para, ...]:
    if not card.qualifier:
        return ()
    runs = to_runs(card.qualifier, setting.document, Look("slate", italic=True, emph="slate"))
    return (Para(runs, size("qualifier", setting.shrink)),)


# --- chips -------------------------------------------------------------------------------------------------


def place_chips(chips: Sequence[Inlines], x: float, y: float, w: float, setting: Setting) -> Placed:
    """Chips in rows, each as wide as its words; a long one takes the whole row and wraps."""
    shapes: list[Shape] = []
    left, top, tallest = x, y, 0.0
    for chip in _chips(chips, w, setting):
        if left > x and left + chip.box.w > x + w + 0.001:
            left, top, tallest = x, top + tallest + CHIP_GAP, 0.0
        shapes.append(replace(chip, box=replace(chip.box, x=round(left, 4), y=top)))
        left, tallest = left + chip.box.w + CHIP_GAP, max(tallest, chip.box.h)
    return Placed(tuple(shapes), top + tallest)


def chip(inlines: Inlines, w: float, setting: Setting) -> TextShape:
    """One chip, at most so wide, at no place yet."""
    return _chip(inlines, w, CHIP_PADS[1], setting)


def _chips(chips: Sequence[Inlines], w: float, setting: Setting) -> list[TextShape]:
    """Chips with the widest padding that keeps them in one row, or the normal one where none does."""
    for pad in CHIP_PADS:
        row = [_chip(inlines, w, pad, setting) for inlines in chips]
        if sum(chip.box.w for chip in row) + CHIP_GAP * (len(row) - 1) <= w:
            return row
    return [_chip(inlines, w, CHIP_PADS[0], setting) for inlines in chips]


def _chip(inlines: Inlines, w: float, pad: float, setting: Setting) -> TextShape:
    fill, line, color, bold = _chip_look(inlines, setting)
    points = size("chip", setting.shrink)
    look = Look(color, bold=bold, italic=not bold, strong=color, emph=color)
    para = Para(to_runs(inlines, setting.document, look), points, "center")
    width = min(w, round(line_width(para, setting.brand) + 2 * pad, 3))
    lines = line_count(para, setting.brand, width - 0.1)
    tall = CHIP + (lines - 1) * para.line / 72
    return TextShape("Chip", Box(0, 0, width, tall), (para,), "middle", fill, line, (0.05, 0.0), rounded=True)


def _chip_look(inlines: Inlines, setting: Setting) -> tuple[str, Stroke | None, str, bool]:
    """Fill, outline, text colour and weight by what the chip says."""
    roles = [inline.role for inline in inlines if isinstance(inline, Value)]
    role = roles[0] if roles else VALUE
    kind, code = role.kind, role.code
    if kind == "missing":
        return "white", Stroke("steel", 0.75, dashed=True), "slate", False
    if kind == "stage":
        return _stage_look(code, setting)
    if kind == "territory" and code in TINTS:
        color, tint = TINTS[code]
        return tint, Stroke(color), color, True
    if kind == "endpoint":
        open_yet = code == "met" and en.INTERIM in plain(inlines)
        look = MET_SO_FAR if open_yet else ENDPOINTS.get(code, ("white", Stroke("navy"), "navy", True))
        return _in_slate(look) if setting.document.variant == "medical" else look
    if kind == "status" and code in {"not_met", "discontinued", "terminated"}:
        return "brick_tint", Stroke("brick"), "brick", True
    return "white", Stroke("blue"), "blue", True


def _in_slate(look: tuple[str, Stroke | None, str, bool]) -> tuple[str, Stroke | None, str, bool]:
    """The look of a state in a scientific deck, where nothing that came out stands in the colour of the house and
    what was met is no louder than the rest."""
    fill, line, color, bold = look
    if fill == "blue":
        return "white", Stroke("slate", 0.75), "slate", bold
    house = {"blue": "slate", "navy": "slate"}
    outline = replace(line, color=house.get(line.color, line.color)) if line else None
    return fill, outline, house.get(color, color), bold


def _stage_look(stage: str, setting: Setting) -> tuple[str, Stroke | None, str, bool]:
    fill = setting.brand.stage_fill(stage)
    outline = Stroke("steel", 0.75) if fill in {"phase_0", "phase_1", "white"} else None
    return fill, outline, setting.brand.stage_ink(stage), True


# --- panels ------------------------------------------------------------------------------------------------


def place_panels(panels: Panels, x: float, y: float, w: float, setting: Setting) -> Placed:
    """Status panels one below the other."""
    shapes: list[Shape] = []
    top = y
    for index, panel in enumerate(panels.panels):
        placed = _panel(panel, x, top + (PANEL_GAP - 0.05 * setting.shrink if index else 0.0), w, setting)
        shapes += placed.shapes
        top = placed.bottom
    return Placed(tuple(shapes), top)


def _panel(panel: Panel, x: float, y: float, w: float, setting: Setting) -> Placed:
    head = _panel_head(panel, x, y, w, setting)
    top, left, inner = head.bottom + 0.14 - 0.025 * setting.shrink, x + CARD_INSET, w - 2 * CARD_INSET
    inside: list[Shape] = []
    if panel.chips:
        placed = place_chips(panel.chips, left, top, inner, setting)
        inside += placed.shapes
        top = placed.bottom + 0.1
    if panel.note:
        runs = to_runs(panel.note, setting.document, Look("slate", emph="slate"))
        para = Para(runs, size("reading", setting.shrink))
        note = TextShape("Panel note", Box(left, top, inner, height((para,), setting.brand, inner)), (para,))
        inside.append(note)
        top = note.box.bottom + 0.06
    bottom = max(top + 0.06, head.bottom + 0.3)
    frame = Backdrop(Box(x, head.bottom, w, bottom - head.bottom), "", Stroke("rule"))
    return Placed((frame, *head.shapes, *inside), bottom)


def _panel_head(panel: Panel, x: float, y: float, w: float, setting: Setting) -> Placed:
    """A tinted strip: the title and at its right the aside, or below it where both are long."""
    color, tint = TINTS.get(panel.tint, ("slate", "mist"))
    brand, left, inner = setting.brand, x + CARD_INSET, w - 2 * CARD_INSET
    bold = to_runs(panel.title, setting.document, Look(color, bold=True))
    quiet = to_runs(panel.aside, setting.document, Look("slate", emph="slate"))
    title = Para(bold, size("subhead", setting.shrink))
    aside = Para(quiet, size("reading", setting.shrink), "right")
    title_width = line_width(title, brand) + 0.02
    if not quiet or title_width + line_width(aside, brand) + 0.2 > inner:
        paras = (title, replace(aside, align="left")) if quiet else (title,)
        tall = max(STRIP, height(paras, brand, inner) + 0.14)
        words = [TextShape("Panel head", Box(left, y, inner, tall), paras, "middle")]
    else:
        tall = STRIP - 0.04 * setting.shrink
        split = Box(left + title_width + 0.1, y, inner - title_width - 0.1, tall)
        words = [
            TextShape("Panel head", Box(left, y, title_width, tall), (title,), "middle"),
            TextShape("Panel aside", split, (aside,), "middle"),
        ]
    return Placed((Backdrop(Box(x, y, w, tall), tint), *words), y + tall)


# --- strips ------------------------------------------------------------------------------------------------


def strip(callout: Callout, x: float, y: float, w: float, setting: Setting) -> Placed:
    """A filled strip of running text; a caution has an amber left edge and amber bold words."""
    caution = callout.kind == "caution"
    edge = 0.06 if caution else 0.0
    inset = 0.2 if not caution else 0.18
    inner = replace(setting, text="comment" if callout.kind == "comment" else "strip", inside="")
    paras = prose_paras([block for block in callout.blocks if is_prose(block)], inner)
    if caution:
        paras = tuple(_amber(para) for para in paras)
    much = 0.22 if setting.shrink else 0.32
    tall = height(paras, setting.brand, w - edge - 2 * inset) + AIR.get(callout.kind, much)
    box = Box(x + edge, y, w - edge, tall)
    name, fill, line = callout.kind.capitalize(), FILLS[callout.kind], OUTLINES.get(callout.kind)
    words = TextShape(name, box, paras, "middle", fill, line, (inset, 0.0))
    if callout.kind == "comment":
        words = TextShape(name, box, paras, "top", fill, line, (inset, 0.16))
    if caution:
        return Placed((Backdrop(Box(x, y, edge, tall), "amber_line"), words), y + tall)
    return Placed((words,), y + tall)


def _amber(para: Para) -> Para:
    return replace(para, runs=tuple(replace(r, color="amber") if r.bold and r.color == "ink" else r for r in para.runs))
