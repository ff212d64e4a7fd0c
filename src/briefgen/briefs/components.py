"""What fenced divs hold: cards, panels, metrics and chips from the blocks inside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefgen.document.blocks import (
    Block,
    Blocks,
    BulletList,
    Card,
    Emph,
    Inline,
    Inlines,
    Metrics,
    NumberedList,
    Panel,
    Paragraph,
    Text,
    Value,
    plain,
)
from briefgen.problems import Origin, Problem
from briefgen.values.facts import TERRITORY


class MarkdownError(Exception):
    """The Markdown of a template holds something that no document has; message and hint for its writer.

    `place` is the line of the first value in the block, where it has one; `others` are the errors of later blocks.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint
        self.place: Origin | None = None
        self.others: tuple[MarkdownError, ...] = ()

    def problems(self, document: Origin) -> Iterator[Problem]:
        """The problems that it and the others are in a document."""
        for error in (self, *self.others):
            code = "broken-table" if isinstance(error, BrokenTableError) else "bad-markdown"
            yield Problem(error.place or document, code, str(error), error.hint)


class BrokenTableError(MarkdownError):
    """Lines with bars that would print as bars, or cells that would be lost."""


def card(label: Inlines, blocks: Blocks) -> Card:
    """A card from its heading and the paragraphs under it; MarkdownError when they are too many."""
    lines = [block.inlines for block in blocks if isinstance(block, Paragraph)]
    if not 1 <= len(lines) <= 3 or len(lines) != len(blocks):
        raise MarkdownError(f"the card '{plain(label)}' has {len(blocks)} parts", "figure, text, *qualifier*: one each")
    qualifier: Inlines = ()
    if len(lines) > 1 and len(lines[-1]) == 1 and isinstance(lines[-1][0], Emph):
        qualifier = lines.pop()[0].inlines  # type: ignore[union-attr]
    return Card(label, lines[0], lines[1] if len(lines) > 1 else (), qualifier)


def panel(title: Inlines, blocks: Blocks) -> Panel:
    """A panel from its heading (title | aside), its bullets as chips and its paragraphs as note."""
    head, aside = split_at(title, "|")
    chips = tuple(chip for block in blocks if isinstance(block, BulletList) for chip in block.items)
    notes = [block.inlines for block in blocks if isinstance(block, Paragraph)]
    tint = next((i.role.code for i in head if isinstance(i, Value) and i.role.kind == TERRITORY), "")
    return Panel(head, aside, chips, joined_lines(notes, " "), tint)


def metrics(blocks: Blocks) -> Metrics:
    """Large figures from bullets (figure | what it counts)."""
    items = [item for block in blocks for item in items_of(block)]
    return Metrics(tuple(split_at(item, "|") for item in items))


def items_of(block: Block) -> tuple[Inlines, ...]:
    """The entries of a list, or a paragraph as one entry."""
    match block:
        case BulletList(items) | NumberedList(items):
            return items
        case Paragraph(inlines=inlines):
            return (inlines,)
        case _:
            raise MarkdownError("a list is expected here", "write '- ' before each entry")


def split_at(inlines: Inlines, sign: str) -> tuple[Inlines, Inlines]:
    """Inlines before and after a sign in plain text."""
    for index, inline in enumerate(inlines):
        if isinstance(inline, Text) and sign in inline.text:
            left, _, right = inline.text.partition(sign)
            before = (*inlines[:index], *((Text(left.rstrip()),) if left.strip() else ()))
            return before, ((Text(right.lstrip()),) if right.strip() else ()) + inlines[index + 1 :]
    return inlines, ()


def joined_lines(lines: Sequence[Inlines], glue: str = "\n") -> Inlines:
    """Several lines of inlines as one."""
    found: list[Inline] = []
    for line in lines:
        found += ([Text(glue)] if found else []) + list(line)
    return merged(found)


def merged(inlines: Sequence[Inline]) -> Inlines:
    """Neighbouring texts made one."""
    found: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, Text) and found and isinstance(found[-1], Text):
            found[-1] = Text(found[-1].text + inline.text)
        else:
            found.append(inline)
    return tuple(inline for inline in found if not (isinstance(inline, Text) and not inline.text))
