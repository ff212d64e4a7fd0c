"""Verify: values are found in invented source texts in any spelling, and nothing else is."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.cli.main import main
from briefgen.dataset.load import load_dataset
from briefgen.values.dates import PartialDate
from briefgen.values.quantity import Quantity
from briefgen.verify import locator_problems, read_texts, verify_facts
from briefgen.verify.extract import SourceText, from_plain, read_source
from briefgen.verify.matching import candidates
from briefgen.verify.mentions import mentions_in
from briefgen.verify.neighbours import _words
from briefgen.verify.passages import Passages
from briefgen.verify.pdf import PdfError, first_picture
from briefgen.verify.wanted import WantedDate, wanted_of

DATA = """
sources:
  - {id: mill-2031, type: press_release, tier: company_release, company: mill, title: Millwright reports, published: 2031-03-04}
  - {id: quoted, type: journal_article, tier: publication, authors: "Dovecote A, Byre B, et al", journal: J Barn, volume: 7(2),
     pages: 101-109, published: 2029-11, via: mill-2031}
areas:
  - {id: oncology, name: Oncology}
indications:
  - {id: cancer, name: gynaecological tumours, area: oncology}
companies:
  - {id: mill, name: Millwright, source: "mill-2031, paragraph 1"}
assets:
  - {id: mw-77, name: MW-77, company: mill, source: "mill-2031, paragraph 1"}
trials:
  - {id: oak-3, name: OAK-3, assets: mw-77, indications: cancer, enrolled: "1,204 patients", source: "mill-2031, paragraph 2"}
results:
  - {id: r1, trial: oak-3, endpoint: ORR, value: 33.5%, at: 4 years, source: "mill-2031, paragraph 2"}
  - {id: r2, trial: oak-3, endpoint: PFS, measure: median, value: 8.2 months (95% CI 7.1-NE), source: "mill-2031, paragraph 2"}
benchmarks:
  - {id: b1, indication: cancer, regimen: rest, endpoint: ORR, value: 5-16.9%, source: "quoted, paragraph 4"}
deals:
  - {id: d1, type: out_license, assets: mw-77, licensor: mill, licensee: mill, upfront: USD 85 million, milestones: up to USD 1.5 billion,
     signed: 2030-06-12, source: "mill-2031, paragraph 3"}
epidemiology:
  - {id: e1, indication: cancer, measure: incidence, value: "approximately 324,111", year: 2028, territory: world, source: "mill-2031, paragraph 4"}
  - {id: e2, indication: cancer, measure: rank_incidence, value: 9, year: 2028, territory: world, source: "mill-2031, paragraph 4"}
"""
TEXT = """Millwright reports
Date: March 4, 2031

Millwright makes MW-77 (code MW-77).

The OAK-3 trial took in 1204 patients[1]. The four-year rate of response was 33.5 per cent. The median PFS reached 8.2
months (95% CI, 7.1 to NE).

On 12th June 2030 the rights to MW-77 were sold for US$85m, with up to $1,500 million to follow.

In 2028 about 324 111 women fell ill with gynecologic or other gynecological tumors, the ninth most common of all. Older
treatments reach 5%–16.9%[2].

[2] Dovecote A, Byre B, et al. J Barn. Nov 2029;7(2):101-109.
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project and its source texts, both invented."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "all.yaml").write_text(DATA)
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "mill-2031.txt").write_text(TEXT)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def verify(folder: Path, old: str = "", new: str = "") -> dict[str, tuple[str, str, str]]:
    """Outcome, place and reason of each field, after a change of the text."""
    assert not old or old in TEXT
    (folder / "texts" / "mill-2031.txt").write_text(TEXT.replace(old, new) if old else TEXT)
    dataset = load_dataset(folder / "data")
    report = verify_facts(dataset, read_texts(dataset, folder / "texts").by_source)
    return {f"{f.recorded.record.id}.{f.recorded.fact.field}": (f.outcome, f.place, f.reason) for f in report.findings}


def test_every_fact_is_found_where_it_stands(folder: Path) -> None:
    found = verify(folder)
    assert {outcome for outcome, _, _ in found.values()} == {"found"}, found
    assert found["oak-3.enrolled"][1] == found["r1.at"][1] == found["r1.value"][1] == "line 6"
    assert found["mill-2031.published"][1] == "line 2"
    assert found["d1.upfront"][1] == found["d1.milestones"][1] == found["d1.signed"][1] == "line 9"
    assert found["quoted.volume"][1] == found["quoted.pages"][1] == found["quoted.published"][1] == "line 14"


