"""Dates as precise as their source."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.values.dates import PartialDate, Period


@pytest.mark.parametrize(
    ("written", "start", "end", "long", "short"),
    [
        ("2025-05-01", "2025-05-01", "2025-05-01", "1 May 2025", "1 May 2025"),
        ("2023-10-20", "2023-10-20", "2023-10-20", "20 October 2023", "20 Oct 2023"),
        ("2019-06", "2019-06-01", "2019-06-30", "June 2019", "Jun 2019"),
        ("2024-Q4", "2024-10-01", "2024-12-31", "Q4 2024", "Q4 2024"),
        ("2025-H1", "2025-01-01", "2025-06-30", "H1 2025", "H1 2025"),
        ("2024", "2024-01-01", "2024-12-31", "2024", "2024"),
        ("by 2025-10-23", None, "2025-10-23", "on or before 23 October 2025", "by 23 Oct 2025"),
        ("by 2026-Q2", None, "2026-06-30", "by Q2 2026", "by Q2 2026"),
        ("by 2026-06", None, "2026-06-30", "by June 2026", "by Jun 2026"),
        ("by mid-2026", None, "2026-09-30", "by mid-2026", "by mid-2026"),
        ("mid-2026", "2026-04-01", "2026-09-30", "mid-2026", "mid-2026"),
        ("early 2026", "2026-01-01", "2026-06-30", "early 2026", "early 2026"),
        ("late 2026", "2026-07-01", "2026-12-31", "late 2026", "late 2026"),
        ("2026-Q2 to 2026-Q3", "2026-04-01", "2026-09-30", "Q2 to Q3 2026", "Q2 to Q3 2026"),
        ("2026-Q4 to 2027-Q1", "2026-10-01", "2027-03-31", "Q4 2026 to Q1 2027", "Q4 2026 to Q1 2027"),
        ("1H26", "2026-01-01", "2026-06-30", "H1 2026", "H1 2026"),
        ("2H 2026", "2026-07-01", "2026-12-31", "H2 2026", "H2 2026"),
        ("3Q26", "2026-07-01", "2026-09-30", "Q3 2026", "Q3 2026"),
        ("into 2028", "2028-01-01", "2028-12-31", "into 2028", "into 2028"),
        ("into the second half of 2028", "2028-07-01", "2028-12-31", "into H2 2028", "into H2 2028"),
        ("through 2027", None, "2027-12-31", "through 2027", "through 2027"),
        ("until 30 June 2027", None, "2027-06-30", "until 30 June 2027", "until 30 Jun 2027"),
        ("before 2026-07-01", None, "2026-06-30", "before 1 July 2026", "before 1 Jul 2026"),
        ("by the end of Q2 2026", None, "2026-06-30", "by the end of Q2 2026", "by end of Q2 2026"),
        ("year-end 2026", "2026-10-01", "2026-12-31", "the end of 2026", "end of 2026"),
        ("beginning of 2026", "2026-01-01", "2026-03-31", "the beginning of 2026", "beginning of 2026"),
        ("first quarter of 2026", "2026-01-01", "2026-03-31", "Q1 2026", "Q1 2026"),
        ("H1 2026", "2026-01-01", "2026-06-30", "H1 2026", "H1 2026"),
        ("1 June 2026", "2026-06-01", "2026-06-01", "1 June 2026", "1 Jun 2026"),
        ("June 1, 2026", "2026-06-01", "2026-06-01", "1 June 2026", "1 Jun 2026"),
        ("Sept 2026", "2026-09-01", "2026-09-30", "September 2026", "Sep 2026"),
        ("2026/2027", "2026-01-01", "2027-12-31", "2026 to 2027", "2026 to 2027"),
        ("mid to late 2026", "2026-04-01", "2026-12-31", "mid-to-late 2026", "mid-to-late 2026"),
        ("summer 2026", "2026-01-01", "2026-12-31", "summer 2026", "summer 2026"),
        ("Early 2026", "2026-01-01", "2026-06-30", "early 2026", "early 2026"),
    ],
)
def test_span_and_print(written: str, start: str | None, end: str, long: str, short: str) -> None:
    when = PartialDate.parse(written)
    assert when.start == (date.fromisoformat(start) if start else None)
    assert when.end == date.fromisoformat(end)
    assert (when.long().replace("\u00a0", " "), when.short().replace("\u00a0", " ")) == (long, short)


@pytest.mark.parametrize(
    ("written", "start", "long"),
    [
        ("after 2026", "2027-01-01", "after 2026"),
        ("2027 or later", "2027-01-01", "from 2027"),
        ("not before 2027-Q2", "2027-04-01", "not before Q2 2027"),
        ("since 2024-03", "2024-03-01", "since March 2024"),
    ],
)
def test_a_date_whose_last_day_is_open(written: str, start: str, long: str) -> None:
    when = PartialDate.parse(written)
    assert (when.start, when.end) == (date.fromisoformat(start), None)
    assert when.long().replace("\u00a0", " ") == long == when.with_preposition().replace("\u00a0", " ")
    assert PartialDate.parse("2023").sort_key < when.sort_key < PartialDate.parse("2028").sort_key


@pytest.mark.parametrize(
    ("written", "long", "start", "end"),
    [
        ("Q1/Q2 2026", "Q1 to Q2 2026", "2026-01-01", "2026-06-30"),
        ("3Q/4Q26", "Q3 to Q4 2026", "2026-07-01", "2026-12-31"),
        ("first or second quarter of 2026", "Q1 to Q2 2026", "2026-01-01", "2026-06-30"),
        ("Q4 2025/Q1 2026", "Q4 2025 to Q1 2026", "2025-10-01", "2026-03-31"),
        ("late 2026 or early 2027", "late 2026 to early 2027", "2026-07-01", "2027-06-30"),
        ("mid-to-late 2026", "mid-to-late 2026", "2026-04-01", "2026-12-31"),
        ("Q1'26", "Q1 2026", "2026-01-01", "2026-03-31"),
        ("CY2026", "2026", "2026-01-01", "2026-12-31"),
        ("middle of 2026", "mid-2026", "2026-04-01", "2026-09-30"),
        ("early June 2026", "early June 2026", "2026-06-01", "2026-06-30"),
        ("late Q2 2026", "late Q2 2026", "2026-04-01", "2026-06-30"),
        ("mid-June 2026", "mid-June 2026", "2026-06-01", "2026-06-30"),
        ("01-Jan-2026", "1 January 2026", "2026-01-01", "2026-01-01"),
        ("January 5th, 2026", "5 January 2026", "2026-01-05", "2026-01-05"),
        ("2026/01/05", "5 January 2026", "2026-01-05", "2026-01-05"),
        ("2026年1月5日", "5 January 2026", "2026-01-05", "2026-01-05"),
        ("2026年1月", "January 2026", "2026-01-01", "2026-01-31"),
        ("January-March 2026", "January to March 2026", "2026-01-01", "2026-03-31"),
        ("June 1-5, 2026", "1 June to 5 June 2026", "2026-06-01", "2026-06-05"),
        ("2027 and beyond", "from 2027", "2027-01-01", None),
        ("as early as Q2 2026", "as early as Q2 2026", "2026-04-01", None),
        ("Q2 2026 at the latest", "by Q2 2026", None, "2026-06-30"),
        ("no later than Q2 2026", "no later than Q2 2026", None, "2026-06-30"),
    ],
)  # fmt: skip
def test_dates_of_releases_and_registries(written: str, long: str, start: str | None, end: str | None) -> None:
    when = PartialDate.parse(written)
    assert when.long().replace("\u00a0", " ") == long
    assert tuple(day and day.isoformat() for day in (when.start, when.end)) == (start, end)
    assert PartialDate.parse("2024").sort_key < when.sort_key < PartialDate.parse("2029").sort_key


@pytest.mark.parametrize(
    ("written", "cure"),
    [
        ("05/01/2026", "which number is which"), ("5.1.2026", "which number is which"), ("TBD", "write unknown"),
        ("2025/26", "write FY2026"), ("FY2025/26", "write FY2026"), ("week of 1 June 2026", "write the month"),
        ("within 12 months", "write the coming 12 months"), ("Q1", "write the year as well"),
    ],
)  # fmt: skip
def test_what_is_no_date_says_what_to_write(written: str, cure: str) -> None:
    with pytest.raises(ValueError, match=cure):
        PartialDate.parse(written)


@pytest.mark.parametrize("written", ["next year", "later this year", "this quarter"])
def test_a_date_that_depends_on_the_day_it_was_said(written: str) -> None:
    with pytest.raises(ValueError, match="write the year that is meant"):
        PartialDate.parse(written)


@pytest.mark.parametrize(
    "written",
    ["", "by by 2026", "into unknown", "until FY2026", "31 June 2025", "2025-02-30", "2025-13", "2025-Q5", "2025-H3", "25-01-01", "0025-05-01", "05/01/2025", "by",
     "by unknown", "by by 2025", "2026-Q3 to 2026-Q2", "2026 to unknown", "FY2026-Q5", "FY2026-H3", "Q1 FY2026-Q2", "in teh coming weeks", "middle 2026", "3H26", "2025-5-1", "soon", "2025-06-31", "99999"],
)  # fmt: skip
def test_refuses(written: str) -> None:
    with pytest.raises(ValueError, match="is not a date"):
        PartialDate.parse(written)


@pytest.mark.parametrize(
    ("written", "printed", "sentence"),
    [
        ("FY2026", "FY2026", "in FY2026"),
        ("FY26", "FY2026", "in FY2026"),
        ("FY2026-Q1", "Q1 FY2026", "in Q1 FY2026"),
        ("Q1 FY26", "Q1 FY2026", "in Q1 FY2026"),
        ("2026-FQ1", "Q1 FY2026", "in Q1 FY2026"),
        ("FQ1 2026", "Q1 FY2026", "in Q1 FY2026"),
        ("FY2026-H1", "H1 FY2026", "in H1 FY2026"),
        ("in the coming weeks", "in the coming weeks", "in the coming weeks"),
        ("in the near future", "in the near future", "in the near future"),
        ("within the next 12 months", "within the next 12 months", "within the next 12 months"),
    ],
)
def test_no_day_where_the_source_gives_none(written: str, printed: str, sentence: str) -> None:
    when = PartialDate.parse(written)
    assert (when.start, when.end) == (None, None)
    assert when.long().replace("\u00a0", " ") == when.short().replace("\u00a0", " ") == printed
    assert when.with_preposition().replace("\u00a0", " ") == sentence


def test_fiscal_periods_stand_with_the_calendar_of_their_name_and_words_before_unknown() -> None:
    written = ["unknown", "in the coming weeks", "FY2026-Q2", "2026-Q1", "FY2025", "2026-Q3"]
    ordered = sorted(map(PartialDate.parse, written), key=lambda when: when.sort_key)
    assert [when.text for when in ordered] == ["FY2025", "2026-Q1", "FY2026-Q2", "2026-Q3", written[1], written[0]]


def test_unknown_is_last_and_has_no_day() -> None:
    unknown, known = PartialDate.parse("unknown"), PartialDate.parse("2099")
    assert (unknown.start, unknown.end) == (None, None)
    assert sorted([unknown, known], key=lambda when: when.sort_key) == [known, unknown]


def test_sentences() -> None:
    phrases = [PartialDate.parse(w).with_preposition() for w in ("2025-05-01", "2019-06", "by 2025-10-23", "unknown")]
    assert [phrase.replace("\u00a0", " ") for phrase in phrases] == [
        "on 1 May 2025", "in June 2019", "on or before 23 October 2025", "(no date)",
    ]  # fmt: skip


@given(st.text(max_size=14))
def test_any_text_is_a_date_or_a_value_error(text: str) -> None:
    try:
        when = PartialDate.parse(text)
    except ValueError:
        return
    assert when.long()


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_every_day_lies_in_its_own_periods(day: date) -> None:
    quarter, half = (day.month + 2) // 3, 1 if day.month <= 6 else 2
    for text in (f"{day.year}", f"{day.year}-H{half}", f"{day.year}-Q{quarter}", f"{day:%Y-%m}", f"{day:%Y-%m-%d}"):
        assert day in Period.parse(text)
        assert PartialDate.parse(text).text == text


@pytest.mark.parametrize("text", ["1899", "2201-Q1", "0001-01-01", "9999-12-31", "by 1850-01-01"])
def test_a_year_out_of_range_is_told(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date briefgen knows; years run from 1900 to 2200"):
        PartialDate.parse(text)


def test_the_fiscal_year_in_words_is_a_fiscal_year() -> None:
    assert {PartialDate.parse(text) for text in ("fiscal 2025", "Fiscal year 2025")} == {PartialDate.parse("FY2025")}


def test_periods() -> None:
    period = Period.parse("2025-04-01..2025-06-30")
    assert (period.start, period.end) == (date(2025, 4, 1), date(2025, 6, 30))
    assert period.long().replace("\u00a0", " ") == "1 April 2025 to 30 June 2025"
    assert Period.last_completed_quarter(date(2025, 10, 31)).text == "2025-Q3"
    assert Period.last_completed_quarter(date(2026, 1, 1)).text == "2025-Q4"
    for written in ("2025-06-30..2025-04-01", "unknown", "by 2025", "..", "2025.."):
        with pytest.raises(ValueError, match="is not a"):
            Period.parse(written)


@pytest.mark.parametrize(
    ("written", "told"),
    [("2025-09-07", "September"), ("2024-09", "September\u00a02024"), ("2025-Q3", ""), ("unknown", "")],
)
def test_a_month_behind_a_sentence_names_its_year_where_that_is_another(written: str, told: str) -> None:
    assert PartialDate.parse(written).month_in(2025) == told
