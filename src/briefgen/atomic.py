"""Files written whole or not at all: a scratch file in the same folder, moved into place."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from briefgen.files import UnreadableError, require_inside
from briefgen.problems import Origin, Problem, require


def write_whole(path: Path, data: bytes, inside: Path | None = None) -> None:
    """Write a file so that its name shows either the old content or all of the new one, never a part.

    With `inside`, nothing is written where a link leads out of that folder: ProblemsFoundError. A link that has the
    file's own name is replaced, never followed.
    """
    if inside is not None:
        require([*astray(path, inside)])
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        scratch.unlink(missing_ok=True)
        with scratch.open("xb") as file:
            file.write(data)
        os.replace(scratch, path)
    finally:
        with suppress(OSError):
            scratch.unlink()


def astray(path: Path, inside: Path) -> Iterator[Problem]:
    """The problem of a file that would be written outside a folder, because a link leads out of it."""
    try:
        require_inside(path.parent, inside)
    except UnreadableError as error:
        yield Problem(Origin(str(path)), error.code, error.message, "remove the link; nothing is written through it")
