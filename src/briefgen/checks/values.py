"""Rules on numbers: they agree with each other, with their measure and with what they are a part of."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from briefgen.dataset.store import Dataset
from briefgen.lexicon.en import APPROXIMATE
from briefgen.problems import Problem
from briefgen.records import Benchmark, Deal, Epidemiology, Indication, Metric, Result, Source, Trial
from briefgen.records.vocabulary import CHANGES, RATIOS, TIERS, TIMES_TO_EVENT
from briefgen.values.quantity import Quantity

Valued = Result | Benchmark | Epidemiology | Metric
VALUED: tuple[type[Valued], ...] = (Result, Benchmark, Epidemiology, Metric)
TIMES = ("day", "week", "month", "year")
COUNTS = ("incidence", "mortality", "prevalence", "prevalence_1y", "prevalence_5y")
"""Measures of people, of which a part is never larger than the whole."""
LOOK = "look both up in the source"


def check(dataset: Dataset) -> Iterator[Problem]:
    """Conflicting, impossible and misfitting values."""
    for kind in VALUED:
        yield from _conflicts(dataset, kind)
        for record in dataset.all(kind):
            yield from _bounds(dataset, record)
    for record in dataset:
        if record.preferred and not record.reason:
            origin = dataset.origin(record, ("preferred",))
            message = f"{record.kind} '{record.id}' is preferred without a reason"
            yield Problem(origin, "no-reason", message, "add `reason:`")
    yield from _wholes(dataset)
    for result in dataset.all(Result):
        yield from _patients(dataset, result)
    for deal in dataset.all(Deal):
        yield from _total(dataset, deal)


def _conflicts(dataset: Dataset, kind: type[Valued]) -> Iterator[Problem]:
    """Records that state the same thing differently, none or several of them preferred."""
    groups: dict[tuple[str, ...], list[Valued]] = {}
    superseded = {result.supersedes for result in dataset.all(Result)}
    for record in dataset.all(kind):
        if record.kind == Result.kind and record.id in superseded:
            continue
        key = tuple(str(getattr(record, name)).casefold() for name in kind.key_fields())
        groups.setdefault(key, []).append(record)
    for group in groups.values():
        preferred = [record for record in group if record.preferred]
        if not _disagree([record.value for record in group]):
            continue
        if len(preferred) == 1:
            yield from _tiers(dataset, preferred[0], group)
        else:
            fault = "several are preferred" if preferred else "none is preferred"
            said = "; ".join(_said(dataset, record) for record in group)
            hint = "write `preferred: true` and a `reason:` at one of them"
            for record in preferred or group[:1]:
                origin = dataset.origin(record, ("value",))
                yield Problem(origin, "conflicting-values", f"{kind.plural} disagree and {fault}: {said}", hint)


def _tiers(dataset: Dataset, preferred: Valued, group: list[Valued]) -> Iterator[Problem]:
    """A preferred value whose source ranks below that of another."""
    best = min(group, key=lambda record: _rank(dataset, record))
    if _rank(dataset, best) < _rank(dataset, preferred):
        tiers = [TIERS.print(TIERS.codes[_rank(dataset, record)]) for record in (preferred, best)]
        message = f"the tier '{tiers[0]}' is preferred to the tier '{tiers[1]}'"
        message += f": {_said(dataset, preferred)}; {_said(dataset, best)}"
        hint = "prefer the higher tier, or be sure that `reason:` says why not"
        yield Problem(dataset.origin(preferred, ("preferred",)), "lower-tier", message, hint, "warning")


def _rank(dataset: Dataset, record: Valued) -> int:
    """Place of its best source in the order of tiers; found second-hand it is no better than where it was found."""
    ids = record.source.ids if record.source else ()
    return min((_source_rank(dataset, id) for id in ids), default=len(TIERS.codes) - 1)


def _source_rank(dataset: Dataset, id: str, depth: int = 8) -> int:
    source = dataset.find("source", id)
    if not isinstance(source, Source) or depth == 0:
        return len(TIERS.codes) - 1
    own = TIERS.order(source.tier)
    return max(own, _source_rank(dataset, source.via, depth - 1)) if source.via else own


def _disagree(values: list[Quantity]) -> bool:
    """Whether values are not the same; one may give an interval, or an "approximately", that another leaves out."""
    intervals = {(value.interval.level, value.interval.low, value.interval.high) for value in values if value.interval}
    return len({_compared(value) for value in values}) > 1 or len(intervals) > 1


def _compared(value: Quantity) -> object:
    bound = "" if value.qualifier in APPROXIMATE else value.qualifier
    return (value.number, value.low, value.high, value.unit, value.currency, value.sentinel, bound)


def _said(dataset: Dataset, record: Valued) -> str:
    sources = ", ".join(record.source.ids) if record.source else "no source"
    return f"{record.value.text} ({sources}; {dataset.origin(record, ('value',))})"


def _bounds(dataset: Dataset, record: Valued) -> Iterator[Problem]:
    value = record.value
    timed = getattr(record, "endpoint", "") in TIMES_TO_EVENT
    for fault, hint in faults(getattr(record, "measure"), value, timed=timed):  # noqa: B009, each of VALUED has it
        yield Problem(dataset.origin(record, ("value",)), "impossible-value", f"value: {value.text} {fault}", hint)


def faults(measure: str, value: Quantity, *, timed: bool) -> Iterator[tuple[str, str]]:
    """What is impossible about a value of this measure, each with a hint; `timed`: its endpoint is a time."""
    numbers = [number for number in (value.number, value.low, value.high) if number is not None]
    if not numbers:
        return
    if value.unit == "%" and measure not in CHANGES and not all(0 <= number <= 100 for number in numbers):
        yield "is not between 0% and 100%", ""
    if measure == "rate" and value.unit != "%":
        yield "is a rate without the sign %", "write it with its sign: 21.9%"
    if measure == "median" and timed and not value.unit.startswith(TIMES):
        yield "is a median without a unit of time", "write it with its unit: 8.2 months"
    if measure == "p_value" and not all(0 <= number <= 1 for number in numbers):
        yield "is a p-value outside 0 to 1", ""
    if measure in {*COUNTS, *RATIOS, "count", "annualised_rate", "incidence_rate", "gmt"} and min(numbers) < 0:
        yield "is below zero", ""
    if measure.startswith("rank") and not all(number >= 1 and number == int(number) for number in numbers):
        yield "is no rank", "a rank is a whole number from 1"
    yield from _interval(value)


def _interval(value: Quantity) -> Iterator[tuple[str, str]]:
    if value.interval is None or value.number is None:
        return
    low, high = value.interval.low, value.interval.high
    if low is not None and high is not None and low > high:
        yield "has an interval whose second bound is the smaller one", ""
    elif (low is not None and value.number < low) or (high is not None and value.number > high):
        yield "lies outside its own confidence interval", LOOK


def _wholes(dataset: Dataset) -> Iterator[Problem]:
    """People counted in a part of the world, or with a part of a disease, are no more than in the whole."""
    counts = [row for row in dataset.all(Epidemiology) if row.measure in COUNTS and row.value.number is not None]
    wholes: dict[tuple[str, str, str, str | None, str], Epidemiology] = {}
    for row in counts:
        wholes[row.indication, row.measure, row.year, row.sex, row.territory.text] = row
    for part in counts:
        rest = (part.measure, part.year, part.sex)
        above = dataset.find("indication", part.indication)
        parent = above.parent if isinstance(above, Indication) else None
        everywhere = wholes.get((part.indication, *rest, "world"))
        wider = wholes.get((parent or "", *rest, part.territory.text))
        for whole in (everywhere, wider):
            if whole and whole is not part and number(part.value) > number(whole.value):
                said = f"{whole.value.text} ({dataset.origin(whole)})"
                message = f"value: {part.value.text} is more than the whole, {said}"
                yield Problem(dataset.origin(part, ("value",)), "part-exceeds-whole", message, LOOK)


def _patients(dataset: Dataset, result: Result) -> Iterator[Problem]:
    trial = dataset.find("trial", result.trial)
    enrolled = trial.enrolled if isinstance(trial, Trial) else None
    if result.patients and enrolled and not enrolled.qualifier and number(result.patients) > number(enrolled) > 0:
        message = f"patients: {result.patients.text} is more than the trial enrolled, {enrolled.text}"
        yield Problem(dataset.origin(result, ("patients",)), "part-exceeds-whole", message, LOOK)


def _total(dataset: Dataset, deal: Deal) -> Iterator[Problem]:
    if deal.total is None or deal.total.number is None:
        return
    for name in ("upfront", "milestones"):
        part: Quantity | None = getattr(deal, name)
        alike = part is not None and (part.currency, part.unit) == (deal.total.currency, deal.total.unit)
        if part is None or not alike or (name == "upfront" and not deal.total_includes_upfront):
            continue
        if number(part) > deal.total.number:
            message = f"total: {deal.total.text} is less than the {name}, {part.text}"
            yield Problem(dataset.origin(deal, ("total",)), "part-exceeds-whole", message, LOOK)


def number(value: Quantity) -> Decimal:
    """The number of a value, the upper end of a range, or zero."""
    return value.number if value.number is not None else value.high or Decimal(0)
