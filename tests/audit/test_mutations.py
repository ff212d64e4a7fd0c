"""Any one change of a number, its qualifier, its unit, its citation or its sources is found, wherever it stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from briefgen.audit.files import audit_written
from briefgen.ledger import ledger_path
from briefgen.ledger.ledger import Ledger, from_json
from briefgen.problems import Problem
from support.office_edits import Office
from support.office_mutations import MUTATIONS
from support.sampling import THOROUGH

CHANGES = 400 if THOROUGH else len(MUTATIONS)
ALARMS = 8
FILES = 10
"""As many files of a project are changed, small and large: more would take longer and find nothing else."""


@dataclass(frozen=True)
class Changed:
    """A change of a file and what the audit says of it."""

    file: str
    kind: str
    what: str
    slide: int
    problems: tuple[Problem, ...]


def changes(paths: list[Path], seed: str) -> Iterator[Changed]:
    """Changes of every kind in turn, each in a file taken at random of those that have a place for it."""
    random = Random(seed)
    files = {path: (Office(path.read_bytes()), from_json(ledger_path(path).read_bytes())) for path in paths}
    places = {kind: random.sample(paths, len(paths)) for kind in MUTATIONS}
    made = 0
    while made < CHANGES and any(places.values()):
        for kind, possible in places.items():
            while possible:
                path = random.choice(possible)
                found = _changed(path, *files[path], kind, random)
                if found:
                    made += 1
                    yield found
                    break
                possible.remove(path)


def _changed(path: Path, original: Office, ledger: Ledger, kind: str, random: Random) -> Changed | None:
    office = original.fresh()
    try:
        node, what = MUTATIONS[kind](office, ledger, random)
    except IndexError:
        return None
    slide = re.search(r"ppt/slides/slide(\d+)\.xml", office.part_of(node))
    found = audit_written(path.name, office.packed(), ledger)
    return Changed(f"{path.parent.name}/{path.name}", kind, what, int(slide[1]) if slide else 0, found.problems)


NOWHERE = {"docx": 5, "pptx": 4, "xlsx": 17}
"""So many kinds of changes have no place in a format: a workbook has no raised numbers, pictures or notes,
and source lines of Word are numbers of references."""


@pytest.mark.parametrize("format", list(NOWHERE))
def test_every_change_is_found_where_it_is(built: Path, portfolio: Path, format: str) -> None:
    kinds: Counter[str] = Counter()
    for changed in changes([*_some(built, format), *_some(portfolio, format)], format):
        told = f"{changed.file}: {changed.kind}: {changed.what}"
        kinds[changed.kind] += 1
        assert changed.problems, f"{told} is not found"
        assert len(changed.problems) <= ALARMS, f"{told} raises {[problem.message for problem in changed.problems]}"
        assert all(": " in problem.message for problem in changed.problems)
        if changed.slide:
            where = rf"(.* of )?slide {changed.slide}[,:]"
            assert any(re.match(where, problem.message) for problem in changed.problems), f"{told}: {changed.problems}"
    assert sum(kinds.values()) >= CHANGES
    assert len(kinds) >= len(MUTATIONS) - NOWHERE[format], f"nowhere: {sorted(set(MUTATIONS) - set(kinds))}"


def _some(project: Path, format: str) -> list[Path]:
    paths = sorted(project.rglob(f"*.{format}"), key=_size)
    return paths[:: max(len(paths) // FILES, 1)]


def _size(path: Path) -> tuple[int, str]:
    return path.stat().st_size, path.name
