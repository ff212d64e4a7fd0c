"""Walk: which parts may lie inside a record."""

from __future__ import annotations

from pathlib import Path

from briefgen.checks.walk import kinds_within, parts
from briefgen.dataset.load import load_dataset
from briefgen.records import Company, Event, Listing, Mention, Program, Source

COMPANIES = Path(__file__).parents[1] / "companies"


def test_the_kinds_inside_a_record_are_told() -> None:
    assert {Company, Listing, Mention} <= kinds_within(Company)
    assert Program not in kinds_within(Event)
    assert Listing not in kinds_within(Source)


def test_no_part_of_a_real_record_is_of_another_kind() -> None:
    for company in ("akeso", "kestrane"):
        for record in load_dataset(COMPANIES / company / "data"):
            assert {type(part) for _, part in parts(record)} <= kinds_within(type(record))
