"""Where a licence holds, and what is outside it."""

from __future__ import annotations

import pytest

from briefgen import charts
from support import chart_samples as make


@pytest.mark.parametrize(
    ("places", "said"),
    [
        ("us eu japan", "outside this licence, all other territories."),
        ("us china", "outside this licence, all other territories."),
        ("world except china", "excluded from the licence, China."),
        ("world", "Company B, worldwide."),
    ],
)
def test_all_other_territories_are_outside_a_licence_that_names_places(places: str, said: str) -> None:
    numbers = charts.prepare("deal-territory", make.deal(territory=make.place(places)))
    assert charts.describe("deal-territory", numbers).endswith(said)


def test_the_territory_of_an_option_is_none_of_a_licence() -> None:
    option = make.deal(territory=make.place("japan"), is_licence=False, keeps_china=True)
    numbers = charts.prepare("deal-territory", option)
    said = charts.describe("deal-territory", numbers)
    assert said.startswith("Territory of the agreement: ")
    assert said.endswith("outside this agreement, rest of the world, including China.")


def test_what_is_outside_takes_a_panel_of_its_own() -> None:
    high = [
        charts.natural_height("deal-territory", charts.prepare("deal-territory", deal), 4.0, make.BRAND, "slide")
        for deal in (make.deal(territory=make.place("world")), make.deal(territory=make.place("us eu japan")))
    ]
    assert high[0] + 0.3 < high[1]
