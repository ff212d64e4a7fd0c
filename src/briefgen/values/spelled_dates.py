"""How releases write dates: the first quarter of 2026, 1 June 2026, into 2028; in the form of the dataset."""

from __future__ import annotations

import re

from briefgen.lexicon.en import MONTHS, MONTHS_WRITTEN, NTH, SEASONS

_MONTH = "|".join(sorted(MONTHS_WRITTEN, key=len, reverse=True))
_NTH = "|".join(NTH)
WORDS_OF_PARTS = "|".join(("early", "mid", "late", "beginning", "start", "end", *SEASONS))
DATE = (
    r"(\d{4}(-(\d{2}(-\d{2})?|Q[1-4]|H[12]))?|([1-4]Q|[12]H) ?(20)?\d{2}|[QH][1-4][ -]\d{4}"
    rf"|((\d{{1,2}} )?({_MONTH})\.?|({_MONTH})\.? \d{{1,2}},) \d{{4}}|(the )?({_NTH})[ -](quarter|half)( of)? \d{{4}}"
    rf"|(the )?({WORDS_OF_PARTS}|(early|mid)[ -]to[ -](mid|late)|year-end)[ -](of )?(\d{{4}}|Q[1-4] \d{{4}}))"
)
"""A date as it may be written, without a word before it."""
ENDING = ("by", "before", "until", "through", "no later than", "not later than")
"""Words before a date that is the last possible one; its first is not said. Before leaves out the date itself."""
BEGINNING = ("from", "since", "after", "beyond", "not before", "no earlier than", "not earlier than", "as early as")
"""Words before a date from which on it may be; its last is not said. After and beyond leave out the date itself."""
WITHIN = ("at least into", "well into", "into", "around", "later in")
"""Words before a date in which it is."""
LEADING = "|".join((*ENDING, *BEGINNING, *WITHIN))


def plain_date(text: str) -> str:
    """A date as releases write it in the form of the dataset: the first quarter of 2026 is 2026-Q1."""
    text = re.sub(r"^(.*\S)(?: or later| (?:and|or) beyond| onwards?|(?<=\d)\+)$", r"from \1", " ".join(text.split()))
    text = re.sub(r"^(?:from )+", "from ", re.sub(r"^(.*\S) at the latest$", r"by \1", text))
    text = re.sub(r"(?i)^(?:expected|targeted|planned|anticipated)(?: (?:in|for))? (?=.*\d)", "", text)
    text = re.sub(rf"(?i)^(?:{LEADING})(?= )", lambda found: found[0].lower(), text)
    leading, rest = (found[1], found[2]) if (found := re.match(rf"((?:{LEADING}) )?(.*)", text)) else ("", text)
    rest = re.sub(r"(?i)^(?:in|during) (?=(?:the )?[^a-z]|.*\d{4}$)", "", rest)
    if ends := re.fullmatch(r"(\d{4})[-/](\d{4})", rest, re.ASCII):
        return f"{leading or ''}{ends[1]} to {ends[2]}"
    rest = re.sub(r"(?i)\b(early|mid)[ -]to[ -](mid|late)[ -](?=\d{4}$)", r"\1-to-\2 ", rest)
    return f"{leading or ''}{' to '.join(map(_plain_end, _ends(rest)))}"


def _ends(text: str) -> list[str]:
    """Both ends of a time between two, or a date alone: Q1/Q2 2026, 1 to 5 June 2026, late 2026 or early 2027."""
    between = r"\s?(?:/|-|–|\bto\b|\bor\b|\band\b)\s?"
    forms = (
        (rf"([QH][1-4]|[1-4]Q|[12]H){between}([QH][1-4]|[1-4]Q|[12]H)(\s?)((?:20)?\d{{2}})", r"\1 \4", r"\2 \4"),
        (rf"(\d{{4}})[ -]([QH][1-4]){between}([QH][1-4])", r"\1-\2", r"\1-\3"),
        (rf"(?:the )?({_NTH}){between}({_NTH})[ -](quarter|half)(?: of)? (\d{{4}})", r"\1 \3 \4", r"\2 \3 \4"),
        (rf"({_MONTH})\.?{between}({_MONTH})\.? (\d{{4}})", r"\1 \3", r"\2 \3"),
        (rf"(\d{{1,2}}){between}(\d{{1,2}}) ({_MONTH})\.? (\d{{4}})", r"\1 \3 \4", r"\2 \3 \4"),
        (rf"({_MONTH})\.? (\d{{1,2}}){between}(\d{{1,2}}),? (\d{{4}})", r"\2 \1 \4", r"\3 \1 \4"),
        (r"(\S.*\b\d{4})\s?(?:/|–| - | or |-(?=[A-Z]))\s?(\S.*\b\d{4})", r"\1", r"\2"),
    )
    for form, first, last in forms:
        if found := re.fullmatch(f"(?i){form}", text, re.ASCII):
            return [found.expand(first), found.expand(last)]
    return text.split(" to ")