@pytest.mark.parametrize(
    ("field", "old", "new", "outcome", "reason"),
    [
        ("r1.value", "33.5 per cent", "33.6 per cent", "not_found", ""),
        ("r1.value", "33.5 per cent", "33.50%", "not_found", ""),
        ("r1.value", "33.5 per cent", "33.5 months", "elsewhere", "another unit"),
        ("r1.value", "33.5 per cent", "33.5", "elsewhere", "no such unit"),
        ("r1.value", "was 33.5 per cent", "was more than 33.5%", "elsewhere", "'more than'"),
        ("r1.value", "33.5 per cent", "33.5–40%", "elsewhere", "the range '33.5-40%'"),
        ("r1.at", "four-year", "five-year", "not_found", ""),
        ("r2.value", "7.1 to NE", "7.2 to NE", "elsewhere", "95% CI"),
        ("r2.value", "7.1 to NE", "7.1 to 9.3", "elsewhere", "95% CI"),
        ("b1.value", "5%–16.9%", "5.0%–16.9%", "not_found", ""),
        ("b1.value", "5%–16.9%", "16.9%", "not_found", ""),
        ("d1.upfront", "US$85m", "€85m", "elsewhere", "EUR"),
        ("d1.upfront", "US$85m", "US$85bn", "not_found", ""),
        ("d1.milestones", "up to $1,500", "$1,500", "elsewhere", "no qualifier"),
        ("d1.signed", "12th June 2030", "13 June 2030", "not_found", ""),
        ("d1.signed", "12th June 2030", "June 2030", "elsewhere", "'June 2030'"),
        ("d1.signed", "12th June 2030", "06/12/2030", "elsewhere", "'06/12/2030'"),
        ("e1.value", "about 324 111", "324,111", "elsewhere", "no qualifier"),
        ("e1.value", "about 324 111", "nearly 324,111", "elsewhere", "'nearly'"),
        ("e2.value", "ninth most", "tenth most", "not_found", ""),
        ("e2.value", "the ninth most", "of nine, the most", "elsewhere", "does not rank"),
        ("oak-3.enrolled", "1204 patients", "1204 sites", "elsewhere", "counts sites with '1204', not people"),
        ("oak-3.enrolled", "1204 patients", "1204 sites with 30 patients", "elsewhere", "counts sites with '1204'"),
        ("oak-3.enrolled", "1204 patients", "1204 doses", "elsewhere", "but '1204 dose'"),
        ("quoted.pages", "101-109", "101-108", "not_found", ""),
    ],
)
def test_a_difference_is_noticed(folder: Path, field: str, old: str, new: str, outcome: str, reason: str) -> None:
    found = verify(folder, old, new)
    assert found[field][0] == outcome, found[field]
    assert reason in found[field][2].replace("\u00a0", " ")
    others = {key: value for key, value in found.items() if value[0] != "found" and not key.startswith(field[:2])}
    assert not others


def verified(folder: Path, data: str, text: str) -> list[str]:
    """The problems of changed data and a changed text, as code and message."""
    (folder / "data" / "all.yaml").write_text(data)
    (folder / "texts" / "mill-2031.txt").write_text(text)
    dataset = load_dataset(folder / "data")
    texts = read_texts(dataset, folder / "texts").by_source
    problems = [*verify_facts(dataset, texts).problems(), *locator_problems(dataset, texts)]
    return [f"{problem.severity}[{problem.code}]: {problem.message}" for problem in problems]


def test_one_number_is_the_value_of_one_record_only(folder: Path) -> None:
    asia = "  - {id: r3, trial: oak-3, endpoint: ORR, population: Asia, value: 35.5%, at: 4 years, source: mill-2031}\n"
    data = DATA.replace("benchmarks:\n", f"{asia}benchmarks:\n")
    text = TEXT.replace("33.5 per cent.", "33.5 per cent, and 35.5% in Asia.")
    assert verified(folder, data, text) == []
    (problem,) = verified(folder, data.replace("33.5%", "35.5%"), text)
    assert problem.startswith("warning[value-shared]: result 'r3', value: '35.5%' is stated once in mill-2031")
    assert "result 'r1', value rests on the same words" in problem


