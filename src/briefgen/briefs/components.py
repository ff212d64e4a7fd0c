"""What fenced divs hold: cards, panels, metrics and chips from the blocks inside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefgen.document.blocks import (
    Block,
    Blocks,
    BulletList,
    Card,
    Heading,
    Metrics,
    NumberedList,
    Outcome,
    Panel,
    Paragraph,
    SpeakerNotes,
    Story,
    Table,
)
from briefgen.document.inlines import Emph, Inline, Inlines, Strong, Text, Value, plain
from briefgen.problems import Origin, Problem
from briefgen.values.counting import count
from briefgen.values.facts import TERRITORY

WHY, NEXT = "Why:", "Next:"
"""What begins a paragraph of a piece of news that says why it matters, or what comes next."""


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
        raise MarkdownError(
            f"the card '{plain(label)}' has {count(len(blocks), 'part')}", "figure, text, *qualifier*: one each"
        )
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


def key_figures(blocks: Blocks) -> Metrics:
    """A strip of large figures from bullets (figure | what it counts | more about it)."""
    found = []
    for figure, words in metrics(blocks).items:
        label, more = split_at(words, "|")
        found.append((figure, (Strong(label), *((Text("\n"), *more) if more else ()))))
    return Metrics(tuple(found), "strip")


def story(name: Inlines, blocks: Blocks) -> Story:
    """A piece of news from its heading (name | kind and day), a list with its figure and paragraphs: what is new, then
    those that begin with why it matters or what comes next."""
    head, kind = split_at(name, "|")
    figures = [split_at(item, "|") for block in blocks if isinstance(block, BulletList) for item in block.items]
    told: dict[str, list[Inlines]] = {"": [], WHY: [], NEXT: []}
    for block in blocks:
        if isinstance(block, Paragraph):
            key, words = _told(block.inlines)
            told[key].append(words)
        elif not isinstance(block, BulletList):
            raise MarkdownError(f"the news '{plain(head)}' holds more than text", "- figure | measure, and paragraphs")
    if len(figures) > 1:
        raise MarkdownError(
            f"the news '{plain(head)}' has {count(len(figures), 'figure')}", "one figure: - figure | measure"
        )
    figure, measure = figures[0] if figures else ((), ())
    new, why, following = (joined_lines(lines, " ") for lines in told.values())
    return Story(head, kind, figure, measure, new, why, following)


def outcome(name: Inlines, blocks: Blocks) -> Outcome:
    """What came out for an endpoint from its heading (name | state) and a list: figure | what it is | its interval |
    its test | the arms, the first large; what is in italics alone says that a figure is missing, and stands small."""
    head, state = split_at(name, "|")
    (figure, measure), *more = metrics(blocks).items or (((), ()),)
    words, interval = split_at(measure, "|")
    interval, test = split_at(interval, "|")
    lines = [line for line in (words, (Strong(interval),) if interval else (), *split_at(test, "|")) if line]
    values = tuple(((), value) if not said and _is_gap(value) else (value, said) for value, said in more)
    return Outcome(head, state, figure, joined_lines(lines), values)


def _is_gap(value: Inlines) -> bool:
    return len(value) == 1 and isinstance(value[0], Emph)


def _told(inlines: Inlines) -> tuple[str, Inlines]:
    first = inlines[0] if inlines else None
    for word in (WHY, NEXT):
        if isinstance(first, Text) and first.text.startswith(word):
            rest = first.text.removeprefix(word).lstrip()
            return word, ((Text(rest),) if rest else ()) + inlines[1:]
    return "", inlines


def register(block: Block) -> Block:
    """A table set as a register: a column that says the same in every row moves into the caption."""
    if not isinstance(block, Table):
        return block
    rows = [row for row in block.rows if not row.group]
    said = [{plain(row.cells[at]) for row in rows} for at in range(len(block.head))]
    same = [at for at, texts in enumerate(said) if at and len(rows) > 2 and len(texts) == 1 and texts != {""}]
    common = joined_lines([_in_caption(block.head[at], rows[0].cells[at]) for at in same], "; ")
    caption = joined_lines([line for line in (block.caption, common) if line], ". ")
    return replace(
        block,
        head=_without(block.head, same),
        rows=tuple(row if row.group else replace(row, cells=_without(row.cells, same)) for row in block.rows),
        align=tuple(side for at, side in enumerate(block.align) if at not in same),
        caption=caption,
        style="register",
    )


def _in_caption(head: Inlines, cell: Inlines) -> Inlines:
    """What a column says in every row, without its head where that says it too."""
    if plain(head).casefold() in plain(cell).casefold():
        return cell
    return (*head, Text(": "), *cell)


def _without(cells: tuple[Inlines, ...], left_out: Sequence[int]) -> tuple[Inlines, ...]:
    return tuple(cell for at, cell in enumerate(cells) if at not in left_out)


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


def captioned(inlines: Inlines) -> Inlines:
    """A caption: its reading, and on a line below what stands behind a bar, how it is measured."""
    reading, how = split_at(inlines, "|")
    return (*reading, Text("\n"), *how) if how else reading


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


def without_empty_sections(blocks: Blocks) -> Blocks:
    """The blocks without headings that have nothing under them but small print, nor that small print."""
    kept: list[Block] = []
    for block in reversed(blocks):
        said = [other for other in reversed(kept) if not _is_small_print(other)]
        following = next((other for other in said if not isinstance(other, SpeakerNotes)), None)
        empty = isinstance(block, Heading) and (
            following is None or (isinstance(following, Heading) and following.level <= block.level)
        )
        if not empty:
            kept.append(block)
        while empty and kept and _is_small_print(kept[-1]):
            kept.pop()
    return tuple(reversed(kept))


def _is_small_print(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.style == "note"
