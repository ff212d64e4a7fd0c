"""What a fact says in numbers: the quantities, dates and codes that the text of its source must hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from briefgen.dataset.facts import RecordedFact
from briefgen.frozen import frozen
from briefgen.lexicon import currencies, east_asian, en
from briefgen.records import Claim, Epidemiology, Event, Source
from briefgen.records.endpoints import IN_POINTS
from briefgen.values.amounts import scale_of
from briefgen.values.brackets import Aside, Interval
from briefgen.values.dates import PartialDate
from briefgen.values.quantity import Quantity
from briefgen.verify import words
from briefgen.verify.extract import clean
from briefgen.verify.mentions import NumberMention, mentions_in

IN_EITHER = frozenset({"%", "percentage points"})
PERCENTAGE_POINTS = frozenset({"percentage points", "percentage point", "% points", "pp", "%points"})
NOT_PRINTED = frozenset({"url", "website"})
COUNTS = {"patients": "people", "enrolled": "people", "sites": "sites"}
"""What the numbers of these fields count, be it named with them or not."""
NAME_FIELDS = frozenset({"title", "short", "name", "licensee_entity"})
"""Fields that repeat a name of the source, in which a number belongs to the word before it: GLOBOCAN 2022."""


@frozen
class WantedNumber:
    """A number or range as the fact states it. `nouns` are stems of a unit that is no time, share or money."""

    text: str
    low: Decimal
    high: Decimal | None = None
    scale: int = 0
    unit: str = ""
    currency: str = ""
    qualifiers: frozenset[str] = frozenset({""})
    ordinal: bool = False
    rank: bool = False
    label: str = ""
    nouns: tuple[str, ...] = ()
    interval: Interval | None = None
    asides: tuple[Aside, ...] = ()
    change: str = ""
    counts: str = ""
    """What its field counts of a trial: people, sites."""
    units: frozenset[str] = frozenset()
    """Its units where a source may write it in any of several."""


@frozen
class WantedDate:
    """A date as the fact states it."""

    text: str
    date: PartialDate


@frozen
class WantedWords:
    """A code, or what is said instead of a number: HS-20089, not reached."""

    text: str
    spellings: tuple[str, ...]
    anywhere: bool = False
    interval: Interval | None = None


Wanted = WantedNumber | WantedDate | WantedWords


def wanted_of(recorded: RecordedFact) -> tuple[Wanted, ...]:
    """What must be found; empty for a fact without numbers."""
    match recorded.value:
        case Quantity() as quantity:
            found = tuple(_of_quantity(quantity, rank=_is_rank(recorded), counts=COUNTS.get(recorded.field, "")))
            return tuple(map(_in_either, found)) if getattr(recorded.part, "measure", "") in IN_POINTS else found
        case PartialDate() as date:
            return (WantedDate(date.long(), date),) if date.end else ()
        case str() as text if recorded.field in ("volume", "pages"):
            return (WantedWords(text, _printed_volumes(clean(text))),)
        case str() as text if recorded.field not in NOT_PRINTED and not _is_code_of_the_dataset(recorded):
            label = en.LABELS.get(recorded.field, "")
            return tuple(_of_text(clean(text), label, named=_repeats_a_name(recorded)))
        case _:
            return ()


def _in_either(wanted: Wanted) -> Wanted:
    """A difference of shares, which one source writes in per cent and another in percentage points."""
    if isinstance(wanted, WantedNumber) and wanted.unit in IN_EITHER:
        return replace(wanted, units=IN_EITHER)
    return wanted


def _repeats_a_name(recorded: RecordedFact) -> bool:
    return recorded.field in NAME_FIELDS and not isinstance(recorded.record, (Event, Claim))


def _printed_volumes(text: str) -> tuple[str, ...]:
    """A volume and issue, or pages, as reference lists print them."""
    match = re.fullmatch(r"(\w+)\s*\((\w+)\)", text)
    if match is None:
        return (text,)
    volume, issue = match.groups()
    return tuple(f"{volume}{form.format(issue)}" for form in ("({})", " ({})", ", no. {}", ", issue {}", ":{}", ", {}"))


def _is_rank(recorded: RecordedFact) -> bool:
    return isinstance(recorded.record, Epidemiology) and recorded.record.measure.startswith("rank")


def _is_code_of_the_dataset(recorded: RecordedFact) -> bool:
    """Whether the field holds an id of another record or a word of the vocabulary."""
    info = type(recorded.part).model_fields.get(recorded.field)
    return info is None or (isinstance(recorded.record, Source) and recorded.field == "via") or marked(info)


def marked(info: object) -> bool:
    """Whether a field is annotated as a reference or a controlled word, wherever in the annotation."""
    from typing import get_args

    from briefgen.records import To
    from briefgen.records.controlled import Vocabulary

    def search(item: object) -> bool:
        if isinstance(item, (To, Vocabulary)):
            return True
        return any(search(inner) for inner in (*getattr(item, "__metadata__", ()), *get_args(item)))

    return any(search(item) for item in (*getattr(info, "metadata", ()), getattr(info, "annotation", None)))


def _of_quantity(quantity: Quantity, *, rank: bool, counts: str) -> Iterator[Wanted]:
    if quantity.sentinel:
        if quantity.sentinel in en.SENTINELS_WRITTEN:
            yield WantedWords(quantity.text, en.SENTINELS_WRITTEN[quantity.sentinel], interval=quantity.interval)
        return
    low = next(one for one in (quantity.number, quantity.effect, quantity.low) if one is not None)
    scale, unit, nouns = _unit(quantity.unit)
    said = "more than" if quantity.censored else words.qualifier_class(quantity.qualifier)
    yield WantedNumber(
        quantity.text, low, quantity.high, scale, unit,
        currency=currencies.SIGNS.get(quantity.currency, quantity.currency),
        qualifiers=frozenset({said}), rank=rank, nouns=nouns, interval=quantity.interval, asides=quantity.asides,
        change=quantity.change.lower(), counts=counts,
    )  # fmt: skip


def _unit(written: str) -> tuple[int, str, tuple[str, ...]]:
    """Scale, unit and nouns of a dataset's unit: "million people" is 6, "", person."""
    scale, rest = scale_of(written.replace("-", " "))
    parts = rest.split()
    if not parts or not rest.isascii():
        return scale, east_asian.TIMES.get(rest, ""), ()
    if rest.lower() in PERCENTAGE_POINTS:
        return scale, "percentage points", ()
    unit = "%" if parts[0] == "%" else en.TIMES.get(parts[0].lower(), "")
    return scale, unit, () if unit else tuple(words.stem(part) for part in parts)


def _of_text(text: str, label: str, *, named: bool) -> Iterator[Wanted]:
    """Codes, dates and numbers of a text; `label` is what the field itself calls a number: version."""
    found = mentions_in(text)
    for code in dict.fromkeys(found.codes):
        yield WantedWords(code, (code,), anywhere=True)
    for date in found.dates:
        yield WantedDate(text[date.start : date.end], date.readings[0])
    for number in found.numbers:
        before = re.search(r"([A-Z]\w+)\s+$", text[: number.start]) if named else None
        if before and not number.label:
            phrase = text[before.start() : number.end]
            yield WantedWords(phrase, (phrase,))
        elif any(character.isdigit() for character in text[number.start : number.end]):
            yield _of_mention(text[number.start : number.end], number, label)


def _of_mention(text: str, mention: NumberMention, label: str) -> WantedNumber:
    return WantedNumber(
        text, mention.low, mention.high, mention.scale, mention.unit or mention.lent,
        currency=min(mention.currencies, default=""), qualifiers=mention.qualifiers, ordinal=mention.ordinal,
        label=mention.label or label,
    )  # fmt: skip
