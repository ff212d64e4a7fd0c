"""YAML read as text with positions: scalars are never guessed, duplicate keys never lost, aliases capped."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from yaml.cyaml import CParser

from briefgen.dataset.files import MAX_BYTES
from briefgen.dataset.plain import MAX_DEPTH, MAX_NODES, UnusualError, plain_tree
from briefgen.dataset.syntax import fault_of, lone_words
from briefgen.files import UnreadableError, read_file
from briefgen.problems import Origin, Problem
from briefgen.values.signs import turning, unfit

Path_ = tuple[str | int, ...]


Origins = tuple[Origin, Origin]
"""Where a key stands, and where its value does."""
_UNREAD: Any = object()
"""A tree that nobody has asked for yet."""


class Places:
    """The origins of the key and the value at each path of a text, and the indentation of each text in it that is
    written line by line behind a bar. Few are ever asked for: they are looked for when one is."""

    def __init__(
        self, shown: str = "", text: str = "", given: dict[Path_, Origins] | None = None, found: _Builder | None = None
    ) -> None:
        self.text = text
        self._shown = shown
        self._given = given or {}
        self._found = found

    def _built(self) -> _Builder:
        if self._found is None:
            self._found = _Builder(YamlFile(self._shown))
            self._found.build(self.text)
        return self._found

    def indentation(self, path: Path_) -> int | None:
        """That of a text behind a bar; None of any other."""
        return self._built().literals.get(path)

    def __getitem__(self, path: Path_) -> Origins:
        return self._given[path] if path in self._given else self._built().origins[path]

    def __setitem__(self, path: Path_, origins: Origins) -> None:
        self._given[path] = origins

    def __contains__(self, path: Path_) -> bool:
        return path in self._given or path in self._built().origins

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Places) and self._every() == other._every()

    def _every(self) -> dict[Path_, Origins]:
        return self._built().origins | self._given

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[Any, ...]:
        return Places, (self._shown, self.text, self._given)


@dataclass(slots=True)
class YamlFile:
    """One file's tree, the place of every key and value in it, and what is wrong with it; `digest` names its bytes."""

    path: str
    places: Places = field(default_factory=Places)
    problems: list[Problem] = field(default_factory=list)
    digest: str = ""
    _root: Any = field(default=None, compare=False)

    @property
    def root(self) -> Any:
        """The tree; None when the file cannot be read, or is empty."""
        if self._root is _UNREAD:
            self._root = tree_of(self.places.text)
        return self._root

    @root.setter
    def root(self, tree: Any) -> None:
        self._root = tree

    def __reduce__(self) -> tuple[Any, ...]:
        return _unpickled, (self.path, self.places, self.problems, self.digest)

    def key_origin(self, path: Path_) -> Origin:
        """Where the key of this path, or of its nearest known parent, stands."""
        return self._nearest(path)[0]

    def value_origin(self, path: Path_) -> Origin:
        """Where the value of this path, or of its nearest known parent, stands."""
        return self._nearest(path)[1]

    def sign_origin(self, path: Path_, text: str, index: int) -> Origin:
        """Where a sign of a text stands; of a text that is not written line by line its beginning."""
        place = self.value_origin(path)
        indentation = self.places.indentation(path)
        if indentation is None:
            return place
        column = index - text.rfind("\n", 0, index) + indentation
        return Origin(place.path, place.line + 1 + text.count("\n", 0, index), column)

    def value_at(self, path: Path_) -> Any:
        """What stands at a path of the file."""
        value = self.root
        for step in path:
            value = value[step]
        return value

    def as_written(self, path: Path_) -> Path_:
        """A path of a record as it stands in the file: a list may be written as one item, or as a mapping by name."""
        value, written = self.root, list[str | int]()
        for index, step in enumerate(path):
            if isinstance(value, dict) and isinstance(step, int):
                if path[index + 1 : index + 2] and path[index + 1] in value:
                    continue
                step = list(value)[step] if step < len(value) else step
            elif isinstance(step, int) and not isinstance(value, list):
                continue
            written.append(step)
            steps = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
            value = value[step] if step in steps else None
        return tuple(written)

    def _nearest(self, path: Path_) -> tuple[Origin, Origin]:
        for length in range(len(path), -1, -1):
            if path[:length] in self.places:
                return self.places[path[:length]]
        return (Origin(self.path, 1, 1),) * 2


def _unpickled(path: str, places: Places, problems: list[Problem], digest: str) -> YamlFile:
    return YamlFile(path, places, problems, digest, _UNREAD if places.text else None)


