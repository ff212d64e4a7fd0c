"""Evidence tables and definition lists in Word: measured columns, repeated heads, rows that never split."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from briefgen.document.blocks import DefinitionList, Outcomes, Row, Stories, Story, Table
from briefgen.document.inlines import Cite, Inlines, Strong, Text, Value, plain
from briefgen.lexicon import en
from briefgen.ooxml.wordml import Border, RunFormat, cell, paragraph, row, table
from briefgen.values.facts import CHINA, STAGE, TERRITORY, Role
from briefgen.writers.word.columns import Texts, column_widths, levelled, lines_of_rows, needs
from briefgen.writers.word.text import (
    TextSetting,
    WordDraft,
    caption,
    cite_links,
    inlines_xml,
    merge_cites,
    note_and_sources,
    printed,
)

Margins = tuple[float, float, float, float]
"""Points within a cell: above, left, below, right."""
_KEPT_WHOLE = 12
"""Tables of so many rows stay on one page; longer ones keep their head and their last rows together."""
_FEW, _HARDLY, _CROWDED = 5, 2, 3
"""A table of up to so many columns, as wide as running text, may take so many lines more than one as wide as the
page, but none of so many lines in a row that has fewer there."""
CLOSE: Margins = (1.4, 2.0, 1.4, 4.0)
"""Points above, left of, below and right of the words of a cell in small print."""
_FIGURE = re.compile(r"[<>≤≥+−]?\s?\d[\d.,\s]*\s?%?")
"""A number by itself, which stands below others."""
FEW_ROWS = 8
"""Of so many rows at most the common sources stand below them."""
TINTS = {"china": ("plum_tint", "plum"), "outside": ("teal_tint", "teal")}
"""The fill and the ink of China, and of what lies outside it."""


def table_xml(draft: WordDraft, block: Table, setting: TextSetting) -> list[str]:
    """A table with its caption above and its note and sources below."""
    parts: list[str] = []
    cells = replace(setting, muted=True)
    if block.caption:
        draft.tables += 1
        parts.append(caption(draft, "Table", draft.tables, block.caption, setting))
    if block.style == "strip":
        note = [paragraph(draft.styles["Source"], inlines_xml(draft, block.note, cells), text=plain(block.note))]
        return [*parts, _strip(draft, block, setting), *(note if block.note else ())]
    block = _of_one_source(block) if draft.linked else block
    shown = " ".join(printed(draft.document, inlines) for inlines in _every_cell(block))
    label = f"Table {draft.tables}" if block.caption else ""
    sources = () if (block.referenced or block.style == "marked") and draft.linked else block.sources
    below = note_and_sources(draft, block.note, sources, shown, setting, label)
    block = replace(block, align=tuple(_side(draft, block, column) for column in range(len(block.head))))
    widths = _settled(draft, block, setting)
    rows = [_head(draft, block, widths, cells)] if any(block.head) else []
    for number, entry in enumerate(block.rows):
        kept = _keeps_next(block.rows, number, has_tail=bool(below))
        rows.append(_row(draft, block, entry, widths, cells, keep_next=kept))
    look, description = "0420", draft.traces.plain(block.caption)
    parts.append(table(widths, rows, style=draft.styles["Evidence Table"], look=look, description=description))
    return [*parts, *below]


def _of_one_source(block: Table) -> Table:
    """A table without its column of reference numbers where all of its few rows have the same: these stand below."""
    cited = {tuple(row.cells[-1]) for row in block.rows if not row.group} if block.referenced else set()
    if len(cited) != 1 or not 1 < len(block.rows) <= FEW_ROWS:
        return block
    rows = tuple(row if row.group else replace(row, cells=row.cells[:-1]) for row in block.rows)
    sources = tuple(source for cite in next(iter(cited)) if isinstance(cite, Cite) for source in cite.sources)
    return replace(block, head=block.head[:-1], rows=rows, align=block.align[:-1], sources=sources, referenced=False)


def _strip(draft: WordDraft, block: Table, setting: TextSetting) -> str:
    """Facts side by side between two rules, each below its name; the last one carries the sources of all."""
    names, rows = block.head, [row.cells for row in block.rows]
    if block.referenced:
        names, rows = names[:-1], [(*cells[:-2], (*cells[-2], *cells[-1])) for cells in rows]
    columns = [
        Texts(printed(draft.document, name), tuple((printed(draft.document, cells[at]), False) for cells in rows))
        for at, name in enumerate(names)
    ]
    widths = column_widths(draft.brand, columns, setting.width)
    slate, style = RunFormat(size=8.0, color=draft.text_color("slate")), draft.styles["Table Text"]
    top = {"top": Border(draft.mark_color("navy"), 1.25)}
    bottom = {"bottom": Border(draft.brand.color("rule"), 0.75)}

    def line(cells: Sequence[Inlines], form: RunFormat, borders: dict[str, Border], margins: Margins) -> list[str]:
        texts = (paragraph(style, inlines_xml(draft, words, setting, form), keep_next=True) for words in cells)
        return [
            cell(wide, text, borders=borders, margins=margins, align="top")
            for wide, text in zip(widths, texts, strict=True)
        ]

    head = row(line(names, slate, top, (4.0, 0.0, 0.0, 8.0)), header=True)
    body = [row(line(cells, RunFormat(), bottom, (0.0, 0.0, 4.0, 8.0))) for cells in rows]
    return table(widths, [head, *body], look="0420")


def told(block: Stories) -> Table:
    """News as a table: what it is, what is new, why it matters and what comes next; columns without words are left
    out."""
    columns = [
        [_named(story) for story in block.stories],
        *([getattr(story, part) for story in block.stories] for part in ("new", "why", "following")),
    ]
    heads = ((), *((Text(word),) for word in en.STORY))
    kept = [(head, cells) for head, cells in zip(heads, columns, strict=True) if any(cells)]
    rows = tuple(Row(cells) for cells in zip(*(cells for _, cells in kept), strict=True))
    sides: tuple[Literal["left", "right", "center"], ...] = ("left", "left", "left", "left")
    return Table(tuple(head for head, _ in kept), rows, sides[: len(kept)])


def came_out(block: Outcomes) -> Table:
    """What came out of a trial as a table: the endpoint with its state, its figure, and the values beside it."""
    rows = []
    for one in block.outcomes:
        named = (Strong(one.name), Text("\n"), *one.state) if one.state else (Strong(one.name),)
        beside = [(*figure, Text(" "), *words) for figure, words in one.values]
        values = tuple(inline for at, line in enumerate(beside) for inline in ((Text("\n"),) if at else ()) + line)
        rows.append(Row((named, (Strong(one.figure), Text(" "), *one.measure), values)))
    return Table(((), (), ()), tuple(rows), ("left", "left", "left"))


def _named(story: Story) -> Inlines:
    """The name, below it its kind, its figure and what that measures."""
    figure = (Strong(story.figure), Text(" "), *story.measure) if story.figure else story.measure
    lines = [line for line in ((Strong(story.name),), story.kind, figure) if line]
    return tuple(inline for at, line in enumerate(lines) for inline in ((Text("\n"),) if at else ()) + tuple(line))


def _settled(draft: WordDraft, block: Table, setting: TextSetting) -> list[float]:
    """The widths of the columns: together as wide as running text where the rows are hardly higher there, else as the
    page."""
    columns = _columns(draft, block)
    wide = _widths(draft, block, columns, setting.width)
    if not setting.aside or setting.nested or setting.rail or len(columns) > _FEW:
        return wide
    room = setting.width - setting.aside
    if sum(needs(draft.brand, texts)[0] for texts in columns) > room:
        return wide
    narrow = _widths(draft, block, columns, room)
    high, low = (lines_of_rows(draft.brand, columns, found) for found in (narrow, wide))
    crowded = any(lines >= _CROWDED and lines > fewer for lines, fewer in zip(high, low, strict=True))
    return narrow if sum(high) <= sum(low) + _HARDLY and not crowded else wide


def _columns(draft: WordDraft, block: Table) -> list[Texts]:
    rows = [entry.cells for entry in block.rows if not entry.group]
    return [
        Texts(
            printed(draft.document, head),
            tuple((printed(draft.document, r[c]), c == 0 or bool(stage_of(r[c]))) for r in rows),
        )
        for c, head in enumerate(block.head)
    ]


def _widths(draft: WordDraft, block: Table, columns: Sequence[Texts], total: float) -> list[float]:
    widths = column_widths(draft.brand, columns, total, referenced=block.referenced)
    numbers = [at for at, side in enumerate(block.align[: -1 if block.referenced else None]) if side == "right"]
    return levelled(draft.brand, columns, widths, numbers)


def _every_cell(block: Table) -> list[Inlines]:
    cells = [inlines for entry in block.rows for inlines in entry.cells]
    return [block.caption, *block.head, *cells]


def _keeps_next(rows: Sequence[Row], number: int, *, has_tail: bool) -> bool:
    last = number == len(rows) - 1
    if last:
        return has_tail
    return len(rows) <= _KEPT_WHOLE or rows[number].group or number < 1 or number == len(rows) - 2


def _head(draft: WordDraft, block: Table, widths: Sequence[float], setting: TextSetting) -> str:
    line = {"bottom": Border(draft.mark_color("navy"), 1.25)}
    cells = (
        cell(
            wide,
            paragraph(
                draft.styles["Table Head"], inlines_xml(draft, inlines, setting), keep_next=True,
                align=block.align[column],
            ),
            borders=line,
            align="bottom",
        )
        for column, (wide, inlines) in enumerate(zip(widths, block.head, strict=True))
    )  # fmt: skip
    return row(cells, header=True)


def _side(draft: WordDraft, block: Table, column: int) -> Literal["left", "right", "center"]:
    """Where a column is aligned: numbers, and those of references, at the right, so that their digits stand below each
    other."""
    cells = [printed(draft.document, entry.cells[column]) for entry in block.rows if not entry.group]
    numbers = column > 0 and bool(cells) and all(map(_FIGURE.fullmatch, cells))
    if numbers or (block.referenced and column == len(block.head) - 1):
        return "right"
    return block.align[column] if column < len(block.align) else "left"


def _row(
    draft: WordDraft, block: Table, entry: Row, widths: Sequence[float], setting: TextSetting, *, keep_next: bool
) -> str:
    if entry.group:
        content = "".join(inlines_xml(draft, inlines, setting) for inlines in entry.cells)
        text = paragraph(draft.styles["Table Group"], content, keep_next=keep_next)
        fill = draft.mark_color("mist")
        return row([cell(sum(widths), text, span=len(widths), fill=fill, margins=_margins(setting))])
    return row(
        _body_cell(draft, block, column, inlines, wide, setting, keep_next=keep_next)
        for column, (wide, inlines) in enumerate(zip(widths, entry.cells, strict=True))
    )


def _body_cell(
    draft: WordDraft, block: Table, column: int, inlines: Inlines, wide: float, setting: TextSetting, *, keep_next: bool
) -> str:
    style, fill = draft.styles["Table Text"], ""
    borders: dict[str, Border] = {}
    if block.referenced and column == len(block.head) - 1:
        cites = [inline for inline in merge_cites(inlines) if isinstance(inline, Cite)]
        content = "".join(cite_links(draft, cite, setting, RunFormat()) for cite in cites)
    elif stage := stage_of(inlines):
        fill, borders, form = stage_look(draft, stage)
        content = inlines_xml(draft, inlines, setting, form)
    else:
        form = RunFormat(bold=True) if column == 0 else RunFormat()
        content = inlines_xml(draft, inlines, setting, replace(form, color=_place_ink(draft, inlines)))
    body = paragraph(style, content, keep_next=keep_next, align=block.align[column])
    return cell(wide, body, fill=fill, borders=borders, margins=_margins(setting))


def _margins(setting: TextSetting) -> Margins | None:
    """Points around the words of a cell: rows stand closer in the small print of the last pages."""
    return CLOSE if setting.style == "Statement" else None


def stage_of(inlines: Inlines) -> str:
    """The stage code of inlines that are one stage value, else nothing."""
    if len(inlines) == 1 and isinstance(inlines[0], Value) and inlines[0].role.kind == STAGE:
        return inlines[0].role.code
    return ""


def _place_ink(draft: WordDraft, inlines: Inlines) -> str:
    """The colour of a cell that holds nothing but a territory, else none."""
    if len(inlines) == 1 and isinstance(inlines[0], Value) and inlines[0].role.kind == TERRITORY:
        return draft.text_color(tints_of(inlines[0].role)[1])
    return ""


def tints_of(role: Role) -> tuple[str, str]:
    """The fill and the ink of a territory."""
    return TINTS["china" if role == CHINA else "outside"]


def stage_look(draft: WordDraft, stage: str) -> tuple[str, dict[str, Border], RunFormat]:
    """Fill, outline and text of a stage on the ramp; the two lightest steps are outlined."""
    token = draft.brand.stage_fill(stage)
    if token == "white":
        return "", {}, RunFormat(bold=True)
    outline = Border(draft.brand.color("steel"), 0.6)
    borders = dict.fromkeys(("top", "left", "bottom", "right"), outline) if token in ("phase_0", "phase_1") else {}
    ink = draft.brand.color(draft.brand.stage_ink(stage))
    return draft.brand.color(token), borders, RunFormat(bold=True, color=ink)


# --- definition lists --------------------------------------------------------------------------------------


def definitions_xml(draft: WordDraft, block: DefinitionList, setting: TextSetting) -> list[str]:
    """Facts as a table of two columns without a head: term in bold slate, definition."""
    cells = replace(setting, muted=True)
    terms = tuple((printed(draft.document, term), True) for term, _ in block.items)
    _, natural = needs(draft.brand, Texts("", terms))
    first = min(max(natural, 1.1), setting.width * 0.36)
    widths = [first, setting.width - first]
    form = RunFormat(bold=True, color=draft.text_color("slate"))
    style = draft.styles["Table Text"]
    rows = []
    for number, (term, definition) in enumerate(block.items, 1):
        kept = number < len(block.items) <= _KEPT_WHOLE
        left = paragraph(style, inlines_xml(draft, term, cells, form), keep_next=kept)
        right = paragraph(style, inlines_xml(draft, definition, cells), keep_next=kept)
        rows.append(row([cell(widths[0], left), cell(widths[1], right)]))
    return [table(widths, rows, style=draft.styles["Evidence Table"], look="0480")]
