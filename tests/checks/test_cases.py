"""Every file of cases/ has exactly the problems that its comments state, each in its line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from briefgen.checks import check_dataset
from briefgen.dataset.load import load_dataset
from briefgen.problems import Problem, ProblemsFoundError

CASES = sorted((Path(__file__).parents[1] / "cases").glob("*.yaml"))


def problems_of(case: Path, folder: Path) -> list[Problem]:
    (folder / case.name).write_bytes(case.read_bytes())
    try:
        return check_dataset(load_dataset(folder))
    except ProblemsFoundError as error:
        return list(error.problems)


def expected_in(case: Path) -> list[tuple[int, str, str]]:
    """Line, severity[code] and words of every problem that a comment states."""
    found = []
    for number, line in enumerate(case.read_text(encoding="utf-8").splitlines(), 1):
        for code, words in re.findall(r"#! (\w+\[[\w-]+\])([^#]*)", line):
            found.append((number, code, words.strip()))
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_problems_are_those_stated(case: Path, tmp_path: Path) -> None:
    found = problems_of(case, tmp_path)
    expected = expected_in(case)
    lines = [(problem.origin.line, f"{problem.severity}[{problem.code}]") for problem in found]
    assert sorted(lines) == sorted((line, code) for line, code, _ in expected), "\n".join(map(str, found))
    for line, code, words in expected:
        texts = [str(p) for p in found if p.origin.line == line and f"{p.severity}[{p.code}]" == code]
        assert any(words in text for text in texts), texts


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_every_problem_names_its_place(case: Path, tmp_path: Path) -> None:
    for problem in problems_of(case, tmp_path):
        assert str(problem).startswith(f"data/{case.name}:{problem.origin.line}:{problem.origin.column}: ")
        assert problem.origin.column > 0
