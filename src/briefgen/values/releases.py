"""How releases write quantities: other spellings of what `Quantity` reads, and figures that are words only."""

from __future__ import annotations

import re

from briefgen.lexicon import currencies, en
from briefgen.values.dates import PartialDate
from briefgen.values.spelled_dates import LEADING

_SIGNS = "|".join(re.escape(sign) for sign in sorted(currencies.SIGNS, key=len, reverse=True))
_MONEY = rf"(?:{_SIGNS})\s?"
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_TIMES = "|".join(en.TIME_UNITS)
_DIGITS = r"(?:(?:low|mid|high)[ -]+)?(?:to[ -]+(?:mid|high)[ -]+)?(?:single|double|triple)[ -]digits?"
_DECADES = r"(?:low|mid|high)[ -](?:teens|twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)"
_OF_WHAT = r"(?: (?:percentage|percent|per cent|%))?(?: (?:growth|increase|decline|decrease|sales|millions|billions))?"
_ROUGHLY = re.compile(rf"(?:{_DIGITS}|{_DECADES}){_OF_WHAT}", re.IGNORECASE)
_SPELLINGS: tuple[tuple[str, str], ...] = (
    (r"(?i)^n\s*=\s*(?=\d)", ""),
    (r"(?<=\d) (?=\d{3}(?!\d))", ","),
    (r"(?i)(?<=\d)\s?(?:per\s?cent|percent)(?![a-z])", "%"),
    (rf"^\(({_MONEY})?({_NUMBER}[^()]*)\)$", r"\1-\2"),
    (rf"^({_MONEY})?\(({_NUMBER})\)(?=\s|%|[a-z]|$)", r"\1-\2"),
    (rf"^[-−]\s?({_MONEY})(?=\d)", r"\1-"),
    (r"(?i)^minus\s+(?=\d)", "-"),
    (rf"(?i)^({_NUMBER})-({_TIMES})$", r"\1 \2s"),
    (rf"(?i)^({_NUMBER}) ((?:{_TIMES})s)\+$", r"\1+ \2"),
    (r"(?i)^(\S*\d.*) or more$", r"at least \1"),
    (r"(?i)^(\S*\d.*) or (?:less|fewer)$", r"at most \1"),
    (r"(?i)^between (.*\d.*) and (.*\d.*)$", r"\1 to \2"),
    (rf"^({_MONEY})({_NUMBER})(?P<unit>\s?[a-z]+)? ?(?:-|–|to) ?\1({_NUMBER})(?P=unit)?$", r"\1\2 to \4\g<unit>"),
    (rf"^({_NUMBER})(?P<unit>\s[a-z]+)(?:\s?[-–]\s?| to )({_NUMBER})(?P=unit)$", r"\1 to \3\g<unit>"),
    (rf"^(-?{_NUMBER}%?)\s?(?:±|\+/-)\s?({_NUMBER}%?)(\s[^()]+)?$", r"\1\3 (± \2)"),
    (r"(?i)^([a-z]+)fold$", r"\1-fold"),
)
"""Spellings, each with what it becomes, in their order."""


def plain(written: str) -> str:
    """A quantity in the spelling that is read: (12.3) is -12.3, between 3 and 5 is 3 to 5."""
    for spelling, said in _SPELLINGS:
        written = re.sub(spelling, said, written)
    return written


def words_only(written: str) -> str:
    """What a figure in words prints: how long it lasts (`into 2028`), or its size without a number (`mid-teens`); empty
    for anything else."""
    if _ROUGHLY.fullmatch(written):
        return written
    if not re.match(rf"(?i)(?:{LEADING}) ", written):
        return ""
    try:
        return PartialDate.parse(written).long()
    except ValueError:
        return ""
