"""Numbers in running text, each with everything that belongs to it: unit, currency, qualifier, range, label."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from briefgen.frozen import frozen
from briefgen.lexicon import currencies, east_asian, en
from briefgen.verify import words
from briefgen.verify.calendar import DateMention, dates_in

_BARE = r"(?:\d{1,3}(?:,\d{3})+(?!\d|,\d)|\d+)(?:[.·]\d+)?"
_SPACED = re.compile(r"(?<![\w.,])\d{1,3}(?:[ ']\d{3})+(?:[.·]\d+)?(?!\d|,\d)")
_SPELLED = "|".join(sorted(en.SPELLED, key=len, reverse=True))
_JOINED = [sign for sign in currencies.SIGNS if not sign.isalpha() or sign in currencies.JOINED]
_APART = [sign for sign in currencies.SIGNS if sign not in _JOINED]


def _one_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_SIGN = rf"(?:{_one_of(_JOINED)})|(?-i:{_one_of(_APART)})(?=\s)"
_LEFT = r"(?:(?<![A-Za-z\d.])|(?<=\bv)|(?<=\bno\.)|(?<=\bver\.)|(?<=\bp\.))"
NUMBER = re.compile(
    rf"{_LEFT}(?:(?P<currency>{_SIGN})\s?)?(?P<minus>(?<![\d)%]\s)(?<![\w)\]%])-)?"
    rf"(?P<number>{_BARE}|(?<![\w-])(?!one\s+of\b)(?:{_SPELLED})(?!\w))(?P<ordinal>(?:st|nd|rd|th)\b)?(?P<censored>\+(?!\d))?",
    re.IGNORECASE,
)
PERCENT = re.compile(r"\s*(?:%|per\s?cent(?!\w)|percent(?:age)?(?!\w))(?P<points>\s*points?)?", re.IGNORECASE)
TIME = re.compile(
    rf"[\s-]*(?:(?P<time>{_one_of(en.TIMES)})(?:'s?)?\b|(?P<sign>{_one_of(east_asian.TIMES)}))", re.IGNORECASE
)
SCALE = re.compile(
    rf"[\s-]*(?:(?P<scale>{_one_of(en.SCALES)})\b|(?P<sign>{_one_of(east_asian.SCALES)}))", re.IGNORECASE
)
_NAMES = [name for name in currencies.NAMES if name.upper() not in _APART]
MONEY = re.compile(
    rf"\s*(?:of\s+)?(?P<money>(?:{_one_of(_NAMES)}|(?-i:{_one_of(currencies.CODES)}))\b|{_one_of(east_asian.MONEY)})",
    re.IGNORECASE,
)
TO = re.compile(r"\s*(?:-|~|\bto\b|\band\b)\s*", re.IGNORECASE)
TOTAL = r"\s*(?:(?:a total|an aggregate) of\s+)?"
LIST = re.compile(r"\s*(?:,\s*and|,\s*or|,|and|or|vs\.?|versus|/)\s*", re.IGNORECASE)
LABEL = re.compile(rf"(?:(?<=[\s(])|^)(?P<label>{'|'.join(en.LABELS)})\.?[\s-]*$", re.IGNORECASE)
PEOPLE_BEFORE = re.compile(r"\bn\s*=\s*$", re.IGNORECASE)
COLUMN = re.compile(r"[(,]\s*(%|[A-Za-z]+)\s*\)")
CODE = re.compile(r"(?<![\w$€£¥.])(?:[A-Za-z]\w*(?:-\w+|\.\d\w*)*|\d+(?:[.-][A-Z]\w*)+)")
TRIM = re.compile(r"^(?:[a-z]+-)+(?=[A-Z])|(?:-[a-z]+)+$")
"""Words joined to a code that are no part of it: anti-PD-1, B7-H4-targeted."""
JOINED = frozenset({*(sign.lower() for sign in _JOINED), "v", "ver", "no", "n", "p"})
"""What may stand right before a number without making a name of it: USD85, v1.1."""
_HYPHENED = (
    "no phase grade stage mid early late pre post top day week month year version cycle cohort arm part type level non"
)
HYPHENED = frozenset(_HYPHENED.split())
"""What may be joined to a number by a hyphen without making a name of it: phase-3, mid-2025."""
GAP = "\0"
ELSEWHERE = re.compile(
    r"https?://\S+|\[\d+(?:\s*[-,]\s*\d+)*\]|(?:(?<=\n\n)|(?<=[.;:]\n)|(?<=\n \n)|^)[ ]{0,2}\d{1,2}[.)](?=\s)"
)
"""Addresses, citation marks and the numbers of a list: they count nothing."""


@frozen
class NumberMention:
    """One number or range. Empty qualifiers mean none; several are several ways to read it."""

    start: int
    end: int
    low: Decimal
    high: Decimal | None = None
    scale: int = 0
    unit: str = ""
    currencies: frozenset[str] = frozenset()
    qualifiers: frozenset[str] = frozenset({""})
    ordinal: bool = False
    label: str = ""
    nouns: tuple[str, ...] = ()
    lent: str = ""
    """A unit that stands once for several numbers, or in the head of a column."""


@frozen
class Mentions:
    """Everything countable in a text."""

    numbers: tuple[NumberMention, ...]
    dates: tuple[DateMention, ...]
    codes: tuple[str, ...]

    def by_value(self) -> dict[Decimal, list[NumberMention]]:
        """The numbers by every value they may be meant as: either end, with and without their scale."""
        index: dict[Decimal, list[NumberMention]] = {}
        for mention in self.numbers:
            ends = [end for end in (mention.low, mention.high) if end is not None]
            for value in {*ends, *(end.scaleb(mention.scale) for end in ends)}:
                index.setdefault(value, []).append(mention)
        return index


def mentions_in(text: str) -> Mentions:
    """Numbers, dates and codes (HS-20089, 03692.HK) of a text in plain signs; a number in a code is no number."""
    dates = dates_in(text)
    masked = _blank(text, ((mention.start, mention.end) for mention in dates))
    masked = _blank(masked, (match.span() for match in ELSEWHERE.finditer(masked)))
    codes = list(_codes(masked))
    masked = _blank(masked, (match.span() for match in codes))
    return Mentions(tuple(_numbers(masked)), tuple(dates), tuple(TRIM.sub("", match[0]) for match in codes))


def _codes(text: str) -> Iterator[re.Match[str]]:
    for match in CODE.finditer(text):
        token = match[0]
        if not any(character.isdigit() for character in token):
            continue
        lead = re.match("[A-Za-z]*", token)
        word = lead[0].lower() if lead else ""
        hyphened = token[len(word) : len(word) + 1] == "-"
        name = word not in HYPHENED and token != token.lower() if hyphened else word not in JOINED
        if not word or name:
            yield match


def _blank(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with gaps of the same length in place of some stretches."""
    parts, last = [], 0
    for start, end in spans:
        parts += [text[last:start], GAP * (end - start)]
        last = end
    return "".join([*parts, text[last:]])