def test_exchanged_values_stand_with_the_words_of_the_other_measure(folder: Path) -> None:
    os = "  - {id: r3, trial: oak-3, endpoint: OS, measure: median, value: 19.4 months, source: mill-2031}\n"
    data = DATA.replace("benchmarks:\n", f"{os}benchmarks:\n").replace(" (95% CI 7.1-NE)", "")
    text = TEXT.replace("(95% CI, 7.1 to NE).", "and the median OS 19.4 months.")
    assert verified(folder, data, text) == []
    swapped = (
        data.replace("8.2 months", "x").replace("19.4 months", "8.2 months").replace("value: x", "value: 19.4 months")
    )
    first, second = verified(folder, swapped, text)
    assert first.startswith("warning[value-elsewhere]: result 'r2', value")
    assert "it stands with 'OS', as result 'r3', value does" in first.replace("\u00a0", " ")
    assert "it stands with 'PFS'" in second
    listed = TEXT.replace("PFS reached 8.2\nmonths (95% CI, 7.1 to NE)", "PFS and OS reached 8.2 and 19.4 months")
    assert "OS" in listed
    assert verified(folder, data, listed.replace("8.2 and", "8.2 months and")) == []


@pytest.mark.parametrize(
    ("locator", "missing"),
    [("paragraph 99", "paragraph 99"), ("paragraphs 2 and 30", "paragraph 30"), ("page header", ""), ("page 7", "")],
)
def test_a_paragraph_that_the_text_does_not_have_is_a_warning(folder: Path, locator: str, missing: str) -> None:
    found = verified(folder, DATA.replace("mill-2031, paragraph 3", f"mill-2031, {locator}"), TEXT)
    said = f"warning[locator-not-found]: deal 'd1' cites {missing} of mill-2031, which its text does not have"
    assert found == ([said] if missing else [])


def test_far_from_the_name_is_elsewhere(folder: Path) -> None:
    far = "One thing. " * 9
    (folder / "data" / "all.yaml").write_text(DATA.replace("33.5%", "71.4%"))
    found = verify(folder, "Millwright reports\nDate", f"71.4% of mills turned.\n\n{far}\n\nMillwright reports\nDate")
    assert found["r1.value"] == ("elsewhere", "line 1", "it is not near 'OAK-3'")


