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
_ROUND = r"1(?:0{2,}|0{0,2}(?:,000)+)"
_WRITTEN: tuple[tuple[str, str, str], ...] = (
    ("=", r"(?i)^n\s*=\s*(?=\d)", ""),
    ("m2", r"\bm2\b", "m²"),
    ("/", rf"^([-−]?{_NUMBER})\s?/\s?({_ROUND})(?![\d,.])", r"\1 per \2"),
    ("of ", rf"^(\d[\d,]*) (of|out of) (\d[\d,]*) (?:{'|'.join(sorted(en.PEOPLE))})s?(?=$|\s)", r"\1 \2 \3"),
    (" ", r"(?<=\d) (?=\d{3}(?!\d))", ","),
    ("cent", r"(?i)(?<=\d)\s?(?:per\s?cent|percent)(?![a-z])", "%"),
    ("(", rf"^\(({_MONEY})?({_NUMBER}[^()]*)\)$", r"\1-\2"),
    ("(", rf"^({_MONEY})?\(({_NUMBER})\)(?=\s|%|[a-z]|$)", r"\1-\2"),
    ("", rf"^[-−]\s?({_MONEY})(?=\d)", r"\1-"),
    ("minu", r"(?i)^minus\s+(?=\d)", "-"),
    ("-", rf"(?i)^({_NUMBER})-({_TIMES})$", r"\1 \2s"),
    ("+", rf"(?i)^({_NUMBER}) ((?:{_TIMES})s)\+$", r"\1+ \2"),
    (" or ", r"(?i)^(\S*\d.*) or more$", r"at least \1"),
    (" or ", r"(?i)^(\S*\d.*) or (?:less|fewer)$", r"at most \1"),
    ("between", r"(?i)^between (.*\d.*) and (.*\d.*)$", r"\1 to \2"),
    (" to ", rf"^({_MONEY})({_NUMBER}) to \1({_NUMBER})(?=\s)", r"\1\2 to \3"),
    ("", rf"^({_MONEY})({_NUMBER})(?P<u>\s?[a-z]+)? ?(?:-|–|to) ?(?:\1)?({_NUMBER})(?P=u)?$", r"\1\2 to \4\g<u>"),
    ("", rf"^({_NUMBER})(?P<unit>\s[a-z]+)(?:\s?[-–]\s?| to )({_NUMBER})(?P=unit)$", r"\1 to \3\g<unit>"),
    ("", rf"^(-?{_NUMBER}%?)\s?(?:±|\+/-)\s?({_NUMBER}%?)(\s[^()]+)?$", r"\1\3 (± \2)"),
    ("fold", r"(?i)^([a-z]+)fold$", r"\1-fold"),
)
"""Spellings, each after what it always holds and with what it becomes, in their order."""
_UNGROUPED = re.compile(r"(?<![\w.,])[1-9]\d{4,}(?![\w,]*\d)")
"""A long number without signs between its thousands."""
_SPELLINGS = tuple((held, re.compile(spelling), said) for held, spelling, said in _WRITTEN)
_FRACTION = rf"(?:an?|one|two|three) ?-?(?:{'|'.join(en.FRACTIONS)})s?|half"
_ONE_IN = rf"(?:one|1) in (?:{'|'.join(en.ONES[2:])}|[2-9]|[1-9]\d)(?: [a-z]+)?"
_TITRE = r"1\s?:\s?\d[\d,]*"
_BEFORE = rf"(?:(?:{'|'.join(re.escape(word) for word in sorted(en.QUALIFIERS, key=len, reverse=True))})\s*)?"
_LINES = "10|12\\.5|15|16|20|25|30|32|40|50|60|63|70|80|100|125|150|160|200|250|320|400|500|640|800"
_ACUITY = rf"20/(?:{_LINES})(?: or (?:better|worse))?|Snellen (?:20|6|5)/\d{{1,3}}(?:\.\d)?"
_NO_NUMBERS = re.compile(
    rf"{_BEFORE}(?:{_FRACTION}|{_ONE_IN}|{_TITRE}(?: (?:to|-|–) {_TITRE})?|{_ACUITY})", re.IGNORECASE
)
"""Figures that are printed as they stand and never computed with: two thirds, one in four, a titre, acuity."""
_COMMA = re.compile(r"\d\.\d{3}(?:\.\d{3})*,\d|\d,\d{1,2}(?!\d)|\d,\d{4,}|\d\.\d{3}\.\d{3}|\d['’]\d{3}(?!\d)")
_POWER = re.compile(r"\d\s?[x×]\s?10\^?[⁰¹²³⁴-⁹\d]|\b10\^\d|\d[eE][+-]?\d")
_VERSUS = re.compile(r"\d\S*\s+(?:vs\.?|versus|compared (?:with|to)|against)\s", re.IGNORECASE)
_BASELINE = re.compile(r"\bbaseline\b", re.IGNORECASE)
_P_VALUE = re.compile(r"p(?:[- ]value)?(?: for [a-z -]+)?\s*[=<>≤≥]\s*\S+", re.IGNORECASE)
RATE_BEHIND = "write the rate of the source behind it, 59/142 (41.5%); a visual acuity is 20/40 or Snellen 6/12"
_COUNTING = "|".join((*en.ONES, *en.TENS, "the", "from", "to", "of"))
_LABELLED = re.compile(
    rf"(?!(?:{_COUNTING})\b|{_MONEY})(?P<label>[A-Za-z][\w -]*?)(?:\s*[=:]\s*|\s+)(?P<number>[-−+<>≤≥]?\d\S*.*)"
)


def plain(written: str) -> str:
    """A quantity in the spelling that is read: (12.3) is -12.3, between 3 and 5 is 3 to 5, 300000 is 300,000."""
    lowered = written.lower()
    for held, spelling, said in _SPELLINGS:
        if held in lowered:
            written = spelling.sub(said, written)
            lowered = written.lower()
    return _UNGROUPED.sub(lambda long: f"{int(long[0]):,}", written)


def words_only(written: str) -> str:
    """What a figure in words prints: how long it lasts (`into 2028`), or its size without a number (`mid-teens`); empty
    for anything else."""
    if _ROUGHLY.fullmatch(written) or _NO_NUMBERS.fullmatch(written):
        return written
    if not re.match(rf"(?i)(?:{LEADING}) ", written):
        return ""
    try:
        return PartialDate.parse(written).long()
    except ValueError:
        return ""


def cure(written: str, *, inside: bool = False) -> str:
    """What to write instead of a text that is no quantity, or inside its brackets; empty where that is not known."""
    if _COMMA.search(written):
        return "write a point before the decimals and commas between thousands: 1,234.5"
    if _P_VALUE.fullmatch(written.partition(" (")[0]):
        return "a p-value belongs into the field `p` of a comparison, without its letter: <0.001"
    if _POWER.search(written):
        return "write the power of ten in full: 1,200,000"
    if _VERSUS.search(written):
        return "give each arm a value of its own, in the `values` of a comparison"
    if _BASELINE.search(written):
        return "write the change alone, and the value before it into the field `baseline` of the result"
    if inside and re.search(rf"(?:^|\s){_MONEY}{_NUMBER}", written):
        return "keep one currency; the other stands in `note`"
    if re.fullmatch(r"(?i)n/?[ad]|tb[adc]|unknown|not (?:available|applicable)", written):
        return "leave the field out while nothing is known; or write not reported, not disclosed, not estimable"
    if not inside and (labelled := re.fullmatch(_LABELLED, written)):
        return f"write '{labelled['number']}' alone: what it measures has a field of its own (`measure`, `endpoint`)"
    return ""
