"""Files looked at for readers who listen, enlarge or see no colours, several at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from briefgen.accessibility import NoOfficeFileError, check_accessibility
from briefgen.build.executors import Executor
from briefgen.formats import FORMATS
from briefgen.portal.write import Look

PRELOAD = [__name__, *(format.accessibility.partition(":")[0] for format in FORMATS.values())]


def looking(executor: Executor) -> Look:
    """A look at files where an executor runs it; a file whose look does not end has no result."""

    def look(paths: Sequence[Path]) -> Iterator[tuple[Path, tuple[str, ...]]]:
        with closing(executor.run(violations, paths)) as results:
            for path, found in results:
                if not isinstance(found, str):
                    yield path, found

    return look


def violations(path: Path) -> tuple[str, ...]:
    """What is wrong with a file, as the page tells it."""
    try:
        return tuple(f"{one.code}: {one.problem('').message}" for one in check_accessibility(path))
    except NoOfficeFileError as error:
        return (f"unreadable: the file {error.reason}",)
