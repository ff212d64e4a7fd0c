"""Quantities: read as printed, printed as read."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.values.quantity import Quantity


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("–", "-")


@pytest.mark.parametrize(
    "written",
    [
        "21.9%", "6.90", "0.60", "4-15.9%", "approximately 324,603", "around 206,956", "3.4-3.98 months", "8.2 months",
        "11.1 months (95% CI 7.3-NE)", "0.46 (95% CI 0.34-0.62)", "<0.001", "USD 85 million", "up to USD 1,485 million",
        "not reached", "not disclosed", "not estimable", "immature", "not reported", "635 patients", "≥5", "8",
        "more than 40 countries", "-3.2%", "nearly 40",
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


def test_the_five_ways_of_not_knowing_differ() -> None:
    words = ["not reached", "not estimable", "immature", "not reported", "not disclosed"]
    assert len({Quantity.parse(word).sentinel for word in words}) == 5
    assert {Quantity.parse(word).number for word in words} == {None}
    assert Quantity.parse("NR").sentinel == "not_reached"


@pytest.mark.parametrize(
    "written",
    [
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
    assert plain(value.text) == f"{number}{unit}"
    assert value.number == number
    assert Quantity.parse(value.text) == value
