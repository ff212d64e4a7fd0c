"""Lines of the data: ledgers name the file of a value, the dataset of today knows at which line it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from briefgen.dataset.load import BrokenDatasetError, load_dataset
from briefgen.dataset.store import Dataset
from briefgen.ledger.ledger import Ledger, Printed
from briefgen.problems import Origin
from briefgen.values.facts import Fact


def dataset_of(data: Path) -> Dataset | None:
    """The dataset in a folder, so far as it can be read; None when there is none."""
    if not data.is_dir():
        return None
    try:
        return load_dataset(data, str(data))
    except BrokenDatasetError as error:
        return error.rest


def with_lines(ledger: Ledger, dataset: Dataset | None) -> Ledger:
    """The ledger, its facts with the lines at which the dataset has them now."""
    if dataset is None:
        return ledger

    def now(fact: Fact) -> Origin:
        record = dataset.find(fact.record.kind, fact.record.id)
        place = dataset.stated_at(record, fact.path) if record else fact.origin
        return place if place.line else fact.origin

    return _placed(ledger, now)


def without_lines(ledger: Ledger) -> Ledger:
    """The ledger, its facts with their files alone, for what must stay the same while lines move."""
    return _placed(ledger, lambda fact: Origin(fact.origin.path))


def _placed(ledger: Ledger, place: Callable[[Fact], Origin]) -> Ledger:
    known: dict[Fact, Fact] = {}

    def fact_of(fact: Fact) -> Fact:
        if fact not in known:
            known[fact] = replace(fact, origin=place(fact), inputs=tuple(map(fact_of, fact.inputs)))
        return known[fact]

    def of(printed: Printed) -> Printed:
        return replace(printed, entries=tuple(replace(one, fact=fact_of(one.fact)) for one in printed.entries))

    return replace(ledger, printed=tuple(map(of, ledger.printed)))
