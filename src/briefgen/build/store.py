"""Results: what is made goes into the output folder whole, each document with its ledger, the manifest last."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

from briefgen.atomic import keep_names, remove_scratch
from briefgen.build.interrupts import Interrupts
from briefgen.build.job import Job, Made, Materials, beside
from briefgen.build.manifest import BuiltFile, read_manifest, write_manifest
from briefgen.ledger.ledger import ledger_path
from briefgen.ledger.store import without_ledger, write_traced
from briefgen.problems import Origin, Problem


class Store:
    """The output folder of a build that has it for itself, and the files written so far."""

    def __init__(self, output: Path, heard: Interrupts) -> None:
        self.output, self.heard = output, heard
        self.before = read_manifest(output)
        self.written: list[BuiltFile] = []
        self._without_ledger: tuple[Path, ...] = ()

    def taken(self, jobs: Iterable[Job]) -> Iterator[Problem]:
        """Documents whose place holds one of another brief or subject from an earlier build."""
        known = {entry.path: entry for entry in self.before}
        for job in jobs:
            entry, outline = known.get(job.path), job.outline
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
        copies = [(_copied(entry, ending, data), data) for ending, data in made.copies]
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
                write_manifest(self.output, self.before, self.written)
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
    return BuiltFile(
        path=job.path,
        sha256=hashlib.sha256(made.data).hexdigest(),
        brief=outline.brief.name,
        subject=outline.subject,
        kind=outline.kind,
        audience=outline.brief.audience,
        format=outline.format,
        period=materials.period.text,
        as_of=materials.as_of.isoformat(),
        dataset=materials.dataset.digest,
        briefgen=version("briefgen"),
        identity=made.identity,
    )


def _copied(entry: BuiltFile, ending: str, data: bytes) -> BuiltFile:
    """The entry of a file for review beside its document."""
    path, format = beside(entry.path, ending), ending.rpartition(".")[2]
    return replace(entry, path=path, sha256=hashlib.sha256(data).hexdigest(), format=format)
