"""Where jobs run: in this process, in worker processes, or anywhere else that takes work and gives results back.

A worker process has one job at a time, may be lost without harm to the others, and ends with its parent."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from dataclasses import field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from threading import Thread
from typing import Any, Generic, Literal, Protocol, TypeVar

from briefgen.build.libraries import collect_seldom, settled, silence_libraries
from briefgen.build.limits import TimeUpError, time_limit
from briefgen.frozen import frozen

J = TypeVar("J")
R = TypeVar("R")
Lost = Literal["took too long", "was killed"]
"""Why a job has no result."""
SECONDS = 300.0
"""How long one job may take, unless the user says otherwise."""
START = 120.0
"""How long a worker process may take to begin, and to hand over what it has made."""
_END = 5.0
"""How long it may take to end when it is killed."""


class Executor(Protocol):
    """Runs jobs. Work is a function of a module with plain data bound to it, jobs and results are plain data."""

    @property
    def workers(self) -> int:
        """How many jobs run at once."""

    @property
    def seconds(self) -> float:
        """How long one job may take."""

    def run(self, work: Callable[[J], R], jobs: Sequence[J]) -> Generator[tuple[J, R | Lost], None, None]:
        """Each job with its result, as they come; one that takes too long is stopped. Closed early, it ends all."""


@frozen
class Serial:
    """One job after the other, in this process."""

    seconds: float = SECONDS
    workers: int = field(default=1, init=False)

    def run(self, work: Callable[[J], R], jobs: Sequence[J]) -> Generator[tuple[J, R | Lost], None, None]:
        """The jobs in their order."""
        yield from settled((job, _limited(work, job, self.seconds)) for job in jobs)


@frozen
class Processes:
    """Worker processes of this machine. Work goes to each of them once, when it starts."""

    workers: int
    seconds: float = SECONDS

    def run(self, work: Callable[[J], R], jobs: Sequence[J]) -> Generator[tuple[J, R | Lost], None, None]:
        """The jobs as they are done."""
        methods = multiprocessing.get_all_start_methods()
        context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
        waiting = deque(jobs)
        busy = [Worker[J, R](context, work) for _ in range(min(self.workers, len(waiting)))]
        try:
            while busy:
                for worker in heard_from(busy, self.seconds):
                    done, result = worker.job, worker.heard(self.seconds)
                    if isinstance(result, str):
                        if waiting and not done:  # it ended before it was ready
                            done = (waiting.popleft(),)
                        busy.remove(worker)
                        worker.end()
                        if waiting:
                            busy.append(Worker(context, work))
                    elif waiting:
                        worker.give(waiting.popleft())
                    else:
                        busy.remove(worker)
                        worker.end()
                    if done:
                        yield done[0], result if isinstance(result, str) else result[0]
        finally:
            for worker in busy:
                worker.end()


def cores() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else range(os.cpu_count() or 1))


def local(workers: int, seconds: float, preload: list[str]) -> Executor:
    """This process, or worker processes; the process they part from begins at once to load what all of them need."""
    one_thread_each()
    if workers <= 1:
        return Serial(seconds)
    _start_server(preload)
    return Processes(workers, seconds)


def one_thread_each() -> None:
    """Libraries of this process, and of those that it starts, use one thread: there is a process for each processor."""
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")


def _start_server(preload: list[str]) -> None:
    """Start the process that workers part from, with modules that all of them need, where the system has such."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return
    from multiprocessing import forkserver

    forkserver.set_forkserver_preload(preload)
    heard = signal.signal(signal.SIGINT, signal.SIG_IGN)
    forkserver.ensure_running()
    signal.signal(signal.SIGINT, heard)


class Worker(Generic[J, R]):
    """A process and the job it has; none until it says that it is ready. Whatever becomes of it, nobody waits for it
    for ever: one that does not begin is heard as one that was killed."""

    def __init__(self, context: BaseContext, work: Callable[[J], R]) -> None:
        self.ours, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs,), daemon=True)  # type: ignore[attr-defined]
        with suppress(OSError, EOFError, TimeUpError), time_limit(START, patience=1):
            self.process.start()
            self.ours.send(work)
        theirs.close()
        self.job: tuple[J] | None = None
        self.since = time.monotonic()

    def give(self, job: J) -> None:
        """Let it do a job."""
        self.job, self.since = (job,), time.monotonic()
        with suppress(OSError):  # it has ended, which is heard next
            self.ours.send(job)

    def until(self, seconds: float) -> float:
        """When it has taken too long."""
        return self.since + (seconds if self.job else START)

    def heard(self, seconds: float) -> tuple[R] | Lost:
        """What it has to say."""
        try:
            if self.ours.poll():
                with time_limit(START, patience=1):
                    return self.ours.recv()  # type: ignore[no-any-return]
        except (EOFError, OSError, TimeUpError):
            return "was killed"
        return "took too long" if self.job and time.monotonic() >= self.until(seconds) else "was killed"

    def end(self) -> None:
        """End it, whatever it does."""
        if self.process.pid is not None:
            self.process.kill()
            self.process.join(_END)
        self.ours.close()


def heard_from(busy: list[Worker[J, R]], seconds: float) -> list[Worker[J, R]]:
    """Those that have said something, have ended, or have taken too long."""
    next_end = min(one.until(seconds) for one in busy)
    ready: list[Any] = wait([one.ours for one in busy], max(0.0, next_end - time.monotonic()))
    now = time.monotonic()
    return [one for one in busy if one.ours in ready or now >= one.until(seconds)]


def _limited(work: Callable[[J], R], job: J, seconds: float) -> R | Lost:
    """The result of a job done in this process."""
    try:
        with time_limit(seconds):
            return work(job)
    except TimeUpError:
        return "took too long"


def _serve(connection: Connection) -> None:
    """In a worker: keep libraries quiet, leave interrupts to the parent, end when it ends, and do what it gives."""
    silence_libraries()
    collect_seldom()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    with suppress(EOFError, ConnectionError):  # the parent has gone
        work: Callable[[Any], Any] = connection.recv()
        connection.send((None,))
        for result in settled(map(work, iter(connection.recv, None))):
            connection.send((result,))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
