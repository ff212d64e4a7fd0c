"""The tree of a YAML text, built from parser events so that every node keeps its place; what is wrong is collected."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml
from yaml.cyaml import CParser

from briefgen.dataset.plain import MAX_DEPTH, MAX_NODES
from briefgen.dataset.syntax import lone_words
from briefgen.problems import Origin, Problem
from briefgen.values.signs import turning, unfit

Path_ = tuple[str | int, ...]
Origins = tuple[Origin, Origin]
"""Where a key stands, and where its value does."""


class TooMuchError(Exception):
    """More values or levels than a file may have, told as the problem."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


class TreeBuilder:
    """Builds the tree from parser events, so that every node keeps its place."""

    def __init__(self, path: str, problems: list[Problem]) -> None:
        self.path, self.problems = path, problems
        self.origins: dict[Path_, Origins] = {}
        self.literals: dict[Path_, int] = {}
        self.anchors: dict[str, Any] = {}
        self.sizes: dict[str, int] = {}
        self.nodes = 0
        self.text = ""

    def build(self, text: str) -> Any:
        """The tree of a text; TooMuchError where it is too large, an error of the library where it is no YAML."""
        self.text = text
        parser = CParser(text)
        self.next = parser.get_event
        self.next()  # stream start
        document = self.next()
        if isinstance(document, yaml.StreamEndEvent):
            return None
        root = self._node(self.next(), (), None)
        self.next()  # document end
        after = self.next()
        if not isinstance(after, yaml.StreamEndEvent):
            self._problem("bad-yaml", after, "a second document begins here", "remove the line '---'")
        return root

    def _origin(self, event: yaml.Event) -> Origin:
        return Origin(self.path, event.start_mark.line + 1, event.start_mark.column + 1)

    def _problem(self, code: str, event: yaml.Event, message: str, hint: str = "") -> None:
        self.problems.append(Problem(self._origin(event), code, message, hint))

    def _node(self, event: yaml.Event, path: Path_, key: Origin | None) -> Any:
        self._count(1, event)
        here = self._origin(event)
        self.origins[path] = (key or here, here)
        if len(path) > MAX_DEPTH:
            raise self._too_deep(here)
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event, path, here)
        before = self.nodes
        value = self._content(event, path)
        if event.anchor:
            self.anchors[event.anchor] = value
            self.sizes[event.anchor] = self.nodes - before + 1
        return value

    def _too_deep(self, origin: Origin) -> TooMuchError:
        return TooMuchError(Problem(origin, "too-large", f"is nested more than {MAX_DEPTH} levels deep"))

    def _alias(self, event: yaml.AliasEvent, path: Path_, here: Origin) -> Any:
        if event.anchor not in self.anchors:
            hint = "put quotes around a text that begins with *"
            self._problem("bad-yaml", event, f"alias '*{event.anchor}' has no anchor before it", hint)
            return None
        self._count(self.sizes[event.anchor], event)
        value = self.anchors[event.anchor]
        for inner in _paths(value, path):
            if len(inner) > MAX_DEPTH:
                raise self._too_deep(here)
            self.origins[inner] = (here, here)
        return value

    def _count(self, nodes: int, event: yaml.Event) -> None:
        self.nodes += nodes
        if self.nodes > MAX_NODES:
            message = f"expands to more than {MAX_NODES:,} values"
            raise TooMuchError(Problem(self._origin(event), "too-large", message, "use fewer aliases"))

    def _content(self, event: yaml.Event, path: Path_) -> Any:
        self._tag(event)
        if isinstance(event, yaml.ScalarEvent):
            self._sign(event)
            if event.style == "|":
                self.literals[path] = self._indentation(event)
            plain = event.implicit[0]
            if event.anchor and plain and not event.value:
                hint = "put quotes around a text that begins with &"
                self._problem("bad-yaml", event, f"'&{event.anchor}' names a value that is not there", hint)
            return None if plain and event.value in ("", "~", "null") else event.value
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        return self._mapping(path, braced=bool(event.flow_style))

    def _tag(self, event: yaml.Event) -> None:
        """Refuse a tag: nothing is converted, so it would mean nothing."""
        if event.tag:
            shown = event.tag.replace("tag:yaml.org,2002:", "!!", 1)
            hint = "delete it, or put quotes around a text that begins with !"
            self._problem("yaml-tag", event, f"'{shown}' is a tag, which has no meaning here", hint)

    def _sign(self, event: yaml.ScalarEvent) -> None:
        """Refuse a sign that no document holds, also one written as an escape."""
        if event.value.isascii() and event.value.isprintable():
            return
        if found := unfit(event.value) or turning(event.value):
            self._problem(found.code, event, found.message, "delete it")

    def _indentation(self, event: yaml.ScalarEvent) -> int:
        """How far the first line of a text behind a bar is indented."""
        lines = self.text[event.start_mark.index : event.end_mark.index].split("\n")[1:]
        first = next((line for line in lines if line.strip()), "")
        return len(first) - len(first.lstrip(" "))

    def _sequence(self, path: Path_) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := self.next(), yaml.SequenceEndEvent):
            items.append(self._node(event, (*path, len(items)), None))
        return items

    def _mapping(self, path: Path_, *, braced: bool) -> dict[str, Any]:
        items: dict[str, Any] = {}
        first: dict[str, Origin] = {}
        last = ""
        texts: dict[str, int] = {}
        lone: list[tuple[yaml.ScalarEvent, str]] = []
        while not isinstance(event := self.next(), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self._problem("bad-yaml", event, "a key must be a word", "quote values that begin with { or [")
                self._node(event, (*path, "?"), None)
                self._node(self.next(), (*path, "?"), None)
                continue
            self._tag(event)
            self._sign(event)
            key, origin = event.value, self._origin(event)
            value = self._node(after := self.next(), (*path, key), origin)
            if braced and items and self._is_lone(event, after):
                lone.append((event, last))
                continue
            last = key
            if isinstance(after, yaml.ScalarEvent) and after.implicit[0]:
                texts[key] = after.start_mark.index
            if key in items:
                self.problems.append(
                    Problem(origin, "duplicate-key", f"'{key}' is already given in line {first[key].line}", "keep one")
                )
            first.setdefault(key, origin)
            items[key] = value
        self._lone_words(lone, texts)
        return items

    def _is_lone(self, key: yaml.ScalarEvent, value: yaml.Event) -> bool:
        """Whether a key of a mapping in braces has no colon behind it: it is what follows a comma inside a text."""
        empty = isinstance(value, yaml.ScalarEvent) and value.implicit[0] and not value.value
        return empty and ":" not in self.text[key.end_mark.index : value.start_mark.index]

    def _lone_words(self, lone: list[tuple[yaml.ScalarEvent, str]], texts: dict[str, int]) -> None:
        """A problem for each field whose text goes on behind a comma; `texts` says where such a text begins."""
        for name in dict.fromkeys(name for _, name in lone):
            events = [event for event, before in lone if before == name]
            written = self.text[texts[name] : events[-1].end_mark.index] if name in texts else None
            message, hint = lone_words(written, [event.value for event in events], name)
            self._problem("unquoted-comma", events[0], message, hint)


def _paths(value: Any, path: Path_) -> Iterator[Path_]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield (*path, key)
            yield from _paths(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield (*path, index)
            yield from _paths(item, (*path, index))
