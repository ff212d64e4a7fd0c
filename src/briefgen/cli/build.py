"""The command `briefgen build`: documents written into the output folder."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from briefgen.cli import options
from briefgen.cli.exits import OK, exit_code, refused
from briefgen.cli.output import print_json, print_problems, problem_as_json, say
from briefgen.formats import FORMATS, PDF, PRINTED
from briefgen.portal import NAME as PORTAL
from briefgen.problems import ProblemsFoundError
from briefgen.project import SelectionError, find_project, why_not_writable
from briefgen.values.counting import count

if TYPE_CHECKING:
    from briefgen.build.build import BuildReport
    from briefgen.build.cluster import Cluster
    from briefgen.build.executors import Executor
    from briefgen.build.wanted import Selection
    from briefgen.document.document import ChartFormat
    from briefgen.project import Project
    from briefgen.values.dates import Period


@click.command()
@click.argument("briefs", nargs=-1, metavar="[BRIEF]...")
@click.option("--for", "subjects", multiple=True, metavar="ID", help="Only this company, asset or area; repeatable.")
@options.period
@options.as_of
@options.audience
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice((*FORMATS, PDF)),
    help="Only this format; pdf: also a PDF of each Word and PowerPoint file, by LibreOffice.",
)
@options.charts
@options.data
@options.templates
@options.output
@click.option("--review", is_flag=True, help="Also a copy with each claim explained, and a reference pack.")
@click.option(
    "--source-texts",
    "texts",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="With --review: texts of the sources, as for verify; their passages go into the pack.",
)
@options.jobs
@options.scheduler
@click.option("--no-cache", is_flag=True, help="Take nothing from the cache, and keep nothing in it.")
@click.option("--wait", is_flag=True, help="Wait for another build into the same folder.")
@click.option(
    "--force",
    is_flag=True,
    help="Write what is held back, too: documents that fail their own audit, and over files edited by hand.",
)
@click.option("--all", "every", is_flag=True, help="Make every document anew, also what is up to date.")
@click.option("--dry-run", "dry", is_flag=True, help="Tell what would be written, and write nothing.")
@click.option("--explain", is_flag=True, help="Tell of each file why it is written, or kept.")
@options.seconds
@click.option(
    "--summary",
    type=click.File("a", "utf-8", lazy=False),
    metavar="FILE",
    help="Add a page of Markdown to FILE: what was built, and what is wrong. For scheduled builds.",
)
@options.json
@click.option("--quiet", is_flag=True, help="Print problems only.")
def build(
    briefs: tuple[str, ...], subjects: tuple[str, ...], period: Period | None, as_of: date | None, audience: str | None,
    formats: tuple[str, ...], charts: ChartFormat | None, data: Path | None, templates: Path | None,
    output: Path | None, review: bool, texts: Path | None, jobs: int | None, scheduler: str | None, no_cache: bool,
    wait: bool, force: bool, every: bool, dry: bool, explain: bool, seconds: float | None, summary: TextIO | None,
    as_json: bool, quiet: bool,
) -> int:  # fmt: skip
    """Write documents into the output folder.

    All documents of all briefs, or those of the briefs named. What is up to date is kept as it is: nothing that it says
    has changed since.
    """
    from briefgen.build.gates import asked_for, nothing_to_do
    from briefgen.build.wanted import Selection, in_short

    began = time.monotonic()
    if texts and not review:
        raise click.UsageError("--source-texts is for --review; to look up values in their sources: briefgen verify")
    project = find_project(data, templates, output)
    if reason := why_not_writable(project.output):
        return refused(f"cannot write into {project.output}: {reason}")
    documents = formats_of(formats)
    selection = Selection(*options.time_frame(as_of, period), briefs, subjects, audience or "", documents, charts)
    asked, waiting = asked_for(selection, review, texts, PDF in formats), say if wait else None
    place = project.output / selection.period.text
    if not every and not as_json and (done := nothing_to_do(project, asked, waiting)):
        if not dry and not (project.output / PORTAL).exists():
            _portal(project, cached=not no_cache)
        if not quiet:
            took = f"after {time.monotonic() - began:.1f} s"
            said = f"{_up_to_date(len(done.files), place)} {took}{_see(done.warnings)}"
            for line in (*in_short(done.left_out), said):
                say(line)
        if summary:
            from briefgen.build.manifest import read_manifest
            from briefgen.build.summary import page_of

            files = read_manifest(project.output).by_path()
            kept = [files[path] for path in done.files if path in files]
            summary.write(page_of(selection, kept=kept, left_out=done.left_out, warnings=done.warnings))
        return OK
    from briefgen.build.build import Way, build_project, preload
    from briefgen.build.executors import SECONDS, cores, local
    from briefgen.build.progress import progress

    executor: Executor
    with ExitStack() as stack:
        if scheduler:
            executor = stack.enter_context(_cluster(scheduler, project, jobs or cores(), seconds or SECONDS, quiet))
        else:
            executor = local(jobs or cores(), seconds or SECONDS, preload(cached=not no_cache))
        shown = stack.enter_context(progress(quiet=quiet or as_json))
        way = Way(executor, force=force, all=every, dry=dry, texts=texts, cached=not no_cache)
        with _telling_why(summary, selection):
            report = build_project(project, asked, way, shown, waiting)
    page = _portal(project, cached=not no_cache) if not dry and (report.written or report.kept) else ""
    if summary and not dry:
        summary.write(_page(selection, report))
    if as_json:
        print_json(_as_json(report, project.output))
    else:
        print_problems(one for one in report.problems if one.severity == "error" or one in report.measured)
    if not quiet and not as_json:
        for line in [*(report.told if explain else ()), *in_short(report.left_out)]:
            say(line)
        say(f"{_done(report, place, dry)} after {time.monotonic() - began:.1f} s{_beside(report)}")
        if any(entry.audit for entry in report.written):
            say(f"audit: {report.coverage}")
        if report.written and page:
            say(f"portal: {page}")
    return exit_code(report.problems, report.failures)


@contextmanager
def _cluster(address: str, project: Project, workers: int, seconds: float, quiet: bool) -> Iterator[Cluster]:
    """A cluster as long as it is needed; its workers that cannot be used are told."""
    from briefgen.build.cluster import Cluster
    from briefgen.build.executors import Processes

    with closing(Cluster(address, project.templates, Processes(workers, seconds), _nothing if quiet else say)) as found:
        print_problems(found.unfit)
        if not quiet:
            say(f"cluster: {count(len(found.fit), 'worker')} with {count(found.workers, 'thread')} at {address}")
        yield found


def _nothing(line: str) -> None:
    """Nobody is told."""


def formats_of(asked: tuple[str, ...]) -> tuple[str, ...]:
    """The formats of the documents to be made: a PDF is printed of those that can be, which are made with it."""
    documents = tuple(name for name in asked if name != PDF)
    return documents if documents == asked or set(PRINTED) & set(documents) else (*documents, *PRINTED)


def _portal(project: Project, *, cached: bool) -> str:
    """Write the page over the output folder; what there is to tell of it. A build that began meanwhile writes it."""
    from briefgen.brand.brand_file import read_brand
    from briefgen.build.lock import LockedError, locked
    from briefgen.cache import caching
    from briefgen.portal.write import NotOursError, write_portal

    brand = read_brand(project.templates / "brand", f"{project.templates}/brand")
    try:
        with locked(project.output), caching(cached):
            return str(write_portal(project.output, brand))
    except (LockedError, NotOursError) as error:
        return f"not written: {error}"


def _page(selection: Selection, report: BuildReport) -> str:
    from briefgen.build.summary import page_of

    return page_of(
        selection,
        written=report.written,
        kept=report.kept,
        failed=len(report.failures),
        audit=str(report.coverage),
        problems=report.problems,
        left_out=report.left_out,
        warnings=report.warnings,
    )


@contextmanager
def _telling_why(summary: TextIO | None, selection: Selection) -> Iterator[None]:
    """A build that cannot begin says so in the summary too."""
    try:
        yield
    except (ProblemsFoundError, SelectionError) as error:
        if summary:
            from briefgen.build.summary import page_of_nothing

            problems = error.problems if isinstance(error, ProblemsFoundError) else ()
            reason = count(len(problems), "problem") if problems else str(error)
            summary.write(page_of_nothing(selection, reason, problems))
        raise


def _as_json(report: BuildReport, output: Path) -> dict[str, Any]:
    written, kept = (
        [{"path": f"{output}/{entry.path}", "sha256": entry.sha256} for entry in files]
        for files in (report.written, report.kept)
    )
    return {
        "version": 1,
        "files": written,
        "kept": kept,
        "told": list(report.told),
        "problems": [problem_as_json(problem) for problem in report.problems],
        "left_out": [{"subject": one.subject, "reason": one.reason} for one in report.left_out],
    }


def _done(report: BuildReport, place: Path, dry: bool) -> str:
    """15 files in output/2025-Q4."""
    kept = len(report.kept)
    if not report.written and kept:
        return _up_to_date(kept, place)
    more = f", {kept} kept" if kept else ""
    return f"{count(len(report.written), 'file')}{' would be written' if dry else ''}{more} in {place}"


def _beside(report: BuildReport) -> str:
    """What else is to be told at the end."""
    failures = len(report.failures)
    failed = f"; {count(failures, 'document')} could not be made" if failures else ""
    upgraded = sum(": kept: " in line for line in report.told)
    same = f"; {count(upgraded, 'file')} kept though a version changed: text and pictures are equal" if upgraded else ""
    return f"{same}{failed}{_see(report.warnings)}"


def _up_to_date(files: int, place: Path) -> str:
    return f"up to date: {count(files, 'file')} in {place}"


def _see(warnings: int) -> str:
    return f"; {count(warnings, 'warning')}, see `briefgen check`" if warnings else ""
