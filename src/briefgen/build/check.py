"""Everything that can be wrong with a project, found without writing a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from briefgen.brand.brand import Brand
from briefgen.briefs.check import check_templates
from briefgen.build.beside import beside_data
from briefgen.build.executors import SECONDS, Executor, local
from briefgen.build.job import Failure, Job, Made, Materials, attempt, by_line, composed, lost, make_document
from briefgen.build.prepare import Prepared, prepare
from briefgen.build.recalled import set_aside
from briefgen.build.wanted import LeftOut, Selection
from briefgen.charts import MODULES
from briefgen.deck import cut_deck
from briefgen.deck.geometry import DESIGN, Geometry
from briefgen.document.allowance import over_budget
from briefgen.editor.materiality import read_materiality
from briefgen.formats import FORMATS
from briefgen.office.package import Package
from briefgen.problems import Problem, ProblemsFoundError
from briefgen.project import Project
from briefgen.reference.typefaces import own_faces

SHARE = 24
"""A worker process is worth its start when it has so many documents to compose."""
MANY = 3
"""So many warnings of one code beside a first one bury what else is wrong with a file."""
PRELOAD = ["briefgen.cli.main", "briefgen.build.check", *MODULES]


class Reviewed(NamedTuple):
    """What a check found: problems, errors of ours, and documents that a build leaves out."""

    problems: tuple[Problem, ...]
    bugs: tuple[Failure, ...]
    left_out: tuple[LeftOut, ...]


def review_project(
    project: Project, selection: Selection, workers: int = 1, seconds: float = SECONDS, *, full: bool = False
) -> Reviewed:
    """Problems of the dataset, the brand, the templates and every document of a selection; errors of ours; and the
    documents of which too little is known.

    In full, every document is written and audited as by a build, and thrown away."""
    problems: list[Problem] = []
    prepared = _prepared(project, selection, problems)
    problems += beside_data(project)
    problems += check_templates(project.templates, str(project.templates))
    problems += _ranking_problems(project)
    failures: list[Failure] = []
    if prepared is not None and not any(problem.severity == "error" for problem in problems):
        find = _written_failures if full else _failures
        failures = list(find(prepared, workers, seconds))
    failures.sort(key=lambda failure: failure.path)
    problems += by_line(failures)
    without = tuple(one for one in prepared.left_out if one.is_document) if prepared else ()
    return Reviewed(tuple(sorted(set(problems))), tuple(failure for failure in failures if failure.bug), without)


def _prepared(project: Project, selection: Selection, problems: list[Problem]) -> Prepared | None:
    try:
        prepared = prepare(project, selection, none_is_fine=not selection.briefs)
    except ProblemsFoundError as error:
        problems += error.problems
        return None
    problems += prepared.warnings
    return prepared


def by_file(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems in which warnings of one code, of which a file has many, are one and counted; errors are told one by
    one."""
    groups: dict[tuple[str, str], list[Problem]] = {}
    for problem in sorted(set(problems)):
        alone = problem.severity == "error" or not problem.origin.path
        key = (str(problem.origin) + problem.message if alone else problem.origin.path, problem.code)
        groups.setdefault(key, []).append(problem)
    found: list[Problem] = []
    for first, *rest in groups.values():
        if len(rest) < MANY or first.severity == "error":
            found += [first, *rest]
            continue
        message = f"{first.message}; and {len(rest)} more of the kind in this file"
        hint = f"{first.hint}; `--all` lists them".removeprefix("; ")
        found.append(replace(first, message=message, hint=hint))
    return tuple(sorted(found))


def _ranking_problems(project: Project) -> Iterator[Problem]:
    try:
        read_materiality(project.templates, str(project.templates))
    except ProblemsFoundError as error:
        yield from error.problems


def _failures(prepared: Prepared, workers: int, seconds: float) -> Iterator[Failure]:
    """Documents that cannot be composed or cut into slides."""
    jobs, materials = prepared.jobs, prepared.materials
    work = partial(check_document, materials=materials, cut_with=_cut_with(materials.brand))
    return _run(work, prepared, local(min(workers, len(jobs) // SHARE), seconds, PRELOAD))


def _written_failures(prepared: Prepared, workers: int, seconds: float) -> Iterator[Failure]:
    """Documents that a build would not write."""
    from briefgen.build.build import preload

    work = partial(check_written, materials=prepared.materials)
    return _run(work, prepared, local(min(workers, len(prepared.jobs)), seconds, preload(cached=True)))


def _run(work: Callable[[Job], Failure | None], prepared: Prepared, executor: Executor) -> Iterator[Failure]:
    with closing(executor.run(work, prepared.jobs)) as results:
        for job, result in results:
            if isinstance(result, str):
                yield lost(job, prepared.materials.templates, result, executor.seconds)
            elif result is not None:
                yield result


def check_document(job: Job, materials: Materials, cut_with: tuple[Brand, Geometry]) -> Failure | None:
    """Why a document could not be made, if so, or what it should not be: it is composed and cut, nothing is drawn."""
    document = composed(job, materials)
    if isinstance(document, Failure):
        return document
    if FORMATS[job.outline.format].kind != "slides":
        return None
    deck = attempt(job, lambda: cut_deck(document, *cut_with))
    if isinstance(deck, Failure):
        return deck
    found = tuple(over_budget(document, "slide", deck.main, deck.chapters))
    return Failure(job.path, found) if found else None


def check_written(job: Job, materials: Materials) -> Failure | None:
    """Why a build would not write a document, if so, or warns of it; what its audit finds and what in it breaks the
    design stands in the file that it would be."""
    from briefgen.measures import measured

    made = make_document(job, materials)
    if not isinstance(made, Made):
        return made if isinstance(made, Failure) else None
    if not any(audit.problems for audit in made.audits):
        set_aside(job, materials, made)
    broken = (one.problem(job.path) for one in measured(Package(made.data), materials.brand))
    found = (
        *made.warnings,
        *(replace(problem, severity="warning") for problem in broken),
        *(problem for audit in made.audits for problem in audit.problems),
    )
    return Failure(job.path, found) if found else None


def _cut_with(brand: Brand) -> tuple[Brand, Geometry]:
    """The brand and boxes that decks are cut with; only a company's own template has to be opened for them."""
    if not brand.corporate("pptx"):
        return own_faces(brand), DESIGN
    from briefgen.reference.slide_template import slide_geometry

    return slide_geometry(brand)
