"""Matching: does one passage say what a fact says, and if not quite, what does it say instead?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from briefgen.lexicon import en
from briefgen.verify.calendar import DateMention
from briefgen.verify.mentions import NumberMention
from briefgen.verify.passages import Passages, pattern_of
from briefgen.verify.wanted import Wanted, WantedDate, WantedNumber, WantedWords

RANK_LABELS = ("", "rank", "number")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that says the same (`fault` is empty) or nearly the same; `fault` says what differs."""

    start: int
    end: int
    fault: str = ""


def candidates(wanted: Wanted, passages: Passages) -> Iterator[Candidate]:
    """Every passage of a text that may be meant."""
    match wanted:
        case WantedWords():
            yield from _words(wanted, passages)
        case WantedDate():
            yield from _dates(wanted, passages)
        case WantedNumber():
            yield from _numbers(wanted, passages)


def _words(wanted: WantedWords, passages: Passages) -> Iterator[Candidate]:
    for spelling in wanted.spellings:
        for match in pattern_of(spelling).finditer(passages.text):
            if not spelling.isupper() or match[0].isupper():
                yield Candidate(match.start(), match.end())


def _dates(wanted: WantedDate, passages: Passages) -> Iterator[Candidate]:
    for mention in passages.mentions.dates:
        if _says(mention, wanted):
            yield Candidate(mention.start, mention.end)
        elif mention.around(wanted.date):
            written = passages.text[mention.start : mention.end]
            yield Candidate(mention.start, mention.end, f"the source says '{written}'")
    if wanted.date.grain == "year" and wanted.date.end:
        for number in passages.mentions.numbers:
            if number.high is None and _plain(number) and number.low == wanted.date.end.year:
                yield Candidate(number.start, number.end)


def _says(mention: DateMention, wanted: WantedDate) -> bool:
    by_year = wanted.date.grain == "year" and mention.readings[0].grain == "day"
    return mention.within(wanted.date) and not by_year


def _plain(number: NumberMention) -> bool:
    return not (number.unit or number.currencies or number.label or number.scale or number.ordinal)


def _numbers(wanted: WantedNumber, passages: Passages) -> Iterator[Candidate]:
    values = {wanted.low, wanted.low.scaleb(wanted.scale)}
    found = {mention: None for value in values for mention in passages.by_value.get(value, ())}
    for mention in found:
        fault = _fault(wanted, mention, passages.text)
        if fault is not None:
            yield Candidate(mention.start, mention.end, fault)
    if wanted.high is None and not (wanted.unit or wanted.currency or wanted.nouns) and 1900 <= wanted.low <= 2100:
        for date in passages.mentions.dates:
            if date.year == wanted.low and date.readings[0].grain != "day":
                yield Candidate(date.start, date.end)


def _fault(wanted: WantedNumber, mention: NumberMention, text: str) -> str | None:
    """What differs; empty when nothing does; None when another number is meant."""
    written = " ".join(text[mention.start : mention.end].split())
    if not _same_label(wanted, mention):
        return None
    if wanted.high is None and mention.high is not None:
        ends = (mention.low, mention.high)
        return f"the source prints the range '{written}'" if any(_same(wanted.low, 0, e, 0) for e in ends) else None
    if (wanted.high is None) != (mention.high is None) or not _same_values(wanted, mention):
        return None
    ranks = mention.ordinal or (wanted.rank and bool(mention.label))
    if ranks != (wanted.rank or wanted.ordinal):
        return None if ranks else "the source counts, and does not rank"
    if fault := _unit_fault(wanted, mention, written):
        return fault
    if not wanted.qualifiers & mention.qualifiers:
        said = " or ".join(sorted(q or "no qualifier" for q in mention.qualifiers))
        return f"the source says {said if said == 'no qualifier' else repr(said)} with it"
    return _interval_fault(wanted, mention, text)


def _same_label(wanted: WantedNumber, mention: NumberMention) -> bool:
    if wanted.rank:
        return mention.label in RANK_LABELS and (mention.label != "number" or bool(mention.nouns))
    return mention.label == wanted.label


def _same_values(wanted: WantedNumber, mention: NumberMention) -> bool:
    if not _same(wanted.low, wanted.scale, mention.low, mention.scale):
        return False
    if wanted.high is None or mention.high is None:
        return True
    return _same(wanted.high, wanted.scale, mention.high, mention.scale)


def _same(left: Decimal, left_scale: int, right: Decimal, right_scale: int) -> bool:
    """Equal as printed: 8.2 is not 8.20, but 1.5 billion is 1,500 million."""
    if left_scale != right_scale:
        return left.scaleb(left_scale) == right.scaleb(right_scale)
    return left == right and left.as_tuple().exponent == right.as_tuple().exponent


def _unit_fault(wanted: WantedNumber, mention: NumberMention, written: str) -> str:
    if wanted.currency and wanted.currency not in mention.currencies:
        named = " or ".join(sorted(mention.currencies)) or "no currency"
        return f"the source has it in {named}: '{written}'"
    if mention.currencies and not wanted.currency and "" not in mention.currencies:
        return f"the source speaks of money: '{written}'"
    if wanted.unit != mention.unit and not (mention.lent and wanted.unit in ("", mention.lent)):
        return f"the source has another unit: '{written}'" if mention.unit else "the source has no such unit with it"
    if wanted.nouns and not _has_nouns(wanted.nouns, mention.nouns):
        return f"the source does not say '{wanted.text}' but '{written} {' '.join(mention.nouns)}'".rstrip()
    return ""


def _has_nouns(wanted: tuple[str, ...], found: tuple[str, ...]) -> bool:
    people = bool(en.PEOPLE & set(found))
    return all(noun in found or (noun in en.PEOPLE and people) for noun in wanted)


def _interval_fault(wanted: WantedNumber, mention: NumberMention, text: str) -> str:
    if wanted.interval is None:
        return ""
    level, low, high = wanted.interval
    after = text[mention.end : mention.end + 80]
    lower, upper = (r"N[ER]" if bound is None else rf"{re.escape(str(bound))}%?" for bound in (low, high))
    name = r"(?:CI|confidence interval)(?:\s*[\[(]CI[\])])?"
    spread = rf"\b{re.escape(level)}\s*%\s*{name}\W{{0,3}}\s*{lower}(?:\s*(?:-|to|,|;|~)\s*){upper}(?![\d.]*\d)"
    return "" if re.search(spread, after, re.IGNORECASE) else f"the source does not give this {level}% CI with it"
