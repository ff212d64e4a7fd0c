"""Writing the portal: what the output folder holds, held against what is remembered of it, becomes one page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from briefgen.atomic import write_together
from briefgen.brand.brand import Brand
from briefgen.build.manifest import BuiltFile, read_manifest
from briefgen.portal import NAME
from briefgen.portal.documents import Document, Link, accessibility_of, audit_of, link, mark_of, names_in, state_of
from briefgen.portal.extract import DamagedError, extract_of
from briefgen.portal.first_pages import first_page
from briefgen.portal.memory import NAME as MEMORY
from briefgen.portal.memory import Memory, read_memory
from briefgen.portal.numbers import Numbers
from briefgen.portal.page import GENERATOR, Portal, made_by, page

_HEAD = 4096
_ROLES = {"review": "copy for review", "pack": "reference pack", "pdf": "PDF"}
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
    entries = read_manifest(output).files
    documents = [entry for entry in entries if entry.role == "document"]
    if not documents:
        return None
    before = read_memory(output)
    remembered = before.after({entry.path: mark_of(entry) for entry in documents})
    states = {entry.path: state_of(output / entry.path, entry) for entry in documents}
    looked: dict[str, tuple[str, ...]] = {}
    if look:
        fresh = [one for one in documents if not states[one.path] and one.sha256 not in remembered.looked]
        found = dict(look([output / one.path for one in fresh]))
        looked = {one.sha256: found[output / one.path] for one in fresh if output / one.path in found}
    remembered = remembered.with_looked(looked, (one.sha256 for one in documents))
    shown = (repr(replace(entry, inputs=None, kept_for=None, outline="", content="")) for entry in entries)
    pictures = {entry.path: first_page(output, entry) for entry in documents}
    drawn = (sha256(picture).hexdigest() for picture in pictures.values())
    made_from = _digest(*shown, *states.values(), *drawn, made_by(brand))
    if not look and place.exists() and made_from == before.made_from:
        return place
    remembered = replace(remembered, made_from=made_from)
    copies = [entry for entry in entries if entry.role != "document"]
    html = page(_portal(output, copies, documents, remembered, states, pictures), brand)
    write_together({output / MEMORY: remembered.to_json(), place: html.encode()}, inside=output)
    return place


def _is_ours(place: Path) -> bool:
    try:
        with place.open("rb") as file:
            return f'content="{GENERATOR}"'.encode() in file.read(_HEAD)
    except OSError:
        return False


def _portal(
    output: Path,
    copies: Iterable[BuiltFile],
    documents: Iterable[BuiltFile],
    memory: Memory,
    states: dict[str, str],
    pictures: dict[str, bytes],
) -> Portal:
    beside: dict[str, list[Link]] = {}
    for copy in copies:
        beside.setdefault(copy.of, []).append(Link(_ROLES[copy.role], link(copy.path)))
    numbers, rows, without = Numbers(), list[Document](), list[str]()
    ordered = sorted(documents, key=lambda entry: entry.path)
    for entry in sorted(ordered, key=lambda entry: (entry.as_of, entry.period), reverse=True):
        names: dict[str, tuple[str, ...]] = {entry.kind: (entry.name,)} if entry.name else {}
        try:
            extract = extract_of(output / entry.path)
            names |= names_in(extract.names, entry.kind, entry.subject)
            numbers.add(len(rows), extract)
        except DamagedError:
            without.append(entry.path)
        row = Document(
            path=entry.path,
            mark=mark_of(entry),
            title=entry.title or f"{entry.subject}: {entry.brief}",
            brief=entry.brief,
            format=entry.format,
            audience=entry.audience,
            period=entry.period,
            as_of=entry.as_of,
            names=tuple(names.items()),
            change=memory.change(entry.path),
            why=entry.changes,
            state=states[entry.path],
            audit=audit_of(entry),
            accessibility=accessibility_of(memory.looked.get(entry.sha256)),
            copies=tuple(beside.get(entry.path, ())),
            picture=pictures[entry.path],
        )
        rows.append(row)
    return Portal(tuple(rows), numbers, memory.gone, tuple(without))


def _digest(*parts: str) -> str:
    whole = sha256()
    for part in parts:
        data = part.encode()
        whole.update(len(data).to_bytes(8, "big") + data)
    return whole.hexdigest()
