"""What a project's files look like at a moment, so that a change is seen without any help of the system."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

Snapshot = dict[str, tuple[int, int]]


def snapshot(folders: Iterable[Path]) -> Snapshot:
    """Size and time of change of every file; those that editors leave beside it are not looked at."""
    return {path: state for folder in folders for path, state in _states(folder)}


def _states(folder: Path) -> Iterator[tuple[str, tuple[int, int]]]:
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith((".", "__pycache__"))]
        for name in files:
            if name.startswith((".", "~", "#")) or name.endswith(("~", ".swp", ".tmp", ".part")):
                continue
            path = os.path.join(place, name)
            try:
                state = os.stat(path)
            except OSError:
                continue
            yield path, (state.st_mtime_ns, state.st_size)
