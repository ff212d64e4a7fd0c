"""The build: documents composed and written where jobs run, each file moved into place whole, the manifest last."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.audit.audited import Audited, Coverage
from briefgen.build.executors import Executor, Lost
from briefgen.build.inputs import folder_digest
from briefgen.build.interrupts import interrupts
from briefgen.build.job import Failure, Job, Made, Review, lost, make_document
from briefgen.build.left_out import LeftOut
from briefgen.build.lock import locked
from briefgen.build.manifest import BuiltFile
from briefgen.build.prepare import Prepared, prepare
from briefgen.build.progress import Progress
from briefgen.build.selection import Selection
from briefgen.build.store import Store
from briefgen.dataset.store import Dataset
from briefgen.formats import FORMATS, modules_of
from briefgen.problems import Origin, Problem, ProblemsFoundError, require
from briefgen.project import Project

if TYPE_CHECKING:
    from briefgen.verify.evidence import Evidence

PRELOAD = [
    "briefgen.cli.main",
    "briefgen.build.job",
    *modules_of(FORMATS),
    "matplotlib.backends.backend_agg",
    "matplotlib.figure",
    "PIL.Image",
]
"""What every worker needs, loaded once before the workers part from each other."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: the files written, every problem found, the documents that could not be made, how many
    numerals were audited, and the subjects without a document."""

    written: tuple[BuiltFile, ...]
    problems: tuple[Problem, ...]
    failures: tuple[Failure, ...]
    coverage: Coverage
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """How a build goes about it: where its jobs run, whether documents that fail their own audit are written too,
    whether with files for reviewers, and the folder with the texts of sources."""

    executor: Executor
    force: bool = False
    review: bool = False
    texts: Path | None = None


def build_project(
    project: Project, selection: Selection, way: Way, shown: Progress, waiting: Callable[[str], None] | None = None
) -> BuildReport:
    """Prepare, compose and write every document of a selection; what cannot be made does not stop the rest.

    LockedError when another build writes into the output folder; with `waiting`, that is told and waited for.
    """
    with interrupts() as heard, locked(project.output, waiting):
        store = Store(project.output, heard, folder_digest(way.texts) if way.texts else "")
        prepared = prepare(project, selection)
        require(store.taken(prepared.jobs))
        evidence, found = _evidence(prepared.materials.dataset, way.texts)
        store.clear()
        build = _Build(project, prepared, way, shown, store)
        build.run(Review(evidence) if way.review else None)
        return build.report((*prepared.warnings, *found))


class _Build:
    """The jobs of a build and what becomes of them."""

    def __init__(self, project: Project, prepared: Prepared, way: Way, shown: Progress, store: Store) -> None:
        self.project, self.prepared, self.way, self.shown, self.store = project, prepared, way, shown, store
        self.audits: list[Audited] = []
        self.failures: list[Failure] = []

    def run(self, review: Review | None) -> None:
        """Every job, and then the manifest of what was written."""
        jobs, executor = self.prepared.jobs, self.way.executor
        self.shown.phase("Building", len(jobs))
        work = partial(make_document, materials=self.prepared.materials, review=review)
        try:
            with closing(executor.run(work, _ordered(jobs, executor))) as results:
                for job, result in results:
                    self.shown.step(self.take(job, result))
        finally:
            self.store.list_written()

    def take(self, job: Job, result: Made | Failure | Lost) -> str:
        """Put what was made in its place, unless it failed; what there is to tell of it."""
        if isinstance(result, str):
            result = lost(job, self.project.templates, result, self.way.executor.seconds)
        if isinstance(result, Failure):
            self.failures.append(result)
            return ""
        self.audits += result.audits
        if not self.way.force and any(audit.problems for audit in result.audits):
            self.failures.append(Failure(job.path, (_unfit(job, self.project.output / job.path),)))
            return ""
        try:
            target, *copies = self.store.put(job, result, self.prepared.materials)
        except ProblemsFoundError as error:  # a link leads out of the output folder
            self.failures.append(Failure(job.path, error.problems))
            return ""
        return f"wrote {', '.join([str(target), *(copy.name for copy in copies)])}"

    def report(self, found: tuple[Problem, ...]) -> BuildReport:
        """What was done, in an order that does not depend on which job was done first."""
        problems = {*found, *(problem for failure in self.failures for problem in failure.problems)}
        problems |= {_within(self.project, problem) for audit in self.audits for problem in audit.problems}
        for path, problem in self.store.unfinished():
            if problem:
                problems.add(problem)
            else:
                self.shown.step(f"repaired {path}: its ledger was missing")
        return BuildReport(
            tuple(sorted(self.store.written, key=lambda entry: entry.path)),
            tuple(sorted(problems)),
            tuple(sorted(self.failures, key=lambda failure: failure.path)),
            sum((audit.coverage for audit in self.audits), Coverage()),
            self.prepared.left_out,
        )


def _ordered(jobs: tuple[Job, ...], executor: Executor) -> tuple[Job, ...]:
    """Where several are made at once, those that take longest come first."""
    if executor.workers == 1:
        return jobs
    return tuple(sorted(jobs, key=lambda job: -FORMATS[job.outline.format].effort))


def _unfit(job: Job, target: Path) -> Problem:
    said = f"kept the earlier {target.name}: the new one" if target.exists() else "was not written: it"
    look = f"briefgen build {job.outline.brief.name} --for {job.outline.subject} --force --output FOLDER"
    return Problem(Origin(str(target)), "not-written", f"{said} fails its own audit", f"to look at it: {look}")


def _evidence(dataset: Dataset, texts: Path | None) -> tuple[Evidence | None, tuple[Problem, ...]]:
    """What the texts of sources say, and what is wrong with their folder."""
    if texts is None:
        return None, ()
    from briefgen.verify.evidence import read_evidence

    return read_evidence(dataset, texts)


def _within(project: Project, problem: Problem) -> Problem:
    """A problem of a file named as the user finds it."""
    return replace(problem, origin=Origin(f"{project.output / problem.origin.path}"))
