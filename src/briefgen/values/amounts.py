"""A number with its money, unit, change and qualifier: read as sources write it, printed in the house form."""

from __future__ import annotations

import re

from briefgen.lexicon import currencies, east_asian, en
from briefgen.values.numbers import NBSP, NUMBER, one_of

KEPT_DIGITS = 15
"""Digits that every program keeps of a number."""
_MONEY_BEFORE = rf"(?:{one_of(currencies.SIGNS)})"
_MONEY_BEHIND = rf"(?:\b(?i:{one_of(currencies.NAMES)})|{one_of(east_asian.MONEY)})"
_AMONG = r"(?:10*(?:,000)*|\d{1,3}(?:,\d{3})+|(?!(?:19|20)\d\d\b)\d{4,})(?![\d,])"
_RATE = (
    rf"(?:[^\W\d_][^\d()]*?\s)?(?:per|in)\s{_AMONG}(?:\s?(?:-|–|to)\s?(?:1\sin\s)?{_AMONG})?"
    r"(?:\s[^\W\d_][^\d()]*)?"
)
"""A unit that holds a number: per 100,000, cases per 1,000 person-years, in 30,000, in 20,000 to 1 in 50,000."""
_WORDS = r"[^\W\d_](?:[^\d()]|(?<=log)10|(?<=/)1\.73(?=\s?m²)|(?<=/)\d+(?=\s?(?:h|mL|min)\b))*"
"""A unit in words: mg/m², log10 copies/mL, mL/min/1.73 m²."""
_SPELLED = one_of(word for word, (number, ordinal) in en.SPELLED.items() if number and not ordinal)
AMOUNT = re.compile(
    rf"^(?P<currency>{_MONEY_BEFORE})?(?P<apart>\s*)(?P<low>{NUMBER}|(?i:{_SPELLED})\b)(?P<percent1>\s?%)?(?P<censored>\+)?"
    rf"(?:\s*(?:-|–|—|\bto\b)\s*(?P<high>{NUMBER}))?(?P<gap>\s*)(?P<unit>%|{_RATE}|{_WORDS}|%-points|-fold\b[^\d()]*|-log\b[^\d()]*|×)?$"
)
_CHANGES = tuple((words, re.compile(rf"(?i){words} (?!to\b|by\b)")) for words in en.CHANGED_BY)
_QUALIFIERS = tuple(sorted((*en.QUALIFIERS, *east_asian.QUALIFIERS), key=len, reverse=True))
_TIGHT = "$€£¥₩₹₪₦₱฿₫₽₺₴₼₸₡₾৳₵"
"""Signs of money that stand right before their number."""
_JOINED = ("k", "m", "mm", "b", "bn", "mn", "mln", "x")
"""Letters that may stand right behind their number."""


def scale_of(unit: str) -> tuple[int, str]:
    """The power of ten that a unit says, and the rest of the unit: "million people" is 6, people."""
    word, _, rest = unit.partition(" ")
    if word.lower() in en.SCALES:
        return en.SCALES[word.lower()], rest
    for sign in sorted(east_asian.SCALES, key=len, reverse=True):
        if unit.startswith(sign):
            return east_asian.SCALES[sign], unit.removeprefix(sign)
    return 0, unit


def take_change(text: str) -> tuple[str, str]:
    """The words at the beginning of a text that say a change, and the rest: grew, 24%."""
    if text[:1].isdigit():
        return "", text.strip()
    change = next((words for words, said in _CHANGES if said.match(text)), "")
    return text[: len(change)], text[len(change) :].strip()


def take_qualifier(text: str) -> tuple[str, str]:
    """The qualifier at the beginning of a text, and the rest: up to, USD 85 million."""
    if text[:1].isdigit():
        return "", text
    for qualifier in _QUALIFIERS:
        rest = text[len(qualifier) :]
        if text.lower().startswith(qualifier) and not (qualifier[-1].isalpha() and rest[:1].isalpha()):
            return qualifier, rest.strip()
    return "", text


def units(match: re.Match[str]) -> tuple[str, str, str, str]:
    """Unit, currency, how the source prints the currency, and the change that stands behind the number."""
    unit, sign = (match["unit"] or "").strip(), match["currency"] or ""
    if match["percent1"]:
        return "%", "", "", unit if unit.lower() in en.CHANGES else ""
    if sign:
        return unit, sign if sign in currencies.CODES else currencies.SIGNS[sign], sign, ""
    if behind := re.search(rf"{_MONEY_BEHIND}$", unit):
        code = currencies.NAMES.get(behind[0].lower()) or east_asian.MONEY[behind[0]]
        return unit[: behind.start()].strip().removesuffix(" of"), code, behind[0], ""
    return unit, "", "", ""


def printed_amount(match: re.Match[str], figure: str, change: str, qualifier: str) -> str:
    """An amount in the house form."""
    unit = (match["unit"] or "").strip()
    sign, percent = match["currency"] or "", (match["percent1"] or "").strip()
    money = f"{sign}{'' if sign[-1:] in _TIGHT else NBSP}" if sign else ""
    tight = unit in ("%", "%-points") or unit.startswith("-")
    joined = tight or (not match["gap"] and (unit.lower() in _JOINED or not unit.isascii()))
    tail = f"{'' if joined else NBSP}{unit}" if unit else ""
    if percent and not (match["high"] and unit == "%"):
        figure = figure.replace("–", f"{percent}–", 1) if match["high"] and unit else figure
        tail = percent + tail
    return f"{change}{NBSP if change else ''}{qualifying(qualifier)}{money}{figure}{tail}"


def qualifying(qualifier: str) -> str:
    """A qualifier before its number: a line may end behind one of several words, as "up to", and never within it."""
    apart = qualifier.isascii() and (qualifier[-1:].isalpha() or qualifier.endswith("."))
    return qualifier.replace(" ", NBSP) + (" " if " " in qualifier else NBSP) * apart


def in_points(text: str) -> str:
    """A text whose number, and no other, is in percentage points."""
    number, bracket, rest = text.partition(" (")
    return f"{number.rstrip('%')}{NBSP}{en.POINTS}{bracket}{rest}"