def read_yaml(path: Path, shown: str, inside: Path | None = None) -> YamlFile:
    """Read a YAML file; `shown` is how the user names it. Problems are in the result, never raised.

    With `inside`, links may not lead out of that folder.
    """
    file = YamlFile(shown)
    text = _read_text(path, file, inside)
    if text is None:
        return file
    if not text.strip():
        return file
    file.places = Places(shown, text)
    try:
        file.root = plain_tree(text)
    except (UnusualError, yaml.YAMLError):
        _read_closely(file, text)
    return file


def _read_closely(file: YamlFile, text: str) -> None:
    """Read a text whose places are needed now: something in it is unusual, or wrong."""
    file.places, file.root = Places(file.path), None
    try:
        builder, root = _built(file, text)
        file.places = Places(file.path, text, found=builder)
    except yaml.MarkedYAMLError as error:
        fault = fault_of(error, text)
        origin = Origin(file.path, fault.line, fault.column)
        file.problems.append(Problem(origin, "bad-yaml", fault.message, fault.hint))
    except yaml.YAMLError as error:
        file.problems.append(Problem(Origin(file.path, 1, 1), "bad-yaml", str(error).splitlines()[0]))
    except _TooMuchError as error:
        file.problems.append(error.problem)
    if not any(p.code in {"bad-yaml", "too-large"} for p in file.problems):
        file.root = root


def tree_of(text: str) -> Any:
    """What a text holds that is known to be read without problems; an error of the library when it is no YAML."""
    try:
        return plain_tree(text)
    except UnusualError:
        return _Builder(YamlFile("")).build(text)


def _built(file: YamlFile, text: str) -> tuple[_Builder, Any]:
    """The tree of a text, and what built it; where the library finds it nested too deep before we do, our own limit
    names the place."""
    builder = _Builder(file)
    try:
        return builder, builder.build(text)
    except yaml.MarkedYAMLError as error:
        if "nesting depth" not in str(error.problem) or error.problem_mark is None:
            raise
        file.problems.clear()
        builder = _Builder(file)
        return builder, builder.build(text[: error.problem_mark.index])


def _read_text(path: Path, file: YamlFile, inside: Path | None) -> str | None:
    origin = Origin(file.path, 1, 1)

    def refuse(code: str, message: str, hint: str = "") -> None:
        file.problems.append(Problem(origin, code, message, hint))

    try:
        data = read_file(path, MAX_BYTES, inside)
    except UnreadableError as error:
        file.problems.append(error.problem(origin))
        return None
    file.digest = hashlib.sha256(data).hexdigest()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        origin = Origin(file.path, line, column)
        refuse("not-utf8", "is not UTF-8 text", "save the file with the encoding UTF-8")
        return None
    if found := unfit(text):
        index = found.index
        origin = Origin(file.path, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))
        refuse(found.code, found.message, "delete it")
        return None
    return text


class _TooMuchError(Exception):
    def __init__(self, problem: Problem) -> None:
        self.problem = problem


