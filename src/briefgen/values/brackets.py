"""What stands in brackets behind a value: its interval, range, quartiles, deviation, people, share or kind of test."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

from briefgen.cache import pickled_by_fields
from briefgen.frozen import frozen
from briefgen.lexicon import en
from briefgen.values.numbers import NBSP, NUMBER, SPREAD, bound, decimal, joined, one_of, signed
from briefgen.values.releases import cure

AsideKind = Literal["range", "quartiles", "spread", "people", "share", "rates", "words", "limit"]
_GROUP = re.compile(r"\s*(?:\((?P<round>[^()\[\]]+)\)|\[(?P<square>[^()\[\]]+)\])$")
_PARTS = re.compile(rf";\s*|,\s*(?=\d+(?:\.\d+)?%\s*C|(?:IQR|SD|SE|range)\b|{one_of(en.KINDS_OF_TEST)})", re.IGNORECASE)
_INTERVAL = re.compile(
    rf"(?P<level>\d+(?:\.\d+)?)%\s*(?P<name>CI|CrI|confidence interval|credible interval)[:,]?\s*{SPREAD}"
)
_RANGE = re.compile(rf"(?P<name>range|min-max)[:,]?\s*{SPREAD}", re.IGNORECASE)
_QUARTILES = re.compile(rf"(?P<name>IQR|interquartile range|Q1-Q3)[:,]?\s*{SPREAD}", re.IGNORECASE)
_DEVIATION = re.compile(
    rf"(?P<name>SD|SE|SEM|standard deviation|standard error|±)[:,]?\s*(?P<number>{NUMBER}%?)", re.IGNORECASE
)
PEOPLE = r"(?P<part>\d[\d,]*)\s*(?P<of>/|of|out of)\s*(?P<whole>\d[\d,]*)"
_SHARE = re.compile(rf"(?P<number>{NUMBER})\s*%")
_COUNTED = re.compile(rf"[nN]\s*=\s*(?P<number>\d[\d,]*)|(?P<people>\d[\d,]*) (?P<noun>{one_of(en.PEOPLE)})s?")
_TESTED = re.compile(rf"(?:{one_of(en.KINDS_OF_TEST)})(?:\s+p)?", re.IGNORECASE)
_AT_RATES = re.compile(rf"(?P<number>{NUMBER})\s*%\s+(?P<rates>(?:(?:at|in)\s+)?(?:{one_of(en.RATES)}))", re.IGNORECASE)
USUAL_KIND = f"95%{NBSP}CI"
"""The kind of interval that a note may tell once for all."""


@pickled_by_fields
@frozen
class Interval:
    """A confidence interval: level in per cent; a bound is None when the source says NE or NR."""

    level: str
    low: Decimal | None
    high: Decimal | None
    text: str

    @property
    def kind(self) -> str:
        """What kind of interval it is, without its bounds: 95% CI, 95% CrI."""
        return NBSP.join(self.text.split(NBSP)[:2])

    @property
    def bounds(self) -> str:
        """Its bounds without its level: 0.38–0.69."""
        return self.text.removeprefix(self.kind).strip()


@pickled_by_fields
@frozen
class Aside:
    """What else stands in brackets behind a value: its range, quartiles, deviation, people, share, or kind of test."""

    kind: AsideKind
    text: str
    numbers: tuple[Decimal | None, ...] = ()


def take_brackets(text: str) -> tuple[str, list[str]]:
    """A text without what stands in brackets at its end, and the parts of that in their order."""
    parts: list[str] = []
    while match := _GROUP.search(text):
        parts[:0] = [part.strip() for part in _PARTS.split(match["round"] or match["square"])]
        text = text[: match.start()]
    return text, parts


def read_brackets(parts: list[str], written: str) -> tuple[Interval | None, tuple[Aside, ...], list[Interval | Aside]]:
    """The interval among the parts of brackets, the others, and all of them in their order."""
    order = [_interval(part) or _aside(part, written) for part in parts]
    intervals = [part for part in order if isinstance(part, Interval)]
    if len(intervals) > 1:
        raise ValueError(f"'{written}' is not a quantity: it has two intervals")
    asides = tuple(part for part in order if isinstance(part, Aside))
    return (intervals[0] if intervals else None), asides, order


def _interval(part: str) -> Interval | None:
    match = _INTERVAL.fullmatch(part)
    if match is None:
        return None
    low, high = match["low"].rstrip("%"), match["high"].rstrip("%")
    return Interval(
        match["level"], bound(low), bound(high), f"{match['level']}%{NBSP}{match['name']}{NBSP}{joined(low, high)}"
    )


def _aside(part: str, written: str) -> Aside:
    kinds: tuple[tuple[AsideKind, re.Pattern[str]], ...] = (("range", _RANGE), ("quartiles", _QUARTILES))
    for kind, pattern in kinds:
        if match := pattern.fullmatch(part):
            low, high = match["low"], match["high"]
            return Aside(kind, f"{match['name']}{NBSP}{joined(low, high)}", (bound(low), bound(high)))
    if match := _DEVIATION.fullmatch(part):
        return Aside("spread", f"{match['name']}{NBSP}{match['number']}", (bound(match["number"]),))
    if match := re.fullmatch(PEOPLE, part):
        return Aside("people", people_of(match), (decimal(match["part"]), decimal(match["whole"])))
    if match := _SHARE.fullmatch(part):
        return Aside("share", f"{signed(match['number'])}%", (decimal(match["number"]),))
    if match := _COUNTED.fullmatch(part):
        said = f"n{NBSP}={NBSP}{match['number']}" if match["number"] else part.replace(" ", NBSP)
        return Aside("people", said, (decimal(match["number"] or match["people"]),))
    if match := _AT_RATES.fullmatch(part):
        said = f"{signed(match['number'])}%{NBSP}{match['rates']}"
        return Aside("rates", said, (decimal(match["number"]),))
    if _TESTED.fullmatch(part):
        return Aside("words", part)
    if re.match(r"p\s*[=<>≤≥]", part, re.IGNORECASE):
        raise ValueError(f"'{written}' is not a quantity: '{part}' belongs into the field `p` of a comparison")
    if not re.fullmatch(SPREAD, part) and (cured := cure(part, inside=True)):
        raise ValueError(f"'{written}' is not a quantity: {cured}")
    if re.fullmatch(rf"{SPREAD}|{NUMBER}", part):
        hint = "say what is in the brackets: 95% CI, range, IQR, SD or SE"
        raise ValueError(f"'{written}' is not a quantity: {hint}")
    raise ValueError(f"'{written}' is not a quantity: '{part}' is no interval, range, deviation or share")


def people_of(people: re.Match[str]) -> str:
    """Patients of all as they are printed: 59/142, 6 of 17."""
    sign = people["of"]
    return f"{people['part']}{sign if sign == '/' else f'{NBSP}{sign}{NBSP}'}{people['whole']}"


def bracketed(text: str, words: Iterable[str]) -> str:
    """A text with words in the brackets at its end."""
    said = "; ".join(words)
    return f"{text[:-1]}; {said})" if text.endswith(")") else f"{text} ({said})"


def unbracketed(text: str, word: str) -> str:
    """A text without a word of the brackets at its end."""
    before, _, inside = text.rpartition(" (")
    kept = [part for part in inside.removesuffix(")").split("; ") if part != word]
    return f"{before} ({'; '.join(kept)})" if kept else before
