"""Comments of the house as blocks: the author's Markdown, every word of which leads to its place in the data files."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from briefgen.briefs.components import MarkdownError
from briefgen.briefs.markdown import parse_markdown
from briefgen.briefs.render import FIRST_VALUE
from briefgen.document.blocks import Blocks, BulletList, NumberedList, Paragraph
from briefgen.document.inlines import Emph, Inline, Inlines, Link, Strong, Text, Value
from briefgen.values.facts import TEXT, Traced
from briefgen.view.commentary import CommentaryView, stretches_of


def comment_blocks(comment: CommentaryView) -> Blocks:
    """The paragraphs and lists of a comment; MarkdownError for what else stands in it."""
    stretches = tuple(stretches_of(comment))
    values = [part for part in stretches if isinstance(part, Traced)]
    marks = iter(range(FIRST_VALUE, FIRST_VALUE + len(values)))
    text = "".join(part if isinstance(part, str) else chr(next(marks)) for part in stretches)
    stated = comment.text
    blocks = parse_markdown(text, values, (), [stated.fact.origin] * len(values))
    said = partial(_said, stated=stated)
    found: list[Paragraph | BulletList | NumberedList] = []
    for block in blocks:
        match block:
            case Paragraph(inlines, style):
                found.append(Paragraph(said(inlines), style))
            case BulletList(items) | NumberedList(items):
                found.append(replace(block, items=tuple(map(said, items))))
            case _:
                message = "a comment holds something beside paragraphs and lists"
                raise MarkdownError(message, "leave out headings and tables")
    return tuple(found)


def _said(inlines: Inlines, stated: Traced) -> Inlines:
    """Words as the author's, and not the template's."""
    return tuple(_one(inline, stated) for inline in inlines)


def _one(inline: Inline, stated: Traced) -> Inline:
    match inline:
        case Text(text) if text.strip():
            return Value(text, stated.fact, TEXT, stated.fact.origin)
        case Strong(inlines) | Emph(inlines) | Link(inlines):
            return replace(inline, inlines=_said(inlines, stated))
        case _:
            return inline