def test_a_name_is_not_part_of_another(folder: Path) -> None:
    found = verify(folder, "OAK-3", "OAK-3R")
    assert found["oak-3.name"][0] == "not_found"
    assert verify(folder, "MW-77", "MW-771")["mw-77.name"][0] == "not_found"


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("61,060", ["61,060", "61060", "61 060", "61\u202f060", "61,060[1]", "61,060,"]),
        ("21.9%", ["21.9%", "21.9 %", "21.9 per cent", "21.9 percent", "21.9%,"]),
        ("4-15.9%", ["4%–15.9%", "4-15.9%", "4 to 15.9 per cent", "between 4% and 15.9%", "from 4% to 15.9%"]),
        ("3.4-3.98 months", ["3.4–3.98 months", "3.4 months to 3.98 months", "3.4 to 3.98-month"]),
        ("4 years", ["four years", "4-year", "4 yrs", "four-year"]),
        ("635 patients", ["635 patients", "n = 635", "635 eligible patients", "635 participants", "635-patient"]),
        ("approximately 60", ["about 60", "around 60", "~60", "roughly 60", "60 or so", "approximately sixty"]),
        (">60", ["more than 60", "over 60", "> 60", "exceeding 60"]),
        ("at least 5 cases", ["at least five cases", "no fewer than 5 cases", "5 or more cases"]),
        ("USD 85 million", ["US$85 million", "$85m", "USD 85,000,000", "85 million US dollars", "US$ 0.085 billion"]),
        ("up to USD 1,485 million", ["up to $1,485 million", "up to a total of US$1.485 billion"]),
        ("0.46 (95% CI 0.34-0.62)", ["0.46 (95% CI: 0.34–0.62)", "0.46 (95% confidence interval [CI], 0.34 to 0.62)"]),
        ("<0.001", ["p<0.001", "P < 0.001", "less than 0.001"]),
        ("not reached", ["not reached", "not yet reached", "NR"]),
        ("-0.5", ["of -0.5 points", "−0.5"]),
        ("not reached (95% CI 27.0-NE)", ["not reached (95% CI, 27.0 months–NE)", "NR (95% CI: 27.0, not estimable)"]),
        ("-2.9% (95% CI -5.6 to -0.8)", ["−2.9% (95% CI −5.6, −0.8)", "-2.9 % [95% CI: -5.6% to -0.8%]"]),
        ("59/142 (41.5%)", ["59/142 (41.5%)", "59 of 142 patients (41.5%)", "41.5% (59 out of 142)"]),
        ("5.6+ months", ["5.6+ months", "more than 5.6 months"]),
        ("11.1 months (range 1.3-24.0+)", ["11.1 months (range, 1.3 to 24.0+)", "11.1 months (range: 1.3–24.0+ months)"]),
        ("5.6 months (IQR 3.1-9.0)", ["5.6 months (interquartile range 3.1 to 9.0)", "5.6 months (IQR, 3.1–9.0)"]),
        ("4.5 (SD 1.2)", ["4.5 (standard deviation 1.2)", "4.5 ± 1.2", "4.5 (SD, 1.2)"]),
        ("0.0011 (one-sided)", ["one-sided p=0.0011", "P = 0.0011; one-sided", "1-sided p = 0.0011"]),
        ("0.74 (95% CrI 0.61-0.90)", ["0.74 (95% credible interval, 0.61 to 0.90)", "0·74 (95% CrI 0·61–0·90)"]),
        ("reduced by 26%", ["a 26% reduction in the risk", "risk of death reduced by 26%", "26% lower"]),
        ("2.2 million cases", ["2.2 million cases", "2,200,000 new cases"]),
        ("1.2 million", ["120万例", "1,200,000", "120萬"]),
        ("JPY 30 billion", ["300億円", "¥30 billion", "30 billion yen"]),
        ("CNY 50 million", ["5000万元", "RMB 50 million", "50 million yuan"]),
        ("KRW 12 billion", ["KRW 12 billion", "₩12bn", "12 billion won"]),
        ("8.2 months", ["8.2个月", "8.2か月"]),
        ("12.3 percentage points", ["12.3 percentage points", "12.3% points"]),
        ("estimated 300", ["an estimated 300", "about 300"]),
        ("59 (41.5%)", ["59 (41.5%)", "59 or 41.5%"]),
        ("2019", ["2019", "June 2019"]),
        ("fewer than 300", ["fewer than 300", "under 300", "<300"]),
    ],
)  # fmt: skip
def test_spellings_of_one_value(written: str, printed: list[str]) -> None:
    for text in printed:
        assert finds(Quantity.parse(written), f"Here it was {text} on the whole."), text


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("not reached (95% CI 27.0-NE)", "not reached (95% CI 25.0-NE)"), ("not reached (95% CI 27.0-NE)", "not reached"),
        ("-2.9% (95% CI -5.6 to -0.8)", "−2.9% (95% CI −5.6 to 0.8)"), ("59/142 (41.5%)", "58/142 (41.5%)"),
        ("5.6+ months", "5.6 months"), ("5.6 months", "5.6+ months"), ("0.0011 (one-sided)", "two-sided p=0.0011"),
        ("11.1 months (range 1.3-24.0)", "11.1 months (range 1.3-23.0)"), ("4.5 (SD 1.2)", "4.5 (SE 1.3)"),
        ("reduced by 26%", "26% of the patients"), ("KRW 12 billion", "USD 12 billion"), ("8.2 months", "8.2年"),
        ("635 patients", "ALL 63 patients"), ("85", "US$85"), ("not reached", "nr"),
    ],
)  # fmt: skip
def test_what_stands_with_a_value_is_looked_up_too(written: str, text: str) -> None:
    assert not finds(Quantity.parse(written), f"Here it was {text} on the whole.")


