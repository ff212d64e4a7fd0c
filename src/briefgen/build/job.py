"""A job: one document, from its outline to finished bytes. A function of plain data, so that it runs in any process."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from traceback import format_exc, walk_tb
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar

from briefgen.audit.audited import Audited, Coverage
from briefgen.audit.files import audit_written
from briefgen.brand.brand import Brand
from briefgen.briefs.compose import compose_document
from briefgen.briefs.loader import WRITTEN
from briefgen.briefs.outline import Outline
from briefgen.build.executors import Lost
from briefgen.build.inputs import Inputs, digest_of, inputs_of
from briefgen.build.limits import TimeUpError, memory_limit, time_limit
from briefgen.build.recalled import remember, taken
from briefgen.cache import caching
from briefgen.dataset.store import Dataset
from briefgen.document.digest import content_digest
from briefgen.document.document import ChartFormat, Document
from briefgen.formats import FORMATS, loaded
from briefgen.frozen import frozen
from briefgen.ledger.ledger import Ledger, to_json
from briefgen.office.package import Package
from briefgen.office.passages import PACK, REVIEW
from briefgen.office.shown import sheets_of, shown_digest
from briefgen.problems import Origin, Problem, ProblemsFoundError
from briefgen.values.dates import Period
from briefgen.view.asked import apart
from briefgen.view.view import View, view_of

if TYPE_CHECKING:
    from briefgen.verify.evidence import Evidence
    from briefgen.writers.ledgering import Marked

SECONDS = 20.0
"""How long a template may take for one document."""
BYTES = 2_000_000_000
"""How much memory it may take."""
R = TypeVar("R")


@frozen
class Job:
    """One document to be made: where it goes below the output folder, and what it says."""

    path: str
    outline: Outline
    known: str = ""
    """The content that is written already: a document that says the same need not be made."""

    @property
    def digest(self) -> str:
        """The hash of what is asked for."""
        outline = self.outline
        return digest_of(outline.brief.model_dump_json(), outline.kind, outline.subject, outline.format)

    def asked_otherwise(self, digest: str) -> str:
        """Why what is asked for has another hash: other charts, or another brief."""
        brief = self.outline.brief
        for charts, drawn in DRAWN.items():
            outline = replace(self.outline, brief=brief.model_copy(update={"charts": charts}))
            if replace(self, outline=outline).digest == digest:
                return f"its charts are now {DRAWN[brief.charts]} instead of {drawn}"
        return "the brief changed"


DRAWN: Mapping[ChartFormat, str] = {"picture": "pictures", "native": "native charts", "svg": "SVG"}
"""What each kind of charts is called."""


@dataclass(frozen=True)
class Materials:
    """What every job of a run is made from. It goes to each worker once; views are made where they are used."""

    templates: Path
    dataset: Dataset
    as_of: date
    period: Period
    brand: Brand
    named: str = ""
    """The folder of templates as the user wrote it, where these lie elsewhere now."""

    @property
    def shown(self) -> str:
        """How places in templates are told."""
        return self.named or str(self.templates)

    def view(self, audience: str) -> View:
        """What an audience may see."""
        if audience not in self._views:
            self._views[audience] = view_of(self.dataset, self.as_of, self.period, audience)
        return self._views[audience]

    @cached_property
    def _views(self) -> dict[str, View]:
        return {}

    @cached_property
    def inputs(self) -> Inputs:
        """Hashes of it all."""
        return inputs_of(self.dataset.digest, self.templates)

    @cached_property
    def made_with(self) -> str:
        """One hash of all that documents are composed from beside the dataset and what is asked for."""
        made_with = replace(self.inputs, dataset="", texts="").id
        return digest_of(self.as_of.isoformat(), self.period.text, made_with)

    def __getstate__(self) -> dict[str, Any]:
        return {field.name: getattr(self, field.name) for field in fields(self)} | {"named": self.shown}


@frozen
class Failure:
    """A document that could not be made: the problems of the user's files, or the text of an error of ours."""

    path: str
    problems: tuple[Problem, ...] = ()
    bug: str = ""


@frozen
class Review:
    """What reviewers get beside each document, a copy with its claims explained and a reference pack; `evidence` are
    the passages that the texts of sources hold, when the user gave them."""

    evidence: Evidence | None = None


@frozen
class Made:
    """A finished file with its identity, its ledger as JSON and what the audits found; the files for review by the
    ending that takes the place of its own; its title, how many slides or sheets it has, the hash of its content before
    it was written and of what it shows; and warnings of what was measured on it."""

    data: bytes
    identity: str
    ledger: bytes
    audits: tuple[Audited, ...]
    copies: tuple[tuple[str, bytes], ...] = ()
    title: str = ""
    sheets: int = 0
    content: str = ""
    shown: str = ""
    warnings: tuple[Problem, ...] = ()


@frozen
class Same:
    """A document that says what is written already."""


def make_document(
    job: Job, materials: Materials, review: Review | None = None, *, cached: bool = True
) -> Made | Same | Failure:
    """The finished file of a job, unless it would be the one that is known."""
    with caching(cached):
        if review is None and (made := taken(job, materials)) is not None:
            return Same() if made.content == job.known else made
        view = apart(materials.view(job.outline.brief.audience))
        document = composed(job, materials, view)
        if isinstance(document, Failure):
            return document
        content = content_digest(document)
        remember(job, materials, view, content)
        if content == job.known:
            return Same()
        return written(job, document, materials, review, content)


