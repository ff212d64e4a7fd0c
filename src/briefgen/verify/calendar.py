"""Dates in running text: 1 May 2025, May 1,2025, 2025/05/01, June, 2019, Jul 2021, Q4 2025, the first half of 2025."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.frozen import frozen
from briefgen.lexicon.en import MONTHS_WRITTEN, NTH
from briefgen.values.dates import PartialDate
from briefgen.values.spelled_dates import number_of

_MONTH = "|".join(MONTHS_WRITTEN)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20|21)\d{2})"
_WORDS = "|".join(NTH)
FORMS = tuple(
    re.compile(rf"(?<![\w.-]){form}(?![\w])", re.IGNORECASE)
    for form in (
        rf"{_YEAR}\s*[-/.]\s*(?P<number>\d{{1,2}})\s*[-/.]\s*(?P<day>\d{{1,2}})",
        rf"{_YEAR}\s*年\s*(?P<number>\d{{1,2}})\s*月(?:\s*(?P<day>\d{{1,2}})\s*日)?",
        rf"{_YEAR}\s*年(?!\s*\d)",
        rf"{_DAY}\s*(?:of\s+)?[ -]?(?P<month>{_MONTH})\b\.?,?\s*[ -]?{_YEAR}",
        rf"(?P<month>{_MONTH})\b\.?\s*{_DAY}\s*,?\s*{_YEAR}",
        rf"(?P<month>{_MONTH})\b\.?,?\s*(?:of\s+)?{_YEAR}",
        rf"Q(?P<quarter>[1-4])[\s,]*(?:of\s+)?{_YEAR}",
        rf"(?P<quarter>[1-4])Q\s*{_YEAR}",
        rf"{_YEAR}\s*[-/]?\s*Q(?P<quarter>[1-4])",
        rf"(?P<nth>{_WORDS})[\s-]quarter,?\s*(?:of\s+)?{_YEAR}",
        rf"H(?P<half>[12])[\s,]*(?:of\s+)?{_YEAR}",
        rf"(?P<half>[12])H\s*{_YEAR}",
        rf"{_YEAR}\s*[-/]?\s*H(?P<half>[12])",
        rf"(?P<nth>first|second)[\s-]half,?\s*(?:of\s+)?{_YEAR}(?P<halves>)",
        rf"{_YEAR}-(?P<number>0[1-9]|1[0-2])(?!-?\d)",
        rf"(?P<part>early|mid|late)(?:[\s-]+in)?[\s-]+{_YEAR}",
    )
)
DAY_AND_MONTH = re.compile(r"(?<![\w/.-])(?P<a>\d{1,2})[/.](?P<b>\d{1,2})[/.](?P<year>(?:19|20)\d{2})(?!\w)")


@frozen
class DateMention:
    """A date in a text; `readings` are two where 01/05/2025 can be read in two ways."""

    start: int
    end: int
    readings: tuple[PartialDate, ...]

    @property
    def year(self) -> int:
        """The year it names."""
        return self.readings[0].end.year if self.readings[0].end else 0

    def within(self, day: PartialDate) -> bool:
        """Whether every reading lies inside a date of the dataset: 15 June 2019 says June 2019, not the reverse."""
        return all(_inside(reading, day) for reading in self.readings)

    def around(self, day: PartialDate) -> bool:
        """Whether it is the same date less precisely, or in one of two readings."""
        return any(_inside(reading, day) or _inside(day, reading) for reading in self.readings)


def dates_in(text: str) -> list[DateMention]:
    """Every date of a text, the longest at each place."""
    found = sorted(_all(text), key=lambda mention: (mention.start, -mention.end))
    kept: list[DateMention] = []
    for mention in found:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _all(text: str) -> Iterator[DateMention]:
    for form in FORMS:
        for match in form.finditer(text):
            if day := _date(match):
                yield DateMention(match.start(), match.end(), (day,))
    for match in DAY_AND_MONTH.finditer(text):
        pairs = {(match["a"], match["b"]), (match["b"], match["a"])}
        readings = [_parsed(f"{match['year']}-{int(month):02}-{int(day):02}") for day, month in sorted(pairs)]
        known = tuple(reading for reading in readings if reading)
        if known:
            yield DateMention(match.start(), match.end(), known)


def _date(match: re.Match[str]) -> PartialDate | None:
    groups = match.groupdict()
    year = groups["year"]
    if groups.get("part"):
        return _parsed(f"{groups['part'].lower()} {year}")
    part = groups.get("quarter") or groups.get("half") or NTH.get((groups.get("nth") or "").lower())
    if part:
        halved = groups.get("half") is not None or "halves" in groups
        return _parsed(f"{year}-{'H' if halved else 'Q'}{part}")
    if not (groups.get("number") or groups.get("month")):
        return _parsed(year)
    month = groups.get("number") or number_of(groups.get("month") or "")
    written = f"{year}-{int(month):02}"
    return _parsed(f"{written}-{int(groups['day']):02}" if groups.get("day") else written)


def _parsed(written: str) -> PartialDate | None:
    try:
        return PartialDate.parse(written)
    except ValueError:
        return None


def _inside(inner: PartialDate, outer: PartialDate) -> bool:
    if outer.leading:
        return (inner.grain, inner.start, inner.end) == (outer.behind.grain, outer.behind.start, outer.behind.end)
    if outer.grain == "fiscal":
        return False
    if outer.grain == "part":
        return (inner.grain, inner.start, inner.end) == (outer.grain, outer.start, outer.end)
    first, last = outer.start or outer.end, outer.end
    if inner.start is None or inner.end is None or first is None or last is None:
        return False
    return first <= inner.start and inner.end <= last