class _Builder:
    """Builds the tree from parser events, so that every node keeps its place."""

    def __init__(self, file: YamlFile) -> None:
        self.file = file
        self.origins: dict[Path_, Origins] = {}
        self.literals: dict[Path_, int] = {}
        self.anchors: dict[str, Any] = {}
        self.sizes: dict[str, int] = {}
        self.nodes = 0
        self.text = ""

    def build(self, text: str) -> Any:
        self.text = text
        parser = CParser(text)
        self.next = parser.get_event
        self.next()  # stream start
        document = self.next()
        if isinstance(document, yaml.StreamEndEvent):
            return None
        root = self.node(self.next(), (), None)
        self.next()  # document end
        after = self.next()
        if not isinstance(after, yaml.StreamEndEvent):
            self.problem("bad-yaml", after, "a second document begins here", "remove the line '---'")
        return root

    def origin(self, event: yaml.Event) -> Origin:
        return Origin(self.file.path, event.start_mark.line + 1, event.start_mark.column + 1)

    def problem(self, code: str, event: yaml.Event, message: str, hint: str = "") -> None:
        self.file.problems.append(Problem(self.origin(event), code, message, hint))

    def node(self, event: yaml.Event, path: Path_, key: Origin | None) -> Any:
        self.count(1, event)
        here = self.origin(event)
        self.origins[path] = (key or here, here)
        if len(path) > MAX_DEPTH:
            raise self.too_deep(here)
        if isinstance(event, yaml.AliasEvent):
            return self.alias(event, path, here)
        before = self.nodes
        value = self.content(event, path)
        if event.anchor:
            self.anchors[event.anchor] = value
            self.sizes[event.anchor] = self.nodes - before + 1
        return value

    def too_deep(self, origin: Origin) -> _TooMuchError:
        return _TooMuchError(Problem(origin, "too-large", f"is nested more than {MAX_DEPTH} levels deep"))

    def alias(self, event: yaml.AliasEvent, path: Path_, here: Origin) -> Any:
        if event.anchor not in self.anchors:
            hint = "put quotes around a text that begins with *"
            self.problem("bad-yaml", event, f"alias '*{event.anchor}' has no anchor before it", hint)
            return None
        self.count(self.sizes[event.anchor], event)
        value = self.anchors[event.anchor]
        for inner in _paths(value, path):
            if len(inner) > MAX_DEPTH:
                raise self.too_deep(here)
            self.origins[inner] = (here, here)
        return value

    def count(self, nodes: int, event: yaml.Event) -> None:
        self.nodes += nodes
        if self.nodes > MAX_NODES:
            message = f"expands to more than {MAX_NODES:,} values"
            raise _TooMuchError(Problem(self.origin(event), "too-large", message, "use fewer aliases"))

    def content(self, event: yaml.Event, path: Path_) -> Any:
        self.tag(event)
        if isinstance(event, yaml.ScalarEvent):
            self.sign(event)
            if event.style == "|":
                self.literals[path] = self.indentation(event)
            plain = event.implicit[0]
            if event.anchor and plain and not event.value:
                hint = "put quotes around a text that begins with &"
                self.problem("bad-yaml", event, f"'&{event.anchor}' names a value that is not there", hint)
            return None if plain and event.value in ("", "~", "null") else event.value
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(path)
        return self.mapping(path, braced=bool(event.flow_style))

    def tag(self, event: yaml.Event) -> None:
        """Refuse a tag: nothing is converted, so it would mean nothing."""
        if event.tag:
            shown = event.tag.replace("tag:yaml.org,2002:", "!!", 1)
            hint = "delete it, or put quotes around a text that begins with !"
            self.problem("yaml-tag", event, f"'{shown}' is a tag, which has no meaning here", hint)

    def sign(self, event: yaml.ScalarEvent) -> None:
        """Refuse a sign that no document holds, also one written as an escape."""
        if event.value.isascii() and event.value.isprintable():
            return
        if found := unfit(event.value) or turning(event.value):
            self.problem(found.code, event, found.message, "delete it")

    def indentation(self, event: yaml.ScalarEvent) -> int:
        """How far the first line of a text behind a bar is indented."""
        lines = self.text[event.start_mark.index : event.end_mark.index].split("\n")[1:]
        first = next((line for line in lines if line.strip()), "")
        return len(first) - len(first.lstrip(" "))

    def sequence(self, path: Path_) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := self.next(), yaml.SequenceEndEvent):
            items.append(self.node(event, (*path, len(items)), None))
        return items

    def mapping(self, path: Path_, *, braced: bool) -> dict[str, Any]:
        items: dict[str, Any] = {}
        first: dict[str, Origin] = {}
        last = ""
        texts: dict[str, int] = {}
        lone: list[tuple[yaml.ScalarEvent, str]] = []
        while not isinstance(event := self.next(), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self.problem("bad-yaml", event, "a key must be a word", "quote values that begin with { or [")
                self.node(event, (*path, "?"), None)
                self.node(self.next(), (*path, "?"), None)
                continue
            self.tag(event)
            self.sign(event)
            key, origin = event.value, self.origin(event)
            value = self.node(after := self.next(), (*path, key), origin)
            if braced and items and self.is_lone(event, after):
                lone.append((event, last))
                continue
            last = key
            if isinstance(after, yaml.ScalarEvent) and after.implicit[0]:
                texts[key] = after.start_mark.index
            if key in items:
                self.file.problems.append(
                    Problem(origin, "duplicate-key", f"'{key}' is already given in line {first[key].line}", "keep one")
                )
            first.setdefault(key, origin)
            items[key] = value
        self.lone_words(lone, texts)
        return items

    def is_lone(self, key: yaml.ScalarEvent, value: yaml.Event) -> bool:
        """Whether a key of a mapping in braces has no colon behind it: it is what follows a comma inside a text."""
        empty = isinstance(value, yaml.ScalarEvent) and value.implicit[0] and not value.value
        return empty and ":" not in self.text[key.end_mark.index : value.start_mark.index]

    def lone_words(self, lone: list[tuple[yaml.ScalarEvent, str]], texts: dict[str, int]) -> None:
        """A problem for each field whose text goes on behind a comma; `texts` says where such a text begins."""
        for name in dict.fromkeys(name for _, name in lone):
            events = [event for event, before in lone if before == name]
            written = self.text[texts[name] : events[-1].end_mark.index] if name in texts else None
            message, hint = lone_words(written, [event.value for event in events], name)
            self.problem("unquoted-comma", events[0], message, hint)


def _paths(value: Any, path: Path_) -> Iterator[Path_]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield (*path, key)
            yield from _paths(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield (*path, index)
            yield from _paths(item, (*path, index))
