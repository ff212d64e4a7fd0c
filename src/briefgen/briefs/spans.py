"""Inlines of Markdown: emphasis, links and words, values put in their places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import unquote

from markdown_it.tree import SyntaxTreeNode

from briefgen.briefs.components import MarkdownError, merged
from briefgen.briefs.render import FIRST_BLOCK, FIRST_VALUE
from briefgen.document.blocks import Block
from briefgen.document.inlines import Emph, Inline, Inlines, Link, Strong, Text, Value
from briefgen.problems import Origin
from briefgen.values.facts import Traced
from briefgen.values.signs import may_be_linked, unfit

_NOT_ASCII = re.compile("(?:%[89A-F][0-9A-F])+", re.IGNORECASE)
"""Signs beyond ASCII, marks of values among them, as the parser writes them in addresses."""
_VALUES = re.compile(f"([{chr(FIRST_VALUE)}-{chr(FIRST_BLOCK - 1)}])")


class InlineReader:
    """Turns syntax nodes into inlines."""

    def __init__(self, values: Sequence[Traced], blocks: Sequence[Block], places: Sequence[Origin]) -> None:
        self.values = values
        self.placed = blocks
        self.places = places or [Origin()] * len(values)

    def inlines(self, nodes: Sequence[SyntaxTreeNode]) -> Inlines:
        """Nodes as one line of inlines."""
        found: list[Inline] = []
        for node in nodes:
            found += self.inline(node)
        return merged(found)

    def inline(self, node: SyntaxTreeNode) -> list[Inline]:
        """The inlines of one node."""
        match node.type:
            case "inline":
                return list(self.inlines(node.children))
            case "text" | "code_inline" | "text_special":
                return self.text(node.content)
            case "softbreak":
                return [Text(" ")]
            case "hardbreak":
                return [Text("\n")]
            case "strong":
                return [Strong(self.inlines(node.children))]
            case "em":
                return [Emph(self.inlines(node.children))]
            case _:  # a link: the parser knows no other
                return [Link(self.inlines(node.children), self.url(str(node.attrs.get("href", ""))))]

    def url(self, href: str) -> str:
        """An address with its values; MarkdownError where nothing can be linked to it."""
        address = self.printed(_NOT_ASCII.sub(lambda found: unquote(found[0]), href))
        if not may_be_linked(address):
            message = f"nothing can be linked to '{unquote(address)[:60]}'"
            raise MarkdownError(message, "a link leads to an address with http://, https:// or mailto:")
        return address

    def printed(self, text: str) -> str:
        """A text with its values as they are printed."""
        return "".join(self.values[ord(c) - FIRST_VALUE].text if self.is_value(c) else c for c in text)

    def is_value(self, sign: str) -> bool:
        """Whether a sign is the mark of a value."""
        return 0 <= ord(sign) - FIRST_VALUE < len(self.values)

    def is_mark(self, sign: str) -> bool:
        """Whether a sign is the mark of a value or a block."""
        return self.is_value(sign) or 0 <= ord(sign) - FIRST_BLOCK < len(self.placed)

    def text(self, content: str) -> list[Inline]:
        """Words and the values among them."""
        if foreign := unfit(content, self.is_mark):
            raise MarkdownError(f"the text {foreign.message}", "delete it")
        found: list[Inline] = []
        for part in filter(None, _VALUES.split(content)):
            if self.is_value(part[0]):
                number = ord(part) - FIRST_VALUE
                found.append(Value.of(self.values[number], self.places[number]))
            else:
                found.append(Text(part))
        return found
