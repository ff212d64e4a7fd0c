"""The commands of briefgen: arguments, printing and exit codes; what they do is decided elsewhere."""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefgen.build.libraries import silence_libraries
from briefgen.build.lock import LockedError
from briefgen.cli import options, trace
from briefgen.cli.brand import brand
from briefgen.cli.diff import diff
from briefgen.cli.explain import explain
from briefgen.cli.findings import findings
from briefgen.cli.output import (
    answer,
    leave_streams,
    open_streams,
    print_annotations,
    print_json,
    print_problems,
    problem_as_json,
    say,
)
from briefgen.cli.register import register
from briefgen.cli.verify import verify
from briefgen.problems import ProblemsFoundError
from briefgen.project import SelectionError, find_project, start_project, why_not_writable
from briefgen.values.counting import count

if TYPE_CHECKING:
    from briefgen.build.job import Failure
    from briefgen.document.blocks import ChartFormat
    from briefgen.values.dates import Period

silence_libraries()  # before any is loaded, here and in the processes of a build, which load this module first
OK, PROBLEMS, USAGE, BUG, INTERRUPTED, READER_GONE = 0, 1, 2, 101, 130, 141
LISTS = ("briefs", "companies", "assets", "areas", "charts")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 0 fine, 1 the user's files, 2 usage, 130 interrupted, 101 a bug.

    141 when what reads the output has gone, as `| head` does.
    """
    open_streams()
    try:
        return _run(arguments)
    except (BrokenPipeError, SystemExit):  # click turns the one into the other
        leave_streams()
        return READER_GONE


def _run(arguments: Sequence[str] | None) -> int:
    try:
        code = cli.main(arguments, prog_name="briefgen", standalone_mode=False) or OK
        sys.stdout.flush()
        return code
    except ProblemsFoundError as error:
        print_problems(error.problems)
        return PROBLEMS
    except SelectionError as error:
        return _refuse(str(error))
    except LockedError as error:
        return _refuse(f"{error}; wait for it with --wait")
    except click.ClickException as error:
        shown = io.StringIO()
        error.show(shown)
        say(shown.getvalue().rstrip())
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        say("briefgen: interrupted; every file already written is whole")
        return INTERRUPTED
    except BrokenPipeError:
        raise
    except OSError as error:
        return _refuse(f"{error.filename or 'a file or the terminal'}: {error.strerror or error}")
    except Exception:
        from traceback import format_exc

        return _report_bugs([format_exc()])


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(None, "--version", package_name="briefgen", message="%(prog)s %(version)s")
def cli() -> None:
    """Word briefings and PowerPoint decks from a reviewed dataset, every number traced to its source."""


cli.add_command(trace.audit)
cli.add_command(trace.trace)
cli.add_command(diff)
cli.add_command(findings)
cli.add_command(register)


@cli.command()
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
    "--source-texts", "texts", type=click.Path(path_type=Path), metavar="FOLDER",
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
    from briefgen.build.progress import progress
    from briefgen.build.selection import Selection

    began = time.monotonic()
    if texts and not review:
        raise click.UsageError("--source-texts is for --review; to look up values in their sources: briefgen verify")
    project = find_project(data, templates, output)
    if reason := why_not_writable(project.output):
        return _refuse(f"cannot write into {project.output}: {reason}")
    selection = Selection(*options.time_frame(as_of, period), briefs, subjects, audience or "", formats, charts)
    executor = local(jobs or cores(), seconds or SECONDS, PRELOAD)
    with progress(quiet=quiet or as_json) as shown:
        way = Way(executor, force=force, review=review, texts=texts)
        report = build_project(project, selection, way, shown, say if wait else None)
    if as_json:
        files = [{"path": f"{project.output}/{entry.path}", "sha256": entry.sha256} for entry in report.written]
        print_json({"version": 1, "files": files, "problems": [problem_as_json(p) for p in report.problems]})
    else:
        print_problems(problem for problem in report.problems if problem.severity == "error")
    if not quiet and not as_json:
        warnings = sum(problem.severity == "warning" for problem in report.problems)
        more = f"; {count(warnings, 'warning')}, see `briefgen check`" if warnings else ""
        failed = f"; {count(len(report.failures), 'document')} could not be made" if report.failures else ""
        place = project.output / selection.period.text
        say(f"{count(len(report.written), 'file')} in {place} after {time.monotonic() - began:.1f} s{failed}{more}")
        if report.written:
            say(f"audit: {report.coverage}")
    return _code(report.problems, report.failures)


@cli.command()
@click.argument("briefs", nargs=-1, metavar="[BRIEF]...")
@options.period
@options.as_of
@options.data
@options.templates
@click.option(
    "--output-format", type=click.Choice(("text", "json", "github")), default="text", help="How problems are printed."
)
@options.jobs
@options.seconds
@options.json
def check(
    briefs: tuple[str, ...], period: Period | None, as_of: date | None, data: Path | None, templates: Path | None,
    output_format: str, jobs: int | None, seconds: float | None, as_json: bool,
) -> int:  # fmt: skip
    """Find everything that is wrong; write nothing.

    Looks at the dataset, the brand, the templates and every document they make.
    """
    from briefgen.build.check import review_project
    from briefgen.build.executors import SECONDS, cores
    from briefgen.build.selection import Selection

    project = find_project(data, templates, None)
    selection = Selection(*options.time_frame(as_of, period), briefs)
    problems, bugs = review_project(project, selection, jobs or cores(), seconds or SECONDS)
    match "json" if as_json else output_format:
        case "json":
            print_json({"version": 1, "problems": [problem_as_json(problem) for problem in problems]})
        case "github":
            print_annotations(problems)
        case _:
            print_problems(problems)
            errors = sum(problem.severity == "error" for problem in problems)
            say(f"{count(errors, 'error')}, {count(len(problems) - errors, 'warning')}")
    return _code(problems, bugs)


@cli.command("list")
@click.argument("what", type=click.Choice(LISTS))
@options.data
@options.templates
@options.json
def list_(what: str, data: Path | None, templates: Path | None, as_json: bool) -> None:
    """List briefs, companies, assets, areas or charts."""
    from briefgen.cli.lists import list_things

    rows = list_things(what, find_project(data, templates, None))
    if as_json:
        print_json({"version": 1, what: [{"id": id, "text": text} for id, text in rows]})
        return
    width = max((len(id) for id, _ in rows), default=0)
    for id, text in rows:
        answer(f"{id:<{width}}  {text}".rstrip())


@cli.command()
@click.argument("brief")
@click.argument("subject")
@click.option("--format", "format", type=options.FORMAT, help="[default: the first of the brief]")
@options.period
@options.as_of
@options.audience
@options.data
@options.templates
def show(
    brief: str, subject: str, format: str | None, period: Period | None, as_of: date | None, audience: str | None,
    data: Path | None, templates: Path | None,
) -> int:  # fmt: skip
    """Print one document as text."""
    from briefgen.build.job import Failure, composed
    from briefgen.build.prepare import prepare
    from briefgen.build.selection import Selection
    from briefgen.document.dump import dump_document

    formats = (format,) if format else ()
    selection = Selection(*options.time_frame(as_of, period), (brief,), (subject,), audience or "", formats)
    prepared = prepare(find_project(data, templates, None), selection)
    result = composed(prepared.jobs[0], prepared.materials)
    if isinstance(result, Failure):
        print_problems(result.problems)
        return _code(result.problems, [result] if result.bug else [])
    answer(dump_document(result))
    return OK


@cli.command()
@click.argument("brief")
@click.argument("subject", required=False)
@click.option("--format", "formats", multiple=True, type=options.FORMAT, help="Only this format.")
@options.period
@options.as_of
@options.audience
@options.data
@options.templates
@click.option("--port", type=click.IntRange(0, 65535), metavar="N", help="Port of the page.  [default: a free one]")
@click.option("--no-browser", is_flag=True, help="Print the address only.")
@click.option("--watch", is_flag=True, help="Build again when a file of data or templates changes.")
def preview(
    brief: str, subject: str | None, formats: tuple[str, ...], period: Period | None, as_of: date | None,
    audience: str | None, data: Path | None, templates: Path | None, port: int | None, no_browser: bool, watch: bool,
) -> int:  # fmt: skip
    """Show one document in the browser, page by page beside its text.

    Pages are drawn by LibreOffice where it is installed; without it the text is shown.
    """
    from briefgen.build.selection import Selection
    from briefgen.preview import preview_brief

    project = find_project(data, templates, None)
    subjects = (subject,) if subject else ()
    selection = Selection(*options.time_frame(as_of, period), (brief,), subjects, audience or "", formats)
    preview_brief(project, selection, port, watch=watch, say=say, browser=not no_browser)
    return OK


@cli.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="FILE...")
@options.json
def accessibility(files: tuple[Path, ...], as_json: bool) -> int:
    """Hold finished files against what readers need who listen, enlarge or see no colours.

    Alternative texts, titles, reading order, headings, table heads, language, links, sizes and contrast of each Word
    or PowerPoint file, or of all in a folder.
    """
    from briefgen.accessibility import audit_files

    audited, problems = audit_files(files)
    if as_json:
        print_json({"version": 1, "files": list(map(str, audited)), "problems": list(map(problem_as_json, problems))})
    else:
        print_problems(problems)
        say(f"{count(len(audited), 'file')}, {count(len(problems), 'problem')}")
    return _code(problems, ())


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path))
def init(folder: Path) -> int:
    """Start a project in a new folder.

    It holds a small example dataset, the templates and the brand, and a workflow that builds on a schedule.
    """
    try:
        start_project(folder)
    except FileExistsError as error:
        return _refuse(f"{error}; give a new or empty folder")
    say(f"{folder} is ready. Next: cd {folder} && briefgen build")
    return OK


@cli.command()
def schema() -> None:
    """Print the JSON Schema of data files.

    Editors that know it complete and check while you type.
    """
    from briefgen.dataset.schema import json_schema

    print_json(json_schema())


cli.add_command(verify)
cli.add_command(explain)
cli.add_command(brand)


def _refuse(reason: str) -> int:
    say(f"briefgen: {reason}")
    return USAGE


def _code(problems: Sequence[Any], failures: Sequence[Failure]) -> int:
    if bugs := [failure.bug for failure in failures if failure.bug]:
        return _report_bugs(bugs)
    return PROBLEMS if any(problem.severity == "error" for problem in problems) else OK


def _report_bugs(bugs: Sequence[str]) -> int:
    for bug in dict.fromkeys(bugs):
        say(bug.rstrip())
    say("briefgen: this is a bug in briefgen; please report the text above to its maintainers")
    return BUG
