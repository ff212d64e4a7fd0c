"""Every finished file audited, its violations as problems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from briefgen.accessibility.check import check_accessibility
from briefgen.accessibility.package import UnreadableError
from briefgen.problems import Origin, Problem

SUFFIXES = (".docx", ".pptx")


def audit_files(paths: Iterable[Path]) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """The files looked at, folders searched, and the problems of each in reading order."""
    files = tuple(dict.fromkeys(file for path in paths for file in _files(path)))
    return files, tuple(problem for file in files for problem in _problems(file))


def _files(path: Path) -> Iterator[Path]:
    """The file itself, or every Word and PowerPoint file below a folder; no lock files of open programs, and no copies
    for review, which nobody but their reviewer reads."""
    if not path.is_dir():
        yield path
        return
    found = (file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES and file.is_file())
    yield from sorted(f for f in found if not f.name.startswith(("~$", ".")) and Path(f.stem).suffix != ".review")


def _problems(file: Path) -> Iterator[Problem]:
    try:
        violations = check_accessibility(file)
    except UnreadableError as error:
        hint = "give .docx or .pptx files as Word, PowerPoint or briefgen save them"
        yield Problem(Origin(str(file)), "unreadable-file", str(error), hint)
        return
    yield from (violation.problem(str(file)) for violation in violations)
