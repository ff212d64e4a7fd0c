"""Words around values: every filter keeps the fact."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.briefs import filters
from briefgen.values.dates import PartialDate
from briefgen.values.facts import DATE, MISSING, NAME, OUTSIDE, TEXT, VALUE, Citation, Traced, count
from briefgen.values.quantity import Quantity
from briefgen.values.territory import Territory
from support.facts import fact

FACT = fact("result/x", "value", "data/x.yaml:1:1", (Citation("s"),))


def value(text: str) -> Traced:
    quantity = Quantity.parse(text)
    return Traced(quantity.text, FACT, VALUE, quantity)


def text(printed: str) -> Traced:
    return Traced(printed, FACT, TEXT)


def test_count_names_what_it_counts():
    assert count([1], "event").text == "one event"
    assert count([1, 2], "readout").text == "two readouts"
    assert count([], "event").text == "no events"
    assert count(range(13), "study", "studies").text == "13 studies"


@pytest.mark.parametrize(
    ("number", "most", "text"),
    [(2, 0, "v and v"), (4, 3, "v, v, v and v"), (5, 3, "v, v, v and two others"), (25, 2, "v, v and 23 others")],
)
def test_a_long_list_ends_with_the_count_of_the_rest(number: int, most: int, text: str) -> None:
    things = [Traced("v", FACT, NAME)] * number
    assert filters.joined(things, str, "and", most) == text


@pytest.mark.parametrize(
    ("written", "upper", "lower"),
    [
        ("serplulimab", "Serplulimab", "serplulimab"),
        ("pMMR/MSS mCRC", "pMMR/MSS mCRC", "pMMR/MSS mCRC"),
        ("HLX43", "HLX43", "HLX43"),
        ("α-synuclein antibody", "α-synuclein antibody", "α-synuclein antibody"),
        ("n-butyl ester", "n-butyl ester", "n-butyl ester"),
        ("siRNA", "siRNA", "siRNA"),
        ("mRNA vaccine", "mRNA vaccine", "mRNA vaccine"),
        ("Oncology", "Oncology", "oncology"),
        ("Trial, endpoint not named", "Trial, endpoint not named", "trial, endpoint not named"),
        ("", "", ""),
        ("Akeso's release calls it so", "Akeso's release calls it so", "Akeso's release calls it so"),
        ("Physician’s choice", "Physician’s choice", "physician’s choice"),
    ],
)
def test_first_letters(written: str, upper: str, lower: str):
    assert filters.upper_first(text(written)).text == upper
    assert filters.lower_first(text(written)).text == lower
    assert filters.upper_first(text(written)).fact == FACT


def test_dates_and_places_in_sentences():
    day = Traced("1 May 2025", FACT, DATE, PartialDate.parse("2025-05-01"))
    assert filters.when(day).text == "on 1\u00a0May\u00a02025"
    month = PartialDate.parse("2019-06")
    assert filters.when(Traced(month.long(), FACT, DATE, month)).text == "in June\u00a02019"
    world = Territory.parse("world except china-mainland hong-kong macau taiwan")
    traced = Traced(world.long, FACT, OUTSIDE, world)
    assert filters.place(traced).text == "outside China"
    assert filters.short(traced).text == "Outside China"
    assert filters.place_tight(traced).text == "outside China"
    both = Territory.parse("us eu japan")
    assert filters.place_tight(Traced(both.long, FACT, OUTSIDE, both)).text == "in the US, the EU and Japan"
    assert filters.place_tight(text("Asia")).text == "in a territory Asia"


@pytest.mark.parametrize(
    ("word", "article"),
    [
        ("antibody", "an"),
        ("PD-1 mAb", "a"),
        ("NMPA designation", "an"),
        ("B7-H4 ADC", "a"),
        ("HER2 mAb", "an"),
        ("unit", "a"),
        ("α-synuclein ADC", "an"),
        ("β-blocker", "a"),
        ("mRNA vaccine", "an"),
        ("siRNA", "a"),
        ("HR", "an"),
        ("8-week course", "an"),
        ("80 mg", "an"),
        ("12-week course", "a"),
    ],
)
def test_article(word: str, article: str):
    assert filters.article(text(word)) == article


def test_several_of_a_noun():
    said = Traced("FDA Fast Track designation", fact("designation/d", "type"), TEXT)
    assert filters.in_plural(said).text == "FDA Fast Track designations"
    assert filters.in_plural(said).fact == said.fact


def test_ranks():
    assert filters.ordinal(value("8")).text == "eighth"
    assert [filters.ordinal_figure(value(str(n))).text for n in (1, 2, 3, 8, 11, 22)] == [
        "1st", "2nd", "3rd", "8th", "11th", "22nd",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("stated", "bounds", "level"),
    [("0.51 (95% CI 0.38-0.69)", "0.38–0.69", "95% CI"), ("0.51 (90% CI 0.38-0.69)", "90% CI 0.38–0.69", "90% CI"),
     ("0.51 (95% CrI 0.38-0.69)", "95% CrI 0.38–0.69", "95% CrI"), ("0.51", "not reported", "not reported")],
)  # fmt: skip
def test_bounds_stand_without_the_usual_level_of_an_interval(stated: str, bounds: str, level: str):
    told = (filters.bounds(value(stated)), filters.level(value(stated)))
    assert tuple(one.text.replace("\u00a0", " ") for one in told) == (bounds, level)
    assert {one.fact for one in told} == {FACT}


def test_interval_is_said_to_be_missing():
    assert filters.interval(value("21.9%")).role == MISSING
    with_ci = value("11.1 months (95% CI 7.3-NE)")
    assert filters.interval(with_ci).text == "95%\u00a0CI\u00a07.3–NE"
    assert filters.estimate(with_ci).text == "11.1\u00a0months"
    assert filters.bare_interval(with_ci).text == "11.1\u00a0months (7.3–NE)"
    assert filters.bare_interval(filters.estimate(with_ci)).text == "11.1\u00a0months"


@pytest.mark.parametrize("words", ["not reached", "not estimable", "immature", "not reported", "not disclosed"])
@pytest.mark.parametrize(
    "filter", [filters.figure, filters.core, filters.estimate, filters.ordinal, filters.ordinal_figure, filters.short]
)
def test_sentinels_print_as_themselves(words: str, filter: Callable[[Traced], Traced]):
    assert filter(value(words)).text == words


@given(st.decimals(0, 999, places=2), st.decimals(0, 999, places=1), st.sampled_from(["%", " months", ""]))
def test_ranges_stay_ranges(low: Decimal, more: Decimal, unit: str):
    high = low + more
    for filter in (filters.figure, filters.core, filters.estimate):
        assert filter(value(f"{low}-{high}{unit}")).text.startswith(f"{low}–{high}")


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("the serine protease of the pathway", "the serine protease of the pathway"),
        ("a transport protein", "a transport protein"),
        ("an enzyme", "an enzyme"),
        ("enzyme of neutrophils", "an enzyme of neutrophils"),
        ("A-type channel", "an A-type channel"),
    ],
)
def test_what_begins_with_an_article_gets_no_second_one(said: str, printed: str) -> None:
    assert filters.with_article(Traced(said, fact("target/t", "biology"), TEXT)).text == printed


@pytest.mark.parametrize(
    ("population", "people"),
    [("Women aged 50 and older", True), ("adults with heart failure", True), ("NSCLC after chemotherapy", False)],
)
def test_a_population_may_say_itself_who_they_are(population: str, people: bool) -> None:
    assert filters.names_people(text(population)) is people


def test_a_day_under_a_head_that_says_its_year_stands_without_it() -> None:
    day = Traced("23 October 2025", fact("result/x", "value"), DATE, value=PartialDate.parse("2025-10-23"))
    year = Traced("2025", fact("result/x", "value"))
    assert filters.short_in(day, year).text == "23\u00a0Oct"
    assert filters.short_in(day, replace(year, text="2024")).text == "23\u00a0Oct\u00a02025"
    assert filters.short_in(day, None).text == "23\u00a0Oct\u00a02025"
    assert filters.short_in(text("unknown"), year).text == "unknown"
