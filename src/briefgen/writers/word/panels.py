"""Set pieces of a Word page: title block, key figures, status panels, chips, large figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefgen.brand.fonts import width, wrap
from briefgen.brand.lines import RESERVE
from briefgen.deck.shapes import Para, Run
from briefgen.deck.text import SHORT_ON_COVER, ragged
from briefgen.document.blocks import Card, Cards, Chips, Inlines, Metrics, Panel, Panels, Value, plain
from briefgen.ooxml.wordml import Border, RunFormat, cell, paragraph, row, run, table
from briefgen.values.facts import CHINA, MISSING, TERRITORY, VALUE
from briefgen.writers.word.tables import stage_look, stage_of
from briefgen.writers.word.text import TextSetting, WordDraft, inlines_xml, printed

_GUTTER = 0.12
_PER_ROW = 4
_TITLE, _FLOOR, _STEP = 26.0, 22.0, 2.0
_MARGINS, _VALUE = 0.6, 10.5
_TITLE_LEVEL = '<w:outlineLvl w:val="0"/>'
"""The title is a heading for those who listen, whatever the template says of its style."""

# --- title block -------------------------------------------------------------------------------------------


def title_block_xml(draft: WordDraft, setting: TextSetting) -> str:
    """The filled block that opens the document: title, subtitle lines, label and value pairs. Its columns have lines of
    its colour between them, so that no seam shines through."""
    document, dark = draft.document, replace(setting, dark=True, links=False)
    room = setting.width - _MARGINS
    size = _title_size(draft, room)
    head = [
        paragraph(draft.styles["Title Rule"], "", keep_next=True),
        paragraph(
            draft.styles["Title Block"], inlines_xml(draft, document.title, dark, RunFormat(size=size)),
            keep_next=True, text=printed(document, document.title), extra=_even(draft, size, room) + _TITLE_LEVEL,
        ),
    ]  # fmt: skip
    head += [
        paragraph(draft.styles["Subtitle Block"], inlines_xml(draft, line, dark), keep_next=True)
        for line in document.subtitle
    ]
    fill = draft.mark_color("navy")
    pairs = [document.meta[at : at + _PER_ROW] for at in range(0, len(document.meta), _PER_ROW)]
    columns = max((len(group) for group in pairs), default=1)
    points, widths = _meta_columns(draft, pairs, setting.width) if pairs else (_VALUE, [setting.width])
    bottom = 4 if pairs else 21.6
    rows = [row([cell(setting.width, "".join(head), span=columns, fill=fill, margins=(21.6, 21.6, bottom, 21.6))])]
    for number, group in enumerate(pairs, 1):
        filled = [*group, *[((), ())] * (columns - len(group))]
        below = 21.6 if number == len(pairs) else 2.0
        cells = (
            cell(
                wide, _meta(draft, pair, dark, points), fill=fill, align="top",
                borders=None if first else {"left": Border(fill)},
                margins=(14, 21.6 if first else 0, below, 8),
            )
            for wide, pair, first in zip(widths, filled, [True] + [False] * columns, strict=False)
        )  # fmt: skip
        rows.append(row(cells))
    return table(widths, rows)


def _even(draft: WordDraft, size: float, inches: float) -> str:
    """An indent that breaks a title of two lines where no word stands alone."""
    title = Para((Run(printed(draft.document, draft.document.title), "white", bold=True),), size or _TITLE)
    free = ragged(title, draft.brand, inches, SHORT_ON_COVER)
    return f'<w:ind w:right="{round(free * 1440)}"/>' if free else ""


def _title_size(draft: WordDraft, inches: float) -> float:
    """The style's size, or a smaller one that brings a long title to two lines."""
    text, size = printed(draft.document, draft.document.title), _TITLE
    while size > _FLOOR and len(wrap(draft.brand, text, size, inches, bold=True)) > 2:
        size -= _STEP
    return size if size < _TITLE else 0.0


def _meta_columns(
    draft: WordDraft, pairs: Sequence[Sequence[tuple[Inlines, Inlines]]], total: float
) -> tuple[float, list[float]]:
    """The largest size at which the values stand on one line each, and the widths of their columns."""
    for points in (_VALUE, 10.0, 9.5, 9.0):
        needs = _meta_needs(draft, pairs, points)
        spare = (total - sum(needs)) / len(needs)
        if spare >= 0:
            return points, [need + spare for need in needs]
    return points, [need * total / sum(needs) for need in needs]


def _meta_needs(draft: WordDraft, pairs: Sequence[Sequence[tuple[Inlines, Inlines]]], points: float) -> list[float]:
    columns = max(len(group) for group in pairs)
    needs = [0.9] * columns
    for group in pairs:
        for column, (label, value) in enumerate(group):
            words = (width(draft.brand, printed(draft.document, label), 8.5),
                     width(draft.brand, printed(draft.document, value), points, bold=True) * RESERVE)  # fmt: skip
            needs[column] = max(needs[column], *words)
    return [min(need, 2.2) + 0.2 + (0.3 if column == 0 else 0) for column, need in enumerate(needs)]


def _meta(draft: WordDraft, pair: tuple[Inlines, Inlines], setting: TextSetting, points: float) -> str:
    label, value = pair
    form = RunFormat(size=points if points < _VALUE else 0.0)
    return paragraph(draft.styles["Meta Label"], inlines_xml(draft, label, setting)) + paragraph(
        draft.styles["Meta Value"], inlines_xml(draft, value, setting, form), text=printed(draft.document, value)
    )


# --- key figures -------------------------------------------------------------------------------------------


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
    text, size = printed(draft.document, card.figure), 18.0
    while size > 11 and width(draft.brand, text, size, bold=True) * 1.03 > inches:
        size -= 0.5
    return size


def _card(draft: WordDraft, card: Card, size: float, setting: TextSetting) -> str:
    figure = RunFormat(size=size if size < 18 else 0.0)
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
_TINTS = {"china": ("plum_tint", "plum"), "outside": ("teal_tint", "teal")}


def panels_xml(draft: WordDraft, block: Panels, setting: TextSetting) -> list[str]:
    """Status panels, one small table each."""
    return [_panel(draft, panel, setting) for panel in block.panels]


def _panel(draft: WordDraft, panel: Panel, setting: TextSetting) -> str:
    fill, ink = _TINTS.get(panel.tint, ("mist", "slate"))
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
    if any(isinstance(inline, Value) and inline.role == MISSING for inline in inlines):
        return RunFormat(color=color("slate"), border=Border(color("steel"), 0.75, _DASHES))
    if role.kind == TERRITORY:
        tint, ink = _TINTS["china" if role == CHINA else "outside"]
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
