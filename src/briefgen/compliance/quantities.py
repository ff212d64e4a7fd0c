"""Rules on the value itself: qualifier, unit, interval and both ends of a range are printed with it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.compliance.rule import Rule, Stated, says
from briefgen.document.inlines import Value
from briefgen.document.passages import normal
from briefgen.lexicon import en
from briefgen.problems import Problem
from briefgen.values.facts import RecordKey
from briefgen.values.quantity import Quantity

COMPUTED = tuple(RecordKey("derived", name) for name in ("share", "difference", "total"))
MARKS = ("derived", "computed", "calculated")
PATIENTS = "patients"
"""What "n = 610" counts without its noun."""
LEVEL = re.compile(r"[\d.]+% (?=ci\b)")
"""The level of an interval, whose sign is not that of the value."""


def _whole(stated: Stated) -> Iterator[Problem]:
    """Qualifier, unit, both ends of a range, and the words of what is not a number."""
    quantity = stated.quantity
    if quantity is None or stated.value.fact.derived or _is_interval(stated.value, quantity):
        return
    text = normal(stated.value.text)
    beside = LEVEL.sub("", f"{stated.passage.words} {text}")
    whole = " ".join(quantity.text.split())
    if quantity.sentinel and normal(quantity.estimate) not in text:
        yield stated.problem("value-cut", f"stands for '{quantity.estimate}'", "print the value as it is")
    if quantity.is_range and any(end not in text for end in quantity.ends):
        yield stated.problem("value-cut", f"is one end of the range {whole}", "print both ends")
    for word in (quantity.qualifier, quantity.change):
        if word and not says(beside, word):
            hint = "print the value without `core` or `figure`, or its qualifier in the same sentence, row or card"
            yield stated.problem("qualifier-dropped", f"stands for {whole}, without '{word}' beside it", hint)
    for unit in (quantity.unit, quantity.money or quantity.currency):
        counted = unit == PATIENTS and f"n = {text}" in beside
        in_points = unit == "%" and en.POINTS in beside
        if unit and _stem(unit) not in beside and not counted and not in_points:
            hint = "print the value without `figure`, or its unit in the same sentence, row, column head or card"
            yield stated.problem("unit-dropped", f"stands for {whole}, without '{unit}' beside it", hint)


def _interval(stated: Stated) -> Iterator[Problem]:
    """The confidence interval stands in the same section; its bounds alone where the section says of which level."""
    quantity = stated.quantity
    if quantity and quantity.interval and not stated.value.fact.derived:
        said = f"{stated.passage.section.words} {normal(stated.value.text)}"
        whole, apart = normal(quantity.interval.text), (quantity.interval.bounds, quantity.interval.kind)
        if whole not in said and not all(normal(part) in said for part in apart):
            hint = "print `{r.value|interval}` in the same section, or the value without `estimate`"
            yield stated.problem("interval-dropped", f"has an interval, {whole.upper()}, that is not printed", hint)


def _is_interval(value: Value, quantity: Quantity) -> bool:
    interval = quantity.interval
    return interval is not None and value.text in (interval.text, interval.bounds)


def _stem(unit: str) -> str:
    """A unit as it may stand in a sentence or a column head: month, months."""
    word = normal(unit)
    return word.removesuffix("s") if len(word) > 3 else word


def _marked(stated: Stated) -> Iterator[Problem]:
    """A computed number says that it is computed; charts say so themselves."""
    passage = stated.passage
    computed = stated.value.fact.record in COMPUTED and passage.kind != "chart"
    if computed and not any(mark in passage.section.words for mark in MARKS):
        hint = "say 'derived', or that it was computed here, in the same section"
        yield stated.problem("derived-unmarked", "is computed and not marked as derived", hint)


RULES: tuple[Rule, ...] = (_whole, _interval, _marked)