def _numbers(text: str) -> Iterator[NumberMention]:
    singles = [_mention(text, match) for match in NUMBER.finditer(text)]
    singles += [_spaced(text, match) for match in _SPACED.finditer(text)]
    singles.sort(key=lambda mention: (mention.start, -mention.end))
    yield from _ranged(text, _lent(text, singles))


def _mention(text: str, match: re.Match[str]) -> NumberMention:
    written = match["number"].lower()
    spelled = en.SPELLED.get(written)
    number = Decimal(spelled[0]) if spelled else Decimal(written.replace(",", "").replace("·", "."))
    mention = NumberMention(
        match.start("minus") if match["minus"] else match.start("number"),
        match.end(),
        -number if match["minus"] else number,
        currencies=_before(match["currency"]) if match["currency"] else frozenset(),
        qualifiers=frozenset({"more than"} if match["censored"] else {""}),
        ordinal=bool(match["ordinal"]) or bool(spelled and spelled[1]),
    )
    begin = match.start("currency") if match["currency"] else mention.start
    return _completed(text, mention, begin)


def _before(sign: str) -> frozenset[str]:
    """The currencies that a sign before an amount may mean; none of them where it is a word as well."""
    codes = currencies.SIGNS.get(sign) or currencies.SIGNS[sign.upper()]
    return frozenset({*codes.split(), *([""] if sign in currencies.WORDS_TOO else [])})


def _behind(name: str) -> frozenset[str]:
    """The currency that a name behind an amount may mean."""
    code = currencies.NAMES.get(name.lower()) or east_asian.MONEY[name]
    return frozenset({code, *([""] if name in currencies.WORDS_TOO else [])})


def _spaced(text: str, match: re.Match[str]) -> NumberMention:
    number = Decimal(re.sub("[ ']", "", match[0]).replace("·", "."))
    before = re.search(rf"({_SIGN})\s?$", text[max(match.start() - 5, 0) : match.start()], re.IGNORECASE)
    money = _before(before[1]) if before else frozenset()
    begin = match.start() - (len(before[0]) if before else 0)
    return _completed(text, NumberMention(match.start(), match.end(), number, currencies=money), begin)


