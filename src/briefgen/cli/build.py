"""The command `briefgen build`: documents written into the output folder."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from briefgen.cli import options
from briefgen.cli.exits import exit_code, refused
from briefgen.cli.output import print_json, print_problems, problem_as_json, say
from briefgen.problems import ProblemsFoundError
from briefgen.project import SelectionError, find_project, why_not_writable
from briefgen.values.counting import count

if TYPE_CHECKING:
    from briefgen.build.selection import Selection
    from briefgen.document.blocks import ChartFormat
    from briefgen.values.dates import Period


@click.command()
@click.argument("briefs", nargs=-1, metavar="[BRIEF]...")
@click.option("--for", "subjects", multiple=True, metavar="ID", help="Only this company, asset or area; repeatable.")
@options.period
@options.as_of
@options.audience
@click.option("--format", "formats", multiple=True, type=options.FORMAT, help="Only this format.")
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
@click.option("--wait", is_flag=True, help="Wait for another build into the same folder.")
@click.option("--force", is_flag=True, help="Also write documents that fail their own audit.")
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
    output: Path | None, review: bool, texts: Path | None, jobs: int | None, wait: bool, force: bool,
    seconds: float | None, summary: TextIO | None, as_json: bool, quiet: bool,
) -> int:  # fmt: skip
    """Write documents into the output folder.

    All documents of all briefs, or those of the briefs named.
    """
    from briefgen.build.build import PRELOAD, Way, build_project
    from briefgen.build.executors import SECONDS, cores, local
    from briefgen.build.left_out import in_short
    from briefgen.build.manifest import read_manifest
    from briefgen.build.progress import progress
    from briefgen.build.selection import Selection
    from briefgen.build.summary import page_of

    began = time.monotonic()
    if texts and not review:
        raise click.UsageError("--source-texts is for --review; to look up values in their sources: briefgen verify")
    project = find_project(data, templates, output)
    if reason := why_not_writable(project.output):
        return refused(f"cannot write into {project.output}: {reason}")
    selection = Selection(*options.time_frame(as_of, period), briefs, subjects, audience or "", formats, charts)
    executor = local(jobs or cores(), seconds or SECONDS, PRELOAD)
    with progress(quiet=quiet or as_json) as shown:
        way = Way(executor, force=force, review=review, texts=texts)
        with _telling_why(summary, selection):
            report = build_project(project, selection, way, shown, say if wait else None)
    if summary:
        summary.write(page_of(selection, report, read_manifest(project.output).files))
    if as_json:
        files = [{"path": f"{project.output}/{entry.path}", "sha256": entry.sha256} for entry in report.written]
        without = [{"subject": one.subject, "reason": one.reason} for one in report.left_out]
        problems = [problem_as_json(p) for p in report.problems]
        print_json({"version": 1, "files": files, "problems": problems, "left_out": without})
    else:
        print_problems(problem for problem in report.problems if problem.severity == "error")
    if not quiet and not as_json:
        for line in in_short(list(report.left_out)):
            say(line)
        warnings = sum(problem.severity == "warning" for problem in report.problems)
        more = f"; {count(warnings, 'warning')}, see `briefgen check`" if warnings else ""
        failed = f"; {count(len(report.failures), 'document')} could not be made" if report.failures else ""
        place = project.output / selection.period.text
        say(f"{count(len(report.written), 'file')} in {place} after {time.monotonic() - began:.1f} s{failed}{more}")
        if report.written:
            say(f"audit: {report.coverage}")
    return exit_code(report.problems, report.failures)


@contextmanager
def _telling_why(summary: TextIO | None, selection: Selection) -> Iterator[None]:
    """A build that cannot begin says so in the summary too."""
    from briefgen.build.summary import page_of_nothing

    try:
        yield
    except ProblemsFoundError as error:
        if summary:
            summary.write(page_of_nothing(selection, count(len(error.problems), "problem"), error.problems))
        raise
    except SelectionError as error:
        if summary:
            summary.write(page_of_nothing(selection, str(error)))
        raise
