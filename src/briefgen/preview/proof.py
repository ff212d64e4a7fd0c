"""A proof: one finished document as its reader sees it, sheet by sheet, with its text and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from briefgen.accessibility import check_accessibility
from briefgen.accessibility.slide_shapes import FURNITURE, items_of, slides_of
from briefgen.briefs.check import check_templates
from briefgen.briefs.outline import Outline
from briefgen.build.job import Failure, Job, Materials, composed, written
from briefgen.build.prepare import prepare
from briefgen.build.wanted import Selection
from briefgen.document.document import Document
from briefgen.document.dump import dump_document
from briefgen.formats import FORMATS
from briefgen.frozen import frozen
from briefgen.office.package import Package
from briefgen.problems import Origin, Problem, ProblemsFoundError
from briefgen.project import Project


@frozen
class ProofSheet:
    """A slide or a page: its text, its picture as PNG when there is one, and its problems."""

    number: int
    text: str
    picture: bytes = b""
    problems: tuple[str, ...] = ()


@frozen
class Proof:
    """One document: its format and bytes, its dump, its sheets, and problems that belong to none of them."""

    format: str
    name: str
    data: bytes
    dump: str
    sheets: tuple[ProofSheet, ...]
    problems: tuple[str, ...] = ()


@frozen
class Proofs:
    """What one run of the preview made: proofs, problems of the user's files, errors of ours."""

    subject: str
    proofs: tuple[Proof, ...] = ()
    problems: tuple[Problem, ...] = ()
    bugs: tuple[str, ...] = ()


def make_proofs(project: Project, selection: Selection) -> Proofs:
    """Build the documents of one subject; with no subject selected, the first that the brief has."""
    try:
        prepared = prepare(project, selection)
    except ProblemsFoundError as error:
        return Proofs("", problems=error.problems)
    proofs: list[Proof] = []
    brief, subject = prepared.jobs[0].outline.brief.name, prepared.jobs[0].outline.subject
    problems, bugs = [*prepared.warnings, *_in_templates(project, brief)], []
    for job in prepared.jobs:
        if job.outline.subject != subject:
            continue
        made = _made(job, prepared.materials)
        if isinstance(made, Failure):
            problems += made.problems
            bugs += [made.bug] if made.bug else []
        else:
            proofs.append(made)
    return Proofs(subject, tuple(proofs), tuple(sorted(set(problems))), tuple(bugs))


def _made(job: Job, materials: Materials) -> Proof | Failure:
    document = composed(job, materials)
    if isinstance(document, Failure):
        return document
    made = written(job, document, materials)
    return made if isinstance(made, Failure) else _proof(job.outline, document, made.data)


def _in_templates(project: Project, brief: str) -> Iterator[Problem]:
    """What is wrong with the templates of a brief and those it shares, on every branch."""
    for problem in check_templates(project.templates, str(project.templates)):
        folder = Path(problem.origin.path).relative_to(project.templates).parts[0]
        if folder == brief or not (project.templates / folder / "brief.yaml").exists():
            yield problem


def _proof(outline: Outline, document: Document, data: bytes) -> Proof:
    texts = list(_slide_texts(Package(data))) if FORMATS[outline.format].kind == "slides" else []
    by_slide: dict[int, list[str]] = {}
    for violation in check_accessibility(BytesIO(data)):
        by_slide.setdefault(violation.slide, []).append(str(violation.problem("")))
    sheets = [
        ProofSheet(number, text, problems=tuple(by_slide.get(number, ()))) for number, text in enumerate(texts, start=1)
    ]
    name = f"{outline.subject}{FORMATS[outline.format].ending}"
    dump = dump_document(document, facts=False)
    return Proof(outline.format, name, data, dump, tuple(sheets), tuple(by_slide.get(0, ())))


def _slide_texts(package: Package) -> Iterator[str]:
    """The words of each slide in reading order, those of pictures in brackets."""
    for part in slides_of(package):
        items = [item for item in items_of(package, part) if not item.decorative and item.holder not in FURNITURE]
        parts = [f"[{item.alt}]" if item.alt else item.words for item in items]
        yield "\n\n".join(filter(None, parts))


def as_problem(message: str) -> Problem:
    """Something the preview itself has to say."""
    return Problem(Origin(), "preview", message, severity="warning")
