"""Rules on names: one thing has one id, two things never share a name, and a brand holds in its territory."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from briefgen.dataset.store import Dataset
from briefgen.dataset.tree import Path_
from briefgen.problems import Problem
from briefgen.records import Area, Asset, Company, Indication, Person, Record, Target, Trial

NAMED: tuple[type[Record], ...] = (Area, Indication, Company, Target, Asset, Trial, Person)

Use = tuple[Record, Path_, str]


def check(dataset: Dataset) -> Iterator[Problem]:
    """Names given twice, aliases that lead to two records, brands without a territory."""
    for kind in NAMED:
        yield from _same_name(dataset, kind)
    yield from _shared_alias(dataset, "company", _company_names(dataset.all(Company)))
    yield from _shared_alias(dataset, "asset", _asset_names(dataset.all(Asset)))
    for asset in dataset.all(Asset):
        yield from _brands(dataset, asset)


def normal(name: str) -> str:
    """A name without case, spaces, hyphens and accents: HLX 43 and hlx-43 are one; Jin Li and Jing Li are two."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    letters = "".join(sign for sign in plain if sign.isalnum() or sign == "+")
    return letters or plain.strip()


def _same_name(dataset: Dataset, kind: type[Record]) -> Iterator[Problem]:
    first: dict[str, Record] = {}
    for record in dataset.all(kind):
        name = normal(getattr(record, "name"))  # noqa: B009, every kind of NAMED has it
        other = first.setdefault(name, record)
        if other is not record:
            message = f"{kind.kind} '{record.id}' has the name of '{other.id}' ({dataset.origin(other)})"
            hint = "make them one record, or tell the names apart"
            yield Problem(dataset.origin(record, ("name",)), "same-name", message, hint, "warning")


def _shared_alias(dataset: Dataset, kind: str, uses: Iterable[Use]) -> Iterator[Problem]:
    """A name that two records of a kind go by, where at least one of them has it as an alias."""
    first: dict[str, Use] = {}
    for record, path, name in uses:
        other, other_path, _ = first.setdefault(normal(name), (record, path, name))
        if other.id != record.id and not path == other_path == ("name",):
            message = f"'{name}' names both {kind} '{other.id}' and {kind} '{record.id}'"
            yield Problem(dataset.origin(record, path), "shared-alias", message, "keep the name with one of them")


def _company_names(companies: Iterable[Company]) -> Iterator[Use]:
    for company in companies:
        yield company, ("name",), company.name
        for index, legal in enumerate(company.legal_names):
            yield company, ("legal_names", index), legal.name


def _asset_names(assets: Iterable[Asset]) -> Iterator[Use]:
    for asset in assets:
        yield asset, ("name",), asset.name
        for index, name in enumerate(asset.names):
            yield asset, ("names", index), name.name


def _brands(dataset: Dataset, asset: Asset) -> Iterator[Problem]:
    for index, name in enumerate(asset.names):
        if name.kind == "brand" and name.territory is None and not name.note:
            message = f"names[{index}]: the brand '{name.name}' has no territory"
            hint = "a brand holds in its territory only: add `territory`, or a `note` that says why there is none"
            yield Problem(dataset.origin(asset, ("names", index)), "brand-territory", message, hint, "warning")