def _plain_end(text: str) -> str:
    """One end of a date, in the form of the dataset; as written where it has none."""
    text = re.sub(r"(?i)(?<=\d)(?:st|nd|rd|th)\b(?! (?:quarter|half))", "", text)
    text = re.sub(rf"(?i)^(?:(\d{{1,2}})-)?({_MONTH})-(\d{{4}})$", r"\1 \2 \3", text).strip()
    text = re.sub(r"(?i)^(?:the )?(?:middle of (?:the year )?|mid-?year[ -]|mid[ -]year[ -])(?=\d{4}$)", "mid-", text)
    text = re.sub(r"(?i)^(?:calendar year |CY ?)(?=\d{4}$)", "", text)
    text = re.sub(r"(?i)^(?:the )?(?:year end|turn of the year) (?=\d{4}$)", "year-end ", text)
    text = re.sub(r"^([QH][1-4]|[1-4]Q|[12]H)['’](?=\d{2}$)", r"\1 ", text)
    text = re.sub(r"^([QH])([1-4]) (?=\d{2}$)", r"\2\1 ", text)
    if numbers := re.fullmatch(
        r"(\d{4})([/.])(\d{1,2})\2(\d{1,2})|(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?", text, re.ASCII
    ):
        year, *parts = [part for part in numbers.group(1, 3, 4, 5, 6, 7) if part]
        return "-".join((year, *(f"{int(part):02}" for part in parts)))
    if inside := re.fullmatch(
        r"(?i)(early|mid|late)(?: in |[ -])(?!to[ -])((?:[a-z]|\d.*[QH]).*\d{4}|\d{4}-.+)", text, re.ASCII
    ):
        return f"{inside[1].lower()} {_plain_end(inside[2])}"
    text = re.sub(r"(?i)^(early|late) in (?=\d{4}$)", r"\1 ", text)
    named = re.fullmatch(rf"(?i)(?:(?P<day>\d{{1,2}}) )?(?P<month>{_MONTH})\.? (?P<year>\d{{4}})", text, re.ASCII)
    named = named or re.fullmatch(rf"(?i)(?P<month>{_MONTH})\.? (?P<day>\d{{1,2}}),? (?P<year>\d{{4}})", text, re.ASCII)
    if named:
        day = f"-{int(named['day']):02}" if named["day"] else ""
        return f"{named['year']}-{number_of(named['month']):02}{day}"
    if nth := re.fullmatch(rf"(?i)(?:the )?({_NTH})[ -](quarter|half)(?: of)? (\d{{4}})", text, re.ASCII):
        return f"{nth[3]}-{nth[2][0].upper()}{NTH[nth[1].lower()]}"
    if folded := re.fullmatch(r"([QH][1-4])[ -](\d{4})", text, re.ASCII):
        return f"{folded[2]}-{folded[1]}"
    if folded := re.fullmatch(r"([1-4])(Q) ?(?:20)?(\d{2})|([12])(H) ?(?:20)?(\d{2})", text, re.ASCII):
        number, letter, year = (part for part in folded.groups() if part)
        return f"20{year}-{letter}{number}"
    if year_end := re.fullmatch(r"(?i)(?:the )?(?:year-end|end of the year) (\d{4})", text, re.ASCII):
        return f"end {year_end[1]}"
    if part := re.fullmatch(rf"(?i)(?:the )?({WORDS_OF_PARTS})[ -](?:of )?(\d{{4}})", text, re.ASCII):
        return f"{part[1].lower()}{'-' if text[len(part[1])] == '-' else ' '}{part[2]}"
    if ended := re.fullmatch(r"(?i)(?:the )?end of (.*\d.*)", text, re.ASCII):
        return f"end of {_plain_end(ended[1])}"
    if fiscal := re.fullmatch(r"(?i)fiscal(?: year)? (\d{4})", text, re.ASCII):
        return f"FY{fiscal[1]}"
    return text


def number_of(month: str) -> int:
    """The number of a month by its name or the first three letters of it."""
    return 1 + [name[:3].lower() for name in MONTHS].index(month[:3].lower())
