"""Named: which assets and indications a record is about."""

from __future__ import annotations

from briefgen.records import Record


def assets_of(record: Record) -> set[str]:
    """Ids of the assets that a record which is none itself is about."""
    one = getattr(record, "asset", None)
    return {*getattr(record, "assets", ()), *([one] if one else [])}


def indications_of(record: Record) -> set[str]:
    """Ids of the indications a record names."""
    one = getattr(record, "indication", None)
    return {*getattr(record, "indications", ()), *([one] if one else [])}
