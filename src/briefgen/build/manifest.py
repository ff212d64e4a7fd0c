"""The manifest: what lies in the output folder, what it was made from, and the hash of each file. Described in
docs/manifest.md."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path, PurePosixPath
from typing import Any, Literal, cast, get_args

from briefgen.atomic import write_whole
from briefgen.build.inputs import Inputs
from briefgen.build.wanted import LeftOut
from briefgen.frozen import frozen
from briefgen.problems import Origin, Problem, ProblemsFoundError
from briefgen.stored import BadFileError, Node, read_bounded, read_json

NAME = "manifest.json"
VERSION = 2
EARLIER = 1
"""The version before, of which the files are known, but not what they were made from."""
MAX_BYTES = 256_000_000
"""A manifest has no more: some 100,000 files."""
FileRole = Literal["document", "review", "pack", "pdf"]
"""A document, its copy for review, its reference pack, its PDF."""


@frozen
class FoundProblem:
    """What the audit of a file found when it was written all the same."""

    severity: str
    """error or warning."""
    code: str
    """Its code: `briefgen explain CODE`."""
    place: str
    """The file."""
    message: str
    """What is wrong."""


@frozen
class AuditResult:
    """The result of the audit when a file was written."""

    found: int
    """Numerals in the file."""
    traced: int
    """Those that lead to a fact."""
    findings: int
    """How many problems there are."""
    exempt: tuple[tuple[str, int], ...] = ()
    """Those that need no source, by reason."""


@frozen
class BuiltFile:
    """One file of the output folder. What is not known, or does not apply, is empty and left out of the file."""

    path: str
    """Where it lies in the output folder."""
    sha256: str
    """Hash of its bytes."""
    brief: str
    """The brief it was made of."""
    subject: str
    """Id of what it is about."""
    kind: str
    """What that is: company, area or asset."""
    audience: str
    """Who may read it."""
    format: str
    """docx, pptx or xlsx; zip of a pack, pdf of a PDF."""
    period: str
    """The period it reports on."""
    as_of: str
    """The day it speaks from."""
    identity: str = ""
    """The id stored inside the file; a copy for review has that of its document."""
    role: FileRole = "document"
    """document, review (its copy for review) or pack (its reference pack)."""
    of: str = ""
    """Of a copy, pack or PDF: the path of its document."""
    name: str = ""
    """Name of the subject."""
    title: str = ""
    """Title of the document."""
    sheets: int = 0
    """How many slides, sheets or pages of a PDF it has; of a Word document only a program that sets pages knows."""
    size: int = 0
    """Its bytes."""
    ledger: str = ""
    """Hash of its ledger."""
    outline: str = ""
    """Hash of what was asked for: the brief with all its settings, the subject, the format."""
    content: str = ""
    """Hash of what it says, before it was written: words, values, facts, sources and the numbers of charts."""
    shown: str = ""
    """Hash of what the finished file shows: its texts, and the pixels of its pictures."""
    inputs: Inputs | None = None
    """What it was made from, as the key of an entry of `inputs`."""
    kept_for: Inputs | None = None
    """The inputs of a later build that found the same texts and pictures, and so kept it: as the key of an entry."""
    audit: AuditResult | None = None
    """What its audit found."""
    made_of: str = ""
    """Of a PDF: hash of the document that was printed."""
    made_with: str = ""
    """Of a PDF: the version of LibreOffice that printed it, and a part of the hash of the fonts."""
    problems: tuple[FoundProblem, ...] = ()
    """Problems that its audit found: it was written with --force."""
    changes: tuple[str, ...] = ()
    """Why it was written over an earlier one."""

    @property
    def current(self) -> Inputs | None:
        """The inputs for which it is the right file."""
        return self.kept_for or self.inputs


_TEXTS = tuple(f.name for f in fields(BuiltFile) if f.type == "str")
_NEEDED = ("path", "sha256", "brief", "subject", "kind", "audience", "format", "period", "as_of")


@frozen
class Build:
    """A build that made all it was asked for: asked again with the same inputs, there is nothing to do."""

    asked: str
    """Hash of the selection: briefs, subjects, formats, day, period, audience, charts, files for review."""
    period: str
    """The period."""
    as_of: str
    """The day."""
    inputs: Inputs
    """What it was made from, as the key of an entry of `inputs`."""
    files: tuple[str, ...]
    """Paths of the documents asked for, and of their files for review."""
    warnings: int = 0
    """How many warnings `briefgen check` gives."""
    left_out: tuple[LeftOut, ...] = ()
    """Documents of which too little is known, each with `subject` and `reason`; never a subject of which nothing is."""


@frozen
class Manifest:
    """What an output folder holds, and the builds that are up to date."""

    files: tuple[BuiltFile, ...] = ()
    builds: tuple[Build, ...] = ()

    def by_path(self) -> dict[str, BuiltFile]:
        """Each file by its path."""
        return {entry.path: entry for entry in self.files}


def read_manifest(output: Path) -> Manifest:
    """The manifest of an output folder, an empty one when it has none; ProblemsFoundError when it cannot be read."""
    path = output / NAME
    if not os.path.lexists(path):
        return Manifest()
    try:
        return from_json(read_bounded(path, MAX_BYTES))
    except BadFileError as error:
        hint = "remove it: the next build writes a new one"
        raise ProblemsFoundError([Problem(Origin(str(path)), "bad-manifest", f"the file {error}", hint)]) from None


def write_manifest(output: Path, manifest: Manifest) -> None:
    """Write the manifest. No clock: same files, same bytes."""
    write_whole(output / NAME, to_json(manifest), output)


# --- JSON --------------------------------------------------------------------------------------------------


def to_json(manifest: Manifest) -> bytes:
    """A manifest as JSON: one line for each file; inputs are listed once, and files point to them."""
    entries = sorted(manifest.files, key=lambda entry: entry.path)
    builds = sorted(manifest.builds, key=lambda build: (build.period, build.as_of, build.asked))
    named = [one for entry in entries for one in (entry.inputs, entry.kept_for) if one]
    named += [build.inputs for build in builds]
    ids = {one: one.id for one in dict.fromkeys(named)}
    made_from = [
        f"{_dump(id)}: {_dump(_inputs_json(one))}" for one, id in sorted(ids.items(), key=lambda item: item[1])
    ]
    parts = [
        f'  "version": {VERSION}',
        _block("inputs", made_from, "{}"),
        _block("builds", [_dump(_build_json(build, ids)) for build in builds], "[]"),
        _block("files", [_dump(_file_json(entry, ids)) for entry in entries], "[]"),
    ]
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode()


def _block(name: str, lines: list[str], around: str) -> str:
    inner = ",\n".join(f"    {line}" for line in lines)
    return f'  "{name}": {around[0]}\n{inner}\n  {around[1]}' if inner else f'  "{name}": {around}'


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _inputs_json(inputs: Inputs) -> dict[str, Any]:
    texts = {"texts": inputs.texts} if inputs.texts else {}
    hashes = {name: getattr(inputs, name) for name in ("dataset", "templates", "brand", "fonts", "program")}
    return hashes | texts | {"versions": dict(inputs.versions)}


def _build_json(build: Build, ids: Mapping[Inputs, str]) -> dict[str, Any]:
    left_out = [{"subject": one.subject, "reason": one.reason} for one in build.left_out]
    written = {field.name: getattr(build, field.name) for field in fields(build)}
    written |= {"inputs": ids[build.inputs], "left_out": left_out}
    return {name: value for name, value in written.items() if value or name == "files"}


def _file_json(entry: BuiltFile, ids: Mapping[Inputs, str]) -> dict[str, Any]:
    written = {field.name: getattr(entry, field.name) for field in fields(entry)}
    for name in ("inputs", "kept_for"):
        if written[name]:
            written[name] = ids[written[name]]
    if entry.audit:
        written["audit"] = _plain(entry.audit) | {"exempt": dict(entry.audit.exempt)}
    written["problems"] = list(map(_plain, entry.problems))
    return {name: value for name, value in written.items() if value or name in _NEEDED}


def _plain(part: AuditResult | FoundProblem) -> dict[str, Any]:
    return {field.name: getattr(part, field.name) for field in fields(part)}


def from_json(data: bytes) -> Manifest:
    """Read a manifest; BadFileError when it is none. Fields that are not known are passed over."""
    content = read_json(data)
    version = content.whole("version")
    if version == EARLIER:
        return Manifest(tuple(_file(item, {}) for item in content["files"]))
    if version != VERSION:
        raise BadFileError(f"has version {version}, not {VERSION}")
    known = {id: _inputs(node) for id, node in content["inputs"].items()}
    builds = (_build(item, known) for item in content.list("builds"))
    return Manifest(tuple(_file(item, known) for item in content["files"]), tuple(filter(None, builds)))


def _build(item: Node, known: Mapping[str, Inputs]) -> Build | None:
    inputs = known.get(item.text("inputs"))
    texts = {name: item.text(name) for name in ("asked", "period", "as_of")}
    left_out = tuple(LeftOut(one.text("subject"), one.text("reason")) for one in item.list("left_out"))
    paths, warnings = item["files"].texts(), item.whole("warnings", 0)
    return Build(**texts, inputs=inputs, files=paths, warnings=warnings, left_out=left_out) if inputs else None


def _inputs(item: Node) -> Inputs:
    hashes = {name: item.text(name) for name in ("dataset", "templates", "brand", "fonts", "program")}
    versions = tuple((name, node.said()) for name, node in item["versions"].items())
    return Inputs(**hashes, versions=versions, texts=item.text("texts", ""))


def _file(item: Node, known: Mapping[str, Inputs]) -> BuiltFile:
    texts = {name: item.text(name, None if name in _NEEDED else "") for name in _TEXTS}
    path = PurePosixPath(texts["path"])
    if path.is_absolute() or ".." in path.parts or "\0" in texts["path"] or not path.parts:
        raise BadFileError(f"is damaged: '{texts['path'][:80]}' is no file of this folder")
    role = item.text("role", "document")
    if role not in get_args(FileRole):
        raise BadFileError(f"is damaged: '{role[:80]}' is no role of a file")
    return BuiltFile(
        **texts,
        role=cast(FileRole, role),
        sheets=item.whole("sheets", 0),
        size=item.whole("size", 0),
        inputs=known.get(item.text("inputs", "")),
        kept_for=known.get(item.text("kept_for", "")),
        audit=_audit(item["audit"]) if "audit" in item else None,
        problems=tuple(_problem(one) for one in item.list("problems")),
        changes=item.list("changes").texts(),
    )


def _audit(item: Node) -> AuditResult:
    exempt = tuple((reason, node.number()) for reason, node in item["exempt"].items()) if "exempt" in item else ()
    return AuditResult(item.whole("found"), item.whole("traced"), item.whole("findings"), exempt)


def _problem(item: Node) -> FoundProblem:
    return FoundProblem(**{field.name: item.text(field.name) for field in fields(FoundProblem)})
