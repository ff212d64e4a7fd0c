"""Facts: what is printed of them is read as it was, and a printed part of a quantity is the quantity it says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.briefs import filters
from briefgen.problems import Origin
from briefgen.values.facts import VALUE, RecordKey, Role, Traced, count, path_text, read_path
from briefgen.values.quantity import Quantity
from support.facts import fact

NAMES = st.from_regex(r"[a-z_]{1,8}", fullmatch=True)
WRITTEN = ("21.9%", "4-15.9%", "approximately 324,603", "3.4-3.98 months", "11.1 months (95% CI 7.3-NE)", "<0.001",
           "0.46 (95% CI 0.34-0.62)", "USD 85 million", "up to USD 1,485 million", "not reached")  # fmt: skip


@given(st.lists(NAMES | st.integers(0, 99), max_size=4).map(lambda steps: ("first", *steps)))
def test_a_path_is_read_as_it_is_printed(path: tuple[str | int, ...]) -> None:
    assert read_path(path_text(path)) == path


@pytest.mark.parametrize("text", ["", "a.yaml", "data/a.yaml:3", "data/a.yaml:3:5", "C:/x/a.yaml:3:5", "a:b.yaml"])
def test_a_place_is_read_as_it_is_printed(text: str) -> None:
    assert str(Origin.read(text)) == text


@pytest.mark.parametrize("text", ["build", "result/astrum-005"])
def test_keys_and_roles_are_read_as_they_are_printed(text: str) -> None:
    assert str(RecordKey.read(text)) == text
    assert str(Role.read(text.replace("/", ":"))) == text.replace("/", ":")


@pytest.mark.parametrize("written", WRITTEN)
@pytest.mark.parametrize("part", [filters.figure, filters.core, filters.estimate, filters.upper_first])
def test_a_printed_part_is_the_quantity_that_it_says(written: str, part: filters.Callable[..., Traced]) -> None:
    quantity = Quantity.parse(written)
    printed = part(Traced(quantity.text, fact("result/x", "value"), VALUE, quantity))
    said = Quantity.parse(printed.text)
    assert isinstance(printed.content, Quantity)
    for name in ("number", "low", "high", "unit", "currency", "qualifier", "interval", "sentinel"):
        assert getattr(printed.content, name) == getattr(said, name), name


@pytest.mark.parametrize(
    ("noun", "several"),
    [("launch", "launches"), ("study", "studies"), ("assay", "assays"), ("box", "boxes"),
     ("refusal", "refusals"), ("new stage", "new stages"), ("crash", "crashes"), ("loss", "losses"), ("", "")],
)  # fmt: skip
def test_several_things_are_counted_in_the_plural_of_their_noun(noun: str, several: str) -> None:
    assert count("ab", noun).text == f"two {several}".strip()
    assert count("a", noun).text == f"one {noun}".strip()
    assert count("ab", noun, "of many").text == ("two of many" if noun else "two")


def test_a_name_is_put_in_the_plural() -> None:
    assert (
        filters.in_plural(Traced("FDA priority review", fact("designation/d", "type"), VALUE)).text
        == "FDA priority reviews"
    )
