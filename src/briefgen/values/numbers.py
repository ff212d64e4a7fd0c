"""Numbers as they are written, and as they are printed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from briefgen.lexicon import en

NBSP = "\u00a0"
NUMBER = r"[-−+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
BOUND = rf"{NUMBER}%?\+?|NE|NR|NC|NA"
"""An end of an interval or range."""
SPREAD = rf"(?P<low>{BOUND})\s*(?:-|–|—|to|,|~)\s*(?P<high>{BOUND})"
"""Two ends and what stands between them."""

_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'")
_QUOTED = re.compile(r"(?<!\w)'\w")
_PARTED = re.compile(r"(?<![\w.,/=-])(\d+(?:\.\d+)?%?)-(?=\d+(?:\.\d+)?(?:\s?%|\s(?:year|month|week|day|prior|line)))")
"""A lower end of a range among words and the hyphen behind it; codes of trials and medicines have no unit."""
_MINUS = re.compile(r"-(?![^\W\d_])")
"""A minus, and no hyphen of a word: sixty-four."""


def one_of(words: Iterable[str]) -> str:
    """A pattern of any of some words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def decimal(text: str) -> Decimal:
    """The number of figures or of a word: 1,234.5, twelve."""
    if text.lower() in en.SPELLED:
        return Decimal(en.SPELLED[text.lower()][0])
    return Decimal(text.replace(",", "").replace("−", "-"))


def bound(text: str) -> Decimal | None:
    """An end of an interval or range; None for NE and NR."""
    return None if text.isalpha() else decimal(text.rstrip("%+"))


def signed(text: str) -> str:
    """A number with a true minus, from which no line end parts it."""
    return _MINUS.sub("−", text)


def joined(low: str, high: str) -> str:
    """A range: 0.34–0.62, and −5.6 to −0.8 where a dash would stand beside a minus."""
    ends = signed(low), signed(high)
    return f"{NBSP}to{NBSP}".join(ends) if any(end.startswith(("−", "+")) for end in ends) else "–".join(ends)


def dashed(words: str) -> str:
    """Words with their ranges of numbers as they are printed: TPS 1–49%, 18–75 years."""
    return _PARTED.sub(r"\1–", words)


def curled(words: str) -> str:
    """Words with their apostrophes as they are printed: the partner’s code; what stands in such marks, and an address,
    keeps them."""
    return words if "'" not in words or "://" in words or _QUOTED.search(words) else _APOSTROPHE.sub("’", words)
