"""What a fact is about: the names near which its source must state it, the most telling ones first."""

from __future__ import annotations

from collections.abc import Iterable

from briefgen.dataset.store import Dataset
from briefgen.records import (
    Asset,
    Benchmark,
    Company,
    Deal,
    Epidemiology,
    Indication,
    Metric,
    Part,
    Record,
    Result,
    Source,
    Trial,
)
from briefgen.records.endpoints import ENDPOINTS

FIELDS = {
    "trial": ("trial", "trials"),
    "asset": ("asset", "assets"),
    "indication": ("indication", "indications"),
    "company": ("company", "companies", "licensor", "licensee"),
}
MERGED = frozenset({"event", "claim"})
"""Kinds whose text may name any of their subjects."""


def names_of(dataset: Dataset, record: Record, part: Part) -> tuple[tuple[str, ...], ...]:
    """Tiers of names: trial, asset, indication, company; of a source its authors, title, journal and publisher."""
    if isinstance(record, Source):
        authors = (record.authors or "").removesuffix(".").removesuffix("et al").rstrip(" ,")
        return _filled([(authors,), (record.title or "",), (record.journal or "",), (record.publisher or "",)])
    tiers = [_own(record), *(_named(dataset, record, part, kind) for kind in FIELDS)]
    if record.kind in MERGED:
        tiers = [tuple(name for tier in tiers for name in tier)]
    return _filled(tiers)


ENDPOINT_WORDS = {"rwPFS": ("real-world PFS",)}
MEASURES = {
    "incidence": ("incidence", "new cases", "diagnosed", "common"), "mortality": ("mortality", "deaths", "died"),
    "rank_incidence": ("most common", "incidence"), "rank_mortality": ("leading cause", "cause of", "mortality"),
}  # fmt: skip


def hints_of(record: Record) -> tuple[str, ...]:
    """Words by which the right one of several equal numbers is known: the endpoint or what is counted."""
    match record:
        case Result() | Benchmark():
            return (record.endpoint, ENDPOINTS.print(record.endpoint), *ENDPOINT_WORDS.get(record.endpoint, ()))
        case Epidemiology():
            return MEASURES.get(record.measure, ())
        case Metric():
            return tuple(word for word in record.measure.split() if len(word) > 3)
        case _:
            return ()


def _own(record: Record) -> tuple[str, ...]:
    match record:
        case Trial():
            return (record.name,)
        case Asset():
            return (record.name, *(name.name for name in record.names))
        case Company():
            return (record.name, *(name.name for name in record.legal_names))
        case Indication():
            return tuple(name for name in (record.name, record.short, record.definition) if name)
        case _:
            name = getattr(record, "name", None)
            return (name,) if isinstance(name, str) else ()


def _named(dataset: Dataset, record: Record, part: Part, kind: str) -> tuple[str, ...]:
    ids: list[str] = []
    for holder in (record, part):
        for field in FIELDS[kind]:
            value = getattr(holder, field, None) or ()
            ids += [value] if isinstance(value, str) else value
    if kind == "asset" and isinstance(deal := dataset.find("deal", getattr(record, "deal", None) or ""), Deal):
        ids += deal.assets
    found = (dataset.find(kind, id) for id in dict.fromkeys(ids))
    names = [name for thing in found if thing for name in _own(thing)]
    if kind == "indication":
        names += [name for id in ids for name in _above(dataset, id)]
    return tuple(dict.fromkeys(names))


def _above(dataset: Dataset, id: str, depth: int = 8) -> Iterable[str]:
    """Names of the wider diseases."""
    indication = dataset.find("indication", id)
    parent = indication.parent if isinstance(indication, Indication) else None
    wider = dataset.find("indication", parent) if parent and depth else None
    return (*_own(wider), *_above(dataset, wider.id, depth - 1)) if wider else ()


def _filled(tiers: Iterable[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    kept = (tuple(name for name in tier if name) for tier in tiers)
    return tuple(tier for tier in kept if tier)
