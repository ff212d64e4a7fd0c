"""Writing the portal: what the output folder holds, held against what is remembered of it, becomes one page."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from briefgen.atomic import write_together
from briefgen.brand.brand import Brand
from briefgen.build.manifest import NAME as MANIFEST
from briefgen.build.manifest import BuiltFile, read_manifest
from briefgen.formats import FORMATS
from briefgen.ledger.ledger import MAX_BYTES, ledger_path
from briefgen.office.passages import REVIEW
from briefgen.portal.documents import Document, Link, accessibility_of, audit_of, link, mark_of, names_in, state_of
from briefgen.portal.memory import NAME as MEMORY
from briefgen.portal.memory import Memory, read_memory
from briefgen.portal.numbers import DamagedError, Numbers
from briefgen.portal.page import GENERATOR, Portal, made_by, page
from briefgen.stored import BadFileError, read_bounded

NAME = "index.html"
_HEAD = 4096
Look = Callable[[Sequence[Path]], Iterable[tuple[Path, tuple[str, ...]]]]
"""Looks at files for readers who listen, enlarge or see no colours: each with its problems."""


class NotOursError(Exception):
    """Another page has the name of ours."""


def write_portal(output: Path, brand: Brand, look: Look | None = None) -> Path | None:
    """Write the page of an output folder, nothing when it lists no document; NotOursError when another page lies there.

    With `look`, files are looked at that nobody looked at before; else a page that is up to date is left as it is.
    """
    place = output / NAME
    if place.exists() and not _is_ours(place):
        raise NotOursError(f"{place} is no page of briefgen, so it is left as it is")
    entries = read_manifest(output)
    documents = [entry for entry in entries if _document_of(entry) is None]
    if not documents:
        return None
    before = read_memory(output)
    remembered = before.after({entry.path: mark_of(entry) for entry in documents})
    states = {entry.path: state_of(output / entry.path, entry) for entry in documents}
    if look:
        fresh = [one for one in documents if not states[one.path] and one.sha256 not in remembered.looked]
        found = dict(look([output / one.path for one in fresh]))
        looked = {one.sha256: found[output / one.path] for one in fresh if output / one.path in found}
        remembered = remembered.with_looked(looked, (one.sha256 for one in documents))
    made_from = _digest((output / MANIFEST).read_bytes(), *map(str, states.values()), made_by(brand))
    if not look and place.exists() and made_from == before.made_from:
        return place
    remembered = replace(remembered, made_from=made_from)
    html = page(_portal(output, entries, documents, remembered, states), brand)
    write_together({output / MEMORY: remembered.to_json(), place: html.encode()}, inside=output)
    return place


def _is_ours(place: Path) -> bool:
    try:
        with place.open("rb") as file:
            return f'content="{GENERATOR}"'.encode() in file.read(_HEAD)
    except OSError:
        return False


def _portal(
    output: Path, entries: Iterable[BuiltFile], documents: Iterable[BuiltFile], memory: Memory, states: Mapping[str, str]
) -> Portal:
    copies: dict[str, list[Link]] = {}
    for entry in entries:
        if of := _document_of(entry):
            label = "copy for review" if entry.path.rpartition(".")[0].endswith(REVIEW) else "reference pack"
            copies.setdefault(of, []).append(Link(label, link(entry.path)))
    numbers, rows, without = Numbers(), [], []
    ordered = sorted(documents, key=lambda entry: entry.path)
    for entry in sorted(ordered, key=lambda entry: (entry.as_of, entry.period), reverse=True):
        title, names = f"{entry.subject}: {entry.brief}", {}
        try:
            ledger = _ledger(output / entry.path)
            names = names_in(ledger, entry.kind, entry.subject)
            title = str(ledger["title"])
            numbers.add(len(rows), ledger)
        except DamagedError:
            without.append(entry.path)
        rows.append(
            Document(
                path=entry.path, mark=mark_of(entry), title=title, kind=entry.kind, brief=entry.brief,
                format=entry.format, audience=entry.audience, period=entry.period, as_of=entry.as_of,
                names=tuple(names.items()), change=memory.change(entry.path),
                why=tuple(getattr(entry, "changes", ())), state=states[entry.path], audit=audit_of(entry),
                accessibility=accessibility_of(memory.looked.get(entry.sha256)),
                copies=tuple(copies.get(entry.path, ())),
            )
        )  # fmt: skip
    return Portal(tuple(rows), numbers, memory.gone, tuple(without))


def _ledger(path: Path) -> Any:
    """The ledger of a document as it is stored."""
    try:
        ledger = json.loads(read_bounded(ledger_path(path), MAX_BYTES))
    except (BadFileError, RecursionError, ValueError) as error:
        raise DamagedError from error
    if not isinstance(ledger, dict) or "title" not in ledger:
        raise DamagedError
    return ledger


def _document_of(entry: BuiltFile) -> str | None:
    """The document that a file for review lies beside; None for a document."""
    base, _, ending = entry.path.rpartition(".")
    if ending == "zip":
        return base.rpartition(".")[0]
    return f"{base.removesuffix(REVIEW)}.{ending}" if base.endswith(REVIEW) and ending in FORMATS else None


def _digest(*parts: bytes | str) -> str:
    whole = sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        whole.update(len(data).to_bytes(8, "big") + data)
    return whole.hexdigest()