@pytest.mark.parametrize("entered", ["14.2%", "14.2 percentage points"])
@pytest.mark.parametrize("printed", ["14.2%", "14.2 percentage points", "14.2% points"])
def test_a_difference_of_shares_is_in_per_cent_or_in_points(folder: Path, entered: str, printed: str) -> None:
    effect = f"{{measure: difference, value: {entered}}}"
    rows = f'comparisons:\n  - {{trial: oak-3, endpoint: DCR, effect: {effect}, source: "mill-2031, paragraph 2"}}\n'
    (folder / "data" / "all.yaml").write_text(DATA + rows)
    found = verify(folder, "The median PFS", f"In OAK-3 the rate was higher by {printed}. The median PFS")
    assert [outcome for name, (outcome, _, _) in found.items() if "effect" in name] == ["found"], found


@pytest.mark.parametrize(("printed", "outcome"), [("4.1 months", "found"), ("4.1 percentage points", "elsewhere")])
def test_a_difference_of_times_is_in_its_own_unit(folder: Path, printed: str, outcome: str) -> None:
    effect = "{measure: difference, value: 4.1 months}"
    rows = f'comparisons:\n  - {{trial: oak-3, endpoint: PFS, effect: {effect}, source: "mill-2031, paragraph 2"}}\n'
    (folder / "data" / "all.yaml").write_text(DATA + rows)
    found = verify(folder, "The median PFS", f"In OAK-3 PFS was longer by {printed}. The median PFS")
    assert [outcome for name, (outcome, _, _) in found.items() if "effect" in name] == [outcome], found


def test_a_code_of_money_that_is_a_word_too() -> None:
    assert finds(Quantity.parse("85 patients"), "Of these with CAD 85 patients improved.")
    assert finds(Quantity.parse("CAD 85 million"), "It paid CAD 85 million.")
    assert finds(Quantity.parse("635 patients"), "Here all 635 patients were seen.")


def finds(value: Quantity, text: str) -> bool:
    """Whether the value is exactly in a text."""
    from types import SimpleNamespace

    recorded = SimpleNamespace(value=value, record=None, part=None, field="value")
    (wanted,) = wanted_of(recorded)  # type: ignore[arg-type]
    return any(not found.fault for found in candidates(wanted, Passages(from_plain(text, "text"))))


UNITS = {
    "%": ["%", " %", " per cent", " percent"], " months": [" months", "-month", "\u00a0months", " mo"],
    " years": [" years", "-year", " yrs"], "": ["", " on record", " of them"],
    " patients": [" patients", " treated patients", " participants"],
}  # fmt: skip
QUALIFIERS = {
    "": [""], "approximately ": ["approximately ", "about ", "around ", "~"], "more than ": ["more than ", ">", "exceeding "],
    "up to ": ["up to ", "as many as ", "at most "], "nearly ": ["nearly ", "almost "], "at least ": ["at least ", "≥"],
}  # fmt: skip


@st.composite
def printed_values(draw: st.DrawFn) -> tuple[str, str, Decimal]:
    """A value as the dataset has it, the same in a sentence in another spelling, and its number."""
    places = draw(st.integers(0, 2))
    number = Decimal(draw(st.integers(1, 99_999_999 if places == 0 else 99_999))).scaleb(-places)
    unit = draw(st.sampled_from(sorted(UNITS)))
    qualifier = draw(st.sampled_from(sorted(QUALIFIERS)))
    grouped, plain = f"{number:,}", f"{number:f}"
    other = draw(st.sampled_from([grouped, plain, grouped.replace(",", "\u202f")]))
    spelled = draw(st.sampled_from(QUALIFIERS[qualifier])) + other + draw(st.sampled_from(UNITS[unit]))
    before = draw(st.sampled_from(["The rate was ", "In all, ", "Of those, (", "MW-77 reached "]))
    after = draw(st.sampled_from([".", ", as before.", ", and more[3].", "; then it fell.", " (see below)."]))
    return f"{qualifier}{grouped}{unit}", f"{before}{spelled}{after}", number


@settings(max_examples=300, deadline=None)
@given(printed_values())
def test_any_value_in_any_spelling_is_found(case: tuple[str, str, Decimal]) -> None:
    written, sentence, _ = case
    assert finds(Quantity.parse(written), sentence), (written, sentence)


