"""A Dask cluster that runs the jobs of a build. It shares no disk with this machine, and may lose workers."""

from __future__ import annotations

import logging
import pickle
import time
import warnings
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing, suppress
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

from briefgen.build.elsewhere import about, forget, pack, run_job, unpack
from briefgen.build.executors import Executor, Lost
from briefgen.build.inputs import Inputs, toolchain
from briefgen.frozen import frozen
from briefgen.problems import Origin, Problem, ProblemsFoundError
from briefgen.values.counting import count

J = TypeVar("J")
R = TypeVar("R")
TRIES = 4
"""A job is given to a worker, and three times more when that is lost; then it is done here."""
CONNECT, COME, LOOK = 10, 20.0, 1.0
"""Seconds: to find the scheduler, for a worker to come, and between two looks at who is there."""
_AHEAD = 2
"""Jobs that a worker has for each of its threads, so that none waits for the next."""
_SHOWN = 3


@frozen
class Looked:
    """What a cluster has: the threads of each worker that can make our documents, and what is wrong with the others."""

    fit: dict[str, int]
    unfit: tuple[Problem, ...]


class Cluster:
    """The workers of a cluster that make the bytes that this machine would make. Jobs that they lose are given again;
    what is left when there is no worker any more is done `here`."""

    def __init__(self, address: str, folder: Path, here: Executor, tell: Callable[[str], None]) -> None:
        """ProblemsFoundError when there is no such cluster, or none of its workers can be used."""
        self.folder, self.here, self.tell, self.seconds = folder, here, tell, here.seconds
        self.client = connect(address)
        try:
            self.fit = self._found(address)
        except BaseException:
            self.close()
            raise

    def _found(self, address: str) -> dict[str, int]:
        looked = look(self.client)
        self.unfit = looked.unfit
        if not looked.fit:
            why = "none of its workers can be used" if looked.unfit else "it has no workers"
            hint = "install here and there the same: `briefgen doctor --scheduler` tells what is other"
            raise ProblemsFoundError([*looked.unfit, Problem(Origin(address), "no-cluster", why, hint)])
        return looked.fit

    @property
    def workers(self) -> int:
        """How many jobs run at once."""
        return sum(self.fit.values())

    def close(self) -> None:
        """Leave the cluster."""
        with suppress(Exception):
            self.client.close(timeout=CONNECT)

    def run(self, work: Callable[[J], R], jobs: Sequence[J]) -> Generator[tuple[J, R | Lost], None, None]:
        """The jobs as they are done."""
        if not jobs:
            return
        run = _Run(self, pack(work, self.folder), [pickle.dumps(job) for job in jobs])
        left: list[int] = []
        try:
            for number, result in run.results():
                yield jobs[number], result
            left = run.left
        finally:
            run.end()
        if left:
            self.tell(f"{count(len(left), 'job')} done here, as the cluster lost them")
            with closing(self.here.run(work, [jobs[number] for number in left])) as results:
                yield from results


