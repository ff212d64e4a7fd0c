"""Limits of time and memory for code that a user's template can keep busy for ever."""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

PATIENCE = 5
"""How many times the limit a block may take that did not have the processor for half of it."""


class TimeUpError(BaseException):
    """The time is up. Not an Exception, so that nothing between mistakes it for an error of its own."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds = seconds


@contextmanager
def time_limit(seconds: float, patience: int = PATIENCE) -> Iterator[None]:
    """Raise TimeUpError inside the block when it runs longer; where other processes keep it waiting it has more, up to
    `patience` times as long. A limit around it still holds, and is the only one where it ends sooner. No limit where
    the system has no interval timer."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    outer, again = signal.getitimer(signal.ITIMER_REAL)
    if outer and outer <= seconds:
        yield
        return

    worked = time.process_time()

    def stop(number: int, frame: FrameType | None) -> None:
        if time.process_time() - worked >= seconds / 2 or time.monotonic() - began >= patience * seconds:
            raise TimeUpError(seconds)

    before, began = signal.signal(signal.SIGALRM, stop), time.monotonic()
    signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        if outer:
            signal.setitimer(signal.ITIMER_REAL, max(0.001, outer - (time.monotonic() - began)), again)


@contextmanager
def memory_limit(more: int) -> Iterator[None]:
    """Raise MemoryError inside the block when it takes so many bytes more than now; only where the system is Linux."""
    if sys.platform != "linux":
        yield
        return
    import resource

    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    bounds = [limit for limit in (soft, hard, used + more) if limit != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_AS, (min(bounds), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