@settings(max_examples=300, deadline=None)
@given(printed_values(), st.data())
def test_a_changed_digit_is_not_found(case: tuple[str, str, Decimal], data: st.DataObject) -> None:
    written, sentence, _ = case
    where = data.draw(st.sampled_from([m.start() for m in re.finditer(r"\d", written)]))
    digit = data.draw(st.sampled_from([d for d in "123456789" if d != written[where]]))
    assert not finds(Quantity.parse(written[:where] + digit + written[where + 1 :]), sentence)


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Release Date:2025/05/01", ["2025-05-01"]),
        ("On May 1,2025,they", ["2025-05-01"]),
        ("1 May 2025, 1st of May 2025, May 1st, 2025; 2025-05-01", ["2025-05-01"] * 4),
        ("in June, 2019 and Jul 2021;22(7)", ["2019-06", "2021-07"]),
        ("Nov 20 2021 and 20-Nov-2021", ["2021-11-20"] * 2),
        ("Q4 2025, 4Q25, the fourth quarter of 2025, 2025 Q4", ["2025-Q4", "2025-Q4", "2025-Q4"]),
        ("H1 2026, 1H 2026, the first half of 2026", ["2026-H1"] * 3),
        ("2025年5月1日", ["2025-05-01"]),
        ("25/12/2025", ["2025-12-25"]),
        ("45/46/2025 and 31 June 2025; 2025年", ["2025-06", "2025"]),
        ("March of 14 and May 2030-31", ["2030-05"]),
    ],
)
def test_dates_of_a_text(text: str, dates: list[str]) -> None:
    assert [mention.readings[0].text for mention in mentions_in(text).dates] == dates


@pytest.mark.parametrize(
    ("day", "said", "otherwise"),
    [
        ("2025", "in 2025", "in 2024"),
        ("mid 2025", "in mid-2025", "in early 2025"),
        ("by 2025-06-30", "by 30 June 2025", "by 1 June 2025"),
        ("before 2025-06-30", "by 30 June 2025", "by 1 July 2025"),
    ],
)
def test_a_date_is_said_as_it_is_known(day: str, said: str, otherwise: str) -> None:
    wanted = WantedDate("", PartialDate.parse(day))
    found = [[one.fault for one in candidates(wanted, Passages(from_plain(f"It was {text}.", "text")))]
             for text in (said, otherwise)]  # fmt: skip
    assert "" in found[0], found
    assert "" not in found[1], found
    fiscal = WantedDate("", PartialDate.parse("FY2025"))
    assert not list(candidates(fiscal, Passages(from_plain("It was in June 2025.", "text"))))


def test_what_cannot_be_looked_up_is_not() -> None:
    from types import SimpleNamespace

    assert (
        wanted_of(SimpleNamespace(value=Quantity.parse("not disclosed"), record=None, part=None, field="value")) == ()
    )


def test_of_two_measures_whose_words_overlap_the_longer_counts() -> None:
    assert _words("a real-world PFS of 5", {True: ("real-world PFS",), False: ("PFS",)}) == [(2, 16, True)]


def test_the_figure_of_one_company_with_the_day_in_a_title_are_looked_up(folder: Path) -> None:
    more = (
        "metrics:\n  - {id: m1, company: mill, measure: products sold, value: 15, as_of: 2030-12, source: mill-2031}\n"
        "events:\n  - {id: e9, type: launch, title: Launch before 12 June 2030, date: 2030, companies: mill, source: mill-2031}\n"
    )
    text = f"{TEXT}\nMillwright had 15 products sold in December 2030. Of mills there were 15.\n"
    found = verified(folder, DATA + more, text)
    assert not any("metric" in one for one in found), found


def test_a_number_without_a_noun_counts_what_its_field_does(folder: Path) -> None:
    more = "  - {id: elm-1, name: ELM-1, assets: mw-77, indications: cancer, sites: 61, source: mill-2031}\n"
    data = DATA.replace("results:\n", f"{more}results:\n")
    assert not any("elm-1" in one for one in verified(folder, data, f"{TEXT}\nELM-1 has 61 sites in Sweden.\n"))
    assert any(
        "counts people with '61', not sites" in one
        for one in verified(folder, data, f"{TEXT}\nELM-1 has 61 patients in Sweden.\n")
    )


