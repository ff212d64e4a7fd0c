"""Results: what is made goes into the output folder whole, each document with its ledger, the manifest last."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from briefgen.atomic import keep_names, remove_scratch, write_whole
from briefgen.audit.audited import Audited
from briefgen.build.gates import Asked, Hashing, edited, file_hash, is_whole, surviving
from briefgen.build.interrupts import Interrupts
from briefgen.build.job import Job, Made, Materials, beside, copy_endings
from briefgen.build.manifest import (
    AuditResult,
    Build,
    BuiltFile,
    FileRole,
    FoundProblem,
    Manifest,
    read_manifest,
    to_json,
    write_manifest,
)
from briefgen.build.pdf import proves_itself
from briefgen.formats import PRINTED, pdf_path
from briefgen.ledger import ledger_path
from briefgen.ledger.store import without_ledger, write_traced
from briefgen.problems import Origin, Problem
from briefgen.view import Subject


class Store:
    """The output folder of a build that has it for itself: the files that are there, and those written so far; `dry`
    writes nothing."""

    def __init__(self, output: Path, heard: Interrupts, asked: Asked, *, dry: bool = False) -> None:
        self.output, self.heard, self.asked, self.dry = output, heard, asked, dry
        self.before = read_manifest(output)
        self.known = self.before.by_path()
        self.written: list[BuiltFile] = []
        self._without_ledger: tuple[Path, ...] = ()

    def taken(self, jobs: Iterable[Job]) -> Iterator[Problem]:
        """Documents whose place holds one of another brief or subject from an earlier build."""
        for job in jobs:
            entry, outline = self.known.get(job.path), job.outline
            made_of = (outline.brief.name, outline.kind, outline.subject)
            if entry and (entry.brief, entry.kind, entry.subject) != made_of and (self.output / job.path).is_file():
                message = f"holds the document of brief '{entry.brief}' for the {entry.kind} '{entry.subject}'"
                hint = f"remove it, or give another --output: brief '{outline.brief.name}' would be written over it"
                yield Problem(Origin(str(self.output / job.path)), "same-path", message, hint)

    def clear(self) -> None:
        """Remove what a killed build left half written, and look what it left without a ledger."""
        if not self.dry:
            remove_scratch(self.output)
            self._without_ledger = tuple(without_ledger(self.output))

    # --- what is there already -----------------------------------------------------------------------------------

    def there(self, job: Job, *, forced: bool) -> tuple[tuple[Problem, ...], tuple[BuiltFile, ...]]:
        """Files of a document that people changed since they were written, unless what they wrote is `forced` away; and
        the entries of all of its files where none was. Each file is looked at once."""
        hashed = cache(file_hash)
        changed = () if forced else tuple(self._edited(job, hashed))
        return changed, () if changed else self._entries(job, hashed)

    def _entries(self, job: Job, hashed: Hashing) -> tuple[BuiltFile, ...]:
        """The entries of a document and, where they are asked for, of its files for review, if all are there as they
        were written; none otherwise."""
        paths = (job.path, *self._copies(job))
        found = tuple(self.known[path] for path in paths if path in self.known)
        return found if len(found) == len(paths) and all(is_whole(self.output, one, hashed) for one in found) else ()

    def is_current(self, job: Job, entries: Iterable[BuiltFile], materials: Materials) -> bool:
        """Whether nothing that a document is made from is otherwise than for its files."""
        for entry in entries:
            texts = self.asked.texts if entry.role == "pack" else ""
            inputs, day = replace(materials.inputs, texts=texts), materials.as_of.isoformat()
            if entry.current != inputs or entry.outline != job.digest or entry.as_of != day or entry.problems:
                return False
        return True

    def _edited(self, job: Job, hashed: Hashing) -> Iterator[Problem]:
        """Files in the place of a document, or of its files for review, that people changed since they were written."""
        documents = edited(self.output, job.path, self._copies(job), self.known, hashed)
        for path in (*documents, *self._edited_pdf(job)):
            message = "was edited since it was built, and is kept as it is"
            hint = "move it out of the folder, or build with --force, which writes over it"
            yield Problem(Origin(str(self.output / path)), "edited-by-hand", message, hint)

    def _edited_pdf(self, job: Job) -> Iterator[str]:
        """The PDF of a document if it is asked for and what lies in its place is not as a build wrote it."""
        path = pdf_path(job.path)
        place = self.output / path
        if self.asked.pdf and job.outline.format in PRINTED and place.exists() and not self._is_own_pdf(path):
            yield path

    def _is_own_pdf(self, path: str) -> bool:
        place, entry = self.output / path, self.known.get(path)
        return (entry is not None and file_hash(place) == entry.sha256) or proves_itself(place)

    def _copies(self, job: Job) -> tuple[str, ...]:
        return (
            tuple(beside(job.path, ending) for ending in copy_endings(job.outline.format)) if self.asked.review else ()
        )

    # --- what is made ----------------------------------------------------------------------------------------------

    def put(self, job: Job, made: Made, materials: Materials, why: tuple[str, ...] = ()) -> tuple[Path, ...]:
        """Write a document, its ledger and its files for review; where the document and those files lie now. The PDF
        of the document before is gone then."""
        target = self.output / job.path
        entry = entry_of(job, made, materials, why)
        before = self.known.get(job.path)
        if before and (before.sha256, before.ledger) == (entry.sha256, entry.ledger):  # put back as it was
            entry = replace(entry, changes=before.changes)
        copies = list(_copies(job, made, entry, self.asked.texts))
        more = {self.output / copy.path: data for copy, data in copies}
        pdf = pdf_path(job.path)
        known_pdf = self.known.get(pdf)
        goes = known_pdf is None or known_pdf.made_of != entry.sha256
        gone = [self.output / pdf] if goes and (self.output / pdf).exists() and self._is_own_pdf(pdf) else []
        with self.heard.later():
            if not self.dry:
                write_traced(self.output, target, made.data, made.ledger, more, gone)
            if goes:
                self.known.pop(pdf, None)
            self.written += [entry, *(copy for copy, _ in copies)]
            self.known |= {one.path: one for one in (entry, *(copy for copy, _ in copies))}
        return (target, *more)

    def put_pdf(self, entry: BuiltFile, data: bytes) -> Path:
        """Write the PDF of a document; where it lies now."""
        place = self.output / entry.path
        with self.heard.later():
            if not self.dry:
                write_whole(place, data, self.output)
            self.written.append(entry)
            self.known[entry.path] = entry
        return place

    def keep(self, entries: Iterable[BuiltFile], **now: Any) -> None:
        """Files that are right as they are, and what is known of them now."""
        self.known |= {entry.path: replace(entry, **now) for entry in entries}

    def is_same(self, job: Job, made: Made, entries: tuple[BuiltFile, ...]) -> bool:
        """Whether what was made is what is there."""
        there = {entry.path: entry.sha256 for entry in entries}
        copies = {path: hash_of(data) for path, data in copies_of(job, made)}
        return there == {job.path: hash_of(made.data)} | copies and entries[0].ledger == hash_of(made.ledger)

    def list_written(self, build: Build | None) -> None:
        """Write the manifest, when the files that it lists will last; `build` is the one of now if it made all."""
        files = {path: entry for path, entry in self.known.items() if (self.output / path).is_file()}
        manifest = Manifest(tuple(files.values()), surviving(self.before.builds, files, build))
        if self.dry or not files or to_json(manifest) == to_json(self.before):
            return
        with self.heard.later():
            keep_names((self.output / entry.path).parent for entry in self.written)
            write_manifest(self.output, manifest)
            keep_names([self.output])

    def unfinished(self) -> Iterator[tuple[Path, Problem | None]]:
        """Documents that had no ledger when the build began: with a problem if they still have none."""
        for path in self._without_ledger:
            if ledger_path(path).exists():
                yield path, None
            else:
                hint = "build it again; if it is none of briefgen's, move it out of the folder"
                yield path, Problem(Origin(str(path)), "no-ledger", "there is no ledger beside it", hint, "warning")


def entry_of(job: Job, made: Made, materials: Materials, why: tuple[str, ...] = ()) -> BuiltFile:
    """What the manifest says of a document."""
    outline = job.outline
    subject = materials.view(outline.brief.audience).find(outline.kind, outline.subject)
    return BuiltFile(
        path=job.path,
        sha256=hash_of(made.data),
        brief=outline.brief.name,
        subject=outline.subject,
        kind=outline.kind,
        audience=outline.brief.audience,
        format=outline.format,
        period=materials.period.text,
        as_of=materials.as_of.isoformat(),
        identity=made.identity,
        name=str(subject.name) if isinstance(subject, Subject) else "",
        title=made.title,
        sheets=made.sheets,
        size=len(made.data),
        ledger=hash_of(made.ledger),
        outline=job.digest,
        content=made.content,
        shown=made.shown,
        inputs=materials.inputs,
        audit=_audit_result(made.audits[0]),
        problems=_problems(made.audits[0]),
        changes=why,
    )


def _copies(job: Job, made: Made, entry: BuiltFile, texts: str) -> Iterator[tuple[BuiltFile, bytes]]:
    """The entries of the files for review beside a document."""
    roles: tuple[FileRole, ...] = ("review", "pack")
    for number, ((ending, data), role) in enumerate(zip(made.copies, roles, strict=False), 1):
        audited = made.audits[number] if number < len(made.audits) else None
        inputs = replace(entry.inputs, texts=texts) if entry.inputs and role == "pack" else entry.inputs
        yield replace(
            entry, path=beside(job.path, ending), sha256=hash_of(data), format=ending.rpartition(".")[2], role=role,
            of=job.path, size=len(data), sheets=entry.sheets if role == "review" else 0, ledger="", shown="",
            inputs=inputs, audit=None, problems=_problems(audited) if audited else (), changes=(),
        ), data  # fmt: skip


def _audit_result(audit: Audited) -> AuditResult:
    found = audit.coverage
    return AuditResult(found.found, found.traced, len(audit.problems), tuple(sorted(found.exempt.items())))


def _problems(audit: Audited) -> tuple[FoundProblem, ...]:
    found = sorted(set(audit.problems))
    return tuple(FoundProblem(one.severity, one.code, str(one.origin), one.message) for one in found)


def copies_of(job: Job, made: Made) -> Iterator[tuple[str, bytes]]:
    """The files for review beside a document, by their paths."""
    return ((beside(job.path, ending), data) for ending, data in made.copies)


def hash_of(data: bytes) -> str:
    """The hash of bytes."""
    return hashlib.sha256(data).hexdigest()
