"""The manifest: what lies in the output folder, what it was made from, and the hash of each file."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import MISSING, asdict, dataclass, fields
from pathlib import Path, PurePosixPath

from briefgen.atomic import write_whole
from briefgen.problems import Origin, Problem, ProblemsFoundError
from briefgen.stored import BadFileError, Node, read_bounded, read_json

NAME = "manifest.json"
VERSION = 1
MAX_BYTES = 256_000_000
"""A manifest has no more: some 400,000 files."""


@dataclass(frozen=True, slots=True, order=True)
class BuiltFile:
    """One file of the output folder; `dataset` is the digest of the data it was made from,
    `identity` the id stored inside the file."""

    path: str
    sha256: str
    brief: str
    subject: str
    kind: str
    audience: str
    format: str
    period: str
    as_of: str
    dataset: str
    briefgen: str
    identity: str = ""


def read_manifest(output: Path) -> tuple[BuiltFile, ...]:
    """The entries of an output folder, none when it has no manifest; ProblemsFoundError when it cannot be read."""
    path = output / NAME
    if not os.path.lexists(path):
        return ()
    try:
        content = read_json(read_bounded(path, MAX_BYTES))
        if (version := content.whole("version")) != VERSION:
            raise BadFileError(f"has version {version}, not {VERSION}")
        return tuple(map(_entry, content["files"]))
    except BadFileError as error:
        hint = "remove it: the next build writes a new one"
        raise ProblemsFoundError([Problem(Origin(str(path)), "bad-manifest", f"the file {error}", hint)]) from None


def _entry(item: Node) -> BuiltFile:
    names = [field.name for field in fields(BuiltFile) if field.name in item or field.default is MISSING]
    entry = BuiltFile(**{name: item.text(name) for name in names})
    path = PurePosixPath(entry.path)
    if path.is_absolute() or ".." in path.parts or "\0" in entry.path or not path.parts:
        raise BadFileError(f"is damaged: '{entry.path[:80]}' is no file of this folder")
    return entry


def write_manifest(output: Path, before: Iterable[BuiltFile], new: Iterable[BuiltFile]) -> tuple[BuiltFile, ...]:
    """Write new entries and those from before whose files still exist. No clock: same files, same bytes."""
    entries = {entry.path: entry for entry in before if (output / entry.path).is_file()}
    entries |= {entry.path: entry for entry in new}
    files = tuple(sorted(entries.values()))
    content = {"version": VERSION, "files": [asdict(entry) for entry in files]}
    write_whole(output / NAME, json.dumps(content, indent=2, ensure_ascii=False).encode() + b"\n", output)
    return files
