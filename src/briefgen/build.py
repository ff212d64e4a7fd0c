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
from pathlib import Path
from threading import Thread
from traceback import format_exc
from typing import TYPE_CHECKING

from briefgen.atomic import astray, write_whole
from briefgen.audit.audited import Audited, Coverage
from briefgen.audit.files import audit_written
from briefgen.audit.ledgers import write_ledger
from briefgen.brand import Brand, read_brand
from briefgen.checks import check_dataset
from briefgen.dataset import Dataset
from briefgen.document import Document
from briefgen.ledger import Ledger, to_json
from briefgen.load import load_dataset
from briefgen.manifest import Entry, read_manifest, write_manifest
from briefgen.place import REVIEW
from briefgen.plan import Failure, Job, Selection, Wanted, compose_documents, select_documents
from briefgen.problems import Origin, Problem, ProblemsFoundError, require
from briefgen.progress import Progress
from briefgen.project import Project

if TYPE_CHECKING:
    from briefgen.verify.evidence import Evidence
    from briefgen.writers.ledgering import Marked

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
class Review:
    """What reviewers get beside each document, a copy with its claims explained and a reference pack; `evidence` are
    the passages that the texts of sources hold, when the user gave them."""

    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A finished file with its identity, its ledger as JSON and what the audits found; and the files for review by the
    ending that takes the place of its own."""

    data: bytes
    identity: str
    ledger: bytes
    audits: tuple[Audited, ...]
    copies: tuple[tuple[str, bytes], ...] = ()


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


def build_project(
    project: Project, selection: Selection, workers: int, shown: Progress, *, review: bool = False,
    texts: Path | None = None,
) -> Report:  # fmt: skip
    """Load, check, compose and write every document of a selection; what cannot be made does not stop the rest.

    With `review`, the files for reviewers too; `texts` is the folder with the texts of sources.
    """
    before = read_manifest(project.output)
    dataset = load_dataset(project.data, str(project.data))
    found = check_dataset(dataset)
    require(found)
    brand = read_brand(project.templates / "brand", f"{project.templates}/brand")
    wanted = select_documents(project, dataset, selection)
    evidence, more = _evidence(dataset, texts)
    jobs, failures = _composed(project, wanted, shown)
    written: list[Entry] = []
    audits: list[Audited] = []
    shown.phase("Writing", len(jobs))
    try:
        for job, result in _run(jobs, brand, Review(evidence) if review else None, workers):
            if isinstance(result, Failure):
                failures.append(result)
                shown.step()
            else:
                target = project.output / job.path
                write_whole(target, result.data, project.output)
                write_ledger(project.output, target, result.ledger)
                audits += result.audits
                written.append(_entry(job, result, selection, dataset.digest))
                for ending, data in result.copies:
                    copy = _copied(_entry(job, result, selection, dataset.digest), ending, data)
                    write_whole(project.output / copy.path, data, project.output)
                    written.append(copy)
                beside = "".join(f", {_beside(target.name, ending)}" for ending, _ in result.copies)
                shown.step(f"wrote {target}{beside}")
    finally:
        if written:
            write_manifest(project.output, before, written)
    problems = {*found, *more, *(problem for failure in failures for problem in failure.problems)}
    problems |= {_within(project, problem) for audit in audits for problem in audit.problems}
    return Report(
        tuple(sorted(written)),
        tuple(sorted(problems)),
        tuple(sorted(failures, key=lambda failure: failure.path)),
        sum((audit.coverage for audit in audits), Coverage()),
    )


def _evidence(dataset: Dataset, texts: Path | None) -> tuple[Evidence | None, tuple[Problem, ...]]:
    """What the texts of sources say, and what is wrong with their folder."""
    if texts is None:
        return None, ()
    from briefgen.verify.evidence import read_evidence

    return read_evidence(dataset, texts)


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
        elif problems := tuple(astray(project.output / result.path, project.output)):
            failures.append(Failure(result.path, problems))
        else:
            jobs.append(result)
        shown.step()
    return jobs, failures


def write_document(job: Job, brand: Brand, review: Review | None = None) -> Made | Failure:
    """A document in its format, its ledger, its audit and its copies: a pure function that runs in any process."""
    from briefgen.writers.ledgering import finish

    try:
        marked = _writer(job.outline.format)(job.document, brand)
        written = finish(marked)
        ledger = replace(written.ledger, file=job.path.rpartition("/")[2])
        copies = () if review is None else _copies(job, marked, ledger, review)
        if copies:
            ledger = replace(ledger, review=hashlib.sha256(copies[0][1]).hexdigest())
        audits = [audit_written(job.path, written.data, ledger)]
        for ending, data in copies[:1]:
            audits.append(replace(audit_written(_beside(job.path, ending), data, ledger), coverage=Coverage()))
        return Made(written.data, ledger.identity, to_json(ledger), tuple(audits), copies)
    except ProblemsFoundError as error:
        return Failure(job.path, error.problems)
    except Exception:
        return Failure(job.path, bug=format_exc())


def _writer(format: str) -> Callable[[Document, Brand], Marked]:
    if format == "docx":
        from briefgen.writers.word import mark_word

        return mark_word
    from briefgen.writers.powerpoint import mark_presentation

    return mark_presentation


def _copies(job: Job, marked: Marked, ledger: Ledger, review: Review) -> tuple[tuple[str, bytes], ...]:
    """The review copy, then the reference pack, each by the ending of its name."""
    from briefgen.pack import SUFFIX, reference_pack
    from briefgen.writers.ledgering import finish_copy
    from briefgen.writers.review_slides import annotate_slides
    from briefgen.writers.review_word import annotate_word

    format = job.outline.format
    annotated = annotate_word(marked) if format == "docx" else annotate_slides(marked)
    return (
        (f"{REVIEW}.{format}", finish_copy(annotated, ledger.identity)),
        (f".{format}{SUFFIX}", reference_pack(ledger, job.document, review.evidence)),
    )


def _run(
    jobs: list[Job], brand: Brand, review: Review | None, workers: int
) -> Iterator[tuple[Job, Made | Failure]]:
    """Each job with its result, as they come."""
    if workers <= 1 or len(jobs) <= 1:
        yield from ((job, write_document(job, brand, review)) for job in jobs)
        return
    with _pool(min(workers, len(jobs))) as pool:
        ordered = sorted(jobs, key=lambda job: job.outline.format != "pptx")
        waiting = {pool.submit(write_document, job, brand, review): job for job in ordered}
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


def _copied(entry: Entry, ending: str, data: bytes) -> Entry:
    """The entry of a file for review beside its document."""
    path, format = _beside(entry.path, ending), ending.rpartition(".")[2]
    return replace(entry, path=path, sha256=hashlib.sha256(data).hexdigest(), format=format)


def _beside(path: str, ending: str) -> str:
    """The name of a file for review beside its document."""
    return path.rpartition(".")[0] + ending
