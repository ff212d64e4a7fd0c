"""YAML read as text with positions: scalars are never guessed, duplicate keys never lost, aliases capped."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from briefgen.dataset.files import MAX_BYTES
from briefgen.dataset.plain import UnusualError, plain_tree
from briefgen.dataset.syntax import fault_of
from briefgen.dataset.tree import Origins, Path_, TooMuchError, TreeBuilder
from briefgen.files import UnreadableError, read_file
from briefgen.problems import Origin, Problem
from briefgen.values.signs import unfit

_UNREAD: Any = object()
"""A tree that nobody has asked for yet."""


class Places:
    """The origins of the key and the value at each path of a text, and the indentation of each text in it that is
    written line by line behind a bar. Few are ever asked for: they are looked for when one is."""

    def __init__(
        self,
        shown: str = "",
        text: str = "",
        given: dict[Path_, Origins] | None = None,
        found: TreeBuilder | None = None,
    ) -> None:
        self.text = text
        self._shown = shown
        self._given = given or {}
        self._found = found

    def _built(self) -> TreeBuilder:
        if self._found is None:
            self._found = TreeBuilder(self._shown, [])
            self._found.build(self.text)
        return self._found

    def indentation(self, path: Path_) -> int | None:
        """That of a text behind a bar; None of any other."""
        return self._built().literals.get(path)

    def __getitem__(self, path: Path_) -> Origins:
        return self._given[path] if path in self._given else self._built().origins[path]

    def get(self, path: Path_) -> Origins | None:
        """Those of a path; None where it is no path of the text."""
        return self._given.get(path) or self._built().origins.get(path)

    def __setitem__(self, path: Path_, origins: Origins) -> None:
        self._given[path] = origins

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
            if type(value) is dict and type(step) is str:  # as nearly every step is
                written.append(step)
                value = value.get(step)
                continue
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

    def origins(self, path: Path_) -> Origins:
        """Where the key and the value of a path of a record stand, however the file writes it: nearly every path is
        one of the file."""
        return self.places.get(path) or self._nearest(self.as_written(path))

    def _nearest(self, path: Path_) -> Origins:
        for length in range(len(path), -1, -1):
            if found := self.places.get(path[:length]):
                return found
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
    except TooMuchError as error:
        file.problems.append(error.problem)
    if not any(p.code in {"bad-yaml", "too-large"} for p in file.problems):
        file.root = root


def tree_of(text: str) -> Any:
    """What a text holds that is known to be read without problems; an error of the library when it is no YAML."""
    try:
        return plain_tree(text)
    except UnusualError:
        return TreeBuilder("", []).build(text)


def _built(file: YamlFile, text: str) -> tuple[TreeBuilder, Any]:
    """The tree of a text, and what built it; where the library finds it nested too deep before we do, our own limit
    names the place."""
    builder = TreeBuilder(file.path, file.problems)
    try:
        return builder, builder.build(text)
    except yaml.MarkedYAMLError as error:
        if "nesting depth" not in str(error.problem) or error.problem_mark is None:
            raise
        file.problems.clear()
        builder = TreeBuilder(file.path, file.problems)
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