def test_the_day_of_a_document_says_no_month_of_an_event(folder: Path) -> None:
    more = (
        "events:\n  - {id: e9, type: launch, title: MW-77 launched, date: 2031-03, companies: mill, assets: mw-77,"
        " source: mill-2031}\n"
    )
    said = verified(folder, DATA + more, TEXT)
    assert any("that is the day of the document" in one for one in said), said
    assert not verified(folder, DATA + more, f"{TEXT}\nMW-77 was launched in March 2031.\n")


def test_a_text_in_no_encoding_says_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "texts" / "mill-2031.txt").write_bytes(b"caf\x81 \x8d")
    assert main(["verify", "--source-texts", "texts"]) == 1
    assert "error[not-utf8]: is not UTF-8 text" in capsys.readouterr().err


def test_a_pdf_without_pages_has_no_first_picture() -> None:
    empty = b"%PDF-1.3\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\ntrailer<</Root 1 0 R>>\n"
    with pytest.raises(PdfError):
        first_picture(empty, 90)


def test_codes_are_names_and_hold_no_numbers() -> None:
    found = mentions_in(
        "anti-PD-1 HS-2008-101 (B7-H4-targeted, 0369.HK) CLDN18.2; phase 3, mid-2025, 8.2 months, v1.1, No.4"
    )
    assert found.codes == ("PD-1", "HS-2008-101", "B7-H4", "0369.HK", "CLDN18.2")
    assert [(str(n.low), n.label) for n in found.numbers] == [
        ("3", "phase"), ("8.2", ""), ("1.1", "version"), ("4", "number"),
    ]  # fmt: skip


def test_a_less_precise_date_does_not_say_a_day() -> None:
    from briefgen.values.dates import PartialDate

    wanted = WantedDate("", PartialDate.parse("2019-06"))
    passages = Passages(from_plain("It was on 15 June 2019.", "text"))
    assert [c.fault for c in candidates(wanted, passages)] == [""]
    wanted = WantedDate("", PartialDate.parse("2019-06-15"))
    assert [bool(c.fault) for c in candidates(wanted, Passages(from_plain("In June 2019.", "text")))] == [True]


HTML = """<html><head><title>x</title><style>p {width: 99%}</style><script>var a = "41.2%";</script></head>
<body><p>MW-77 reached
61,060<sup>1</sup> &ndash; that&#8217;s 12.5&nbsp;%.</p>
<table><tr><th>Measure</th><th>MW-77</th></tr><tr><td>ORR (%)</td><td>33.5</td></tr></table></body></html>"""


