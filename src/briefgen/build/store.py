"""Results: what is made goes into the output folder whole, each document with its ledger, the manifest last."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from briefgen.atomic import keep_names, remove_scratch
from briefgen.audit.audited import Audited
from briefgen.build.interrupts import Interrupts
from briefgen.build.job import Job, Made, Materials, beside
from briefgen.build.manifest import AuditResult, BuiltFile, FileRole, FoundProblem, read_manifest, write_manifest
from briefgen.ledger.ledger import ledger_path
from briefgen.ledger.store import without_ledger, write_traced
from briefgen.problems import Origin, Problem
from briefgen.view import Subject


class Store:
    """The output folder of a build that has it for itself, and the files written so far."""

    def __init__(self, output: Path, heard: Interrupts, texts: str = "") -> None:
        self.output, self.heard, self.texts = output, heard, texts
        self.before = read_manifest(output).by_path()
        self.written: list[BuiltFile] = []
        self._without_ledger: tuple[Path, ...] = ()

    def taken(self, jobs: Iterable[Job]) -> Iterator[Problem]:
        """Documents whose place holds one of another brief or subject from an earlier build."""
        for job in jobs:
            entry, outline = self.before.get(job.path), job.outline
            made_of = (outline.brief.name, outline.kind, outline.subject)
            if entry and (entry.brief, entry.kind, entry.subject) != made_of and (self.output / job.path).is_file():
                message = f"holds the document of brief '{entry.brief}' for the {entry.kind} '{entry.subject}'"
                hint = f"remove it, or give another --output: brief '{outline.brief.name}' would be written over it"
                yield Problem(Origin(str(self.output / job.path)), "same-path", message, hint)

    def clear(self) -> None:
        """Remove what a killed build left half written, and look what it left without a ledger."""
        remove_scratch(self.output)
        self._without_ledger = tuple(without_ledger(self.output))

    def put(self, job: Job, made: Made, materials: Materials) -> tuple[Path, ...]:
        """Write a document, its ledger and its files for review; where the document and those files lie now."""
        target = self.output / job.path
        entry = _entry(job, made, materials)
        copies = list(_copies(job, made, entry, self.texts))
        with self.heard.later():
            more = {self.output / copy.path: data for copy, data in copies}
            write_traced(self.output, target, made.data, made.ledger, more)
            self.written += [entry, *(copy for copy, _ in copies)]
        return (target, *more)

    def list_written(self) -> None:
        """Write the manifest, when the files that it lists will last."""
        if self.written:
            with self.heard.later():
                keep_names((self.output / entry.path).parent for entry in self.written)
                kept = (entry for path, entry in self.before.items() if (self.output / path).is_file())
                write_manifest(self.output, ({entry.path: entry for entry in (*kept, *self.written)}).values())
                keep_names([self.output])

    def unfinished(self) -> Iterator[tuple[Path, Problem | None]]:
        """Documents that had no ledger when the build began: with a problem if they still have none."""
        for path in self._without_ledger:
            if ledger_path(path).exists():
                yield path, None
            elif path.exists():
                hint = "build it again; if it is none of briefgen's, move it out of the folder"
                yield path, Problem(Origin(str(path)), "no-ledger", "there is no ledger beside it", hint, "warning")


def _entry(job: Job, made: Made, materials: Materials) -> BuiltFile:
    outline = job.outline
    subject = materials.view(outline.brief.audience).find(outline.kind, outline.subject)
    return BuiltFile(
        path=job.path,
        sha256=_hash(made.data),
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
        ledger=_hash(made.ledger),
        outline=job.digest,
        content=made.content,
        shown=made.shown,
        inputs=materials.inputs,
        audit=_audit_result(made.audits[0]),
        problems=_problems(made.audits[0]),
    )


def _copies(job: Job, made: Made, entry: BuiltFile, texts: str) -> Iterator[tuple[BuiltFile, bytes]]:
    """The entries of the files for review beside a document."""
    roles: tuple[FileRole, ...] = ("review", "pack")
    for number, ((ending, data), role) in enumerate(zip(made.copies, roles, strict=False), 1):
        audited = made.audits[number] if number < len(made.audits) else None
        inputs = replace(entry.inputs, texts=texts) if entry.inputs and role == "pack" else entry.inputs
        yield replace(
            entry, path=beside(job.path, ending), sha256=_hash(data), format=ending.rpartition(".")[2], role=role,
            of=job.path, size=len(data), sheets=entry.sheets if role == "review" else 0, ledger="", shown="",
            inputs=inputs, audit=None, problems=_problems(audited) if audited else (), changes=(),
        ), data  # fmt: skip


def _audit_result(audit: Audited) -> AuditResult:
    found = audit.coverage
    return AuditResult(found.found, found.traced, len(audit.problems), tuple(sorted(found.exempt.items())))


def _problems(audit: Audited) -> tuple[FoundProblem, ...]:
    found = sorted(set(audit.problems))
    return tuple(FoundProblem(one.severity, one.code, str(one.origin), one.message) for one in found)


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
