"""Words: how traced values are joined, counted, shortened and inflected in sentences. Every filter keeps the trace."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from briefgen.lexicon import spelling
from briefgen.lexicon.en import COUNTED, NOT_DISCLOSED, ORDINALS
from briefgen.records.vocabulary import ENDPOINT_SHORT
from briefgen.values.dates import PartialDate
from briefgen.values.facts import (
    BUILD,
    ENDPOINT,
    FLAG,
    MISSING,
    Content,
    Fact,
    Role,
    Traced,
    count,
)  # fmt: skip
from briefgen.values.quantity import Quantity
from briefgen.values.territory import Territory


def traced(thing: Any) -> Traced:
    """The traced value of a printable thing: itself, the name of a record, or what is missing."""
    if isinstance(thing, Traced):
        return thing
    name = getattr(thing, "missing", None) or getattr(thing, "name", None)
    if isinstance(name, Traced):
        return name
    raise TypeError(f"'{type(thing).__name__}' is no value of a record")


def _with(value: Any, text: str, role: Role | None = None, known: Content | None = None) -> Traced:
    old = traced(value)
    return replace(old, text=text, role=role or old.role, known=known or old.known)


def _as(value: Traced, quantity: Quantity) -> Traced:
    """The value printed as a quantity that is part of its own."""
    return _with(value, quantity.text, known=quantity)


def short(value: Any) -> Traced:
    """For tables and charts: 23 Oct 2025, "Outside China", an abbreviation."""
    old = traced(value)
    if isinstance(old.value, PartialDate):
        return _with(old, old.value.short())
    if isinstance(old.value, Territory):
        return _with(old, old.value.short[0].upper() + old.value.short[1:])
    if old.role.kind == ENDPOINT and str(old.value) in ENDPOINT_SHORT:
        return _with(old, ENDPOINT_SHORT[str(old.value)])
    if old.role.kind == ENDPOINT and str(old.value).isalnum():
        return _with(old, str(old.value))
    label = getattr(value, "label", None)
    return label if isinstance(label, Traced) else old


def place(value: Any) -> Traced:
    """A territory in a sentence: "in China", "outside China", "worldwide"."""
    old = traced(value)
    return _with(old, old.value.place) if isinstance(old.value, Territory) else _with(old, f"in a territory {old.text}")


def when(value: Any) -> Traced:
    """A date in a sentence: "on 1 May 2025", "in June 2019", "on or before 23 October 2025"."""
    old = traced(value)
    if isinstance(old.value, PartialDate):
        return _with(old, old.value.with_preposition())
    return _with(old, f"on a date {NOT_DISCLOSED}")


def figure(value: Any) -> Traced:
    """A quantity without unit, qualifier and interval, a count in digits; only where the unit is printed beside it."""
    old = traced(value)
    if isinstance(old.value, int):
        return _with(old, f"{old.value:,}", known=Quantity(f"{old.value:,}", Decimal(old.value)))
    return _as(old, old.value.bare) if isinstance(old.value, Quantity) else old


def core(value: Any) -> Traced:
    """A quantity without its qualifier; only where the qualifier is printed beside it."""
    old = traced(value)
    return _as(old, old.value.unqualified) if isinstance(old.value, Quantity) else old


def interval(value: Any) -> Traced:
    """The confidence interval of a quantity; missing when it has none."""
    old = traced(value)
    found = old.value.interval if isinstance(old.value, Quantity) else None
    return _as(old, Quantity(found.text)) if found else _with(old, "not reported", MISSING)


def estimate(value: Any) -> Traced:
    """A quantity without its confidence interval; only where the interval is printed beside it."""
    old = traced(value)
    return _as(old, old.value.without_interval) if isinstance(old.value, Quantity) and old.value.interval else old


def lower_phase(value: Any) -> Traced:
    """A trial phase in a sentence: "phase III"."""
    old = traced(value)
    return _with(old, old.text.replace("Phase", "phase").replace("Early", "early"))


def ordinal(value: Any) -> Traced:
    """A rank in words: eighth."""
    old = traced(value)
    number = old.value.number if isinstance(old.value, Quantity) else None
    if number is None or not 1 <= number <= len(ORDINALS):
        return old
    return _as(old, Quantity(ORDINALS[int(number) - 1]))


def ordinal_figure(value: Any) -> Traced:
    """A rank as a figure: 8th."""
    old = traced(value)
    number = old.value.number if isinstance(old.value, Quantity) else None
    if number is None:
        return old
    last = int(number) % 10 if int(number) % 100 not in (11, 12, 13) else 0
    ending = {1: "st", 2: "nd", 3: "rd"}.get(last, "th")
    return _as(old, Quantity(f"{number}{ending}", number, unit=ending))


def upper_first(value: Any) -> Traced:
    """With a capital first letter, for the beginning of a sentence; pMMR and rwPFS stay as they are."""
    old = traced(value)
    return _with(old, spelling.large(old.text))


def lower_first(value: Any) -> Traced:
    """With a small first letter, for the middle of a sentence; names in capitals stay (ASTRUM, HER2)."""
    old = traced(value)
    return _with(old, spelling.small(old.text))


def joined(
    things: Iterable[Any], mark: Callable[[Traced], str], word: str = "and", most: int = 0, others: str = "others"
) -> str:
    """Values or names as a list in a sentence: a, b and c; each marked. Where there are more than `most`, the rest is
    counted: a, b and seven others."""
    every = list(things)
    if most and len(every) > most + 1:
        every[most:] = [count(every[most:], others, others)]
    marks = [mark(traced(thing)) for thing in every]
    if len(marks) <= 1:
        return "".join(marks)
    return f"{', '.join(marks[:-1])} {word} {marks[-1]}"


def words(number: int) -> str:
    """A small number in words; for counts that no record states."""
    return COUNTED[number] if 0 <= number < len(COUNTED) else "many"


def flag(word: str) -> Traced:
    """A word of the brief that marks a row, as New or Carried; printed bold in the brand's accent."""
    return Traced(word, Fact(BUILD, ("flag",)), FLAG)


def article(value: Any) -> str:
    """The indefinite article before a value: "an antibody", "a PD-1 antibody", "an NMPA designation"."""
    return spelling.article(traced(value).text)
