"""Jobs for the tests of worker processes, in a module that such a process imports at once."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
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
