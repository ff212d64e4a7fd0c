"""How far a command has come: a bar on a terminal, one line per file otherwise, nothing when quiet."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from briefgen.values.signs import on_one_line


class Progress(Protocol):
    """What a command tells about its work."""

    def phase(self, name: str, total: int) -> None:
        """Begin a phase of so many steps."""

    def step(self, line: str = "") -> None:
        """One step is done; the line says which file was written."""


class Quiet:
    """Tells nothing."""

    def phase(self, name: str, total: int) -> None:
        """Nothing."""

    def step(self, line: str = "") -> None:
        """Nothing."""


class Lines(Quiet):
    """One plain line per file."""

    def step(self, line: str = "") -> None:
        """Print the line."""
        if line:
            print(on_one_line(line), file=sys.stderr, flush=True)


@contextmanager
def progress(*, quiet: bool) -> Iterator[Progress]:
    """Progress on stderr in the form that suits it."""
    if quiet:
        yield Quiet()
    elif not sys.stderr.isatty():
        yield Lines()
    else:
        yield from _bar()


def _bar() -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Display

    columns = (TextColumn("{task.description:<10}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Display(*columns, console=Console(stderr=True)) as display:

        class ProgressBar:
            def phase(self, name: str, total: int) -> None:
                self.task = display.add_task(name, total=total)

            def step(self, line: str = "") -> None:
                display.advance(self.task)

        yield ProgressBar()
