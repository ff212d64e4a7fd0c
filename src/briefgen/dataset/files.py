"""The files of a dataset: which they are, how they are named, and what names the content of all of them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from briefgen.files import UnreadableError, read_file
from briefgen.problems import Origin, Problem

ENDINGS = (".yaml", ".yml")
MAX_BYTES = 16_000_000
"""A data file has no more."""


def in_project(path: str, shown: str) -> str:
    """The path of a data file within its project; no name of a folder of this machine is written anywhere."""
    return f"data{path.removeprefix(shown)}" if path.startswith(f"{shown}/") else path


def yaml_files(folder: Path, shown: str, problems: list[Problem]) -> Iterator[tuple[Path, str]]:
    """Every YAML file in the order of names, hidden ones apart; links to folders are problems."""

    def unreadable(error: OSError) -> None:
        name = _shown(Path(error.filename), folder, shown)
        problems.append(Problem(Origin(name), "unreadable", f"cannot be read: {error.strerror}"))

    for base, folders, names in os.walk(folder, onerror=unreadable):
        links = [name for name in folders if (Path(base) / name).is_symlink()]
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in links)
        yaml_folders = [name for name in folders if name.lower().endswith(ENDINGS)]
        for name in sorted([*names, *links, *yaml_folders]):
            path = Path(base) / name
            if name.startswith(".") or (name not in links and not name.lower().endswith(ENDINGS)):
                continue
            where = _shown(path, folder, shown)
            if name in links:
                message, hint = "is a link to a folder, which is not followed", "copy the files into the folder"
                problems.append(Problem(Origin(where), "outside-project", message, hint))
                continue
            yield path, where


def _shown(path: Path, folder: Path, shown: str) -> str:
    name = path.relative_to(folder).as_posix()
    return f"{shown}/{os.fsencode(name).decode('utf-8', 'backslashreplace')}" if name != "." else shown


def data_digest(folder: Path, shown: str = "data") -> str:
    """The digest that the dataset of a folder has, without reading what its files say; "" where one cannot be read."""
    read = file_digests(folder, shown)
    return digest_of(read.items(), shown) if read else ""


def file_digests(folder: Path, shown: str = "data") -> dict[str, str]:
    """What names the content of each file of a folder, by the path of the file; nothing where one cannot be read."""
    problems: list[Problem] = []
    try:
        read = {
            name: hashlib.sha256(read_file(path, MAX_BYTES, folder)).hexdigest()
            for path, name in yaml_files(folder, shown, problems)
        }
    except UnreadableError:
        return {}
    return {} if problems else read


def digest_of(files: Iterable[tuple[str, str]], shown: str) -> str:
    """What names the content of files, each given by its path and its hash."""
    lines = "".join(f"{in_project(path, shown)}\0{digest}\n" for path, digest in files)
    return hashlib.sha256(lines.encode()).hexdigest()