def test_html_is_read_as_text_with_lines(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(HTML)
    text = read_source(tmp_path / "a.html", "a.html")
    assert "41.2" not in text.text
    assert "99" not in text.text
    passages = Passages(text)
    assert finds_in(passages, "61,060") == ["line 2"]
    assert finds_in(passages, "12.5%") == ["line 2"]
    assert finds_in(passages, "33.5%") == ["line 4"]


def finds_in(passages: Passages, written: str) -> list[str]:
    from types import SimpleNamespace

    (wanted,) = wanted_of(SimpleNamespace(value=Quantity.parse(written), record=None, part=None, field="value"))  # type: ignore[arg-type]
    return [passages.source.place(c.start) for c in candidates(wanted, passages) if not c.fault]


def pdf_of(path: Path, *pages: str) -> SourceText:
    from matplotlib.backends.backend_pdf import PdfPages
    from matplotlib.figure import Figure

    with PdfPages(path) as written:
        for words in pages:
            figure = Figure()
            figure.text(0.1, 0.5, words)
            written.savefig(figure)
    return read_source(path, path.name)


def test_pdf_is_read_by_page(tmp_path: Path) -> None:
    text = pdf_of(tmp_path / "a.pdf", "MW-77 is here.", "It reached 33.5% of them.")
    assert finds_in(Passages(text), "33.5%") == ["page 2, line 1"]


def test_a_word_divided_in_a_pdf_is_whole_and_lines_are_counted(tmp_path: Path) -> None:
    text = pdf_of(tmp_path / "a.pdf", "An open-\nlabel study of treat-\nment with MW-77\nreached 33.5% on treatment.")
    assert text.text.split("\n") == [
        "An open-label", "study of treatment", "with MW-77", "reached 33.5% on treatment."
    ]  # fmt: skip
    assert finds_in(Passages(text), "33.5%") == ["page 1, line 4"]


def test_command_prints_findings_and_succeeds(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--source-texts", "texts"]) == 0
    printed = capsys.readouterr()
    assert "data/all.yaml:17:50: found: result 'r1', value '33.5%': mill-2031, line 6: " in printed.out
    passages = [line.split(": ")[-1] for line in printed.out.splitlines()]
    assert all(len(passage) <= 80 for passage in passages)
    assert printed.err.endswith("0 only elsewhere or otherwise, 0 not found, 0 without the text of their source\n")


def test_command_fails_on_what_is_not_there(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "texts" / "mill-2031.txt").write_text(TEXT.replace("33.5", "33.6"))
    assert main(["verify", "--source-texts", "texts", "--quiet"]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    said = "data/all.yaml:17:50: error[value-not-found]: result 'r1', value: '33.5%' is not in the text of mill-2031"
    assert said in printed.err
    assert main(["verify", "--source-texts", "texts", "--json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    (fact,) = [fact for fact in answer["facts"] if fact["record"] == "result/r1" and fact["field"] == "value"]
    assert (fact["outcome"], fact["source"], fact["place"]) == ("not_found", "mill-2031", "")
    assert answer["problems"][0]["code"] == "value-not-found"


@pytest.mark.parametrize(
    ("files", "code", "said"),
    [
        ({}, 1, "error[nothing-verified]: holds no text of a cited source"),
        ({"mil-2031.txt": TEXT}, 1, "did you mean 'mill-2031'?"),
        ({"release.txt": TEXT, "sources.yaml": "mill-2031: release.txt\n"}, 0, ", 0 not found"),
        ({"sources.yaml": "mill-2031: absent.txt\n"}, 1, "sources.yaml:1:12: error[no-file]"),
        ({"sources.yaml": "mill-2032: a.txt\n"}, 1, "sources.yaml:1:1: error[unknown-id]"),
        ({"sources.yaml": "- a\n"}, 1, "error[wrong-type]"),
        ({"sources.yaml": "mill-2031: ../data/all.yaml\n"}, 1, "error[outside-project]"),
        ({"a.docx": "x", "sources.yaml": "mill-2031: a.docx\n"}, 1, "error[unknown-format]: 'a.docx' is of a kind"),
        ({"mill-2031.pdf": "no PDF"}, 1, "error[bad-pdf]: cannot be read as a PDF"),
        ({"mill-2031.txt": "  \n"}, 1, "error[no-text]"),
    ],
)
def test_texts_that_are_missing_or_wrong(
    folder: Path, files: dict[str, str], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "texts" / "mill-2031.txt").unlink()
    for name, content in files.items():
        (folder / "texts" / name).write_text(content)
    assert main(["verify", "--source-texts", "texts"]) == code
    assert said in capsys.readouterr().err


LOCKED_PDF = b"""%PDF-1.3
1 0 obj <</Type/Catalog /Pages 2 0 R>> endobj
2 0 obj <</Type/Pages /Count 1 /Kids [3 0 R]>> endobj
3 0 obj <</Type/Page /MediaBox [0 0 9 9] /Parent 2 0 R>> endobj
4 0 obj <</V 1 /R 2 /Length 40 /P 4294967292 /Filter/Standard
/O <5ebf03a81c46fe6414bb929adb4b55cd0b2fe10c4bfff258570738d56ed3036f>
/U <4485082f106691a6bc42ba887e51725a99d192d6c44cf71b2c31d8bf9c81a580>>> endobj
trailer <</Size 5 /Root 1 0 R /Encrypt 4 0 R
/ID [<9deb449f47188be00d8326766c3c99d8> <9deb449f47188be00d8326766c3c99d8>]>>
"""


def test_a_pdf_with_a_password_says_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "texts" / "mill-2031.txt").unlink()
    (folder / "texts" / "mill-2031.pdf").write_bytes(LOCKED_PDF)
    assert main(["verify", "--source-texts", "texts"]) == 1
    assert "error[bad-pdf]: is locked with a password" in capsys.readouterr().err


def test_no_folder_and_no_option(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--source-texts", "nowhere"]) == 2
    assert "nowhere is not there; give the folder with --source-texts" in capsys.readouterr().err
    assert main(["verify"]) == 2
    assert "--source-texts" in capsys.readouterr().err
