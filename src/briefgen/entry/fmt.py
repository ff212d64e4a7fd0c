"""Fmt: data files brought into one order and layout, or told apart by whether they are in it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from briefgen.atomic import write_together
from briefgen.dataset.files import MAX_BYTES, yaml_files
from briefgen.dataset.yamlfile import read_yaml
from briefgen.entry.layout import laid_out
from briefgen.files import read_file
from briefgen.frozen import frozen
from briefgen.problems import Origin, Problem
from briefgen.project import require_folder


@frozen
class Laid:
    """The names of files that were, or would be, written anew; how many are as they should be; and what is wrong with
    the others, which stay as they are."""

    changed: tuple[str, ...]
    unchanged: int
    problems: tuple[Problem, ...]


def lay_out(folder: Path, shown: str, files: Sequence[Path], *, write: bool) -> Laid:
    """Lay out the files named, or every data file of a folder."""
    problems: list[Problem] = []
    found = [(path, str(path)) for path in files] or list(_all(folder, shown, problems))
    written: dict[Path, bytes] = {}
    names: list[str] = []
    inside = None if files else folder
    for path, name in found:
        file = read_yaml(path, name, inside)
        if file.problems:
            problems += file.problems
            continue
        before = read_file(path, MAX_BYTES, inside).decode("utf-8-sig")
        after = laid_out(before)
        if after is None:
            hint = "write it as lists named by kind; texts that begin with |+ or >+ have no layout of ours"
            problems.append(Problem(Origin(name, 1, 1), "not-laid-out", "its layout cannot be changed safely", hint))
        elif after != before.replace("\r\n", "\n"):
            ended = after.replace("\n", "\r\n") if "\r\n" in before else after
            written[Path(os.path.realpath(path))] = ended.encode()
            names.append(name)
    if write and written:
        write_together(written)
    return Laid(tuple(names), len(found) - len(names) - len({p.origin.path for p in problems}), tuple(problems))


def _all(folder: Path, shown: str, problems: list[Problem]) -> Iterator[tuple[Path, str]]:
    require_folder(folder, shown, "run `briefgen init` or use --data")
    yield from yaml_files(folder, shown, problems)
