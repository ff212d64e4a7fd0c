"""Quantities: read as printed, printed as read."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from briefgen.lexicon.currencies import CODES
from briefgen.values.numbers import curled, dashed
from briefgen.values.quantity import Quantity


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("–", "-").replace("−", "-")


@pytest.mark.parametrize(
    "written",
    [
        "21.9%", "6.90", "0.60", "4-15.9%", "approximately 324,603", "around 206,956", "3.4-3.98 months", "8.2 months",
        "11.1 months (95% CI 7.3-NE)", "0.46 (95% CI 0.34-0.62)", "<0.001", "USD 85 million", "up to USD 1,485 million",
        "not reached", "not disclosed", "not estimable", "immature", "not reported", "635 patients", "≥5", "8",
        "more than 40 countries", "-3.2%", "nearly 40", "not reached (95% CI 27.0-NE)", "-14.9% (95% CI -16.2 to -13.6)",
        "-2.5 to -1.5%", "59/142 (41.5%)", "59 of 142 (41.5%; 95% CI 33.3-50.1)", "41.5% (59/142; 95% CI 33.3-50.1)",
        "5.6+ months", "11.1 months (range 1.3-24.0+)", "5.6 months (IQR 3.1-9.0)", "4.5 (SD 1.2)", "-1.5 (SE 0.3)",
        "0.74 (90% CI 0.61-0.90)", "0.74 (97.5% CI 0.61-0.90)", "0.74 (95% CrI 0.61-0.90)", "estimated 300",
        "fewer than 300", "ca. 300", "0.0011 (one-sided)", "0.03 (nominal)", "at least 56.8%", "reduced by 26%",
        "26% reduction", "1.09 million", "2.2 million cases", "USD 1.2bn", "RMB 300 million", "KRW 12 billion",
        "DKK 950 million", "€85m", "US$1.2 billion", "85 million euros", "120万例", "2.2億", "300億円",
        "12.3 percentage points",
    ],
)  # fmt: skip
def test_prints_what_was_written(written: str) -> None:
    assert plain(Quantity.parse(written).text) == written


@pytest.mark.parametrize(
    ("written", "number", "low", "high", "unit"),
    [
        ("21.9 %", "21.9", None, None, "%"),
        ("4%–15.9%", None, "4", "15.9", "%"),
        ("3.4 to 3.98 months", None, "3.4", "3.98", "months"),
        ("1,234,567", "1234567", None, None, ""),
        ("−3", "-3", None, None, ""),
    ],
)
def test_parses(written: str, number: str | None, low: str | None, high: str | None, unit: str) -> None:
    value = Quantity.parse(written)
    assert (value.number, value.low, value.high) == tuple(Decimal(x) if x else None for x in (number, low, high))
    assert value.unit == unit


def test_a_range_has_no_midpoint() -> None:
    value = Quantity.parse("4-15.9%")
    assert value.is_range
    assert value.number is None
    assert value.figure == "4–15.9"


def test_an_open_interval() -> None:
    interval = Quantity.parse("11.1 months (95% CI, 7.3 to NE)").interval
    assert interval is not None
    assert (interval.level, interval.low, interval.high) == ("95", Decimal("7.3"), None)


@pytest.mark.parametrize("written", ["not reached (95% CI 27.0-NE)", "not estimable (95% CI 3.1-NE)"])
def test_what_is_not_reached_may_have_an_interval(written: str) -> None:
    value = Quantity.parse(written)
    assert plain(value.text) == written
    assert value.sentinel
    assert value.number is None
    assert value.interval is not None
    assert value.interval.high is None
    assert Quantity.parse(value.text) == value
    assert Quantity.parse("NR (95% CI 27.0-NE)") == Quantity.parse("not reached (95% CI 27.0-NE)")


def test_what_is_not_disclosed_has_no_interval() -> None:
    with pytest.raises(ValueError, match="gives an interval of what is not disclosed"):
        Quantity.parse("not disclosed (95% CI 1-2)")


def test_a_count_loses_the_noun_that_it_counts_and_no_other_unit() -> None:
    patients = Quantity.parse("322 patients")
    assert (patients.without_noun("patients").text, patients.without_noun("patients").unit) == ("322", "")
    assert patients.without_noun("sites") is patients


def test_the_five_ways_of_not_knowing_differ() -> None:
    words = ["not reached", "not estimable", "immature", "not reported", "not disclosed"]
    assert len({Quantity.parse(word).sentinel for word in words}) == 5
    assert {Quantity.parse(word).number for word in words} == {None}
    assert Quantity.parse("NR").sentinel == "not_reached"


@pytest.mark.parametrize(
    ("written", "currency", "unit", "scale"),
    [
        ("KRW 12 billion", "KRW", "billion", 9), ("USD 1.2bn", "USD", "bn", 9), ("€85m", "EUR", "m", 6),
        ("85 million euros", "EUR", "million", 6), ("300億円", "JPY", "億", 8), ("5万元", "CNY", "万", 4),
        ("HK$ 7.8 million", "HKD", "million", 6), ("ILS 400 million", "ILS", "million", 6),
        ("2.2 million cases", "", "million cases", 6), ("120万例", "", "万例", 4),
    ],
)  # fmt: skip
def test_money_and_unit_words(written: str, currency: str, unit: str, scale: int) -> None:
    value = Quantity.parse(written)
    assert (value.currency, value.unit, value.scale) == (currency, unit, scale)


def test_every_currency_of_the_world() -> None:
    assert len(CODES) > 150
    assert all(Quantity.parse(f"{code} 5 million").currency == code for code in CODES)


def test_a_median_that_was_not_reached_keeps_its_bounds() -> None:
    value = Quantity.parse("NR (95% CI, 27.0-NE)")
    assert value.sentinel == "not_reached"
    assert value.interval is not None
    assert (value.interval.low, value.interval.high) == (Decimal("27.0"), None)
    assert value.estimate == "not reached"


def test_patients_of_all_with_their_rate() -> None:
    value = Quantity.parse("59/142 (41.5%; 95% CI 33.3-50.1)")
    assert (value.number, value.unit, value.figure) == (Decimal("41.5"), "%", "41.5")
    assert [aside.numbers for aside in value.asides] == [(Decimal(59), Decimal(142)), (Decimal("41.5"),)]
    assert value.estimate == "59/142 (41.5%)"


def test_a_minus_is_no_hyphen_and_stands_beside_no_dash() -> None:
    value = Quantity.parse("-2.9 (95% CI -5.6 to -0.8)")
    assert value.text == "−2.9 (95%\u00a0CI\u00a0−5.6\u00a0to\u00a0−0.8)"
    assert Quantity.parse("-5.6--0.8%").text == "−5.6\u00a0to\u00a0−0.8%"


def test_a_change_is_no_value_of_its_measure() -> None:
    value = Quantity.parse("reduced by 26%")
    assert (value.number, value.effect, value.change) == (None, Decimal(26), "reduced by")


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"value": "5%", "low": "3"}, "'low' and a 'high'"), ({"value": "5%", "level": "90"}, "has a 'ci'"),
        ({"value": "5%", "note": "x"}, "has no 'note'"),
    ],
)  # fmt: skip
def test_nothing_in_a_mapping_is_dropped(parts: dict[str, str], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        TypeAdapter(Quantity).validate_python(parts)


def test_a_mapping_says_what_the_short_form_says() -> None:
    long = {"value": "59/142 (41.5%)", "ci": "33.3-50.1", "level": "90"}
    assert TypeAdapter(Quantity).validate_python(long) == Quantity.parse("59/142 (41.5%; 90% CI 33.3-50.1)")
    assert TypeAdapter(Quantity).validate_python({"low": "-5.6", "high": "-0.8", "unit": "%"}).low == Decimal("-5.6")


@pytest.mark.parametrize(
    "written",
    [
        "¥300 million", "59/142", "159/142 (41.5%)", "5 (perhaps)", "5 (95% CI 1-2) (90% CI 1-2)",
        "", "about the same", "1.2.3", "5-3", "12,34", "1234,567", "1,0", "--3", "%", "NaN", "inf", "1e400",
        "3 (95% CI)", "p<0.05",
    ],
)  # fmt: skip
def test_refuses(written: str) -> None:
    with pytest.raises(ValueError, match=r"is not a quantity|smaller"):
        Quantity.parse(written)


@given(st.text(max_size=60))
def test_any_text_is_a_quantity_or_a_value_error(text: str) -> None:
    try:
        value = Quantity.parse(text)
    except ValueError:
        return
    assert value.sentinel or value.number is not None or value.high is not None


@given(st.decimals(min_value=0, max_value=10**9, places=3), st.sampled_from(["", "%", " months"]))
def test_decimals_are_kept(number: Decimal, unit: str) -> None:
    value = Quantity.parse(f"{number}{unit}")
    assert plain(value.text).replace(",", "") == f"{number}{unit}"
    assert value.number == number
    assert Quantity.parse(value.text) == value


@pytest.mark.parametrize(
    ("written", "printed", "number", "unit"),
    [
        ("13-20 per 100,000", "13–20\u00a0per 100,000", None, "per 100,000"),
        ("4.2 per 100 patient-years", "4.2\u00a0per 100 patient-years", "4.2", "per 100 patient-years"),
        ("3.1 cases per 1,000 people", "3.1\u00a0cases per 1,000 people", "3.1", "cases per 1,000 people"),
        ("1 in 10,000", "1\u00a0in 10,000", "1", "in 10,000"),
    ],
)
def test_rates_are_per_a_number(written: str, printed: str, number: str | None, unit: str) -> None:
    quantity = Quantity.parse(written)
    assert (quantity.text, quantity.unit) == (printed, unit)
    assert quantity.number == (Decimal(number) if number else None)
    assert Quantity.parse(printed).text == printed


@pytest.mark.parametrize(
    ("written", "printed", "number", "unit"),
    [
        ("+24%", "+24%", "24", "%"),
        ("+24% (+27% at CER)", "+24% (+27% at CER)", "24", "%"),
        ("+8.4 letters (95% CI 6.1 to 10.7)", "+8.4 letters (95% CI 6.1–10.7)", "8.4", "letters"),
        ("USD (12.3) million", "USD −12.3 million", "-12.3", "million"),
        ("-$12.3 million", "$−12.3 million", "-12.3", "million"),
        ("n = 142", "142", "142", ""),
        ("twelve patients", "twelve patients", "12", "patients"),
        ("sixty-four patients", "sixty-four patients", "64", "patients"),
        ("twofold", "two-fold", "2", "-fold"),
        ("2.5-fold", "2.5-fold", "2.5", "-fold"),
        ("30 percent", "30%", "30", "%"),
        ("5 percentage points", "5 percentage points", "5", "percentage points"),
        ("some 300 patients", "some 300 patients", "300", "patients"),
        ("300 or more", "at least 300", "300", ""),
        ("12-month", "12 months", "12", "months"),
        ("6 months+", "6+ months", "6", "months"),
        ("1 234 patients", "1,234 patients", "1234", "patients"),
        ("8% (12 patients)", "8% (12 patients)", "8", "%"),
        ("10.6 ± 2.1 letters", "10.6 letters (± 2.1)", "10.6", "letters"),
    ],
)
def test_as_releases_write_it(written: str, printed: str, number: str, unit: str) -> None:
    quantity = Quantity.parse(written)
    assert quantity.text.replace("\u00a0", " ") == printed
    assert (quantity.number, quantity.unit) == (Decimal(number), unit)


@pytest.mark.parametrize(
    ("written", "low", "high", "unit"),
    [
        ("between 300 and 350 patients", "300", "350", "patients"),
        ("USD 300 million to USD 350 million", "300", "350", "million"),
        ("$300 million-$350 million", "300", "350", "million"),
        ("5 months to 7 months", "5", "7", "months"),
    ],
)
def test_a_range_whose_unit_is_said_twice(written: str, low: str, high: str, unit: str) -> None:
    quantity = Quantity.parse(written)
    assert (quantity.low, quantity.high, quantity.unit) == (Decimal(low), Decimal(high), unit)


@pytest.mark.parametrize("written", ["up 24%", "grew by 24%", "growth of 24%", "24% growth", "increased 24%"])
def test_growth_in_words_has_an_effect_and_no_number(written: str) -> None:
    quantity = Quantity.parse(written)
    assert quantity.text.replace("\u00a0", " ") == written
    assert (quantity.number, quantity.effect) == (None, Decimal(24))


def test_up_to_is_a_limit_and_no_growth() -> None:
    assert Quantity.parse("up to 24%").qualifier == "up to"


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("into 2028", "into 2028"), ("into the second half of 2028", "into H2 2028"), ("through 2027", "through 2027"),
        ("beyond 2030", "beyond 2030"), ("low double-digit", "low double-digit"), ("mid-teens", "mid-teens"),
        ("mid-single-digit growth", "mid-single-digit growth"),
    ],
)  # fmt: skip
def test_a_figure_in_words_has_no_number(written: str, printed: str) -> None:
    quantity = Quantity.parse(written)
    assert quantity.text.replace("\u00a0", " ") == printed
    assert (quantity.number, quantity.low, quantity.sentinel) == (None, None, "")


@pytest.mark.parametrize(
    ("written", "cure"),
    [
        ("0.71 (95% CI 0.55-0.91; p=0.007)", "belongs into the field `p`"),
        ("6.1 (4.2-8.9)", "say what is in the brackets"),
        ("10.6 (2.1)", "say what is in the brackets"),
        ("JPY 12 billion (USD 80 million)", "keep one currency; the other stands in `note`"),
        ("CNY 400 million (approximately USD 55 million)", "keep one currency"),
        ("US$800 million (€700 million)", "keep one currency"),
    ],
)
def test_brackets_that_say_nothing_of_themselves(written: str, cure: str) -> None:
    with pytest.raises(ValueError, match=cure):
        Quantity.parse(written)


@pytest.mark.parametrize(
    ("written", "printed", "number"),
    [
        ("20/40", "20/40", None), ("Snellen 6/12", "Snellen 6/12", None), ("+8.5 letters", "+8.5 letters", "8.5"),
        ("1:640", "1:640", None), ("≥1:40", "≥1:40", None), ("1:40 to 1:640", "1:40 to 1:640", None),
        ("one in four", "one in four", None), ("two-thirds", "two-thirds", None), ("about half", "about half", None),
        ("-2.3 log10 copies/mL", "-2.3 log10 copies/mL", "-2.3"), ("2.3-log reduction", "2.3-log reduction", "2.3"),
        ("45 mL/min/1.73 m2", "45 mL/min/1.73 m²", "45"), ("100 mg/m2", "100 mg/m²", "100"),
        ("12.4/100,000", "12.4 per 100,000", "12.4"), ("3.4x", "3.4x", "3.4"), ("3.4×", "3.4×", "3.4"),
        ("45 of 312 patients (14.4%)", "45 of 312 (14.4%)", "14.4"), ("$1.2B", "$1.2B", "1.2"),
        ("$1.2 to $1.3 billion", "$1.2-1.3 billion", None), ("约300例", "约300例", "300"), ("約3,000人", "約3,000人", "3000"),
        ("USD 1.2 billion to 1.3 billion", "USD 1.2-1.3 billion", None), ("c. 300", "c. 300", "300"),
        ("0.25 events per patient-year", "0.25 events per patient-year", "0.25"),
    ],
)  # fmt: skip
def test_values_of_many_fields_are_read_as_they_are_written(written: str, printed: str, number: str | None) -> None:
    value = Quantity.parse(written)
    assert plain(value.text) == printed
    assert value.number == (Decimal(number) if number else None)


@pytest.mark.parametrize(
    ("written", "cure"),
    [
        ("1.234,5", "a point before the decimals"), ("12,5%", "a point before the decimals"),
        ("1.234.567", "a point before the decimals"), ("0,7 (95% CI 0,5-0,9)", "a point before the decimals"),
        ("1'234", "a point before the decimals"), ("1.2 × 10^6 copies/mL", "the power of ten in full"),
        ("p<0.0001", "field `p` of a comparison"), ("GMT ratio 1.42 (95% CI 1.20-1.68)", "write '1.42 "),
        ("NNT = 7", "write '7' alone"), ("HR=0.65", "write '0.65' alone"), ("22.5% vs 2.4%", "each arm a value of its own"),
        ("-1.9% (baseline 8.3%)", "field `baseline`"), ("-1.9% from a baseline of 8.3%", "field `baseline`"),
        ("6/12", "Snellen 6/12"), ("N/A", "leave the field out"), ("0.98 (0.87-1.10)", "say what is in the brackets"),
    ],
)  # fmt: skip
def test_what_would_be_misread_says_what_to_write(written: str, cure: str) -> None:
    with pytest.raises(ValueError, match=cure):
        Quantity.parse(written)


def test_a_quantity_without_a_minus_stays_as_it_is() -> None:
    loss, gain = Quantity.parse("-12.3 million"), Quantity.parse("12.3 million")
    assert loss.unsigned.number == gain.number
    assert gain.unsigned is gain
    assert Quantity.parse("not disclosed").unsigned.number is None


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("PD-L1 TPS 1-49%", "PD-L1 TPS 1–49%"),
        ("adults aged 18-75 years after 1-2 prior lines", "adults aged 18–75 years after 1–2 prior lines"),
        ("HbA1c 7.0%-10.5%", "HbA1c 7.0%–10.5%"),
        ("AK105-304 and TAR-100-201 years on", "AK105-304 and TAR-100-201 years on"),
        ("NCT 2021-1234", "NCT 2021-1234"),
        ("https://example.org/?q=1-49%25", "https://example.org/?q=1-49%25"),
    ],
)
def test_ranges_among_words_have_a_dash_and_codes_keep_their_hyphens(words: str, printed: str) -> None:
    assert dashed(words) == printed


def test_a_line_ends_behind_a_qualifier_of_several_words_and_never_within_it() -> None:
    upto = Quantity.parse("up to USD 560 million")
    assert upto.text == "up\u00a0to USD\u00a0560\u00a0million"
    assert upto.core == "USD\u00a0560\u00a0million"
    assert Quantity.parse("approximately 12 months").text == "approximately\u00a012\u00a0months"
    assert Quantity.of(Decimal(560), "million", "up to", "USD").text == upto.text


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("Akeso's release", "Akeso’s release"),
        ("the companies' control", "the companies’ control"),
        ("calls it a 'first' of Acme's", "calls it a 'first' of Acme's"),
        ("5' of infusion", "5' of infusion"),
        ("https://acme.example/it's", "https://acme.example/it's"),
    ],
)
def test_apostrophes_are_printed_as_such_and_marks_of_quotation_stay(words: str, printed: str) -> None:
    assert curled(words) == printed
