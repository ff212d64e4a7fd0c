"""The gates: what need not be made again, and what was edited since it was made."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from briefgen.build.inputs import digest_of, folder_digest, inputs_of
from briefgen.build.lock import locked
from briefgen.build.manifest import NAME, Build, BuiltFile, read_manifest
from briefgen.build.wanted import Selection
from briefgen.dataset.files import data_digest
from briefgen.files import UnreadableError, hash_file, read_file
from briefgen.frozen import frozen
from briefgen.ledger import ledger_path
from briefgen.project import Project
from briefgen.writers.pdf.libreoffice import installed

_HEAD, _MOST = 4096, 300_000_000
_AT_ONCE = 32
"""Files that a thread looks at before it asks for more."""
Hashing = Callable[[Path], str]
"""What gives the hash of a file, as `file_hash` does."""
_HASH = re.compile(rb'"sha256": "([0-9a-f]{64})"')
_REVIEW = re.compile(rb'"review": "([0-9a-f]{64})"')


@frozen
class Asked:
    """What a build is asked for beside the inputs: a selection, and whether with files for reviewers; `texts` is the
    hash of the folder with texts of sources. With `pdf` also PDFs; `printer` is the version of LibreOffice, "" where it
    is missing."""

    selection: Selection
    review: bool = False
    texts: str = ""
    pdf: bool = False
    printer: str = ""

    @property
    def digest(self) -> str:
        """One hash of it."""
        printed = (f"pdf {self.printer}",) if self.pdf else ()
        return digest_of(repr(self.selection), repr(self.review), self.texts, *printed)


def asked_for(selection: Selection, review: bool, texts: Path | None, pdf: bool = False) -> Asked:
    """What is asked for."""
    return Asked(selection, review, folder_digest(texts) if texts else "", pdf, installed() if pdf else "")


def nothing_to_do(project: Project, asked: Asked, waiting: Callable[[str], None] | None = None) -> Build | None:
    """The build that made what is asked for from the same inputs, if all its files are still as it left them. Nothing
    is loaded for it: files are only hashed. LockedError when another build writes into the output folder."""
    if not (project.output / NAME).is_file():
        return None
    with locked(project.output, waiting):
        return _before(project.output, asked, project)


def _before(output: Path, asked: Asked, project: Project) -> Build | None:
    manifest = read_manifest(output)
    before = next((build for build in manifest.builds if build.asked == asked.digest), None)
    if before is None:
        return None
    dataset = data_digest(project.data, str(project.data))
    if dataset != before.inputs.dataset or inputs_of(dataset, project.templates) != before.inputs:
        return None
    known = manifest.by_path()
    entries = [known[path] for path in before.files if path in known]
    if len(entries) < len(before.files) or not all(stands(entry, before) for entry in entries):
        return None
    return before if all_whole(output, entries) else None


def stands(entry: BuiltFile, build: Build) -> bool:
    """Whether a file is still that of a build."""
    current = replace(entry.current, texts="") if entry.current else None
    return current == build.inputs and entry.as_of == build.as_of and not entry.problems


def all_whole(output: Path, entries: Iterable[BuiltFile]) -> bool:
    """Whether files and their ledgers are as they were written."""
    every = list(entries)
    parts = [every[start : start + _AT_ONCE] for start in range(0, len(every), _AT_ONCE)]
    with ThreadPoolExecutor(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 2) as pool:
        return all(pool.map(lambda part: all(is_whole(output, entry, file_hash) for entry in part), parts))


def is_whole(output: Path, entry: BuiltFile, hashed: Hashing) -> bool:
    """Whether a file and its ledger are as they were written."""
    path = output / entry.path
    return hashed(path) == entry.sha256 and (not entry.ledger or hashed(ledger_path(path)) == entry.ledger)


def file_hash(path: Path) -> str:
    """The hash of a file; "" where there is none that can be read."""
    try:
        return "" if path.is_symlink() else hash_file(path)  # a link is none of ours: it is replaced, never followed
    except UnreadableError:
        return ""


def edited(
    output: Path, path: str, copies: Iterable[str], known: Mapping[str, BuiltFile], hashed: Hashing
) -> Iterator[str]:
    """Of a document and its copies those that somebody changed since they were written. What a killed build left is
    none: its ledger has the hash of it, or is missing."""
    document = output / path
    own = hashed(document)
    if not own:
        return
    if path not in known or own != known[path].sha256:
        ledger = _head(ledger_path(document))
        if ledger and own != _stored(_HASH, ledger):
            yield path
        return
    for copy in copies:
        found = hashed(output / copy)
        if copy in known and found not in ("", known[copy].sha256, _stored(_REVIEW, _head(ledger_path(document)))):
            yield copy


def _stored(wanted: re.Pattern[bytes], ledger: bytes) -> str:
    found = wanted.search(ledger)
    return found[1].decode() if found else ""


def _head(path: Path) -> bytes:
    try:
        return b"" if path.is_symlink() else read_file(path, _MOST)[:_HEAD]
    except UnreadableError:
        return b""


def surviving(builds: Iterable[Build], files: Mapping[str, BuiltFile], now: Build | None) -> tuple[Build, ...]:
    """The builds whose files are all still theirs, with the one of now in the place of its like."""
    kept = {build.asked: build for build in builds if all(p in files and stands(files[p], build) for p in build.files)}
    if now is not None:
        kept[now.asked] = now
    return tuple(kept.values())
