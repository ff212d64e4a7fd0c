"""A data file as written: every value with the exact text of its scalars, its style and the comments around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

import yaml
from yaml.cyaml import CParser

from briefgen.frozen import frozen

_COMMENT = re.compile(r"#[^\r\n]*")


@dataclass(slots=True)
class WrittenNode:
    """A value. `text` is that of a scalar or alias; `tail` is the comment behind it, `foot` those after its last entry.

    `column` is where its entries stand, or for a scalar the column that its indentation is counted from.
    """

    kind: Literal["scalar", "mapping", "list"]
    text: str = ""
    anchor: str = ""
    flow: bool = False
    block_text: bool = False
    entries: list[WrittenEntry] = field(default_factory=list)
    column: int = 0
    tail: str = ""
    foot: list[str] = field(default_factory=list)


@dataclass(slots=True)
class WrittenEntry:
    """A field of a mapping, or an item of a list. `head` are the comments above it; an empty one is an empty line."""

    value: WrittenNode
    key: WrittenNode | None = None
    head: list[str] = field(default_factory=list)


@frozen
class _Comment:
    text: str
    column: int


def read_written(text: str) -> WrittenNode | None:
    """The value of a text that holds one document; None when it is empty. The text is one that `read_yaml` takes."""
    return _YamlReader(text).document()


def anchors_in(node: WrittenNode) -> bool:
    """Whether a value holds an anchor or alias, so that its order has a meaning."""
    inner = (part for entry in node.entries for part in (entry.key, entry.value) if part)
    return bool(node.anchor) or node.text[:1] in ("&", "*") or any(map(anchors_in, inner))


class _YamlReader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.next = CParser(text).get_event
        self.position = 0
        self.end = 0
        """Where the value or key that was read last ends."""
        self.last: WrittenNode | None = None
        self.pending: list[_Comment] = []

    def document(self) -> WrittenNode | None:
        """The value; comments after it are its foot."""
        self.next()  # stream start
        if isinstance(self.next(), yaml.StreamEndEvent):
            return None
        first = self.take()
        root = self.node(first, first.start_mark.column)
        self.gap(len(self.text))
        root.foot += [comment.text for comment in self.pending]
        return root

    def take(self) -> yaml.Event:
        """The next event, with the comments before it pending."""
        event = self.next()
        self.gap(event.start_mark.index)
        return event

    def gap(self, end: int) -> None:
        """Comments from here to there: nothing else stands between two events but signs of YAML."""
        if end <= self.position:
            return
        gap = self.text[self.position : end]
        at = 0
        for found in _COMMENT.finditer(gap):
            index = self.position + found.start()
            begin = self.text.rfind("\n", 0, index) + 1
            if self.last and "\n" not in self.text[self.end : index]:
                self.last.tail = found[0].rstrip()
            else:
                self.empty_lines(gap[at : found.start()])
                self.pending.append(_Comment(found[0].rstrip(), index - begin))
            at = found.end()
        self.empty_lines(gap[at:])
        self.position = end

    def empty_lines(self, gap: str) -> None:
        """An empty line in a gap is kept as an empty comment."""
        if re.search(r"\n[ \t]*\n", gap):
            self.pending.append(_Comment("", 1_000_000))

    def heads(self) -> list[str]:
        """The comments that are pending, taken."""
        found = [comment.text for comment in self.pending]
        self.pending = []
        return found

    def node(self, event: yaml.Event, column: int) -> WrittenNode:
        if isinstance(event, yaml.ScalarEvent | yaml.AliasEvent):
            return self.scalar(event, column)
        flow = bool(event.flow_style)
        kind: Literal["mapping", "list"] = "mapping" if isinstance(event, yaml.MappingStartEvent) else "list"
        node = WrittenNode(kind, anchor=event.anchor or "", flow=flow, column=event.start_mark.column)
        self.position = max(self.position, event.end_mark.index if flow else self.position)
        indentless = kind == "list" and not flow and node.column == column
        while True:
            inner = self.take()
            if isinstance(inner, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                break
            head = self.heads()
            node.column = inner.start_mark.column if kind == "mapping" and not node.entries else node.column
            key = self.scalar(inner, node.column) if kind == "mapping" else None
            value = self.node(self.take() if key else inner, node.column)
            if value.kind == "scalar" and key:
                head += self.heads()
            node.entries.append(WrittenEntry(value, key, head))
        self.feet(node, inner, least=node.column + 1 if indentless else node.column)
        return node

    def feet(self, node: WrittenNode, end: yaml.Event, least: int) -> None:
        """Comments after the last entry of a collection that stand as far to the right as its entries are its foot."""
        if node.flow:
            node.foot += self.heads()
            self.position = self.end = end.end_mark.index
            self.last = node
            return
        while self.pending and any(c.text for c in self.pending) and self.pending[0].column >= least:
            node.foot.append(self.pending.pop(0).text)
        while node.foot and not node.foot[-1]:
            node.foot.pop()
            self.pending.insert(0, _Comment("", 1_000_000))

    def scalar(self, event: yaml.Event, column: int) -> WrittenNode:
        start, end = event.start_mark.index, event.end_mark.index
        block = getattr(event, "style", None) in ("|", ">")
        end = start + len(self.text[start:end].rstrip()) if block else end
        node = WrittenNode("scalar", self.text[start:end], column=column, block_text=block)
        self.position = self.end = end
        self.last = node
        return node


def comments_in(node: WrittenNode) -> Iterator[str]:
    """Every comment inside a value."""
    yield from node.foot
    for entry in node.entries:
        yield from (comment for comment in entry.head if comment)
        for part in (entry.key, entry.value):
            if part:
                yield from ([part.tail] if part.tail else [])
                yield from comments_in(part)
