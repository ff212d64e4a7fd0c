"""Ledgers: what each file prints, and from what."""

from pathlib import Path

SUFFIX = ".ledger.json"


def ledger_path(file: Path) -> Path:
    """Where the ledger of a file lies."""
    return file.with_name(file.name + SUFFIX)
