"""Cleaning: files that briefgen made and does not make any more, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import takewhile
from pathlib import Path

from briefgen.audit.files import open_file
from briefgen.build.gates import file_hash
from briefgen.build.manifest import BuiltFile, Manifest, write_manifest
from briefgen.build.pdf import proves_itself
from briefgen.build.prepare import prepare
from briefgen.build.verification import PDFS, listed, strangers
from briefgen.build.wanted import Selection
from briefgen.frozen import frozen
from briefgen.ledger import SUFFIX
from briefgen.ledger.store import retire
from briefgen.office.passages import PACK
from briefgen.problems import Problem
from briefgen.project import Project
from briefgen.values.dates import PartialDate, Period


@frozen
class Orphan:
    """A file that is not made any more, and why; `kept` says why it is not removed all the same."""

    path: str
    why: str
    kept: str = ""

    def __str__(self) -> str:
        return f"{self.path}: {self.why}{f'; kept, as {self.kept}' if self.kept else ''}"


def orphans(project: Project) -> tuple[Orphan, ...]:
    """Files of the manifest that the project does not make any more, and files of briefgen that are not in it."""
    manifest = listed(project.output)
    gone = {entry.path: why for entry, why in _not_made(project, manifest)}
    found = [_orphan(project.output, entry, gone[entry.of or entry.path]) for entry in manifest.files
             if (entry.of or entry.path) in gone]  # fmt: skip
    known = {name for entry in manifest.files for name in (entry.path, f"{entry.path}{SUFFIX}")}
    return tuple(sorted([*found, *_unlisted(project.output, known)], key=lambda one: one.path))


def remove(project: Project, found: Iterable[Orphan]) -> int:
    """Remove orphans with their ledgers, which are kept with those of earlier builds; how many were removed."""
    removed = [one for one in found if not one.kept]
    for one in removed:
        retire(project.output, project.output / one.path)
        for folder in takewhile(lambda place: place != project.output, (project.output / one.path).parents):
            with suppress(OSError):  # something else is in it
                folder.rmdir()
    paths = {one.path for one in removed}
    manifest = listed(project.output)
    files = tuple(entry for entry in manifest.files if entry.path not in paths)
    builds = tuple(build for build in manifest.builds if paths.isdisjoint(build.files))
    write_manifest(project.output, Manifest(files, builds))
    return len(removed)


def _not_made(project: Project, manifest: Manifest) -> Iterator[tuple[BuiltFile, str]]:
    """Documents that the project does not make on their day for their audience, and those whose file is gone."""
    made: dict[tuple[str, str, str], set[str]] = {}
    for entry in manifest.files:
        if entry.role != "document":
            continue
        folder = entry.path.split("/")[1] if entry.path.count("/") > 1 else entry.brief
        chosen = (entry.as_of, entry.period, "" if folder == entry.brief else entry.audience)
        if chosen not in made:
            made[chosen] = _paths(project, *chosen)
        if entry.path not in made[chosen]:
            yield (
                entry,
                f"the project makes no {entry.brief} of {entry.kind} {entry.subject} as of {entry.as_of} any more",
            )
        elif not (project.output / entry.path).exists():
            yield entry, "is in the manifest, and not in the folder"


def _paths(project: Project, as_of: str, period: str, audience: str) -> set[str]:
    """All that the project can make."""
    day = PartialDate.parse(as_of).start
    assert day is not None
    selection = Selection(day, Period.parse(period), audience=audience)
    prepared = prepare(project, selection, none_is_fine=True)
    thin = {one.subject for one in prepared.left_out if one.is_document}
    return {job.path for job in prepared.jobs} | thin


def _orphan(output: Path, entry: BuiltFile, why: str) -> Orphan:
    found = file_hash(output / entry.path)
    return Orphan(entry.path, why, "it was edited since it was built" if found not in ("", entry.sha256) else "")


def _unlisted(output: Path, known: set[str]) -> Iterator[Orphan]:
    """Files of briefgen that are not in the manifest, if it can be proved that they are as briefgen wrote them."""
    why = "was made by briefgen and is not in the manifest"
    for path in strangers(output, known):
        name = path.relative_to(output).as_posix()
        document = path.with_name(path.name.removesuffix(SUFFIX).removesuffix(PACK))
        if path.name.endswith(SUFFIX):
            if not document.exists():
                yield Orphan(name, "is the ledger of a document that is not there")
        elif path.name.endswith(PDFS):
            if proves_itself(path):
                yield Orphan(name, why)
        elif not path.name.endswith(PACK):
            opened = open_file(path, output)
            if not isinstance(opened, Problem):
                yield Orphan(name, why, "it was edited since it was built" if opened.changed else "")
