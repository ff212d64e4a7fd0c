"""How one quantity is said in many ways: number words, ordinals, units, currencies, qualifiers."""

from __future__ import annotations

import re

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
ONES = _ONES.split()
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
IRREGULAR = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
             "twelve": "twelfth"}  # fmt: skip


def _ordinal(word: str) -> str:
    return IRREGULAR.get(word) or (f"{word[:-1]}ieth" if word.endswith("y") else f"{word}th")


def _spelled() -> dict[str, tuple[int, bool]]:
    """Number words up to ninety-nine: the number, and whether the word is an ordinal."""
    table: dict[str, tuple[int, bool]] = {}
    for number, word in enumerate(ONES):
        table[word], table[_ordinal(word)] = (number, False), (number, True)
    for tens, value in TENS.items():
        table[tens], table[_ordinal(tens)] = (value, False), (value, True)
        for number, word in enumerate(ONES[1:10], 1):
            table[f"{tens}-{word}"] = (value + number, False)
            table[f"{tens}-{_ordinal(word)}"] = (value + number, True)
    return table


SPELLED = _spelled()

TIME_UNITS = {
    "year": ("year", "years", "yr", "yrs"), "month": ("month", "months", "mo", "mos", "mth", "mths"),
    "week": ("week", "weeks", "wk", "wks"), "day": ("day", "days"), "hour": ("hour", "hours", "hr", "hrs"),
    "minute": ("minute", "minutes", "min", "mins"),
}  # fmt: skip
UNITS = {word: unit for unit, words in TIME_UNITS.items() for word in words}
SCALES = {
    "thousand": 3, "k": 3, "million": 6, "mn": 6, "mln": 6, "m": 6, "billion": 9, "bn": 9, "b": 9, "trillion": 12,
}  # fmt: skip
MONEY_SCALES = frozenset({"k", "m", "b"})
"""Letters that scale money only."""

SIGNS = {
    "US$": "USD", "HK$": "HKD", "$": "USD", "€": "EUR", "£": "GBP", "¥": "CNY JPY", "USD": "USD", "EUR": "EUR",
    "CNY": "CNY", "RMB": "CNY", "HKD": "HKD", "JPY": "JPY", "GBP": "GBP", "CHF": "CHF",
}  # fmt: skip
"""What stands before an amount; a sign of two currencies says either."""
NAMES_AFTER = {
    "us dollars": "USD", "u.s. dollars": "USD", "dollars": "USD", "hong kong dollars": "HKD", "euros": "EUR",
    "euro": "EUR", "pounds": "GBP", "pounds sterling": "GBP", "yuan": "CNY", "renminbi": "CNY", "yen": "JPY",
    "swiss francs": "CHF", **{code.lower(): name for code, name in SIGNS.items() if code.isalpha()},
}  # fmt: skip

PEOPLE = frozenset({"patient", "subject", "participant", "individual", "people", "person"})

BEFORE: tuple[tuple[str, str], ...] = (
    (r"approximately|approx\.?|roughly|circa|ca\.|around|about|in the region of|[~≈∼]", "approximately"),
    (r"(?:an )?estimated|some", "approximately?"),
    (r"nearly|almost|close to|just under", "nearly"),
    (r"at least|no less than|not less than|no fewer than|(?:a )?minimum of|≥|>=", "at least"),
    (r"more than|greater than|above|exceed(?:s|ed|ing)?|in excess of|upwards of|>", "more than"),
    (r"over", "more than over"),
    (r"up to|as (?:much|many) as|at most|no more than|not more than|(?:a )?maximum of|≤|<=", "up to"),
    (r"less than|fewer than|under|below|<", "less than"),
)
"""What qualifies the number after it. A class with `?` may also be none; `over` before a span of time may be."""
AFTER: tuple[tuple[str, str], ...] = (
    (r"\+", "more than"), (r" or more\b", "at least"), (r" or (?:less|fewer)\b", "up to"),
    (r" or so\b", "approximately"),
)  # fmt: skip
LABELS = {
    "phase": "phase", "grade": "grade", "grades": "grade", "stage": "stage", "table": "table", "figure": "figure",
    "fig": "figure", "page": "page", "paragraph": "paragraph", "section": "section", "reference": "reference",
    "ref": "reference", "cycle": "cycle", "cohort": "cohort", "arm": "arm", "part": "part", "day": "day",
    "week": "week", "month": "month", "version": "version", "v": "version", "ver": "version", "no": "number",
    "number": "number", "#": "number", "ranked": "rank", "rank": "rank", "ranks": "rank",
}  # fmt: skip
"""A word before a number that makes it a name: phase 3 is no count of three."""


def qualifier_class(written: str) -> str:
    """The class of a dataset's qualifier: `about` and `~` are `approximately`; empty for none."""
    for pattern, name in BEFORE:
        if written and re.fullmatch(pattern, written.strip(), re.IGNORECASE):
            return "more than" if name == "more than over" else name.rstrip("?")
    return written.strip()


def stem(word: str) -> str:
    """A noun without its plural."""
    word = word.lower()
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word
