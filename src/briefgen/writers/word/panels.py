"""Set pieces of a Word page: key figures, status panels, chips, large figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefgen.brand.fonts import width
from briefgen.document.blocks import Card, Cards, Chips, Metrics, Panel, Panels
from briefgen.document.inlines import Inlines, Value, is_gap, plain
from briefgen.ooxml.wordml import Border, RunFormat, cell, paragraph, row, run, table
from briefgen.values.facts import TERRITORY, VALUE
from briefgen.writers.word.tables import TINTS, stage_look, stage_of, tints_of
from briefgen.writers.word.text import TextSetting, WordDraft, inlines_xml, printed

_GUTTER = 0.12
_PER_ROW = 4

# --- key figures -------------------------------------------------------------------------------------------

_FIGURES = (15.0, 12.0, 11.0)
"""The sizes of a key figure, that of its style first."""


def cards_xml(draft: WordDraft, block: Cards, setting: TextSetting) -> list[str]:
    """Key figures side by side, at most four in a row."""
    cards = block.cards
    count = -(-len(cards) // _PER_ROW)
    per_row = -(-len(cards) // count) if count else 1
    groups = [cards[at : at + per_row] for at in range(0, len(cards), per_row)]
    return [_card_row(draft, group, per_row, setting) for group in groups]


def _card_row(draft: WordDraft, cards: Sequence[Card], columns: int, setting: TextSetting) -> str:
    wide = (setting.width - _GUTTER * (columns - 1)) / columns
    top = {"top": Border(draft.mark_color("blue"), 3.25)}
    inner = replace(setting, muted=True)
    size = min(_figure_size(draft, card, wide - 0.25) for card in cards)
    cells: list[str] = []
    widths: list[float] = []
    for number, card in enumerate(cards):
        if number:
            widths.append(_GUTTER)
            cells.append(cell(_GUTTER, paragraph(draft.styles["Table Gap"], "")))
        widths.append(wide)
        content = _card(draft, card, size, inner)
        cells.append(cell(wide, content, fill=draft.mark_color("mist"), borders=top, align="top", margins=(8, 8, 8, 8)))
    return table(widths, [row(cells)])


def _figure_size(draft: WordDraft, card: Card, inches: float) -> float:
    """The largest size of the scale at which the figure stands on one line, else the smallest."""
    text = printed(draft.document, card.figure)
    fitting = (size for size in _FIGURES if width(draft.brand, text, size, bold=True) * 1.03 <= inches)
    return next(fitting, _FIGURES[-1])


def _card(draft: WordDraft, card: Card, size: float, setting: TextSetting) -> str:
    figure = RunFormat(size=size if size < _FIGURES[0] else 0.0)
    lines = (
        ("Card Label", card.label, RunFormat()),
        ("Card Figure", card.figure, figure),
        ("Card Text", card.text, RunFormat()),
        ("Card Qualifier", card.qualifier, RunFormat()),
    )
    return "".join(
        paragraph(draft.styles[style], inlines_xml(draft, inlines, setting, form), text=plain(inlines))
        for style, inlines, form in lines
        if inlines
    )


# --- status panels and chips -------------------------------------------------------------------------------

_DASHES = "dashSmallGap"


def panels_xml(draft: WordDraft, block: Panels, setting: TextSetting) -> list[str]:
    """Status panels, one small table each."""
    return [_panel(draft, panel, setting) for panel in block.panels]


def _panel(draft: WordDraft, panel: Panel, setting: TextSetting) -> str:
    fill, ink = TINTS.get(panel.tint, ("mist", "slate"))
    inner = replace(setting, muted=True)
    title = inlines_xml(draft, panel.title, inner, RunFormat(color=draft.brand.color(ink)))
    aside = RunFormat(bold=False, size=9)
    right = run("\t", aside) + inlines_xml(draft, panel.aside, inner, aside) if panel.aside else ""
    tabs = [("right", setting.width - 20 / 72)] if panel.aside else []
    head = paragraph(draft.styles["Panel Head"], title + right, keep_next=True, tabs=tabs)
    body = chips_line(draft, panel.chips, inner, keep_next=bool(panel.note)) if panel.chips else ""
    if panel.note:
        text = printed(draft.document, panel.note)
        body += paragraph(draft.styles["Panel Note"], inlines_xml(draft, panel.note, inner), text=text)
    edge = Border(draft.brand.color("rule"), 0.5)
    sides = {"left": edge, "bottom": edge, "right": edge}
    rows = [row([cell(setting.width, head, fill=draft.brand.color(fill), margins=(5, 10, 5, 10))])]
    if body:
        rows.append(row([cell(setting.width, body, borders=sides, margins=(6, 10, 6, 10))]))
    return table([setting.width], rows)


def chips_xml(draft: WordDraft, block: Chips, setting: TextSetting) -> list[str]:
    """Chips as a line of shaded words."""
    return [chips_line(draft, block.chips, setting)]


def chips_line(draft: WordDraft, chips: Sequence[Inlines], setting: TextSetting, *, keep_next: bool = False) -> str:
    """One paragraph of chips."""
    content = run("   ").join(_chip(draft, inlines, setting) for inlines in chips)
    return paragraph(draft.styles["Chip Line"], content, keep_next=keep_next)


def _chip(draft: WordDraft, inlines: Inlines, setting: TextSetting) -> str:
    form = _chip_form(draft, inlines)
    words = replace(form, italic=True) if form.border and form.border.kind == _DASHES else form
    inner = replace(setting, muted=False, dark=True, links=False)
    padding = run("\u00a0\u00a0", form)
    return padding + inlines_xml(draft, inlines, inner, words) + padding


def _chip_form(draft: WordDraft, inlines: Inlines) -> RunFormat:
    color = draft.brand.color
    role = next((inline.role for inline in inlines if isinstance(inline, Value)), VALUE)
    if stage := stage_of(inlines):
        fill, borders, form = stage_look(draft, stage)
        edge = next(iter(borders.values()), None) or Border(fill or color("steel"), 0.75)
        return replace(form, fill=fill, border=edge)
    if any(map(is_gap, inlines)):
        return RunFormat(color=color("slate"), border=Border(color("steel"), 0.75, _DASHES))
    if role.kind == TERRITORY:
        tint, ink = tints_of(role)
        return RunFormat(bold=True, color=color(ink), fill=color(tint), border=Border(color(ink), 0.75))
    blue = draft.mark_color("blue")
    return RunFormat(bold=True, color=blue, border=Border(blue, 0.75))


# --- large figures -----------------------------------------------------------------------------------------


def metrics_xml(draft: WordDraft, block: Metrics, setting: TextSetting) -> list[str]:
    """Large figures in rows: the figure right-aligned, what it counts beside it."""
    figures = [printed(draft.document, figure) for figure, _ in block.items]
    longest = max((width(draft.brand, text, 16, bold=True) for text in figures), default=0.0) * 1.03 + 0.16
    first = min(max(longest, 0.8), setting.width * 0.45)
    widths = [first, setting.width - first]
    inner = replace(setting, muted=True)
    rows = []
    for number, (figure, words) in enumerate(block.items, 1):
        kept = number < len(block.items)
        left = paragraph(
            draft.styles["Metric Figure"], inlines_xml(draft, figure, inner), keep_next=kept, align="right"
        )
        right = paragraph(draft.styles["Table Text"], inlines_xml(draft, words, inner), keep_next=kept)
        cells = [cell(widths[0], left, margins=(2, 0, 2, 10)), cell(widths[1], right, margins=(2, 0, 2, 0))]
        rows.append(row(cells))
    return [table(widths, rows)]
