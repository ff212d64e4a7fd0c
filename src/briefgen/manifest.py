"""The manifest: what lies in the output folder, what it was made from, and the hash of each file."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import MISSING, asdict, dataclass, fields
from pathlib import Path
from typing import Any

from briefgen.atomic import write_whole
from briefgen.problems import Origin, Problem, ProblemsFoundError

NAME = "manifest.json"
VERSION = 1


@dataclass(frozen=True, slots=True, order=True)
class Entry:
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


def read_manifest(output: Path) -> tuple[Entry, ...]:
    """The entries of an output folder, none when it has no manifest; ProblemsFoundError when it cannot be read."""
    path = output / NAME
    if not path.exists():
        return ()
    try:
        content = json.loads(path.read_bytes())
        if content["version"] != VERSION:
            raise ValueError(f"has version {content['version']}, not {VERSION}")
        return tuple(_entry(item) for item in content["files"])
    except (ValueError, KeyError, TypeError) as error:
        reason = str(error) if isinstance(error, ValueError) else "lacks fields"
        hint = "remove it: the next build writes a new one"
        raise ProblemsFoundError([Problem(Origin(str(path)), "bad-manifest", reason, hint)]) from None


def _entry(item: dict[str, Any]) -> Entry:
    names = [field.name for field in fields(Entry) if field.name in item or field.default is MISSING]
    return Entry(**{name: str(item[name]) for name in names})


def write_manifest(output: Path, before: Iterable[Entry], new: Iterable[Entry]) -> tuple[Entry, ...]:
    """Write new entries and those from before whose files still exist. No clock: same files, same bytes."""
    entries = {entry.path: entry for entry in before if (output / entry.path).is_file()}
    entries |= {entry.path: entry for entry in new}
    files = tuple(sorted(entries.values()))
    content = {"version": VERSION, "files": [asdict(entry) for entry in files]}
    write_whole(output / NAME, json.dumps(content, indent=2, ensure_ascii=False).encode() + b"\n", output)
    return files