class _Run:
    """Jobs by number: those that wait, those that a worker has, and those that are left for this machine."""

    def __init__(self, cluster: Cluster, parcel: bytes, jobs: list[bytes]) -> None:
        self.client, self.tell, self.seconds = cluster.client, cluster.tell, cluster.seconds
        self.parcel, self.jobs, self.key = parcel, jobs, sha256(parcel).hexdigest()
        self.waiting, self.left, self.tries = deque(range(len(jobs))), list[int](), Counter[int]()
        self.given: dict[Any, tuple[int, str]] = {}
        self.threads: dict[str, int] = {}
        self.known = set(cluster.fit)
        self.since = time.monotonic()
        self.take(cluster.fit)

    def results(self) -> Generator[tuple[int, Any], None, None]:
        """The results that come."""
        wait, looked = import_module("distributed").wait, time.monotonic()
        try:
            while self.waiting or self.given:
                self.give()
                if self.given:
                    with suppress(TimeoutError), self.client.as_current():
                        wait(list(self.given), timeout=LOOK, return_when="FIRST_COMPLETED")
                else:
                    time.sleep(LOOK)
                for future in [one for one in self.given if one.done()]:
                    yield from self.heard(future)
                if time.monotonic() - looked >= LOOK:
                    self.look()
                    looked = time.monotonic()
                if not self.threads and time.monotonic() - self.since > COME:
                    break
        except (OSError, TimeoutError, RuntimeError) as error:
            self.tell(f"the scheduler is gone: {error}")
        self.left += sorted({*self.waiting, *(number for number, _ in self.given.values())} - set(self.left))

    def take(self, workers: dict[str, int]) -> None:
        """Workers that can be used get what the jobs read."""
        if not workers:
            return
        got = self.client.run(unpack, self.key, self.parcel, workers=list(workers), on_error="return")
        for address, error in got.items():
            if error is None:
                self.threads[address] = workers[address]
            else:
                self.tell(f"worker {address} is not used: {error}")

    def give(self) -> None:
        """Every worker has jobs for a while."""
        busy = Counter(address for _, address in self.given.values())
        for address in sorted(self.threads, key=lambda one: busy[one] / self.threads[one]):
            while self.waiting and busy[address] < _AHEAD * self.threads[address]:
                number = self.waiting[0]
                future = self.client.submit(
                    run_job, self.key, self.jobs[number], self.seconds, workers=[address], allow_other_workers=False,
                    pure=False,
                )  # fmt: skip
                self.given[future] = self.waiting.popleft(), address
                busy[address] += 1

    def heard(self, future: Any) -> Generator[tuple[int, Any], None, None]:
        """The result of a job that is done, unless its worker lost it."""
        number, _ = self.given.pop(future)
        result = pickle.loads(future.result()) if future.status == "finished" else "was killed"
        if result == "was killed":
            self.lost(number)
        else:
            yield number, result

    def look(self) -> None:
        """Who is there: jobs of workers that are gone are given again, workers that came are looked at."""
        there: dict[str, int] = self.client.nthreads()
        for address in [one for one in self.threads if one not in there]:
            del self.threads[address]
            self.since = time.monotonic()
            gone = [future for future, (_, where) in self.given.items() if where == address]
            self.tell(f"worker {address} is gone; {count(len(gone), 'job')} given again")
            for future in gone:
                number, _ = self.given.pop(future)
                future.cancel()
                self.lost(number)
        new = {address: threads for address, threads in there.items() if address not in self.known}
        self.known |= new.keys()
        looked = look_at(self.client, new)
        for problem in looked.unfit:
            self.tell(str(problem))
        self.take(looked.fit)

    def lost(self, number: int) -> None:
        """Give a job again, or leave it for this machine."""
        self.tries[number] += 1
        if self.tries[number] < TRIES:
            self.waiting.appendleft(number)
        else:
            self.left.append(number)

    def end(self) -> None:
        """Take back what is not done, and leave nothing behind."""
        for future in self.given:
            with suppress(Exception):
                future.cancel()
        with suppress(Exception):
            self.client.run(forget, self.key, workers=list(self.threads), on_error="ignore")


# --- who is there ------------------------------------------------------------------------------------------


def connect(address: str) -> Any:
    """The client of a scheduler; ProblemsFoundError when there is none."""
    try:
        distributed = import_module("distributed")
    except ImportError:
        hint = 'install it here and on each worker: pip install "briefgen[cluster]"'
        raise _no_cluster(address, "the package distributed is not installed", hint) from None
    logger = logging.getLogger("distributed")
    logger.handlers, logger.propagate = [logging.NullHandler()], False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # other versions, which are told of each worker
            return distributed.Client(address, timeout=CONNECT, set_as_default=False)
    except (OSError, TimeoutError, ValueError, RuntimeError):
        hint = "start one with `dask scheduler`, and workers with `dask worker`; see docs/cluster.md"
        raise _no_cluster(address, "no scheduler answers", hint) from None


def look(client: Any) -> Looked:
    """What the workers of a cluster are; it is waited for the first."""
    with suppress(OSError, TimeoutError):
        client.wait_for_workers(1, timeout=COME)
    return look_at(client, client.nthreads())


def look_at(client: Any, workers: dict[str, int]) -> Looked:
    """Which of some workers make the bytes that this machine makes."""
    if not workers:
        return Looked({}, ())
    ours = toolchain()
    answers = client.run(about, workers=list(workers), on_error="return")
    others = {address: list(_differences(ours, answers.get(address))) for address in workers}
    unfit = [_unfit(address, found) for address, found in others.items() if found]
    return Looked({address: workers[address] for address, found in others.items() if not found}, tuple(sorted(unfit)))


def _differences(ours: Inputs, answer: object) -> Iterable[str]:
    """What of a worker is otherwise than here."""
    if not isinstance(answer, Inputs):
        yield "it has no briefgen" if isinstance(answer, ImportError) else f"it does not answer: {answer}"
        return
    theirs = dict(answer.versions)
    versions = [f"{name} {theirs.get(name, 'missing')}, not {own}" for name, own in ours.versions
                if theirs.get(name) != own]  # fmt: skip
    yield from versions
    if answer.program != ours.program and not versions:
        yield "its code of briefgen is another"
    if answer.fonts != ours.fonts:
        yield "it has other fonts installed"


def _unfit(address: str, found: list[str]) -> Problem:
    more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    message = f"the worker is not used, as its documents would have other bytes: {'; '.join(found[:_SHOWN])}{more}"
    hint = "run one image on this machine and on all workers; see docs/cluster.md"
    return Problem(Origin(address), "unfit-worker", message, hint, "warning")


def _no_cluster(address: str, why: str, hint: str) -> ProblemsFoundError:
    return ProblemsFoundError([Problem(Origin(address), "no-cluster", why, hint)])
