"""Checks: is the dataset right? Each module holds one group of rules over the whole dataset."""

from __future__ import annotations

from briefgen.cache import code_of, kept, key_of, versions_of
from briefgen.checks import (
    analyses,
    approvals,
    chronology,
    citations,
    commentary,
    comparisons,
    completeness,
    conflicts,
    effects,
    entities,
    patients,
    payments,
    references,
    titles,
    units,
    values,
    vocabulary,
)
from briefgen.dataset.packed import pickled, uncollected, unpickled
from briefgen.dataset.store import Dataset
from briefgen.problems import Problem

GROUPS = (
    references, citations, completeness, chronology, vocabulary, entities, values, conflicts, patients, analyses,
    comparisons, approvals, payments, titles, effects, commentary,
    units,
)  # fmt: skip


def check_dataset(dataset: Dataset) -> list[Problem]:
    """Every problem of the dataset, by place; errors forbid a build, warnings do not. They are kept by its content."""

    def check() -> bytes:
        with uncollected():
            return pickled(sorted({problem for group in GROUPS for problem in group.check(dataset)}))

    code = code_of("checks", "dataset", "lexicon", "records", "values", "problems.py")
    made_from = key_of(dataset.digest, dataset.shown, code, versions_of("pydantic", "pyyaml"))
    problems: list[Problem] = unpickled(kept("checks", made_from, check) if dataset.digest else check())
    return problems


def check_rest(rest: Dataset, broken: frozenset[tuple[str, str]]) -> list[Problem]:
    """Errors of the records that can be read where others cannot; that those others are missing is none."""
    told = {problem for group in GROUPS if group is not references for problem in group.check(rest)}
    told |= set(references.check(rest, broken))
    return sorted(problem for problem in told if problem.severity == "error")
