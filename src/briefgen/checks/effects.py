"""Rules on comparisons of arms: a hazard ratio and the medians of the arms point to the same arm."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefgen.checks.entities import normal
from briefgen.dataset.store import Dataset
from briefgen.problems import Problem
from briefgen.records import Asset, Comparison, Effect, Result, Trial
from briefgen.records.result import ArmValue

LATER_IS_BETTER = ("PFS", "rwPFS", "OS", "EFS", "DFS", "iDFS", "RFS", "TTP", "PFS2")
"""Endpoints whose event is bad, so that the longer median goes with the smaller hazard."""
HINT = "look which arm is which in the source; curves that cross are told in a `note:`"
SAME = ("trial", "endpoint", "population", "analysis", "assessor")


def check(dataset: Dataset) -> Iterator[Problem]:
    """Hazard ratios below one where the arm of the medicine has the shorter median, and the reverse."""
    for comparison in dataset.all(Comparison):
        for index, effect in enumerate(comparison.effect):
            if comparison.endpoint in LATER_IS_BETTER and effect.measure == "hazard_ratio":
                yield from _compared(dataset, comparison, index, effect)
    medians: dict[tuple[object, ...], list[Result]] = {}
    for result in dataset.all(Result):
        if result.measure == "median" and result.arm and result.value.number is not None:
            medians.setdefault(_key(result), []).append(result)
    for ratio in dataset.all(Result):
        trial = dataset.find("trial", ratio.trial)
        if ratio.measure != "hazard_ratio" or ratio.endpoint not in LATER_IS_BETTER or not isinstance(trial, Trial):
            continue
        ours, theirs = _arms(dataset, trial, medians.get(_key(ratio), []))
        hazard = ratio.value.number
        if hazard is None or hazard == 1 or not ours or not theirs or ours.value.unit != theirs.value.unit:
            continue
        first, second = ours.value.number, theirs.value.number
        assert first is not None
        assert second is not None
        if (hazard < 1 and first < second) or (hazard > 1 and first > second):
            longer = ours if first > second else theirs
            message = f"a hazard ratio of {ratio.value.text}, yet the longer median is that of '{longer.arm}'"
            message += ": " + " and ".join(f"{one.value.text} ({dataset.origin(one)})" for one in (ours, theirs))
            yield Problem(dataset.origin(ratio, ("value",)), "effect-against-medians", message, HINT, "warning")


def _compared(dataset: Dataset, comparison: Comparison, index: int, effect: Effect) -> Iterator[Problem]:
    """The same of one comparison, or of two of the same endpoint, of which one has the medians."""
    ours, theirs = _sides(dataset, comparison, effect)
    hazard = effect.value.number
    if hazard is None or ours is None or theirs is None or ours.value.unit != theirs.value.unit:
        return
    first, second = ours.value.number, theirs.value.number
    if first is None or second is None or not ((hazard < 1 and first < second) or (hazard > 1 and first > second)):
        return
    longer = ours if first > second else theirs
    message = f"a hazard ratio of {effect.value.text}, yet the longer median is that of '{longer.arm}'"
    message += ": " + " and ".join(f"{one.arm} {one.value.text}" for one in (ours, theirs))
    origin = dataset.origin(comparison, ("effect", index, "value"))
    yield Problem(origin, "effect-against-medians", message, HINT, "warning")


def _sides(dataset: Dataset, comparison: Comparison, effect: Effect) -> tuple[ArmValue | None, ArmValue | None]:
    """The medians of both arms that an effect compares."""
    trial = dataset.find("trial", comparison.trial)
    arms = trial.arms if isinstance(trial, Trial) else ()
    tested = [arm.id for arm in arms if arm.role == "experimental"]
    others = [arm.id for arm in arms if arm.role == "control"]
    ours = effect.experimental or (tested[0] if len(tested) == 1 else "")
    theirs = effect.control or (others[0] if len(others) == 1 else "")
    same = [one for one in dataset.all(Comparison) if one.measure == "median" and _key(one) == _key(comparison)]
    medians = {value.arm: value for one in same for value in one.values}
    return medians.get(ours), medians.get(theirs)


def _key(result: Result | Comparison) -> tuple[object, ...]:
    return tuple(getattr(result, name) for name in SAME)


def _arms(dataset: Dataset, trial: Trial, medians: Iterable[Result]) -> tuple[Result | None, Result | None]:
    """The median of the arm with the medicine, and the one of the arm without, where just one of each is known."""
    assets = [found for id in trial.assets if isinstance(found := dataset.find("asset", id), Asset)]
    names = {normal(name) for asset in assets for name in (asset.name, *(other.name for other in asset.names))}
    ours: list[Result] = []
    theirs: list[Result] = []
    for result in medians:
        arm = normal(result.arm or "")
        (ours if any(name in arm for name in names) else theirs).append(result)
    return (ours[0], theirs[0]) if len(ours) == len(theirs) == 1 else (None, None)
