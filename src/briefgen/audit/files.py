"""Audits of files: a file just written, or one that came back, with the ledger found for it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from briefgen.audit.extract import UnreadableError, read_office
from briefgen.audit.numbers import Audited, Coverage, audit_numbers
from briefgen.ledger import SUFFIX, BadLedgerError, Ledger, from_json, ledger_path
from briefgen.place import Contents
from briefgen.problems import Origin, Problem


@dataclass(frozen=True, slots=True)
class Opened:
    """A finished file, what it says, and its ledger; `changed` when its bytes are not those once written."""

    path: Path
    contents: Contents
    ledger: Ledger
    changed: bool


def audit_written(path: str, data: bytes, ledger: Ledger) -> Audited:
    """Audit a file just written: it is read again from its bytes."""
    return audit_numbers(path, read_office(data), ledger)


def audit_file(path: Path, output: Path) -> tuple[Audited, bool]:
    """Audit a file with the ledger beside it, or of the same identity below the output folder; and whether its bytes
    have changed."""
    opened = open_file(path, output)
    if isinstance(opened, Problem):
        return Audited(str(path), Coverage(), (opened,)), False
    return audit_numbers(str(path), opened.contents, opened.ledger), opened.changed


def open_file(path: Path, output: Path) -> Opened | Problem:
    """Read a finished file and find its ledger; a problem when there is none."""
    from hashlib import sha256

    data = path.read_bytes()
    origin = Origin(str(path))
    try:
        contents = read_office(data)
    except UnreadableError as error:
        return Problem(origin, "unreadable", f"the file {error}", "give a .docx or .pptx that briefgen wrote")
    ledger = _ledger(path, contents, output)
    if isinstance(ledger, Problem):
        return ledger
    return Opened(path, contents, ledger, sha256(data).hexdigest() not in (ledger.sha256, ledger.review))


def _ledger(path: Path, contents: Contents, output: Path) -> Ledger | Problem:
    origin = Origin(str(path))
    if not contents.identity:
        hint = "give a file that briefgen wrote; a program may have dropped the property 'identifier'"
        return Problem(origin, "no-identity", "the file does not say which document of briefgen it is", hint)
    beside = ledger_path(path)
    others = 0
    for found in (beside, *sorted(path.parent.glob(f"*{SUFFIX}")), *sorted(output.rglob(f"*{SUFFIX}"))):
        if found.is_file() and (found == beside or _says(found, contents.identity)):
            try:
                ledger = from_json(found.read_bytes())
            except BadLedgerError as error:
                return Problem(Origin(str(found)), "bad-ledger", f"the file {error}", "build the document again")
            if ledger.identity == contents.identity:
                return ledger
            others += 1
    if others:
        message = f"{beside.name} is the ledger of another file, or of another build of it"
        return Problem(origin, "foreign-ledger", message, f"say with --output where '{contents.identity}' was built")
    hint = f"put {beside.name} beside it, or say with --output where it was built"
    return Problem(origin, "no-ledger", f"there is no ledger of this file, beside it or below {output}", hint)


def _says(path: Path, identity: str) -> bool:
    """Whether a ledger is of this identity: it stands in its first lines."""
    with path.open(encoding="utf-8", errors="replace") as lines:
        return any(json.dumps(identity) in line for line, _ in zip(lines, range(8), strict=False))


def ledgers(output: Path) -> Iterator[tuple[Path, Ledger]]:
    """Every ledger below the output folder with the path of its file; BadLedgerError names the one that is damaged."""
    for found in sorted(output.rglob(f"*{SUFFIX}")):
        try:
            yield found.with_name(found.name.removesuffix(SUFFIX)), from_json(found.read_bytes())
        except BadLedgerError as error:
            raise BadLedgerError(f"{found} {error}") from None
