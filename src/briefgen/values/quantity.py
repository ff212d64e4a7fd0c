"""Quantities as the source prints them: exact numbers with unit, qualifier, range or interval, or a sentinel."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from pydantic_core import core_schema

from briefgen.lexicon import currencies, en

NBSP = "\u00a0"
Sentinel = Literal["", "not_reached", "not_estimable", "immature", "not_reported", "not_disclosed"]

SENTINELS: dict[str, Sentinel] = {word: kind for kind, words in en.SENTINELS.items() for word in words}
_NUMBER = r"[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_INTERVAL = re.compile(
    rf"\s*\((?P<level>\d+(?:\.\d+)?)%\s*CI[:,]?\s*(?P<low>{_NUMBER}|NE|NR)%?\s*(?:-|–|—|to|,|~)\s*(?P<high>{_NUMBER}|NE|NR)%?\)$"
)
_BODY = re.compile(
    rf"^(?P<currency>{'|'.join(currencies.CODES)})?\s*(?P<low>{_NUMBER})(?P<percent1>%)?"
    rf"(?:\s*(?:-|–|—|\bto\b)\s*(?P<high>{_NUMBER}))?\s*(?P<unit>%|[A-Za-zµμ][^\d()]*)?$"
)
HINT = (
    "write it as the source prints it: 21.9%, 4-15.9%, approximately 324,603, 11.1 months (95% CI 7.3-NE), "
    "<0.001, USD 85 million, up to USD 1,485 million, not reached, not disclosed"
)


@dataclass(frozen=True, slots=True)
class Interval:
    """A confidence interval: level in per cent; a bound is None when the source says NE or NR."""

    level: str
    low: Decimal | None
    high: Decimal | None
    text: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """One printed quantity.

    `text` is what documents print. A single value has `number`; a range has `low` and `high` and no number, for a
    midpoint is never a value. A sentinel has none of them. `unit` is "%", "months", "cases", "million" ...;
    `currency` is an ISO code for money.
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

    @classmethod
    def parse(cls, written: str) -> Quantity:
        """Read a quantity as a source prints it; ValueError when it is none."""
        text = " ".join(written.split())
        if text.lower() in SENTINELS:
            sentinel = SENTINELS[text.lower()]
            return cls(sentinel.replace("_", " "), sentinel=sentinel)
        body, interval = _take_interval(text)
        qualifier, body = _take_qualifier(body)
        match = _BODY.match(body)
        if match is None:
            raise ValueError(f"'{written}' is not a quantity")
        unit = (match["percent1"] or match["unit"] or "").strip()
        low, high = _decimal(match["low"]), _decimal(match["high"]) if match["high"] else None
        if high is not None and high < low:
            raise ValueError(f"'{written}' is a range whose second number is the smaller one")
        return cls(
            text=_print(match, unit, qualifier, interval),
            number=None if high is not None else low,
            low=low if high is not None else None,
            high=high,
            unit=unit,
            qualifier=qualifier,
            currency=match["currency"] or "",
            interval=interval,
        )

    @property
    def is_range(self) -> bool:
        """Whether it is a range over several trials or sources."""
        return self.high is not None

    @property
    def figure(self) -> str:
        """The text without unit, qualifier and interval: "21.9", "3.4–3.98", "324,603"."""
        found = re.findall(_NUMBER, self.text.split(" (")[0])
        return "–".join(found[:2]) if self.is_range else (found[0] if found else self.text)

    @property
    def core(self) -> str:
        """The text without qualifier and interval."""
        text = self.text.split("\u00a0(")[0].split(" (")[0]
        return text.removeprefix(self.qualifier).strip() if self.qualifier else text

    def __str__(self) -> str:
        return self.text

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(_validate)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        return {"type": ["string", "number", "object"], "description": HINT}


def _validate(value: Any) -> Quantity:
    if isinstance(value, Quantity):
        return value
    if isinstance(value, dict):
        return _from_mapping({str(key): str(item) for key, item in value.items()})
    return Quantity.parse(str(value))


def _from_mapping(parts: dict[str, str]) -> Quantity:
    """The long form: value, unit, qualifier, low, high, ci, level, currency."""
    unknown = set(parts) - {"value", "unit", "qualifier", "low", "high", "ci", "level", "currency"}
    if unknown:
        raise ValueError(f"a quantity has no '{sorted(unknown)[0]}'")
    number = parts.get("value") or f"{parts.get('low', '')}-{parts.get('high', '')}"
    unit = parts.get("unit", "")
    written = f"{parts.get('currency', '')} {number}{'' if unit == '%' else ' '}{unit}".strip()
    if "ci" in parts:
        written += f" ({parts.get('level', '95')}% CI {parts['ci']})"
    return Quantity.parse(f"{parts.get('qualifier', '')} {written}".strip())


def _take_interval(text: str) -> tuple[str, Interval | None]:
    match = _INTERVAL.search(text)
    if match is None:
        return text, None
    low, high = match["low"], match["high"]
    printed = f"{match['level']}%{NBSP}CI{NBSP}{low}–{high}"
    lowest, highest = (None if bound in {"NE", "NR"} else _decimal(bound) for bound in (low, high))
    return text[: match.start()], Interval(match["level"], lowest, highest, printed)


def _take_qualifier(text: str) -> tuple[str, str]:
    for qualifier in en.QUALIFIERS:
        if text.lower().startswith(qualifier):
            return qualifier, text[len(qualifier) :].strip()
    return "", text


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "").replace("−", "-"))


def _print(match: re.Match[str], unit: str, qualifier: str, interval: Interval | None) -> str:
    number = match["low"] + (f"–{match['high']}" if match["high"] else "")
    money = f"{match['currency']}{NBSP}" if match["currency"] else ""
    tail = unit if unit == "%" else f"{NBSP}{unit}" if unit else ""
    glue = NBSP if qualifier.isalpha() or " " in qualifier else ""
    printed = f"{qualifier}{glue}{money}{number}{tail}" if qualifier else f"{money}{number}{tail}"
    return f"{printed} ({interval.text})" if interval else printed
