"""Jobs for the tests of worker processes, in a module that such a process imports at once."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn


def kills_itself(job: str) -> str:
    """A job that may be the last of its process."""
    if job == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    return job.upper()


def never_ends(job: str) -> str:
    """A job that may run for ever."""
    while job == "end":
        pass
    return job.upper()


def capitals(job: str) -> str:
    """A job that ends."""
    return job.upper()


class DiesAtOnce:
    """Work that ends its process when it arrives there."""

    def __call__(self, job: str) -> str:
        return job

    def __reduce__(self) -> tuple[Callable[[int], NoReturn], tuple[int]]:
        return os._exit, (1,)


class Stops:
    """Work, more of it than a pipe holds, at whose first byte the process that reads it gets a signal; it says before
    in a folder which process it is."""

    def __init__(self, folder: Path, number: int) -> None:
        self.folder, self.number = folder, number

    def __call__(self, job: str) -> str:
        return job

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return max, (_Sent(self.folder, self.number), bytes(4_000_000))


class _Sent:
    def __init__(self, folder: Path, number: int) -> None:
        self.told = folder, number

    def __reduce__(self) -> tuple[Callable[[Path, int], bytes], tuple[Path, int]]:
        return _signalled, self.told


def _signalled(folder: Path, number: int) -> bytes:
    (folder / str(os.getpid())).touch()
    os.kill(os.getpid(), number)
    return b""
