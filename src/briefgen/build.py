"""The build: documents through their writers, in parallel, each file moved into place whole, the manifest last."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from traceback import format_exc
from typing import TypeAlias

from briefgen.atomic import write_whole
from briefgen.brand import Brand
from briefgen.document import Document
from briefgen.manifest import Entry, read_manifest, write_manifest
from briefgen.plan import Failure, Job, Selection
from briefgen.problems import ProblemsFoundError

Done: TypeAlias = "Callable[[Entry | Failure], None]"
PRELOAD = ["briefgen.writers.word", "briefgen.writers.powerpoint", "matplotlib.backends.backend_agg", "briefgen.cli"]


def warm_up(workers: int) -> None:
    """Start loading the writers in the background, so that they are ready when the documents are."""
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    if workers > 1 and "forkserver" in multiprocessing.get_all_start_methods():
        from multiprocessing import forkserver

        forkserver.set_forkserver_preload(PRELOAD)
        forkserver.ensure_running()


def build(
    jobs: Iterable[Job], brand: Brand, output: Path, selection: Selection, dataset: str, workers: int, done: Done
) -> None:
    """Write every job below the output folder and tell `done` of each; the manifest is written whatever happens."""
    before = read_manifest(output)
    new: list[Entry] = []
    try:
        for job, result in _run(tuple(jobs), brand, workers):
            if isinstance(result, bytes):
                write_whole(output / job.path, result)
                new.append(_entry(job, result, selection, dataset))
            done(new[-1] if isinstance(result, bytes) else result)
    finally:
        if new:
            write_manifest(output, before, new)


def write_document(job: Job, brand: Brand) -> bytes | Failure:
    """The bytes of a document in its format: a pure function that runs in any process."""
    try:
        return _writer(job.outline.format)(job.document, brand)
    except ProblemsFoundError as error:
        return Failure(job.path, error.problems)
    except Exception:
        return Failure(job.path, bug=format_exc())


def _writer(format: str) -> Callable[[Document, Brand], bytes]:
    if format == "docx":
        from briefgen.writers.word import write_word

        return write_word
    from briefgen.writers.powerpoint import write_presentation

    return write_presentation


def _run(jobs: tuple[Job, ...], brand: Brand, workers: int) -> Iterator[tuple[Job, bytes | Failure]]:
    """Each job with its result, as they come."""
    if workers <= 1 or len(jobs) <= 1:
        yield from ((job, write_document(job, brand)) for job in jobs)
        return
    with _pool(min(workers, len(jobs))) as pool:
        # presentations take longest: they go first
        ordered = sorted(jobs, key=lambda job: job.outline.format != "pptx")
        waiting = {pool.submit(write_document, job, brand): job for job in ordered}
        for future in as_completed(waiting):
            yield waiting[future], _result(waiting[future], future)


def _result(job: Job, future: Future[bytes | Failure]) -> bytes | Failure:
    try:
        return future.result()
    except BrokenProcessPool:
        return Failure(job.path, bug="A worker process was killed, perhaps for want of memory. Try --jobs 1.")


@contextmanager
def _pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    """A pool whose waiting work is dropped when this process is interrupted."""
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    pool = ProcessPoolExecutor(workers, context, _ignore_interrupt)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _ignore_interrupt() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _entry(job: Job, data: bytes, selection: Selection, dataset: str) -> Entry:
    outline = job.outline
    return Entry(
        path=job.path,
        sha256=hashlib.sha256(data).hexdigest(),
        brief=outline.brief.name,
        subject=outline.subject,
        kind=outline.kind,
        audience=outline.brief.audience,
        format=outline.format,
        period=selection.period.text,
        as_of=selection.as_of.isoformat(),
        dataset=dataset,
        briefgen=version("briefgen"),
    )
