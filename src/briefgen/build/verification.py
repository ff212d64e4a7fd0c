"""Verification: the output folder held against its manifest, and built again to see whether it gives the same bytes."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from briefgen.build.executors import Executor
from briefgen.build.gates import file_hash
from briefgen.build.inputs import folder_digest
from briefgen.build.job import Failure, Job, Made, Materials, Review, lost, make_document
from briefgen.build.manifest import NAME, BuiltFile, Manifest, read_manifest
from briefgen.build.pdf import made_with, no_printer, print_documents
from briefgen.build.prepare import prepare
from briefgen.build.store import copies_of, hash_of
from briefgen.build.wanted import Selection
from briefgen.document.document import ChartFormat
from briefgen.formats import PRINTED, endings, pdf_path
from briefgen.frozen import frozen
from briefgen.ledger import SUFFIX, ledger_path
from briefgen.office.package import NoOfficeFileError, Package, read_regular
from briefgen.office.passages import PACK
from briefgen.office.read import identity_of
from briefgen.problems import Origin, Problem, ProblemsFoundError
from briefgen.project import Project, SelectionError
from briefgen.values.dates import PartialDate, Period
from briefgen.writers.pdf.libreoffice import installed

if TYPE_CHECKING:
    from briefgen.verify.evidence import Evidence

Chosen = tuple[str, str, str]
"""A day, a period and, where the audience is not that of the brief, an audience."""
PDFS = tuple(pdf_path(f".{name}") for name in PRINTED)
"""How the names of PDFs end."""
Read = Callable[[Materials, Path], "Evidence | None"]


@frozen
class Verified:
    """How many files are as they were built, how many gave the same bytes again, and what is wrong with the others."""

    files: int
    problems: tuple[Problem, ...]
    rebuilt: int = 0


def listed(output: Path) -> Manifest:
    """The manifest of a folder; SelectionError when it has none."""
    if not os.path.lexists(output / NAME):
        raise SelectionError(f"there is no {NAME} in {output}; build first, or say where with --output")
    return read_manifest(output)


def verify_folder(output: Path) -> Verified:
    """Every file of a folder held against its manifest."""
    files = listed(output).files
    problems = [*(one for entry in files for one in _differences(output, entry)), *_foreign(output, files)]
    wrong = {problem.origin.path for problem in problems}
    whole = [entry for entry in files if str(output / entry.path) not in wrong]
    return Verified(len(whole), tuple(sorted(problems)))


def _differences(output: Path, entry: BuiltFile) -> Iterator[Problem]:
    path = output / entry.path
    for file, wanted in ((path, entry.sha256), (ledger_path(path), entry.ledger)):
        found = file_hash(file) if wanted else ""
        if wanted and not found:
            hint = "build it again; if it is not wanted any more, `briefgen clean` takes it out of the manifest"
            yield Problem(Origin(str(file)), "file-missing", "is in the manifest, and not in the folder", hint)
        elif wanted and found != wanted:
            hint = f"`briefgen audit {file}` says what was changed" if file == path else "build the document again"
            yield Problem(Origin(str(file)), "file-changed", "has other bytes than when it was built", hint)


def _foreign(output: Path, files: Iterable[BuiltFile]) -> Iterator[Problem]:
    known = {name for entry in files for name in (entry.path, f"{entry.path}{SUFFIX}")}
    for path in strangers(output, known):
        hint = "move it out of the folder; what briefgen made and does not make any more, `briefgen clean` removes"
        yield Problem(Origin(str(path)), "foreign-file", "is not in the manifest", hint)


def strangers(output: Path, known: set[str]) -> Iterator[Path]:
    """Documents, ledgers and packs in the output folder that are not known."""
    for path in sorted(output.glob("*/**/*")):
        name = path.relative_to(output).as_posix()
        hidden = any(part.startswith((".", "~")) for part in path.relative_to(output).parts)
        ours = path.suffix.lower() in endings() or path.name.endswith((SUFFIX, PACK, *PDFS))
        if ours and not hidden and name not in known and path.is_file():
            yield path


def against_manifest(path: Path, output: Path) -> Iterator[Problem]:
    """What the manifest of an output folder says of a file in it that a ledger beside it cannot know: that another
    build was laid over the one it lists, or that the ledger was changed."""
    try:
        name = path.resolve().relative_to(output.resolve()).as_posix()
        entry = read_manifest(output).by_path().get(name)
    except ValueError:  # it lies elsewhere
        return
    except ProblemsFoundError as error:
        yield from error.problems
        return
    if entry is None or (file_hash(path) == entry.sha256 and not entry.ledger):
        return
    if (identity := _identity(path)) not in ("", entry.identity):
        message = f"is of another build than the manifest lists: there it is {entry.identity[:17]}, as of {entry.as_of}"
        hint = "an older file was laid over it: build it again, or take the file of the manifest from a copy"
        yield Problem(Origin(str(path)), "older-build", f"{message}; the file is {identity[:17]}", hint)
    elif entry.ledger and file_hash(ledger_path(path)) not in ("", entry.ledger):
        hint = "build the document again"
        yield Problem(Origin(str(ledger_path(path))), "file-changed", "has other bytes than when it was built", hint)


def _identity(path: Path) -> str:
    try:
        return identity_of(Package(read_regular(path)))
    except NoOfficeFileError:  # the audit says so
        return ""


# --- built again -------------------------------------------------------------------------------------------


def rebuild(project: Project, executor: Executor, texts: Path | None, read: Read) -> Verified:
    """Every document of the manifest made again from the project as it is, in memory and without any cache, and held
    against the manifest."""
    files = listed(project.output).files
    copies: dict[str, dict[str, BuiltFile]] = defaultdict(dict)
    for entry in files:
        if entry.role in ("review", "pack"):
            copies[entry.of][entry.path] = entry
    problems: list[Problem] = []
    equal = 0
    for chosen, entries in _groups(files).items():
        for materials, jobs in _jobs(project, chosen, entries, problems):
            comparable = _comparable(project, materials, jobs, entries, problems)
            for reviewed in (False, True):
                some = [job for job in comparable if _is_reviewed(entries[job.path], copies[job.path]) is reviewed]
                review = Review(read(materials, texts) if texts else None) if reviewed else None
                work = partial(make_document, materials=materials, review=review, cached=False)
                with closing(executor.run(work, some)) as results:
                    for job, result in results:
                        if isinstance(result, str):
                            result = lost(job, project.templates, result, executor.seconds)
                        wanted = {job.path: entries[job.path]} | (copies[job.path] if reviewed else {})
                        found = list(_unequal(project, job, result, materials, wanted, texts))
                        problems += found
                        equal += 0 if found else len(wanted)
    wrong = {problem.origin.path for problem in problems}
    whole = {entry.path: entry for entry in files if str(project.output / entry.path) not in wrong}
    for entry in files:
        if entry.role == "pdf" and entry.of not in whole:
            problems.append(_other(project.output / entry.path, f"{entry.of} cannot"))
    printed = [entry for entry in files if entry.role == "pdf" and entry.of in whole]
    for found in _printed_again(project.output, printed, whole, executor):
        problems += found
        equal += 0 if found else 1
    return Verified(len(files), tuple(sorted(set(problems))), equal)


def _printed_again(
    output: Path, entries: Iterable[BuiltFile], documents: Mapping[str, BuiltFile], executor: Executor
) -> Iterator[list[Problem]]:
    """Of each PDF of documents that are as they were built, what is otherwise when it is printed again."""
    printer, comparable = installed(), dict[str, BuiltFile]()
    for entry in entries:
        document = documents[entry.of]
        if not printer:
            yield [no_printer(output)]
        elif entry.made_with != made_with(printer, document):
            yield [_other(output / entry.path, f"{made_with(printer, document)}, not {entry.made_with}")]
        elif entry.made_of != document.sha256:
            yield [_differs(output / entry.path, "is the PDF of another document")]
        else:
            comparable[entry.of] = entry
    for document, result in print_documents(output, [documents[path] for path in comparable], executor):
        entry = comparable[document.path]
        if isinstance(result, Problem):
            yield [result]
        elif hash_of(result) != entry.sha256:
            yield [_differs(output / entry.path, "has other bytes when it is printed again")]
        else:
            yield []


def _groups(files: Iterable[BuiltFile]) -> dict[Chosen, dict[str, BuiltFile]]:
    groups: dict[Chosen, dict[str, BuiltFile]] = defaultdict(dict)
    for entry in files:
        if entry.role == "document":
            folder = entry.path.split("/")[1] if entry.path.count("/") > 1 else entry.brief
            groups[entry.as_of, entry.period, "" if folder == entry.brief else entry.audience][entry.path] = entry
    return groups


def _jobs(
    project: Project, chosen: Chosen, entries: dict[str, BuiltFile], problems: list[Problem]
) -> Iterator[tuple[Materials, list[Job]]]:
    """The jobs of which documents were made, by the kind of charts they were asked for with; a document that the
    project does not make is a problem."""
    as_of, period, audience = chosen
    day = PartialDate.parse(as_of).start
    assert day is not None
    left = dict(entries)
    for charts in (None, *get_args(ChartFormat)):
        if not left:
            return
        subjects = tuple(dict.fromkeys(entry.subject for entry in left.values()))
        briefs = tuple(dict.fromkeys(entry.brief for entry in left.values()))
        selection = Selection(day, Period.parse(period), briefs, subjects, audience, (), charts)
        prepared = prepare(project, selection, none_is_fine=True)
        found = [job for job in prepared.jobs if job.path in left and left[job.path].outline == job.digest]
        for job in found:
            del left[job.path]
        yield prepared.materials, found
    for path in left:
        problems.append(_other(project.output / path, "the project does not ask for it any more, or otherwise"))


def _comparable(
    project: Project, materials: Materials, jobs: Iterable[Job], entries: dict[str, BuiltFile], problems: list[Problem]
) -> list[Job]:
    """The jobs of documents that were made from what the project is made of now."""
    comparable = []
    for job in jobs:
        made_from = entries[job.path].inputs
        if made_from == materials.inputs:
            comparable.append(job)
            continue
        why = list(materials.inputs.since(made_from)) if made_from else ["nobody knows from what it was made"]
        why += ["the data changed"] if made_from and made_from.dataset != materials.inputs.dataset else []
        problems.append(_other(project.output / job.path, "; ".join(why)))
    return comparable


def _other(path: Path, why: str) -> Problem:
    hint = "build it again from the project as it is, or verify it with the data, templates and versions of then"
    return Problem(Origin(str(path)), "other-inputs", f"cannot be built again as it was: {why}", hint)


def _is_reviewed(entry: BuiltFile, copies: dict[str, BuiltFile]) -> bool:
    return any(copy.identity == entry.identity for copy in copies.values())


def _unequal(
    project: Project, job: Job, result: Made | Failure | object, materials: Materials, wanted: dict[str, BuiltFile],
    texts: Path | None,
) -> Iterator[Problem]:  # fmt: skip
    """What is otherwise in a document made again."""
    if isinstance(result, Failure):
        yield from result.problems or (_differs(project.output / job.path, "cannot be made: a bug of briefgen"),)
        return
    assert isinstance(result, Made)
    made = {job.path: hash_of(result.data)} | {path: hash_of(data) for path, data in copies_of(job, result)}
    for path, entry in wanted.items():
        given = entry.inputs.texts if entry.inputs else ""
        if entry.role == "pack" and given != (folder_digest(texts) if texts else ""):
            yield _other(project.output / path, "it holds passages of texts; give their folder with --source-texts")
        elif made.get(path) != entry.sha256:
            yield _differs(project.output / path, "has other bytes when it is built again")
    if hash_of(result.ledger) != wanted[job.path].ledger:
        yield _differs(ledger_path(project.output / job.path), "has other bytes when it is built again")


def _differs(path: Path, message: str) -> Problem:
    hint = "somebody has changed it and the manifest, or this is a bug of briefgen: please report it"
    return Problem(Origin(str(path)), "not-reproduced", message, hint)
