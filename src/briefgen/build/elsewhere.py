"""Jobs on machines that share no disk: work goes there once, with the files that it reads, and is unpacked; each job is
done in a process of its own, as on this machine."""

from __future__ import annotations

import multiprocessing
import pickle
import shutil
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import mkdtemp
from threading import Lock
from typing import Any

from briefgen.build.executors import START, Lost, Worker, heard_from, one_thread_each
from briefgen.build.inputs import MOST, Inputs, files_below, toolchain
from briefgen.build.job import Failure, Made
from briefgen.files import read_file
from briefgen.frozen import frozen
from briefgen.problems import Origin, Problem

_BRAND = "brand"
_places: dict[str, Unpacked] = {}
_idle: dict[str, list[Worker[bytes, bytes]]] = defaultdict(list)
_lock = Lock()


@frozen
class Parcel:
    """Work as bytes, the folder that it reads as the user wrote it, and the files in it."""

    work: bytes
    folder: str
    files: tuple[tuple[str, bytes], ...]


def pack(work: Callable[[Any], Any], folder: Path) -> bytes:
    """Work with all that it reads below a folder. What it says of places stays as the user wrote it."""
    out = BytesIO()
    _Packing(out, folder).dump(work)
    files = tuple((name, read_file(path, MOST)) for name, path in files_below(folder))
    return pickle.dumps(Parcel(out.getvalue(), str(folder), files))


class _Packing(pickle.Pickler):
    """Paths of the folder are written as such: there, it lies elsewhere."""

    def __init__(self, out: BytesIO, folder: Path) -> None:
        super().__init__(out)
        self.folder, self.brand = folder, str(folder / _BRAND)

    def persistent_id(self, thing: Any) -> str | None:
        if isinstance(thing, Path):
            return "" if thing == self.folder else None
        return _BRAND if isinstance(thing, str) and thing == self.brand else None


class _Unpacking(pickle.Unpickler):
    def __init__(self, file: BytesIO, folder: Path) -> None:
        super().__init__(file)
        self.folder = folder

    def persistent_load(self, pid: str) -> Path | str:
        return str(self.folder / _BRAND) if pid == _BRAND else self.folder


# --- there -------------------------------------------------------------------------------------------------


def about() -> Inputs:
    """The versions, the code and the fonts of a machine: documents of others have other bytes."""
    return toolchain()


def unpack(key: str, parcel: bytes) -> None:
    """Unpack a parcel, once."""
    with _lock:
        if key in _places:
            return
        place, content = Path(mkdtemp(prefix="briefgen-")), pickle.loads(parcel)
        for name, data in content.files:
            target = place / "templates" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        (place / "work").write_bytes(content.work)
        _places[key] = Unpacked(str(place), content.folder)


def run_job(key: str, job: bytes, seconds: float) -> bytes:
    """The result of a job, or why there is none, in a process that did others of the same parcel before."""
    worker = _free(key)
    worker.give(job)
    heard_from([worker], seconds)
    result: tuple[bytes] | Lost = worker.heard(seconds)
    if isinstance(result, str):
        worker.end()
        return pickle.dumps(result)
    with _lock:
        if key in _places:
            _idle[key].append(worker)
            return result[0]
    worker.end()
    return result[0]


def forget(key: str) -> None:
    """Leave nothing of a parcel behind."""
    with _lock:
        place, workers = _places.pop(key, None), _idle.pop(key, [])
    for worker in workers:
        worker.end()
    if place:
        shutil.rmtree(place.place, ignore_errors=True)


def _free(key: str) -> Worker[bytes, bytes]:
    """A process that waits for a job."""
    with _lock:
        if _idle[key]:
            return _idle[key].pop()
        work = _places[key]
    one_thread_each()
    multiprocessing.current_process().daemon = False  # a scheduler's own processes may have none below them otherwise
    worker: Worker[bytes, bytes] = Worker(multiprocessing.get_context("spawn"), work)
    worker.ours.poll(START)
    worker.heard(START)
    return worker


@frozen
class Unpacked:
    """Work that lies in a folder of this machine; it takes a job as bytes, and gives the result as bytes."""

    place: str
    folder: str

    def __call__(self, job: bytes) -> bytes:
        """Do a job."""
        return pickle.dumps(self.as_written(_work(self.place)(pickle.loads(job))))

    def as_written(self, result: Any) -> Any:
        """A result whose problems name the folder as the user wrote it."""
        if isinstance(result, Failure):
            problems = tuple(map(self._told, result.problems))
            return replace(result, problems=problems, bug=self._named(result.bug))
        return replace(result, warnings=tuple(map(self._told, result.warnings))) if isinstance(result, Made) else result

    def _told(self, problem: Problem) -> Problem:
        origin = Origin(self._named(problem.origin.path), problem.origin.line, problem.origin.column)
        return replace(problem, origin=origin, message=self._named(problem.message), hint=self._named(problem.hint))

    def _named(self, text: str) -> str:
        return text.replace(f"{self.place}/templates", self.folder)


@cache
def _work(place: str) -> Callable[[Any], Any]:
    work = (Path(place) / "work").read_bytes()
    return _Unpacking(BytesIO(work), Path(place) / "templates").load()  # type: ignore[no-any-return]
