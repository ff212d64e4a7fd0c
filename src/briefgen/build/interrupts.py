"""Ctrl-C: the first stops the work between steps that belong together, the second ends the process at once."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

STATUS = 130


class Interrupts:
    """What was heard, and whether it has to wait."""

    def __init__(self) -> None:
        self.heard = False
        self._inside = False

    @contextmanager
    def later(self) -> Iterator[None]:
        """Steps that belong together: an interrupt stops the work after them."""
        before, self._inside = self.heard, True
        try:
            yield
        finally:
            self._inside = False
        if self.heard and not before:
            raise KeyboardInterrupt

    def hear(self, number: int, frame: FrameType | None) -> None:
        """The handler of the signal."""
        if self.heard:
            shows_cursor = b"\x1b[?25h" if sys.stderr.isatty() else b""
            os.write(2, shows_cursor + b"briefgen: stopped at once\n")
            os._exit(STATUS)
        self.heard = True
        if not self._inside:
            raise KeyboardInterrupt


@contextmanager
def interrupts() -> Iterator[Interrupts]:
    """Hear interrupts; once one was heard, another ends the process even after the block."""
    heard = Interrupts()
    if threading.current_thread() is not threading.main_thread():
        yield heard
        return
    before = signal.signal(signal.SIGINT, heard.hear)
    try:
        yield heard
    finally:
        if not heard.heard:
            signal.signal(signal.SIGINT, before)
