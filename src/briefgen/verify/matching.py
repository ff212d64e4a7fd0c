"""Matching: does one passage say what a fact says, and if not quite, what does it say instead?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from briefgen.frozen import frozen
from briefgen.lexicon import en
from briefgen.values.brackets import Aside, Interval
from briefgen.verify.calendar import DateMention
from briefgen.verify.mentions import NumberMention
from briefgen.verify.passages import Passages, pattern_of
from briefgen.verify.wanted import Wanted, WantedDate, WantedNumber, WantedWords

NEAR = 120
"""Signs before and behind a value in which the source says what belongs to it."""
GAP = "\0"
RANK_LABELS = ("", "rank", "number")


@frozen
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
        case _:
            yield from _numbers(wanted, passages)


def _words(wanted: WantedWords, passages: Passages) -> Iterator[Candidate]:
    for spelling in wanted.spellings:
        for match in pattern_of(spelling).finditer(passages.text):
            if not spelling.isupper() or match[0].isupper():
                fault = _interval_fault(wanted.interval, passages.text[match.end() : match.end() + NEAR])
                yield Candidate(match.start(), match.end(), fault)


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
    before, after = text[max(mention.start - NEAR, 0) : mention.start], text[mention.end : mention.end + NEAR]
    if fault := _interval_fault(wanted.interval, after):
        return fault
    return _beside_fault(wanted, before, after)


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
    units = wanted.units or {wanted.unit}
    if mention.unit not in units and not (mention.lent and (wanted.unit == "" or mention.lent in units)):
        return f"the source has another unit: '{written}'" if mention.unit else "the source has no such unit with it"
    if wanted.counts and (counted := _counted(mention.nouns)) not in ("", wanted.counts):
        return f"the source counts {counted} with '{written}', not {wanted.counts}"
    if wanted.nouns and not _has_nouns(wanted.nouns, mention.nouns):
        return f"the source does not say '{wanted.text}' but '{written} {' '.join(mention.nouns)}'".rstrip()
    return ""


def _counted(nouns: tuple[str, ...]) -> str:
    """What the first noun that says it counts of a trial."""
    kinds = (kind for noun in nouns for kind, stems in en.COUNTED_IN_TRIALS.items() if noun in stems)
    return next(kinds, "")


def _has_nouns(wanted: tuple[str, ...], found: tuple[str, ...]) -> bool:
    people = bool(en.PEOPLE & set(found))
    return all(noun in found or (noun in en.PEOPLE and people) for noun in wanted)


def _interval_fault(interval: Interval | None, after: str) -> str:
    if interval is None:
        return ""
    name = r"(?:CI|CrI|(?:confidence|credible) interval)(?:\s*[\[(]C(?:r)?I[\])])?"
    spread = _spread(interval.low, interval.high)
    found = re.search(rf"\b{re.escape(interval.level)}(?:\.0)?\s*%\s*{name}\W{{0,3}}?\s*{spread}", after, re.IGNORECASE)
    return "" if found else f"the source does not give this {interval.level}% CI with it"


def _spread(low: Decimal | None, high: Decimal | None) -> str:
    """Two ends as sources write them: with units, or 0·46."""
    ends = (
        r"(?:N[ERCA]|not (?:reached|estimable|evaluable))" if end is None else f"{_digits(end)}%?"
        for end in (low, high)
    )
    unit = rf"(?:[\s-]*(?:{'|'.join(en.TIMES)})\b)?"
    return rf"{unit}(?:\s*(?:-|to|,|;|~)\s*)".join(ends) + r"(?![\d.]*\d)"


def _digits(number: Decimal) -> str:
    digits = re.escape(f"{number:,f}").replace(",", ",?").replace(r"\.", "[.·]")
    return rf"(?<![\d.]){digits}(?![\d.]*\d)\+?"


def _beside_fault(wanted: WantedNumber, before: str, after: str) -> str:
    """What stands in brackets behind the value, and that it is a change, are said near it."""
    around = f"{before}{GAP}{after}"
    if wanted.change:
        stem = (en.CHANGED_BY | en.CHANGES)[wanted.change]
        if not re.search(rf"\b(?:{stem})", around, re.IGNORECASE):
            return f"the source does not say '{wanted.change}' with it"
    for aside in wanted.asides:
        if aside.kind == "share" and aside.numbers == (wanted.low,):
            continue
        if not re.search(_aside(aside), around, re.IGNORECASE):
            return f"the source does not say '{aside.text}' with it"
    return ""


def _aside(aside: Aside) -> str:
    match aside.kind, aside.numbers:
        case "people", (Decimal() as part, Decimal() as whole):
            return rf"{_digits(part)}(?:\s+\w+)?\s*(?:/|\bof\b|\bout of\b|\bin\b)\s*(?:the\s+)?{_digits(whole)}"
        case (("range" | "quartiles"), (low, high)):
            return rf"(?:{'range|min' if aside.kind == 'range' else 'IQR|quartile|Q1'})\D{{0,30}}?{_spread(low, high)}"
        case "spread", (Decimal() as number,):
            return rf"(?:S\.?[DE]\.?M?|standard (?:deviation|error)|±)\W{{0,4}}{_digits(number)}"
        case "share" | "people", (Decimal() as number,):
            return _digits(number)
        case _:
            kind = re.sub("^(?:1|one)", "(?:1|one)", re.sub("^(?:2|two)", "(?:2|two)", aside.text))
            return kind.replace("-", r"[\s-]")