def _completed(text: str, mention: NumberMention, begin: int) -> NumberMention:
    """With unit, scale and currency behind it, and qualifier and label before it."""
    mention = _with_unit(text, mention)
    before = text[max(begin - 40, 0) : begin]
    qualifiers = mention.qualifiers
    if qualifiers == {""}:
        qualifiers = _qualifiers(before, text[mention.end : mention.end + 12], mention)
    label = LABEL.search(before)
    nouns = _nouns(text, mention.end)
    if PEOPLE_BEFORE.search(before):
        nouns = ("patient", *nouns)
    return replace(
        mention, qualifiers=qualifiers, label=en.LABELS[label["label"].lower()] if label else "", nouns=nouns
    )


def _with_unit(text: str, mention: NumberMention) -> NumberMention:
    end, unit, scale, money = mention.end, "", 0, mention.currencies
    match = SCALE.match(text, end)
    if match and (word := match["scale"]) and (money or word.lower() not in en.MONEY_SCALES):
        scale, end = en.SCALES[word.lower()], match.end()
    elif match and match["sign"]:
        scale, end = east_asian.SCALES[match["sign"]], match.end()
    if match := PERCENT.match(text, end):
        unit, end = ("%" if not match["points"] else "percentage points"), match.end()
    elif match := TIME.match(text, end):
        unit = en.TIMES[match["time"].lower()] if match["time"] else east_asian.TIMES[match["sign"]]
        end = match.end()
    elif match := MONEY.match(text, end):
        money, end = _behind(match["money"]), match.end()
    return replace(mention, end=end, unit=unit, scale=scale, currencies=money)


def _qualifiers(before: str, after: str, mention: NumberMention) -> frozenset[str]:
    for pattern, name in en.BEFORE:
        if re.search(rf"(?:(?<!\w)|(?=[~≈∼≥≤<>]))(?:{pattern}){TOTAL}$", before, re.IGNORECASE):
            if name == "more than over":
                return frozenset({"more than", ""} if mention.unit in en.TIME_UNITS else {"more than"})
            return frozenset({name.rstrip("?"), *([""] if name.endswith("?") else [])})
    for pattern, name in en.AFTER:
        if re.match(pattern, after, re.IGNORECASE):
            return frozenset({name})
    return frozenset({""})


def _nouns(text: str, start: int) -> tuple[str, ...]:
    """Stems of the words that follow, within the clause."""
    clause = re.split(r"[.;:()]", text[start : start + 60], maxsplit=1)[0]
    return tuple(words.stem(word) for word in re.findall(r"[^\W\d]+(?:/[^\W\d]+)*", clause)[:4])


def _lent(text: str, mentions: list[NumberMention]) -> list[NumberMention]:
    """Numbers without a unit borrow it: from the next of a list, or from the head of their column."""
    result: list[NumberMention] = []
    for mention in reversed(mentions):
        if not mention.unit:
            nearest = next((other for other in reversed(result) if other.start >= mention.end), None)
            lent = ""
            if nearest and LIST.fullmatch(text, mention.end, nearest.start):
                lent = nearest.unit or nearest.lent
            mention = replace(mention, lent=lent or _column(text, mention.start))
        result.append(mention)
    return result[::-1]


def _column(text: str, start: int) -> str:
    line = text[max(text.rfind("\n", 0, start) + 1, start - 300) : start]
    heads = COLUMN.findall(line)
    return en.TIMES.get(heads[-1].lower(), "%" if heads[-1] == "%" else "") if heads else ""


def _ranged(text: str, mentions: list[NumberMention]) -> Iterator[NumberMention]:
    """Ranges in place of their two ends. `from A to B` may also be a change, so its ends stay."""
    used: set[int] = set()
    for index, low in enumerate(mentions):
        if index in used:
            continue
        for later in range(index + 1, min(index + 3, len(mentions))):
            high = mentions[later]
            joint = TO.fullmatch(text, low.end, high.start) if high.start >= low.end else None
            if joint and _makes_range(text, low, high, joint[0].strip().lower()):
                yield _range(low, high)
                if not re.search(r"\bfrom\s*$", text[max(low.start - 8, 0) : low.start]):
                    used |= {index, later}
                break
        if index not in used:
            yield low


def _makes_range(text: str, low: NumberMention, high: NumberMention, joint: str) -> bool:
    between = re.search(r"\bbetween\s*$", text[max(low.start - 12, 0) : low.start], re.IGNORECASE)
    if joint == "and" and not between:
        return False
    units = (low.unit in ("", high.unit)) and not low.label.startswith(("day", "week", "month"))
    return units and not low.ordinal and not high.ordinal and low.low < high.low and high.qualifiers == {""}


def _range(low: NumberMention, high: NumberMention) -> NumberMention:
    return replace(
        high, start=low.start, low=low.low, high=high.low, qualifiers=low.qualifiers, label=low.label,
        currencies=low.currencies | high.currencies,
    )  # fmt: skip
