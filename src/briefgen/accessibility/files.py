"""Every finished file audited, its violations as problems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from briefgen.accessibility.check import check_accessibility
from briefgen.audit.files import documents
from briefgen.office.package import NoOfficeFileError
from briefgen.problems import Origin, Problem


def audit_files(paths: Iterable[Path]) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """The files looked at, folders searched but for copies for review, which nobody but their reviewer reads; and the
    problems of each in reading order."""
    files = tuple(documents(paths, copies=False))
    return files, tuple(problem for file in files for problem in _problems(file))


def _problems(file: Path) -> Iterator[Problem]:
    try:
        violations = check_accessibility(file)
    except NoOfficeFileError as error:
        yield Problem(Origin(str(file)), "unreadable", f"the file {error.reason}", error.hint)
        return
    yield from (violation.problem(str(file)) for violation in violations)
