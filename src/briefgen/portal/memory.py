"""What the portal remembers between builds: the files of the last two that differ, and what was found in each file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from pathlib import Path
from typing import Any

from briefgen.frozen import frozen
from briefgen.stored import BadFileError, read_bounded

NAME = ".portal.json"
VERSION = 1
MAX_BYTES = 64_000_000
NEW, CHANGED, KEPT = "new", "changed", "kept"


@frozen
class Memory:
    """Marks of files by path, as they are now and as they were before they last changed; problems of accessibility by
    the hash of a file; and the digest of what the page was made from. `before` is None until something has changed."""

    now: Mapping[str, str] = field(default_factory=dict)
    before: Mapping[str, str] | None = None
    looked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    made_from: str = ""

    def after(self, now: Mapping[str, str]) -> Memory:
        """What is remembered when the files are these; a build that changes nothing changes nothing here."""
        return self if now == self.now else replace(self, now=dict(now), before=self.now if self.now else None)

    def with_looked(self, found: Mapping[str, tuple[str, ...]], hashes: Iterable[str]) -> Memory:
        """With what was found in files, of those that are still there."""
        known = {**self.looked, **found}
        return replace(self, looked={hash: known[hash] for hash in sorted(set(hashes)) if hash in known})

    def change(self, path: str) -> str:
        """What became of a file when files last changed; "" when nothing is known of before."""
        if self.before is None:
            return ""
        if path not in self.before:
            return NEW
        return KEPT if self.before[path] == self.now[path] else CHANGED

    @property
    def gone(self) -> tuple[str, ...]:
        """Files that were there before."""
        return tuple(sorted(set(self.before or ()) - set(self.now)))

    def to_json(self) -> bytes:
        """As it is stored: same memory, same bytes."""
        content = {"version": VERSION, "made_from": self.made_from, "now": self.now, "before": self.before}
        return json.dumps(content | {"looked": self.looked}, ensure_ascii=False, sort_keys=True).encode() + b"\n"


def read_memory(output: Path) -> Memory:
    """What is remembered of an output folder; nothing when the file is not there or not as it was written."""
    try:
        content = json.loads(read_bounded(output / NAME, MAX_BYTES))
        if content["version"] != VERSION:
            return Memory()
        before, looked = content["before"], content["looked"]
        return Memory(
            _texts(content["now"]),
            None if before is None else _texts(before),
            {str(mark): tuple(map(str, problems)) for mark, problems in looked.items()},
            str(content["made_from"]),
        )
    except (BadFileError, AttributeError, KeyError, RecursionError, TypeError, ValueError):
        return Memory()


def _texts(content: Any) -> dict[str, str]:
    return {str(path): str(mark) for path, mark in content.items()}
