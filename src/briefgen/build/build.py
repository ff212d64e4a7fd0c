"""The build: documents composed and written where jobs run, each file moved into place whole, the manifest last."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.audit.audited import Audited, Coverage
from briefgen.build.beside import beside_data
from briefgen.build.changed import fact_changes
from briefgen.build.executors import Executor, Lost
from briefgen.build.gates import Asked
from briefgen.build.interrupts import interrupts
from briefgen.build.job import Failure, Job, Made, Materials, Review, Same, by_line, lost, make_document
from briefgen.build.lock import locked
from briefgen.build.manifest import Build as BuildOf
from briefgen.build.manifest import BuiltFile
from briefgen.build.pdf import entry_of, is_current, no_printer, print_documents, printable
from briefgen.build.prepare import Prepared, prepare
from briefgen.build.progress import Progress
from briefgen.build.recalled import recall
from briefgen.build.store import Store, hash_of
from briefgen.build.wanted import LeftOut
from briefgen.cache import caching, holds
from briefgen.charts import MODULES
from briefgen.dataset.packed import uncollected
from briefgen.dataset.store import Dataset
from briefgen.formats import FORMATS, modules_of, pdf_path
from briefgen.frozen import frozen
from briefgen.ledger import ledger_path
from briefgen.ledger.store import file_bytes
from briefgen.problems import Origin, Problem, ProblemsFoundError, require
from briefgen.project import Project

if TYPE_CHECKING:
    from briefgen.verify.evidence import Evidence

PRELOAD = ["briefgen.cli.main", "briefgen.build.job", *modules_of(FORMATS), *MODULES]
"""What every worker needs, loaded once before the workers part from each other."""
DRAWING = ["briefgen.charts.engine.raster"]
"""What those need that draw."""


@frozen
class BuildReport:
    """What a build did: the files written and those kept as they were, why each was (`told`, in the order of paths),
    every problem found, the documents that could not be made, how many numerals were audited, and the subjects without
    a document. `warnings` are counted, as those of an earlier build are not at hand; `measured` are those of the
    documents that were made."""

    written: tuple[BuiltFile, ...] = ()
    kept: tuple[BuiltFile, ...] = ()
    told: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    failures: tuple[Failure, ...] = ()
    coverage: Coverage = field(default_factory=Coverage)
    left_out: tuple[LeftOut, ...] = ()
    warnings: int = 0
    measured: tuple[Problem, ...] = ()


@frozen
class Way:
    """How a build goes about it: where its jobs run, whether what a build holds back is written too, whether every
    document is made, whether nothing is written, the folder with the texts of sources, and whether what earlier builds
    kept is used."""

    executor: Executor
    force: bool = False
    all: bool = False
    dry: bool = False
    texts: Path | None = None
    cached: bool = True


def preload(*, cached: bool) -> list[str]:
    """The modules that workers begin with: those that draw where nothing was drawn before."""
    return PRELOAD if cached and holds("charts") else [*PRELOAD, *DRAWING]


@uncollected()
def build_project(
    project: Project, asked: Asked, way: Way, shown: Progress, waiting: Callable[[str], None] | None = None
) -> BuildReport:
    """Prepare, compose and write every document of a selection that is not up to date; what cannot be made does not
    stop the rest.

    LockedError when another build writes into the output folder; with `waiting`, that is told and waited for.
    """
    with interrupts() as heard, locked(project.output, waiting), caching(way.cached):
        store = Store(project.output, heard, asked, dry=way.dry)
        prepared = prepare(project, asked.selection)
        require(store.taken(prepared.jobs))
        evidence, found = _evidence(prepared.materials.dataset, way.texts)
        store.clear()
        beside = (one for one in beside_data(project) if one.severity == "warning")
        build = _Build(project, prepared, way, shown, store, (*prepared.warnings, *found, *beside))
        build.run(Review(evidence) if asked.review else None)
        return build.report()


class _Build:
    """The jobs of a build and what becomes of them."""

    def __init__(
        self, project: Project, prepared: Prepared, way: Way, shown: Progress, store: Store, found: tuple[Problem, ...]
    ) -> None:
        self.project, self.prepared, self.way, self.shown, self.store = project, prepared, way, shown, store
        self.found = [*found]
        self.audits: list[Audited] = []
        self.failures: list[Failure] = []
        self.measured: list[Failure] = []
        """By document what was measured on it and is more or less than it should be."""
        self.kept: list[BuiltFile] = []
        self.told: list[str] = []
        self.there: dict[str, tuple[BuiltFile, ...]] = {}
        """By the path of each document the entries of its files that are as they were written."""

    def run(self, review: Review | None) -> None:
        """Every job that has something to do, and then the manifest of what there is."""
        jobs, executor = tuple(self.needed(review)), self.way.executor
        self.shown.phase("Building", len(jobs))
        work = partial(make_document, materials=self.prepared.materials, review=review, cached=self.way.cached)
        whole = False
        try:
            with closing(executor.run(work, _ordered(jobs, executor))) as results:
                for job, result in results:
                    self.shown.step(self.take(job, result))
            if self.store.asked.pdf:
                self.print_pdfs()
            whole = not self.failures and not any(problem.severity == "error" for problem in self.found)
        finally:
            self.store.list_written(self.made() if whole else None)

    def needed(self, review: Review | None) -> Iterator[Job]:
        """The jobs whose documents may have to be written, each with the content that is written already."""
        materials = self.prepared.materials
        for job in self.prepared.jobs:
            edited, entries = self.store.there(job, forced=self.way.force)
            self.there[job.path] = entries
            if edited:
                self.found += edited
            elif self.way.all or not entries:
                yield job
            elif self.store.is_current(job, entries, materials):
                self.kept += entries
            else:
                current = entries[0].current
                same = current is not None and materials.inputs.writes_as(current) and not entries[0].problems
                known = entries[0].content if same and not review else ""
                if known and recall(job, materials) == known:
                    self.keep(job, entries, exact=not entries[0].kept_for)
                else:
                    yield replace(job, known=known)

    def take(self, job: Job, result: Made | Same | Failure | Lost) -> str:
        """Put what was made in its place, unless it failed or is there already; what there is to tell of it."""
        if isinstance(result, str):
            result = lost(job, self.project.templates, result, self.way.executor.seconds)
        if isinstance(result, Failure):
            self.failures.append(result)
            return ""
        entries = self.there[job.path]
        if isinstance(result, Same):
            return self.keep(job, entries, exact=not entries[0].kept_for)
        self.audits += result.audits
        self.measured += [Failure(job.path, result.warnings)] if result.warnings else []
        if not self.way.force and any(audit.problems for audit in result.audits):
            self.failures.append(Failure(job.path, (_unfit(job, self.project.output / job.path),)))
            return ""
        if entries and not self.way.all:
            if self.store.is_same(job, result, entries):
                return self.keep(job, entries, exact=True)
            if why := self.kept_through_upgrade(result, entries):
                return self.keep_as_shown(job, result, entries, why)
        return self.write(job, result)

    def keep(self, job: Job, entries: tuple[BuiltFile, ...], *, exact: bool) -> str:
        """Keep files that say what they would now; `exact` if they would be made again just as they are."""
        inputs = self.prepared.materials.inputs
        for entry in entries:
            now = replace(inputs, texts=self.store.asked.texts if entry.role == "pack" else "")
            made_from = {"inputs": now, "kept_for": None} if exact else {"kept_for": now}
            self.store.keep([entry], outline=job.digest, as_of=self.prepared.materials.as_of.isoformat(), **made_from)
        self.kept += entries
        return ""

    def kept_through_upgrade(self, made: Made, entries: tuple[BuiltFile, ...]) -> str:
        """Why a file is kept that another version of the program or of a library made, if it is: it shows the same, and
        says the same, or would if the program were what it was."""
        entry, inputs = entries[0], self.prepared.materials.inputs
        then = entry.current
        if made.copies or then is None or then.brand != inputs.brand or not entry.shown or entry.problems:
            return ""
        upgraded = not inputs.writes_as(then)
        made_from, before = ((one.dataset, one.templates) for one in (inputs, then))
        same_facts = made.content == entry.content or made_from == before
        if not upgraded or not same_facts or made.shown != entry.shown:
            return ""
        return f"{', '.join(inputs.since(then))}; text and pictures are equal"

    def keep_as_shown(self, job: Job, made: Made, entries: tuple[BuiltFile, ...], why: str) -> str:
        """Keep a file that shows what the new one does."""
        self.store.keep(
            entries, kept_for=self.prepared.materials.inputs, content=made.content, outline=job.digest,
            as_of=self.prepared.materials.as_of.isoformat(),
        )  # fmt: skip
        self.kept += entries
        self.told.append(f"{job.path}: kept: {why}")
        return ""

    def write(self, job: Job, made: Made) -> str:
        """Write what was made."""
        materials = self.prepared.materials
        why = self.changes(job, made)
        try:
            target, *copies = self.store.put(job, made, materials, why)
        except ProblemsFoundError as error:  # a link leads out of the output folder
            self.failures.append(Failure(job.path, error.problems))
            return ""
        because = f"rebuilt because {'; '.join(why)}" if why else "built, as it is new"
        self.told.append(f"{job.path}: {'would be ' if self.way.dry else ''}{because}")
        said = "would write" if self.way.dry else "wrote"
        return f"{said} {', '.join([str(target), *(copy.name for copy in copies)])}"

    def print_pdfs(self) -> None:
        """The PDFs of the documents that are there; those that are up to date are kept."""
        asked, wanted = self.store.asked, list[BuiltFile]()
        paths = sorted({entry.path for entry in (*self.kept, *self.store.written)})
        documents = list(printable(self.store.known[path] for path in paths))
        if documents and not asked.printer:
            self.found.append(no_printer(self.project.output))
            return
        for document in documents:
            entry = self.store.known.get(pdf_path(document.path))
            if entry and not self.way.all and is_current(self.project.output, entry, document, asked.printer):
                now = {"inputs": document.inputs, "kept_for": document.kept_for}
                self.store.keep([entry], outline=document.outline, as_of=document.as_of, **now)
                self.kept.append(entry)
            else:
                wanted.append(document)
        self.shown.phase("Printing", len(wanted))
        if self.way.dry:
            for document in wanted:
                self.put_pdf(entry_of(document, asked.printer), b"")
            return
        with closing(print_documents(self.project.output, wanted, self.way.executor)) as results:
            for document, result in results:
                if isinstance(result, Problem):
                    self.found.append(result)
                    self.shown.step()
                else:
                    self.put_pdf(entry_of(document, asked.printer, result, hash_of(result)), result)

    def put_pdf(self, entry: BuiltFile, data: bytes) -> None:
        """Write a PDF."""
        place = self.store.put_pdf(entry, data)
        self.told.append(f"{entry.path}: {'would be ' if self.way.dry else ''}printed from {entry.of}")
        self.shown.step(f"{'would write' if self.way.dry else 'wrote'} {place}")

    def changes(self, job: Job, made: Made) -> tuple[str, ...]:
        """Why a document is written over an earlier one: facts that it prints otherwise, else what it was made from."""
        target, entry = self.project.output / job.path, self.store.known.get(job.path)
        if entry is None or not target.is_file():
            return ()
        materials = self.prepared.materials
        view = materials.view(job.outline.brief.audience)
        facts = (
            fact_changes(file_bytes(ledger_path(target)), made.ledger, view) if entry.content != made.content else ()
        )
        then, day = entry.current, materials.as_of.isoformat()
        others = [f"the day is {day}, not {entry.as_of}"] if entry.as_of != day else []
        if then is not None:
            since = list(materials.inputs.since(then))
            others += [one for one in since if not facts or one != "the templates changed"]
            if not facts and entry.outline != job.digest:
                others.append(job.asked_otherwise(entry.outline))
            if not facts and not others and then.dataset != materials.inputs.dataset:
                others.append("the data changed")
        if not facts and not others:
            others.append("all is made anew" if self.way.all else "a file of it was missing, or not as it was written")
        return (*facts, *others)

    def made(self) -> BuildOf:
        """This build, for the manifest."""
        materials, asked = self.prepared.materials, self.store.asked
        return BuildOf(
            asked=asked.digest,
            period=materials.period.text,
            as_of=materials.as_of.isoformat(),
            inputs=materials.inputs,
            files=tuple(sorted(entry.path for entry in (*self.kept, *self.store.written))),
            warnings=sum(problem.severity == "warning" for problem in self.found),
            left_out=tuple(LeftOut(one.subject, one.reason) for one in self.prepared.left_out if one.is_document),
        )

    def report(self) -> BuildReport:
        """What was done, in an order that does not depend on which job was done first."""
        problems = {*self.found, *(problem for failure in self.failures for problem in failure.problems)}
        problems |= {_within(self.project, problem) for audit in self.audits for problem in audit.problems}
        for path, problem in self.store.unfinished():
            if problem:
                problems.add(problem)
            else:
                self.shown.step(f"repaired {path}: its ledger was missing")
        warnings = sum(problem.severity == "warning" for problem in problems)
        measured = tuple(by_line(sorted(self.measured, key=lambda one: one.path)))
        return BuildReport(
            written=tuple(sorted(self.store.written, key=lambda entry: entry.path)),
            kept=tuple(sorted(self.kept, key=lambda entry: entry.path)),
            told=tuple(sorted(self.told)),
            problems=tuple(sorted({*problems, *measured})),
            failures=tuple(sorted(self.failures, key=lambda failure: failure.path)),
            coverage=sum((audit.coverage for audit in self.audits), Coverage()),
            left_out=self.prepared.left_out,
            warnings=warnings,
            measured=measured,
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


def read_texts(materials: Materials, texts: Path) -> Evidence | None:
    """What the texts in a folder say for the facts of a dataset."""
    return _evidence(materials.dataset, texts)[0]


def _evidence(dataset: Dataset, texts: Path | None) -> tuple[Evidence | None, tuple[Problem, ...]]:
    """What the texts of sources say, and what is wrong with their folder."""
    if texts is None:
        return None, ()
    from briefgen.verify.evidence import read_evidence

    return read_evidence(dataset, texts)


def _within(project: Project, problem: Problem) -> Problem:
    """A problem of a file named as the user finds it."""
    return replace(problem, origin=Origin(f"{project.output / problem.origin.path}"))
