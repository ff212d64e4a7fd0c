"""Plain YAML, as nearly all data files are written: lines of `key: value` and `- item`, read line by line.

What one line cannot tell (braces, a text of several lines) the library reads, that value alone; of a text of many
braces, all. Whatever is unusual, or wrong, makes the whole text one to be read closely; tests hold all readers equal.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import yaml
from yaml.cyaml import CParser

from briefgen.values.signs import turning, unfit

MAX_NODES = 500_000
MAX_DEPTH = 40

_LINE = re.compile(
    r"^(?P<indent> *+)(?P<dash>- ++)?(?:(?P<key>[A-Za-z0-9_][A-Za-z0-9_./+-]*+):(?: ++|$))?(?:"
    r"(?P<plain>[^\s\-?:,\[\]{}#&*!|>'\"%@`][^\n:#]*+(?:(?::(?=\S)|(?<=\S)#)[^\n:#]*+)*+(?<! ))"
    r"|'(?P<quoted>[^'\n]+)'|(?P<rest>.*))$",
    re.MULTILINE,
)
"""Every line: how far it is indented, the hyphen of an item, a key, and a value, plain or quoted; or anything else."""
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
"""What no document holds, and what the library takes for a space or for the end of a line."""
_MARKERS = ("\n---", "\n...", "\n%")
"""Between two documents of one file, or before the first."""
_NOTHING = ("", "~", "null")
_Row = tuple[int, str, str, str, str, str, int]
"""Indentation, hyphen, key, plain and quoted value, anything else, and the number of the line."""


class UnusualError(Exception):
    """A text holds what is to be read closely: a tag, an alias, a key given twice, a sign that no document has."""


def plain_tree(text: str) -> Any:
    """What a text holds; UnusualError, or an error of the library, where it is to be read closely."""
    lines, braces = text.count("\n"), text.count("[") + text.count("{")
    most = 3 * (lines + 1) + 2 * (braces + text.count(":") + text.count(","))
    if 10 * braces > lines or most > MAX_NODES:
        return events_tree(text)  # the library reads braces faster, and counts what is very large
    return lines_tree(text)


def lines_tree(text: str) -> Any:
    """The same, read line by line."""
    if not text.replace("\n", "").isprintable() and _CONTROL.search(text):
        raise UnusualError
    if any(marker in f"\n{text}" for marker in _MARKERS) or (not text.isascii() and (unfit(text) or turning(text))):
        raise UnusualError
    return _Lines(text).root()


class _Lines:
    """The lines of a text, and how far it is read."""

    def __init__(self, text: str) -> None:
        self.lines = text.splitlines(keepends=True)
        self.rows: list[_Row] = [
            (len(indent), dash, key, plain, quoted, rest, number)
            for number, (indent, dash, key, plain, quoted, rest) in enumerate(_LINE.findall(text))
            if plain or key or quoted or dash or (rest and rest[0] != "#")
        ]
        self.rows.append((-1, "", "", "", "", "", len(self.lines)))
        self.at = 0

    def root(self) -> Any:
        """The mapping of the whole text; nothing, where it holds remarks alone."""
        if len(self.rows) == 1:
            return None
        if self.rows[0][0] or self.rows[0][1]:
            raise UnusualError
        tree = self.mapping(0, 0)
        if self.at != len(self.rows) - 1:
            raise UnusualError
        return tree

    def mapping(self, column: int, depth: int) -> dict[str, Any]:
        """The mapping whose keys stand in a column; the first of them may stand behind hyphens."""
        rows, at = self.rows, self.at
        tree: dict[str, Any] = {}
        _, _, key, plain, quoted, rest, number = rows[at]
        while True:
            if not key or key in tree:
                raise UnusualError
            self.at = at = at + 1
            after, hyphen = rows[at][:2]
            if after > column and (plain or quoted or rest):
                tree[key] = self.of_library(number, column, depth)[key]
            elif plain:
                tree[key] = None if plain in _NOTHING else plain
            elif quoted:
                tree[key] = quoted
            elif rest:
                tree[key] = self.of_library(number, column, depth)[key]
            elif after > column or (after == column and hyphen):
                tree[key] = self.inside(after, depth + 1)
            else:
                tree[key] = None
            at = self.at
            indent, dash, key, plain, quoted, rest, number = rows[at]
            if indent != column or dash:
                if indent > column:
                    raise UnusualError
                return tree

    def inside(self, column: int, depth: int) -> Any:
        """What begins on a line of its own."""
        if depth >= MAX_DEPTH:
            raise UnusualError
        return self.sequence(column, depth) if self.rows[self.at][1] else self.mapping(column, depth)

    def sequence(self, column: int, depth: int) -> list[Any]:
        """The list whose hyphens stand in a column."""
        rows, items = self.rows, list[Any]()
        while True:
            indent, dash, key, plain, quoted, rest, number = rows[self.at]
            if indent != column or not dash:
                if indent > column:
                    raise UnusualError
                return items
            if depth >= MAX_DEPTH - 1:
                raise UnusualError
            if key:
                items.append(self.mapping(column + len(dash), depth + 1))
                continue
            self.at += 1
            if rest or rows[self.at][0] > column:
                items.append(self.of_library(number, column, depth)[0])
            else:
                items.append(quoted or (None if plain in _NOTHING else plain))

    def of_library(self, number: int, column: int, depth: int) -> Any:
        """The key or hyphen in a column of a line with what it holds, up to the next line that is not further right."""
        while self.rows[self.at][0] > column:
            self.at += 1
        first, *more = self.lines[number : self.rows[self.at][6]]
        return events_tree("".join([" " * column + first[column:], *more]), depth)


def events_tree(text: str, above: int = 0) -> Any:
    """What a text holds, by the events of the library; so many levels stand above it."""
    parser = CParser(text)
    after: Callable[[], yaml.Event] = parser.get_event
    after()  # stream start
    if isinstance(after(), yaml.StreamEndEvent):
        return None
    left = MAX_NODES

    def node(event: yaml.Event, depth: int, braced: bool) -> Any:
        nonlocal left
        left -= 1
        if left < 0 or depth > MAX_DEPTH or event.anchor:  # an alias has one, too
            raise UnusualError
        if event.tag:
            raise UnusualError
        if isinstance(event, yaml.ScalarEvent):
            value = event.value
            if not (value.isascii() and value.isprintable()) and (unfit(value) or turning(value)):
                raise UnusualError
            if event.implicit[0] and value in ("", "~", "null"):
                if braced and not value:
                    raise UnusualError
                return None
            return value
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while type(inner := after()) is not yaml.SequenceEndEvent:
                items.append(node(inner, depth + 1, False))
            return items
        mapping: dict[str, Any] = {}
        while type(inner := after()) is not yaml.MappingEndEvent:
            if type(inner) is not yaml.ScalarEvent or inner.anchor or inner.tag:
                raise UnusualError
            key = inner.value
            if key in mapping or not (key.isascii() and key.isprintable()):
                raise UnusualError
            mapping[key] = node(after(), depth + 1, event.flow_style)
        return mapping

    root = node(after(), above, False)
    after()  # document end
    if not isinstance(after(), yaml.StreamEndEvent):
        raise UnusualError
    return root
