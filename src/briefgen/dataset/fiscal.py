"""Fiscal periods become days: FY2025-Q3 by the year of its company, as far as the company says when it ends."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date
from typing import Any

from briefgen.dataset.store import Dataset
from briefgen.lexicon.en import MONTHS
from briefgen.records import Asset, Company, Deal, Filing, Part, Record
from briefgen.values.dates import PartialDate

_PARTS = {"": (0, 12), "H1": (0, 6), "H2": (6, 6), "Q1": (0, 3), "Q2": (3, 3), "Q3": (6, 3), "Q4": (9, 3)}
"""Months from the beginning of a fiscal year, and how many, of its parts."""


def with_fiscal_years(dataset: Dataset) -> Dataset:
    """The dataset with the first and last day of every fiscal period whose company says when its year ends."""
    if not any(company.fiscal_year_end for company in dataset.all(Company)):
        return dataset
    records = {
        kind: {id: _resolved(record, _company_of(dataset, record)) for id, record in found.items()}
        for kind, found in dataset.records.items()
    }
    return replace(dataset, records=records)


def last_month(company: Company) -> int | None:
    """The month in which the fiscal year of a company ends: "31 March", "March 31", "30.06." and "06-30" name it."""
    words = (company.fiscal_year_end or "").casefold()
    named = [number for number, name in enumerate(MONTHS, 1) if re.search(rf"\b{name[:3].casefold()}", words)]
    if not named:
        written = re.fullmatch(r"(?:--)?(?P<month>\d\d)-\d\d|\d\d?\.(?P<after>\d\d?)\.?", words)
        named = [int(written["month"] or written["after"])] if written else []
    return named[0] if len(named) == 1 and 1 <= named[0] <= 12 else None


def _company_of(dataset: Dataset, record: Record) -> Company | None:
    """Whose year a record counts by: its company, the first that an event names, that of its asset, the licensor."""
    if isinstance(record, Company):
        return record
    asset = dataset.find("asset", _first(record, "asset", "assets") or "")
    names = ["applicant"] if isinstance(record, Filing) else ["licensor"] if isinstance(record, Deal) else []
    own = _first(record, "company", "companies", *names) or (asset.company if isinstance(asset, Asset) else "")
    found = dataset.find("company", own)
    return found if isinstance(found, Company) else None


def _first(record: Record, *names: str) -> str | None:
    for name in names:
        value = getattr(record, name, None)
        if value:
            return str(value[0] if isinstance(value, tuple) else value)
    return None


def _resolved(record: Record, company: Company | None) -> Record:
    month = last_month(company) if company else None
    if company is None or month is None:
        return record
    resolved: Record = _in_part(record, month, starts=company.fiscal_year_by_start)
    return resolved


def _in_part(value: Any, month: int, *, starts: bool) -> Any:
    """A value with its fiscal periods resolved; the same object where it holds none."""
    if isinstance(value, PartialDate):
        return _period(value, month, starts=starts) if value.grain == "fiscal" else value
    if isinstance(value, tuple):
        items = tuple(_in_part(item, month, starts=starts) for item in value)
        return items if any(new is not old for new, old in zip(items, value, strict=True)) else value
    if isinstance(value, Part):
        changed = {name: new for name, old in value if (new := _in_part(old, month, starts=starts)) is not old}
        return value.model_copy(update=changed) if changed else value
    return value


def _period(when: PartialDate, month: int, *, starts: bool) -> PartialDate:
    """FY2025-Q3 of a year that ends in a month; the year has the name of its end, or of its start."""
    name, _, part = when.text.partition("-")
    after, count = _PARTS[part]
    year = int(name.removeprefix("FY")) + (1 if starts and month < 12 else 0)
    first = 12 * (year - 1) + month + after  # months since year 0 at which the part begins
    last = first + count - 1
    end = date(last // 12, last % 12 + 1, monthrange(last // 12, last % 12 + 1)[1])
    return replace(when, start=date(first // 12, first % 12 + 1, 1), end=end)
