"""Everything that can be wrong with a project, found without writing a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from briefgen.brand.brand import Brand, read_brand
from briefgen.briefs.compose import check_templates
from briefgen.build.plan import Failure, Job, Selection, compose_documents, select_documents
from briefgen.checks import check_dataset
from briefgen.dataset.load import load_dataset
from briefgen.dataset.store import Dataset
from briefgen.deck import cut_deck
from briefgen.deck.geometry import DESIGN, Geometry
from briefgen.problems import Origin, Problem, ProblemsFoundError
from briefgen.project import Project, SelectionError


def review_project(project: Project, selection: Selection) -> tuple[tuple[Problem, ...], tuple[Failure, ...]]:
    """Problems of the dataset, the brand, the templates and every document of a selection; and errors of ours."""
    problems: list[Problem] = []
    dataset = _dataset(project, problems)
    brand = _brand(project, problems)
    problems += check_templates(project.templates, str(project.templates))
    failures: list[Failure] = []
    if dataset is not None and not any(problem.severity == "error" for problem in problems):
        failures = list(_failures(project, dataset, brand, selection, problems))
    problems += by_line(failures)
    return tuple(sorted(set(problems))), tuple(failure for failure in failures if failure.bug)


def by_line(failures: Iterable[Failure]) -> Iterator[Problem]:
    """Problems of documents; those of one code that a line of a template makes for many values are one, and counted."""
    lines: dict[tuple[Origin, str], list[Problem]] = {}
    for failure in failures:
        for problem in failure.problems:
            found = lines.setdefault((problem.origin, problem.code), [])
            if problem not in found:
                found.append(problem)
    for (origin, _), found in lines.items():
        if origin.line and not origin.column and len(found) > 1:
            message = f"{found[0].message}; and {len(found) - 1} more of the kind from this line"
            found = [replace(found[0], message=message)]
        yield from found


def _dataset(project: Project, problems: list[Problem]) -> Dataset | None:
    try:
        dataset = load_dataset(project.data, str(project.data))
    except ProblemsFoundError as error:
        problems += error.problems
        return None
    problems += check_dataset(dataset)
    return dataset


def _brand(project: Project, problems: list[Problem]) -> Brand | None:
    from briefgen.reference.import_file import reference_problems

    try:
        brand = read_brand(project.templates / "brand", f"{project.templates}/brand")
        problems += reference_problems(brand)
        if brand.templates:
            from briefgen.reference.report import template_problems

            problems += template_problems(brand)
        return brand
    except ProblemsFoundError as error:
        problems += error.problems
        return None


def _failures(
    project: Project, dataset: Dataset, brand: Brand | None, selection: Selection, problems: list[Problem]
) -> Iterator[Failure]:
    try:
        wanted = select_documents(project, dataset, selection)
    except ProblemsFoundError as error:
        problems += error.problems
        return
    except SelectionError:
        if selection.briefs:
            raise
        return
    cut_with = None if brand is None else _cut_with(brand)
    for result in compose_documents(project, wanted):
        if isinstance(result, Failure):
            yield result
        elif cut_with is not None and result.outline.format == "pptx":
            yield from _misfits(result, *cut_with)


def _cut_with(brand: Brand) -> tuple[Brand, Geometry]:
    """The brand and boxes that decks are cut with; only a company's own template has to be opened for them."""
    if not brand.corporate("pptx"):
        return brand, DESIGN
    from briefgen.reference.slide_template import slide_geometry

    return slide_geometry(brand)


def _misfits(job: Job, brand: Brand, geometry: Geometry) -> Iterable[Failure]:
    try:
        cut_deck(job.document, brand, geometry)
    except ProblemsFoundError as error:
        return [Failure(job.path, error.problems)]
    return []
