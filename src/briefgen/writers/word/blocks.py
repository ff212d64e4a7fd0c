"""Blocks as Word paragraphs and tables: one function per kind of block."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from typing import assert_never

from briefgen.brand.fonts import wrap
from briefgen.brand.lines import RESERVE
from briefgen.document.blocks import (
    AbbreviationList,
    Block,
    Blocks,
    BulletList,
    Callout,
    Cards,
    Chips,
    Columns,
    DefinitionList,
    Figure,
    Front,
    Heading,
    Metrics,
    NumberedList,
    Outcomes,
    PageBreak,
    Panels,
    Paragraph,
    Rail,
    ReferenceList,
    SpeakerNotes,
    Statement,
    Stories,
    Table,
)
from briefgen.document.inlines import Inlines, Strong, Text, plain
from briefgen.ooxml.wordml import Border, RunFormat, bookmark, cell, paragraph, qn, row, run, table
from briefgen.writers.word.figures import figure_xml
from briefgen.writers.word.front import contents_line
from briefgen.writers.word.listed import abbreviations_xml, references_in_line_xml, references_xml
from briefgen.writers.word.looks import ruler
from briefgen.writers.word.panels import cards_xml, chips_xml, metrics_xml, panels_xml
from briefgen.writers.word.sides import side_note_xml
from briefgen.writers.word.tables import came_out, definitions_xml, table_xml, told
from briefgen.writers.word.text import TextSetting, WordDraft, inlines_xml, printed

CHAPTERS_WITHOUT_CONTENTS = 4


def blocks_xml(draft: WordDraft, blocks: Blocks, setting: TextSetting) -> str:
    """Blocks one after the other."""
    return "".join(part for block in blocks for part in block_xml(draft, block, setting))


def block_xml(draft: WordDraft, block: Block, setting: TextSetting) -> Sequence[str]:
    """One block as paragraphs and tables."""
    match block:
        case Heading():
            return heading_xml(draft, block, setting)
        case Paragraph():
            return _paragraph(draft, block, setting)
        case BulletList(items) if setting.style == "Statement" and not setting.size:
            return _small_list(draft, items, setting)
        case BulletList(items):
            return _list(draft, items, setting, "List Bullet", 0)
        case NumberedList(items, style):
            name = "Key Point" if style == "ranked" else "List Number"
            return _list(draft, items, setting, name, _restarted_numbering(draft, name))
        case Table():
            return table_xml(draft, block, setting)
        case Figure():
            return figure_xml(draft, block, setting)
        case Cards():
            return cards_xml(draft, block, setting)
        case Callout():
            return _callout(draft, block, setting)
        case DefinitionList():
            return definitions_xml(draft, block, setting)
        case Panels():
            return panels_xml(draft, block, setting)
        case Chips():
            return chips_xml(draft, block, setting)
        case Metrics():
            return metrics_xml(draft, block, setting)
        case Stories():
            return table_xml(draft, told(block), setting)
        case Outcomes():
            return table_xml(draft, came_out(block), setting)
        case Front():
            return []
        case Columns(columns):
            return [blocks_xml(draft, column.blocks, setting) for column in columns]
        case Rail(blocks):
            return [blocks_xml(draft, blocks, setting)]
        case Statement(blocks=blocks):
            run_in = _run_in(blocks) if setting.style == "Statement" else blocks
            headed = any(isinstance(one, Heading) for one in blocks)  # without a head it is small print across the page
            aside = setting.aside if headed or setting.rail else 0.0
            size = 0.0 if setting.style == "Statement" else 9
            return [blocks_xml(draft, run_in, replace(setting, style="Statement", size=size, aside=aside))]
        case ReferenceList(run_in=True):
            return references_in_line_xml(draft, setting)
        case ReferenceList():
            return references_xml(draft, setting)
        case AbbreviationList():
            return abbreviations_xml(draft, block, setting)
        case PageBreak():
            return [] if setting.nested else [paragraph(draft.styles["Table Gap"], "", break_before=True)]
        case SpeakerNotes():
            return []
        case _:
            assert_never(block)


# --- headings and text -------------------------------------------------------------------------------------


def heading_xml(draft: WordDraft, block: Heading, setting: TextSetting, *, opens: bool = False) -> list[str]:
    """A heading with the line under it; one that `opens` the document starts no new page. Inside a box it is a bold
    line that no list of contents shows."""
    if block.behind:
        block = replace(block, inlines=_with_behind(draft, block, setting.width))
    text = printed(draft.document, block.inlines)
    if setting.nested:
        form = RunFormat(color=setting.strong) if setting.strong else RunFormat()
        head = paragraph(draft.styles["Box Head"], inlines_xml(draft, block.inlines, setting, form), text=text)
        return [head, *_subtitle(draft, block, setting)]
    content = inlines_xml(draft, block.inlines, setting)
    if block.level == 1:
        draft.headings += 1
        content = bookmark(f"_Toc{draft.headings:08d}", draft.next_mark(), content)
    style = draft.styles[f"Heading {min(block.level, 3)}"]
    extra = '<w:spacing w:before="280"/>' if opens else ""
    no_break = False if opens else None
    return [
        paragraph(style, content, text=text, break_before=no_break, extra=extra),
        *_subtitle(draft, block, setting),
    ]


def _with_behind(draft: WordDraft, block: Heading, room: float) -> Inlines:
    """The words of a heading with those behind it, where these cost no line."""
    whole = (*block.inlines, Text(f"; {block.behind}"))
    rule = ruler(draft.brand, draft.part.styles.element)
    look = rule.looks[draft.styles[f"Heading {block.level}"]]
    said = (printed(draft.document, words) for words in (block.inlines, whole))
    lines = [len(wrap(rule.brand_of(look), words, look.size, room / RESERVE, bold=look.bold)) for words in said]
    return block.inlines if lines[0] < lines[1] else whole


def _run_in(blocks: Blocks) -> Blocks:
    """The blocks of a statement in small print: one paragraph, its head in bold before its first words."""
    heads = [Strong((*block.inlines, Text("."))) for block in blocks if isinstance(block, Heading)]
    texts = [block.inlines for block in blocks if isinstance(block, Paragraph)]
    if len(heads) + len(texts) < len(blocks) or not texts:
        return blocks
    return (Paragraph(tuple(inline for text in (tuple(heads), *texts) for inline in (*text, Text(" ")))[:-1]),)


def _subtitle(draft: WordDraft, block: Heading, setting: TextSetting) -> list[str]:
    if not block.subtitle:
        return []
    return [paragraph(draft.styles["Heading Subtitle"], inlines_xml(draft, block.subtitle, setting))]


def chapters_of(blocks: Blocks) -> list[Inlines]:
    """The heads of the chapters, if there are more than a few: what a list of contents names."""
    chapters = [block.inlines for block in blocks if isinstance(block, Heading) and block.level == 1]
    return chapters if len(chapters) > CHAPTERS_WITHOUT_CONTENTS else []


def contents_xml(draft: WordDraft, blocks: Blocks, setting: TextSetting) -> list[str]:
    """A contents list of linked chapters with their pages, if there are more than a few chapters."""
    titles = [draft.traces.plain(chapter) for chapter in chapters_of(blocks)]
    if not titles:
        return []
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        r'<w:r><w:instrText xml:space="preserve"> TOC \o "1-1" \h \z </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    ends = [("right", setting.width)]
    lines = [paragraph(draft.styles["TOC Heading"], run("Contents"))]
    for number, title in enumerate(titles, 1):
        link = contents_line(number, title)
        content = (begin if number == 1 else "") + link + (end if number == len(titles) else "")
        lines.append(paragraph(draft.styles["TOC 1"], content, text=title, tabs=ends, keep_next=number < len(titles)))
    return lines


def _paragraph(draft: WordDraft, block: Paragraph, setting: TextSetting) -> list[str]:
    if block.style == "side":
        return side_note_xml(draft, block, setting)
    style = {"note": "Source", "lead": "Lead", "label": "Rank Label"}.get(block.style, setting.style)
    if setting.style != "Body Text" and block.style == "lead":
        style = setting.style
    inner = replace(setting, style="Source", muted=True) if block.style == "note" else setting
    content = inlines_xml(draft, block.inlines, inner)
    text = plain(block.inlines)
    kept = text.rstrip().endswith(":")
    return [paragraph(draft.styles[style], content, text=text, keep_next=kept, extra=setting.ends_at())]


def _list(draft: WordDraft, items: Sequence[Inlines], setting: TextSetting, style: str, numbering: int) -> list[str]:
    form = RunFormat(size=setting.size)
    return [
        paragraph(
            draft.styles[style], inlines_xml(draft, item, setting, form), numbering=numbering, text=plain(item),
            keep_next=len(items) > 1 and number == 0, extra=setting.ends_at(),
        )
        for number, item in enumerate(items)
    ]  # fmt: skip


_SMALL_ENTRY = '<w:spacing w:after="{}"/><w:ind w:left="170" w:hanging="170"/>'
"""The entries of a list in small print stand close; the last keeps its distance from what follows."""


def _small_list(draft: WordDraft, items: Sequence[Inlines], setting: TextSetting) -> list[str]:
    """A list in the small print of the end matter: its lines are as high as those around it."""
    bullet = draft.part.styles.element.get_by_id(draft.styles["List Bullet"])
    numbers = bullet.xpath("./w:pPr/w:numPr/w:numId/@w:val")
    numbering = int(numbers[0]) if numbers else 0
    return [
        paragraph(
            draft.styles[setting.style], inlines_xml(draft, item, setting), numbering=numbering, text=plain(item),
            extra=_SMALL_ENTRY.format(90 if number == len(items) else 24),
        )
        for number, item in enumerate(items, 1)
    ]  # fmt: skip


def _restarted_numbering(draft: WordDraft, name: str) -> int:
    """A numbering that starts at 1, like that of a style."""

    style = draft.part.styles.element.get_by_id(draft.styles[name])
    numbers = style.xpath("./w:pPr/w:numPr/w:numId/@w:val")
    if not numbers:
        return 0
    root = draft.part.numbering_part.element
    model = next(number for number in root.num_lst if str(number.numId) == str(numbers[0]))
    added = deepcopy(model)
    added.set(qn("w:numId"), str(root._next_numId))
    added.add_lvlOverride(0).add_startOverride(1)
    root._insert_num(added)
    return int(added.numId)


# --- callouts ----------------------------------------------------------------------------------------------

_BOXES = {
    "caution": ("Caution", "amber_tint", "amber"),
    "attribution": ("Attribution", "mist", ""),
    "real-world": ("Box Text", "moss_tint", "moss"),
    "notice": ("Notice Box", "mist", ""),
    "use": ("Attribution", "white", ""),
    "comment": ("Box Text", "mist", ""),
}


_INSETS = {"Caution": 8 / 72, "Attribution": 9 / 72}
"""Inches between text and edge of a filled strip."""


def _callout(draft: WordDraft, block: Callout, setting: TextSetting) -> Sequence[str]:
    style, fill, ink = _BOXES[block.kind]
    strong = draft.brand.color(ink) if ink else ""
    texts = [inner.inlines for inner in block.blocks if isinstance(inner, Paragraph)]
    if block.kind not in ("real-world", "comment") and len(texts) == len(block.blocks):
        return _strip(draft, texts, style, replace(setting, strong=strong))
    edge = {"left": Border(draft.brand.color("amber_line"), 3)} if block.kind == "caution" else {}
    inner_setting = TextSetting(
        setting.width - 20 / 72, style="Box Text", size=9, strong=strong, muted=True, nested=True
    )
    content = blocks_xml(draft, block.blocks, inner_setting) or paragraph(draft.styles["Box Text"], "")
    box = cell(setting.width, content, fill=draft.brand.color(fill), borders=edge, margins=(7, 10, 5, 10))
    return [table([setting.width], [row([box])])]


def _strip(draft: WordDraft, texts: Sequence[Inlines], style: str, setting: TextSetting) -> list[str]:
    """Paragraphs that together make one filled strip: inner distances are small, outer ones the style's."""
    last = len(texts) - 1
    parts = []
    for number, inlines in enumerate(texts):
        before = ' w:before="60"' if number > 0 else ""
        after = ' w:after="0"' if number < last else ""
        extra = f"<w:spacing{before}{after}/>" if before or after else ""
        extra += setting.ends_at(_INSETS.get(style, 0.0))
        content = inlines_xml(draft, inlines, setting)
        parts.append(paragraph(draft.styles[style], content, text=plain(inlines), extra=extra, keep_next=number < last))
    return parts
