"""Files written whole or not at all: a scratch file in the same folder, moved into place."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from briefgen.files import UnreadableError, require_inside
from briefgen.problems import Origin, Problem, require

_SCRATCH = re.compile(r"\..+\.\d+\.part")


def write_whole(path: Path, data: bytes, inside: Path | None = None) -> None:
    """Write a file so that its name shows either the old content or all of the new one, never a part; an OSError names
    the file."""
    write_together({path: data}, inside=inside)


def write_together(files: Mapping[Path, bytes], removed: Iterable[Path] = (), inside: Path | None = None) -> None:
    """Write files whole and in their order; none before all of them are on the disk, and what is to be removed is.

    With `inside`, nothing is written where a link leads out of that folder: ProblemsFoundError. A link that has the
    name of a file is replaced, never followed.
    """
    if inside is not None:
        require(problem for path in files for problem in astray(path, inside))
    scratches = {path: path.with_name(f".{path.name}.{os.getpid()}.part") for path in files}
    at = next(iter(files))
    try:
        for at, data in files.items():
            at.parent.mkdir(parents=True, exist_ok=True)
            scratches[at].unlink(missing_ok=True)
            with scratches[at].open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        for at in removed:
            at.unlink(missing_ok=True)
        for at, scratch in scratches.items():
            os.replace(scratch, at)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(at)) from None
    finally:
        for scratch in scratches.values():
            with suppress(OSError):
                scratch.unlink()


def astray(path: Path, inside: Path) -> Iterator[Problem]:
    """The problem of a file that would be written outside a folder, because a link leads out of it."""
    try:
        require_inside(path.parent, inside)
    except UnreadableError as error:
        yield Problem(Origin(str(path)), error.code, error.message, "remove the link; nothing is written through it")


def keep_names(folders: Iterable[Path]) -> None:
    """Make what was moved into folders, or removed from them, last through a loss of power."""
    if os.name == "nt":
        return
    for folder in sorted(set(folders)):
        place = os.open(folder, os.O_RDONLY)
        try:
            with suppress(OSError):  # some network file systems know no sync of folders
                os.fsync(place)
        finally:
            os.close(place)


def remove_scratch(folder: Path) -> None:
    """Remove what writes that were killed left below a folder in which nobody writes now."""
    for path in folder.rglob(".*.part"):
        if _SCRATCH.fullmatch(path.name) and path.is_file() and not path.is_symlink():
            with suppress(OSError):
                path.unlink()
