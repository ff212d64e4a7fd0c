"""Quantities as the source prints them: exact numbers with unit, qualifier, range or interval, or a sentinel."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, cast

from briefgen.cache import pickled_by_fields
from briefgen.frozen import frozen
from briefgen.lexicon import en
from briefgen.values.amounts import (
    AMOUNT,
    KEPT_DIGITS,
    in_points,
    printed_amount,
    qualifying,
    scale_of,
    take_change,
    take_qualifier,
    units,
)
from briefgen.values.brackets import (
    PEOPLE,
    Aside,
    Interval,
    bracketed,
    people_of,
    read_brackets,
    take_brackets,
    unbracketed,
)
from briefgen.values.numbers import NBSP, NUMBER, decimal, joined, signed
from briefgen.values.releases import RATE_BEHIND, cure, plain, words_only

if TYPE_CHECKING:
    from pydantic_core import CoreSchema

Sentinel = Literal["", "not_reached", "not_estimable", "immature", "not_reported", "not_disclosed"]
SENTINELS: dict[str, Sentinel] = {word: cast(Sentinel, kind) for kind, words in en.SENTINELS.items() for word in words}
_ESTIMATED = ("not_reached", "not_estimable")
"""What a median may be while its interval is known in part."""
HINT = (
    "write it as the source prints it: 21.9%, 4-15.9%, approximately 324,603, 11.1 months (95% CI 7.3-NE), "
    "59/142 (41.5%), 5.6+ months, <0.001, 0.0011 (one-sided), USD 85 million, up to USD 1,485 million, "
    "+24%, grew 24%, 2-fold, twelve patients, into 2028, low double-digit, "
    "not reached (95% CI 27.0-NE), not disclosed; money with any code of ISO 4217 or its sign"
)


@pickled_by_fields
@frozen
class Quantity:
    """One printed quantity.

    `text` is what documents print. A single value has `number`; a range has `low` and `high` and no number, for a
    midpoint is never a value. A sentinel has none of them, and nor has what is words only ("into 2028"). What is only
    said to have changed ("reduced by 26%") has its `effect` and `change` and no number either: it is no value of the
    measure. `unit` is "%", "months", "cases", "million" ...; `currency` is an ISO code for money and `money` how the
    source prints it.
    """

    text: str
    number: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    qualifier: str = ""
    currency: str = ""
    interval: Interval | None = None
    sentinel: Sentinel = ""
    asides: tuple[Aside, ...] = ()
    estimate: str = ""
    """The text without its interval."""
    figure: str = ""
    """The text without unit, qualifier and everything in brackets: "21.9", "3.4–3.98", "324,603", "5.6+"."""
    money: str = ""
    change: str = ""
    effect: Decimal | None = None
    censored: bool = False

    def __post_init__(self) -> None:
        for name in ("estimate", "figure"):
            if not getattr(self, name):
                object.__setattr__(self, name, self.text)

    @classmethod
    @lru_cache(4096)
    def parse(cls, written: str) -> Quantity:
        """Read a quantity as a source prints it; ValueError when it is none."""
        body, parts = take_brackets(plain(" ".join(written.split())))
        interval, asides, order = read_brackets(parts, written)
        brackets = f" ({'; '.join(part.text for part in order)})" if order else ""
        kept = f" ({'; '.join(part.text for part in asides)})" if asides else ""
        if (sentinel := SENTINELS.get(body.lower())) is not None:
            words = sentinel.replace("_", " ")
            if interval and sentinel not in _ESTIMATED:
                raise ValueError(f"'{written}' gives an interval of what is {words}")
            missing = cls(words + brackets, sentinel=sentinel, interval=interval, asides=asides)
            return replace(missing, estimate=words + kept, figure=words)
        if words := words_only(body):
            return cls(words + brackets, interval=interval, asides=asides, estimate=words + kept, figure=words)
        if people := re.fullmatch(PEOPLE, body):
            return _responders(people, interval, asides, brackets, kept, written)
        change, rest = take_change(body)
        qualifier, rest = take_qualifier(rest)
        match = AMOUNT.match(rest)
        if match is None or match["currency"] == "¥":
            hint = "¥ is the sign of CNY and of JPY: write the code" if match else cure(written)
            raise ValueError(f"'{written}' is not a quantity{f': {hint}' if hint else ''}")
        low, high = decimal(match["low"]), decimal(match["high"]) if match["high"] else None
        if high is not None and high < low:
            raise ValueError(f"'{written}' is a range whose second number is the smaller one")
        unit, currency, money, behind = units(match)
        change = change or behind
        figure = joined(match["low"], match["high"]) if match["high"] else signed(match["low"])
        figure += "+" if match["censored"] else ""
        text = printed_amount(match, figure, change if change != behind else "", qualifier)
        return cls(
            text=text + brackets,
            number=None if high is not None or change else low,
            low=low if high is not None else None,
            high=high,
            unit=unit,
            qualifier=qualifier,
            currency=currency,
            interval=interval,
            asides=asides,
            estimate=text + kept,
            figure=figure,
            money=money,
            change=change,
            effect=low if change and high is None else None,
            censored=bool(match["censored"]),
        )

    @classmethod
    def of(cls, number: Decimal, unit: str = "", qualifier: str = "", currency: str = "") -> Quantity:
        """A computed number in the house form; every decimal of it is kept."""
        figure = signed(f"{number:,f}")
        money = f"{currency}{NBSP}" if currency else ""
        tail = f"{'' if unit == '%' else NBSP}{unit}" if unit else ""
        text = f"{qualifying(qualifier)}{money}{figure}{tail}"
        known = cls(text, number, unit=unit, qualifier=qualifier, currency=currency)
        return replace(known, figure=figure, money=currency)

    @property
    def is_estimated(self) -> bool:
        """Whether it is told as an estimate."""
        return self.qualifier == "estimated"

    @property
    def has_noun(self) -> bool:
        """Whether its unit says whom or what it counts: people, new cases."""
        return self.unit.endswith(("people", "patients", "cases", "deaths"))

    @property
    def is_range(self) -> bool:
        """Whether it is a range over several trials or sources."""
        return self.high is not None

    @property
    def is_ratio(self) -> bool:
        """Whether it counts some among a number of others, or in per cent: 3.3 per 100,000, 1 in 30,000, 41%."""
        return self.unit == "%" or bool(re.search(r"(?:^|\s)(?:per|in)\s|/\d", self.unit))

    @property
    def ends(self) -> tuple[str, ...]:
        """Both ends of a range as printed."""
        return tuple(re.findall(NUMBER, self.figure)) if self.is_range else ()

    @property
    def scale(self) -> int:
        """The power of ten that its unit says: 6 of million, 8 of 億."""
        return scale_of(self.unit)[0]

    @property
    def exact(self) -> Decimal | None:
        """Its number, when the source states exactly one without a qualifier and every program keeps it as it is."""
        if self.number is None or self.qualifier or self.censored:
            return None
        return self.number if len(f"{self.number:f}".strip("-0.").replace(".", "")) <= KEPT_DIGITS else None

    @property
    def bare(self) -> Quantity:
        """The figure alone, as a quantity."""
        bare = Quantity(self.figure, self.number, self.low, self.high, sentinel=self.sentinel)
        return bare.saying(*self.limits)

    @property
    def limits(self) -> tuple[str, ...]:
        """Words that stand beside its number wherever it is printed: not met, interim."""
        return tuple(aside.text for aside in self.asides if aside.kind == "limit")

    def saying(self, *words: str) -> Quantity:
        """The quantity with words in brackets that no shorter form of it loses."""
        said = {aside.text.lower() for aside in self.asides}
        fresh = tuple(Aside("limit", word) for word in dict.fromkeys(words) if word.lower() not in said)
        if not fresh:
            return self
        text, estimate = (bracketed(text, (aside.text for aside in fresh)) for text in (self.text, self.estimate))
        return replace(self, text=text, asides=(*self.asides, *fresh), estimate=estimate)

    def without(self, *words: str) -> Quantity:
        """The quantity without some of its limits; only where they are printed before it."""
        dropped = [aside for aside in self.asides if aside.kind == "limit" and aside.text in words]
        text, estimate = self.text, self.estimate
        for aside in dropped:
            text, estimate = (unbracketed(printed, aside.text) for printed in (text, estimate))
        kept = tuple(aside for aside in self.asides if aside not in dropped)
        return replace(self, text=text, asides=kept, estimate=estimate)

    @property
    def as_p_value(self) -> Quantity:
        """A p-value with its sign, so that it is never read as a value of its endpoint: p = 0.0011, p <0.001."""
        if self.number is None or self.figure.startswith("p"):
            return self
        sign = f"p{NBSP}" if self.qualifier[:1] in ("<", ">", "≤", "≥") else f"p{NBSP}={NBSP}"
        figure = f"{sign}{self.qualifier}{self.figure}"
        return replace(self, text=sign + self.text, estimate=sign + self.estimate, figure=figure, qualifier="")

    @property
    def as_points(self) -> Quantity:
        """A difference of shares, which is no share: 12.3 percentage points."""
        if self.unit != "%":
            return self
        text, estimate = (in_points(text) for text in (self.text, self.estimate))
        return replace(self, text=text, estimate=estimate, unit=en.POINTS)

    def counting(self, noun: str) -> Quantity:
        """A bare number with the noun that it counts; any other quantity as it is."""
        if self.unit or self.currency or self.asides or self.interval or (self.number is None and not self.is_range):
            return self
        return replace(self, text=f"{self.text}{NBSP}{noun}", estimate=f"{self.estimate}{NBSP}{noun}", unit=noun)

    def without_noun(self, noun: str) -> Quantity:
        """A count of such things as a bare number; any other quantity as it is."""
        if self.unit != noun:
            return self
        text, estimate = (said.removesuffix(f"{NBSP}{noun}") for said in (self.text, self.estimate))
        return replace(self, text=text, estimate=estimate, unit="")

    @property
    def unsigned(self) -> Quantity:
        """The quantity without its minus, for a name that says it: a loss of 12.3."""
        if self.number is None or self.number >= 0:
            return self
        text, estimate, figure = (said.replace("−", "", 1) for said in (self.text, self.estimate, self.figure))
        return replace(self, text=text, number=-self.number, estimate=estimate, figure=figure)

    @property
    def unqualified(self) -> Quantity:
        """The quantity without qualifier and interval."""
        asides = tuple(aside for aside in self.asides if aside.kind != "limit")
        plain = replace(self, text=self.core, qualifier="", interval=None, asides=asides, estimate=self.core)
        return plain.saying(*self.limits)

    @property
    def without_interval(self) -> Quantity:
        """The quantity without its interval."""
        return replace(self, text=self.estimate, interval=None)

    @property
    def core(self) -> str:
        """The text without qualifier and interval."""
        text = self.text.split("\u00a0(")[0].split(" (")[0]
        text = self.estimate if any(aside.kind == "share" for aside in self.asides) else text
        return text.removeprefix(qualifying(self.qualifier)).strip() if self.qualifier else text

    def __str__(self) -> str:
        return self.text

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> CoreSchema:
        from pydantic_core import core_schema

        return core_schema.no_info_plain_validator_function(_validate)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        return {"type": ["string", "number", "object"], "description": HINT}


UNDISCLOSED = Quantity(en.NOT_DISCLOSED, sentinel="not_disclosed")


def _validate(value: Any) -> Quantity:
    if isinstance(value, dict):
        return _from_mapping({str(key): str(item) for key, item in value.items()})
    return Quantity.parse(str(value))


def _from_mapping(parts: dict[str, str]) -> Quantity:
    """The long form: value, unit, qualifier, low, high, ci, level, currency."""
    unknown = set(parts) - {"value", "unit", "qualifier", "low", "high", "ci", "level", "currency"}
    if unknown:
        raise ValueError(f"a quantity has no '{sorted(unknown)[0]}'")
    if "value" in parts and parts.keys() & {"low", "high"}:
        raise ValueError("a quantity has a 'value', or a 'low' and a 'high'; the bounds of an interval are its 'ci'")
    if "level" in parts and "ci" not in parts:
        raise ValueError("a quantity with a 'level' has a 'ci'")
    number = parts.get("value") or f"{parts.get('low', '')} to {parts.get('high', '')}"
    body, asides = take_brackets(number)
    unit = parts.get("unit", "")
    written = f"{parts.get('currency', '')} {body}{'' if unit == '%' or not unit else ' '}{unit}".strip()
    if "ci" in parts:
        asides = [*asides, f"{parts.get('level', '95')}% CI {parts['ci']}"]
    brackets = f" ({'; '.join(asides)})" if asides else ""
    return Quantity.parse(f"{parts.get('qualifier', '')} {written}{brackets}".strip())


def _responders(
    people: re.Match[str], interval: Interval | None, asides: tuple[Aside, ...], brackets: str, kept: str, written: str
) -> Quantity:
    """Patients of all with the rate that the source gives: 59/142 (41.5%)."""
    share = next((aside for aside in asides if aside.kind == "share"), None)
    if share is None:
        raise ValueError(f"'{written}' is not a quantity: {RATE_BEHIND}")
    if decimal(people["part"]) > decimal(people["whole"]):
        raise ValueError(f"'{written}' is not a quantity: it counts more in the part than in the whole")
    counted = Aside("people", people_of(people), (decimal(people["part"]), decimal(people["whole"])))
    return Quantity(
        people_of(people) + brackets, share.numbers[0], unit="%", interval=interval, asides=(counted, *asides),
        estimate=people_of(people) + kept, figure=share.text.removesuffix("%"),
    )  # fmt: skip
