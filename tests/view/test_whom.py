"""Whom values are of: what is so of most trials is said once."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from briefgen.values.facts import Traced
from briefgen.view.several import whom_of
from support.facts import fact


def result(trial: str, population: str) -> Any:
    said = Traced(population, fact("result/x", "population"), value=population) if population else ""
    return SimpleNamespace(trial=SimpleNamespace(id=trial), population=said)


@pytest.mark.parametrize(
    ("told", "usual", "apart"),
    [
        ((("a", "ITT"), ("b", "all"), ("c", "ITT")), "ITT", [["b"]]),
        ((("a", "ITT"), ("c", "ITT")), "ITT", []),
        ((("b", "all"), ("a", "ITT"), ("a", "ITT")), None, [["b"], ["a", "a"]]),
        ((("a", "ITT"), ("b", ""), ("c", "ITT")), None, [["a", "c"]]),
        ((("a", "ITT"),), None, [["a"]]),
        ((), None, []),
    ],
)
def test_the_population_of_most_trials_is_told_once_where_each_states_one(
    told: tuple[tuple[str, str], ...], usual: str | None, apart: list[list[str]]
) -> None:
    found = whom_of(result(*one) for one in told)
    assert (found.usual and str(found.usual.population)) == usual
    assert [[one.trial.id for one in group] for group in found.apart] == apart
