"""Where ledgers lie: beside their files, and those of earlier builds by the identity of their file."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

from briefgen.atomic import write_whole
from briefgen.ledger import SUFFIX, BadLedgerError, Ledger, from_json, ledger_path
from briefgen.place import REVIEW, Contents
from briefgen.problems import Origin, Problem

EARLIER = ".ledgers"
"""Folder of the output that keeps ledgers of earlier builds, so that a file sent long ago can still be traced."""
_IDENTITY = re.compile(r'"identity": "briefgen:([0-9a-f]{64})"')
_HEAD = 4096


def write_ledger(output: Path, file: Path, data: bytes) -> None:
    """Write the ledger of a file; the one it takes the place of is kept, if it is of another build."""
    path = ledger_path(file)
    if path.is_file():
        before = path.read_bytes()
        identity = _identity(before)
        if identity and identity != _identity(data):
            write_whole(_kept(output, identity), gzip.compress(before, mtime=0), output)
    write_whole(path, data, output)


def find_ledger(path: Path, contents: Contents, output: Path) -> Ledger | Problem:
    """The ledger of a file that was opened: beside it, beside the document it is a copy of, below the output folder, or
    kept from an earlier build. A problem when there is none."""
    origin = Origin(str(path))
    if not contents.identity:
        hint = "give a file that briefgen wrote; a program may have dropped the property 'identifier'"
        return Problem(origin, "no-identity", "the file does not say which document of briefgen it is", hint)
    beside = tuple(found for found in _beside(path) if found.is_file())
    wanted = contents.identity.removeprefix("briefgen:")
    for found in (*beside, *sorted(path.parent.glob(f"*{SUFFIX}")), *sorted(output.rglob(f"*{SUFFIX}"))):
        if found in beside or _says(found, wanted):
            try:
                ledger = from_json(found.read_bytes())
            except BadLedgerError as error:
                return Problem(Origin(str(found)), "bad-ledger", f"the file {error}", "build the document again")
            if ledger.identity == contents.identity:
                return ledger
    if (kept := _kept(output, wanted)).is_file():
        return _read_kept(kept)
    return _none(path, beside, output)


def ledgers(output: Path) -> Iterator[tuple[Path, Ledger]]:
    """Every ledger of the newest builds below the output folder with the path of its file; BadLedgerError names the one
    that is damaged."""
    for found in sorted(output.rglob(f"*{SUFFIX}")):
        try:
            yield found.with_name(found.name.removesuffix(SUFFIX)), from_json(found.read_bytes())
        except BadLedgerError as error:
            raise BadLedgerError(f"{found} {error}") from None


def _beside(path: Path) -> Iterator[Path]:
    """Names that the ledger of a file has: its own, and that of the document it is a copy for review of."""
    yield ledger_path(path)
    if path.stem.endswith(REVIEW):
        yield ledger_path(path.with_name(path.stem.removesuffix(REVIEW) + path.suffix))


def _none(path: Path, beside: tuple[Path, ...], output: Path) -> Problem:
    folder = output / EARLIER
    if beside:
        message = f"{beside[0].name} is the ledger of another file, or of another build of it"
        hint = f"the ledger of each earlier build is kept in {folder}: say with --output where this file was built"
        return Problem(Origin(str(path)), "foreign-ledger", message, hint)
    name = tuple(_beside(path))[-1].name
    hint = f"put {name} beside it, or say with --output where it was built; earlier builds are in {folder}"
    message = f"there is no ledger of this file, beside it or below {output}"
    return Problem(Origin(str(path)), "no-ledger", message, hint)


def _kept(output: Path, identity: str) -> Path:
    return output / EARLIER / f"{identity}.json.gz"


def _read_kept(path: Path) -> Ledger | Problem:
    try:
        return from_json(gzip.decompress(path.read_bytes()))
    except (BadLedgerError, EOFError, OSError) as error:
        reason = str(error) if isinstance(error, BadLedgerError) else "is damaged"
        return Problem(Origin(str(path)), "bad-ledger", f"the file {reason}", "take it from a copy of the folder")


def _identity(data: bytes) -> str:
    found = _IDENTITY.search(data[:_HEAD].decode("utf-8", "replace"))
    return found[1] if found else ""


def _says(path: Path, identity: str) -> bool:
    """Whether a ledger is of this identity, by its first lines."""
    with path.open("rb") as file:
        return _identity(file.read(_HEAD)) == identity
