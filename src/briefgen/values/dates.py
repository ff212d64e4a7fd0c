"""Dates as precise as their source: a day, month, quarter, half, year or fiscal period, a time in words, or unknown."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from briefgen.cache import pickled_by_fields
from briefgen.frozen import frozen
from briefgen.lexicon.en import MONTHS, NO_DATE, NOT_DISCLOSED, SEASONS
from briefgen.values.spelled_dates import BEGINNING, DATE, ENDING, LEADING, WORDS_OF_PARTS, plain_date

if TYPE_CHECKING:
    from pydantic_core import CoreSchema

Grain = Literal["day", "month", "quarter", "half", "year", "part", "span", "by", "from", "fiscal", "words", "unknown"]
NBSP = "\u00a0"
_NUMBERS = re.compile(r"(\d{4})(?:-(?:(\d{2})(?:-(\d{2}))?|(Q)([1-4])|(H)([12])))?", re.ASCII)
_PART = rf"(?P<word>{WORDS_OF_PARTS}|(?:early|mid)-to-(?:mid|late))[ -](?P<year>\d{{4}})"
_FISCAL = r"(?:F?([QH][1-4]) )?FY ?(?:20)?(\d{2})(?:[- ]F?([QH][1-4]))?|(20\d{2})-F([QH][1-4])|F([QH][1-4]) (20\d{2})"
_WORDS = r"(in|within|over|during) (the )?(coming|next|near|following|foreseeable) [a-z0-9][a-z0-9 -]*"
PATTERN = (
    rf"^((?i:{LEADING}|in|during) )?((early|mid|late|end of)[ -])?{DATE}$|^{DATE}( to |[-/]){DATE}$|^{DATE} or later$"
    rf"|^(fiscal( year)? \d{{4}}|{_FISCAL})$|^{_WORDS}$|^(unknown|not disclosed)$"
)
_WITHIN_PART = r"(end of|early|mid|late)[ -](\d{4}-\S+|(?<=end of )\d{4})"
"""A part of a month, quarter or half; of which days nobody says."""
_CURES = (
    (
        r"\d{1,2}([./-])\d{1,2}\1(\d{4}|\d{2})",
        "write year, month and day, 2026-01-31: nobody can tell which number is which",
    ),
    (r"\d{4}/\d{2}", "write FY2026 for a fiscal year, or 2025 to 2026"),
    (
        r"(fiscal year|FY|FYE).*",
        "write FY2026 by the name the company gives the year; when it ends stands in the company",
    ),
    (r"tb[acd]|n/?a|soon|to be .*|until further notice|turn of the year", "write unknown"),
    (r"(the )?(\w+ )?week of .*", "write the month, or its days: 2026-06-01 to 2026-06-07"),
    (r"(the )?(within|next|in) .*", "write the coming 12 months, or the dates that are meant"),
    (r"[QH][1-4]|[1-4]Q|[12]H", "write the year as well: 2026-Q1"),
)
"""Forms that are no date, each with what to write instead."""
PARTS = {"early": (1, 6), "mid": (4, 6), "late": (7, 6), "beginning": (1, 3), "start": (1, 3), "end": (10, 3)}
"""First month and number of months that a part of a year may mean; they overlap, for nobody says where it ends."""
FIRST_YEAR, LAST_YEAR = 1900, 2200
YEARS = f"years run from {FIRST_YEAR} to {LAST_YEAR}"
HINT = (
    "write 2025-06-30, 2025-06, 2025-Q2, 2025-H1, 2025, early, mid- or late 2025, 2025-Q2 to 2025-Q3, by 2025-06-30, "
    "by 2025-Q2, into, through or after 2025, end of 2025, June 2025, Q2 2025, FY2026, FY2026-Q1, in the coming weeks "
    "or unknown"
)


@pickled_by_fields
@frozen
class PartialDate:
    """A date at the precision the source gives.

    `start` and `end` are the first and last possible day: `start` is None when only a latest day is known ("by"),
    `end` when only an earliest one is ("from"), both when the date is unknown, in words ("in the coming weeks"), or a
    fiscal period of a company that does not say when its year ends. `text` is the form written in the dataset.
    """

    text: str
    grain: Grain
    start: date | None
    end: date | None

    @classmethod
    @lru_cache(4096)
    def parse(cls, text: str) -> PartialDate:
        """Read `2025-05-01`, `2019-06`, `2025-Q4`, `2025-H1`, `2025`, `by 2025-10-23` or `unknown`; ValueError."""
        if match := _NUMBERS.fullmatch(text):  # as nearly every date is written
            return cls._of_numbers(text, match)
        if (spelled := plain_date(text)) != text:
            try:
                return cls.parse(spelled)
            except ValueError as error:
                raise ValueError(str(error).replace(f"'{spelled}'", f"'{text}'")) from None
        if text in {"unknown", NOT_DISCLOSED}:
            return cls("unknown", "unknown", None, None)
        if re.fullmatch(_WORDS, text, re.ASCII):
            return cls(text, "words", None, None)
        if re.fullmatch(_RELATIVE, text, re.ASCII):
            raise ValueError(f"'{text}' is not a date for those who read it later: write the year that is meant")
        if fiscal := re.fullmatch(_FISCAL, text, re.ASCII):
            return _fiscal(fiscal, text)
        if leading := re.fullmatch(rf"({LEADING}) (.+)", text):
            return _bounded(leading[1], cls.parse(leading[2]), text)
        if " to " in text:
            return _span(cls.parse(text.partition(" to ")[0]), cls.parse(text.partition(" to ")[2]), text)
        if part := re.fullmatch(_PART, text, re.ASCII):
            return cls(text, "part", *_part_of(part["word"], int(cls.parse(part["year"]).text)))
        if within := re.fullmatch(_WITHIN_PART, text, re.ASCII):
            inner = cls.parse(within[2])
            if inner.grain not in ("year", "half", "quarter", "month"):
                raise ValueError(f"'{text}' is not a date")
            return cls(text, "part", inner.start, inner.end)
        if cure := next((cure for form, cure in _CURES if re.fullmatch(form, text, re.ASCII | re.IGNORECASE)), ""):
            raise ValueError(f"'{text}' is not a date: {cure}")
        raise ValueError(f"'{text}' is not a date")

    @classmethod
    def _of_numbers(cls, text: str, match: re.Match[str]) -> PartialDate:
        """A date in the form of the dataset: 2025-05-01, 2019-06, 2025-Q4, 2025-H1 or 2025."""
        year, month, day = int(match[1]), match[2], match[3]
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise ValueError(f"'{text}' is not a date briefgen knows; {YEARS}")
        try:
            if day:
                start = end = date(year, int(month), int(day))
                return cls(text, "day", start, end)
            if month:
                return cls(text, "month", *_months(year, int(month), 1))
            if match[4]:
                return cls(text, "quarter", *_months(year, 3 * int(match[5]) - 2, 3))
            if match[6]:
                return cls(text, "half", *_months(year, 6 * int(match[7]) - 5, 6))
            return cls(text, "year", *_months(year, 1, 12))
        except ValueError:
            raise ValueError(f"'{text}' is not a date in the calendar") from None

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """A date known to the day."""
        return cls(day.isoformat(), "day", day, day)

    @property
    def lasts(self) -> Grain:
        """How long it lasts: a year, half, quarter, month ...; of a fiscal period the part of its year."""
        if self.grain != "fiscal":
            return self.grain
        return "quarter" if "-Q" in self.text else "half" if "-H" in self.text else "year"

    @property
    def sort_key(self) -> tuple[date, date]:
        """Orders by latest possible day, then earliest; a fiscal period of an unknown year stands with the calendar's
        of its name, words come after all dates, unknown dates last."""
        if self.grain == "fiscal" and self.end is None:
            return PartialDate.parse(_calendar(self.text)).sort_key
        if self.grain == "from" and self.start:
            return (self.start, self.start)
        return (self.end or date.max, self.start or (date.max if self.grain == "unknown" else date.min))

    def long(self) -> str:
        """As printed in text: 1 May 2025, June 2019, the fourth quarter prints as Q4 2025."""
        return self._print(short=False)

    def short(self) -> str:
        """As printed in tables and charts: 1 May 2025, Jun 2019, By 23 Oct 2025."""
        return self._print(short=True)

    def _print(self, *, short: bool) -> str:
        if self.grain == "fiscal":
            fiscal, _, part = self.text.partition("-")
            return f"{part}{NBSP}{fiscal}" if part else fiscal
        if self.grain == "words":
            return self.text
        if self.leading not in ("", "by"):
            inner = self.behind
            return f"{self.leading} {inner.short() if short else inner.long()}"
        if self.end is None:
            return NO_DATE
        year = self.end.year
        month = MONTHS[self.end.month - 1]
        month = month[:3] if short else month
        if self.grain == "by":
            inner = PartialDate.parse(self.text[3:])
            if inner.grain != "day":
                return f"by {inner.short() if short else inner.long()}"
            word = "by" if short else "on or before"
            return f"{word} {self.end.day}{NBSP}{month}{NBSP}{year}"
        printed = {
            "day": f"{self.end.day}{NBSP}{month}{NBSP}{year}",
            "month": f"{month}{NBSP}{year}",
            "quarter": f"Q{(self.end.month + 2) // 3}{NBSP}{year}",
            "half": f"H{1 if self.end.month <= 6 else 2}{NBSP}{year}",
            "year": str(year),
        }
        if self.grain == "part":
            return self._part().removeprefix("the ") if short else self._part()
        if self.grain == "span":
            return self._span(short=short)
        return printed[self.grain]

    def month_in(self, year: int) -> str:
        """The month of a day or month behind a sentence on a year: September, of another year September 2024; of any
        other date nothing."""
        if self.grain not in ("day", "month") or self.end is None:
            return ""
        month = MONTHS[self.end.month - 1]
        return month if self.end.year == year else f"{month}{NBSP}{self.end.year}"

    @property
    def leading(self) -> str:
        """The word before the date itself: by, into, after; empty when there is none."""
        match = re.match(rf"({LEADING}) ", self.text)
        return match[1] if match else ""

    @property
    def behind(self) -> PartialDate:
        """The date behind the word before it, or itself."""
        return PartialDate.parse(self.text[len(self.leading) :]) if self.leading else self

    def _part(self) -> str:
        if within := re.fullmatch(_WITHIN_PART, self.text):
            inner = PartialDate.parse(within[2]).long()
            said = {"end of": "the end of ", "mid": "mid-"}.get(within[1], f"{within[1]}{NBSP}")
            return f"{said}{inner}"
        word, year = self.text[:-5], self.text[-4:]
        if word in ("beginning", "start", "end"):
            return f"the {word} of {year}"
        return f"mid-{year}" if word == "mid" else f"{word}{NBSP}{year}"

    def _span(self, *, short: bool) -> str:
        """Both ends, the year once where they share it: Q2 to Q3 2026."""
        ends = map(PartialDate.parse, self.text.split(" to "))
        first, last = (end.short() if short else end.long() for end in ends)
        year = f"{NBSP}{last[-4:]}"
        return f"{first.removesuffix(year) if last.endswith(year) else first} to {last}"

    def with_preposition(self) -> str:
        """For sentences: "on 1 May 2025", "in June 2019", "on or before 23 October 2025"."""
        if self.grain in {"by", "from", "words", "unknown"} or self.leading:
            return f"({NO_DATE})" if self.grain == "unknown" else self.long()
        at = self.grain == "part" and self.long().startswith("the ")
        return f"{'on' if self.grain == 'day' else 'at' if at else 'in'} {self.long()}"

    def __str__(self) -> str:
        return self.long()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> CoreSchema:
        from pydantic_core import core_schema

        return core_schema.no_info_plain_validator_function(lambda v: v if isinstance(v, cls) else cls.parse(str(v)))

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        return {"type": ["string", "integer"], "pattern": PATTERN, "description": HINT}


_RELATIVE = r"(later |earlier )?(this|next|last) (year|month|quarter|week)|(later|earlier) in the year"


def _part_of(word: str, year: int) -> tuple[date, date]:
    """First and last possible day of a part of a year. Of a season only the year is sure; winter may end later."""
    if word in SEASONS:
        return date(year, 1, 1), _months(year + 1, 1, 3)[1] if word == "winter" else date(year, 12, 31)
    first, _, last = word.partition("-to-")
    return _months(year, *PARTS[first])[0], _months(year, *PARTS[last or first])[1]


def _bounded(word: str, inner: PartialDate, text: str) -> PartialDate:
    """A date with a word before it that says on which side of it the day is."""
    if inner.leading or inner.start is None or inner.end is None:
        raise ValueError(f"'{text}' is not a date")
    if word in ENDING:
        return PartialDate(text, "by", None, inner.start - timedelta(days=1) if word == "before" else inner.end)
    if word in BEGINNING:
        later = inner.end + timedelta(days=1) if word in ("after", "beyond") else inner.start
        return PartialDate(text, "from", later, None)
    return PartialDate(text, inner.grain if inner.grain != "day" else "span", inner.start, inner.end)


def _span(first: PartialDate, last: PartialDate, text: str) -> PartialDate:
    grains = {first.grain, last.grain}
    if first.start is None or first.end is None or last.end is None or last.start is None or "span" in grains:
        raise ValueError(f"'{text}' is not a date")
    if last.start <= first.start:
        raise ValueError(f"'{text}' is not a date: it ends before it begins")
    return PartialDate(text, "span", first.start, last.end)


def _fiscal(match: re.Match[str], text: str) -> PartialDate:
    """A fiscal period, written as FY2026, FY2026-Q1, 2026-FQ1 or FQ1 2026."""
    parts = [part for part in (match[1], match[3], match[5], match[6]) if part]
    year = match[2] or (match[4] or match[7])[2:]
    if len(parts) > 1 or parts in (["H3"], ["H4"]):
        raise ValueError(f"'{text}' is not a date")
    return PartialDate("-".join((f"FY20{year}", *parts)), "fiscal", None, None)


def _calendar(fiscal: str) -> str:
    return fiscal.removeprefix("FY")


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    if not 1 <= month <= 12:
        raise ValueError
    last = month + count - 1
    return date(year, month, 1), date(year, last, monthrange(year, last)[1])


UNKNOWN = PartialDate("unknown", "unknown", None, None)


@frozen
class Period:
    """The days a brief covers, both ends included; `text` is the form of the command line and the output folder."""

    text: str
    start: date
    end: date

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read `2025-Q4`, `2025-H1`, `2025`, `2025-06` or `2025-04-01..2025-06-30`; ValueError otherwise."""
        if ".." in text:
            first, _, last = text.partition("..")
            start, end = PartialDate.parse(first), PartialDate.parse(last)
            if start.start is None or end.end is None or end.end < start.start:
                raise ValueError(f"'{text}' is not a period")
            return cls(text, start.start, end.end)
        when = PartialDate.parse(text)
        if when.start is None or when.end is None:
            raise ValueError(f"'{text}' is not a period")
        return cls(text, when.start, when.end)

    @classmethod
    def last_completed_quarter(cls, day: date) -> Period:
        """The last quarter that ended before a day."""
        end = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1) - timedelta(days=1)
        return cls.parse(f"{end.year}-Q{(end.month + 2) // 3}")

    @property
    def as_date(self) -> PartialDate | None:
        """The period as one date, unless it runs from one day to another."""
        return None if ".." in self.text else PartialDate.parse(self.text)

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def long(self) -> str:
        """As printed: Q4 2025, H1 2025, 2025, or both days of any other range."""
        if self.as_date is None:
            return f"{PartialDate.of(self.start).long()} to {PartialDate.of(self.end).long()}"
        return self.as_date.long()
