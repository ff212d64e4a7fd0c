"""The command `briefgen build`: documents written into the output folder."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli import options
from briefgen.cli.exits import exit_code, refused
from briefgen.cli.output import print_json, print_problems, problem_as_json, say
from briefgen.project import find_project, why_not_writable
from briefgen.values.counting import count

if TYPE_CHECKING:
    from briefgen.document.blocks import ChartFormat
    from briefgen.project import Project
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
@options.json
@click.option("--quiet", is_flag=True, help="Print problems only.")
def build(
    briefs: tuple[str, ...], subjects: tuple[str, ...], period: Period | None, as_of: date | None, audience: str | None,
    formats: tuple[str, ...], charts: ChartFormat | None, data: Path | None, templates: Path | None,
    output: Path | None, review: bool, texts: Path | None, jobs: int | None, wait: bool, force: bool,
    seconds: float | None, as_json: bool, quiet: bool,
) -> int:  # fmt: skip
    """Write documents into the output folder.

    All documents of all briefs, or those of the briefs named.
    """
    from briefgen.build.build import PRELOAD, Way, build_project
    from briefgen.build.executors import SECONDS, cores, local
    from briefgen.build.left_out import in_short
    from briefgen.build.progress import progress
    from briefgen.build.selection import Selection

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
        report = build_project(project, selection, way, shown, say if wait else None)
    told = _portal(project) if report.written else ""
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
            say(f"portal: {told}")
    return exit_code(report.problems, report.failures)


def _portal(project: Project) -> str:
    """Write the page over the output folder; what there is to tell of it. A build that began meanwhile writes it."""
    from briefgen.brand.brand import read_brand
    from briefgen.build.lock import LockedError, locked
    from briefgen.portal.write import NotOursError, write_portal

    brand = read_brand(project.templates / "brand", f"{project.templates}/brand")
    try:
        with locked(project.output):
            return str(write_portal(project.output, brand))
    except (LockedError, NotOursError) as error:
        return f"not written: {error}"
