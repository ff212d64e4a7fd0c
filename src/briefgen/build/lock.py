"""The lock of an output folder: one build at a time. The system holds it, so that none stays behind a killed build."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

NAME = ".lock"
_PAUSE = 0.1
_PLACE = 1 << 30
"""The byte that Windows locks: far behind the text, which others may so read."""


class LockedError(Exception):
    """Somebody else holds the lock; says who."""


@contextmanager
def locked(folder: Path, waiting: Callable[[str], None] | None = None) -> Iterator[None]:
    """Hold the lock of a folder, which is made if need be. LockedError when another process has it; with `waiting`,
    that is told and the lock waited for."""
    made = not folder.exists()
    path = folder / NAME
    held = _taken(path)
    while held is None:
        said = f"{folder} is being written by another build{_holder(path)}"
        if waiting is None:
            raise LockedError(said)
        waiting(said)
        waiting = _told
        time.sleep(_PAUSE)
        held = _taken(path)
    try:
        yield
    finally:
        _release(path, held)
        if made:
            with suppress(OSError):
                folder.rmdir()


def _told(said: str) -> None:
    """It was told already."""


def _taken(path: Path) -> int | None:
    """The lock file, open and locked; None when another holds it, or removed it meanwhile."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
    except FileNotFoundError:  # the folder was removed by the build that had made it for nothing
        return None
    except PermissionError:
        if sys.platform == "win32" and path.exists():  # being removed
            return None
        raise
    if _lock(file) and _is(path, file):
        os.ftruncate(file, 0)
        os.write(file, f"{os.getpid()} {datetime.now():%Y-%m-%d %H:%M:%S}\n".encode())
        return file
    os.close(file)
    return None


def _is(path: Path, file: int) -> bool:
    """Whether a path still names an open file."""
    try:
        return os.path.samestat(os.stat(path), os.fstat(file))
    except FileNotFoundError:
        return False


def _lock(file: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(file, _PLACE, os.SEEK_SET)
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
            os.lseek(file, 0, os.SEEK_SET)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _release(path: Path, file: int) -> None:
    """Remove the file, then the lock; Windows removes no open file."""
    if sys.platform == "win32":
        os.close(file)
        with suppress(OSError):
            path.unlink()
        return
    with suppress(OSError):
        path.unlink()
    os.close(file)


def _holder(path: Path) -> str:
    with suppress(OSError):
        pid, _, begun = path.read_bytes()[:80].decode("ascii", "replace").strip().partition(" ")
        if pid.isdigit():
            return f" (process {pid}, begun {begun})"
    return ""
