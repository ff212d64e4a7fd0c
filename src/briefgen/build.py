"""The build: documents through their writers, in parallel, each file moved into place whole, the manifest last."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.metadata import version
from threading import Thread
from traceback import format_exc
from typing import TYPE_CHECKING

from briefgen.atomic import write_whole
from briefgen.audit.files import audit_written
from briefgen.audit.numbers import Audited, Coverage
from briefgen.brand import Brand, read_brand
from briefgen.checks import check_dataset
from briefgen.document import Document
from briefgen.ledger import ledger_path, to_json
from briefgen.load import load_dataset
from briefgen.manifest import Entry, read_manifest, write_manifest
from briefgen.plan import Failure, Job, Selection, Wanted, compose_documents, select_documents
from briefgen.problems import Origin, Problem, ProblemsFoundError, require
from briefgen.progress import Progress
from briefgen.project import Project

if TYPE_CHECKING:
    from briefgen.writers.ledgering import Written

PRELOAD = [
    "briefgen.cli",
    "briefgen.writers.word",
    "briefgen.writers.powerpoint",
    "matplotlib.backends.backend_agg",
    "matplotlib.figure",
    "PIL.Image",
]
"""What every worker needs, loaded once before the workers part from each other."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did: the files written, every problem found, the documents that could not be made, and how many
    numerals were audited."""

    written: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    failures: tuple[Failure, ...]
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class Made:
    """A finished file with its identity, its ledger as JSON, and what the audit of it found."""

    data: bytes
    identity: str
    ledger: bytes
    audit: Audited


def warm_up(workers: int) -> None:
    """Start loading the writers in the background, so that they are ready when the documents are."""
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    if workers > 1 and "forkserver" in multiprocessing.get_all_start_methods():
        from multiprocessing import forkserver

        forkserver.set_forkserver_preload(PRELOAD)
        heard = signal.signal(signal.SIGINT, signal.SIG_IGN)
        forkserver.ensure_running()
        signal.signal(signal.SIGINT, heard)


def build_project(project: Project, selection: Selection, workers: int, shown: Progress) -> Report:
    """Load, check, compose and write every document of a selection; what cannot be made does not stop the rest."""
    before = read_manifest(project.output)
    dataset = load_dataset(project.data, str(project.data))
    found = check_dataset(dataset)
    require(found)
    brand = read_brand(project.templates / "brand", f"{project.templates}/brand")
    wanted = select_documents(project, dataset, selection)
    jobs, failures = _composed(project, wanted, shown)
    written: list[Entry] = []
    audits: list[Audited] = []
    shown.phase("Writing", len(jobs))
    try:
        for job, result in _run(jobs, brand, workers):
            if isinstance(result, Failure):
                failures.append(result)
                shown.step()
            else:
                target = project.output / job.path
                write_whole(target, result.data)
                write_whole(ledger_path(target), result.ledger)
                audits.append(result.audit)
                written.append(_entry(job, result, selection, dataset.digest))
                shown.step(f"wrote {target}")
    finally:
        if written:
            write_manifest(project.output, before, written)
    problems = {*found, *(problem for failure in failures for problem in failure.problems)}
    problems |= {_within(project, problem) for audit in audits for problem in audit.problems}
    return Report(
        tuple(sorted(written)),
        tuple(sorted(problems)),
        tuple(sorted(failures, key=lambda failure: failure.path)),
        sum((audit.coverage for audit in audits), Coverage()),
    )


def _within(project: Project, problem: Problem) -> Problem:
    """A problem of a file named as the user finds it."""
    return replace(problem, origin=Origin(f"{project.output / problem.origin.path}"))


def _composed(project: Project, wanted: tuple[Wanted, ...], shown: Progress) -> tuple[list[Job], list[Failure]]:
    jobs: list[Job] = []
    failures: list[Failure] = []
    shown.phase("Composing", len(wanted))
    for result in compose_documents(project, wanted):
        if isinstance(result, Failure):
            failures.append(result)
        else:
            jobs.append(result)
        shown.step()
    return jobs, failures


def write_document(job: Job, brand: Brand) -> Made | Failure:
    """A document in its format, its ledger and its audit: a pure function that runs in any process."""
    try:
        written = _writer(job.outline.format)(job.document, brand)
        ledger = replace(written.ledger, file=job.path.rpartition("/")[2])
        return Made(written.data, ledger.identity, to_json(ledger), audit_written(job.path, written.data, ledger))
    except ProblemsFoundError as error:
        return Failure(job.path, error.problems)
    except Exception:
        return Failure(job.path, bug=format_exc())


def _writer(format: str) -> Callable[[Document, Brand], Written]:
    if format == "docx":
        from briefgen.writers.word import trace_word

        return trace_word
    from briefgen.writers.powerpoint import trace_presentation

    return trace_presentation


def _run(jobs: list[Job], brand: Brand, workers: int) -> Iterator[tuple[Job, Made | Failure]]:
    """Each job with its result, as they come."""
    if workers <= 1 or len(jobs) <= 1:
        yield from ((job, write_document(job, brand)) for job in jobs)
        return
    with _pool(min(workers, len(jobs))) as pool:
        ordered = sorted(jobs, key=lambda job: job.outline.format != "pptx")
        waiting = {pool.submit(write_document, job, brand): job for job in ordered}
        for future in as_completed(waiting):
            yield waiting[future], _result(waiting[future], future)


def _result(job: Job, future: Future[Made | Failure]) -> Made | Failure:
    try:
        return future.result()
    except BrokenProcessPool:
        return Failure(job.path, bug="A worker process was killed, perhaps for want of memory. Try --jobs 1.")


@contextmanager
def _pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    """A pool whose waiting work is dropped when this process is interrupted."""
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    pool = ProcessPoolExecutor(workers, context, _follow_parent)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _follow_parent() -> None:
    """In a worker: leave interrupts to the parent, and end when it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def _entry(job: Job, made: Made, selection: Selection, dataset: str) -> Entry:
    outline = job.outline
    return Entry(
        path=job.path,
        sha256=hashlib.sha256(made.data).hexdigest(),
        brief=outline.brief.name,
        subject=outline.subject,
        kind=outline.kind,
        audience=outline.brief.audience,
        format=outline.format,
        period=selection.period.text,
        as_of=selection.as_of.isoformat(),
        dataset=dataset,
        briefgen=version("briefgen"),
        identity=made.identity,
    )
