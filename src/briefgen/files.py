"""Files of the user, read safely: a regular file, of bounded size, inside the folder it belongs to."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

from briefgen.problems import Origin, Problem

KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
LFS = b"version https://git-lfs.github.com/"
LFS_REASON, LFS_HINT = "is a Git LFS pointer, not the file itself", "run `git lfs pull`"
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


class UnreadableError(Exception):
    """A file that is not read: code, message and hint as its problem says them."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint

    def problem(self, origin: Origin) -> Problem:
        """The problem of the file, named as the user finds it."""
        return Problem(origin, self.code, self.message, self.hint)


def read_file(path: Path, limit: int, inside: Path | None = None) -> bytes:
    """The bytes of a regular file of at most `limit` bytes; UnreadableError for everything else, and never a wait.

    A pointer that Git LFS left in the place of a file is none. With `inside`, links may not lead out of that folder;
    the folder itself may be a link, for the user named it.
    """
    try:
        require_file(path, inside)  # before it is opened: opening a device can do things
        descriptor = os.open(os.path.realpath(path), _FLAGS)  # a pipe put here meanwhile does not block
        with open(descriptor, "rb") as file:
            status = os.fstat(descriptor)
            _require_regular(status.st_mode)
            if status.st_size > limit:
                raise _too_large(f"{status.st_size:,}", limit)
            data = file.read(limit + 1)
    except (OSError, ValueError) as error:
        raise UnreadableError("unreadable", f"cannot be read: {_reason(error)}") from None
    if len(data) > limit:
        raise _too_large(f"more than {limit:,}", limit)
    if data.startswith(LFS):
        raise UnreadableError("unreadable", LFS_REASON, LFS_HINT)
    return data


def hash_file(path: Path) -> str:
    """The SHA-256 of a regular file of any size; UnreadableError for everything else, and never a wait."""
    try:
        require_file(path)
        with open(os.open(path, _FLAGS), "rb", buffering=0) as file:
            _require_regular(os.fstat(file.fileno()).st_mode)
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError) as error:
        raise UnreadableError("unreadable", f"cannot be read: {_reason(error)}") from None


def require_file(path: Path, inside: Path | None = None) -> None:
    """UnreadableError when a path is no regular file, or leads out of a folder."""
    if inside is not None:
        require_inside(path, inside)
    try:
        _require_regular(os.stat(path).st_mode)
    except FileNotFoundError:
        raise UnreadableError("unreadable", "is missing", _link_hint(path) or "put it there") from None
    except (OSError, ValueError) as error:
        raise UnreadableError("unreadable", f"cannot be read: {_reason(error)}", _link_hint(path)) from None


def require_inside(path: Path, folder: Path) -> None:
    """UnreadableError when a path leads out of a folder, by a link or by `..`."""
    if not is_inside(path, folder):
        hint = "copy what it leads to into the folder; links may not lead out of it"
        raise UnreadableError("outside-project", f"leads out of the folder {folder.name or folder}", hint)


def is_inside(path: Path, folder: Path) -> bool:
    """Whether a path, with all its links followed, lies in a folder, with all its links followed."""
    place, base = (os.path.normcase(os.path.realpath(one)) for one in (path, folder))
    return place == base or place.startswith(os.path.join(base, ""))


def _require_regular(mode: int) -> None:
    if not stat.S_ISREG(mode):
        kind = next((words for test, words in KINDS if test(mode)), "no regular file")
        raise UnreadableError("not-a-file", f"is {kind}, not a file", "put a file here or remove it")


def _too_large(size: str, limit: int) -> UnreadableError:
    return UnreadableError("too-large", f"has {size} bytes; the limit is {limit:,}", "make it smaller")


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _link_hint(path: Path) -> str:
    return "the link leads nowhere; remove it or copy the file here" if os.path.islink(path) else ""