def composed(job: Job, materials: Materials, of: View | None = None) -> Document | Failure:
    """The document of a job, of its audience's view or of one given; its templates have limits of time and memory."""

    def compose() -> Document:
        view = of or materials.view(job.outline.brief.audience)
        try:
            with time_limit(SECONDS), memory_limit(BYTES):
                return compose_document(job.outline, view, materials.templates, materials.shown)
        except TimeUpError as error:
            if error.seconds != SECONDS:
                raise
            raise ProblemsFoundError([_timeout(job.outline, materials.templates, error.__traceback__)]) from None

    return attempt(job, compose)


def written(
    job: Job, document: Document, materials: Materials, review: Review | None = None, content: str = ""
) -> Made | Failure:
    """A document in its format, its ledger, its audit and its copies."""

    def write() -> Made:
        from briefgen.writers.ledgering import finish

        mark: Callable[[Document, Brand], Marked] = loaded(FORMATS[job.outline.format].writer)
        marked = mark(document, materials.brand)
        done = finish(marked)
        ledger = replace(done.ledger, file=job.path.rpartition("/")[2])
        annotated = bool(FORMATS[job.outline.format].annotator)
        copies = _copies(job, document, marked, ledger, materials, review) if review and annotated else ()
        if copies:
            ledger = replace(ledger, review=hashlib.sha256(copies[0][1]).hexdigest())
        package, contents = Package(done.parts), done.contents
        audits = [audit_written(job.path, contents, ledger)]
        for ending, data in copies[:1]:
            audits.append(replace(audit_written(beside(job.path, ending), data, ledger), coverage=Coverage()))
        return Made(
            done.data, ledger.identity, to_json(ledger), tuple(audits), copies, ledger.title,
            sheets_of(package, contents), content or content_digest(document), shown_digest(package, contents),
            marked.warnings,
        )  # fmt: skip

    return attempt(job, write)


def attempt(job: Job, work: Callable[[], R]) -> R | Failure:
    """What work gives, or why it failed; a job that fails stops no other."""
    try:
        return work()
    except ProblemsFoundError as error:
        return Failure(job.path, error.problems)
    except Exception:
        return Failure(job.path, bug=format_exc())


def lost(job: Job, templates: Path, why: Lost, seconds: float) -> Failure:
    """A job that gave no result."""
    origin = Origin(f"{templates}/{job.outline.template}")
    if why == "took too long":
        message = f"{job.path} took longer than {seconds:g} s to write and was stopped"
        hint = "print less in one document, or give more time with --time-limit SECONDS"
        return Failure(job.path, (Problem(origin, "took-too-long", message, hint),))
    message = f"{job.path} could not be written: the process that wrote it was killed, perhaps for want of memory"
    hint = "give fewer --jobs, or print less in one document"
    return Failure(job.path, (Problem(origin, "worker-killed", message, hint),))


def beside(path: str, ending: str) -> str:
    """The name of a file for review beside its document."""
    return path.rpartition(".")[0] + ending


def copy_endings(format: str) -> tuple[str, ...]:
    """How the review copy and the reference pack of a document end, in the place of its own ending."""
    ending = FORMATS[format].ending
    return (f"{REVIEW}{ending}", f"{ending}{PACK}") if FORMATS[format].annotator else ()


def _copies(
    job: Job, document: Document, marked: Marked, ledger: Ledger, materials: Materials, review: Review
) -> tuple[tuple[str, bytes], ...]:
    """The review copy, then the reference pack, each by the ending of its name."""
    from briefgen.review.inside import inside_sheets
    from briefgen.review.reference_pack import reference_pack
    from briefgen.writers.ledgering import finish_copy

    format = FORMATS[job.outline.format]
    inside = inside_sheets(ledger, materials.dataset, materials.as_of)
    annotate: Callable[[Marked], bytes] = loaded(format.annotator)
    copy, pack = copy_endings(format.name)
    return (
        (copy, finish_copy(annotate(marked), ledger.identity)),
        (pack, reference_pack(ledger, document, review.evidence, inside)),
    )


def _timeout(outline: Outline, templates: Path, trace: TracebackType | None) -> Problem:
    origin = Origin(f"{templates}/{outline.template}")
    for frame, line in walk_tb(trace):
        template = frame.f_globals.get("__jinja_template__")
        if template is not None and str(template.filename).endswith(WRITTEN):
            name = os.path.relpath(template.filename, templates.resolve())
            origin = Origin(f"{templates}/{name}", template.get_corresponding_lineno(line))
    message = f"took longer than {SECONDS:g} s for {outline.subject} and was stopped"
    return Problem(origin, "template-timeout", message, "look for a loop that does not end or loops inside loops")


def by_line(failures: Iterable[Failure]) -> Iterator[Problem]:
    """Problems of documents; those of one code that a line of a template makes for many values are one, and counted."""
    lines: dict[tuple[Origin, str], list[Problem]] = {}
    for failure in failures:
        for problem in failure.problems:
            found = lines.setdefault((problem.origin, problem.code), [])
            if problem not in found:
                found.append(problem)
    for (origin, _), found in lines.items():
        if origin.line and not origin.column and len(found) > 1:
            message = f"{found[0].message}; and {len(found) - 1} more of the kind from this line"
            found = [replace(found[0], message=message)]
        yield from found
