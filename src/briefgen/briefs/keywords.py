"""Lines that begin with a keyword, such as Subtitle: or Chapter:, joined to the block that they belong to."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from briefgen.briefs.components import MarkdownError, captioned
from briefgen.document.blocks import Block, Blocks, Figure, Heading, Paragraph, Table
from briefgen.document.inlines import Inlines, Text, plain

STYLES: dict[str, Literal["note", "lead", "label", "side", "figure"]] = {
    "Note:": "note", "Lead:": "lead", "Label:": "label", "Side:": "side", "Figure:": "figure",
}  # fmt: skip
"""What begins a paragraph that is not set as running text is."""
WORDLESS = frozenset({"", "Subtitle:", "Behind:", "Joins:", "Joins where little:", *STYLES})
"""Paragraphs whose words all fell away."""


def chaptered(blocks: Blocks) -> Blocks:
    """Every slide's heading with the chapter that was opened last before it, and the section that prints
    it where sections are named; those behind the main part as annex."""
    found: list[Block] = []
    chapter, section, annex = "", "", False
    for block in blocks:
        if isinstance(block, Paragraph) and said_behind(block.inlines, "Main part:"):
            annex = True
            continue
        if isinstance(block, Paragraph) and (name := plain(said_behind(block.inlines, "Section:"))):
            section = name
            continue
        if isinstance(block, Heading) and block.level < 3:
            chapter = (block.chapter or chapter) if block.level == 2 else ""
            block = replace(block, chapter=chapter, annex=annex, section=section)
        found.append(block)
    return tuple(found)


def append(found: list[Block], block: Block) -> None:
    """Add a block; captions, notes, subtitles and chapters join the block they belong to."""
    before = found[-1] if found else None
    if isinstance(before, Paragraph) and (word := said_behind(before.inlines, "Chapter:")):
        if isinstance(block, Heading) and block.level == 2:
            found[-1] = replace(block, chapter=_plain_words(word, "Chapter: Evidence"))
            return
        if opens_chapter(block) or (isinstance(block, Heading) and block.level == 1):
            found[-1] = block  # the chapter before has no slide
            return
        found.pop()  # what follows goes on with the slide before: the chapter begins with the next
        append(found, block)
        found.append(before)
        return
    if isinstance(block, Paragraph):
        if isinstance(before, Heading) and (rest := said_behind(block.inlines, "Subtitle:")):
            found[-1] = replace(before, subtitle=rest)
            return
        if isinstance(before, Heading) and (rest := said_behind(block.inlines, "Behind:")):
            found[-1] = replace(before, behind=_plain_words(rest, "Behind: OS not reported"))
            return
        if isinstance(before, Heading) and (rest := said_behind(block.inlines, "Joins:")):
            found[-1] = replace(before, joins=_plain_words(rest, "Joins: events"))
            return
        if isinstance(before, Heading) and (rest := said_behind(block.inlines, "Joins where little:")):
            found[-1] = replace(before, joins=_plain_words(rest, "Joins where little: events"), little=True)
            return
        if isinstance(before, (Table, Figure)) and block.style == "note":
            found[-1] = replace(before, note=before.note + (Text(" "),) * bool(before.note) + block.inlines)
            return
    if isinstance(block, Table) and isinstance(before, Paragraph) and (rest := said_behind(before.inlines, "Table:")):
        found[-1] = replace(block, caption=captioned(rest))
        return
    found.append(block)


def opens_chapter(block: Block) -> bool:
    """Whether a block is the line that opens a chapter."""
    return isinstance(block, Paragraph) and bool(said_behind(block.inlines, "Chapter:"))


def _plain_words(inlines: Inlines, such: str) -> str:
    if any(not isinstance(inline, Text) for inline in inlines):
        what = such.partition(":")[0].lower()
        raise MarkdownError(f"the {what} '{plain(inlines)}' holds more than words", such)
    return plain(inlines)


def said_behind(inlines: Inlines, word: str) -> Inlines:
    """What stands behind a keyword; nothing where a line does not begin with it."""
    first = inlines[0] if inlines else None
    if isinstance(first, Text) and first.text.startswith(word):
        rest = first.text[len(word) :].lstrip()
        return ((Text(rest),) if rest else ()) + inlines[1:]
    return ()
