"""Audits of files: a file just written, or one that came back, with the ledger found for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from briefgen.audit.audited import Audited, Coverage
from briefgen.audit.numbers import audit_numbers
from briefgen.formats import endings
from briefgen.frozen import frozen
from briefgen.ledger.ledger import Ledger
from briefgen.ledger.store import find_ledger
from briefgen.office.package import NoOfficeFileError, read_regular
from briefgen.office.passages import REVIEW, Contents
from briefgen.office.read import read_office
from briefgen.problems import Origin, Problem


@frozen
class Opened:
    """A finished file, what it says, and its ledger; `changed` when its bytes are not those once written."""

    path: Path
    contents: Contents
    ledger: Ledger
    changed: bool


def documents(paths: Iterable[Path], *, copies: bool = True) -> Iterator[Path]:
    """The files named, and every Word and PowerPoint file in the folders named, each once; no lock files of open
    programs, and without `copies` none for review."""
    found = (one for path in paths for one in (_below(path, copies=copies) if path.is_dir() else [path]))
    yield from dict.fromkeys(found)


def _below(folder: Path, *, copies: bool) -> Iterator[Path]:
    found = (path for path in folder.rglob("*") if path.suffix.lower() in endings() and path.is_file())
    whole = (path for path in found if not path.name.startswith(("~", ".")))
    yield from sorted(path for path in whole if copies or not path.stem.endswith(REVIEW))


def audit_written(path: str, file: bytes | Contents, ledger: Ledger) -> Audited:
    """Audit a file just written by its bytes, or by what was read of them again."""
    return audit_numbers(path, file if isinstance(file, Contents) else read_office(file), ledger)


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

    try:
        data = read_regular(path)
        contents = read_office(data)
    except NoOfficeFileError as error:
        return Problem(Origin(str(path)), "unreadable", f"the file {error.reason}", error.hint)
    ledger = find_ledger(path, contents, output)
    if isinstance(ledger, Problem):
        return ledger
    known = sha256(data).hexdigest() in (ledger.sha256, ledger.review)
    return Opened(path, contents, ledger, not known and (bool(ledger.review) or not contents.review))
