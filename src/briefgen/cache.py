"""What would be made again the same: kept by the hash of all that it is made from, between runs and between workers.

Nothing depends on it: what is lost, damaged or switched off is made again.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import fields
from functools import cache
from importlib.resources import files
from operator import attrgetter
from pathlib import Path
from typing import TypeVar

from briefgen.files import UnreadableError, read_file
from briefgen.frozen import frozen
from briefgen.versions import version

VARIABLE = "BRIEFGEN_CACHE"
"""The setting of the reader's system that names another folder."""
MOST_BYTES = 500_000_000
"""How large the folder may grow before what was not used for longest goes."""
MOST_ENTRY = 200_000_000
_KEPT_AFTER_TRIM = 0.8
_AN_HOUR = 3600
_HASH = hashlib.sha256
T = TypeVar("T")
_ON = ContextVar("caching", default=True)


@frozen
class Kept:
    """How much of a kind is kept."""

    kind: str
    entries: int
    bytes: int


def pickled_by_fields(kind: type[T]) -> type[T]:
    """Class decorator: frozen data are pickled as the arguments that make them, which is read ten times faster."""
    values = attrgetter(*(field.name for field in fields(kind)))  # type: ignore[arg-type]
    kind.__reduce__ = lambda self: (kind, values(self))  # type: ignore[method-assign]
    return kind


@contextmanager
def caching(on: bool) -> Iterator[None]:
    """Whether anything is kept or looked up meanwhile."""
    outer = _ON.set(on)
    try:
        yield
    finally:
        _ON.reset(outer)


def cache_folder() -> Path:
    """Where things are kept: the folder that the user names, else the one that the system has for such."""
    if named := os.environ.get(VARIABLE):
        return Path(named)
    if sys.platform == "win32":
        place = os.environ.get("LOCALAPPDATA") or "~/AppData/Local"
    elif sys.platform == "darwin":
        place = "~/Library/Caches"
    else:
        place = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    place = os.path.expanduser(place)
    return Path(place) / "briefgen" if os.path.isabs(place) else Path(os.devnull)  # a user without a home keeps nothing


def key_of(*parts: object) -> str:
    """The name of what is made from these: texts, numbers, bytes and frozen data that say all that they hold."""
    return _HASH("\n".join(map(repr, parts)).encode("utf-8", "surrogatepass")).hexdigest()


@cache
def code_of(*places: str) -> str:
    """What stands for the code of folders and modules below briefgen, which makes what is kept."""
    digest = _HASH()
    for place in places:
        found = files("briefgen").joinpath(place)
        for part in sorted(found.iterdir(), key=lambda one: one.name) if found.is_dir() else (found,):
            if part.name.endswith(".py"):
                digest.update(part.read_bytes())
    return digest.hexdigest()


@cache
def versions_of(*packages: str) -> str:
    """What stands for the interpreter and the packages that make what is kept."""
    return " ".join([sys.version, *(f"{name} {version(name)}" for name in packages)])


def kept(kind: str, key: str, make: Callable[[], bytes]) -> bytes:
    """What has this key; made, and kept, where it is not there."""
    data = found(kind, key)
    if data is None:
        data = make()
        keep(kind, key, data)
    return data


def found(kind: str, key: str) -> bytes | None:
    """What is kept under a key, unless it is damaged."""
    if not _ON.get() or not is_trusted(cache_folder()):
        return None
    path = _path(kind, key)
    try:
        if not path.exists():
            return None
        whole = read_file(path, MOST_ENTRY)
        with suppress(OSError):
            _touch(path)
    except (OSError, UnreadableError):
        return None
    data = whole[_HASH().digest_size :]
    return data if _HASH(data).digest() == whole[: _HASH().digest_size] else None


@cache
def is_trusted(folder: Path) -> bool:
    """Whether what lies in the folder is believed: not where everybody may write into it."""
    try:
        return os.name == "nt" or not os.stat(folder).st_mode & stat.S_IWOTH
    except OSError:
        return True


def keep(kind: str, key: str, data: bytes) -> None:
    """Keep something under a key, moved into place whole; about one in 256 looks whether there is too much."""
    folder = cache_folder()
    if not _ON.get() or len(data) > MOST_ENTRY - 100:
        return
    path = _path(kind, key)
    scratch = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not is_trusted(folder):
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        scratch.write_bytes(_HASH(data).digest() + data)
        os.replace(scratch, path)
    except OSError:
        return
    finally:
        with suppress(OSError):
            scratch.unlink(missing_ok=True)
    if key.startswith("00"):
        trim()


def trim(most: int | None = None) -> None:
    """Remove what was not used for longest, where more is kept than may be."""
    entries = sorted(_entries(), key=lambda entry: (entry[1].st_mtime, entry[0]))
    size, most = sum(status.st_size for _, status in entries), MOST_BYTES if most is None else most
    if size <= most:
        return
    for path, status in entries:
        if size <= most * _KEPT_AFTER_TRIM:
            return
        with suppress(OSError):
            path.unlink()
        size -= status.st_size


def contents() -> tuple[Kept, ...]:
    """What is kept, by its kind."""
    sizes: dict[str, list[int]] = {}
    for path, status in _entries():
        sizes.setdefault(path.parent.parent.name, []).append(status.st_size)
    return tuple(Kept(kind, len(sizes[kind]), sum(sizes[kind])) for kind in sorted(sizes))


def holds(kind: str) -> bool:
    """Whether anything of a kind is kept."""
    return (cache_folder() / kind).is_dir()


def clear() -> None:
    """Remove all that is kept, and nothing else that lies there."""
    emptied = set[Path]()
    for path, _ in list(_entries()):
        with suppress(OSError):
            path.unlink()
        emptied |= {path.parent, path.parent.parent}
    for folder in sorted(emptied, reverse=True):
        with suppress(OSError):
            folder.rmdir()


def _path(kind: str, key: str) -> Path:
    return cache_folder() / kind / key[:2] / key


def _entries() -> Iterator[tuple[Path, os.stat_result]]:
    for path in cache_folder().glob("*/[0-9a-f][0-9a-f]/*"):
        with suppress(OSError):
            if not path.is_symlink() and path.is_file():
                yield path, path.stat()


def _touch(path: Path) -> None:
    """Note that it was used, to the hour."""
    import time

    if time.time() - path.stat().st_mtime > _AN_HOUR:
        os.utime(path)
