"""The build: documents through their writers, in parallel, each file moved into place whole, the manifest last."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from importlib.metadata import version
from pathlib import Path
from traceback import format_exc
from typing import TYPE_CHECKING

from briefgen.atomic import astray, keep_names, remove_scratch
from briefgen.audit.audited import Audited, Coverage
from briefgen.audit.files import audit_written
from briefgen.brand.brand import Brand, read_brand
from briefgen.build.interrupts import Interrupts, interrupts
from briefgen.build.lock import locked
from briefgen.build.manifest import Entry, read_manifest, write_manifest
from briefgen.build.plan import Failure, Job, Selection, Wanted, compose_documents, select_documents
from briefgen.build.progress import Progress
from briefgen.build.workers import Lost, run_jobs, start_server
from briefgen.checks import check_dataset
from briefgen.dataset.load import load_dataset
from briefgen.dataset.store import Dataset
from briefgen.document.blocks import Document
from briefgen.ledger.ledger import Ledger, ledger_path, to_json
from briefgen.ledger.store import without_ledger, write_traced
from briefgen.office.passages import REVIEW
from briefgen.problems import Origin, Problem, ProblemsFoundError, require
from briefgen.project import Project

if TYPE_CHECKING:
    from briefgen.verify.evidence import Evidence
    from briefgen.writers.ledgering import Marked

PRELOAD = [
    "briefgen.cli.main",
    "briefgen.writers.word.writer",
    "briefgen.writers.powerpoint.writer",
    "matplotlib.backends.backend_agg",
    "matplotlib.figure",
    "PIL.Image",
]
"""What every worker needs, loaded once before the workers part from each other."""
SECONDS = 300.0
"""How long one document may take to be written."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did: the files written, every problem found, the documents that could not be made, and how many
    numerals were audited."""

    written: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    failures: tuple[Failure, ...]
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class Way:
    """How a build goes about it: processes, seconds for one document, whether documents that fail their own audit are
    written too, whether with files for reviewers, and the folder with the texts of sources."""

    workers: int
    seconds: float = SECONDS
    force: bool = False
    review: bool = False
    texts: Path | None = None


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
    if workers > 1:
        start_server(PRELOAD)


def build_project(
    project: Project, selection: Selection, way: Way, shown: Progress, waiting: Callable[[str], None] | None = None
) -> Report:
    """Load, check, compose and write every document of a selection; what cannot be made does not stop the rest.

    LockedError when another build writes into the output folder; with `waiting`, that is told and waited for.
    """
    with interrupts() as heard, locked(project.output, waiting):
        return _Build(project, selection, way, shown, heard).run()


class _Build:
    """A build that has the output folder for itself."""

    def __init__(
        self, project: Project, selection: Selection, way: Way, shown: Progress, heard: Interrupts
    ) -> None:
        self.project, self.selection, self.way, self.shown, self.heard = project, selection, way, shown, heard
        self.before = read_manifest(project.output)
        self.written: list[Entry] = []
        self.audits: list[Audited] = []
        self.failures: list[Failure] = []

    def run(self) -> Report:
        project = self.project
        dataset = load_dataset(project.data, str(project.data))
        found = check_dataset(dataset)
        require(found)
        brand = read_brand(project.templates / "brand", f"{project.templates}/brand")
        wanted = select_documents(project, dataset, self.selection)
        require(_taken(project, wanted, self.before))
        evidence, more = _evidence(dataset, self.way.texts)
        remove_scratch(project.output)
        unfinished = tuple(without_ledger(project.output))
        jobs, self.failures = _composed(project, wanted, self.shown)
        self.shown.phase("Writing", len(jobs))
        work = partial(write_document, brand=brand, review=Review(evidence) if self.way.review else None)
        try:
            with closing(run_jobs(work, _ordered(jobs, self.way), self.way.workers, self.way.seconds)) as results:
                for job, result in results:
                    self.take(job, result, dataset.digest)
        finally:
            self.list_written()
        missing = self.unfinished(unfinished)
        problems = {*found, *more, *missing, *(p for failure in self.failures for p in failure.problems)}
        problems |= {_within(project, problem) for audit in self.audits for problem in audit.problems}
        return Report(
            tuple(sorted(self.written)),
            tuple(sorted(problems)),
            tuple(sorted(self.failures, key=lambda failure: failure.path)),
            sum((audit.coverage for audit in self.audits), Coverage()),
        )

    def take(self, job: Job, result: Made | Failure | Lost, dataset: str) -> None:
        """Put what was made in its place, unless it failed."""
        if isinstance(result, str):
            result = Failure(job.path, (_lost(self.project, job, result, self.way.seconds),))
        if isinstance(result, Failure):
            self.failures.append(result)
            self.shown.step()
            return
        self.audits += result.audits
        target = self.project.output / job.path
        if not self.way.force and any(audit.problems for audit in result.audits):
            self.failures.append(Failure(job.path, (_unfit(job, target),)))
            self.shown.step()
            return
        entry = _entry(job, result, self.selection, dataset)
        copies = [(_copied(entry, ending, data), data) for ending, data in result.copies]
        with self.heard.later():
            more = {self.project.output / copy.path: data for copy, data in copies}
            write_traced(self.project.output, target, result.data, result.ledger, more)
            self.written += [entry, *(copy for copy, _ in copies)]
        beside = "".join(f", {_beside(target.name, ending)}" for ending, _ in result.copies)
        self.shown.step(f"wrote {target}{beside}")

    def list_written(self) -> None:
        """Write the manifest, when the files that it lists will last."""
        if self.written:
            with self.heard.later():
                output = self.project.output
                keep_names((output / entry.path).parent for entry in self.written)
                write_manifest(output, self.before, self.written)
                keep_names([output])

    def unfinished(self, paths: tuple[Path, ...]) -> Iterator[Problem]:
        """Documents that had no ledger when the build began and still have none; those that were written have one."""
        for path in paths:
            if ledger_path(path).exists():
                self.shown.step(f"repaired {path}: its ledger was missing")
            elif path.exists():
                hint = "build it again; if it is none of briefgen's, move it out of the folder"
                yield Problem(Origin(str(path)), "no-ledger", "there is no ledger beside it", hint, "warning")


def _taken(project: Project, wanted: tuple[Wanted, ...], before: tuple[Entry, ...]) -> Iterator[Problem]:
    """Documents whose place holds one of another brief or subject from an earlier build."""
    known = {entry.path: entry for entry in before}
    for one in wanted:
        entry, outline = known.get(one.path), one.outline
        made_of = (outline.brief.name, outline.kind, outline.subject)
        if entry and (entry.brief, entry.kind, entry.subject) != made_of and (project.output / one.path).is_file():
            message = f"holds the document of brief '{entry.brief}' for the {entry.kind} '{entry.subject}'"
            hint = f"remove it, or give another --output: brief '{outline.brief.name}' would be written over it"
            yield Problem(Origin(str(project.output / one.path)), "same-path", message, hint)


def _unfit(job: Job, target: Path) -> Problem:
    said = f"kept the earlier {target.name}: the new one" if target.exists() else "was not written: it"
    look = f"briefgen build {job.outline.brief.name} --for {job.outline.subject} --force --output FOLDER"
    return Problem(Origin(str(target)), "not-written", f"{said} fails its own audit", f"to look at it: {look}")


def _lost(project: Project, job: Job, why: Lost, seconds: float) -> Problem:
    origin = Origin(f"{project.templates}/{job.outline.template}")
    if why == "took too long":
        message = f"{job.path} took longer than {seconds:g} s to write and was stopped"
        hint = "print less in one document, or give more time with --time-limit SECONDS"
        return Problem(origin, "took-too-long", message, hint)
    message = f"{job.path} could not be written: the process that wrote it was killed, perhaps for want of memory"
    return Problem(origin, "worker-killed", message, "give fewer --jobs, or print less in one document")


def _ordered(jobs: list[Job], way: Way) -> list[Job]:
    """Where several are written at once, decks come first: they take longest."""
    return sorted(jobs, key=lambda job: way.workers > 1 and job.outline.format != "pptx")


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
        from briefgen.writers.word.writer import mark_word

        return mark_word
    from briefgen.writers.powerpoint.writer import mark_presentation

    return mark_presentation


def _copies(job: Job, marked: Marked, ledger: Ledger, review: Review) -> tuple[tuple[str, bytes], ...]:
    """The review copy, then the reference pack, each by the ending of its name."""
    from briefgen.review.reference_pack import SUFFIX, reference_pack
    from briefgen.review.slides import annotate_slides
    from briefgen.review.word import annotate_word
    from briefgen.writers.ledgering import finish_copy

    format = job.outline.format
    annotated = annotate_word(marked) if format == "docx" else annotate_slides(marked)
    return (
        (f"{REVIEW}.{format}", finish_copy(annotated, ledger.identity)),
        (f".{format}{SUFFIX}", reference_pack(ledger, job.document, review.evidence)),
    )


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
