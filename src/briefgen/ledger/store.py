"""Where ledgers lie: beside their files, and those of earlier builds by the identity of their file."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path

from briefgen.atomic import astray, write_together, write_whole
from briefgen.formats import endings
from briefgen.ledger import SUFFIX, ledger_path
from briefgen.ledger.ledger import MAX_BYTES, BadLedgerError, Ledger, from_json, read_ledger
from briefgen.office.passages import REVIEW, Contents
from briefgen.problems import Origin, Problem, ProblemsFoundError, require
from briefgen.stored import BadFileError, read_bounded

EARLIER = ".ledgers"
"""Folder of the output that keeps ledgers of earlier builds, so that a file sent long ago can still be traced."""
_IDENTITY = re.compile(r'"identity": "briefgen:([0-9a-f]{64})"')
_HEAD = 4096
_LEVEL = 6
"""How hard an earlier ledger is packed: harder takes five times as long for a fifteenth of its size."""


def write_traced(
    output: Path, file: Path, data: bytes, ledger: bytes, more: Mapping[Path, bytes] | None = None,
    gone: Iterable[Path] = (),
) -> None:  # fmt: skip
    """Write a document, then its ledger and more files of it. The ledger of an earlier build is kept and gone before,
    and so is what else is to be gone: whenever this is killed, no document lies beside the ledger of another."""
    path = ledger_path(file)
    before = file_bytes(path)
    identity = _identity(before)
    if identity and identity != _identity(ledger):
        write_whole(_kept(output, identity), _packed(before), output)
    write_together({file: data, path: ledger, **(more or {})}, [*gone, *([path] if before != ledger else [])], output)


def retire(output: Path, file: Path) -> None:
    """Remove a file and its ledger, which is kept as that of an earlier build."""
    ledger = file if file.name.endswith(SUFFIX) else ledger_path(file)
    require(problem for path in (file, ledger) for problem in astray(path, output))
    before = file_bytes(ledger)
    if identity := _identity(before):
        write_whole(_kept(output, identity), _packed(before), output)
    for path in (file, ledger):
        path.unlink(missing_ok=True)


def file_bytes(path: Path) -> bytes:
    """The ledger that a new one takes the place of; nothing when it is none that can be kept."""
    try:
        return read_bounded(path, MAX_BYTES)
    except BadFileError:
        return b""


def without_ledger(output: Path) -> Iterator[Path]:
    """Documents of builds below the output folder whose ledger is missing: a build was killed after the document, or
    somebody removed the ledger."""
    for path in sorted(output.glob("*/*/*")):
        made = path.suffix in endings() and not path.name.startswith((".", "~"))
        if made and not path.stem.endswith(REVIEW) and path.is_file() and not ledger_path(path).exists():
            yield path


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
                ledger = read_ledger(found)
            except BadLedgerError as error:
                return _damaged(found, error)
            if ledger.identity == contents.identity:
                return ledger
    if (kept := _kept(output, wanted)).is_file():
        return _read_kept(kept)
    return _none(path, beside, output)


def ledgers(output: Path) -> Iterator[tuple[Path, Ledger]]:
    """Every ledger of the newest builds below the output folder with the path of its file; ProblemsFoundError names the
    one that is damaged."""
    for found in sorted(output.rglob(f"*{SUFFIX}")):
        try:
            yield found.with_name(found.name.removesuffix(SUFFIX)), read_ledger(found)
        except BadLedgerError as error:
            raise ProblemsFoundError([_damaged(found, error)]) from None


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


def _damaged(path: Path, error: BadFileError) -> Problem:
    return Problem(Origin(str(path)), "bad-ledger", f"the file {error}", "build the document again")


def _read_kept(path: Path) -> Ledger | Problem:
    try:
        return from_json(_expanded(read_bounded(path, MAX_BYTES)))
    except BadFileError as error:
        hint = "take it from a copy of the folder"
        return Problem(Origin(str(path)), "bad-ledger", f"the file {error}", hint)


def _packed(ledger: bytes) -> bytes:
    return gzip.compress(ledger, _LEVEL, mtime=0)


def _expanded(packed: bytes) -> bytes:
    """What a gzip file holds, if that is no more than a ledger may be."""
    try:
        with gzip.GzipFile(fileobj=BytesIO(packed)) as file:
            data = file.read(MAX_BYTES + 1)
    except (EOFError, OSError, zlib.error):
        raise BadFileError("is damaged") from None
    if len(data) > MAX_BYTES:
        raise BadFileError(f"expands to more than {MAX_BYTES:,} bytes")
    return data


def _identity(data: bytes) -> str:
    found = _IDENTITY.search(data[:_HEAD].decode("utf-8", "replace"))
    return found[1] if found else ""


def _says(path: Path, identity: str) -> bool:
    """Whether a ledger is of this identity, by its first lines."""
    try:
        return path.is_file() and _identity(_head(path)) == identity
    except OSError:
        return False


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEAD)
