"""Markdown to blocks: pandoc's headings, tables, definition lists and fenced divs, values put in their places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any, Literal, get_args

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin

from briefgen.briefs.components import (
    BrokenTableError,
    MarkdownError,
    card,
    items_of,
    joined_lines,
    key_figures,
    metrics,
    outcome,
    panel,
    register,
    split_at,
    story,
    without_empty_sections,
)
from briefgen.briefs.keywords import STYLES, WORDLESS, append, chaptered, opens_chapter, said_behind
from briefgen.briefs.render import FIRST_BLOCK, FIRST_VALUE
from briefgen.briefs.spans import InlineReader
from briefgen.briefs.tables import cells_in, is_table_line, why_no_table
from briefgen.document.blocks import (
    RAIL_BLOCKS,
    Block,
    Blocks,
    BulletList,
    Callout,
    CalloutKind,
    Cards,
    Chips,
    Column,
    Columns,
    DefinitionList,
    Front,
    Heading,
    NumberedList,
    Outcomes,
    PageBreak,
    Panels,
    Paragraph,
    Rail,
    Row,
    SpeakerNotes,
    Statement,
    Stories,
    Table,
)
from briefgen.document.inlines import Inline, Inlines, Strong, Text, plain
from briefgen.problems import Origin, did_you_mean
from briefgen.values.facts import Traced

DIVS = (
    "cards", "chips", "column", "columns", "cover", "kpis", "marked",
    "metrics", "news", "notes", "outcomes", "panels", "parted",
    "points", "rail", "railed",
    "register", "ruled", "statement", "strip", "weighed",
)  # fmt: skip
CALLOUTS: tuple[str, ...] = get_args(CalloutKind)


def parse_markdown(
    text: str, values: Sequence[Traced], blocks: Sequence[Block], places: Sequence[Origin] = ()
) -> Blocks:
    """The blocks of a rendered template; MarkdownError for what is no block of a document, with all others of it."""
    reader = _BlockReader(text, values, blocks, places)
    found = reader.blocks(SyntaxTreeNode(_parser().parse(text)).children)
    if reader.errors:
        first, *others = reader.errors
        first.others = tuple(others)
        raise first
    return chaptered(found)


def parse_inline(text: str, values: Sequence[Traced], places: Sequence[Origin] = ()) -> Inlines:
    """One line of Markdown as inlines."""
    found = parse_markdown(text, values, (), places)
    return found[0].inlines if found and isinstance(found[0], (Paragraph, Heading)) else ()


@cache
def _parser() -> MarkdownIt:
    """What reads Markdown, made once."""
    return (
        _Markdown("commonmark", {"html": False})
        .enable(["table"])
        .disable(["code", "html_block", "image", "html_inline"])
        .use(container_plugin, "div", validate=lambda *_: True)
        .use(deflist_plugin)
    )


class _Markdown(MarkdownIt):
    """A parser that takes every link for one, so that none which is refused is printed as text."""

    def validateLink(self, url: str) -> bool:  # noqa: N802, the name that the parser calls
        return True


class _BlockReader(InlineReader):
    """Turns syntax nodes into blocks."""

    def __init__(self, text: str, values: Sequence[Traced], blocks: Sequence[Block], places: Sequence[Origin]) -> None:
        super().__init__(values, blocks, places)
        self.lines = text.split("\n")
        self.errors: list[MarkdownError] = []

    # --- blocks ------------------------------------------------------------------------------------------------

    def blocks(self, nodes: Sequence[SyntaxTreeNode]) -> Blocks:
        found: list[Block] = []
        for node in nodes:
            try:
                for block in self.block(node):
                    append(found, block)
            except MarkdownError as error:
                error.place = self.place(node)
                self.errors.append(error)
        if found and opens_chapter(found[-1]):
            found.pop()  # it has no slide
        return tuple(found)

    def source(self, node: SyntaxTreeNode) -> list[str]:
        """The lines of Markdown that a node was read from."""
        return self.lines[slice(*node.map)] if node.map else []

    def place(self, node: SyntaxTreeNode) -> Origin | None:
        """The line of the template that prints the first value of a node."""
        marks = (sign for line in self.source(node) for sign in line if self.is_value(sign))
        first = next(marks, None)
        return self.places[ord(first) - FIRST_VALUE] if first else None

    def block(self, node: SyntaxTreeNode) -> list[Block]:
        match node.type:
            case "heading":
                words = self.inlines(node.children)
                return [Heading(min(int(node.tag[1]), 3), words)] if words else []
            case "paragraph":
                self.require_no_bars(node)
                return self.paragraph(self.inlines(node.children))
            case "bullet_list":
                items = self.items(node)
                return [BulletList(items)] if items else []
            case "ordered_list":
                items = self.items(node)
                return [NumberedList(items)] if items else []
            case "table":
                return [self.table(node)]
            case "dl":
                return [self.definitions(node)]
            case "hr":
                return [PageBreak()]
            case "blockquote":
                return list(self.blocks(node.children))
            case "container_div":
                return self.div(node)
            case _:
                raise MarkdownError(
                    f"'{node.type}' has no place in a document", "use headings, paragraphs, lists, tables"
                )

    def require_no_bars(self, paragraph: SyntaxTreeNode) -> None:
        """A paragraph with table bars is a table that Markdown does not take for one."""
        lines = paragraph.children[0].content.split("\n") if paragraph.children else []
        rows = [line for line in lines if is_table_line(line)]
        if rows:
            said = self.printed(rows[0].strip())
            raise BrokenTableError(f"the table '{said[:60]}' would print as bars", why_no_table(lines))

    def paragraph(self, inlines: Inlines) -> list[Block]:
        """A paragraph, or the blocks that stand in it."""
        said = plain(inlines)
        if signs := [sign for sign in said if ord(sign) >= FIRST_BLOCK]:
            if words := "".join(sign for sign in said if ord(sign) < FIRST_BLOCK).strip():
                raise MarkdownError(f"a block stands inside the text '{words[:40]}'", "give it its own line")
            return [self.placed[ord(sign) - FIRST_BLOCK] for sign in signs]
        if plain(inlines).strip() in WORDLESS:
            return []
        for word, style in STYLES.items():
            if rest := said_behind(inlines, word):
                return [Paragraph(_large(rest) if style == "figure" else rest, style)]
        return [Paragraph(inlines)]

    def items(self, node: SyntaxTreeNode) -> tuple[Inlines, ...]:
        """The entries of a list that say something."""
        return tuple(said for item in node.children if plain(said := self.item(item)).strip())

    def item(self, node: SyntaxTreeNode) -> Inlines:
        parts: list[Inline] = []
        for child in node.children:
            if child.type != "paragraph":
                raise MarkdownError("a list item holds more than text", "lists have one level")
            self.require_no_bars(child)
            parts += ([Text(" ")] if parts else []) + list(self.inlines(child.children))
        return tuple(parts)

    def table(self, node: SyntaxTreeNode) -> Table:
        head, *bodies = node.children
        cells = head.children[0].children
        rows = _without_empty_groups([self.row(row) for body in bodies for row in body.children])
        align = tuple(_alignment(cell) for cell in cells)
        return Table(tuple(self.inlines(cell.children) for cell in cells), tuple(rows), align)

    def row(self, node: SyntaxTreeNode) -> Row:
        cells = tuple(self.inlines(cell.children) for cell in node.children)
        (line,) = self.source(node)
        if (given := cells_in(line)) > len(cells):
            said = plain(cells[0])[:60]
            message = f"the row '{said}' has {given} cells in a table of {len(cells)} columns; the last would be lost"
            raise BrokenTableError(message, "give each row a cell for each column of the head")
        first, others = cells[0], cells[1:]
        if len(first) == 1 and isinstance(first[0], Strong) and not any(plain(cell).strip() for cell in others):
            return Row((first[0].inlines,), group=True)
        return Row(cells)

    def definitions(self, node: SyntaxTreeNode) -> DefinitionList:
        items: list[tuple[Inlines, Inlines]] = []
        for child in node.children:
            if child.type == "dt":
                items.append((self.inlines(child.children), ()))
            else:
                lines = [self.inlines(p.children) for p in child.children]
                term, before = items[-1]
                items[-1] = (term, joined_lines([*([before] if before else []), *lines]))
        return DefinitionList(tuple(items))

    # --- divs --------------------------------------------------------------------------------------------------

    def div(self, node: SyntaxTreeNode) -> list[Block]:
        name, _, rest = node.info.strip().partition(" ")
        inner = node.children
        match name:
            case "columns" | "ruled" | "railed" | "parted" | "weighed":
                style: Literal["plain", "ruled", "railed", "parted", "weighed"] = "plain" if name == "columns" else name
                columns = tuple(column for child in inner if (column := self.column(child)).blocks)
                if style == "plain" and len(columns) == 1 and not columns[0].width:
                    return list(columns[0].blocks)
                return [Columns(columns, style)] if columns else []
            case "column":
                return list(self.blocks(inner))
            case "cards":
                cards = tuple(card(*parts) for parts in self.parts(inner))
                return [Cards(cards)] if cards else []
            case "panels":
                panels = tuple(panel(*parts) for parts in self.parts(inner))
                return [Panels(panels)] if panels else []
            case "chips":
                chips = tuple(c for block in self.blocks(inner) for c in items_of(block))
                return [Chips(chips)] if chips else []
            case "metrics":
                return [found] if (found := metrics(self.blocks(inner))).items else []
            case "kpis":
                return [found] if (found := key_figures(self.blocks(inner))).items else []
            case "news":
                stories = tuple(story(*parts) for parts in self.parts(inner))
                return [Stories(stories)] if stories else []
            case "outcomes":
                outcomes = tuple(outcome(*parts) for parts in self.parts(inner))
                return [Outcomes(outcomes)] if outcomes else []
            case "cover":
                return [Front(front)] if (front := self.blocks(inner)) else []
            case "rail":
                return [self.rail(inner)]
            case "points":
                return [NumberedList(tuple(i for b in self.blocks(inner) for i in items_of(b)), "ranked")]
            case "register":
                return [register(block) for block in self.blocks(inner)]
            case "strip" | "marked" as kind:
                return [
                    replace(block, style=kind) if isinstance(block, Table) else block for block in self.blocks(inner)
                ]
            case "notes":
                return [SpeakerNotes(self.blocks(inner))]
            case "statement":
                return [Statement(rest.strip(), self.blocks(inner))]
            case _ if name in CALLOUTS:
                said = self.blocks(inner)
                return [Callout(name, said)] if said else []  # type: ignore[arg-type]
            case _:
                raise MarkdownError(f"'::: {name}' is unknown", did_you_mean(name, (*DIVS, *CALLOUTS)))

    def rail(self, nodes: Sequence[SyntaxTreeNode]) -> Rail:
        blocks = without_empty_sections(self.blocks(nodes))
        if any(not isinstance(block, RAIL_BLOCKS) for block in blocks):
            raise MarkdownError(
                "'::: rail' holds more than headings, facts, lists, lines and metrics", "move the rest below it"
            )
        return Rail(blocks)

    def column(self, node: SyntaxTreeNode) -> Column:
        if node.type != "container_div" or node.info.split()[:1] != ["column"]:
            raise MarkdownError("'::: columns' holds something beside '::: column'", "end inner divs with fewer colons")
        share = node.info.partition("column")[2].strip().rstrip("%")
        blocks = without_empty_sections(self.blocks(node.children))
        return Column(blocks, float(share) / 100 if share.replace(".", "").isdigit() else 0.0)

    def parts(self, nodes: Sequence[SyntaxTreeNode]) -> list[tuple[Inlines, Blocks]]:
        """A div cut at its headings."""
        parts: list[tuple[Inlines, list[SyntaxTreeNode]]] = []
        for node in nodes:
            if node.type == "heading":
                parts.append((self.inlines(node.children), []))
            elif parts:
                parts[-1][1].append(node)
            else:
                raise MarkdownError(
                    "text stands before the first heading of a div", "begin each card or panel with ###"
                )
        return [(head, self.blocks(inner)) for head, inner in parts]


def _large(inlines: Inlines) -> Inlines:
    """A figure in bold, and on a line below it what stands behind a bar."""
    figure, words = split_at(inlines, "|")
    lines: list[Inlines] = [(Strong(figure),)]
    return joined_lines([*lines, words] if words else lines)


def _without_empty_groups(rows: list[Row]) -> list[Row]:
    """Rows without group rows that nothing follows."""
    after = (*rows[1:], None)[: len(rows)]
    followed = (following is not None and not following.group for following in after)
    return [row for row, more in zip(rows, followed, strict=True) if more or not row.group]


def _alignment(cell: SyntaxTreeNode) -> Any:
    style = str(cell.attrs.get("style", ""))
    return style.partition("text-align:")[2] or "left"
