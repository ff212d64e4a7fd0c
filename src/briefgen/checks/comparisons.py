"""Rules on comparisons: arms and analyses exist, patients are no more than an arm's, tests agree with their effects."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import chain

from briefgen.checks.values import faults, number
from briefgen.dataset.store import Dataset
from briefgen.problems import Problem, did_you_mean
from briefgen.records import Benchmark, Comparison, Effect, Result, Trial
from briefgen.records.endpoints import ANALYSES, NOT_SIGNIFICANT, RATIOS, SIGNIFICANT, TIMES_TO_EVENT
from briefgen.records.result import PValue
from briefgen.values.quantity import Quantity

LOOK = "look both up in the source"
SURELY_BELOW, SURELY_ABOVE = Decimal("0.045"), Decimal("0.055")
"""p-values that rounding does not bring to the other side of what a 95% interval says."""


def check(dataset: Dataset) -> Iterator[Problem]:
    """What is wrong with comparisons, and with arms and analyses that trials name twice."""
    for trial in dataset.all(Trial):
        yield from _twice(dataset, trial)
    for comparison in dataset.all(Comparison):
        trial_of = dataset.find("trial", comparison.trial)
        if isinstance(trial_of, Trial):
            yield from _names(dataset, comparison, trial_of)
            yield from _patients(dataset, comparison, trial_of)
            yield from _sides(dataset, comparison, trial_of)
        yield from _empty(dataset, comparison)
        yield from _values(dataset, comparison)
        for index in range(len(comparison.effect)):
            yield from _significance(dataset, comparison, index)
    with_endpoints: Iterator[Comparison | Result | Benchmark] = chain(
        dataset.all(Comparison), dataset.all(Result), dataset.all(Benchmark)
    )
    for record in with_endpoints:
        yield from _unnamed(dataset, record)
    yield from _conflicts(dataset)


def _twice(dataset: Dataset, trial: Trial) -> Iterator[Problem]:
    for field in ("arms", "analyses"):
        seen: set[str] = set()
        for index, part in enumerate(getattr(trial, field)):
            if part.id in seen:
                origin, message = dataset.origin(trial, (field, index, "id")), f"{field}: '{part.id}' stands twice"
                yield Problem(origin, "duplicate-id", message, "give each a name of its own")
            seen.add(part.id)


def _names(dataset: Dataset, comparison: Comparison, trial: Trial) -> Iterator[Problem]:
    """Arms that the trial does not have, and an analysis that is neither one of its own nor a known kind."""
    arms = [arm.id for arm in trial.arms]
    named = [(("values", index, "arm"), value.arm) for index, value in enumerate(comparison.values)]
    for index, effect in enumerate(comparison.effect):
        named += [(("effect", index, side), getattr(effect, side) or "") for side in ("experimental", "control")]
    for path, arm in named:
        if arm and arm not in arms:
            hint = did_you_mean(arm, arms) or f"add it to `arms:` of the trial '{trial.id}'"
            origin = dataset.origin(comparison, path[:2] if path[0] == "values" else path, key=path[0] == "values")
            yield Problem(origin, "unknown-arm", f"trial '{trial.id}' has no arm '{arm}'", hint)
    looks = [look.id for look in trial.analyses]
    if comparison.analysis and comparison.analysis not in looks and not ANALYSES.find(comparison.analysis):
        known = did_you_mean(comparison.analysis, [*looks, *ANALYSES.codes])
        hint = known or f"add it to `analyses:` of the trial '{trial.id}', or write {', '.join(ANALYSES.codes)}"
        message = f"trial '{trial.id}' has no analysis '{comparison.analysis}'"
        yield Problem(dataset.origin(comparison, ("analysis",)), "unknown-analysis", message, hint)


def _empty(dataset: Dataset, comparison: Comparison) -> Iterator[Problem]:
    if not comparison.values and not comparison.effect and not comparison.p:
        message, hint = f"comparison '{comparison.id}' has no number", "add `values:`, `effect:` or `p:`"
        yield Problem(dataset.origin(comparison), "empty-comparison", message, hint)


def _unnamed(dataset: Dataset, record: Comparison | Result | Benchmark) -> Iterator[Problem]:
    if record.endpoint == "other" and not record.endpoint_name:
        where = dataset.origin(record, ("endpoint",))
        message = "endpoint: other has no name, documents call it an unnamed endpoint"
        yield Problem(where, "unnamed-endpoint", message, "add `endpoint_name:`", "warning")


def _patients(dataset: Dataset, comparison: Comparison, trial: Trial) -> Iterator[Problem]:
    """Patients and events of a value are no more than its arm has; those of a population no more than the trial."""
    arms = {arm.id: arm for arm in trial.arms}
    for index, value in enumerate(comparison.values):
        whole = arms[value.arm].patients if value.arm in arms else None
        for field, part, limit in (
            ("patients", value.patients, whole), ("events", value.events, value.patients or whole),
        ):  # fmt: skip
            if part and limit and not limit.qualifier and number(part) > number(limit) > 0:
                message = f"{field}: {part.text} is more than the arm '{value.arm}' has, {limit.text}"
                yield Problem(dataset.origin(comparison, ("values", index, field)), "part-exceeds-whole", message, LOOK)
    size, enrolled = comparison.population_patients, trial.enrolled
    if size and enrolled and not enrolled.qualifier and number(size) > number(enrolled) > 0:
        message = f"population_patients: {size.text} is more than the trial enrolled, {enrolled.text}"
        yield Problem(dataset.origin(comparison, ("population_patients",)), "part-exceeds-whole", message, LOOK)
    counted = sum(number(value.patients) for value in comparison.values if value.patients)
    if not size and enrolled and not enrolled.qualifier and counted > number(enrolled) > 0:
        message = f"values: its arms have {counted} patients together, more than the trial enrolled, {enrolled.text}"
        yield Problem(dataset.origin(comparison, ("values",)), "part-exceeds-whole", message, LOOK)
    if size and counted > number(size) > 0 and not size.qualifier:
        message = f"population_patients: {size.text} is fewer than its arms have together, {counted}"
        yield Problem(dataset.origin(comparison, ("population_patients",)), "part-exceeds-whole", message, LOOK)


def _sides(dataset: Dataset, comparison: Comparison, trial: Trial) -> Iterator[Problem]:
    """An effect in a trial of one arm, or of many that does not say which two it compares; a p-value of several."""
    for index, effect in enumerate(comparison.effect):
        if len(trial.arms) < 2:
            hint = f"add `arms:` to the trial '{trial.id}'"
            message = f"{effect.measure} compares arms, and trial '{trial.id}' names {len(trial.arms) or 'none'}"
        elif len(trial.arms) > 2 and not (effect.experimental and effect.control):
            hint = "add `experimental:` and `control:` with the ids of the arms"
            message = f"{effect.measure} does not say which two of {len(trial.arms)} arms it compares"
        elif effect.experimental and effect.experimental == effect.control:
            message, hint = f"{effect.measure} compares an arm with itself", LOOK
        else:
            continue
        yield Problem(dataset.origin(comparison, ("effect", index, "measure")), "effect-without-arms", message, hint)
    pairs = {(effect.experimental, effect.control) for effect in comparison.effect}
    if comparison.p and len(pairs) > 1:
        several = len(comparison.effect)
        message = f"p: {comparison.p.value.text} belongs to one of {several} effects and does not say to which"
        yield Problem(dataset.origin(comparison, ("p",)), "ambiguous-p", message, "write `p:` at its effect")


def _values(dataset: Dataset, comparison: Comparison) -> Iterator[Problem]:
    """Values that their measure cannot have."""
    valued: list[tuple[tuple[str | int, ...], str, Quantity]] = [
        (("values", index, "value"), comparison.measure, value.value) for index, value in enumerate(comparison.values)
    ]
    for index, effect in enumerate(comparison.effect):
        valued.append((("effect", index, "value"), effect.measure, effect.value))
        if effect.p:
            valued.append((("effect", index, "p", "value"), "p_value", effect.p.value))
    if comparison.p:
        valued.append((("p", "value"), "p_value", comparison.p.value))
    for path, measure, value in valued:
        for fault, hint in faults(measure, value, timed=comparison.endpoint in TIMES_TO_EVENT):
            yield Problem(dataset.origin(comparison, path), "impossible-value", f"value: {value.text} {fault}", hint)


def _significance(dataset: Dataset, comparison: Comparison, index: int) -> Iterator[Problem]:
    """A test that was met while its interval holds no effect or its p-value lies over alpha; and the reverse."""
    effect = comparison.effect[index]
    significance = effect.significance or comparison.significance
    margin = effect.margin or comparison.margin
    p = effect.p or comparison.p
    holds = _holds_no_effect(effect)
    if significance in SIGNIFICANT and holds and margin is None:
        said = f"the interval of {effect.value.text} holds {_nothing(effect)}"
        message = f"significance: met, yet {said}, which is no effect"
        hint = "look at the source; a test of non-inferiority needs its `margin:`"
        origin = dataset.origin(comparison, ("effect", index, "value"))
        yield Problem(origin, "significance-contradicted", message, hint, "warning")
    if p and margin is None:
        yield from _interval_and_p(dataset, comparison, index, p)
    if p and p.alpha and p.value.number is not None and p.alpha.number is not None and p.value.qualifier in ("", "<"):
        over = p.value.number > p.alpha.number and not p.value.qualifier
        under = p.value.number <= p.alpha.number
        if (significance in SIGNIFICANT and over) or (significance in NOT_SIGNIFICANT and under):
            place = dataset.origin(comparison, ("effect", index, "p") if effect.p else ("p",))
            words = "over" if over else "not over"
            message = f"p {p.value.text} is {words} its alpha of {p.alpha.text}, yet significance is {significance}"
            yield Problem(place, "significance-contradicted", message, LOOK, "warning")


def _interval_and_p(dataset: Dataset, comparison: Comparison, index: int, p: PValue) -> Iterator[Problem]:
    """A 95% interval and a two-sided p-value that do not agree on whether there is an effect."""
    effect = comparison.effect[index]
    interval = effect.value.interval
    if interval is None or interval.level != "95" or interval.low is None or interval.high is None:
        return
    if p.sided == "one" or p.value.number is None:
        return
    holds = interval.low < _nothing(effect) < interval.high
    outside = not interval.low <= _nothing(effect) <= interval.high
    small = p.value.qualifier in ("", "<", "≤", "<=") and p.value.number <= SURELY_BELOW
    large = p.value.qualifier in ("", ">", "≥", ">=") and p.value.number >= SURELY_ABOVE
    if (holds and small) or (outside and large):
        word = "holds" if holds else "does not hold"
        message = f"p {p.value.text}, yet the interval of {effect.value.text} {word} {_nothing(effect)}, no effect"
        hint = "look both up in the source; write `sided: one` for a one-sided test"
        origin = dataset.origin(comparison, ("effect", index, "value"))
        yield Problem(origin, "interval-against-p", message, hint, "warning")


def _nothing(effect: Effect) -> Decimal:
    return Decimal(1) if effect.measure in RATIOS else Decimal(0)


def _holds_no_effect(effect: Effect) -> bool:
    interval = effect.value.interval
    if interval is None or interval.low is None or interval.high is None:
        return False
    return interval.low <= _nothing(effect) <= interval.high


def _conflicts(dataset: Dataset) -> Iterator[Problem]:
    """Comparisons that state the same thing differently, none or several of them preferred."""
    groups: dict[tuple[str, ...], list[Comparison]] = {}
    superseded = {comparison.supersedes for comparison in dataset.all(Comparison)}
    for comparison in dataset.all(Comparison):
        if comparison.id not in superseded:
            key = tuple(str(getattr(comparison, name)).casefold() for name in Comparison.key_fields())
            groups.setdefault(key, []).append(comparison)
    for group in groups.values():
        preferred = [comparison for comparison in group if comparison.preferred]
        if len(group) < 2 or len(preferred) == 1:
            continue
        fault = "several are preferred" if preferred else "none is preferred"
        others = "; ".join(f"'{one.id}' ({dataset.origin(one)})" for one in group)
        hint = "write `preferred: true` and a `reason:` at one of them, or put all arms into one comparison"
        message = f"comparisons state the same endpoint and {fault}: {others}"
        yield Problem(dataset.origin((preferred or group)[0]), "conflicting-values", message, hint)
