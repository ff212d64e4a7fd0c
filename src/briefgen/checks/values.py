"""Rules on numbers: they agree with each other, with their measure and with what they are a part of."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from briefgen.dataset.store import Dataset
from briefgen.problems import Problem
from briefgen.records import Benchmark, Deal, Epidemiology, Indication, Metric, Result, Trial
from briefgen.records.endpoints import CHANGES, RATIOS, TIMES_TO_EVENT
from briefgen.records.epidemiology import COUNTS
from briefgen.values.quantity import Quantity

Valued = Result | Benchmark | Epidemiology | Metric
VALUED: tuple[type[Valued], ...] = (Result, Benchmark, Epidemiology, Metric)
TIMES = ("day", "week", "month", "year")
LOOK = "look both up in the source"


def check(dataset: Dataset) -> Iterator[Problem]:
    """Conflicting, impossible and misfitting values."""
    for kind in VALUED:
        for record in dataset.all(kind):
            yield from _bounds(dataset, record)
    yield from _wholes(dataset)
    for result in dataset.all(Result):
        yield from _patients(dataset, result)
    for deal in dataset.all(Deal):
        yield from _total(dataset, deal)


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
        yield (
            "is a rate without the sign %",
            "write it with its sign: 21.9%; if it is no share of patients, say what it is: `measure: annualised_rate`, "
            "`change`, `mean` ..., see `briefgen explain measure`",
        )
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
    counts = [row for row in dataset.all(Epidemiology) if row.counts]
    wholes: dict[tuple[str, str, str, tuple[str, ...], str], Epidemiology] = {}
    for row in counts:
        wholes[row.indication, row.measure, row.year, row.people, row.territory.text] = row
    for part in counts:
        rest = (part.measure, part.year, part.people)
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
