"""Lines of the data: ledgers name the file of a value, the dataset of today knows at which line it stands."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from briefgen.dataset.load import BrokenDatasetError, load_dataset
from briefgen.dataset.store import Dataset
from briefgen.ledger.ledger import Ledger, Printed
from briefgen.problems import ProblemsFoundError
from briefgen.values.facts import Fact


def dataset_of(data: Path) -> Dataset | None:
    """The dataset in a folder, so far as it can be read; None when there is none."""
    if not data.is_dir():
        return None
    try:
        return load_dataset(data, str(data))
    except BrokenDatasetError as error:
        return error.rest
    except ProblemsFoundError:
        return None


def with_lines(ledger: Ledger, dataset: Dataset | None) -> Ledger:
    """The ledger, its facts with the lines at which the dataset has them now."""
    if dataset is None:
        return ledger
    known: dict[Fact, Fact] = {}

    def placed(fact: Fact) -> Fact:
        if fact not in known:
            record = dataset.find(fact.record.kind, fact.record.id)
            place = dataset.stated_at(record, fact.path) if record else fact.origin
            inputs = tuple(map(placed, fact.inputs))
            known[fact] = replace(fact, origin=place if place.line else fact.origin, inputs=inputs)
        return known[fact]

    def of(printed: Printed) -> Printed:
        return replace(printed, entries=tuple(replace(one, fact=placed(one.fact)) for one in printed.entries))

    return replace(ledger, printed=tuple(map(of, ledger.printed)))
