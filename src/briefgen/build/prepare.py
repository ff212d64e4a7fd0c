"""The front door: what a project holds is loaded, checked and frozen, and what is wanted of it becomes jobs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from briefgen.brand.brand import Brand
from briefgen.brand.brand_file import read_brand
from briefgen.briefs.brief import read_briefs
from briefgen.build.job import Job, Materials
from briefgen.build.selection import select_jobs
from briefgen.build.wanted import LeftOut, Selection
from briefgen.checks import check_dataset, check_rest
from briefgen.dataset.load import BrokenDatasetError, load_dataset
from briefgen.dataset.packed import uncollected
from briefgen.dataset.store import Dataset
from briefgen.frozen import frozen
from briefgen.problems import Problem, ProblemsFoundError, require
from briefgen.project import Project

T = TypeVar("T")


@frozen
class Prepared:
    """The jobs of a selection, what they are made from, warnings of the dataset, and the subjects without a job."""

    jobs: tuple[Job, ...]
    materials: Materials
    warnings: tuple[Problem, ...]
    left_out: tuple[LeftOut, ...]


@uncollected()
def prepare(project: Project, selection: Selection, *, none_is_fine: bool = False) -> Prepared:
    """Everything that making documents begins with. ProblemsFoundError with all that is wrong with the dataset, the
    brand and the briefs; SelectionError when what is asked for does not exist or, unless that is fine, there
    is nothing to make."""
    found: list[Problem] = []

    def dataset_and_checks() -> Dataset:
        try:
            dataset = load_dataset(project.data, str(project.data))
        except BrokenDatasetError as error:
            found.extend(check_rest(error.rest, error.broken) if error.rest else ())
            raise
        found.extend(check_dataset(dataset))
        return dataset

    def brand_of_templates() -> Brand:
        return read_brand(project.templates / "brand", f"{project.templates}/brand")

    dataset, brand = _collected(found, dataset_and_checks), _collected(found, brand_of_templates)
    briefs = _collected(found, lambda: read_briefs(project.templates, str(project.templates)))
    require(found)
    assert dataset is not None
    assert brand is not None
    assert briefs is not None
    materials = Materials(project.templates, dataset, selection.as_of, selection.period, brand)
    selected = _collected(found, lambda: select_jobs(briefs, project, materials, selection, none_is_fine=none_is_fine))
    require(found)
    jobs, without = selected or ((), ())
    return Prepared(jobs, materials, tuple(found), without)


def _collected(found: list[Problem], read: Callable[[], T]) -> T | None:
    """What is read; its problems are added to those found."""
    try:
        return read()
    except ProblemsFoundError as error:
        found += error.problems
        return None
