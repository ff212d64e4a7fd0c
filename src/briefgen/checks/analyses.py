"""Rules on analyses: a later one supersedes an earlier one, which then may not stand alone."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.dataset.store import Dataset
from briefgen.problems import Problem
from briefgen.records import Result
from briefgen.records.vocabulary import AUDIENCES
from briefgen.values.dates import PartialDate

SAME = ("trial", "endpoint", "measure", "at", "population", "arm")
"""What two analyses must have in common for one to supersede the other."""


def check(dataset: Dataset) -> Iterator[Problem]:
    """Superseded analyses that stand alone, and later ones that do not say what they supersede."""
    for later in dataset.all(Result):
        earlier = dataset.find("result", later.supersedes) if later.supersedes else None
        if isinstance(earlier, Result) and earlier is not later:
            yield from _pair(dataset, earlier, later)
    yield from _unlinked(dataset)


def _pair(dataset: Dataset, earlier: Result, later: Result) -> Iterator[Problem]:
    origin, said = dataset.origin(later, ("supersedes",)), f"result '{later.id}' supersedes '{earlier.id}'"
    different = [name for name in SAME if getattr(later, name) != getattr(earlier, name)]
    if different:
        message = f"{said}, which differs in {', '.join(different)}"
        yield Problem(origin, "supersedes-other", message, "name the earlier analysis of the same value")
    if _before(later.data_cut_off, earlier.data_cut_off):
        message = f"{said}, whose data cut-off is later"
        yield Problem(origin, "supersedes-later", message, "write `supersedes:` at the later analysis")
    if earlier.preferred:
        place = dataset.origin(earlier, ("preferred",))
        message = f"result '{earlier.id}' is preferred, yet '{later.id}' supersedes it"
        yield Problem(place, "superseded-preferred", message, "prefer the later analysis")
    alone = [name for name in earlier.audiences or AUDIENCES.codes if later.audiences and name not in later.audiences]
    if alone:
        message = f"{said}, but is hidden from {', '.join(alone)}, to whom the earlier one would stand alone"
        yield Problem(origin, "superseded-alone", message, "give both the same `audiences:`")


def _unlinked(dataset: Dataset) -> Iterator[Problem]:
    """Analyses of one value at different data cut-offs, of which none supersedes the other."""
    groups: dict[tuple[object, ...], list[Result]] = {}
    for result in dataset.all(Result):
        groups.setdefault(tuple(getattr(result, name) for name in (*SAME, "assessor")), []).append(result)
    for group in groups.values():
        dated = [result for result in group if result.data_cut_off]
        for earlier, later in ((a, b) for a in dated for b in dated if _before(a.data_cut_off, b.data_cut_off)):
            if earlier.id not in _superseded(dataset, later):
                message = f"result '{later.id}' has a later data cut-off than '{earlier.id}' and does not supersede it"
                hint = f"write `supersedes: {earlier.id}`, so that the earlier one never stands alone"
                yield Problem(dataset.origin(later, ("data_cut_off",)), "unlinked-analysis", message, hint, "warning")


def _superseded(dataset: Dataset, result: Result) -> list[str]:
    """Ids of every analysis that came before this one."""
    found: list[str] = []
    id = result.supersedes
    while id is not None and id not in found:
        found.append(id)
        earlier = dataset.find("result", id)
        id = earlier.supersedes if isinstance(earlier, Result) else None
    return found


def _before(first: PartialDate | None, second: PartialDate | None) -> bool:
    """Whether the first certainly lies before the second."""
    return bool(first and second and first.end and second.start and first.end < second.start)
