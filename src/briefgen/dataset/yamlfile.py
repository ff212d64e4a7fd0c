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
from briefgen.dataset.packed import pickled, unpickled
from briefgen.dataset.syntax import fault_of, lone_words
from briefgen.files import UnreadableError, read_file
from briefgen.problems import Origin, Problem
from briefgen.values.signs import turning, unfit

MAX_NODES = 500_000
MAX_DEPTH = 40

Path_ = tuple[str | int, ...]


class Places:
    """The origins of the key and the value at each path of a file. Few are ever asked for, so that they are kept as
    plain data, and read when one is."""

    def __init__(self, packed: bytes = b"") -> None:
        self._packed = packed
        self._known: dict[Path_, tuple[Origin, Origin]] | None = None if packed else {}

    @property
    def _all(self) -> dict[Path_, tuple[Origin, Origin]]:
        if self._known is None:
            shown, rows = unpickled(self._packed)
            self._known = {
                path: (Origin(shown, line, column), Origin(shown, value_line, value_column))
                for path, line, column, value_line, value_column in rows
            }
        return self._known

    def __getitem__(self, path: Path_) -> tuple[Origin, Origin]:
        return self._all[path]

    def __setitem__(self, path: Path_, origins: tuple[Origin, Origin]) -> None:
        self._all[path] = origins

    def __contains__(self, path: Path_) -> bool:
        return path in self._all

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Places) and self._all == other._all

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[Any, ...]:
        if self._known is None:
            return Places, (self._packed,)
        shown = next((key.path for key, _ in self._known.values()), "")
        rows = [(path, key.line, key.column, at.line, at.column) for path, (key, at) in self._known.items()]
        return Places, (pickled((shown, rows)) if rows else b"",)


@dataclass(slots=True)
class YamlFile:
    """One file's tree, the place of every key and value in it, and what is wrong with it.

    `places` maps a path into the tree to the origins of its key and its value, `literals` the path of each text
    that is written line by line behind a bar to its indentation; `digest` names the file's bytes.
    """

    path: str
    places: Places = field(default_factory=lambda: Places())
    literals: dict[Path_, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    digest: str = ""
    _root: Any = field(default=None, compare=False)
    _packed: bytes = field(default=b"", compare=False)

    @property
    def root(self) -> Any:
        """The tree; None when the file cannot be read, or is empty."""
        if self._packed:
            self._root, self._packed = unpickled(self._packed), b""
        return self._root

    @root.setter
    def root(self, tree: Any) -> None:
        self._root, self._packed = tree, b""

    def __reduce__(self) -> tuple[Any, ...]:
        packed = self._packed or pickled(self._root)
        return YamlFile, (self.path, self.places, self.literals, self.problems, self.digest, None, packed)

    def key_origin(self, path: Path_) -> Origin:
        """Where the key of this path, or of its nearest known parent, stands."""
        return self._nearest(path)[0]

    def value_origin(self, path: Path_) -> Origin:
        """Where the value of this path, or of its nearest known parent, stands."""
        return self._nearest(path)[1]

    def sign_origin(self, path: Path_, text: str, index: int) -> Origin:
        """Where a sign of a text stands; of a text that is not written line by line its beginning."""
        place = self.value_origin(path)
        if path not in self.literals:
            return place
        column = index - text.rfind("\n", 0, index) + self.literals[path]
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
    try:
        file.root = _tree(file, text)
    except yaml.MarkedYAMLError as error:
        fault = fault_of(error, text)
        file.problems.append(Problem(Origin(shown, fault.line, fault.column), "bad-yaml", fault.message, fault.hint))
    except yaml.YAMLError as error:
        file.problems.append(Problem(Origin(shown, 1, 1), "bad-yaml", str(error).splitlines()[0]))
    except _TooMuchError as error:
        file.problems.append(error.problem)
    if file.problems and any(p.code in {"bad-yaml", "too-large"} for p in file.problems):
        file.root = None
    return file


def tree_of(text: str) -> Any:
    """What a text holds that is known to be read without problems; an error of the library when it is no YAML."""
    return _Builder(YamlFile("")).build(text)


def _tree(file: YamlFile, text: str) -> Any:
    """The tree of a text; where the library finds it nested too deep before we do, our own limit names the place."""
    try:
        return _Builder(file).build(text)
    except yaml.MarkedYAMLError as error:
        if "nesting depth" not in str(error.problem) or error.problem_mark is None:
            raise
        file.problems.clear()
        return _Builder(file).build(text[: error.problem_mark.index])


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
        self.file.places[path] = (key or here, here)
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
            self.file.places[inner] = (here, here)
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
                self.file.literals[path] = self.indentation(event)
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
